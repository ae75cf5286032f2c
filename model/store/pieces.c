/* SPDX-License-Identifier: ISC */
/* The bytes of versions, piece by piece, packed or as they came. */
#include "config.h"

#include "model/store/packed.h"

#include <stdlib.h>
#include <string.h>

/* They stay as they came where the first piece would keep more than seven eighths. */
#define WORTH_EIGHTHS 7

/* Pieces that are packed at once. */
#define RUN 32

long store_piece_size(const struct store_pieces *p, int64_t number)
{
	int64_t left = p->size - number * STORE_CHUNK;

	return number < 0 || left <= 0 ? -1 : left < STORE_CHUNK ? (long)left : STORE_CHUNK;
}

/* The part of the docfile that a piece is packed behind. */
static struct pack_prefix near_docfile(const struct store_pieces *p, int64_t number)
{
	int64_t len = (int64_t)p->docfile_len, most = STORE_NEAR;
	int64_t at = number * STORE_CHUNK * len / p->size - most / 2;

	if (at > len - most)
		at = len - most;
	if (at < 0)
		at = 0;
	return (struct pack_prefix){p->docfile + at, (size_t)(len - at < most ? len - at : most),
	                            0};
}

static int prefix_of(struct store *s, const struct store_pieces *p, int64_t dictionary,
                     int64_t number, struct pack_prefix *prefix, struct err *err)
{
	struct pack_prefix first, then = near_docfile(p, number);
	struct buf *both;

	if (store_find_dictionary(s, dictionary, &first, err) < 0)
		return -1;
	both = &s->packing->prefix;
	buf_reset(both);
	buf_add(both, first.bytes, first.len);
	buf_add(both, then.bytes, then.len);
	if (!buf_ok(both)) {
		buf_done(both);
		return err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	}
	*prefix = (struct pack_prefix){both->bytes, both->len, 0};
	return 0;
}

int store_unpack_piece(struct store *s, const struct store_pieces *p, int64_t number,
                       const char *packed, size_t len, char *plain, struct err *err)
{
	long size = store_piece_size(p, number);
	struct store_unpack row = {.owner = s,
	                           .dictionary = p->dictionary,
	                           .packed = packed,
	                           .packed_len = len,
	                           .len = size > 0 ? (size_t)size : 0};
	int rc = -1;

	if (size > 0) {
		struct pack_prefix first, then = near_docfile(p, number);

		if (store_find_dictionary(s, p->dictionary, &first, err) < 0)
			return -1;
		row.first = (struct unpack_part){first.bytes, first.len};
		row.then = (struct unpack_part){then.bytes, then.len};
		rc = store_unpack_row(s, &row, plain, err);
	}
	if (rc == 0 || rc < -1)
		return rc < 0 ? -1 : 0;
	return err_set(err, ERR_STORE,
	               "%s: the store is damaged: bytes of version %lld do not unpack", s->path,
	               (long long)p->version);
}

/* A piece as it came. */
static int get_piece(struct store *s, const struct store_pieces *p, int64_t number, char *plain,
                     struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, "SELECT bytes FROM chunk WHERE id=?1", err);
	long size = store_piece_size(p, number);
	int rc = -1;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, p->version << 16 | number);
	if (sqlite3_step(q) != SQLITE_ROW || (!p->packed && sqlite3_column_bytes(q, 0) != size)) {
		err_set(err, ERR_STORE,
		        "%s: the store is damaged: bytes of version %lld are missing", s->path,
		        (long long)p->version);
	} else if (p->packed) {
		rc = store_unpack_piece(s, p, number, sqlite3_column_blob(q, 0),
		                        (size_t)sqlite3_column_bytes(q, 0), plain, err);
	} else {
		memcpy(plain, sqlite3_column_blob(q, 0), (size_t)size);
		rc = 0;
	}
	store_release(q);
	return rc;
}

static int set_packed(struct store *s, int64_t version, int packed, int64_t dictionary,
                      struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s, "UPDATE version SET packed=?2, dictionary=?3 WHERE id=?1", err);

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version);
	sqlite3_bind_int(q, 2, packed);
	sqlite3_bind_int64(q, 3, dictionary);
	return store_run(s, q, err);
}

