/* SPDX-License-Identifier: ISC */
/*
 * The search index brought into fewer pieces. Each transaction leaves a segment, and FTS5
 * merges some of them as it goes; after thousands of documents some twenty are left, and
 * a search looks each of its words up in every one: twice the work of one piece.
 */
#include "config.h"

#include "model/store/index.h"
#include "model/store/internal.h"

/* Pages of the index that are written in one transaction, and how many such there are in one
 * run at the most: 320 MB, some five seconds. What is left goes on another time. */
#define STEP "500"
#define STEP_PAGES 500
#define PAGE_BYTES 4096
#define STEPS_MOST 160

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

/* FTS5 is told once that all are to be merged, and goes on with it in steps, of which the last
 * changes nothing. */
int store_index_merge(struct store *s, store_merge_fn *progress, void *payload, struct err *err)
{
	static const char begin[] = "INSERT INTO search(search, rank) VALUES('merge', -" STEP ")";
	static const char go_on[] = "INSERT INTO search(search, rank) VALUES('merge', " STEP ")";
	int pieces, before;

	if (!s->writable)
		return 0;
	pieces = store_index_pieces(s, err);
	if (pieces <= STORE_INDEX_PIECES)
		return pieces < 0 ? -1 : 0;
	store_widen(s);
	if (progress)
		progress(0, payload);
	if (store_exec(s, begin, err) < 0)
		return -1;
	for (int i = 1; i < STEPS_MOST; i++) {
		if (progress)
			progress((int64_t)i * STEP_PAGES * PAGE_BYTES, payload);
		before = sqlite3_total_changes(s->db);
		if (store_exec(s, go_on, err) < 0)
			return -1;
		if (sqlite3_total_changes(s->db) - before < 2)
			break;
	}
	return 1;
}
