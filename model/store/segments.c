/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/segments.h"

#include "model/base/buf.h"

#include <stdio.h>
#include <string.h>

/* As FTS5 numbers its rows: a segment's pages, and what there is of segments. */
#define PAGE_ROW(segment, page) ((int64_t)(segment) << 37 | (page))
#define STRUCTURE_ROW 10
#define FORM "4"

/* More than FTS5 ever has: it merges at sixteen a level. */
#define SEGMENTS 2000u
#define WORD_MOST 65536u
#define PLACES_MOST (256u << 20)

/* Words of the index begin with this; those of prefixes, which we have none of, do not. */
#define MAIN '0'

/* One segment, at one of its entries: a word in a text. */
struct segment {
	sqlite3_stmt *q; /* its pages from here on */
	int64_t next_page, last_page;
	const unsigned char *page; /* borrowed from q */
	size_t at, end;            /* where the words of the page are read, and end */
	size_t index, index_end;   /* the list of where words begin, behind them */
	size_t word_at;            /* the next of them; 0: none on this page */
	bool first_word, first_text;
	struct buf word, places;
	int64_t text;
	bool done;
};

struct segments {
	struct store *s;
	struct err *err;
	struct segment *at;
	size_t count;
};

/* -- numbers -------------------------------------------------------------------- */

/* A number of SQLite's: seven bits a byte, the highest first; the ninth byte has eight. 0
 * where it runs past the end. */
static size_t number(const unsigned char *p, size_t len, uint64_t *n)
{
	uint64_t value = 0;

	for (size_t i = 0; i < len && i < 9; i++) {
		if (i == 8) {
			*n = value << 8 | p[i];
			return 9;
		}
		value = value << 7 | (p[i] & 0x7f);
		if (!(p[i] & 0x80)) {
			*n = value;
			return i + 1;
		}
	}
	return 0;
}

static bool take_number(const unsigned char *p, size_t *at, size_t end, uint64_t *n)
{
	size_t len = *at < end ? number(p + *at, end - *at, n) : 0;

	*at += len;
	return len;
}

/* -- pages ---------------------------------------------------------------------- */

static int step(struct segments *all, sqlite3_stmt *q)
{
	int rc;

	all->s->steps_left = INT64_MAX;
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		return 0;
	return rc == SQLITE_DONE || (rc & 0xff) == SQLITE_CORRUPT ? SEGMENTS_BAD
	                                                          : store_fail(all->s, all->err);
}

static void next_word_at(struct segment *g)
{
	uint64_t more;

	if (take_number(g->page, &g->index, g->index_end, &more) && more < g->index_end)
		g->word_at += (size_t)more;
	else
		g->word_at = 0;
}

/* The next page, if there is one: 0, SEGMENTS_BAD, -1. */
static int turn_page(struct segments *all, struct segment *g)
{
	int rc;

	if (g->next_page > g->last_page) {
		g->done = true;
		return 0;
	}
	rc = step(all, g->q);
	if (rc)
		return rc;
	g->page = sqlite3_column_blob(g->q, 1);
	g->index_end = (size_t)sqlite3_column_bytes(g->q, 1);
	if ((sqlite3_column_int64(g->q, 0) & 0x7fffffff) != g->next_page++ || g->index_end < 4)
		return SEGMENTS_BAD;
	g->end = g->index = (size_t)(g->page[2] << 8 | g->page[3]);
	if (g->end < 4 || g->end > g->index_end)
		return SEGMENTS_BAD;
	g->at = 4;
	g->word_at = 0;
	next_word_at(g);
	g->first_word = g->first_text = true;
	return 0;
}

/* -- entries --------------------------------------------------------------------- */

/* The first word of a page is written whole, others by what they share with the one before. */
static int read_word(struct segment *g)
{
	uint64_t same = 0, more;

	if ((!g->first_word && !take_number(g->page, &g->at, g->end, &same)) ||
	    !take_number(g->page, &g->at, g->end, &more) || same > g->word.len ||
	    more > g->end - g->at)
		return SEGMENTS_BAD;
	buf_cut(&g->word, (size_t)same);
	buf_add(&g->word, g->page + g->at, (size_t)more);
	g->at += (size_t)more;
	g->first_word = false;
	next_word_at(g);
	return buf_ok(&g->word) ? 0 : SEGMENTS_BAD;
}