/* Pieces that are packed, before they take the place of what is there: rows that shrink where
 * they are would leave their pages half empty. */
struct run {
	int64_t first; /* number of the first piece */
	int count;
	size_t len[RUN];
	struct buf bytes;
};

/* 0, 1 when packing is not worth it, -1. */
static int pack_piece(struct store *s, const struct store_pieces *p, int64_t dictionary,
                      struct run *run, struct err *err)
{
	int64_t number = run->first + run->count;
	size_t size = (size_t)store_piece_size(p, number), before = run->bytes.len;
	struct pack_prefix prefix = {NULL, 0, 0};

	if (get_piece(s, p, number, s->packing->plain, err) < 0 ||
	    prefix_of(s, p, dictionary, number, &prefix, err) < 0)
		return -1;
	if (pack(s->packing->packer, prefix, s->packing->plain, size, &run->bytes) < 0)
		return err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	run->len[run->count++] = run->bytes.len - before;
	return !number && !p->packed && run->bytes.len > size / 8 * WORTH_EIGHTHS;
}

static int remove_pieces(struct store *s, int64_t first, int64_t last, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare_kept(s, "DELETE FROM chunk WHERE id BETWEEN ?1 AND ?2", err);
	int rc;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, first);
	sqlite3_bind_int64(q, 2, last);
	rc = sqlite3_step(q) == SQLITE_DONE ? 0 : store_fail(s, err);
	store_release(q);
	return rc;
}

static int add_piece(struct store *s, int64_t id, const char *bytes, size_t len, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, "INSERT INTO chunk(id, bytes) VALUES(?,?)", err);
	int rc;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, id);
	sqlite3_bind_blob(q, 2, bytes, (int)len, SQLITE_STATIC);
	rc = sqlite3_step(q) == SQLITE_DONE ? 0 : store_fail(s, err);
	store_release(q);
	sqlite3_clear_bindings(q);
	return rc;
}

static int put_run(struct store *s, const struct store_pieces *p, const struct run *run,
                   struct err *err)
{
	int64_t id = p->version << 16 | run->first;
	size_t at = 0;
	int rc = remove_pieces(s, id, id + run->count - 1, err);

	for (int i = 0; rc == 0 && i < run->count; i++) {
		rc = add_piece(s, id + i, run->bytes.bytes + at, run->len[i], err);
		at += run->len[i];
	}
	return rc;
}

/* As many pieces as are packed at once, from `first` on: 0, 1 when it is not worth it, -1. */
static int pack_run(struct store *s, const struct store_pieces *p, int64_t dictionary,
                    int64_t first, struct err *err)
{
	struct run run = {.first = first};
	int rc = 0;

	buf_init(&run.bytes, 2 * RUN * STORE_CHUNK);
	while (rc == 0 && run.count < RUN && store_piece_size(p, first + run.count) > 0)
		rc = pack_piece(s, p, dictionary, &run, err);
	if (rc == 0)
		rc = put_run(s, p, &run, err);
	buf_done(&run.bytes);
	return rc;
}

int store_pack_bytes(struct store *s, const struct store_pieces *p, int64_t dictionary,
                     struct err *err)
{
	int rc = store_packing(s, err) ? 0 : -1;

	for (int64_t i = 0; rc == 0 && store_piece_size(p, i) > 0; i += RUN)
		rc = pack_run(s, p, dictionary, i, err);
	if (rc)
		return rc < 0 ? -1 : 0;
	return set_packed(s, p->version, STORE_PACKED, dictionary, err) < 0 ? -1 : 1;
}

int store_pieces_of(struct store *s, struct store_pieces *p, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "SELECT size, packed, dictionary FROM version WHERE id=?1", err);
	int rc;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, p->version);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		p->size = sqlite3_column_int64(q, 0);
		p->packed = sqlite3_column_int(q, 1) == STORE_PACKED;
		p->absent = sqlite3_column_int(q, 1) == STORE_ABSENT;
		p->dictionary = sqlite3_column_int64(q, 2);
	} else if (rc != SQLITE_DONE) {
		store_fail(s, err);
	}
	store_release(q);
	return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : -1;
}

