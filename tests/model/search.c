/* SPDX-License-Identifier: ISC */
/* Searching: what is found, in which order, and the paragraph that is shown of it. */
#include "config.h"

#include "model/search/search.h"
#include "model/store/vocabulary.h"
#include "model/store/internal.h"
#include "model/store/marks.h"
#include "tests/model/store_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct stores *open_stores(const char *personal, const char *site)
{
	struct stores_config config = {.personal = personal,
	                               .sites = &site,
	                               .site_count = site != NULL,
	                               .starter = "starter.store"};
	struct err err = {0};
	struct stores *s = stores_open(&config, &err);

	if (!s)
		fail_msg("%s", err.text);
	return s;
}

/* "number|text" paragraphs, one a line; what begins with '#' is a heading. */
static struct doc *make(const char *title, const char *lang, const char *date, const char *lines)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_TITLE, title);
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_add_fact(m, DOC_DATE, date);
	while (*lines) {
		size_t n = strcspn(lines, "\n"), bar = strcspn(lines, "|\n");
		char number[20];

		doc_begin(m, *lines == '#' ? DOC_HEADING : DOC_PARAGRAPH);
		if (bar < n) {
			snprintf(number, sizeof number, "%.*s", (int)bar, lines);
			doc_attr(m, "number", number);
			doc_add_text(m, lines + bar + 1, n - bar - 1);
		} else {
			doc_add_text(m, lines, n);
		}
		lines += n + (lines[n] == '\n');
	}
	return doc_finish(m, NULL);
}

static void put_doc(struct store *s, const char *key, struct doc *doc)
{
	char url[200];
	struct store_origin o = {.key = key, .url = url, .type = "text/html"};
	struct store_incoming *in;
	struct err err = {0};
	struct buf bytes;

	snprintf(url, sizeof url, "%s%s", strncmp(key, "http", 4) ? "https://docs.un.org/en/" : "",
	         key);
	buf_init(&bytes, 1 << 20);
	doc_write(doc, &bytes);
	in = store_begin(s, &o, &err);
	assert_non_null(in);
	assert_int_equal(store_add(in, bytes.bytes, bytes.len, &err), 0);
	if (store_commit(in, doc, true, 1, &err) < 0)
		fail_msg("%s", err.text);
	buf_done(&bytes);
	doc_free(doc);
}

static void put(struct store *s, const char *key, const char *lang, const char *date,
                const char *lines)
{
	put_doc(s, key, make("A paper", lang, date, lines));
}

/* "key(language) ¶number passage with [marks]; +language;" of each result but the dossier's. */
static void say(const struct search *s, bool rows, struct buf *out)
{
	for (size_t i = 0; i < search_count(s); i++) {
		const struct search_hit *h = search_hit(s, i);
		size_t at = 0;

		if (!rows && !h->language_count)
			continue;
		buf_printf(out, "%s(%s)", h->key, h->lang);
		if (*h->number)
			buf_printf(out, " ¶%s", h->number);
		if (*h->passage)
			buf_char(out, ' ');
		for (size_t k = 0; k < h->passage_mark_count; k++) {
			const struct search_mark *m = &h->passage_marks[k];

			buf_add(out, h->passage + at, m->from - at);
			buf_printf(out, "[%.*s]", (int)(m->to - m->from), h->passage + m->from);
			at = m->to;
		}
		buf_str(out, h->passage + at);
		for (size_t k = 1; k < h->language_count; k++)
			buf_printf(out, " +%s", h->languages[k].lang);
		buf_str(out, ";\n");
	}
}

static char *found(struct stores *stores, const char *words, bool rows)
{
	struct search_wish wish = {.words = words, .langs = "en,ar", .most = 12};
	struct err err = {0};
	struct search *s = search_run(stores, &wish, &err);
	struct buf out;

	if (!s)
		fail_msg("%s: %s", words, err.text);
	buf_init(&out, 1 << 20);
	say(s, rows, &out);
	search_free(s);
	return buf_take(&out);
}

static void check(struct stores *stores, const char *words, const char *want)
{
	char *got = found(stores, words, false);

	if (strcmp(got, want) != 0)
		fail_msg("%s:\n%s\nnot\n%s", words, got, want);
	free(got);
}

