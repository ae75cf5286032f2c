/* SPDX-License-Identifier: ISC */
/*
 * store: where documents live. One SQLite file with one schema, used four ways:
 * the starter (shipped, read-only), the personal store (the reader's own), a
 * site's store (shared, written by one) and a bundle (carried on a stick).
 *
 * Identity: work (a symbol, else the canonical address, else the hash of an
 * added file) -> text (work x language) -> version (text x hash of the bytes as
 * they came). Other symbols and addresses of a work are aliases. Times are UTC
 * seconds since 1970; 0 is "not known".
 *
 * SQLite is named here and in dossier/ alone; other folders see the verbs below. A store
 * belongs to one thread. Strings that come back in a struct are its own, until
 * its _done.
 */
#ifndef PALAIS_MODEL_STORE_STORE_H
#define PALAIS_MODEL_STORE_STORE_H

#include "model/base/err.h"
#include "model/doc/document.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum store_kind {
	STORE_STARTER, /* our own, read-only, opened immutable */
	STORE_BUNDLE,  /* anybody's, read-only, opened immutable; its schema is compared */
	STORE_SITE,    /* anybody's, read-only, its writer may be alive; schema compared */
	STORE_PERSONAL /* read and written; made when it is not there */
};

struct store;

/* The path of a personal store that is nowhere but in memory, and how much of it. */
#define STORE_MEMORY ":memory:"
#define STORE_MEMORY_MOST (32 << 20)

/* Which text of the UN has bytes of this SHA-256 (64 hexadecimal digits): its symbol
 * (SYMBOL_MAX) and its language (8). 1, 0 when none is known, -1 with err. */
typedef int store_bytes_fn(struct store *catalogue, const char *sha256, char *symbol, char *lang,
                           struct err *err);

/* Opens a file. A personal store that cannot be written (no permission, a
 * read-only medium) opens for reading. Errors: ERR_STORE when the file is
 * damaged, of a newer version, or not a store; ERR_FAILED when it is not there
 * or may not be read. */
struct store *store_open(const char *path, enum store_kind kind, struct err *err);
/* The same; and what comes into it, or was in it before identities were judged, bears the
 * symbol that `bytes`, asked of `catalogue` (which outlives it), knows its bytes by. The tables
 * of others' stores are compared with those of the catalogue, where there is one. */
struct store *store_open_knowing(const char *path, enum store_kind kind, store_bytes_fn *bytes,
                                 struct store *catalogue, struct err *err);
void store_close(struct store *s); /* NULL is fine */

const char *store_path(const struct store *s);
enum store_kind store_kind_of(const struct store *s);
bool store_writable(const struct store *s);

/* Version of the library that stores are read with. */
const char *store_library(void);

/* Gives memory back that answers are found faster with; the next question takes
 * it again. For a program that will wait for its reader now. */
void store_rest(struct store *s);
/* Lets go of the state that a store of another writer was read in; the next question finds
 * what has come since. Holding it for long makes the writer's log long. */
void store_let_go(struct store *s);

/* -- reading ------------------------------------------------------------ */

/* One version, as told to readers. Strings owned; "" where there is none. */
struct store_version {
	int64_t id;
	char *key; /* of the work */
	char *lang;
	char *title;
	char *url;                     /* where it was found */
	char *asked;                   /* the address that was asked for */
	char *type, *coding, *charset; /* as the server said */
	char *etag, *last_modified;
	char *headers;
	char sha256[65];     /* of the bytes as they came, in hex */
	int64_t fetched;     /* when it came */
	int64_t checked;     /* when a server last said that it still stands */
	int64_t fresh;       /* until when it said that it need not be asked again; 0: it did not */
	int64_t origin_date; /* the server's Date */
	int64_t size;        /* bytes as they came */
	bool whole;          /* every byte came */
	int parser;          /* version of the parser that made the document */
	int64_t place;       /* versions of a store in the order in which they came */
	int number;          /* the N of WHAT@N, in its text, for good; 0: it is not whole */
	char *won;           /* how it bears the symbol of its work: an enum identity_won's word */
	char *symbols;       /* that it bears, apart by blanks, the first its key; "" */
	char *claims;        /* that it only calls itself, likewise */
	char *file;          /* the name of a file that has its bytes; "" */
	char *mirror;        /* the address that was really asked for it; "" */
	char *beside;        /* why it is kept beside the text and is not it; "" */
	bool absent;         /* its bytes are not here: hash and size are a carrier's word */
};
void store_version_done(struct store_version *v);
/* Whether it bears a symbol; whether it only calls itself so. */
bool store_version_bears(const struct store_version *v, const char *symbol);
bool store_version_claims(const struct store_version *v, const char *symbol);

