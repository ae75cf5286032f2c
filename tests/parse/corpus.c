/* SPDX-License-Identifier: ISC */
/*
 * parse_corpus: real pages and papers, where they lie ($PALAIS_CORPUS, or ../shared/corpus
 * beside the sources). Without them this says so and proves nothing; the
 * project's own cases do.
 */
#include "config.h"

#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <dirent.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
		printf("# corpus: %d pages read\n", count);
	else
		printf("# corpus: none at %s, no pages read\n", top && *top ? top : path);
}

/* -- papers -------------------------------------------------------------- */

/* A letter may be called wherever it stands in a table. */
static bool is_letter(const char *s)
{
	return *s >= 'a' && *s <= 'z';
}

/* The calls that are no letters; each of all has to name a note. */
static size_t calls_of(const struct doc *doc, const struct doc_text *text)
{
	size_t calls = 0;
	for (size_t k = 0; k < text->span_count; k++) {
		if (text->spans[k].kind != DOC_CALL)
			continue;
		long note = doc_find_anchor(doc, text->spans[k].value);
		assert_true(note >= 0 && doc_block(doc, (size_t)note)->kind == DOC_NOTE);
		calls += !is_letter(text->bytes + text->spans[k].start);
	}
	return calls;
}

static size_t calls_in(const struct doc *doc, const struct doc_block *b)
{
	size_t calls = calls_of(doc, &b->text);
	for (size_t r = 0; r < b->row_count; r++)
		for (size_t c = 0; c < b->rows[r].cell_count; c++)
			calls += calls_of(doc, &b->rows[r].cells[c].text);
	return calls;
}

/* Whether numbers run 1, 2, 3... and again from 1 in a part; of "24.7" the last. That
 * few have gaps is asked of all files together, for some have them in themselves. No
 * note is called twice, and `all` of them are. */
static bool check_numbers(const struct doc *doc, const char *name, bool all)
{
	int last = 0;
	bool gaps = false;
	size_t calls = 0, notes = 0;
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		if (strncmp(b->anchor, "annex", 5) == 0)
			last = 0;
		notes += b->kind == DOC_NOTE && *b->anchor && !is_letter(b->marker);
		calls += calls_in(doc, b);
		if (!*b->number)
			continue;
		const char *dot = strrchr(b->number, '.');
		int number = atoi(dot ? dot + 1 : b->number);
		gaps |= number != last + 1 && number != 1;
		last = number;
	}
	if (calls > notes || (all && calls != notes))
		fail_msg("%s: %zu notes, %zu calls", name, notes, calls);
	return !gaps;
}

static bool check_akn(const struct doc *doc, const char *name, const char *bytes)
{
	static const char *const needed[] = {"title", "symbol", "date", "body", "language"};
	(void)bytes;
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
	return check_numbers(doc, name, true);
}

static bool check_word(const struct doc *doc, const char *name, const char *bytes)
{
	static const char *const needed[] = {"title", "date", "body", "language", "job"};
	(void)bytes;
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		if (!*doc_fact(doc, needed[i]))
			fail_msg("%s: no %s", name, needed[i]);
	assert_string_equal(doc_fact(doc, "format"), "docx");
	assert_true(doc_block_count(doc) > 20);
	return check_numbers(doc, name, false);
}

static bool check_marc(const struct doc *doc, const char *name, const char *bytes)
{
	(void)bytes;
	if (strcmp(doc_fact(doc, "format"), "marc") != 0 || doc_block_count(doc) < 500)
		fail_msg("%s: %s, %zu blocks", name, doc_fact(doc, "error"), doc_block_count(doc));
	return true;
}

/* Whether anything stands between the tags of what pdftohtml printed. */
static bool has_text(const char *printed)
{
	const char *body = strstr(printed, "<page ");
	bool tag = false;
	for (const char *c = body ? body : ""; *c; c++) {
		if (*c == '<' || *c == '>')
			tag = *c == '<';
		else if (!tag && !strchr(" \t\r\n", *c))
			return true;
	}
	return false;
}