/* Eight papers of nothing, so that a word of one paper is not common. */
static void put_others(struct store *s)
{
	char key[60];

	for (int i = 0; i < 8; i++) {
		snprintf(key, sizeof key, "https://example.org/other/%d", i);
		put(s, key, "en", "2001", "Nothing of note.");
	}
}

#define PAPER "https://example.org/paper"

/* The paragraph with most of the words, its number, and the words in it. */
static void test_passage(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);

	put_others(s);
	put(s, PAPER, "en", "2015-12-18",
	    "# Of quaggas\n1|A quagga came.\n2|The quaggas drank from the zephyr well.\nThey "
	    "left, and a quagga fell.\n# Of wells\nAnother zephyr.");
	check(stores, "quagga", PAPER "(en) # Of [quaggas];\n");
	check(stores, "quagga zephyr",
	      PAPER "(en) ¶2 The [quaggas] drank from the [zephyr] well.;\n");
	check(stores, "quagga fell", PAPER "(en) ¶2 They left, and a [quagga] [fell].;\n");
	check(stores, "another zephyr", PAPER "(en) [Another] [zephyr].;\n");
	check(stores, "\"zephyr well\"",
	      PAPER "(en) ¶2 The quaggas drank from the [zephyr well].;\n");
	check(stores, "zephyr NOT quagga", "");
	check(stores, "zeph*", PAPER "(en) ¶2 The quaggas drank from the [zephyr] well.;\n");
	stores_close(stores);
}

/* Words that end a paragraph and begin the next are no phrase that could be shown. */
static void test_phrase_across(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);

	put_others(s);
	put(s, PAPER, "en", "2015", "Here ends quagga\nzephyr begins, and a quagga zephyr.");
	check(stores, "\"quagga zephyr\"", PAPER "(en) zephyr begins, and a [quagga zephyr].;\n");
	stores_close(stores);
}

/* A long paragraph is cut around the words, at words, in bytes that marks still fit. */
static void test_cut(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);
	char lines[3000] = "7|", *got;

	put_others(s);
	for (int i = 0; i < 60; i++)
		strcat(strcat(lines, i % 2 ? "واحة" : "oasis"), " ");
	strcat(lines, "quagga ");
	for (int i = 0; i < 60; i++)
		strcat(lines, "étang ");
	put(s, PAPER, "en", "2015", lines);
	got = found(stores, "quagga", false);
	assert_non_null(strstr(got, " ¶7 …"));
	assert_non_null(strstr(got, "oasis واحة [quagga] étang étang"));
	assert_non_null(strstr(got, "étang…;"));
	assert_true(strlen(got) < 460);
	free(got);
	stores_close(stores);
}

/* How many bytes are shown, and how many of them before the first of the words. */
static void test_cut_at(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);
	char lines[3000] = "";
	struct search_wish wish = {.words = "quagga", .langs = "en", .most = 3};
	struct search *search;

	put_others(s);
	for (int i = 0; i < 100; i++)
		strcat(lines, "a ");
	strcat(lines, "quagga");
	for (int i = 0; i < 300; i++)
		strcat(lines, " b");
	put(s, PAPER, "en", "2015", lines);
	search = search_run(stores, &wish, NULL);
	assert_int_equal(search_count(search), 1);
	assert_int_equal(search_hit(search, 0)->passage_marks[0].from, strlen("…") + 98);
	assert_in_range(strlen(search_hit(search, 0)->passage), 2 * strlen("…") + 355,
	                2 * strlen("…") + 360);
	search_free(search);
	stores_close(stores);
}

/* The number of the paragraph that a block goes on from, however far, but not from the
 * beginning of a book. */
static void test_number_before(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);
	char lines[6000] = "5|Begins\n";

	put_others(s);
	for (int i = 0; i < 50; i++)
		strcat(lines, "and on\n");
	put(s, "https://example.org/near", "en", "2015", strcat(lines, "a quagga"));
	check(stores, "quagga", "https://example.org/near(en) ¶5 a [quagga];\n");
	strcpy(lines, "5|Begins\n");
	for (int i = 0; i < 70; i++)
		strcat(lines, "and on\n");
	put(s, "https://example.org/far", "en", "2015", strcat(lines, "a zephyr"));
	check(stores, "zephyr", "https://example.org/far(en) a [zephyr];\n");
	stores_close(stores);
}

