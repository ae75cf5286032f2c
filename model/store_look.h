/*
 * store_look: whether texts can be read now, asked for many keys at a time (a list
 * of thousands marks each line). Looks through all stores of a shelf.
 */
#ifndef PALAIS_MODEL_STORE_LOOK_H
#define PALAIS_MODEL_STORE_LOOK_H

#include "model/shelf.h"

struct store_look;

/* NULL with err. The shelf must outlive it, unchanged. */
struct store_look *store_look_new(struct shelf *shelf, struct err *err);
void store_look_free(struct store_look *look); /* NULL is fine */

/* What the stores have under a key or alias: no text, a piece of one that broke off, or
 * a whole text. */
enum look_state { LOOK_AWAY, LOOK_PART, LOOK_HERE };
enum look_state store_look_at(struct store_look *look, const char *key);

/* Keys of all works that have a text, without the starter's, until `each`
 * returns non-zero. */
int store_look_each(struct store_look *look,
                    int (*each)(const char *key, const char *title, void *), void *payload,
                    struct err *err);

#endif
