/* SPDX-License-Identifier: ISC */
/* growth: what there is twice as much of is twice the work, for what is found in a text, laid
 * out, turned and looked for. */
#include "config.h"

#include "tests/lib/growth.h"

#include "model/base/header.h"
#include "model/base/utf8.h"
#include "model/layout/wrap.h"
#include "model/search/query.h"
#include "model/search/search.h"
#include "model/symbol/symbol.h"
#include "model/text/bidi.h"
#include "model/text/finder.h"
#include "tests/model/store_lib.h"

#include <unistd.h>

/* -- symbols ---------------------------------------------------------------------- */

static void find_symbols(const char *bytes, size_t len, const char *what)
{
	struct symbol_scan scan;
	struct symbol_match m;
	char whole[SYMBOL_MAX];

	(void)what;
	symbol_scan(&scan, bytes, len, NULL);
	while (symbol_next(&scan, &m))
		continue;
	symbol_normal(bytes, whole);
	symbol_typed(bytes, whole);
}

/* -- rows ------------------------------------------------------------------------- */

/* A document of one block; what: its kind. */
static struct doc *make(const char *bytes, size_t len, const char *what)
{
	struct doc_maker *m = doc_maker_new(0);
	bool pre = !strcmp(what, "pre"), cells = !strcmp(what, "cells");

	doc_maker_cut(m);                    /* of more it takes what it may be */
	doc_add_fact(m, DOC_FORMAT, "HTML"); /* of another's words */
	doc_begin(m, cells ? DOC_TABLE : pre ? DOC_PRE : DOC_PARAGRAPH);
	if (cells)
		doc_add_row(m);
	for (size_t at = 0, n; at < len; at += n + 1) {
		const char *end = pre ? NULL : memchr(bytes + at, '\n', len - at);

		n = end ? (size_t)(end - bytes) - at : len - at;
		if (cells)
			doc_add_cell(m, false, 1, 1);
		else if (at && !pre)
			doc_begin(m, DOC_PARAGRAPH);
		doc_add_text(m, bytes + at, n);
	}
	return doc_finish(m, NULL);
}

static void lay_out(const char *bytes, size_t len, const char *what)
{
	struct doc *doc = make(bytes, len, what);

	assert_non_null(doc);
	for (int k = 0; k < 2; k++) {
		struct wrap *w = wrap_new(doc, k ? 80 : 8);
		struct wrap_shown shown;
		const struct wrap_row *r;

		wrap_set_bidi(w, WRAP_VISUAL);
		for (size_t i = 0; (r = wrap_row(w, i)); i++)
			for (uint32_t j = 0; j < r->piece_count; j++)
				if (wrap_show(w, &r->pieces[j], &shown))
					assert_non_null(shown.cells);
		wrap_find(w, doc_block_count(doc) - 1, (uint32_t)len);
		wrap_free(w);
	}
	doc_free(doc);
}

static void turn(const char *bytes, size_t len, const char *what)
{
	struct bidi *b = bidi_new();
	struct buf out;
	size_t count;

	(void)what;
	assert_non_null(b);
	if (bidi_read(b, bytes, len, BIDI_AUTO) == 0)
		assert_true(bidi_row(b, 0, len, &count) || !len);
	bidi_free(b);
	buf_init(&out, 16 * len + 64);
	bidi_isolate(&out, bytes, len);
	bidi_hold(&out, bytes);
	buf_done(&out);
}

/* -- what is looked for ------------------------------------------------------------ */

static int found(size_t from, size_t to, void *payload)
{
	assert_true(from <= to);
	(void)payload;
	return 0;
}

/* what: what is looked for; NULL: the first half of the text in all of it. */
static void find(const char *bytes, size_t len, const char *what)
{
	char *half = what ? NULL : strndup(bytes, len / 2);
	struct finder *f = finder_new(what ? what : half, NULL);

	if (f)
		finder_find(f, bytes, len, found, NULL);
	finder_free(f);
	free(half);
}

static const char *path; /* of a store that is not made yet */

static struct stores *open_stores(void)
{
	const struct stores_config config = {.personal = path, .starter = "starter.store"};
	struct stores *stores = stores_open(&config, NULL);

	assert_non_null(stores);
	return stores;
}

static void ask(struct stores *stores, const char *words)
{
	const struct search_wish wish = {.words = words, .langs = "en", .most = 10};
	struct err err = {0};
	struct search *s = search_run(stores, &wish, &err);

	if (!s)
		assert_int_equal(err.code, ERR_USAGE);
	search_free(s);
}

