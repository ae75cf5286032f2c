/* SPDX-License-Identifier: ISC */
/* Reading a store: versions, documents, raw bytes, counts. */
#include "config.h"

#include "model/base/clock.h"
#include "model/base/lang.h"
#include "model/store/packed.h"
#include "model/symbol/identity.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define VERSION_COLUMNS \
	"v.id, w.key, t.lang, t.title, v.url, v.type, v.coding, v.charset, v.etag, " \
	"v.last_modified, v.headers, lower(hex(v.sha256)), v.fetched, v.checked, v.origin_date, " \
	"v.size, v.whole, v.parser, v.asked, v.fresh, v.place, v.number, v.beside, v.won, " \
	"trim(iif(w.won='', '', w.key) || ' ' || coalesce((SELECT group_concat(a.key, ' ') " \
	"FROM alias a WHERE a.work=w.id AND a.won<>''), '')), " \
	"coalesce((SELECT group_concat(c.symbol, ' ') FROM claim c WHERE c.text=t.id), ''), " \
	"coalesce((SELECT o.name FROM origin o WHERE o.version=v.id AND o.name<>'' " \
	"ORDER BY o.fetched LIMIT 1), ''), " \
	"coalesce((SELECT o.mirror FROM origin o WHERE o.version=v.id AND o.url=v.url " \
	"ORDER BY o.fetched DESC, o.mirror LIMIT 1), ''), v.packed "
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
	free(v->beside);
	free(v->won);
	free(v->symbols);
	free(v->claims);
	free(v->file);
	free(v->mirror);
	memset(v, 0, sizeof *v);
}

/* Whether a list of words apart by blanks has one. */
static bool has_word(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = n ? list : NULL; at && (at = strstr(at, word)); at += n)
		if ((at == list || at[-1] == ' ') && (!at[n] || at[n] == ' '))
			return true;
	return false;
}

bool store_version_bears(const struct store_version *v, const char *symbol)
{
	return has_word(v->symbols, symbol);
}

bool store_version_claims(const struct store_version *v, const char *symbol)
{
	return has_word(v->claims, symbol);
}

/* What others have written into their store is not believed: a text bears there what its
 * address may name, and only calls itself the rest. False when memory is out. */
static bool judge_foreign(struct store_version *v)
{
	char symbol[SYMBOL_MAX];
	struct buf borne, claimed;
	size_t n;

	buf_init(&borne, 1 << 16);
	buf_init(&claimed, 1 << 16);
	buf_str(&claimed, v->claims);
	for (const char *s = v->symbols; *s; s += n + (s[n] == ' ')) {
		struct buf *out;

		n = strcspn(s, " ");
		snprintf(symbol, sizeof symbol, "%.*s", (int)n, s);
		out = identity_names(v->url, symbol) ? &borne : &claimed;
		buf_printf(out, "%s%s", out->len ? " " : "", symbol);
	}
	free(v->symbols);
	free(v->claims);
	if (!borne.len)
		*v->won = '\0';
	v->symbols = buf_take(&borne);
	v->claims = buf_take(&claimed);
	return v->symbols && v->claims;
}

/* -1 with err, and nothing in v, when memory is out. */
static int fill(struct store *s, struct store_version *v, sqlite3_stmt *q, struct err *err)
{
	const struct {
		char **to;
		int column;
	} strings[] = {
		{&v->key, 1},     {&v->lang, 2},     {&v->title, 3},         {&v->url, 4},
		{&v->type, 5},    {&v->coding, 6},   {&v->charset, 7},       {&v->etag, 8},
		{&v->mirror, 27}, {&v->headers, 10}, {&v->last_modified, 9}, {&v->asked, 18},
		{&v->beside, 22}, {&v->won, 23},     {&v->symbols, 24},      {&v->claims, 25},
		{&v->file, 26},
	};
	bool whole = true;

	for (size_t i = 0; i < sizeof strings / sizeof *strings; i++) {
		*strings[i].to = strdup(store_column(q, strings[i].column));
		whole = whole && *strings[i].to;
	}
	if (whole && (s->kind == STORE_SITE || s->kind == STORE_BUNDLE) && !s->as_said)
		whole = judge_foreign(v);
	if (!whole) {
		store_version_done(v);
		return err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	}
	v->id = sqlite3_column_int64(q, 0);
	strncpy(v->sha256, store_column(q, 11), sizeof v->sha256 - 1);
	v->fetched = sqlite3_column_int64(q, 12);
	v->checked = sqlite3_column_int64(q, 13);
	v->origin_date = sqlite3_column_int64(q, 14);
	v->size = sqlite3_column_int64(q, 15);
	v->whole = sqlite3_column_int(q, 16);
	v->parser = sqlite3_column_int(q, 17);
	v->fresh = sqlite3_column_int64(q, 19);
	v->place = sqlite3_column_int64(q, 20);
	v->number = sqlite3_column_int(q, 21);
	v->absent = sqlite3_column_int(q, 28) == STORE_ABSENT;
	return 0;
}

