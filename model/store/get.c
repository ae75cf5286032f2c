/* SPDX-License-Identifier: ISC */
/* Reading a store: versions, documents, raw bytes, counts. */
#include "config.h"

#include "model/base/lang.h"
#include "model/store/internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#define VERSION_COLUMNS \
	"v.id, w.key, t.lang, t.title, v.url, v.type, v.coding, v.charset, v.etag, " \
	"v.last_modified, v.headers, lower(hex(v.sha256)), v.fetched, v.checked, v.origin_date, " \
	"v.size, v.whole, v.parser, v.asked, v.fresh "
#define VERSION_TABLES "version v JOIN text t ON t.id = v.text JOIN work w ON w.id = t.work "

void store_version_done(struct store_version *v)
{
	free(v->key);
	free(v->lang);
	free(v->title);
	free(v->url);
	free(v->asked);
	free(v->type);
	free(v->coding);
	free(v->charset);
	free(v->etag);
	free(v->last_modified);
	free(v->headers);
	memset(v, 0, sizeof *v);
}

static void fill(struct store_version *v, sqlite3_stmt *q)
{
	char **strings[] = {&v->key,    &v->lang,    &v->title, &v->url,           &v->type,
	                    &v->coding, &v->charset, &v->etag,  &v->last_modified, &v->headers};

	v->id = sqlite3_column_int64(q, 0);
	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
		*strings[i] = strdup(store_column(q, 1 + (int)i));
	strncpy(v->sha256, store_column(q, 11), sizeof v->sha256 - 1);
	v->fetched = sqlite3_column_int64(q, 12);
	v->checked = sqlite3_column_int64(q, 13);
	v->origin_date = sqlite3_column_int64(q, 14);
	v->size = sqlite3_column_int64(q, 15);
	v->whole = sqlite3_column_int(q, 16);
	v->parser = sqlite3_column_int(q, 17);
	v->asked = strdup(store_column(q, 18));
	v->fresh = sqlite3_column_int64(q, 19);
}

/* The text of a work in the language that the reader would rather have: its
 * id, 0 when the key is not known, -1 on error. */
static int64_t choose_text(struct store *s, const char *key, const char *langs, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s,
		"SELECT t.id, t.lang FROM text t WHERE t.work = coalesce("
		"(SELECT id FROM work WHERE key = ?1), (SELECT work FROM alias WHERE key = ?1), "
		/* the beginning of a hash is enough */
		"(SELECT id FROM work WHERE ?1 LIKE 'sha256:________%' AND key > ?1 "
		"AND key < ?1 || 'g')) "
		"AND EXISTS (SELECT 1 FROM version v WHERE v.text = t.id) "
		"ORDER BY (SELECT max(fetched) FROM version v WHERE v.text = t.id) DESC, t.id",
		err);
	int64_t best = 0;
	int best_rank = 1000, rc;

	if (!q)
		return -1;
	store_bind(q, 1, key);
	while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
		int rank = lang_rank(langs, store_column(q, 1));

		if (rank < best_rank) {
			best_rank = rank;
			best = sqlite3_column_int64(q, 0);
		}
	}
	if (rc != SQLITE_DONE)
		best = store_fail(s, err);
	sqlite3_finalize(q);
	return best;
}

int store_find(struct store *s, const char *key, const char *langs, struct store_version *v,
               struct err *err)
{
	int64_t text = choose_text(s, key, langs, err);
	sqlite3_stmt *q;
	int rc;

