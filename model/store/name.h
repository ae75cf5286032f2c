/* SPDX-License-Identifier: ISC */
/*
 * name: to which work an incoming text belongs, and by which symbols that is found.
 *
 * model/symbol/identity.h judges; here its judgement is written down: symbols that are
 * borne are keys and aliases of the work, with how they were won; what a text only says of
 * itself is a row of the table claim. For put.c and the migration.
 */
#ifndef PALAIS_MODEL_STORE_NAME_H
#define PALAIS_MODEL_STORE_NAME_H

#include "model/store/incoming.h"
#include "model/symbol/identity.h"

/* The work of an incoming text, made if need be, with all its keys; `id` takes the
 * judgement. -1 err. */
int64_t store_name_work(struct store_incoming *in, const struct doc *doc, struct identity *id,
                        struct err *err);
/* The text of a work in a language, made if need be. -1 err. */
int64_t store_name_text(struct store *s, int64_t work, const char *lang, struct err *err);
/* How a version has won the symbol of its work; what was carried here says so, whether it
 * has one or not. */
enum identity_won store_name_won(const struct store_incoming *in, const struct identity *id);
/* Writes that down, and what its text only claims. */
int store_name_version(struct store_incoming *in, int64_t text, int64_t version,
                       const struct identity *id, struct err *err);

/* Judges all that a store holds anew, as if it came now: a store of before knew no
 * difference. Within a transaction. */
int store_name_all(struct store *s, struct err *err);

#endif