/* `bytes`: what pdftohtml printed. */
static bool check_pdf(const struct doc *doc, const char *name, const char *bytes)
{
	size_t blocks = doc_block_count(doc), paged = 0;
	if (!has_text(bytes)) {
		printf("# %s: no text layer\n", name);
		assert_true(*doc_fact(doc, "error"));
		return true;
	}
	for (size_t i = 0; i < blocks; i++)
		paged += *doc_block(doc, i)->page != 0;
	if (*doc_fact(doc, "error") || strcmp(doc_fact(doc, "format"), "pdf") != 0 || paged == 0 ||
	    paged < blocks)
		fail_msg("%s: error “%s”, format “%s”, %zu of %zu blocks have a page", name,
		         doc_fact(doc, "error"), doc_fact(doc, "format"), paged, blocks);
	return true;
}

/* What pdftohtml prints of a file, with the options that palais gives it. */
static char *read_pdf(const char *path, size_t *len)
{
	char command[16384], part[65536];
	struct buf out;
	size_t n;
	if (strchr(path, '\'')) /* it is quoted so */
		return NULL;
	snprintf(command, sizeof command,
	         "'%s' -q -xml -i -hidden -nodrm -wbt 15 -stdout '%s' x 2>/dev/null", PDFTOHTML,
	         path);
	FILE *in = popen(command, "r");
	assert_non_null(in);
	buf_init(&out, (size_t)256 << 20);
	while ((n = fread(part, 1, sizeof part, in)) > 0)
		buf_add(&out, part, n);
	if (pclose(in) != 0 || !buf_ok(&out)) {
		buf_done(&out);
		return NULL;
	}
	*len = out.len;
	return buf_take(&out);
}

typedef char *read_fn(const char *path, size_t *len);
typedef bool check_fn(const struct doc *doc, const char *name, const char *bytes);

/* Where the papers are, for glob(3). */
static const struct papers {
	const char *kind, *where, *type;
	read_fn *read;
	check_fn *check;
} papers[] = {
	{"Akoma Ntoso", "xml/akn/*/*.xml", "text/plain; charset=utf-8", parse_read, check_akn},
	{"Word", "doc/*/*.docx", "application/octet-stream", parse_read, check_word},
	{"MARC", "marcxml/*.xml", "text/html", parse_read, check_marc},
	{"PDF", "pdf/*/*.pdf", "application/pdf", read_pdf, check_pdf},
};

/* false: its numbers have gaps. */
static bool read_paper(const struct papers *p, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	struct parse_how how = {.type = p->type, .name = name};
	size_t len;
	char *bytes = p->read(path, &len);
	if (!bytes)
		fail_msg("%s: cannot be read", path);
	struct doc *doc = parse_it(bytes, len, &how);
	bool whole = p->check(doc, name, bytes);
	doc_free(doc);
	free(bytes);
	return whole;
}

static void read_papers(const struct papers *p, const char *top)
{
	char pattern[4096];
	glob_t found;
	size_t odd = 0;
	if (p->read == read_pdf && access(PDFTOHTML, X_OK) < 0) {
		printf("# corpus: %s is not here, no PDF files read\n", PDFTOHTML);
		return;
	}
	snprintf(pattern, sizeof pattern, "%s/%s", top, p->where);
	if (glob(pattern, 0, NULL, &found) != 0) {
		printf("# corpus: none at %s, no %s files read\n", pattern, p->kind);
		return;
	}
	for (size_t i = 0; i < found.gl_pathc; i++)
		odd += !read_paper(p, found.gl_pathv[i]);
	printf("# corpus: %zu %s files read\n", found.gl_pathc, p->kind);
	assert_true(odd * 10 <= found.gl_pathc);
	globfree(&found);
}

static void all_papers(void **state)
{
	const char *top = getenv("PALAIS_CORPUS"), *srcdir = getenv("srcdir");
	char path[2048];
	(void)state;
	snprintf(path, sizeof path, "%s/../shared/corpus", srcdir ? srcdir : ".");
	for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
		read_papers(&papers[i], top && *top ? top : path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(all_pages),
	                                   cmocka_unit_test(all_papers)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
