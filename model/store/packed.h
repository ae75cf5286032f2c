/* SPDX-License-Identifier: ISC */
/*
 * packed: what of a store's rows lies there packed.
 *
 * A docfile is packed behind the dictionary of its language, once there is one. Bytes that
 * came without a coding are packed piece by piece, so that any of them can be read alone:
 * each behind the dictionary of its kind and, behind that, the docfile that was made of
 * them, whose words are most of theirs. Their hash and size are of the bytes as they came.
 * A docfile may therefore change only together with the pieces of its version, in one
 * transaction.
 *
 * For the files of store/ alone.
 */
#ifndef PALAIS_MODEL_STORE_PACKED_H
#define PALAIS_MODEL_STORE_PACKED_H

#include "model/store/incoming.h"
#include "model/store/pack.h"

/* A docfile as it lies in its row. */
struct store_packed {
	int64_t version;
	const char *bytes; /* borrowed; NULL where there is none */
	size_t len;
	int64_t plain;      /* bytes of it unpacked */
	int64_t dictionary; /* 0: none */
};

/* How the bytes of a version lie (version.packed): as they came, packed, or elsewhere: what
 * others have carried here may have come without. */
enum { STORE_PLAIN, STORE_PACKED, STORE_ABSENT };

/* The bytes of a version. */
struct store_pieces {
	int64_t version, size;
	bool packed, absent;
	int64_t dictionary;  /* 0: none */
	const char *docfile; /* borrowed; of packed ones */
	size_t docfile_len;
};

/* One row, by who unpacks for this store: 0, -1 when it is not that, -2 with err. */
int store_unpack_row(struct store *s, const struct store_unpack *row, char *plain, struct err *err);
/* The plain docfile, to be freed, with a NUL behind it; NULL with err (ERR_STORE where it is
 * damaged). store_docfile gives its length too. */
char *store_unpack_docfile(struct store *s, const struct store_packed *doc, struct err *err);
char *store_docfile(struct store *s, int64_t version, size_t *len, struct err *err);
/* Adds the packed docfile to `out`. */
int store_pack_docfile(struct store *s, int64_t dictionary, const struct buf *plain,
                       struct buf *out, struct err *err);

/* Bytes of piece `number`; -1 where the version has no such piece. */
long store_piece_size(const struct store_pieces *p, int64_t number);
/* One packed piece into its STORE_CHUNK bytes or fewer (store_piece_size). */
int store_unpack_piece(struct store *s, const struct store_pieces *p, int64_t number,
                       const char *packed, size_t len, char *plain, struct err *err);
/* Packs the bytes of a version behind a dictionary; those that would hardly be smaller stay
 * as they are. Within a transaction. `p` says how they lie now, and its docfile is the one
 * that they are, and will be, packed behind. 1 when they are packed so, 0, -1. */
int store_pack_bytes(struct store *s, const struct store_pieces *p, int64_t dictionary,
                     struct err *err);
/* How the bytes of p->version lie, but for the docfile: 1, 0 when there is no such, -1. */
int store_pieces_of(struct store *s, struct store_pieces *p, struct err *err);
/* The same bytes came again, as they are, as version `from`: they lie in place of those of
 * `to`. Within a transaction. */
int store_take_bytes(struct store *s, int64_t from, int64_t to, struct err *err);
/* The bytes of the version are not here. */
int store_set_absent(struct store *s, int64_t version, struct err *err);

/* Of a docfile so much stands before a piece, of about where the piece does: a long one would
 * have to be read over for each piece of many. */
#define STORE_NEAR 262144u
#define STORE_PREFIX (PACK_DICTIONARY + STORE_NEAR)

/* -- kinds: whose dictionary is whose (repack.c) -- */

struct store_kinds {
	char docfile[48], bytes[200];
};
/* Of a document in a language, and of the bytes of it from an address ("": a file). */
void store_kinds_of(const struct doc *doc, const char *lang, const char *url,
                    struct store_kinds *kinds);
/* The dictionary of a kind; 0: none yet; -1. */
int64_t store_kind_dictionary(struct store *s, const char *kind, struct err *err);
/* Within a transaction: `bytes` of a kind came with a version, packed behind `dictionary`. */
int store_kind_came(struct store *s, const char *kind, int64_t version, int64_t bytes,
                    int64_t dictionary, struct err *err);
/* Outside of one: a dictionary is learnt for a kind, where it is time. What fails is tried
 * again when more has come. */
void store_kind_learn(struct store *s, const char *kind);
/* The same for all for which it is. */
void store_kind_learn_due(struct store *s);
/* Packs a docfile anew. Within a transaction; nothing is changed where it does not unpack: -1. */
int store_repack_docfile(struct store *s, int64_t version, int64_t dictionary, struct err *err);
/* behind.c, outside of one: docfiles that are packed behind an older dictionary of their
 * language are packed behind its newest, and those that nothing is behind any more go. 0, -1. */
int store_put_behind_newest(struct store *s, struct err *err);
/* Whether bytes came in a coding, and so packed by their server. */
bool store_is_coded(const char *coding);

/* What one store has at hand for that. */
struct store_dictionary {
	int64_t id;
	char *bytes;
	size_t len;
};
struct store_packing {
	struct packer *packer;
	VEC(struct store_dictionary) dictionaries;
	struct buf prefix;     /* the last that was put together */
	int64_t version;       /* whose docfile is at hand; 0 */
	char *docfile, *plain; /* plain: room for a piece */
	size_t docfile_len;
};
/* NULL with err. */
struct store_packing *store_packing(struct store *s, struct err *err);
/* Gives all memory of it back. */
void store_packing_free(struct store *s);
/* The bytes of a dictionary, until the next is asked for. */
int store_find_dictionary(struct store *s, int64_t id, struct pack_prefix *found, struct err *err);

#endif
