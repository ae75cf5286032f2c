/* SPDX-License-Identifier: ISC */
/* Common words that fill many pages of an index: what they give a row is asked of those rows
 * alone that could be shown, and the order is as if all had been asked. */
#include "config.h"

#include "model/search/question.h"
#include "model/search/search.h"
#include "model/store/found.h"
#include "model/store/internal.h"
#include "model/store/vocabulary.h"
#include "tests/model/store_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXTS 600
#define SHOWN 10

static void repeat(struct doc_maker *m, const char *word, int times)
{
	for (int i = 0; i < times; i++)
		doc_add_str(m, word);
}

/* Two texts of five have "of", some hundred times, and "sand" and "clay" less often; a quarter
 * of those has "lock", and of all texts somewhat less than a quarter has "kiln". */
static void put_text(struct store *s, int number)
{
	struct doc_maker *m = doc_maker_new(0);
	char url[60];
	struct store_origin o = {.key = url, .url = url, .type = "text/html"};
	struct store_incoming *in;
	struct doc *doc;

	snprintf(url, sizeof url, "https://example.org/%d", number);
	doc_add_fact(m, DOC_LANGUAGE, "en");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "A text. ");
	repeat(m, "brick ", number * 7 % 90);
	if (number % 30 < 7)
		repeat(m, "kiln ", 1 + number % 4);
	if (number % 5 < 2) {
		repeat(m, "of ", 900 + number * 13 % 300);
		repeat(m, "sand ", 330);
		repeat(m, "clay ", 460);
	}
	if (number % 10 == 0)
		repeat(m, "lock ", 1 + number / 10 % 23);
	doc = doc_finish(m, NULL);
	in = store_begin(s, &o, NULL);
	assert_int_equal(store_add(in, url, strlen(url), NULL), 0);
	assert_true(store_commit(in, doc, true, 1, NULL) > 0);
	doc_free(doc);
}

static const char *filled(void **state)
{
	const char *path = folder_store(state);
	struct store *s = must_open(path, STORE_PERSONAL);
	struct err err = {0};

	for (int i = 0; i < TEXTS; i++)
		put_text(s, i);
	if (store_exec(s, "INSERT INTO search(search) VALUES('optimize'); VACUUM", &err) < 0)
		fail_msg("%s", err.text);
	store_close(s);
	return path;
}

/* -- all asked ---------------------------------------------------------------- */

struct scored {
	int64_t row;
	double score;
};
struct all {
	struct scored at[TEXTS];
	size_t count;
};

static int take(int64_t row, double score, void *payload)
{
	struct all *all = payload;

	all->at[all->count++] = (struct scored){row, score};
	return 0;
}

static int by_score(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->row < y->row) - (x->row > y->row);
}

/* The order by the whole question; whether it is asked in parts. */
static bool order_all(struct store *s, const char *words, struct all *all)
{
	struct forms_from from = {.store = s, .table = MATCH_TEXTS, .all = TEXTS};
	struct err err = {0};
	struct query *query = query_read(words, &err);
	struct question q;
	bool parted;

	assert_non_null(query);
	assert_int_equal(question_make(&q, query, &from, &err), 0);
	all->count = 0;
	assert_int_equal(store_match(s, &q.all.asked, 0, take, all, &err), 0);
	qsort(all->at, all->count, sizeof *all->at, by_score);
	parted = q.parted;
	question_done(&q);
	query_free(query);
	return parted;
}

static int pages_read(struct store *s)
{
	int now = 0, most = 0;

	sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_MISS, &now, &most, 1);
	return now;
}

/* How often the index is asked which rows answer. */
static int count(unsigned what, void *asked, void *statement, void *unused)
{
	(void)what, (void)unused;
	*(int *)asked += strstr(sqlite3_sql(statement), "palais_score(search") != NULL;
	return 0;
}

static void expect_order(struct store *s, const char *words, const struct search *search,
                         const struct all *all)
{
	for (size_t i = 0; i < search_count(search); i++) {
		const char *key = search_hit(search, i)->key;
		struct store_text t;

		assert_int_equal(store_text_get(s, all->at[i].row, &t, NULL), 1);
		if (strcmp(key, t.key) != 0)
			fail_msg("%s: %zu is %s, not %s", words, i, key, t.key);
		store_text_done(&t);
	}
}

struct wanted {
	const char *words;
	size_t shown, found;
	bool parted;
	int pages;       /* at the most */
	int least, most; /* times that is asked */
};

/* The same results in the same order as of the whole question. */
static void check(const char *path, const struct wanted *w)
{
	struct stores_config config = {.personal = path, .starter = "starter.store"};
	struct search_wish wish = {.words = w->words, .langs = "en", .most = w->shown};
	struct err err = {0};
	struct stores *stores = stores_open(&config, &err);
	struct store *s = stores ? stores_personal(stores) : NULL;
	struct search *search;
	static struct all all;
	int pages, asked = 0;

	assert_non_null(s);
	pages_read(s);
	sqlite3_trace_v2(s->db, SQLITE_TRACE_PROFILE, count, &asked);
	search = search_run(stores, &wish, &err);
	sqlite3_trace_v2(s->db, 0, NULL, NULL);
	pages = pages_read(s);
	assert_non_null(search);
	assert_int_equal(order_all(s, w->words, &all), w->parted);
	assert_int_equal(all.count, w->found);
	assert_int_equal(search_count(search), w->shown);
	expect_order(s, w->words, search, &all);
	if (pages > w->pages || asked < w->least || asked > w->most)
		fail_msg("%s: %d pages, asked %d times", w->words, pages, asked);
	search_free(search);
	stores_close(stores);
}

static void test_order(void **state)
{
	static const struct wanted wanted[] = {
		/* all that have the one have the other, and nearly as much of it */
		{"lock of", SHOWN, 60, true, 65, 11, 15},
		{"lock of", 60, 60, true, 130, 61, 61},
		/* most have none of it, and many could come before others: where too many, all are
	         * asked */
		{"kiln of", SHOWN, 140, true, 90, 60, 80},
		{"kiln of", 140, 140, true, 120, 100, 130},
		/* one on few pages is asked with all others */
		{"lock sand", SHOWN, 60, false, 65, 1, 1},
		{"lock clay", SHOWN, 60, true, 55, 11, 15},
		{"lock text", SHOWN, 60, false, 42, 1, 1},
		{"lock sand of", SHOWN, 60, true, 85, 11, 15},
		{"lock", SHOWN, 60, false, 41, 1, 1},
	};
	const char *path = filled(state);
	struct store *s = must_open(path, STORE_PERSONAL);

	assert_in_range(store_word_pages(s, MATCH_TEXTS, "sand", false), 17, 23);
	assert_in_range(store_word_pages(s, MATCH_TEXTS, "clay", false), 25, 31);
	store_close(s);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
		check(path, &wanted[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_order, folder_set_up, folder_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
