/* SPDX-License-Identifier: ISC */
/* What changed between two documents. tests/cases/diff_NAME holds both, a.doc and b.doc,
 * and want.doc, what the comparison must come to, to the byte; `make cases` writes it anew. */
#include "config.h"

#include "model/doc/diff.h"
#include "model/doc/edit.h"
#include "model/text/characters.h"
#include "tests/lib/check.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CASES_LEAST 19

/* -- cases ------------------------------------------------------------------------ */

static void read_into(struct buf *b, const char *dir, const char *name, const char *file)
{
	char path[4096], bytes[4096];
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "%s/%s/%s", dir, name, file);
	f = fopen(path, "rbe");
	while (f && (n = fread(bytes, 1, sizeof bytes, f)) > 0)
		buf_add(b, bytes, n);
	if (f)
		fclose(f);
}

static struct doc *read_doc(const char *dir, const char *name, const char *file)
{
	struct err err = {0};
	struct doc *doc;
	struct buf b;

	buf_init(&b, DOC_MAX);
	read_into(&b, dir, name, file);
	doc = doc_read(b.bytes, b.len, &err);
	if (!doc)
		fail_msg("%s/%s: %s", name, file, err.text);
	buf_done(&b);
	return doc;
}

/* The comparison as a docfile; its summary is its title. To be freed. */
static char *compared(const struct doc *before, const struct doc *after)
{
	struct diff *d = diff_new(before, after, NULL);
	struct doc_maker *m = doc_maker_new(0);
	char summary[80];
	struct doc *doc;
	struct buf out;

	assert_non_null(d);
	diff_summary(d, summary, sizeof summary);
	doc_add_fact(m, DOC_TITLE, summary);
	diff_write(d, m);
	diff_free(d);
	doc = doc_finish(m, NULL);
	assert_non_null(doc);
	buf_init(&out, DOC_MAX);
	doc_write(doc, &out);
	doc_free(doc);
	return buf_take(&out);
}

static void write_want(const char *dir, const char *name, const char *got)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s/want.doc", dir, name);
	f = fopen(path, "we");
	assert_non_null(f);
	fputs(got, f);
	assert_int_equal(fclose(f), 0);
}

static bool run_case(const char *dir, const char *name)
{
	struct doc *a = read_doc(dir, name, "a.doc"), *b = read_doc(dir, name, "b.doc");
	char *got = compared(a, b);
	struct buf want;
	bool same;

	buf_init(&want, DOC_MAX);
	if (getenv("PALAIS_WRITE_CASES"))
		write_want(dir, name, got);
	read_into(&want, dir, name, "want.doc");
	same = !strcmp(want.bytes, got);
	if (!same)
		print_message("# %s:\n%s\nnot\n%s\n", name, got, want.bytes);
	buf_done(&want);
	free(got);
	doc_free(a);
	doc_free(b);
	return same;
}

static int is_case(const struct dirent *e)
{
	return !strncmp(e->d_name, "diff_", 5);
}

static void each_case_comes_to_what_it_must(void **state)
{
	const char *top = getenv("srcdir");
	struct dirent **names;
	char dir[2048];
	int count, failed = 0;

	(void)state;
	snprintf(dir, sizeof dir, "%s/tests/cases", top ? top : ".");
	count = scandir(dir, &names, is_case, alphasort);
	assert_true(count >= CASES_LEAST);
	for (int i = 0; i < count; i++) {
		failed += !run_case(dir, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	assert_int_equal(failed, 0);
}

/* -- counting --------------------------------------------------------------------- */

/* A document of paragraphs, each a line. */
static struct doc *make(const char *lines)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_LANGUAGE, "en");
	for (const char *s = lines; *s;) {
		size_t n = strcspn(s, "\n");

		doc_begin(m, DOC_PARAGRAPH);
		doc_add_text(m, s, n);
		s += n + (s[n] != '\0');
	}
	return doc_finish(m, NULL);
}

static void check_summary(const char *before, const char *after, size_t changed, const char *want)
{
	struct doc *a = make(before), *b = make(after);
	struct diff *d = diff_new(a, b, NULL);
	char got[80];

	assert_non_null(d);
	diff_summary(d, got, sizeof got);
	assert_int_equal(diff_changed(d), changed);
	assert_string_equal(got, want);
	diff_free(d);
	doc_free(a);
	doc_free(b);
}

static void changed_paragraphs_are_counted_once(void **state)
{
	(void)state;
	check_summary("One stays.\nTwo is here.\nThree was seen.",
	              "One stays.\nTwo is there.\nThree was not seen.", 2, "2 paragraphs changed");
	check_summary("One stays.\nTwo is here.", "One stays.", 1, "1 paragraph changed");
	check_summary("One stays.", "One stays.\nTwo is here.", 1, "1 paragraph changed");
	check_summary("Same  words.", "Same words.", 0, "0 paragraphs changed");
	check_summary("", "", 0, "0 paragraphs changed");
	check_summary("", "All of it.\nIs new.", 2, "2 paragraphs changed");
	/* of ten words five stay: it is the same paragraph; of ten four: another */
	check_summary("a b c d e f g h i j", "a b c d e v w x y z", 1, "1 paragraph changed");
	check_summary("a b c d e f g h i j", "a b c d u v w x y z", 2, "2 paragraphs changed");
}