/* Among a handful of texts no word is common: all words are asked for. */
static void test_few_texts(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);
	char key[60];

	put(s, "https://example.org/1", "en", "2015", "xebec quagga");
	put(s, "https://example.org/2", "en", "2015", "xebec");
	put(s, "https://example.org/3", "en", "2015", "quagga zephyr");
	for (int i = 4; i < 7; i++) {
		snprintf(key, sizeof key, "https://example.org/%d", i);
		put(s, key, "en", "2001", "Nothing of note.");
	}
	check(stores, "xebec zephyr", "");
	put(s, "https://example.org/7", "en", "2015", "xebec");
	check(stores, "xebec zephyr", "");
	put(s, "https://example.org/8", "en", "2015", "xebec");
	check(stores, "xebec zephyr", "https://example.org/3(en) quagga [zephyr];\n");
	stores_close(stores);
}

/* In a table the cell. */
static void test_table(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);
	struct doc_maker *m = doc_maker_new(0);

	put_others(s);
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "Before it.");
	doc_begin(m, DOC_TABLE);
	doc_add_str(m, "Caption");
	doc_add_row(m);
	doc_add_cell(m, false, 1, 1);
	doc_add_str(m, "first cell");
	doc_add_cell(m, false, 1, 1);
	doc_add_str(m, "the quagga's cell");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "A zephyr behind it.");
	put_doc(s, PAPER, doc_finish(m, NULL));
	check(stores, "quagga", PAPER "() the [quagga]'s cell;\n");
	check(stores, "zephyr", PAPER "() A [zephyr] behind it.;\n");
	stores_close(stores);
}

/* A note's call is no part of the word before it. */
static void test_call(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);
	struct doc_maker *m = doc_maker_new(0);

	put_others(s);
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "of the quagga12 in 2019²");
	doc_add_span(m, DOC_CALL, 13, 15, "n12");
	put_doc(s, PAPER, doc_finish(m, NULL));
	assert_int_equal(found_by(s, "quagga"), 1);
	assert_int_equal(found_by(s, "2019"), 1);
	assert_int_equal(found_by(s, "quagga12"), 0);
	stores_close(stores);
}

/* One result a work: in the language that the reader prefers, the others under it. */
static void test_languages(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);

	put_others(s);
	put(s, "A/80/900", "fr", "2026-01-05", "1|Le quagga dort.");
	put(s, "A/80/900", "ar", "2026-01-05", "1|quagga هنا");
	put(s, "A/80/900", "en", "2026-01-05", "1|Here the quagga sleeps.");
	check(stores, "quagga", "A/80/900(en) ¶1 Here the [quagga] sleeps. +ar +fr;\n");
	check(stores, "dort", "A/80/900(fr) ¶1 Le quagga [dort].;\n");
	check(stores, "lang:ar quagga", "A/80/900(ar) ¶1 [quagga] هنا;\n");
	stores_close(stores);
}

/* Stores take turns; a work of several is one result. */
static void test_merged(void **state)
{
	struct folder *f = *state;
	char site[200];
	struct stores *stores;
	struct store *s;

	snprintf(site, sizeof site, "%s/site.store", f->path);
	s = must_open(site, STORE_PERSONAL);
	put_others(s);
	put(s, "https://example.org/c", "en", "2015", "quagga quagga quagga");
	put(s, "https://example.org/a", "en", "2015", "quagga and more");
	store_close(s);
	stores = open_stores(f->store, site);
	s = stores_writable(stores, NULL);
	put_others(s);
	put(s, "https://example.org/a", "en", "2015", "one quagga of a, quagga");
	put(s, "https://example.org/b", "en", "2015",
	    "one quagga among many words that stand beside it and do not count");
	check(stores, "quagga",
	      "https://example.org/a(en) one [quagga] of a, [quagga];\n"
	      "https://example.org/c(en) [quagga] [quagga] [quagga];\n"
	      "https://example.org/b(en) one [quagga] among many words that stand beside it and "
	      "do not count;\n");
	stores_close(stores);
}

/* All forms of a word count as one: many forms that are rare do not go before the word. */
static void test_forms_rank_as_one(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);

	put_others(s);
	put(s, "https://example.org/1", "ar", "2015", "قوارب قوارب قوارب قوارب");
	put(s, "https://example.org/2", "ar", "2014", "القوارب والقوارب و غير ذلك");
	check(stores, "قوارب",
	      "https://example.org/1(ar) [قوارب] [قوارب] [قوارب] [قوارب];\n"
	      "https://example.org/2(ar) [القوارب] [والقوارب] و غير ذلك;\n");
	check(stores, "\"قوارب\"",
	      "https://example.org/1(ar) [قوارب] [قوارب] [قوارب] "
	      "[قوارب];\n");
	stores_close(stores);
}

