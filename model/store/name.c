/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/name.h"

#include "model/base/clock.h"
#include "model/base/url.h"

#include <stdio.h>
#include <string.h>

/* -- works ------------------------------------------------------------------------- */

static int64_t find_work(struct store *s, const char *key, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s,
	                                     "SELECT coalesce((SELECT id FROM work WHERE key=?1), "
	                                     "(SELECT work FROM alias WHERE key=?1), 0)",
	                                     err);

	if (q)
		store_bind(q, 1, key);
	return store_number(s, q, err);
}

static int64_t make_work(struct store *s, const char *key, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, "INSERT INTO work(key, added) VALUES(?,?)", err);

	if (!q)
		return -1;
	store_bind(q, 1, key);
	sqlite3_bind_int64(q, 2, clock_now());
	return store_run(s, q, err) < 0 ? -1 : sqlite3_last_insert_rowid(s->db);
}

int64_t store_name_text(struct store *s, int64_t work, const char *lang, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare_kept(s,
	                           "INSERT INTO text(work, lang) VALUES(?,?) "
	                           "ON CONFLICT(work, lang) DO UPDATE SET lang=excluded.lang "
	                           "RETURNING id",
	                           err);

	if (q) {
		sqlite3_bind_int64(q, 1, work);
		store_bind(q, 2, lang);
	}
	return store_number(s, q, err);
}

/* -- keys ---------------------------------------------------------------------------- */

static int run_with(struct store *s, const char *sql, const char *key, int64_t work,
                    const char *won, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, sql, err);

	if (!q)
		return -1;
	store_bind(q, 1, key);
	if (sqlite3_bind_parameter_count(q) > 1)
		sqlite3_bind_int64(q, 2, work);
	if (sqlite3_bind_parameter_count(q) > 2)
		store_bind(q, 3, won);
	return store_run(s, q, err);
}

/* Another address of a work. One that is taken already stays where it is. */
static int add_address(struct store *s, const char *key, int64_t work, struct err *err)
{
	if (!*key)
		return 0;
	return run_with(s,
	                "INSERT OR IGNORE INTO alias(key, work) SELECT ?1, ?2 "
	                "WHERE NOT EXISTS (SELECT 1 FROM work WHERE key = ?1)",
	                key, work, "", err);
}

/* A work of files alone, or of what was carried here, gives its symbol up to what has won it
 * by its source: it is what its bytes are, and only calls itself so. */
static int take_from_files(struct store *s, const char *symbol, int64_t work, struct err *err)
{
	static const char *const steps[] = {
		"INSERT OR IGNORE INTO claim(text, symbol) SELECT t.id, ?1 FROM text t "
		"JOIN work w ON w.id=t.work WHERE w.key=?1 AND w.won IN ('file', 'carried') "
		"AND w.id<>?2",
		"UPDATE version SET won='' WHERE won='file' AND text IN (SELECT t.id FROM text t "
		"JOIN work w ON w.id=t.work WHERE w.key=?1 AND w.won IN ('file', 'carried') "
		"AND w.id<>?2)",
		"UPDATE work SET won='', key=coalesce((SELECT 'sha256:' || lower(hex(v.sha256)) "
		"FROM version v JOIN text t ON t.id=v.text WHERE t.work=work.id "
		"ORDER BY v.place LIMIT 1), key) WHERE key=?1 AND won IN ('file', 'carried') "
		"AND id<>?2",
		"DELETE FROM alias WHERE work<>?2 AND key=(SELECT key FROM work WHERE id=work)",
	};
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < sizeof steps / sizeof *steps; i++)
		rc = run_with(s, steps[i], symbol, work, "", err);
	return rc;
}

/* A symbol of a work, and how it was won. One that another work has won stays there; but
 * what a file's masthead has won gives way. */
static int add_symbol(struct store *s, const struct identity_name *name, int64_t work,
                      struct err *err)
{
	const char *won = identity_word(name->won);

	if (name->won > IDENTITY_FILE && take_from_files(s, name->symbol, work, err) < 0)
		return -1;
	if (run_with(s,
	             name->won == IDENTITY_CARRIED
	                     ? "UPDATE work SET won=?3 WHERE key=?1 AND id=?2 AND won=''"
	             : name->won == IDENTITY_FILE ? "UPDATE work SET won=?3 WHERE key=?1 AND id=?2 "
	                                            "AND won IN ('', 'carried')"
	                                          : "UPDATE work SET won=?3 WHERE key=?1 AND id=?2 "
	                                            "AND won IN " STORE_NO_SOURCE,
	             name->symbol, work, won, err) < 0)
		return -1;
	return run_with(s,
	                "INSERT INTO alias(key, work, won) SELECT ?1, ?2, ?3 "
	                "WHERE NOT EXISTS (SELECT 1 FROM work WHERE key = ?1) "
	                "ON CONFLICT(key) DO UPDATE SET work=excluded.work, won=excluded.won "
	                "WHERE alias.won IN " STORE_NO_SOURCE
	                " AND excluded.won NOT IN " STORE_NO_SOURCE,
	                name->symbol, work, won, err);
}