/* The newest version of what is known under a key (symbol, address, hash or an
 * alias of these); langs is an order of preference ("ar,en") or NULL. 1 found,
 * 0 not, -1 err. */
int store_find(struct store *s, const char *key, const char *langs, struct store_version *v,
               struct err *err);
/* The languages in which it has a text, until `each` returns non-zero. 0, -1 err. */
int store_each_language(struct store *s, const char *key, int (*each)(const char *lang, void *),
                        void *payload, struct err *err);
/* Its document; NULL with err when it is damaged. */
struct doc *store_doc(struct store *s, int64_t version, struct err *err);
/* Its raw bytes from an offset on: bytes copied (0 at the end), -1 err. */
long store_bytes(struct store *s, int64_t version, uint64_t offset, char *bytes, size_t len,
                 struct err *err);

/* The whole versions of one text, the newest first, until `each` returns non-zero; what is
 * kept beside it too. The text is that which store_find chooses; each has the title that it
 * bears itself. 0, -1 err. */
int store_each_version_of(struct store *s, const char *key, const char *langs,
                          int (*each)(const struct store_version *, void *), void *payload,
                          struct err *err);
/* That of them with a number. 1 found, 0 not, -1 err. */
int store_version_at(struct store *s, const char *key, const char *langs, int number,
                     struct store_version *v, struct err *err);
/* A version by its id. 1 found, 0 not, -1 err. */
int store_version_get(struct store *s, int64_t id, struct store_version *v, struct err *err);

/* Where the bytes of a version came from. Strings are borrowed for the call; "" where there
 * is none. */
struct store_source {
	const char *url;    /* where they were found; "": a file */
	const char *asked;  /* the address that was asked for */
	const char *mirror; /* the address that was really asked for them */
	const char *type;   /* as the server, or the reader, said */
	const char *name;   /* of the file */
	int64_t fetched;    /* when they came so first */
};
/* In the order in which they came, until `each` returns non-zero. 0, -1 err. */
int store_each_source(struct store *s, int64_t version,
                      int (*each)(const struct store_source *, void *), void *payload,
                      struct err *err);

/* A version as a line of a list shows it. Strings are borrowed for the call. */
struct store_held {
	int64_t id, fetched, size;
	const char *key, *lang, *title;
	int number;
	bool whole;
	bool beside, alone; /* of lines: as in store_version; its text has no other version */
	/* Of all others: */
	const char *url, *type;
	int64_t checked;
	char sha256[65];
};
/* All versions, the last that came first, until `each` returns non-zero. 0, -1 err. */
int store_each_held(struct store *s, int (*each)(const struct store_held *, void *), void *payload,
                    struct err *err);
/* The same for lines; or of the `most` alone that were fetched last, those of one time by
 * their keys. */
int store_each_held_line(struct store *s, long most, int (*each)(const struct store_held *, void *),
                         void *payload, struct err *err);
/* Adds how many there are, and their bytes as they came. 0, -1 err. */
int store_count_held(struct store *s, int64_t *versions, int64_t *bytes, struct err *err);

/* -- writing: what comes from outside ----------------------------------- */

/*
 * store_begin opens an incoming version; store_add takes its bytes, hashing and
 * storing them in chunks of 64 KiB, the last of which grows, by short transactions
 * of their own, so that a kill leaves a part (model/store/parts.h) and never half a
 * version; store_commit makes it a version of a text, with document, search words
 * and citations, in one transaction. Bytes that the text has already are dropped
 * again, and only dates move. store_commit and store_abort free the incoming.
 */
struct store_incoming;