/* Words that many texts have: alone by date, beside others in the ranking. */
static void test_common(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);
	struct search_wish wish = {.words = "xebec", .langs = "en", .most = 10};
	struct search *search;
	bool by_date;

	put(s, "https://example.org/1", "en", "2013-05", "xebec");
	put(s, "https://example.org/2", "en", "2015-01-02", "xebec and other things, a quagga");
	put(s, "https://example.org/3", "en", "2014", "xebec xebec xebec");
	put(s, "https://example.org/4", "en", "2016", "quagga and other things, of none");
	put_others(s);
	check(stores, "xebec quagga",
	      "https://example.org/2(en) [xebec] and other things, a [quagga];\n");
	put(s, "https://example.org/5", "en", "2012", "xebec zephyr");
	check(stores, "xebec",
	      "https://example.org/2(en) [xebec] and other things, a quagga;\n"
	      "https://example.org/3(en) [xebec] [xebec] [xebec];\n"
	      "https://example.org/1(en) [xebec];\n"
	      "https://example.org/5(en) [xebec] zephyr;\n");
	check(stores, "xebec quagga",
	      "https://example.org/2(en) [xebec] and other things, a [quagga];\n"
	      "https://example.org/4(en) [quagga] and other things, of none;\n");
	search = search_run(stores, &wish, NULL);
	assert_string_equal(search_common(search, 0, &by_date), "xebec");
	assert_true(by_date);
	assert_null(search_common(search, 1, &by_date));
	search_free(search);
	/* one that is asked for after all is not told of */
	wish.words = "xebec OR quagga";
	search = search_run(stores, &wish, NULL);
	assert_null(search_common(search, 0, &by_date));
	search_free(search);
	stores_close(stores);
}

/* A work is one result in however many languages it is here, and as many works are found as are
 * wanted. */
static void test_common_works(void **state)
{
	static const char *const langs[] = {"ar", "en", "es", "fr", "ru", "zh"};
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);
	struct search_wish wish = {.words = "xebec", .langs = "en", .most = 10};
	struct search *search;
	char key[60], date[20];

	for (int i = 1; i <= 11; i++)
		for (int k = 0; k < 6; k++) {
			snprintf(key, sizeof key, "A/RES/99/%d", i);
			snprintf(date, sizeof date, "2015-01-%02d", i);
			put(s, key, langs[k], date, k == 1 || i % 2 ? "xebec" : "xebec quagga");
		}
	search = search_run(stores, &wish, NULL);
	assert_int_equal(search_count(search), 10);
	assert_true(search_has_more(search));
	assert_int_equal(search_hit(search, 9)->language_count, 6);
	search_free(search);
	/* of what does not pass none is counted */
	wish.words = "xebec lang:ar year:2015";
	wish.most = 11;
	search = search_run(stores, &wish, NULL);
	assert_int_equal(search_count(search), 11);
	search_free(search);
	stores_close(stores);
}

static void put_link(struct store *s, const char *text, const char *symbol, const char *date)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_LANGUAGE, "en");
	doc_add_fact(m, DOC_DATE, date);
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, text);
	doc_add_link(m, symbol, symbol);
	put_doc(s, PAPER, doc_finish(m, NULL));
}

static void test_filters(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);

	put_others(s);
	put(s, "S/RES/9001(2026)", "en", "2026-01-05", "1|A quagga of the council.");
	put(s, "A/RES/80/900", "en", "2025-12-05", "1|A quagga of the assembly.");
	put_link(s, "A quagga recalls ", "S/RES/2254(2015)", "2015-03-04");
	marks_bookmark(s, &(struct mark_source){PAPER, "A paper", "", ""}, true, NULL);
	check(stores, "quagga type:resolution year:2026",
	      "S/RES/9001(2026)(en) ¶1 A [quagga] of the council.;\n");
	check(stores, "quagga body:\"general assembly\"",
	      "A/RES/80/900(en) ¶1 A [quagga] of the assembly.;\n");
	check(stores, "quagga cites:S/RES/2254",
	      PAPER "(en) A [quagga] recalls S/RES/2254(2015);\n");
	check(stores, "quagga in:bookmarks", PAPER "(en) A [quagga] recalls S/RES/2254(2015);\n");
	check(stores, "quagga year:2014-2015", PAPER "(en) A [quagga] recalls S/RES/2254(2015);\n");
	check(stores, "quagga year:2016-2024", "");
	check(stores, "quagga pane:iiim", "");
	check(stores, "type:resolution", "S/RES/9001(2026)(en);\nA/RES/80/900(en);\n");
	stores_close(stores);
}