/* The one row of a query: 1, 0 when there is none, -1 with err. */
static int take_row(struct store *s, sqlite3_stmt *q, struct store_version *v, struct err *err)
{
	int rc = sqlite3_step(q);

	if (rc == SQLITE_ROW)
		return fill(s, v, q, err) < 0 ? -1 : 1;
	return rc == SQLITE_DONE ? 0 : store_fail(s, err);
}

/* The text of a work in the language that the reader would rather have: its
 * id, 0 when the key is not known, -1 on error. */
static int64_t choose_text(struct store *s, const char *key, const char *langs, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s,
		"SELECT t.id, t.lang FROM text t WHERE t.work = coalesce("
		"(SELECT id FROM work WHERE key = ?1), (SELECT work FROM alias WHERE key = ?1), "
		/* the beginning of a hash is enough */
		"(SELECT id FROM work WHERE ?1 LIKE 'sha256:________%' AND key > ?1 "
		"AND key < ?1 || 'g'), "
		"(SELECT work FROM alias WHERE ?1 LIKE 'sha256:________%' AND key > ?1 "
		"AND key < ?1 || 'g')) "
		"AND EXISTS (SELECT 1 FROM version v WHERE v.text = t.id) "
		"ORDER BY (SELECT max(v.place) FROM version v WHERE v.text = t.id "
		"AND v.beside = '') DESC, t.id",
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
	store_release(q);
	return best;
}

int store_find(struct store *s, const char *key, const char *langs, struct store_version *v,
               struct err *err)
{
	int64_t text = choose_text(s, key, langs, err);
	sqlite3_stmt *q;
	int found;

	memset(v, 0, sizeof *v);
	if (text <= 0)
		return (int)text;
	q = store_prepare_kept(s,
	                       "SELECT " VERSION_COLUMNS "FROM " VERSION_TABLES
	                       "WHERE v.text = ?1 ORDER BY " STORE_BEST("v.") " LIMIT 1",
	                       err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	found = take_row(s, q, v, err);
	store_release(q);
	return found;
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
	size_t size;
	char *bytes = store_docfile(s, version, &size, err);
	struct doc *doc = bytes ? doc_read(bytes, size, err) : NULL;

	if (bytes && !doc && err)
		err->code = ERR_STORE;
	free(bytes);
	return doc;
}

/* -- the versions of one text --------------------------------------------- */

/* The title that the version bears itself: that of its text is the newest one's. */
static int own_title(struct store *s, struct store_version *v, struct err *err)
{
	struct doc *doc = v->parser ? store_doc(s, v->id, err) : NULL;
	char *title;

	if (!doc)
		return v->parser ? -1 : 0;
	title = strdup(doc_fact(doc, DOC_TITLE));
	doc_free(doc);
	if (!title)
		return err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	free(v->title);
	v->title = title;
	return 0;
}

int store_each_version_of(struct store *s, const char *key, const char *langs,
                          int (*each)(const struct store_version *, void *), void *payload,
                          struct err *err)
{
	int64_t text = choose_text(s, key, langs, err);
	sqlite3_stmt *q;
	int rc = SQLITE_DONE, stop = 0;

