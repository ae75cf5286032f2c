/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/found.h"

#include "model/store/cut.h"
#include "model/store/packed.h"

#include <stdlib.h>
#include <string.h>

/* -- texts ------------------------------------------------------------------ */

static int take_text(sqlite3_stmt *q, struct store_text *t)
{
	size_t n = (size_t)sqlite3_column_bytes(q, 5);

	t->version = sqlite3_column_int64(q, 0);
	t->work = sqlite3_column_int64(q, 6);
	t->key = strdup(store_column(q, 1));
	t->lang = strdup(store_column(q, 2));
	t->title = strdup(store_column(q, 3));
	t->date = strdup(store_column(q, 4));
	t->starts = malloc(n + 1);
	if (!t->key || !t->lang || !t->title || !t->date || !t->starts)
		return -1;
	if (n)
		memcpy(t->starts, sqlite3_column_blob(q, 5), n);
	t->starts_len = n;
	return 0;
}

int store_text_get(struct store *s, int64_t text, struct store_text *t, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s,
		"SELECT t.indexed, w.key, t.lang, t.title, p.date, p.starts, t.work "
		"FROM passage p JOIN text t ON t.id=p.text "
		"JOIN work w ON w.id=t.work WHERE p.text=?1",
		err);
	int rc;

	memset(t, 0, sizeof *t);
	t->text = text;
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		rc = take_text(q, t) < 0 ? err_set(err, ERR_FAILED, "out of memory") : 1;
	else
		rc = rc == SQLITE_DONE ? 0 : store_fail(s, err);
	store_release(q);
	if (rc <= 0)
		store_text_done(t);
	return rc;
}

void store_text_done(struct store_text *t)
{
	free(t->key);
	free(t->lang);
	free(t->title);
	free(t->date);
	free(t->starts);
	memset(t, 0, sizeof *t);
}

size_t store_text_starts(const struct store_text *t, long **starts)
{
	return cut_starts(t->starts, t->starts_len, starts);
}

/* -- a part of a document ------------------------------------------------------ */

/* Blocks before the one that is wanted. */
#define PART_BEFORE 60

/* Where the part begins and ends in the docfile: in lines, blocks begin with "B ". false when
 * there is no such block. */
static bool find_part(const char *docfile, long block, const char **from, const char **to,
                      long *before)
{
	long first = block > PART_BEFORE ? block - PART_BEFORE : 0, n = -1;

	*from = *to = NULL;
	for (const char *line = docfile; line; line = strchr(line, '\n')) {
		line += line != docfile;
		if (!*line || (*line == '.' && n >= block)) {
			*to = line;
			break;
		}
		if (line[0] != 'B' || line[1] != ' ')
			continue;
		n++;
		if (n == first)
			*from = line;
		if (n == block + 1) {
			*to = line;
			break;
		}
	}
	*before = block - first;
	return n >= block && *from && *to;
}

struct doc *store_doc_part(struct store *s, int64_t version, long block, long *at, struct err *err)
{
	const char *from, *to;
	size_t len, first;
	char *docfile = store_docfile(s, version, &len, err);
	struct doc *doc = NULL;
	struct buf part;

	if (!docfile)
		return NULL;
	buf_init(&part, DOC_MAX);
	first = strcspn(docfile, "\n") + 1;
	if (first < len && find_part(docfile, block, &from, &to, at)) {
		buf_add(&part, docfile, first);
		buf_add(&part, from, (size_t)(to - from));
		buf_str(&part, ".\n");
		doc = doc_read(part.bytes, part.len, err);
	} else {
		err_set(err, ERR_FAILED, "%s: no block %ld in version %lld", s->path, block,
		        (long long)version);
	}
	buf_done(&part);
	free(docfile);
	return doc;
}

/* Nothing but the index of a work's languages is read: whether a text was found, the caller
 * knows, and of those that were not nothing more is wanted. */