static int of_rows(const char *got, const char *row)
{
	int count = 0;

	for (const char *at = strstr(got, row); at; at = strstr(at + 1, row))
		count++;
	return count;
}

/* What a pane shows is of it, also rows that name none, our own pages, and a page that is kept
 * of an address that it names. */
static void test_panes(void **state)
{
	static const struct {
		const char *words, *row, *other;
	} shown[] = {
		{"displaced pane:humanitarian", "figure:", "round:"},
		{"migration pane:humanitarian", "agency:", "round:"},
		{"Geneva pane:talks", "round:", "figure:"},
		{"Geneva pane:talks", "event:", "agency:"},
	};
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);
	char *got;

	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		got = found(stores, shown[i].words, true);
		if (!of_rows(got, shown[i].row) || of_rows(got, shown[i].other))
			fail_msg("%s:\n%s", shown[i].words, got);
		free(got);
	}
	put_others(s);
	put(s, "https://press.un.org/en/content/security-council", "en", "2026-01-05",
	    "A quagga came to the talks.");
	put(s, PAPER, "en", "2026-01-05", "A quagga went away.");
	check(stores, "quagga pane:talks",
	      "https://press.un.org/en/content/security-council(en) A [quagga] came to the "
	      "talks.;\n");
	check(stores, "quagga pane:iiim", "");
	stores_close(stores);
}

/* A feed is no document. */
static void test_feeds(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);
	struct doc_maker *m = doc_maker_new(0);

	put_others(s);
	doc_add_fact(m, DOC_FORMAT, "feed");
	doc_add_fact(m, DOC_TITLE, "Quagga headlines");
	doc_begin(m, DOC_ITEM);
	doc_add_str(m, "A quagga was seen");
	put_doc(s, "https://example.org/feed", doc_finish(m, NULL));
	check(stores, "quagga", "");
	check(stores, "year:1000-9999 in:bookmarks", "");
	stores_close(stores);
}

static void expect_row(struct stores *stores, const char *words, const char *first)
{
	char *got = found(stores, words, true);

	if (strncmp(got, first, strlen(first)) != 0)
		fail_msg("%s:\n%s", words, got);
	free(got);
}

static void expect_some(struct stores *stores, const char *words, const char *one)
{
	char *got = found(stores, words, true);

	if (!strstr(got, one))
		fail_msg("%s: no %s in\n%s", words, one, got);
	free(got);
}

/* A home where nothing was ever stored finds what the panes show. */
static void test_fresh_home(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);

	expect_some(stores, "حقوق الإنسان", "A/RES/80/224(ar)");
	expect_some(stores, "سويسرا", "state:SWITZERLAND(ar)");
	expect_some(stores, "killed", "figure:");
	expect_row(stores, "71/755", "A/71/755(en)");
	expect_some(stores, "chlorine", "S/RES/2209(2015)(en)");
	expect_some(stores, "chlorine", "event:");
	expect_some(stores, "Brahimi", "person:2(en)");
	expect_some(stores, "OCHA", "agency:1(en)");
	expect_some(stores, "Montreux", "round:2(en)");
	expect_some(stores, "人权", "A/RES/");
	expect_some(stores, "Envoyé spécial", "person:");
	stores_close(stores);
}

/* What was typed as a symbol comes first, with or without a text of it. */
static void test_symbol_first(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);

	expect_row(stores, "S/RES/2254", "S/RES/2254(2015)(");
	expect_row(stores, "resolution 2254 (2015)", "S/RES/2254(2015)(");
	expect_row(stores, "قرار ٢٢٥٤", "S/RES/2254(2015)(");
	put_others(s);
	put(s, PAPER, "en", "2026", "S/RES/2254(2015), S/RES/2254(2015) and S/RES/2254(2015)");
	put(s, "S/RES/2254(2015)", "fr", "2015-12-18", "1|Le texte.");
	expect_row(stores, "s/res/2254", "S/RES/2254(2015)(fr)");
	expect_row(stores, "S/RES/99999", "");
	stores_close(stores);
}

