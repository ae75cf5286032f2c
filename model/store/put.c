/* SPDX-License-Identifier: ISC */
/* Writing a store: what comes from outside becomes a version of a text. */
#include "config.h"

#include "model/base/clock.h"
#include "model/store/name.h"
#include "model/store/packed.h"
#include "model/store/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- the commit --------------------------------------------------------- */

struct docfile {
	struct buf plain, packed;
	int64_t dictionary;
	struct store_kinds kinds;
};

struct row {
	int64_t version, text;
	struct identity id;
	const struct docfile *doc;
	bool whole;
	int parser;
};

/* Another version of a text that has these very bytes: 0 when there is none. A piece is
 * compared with pieces. */
static int64_t same_bytes(struct store_incoming *in, const struct row *row, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(in->s,
	                                     "SELECT id FROM version WHERE text=?1 AND sha256=?2 "
	                                     "AND whole=?3 AND id<>?4 AND id<>?5",
	                                     err);

	if (q) {
		sqlite3_bind_int64(q, 1, row->text);
		sqlite3_bind_blob(q, 2, in->sha, SHA256_DIGEST_LENGTH, SQLITE_STATIC);
		sqlite3_bind_int(q, 3, row->whole);
		sqlite3_bind_int64(q, 4, in->version);
		sqlite3_bind_int64(q, 5, in->instead);
	}
	return store_number(in->s, q, err);
}

/* The docfile, packed behind the dictionary of its kind, once there is one. */
static int pack_docfile(struct store_incoming *in, const struct doc *doc, struct docfile *d,
                        struct err *err)
{
	const char *lang = doc_fact(doc, DOC_LANGUAGE);

	doc_write(doc, &d->plain);
	store_kinds_of(doc, *lang ? lang : in->lang, in->url, &d->kinds);
	d->dictionary = store_kind_dictionary(in->s, d->kinds.docfile, err);
	return d->dictionary < 0
	               ? -1
	               : store_pack_docfile(in->s, d->dictionary, &d->plain, &d->packed, err);
}

static void docfile_done(struct docfile *d)
{
	buf_done(&d->plain);
	buf_done(&d->packed);
}

/* Everything of a version but its bytes. */
static int set_row(struct store_incoming *in, const struct row *row, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		in->s,
		"UPDATE version SET text=?2, sha256=?3, size=?4, whole=?5, url=?6, type=?7, "
		"coding=?8, charset=?9, etag=?10, last_modified=?11, headers=?12, fetched=?13, "
		"checked=?13, origin_date=?14, parser=?15, doc=?16, doc_size=?17, asked=?18, "
		"cuts=?19, fresh=?20, beside=?21, doc_dictionary=?22, place=" STORE_NEXT_PLACE
		" WHERE id=?1",
		err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, row->version);
	sqlite3_bind_int64(q, 2, row->text);
	sqlite3_bind_blob(q, 3, in->sha, SHA256_DIGEST_LENGTH, SQLITE_STATIC);
	sqlite3_bind_int64(q, 4, store_incoming_size(in));
	sqlite3_bind_int(q, 5, row->whole);
	store_bind(q, 6, in->url);
	store_bind(q, 7, in->type);
	store_bind(q, 8, in->coding);
	store_bind(q, 9, in->charset);
	store_bind(q, 10, in->etag);
	store_bind(q, 11, in->last_modified);
	store_bind(q, 12, in->headers);
	sqlite3_bind_int64(q, 13, in->came ? in->came : clock_now());
	sqlite3_bind_int64(q, 14, in->origin_date);
	sqlite3_bind_int(q, 15, row->parser);
	sqlite3_bind_blob(q, 16, row->doc->packed.bytes, (int)row->doc->packed.len, SQLITE_STATIC);
	sqlite3_bind_int64(q, 17, (int64_t)row->doc->plain.len);
	store_bind(q, 18, in->asked);
	sqlite3_bind_int(q, 19, in->cuts);
	sqlite3_bind_int64(q, 20, in->fresh);
	store_bind(q, 21, in->beside);
	sqlite3_bind_int64(q, 22, row->doc->dictionary);
	if (store_run(in->s, q, err) < 0)
		return -1;
	return sqlite3_changes(in->s->db)
	               ? 0
	               : err_set(err, ERR_FAILED,
	                         "%.300s: what came of it is no longer in the store", in->url);
}

