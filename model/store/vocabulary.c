/* SPDX-License-Identifier: ISC */
/* The format of FTS5's pages is that of SQLite's fts5_index.c, version 4: a leaf begins with
 * the offset of its first row and that of its table of words (two bytes each, the highest
 * first); the table has the offset of each word, as differences; a word is how much of the
 * one before it keeps, and what follows; behind it stand its rows, each with its places. */
#include "config.h"

#include "model/store/vocabulary.h"

#include "model/store/internal.h"

#include <stdio.h>
#include <string.h>

/* What FTS5 puts before each word of an index without prefixes. */
#define MAIN '0'
#define WORD_MAX 512
/* Leaves of one word whose rows are counted. */
#define COUNTED_MOST 3
/* Bytes of a leaf before all else. */
#define HEADER 4
/* Where a segment's pages are numbered from. */
#define SEGMENT_BITS 37
#define LEAF_MOST ((INT64_C(1) << 31) - 1)

struct bytes {
	const unsigned char *at, *end;
};

struct walk {
	struct store *s;
	const char *table;
	char low[WORD_MAX];
	size_t low_len;
	bool exact; /* that word alone */
	vocabulary_fn *each;
	void *payload;
	struct err *err;
	int64_t segment;
};

/* A word that begins on a leaf. */
struct entry {
	char word[WORD_MAX]; /* with MAIN before it */
	size_t len;
	struct bytes rows; /* as far as they stand on the leaf */
	bool last;         /* they may go on behind it */
};

/* Seven bits a byte, the highest first; nine bytes at most, the last of which has eight. */
static uint64_t number(struct bytes *b)
{
	uint64_t n = 0;

	for (int i = 0; i < 9 && b->at < b->end; i++) {
		unsigned char c = *b->at++;

		if (i == 8)
			return n << 8 | c;
		n = n << 7 | (c & 0x7f);
		if (!(c & 0x80))
			break;
	}
	return n;
}

static sqlite3_stmt *ask(struct walk *w, const char *format)
{
	char sql[200];

	snprintf(sql, sizeof sql, format, w->table);
	return store_prepare_kept(w->s, sql, w->err);
}

/* -- how many rows --------------------------------------------------------- */

/* Rows that begin within the bytes. */
static int64_t count_rows(struct bytes rows)
{
	int64_t n = 0;

	while (rows.at < rows.end) {
		uint64_t size;

		number(&rows);
		if (rows.at >= rows.end)
			break;
		size = number(&rows) >> 1;
		n++;
		if (size > (uint64_t)(rows.end - rows.at))
			break;
		rows.at += size;
	}
	return n;
}

/* The leaf behind this one on which a word begins; the one behind the last where none does. */
static int64_t next_leaf(struct walk *w, const struct entry *e)
{
	sqlite3_stmt *q = ask(w, "SELECT coalesce((SELECT pgno>>1 FROM %1$s_idx WHERE segid=?1 "
	                         "AND term>?2 ORDER BY term LIMIT 1), (SELECT (max(id) & "
	                         "0x7fffffff) + 1 FROM %1$s_data WHERE id BETWEEN ?3 AND ?4))");
	int64_t next = -1;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, w->segment);
	sqlite3_bind_blob(q, 2, e->word, (int)e->len, SQLITE_STATIC);
	sqlite3_bind_int64(q, 3, w->segment << SEGMENT_BITS);
	sqlite3_bind_int64(q, 4, (w->segment << SEGMENT_BITS) + LEAF_MOST);
	if (sqlite3_step(q) == SQLITE_ROW)
		next = sqlite3_column_int64(q, 0);
	else
		store_fail(w->s, w->err);
	store_release(q);
	return next;
}

/* Rows that begin on a leaf before its first word: they are of the word before. */
static int64_t rows_before(struct walk *w, int64_t leaf)
{
	sqlite3_stmt *q = ask(w, "SELECT block FROM %s_data WHERE id=?1");
	int64_t rows = 0;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, (w->segment << SEGMENT_BITS) + leaf);
	if (sqlite3_step(q) == SQLITE_ROW && sqlite3_column_bytes(q, 0) >= HEADER) {
		const unsigned char *at = sqlite3_column_blob(q, 0);
		int64_t first = at[0] << 8 | at[1], size = at[2] << 8 | at[3];
		int64_t all = sqlite3_column_bytes(q, 0), end = size < all ? size : all;
		struct bytes table = {at + end, at + all};

		if (table.at < table.end)
			end = (int64_t)(number(&table) & 0xffff);
		if (first >= HEADER && first < end && end <= all)
			rows = count_rows((struct bytes){at + first, at + end});
	}
	store_release(q);
	return rows;
}

