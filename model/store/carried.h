/* SPDX-License-Identifier: ISC */
/*
 * carried: a version of a document as it goes from one store to another.
 *
 * A record is lines of "name value" in one order, an empty line, then a docfile, plain, and,
 * where they are carried, the bytes as they came. It says what the version is (key, symbols,
 * language; title and kind are facts of its docfile), where, when and how it was come by, and
 * hash and length of the bytes, also where those stay behind. A stream is records one behind
 * another, marks (model/store/marks.h) among them, and a last line with their number, so that
 * one that was cut short is known. Packs of a hub and bundles for carrying are such streams.
 *
 * What is read may be anybody's: lines in another order, longer than CARRIED_LINE, with a
 * character that may not be shown, or a number that is none, are refused as the docfile is
 * that docfile(5) does not allow; memory is taken as bytes come, and never for what a length
 * says. Knows neither network nor files.
 */
#ifndef PALAIS_MODEL_STORE_CARRIED_H
#define PALAIS_MODEL_STORE_CARRIED_H

#include "model/base/buf.h"
#include "model/base/url.h"
#include "model/store/store.h"

#define CARRIED_LINE (URL_MAX + 32) /* bytes */
#define CARRIED_SYMBOLS 12
/* Of the bytes of one version: as many as a store has pieces for. */
#define CARRIED_BYTES (INT64_C(1) << 32)
/* Marks of one reader. */
#define CARRIED_MARKS (16u << 20)

/* -- writing ---------------------------------------------------------------------- */

/* Takes bytes; -1 with err. */
typedef int carried_put(const char *bytes, size_t len, void *payload, struct err *err);

/* Writes a whole version; with_bytes: with the bytes that are here. 1, or 0 when it cannot be
 * carried (a page of palais' own), -1. */
int carried_write(struct store *s, int64_t version, bool with_bytes, carried_put *put,
                  void *payload, struct err *err);
int carried_write_marks(const char *json, size_t len, carried_put *put, void *payload,
                        struct err *err);
/* The end of a stream. */
int carried_write_end(int64_t records, carried_put *put, void *payload, struct err *err);

/* In its place: why there is no more (ERR_STORE or ERR_FAILED, and in words). */
int carried_write_refusal(enum err_code code, const char *why, carried_put *put, void *payload,
                          struct err *err);

/* -- reading ---------------------------------------------------------------------- */

/* Strings are the reader's, until the next record; "" where there is none. */
struct carried {
	const char *key; /* the first symbol that it bears, an address, or "sha256:" and its hash */
	const char *symbols; /* that it bears, apart by blanks */
	const char *lang;
	const char *won; /* how it bore them where it came from (enum identity_won's word) */
	const char *url, *asked, *mirror, *name; /* as in store_source */
	const char *type, *coding, *charset;
	int64_t fetched, checked, origin_date;
	int parser;
	char sha256[65]; /* of the bytes as they came, in lower case */
	int64_t size;
	bool has_bytes; /* they follow: carried_bytes */
	const char *docfile;
	size_t docfile_len;
	const struct doc *doc;
	const char *marks; /* of a record that is marks, and nothing else of these; or NULL */
	size_t marks_len;
};

/* Brings what comes next: bytes, 0 at the end, -1 with err. */
typedef long carried_read(char *bytes, size_t room, void *payload, struct err *err);
/* That of a stream which is in memory: its payload, begun with at 0. */
struct carried_memory {
	const struct buf *b;
	size_t at;
};
carried_read carried_from_memory;

struct carried_reader;
struct carried_reader *carried_reader_new(carried_read *read, void *payload); /* NULL: memory */
void carried_reader_free(struct carried_reader *r);
/* The next record: 1; 0 behind the last; -1 with err. What was not asked for of the bytes of
 * the one before is read over. */
int carried_next(struct carried_reader *r, const struct carried **record, struct err *err);
/* Of that record the bytes that come next: 0 at the end, -1 with err, also when they are not
 * those of its hash. */
long carried_bytes(struct carried_reader *r, char *bytes, size_t room, struct err *err);
/* Whether nothing is behind the record that was read, which is no stream: true also reads its
 * bytes over. */
bool carried_is_single(struct carried_reader *r, struct err *err);

/* -- arriving --------------------------------------------------------------------- */

enum carried_how { CARRIED_BUNDLE, CARRIED_HUB, CARRIED_WARC };
/* What the mirror of a source says of who has carried it: "carried:bundle NAME", and behind
 * that, where it had one, its mirror there. */
bool carried_by(const char *mirror, enum carried_how *how, char *name, size_t size);

/* Writes that. before: the mirror that it had there, or "". */
void carried_mirror(struct buf *out, enum carried_how how, const char *name, const char *before);

struct carrier {
	enum carried_how how;
	const char *name; /* of the bundle or the hub */
	/* Makes the document of bytes, for those by which the catalogue knows a text of the
	 * UN: a carrier's word for what they say is not taken. NULL where it cannot (the text
	 * is by the carrier's word then). May be NULL. */
	struct doc *(*make)(const struct carried *c, const char *bytes, size_t len, void *payload);
	void *payload;
	int parser; /* its version */
};

enum carried_outcome {
	CARRIED_CAME,
	CARRIED_WAS_HERE, /* with those bytes; nothing has changed */
	CARRIED_BESIDE,   /* it came, and the text had other bytes by another way: both are here */
	CARRIED_DIFFERS   /* its bytes were here by their hash, but it says other words: it is not
	                     taken */
};

/* The record that was read last arrives. The outcome, and the version through id; -1 with
 * err: nothing of it is here. */
int carried_arrive(struct store *s, struct carried_reader *r, const struct carrier *by, int64_t *id,
                   struct err *err);

#endif