/* A version has a number once all of it is here, and keeps it. */
static int set_number(struct store *s, const struct row *row, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s,
		"UPDATE version SET number=(SELECT numbered FROM text WHERE id=?2) + 1 "
		"WHERE id=?1 AND whole AND number=0",
		err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, row->version);
	sqlite3_bind_int64(q, 2, row->text);
	if (store_run(s, q, err) < 0)
		return -1;
	if (!sqlite3_changes(s->db))
		return 0;
	q = store_prepare_kept(s, "UPDATE text SET numbered=numbered+1 WHERE id=?1", err);
	if (q)
		sqlite3_bind_int64(q, 1, row->text);
	return store_run(s, q, err);
}

/* A piece of the same text, or of what was asked for by the same address, after `last`. */
static int64_t next_piece(struct store_incoming *in, const struct row *row, int64_t last,
                          struct err *err)
{
	sqlite3_stmt *q =
		store_prepare_kept(in->s,
	                           "SELECT min(id) FROM (SELECT id FROM version WHERE text=?1 "
	                           "AND NOT whole AND id<>?2 AND id>?3 UNION ALL "
	                           "SELECT id FROM version WHERE asked=?4 AND asked<>'' "
	                           "AND NOT whole AND id<>?2 AND id>?3)",
	                           err);

	if (q) {
		sqlite3_bind_int64(q, 1, row->text);
		sqlite3_bind_int64(q, 2, row->version);
		sqlite3_bind_int64(q, 3, last);
		store_bind(q, 4, in->asked);
	}
	return store_number(in->s, q, err);
}

/* Pieces of earlier tries, once the whole is here; but those that are coming now. */
static int drop_pieces(struct store_incoming *in, const struct row *row, struct err *err)
{
	int64_t id = 0;

	while ((id = next_piece(in, row, id, err)) > 0) {
		int free = store_claim(in->s, id, err);

		if (free < 0 || (free && store_drop_version(in->s, id, err) < 0))
			return -1;
	}
	return (int)id;
}

/* Where a piece had its place in another text (of another language, as the rest of it
 * tells), it leaves that. */
static int leave_text(struct store_incoming *in, const struct row *row, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		in->s, "SELECT 1 FROM version WHERE id=?1 AND text IS NOT NULL AND text<>?2", err);
	int64_t moves;

	if (q) {
		sqlite3_bind_int64(q, 1, row->version);
		sqlite3_bind_int64(q, 2, row->text);
	}
	moves = store_number(in->s, q, err);
	return moves > 0 ? store_unindex(in->s, row->version, err) : (int)moves;
}

/* The text that the version is of, or is kept beside; 0 where that is gone. */
static int64_t text_beside(struct store_incoming *in, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare_kept(in->s, "SELECT coalesce(text, 0) FROM version WHERE id=?1", err);

	if (q)
		sqlite3_bind_int64(q, 1, in->beside_of);
	return store_number(in->s, q, err);
}

/* What the version takes the place of. */
static int drop_others(struct store_incoming *in, const struct row *row, struct err *err)
{
	if (in->version && in->version != row->version &&
	    store_drop_version(in->s, in->version, err) < 0)
		return -1;
	if (in->instead && in->instead != row->version && !*in->beside &&
	    store_drop_version(in->s, in->instead, err) < 0)
		return -1;
	/* the reader's own downloads are none of a carrier's */
	return row->whole && !*in->beside && !in->carried ? drop_pieces(in, row, err) : 0;
}

/* The text that it becomes a version of: of its own work, unless it is kept beside another.
 * 0: what it was to be kept beside is gone. */
static int64_t text_of(struct store_incoming *in, const struct doc *doc, struct identity *id,
                       struct err *err)
{
	const char *lang = doc_fact(doc, DOC_LANGUAGE);
	int64_t work;

	if (*in->beside) {
		int64_t text = text_beside(in, err);

		if (text)
			return text;
		*in->beside = '\0';
	}
	work = store_name_work(in, doc, id, err);
	return work < 0 ? -1 : store_name_text(in->s, work, *lang ? lang : in->lang, err);
}

/* Whether it is the version that readers see first now: as good as any other, for it came
 * last; but a piece takes no other's place. 1, 0, -1 err. */