/* Of a word whose rows go on behind its leaf: those on the next few leaves are counted, those
 * behind them are taken to lie as closely. */
static int64_t rows_of(struct walk *w, const struct entry *e, int64_t leaf)
{
	int64_t sum = count_rows(e->rows), next, read = 0, seen = 0;

	if (!e->last)
		return sum;
	next = next_leaf(w, e);
	if (next < 0)
		return -1;
	for (; read < COUNTED_MOST && leaf + 1 + read <= next; read++) {
		int64_t rows = rows_before(w, leaf + 1 + read);

		if (rows < 0)
			return -1;
		seen += rows;
	}
	sum += seen;
	return read && next - leaf > read ? sum + (next - leaf - read) * seen / read : sum;
}

/* -- one leaf ---------------------------------------------------------------- */

/* The word at an offset of the leaf, after the one in e; false where it makes no sense. */
static bool read_entry(struct bytes page, int64_t offset, struct entry *e)
{
	struct bytes at = {NULL, page.end};
	uint64_t keep, more;

	if (offset <= 0 || offset >= page.end - page.at)
		return false;
	at.at = page.at + offset;
	keep = e->len ? number(&at) : 0;
	more = number(&at);
	if (keep > e->len || more > (uint64_t)(at.end - at.at) || keep + more >= WORD_MAX)
		return false;
	memcpy(e->word + keep, at.at, more);
	e->len = keep + more;
	e->rows.at = at.at + more;
	return true;
}

/* 1: the words are past what is looked for; 0; -1 err; or what `each` returned, plus 2. */
static int take(struct walk *w, const struct entry *e, int64_t leaf)
{
	size_t n = e->len < w->low_len ? e->len : w->low_len;
	int order = memcmp(e->word, w->low, n);
	int64_t rows;

	if (order > 0)
		return 1;
	if (order < 0 || e->len < w->low_len || (w->exact && e->len > w->low_len))
		return w->exact && !order && e->len > w->low_len;
	rows = rows_of(w, e, leaf);
	if (rows < 0)
		return -1;
	return w->each(e->word + 1, e->len - 1, rows, w->payload) ? 2 : 0;
}

static int read_leaf(struct walk *w, int64_t leaf, struct bytes all)
{
	struct bytes page = {all.at, all.end}, table;
	struct entry e = {.len = 0};
	int64_t offset, size = all.end - all.at < 4 ? 0 : all.at[2] << 8 | all.at[3];
	int rc = 0;

	if (size < 4 || size >= all.end - all.at)
		return 0;
	page.end = all.at + size;
	table = (struct bytes){page.end, all.end};
	offset = (int64_t)(number(&table) & 0xffff);
	while (!rc && read_entry(page, offset, &e)) {
		e.last = table.at >= table.end;
		if (!e.last)
			offset += (int64_t)(number(&table) & 0xffff);
		e.rows.end = e.last ? page.end : page.at + offset;
		if (e.rows.end > page.end || e.rows.end < e.rows.at)
			break;
		rc = take(w, &e, leaf);
		if (e.last)
			break;
	}
	return rc;
}

/* -- the index --------------------------------------------------------------- */

static int walk_leaf(struct walk *w, int64_t leaf)
{
	sqlite3_stmt *q = ask(w, "SELECT block FROM %s_data WHERE id=?1");
	int rc = 0;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, (w->segment << SEGMENT_BITS) + leaf);
	if (sqlite3_step(q) == SQLITE_ROW) {
		const unsigned char *at = sqlite3_column_blob(q, 0);

		if (at)
			rc = read_leaf(w, leaf,
			               (struct bytes){at, at + sqlite3_column_bytes(q, 0)});
	}
	store_release(q);
	return rc;
}