struct store_origin {
	const char *key;    /* as what it was asked for: a symbol, or its address in one form; of a
	                       page of our own its name; NULL of a file */
	const char *url;    /* where it was found, NULL for a file */
	const char *asked;  /* the address that was asked for, by which a part of it is found */
	const char *lang;   /* of the text, should the document not say; or NULL */
	const char *mirror; /* the address that was really asked for it; or NULL */
	const char *name;   /* of a file, or NULL */
	const char *type, *coding, *charset;
	const char *etag, *last_modified, *headers;
	int64_t origin_date;
	int64_t fresh;   /* as in store_version */
	int64_t came;    /* when its bytes came, if not now */
	int64_t instead; /* a claimed part of the same address that this is to replace, or 0 */
	int cuts;        /* how often it broke off so far */
	const struct store_carriage *carriage; /* of what others have carried here; or NULL */
};

/* How a version came that somebody else had before (model/store/carried.h). What is said of
 * it is the carrier's word: it names what the carrier says it is, but below all else, and
 * what is here already stays as it is. */
struct store_carriage {
	const char *symbols; /* that it bears by the carrier's word, apart by blanks */
	bool verified;       /* its document was made here, of its bytes: those may win a symbol */
	bool absent;         /* its bytes were not carried: */
	uint8_t sha256[32];  /* their hash, */
	int64_t size;        /* and how many they are, by the carrier's word */
	bool *was_here;      /* out: that version is here already; nothing has changed but that
	                        it came by this carrier too */
};

struct store_incoming *store_begin(struct store *s, const struct store_origin *origin,
                                   struct err *err);
int store_add(struct store_incoming *in, const void *bytes, size_t len, struct err *err);
/* Keeps it. doc is borrowed; whole: every byte came. The version's id, or -1. */
int64_t store_commit(struct store_incoming *in, const struct doc *doc, bool whole, int parser,
                     struct err *err);
void store_abort(struct store_incoming *in); /* its bytes are dropped */
/* To be said before the commit: what came is not the document that `version` is of, for a
 * reason in words (a line that readers are told). It is kept in that text beside it: neither
 * title nor search nor citations move, and no key leads to it. */
int store_incoming_beside(struct store_incoming *in, int64_t version, const char *why,
                          struct err *err);
/* The reader takes what was kept beside: it is the newest version of its text from now on.
 * -1 with err too where another would still be shown, which bears its symbol by its source.
 * Of what is not beside nothing changes. */
int store_take_beside(struct store *s, int64_t version, struct err *err);

/* Whether the clock can be right, by the last version that came: it stands before that, or
 * so many years behind it. Versions are in order either way; readers are told. */
enum store_clock { STORE_CLOCK_RIGHT, STORE_CLOCK_BEFORE, STORE_CLOCK_BEYOND };
#define STORE_CLOCK_SLACK 86400 /* seconds: clocks of several machines differ */
#define STORE_CLOCK_YEARS 5
enum store_clock store_clock(struct store *s);

/* A server said 304: only the time of the last check moves, and until when the copy
 * is fresh. */
int store_checked(struct store *s, int64_t version, int64_t when, int64_t fresh, struct err *err);

/* Puts a document that is the project's own (the starter's pages): no bytes;
 * its language is its fact. */
int store_put_page(struct store *s, const char *key, const struct doc *doc, struct err *err);

/* -- the reader's own --------------------------------------------------- */

/* What was asked for without a network. Adding twice changes nothing. */
int store_queue_add(struct store *s, const char *what, struct err *err);
int store_queue_remove(struct store *s, const char *what, struct err *err);
int store_each_queued(struct store *s, int (*each)(const char *what, int64_t added, void *),
                      void *payload, struct err *err);

/* Where the reader was in an address: a byte offset in a block. */
int store_place_set(struct store *s, const char *address, long block, long offset, struct err *err);
int store_place_get(struct store *s, const char *address, long *block, long *offset);

/* -- counting ----------------------------------------------------------- */

struct store_info {
	int64_t works, texts, versions, bytes; /* bytes as they came */
	int64_t file_bytes;                    /* of the store file */
	int64_t queued, bookmarks, parts;      /* parts: downloads that were cut off */
	int64_t carried;                       /* versions that others have carried here */
	int64_t oldest, newest;                /* fetched */
};
int store_info(struct store *s, struct store_info *info, struct err *err);

/* -- what texts only say of themselves ----------------------------------- */

/* The texts that call themselves by a symbol and do not bear it, until `each` returns
 * non-zero. 0, -1 err. */
int store_each_claimant(struct store *s, const char *symbol,
                        int (*each)(const char *key, const char *title, void *), void *payload,
                        struct err *err);

#endif