int store_take_bytes(struct store *s, int64_t from, int64_t to, struct err *err)
{
	static const char *const steps[] = {
		"DELETE FROM chunk WHERE id BETWEEN ?1 << 16 AND (?1 << 16) + 65535 AND ?2",
		"UPDATE chunk SET id = (?1 << 16) + (id & 65535) "
		"WHERE id BETWEEN ?2 << 16 AND (?2 << 16) + 65535"};

	for (int i = 0; i < 2; i++) {
		sqlite3_stmt *q = store_prepare(s, steps[i], err);

		if (!q)
			return -1;
		sqlite3_bind_int64(q, 1, to);
		sqlite3_bind_int64(q, 2, from);
		if (store_run(s, q, err) < 0)
			return -1;
	}
	return set_packed(s, to, STORE_PLAIN, 0, err);
}

int store_set_absent(struct store *s, int64_t version, struct err *err)
{
	return set_packed(s, version, STORE_ABSENT, 0, err);
}

/* -- reading ------------------------------------------------------------------- */

/* The docfile of the version at hand; `again` also where one is. */
static int open_docfile(struct store *s, struct store_pieces *p, bool again, struct err *err)
{
	struct store_packing *k = store_packing(s, err);

	if (!k)
		return -1;
	if (again || k->version != p->version) {
		free(k->docfile);
		k->version = 0;
		k->docfile = store_docfile(s, p->version, &k->docfile_len, err);
		if (!k->docfile)
			return -1;
		k->version = p->version;
	}
	p->docfile = k->docfile;
	p->docfile_len = k->docfile_len;
	return 0;
}

/* Another program may have made the docfile anew since it was read here: then what is at
 * hand does not fit, and it is read again, with the row as the same moment has both. */
static const char *unpack_at_hand(struct store *s, struct store_pieces *p, int64_t number,
                                  const char *packed, size_t len, struct err *err)
{
	bool had = s->packing && s->packing->version == p->version;

	if (open_docfile(s, p, false, err) < 0)
		return NULL;
	if (had && store_unpack_piece(s, p, number, packed, len, s->packing->plain, NULL) == 0)
		return s->packing->plain;
	if (had && open_docfile(s, p, true, err) < 0)
		return NULL;
	return store_unpack_piece(s, p, number, packed, len, s->packing->plain, err) < 0
	               ? NULL
	               : s->packing->plain;
}

/* What the row has from `from` on; -1. */
static long copy_piece(struct store *s, sqlite3_stmt *q, int64_t version, uint64_t offset,
                       char *bytes, size_t len, struct err *err)
{
	struct store_pieces p = {.version = version,
	                         .packed = sqlite3_column_int(q, 1) == STORE_PACKED,
	                         .dictionary = sqlite3_column_int64(q, 2),
	                         .size = sqlite3_column_int64(q, 3)};
	const char *piece = sqlite3_column_blob(q, 0);
	size_t have = (size_t)sqlite3_column_bytes(q, 0), from = offset & 0xffff;
	int64_t number = (int64_t)(offset >> 16);

	if (p.packed) {
		piece = unpack_at_hand(s, &p, number, piece, have, err);
		if (!piece)
			return -1;
		have = (size_t)store_piece_size(&p, number);
	}
	if (from >= have)
		return 0;
	if (len > have - from)
		len = have - from;
	memcpy(bytes, piece + from, len);
	return (long)len;
}

long store_bytes(struct store *s, int64_t version, uint64_t offset, char *bytes, size_t len,
                 struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s,
	                                     "SELECT c.bytes, v.packed, v.dictionary, v.size "
	                                     "FROM chunk c JOIN version v ON v.id = ?2 "
	                                     "WHERE c.id = ?1",
	                                     err);
	long n = 0;
	int rc;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, version << 16 | (int64_t)(offset >> 16));
	sqlite3_bind_int64(q, 2, version);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		n = copy_piece(s, q, version, offset, bytes, len, err);
	else if (rc != SQLITE_DONE)
		n = store_fail(s, err);
	store_release(q);
	return n;
}
