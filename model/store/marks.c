/* SPDX-License-Identifier: ISC */
/* Bookmarks, tags, what was read, when panes were looked at. */
#include "config.h"

#include "model/store/marks_int.h"

#include "model/base/clock.h"
#include "model/base/utf8.h"
#include "model/store/incoming.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TAG_MAX 80

int marks_begin(struct store *s, struct err *err)
{
	return store_exec(s, "BEGIN IMMEDIATE", err);
}

int marks_end(struct store *s, int rc, struct err *err)
{
	if (rc == 0 && store_exec(s, "COMMIT", err) == 0)
		return 0;
	store_exec(s, "ROLLBACK", NULL);
	return -1;
}

/* Runs SQL with one word and one number for its places ?1 and ?2. */
static int run(struct store *s, const char *sql, const char *word, int64_t number, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, sql, err);

	if (!q)
		return -1;
	store_bind(q, 1, word);
	if (sqlite3_bind_parameter_count(q) > 1)
		sqlite3_bind_int64(q, 2, number);
	return store_run(s, q, err);
}

/* Whether there is a row for a word; its first column. */
static bool ask(struct store *s, const char *sql, const char *word, int64_t *value)
{
	sqlite3_stmt *q = store_prepare_kept(s, sql, NULL);
	bool found;

	if (!q)
		return false;
	store_bind(q, 1, word);
	found = sqlite3_step(q) == SQLITE_ROW;
	if (found)
		*value = sqlite3_column_int64(q, 0);
	store_release(q);
	return found;
}

/* -- bookmarks -------------------------------------------------------------- */

bool marks_is_bookmark(struct store *s, const char *address)
{
	int64_t one;

	return ask(s, "SELECT 1 FROM bookmark WHERE address=?1 LIMIT 1", address, &one);
}

int marks_put_bookmark(struct store *s, const struct bookmark *b, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s,
		"INSERT OR IGNORE INTO bookmark(address, added, title, reference, sha256) "
		"VALUES(?,?,?,?,?)",
		err);

	if (!q)
		return -1;
	store_bind(q, 1, b->source.document);
	sqlite3_bind_int64(q, 2, b->added);
	store_bind(q, 3, b->source.title);
	store_bind(q, 4, b->source.reference);
	store_bind(q, 5, b->source.sha256);
	return store_run(s, q, err) < 0 ? -1 : sqlite3_changes(s->db) > 0;
}

static int keep_bookmark(struct store *s, const struct mark_source *source, struct err *err)
{
	struct bookmark b = {.source = *source, .added = clock_now()};
	sqlite3_stmt *q;

	if (!marks_is_bookmark(s, source->document))
		return marks_put_bookmark(s, &b, err) < 0 ? -1 : 0;
	q = store_prepare(s, "UPDATE OR IGNORE bookmark SET title=?2 WHERE address=?1", err);
	if (!q)
		return -1;
	store_bind(q, 1, source->document);
	store_bind(q, 2, source->title);
	return store_run(s, q, err);
}

static int drop_bookmark(struct store *s, const char *address, struct err *err)
{
	int rc = run(s, "DELETE FROM bookmark WHERE address=?1", address, 0, err);

	return rc < 0 ? -1 : run(s, "DELETE FROM tag WHERE address=?1", address, 0, err);
}

int marks_bookmark(struct store *s, const struct mark_source *source, bool keep, struct err *err)
{
	int rc;

	if (marks_begin(s, err) < 0)
		return -1;
	rc = keep ? keep_bookmark(s, source, err) : drop_bookmark(s, source->document, err);
	return marks_end(s, rc, err);
}

#define BOOKMARKS \
	"SELECT address, title, reference, sha256, coalesce((SELECT group_concat(tag, ' ') FROM " \
	"(SELECT tag FROM tag t WHERE t.address=b.address ORDER BY tag)), ''), added FROM " \
	"bookmark " \
	"b WHERE ?1='' OR EXISTS (SELECT 1 FROM tag t WHERE t.address=b.address AND t.tag=?1) "

