/* SPDX-License-Identifier: ISC */
/* The search index as it lies there says what FTS5 says of it, however it came about; and
 * where it is damaged nothing worse happens than that it cannot be read. */
#include "config.h"

#include "model/store/index.h"
#include "model/store/segments.h"
#include "model/store/wait.h"
#include "tests/model/store_lib.h"

#include <stdio.h>
#include <string.h>

static uint32_t dice;

static uint32_t roll(uint32_t most)
{
	dice = dice * 1664525 + 1013904223;
	return (dice >> 8) % most;
}

/* Words of which a few are frequent, some long, some Arabic. */
static void write_words(struct buf *out, uint32_t seed, int count)
{
	dice = seed;
	for (int i = 0; i < count; i++) {
		uint32_t kind = roll(100);

		if (kind < 40)
			buf_printf(out, "quay%u ", roll(5));
		else if (kind < 70)
			buf_printf(out, "lamp%u ", roll(3000));
		else if (kind < 90)
			buf_printf(out, "مرشد%u ", roll(300));
		else
			buf_printf(out, "%0*u ", (int)roll(400) + 1, roll(9));
	}
}

static void change(struct store *s, const char *sql)
{
	struct err err = {0};

	if (store_exec(s, sql, &err) < 0)
		fail_msg("%s: %s", sql, err.text);
}

/* A document in, or out again: of `seed`, as the text. */
static void put(struct store *s, int64_t text, uint32_t seed, int words, bool add)
{
	struct buf title, body;
	sqlite3_stmt *q;

	buf_init(&title, 1 << 20);
	buf_init(&body, 1 << 24);
	write_words(&title, seed + 1000, 4);
	write_words(&body, seed, words);
	q = store_prepare(s,
	                  add ? "INSERT INTO search(rowid, title, body) VALUES(?,?,?)"
	                      : "INSERT INTO search(search, rowid, title, body) "
	                        "VALUES('delete',?,?,?)",
	                  NULL);
	sqlite3_bind_int64(q, 1, text);
	sqlite3_bind_text(q, 2, title.bytes, (int)title.len, SQLITE_STATIC);
	sqlite3_bind_text(q, 3, body.bytes, (int)body.len, SQLITE_STATIC);
	assert_int_equal(store_run(s, q, NULL), 0);
	buf_done(&title);
	buf_done(&body);
}

struct sum {
	uint64_t places, sum;
	uint64_t again; /* places of a word that the one before was of too */
};

static void add(struct sum *sum, const char *word, size_t len, int64_t text, int column,
                int64_t place)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)word[i]) * 0x100000001b3u;
	h = (h ^ (uint64_t)text) * 0x9e3779b97f4a7c15u;
	h = (h ^ (uint64_t)(2 * place + column)) * 0xbf58476d1ce4e5b9u;
	sum->places++;
	sum->sum += h ^ h >> 31;
}

static void take(const char *word, size_t len, bool again, int64_t text, int column, int64_t place,
                 void *payload)
{
	struct sum *sum = payload;

	add(sum, word, len, text, column, place);
	sum->again += again;
}

static struct sum by_fts5(struct store *s)
{
	struct sum sum = {0};
	char before[1000] = "";
	sqlite3_stmt *q;

	change(s, "CREATE VIRTUAL TABLE temp.seen USING fts5vocab('main', 'search', 'instance')");
	q = store_prepare(s, "SELECT term, doc, col, offset FROM temp.seen", NULL);
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *word = store_column(q, 0);

		sum.again += !strcmp(before, word);
		snprintf(before, sizeof before, "%s", word);
		add(&sum, word, strlen(word), sqlite3_column_int64(q, 1),
		    *store_column(q, 2) == 't', sqlite3_column_int64(q, 3));
	}
	sqlite3_finalize(q);
	change(s, "DROP TABLE temp.seen");
	return sum;
}

static void expect_same(struct store *s)
{
	struct sum want = by_fts5(s), got = {0};
	struct err err = {0};

	assert_int_equal(segments_read(s, take, &got, &err), 0);
	assert_int_equal(got.places, want.places);
	assert_int_equal(got.sum, want.sum);
	assert_int_equal(got.again, want.again);
}

static int64_t segments(struct store *s)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT count(DISTINCT segid) FROM search_idx", NULL);
	int64_t n;

	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}

static void page_size(struct store *s, int bytes)
{
	char sql[100];

	snprintf(sql, sizeof sql, "INSERT INTO search(search, rank) VALUES('pgsz', %d)", bytes);
	change(s, sql);
}

