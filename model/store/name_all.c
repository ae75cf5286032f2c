/* SPDX-License-Identifier: ISC */
/* All that a store holds is judged anew, as it is when it comes. */
#include "config.h"

#include "model/store/name.h"

#include "model/base/url.h"

#include <stdlib.h>
#include <string.h>

/* A version as it was kept. */
struct kept {
	int64_t version, text;
	char *key, *lang;
	struct store_incoming in; /* its strings are owned, but for the key */
};

static void kept_done(struct kept *k)
{
	free(k->key);
	free(k->lang);
	free(k->in.asked);
	free(k->in.url);
}

/* Symbols that were won by what a text said, and whatever else led to a work that had one:
 * genuine texts may have joined a page that bore their symbol. The keys of works stay until
 * their versions have gone elsewhere. */
static const char forget[] =
	"DELETE FROM alias WHERE work IN (SELECT work FROM alias WHERE key NOT LIKE '%://%' "
	"AND key NOT LIKE 'sha256:%' UNION SELECT id FROM work WHERE key NOT LIKE '%://%' "
	"AND key NOT LIKE 'sha256:%');";

static int fill(struct kept *k, struct store *s, sqlite3_stmt *q, struct err *err)
{
	*k = (struct kept){.version = sqlite3_column_int64(q, 0),
	                   .text = sqlite3_column_int64(q, 1),
	                   .key = strdup(store_column(q, 2)),
	                   .lang = strdup(store_column(q, 3))};
	k->in.s = s;
	k->in.asked = strdup(store_column(q, 4));
	k->in.url = strdup(store_column(q, 5));
	strncat(k->in.hash_key, store_column(q, 6), sizeof k->in.hash_key - 1);
	/* what there is of them is kept_done's */
	/* NOLINTBEGIN(clang-analyzer-unix.Malloc) */
	if (sqlite3_column_bytes(q, 7) == sizeof k->in.sha)
		memcpy(k->in.sha, sqlite3_column_blob(q, 7), sizeof k->in.sha);
	if (!k->key || !k->lang || !k->in.asked || !k->in.url)
		return err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	/* of a page its own address counts, whatever the work is called */
	if (!url_is_web(k->key) || (!*k->in.asked && !*k->in.url))
		k->in.key = k->key;
	return 0;
	/* NOLINTEND(clang-analyzer-unix.Malloc) */
}

struct kept_list {
	VEC(struct kept) all;
};

static int read_all(struct store *s, struct kept_list *list, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s,
	                      "SELECT v.id, v.text, w.key, t.lang, v.asked, v.url, "
	                      "'sha256:' || lower(hex(v.sha256)), v.sha256 FROM version v "
	                      "JOIN text t ON t.id=v.text JOIN work w ON w.id=t.work "
	                      "WHERE v.doc IS NOT NULL AND v.type<>'text/x-docfile' "
	                      "ORDER BY v.place",
	                      err);
	int rc = SQLITE_DONE, bad = 0;

	if (!q)
		return -1;
	while (!bad && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct kept k;

		bad = fill(&k, s, q, err);
		if (!bad && vec_push(&list->all, k) < 0)
			bad = err_set(err, ERR_FAILED, "%s: out of memory", s->path);
		if (bad)
			kept_done(&k);
	}
	if (!bad && rc != SQLITE_DONE)
		bad = store_fail(s, err);
	sqlite3_finalize(q);
	return bad;
}

/* It goes over to the text that it is of, and is found there. */
static int move(struct kept *k, int64_t text, const struct doc *doc, struct err *err)
{
	struct store *s = k->in.s;
	sqlite3_stmt *q;

	if (store_unindex(s, k->version, err) < 0)
		return -1;
	q = store_prepare(s,
	                  "UPDATE version SET text=?2, number=CASE WHEN whole THEN (SELECT "
	                  "numbered + 1 FROM text WHERE id=?2) ELSE 0 END WHERE id=?1",
	                  err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, k->version);
	sqlite3_bind_int64(q, 2, text);
	if (store_run(s, q, err) < 0)
		return -1;
	q = store_prepare(s, "UPDATE text SET numbered=numbered+1 WHERE id=?1", err);
	if (q)
		sqlite3_bind_int64(q, 1, text);
	if (store_run(s, q, err) < 0 || store_set_title(s, text, doc, err) < 0 ||
	    store_reindex(s, text, k->version, doc, err) < 0 ||
	    store_cite_document(s, text, doc, err) < 0)
		return -1;
	return store_drop_text(s, k->text, err);
}

/* A file is kept by its symbol, where it has one now. */
static int set_key(struct kept *k, int64_t work, const struct identity *id, struct err *err)
{
	sqlite3_stmt *q;

	if (strncmp(k->key, STORE_HASH, strlen(STORE_HASH)) != 0 || !*identity_first(id))
		return 0;
	q = store_prepare(k->in.s, "DELETE FROM alias WHERE key=?1 AND work=?2", err);
	if (q) {
		store_bind(q, 1, identity_first(id));
		sqlite3_bind_int64(q, 2, work);
	}
	if (store_run(k->in.s, q, err) < 0)
		return -1;
	q = store_prepare(k->in.s,
	                  "UPDATE OR IGNORE work SET key=?1, won=?3 WHERE id=?2 AND key=?4", err);
	if (q) {
		store_bind(q, 1, identity_first(id));
		sqlite3_bind_int64(q, 2, work);
		store_bind(q, 3, identity_word(id->names[0].won));
		store_bind(q, 4, k->key);
	}
	if (store_run(k->in.s, q, err) < 0)
		return -1;
	q = store_prepare(k->in.s, "INSERT OR IGNORE INTO alias(key, work) VALUES(?1, ?2)", err);
	if (q) {
		store_bind(q, 1, k->key);
		sqlite3_bind_int64(q, 2, work);
	}
	return store_run(k->in.s, q, err);
}

static int judge(struct kept *k, struct err *err)
{
	struct store *s = k->in.s;
	struct doc *doc = store_doc(s, k->version, NULL);
	struct identity id;
	int64_t work, text;
	int rc = -1;

	/* what cannot be read stays where it is; verify tells */
	if (!doc)
		return 0;
	work = store_name_work(&k->in, doc, &id, err);
	text = work < 0 ? -1 : store_name_text(s, work, k->lang, err);
	if (text >= 0)
		rc = text == k->text ? 0 : move(k, text, doc, err);
	if (rc == 0)
		rc = store_name_version(&k->in, text, k->version, &id, err);
	if (rc == 0)
		rc = set_key(k, work, &id, err);
	doc_free(doc);
	return rc;
}

int store_name_all(struct store *s, struct err *err)
{
	struct kept_list list = {0};
	int rc = read_all(s, &list, err);

	if (rc == 0 && list.all.count)
		rc = store_exec(s, forget, err);
	for (size_t i = 0; i < list.all.count; i++) {
		if (rc == 0)
			rc = judge(&list.all.at[i], err);
		kept_done(&list.all.at[i]);
	}
	vec_done(&list.all);
	return rc;
}