	if (text <= 0)
		return (int)text;
	q = store_prepare(s,
	                  "SELECT " VERSION_COLUMNS "FROM " VERSION_TABLES
	                  "WHERE v.text = ?1 AND v.whole ORDER BY v.place DESC",
	                  err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct store_version v = {0};

		stop = fill(s, &v, q, err) < 0 || own_title(s, &v, err) < 0 ? -1
		                                                            : each(&v, payload);
		store_version_done(&v);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

/* The one row of a query; its title is its own. Finalizes it. */
static int one_version(struct store *s, sqlite3_stmt *q, struct store_version *v, struct err *err)
{
	int found = take_row(s, q, v, err);

	sqlite3_finalize(q);
	if (found <= 0 || own_title(s, v, err) == 0)
		return found;
	store_version_done(v);
	return -1;
}

int store_version_at(struct store *s, const char *key, const char *langs, int number,
                     struct store_version *v, struct err *err)
{
	int64_t text = choose_text(s, key, langs, err);
	sqlite3_stmt *q;

	memset(v, 0, sizeof *v);
	if (text <= 0)
		return (int)text;
	q = store_prepare(s,
	                  "SELECT " VERSION_COLUMNS "FROM " VERSION_TABLES
	                  "WHERE v.text = ?1 AND v.whole AND v.number = ?2",
	                  err);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, text);
	sqlite3_bind_int(q, 2, number);
	return one_version(s, q, v, err);
}

int store_version_get(struct store *s, int64_t id, struct store_version *v, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s, "SELECT " VERSION_COLUMNS "FROM " VERSION_TABLES "WHERE v.id = ?1", err);

	memset(v, 0, sizeof *v);
	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, id);
	return one_version(s, q, v, err);
}

int store_each_source(struct store *s, int64_t version,
                      int (*each)(const struct store_source *, void *), void *payload,
                      struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT url, asked, mirror, type, name, fetched "
	                                "FROM origin WHERE version=?1 ORDER BY fetched, url, name",
	                                err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct store_source source = {store_column(q, 0), store_column(q, 1),
		                              store_column(q, 2), store_column(q, 3),
		                              store_column(q, 4), sqlite3_column_int64(q, 5)};

		stop = each(&source, payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
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
	                      "(SELECT coalesce(max(fetched),0) FROM version), "
	                      "(SELECT count(*) FROM version WHERE won='carried')",
	                      err);
	struct stat st;
	int64_t *fields[] = {&info->works,  &info->texts,     &info->versions, &info->bytes,
	                     &info->queued, &info->bookmarks, &info->parts,    &info->oldest,
	                     &info->newest, &info->carried};
	int rc;

	memset(info, 0, sizeof *info);
	if (!q)
		return -1;
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
			*fields[i] = sqlite3_column_int64(q, (int)i);
	else
		store_fail(s, err);
	sqlite3_finalize(q);
	if (stat(s->path, &st) == 0)
		info->file_bytes = st.st_size;
	return rc == SQLITE_ROW ? 0 : -1;
}

enum store_clock store_clock(struct store *s)
{
	sqlite3_stmt *q = store_prepare(
		s,
		/* what was carried here has its carrier's times */
		"SELECT fetched FROM version v WHERE whole AND won<>'carried' AND NOT EXISTS "
		"(SELECT 1 FROM origin o WHERE o.version=v.id AND o.mirror GLOB '" STORE_CARRIED
		"*') ORDER BY place DESC LIMIT 1",
		NULL);
	int64_t last = 0, now = clock_now();

	if (q && sqlite3_step(q) == SQLITE_ROW)
		last = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	if (last && now < last - STORE_CLOCK_SLACK)
		return STORE_CLOCK_BEFORE;
	return last && now > last + STORE_CLOCK_YEARS * INT64_C(365) * 86400 ? STORE_CLOCK_BEYOND
	                                                                     : STORE_CLOCK_RIGHT;
}

int store_each_claimant(struct store *s, const char *symbol,
                        int (*each)(const char *, const char *, void *), void *payload,
                        struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT w.key, t.title FROM claim c JOIN text t ON "
	                                "t.id=c.text JOIN work w ON w.id=t.work "
	                                "WHERE c.symbol=?1 GROUP BY w.id ORDER BY w.id",
	                                err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	store_bind(q, 1, symbol);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW)
		stop = each(store_column(q, 0), store_column(q, 1), payload);
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}