/* -- what FTS5 says ----------------------------------------------------------------- */

static void test_empty(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	expect_same(s);
	put(s, 1, 1, 0, true);
	expect_same(s);
	put(s, 1, 1, 0, false);
	expect_same(s);
	store_close(s);
}

/* Small pages, over whose ends go words, texts and places. */
static void test_pages(void **state)
{
	static const int sizes[] = {32, 64, 129, 500, 1000, 4050};

	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct store *s = must_open(folder_store(state), STORE_PERSONAL);

		change(s, "INSERT INTO search(search) VALUES('delete-all')");
		page_size(s, sizes[i]);
		for (int64_t text = 1; text < 40; text++)
			put(s, text * text * 1000, (uint32_t)text, 60, true);
		put(s, 90, 90, 9000, true);
		expect_same(s);
		change(s, "INSERT INTO search(search) VALUES('optimize')");
		assert_int_equal(segments(s), 1);
		expect_same(s);
		store_close(s);
	}
}

/* Texts that go and come again with other words, in segments that are merged meanwhile, at
 * every moment of it. */
static void test_changes(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	uint32_t is[30] = {0};
	int64_t most = 0;

	page_size(s, 200);
	change(s, "INSERT INTO search(search, rank) VALUES('automerge', 0)");
	for (uint32_t i = 1; i < 220; i++) {
		uint32_t text = i * 7 % 30;

		if (i % 3 == 0)
			change(s, "BEGIN");
		if (is[text])
			put(s, text + 1, is[text], 40, false);
		is[text] = i % 11 ? i : 0;
		if (is[text])
			put(s, text + 1, i, 40, true);
		if (i % 3 == 0)
			change(s, "COMMIT");
		if (i % 5 == 0)
			change(s, "INSERT INTO search(search, rank) VALUES('merge', 3)");
		most = segments(s) > most ? segments(s) : most;
		if (i % 4 == 0)
			expect_same(s);
	}
	assert_true(most > 8);
	for (int i = 0; i < 40; i++) {
		change(s, "INSERT INTO search(search, rank) VALUES('merge', -5)");
		expect_same(s);
	}
	store_close(s);
}

/* -- damage -------------------------------------------------------------------------- */

static void ignore(const char *word, size_t len, bool again, int64_t text, int column,
                   int64_t place, void *payload)
{
	uint64_t *all = payload;

	(void)again;
	/* every byte is there */
	for (size_t i = 0; i < len; i++)
		*all += (unsigned char)word[i];
	*all += (uint64_t)text + (uint64_t)column + (uint64_t)place;
}

static void test_damage(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	VEC(int64_t) rows = {0};
	struct err err = {0};
	sqlite3_stmt *q;
	uint64_t all = 0;
	int bad = 0;

	page_size(s, 100);
	change(s, "INSERT INTO search(search, rank) VALUES('automerge', 0)");
	for (uint32_t i = 1; i < 6; i++)
		put(s, i, i, 30, true);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	q = store_prepare(s, "SELECT id FROM search_data", NULL);
	while (sqlite3_step(q) == SQLITE_ROW)
		assert_int_equal(vec_push(&rows, sqlite3_column_int64(q, 0)), 0);
	sqlite3_finalize(q);
	dice = 3;
	for (int i = 0; i < 4000; i++) {
		int64_t row = rows.at[roll((uint32_t)rows.count)];
		char was[8], is[8];
		sqlite3_blob *blob;
		int at, n = (int)roll(2) * 3 + 1;

		assert_int_equal(
			sqlite3_blob_open(s->db, "main", "search_data", "block", row, 1, &blob), 0);
		if (sqlite3_blob_bytes(blob) >= n) {
			at = (int)roll((uint32_t)(sqlite3_blob_bytes(blob) - n + 1));
			sqlite3_blob_read(blob, was, n, at);
			for (int k = 0; k < n; k++)
				is[k] = (char)(roll(3) ? roll(256) : 0xff);
			sqlite3_blob_write(blob, is, n, at);
			sqlite3_blob_close(blob);
			bad += segments_read(s, ignore, &all, &err) == SEGMENTS_BAD;
			sqlite3_blob_open(s->db, "main", "search_data", "block", row, 1, &blob);
			sqlite3_blob_write(blob, was, n, at);
		}
		sqlite3_blob_close(blob);
	}
	assert_true(bad > 400);
	expect_same(s);
	/* a page that is not there */
	change(s, "DELETE FROM search_data WHERE id=(SELECT max(id) FROM search_data)");
	assert_int_equal(segments_read(s, ignore, &all, &err), SEGMENTS_BAD);
	vec_done(&rows);
	store_close(s);
}

