/*
 * parse_corpus: real pages, where they lie ($PALAIS_CORPUS, or ../shared/corpus
 * beside the sources). Without them this says so and proves nothing; the
 * project's own cases do.
 */
#include "config.h"

#include "tests/check.h"
#include "tests/parse_lib.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_any(const struct doc *doc, const char *body, const char *name)
{
	static const char *const menu[] = {"Skip to main content", "Toggle navigation",
					   "Terms of Use", "Fraud Alert"};
	if (!*doc_fact(doc, "language") || strlen(body) < 40)
		fail_msg("%s: language “%s”, %zu bytes of text", name, doc_fact(doc, "language"),
			 strlen(body));
	for (size_t i = 0; i < sizeof menu / sizeof *menu; i++)
		if (strstr(body, menu[i]))
			fail_msg("%s: “%s” in the text", name, menu[i]);
}

static void check_press(const struct doc *doc, const char *body, const char *name)
{
	const char *date = doc_fact(doc, "date");
	if (!strchr(doc_fact(doc, "symbol"), '/') || strlen(date) != 10 ||
	    strcmp(doc_fact(doc, "language"), "en") != 0 || !*doc_fact(doc, "title") ||
	    !*doc_fact(doc, "body") || strlen(body) < 600)
		fail_msg("%s: symbol “%s”, date “%s”, title “%s”, body “%s”, %zu bytes", name,
			 doc_fact(doc, "symbol"), date, doc_fact(doc, "title"),
			 doc_fact(doc, "body"), strlen(body));
}

static int read_folder(const char *top, const char *folder)
{
	char path[4096];
	int count = 0;
	struct dirent *entry;
	snprintf(path, sizeof path, "%s/html/%s", top, folder);
	DIR *dir = opendir(path);
	while (dir && (entry = readdir(dir))) {
		size_t len, n = strlen(entry->d_name);
		if (n < 5 || strcmp(entry->d_name + n - 5, ".html") != 0)
			continue;
		snprintf(path, sizeof path, "%s/html/%s/%s", top, folder, entry->d_name);
		char *html = parse_read(path, &len);
		assert_non_null(html);
		struct parse_how how = {.type = "text/html"};
		struct doc *doc = parse_it(html, len, &how);
		char *body = parse_body(doc, false);
		check_any(doc, body, entry->d_name);
		if (strcmp(folder, "press.un.org") == 0)
			check_press(doc, body, entry->d_name);
		if (strncmp(entry->d_name, "ar_", 3) == 0)
			assert_string_equal(doc_fact(doc, "language"), "ar");
		free(body);
		free(html);
		doc_free(doc);
		count++;
	}
	if (dir)
		closedir(dir);
	return count;
}

static void all_pages(void **state)
{
	static const char *const folders[] = {"press.un.org", "hno-syria", "unhcr"};
	const char *top = getenv("PALAIS_CORPUS"), *srcdir = getenv("srcdir");
	char path[2048];
	int count = 0;
	(void)state;
	snprintf(path, sizeof path, "%s/../shared/corpus", srcdir ? srcdir : ".");
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		count += read_folder(top && *top ? top : path, folders[i]);
	if (count > 0)
		printf("# %d real pages read\n", count);
	else
		printf("# no corpus at %s: nothing read\n", top && *top ? top : path);
}

/* -- Akoma Ntoso --------------------------------------------------------- */

/* Numbers run 1, 2, 3... and again from 1 in each annex; notes are called. */
static void check_numbers(const struct doc *doc, const char *name)
{
	int last = 0;
	size_t calls = 0, notes = 0;
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		if (strncmp(b->anchor, "annex", 5) == 0)
			last = 0;
		notes += b->kind == DOC_NOTE && *b->anchor;
		for (size_t k = 0; k < b->text.span_count; k++)
			calls += b->text.spans[k].kind == DOC_CALL;
		if (!*b->number)
			continue;
		if (atoi(b->number) != last + 1)
			fail_msg("%s: paragraph %s after %d", name, b->number, last);
		last = atoi(b->number);
	}
	if (calls != notes)
		fail_msg("%s: %zu notes, %zu calls", name, notes, calls);
}

static void check_akn(const struct doc *doc, const char *name)
{
	static const char *const needed[] = {"title", "symbol", "date", "body", "language"};
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!*doc_fact(doc, needed[i]))
			fail_msg("%s: no %s", name, needed[i]);
	assert_string_equal(doc_fact(doc, "format"), "akn");
	if (strncmp(doc_fact(doc, "date"), "20", 2) != 0 || doc_block_count(doc) < 5)
		fail_msg("%s: date “%s”, %zu blocks", name, doc_fact(doc, "date"),
			 doc_block_count(doc));
	if (name[2] == '_' && strncmp(name, "S_", 2) != 0 && strncmp(name, "75", 2) != 0 &&
	    strncmp(doc_fact(doc, "language"), name, 2) != 0)
		fail_msg("%s: language “%s”", name, doc_fact(doc, "language"));
	check_numbers(doc, name);
}

static int read_akn(const char *top, const char *folder)
{
	char path[4096];
	int count = 0;
	struct dirent *entry;
	snprintf(path, sizeof path, "%s/xml/akn/%s", top, folder);
	DIR *dir = opendir(path);
	while (dir && (entry = readdir(dir))) {
		size_t len;
		if (!strstr(entry->d_name, ".xml"))
			continue;
		snprintf(path, sizeof path, "%s/xml/akn/%s/%s", top, folder, entry->d_name);
		char *xml = parse_read(path, &len);
		struct parse_how how = {.type = "text/plain; charset=utf-8"};
		assert_non_null(xml);
		struct doc *doc = parse_it(xml, len, &how);
		check_akn(doc, entry->d_name);
		doc_free(doc);
		free(xml);
		count++;
	}
	if (dir)
		closedir(dir);
	return count;
}

static void all_akn(void **state)
{
	const char *top = getenv("PALAIS_CORPUS"), *srcdir = getenv("srcdir");
	char path[2048];
	(void)state;
	snprintf(path, sizeof path, "%s/../shared/corpus", srcdir ? srcdir : ".");
	top = top && *top ? top : path;
	printf("# %d Akoma Ntoso files read\n", read_akn(top, "sc") + read_akn(top, "ga"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(all_pages), cmocka_unit_test(all_akn)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
