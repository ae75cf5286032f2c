/* SPDX-License-Identifier: ISC */
/* Marks out of a file. Its JSON is read by SQLite's own functions: nothing else here reads
 * JSON, and the file is whole before any of it counts. */
#include "config.h"

#include "model/store/marks_int.h"

#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* A member of the row at hand, NULL where it is not there or of another kind. */
#define TEXT(name) \
	"CASE json_type(value,'$." name "') WHEN 'text' THEN json_extract(value,'$." name "') END"
#define NUMBER(name) \
	"CASE json_type(value,'$." name "') WHEN 'integer' THEN json_extract(value,'$." name \
	"') END"
#define TIME(name) "CAST(strftime('%s'," TEXT(name) ") AS INTEGER)"

/* One row: what came of it as marks_put_… tells, -1 with err. */
struct taker;
typedef int take_fn(struct taker *t, sqlite3_stmt *q);

struct taker {
	struct store *s;
	struct buf words[8]; /* of the row, cleaned */
	int used;
	struct marks_taken *taken;
	struct err *err;
};

/* A column as clean words: "" where there are none. */
static const char *words(struct taker *t, sqlite3_stmt *q, int column)
{
	struct buf *b = &t->words[t->used++];

	buf_reset(b);
	if (sqlite3_column_type(q, column) == SQLITE_TEXT)
		utf8_clean(b, (const char *)sqlite3_column_text(q, column),
		           (size_t)sqlite3_column_bytes(q, column), false);
	return b->bytes;
}

static bool has(sqlite3_stmt *q, int first, int last)
{
	for (; first <= last; first++)
		if (sqlite3_column_type(q, first) == SQLITE_NULL)
			return false;
	return true;
}

static int not_ours(struct taker *t)
{
	return err_set(t->err, ERR_FAILED, "not marks as palais writes them; nothing was taken");
}

/* -- the rows ------------------------------------------------------------------- */

static int take_tags(struct taker *t, const char *address, const char *list)
{
	sqlite3_stmt *q = store_prepare(t->s, "SELECT value FROM json_each(?1)", t->err);
	int rc = 0, any = 0;

	if (!q)
		return -1;
	store_bind(q, 1, *list ? list : "[]");
	while (rc >= 0 && sqlite3_step(q) == SQLITE_ROW) {
		const char *tag = store_column(q, 0);

		rc = strpbrk(tag, " ,")
		             ? not_ours(t)
		             : marks_put_tag(t->s, address, tag, strlen(tag), true, t->err);
		any += rc > 0;
	}
	sqlite3_finalize(q);
	return rc < 0 ? -1 : any > 0;
}

static int take_bookmark(struct taker *t, sqlite3_stmt *q)
{
	struct bookmark b = {
		.source = {words(t, q, 0), words(t, q, 1), words(t, q, 2), words(t, q, 3)},
		.added = sqlite3_column_int64(q, 4)};
	int added, tagged;

	if (!*b.source.document || !has(q, 4, 4))
		return not_ours(t);
	added = marks_put_bookmark(t->s, &b, t->err);
	tagged = added < 0 ? -1 : take_tags(t, b.source.document, store_column(q, 5));
	return tagged < 0 ? -1 : added || tagged;
}

static bool starts_character(const char *s, int64_t at)
{
	return ((unsigned char)s[at] & 0xc0) != 0x80;
}

static int take_mark(struct taker *t, sqlite3_stmt *q)
{
	struct mark m = {.source = {words(t, q, 0), words(t, q, 1), words(t, q, 2), words(t, q, 3)},
	                 .lang = words(t, q, 4),
	                 .anchor.words = words(t, q, 5),
	                 .note = words(t, q, 6),
	                 .anchor.block = (long)sqlite3_column_int64(q, 7),
	                 .start = sqlite3_column_int64(q, 8),
	                 .end = sqlite3_column_int64(q, 9),
	                 .created = sqlite3_column_int64(q, 10),
	                 .changed = sqlite3_column_int64(q, 11)};
	const char *number = store_column(q, 12), *hash = store_column(q, 13);
	const char *kind = store_column(q, 14);
	int64_t len = (int64_t)strlen(m.anchor.words);

	if (!*m.source.document || !has(q, 5, 14) || m.anchor.block < 0 || m.start < 0 ||
	    m.end < m.start || m.end > len || !starts_character(m.anchor.words, m.start) ||
	    !starts_character(m.anchor.words, m.end) || !store_is_sha256(hash) ||
	    strlen(number) >= sizeof m.anchor.number ||
	    !utf8_is_clean(number, strlen(number), false))
		return not_ours(t);
	if (strcmp(kind, mark_kinds[MARK_NOTE]) && strcmp(kind, mark_kinds[MARK_HIGHLIGHT]))
		return not_ours(t);
	m.kind = strcmp(kind, mark_kinds[MARK_NOTE]) ? MARK_HIGHLIGHT : MARK_NOTE;
	memcpy(m.anchor.number, number, strlen(number) + 1);
	memcpy(m.anchor.hash, hash, sizeof m.anchor.hash);
	return marks_put_mark(t->s, &m, t->err);
}

