/* SPDX-License-Identifier: ISC */
/*
 * carry: palais' side of palais-carry: what is in a bundle, and what is to be packed into one.
 *
 * A process for each; one that reads is sealed, and what it says is read as strictly as if the
 * file had said it. Knows descriptors only.
 */
#ifndef PALAIS_FETCH_HELPERS_CARRY_H
#define PALAIS_FETCH_HELPERS_CARRY_H

#include "model/base/err.h"

#include <stddef.h>

struct carry;

/* Reads a bundle from a descriptor, which stays the caller's. NULL with err. */
struct carry *carry_read(const char *program, int fd, struct err *err);
/* Its stream, as carried_reader_new wants it. */
long carry_take(char *bytes, size_t room, void *carry, struct err *err);

/* Packs what it is given into a file, which stays the caller's. NULL with err. */
struct carry *carry_pack(const char *program, int fd, struct err *err);
/* As carried_write wants it. */
int carry_put(const char *bytes, size_t len, void *carry, struct err *err);

/* Waits for its end: -1 with err when it has failed. */
int carry_end(struct carry *c, struct err *err);
/* What it gave could not be read: ends it; err says why not, where it has said so itself. */
void carry_fail(struct carry *c, struct err *err);
/* Ends it at once. NULL is fine. */
void carry_drop(struct carry *c);

#endif
