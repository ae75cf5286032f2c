/* SPDX-License-Identifier: ISC */
/*
 * incoming: a version while its bytes come.
 *
 * What incoming.c (bytes), put.c (the commit), words.c (the
 * search) and parts.c (what broke off) share of it; no other module includes this.
 */
#ifndef PALAIS_MODEL_STORE_INCOMING_H
#define PALAIS_MODEL_STORE_INCOMING_H

#include "model/store/internal.h"

#include <sha2.h>

/* Bytes of a version lie in chunks of this size; the last may be shorter. */
#define STORE_CHUNK 65536

/* What a key begins with that is the hash of bytes. */
#define STORE_HASH "sha256:"

/* What the mirror of a source begins with that has carried something here. */
#define STORE_CARRIED "carried:"

struct store_incoming {
	struct store *s;
	char *key, *url, *asked, *lang, *mirror, *name;
	char *type, *coding, *charset, *etag, *last_modified, *headers;
	char *carried; /* NULL, or the symbols that it bears by its carrier's word */
	struct store_carriage carriage;
	/* once all of it came: */
	uint8_t sha[SHA256_DIGEST_LENGTH];
	char hash_key[sizeof STORE_HASH + 2 * SHA256_DIGEST_LENGTH];
	int64_t origin_date, fresh, came, instead;
	int64_t version; /* the row, once there is one; else 0 */
	int64_t chunks;  /* full ones, that are stored */
	int cuts;
	char *beside;      /* why it is not the same document as `beside_of`, or "" */
	int64_t beside_of; /* a version of the text that it is kept in */
	bool claimed;      /* the row is a part that this program holds */
	SHA2_CTX hash;
	struct buf pending; /* the last chunk */
	size_t stored;      /* bytes of that which the store has already */
	size_t flush;       /* after so many more they are written down */
};

/* One more place from which its bytes came: for use within a transaction. */
int store_incoming_source(struct store_incoming *in, int64_t version, struct err *err);
/* The row that the chunks belong to, and the last chunk: for use within a transaction. */
int store_incoming_row(struct store_incoming *in, struct err *err);
int store_incoming_chunk(struct store_incoming *in, struct err *err);
/* Writes down what is pending, in a transaction of its own. */
int store_incoming_flush(struct store_incoming *in, struct err *err);
/* Gives its claim back; frees it. */
void store_incoming_free(struct store_incoming *in);

/* Removes a version: its bytes, its words in the search, and the text that has no
 * other. */
int store_drop_version(struct store *s, int64_t version, struct err *err);
/* The text of a version that went, when it has no other; and then its work. */
int store_drop_text(struct store *s, int64_t text, struct err *err);
/* An index of other terms than those of this program is emptied, for it could not be taken
 * back by them; within a transaction. */
int store_index_ready(struct store *s, struct err *err);
/* One higher when the same text is cut into other terms. */
#define STORE_CUTTING 2u
struct cut_document;
/* Notes the terms of a text as it is indexed, so that verify need not cut it again while the
 * document is the same. */
int store_index_note(struct store *s, int64_t text, const struct doc *doc,
                     const struct cut_document *cut, struct err *err);
/* Puts a text's document into the search, or takes it out again. */
int store_index_document(struct store *s, int64_t text, const struct doc *doc, bool add,
                         struct err *err);
/* A document's title as that of its text. */
int store_set_title(struct store *s, int64_t text, const struct doc *doc, struct err *err);
/* A document's words in the search, in place of what its text was found by. */
int store_reindex(struct store *s, int64_t text, int64_t version, const struct doc *doc,
                  struct err *err);
/* Takes the words of a version out of the search; those of the next best of its text
 * come in. */
int store_unindex(struct store *s, int64_t version, struct err *err);
/* One number that a query gives: 0 when it gives none, -1 on error. Finishes it. */
int64_t store_number(struct store *s, sqlite3_stmt *q, struct err *err);

/* Writes the file anew where much of it is unused, or in any case: by how many bytes it is
 * shorter, -1. */
int64_t store_shorten(struct store *s, bool all, struct err *err);

/* The name of a part's lease. */
#define STORE_CLAIM_NAME 32
void store_claim_name(int64_t part, char name[STORE_CLAIM_NAME]);
/* Takes it: 1, 0 when anybody has it. Within a transaction, or not. */
int store_claim(struct store *s, int64_t part, struct err *err);

#endif