static int take_read(struct taker *t, sqlite3_stmt *q)
{
	const char *key = words(t, q, 0);

	if (!*key || !has(q, 1, 2))
		return not_ours(t);
	return marks_put_read(t->s, key, sqlite3_column_int(q, 2), sqlite3_column_int64(q, 1),
	                      t->err);
}

static int take_looked(struct taker *t, sqlite3_stmt *q)
{
	const char *pane = words(t, q, 0);

	if (!*pane || !has(q, 1, 2))
		return not_ours(t);
	return marks_put_looked(t->s, pane, sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2),
	                        t->err);
}

/* -- the file --------------------------------------------------------------------- */

#define SOURCE(name) TEXT(name) "," TEXT("title") "," TEXT("reference") "," TEXT("sha256")

static const struct {
	const char *sql;
	take_fn *take;
} lists[] = {
	{"SELECT " SOURCE("address") "," TIME("added") ",json_extract(value,'$.tags') "
                                                       "FROM json_each(?1,'$.bookmarks')",
         take_bookmark},
	{"SELECT " SOURCE("document") "," TEXT("language") "," TEXT("text") "," TEXT("note") "," NUMBER("block") "," NUMBER("start") "," NUMBER(
		 "end") "," TIME("created") "," TIME("changed") "," TEXT("parag"
                                                                         "raph") "," TEXT("hash") "," TEXT("kind") " FROM json_each(?1,'$.notes')",
         take_mark},
	{"SELECT " TEXT("document") "," TIME("since") ",json_extract(value,'$.read') "
                                                      "FROM json_each(?1,'$.read')",
         take_read},
	{"SELECT " TEXT("pane") "," TIME("before") "," TIME(
		 "looked") " FROM json_each(?1,'$.panes')",
         take_looked},
};

static bool is_marks(struct store *s, const char *json, size_t len)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT json_extract(?1,'$.\"palais-marks\"')=1 FROM "
	                                "(SELECT 1) WHERE json_valid(?1)",
	                                NULL);
	bool is;

	if (!q)
		return false;
	sqlite3_bind_text(q, 1, json, (int)len, SQLITE_STATIC);
	is = sqlite3_step(q) == SQLITE_ROW && sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	return is;
}

static int take_list(struct taker *t, size_t list, const char *json, size_t len)
{
	sqlite3_stmt *q = store_prepare(t->s, lists[list].sql, t->err);
	int rc = 0, step = SQLITE_DONE;

	if (!q)
		return -1;
	sqlite3_bind_text(q, 1, json, (int)len, SQLITE_STATIC);
	while (rc >= 0 && (step = sqlite3_step(q)) == SQLITE_ROW) {
		t->used = 0;
		rc = lists[list].take(t, q);
		t->taken->added += rc > 0;
		t->taken->there += rc == 0;
	}
	if (rc >= 0 && step != SQLITE_DONE)
		rc = not_ours(t);
	sqlite3_finalize(q);
	return rc < 0 ? -1 : 0;
}

int marks_import(struct store *s, const char *json, size_t len, struct marks_taken *taken,
                 struct err *err)
{
	struct taker t = {.s = s, .taken = taken, .err = err};
	int rc = 0;

	*taken = (struct marks_taken){0};
	if (len > DOC_MAX || !is_marks(s, json, len))
		return not_ours(&t);
	for (size_t i = 0; i < sizeof t.words / sizeof *t.words; i++)
		buf_init(&t.words[i], DOC_MAX);
	rc = marks_begin(s, err);
	for (size_t i = 0; rc == 0 && i < sizeof lists / sizeof *lists; i++)
		rc = take_list(&t, i, json, len);
	rc = marks_end(s, rc, err);
	for (size_t i = 0; i < sizeof t.words / sizeof *t.words; i++)
		buf_done(&t.words[i]);
	return rc;
}