/* -- the edit script against the plain table ----------------------------------------- */

#define LONGEST 90

/* Elements that both have in the longest common subsequence. */
static size_t longest(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	static size_t t[LONGEST + 1][LONGEST + 1];

	for (size_t i = 0; i <= n; i++)
		t[i][m] = 0;
	for (size_t j = 0; j <= m; j++)
		t[n][j] = 0;

	for (size_t i = n; i-- > 0;)
		for (size_t j = m; j-- > 0;)
			t[i][j] = a[i] == b[j]                ? t[i + 1][j + 1] + 1
			          : t[i + 1][j] > t[i][j + 1] ? t[i + 1][j]
			                                      : t[i][j + 1];
	return t[0][0];
}

static void check_script(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	bool gone[LONGEST], come[LONGEST];
	struct edit_sequence x = {a, n, gone}, y = {b, m, come};
	int64_t work = 100000;
	size_t i = 0, j = 0, kept = 0;

	assert_int_equal(edit_compare(&x, &y, &work), 1);
	for (; i < n || j < m; kept++, i++, j++) {
		while (i < n && gone[i])
			i++;
		while (j < m && come[j])
			j++;
		assert_int_equal(i < n, j < m);
		if (i == n)
			break;
		assert_int_equal(a[i], b[j]);
	}
	assert_int_equal(kept, longest(a, n, b, m));
}

static uint32_t next_number(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static void scripts_are_shortest_ones(void **state)
{
	uint32_t a[LONGEST], b[LONGEST], seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t most = round % 20 ? 15 : LONGEST;
		size_t n = next_number(&seed) % most, m = next_number(&seed) % most;
		uint32_t letters = 1 + next_number(&seed) % (round % 3 ? 8 : 30);

		for (size_t i = 0; i < LONGEST; i++) {
			a[i] = next_number(&seed) % letters;
			b[i] = round % 2 && next_number(&seed) % 4 ? a[i]
			                                           : next_number(&seed) % letters;
		}
		check_script(a, n, b, m);
	}
}

/* -- both texts are in it ----------------------------------------------------------- */

/* What of a document is not in spans of a kind, without marks: the words, each after a
 * blank. */
static void without(const struct doc *doc, enum doc_span_kind kind, struct buf *out)
{
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_text *t = &doc_block(doc, i)->text;
		struct buf text;
		uint32_t at = 0;

		buf_init(&text, 1 << 16);
		for (uint32_t k = 0; k <= t->span_count; k++) {
			uint32_t end = k < t->span_count ? t->spans[k].start : t->len;

			buf_add(&text, t->bytes + at, end - at);
			buf_char(&text, ' ');
			at = k < t->span_count ? t->spans[k].end : end;
			if (k < t->span_count && t->spans[k].kind != kind)
				buf_add(&text, t->bytes + end + 2, at - end - 4);
			buf_char(&text, ' ');
		}
		for (char *rest = NULL, *w = strtok_r(text.bytes, " ", &rest); w;
		     w = strtok_r(NULL, " ", &rest))
			buf_printf(out, " %s", w);
		buf_done(&text);
	}
}

static struct doc *written(const struct doc *before, const struct doc *after)
{
	struct diff *d = diff_new(before, after, NULL);
	struct doc_maker *m = doc_maker_new(0);

	assert_non_null(d);
	diff_write(d, m);
	diff_free(d);
	return doc_finish(m, NULL);
}

static void check_both(const char *before, const char *after)
{
	struct doc *a = make(before), *b = make(after), *doc;
	struct buf old, new, want;

	buf_init(&old, 1 << 16);
	buf_init(&new, 1 << 16);
	buf_init(&want, 1 << 16);
	doc = written(a, b);
	without(doc, DOC_STRONG, &old);
	without(doc, DOC_EM, &new);
	without(a, DOC_EM, &want);
	assert_string_equal(old.bytes, want.bytes);
	buf_reset(&want);
	without(b, DOC_EM, &want);
	assert_string_equal(new.bytes, want.bytes);
	buf_done(&old);
	buf_done(&new);
	buf_done(&want);
	doc_free(doc);
	doc_free(a);
	doc_free(b);
}

/* Some words, and no sign; the first is always there, so that no paragraph is unchanged. */
static char *random_words(uint32_t *seed, const char *first)
{
	static const char *const words[] = {"the", "well", "road", "is", "open", "town", "of"};
	size_t n = next_number(seed) % 30;
	struct buf b;

	buf_init(&b, 1000);
	buf_str(&b, first);
	for (size_t i = 0; i < n; i++)
		buf_printf(&b, " %s", words[next_number(seed) % 7]);
	return buf_take(&b);
}

