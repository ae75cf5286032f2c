/* SPDX-License-Identifier: ISC */
/* Rows that lie packed in a store. */
#include "config.h"

#include "model/store/packed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define NOT_AT_HAND (-2)

/* So many dictionaries are at hand. */
#define DICTIONARIES 12

void store_packing_free(struct store *s)
{
	struct store_packing *k = s->packing;

	if (!k)
		return;
	for (size_t i = 0; i < k->dictionaries.count; i++)
		free(k->dictionaries.at[i].bytes);
	vec_done(&k->dictionaries);
	buf_done(&k->prefix);
	packer_free(k->packer);
	free(k->docfile);
	free(k->plain);
	free(k);
	s->packing = NULL;
}

struct store_packing *store_packing(struct store *s, struct err *err)
{
	if (!s->packing) {
		s->packing = calloc(1, sizeof *s->packing);
		if (s->packing) {
			buf_init(&s->packing->prefix, STORE_PREFIX);
			s->packing->packer = packer_new();
			s->packing->plain = malloc(STORE_CHUNK);
		}
	}
	if (s->packing && s->packing->packer && s->packing->plain)
		return s->packing;
	store_packing_free(s);
	err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	return NULL;
}

/* -- dictionaries ------------------------------------------------------------ */

static int read_dictionary(struct store *s, struct store_dictionary *d, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, "SELECT bytes FROM dictionary WHERE id=?1", err);
	int rc = -1;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, d->id);
	if (sqlite3_step(q) == SQLITE_ROW)
		d->len = (size_t)sqlite3_column_bytes(q, 0);
	if (d->len && d->len <= PACK_DICTIONARY)
		d->bytes = malloc(d->len);
	if (d->bytes)
		rc = (memcpy(d->bytes, sqlite3_column_blob(q, 0), d->len), 0);
	else
		err_set(err, ERR_STORE,
		        "%s: the store is damaged: dictionary %lld is not there, or is none",
		        s->path, (long long)d->id);
	store_release(q);
	return rc;
}

int store_find_dictionary(struct store *s, int64_t id, struct pack_prefix *found, struct err *err)
{
	struct store_packing *k = store_packing(s, err);
	struct store_dictionary d = {.id = id};

	if (!k)
		return -1;
	*found = (struct pack_prefix){NULL, 0, 0};
	if (!id)
		return 0;
	for (size_t i = 0; i < k->dictionaries.count; i++)
		if (k->dictionaries.at[i].id == id) {
			found->bytes = k->dictionaries.at[i].bytes;
			found->len = k->dictionaries.at[i].len;
			found->lasting = id;
			return 0;
		}
	if (read_dictionary(s, &d, err) < 0)
		return -1;
	if (k->dictionaries.count == DICTIONARIES) {
		free(k->dictionaries.at[0].bytes);
		k->dictionaries.count--;
		memmove(k->dictionaries.at, k->dictionaries.at + 1,
		        k->dictionaries.count * sizeof d);
	}
	if (vec_push(&k->dictionaries, d) < 0) {
		free(d.bytes);
		return err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	}
	*found = (struct pack_prefix){d.bytes, d.len, id};
	return 0;
}

/* -- rows ------------------------------------------------------------------- */

static int unpack_here(struct store *s, const struct store_unpack *row, char *plain,
                       struct err *err)
{
	struct pack_prefix prefix = {row->first.bytes, row->first.len, row->dictionary};
	struct buf *both = &s->packing->prefix;

	if (row->then.len) {
		buf_reset(both);
		buf_add(both, row->first.bytes, row->first.len);
		buf_add(both, row->then.bytes, row->then.len);
		if (!buf_ok(both)) {
			buf_done(both);
			err_set(err, ERR_FAILED, "%s: out of memory", s->path);
			return NOT_AT_HAND;
		}
		prefix = (struct pack_prefix){both->bytes, both->len, 0};
	}
	if (pack_is_old(row->packed, row->packed_len))
		return unpack_old(row->packed, row->packed_len, plain, row->len);
	return unpack(s->packing->packer, prefix, row->packed, row->packed_len, plain, row->len);
}

int store_unpack_row(struct store *s, const struct store_unpack *row, char *plain, struct err *err)
{
	return s->unpack ? s->unpack(row, plain, s->unpack_payload, err)
	                 : unpack_here(s, row, plain, err);
}

/* -- docfiles ---------------------------------------------------------------- */

/* -1 when it does not unpack, NOT_AT_HAND with err when what that needs is not there. */
static int unpack_docfile(struct store *s, const struct store_packed *doc, char *plain,
                          struct err *err)
{
	struct store_unpack row = {.owner = s,
	                           .dictionary = doc->dictionary,
	                           .packed = doc->bytes,
	                           .packed_len = doc->len,
	                           .len = (size_t)doc->plain};
	struct pack_prefix first;

	if (pack_is_old(doc->bytes, doc->len))
		row.dictionary = 0;
	if (store_find_dictionary(s, row.dictionary, &first, err) < 0)
		return NOT_AT_HAND;
	row.first = (struct unpack_part){first.bytes, first.len};
	return store_unpack_row(s, &row, plain, err);
}

char *store_unpack_docfile(struct store *s, const struct store_packed *doc, struct err *err)
{
	bool can = doc->bytes && doc->plain >= 0 && doc->plain <= DOC_MAX;
	char *plain = can ? malloc((size_t)doc->plain + 1) : NULL;
	int rc = plain ? unpack_docfile(s, doc, plain, err) : -1;

	if (rc == 0) {
		plain[doc->plain] = '\0';
		return plain;
	}
	free(plain);
	if (can && (!plain || (rc != NOT_AT_HAND && errno == ENOMEM)))
		err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	else if (rc != NOT_AT_HAND)
		err_set(err, ERR_STORE, "%s: the store is damaged: version %lld does not unpack",
		        s->path, (long long)doc->version);
	return NULL;
}

char *store_docfile(struct store *s, int64_t version, size_t *len, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "SELECT doc, doc_size, doc_dictionary FROM version WHERE id = ?1", err);
	struct store_packed doc = {.version = version};
	char *plain = NULL;

	if (!q)
		return NULL;
	sqlite3_bind_int64(q, 1, version);
	if (sqlite3_step(q) == SQLITE_ROW) {
		doc.bytes = sqlite3_column_blob(q, 0);
		doc.len = (size_t)sqlite3_column_bytes(q, 0);
		doc.plain = sqlite3_column_int64(q, 1);
		doc.dictionary = sqlite3_column_int64(q, 2);
		*len = (size_t)doc.plain;
		plain = store_unpack_docfile(s, &doc, err);
	} else {
		err_set(err, ERR_FAILED, "%s: no version %lld", s->path, (long long)version);
	}
	store_release(q);
	return plain;
}

int store_pack_docfile(struct store *s, int64_t dictionary, const struct buf *plain,
                       struct buf *out, struct err *err)
{
	struct pack_prefix prefix;

	if (store_find_dictionary(s, dictionary, &prefix, err) < 0)
		return -1;
	if (!buf_ok(plain) || pack(s->packing->packer, prefix, plain->bytes, plain->len, out) < 0)
		return err_set(err, ERR_FAILED, "document: too large to keep");
	return 0;
}
