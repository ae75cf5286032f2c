/* SPDX-License-Identifier: ISC */
/* The words of an index, held against SQLite's own list of them. */
#include "config.h"

#include "model/store/index.h"
#include "model/store/internal.h"
#include "model/store/match.h"
#include "model/store/vocabulary.h"
#include "tests/model/store_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Texts of made-up words: the first few common, the rest rarer and rarer. */
static void put_text(struct store *s, unsigned number, unsigned words)
{
	struct doc_maker *m = doc_maker_new(0);
	char url[60], word[30];
	struct store_origin o = {.key = url, .url = url, .type = "text/html"};
	struct store_incoming *in;
	struct doc *doc;
	unsigned x = number * 2654435761u + 1;

	snprintf(url, sizeof url, "https://example.org/%u", number);
	doc_add_fact(m, DOC_TITLE, url);
	doc_begin(m, DOC_PARAGRAPH);
	for (unsigned i = 0; i < words; i++) {
		x = x * 1103515245u + 12345;
		snprintf(word, sizeof word, "w%03u ", (x >> 16) % (1 + i % 700));
		doc_add_str(m, word);
		if (i % 3 == 0)
			doc_add_str(m, "common ");
	}
	doc = doc_finish(m, NULL);
	in = store_begin(s, &o, NULL);
	assert_int_equal(store_add(in, url, strlen(url), NULL), 0);
	assert_true(store_commit(in, doc, true, 1, NULL) > 0);
	doc_free(doc);
}

static int count_word(const char *word, size_t len, int64_t rows, void *payload)
{
	struct store *s = payload;
	sqlite3_stmt *q = store_prepare_kept(s, "INSERT INTO temp.ours VALUES(?,?)", NULL);

	sqlite3_bind_text(q, 1, word, (int)len, SQLITE_STATIC);
	sqlite3_bind_int64(q, 2, rows);
	assert_int_equal(sqlite3_step(q), SQLITE_DONE);
	store_release(q);
	return 0;
}

static int64_t number(struct store *s, const char *sql)
{
	sqlite3_stmt *q = store_prepare(s, sql, NULL);
	int64_t n;

	assert_non_null(q);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}

/* Every word of a prefix is there, and none else; of a rare word how many rows is exact, of
 * one that fills pages it is near. */
static void compare(struct store *s, const char *prefix)
{
	char sql[500];

	store_exec(s, "DROP TABLE IF EXISTS temp.ours; CREATE TABLE temp.ours(word, rows)", NULL);
	assert_int_equal(store_each_word(s, MATCH_TEXTS, prefix, count_word, s, NULL), 0);
	snprintf(sql, sizeof sql,
	         "SELECT count(*) FROM (SELECT term FROM temp.theirs WHERE substr(term, 1, "
	         "%zu)='%s' "
	         "EXCEPT SELECT word FROM temp.ours)",
	         strlen(prefix), prefix);
	assert_int_equal(number(s, sql), 0);
	snprintf(sql, sizeof sql,
	         "SELECT count(*) FROM temp.ours WHERE word NOT IN (SELECT term FROM temp.theirs "
	         "WHERE substr(term, 1, %zu)='%s')",
	         strlen(prefix), prefix);
	assert_int_equal(number(s, sql), 0);
	assert_int_equal(number(s,
	                        "SELECT count(*) FROM (SELECT word, sum(rows) AS rows FROM "
	                        "temp.ours GROUP BY "
	                        "word) JOIN temp.theirs ON term=word WHERE abs(rows-doc)>doc*0.2"),
	                 0);
}