static void both_texts_are_in_what_changed(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		char *before = random_words(&seed, "x"), *after = random_words(&seed, "y");

		check_both(before, after);
		free(before);
		free(after);
	}
}

/* -- bounds ------------------------------------------------------------------------- */

/* So many words, each another, from one number on, in paragraphs of so many. */
static struct doc *numbers(unsigned from, unsigned count, unsigned each)
{
	struct doc_maker *m = doc_maker_new(0);
	char word[20];

	for (unsigned i = 0; i < count; i++) {
		if (i % each == 0)
			doc_begin(m, DOC_PARAGRAPH);
		snprintf(word, sizeof word, "%s%u", i % each ? " " : "", from + i);
		doc_add_str(m, word);
	}
	return doc_finish(m, NULL);
}

static bool is_cut(struct doc *a, struct doc *b)
{
	char *got = compared(a, b);
	bool cut = strstr(got, "T Too much has changed") != NULL;

	free(got);
	doc_free(a);
	doc_free(b);
	return cut;
}

static void what_is_too_much_is_said(void **state)
{
	(void)state;
	/* paragraphs of one word, none of them in both */
	assert_false(is_cut(numbers(0, 2000, 1), numbers(900000, 2000, 1)));
	assert_true(is_cut(numbers(0, 20000, 1), numbers(900000, 20000, 1)));
	/* one paragraph, of which the half has stayed */
	assert_false(is_cut(numbers(0, 4000, 4000), numbers(2000, 4000, 4000)));
	assert_true(is_cut(numbers(0, 30000, 30000), numbers(15000, 30000, 30000)));
}

/* Where work ends, all of a stretch is replaced, and what is before and after stays. */
static void without_work_a_stretch_is_replaced(void **state)
{
	static const uint32_t a[] = {1, 2, 3, 4, 9}, b[] = {1, 5, 3, 6, 9};
	bool gone[5], come[5];
	struct edit_sequence x = {a, 5, gone}, y = {b, 5, come};
	int64_t work = 0;

	(void)state;
	assert_int_equal(edit_compare(&x, &y, &work), 0);
	assert_true(!gone[0] && gone[1] && gone[2] && gone[3] && !gone[4]);
	assert_true(!come[0] && come[1] && come[2] && come[3] && !come[4]);
}

/* Many paragraphs of which each has changed a little are the same ones still. */
static void many_changed_paragraphs_have_partners(void **state)
{
	struct doc_maker *m[2] = {doc_maker_new(0), doc_maker_new(0)};
	struct doc *doc[2];
	struct diff *d;
	char text[100];

	(void)state;
	for (int i = 0; i < 400; i++)
		for (int k = 0; k < 2; k++) {
			if (k && i == 100)
				continue;
			doc_begin(m[k], DOC_PARAGRAPH);
			snprintf(text, sizeof text, "A%d B%d C%d and %s", i, i, i,
			         k ? "new" : "old");
			doc_add_str(m[k], text);
		}
	for (int k = 0; k < 2; k++)
		doc[k] = doc_finish(m[k], NULL);
	d = diff_new(doc[0], doc[1], NULL);
	assert_int_equal(diff_changed(d), 400);
	diff_free(d);
	doc_free(doc[0]);
	doc_free(doc[1]);
}

/* -- words -------------------------------------------------------------------------- */

static void check_words(const char *text, const char *want)
{
	struct buf got;
	size_t len = strlen(text);
	enum text_word what;

	buf_init(&got, 1000);
	for (size_t at = 0, n; at < len; at += n) {
		n = text_word(text + at, len - at, &what);
		if (what == TEXT_WORD_SPACE)
			continue;
		buf_str(&got, what == TEXT_WORD_LETTERS ? "<" : "(");
		buf_add(&got, text + at, n);
		buf_str(&got, what == TEXT_WORD_LETTERS ? ">" : ")");
	}
	assert_string_equal(got.bytes, want);
	buf_done(&got);
}

static void words_are_what_a_reader_takes_for_one(void **state)
{
	(void)state;
	check_words("The cease-fire held, mostly.", "<The><cease-fire><held>(,)<mostly>(.)");
	check_words("S/RES/2254 3.5 1,000 d\xe2\x80\x99"
	            "accord",
	            "<S/RES/2254><3.5><1,000><d\xe2\x80\x99"
	            "accord>");
	check_words("a\xc2\xa0"
	            "b  c\n-d-",
	            "<a><b><c>(-)<d>(-)");
	check_words("安理会2254号", "<安><理><会><2254><号>");
	check_words("الأمن، والسِّلْم", "<الأمن>(،)<والسِّلْم>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_case_comes_to_what_it_must),
		cmocka_unit_test(changed_paragraphs_are_counted_once),
		cmocka_unit_test(scripts_are_shortest_ones),
		cmocka_unit_test(both_texts_are_in_what_changed),
		cmocka_unit_test(what_is_too_much_is_said),
		cmocka_unit_test(without_work_a_stretch_is_replaced),
		cmocka_unit_test(many_changed_paragraphs_have_partners),
		cmocka_unit_test(words_are_what_a_reader_takes_for_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