	memset(v, 0, sizeof *v);
	if (text <= 0)
		return (int)text;
	/* A whole copy is worth more than a newer piece of one. */
	q = store_prepare(
		s,
		"SELECT " VERSION_COLUMNS "FROM " VERSION_TABLES
		"WHERE v.text = ?1 ORDER BY v.whole DESC, v.fetched DESC, v.id DESC LIMIT 1",
		err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		fill(v, q);
	else if (rc != SQLITE_DONE)
		store_fail(s, err);
	sqlite3_finalize(q);
	return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : -1;
}

int store_each_language(struct store *s, const char *key, int (*each)(const char *, void *),
                        void *payload, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare_kept(s,
	                           "SELECT t.lang FROM text t WHERE t.work = coalesce("
	                           "(SELECT id FROM work WHERE key = ?1), "
	                           "(SELECT work FROM alias WHERE key = ?1)) AND EXISTS "
	                           "(SELECT 1 FROM version v WHERE v.text = t.id AND v.parser)",
	                           err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	store_bind(q, 1, key);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW)
		stop = each(store_column(q, 0), payload);
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	store_release(q);
	return stop < 0 ? -1 : 0;
}

struct doc *store_doc(struct store *s, int64_t version, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT doc, doc_size FROM version WHERE id = ?1", err);
	struct doc *doc = NULL;
	char *bytes = NULL;
	uLongf size;

	if (!q)
		return NULL;
	sqlite3_bind_int64(q, 1, version);
	if (sqlite3_step(q) != SQLITE_ROW) {
		err_set(err, ERR_FAILED, "%s: no version %lld", s->path, (long long)version);
		goto out;
	}
	size = (uLongf)sqlite3_column_int64(q, 1);
	if (size > DOC_MAX || !(bytes = malloc(size ? size : 1)) ||
	    uncompress((Bytef *)bytes, &size, sqlite3_column_blob(q, 0),
	               (uLong)sqlite3_column_bytes(q, 0)) != Z_OK) {
		err_set(err, ERR_STORE, "%s: the store is damaged: version %lld does not unpack",
		        s->path, (long long)version);
		goto out;
	}
	doc = doc_read(bytes, size, err);
	if (!doc && err)
		err->code = ERR_STORE;
out:
	free(bytes);
	sqlite3_finalize(q);
	return doc;
}

long store_bytes(struct store *s, int64_t version, uint64_t offset, char *bytes, size_t len,
                 struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT bytes FROM chunk WHERE id = ?1", err);
	long n = 0;
	int rc;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version << 16 | (int64_t)(offset >> 16));
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		size_t have = (size_t)sqlite3_column_bytes(q, 0), from = offset & 0xffff;

		if (from < have) {
			n = (long)(have - from < len ? have - from : len);
			memcpy(bytes, (const char *)sqlite3_column_blob(q, 0) + from, (size_t)n);
		}
	} else if (rc != SQLITE_DONE) {
		n = store_fail(s, err);
	}
	sqlite3_finalize(q);
	return n;
}

int store_each_version(struct store *s, int (*each)(const struct store_version *, void *),
                       void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT " VERSION_COLUMNS "FROM " VERSION_TABLES
	                                "ORDER BY v.fetched DESC, v.id DESC",
	                                err);
	int rc, stop = 0;

	if (!q)
		return -1;
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct store_version v = {0};

		fill(&v, q);
		stop = each(&v, payload);
		store_version_done(&v);
	}
	if (!stop && rc != SQLITE_DONE) {
		store_fail(s, err);
		stop = -1;
	}
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

int store_info(struct store *s, struct store_info *info, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s,
	                      "SELECT (SELECT count(*) FROM work), (SELECT count(*) FROM text), "
	                      "(SELECT count(*) FROM version WHERE text IS NOT NULL), "
	                      "(SELECT coalesce(sum(size),0) FROM version), "
	                      "(SELECT count(*) FROM queue), (SELECT count(*) FROM bookmark), "
	                      "(SELECT count(*) FROM version WHERE text IS NULL OR NOT whole), "
	                      "(SELECT coalesce(min(fetched),0) FROM version), "
	                      "(SELECT coalesce(max(fetched),0) FROM version)",
	                      err);
	struct stat st;
	int64_t *fields[] = {&info->works, &info->texts,  &info->versions,
	                     &info->bytes, &info->queued, &info->bookmarks,
	                     &info->parts, &info->oldest, &info->newest};
	int rc;

	memset(info, 0, sizeof *info);
	if (!q)
		return -1;
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		for (int i = 0; i < 9; i++)
			*fields[i] = sqlite3_column_int64(q, i);
	else
		store_fail(s, err);
	sqlite3_finalize(q);
	if (stat(s->path, &st) == 0)
		info->file_bytes = st.st_size;
	return rc == SQLITE_ROW ? 0 : -1;
}