static void compare_all(struct store *s)
{
	store_exec(s,
	           "CREATE VIRTUAL TABLE IF NOT EXISTS temp.theirs USING "
	           "fts5vocab('main', 'search', 'row')",
	           NULL);
	assert_int_equal(store_index_rows(s, MATCH_TEXTS, NULL),
	                 number(s, "SELECT count(*) FROM passage"));
	assert_true(number(s, "SELECT count(*) FROM temp.theirs") > 500);
	compare(s, "");
	compare(s, "w");
	compare(s, "w1");
	compare(s, "w400");
	compare(s, "common");
	compare(s, "x");
	assert_int_equal(store_word_rows(s, MATCH_TEXTS, "w400", NULL),
	                 number(s, "SELECT doc FROM temp.theirs WHERE term='w400'"));
	assert_int_equal(store_word_rows(s, MATCH_TEXTS, "w40", NULL), 0);
	assert_int_equal(store_word_rows(s, MATCH_TEXTS, "nobody", NULL), 0);
	assert_true(store_word_rows(s, MATCH_TEXTS, "common", NULL) > 200);
}

/* From the page on which the word begins to the next on which another does, as SQLite's list of
 * those says. */
#define PAGES_OF(word) \
	number(s, \
	       "SELECT (SELECT min(pgno>>1) FROM search_idx WHERE term>CAST('0" word \
	       "' AS BLOB)) - max(pgno>>1) FROM search_idx WHERE term<=CAST('0" word "' AS BLOB)")

static void test_vocabulary(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	int64_t pages;

	assert_int_equal(store_index_rows(s, MATCH_TEXTS, NULL), 0);
	assert_int_equal(store_word_rows(s, MATCH_TEXTS, "a", NULL), 0);
	for (unsigned i = 0; i < 300; i++)
		put_text(s, i, 20 + 9 * (i % 90));
	/* many parts, and one */
	assert_true(number(s, "SELECT count(DISTINCT segid) FROM search_idx") > 1);
	compare_all(s);
	store_exec(s, "INSERT INTO search(search) VALUES('optimize')", NULL);
	assert_int_equal(number(s, "SELECT count(DISTINCT segid) FROM search_idx"), 1);
	compare_all(s);
	/* of one that fills pages none begins another word */
	pages = store_word_pages(s, MATCH_TEXTS, "common", false);
	assert_in_range(pages, 4, 40);
	assert_int_equal(pages, PAGES_OF("common"));
	assert_int_equal(store_word_pages(s, MATCH_TEXTS, "w400", false), PAGES_OF("w400"));
	store_close(s);
}

static int stop(const char *word, size_t len, int64_t rows, void *payload)
{
	(void)word;
	(void)len;
	(void)rows;
	++*(int *)payload;
	return 1;
}

static void test_end(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	int n = 0;

	put_text(s, 1, 50);
	put_text(s, 2, 50);
	assert_int_equal(store_each_word(s, MATCH_TEXTS, "w", stop, &n, NULL), 0);
	assert_int_equal(n, 1);
	store_close(s);
}

/* Pages that are no pages: nothing is read past them. */
static void test_damage(void **state)
{
	static const char *const damages[] = {
		"UPDATE search_data SET block=x'0000' WHERE id>10",
		"UPDATE search_data SET block=x'0000ffff' WHERE id>10",
		"UPDATE search_data SET block=x'00000004ffffffff' WHERE id>10",
		"UPDATE search_data SET block=substr(block, 1, length(block)/2) WHERE id>10",
		"UPDATE search_data SET block=x'00000008ffffff7f04' WHERE id>10",
		"UPDATE search_data SET block=zeroblob(length(block)) WHERE id>10",
		"DELETE FROM search_data WHERE id>10",
	};
	struct folder *f = *state;

	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		struct store *s = must_open(f->store, STORE_PERSONAL);
		int n = 0;

		put_text(s, (unsigned)i, 50);
		sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
		assert_int_equal(store_exec(s, damages[i], NULL), 0);
		store_each_word(s, MATCH_TEXTS, "w", stop, &n, NULL);
		store_word_rows(s, MATCH_TEXTS, "common", NULL);
		store_word_pages(s, MATCH_TEXTS, "common", false);
		store_close(s);
		remove(f->store);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_vocabulary, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_end, folder_set_up, folder_tear_down),
		cmocka_unit_test_setup_teardown(test_damage, folder_set_up, folder_tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