/* From the leaf on which the first of the words would begin. */
static int walk_segment(struct walk *w)
{
	sqlite3_stmt *q = ask(w, "SELECT pgno>>1 FROM %1$s_idx WHERE segid=?1 AND term>="
	                         "coalesce((SELECT term FROM %1$s_idx WHERE segid=?1 AND term<=?2 "
	                         "ORDER BY term DESC LIMIT 1), x'') AND term<=?3 ORDER BY term");
	int rc = 0;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, w->segment);
	sqlite3_bind_blob(q, 2, w->low, (int)w->low_len, SQLITE_STATIC);
	w->low[w->low_len] = (char)0xff; /* behind all that begins so */
	sqlite3_bind_blob(q, 3, w->low, (int)w->low_len + !w->exact, SQLITE_STATIC);
	while (!rc && sqlite3_step(q) == SQLITE_ROW)
		rc = walk_leaf(w, sqlite3_column_int64(q, 0));
	store_release(q);
	return rc == 1 ? 0 : rc;
}

/* The next of them; 0 behind the last. */
static int next_segment(struct walk *w)
{
	/* the lowest behind it: all of them are never looked through */
	sqlite3_stmt *q = ask(w, "SELECT min(segid) FROM %s_idx WHERE segid>?1");

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, w->segment);
	w->segment = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int64(q, 0) : 0;
	store_release(q);
	w->s->steps_left = INT64_MAX;
	return 0;
}

static int walk(struct walk *w)
{
	int rc = 0;

	w->segment = 0;
	while (!rc) {
		if (next_segment(w) < 0)
			return -1;
		if (w->segment <= 0)
			break;
		rc = walk_segment(w);
	}
	return rc < 0 ? -1 : 0;
}

/* The leaf on which the word begins, if it is there; 0 where no word does before it. */
static int64_t leaf_of(struct walk *w)
{
	sqlite3_stmt *q = ask(w, "SELECT pgno>>1 FROM %s_idx WHERE segid=?1 AND term<=?2 "
	                         "ORDER BY term DESC LIMIT 1");
	int64_t leaf = 0;

	if (!q)
		return 0;
	sqlite3_bind_int64(q, 1, w->segment);
	sqlite3_bind_blob(q, 2, w->low, (int)w->low_len, SQLITE_STATIC);
	if (sqlite3_step(q) == SQLITE_ROW)
		leaf = sqlite3_column_int64(q, 0);
	store_release(q);
	return leaf;
}

static void look_for(struct walk *w, const char *word)
{
	w->low_len = strnlen(word, WORD_MAX - 2);
	*w->low = MAIN;
	memcpy(w->low + 1, word, w->low_len);
	w->low_len++;
}

int store_each_word(struct store *s, const char *table, const char *prefix, vocabulary_fn *each,
                    void *payload, struct err *err)
{
	struct walk w = {.s = s, .table = table, .each = each, .payload = payload, .err = err};

	look_for(&w, prefix);
	return walk(&w);
}

static int add_rows(const char *word, size_t len, int64_t rows, void *sum)
{
	(void)word;
	(void)len;
	*(int64_t *)sum += rows;
	return 0;
}

int64_t store_word_rows(struct store *s, const char *table, const char *word, struct err *err)
{
	int64_t sum = 0;
	struct walk w = {.s = s,
	                 .table = table,
	                 .exact = true,
	                 .each = add_rows,
	                 .payload = &sum,
	                 .err = err};

	look_for(&w, word);
	return walk(&w) < 0 ? -1 : sum;
}

int64_t store_word_pages(struct store *s, const char *table, const char *word, bool begins)
{
	struct walk w = {.s = s, .table = table};
	struct entry e = {.len = 0};
	int64_t sum = 0;

	look_for(&w, word);
	memcpy(e.word, w.low, w.low_len);
	e.len = w.low_len;
	if (begins)
		e.word[e.len++] = (char)0xff; /* behind all that begins so */
	while (next_segment(&w) == 0 && w.segment > 0) {
		int64_t leaf = leaf_of(&w), next = leaf > 0 ? next_leaf(&w, &e) : 0;

		sum += next > leaf ? next - leaf : 0;
	}
	return sum;
}

int64_t store_index_rows(struct store *s, const char *table, struct err *err)
{
	struct walk w = {.s = s, .table = table, .err = err};
	sqlite3_stmt *q = ask(&w, "SELECT block FROM %s_data WHERE id=1");
	int64_t rows = 0;

	if (!q)
		return -1;
	if (sqlite3_step(q) == SQLITE_ROW) {
		const unsigned char *at = sqlite3_column_blob(q, 0);
		struct bytes b = {at, at ? at + sqlite3_column_bytes(q, 0) : at};

		rows = (int64_t)number(&b);
	}
	store_release(q);
	return rows;
}