int store_each_text_of(struct store *s, int64_t work, const char *key, store_text_fn *each,
                       void *payload, struct err *err)
{
	sqlite3_stmt *q =
		work ? store_prepare_kept(s, "SELECT id, lang FROM text WHERE work=?2 ORDER BY id",
	                                  err)
		     : store_prepare_kept(s,
	                                  "SELECT id, lang FROM text WHERE work=coalesce("
	                                  "(SELECT id FROM work WHERE key=?1), "
	                                  "(SELECT work FROM alias WHERE key=?1)) ORDER BY id",
	                                  err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	if (work)
		sqlite3_bind_int64(q, 2, work);
	else
		store_bind(q, 1, key);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW)
		stop = each(sqlite3_column_int64(q, 0), store_column(q, 1), payload);
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	store_release(q);
	return stop < 0 ? -1 : 0;
}

/* Behind whatever a text may call its date; and behind no date alone. */
#define PAST_DATES "\xf4\x8f\xbf\xbf"
#define PAST_NONE "\1"

/* By the index of dates alone, unless the blocks are asked after. What `each` returned, 0 when
 * there are no more, -1 err. */
static int each_dated(struct store *s, bool with_blocks, const struct store_dates *dates,
                      store_dated_fn *each, void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s,
		with_blocks ? "SELECT text, date FROM passage WHERE length(starts)>0 AND date<?1 "
			      "AND date>=?2 ORDER BY date DESC, text DESC"
			    : "SELECT text, date FROM passage WHERE date<?1 AND date>=?2 "
			      "ORDER BY date DESC, text DESC",
		err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	store_bind(q, 1, dates->before ? dates->before : PAST_DATES);
	store_bind(q, 2, dates->since ? dates->since : "");
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		s->steps_left = INT64_MAX;
		stop = each(sqlite3_column_int64(q, 0), store_column(q, 1), payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	store_release(q);
	return stop;
}

int store_each_text(struct store *s, bool with_blocks, const struct store_dates *dates,
                    store_dated_fn *each, void *payload, struct err *err)
{
	const struct store_dates none = {.before = PAST_NONE};
	int stop = each_dated(s, with_blocks, dates, each, payload, err);

	if (!stop && dates->since)
		stop = each_dated(s, with_blocks, &none, each, payload, err);
	return stop < 0 ? -1 : 0;
}

int store_each_spelling(struct store *s, const char *prefix, store_spelling_fn *each, void *payload,
                        struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s,
	                                     "SELECT term, word FROM spelling WHERE term>=?1 "
	                                     "AND term<?1||char(1114111)",
	                                     err);
	int stop = 0;

	if (!q)
		return -1;
	store_bind(q, 1, prefix);
	while (!stop && sqlite3_step(q) == SQLITE_ROW)
		stop = each(store_column(q, 0), store_column(q, 1), payload);
	store_release(q);
	return stop < 0 ? -1 : 0;
}

/* Whether a query with a number and a text bound has a row. */
static bool has_row(struct store *s, const char *sql, int64_t number, const char *text)
{
	sqlite3_stmt *q = store_prepare_kept(s, sql, NULL);
	bool has;

	if (!q)
		return false;
	sqlite3_bind_int64(q, 1, number);
	store_bind(q, 2, text);
	has = sqlite3_step(q) == SQLITE_ROW;
	store_release(q);
	return has;
}

bool store_text_is_indexed(struct store *s, int64_t text)
{
	return has_row(s, "SELECT 1 FROM passage WHERE text=?1 AND ?2=''", text, "");
}

bool store_text_has_blocks(struct store *s, int64_t text)
{
	return has_row(s, "SELECT 1 FROM passage WHERE text=?1 AND length(starts)>0 AND ?2=''",
	               text, "");
}

bool store_cites(struct store *s, int64_t text, const char *symbol)
{
	return has_row(s, "SELECT 1 FROM cite WHERE text=?1 AND cited=?2 LIMIT 1", text, symbol);
}

bool store_has_bookmark(struct store *s, const char *address)
{
	return has_row(s, "SELECT 1 FROM bookmark WHERE ?1=0 AND address=?2", 0, address);
}
