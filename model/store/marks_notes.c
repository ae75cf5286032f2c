/* SPDX-License-Identifier: ISC */
/* Notes and highlights. */
#include "config.h"

#include "model/store/marks_int.h"

#include "model/base/clock.h"

#include <stdio.h>
#include <string.h>

const char *const mark_kinds[2] = {"note", "highlight"};

#define COLUMNS \
	"kind, document, title, reference, sha256, lang, number, block, hash, words, start, " \
	"\"end\", note, created, changed"
#define COLUMN_COUNT 15
/* What tells one mark from another: all of it. */
#define SAME \
	"kind=?1 AND document=?2 AND title=?3 AND reference=?4 AND sha256=?5 AND lang=?6 AND " \
	"number=?7 AND block=?8 AND hash=?9 AND words=?10 AND start=?11 AND \"end\"=?12 AND " \
	"note=?13 AND created=?14 AND changed=?15"
#define IN_ORDER "ORDER BY document, lang, block, start, created, changed, " COLUMNS

static void bind(sqlite3_stmt *q, const struct mark *m)
{
	store_bind(q, 1, mark_kinds[m->kind]);
	store_bind(q, 2, m->source.document);
	store_bind(q, 3, m->source.title);
	store_bind(q, 4, m->source.reference);
	store_bind(q, 5, m->source.sha256);
	store_bind(q, 6, m->lang);
	store_bind(q, 7, m->anchor.number);
	sqlite3_bind_int64(q, 8, m->anchor.block);
	store_bind(q, 9, m->anchor.hash);
	store_bind(q, 10, m->anchor.words);
	sqlite3_bind_int64(q, 11, m->start);
	sqlite3_bind_int64(q, 12, m->end);
	store_bind(q, 13, m->note);
	sqlite3_bind_int64(q, 14, m->created);
	sqlite3_bind_int64(q, 15, m->changed);
}

int marks_put_mark(struct store *s, const struct mark *m, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s,
		"INSERT INTO mark(" COLUMNS ") SELECT ?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,"
		"?14,?15 WHERE NOT EXISTS (SELECT 1 FROM mark WHERE " SAME ")",
		err);

	if (!q)
		return -1;
	bind(q, m);
	return store_run(s, q, err) < 0 ? -1 : sqlite3_changes(s->db) > 0;
}

int64_t marks_note(struct store *s, const struct mark *m, struct err *err)
{
	sqlite3_stmt *q;
	int64_t id = -1;

	if (marks_put_mark(s, m, err) < 0)
		return -1;
	q = store_prepare(s, "SELECT id FROM mark WHERE " SAME, err);
	if (!q)
		return -1;
	bind(q, m);
	if (sqlite3_step(q) == SQLITE_ROW)
		id = sqlite3_column_int64(q, 0);
	else
		store_fail(s, err);
	sqlite3_finalize(q);
	return id;
}

int marks_say(struct store *s, int64_t id, const char *note, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "UPDATE mark SET note=?2, changed=?3 WHERE id=?1", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, id);
	store_bind(q, 2, note);
	sqlite3_bind_int64(q, 3, clock_now());
	return store_run(s, q, err);
}

int marks_remove(struct store *s, int64_t id, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "DELETE FROM mark WHERE id=?1", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, id);
	return store_run(s, q, err);
}

static struct mark row_of(sqlite3_stmt *q)
{
	struct mark m = {
		.id = sqlite3_column_int64(q, COLUMN_COUNT),
		.kind = strcmp(store_column(q, 0), mark_kinds[MARK_NOTE]) ? MARK_HIGHLIGHT
	                                                                  : MARK_NOTE,
		.source = {store_column(q, 1), store_column(q, 2), store_column(q, 3),
	                   store_column(q, 4)},
		.lang = store_column(q, 5),
		.anchor = {.block = (long)sqlite3_column_int64(q, 7), .words = store_column(q, 9)},
		.start = sqlite3_column_int64(q, 10),
		.end = sqlite3_column_int64(q, 11),
		.note = store_column(q, 12),
		.created = sqlite3_column_int64(q, 13),
		.changed = sqlite3_column_int64(q, 14)};

	snprintf(m.anchor.number, sizeof m.anchor.number, "%s", store_column(q, 6));
	snprintf(m.anchor.hash, sizeof m.anchor.hash, "%s", store_column(q, 8));
	return m;
}

/* The rows of a question; how many, or -1. */
static int walk(struct store *s, sqlite3_stmt *q, int (*each)(const struct mark *, void *),
                void *payload, struct err *err)
{
	int rc = SQLITE_DONE, stop = 0, count = 0;

	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct mark m = row_of(q);

		stop = each(&m, payload);
		count++;
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : count;
}

int marks_each(struct store *s, const char *key, const char *lang,
               int (*each)(const struct mark *, void *), void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s,
		key ? "SELECT " COLUMNS ", id FROM mark WHERE lang=?2 AND (document=?1 OR document "
		      "IN (SELECT a.key FROM alias a JOIN work w ON w.id=a.work WHERE "
		      "w.key=?1)) " IN_ORDER
		    : "SELECT " COLUMNS ", id FROM mark " IN_ORDER,
		err);

	if (!q)
		return -1;
	if (key) {
		store_bind(q, 1, key);
		store_bind(q, 2, lang);
	}
	return walk(s, q, each, payload, err) < 0 ? -1 : 0;
}

int marks_get(struct store *s, int64_t id, int (*each)(const struct mark *, void *), void *payload,
              struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT " COLUMNS ", id FROM mark WHERE id=?1", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, id);
	return walk(s, q, each, payload, err);
}