/* A query as it is typed, of what is known without any text. */
static void ask_typed(const char *bytes, size_t len, const char *what)
{
	struct stores *stores = open_stores();

	(void)what, (void)len;
	ask(stores, bytes);
	stores_close(stores);
}

/* A text is kept, unless it is there already, and its index asked for `what`. */
static void keep_and_ask(const char *bytes, size_t len, const char *what)
{
	const struct store_origin o = {
		.key = "https://x.example/a", .url = "https://x.example/a", .type = "text/plain"};
	static uint64_t kept;
	uint64_t hash = 14695981039346656037u;
	struct stores *stores;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
	if (hash != kept) {
		struct doc *doc = make(bytes, len, "lines");
		struct store_incoming *in;
		struct store *s;

		assert_true(!kept || unlink(path) == 0);
		s = must_open(path, STORE_PERSONAL);
		in = store_begin(s, &o, NULL);
		assert_non_null(in);
		assert_int_equal(store_add(in, "x", 1, NULL), 0);
		assert_true(store_commit(in, doc, true, 1, NULL) > 0);
		doc_free(doc);
		index_waiting(s);
		store_close(s);
		kept = hash;
	}
	stores = open_stores();
	ask(stores, what);
	stores_close(stores);
}

/* -- heads ------------------------------------------------------------------------- */

static void read_head(const char *bytes, size_t len, const char *what)
{
	const char *value = NULL;
	int64_t first, last, total;
	size_t n;

	while ((value = header_find(bytes, "A", value, &n)))
		header_range(value, n, &first, &last, &total);
	header_number(bytes, "B");
	header_whole_size(bytes);
	header_date(bytes);
	(void)len, (void)what;
}

#define SYMBOL find_symbols, "symbols"
#define LINES lay_out, "lines"
#define PRE lay_out, "pre"
#define CELLS lay_out, "cells"
#define BIDI turn, "bidi"
#define QUERY ask_typed, "query"
#define HEAD read_head, "head"

#define ALEF "\xd8\xa7"
#define LAM "\xd9\x84"
#define ACUTE "\xcc\x81"
#define ISOLATE "\xe2\x81\xa7" /* from the right */
#define ISOLATE_END "\xe2\x81\xa9"
#define EMBED "\xe2\x80\xab"
#define OVERRIDE "\xe2\x80\xae"
#define EMBED_END "\xe2\x80\xac"
#define JOINER "\xe2\x80\x8d"
#define SOFT "\xc2\xad"
#define FAMILY "\xf0\x9f\x91\xa9" JOINER