/* -- the judgement -------------------------------------------------------------------- */

static bool is_symbol(const char *key, char symbol[SYMBOL_MAX])
{
	return key && !url_is_web(key) && symbol_normal(key, symbol);
}

/* The symbol that the work of an address has won by its source; "" for none. */
static int known_symbol(struct store *s, const char *address, char out[SYMBOL_MAX], struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s,
		"SELECT w.key FROM work w WHERE w.id=coalesce((SELECT id FROM work WHERE key=?1), "
		"(SELECT work FROM alias WHERE key=?1)) AND w.won NOT IN " STORE_NO_SOURCE,
		err);
	int rc;

	*out = '\0';
	if (!q)
		return -1;
	store_bind(q, 1, address);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		strncat(out, store_column(q, 0), SYMBOL_MAX - 1);
	else if (rc != SQLITE_DONE)
		store_fail(s, err);
	store_finish(s, q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : -1;
}

/* The key of a text that bears no symbol: its address, or the name of a page of palais' own;
 * of what was asked for by a symbol the address that was asked; of a file its hash. */
static const char *plain_key(const struct store_incoming *in)
{
	char symbol[SYMBOL_MAX];

	if (in->key && !is_symbol(in->key, symbol))
		return in->key;
	/* where a carrier says that it was found is no name here */
	if (in->carried)
		return in->key ? "" : in->hash_key;
	return *in->asked ? in->asked : *in->url ? in->url : in->hash_key;
}

/* The symbol by which the catalogue knows the very bytes; "" for none. */
static int known_bytes(const struct store_incoming *in, char out[SYMBOL_MAX], struct err *err)
{
	char lang[8];

	*out = '\0';
	if (in->carried && !in->carriage.verified)
		return 0;
	return in->s->bytes ? in->s->bytes(in->s->catalogue, in->hash_key + strlen(STORE_HASH), out,
	                                   lang, err)
	                    : 0;
}

/* What a document calls itself. */
static void add_own(struct identity *id, const struct doc *doc)
{
	for (size_t i = 0; i < doc_fact_count(doc); i++) {
		const char *value, *name = doc_fact_at(doc, i, &value);

		if (!strcmp(name, DOC_SYMBOL) || !strcmp(name, DOC_ALIAS))
			identity_add_own(id, value);
	}
}

static int judge(const struct store_incoming *in, const struct doc *doc, struct identity *id,
                 struct err *err)
{
	const char *address = plain_key(in);
	char asked[SYMBOL_MAX] = "", known[SYMBOL_MAX], bytes[SYMBOL_MAX] = "";
	struct identity_way way = {.asked = is_symbol(in->key, asked) ? asked : "",
	                           .known = known,
	                           .first = *in->asked ? in->asked : in->url,
	                           .url = in->url,
	                           .format = doc_fact(doc, DOC_FORMAT),
	                           .bytes = bytes,
	                           .carried = in->carried};

	id->count = 0;
	if (known_symbol(in->s, address, known, err) < 0 || known_bytes(in, bytes, err) < 0)
		return -1;
	/* the first symbol by a carrier's word is its key, whatever it calls itself */
	if (in->carried)
		identity_judge(id, &way);
	add_own(id, doc);
	if (!in->carried)
		identity_judge(id, &way);
	return 0;
}

/* Whether an address is of a text of others: none of a source that names. */
static bool is_of_others(const char *key)
{
	const char *keeper;
	bool by_symbol;

	return url_is_web(key) && !identity_source(key, &by_symbol, &keeper);
}

/* What is known by its bytes alone and comes where a text of others has been is one more
 * version of that, and only calls itself so: as a key of that work the symbol would lead to
 * whatever comes there next, and the UN's own text would join it. */
static int keep_apart(const struct store_incoming *in, const char *key, struct identity *id,
                      struct err *err)
{
	sqlite3_stmt *q;
	int64_t there;

	if (!id->count || id->names[0].won != IDENTITY_BYTES || !is_of_others(key))
		return 0;
	q = store_prepare_kept(in->s, "SELECT 1 FROM work WHERE key=?1", err);
	if (q)
		store_bind(q, 1, key);
	there = store_number(in->s, q, err);
	if (there > 0)
		id->names[0].won = IDENTITY_CLAIM;
	return there < 0 ? -1 : 0;
}

/* What comes by a name that a carrier gave to a work, and does not bear the symbol which that
 * work has by the carrier's word alone, is another work's: and so is that name. 1 when that
 * was so. */
