/* SPDX-License-Identifier: ISC */
/*
 * The search index brought into fewer pieces. Each transaction leaves a segment, and FTS5
 * merges some of them as it goes; after thousands of documents some twenty are left, and
 * a search looks each of its words up in every one: twice the work of one piece.
 */
#include "config.h"

#include "model/store/index.h"
#include "model/store/internal.h"
#include "model/store/wait.h"

#include <stdio.h>

/* Pages of the index that are written in one transaction by who has nothing else to do, and in
 * all at the most: 320 MB, some five seconds. What is left goes on another time. */
#define STEP_PAGES 500
#define PAGES_MOST 80000
#define PAGE_BYTES 4096
/* A step that writes so many times its pages has come to a word that stands nearly everywhere:
 * whoever gives way has something else to do than to write down the others. */
#define HEAVY_TIMES 8

static const unsigned char *skip_number(const unsigned char *p, const unsigned char *end)
{
	while (p < end && *p & 0x80)
		p++;
	return p + 1;
}

/* They stand in its first record, behind a number of four bytes and how many levels there
 * are. */
int store_index_pieces(struct store *s, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT block FROM search_data WHERE id=10", err);
	const unsigned char *p, *end;
	int count = 0;

	if (!q)
		return -1;
	if (sqlite3_step(q) == SQLITE_ROW && sqlite3_column_bytes(q, 0) > 4) {
		p = sqlite3_column_blob(q, 0);
		end = p + sqlite3_column_bytes(q, 0);
		for (p = skip_number(p + 4, end); p < end; p++) {
			count = count << 7 | (*p & 0x7f);
			if (!(*p & 0x80))
				break;
		}
	}
	sqlite3_finalize(q);
	return count;
}

/* Pages that the connection has written since it was last asked. */
static int pages_written(struct store *s)
{
	int now = 0, most = 0;

	sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_WRITE, &now, &most, 1);
	return now;
}

/* 1: another writes, and is not waited for; 0; -1 err. */
static int tell_merge(struct store *s, const struct store_merging *m, int pages, struct err *err)
{
	char sql[100];
	int rc, code;

	snprintf(sql, sizeof sql, "INSERT INTO search(search, rank) VALUES('merge', %d)", pages);
	if (!m->gives_way)
		return store_exec(s, sql, err);
	sqlite3_busy_handler(s->db, NULL, NULL);
	rc = store_exec(s, sql, err);
	code = sqlite3_errcode(s->db) & 0xff;
	store_wait_on(s);
	return rc < 0 && code == SQLITE_BUSY ? 1 : rc;
}

/* FTS5 is told once that all are to be merged, by a number below zero, and goes on with it in
 * steps, of which the last changes nothing. It looks at how much it has written between two words
 * alone. */
static int merge_pages(struct store *s, struct store_merging *m, struct err *err)
{
	int before = sqlite3_total_changes(s->db), rc, pages;
	bool first = !m->written;

	pages_written(s);
	rc = tell_merge(s, m, first ? -m->pages : m->pages, err);
	m->gave_way = rc > 0;
	if (rc)
		return rc;
	pages = pages_written(s);
	m->written += pages > 0 ? pages : 1;
	if (m->gives_way && pages > HEAVY_TIMES * m->pages)
		return 0;
	return m->written < PAGES_MOST && (first || sqlite3_total_changes(s->db) - before > 1);
}

int store_index_merge_some(struct store *s, struct store_merging *m, struct err *err)
{
	int pieces;

	if (!s->writable)
		return 0;
	pieces = m->written ? STORE_INDEX_PIECES + 1 : store_index_pieces(s, err);
	if (pieces <= STORE_INDEX_PIECES)
		return pieces < 0 ? -1 : 0;
	store_widen(s);
	return merge_pages(s, m, err);
}

int store_index_merge(struct store *s, store_merge_fn *progress, void *payload, struct err *err)
{
	struct store_merging m = {.pages = STEP_PAGES};
	int rc;

	while ((rc = store_index_merge_some(s, &m, err)) > 0)
		if (progress)
			progress((int64_t)m.written * PAGE_BYTES, payload);
	return rc < 0 ? -1 : m.written > 0;
}