static void test_wrong(void **state)
{
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct search_wish wish = {.words = "a \" OR NOT * (", .most = 10};
	struct err err = {0};

	assert_null(search_run(stores, &wish, &err));
	assert_int_equal(err.code, ERR_USAGE);
	stores_close(stores);
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_set_up, folder_tear_down)

/* -- what a cold search reads ------------------------------------------------------------- */

#define WORKS 60
#define COLD_HITS 20

/* Works in six languages, whose lists of paragraphs fill a page each: what is looked up of a
 * text that is not shown would be a page more. */
static void put_works(const char *path)
{
	struct store *s = must_open(path, STORE_PERSONAL);
	struct err err = {0};
	char key[40], lines[100], date[20];

	for (int i = 0; i < WORKS; i++)
		for (int l = 0; l < LANG_COUNT; l++) {
			bool english = !strcmp(lang_codes[l], "en");

			snprintf(key, sizeof key, "A/RES/70/%d", i + 1);
			snprintf(date, sizeof date, "2016-%02d-%02d", i % 12 + 1, i / 12 + 1);
			snprintf(lines, sizeof lines, "1|Pier %d of %s%s%s.", i, lang_codes[l],
			         english || !strcmp(lang_codes[l], "fr") ? " in the harbour" : "",
			         english ? " has a lantern" : "");
			put(s, key, lang_codes[l], date, lines);
		}
	if (store_exec(s, "UPDATE passage SET starts=CAST(starts||zeroblob(3000) AS BLOB); VACUUM",
	               &err) < 0)
		fail_msg("%s", err.text);
	store_close(s);
}

static int pages_read(struct store *s)
{
	int now = 0, most = 0;

	sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_MISS, &now, &most, 1);
	return now;
}

/* Of a store that was not read yet: 20 results have a page each of paragraphs and of the
 * document; all else is a handful. */
static void test_cold(void **state)
{
	static const struct {
		const char *words;
		size_t hits;
		int most;
	} asked[] = {
		{"lantern", COLD_HITS, 54},
		/* in a third of them: the newest are looked at one by one */
		{"harbour", COLD_HITS, 76},
		/* only in English, of those of a year; a filter reads dates */
		{"lantern year:2016", COLD_HITS, 54},
		/* of another year none is looked at */
		{"harbour year:2015", 0, 12},
		{"year:2015", 0, 9},
		{"harbour year:2017", 0, 12},
		{"year:2017", 0, 9},
		{"year:2016 year:2015", 0, 9},
		{"lantern OR harbour", COLD_HITS, 78},
	};
	const char *path = folder_store(state);

	put_works(path);
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		struct stores *stores = open_stores(path, NULL);
		struct search_wish wish = {
			.words = asked[i].words, .langs = "en", .most = COLD_HITS};
		struct err err = {0};
		struct search *s;
		int pages;

		pages_read(stores_personal(stores));
		s = search_run(stores, &wish, &err);
		pages = pages_read(stores_personal(stores));
		assert_non_null(s);
		assert_int_equal(search_count(s), asked[i].hits);
		if (pages > asked[i].most)
			fail_msg("%s: %d pages", asked[i].words, pages);
		search_free(s);
		stores_close(stores);
	}
}

/* -- words that fill many pages --------------------------------------------------------- */

#define LONG_TEXTS 60
#define SHORT_TEXTS 200

/* A word again and again. */
static void put_long(struct store *s, int number, const char *word, int times)
{
	char key[60], date[20];
	struct buf lines;

	snprintf(key, sizeof key, "https://example.org/long/%d", number);
	snprintf(date, sizeof date, "20%02d", number);
	buf_init(&lines, 1 << 20);
	for (int i = 0; i < times; i++)
		buf_printf(&lines, "%s ", word);
	buf_printf(&lines, "%s", number == 33 ? "zephyr" : "");
	put(s, key, "en", date, lines.bytes);
	buf_done(&lines);
}