static int leave_carried(const struct store_incoming *in, const struct identity *id,
                         const char *name, int64_t work, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		in->s, "SELECT key FROM work WHERE id=?1 AND won='carried'", err);
	char key[SYMBOL_MAX] = "";

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, work);
	if (sqlite3_step(q) == SQLITE_ROW)
		snprintf(key, sizeof key, "%s", store_column(q, 0));
	store_finish(in->s, q);
	if (!*key)
		return 0;
	for (size_t i = 0; i < id->count; i++)
		if (id->names[i].won > IDENTITY_CLAIM && !strcmp(id->names[i].symbol, key))
			return 0;
	if (run_with(in->s, "DELETE FROM alias WHERE key=?1 AND work=?2", name, work, "", err) < 0)
		return -1;
	return 1;
}

/* The work of a name that may be that of what comes. */
static int64_t find_own(const struct store_incoming *in, const struct identity *id,
                        const char *name, struct err *err)
{
	int64_t work = find_work(in->s, name, err);
	int left = work > 0 ? leave_carried(in, id, name, work, err) : 0;

	return left < 0 ? -1 : left ? 0 : work;
}

/* An address that names nothing led to a work that bears a symbol by what its bytes were:
 * other bytes there are another work's, and the address is too. 1 when it has left. */
static int leave_named(const struct store_incoming *in, const char *key, int64_t work,
                       struct err *err)
{
	const char *addresses[] = {key, in->url, in->asked};
	sqlite3_stmt *q;
	int64_t named;

	if (in->carried || !is_of_others(key))
		return 0;
	q = store_prepare_kept(in->s, "SELECT won<>'' FROM work WHERE id=?1 AND key<>?2", err);
	if (q) {
		sqlite3_bind_int64(q, 1, work);
		store_bind(q, 2, key);
	}
	named = store_number(in->s, q, err);
	for (int i = 0; named > 0 && i < 3; i++)
		if (run_with(in->s, "DELETE FROM alias WHERE key=?1 AND work=?2", addresses[i],
		             work, "", err) < 0)
			return -1;
	return (int)named;
}

/* What was carried here and is known by its bytes is no version of a work that bears another
 * symbol by its source, whatever address the carrier gives it. */
static int bears_another(const struct store_incoming *in, const struct identity *id, int64_t work,
                         struct err *err)
{
	sqlite3_stmt *q;

	if (!in->carried || !id->count || id->names[0].won != IDENTITY_BYTES)
		return 0;
	q = store_prepare_kept(
		in->s,
		"SELECT 1 FROM work w WHERE w.id=?1 AND w.key<>?2 AND w.won NOT IN " STORE_NO_SOURCE
		" AND NOT EXISTS (SELECT 1 FROM alias a WHERE a.key=?2 AND a.work=w.id AND "
		"a.won NOT IN " STORE_NO_SOURCE ")",
		err);
	if (q) {
		sqlite3_bind_int64(q, 1, work);
		store_bind(q, 2, id->names[0].symbol);
	}
	return (int)store_number(in->s, q, err);
}

/* The work that is there: by the symbol that was asked for, where it bears it; by its
 * address or hash; by any symbol that it bears. 0 for none. */
static int64_t find_any(const struct store_incoming *in, const struct identity *id, const char *key,
                        struct err *err)
{
	int64_t work = 0;

	for (size_t i = 0; !work && i < id->count && id->names[i].won == IDENTITY_ASKED; i++)
		work = find_own(in, id, id->names[i].symbol, err);
	if (!work && (work = find_own(in, id, key, err)) > 0) {
		int left = *identity_first(id) ? bears_another(in, id, work, err)
		                               : leave_named(in, key, work, err);

		work = left < 0 ? -1 : left ? 0 : work;
	}
	for (size_t i = 0; !work && i < id->count && id->names[i].won > IDENTITY_CLAIM; i++)
		work = find_own(in, id, id->names[i].symbol, err);
	return work;
}

/* Where a redirect ended on another host without TLS, that address is not the work's. */
static bool is_its_own(const struct store_incoming *in)
{
	return url_is_https(in->url) || !*in->asked || url_same_origin(in->asked, in->url);
}

/* Of a file: the work that has its very bytes from outside, where that is named by its source
 * or (any) whatever that is. 0 for none. */
static int64_t work_of_bytes(const struct store_incoming *in, bool any, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare_kept(in->s,
	                           "SELECT t.work FROM version v JOIN text t ON t.id=v.text "
	                           "WHERE v.sha256=?1 AND v.whole "
	                           "AND v.beside='' AND v.url<>'' AND v.won<>'carried' "
	                           "AND (?2 OR v.won NOT IN " STORE_NO_SOURCE ")",
	                           err);

	if (q) {
		sqlite3_bind_blob(q, 1, in->sha, sizeof in->sha, SQLITE_STATIC);
		sqlite3_bind_int(q, 2, any);
	}
	return store_number(in->s, q, err);
}