/* Places that go on behind the end of a page. */
static int read_places(struct segments *all, struct segment *g, uint64_t len)
{
	buf_reset(&g->places);
	while (len) {
		size_t here = g->end - g->at < len ? g->end - g->at : (size_t)len;
		int rc;

		buf_add(&g->places, g->page + g->at, here);
		g->at += here;
		len -= here;
		if (!len)
			break;
		rc = turn_page(all, g);
		if (rc || g->done)
			return rc ? rc : SEGMENTS_BAD;
	}
	return buf_ok(&g->places) ? 0 : SEGMENTS_BAD;
}

/* The next entry; `done` where there is none. A text is told by its distance from the one
 * before, but for a word's first and a page's first. */
static int next_entry(struct segments *all, struct segment *g)
{
	bool whole = false;
	uint64_t text, size;
	int rc = 0;

	while (!rc && !g->done && g->at >= g->end)
		rc = turn_page(all, g);
	if (rc || g->done)
		return rc;
	if (g->at == g->word_at) {
		rc = read_word(g);
		whole = true;
		/* the texts may begin on the next page */
		while (!rc && g->at >= g->end)
			rc = turn_page(all, g) ? SEGMENTS_BAD : g->done;
		if (rc)
			return SEGMENTS_BAD;
	}
	if (!take_number(g->page, &g->at, g->end, &text) ||
	    !take_number(g->page, &g->at, g->end, &size))
		return SEGMENTS_BAD;
	g->text = whole || g->first_text ? (int64_t)text : (int64_t)((uint64_t)g->text + text);
	g->first_text = false;
	/* the last bit: older places of it do not count, which they do not in any case */
	return read_places(all, g, size / 2);
}

/* -- all of them -------------------------------------------------------------------- */

static int add_segment(struct segments *all, const uint64_t about[3])
{
	struct segment *g = &all->at[all->count++];
	int rc;

	g->next_page = (int64_t)(about[1] & 0x7fffffff);
	g->last_page = (int64_t)(about[2] & 0x7fffffff);
	buf_init(&g->word, WORD_MOST);
	buf_init(&g->places, PLACES_MOST);
	/* all of it is in the one that it is being merged into */
	g->done = !g->last_page;
	if (g->done)
		return 0;
	g->q = store_prepare(all->s,
	                     "SELECT id, block FROM search_data WHERE id BETWEEN ?1 AND ?2 "
	                     "ORDER BY id",
	                     all->err);
	if (!g->q)
		return -1;
	sqlite3_bind_int64(g->q, 1, PAGE_ROW(about[0] & 0xffff, g->next_page));
	sqlite3_bind_int64(g->q, 2, PAGE_ROW(about[0] & 0xffff, g->last_page));
	rc = turn_page(all, g);
	return rc || g->done ? rc : next_entry(all, g);
}

/* Levels, the newest first; in each the newest segment last. */
static int read_level(struct segments *all, const unsigned char *p, size_t *at, size_t len)
{
	uint64_t merging, count, about[3];
	size_t first = all->count;
	int rc = 0;

	if (!take_number(p, at, len, &merging) || !take_number(p, at, len, &count) ||
	    count > SEGMENTS - all->count)
		return SEGMENTS_BAD;
	for (uint64_t i = 0; !rc && i < count; i++) {
		for (int k = 0; k < 3; k++)
			if (!take_number(p, at, len, &about[k]))
				return SEGMENTS_BAD;
		rc = add_segment(all, about);
	}
	for (size_t i = first, k = all->count; !rc && i + 1 < k; i++, k--) {
		struct segment newer = all->at[k - 1];

		all->at[k - 1] = all->at[i];
		all->at[i] = newer;
	}
	return rc;
}

static int read_structure(struct segments *all, const unsigned char *p, size_t len)
{
	uint64_t levels, count, written;
	size_t at = 4; /* behind a number that changes with the table's options */
	int rc = 0;

	if (!take_number(p, &at, len, &levels) || !take_number(p, &at, len, &count) ||
	    !take_number(p, &at, len, &written) || count > SEGMENTS)
		return SEGMENTS_BAD;
	all->at = calloc(SEGMENTS, sizeof *all->at);
	if (!all->at)
		return err_set(all->err, ERR_FAILED, "out of memory");
	for (uint64_t i = 0; !rc && i < levels; i++)
		rc = read_level(all, p, &at, len);
	return rc ? rc : all->count == count ? 0 : SEGMENTS_BAD;
}