/* Whether the newest come first; the first is. */
static bool by_date(struct stores *stores, const char *words, const char *first)
{
	struct search_wish wish = {.words = words, .langs = "en", .most = 10};
	struct err err = {0};
	struct search *s = search_run(stores, &wish, &err);
	bool newest = false;

	if (!s)
		fail_msg("%s: %s", words, err.text);
	newest = search_common(s, 0, &newest) && newest;
	assert_true(search_count(s) > 0);
	if (strcmp(search_hit(s, 0)->key, first) != 0)
		fail_msg("%s: %s is the first", words, search_hit(s, 0)->key);
	search_free(s);
	return newest;
}

/* The one word that is named as standing in very many places. */
static void expect_reason(struct stores *stores, const char *words, const char *reason)
{
	struct search_wish wish = {.words = words, .langs = "en", .most = 10};
	struct search *s = search_run(stores, &wish, NULL);
	bool newest = false;

	assert_non_null(s);
	assert_string_equal(search_common(s, 0, &newest), reason);
	assert_true(newest);
	assert_null(search_common(s, 1, &newest));
	search_free(s);
}

/* A word of few texts that fills so many pages that going through all would read too much is
 * answered as a common one is, alone or beside others like it, and in a phrase; but not where
 * something is asked for that fills few, nor where something is taken away. */
static void test_many_pages(void **state)
{
	static const char newest[] = "https://example.org/long/59",
			  most[] = "https://example.org/long/31";
	struct stores *stores = open_stores(folder_store(state), NULL);
	struct store *s = stores_writable(stores, NULL);
	char key[60];
	int64_t pages;

	for (int i = 0; i < SHORT_TEXTS; i++) {
		snprintf(key, sizeof key, "https://example.org/short/%d", i);
		put(s, key, "en", "2050", "of nothing");
	}
	for (int i = 0; i < LONG_TEXTS / 2; i++)
		put_long(s, i, "xebec", i == 7 ? 9000 : 8000);
	for (int i = LONG_TEXTS / 2; i < LONG_TEXTS; i++)
		put_long(s, i, "quagga", i == 31 ? 11000 : 9000);
	for (int i = LONG_TEXTS; i < LONG_TEXTS + 10; i++)
		put_long(s, i, "xerus", 8000);
	assert_int_equal(store_exec(s, "INSERT INTO search(search) VALUES('optimize')", NULL), 0);
	/* a few less and a few more than are gone through */
	pages = store_word_pages(s, "search", "xebec", false);
	assert_in_range(pages, 58, 63);
	pages = store_word_pages(s, "search", "quagga", false);
	assert_in_range(pages, 66, 71);
	assert_false(by_date(stores, "xebec", "https://example.org/long/7"));
	assert_true(by_date(stores, "quagga", newest));
	/* beside another like it, and in a phrase, in OR; what is common as well */
	assert_true(by_date(stores, "quagga OR xebec", newest));
	assert_true(by_date(stores, "\"quagga quagga\"", newest));
	/* the words of a beginning are gone through together */
	assert_in_range(store_word_pages(s, "search", "xe", true), 76, 86);
	assert_true(by_date(stores, "xe*", "https://example.org/long/69"));
	/* the reason is told, and not what stands beside it */
	expect_reason(stores, "quagga OR zephyr", "quagga");
	/* what a rare word finds is ranked, and so is what is left of a word */
	assert_false(by_date(stores, "quagga zephyr", "https://example.org/long/33"));
	assert_false(by_date(stores, "quagga NOT zephyr", most));
	stores_close(stores);
}

int main(void)
{
	const struct CMUnitTest tests[] = {

		WITH_FOLDER(test_passage),
		WITH_FOLDER(test_phrase_across),
		WITH_FOLDER(test_cut),
		WITH_FOLDER(test_table),
		WITH_FOLDER(test_cut_at),
		WITH_FOLDER(test_number_before),
		WITH_FOLDER(test_few_texts),
		WITH_FOLDER(test_call),
		WITH_FOLDER(test_languages),
		WITH_FOLDER(test_merged),
		WITH_FOLDER(test_forms_rank_as_one),
		WITH_FOLDER(test_common),
		WITH_FOLDER(test_common_works),
		WITH_FOLDER(test_filters),
		WITH_FOLDER(test_panes),
		WITH_FOLDER(test_feeds),
		WITH_FOLDER(test_fresh_home),
		WITH_FOLDER(test_symbol_first),
		WITH_FOLDER(test_wrong),
		WITH_FOLDER(test_cold),
		WITH_FOLDER(test_many_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