/* What is there under another name already needs none from a masthead. */
static int64_t find_bytes(const struct store_incoming *in, struct identity *id, struct err *err)
{
	int64_t work;

	if (*in->url || *in->asked || in->carried)
		return 0;
	work = work_of_bytes(in, !*identity_first(id), err);
	if (work > 0)
		id->count = 0;
	return work;
}

/* What was a work by a carrier's word is one by its source now: other names that the carrier
 * gave it lead there no more. */
static int forget_carried(struct store *s, int64_t work, struct err *err)
{
	return run_with(s,
	                "DELETE FROM alias WHERE work=?2 AND won IN ('', 'carried') "
	                "AND key NOT GLOB '" STORE_HASH "*' AND ?1='' AND EXISTS "
	                "(SELECT 1 FROM work WHERE id=?2 AND won='carried')",
	                "", work, "", err);
}

/* By a carrier's word symbols lead to what is known by such alone. */
static int add_carried(struct store *s, const struct identity_name *name, int64_t work,
                       struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "SELECT 1 FROM work WHERE id=?1 AND (won='carried' OR (won='' AND key=?2))",
		err);
	int64_t is;

	if (q) {
		sqlite3_bind_int64(q, 1, work);
		store_bind(q, 2, name->symbol);
	}
	is = store_number(s, q, err);
	return is <= 0 ? (int)is : add_symbol(s, name, work, err);
}

static int add_symbols(struct store *s, const struct identity *id, int64_t work, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < id->count; i++) {
		if (id->names[i].won == IDENTITY_CARRIED)
			rc = add_carried(s, &id->names[i], work, err);
		else if (id->names[i].won > IDENTITY_CARRIED)
			rc = add_symbol(s, &id->names[i], work, err);
	}
	return rc;
}

/* Addresses by which the work is found; but none by a carrier's word. */
static int add_addresses(const struct store_incoming *in, const char *key, int64_t work,
                         struct err *err)
{
	if (add_address(in->s, key, work, err) < 0)
		return -1;
	if (in->carried)
		return 0;
	if (is_its_own(in) && add_address(in->s, in->url, work, err) < 0)
		return -1;
	return add_address(in->s, in->asked, work, err);
}

int64_t store_name_work(struct store_incoming *in, const struct doc *doc, struct identity *id,
                        struct err *err)
{
	const char *key = plain_key(in), *first;
	int64_t work;

	if (judge(in, doc, id, err) < 0 || keep_apart(in, key, id, err) < 0)
		return -1;
	work = find_bytes(in, id, err);
	first = identity_first(id);
	if (!work)
		work = find_any(in, id, key, err);
	if (!work)
		work = make_work(in->s, *first ? first : key, err);
	if (work > 0 && id->count && id->names[0].won > IDENTITY_FILE &&
	    forget_carried(in->s, work, err) < 0)
		return -1;
	if (work < 0 || add_addresses(in, key, work, err) < 0 ||
	    add_symbols(in->s, id, work, err) < 0)
		return -1;
	return work;
}

enum identity_won store_name_won(const struct store_incoming *in, const struct identity *id)
{
	enum identity_won won = id->count ? id->names[0].won : IDENTITY_CLAIM;

	return in->carried && won < IDENTITY_CARRIED ? IDENTITY_CARRIED : won;
}

/* What others have carried here says nothing for a text that was here before. */
static int may_claim(const struct store_incoming *in, int64_t text, int64_t version,
                     struct err *err)
{
	sqlite3_stmt *q;

	if (!in->carried)
		return 1;
	q = store_prepare_kept(
		in->s, "SELECT NOT EXISTS (SELECT 1 FROM version WHERE text=?1 AND id<>?2)", err);
	if (q) {
		sqlite3_bind_int64(q, 1, text);
		sqlite3_bind_int64(q, 2, version);
	}
	return (int)store_number(in->s, q, err);
}

int store_name_version(struct store_incoming *in, int64_t text, int64_t version,
                       const struct identity *id, struct err *err)
{
	const char *won = identity_word(store_name_won(in, id));
	struct store *s = in->s;
	int rc, may;

	rc = run_with(s, "UPDATE version SET won=?1 WHERE id=?2", won, version, "", err);
	may = rc == 0 ? may_claim(in, text, version, err) : -1;
	if (may <= 0)
		return may;
	if (rc == 0)
		rc = run_with(s, "DELETE FROM claim WHERE text=?2", "", text, "", err);
	for (size_t i = 0; rc == 0 && i < id->count; i++)
		if (id->names[i].won == IDENTITY_CLAIM)
			rc = run_with(s, "INSERT OR IGNORE INTO claim(symbol, text) VALUES(?1, ?2)",
			              id->names[i].symbol, text, "", err);
	return rc;
}