static int is_best(struct store_incoming *in, const struct row *row, struct err *err)
{
	enum identity_won won = store_name_won(in, &row->id);
	int rank = 16 * row->whole + 8 * !*in->beside + 4 * (won > IDENTITY_FILE) +
	           2 * (won == IDENTITY_FILE) + (won == IDENTITY_CLAIM);
	sqlite3_stmt *q =
		store_prepare_kept(in->s,
	                           "SELECT NOT EXISTS (SELECT 1 FROM version WHERE text=?1 "
	                           "AND id<>?2 AND doc IS NOT NULL AND " STORE_RANK("") ">=?3)",
	                           err);

	if (q) {
		sqlite3_bind_int64(q, 1, row->text);
		sqlite3_bind_int64(q, 2, row->version);
		sqlite3_bind_int(q, 3, rank + row->whole);
	}
	return (int)store_number(in->s, q, err);
}

/* The title of its text, the words by which that is found, and what it cites: of the best
 * version. The index is taken back by the old docfile, so before that is replaced. */
static int set_words(struct store_incoming *in, const struct doc *doc, const struct row *row,
                     struct err *err)
{
	int best = is_best(in, row, err);

	if (best < 0 || leave_text(in, row, err) < 0)
		return -1;
	if (!best)
		return store_unindex(in->s, row->version, err);
	return store_set_title(in->s, row->text, doc, err) < 0 ||
	                       store_reindex(in->s, row->text, row->version, doc, err) < 0
	               ? -1
	               : store_cite_document(in->s, row->text, doc, err);
}

static int replace_bytes(struct store_incoming *in, int64_t same, struct err *err);

/* Somebody has carried here what is here already: it stays as it is, but where its bytes, or
 * what they win, come only now; of the reader's own the bytes alone. 1, 0, -1 err. */
static int stays_as_it_is(struct store_incoming *in, const struct row *row, int64_t same,
                          struct err *err)
{
	bool wins = store_name_won(in, &row->id) > IDENTITY_FILE;
	sqlite3_stmt *q =
		store_prepare_kept(in->s,
	                           "SELECT 1 + (won<>'carried') FROM version WHERE id=?1 AND "
	                           "(packed=?2 OR (?3 AND won='carried'))",
	                           err);
	int64_t better;

	if (q) {
		sqlite3_bind_int64(q, 1, same);
		sqlite3_bind_int(q, 2, in->carriage.absent ? -1 : STORE_ABSENT);
		sqlite3_bind_int(q, 3, wins);
	}
	better = store_number(in->s, q, err);
	if (better < 0)
		return -1;
	*in->carriage.was_here = !better;
	if (better == 2 && replace_bytes(in, same, err) < 0)
		return -1;
	return better != 1;
}

/* The bytes are there already. What was good stays good, whatever is thought of it now. A
 * file adds that it was there too: 1, the version stays as it came from outside. */
static int settle_same(struct store_incoming *in, const struct row *row, int64_t same,
                       struct err *err)
{
	sqlite3_stmt *q;
	int64_t good;

	if (in->carried)
		return stays_as_it_is(in, row, same, err);
	q = store_prepare_kept(in->s,
	                       "SELECT 1 + 2 * (url<>'' AND won<>'carried') FROM version "
	                       "WHERE id=?1 AND beside=''",
	                       err);
	if (q)
		sqlite3_bind_int64(q, 1, same);
	good = store_number(in->s, q, err);
	if (good > 0)
		*in->beside = '\0';
	return good < 0 ? -1 : good == 3 && !*in->url;
}

/* A docfile made anew takes the place of the one that the bytes were packed behind: they
 * came again with it, and are taken as they came. */
static int replace_bytes(struct store_incoming *in, int64_t same, struct err *err)
{
	struct store_pieces p = {.version = same};

	if (store_pieces_of(in->s, &p, err) < 0)
		return -1;
	if (!p.packed && !p.absent)
		return 0;
	return store_incoming_row(in, err) < 0 || store_incoming_chunk(in, err) < 0
	               ? -1
	               : store_take_bytes(in->s, in->version, same, err);
}

/* Packs the bytes of what is whole, unless their server did; notes what came of its kind. */
static int pack_bytes(struct store_incoming *in, const struct row *row, struct err *err)
{
	const struct docfile *d = row->doc;
	struct store_pieces p = {.version = row->version,
	                         .size = store_incoming_size(in),
	                         .docfile = d->plain.bytes,
	                         .docfile_len = d->plain.len};
	int64_t dictionary;
	int packed;

	if (store_kind_came(in->s, d->kinds.docfile, row->version, (int64_t)d->plain.len,
	                    d->dictionary, err) < 0)
		return -1;
	if (in->carriage.absent)
		return store_set_absent(in->s, row->version, err);
	if (store_is_coded(in->coding) || !p.size)
		return 0;
	dictionary = store_kind_dictionary(in->s, d->kinds.bytes, err);
	packed = dictionary < 0 ? -1 : store_pack_bytes(in->s, &p, dictionary, err);
	return packed <= 0 ? packed
	                   : store_kind_came(in->s, d->kinds.bytes, row->version, p.size,
	                                     dictionary, err);
}

