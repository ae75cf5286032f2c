/* SPDX-License-Identifier: ISC */
/*
 * sign: signatures in the form of minisign, and the keys that they are made by.
 *
 * Ed25519 of the BLAKE2b hash of a message, with a comment that is signed too; libsodium does
 * both. It is opened when it is first needed, for who has no hub does not pay for it
 * (doc/decisions/036). A key that is kept under a password is minisign's alone to open. Knows
 * bytes: reads and writes no file.
 */
#ifndef PALAIS_MODEL_HUB_SIGN_H
#define PALAIS_MODEL_HUB_SIGN_H

#include "model/base/buf.h"
#include "model/base/err.h"

#include <stdint.h>

#define SIGN_NAME 8
#define SIGN_PUBLIC 32
#define SIGN_SECRET 64
#define SIGN_BYTES 64

struct sign_public {
	uint8_t name[SIGN_NAME]; /* by which signatures say whose they are */
	uint8_t key[SIGN_PUBLIC];
};

struct sign_secret {
	uint8_t name[SIGN_NAME];
	uint8_t key[SIGN_SECRET]; /* with the public one behind it */
};

/* Bytes of the file of a key, and of a signature, at most. */
#define SIGN_FILE_MOST 1024
/* Bytes of what is said beside a signature and signed with it. */
#define SIGN_COMMENT_MOST 200

/* What a reader holds against what the owner of a key has said: its hash, as ten groups of
 * four digits. */
#define SIGN_FINGERPRINT 50
void sign_fingerprint(const struct sign_public *key, char out[SIGN_FINGERPRINT]);
/* Whether somebody has typed that, with blanks or colons wherever they are. */
bool sign_fingerprint_is(const struct sign_public *key, const char *typed);
/* Whether it has the form of one. */
bool sign_is_fingerprint(const char *typed);

/* Another pair, by chance. 0 or -1 with err, as all that follow. */
int sign_make(struct sign_secret *secret, struct sign_public *public, struct err *err);
void sign_public_of(const struct sign_secret *secret, struct sign_public *public);

/* The files of keys, as minisign has them. What is wrong is told of `what`. */
int sign_public_read(const char *file, size_t len, const char *what, struct sign_public *key,
                     struct err *err);
int sign_secret_read(const char *file, size_t len, const char *what, struct sign_secret *key,
                     struct err *err);
void sign_public_write(const struct sign_public *key, struct buf *out);
int sign_secret_write(const struct sign_secret *key, struct buf *out, struct err *err);

/* Adds the four lines of a signature. */
int sign(const struct sign_secret *key, const char *message, size_t len, const char *comment,
         struct buf *out, struct err *err);

/* The four lines at the beginning of a file, which borrows from it. */
struct signature {
	uint8_t name[SIGN_NAME];
	uint8_t bytes[SIGN_BYTES], all[SIGN_BYTES]; /* of the message; of that and the comment */
	const char *comment;
	size_t comment_len;
	size_t len; /* of the lines */
};
/* Whether there is one. */
bool signature_read(const char *file, size_t len, struct signature *s);
/* Whether it is of this message by this key: 1, 0, -1 with err when that cannot be told. */
int signature_holds(const struct signature *s, const struct sign_public *key, const char *message,
                    size_t len, struct err *err);

#endif