static int open_segments(struct segments *all)
{
	sqlite3_stmt *q = store_prepare(all->s,
	                                "SELECT block FROM search_data WHERE id=?1 AND EXISTS "
	                                "(SELECT 1 FROM search_config WHERE k='version' "
	                                "AND v=" FORM ")",
	                                all->err);
	int rc;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, STRUCTURE_ROW);
	rc = step(all, q);
	if (!rc)
		rc = read_structure(all, sqlite3_column_blob(q, 0),
		                    (size_t)sqlite3_column_bytes(q, 0));
	sqlite3_finalize(q);
	return rc;
}

/* -- one word after another ----------------------------------------------------------- */

static int compare_words(const struct buf *a, const struct buf *b)
{
	int order = memcmp(a->bytes, b->bytes, a->len < b->len ? a->len : b->len);

	return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* Those segments that are at the least word, in their order; how many. */
static size_t at_least_word(struct segments *all, struct segment **these)
{
	size_t n = 0;

	for (size_t i = 0; i < all->count; i++) {
		struct segment *g = &all->at[i];
		int order = g->done ? 1 : n ? compare_words(&g->word, &these[0]->word) : 0;

		if (order < 0)
			n = 0;
		if (order <= 0)
			these[n++] = g;
	}
	return n;
}

struct telling {
	segments_place *each;
	void *payload;
	struct buf word;
	bool again;
};

/* Places of all columns: 1 and a number begin another column, any other number is two more
 * than the distance from the place before. */
static int tell_places(const struct segment *g, struct telling *t)
{
	const unsigned char *p = (const unsigned char *)g->places.bytes;
	uint64_t n, column = 0, place = 0;

	for (size_t at = 0; at < g->places.len;) {
		if (!take_number(p, &at, g->places.len, &n) || !n)
			return SEGMENTS_BAD;
		if (n == 1) {
			if (!take_number(p, &at, g->places.len, &column) || column > 1)
				return SEGMENTS_BAD;
			place = 0;
			continue;
		}
		place += n - 2;
		t->each(t->word.bytes + 1, t->word.len - 1, t->again, g->text, (int)column,
		        (int64_t)place, t->payload);
		t->again = true;
	}
	return 0;
}

/* Of those at the same word the newest that is at the least text; the others that are there
 * are passed over with it. */
static int tell_text(struct segments *all, struct segment **these, size_t *n, struct telling *t)
{
	struct segment *newest = these[0];
	int64_t text;
	int rc;

	for (size_t i = 1; i < *n; i++)
		if (these[i]->text < newest->text)
			newest = these[i];
	text = newest->text;
	rc = tell_places(newest, t);
	for (size_t i = 0; !rc && i < *n;) {
		if (these[i]->text == text)
			rc = next_entry(all, these[i]);
		if (these[i]->done || compare_words(&these[i]->word, &t->word) != 0) {
			memmove(these + i, these + i + 1, (*n - i - 1) * sizeof *these);
			(*n)--;
		} else {
			i++;
		}
	}
	return rc;
}

static int tell_all(struct segments *all, struct telling *t)
{
	struct segment **these = calloc(all->count + 1, sizeof(struct segment *));
	size_t n;
	int rc = 0;

	if (!these)
		return err_set(all->err, ERR_FAILED, "out of memory");
	while (!rc && (n = at_least_word(all, these)) > 0 && these[0]) {
		buf_reset(&t->word);
		buf_add(&t->word, these[0]->word.bytes, these[0]->word.len);
		t->again = false;
		if (!buf_ok(&t->word) || !t->word.len || *t->word.bytes != MAIN)
			rc = SEGMENTS_BAD;
		while (!rc && n)
			rc = tell_text(all, these, &n, t);
	}
	free(these);
	return rc;
}

int segments_read(struct store *s, segments_place *each, void *payload, struct err *err)
{
	struct segments all = {.s = s, .err = err};
	struct telling t = {.each = each, .payload = payload};
	int rc = open_segments(&all);

	buf_init(&t.word, WORD_MOST);
	if (!rc)
		rc = tell_all(&all, &t);
	buf_done(&t.word);
	for (size_t i = 0; i < all.count; i++) {
		sqlite3_finalize(all.at[i].q);
		buf_done(&all.at[i].word);
		buf_done(&all.at[i].places);
	}
	free(all.at);
	return rc;
}