static const struct construct constructs[] = {
	{SYMBOL, "S/RES/1", "/1", ""},
	{SYMBOL, "", "S/RES/", ""},
	{SYMBOL, "", "S/", "2254"},
	{SYMBOL, "", "A/RES/71/248 and Add.1, ", ""},
	{SYMBOL, "resolutions ", "%u, ", "(2015)"},
	{SYMBOL, "resolutions ", "2254 and ", "of the Security Council"},
	{SYMBOL, "A/71/248", " and Add.%u", ""},
	{SYMBOL, "", "S/2015/%u(", ""},
	{SYMBOL, "", "resolution ", ""},
	{SYMBOL, "", "resolution of the General Assembly of its ", "71/248"},
	{SYMBOL, "", "7", ""},
	{SYMBOL, "", "/", ""},
	{SYMBOL, "https://x.example", "/S/RES/%u", ""},
	{SYMBOL, "", "https://docs.un.org/", ""},
	{SYMBOL, "", "\xe7\xac\xac%u\xe3\x80\x81", "\xe5\x8f\xb7\xe5\x86\xb3\xe8\xae\xae"},
	{SYMBOL, "2254", " ", ""},
	{SYMBOL, "", "A-", "/1"},
	{SYMBOL, "", "E/ESCWA/CL3.SEP/", ""},
	{LINES, "", "a", ""},
	{LINES, "a", ACUTE, ""},
	{LINES, "", "word ", ""},
	{LINES, "", "\xe4\xb8\xad", ""},
	{LINES, "", "a" SOFT, ""},
	{LINES, "", "a\n", ""},
	{LINES, "", " ", "x"},
	{LINES, "", "(", "x"},
	{LINES, "", "\xc2\xa0", "x"},
	{LINES, "", FAMILY, ""},
	{LINES, "", JOINER, ""},
	{LINES, "", "\xf0\x9f\x87\xb8\xf0\x9f\x87\xbe", ""},
	{LINES, "", ALEF, ""},
	{LINES, "", ALEF " a %u ", ""},
	{LINES, "", ISOLATE ALEF, ""},
	{LINES, "", "\xe1\x84\x80", ""},
	{LINES, "", "\xe0\xb8\x81", ""},
	{PRE, "", "a", ""},
	{PRE, "", "a\n", ""},
	{PRE, "", "\t", "x"},
	{PRE, "", "\n", "x"},
	{CELLS, "", "word %u\n", ""},
	{CELLS, "", "word", ""},
	{CELLS, "", "a\n", ""},
	{CELLS, "a\n", "word ", ""},
	{CELLS, "a\n", "1 ", "\n" ALEF},
	{CELLS, "a\n", ALEF " ", "\n1"},
	{BIDI, "", ISOLATE, "a"},
	{BIDI, "", ISOLATE "a" ISOLATE_END ALEF, ""},
	{BIDI, "", EMBED "a", ALEF},
	{BIDI, "", OVERRIDE, "a"},
	{BIDI, ALEF, "(", ALEF},
	{BIDI, ALEF, "(a[", ALEF},
	{BIDI, ALEF, "(a)", ALEF},
	{BIDI, ALEF, "1-2 ", ALEF},
	{BIDI, "", LAM ALEF, ""},
	{BIDI, LAM, ACUTE, ALEF},
	{BIDI, "", LAM ACUTE, ALEF},
	{BIDI, "", ISOLATE_END EMBED_END, ALEF},
	{BIDI, "", "a " ALEF " ", ""},
	{BIDI, "", "12-", ALEF},
	{find, "/(a+)+b", "", "a", ""},
	{find, "/(a|aa)*c", "", "a", ""},
	{find, "/.*x", "", "a\n", ""},
	{find, "/a*?b", "", "a", ""},
	{find, "/x*", "", "y", ""},
	{find, "/a", "", "a", ""},
	{find, "/[ab]+c", "", "a", ""},
	{find, "/a", "", "a\xc3\x89", ""},
	{find, "/(?<=a)b", "", "ab", ""},
	{find, "/\\w+\\s\\w+!", "", "word ", ""},
	{find, "ab", "", "a", ""},
	{find, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "", "a", ""},
	{find, "a", "a", ACUTE, ""},
	{find, "a" ACUTE ACUTE "b", "", "a" ACUTE, ""},
	{find, NULL, "", "a", "b"},
	{find, NULL, "", "a" ACUTE, "b"},
	{keep_and_ask, "a*", "", "a%u ", ""},
	{keep_and_ask, "walking", "", "walk%u ", ""},
	{keep_and_ask, ALEF LAM ALEF, "", ALEF LAM ALEF "%u ", ""},
	{keep_and_ask, "b", "b ", "a ", ""},
	{keep_and_ask, "a b", "", "a ", "b"},
	{keep_and_ask, "a b", "", "a\n", "b"},
	{keep_and_ask, "\"a b\"", "", "a ", "b"},
	{keep_and_ask, "\"a a b\"", "", "a ", "b"},
	{keep_and_ask, "a", "a", ACUTE, ""},
	{keep_and_ask, "a*", "", "a", ""},
	{HEAD, "", "A: b\r\n", ""},
	{HEAD, "A: b\r\n", " b\r\n", ""},
	{HEAD, "", "A%u: b\r\n", ""},
	{HEAD, "A: ", " ", "\r\n"},
	{HEAD, "B: ", "9", "\r\n"},
	{HEAD, "", ":", "\r\n"},
	{HEAD, "", "\r\n", ""},
	{HEAD, "A: bytes ", "1-", "\r\n"},
};

/* What is longer is refused. */
static const struct construct queries[] = {
	{QUERY, "", "\"", ""},       {QUERY, "", "(", ""},        {QUERY, "a", ")", ""},
	{QUERY, "", "a%u OR ", "b"}, {QUERY, "", "a NOT ", "b"},  {QUERY, "", "a%u* ", ""},
	{QUERY, "", "NEAR(a ", ""},  {QUERY, "\"", "a%u ", "\""}, {QUERY, "", "a", "*"},
	{QUERY, "", "lang:ar ", ""}, {QUERY, "year:", "2", ""},   {QUERY, "", "a-", ""},
	{QUERY, "", "a" ACUTE, ""},  {QUERY, "", ALEF LAM, ""},   {QUERY, "", "S/RES/", ""},
	{QUERY, "", "AND ", ""},
};

static void linear(void **state)
{
	path = folder_store(state);
	growth_check(constructs, sizeof constructs / sizeof *constructs);
	growth_check_within(queries, sizeof queries / sizeof *queries, QUERY_BYTES_MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(linear, folder_set_up, folder_tear_down)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