static int64_t commit_rows(struct store_incoming *in, const struct doc *doc, struct row *row,
                           struct err *err)
{
	int64_t same;
	int rc;

	row->text = text_of(in, doc, &row->id, err);
	if (row->text < 0)
		return -1;
	same = same_bytes(in, row, err);
	if (same < 0)
		return -1;
	row->version = same;
	if (same && (rc = settle_same(in, row, same, err)))
		return rc < 0 || store_incoming_source(in, row->version, err) < 0 ||
		                       drop_others(in, row, err) < 0
		               ? -1
		               : same;
	if (!same) {
		if (store_incoming_row(in, err) < 0 || store_incoming_chunk(in, err) < 0)
			return -1;
		row->version = in->version;
	} else if (replace_bytes(in, same, err) < 0) {
		return -1;
	}
	if (set_words(in, doc, row, err) < 0 || set_row(in, row, err) < 0 ||
	    (!*in->beside && store_name_version(in, row->text, row->version, &row->id, err) < 0) ||
	    set_number(in->s, row, err) < 0 || store_incoming_source(in, row->version, err) < 0)
		return -1;
	if (row->whole && row->parser && pack_bytes(in, row, err) < 0)
		return -1;
	return drop_others(in, row, err) < 0 ? -1 : row->version;
}

static void set_hash(struct store_incoming *in)
{
	char *at = in->hash_key + snprintf(in->hash_key, sizeof in->hash_key, STORE_HASH);

	SHA256Final(in->sha, &in->hash);
	if (in->carriage.absent)
		memcpy(in->sha, in->carriage.sha256, sizeof in->sha);
	for (int i = 0; i < SHA256_DIGEST_LENGTH; i++)
		snprintf(at + 2 * (size_t)i, 3, "%02x", in->sha[i]);
}

static int64_t commit(struct store_incoming *in, const struct doc *doc, struct row *row,
                      struct err *err)
{
	int64_t had = in->version, id;

	if (store_enter(in->s, err) < 0)
		return -1;
	id = store_leave(in->s, commit_rows(in, doc, row, err), err);
	if (id < 0)
		in->version = had;
	return id;
}

/* What could not be kept as a version stays as a part, as far as it is written down;
 * but not when its document is too large, for it would be again. */
int64_t store_commit(struct store_incoming *in, const struct doc *doc, bool whole, int parser,
                     struct err *err)
{
	struct docfile docfile = {.dictionary = 0};
	struct row row = {.doc = &docfile, .whole = whole, .parser = parser};
	int64_t id;

	set_hash(in);
	buf_init(&docfile.plain, DOC_MAX);
	buf_init(&docfile.packed, DOC_MAX + DOC_MAX / 8);
	if (pack_docfile(in, doc, &docfile, err) < 0) {
		docfile_done(&docfile);
		store_abort(in);
		return -1;
	}
	id = commit(in, doc, &row, err);
	if (id >= 0 && !in->s->many) {
		store_kind_learn(in->s, docfile.kinds.docfile);
		store_kind_learn(in->s, docfile.kinds.bytes);
	}
	docfile_done(&docfile);
	store_incoming_free(in);
	return id;
}

int store_checked(struct store *s, int64_t version, int64_t when, int64_t fresh, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare_kept(s, "UPDATE version SET checked=?2, fresh=?3 WHERE id=?1", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	sqlite3_bind_int64(q, 2, when);
	sqlite3_bind_int64(q, 3, fresh);
	return store_run(s, q, err);
}

int store_put_page(struct store *s, const char *key, const struct doc *doc, struct err *err)
{
	struct store_origin origin = {.key = key, .type = "text/x-docfile"};
	struct store_incoming *in = store_begin(s, &origin, err);
	struct buf out;
	int rc = -1;

	if (!in)
		return -1;
	buf_init(&out, DOC_MAX);
	doc_write(doc, &out);
	/* The docfile's hash names the version; the bytes themselves are the document. */
	SHA256Update(&in->hash, (const uint8_t *)out.bytes, out.len);
	rc = store_commit(in, doc, true, 0, err) < 0 ? -1 : 0;
	buf_done(&out);
	return rc;
}