/* A form that is not known is not guessed at. */
static void test_another_form(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct err err = {0};
	uint64_t all = 0;

	put(s, 1, 1, 30, true);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	change(s, "UPDATE search_config SET v=6 WHERE k='version'");
	assert_int_equal(segments_read(s, ignore, &all, &err), SEGMENTS_BAD);
	store_close(s);
}

/* How often it was told how far a merge is, and what last. */
struct said {
	int times;
	int64_t bytes;
};

static void note_bytes(int64_t bytes, void *payload)
{
	struct said *said = payload;

	assert_true(bytes > said->bytes);
	said->times++;
	said->bytes = bytes;
}

/* After many transactions the pieces are merged, and not before; each place stays. */
static void test_merged(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct said told = {0, 0};

	assert_int_equal(store_index_pieces(s, NULL), 0);
	change(s, "INSERT INTO search(search, rank) VALUES('automerge', 0)");
	for (int i = 1; i <= STORE_INDEX_PIECES; i++)
		put(s, i, (uint32_t)i, 2000, true);
	assert_int_equal(store_index_pieces(s, NULL), STORE_INDEX_PIECES);
	assert_int_equal(store_index_merge(s, note_bytes, &told, NULL), 0);
	assert_int_equal(told.times, 0);
	assert_int_equal(store_index_pieces(s, NULL), STORE_INDEX_PIECES);
	put(s, 100, 100, 2000, true);
	assert_int_equal(store_index_merge(s, note_bytes, &told, NULL), 1);
	assert_true(told.times > 0 && told.bytes > 0);
	assert_int_equal(store_index_pieces(s, NULL), 1);
	expect_same(s);
	store_close(s);
}

/* In so many pieces that they are merged. */
static struct store *in_pieces(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	change(s, "INSERT INTO search(search, rank) VALUES('automerge', 0)");
	for (int i = 1; i <= STORE_INDEX_PIECES + 1; i++)
		put(s, i, (uint32_t)i, 2000, true);
	return s;
}

/* Step by step, as many as it takes by so many pages, between which all is found. */
static void test_steps(void **state)
{
	struct store *s = in_pieces(state);
	struct store_merging m = {.pages = 2};
	int steps = 0, before = 0;

	while (store_index_merge_some(s, &m, NULL) > 0) {
		/* those that it was to write, and some of the tables that hold them */
		assert_true(m.written > before + m.pages);
		before = m.written;
		steps++;
		expect_same(s);
	}
	assert_true(steps > 4);
	assert_int_equal(store_index_pieces(s, NULL), 1);
	store_close(s);
}

/* Who gives way does not wait for another that writes; later it goes on. */
static void test_gives_way(void **state)
{
	struct store *s = in_pieces(state);
	struct store_merging m = {.pages = 8, .gives_way = true};
	sqlite3 *other;

	assert_int_equal(sqlite3_open(folder_store(state), &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(store_index_merge_some(s, &m, NULL), 1);
	assert_true(m.gave_way);
	assert_int_equal(store_waited(s), 0);
	assert_int_equal(m.written, 0);
	assert_int_equal(sqlite3_close(other), SQLITE_OK);
	while (store_index_merge_some(s, &m, NULL) > 0)
		assert_false(m.gave_way);
	assert_int_equal(store_index_pieces(s, NULL), 1);
	store_close(s);
}

/* A word is not parted: who gives way ends behind a step that wrote very much; others go on. */
static void test_heavy(void **state)
{
	struct store *s = in_pieces(state);
	struct store_merging m = {.pages = 2, .gives_way = true};
	int steps = 0;

	/* a hundred pages of one word */
	change(s, "INSERT INTO search(rowid, title, body) "
	          "VALUES(1000, '', replace(hex(zeroblob(200000)), '00', '00 '))");
	while (store_index_merge_some(s, &m, NULL) > 0)
		steps++;
	assert_true(m.written > 40);
	assert_true(store_index_pieces(s, NULL) > 1);
	m = (struct store_merging){.pages = 2};
	while (store_index_merge_some(s, &m, NULL) > 0)
		continue;
	assert_int_equal(store_index_pieces(s, NULL), 1);
	store_close(s);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_set_up, folder_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_empty),  TEST(test_pages),        TEST(test_changes),
		TEST(test_damage), TEST(test_another_form), TEST(test_merged),
		TEST(test_steps),  TEST(test_gives_way),    TEST(test_heavy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
