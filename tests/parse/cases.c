/*
 * parse_cases: tests/cases/NAME/in.html against want.txt, by the words that they
 * have in common. A case may say in a file `least` how much that must be, in
 * thousandths; else 990. Cases of other types: parse_papers.c.
 */
#include "config.h"

#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Whether the case is passed; says why not. */
static bool run(const char *dir, const char *name)
{
	char path[4096];
	size_t len, want_len, least_len;
	snprintf(path, sizeof path, "%s/%s/in.html", dir, name);
	char *html = parse_read(path, &len);
	snprintf(path, sizeof path, "%s/%s/want.txt", dir, name);
	char *want = parse_read(path, &want_len);
	snprintf(path, sizeof path, "%s/%s/least", dir, name);
	char *least_text = parse_read(path, &least_len);
	double least = least_text ? atof(least_text) / 1000 : 0.990;
	bool passed = html && want;
	if (passed) {
		struct parse_how how = {.name = "in.html", .base = "https://ledger.example/2024/x"};
		struct doc *doc = parse_it(html, len, &how);
		char *got = parse_body(doc, false);
		double f1 = parse_f1(got, want);
		passed = f1 >= least && *doc_fact(doc, "title");
		if (!passed)
			fprintf(stderr, "%s: %.3f, at least %.3f\n%s\n", name, f1, least, got);
		free(got);
		doc_free(doc);
	}
	free(html);
	free(want);
	free(least_text);
	return passed;
}

static int is_case(const struct dirent *entry)
{
	const char *top = getenv("srcdir");
	char path[2048];
	snprintf(path, sizeof path, "%s/tests/cases/%.255s/in.html", top ? top : ".",
	         entry->d_name);
	return entry->d_name[0] != '.' && access(path, R_OK) == 0;
}

static void all_cases(void **state)
{
	const char *top = getenv("srcdir");
	char dir[2048];
	struct dirent **names;
	unsigned passed = 0;
	(void)state;
	snprintf(dir, sizeof dir, "%s/tests/cases", top ? top : ".");
	int count = scandir(dir, &names, is_case, alphasort);
	assert_true(count >= 25);
	for (int i = 0; i < count; i++) {
		passed += run(dir, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	assert_int_equal(passed, count);
}

static void words(void **state)
{
	(void)state;
	assert_true(parse_f1("one two three", "one, two; three!") > 0.999);
	assert_true(parse_f1("one two", "one three") > 0.499);
	assert_true(parse_f1("火车，晚点", "火车晚点") > 0.999);
	assert_true(parse_f1("", "one") < 0.001);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(words), cmocka_unit_test(all_cases)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
