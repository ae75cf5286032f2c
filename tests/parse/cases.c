/* SPDX-License-Identifier: ISC */
/*
 * parse_cases: tests/cases/NAME holds what comes (in.html, in.whole.html, in.xml, in.json,
 * in.txt, in.csv, in.tsv, in.pdfxml, or the folder in.docx.d, which is made into an archive) and
 * want.doc, the docfile that it must make, to the byte. Where that is known to be wrong, a file
 * `wrong` says in what.
 *
 * After a change that is meant, `make cases` writes every want.doc anew; the difference
 * is then read line by line (git diff tests/cases) before it is committed.
 */
#include "config.h"

#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"
#include "tests/parse/zip_lib.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a case may be of, and as what it comes. */
static const struct kind {
	const char *file;
	struct parse_how how;
	int least; /* cases there are */
} kinds[] = {
	{"in.html", {.name = "in.html", .base = "https://ledger.example/2024/x"}, 112},
	/* shown whole */
	{"in.whole.html",
         {.name = "in.html", .base = "https://ledger.example/2024/x", .whole = true},
         1},
	{"in.xml", {.type = "text/plain; charset=utf-8"}, 12},
	{"in.txt", {.type = "text/plain; charset=utf-8", .name = "/tmp/in.txt"}, 2},
	/* as many a host calls it */
	{"in.csv", {.type = "text/plain; charset=utf-8", .name = "in.csv"}, 3},
	{"in.tsv", {.type = "text/tab-separated-values; charset=utf-8"}, 1},
	{"in.json",
         {.type = "application/json", .base = "https://api.example/flow?by=plan&year=2031"},
         3},
	{"in.docx.d/_rels/.rels", {0}, 16},
	/* under the name and type of the PDF */
	{"in.pdfxml", {.type = "application/pdf", .name = "x.pdf"}, 60},
};

#define KINDS (sizeof kinds / sizeof *kinds)

static char *read_case(const char *dir, const char *name, const struct kind *kind, size_t *len)
{
	char path[4096];

	snprintf(path, sizeof path, "%s/%s/%s", dir, name, kind->file);
	char *in = parse_read(path, len);
	if (in && strstr(kind->file, ".d/")) {
		free(in);
		*strstr(path, "/_rels") = '\0';
		in = zip_folder(path, len);
	}
	return in;
}

static void say_difference(const char *name, const char *got, const char *want)
{
	size_t line = 1, start = 0;

	for (size_t i = 0; got[i] && got[i] == want[i]; i++)
		if (got[i] == '\n') {
			line++;
			start = i + 1;
		}
	fprintf(stderr, "%s: line %zu:\n%.*s\nnot\n%.*s\n", name, line,
	        (int)strcspn(got + start, "\n"), got + start, (int)strcspn(want + start, "\n"),
	        want + start);
}

static void write_want(const char *path, const struct buf *got)
{
	FILE *out = fopen(path, "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(got->bytes, 1, got->len, out), got->len);
	assert_int_equal(fclose(out), 0);
}

/* Whether the case makes what it must; says why not. */
static bool run(const char *dir, const char *name, const struct kind *kind, const char *in,
                size_t len)
{
	char path[4096];
	size_t want_len;
	struct buf got;
	struct doc *doc = parse_it(in, len, &kind->how);
	bool same;

	buf_init(&got, DOC_MAX);
	doc_write(doc, &got);
	doc_free(doc);
	snprintf(path, sizeof path, "%s/%s/want.doc", dir, name);
	if (getenv("PALAIS_WRITE_CASES"))
		write_want(path, &got);
	char *want = parse_read(path, &want_len);
	same = want && want_len == got.len && memcmp(got.bytes, want, want_len) == 0;
	if (!same)
		say_difference(name, got.bytes, want ? want : "");
	buf_done(&got);
	free(want);
	return same;
}

static void all_cases(void **state)
{
	const char *top = getenv("srcdir");
	char dir[2048];
	struct dirent **names;
	int count, failed = 0, cases[KINDS] = {0};

	(void)state;
	snprintf(dir, sizeof dir, "%s/tests/cases", top ? top : ".");
	count = scandir(dir, &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		const char *name = names[i]->d_name;
		int found = 0;

		/* those of tests/model/diff.c */
		if (!strncmp(name, "diff_", 5)) {
			free(names[i]);
			continue;
		}
		for (size_t k = 0; *name != '.' && k < KINDS; k++) {
			size_t len;
			char *in = read_case(dir, name, &kinds[k], &len);

			if (!in)
				continue;
			found++;
			cases[k]++;
			failed += !run(dir, name, &kinds[k], in, len);
			free(in);
		}
		if (*name != '.' && found != 1) {
			fprintf(stderr, "%s: %d documents come, not one\n", name, found);
			failed++;
		}
		free(names[i]);
	}
	free(names);
	assert_int_equal(failed, 0);
	for (size_t k = 0; k < KINDS; k++)
		assert_true(cases[k] >= kinds[k].least);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(all_cases)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
