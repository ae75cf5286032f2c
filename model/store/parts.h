/* SPDX-License-Identifier: ISC */
/*
 * parts: what is there of downloads that broke off.
 *
 * A part is a version that is not whole. Bytes that come are written down every
 * STORE_FLUSH bytes, so that also a program that is killed leaves what it had; the
 * address that was asked for names the part, and one who asks for it again claims
 * it, and goes on after its last byte. A part has a document when one could be made
 * of the piece; it keeps it until the whole is here, and then goes.
 *
 * Claims are rows of the table lease: of two programs that want the same part one
 * gets it. The claim of a program that is no more does not count. Knows no network.
 */
#ifndef PALAIS_MODEL_STORE_PARTS_H
#define PALAIS_MODEL_STORE_PARTS_H

#include "model/store/store.h"

#define STORE_FLUSH 16384

/* Strings owned; "" where there is none. */
struct store_part {
	int64_t id;       /* of its version */
	char *asked;      /* the address asked for, in its one form */
	char *key, *lang; /* of the work and text that it is of; "" where it is not readable */
	char *url;        /* where it was found */
	char *type, *coding, *charset;
	char *etag, *last_modified;
	char *headers;
	int64_t origin_date;
	int64_t size;     /* bytes that are here */
	int64_t expected; /* of the whole; -1: the server did not say */
	int64_t fetched;  /* when its last bytes came */
	int cuts;         /* how often it broke off */
	bool readable;    /* a document was made of it */
	bool held;        /* it is coming just now: somebody has claimed it */
};
void store_part_done(struct store_part *p);

/* The newest part of an address that is not held. 1 found, 0 not, -1 err. */
int store_part_find(struct store *s, const char *asked, struct store_part *part, struct err *err);
/* All parts, newest first, until `each` returns non-zero; -1 err. */
int store_each_part(struct store *s, int (*each)(const struct store_part *, void *), void *payload,
                    struct err *err);
/* How many there are, and their bytes. */
int store_parts_total(struct store *s, int64_t *count, int64_t *bytes, struct err *err);

/* Takes a part for one download: 1, or 0 when it is taken, by this program too, or is
 * no more. It stays taken until it is released, discarded or made whole, or until the
 * program that took it has ended. */
int store_part_claim(struct store *s, int64_t id, struct err *err);
void store_part_release(struct store *s, int64_t id);

/* An incoming that goes on where the part that was claimed ends: what store_add
 * brings comes after the bytes that are there, which are hashed here. The origin's
 * strings say what is known now. NULL with err also when its bytes are not as they
 * should be. */
struct store_incoming *store_part_resume(struct store *s, int64_t id,
                                         const struct store_origin *origin, struct err *err);
/* Ends an incoming whose bytes stay as a part; the id of that, 0 when there were
 * none, -1 err. */
int64_t store_suspend(struct store_incoming *in, struct err *err);
/* Forgets a part, with its document; one that is held by another stays. */
int store_part_discard(struct store *s, int64_t id, struct err *err);
int store_part_set_cuts(struct store *s, int64_t id, int cuts, struct err *err);

/* Of an incoming: its bytes so far; its version once it has one, else 0. */
int64_t store_incoming_size(const struct store_incoming *in);
int64_t store_incoming_version(const struct store_incoming *in);
/* How often it broke off, should it end as a part. */
void store_incoming_cuts(struct store_incoming *in, int cuts);

/* Whether a host ("example.org", with ":8080" behind it where that is not the
 * scheme's own port) gives parts of a body: 1, -1 when it does not, 0 not known. */
int store_host_ranges(struct store *s, const char *host);
int store_host_set_ranges(struct store *s, const char *host, int ranges, struct err *err);

#endif