static int walk_bookmarks(struct store *s, const char *sql, const char *tag,
                          int (*each)(const struct bookmark *, void *), void *payload,
                          struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, sql, err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	store_bind(q, 1, tag);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct bookmark b = {.source = {store_column(q, 0), store_column(q, 1),
		                                store_column(q, 2), store_column(q, 3)},
		                     .tags = store_column(q, 4),
		                     .added = sqlite3_column_int64(q, 5)};

		stop = each(&b, payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

int marks_each_bookmark(struct store *s, const char *tag,
                        int (*each)(const struct bookmark *, void *), void *payload,
                        struct err *err)
{
	return walk_bookmarks(s, BOOKMARKS "ORDER BY added DESC, address, title, reference", tag,
	                      each, payload, err);
}

int marks_bookmarks_in_order(struct store *s, int (*each)(const struct bookmark *, void *),
                             void *payload, struct err *err)
{
	return walk_bookmarks(s, BOOKMARKS "ORDER BY address, added, title, reference, sha256",
	                      NULL, each, payload, err);
}

/* -- tags --------------------------------------------------------------------- */

int marks_put_tag(struct store *s, const char *address, const char *tag, size_t len, bool keep,
                  struct err *err)
{
	sqlite3_stmt *q;

	if (!len || len > TAG_MAX || !utf8_is_clean(tag, len, false))
		return err_set(err, ERR_USAGE, "'%.*s' is no tag: a word of at most %d bytes",
		               (int)(len < 200 ? len : 200), tag, TAG_MAX);
	q = store_prepare(s,
	                  keep ? "INSERT OR IGNORE INTO tag(address, tag) VALUES(?,?)"
	                       : "DELETE FROM tag WHERE address=? AND tag=?",
	                  err);
	if (!q)
		return -1;
	store_bind(q, 1, address);
	sqlite3_bind_text(q, 2, tag, (int)len, SQLITE_TRANSIENT);
	return store_run(s, q, err) < 0 ? -1 : sqlite3_changes(s->db) > 0;
}

int marks_tag(struct store *s, const char *address, const char *words, struct err *err)
{
	int rc;

	if (marks_begin(s, err) < 0)
		return -1;
	rc = marks_is_bookmark(s, address)
	             ? 0
	             : err_set(err, ERR_USAGE, "%.300s: no bookmark, which a tag is of", address);
	while (rc >= 0 && *words) {
		size_t n = strcspn(words, " ,");
		bool away = n > 1 && *words == '-';

		if (n)
			rc = marks_put_tag(s, address, words + away, n - away, !away, err);
		words += n + (words[n] != '\0');
	}
	return marks_end(s, rc < 0 ? -1 : 0, err);
}

int marks_each_tag(struct store *s, int (*each)(const char *tag, long count, void *), void *payload,
                   struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "SELECT tag, count(*) FROM tag GROUP BY tag ORDER BY tag", err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW)
		stop = each(store_column(q, 0), (long)sqlite3_column_int64(q, 1), payload);
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

/* -- read, looked at ------------------------------------------------------------ */

int marks_put_read(struct store *s, const char *key, bool read, int64_t since, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s,
		"INSERT INTO seen(document, read, since) VALUES(?1,?2,?3) ON CONFLICT(document) DO "
		"UPDATE SET read=?2, since=?3 WHERE (?3, ?2) > (since, read)",
		err);

	if (!q)
		return -1;
	store_bind(q, 1, key);
	sqlite3_bind_int(q, 2, read);
	sqlite3_bind_int64(q, 3, since);
	return store_run(s, q, err) < 0 ? -1 : sqlite3_changes(s->db) > 0;
}

/* A document that is unread again is so by each of its names. */
static int forget_names(struct store *s, const char *key, struct err *err)
{
	return run(s,
	           "UPDATE seen SET read=0, since=?2 WHERE document IN (SELECT a.key FROM alias a "
	           "JOIN work w ON w.id=a.work WHERE w.key=?1)",
	           key, clock_now(), err);
}

int marks_set_read(struct store *s, const char *key, bool read, struct err *err)
{
	if (!read && forget_names(s, key, err) < 0)
		return -1;
	/* the last word counts, also within a second */
	if (run(s, "UPDATE seen SET since=min(since, ?2 - 1) WHERE document=?1 AND since>=?2", key,
	        clock_now(), err) < 0)
		return -1;
	return marks_put_read(s, key, read, clock_now(), err) < 0 ? -1 : 0;
}

bool marks_is_read(struct store *s, const char *key)
{
	int64_t read = 0;

	return s &&
	       ask(s,
	           "SELECT max(read) FROM seen WHERE document=?1 OR document="
	           "(SELECT w.key FROM alias a JOIN work w ON w.id=a.work WHERE a.key=?1)",
	           key, &read) &&
	       read;
}

struct marks_read {
	VEC(char *) keys; /* by the alphabet */
};

struct marks_read *marks_read_new(struct store *s)
{
	struct marks_read *r = s ? calloc(1, sizeof *r) : NULL;
	sqlite3_stmt *q =
		r ? store_prepare(s,
	                          "SELECT document FROM seen WHERE read UNION SELECT a.key FROM "
	                          "seen s JOIN work w ON w.key=s.document JOIN alias a ON "
	                          "a.work=w.id WHERE s.read ORDER BY 1",
	                          NULL)
		  : NULL;

	while (q && sqlite3_step(q) == SQLITE_ROW) {
		char *key = strdup(store_column(q, 0));

		if (!key || vec_push(&r->keys, key) < 0) {
			free(key);
			break;
		}
	}
	sqlite3_finalize(q);
	return r;
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

bool marks_read_has(const struct marks_read *r, const char *key)
{
	return r && r->keys.count &&
	       bsearch(&key, r->keys.at, r->keys.count, sizeof *r->keys.at, compare_keys);
}

void marks_read_free(struct marks_read *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->keys.count; i++)
		free(r->keys.at[i]);
	vec_done(&r->keys);
	free(r);
}

bool marks_are_there(struct store *s)
{
	return store_number(s,
	                    store_prepare(s,
	                                  "SELECT EXISTS (SELECT 1 FROM bookmark) OR EXISTS "
	                                  "(SELECT 1 FROM mark) OR EXISTS (SELECT 1 FROM seen) "
	                                  "OR EXISTS (SELECT 1 FROM looked)",
	                                  NULL),
	                    NULL) > 0;
}

int64_t marks_looked_before(struct store *s, const char *pane)
{
	int64_t before = 0;

	ask(s, "SELECT before FROM looked WHERE pane=?1", pane, &before);
	return before;
}

int marks_put_looked(struct store *s, const char *pane, int64_t before, int64_t last,
                     struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s,
		"INSERT INTO looked(pane, before, last) VALUES(?1,?2,?3) ON CONFLICT(pane) DO "
		"UPDATE SET before=?2, last=?3 WHERE (?3, ?2) > (last, before)",
		err);

	if (!q)
		return -1;
	store_bind(q, 1, pane);
	sqlite3_bind_int64(q, 2, before);
	sqlite3_bind_int64(q, 3, last);
	return store_run(s, q, err) < 0 ? -1 : sqlite3_changes(s->db) > 0;
}

int marks_look(struct store *s, const char *pane, struct err *err)
{
	return run(s,
	           "INSERT INTO looked(pane, before, last) VALUES(?1, 0, ?2) ON CONFLICT(pane) DO "
	           "UPDATE SET before=last, last=?2",
	           pane, clock_now(), err);
}
