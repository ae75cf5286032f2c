/*
 * symbol: the names of UN documents, such as S/RES/2254(2015).
 *
 * The canonical form has no space inside and is the key in stores and links; the
 * printed form has the UN's space before a bracket. Knows text only, no store.
 */
#ifndef PALAIS_MODEL_SYMBOL_H
#define PALAIS_MODEL_SYMBOL_H

#include <stdbool.h>
#include <stddef.h>

#define SYMBOL_MAX 80

struct symbol_match {
	size_t start, end; /* bytes of the text that name it */
	char symbol[SYMBOL_MAX];
};

/* The next symbol at or after `from`: 1, or 0 when there is none. Finds written
 * symbols (S/2015/1046, A / 71 / 755) and, after a word for "resolution", numbers
 * with a year or a session (2254 (2015), 71/248). */
int symbol_next(const char *s, size_t len, size_t from, struct symbol_match *m);

/* What a reader typed or an address holds ("a/res/71/248", "S/RES/2254 (2015)",
 * "https://docs.un.org/en/S/RES/2254(2015)") in canonical form; false when it is
 * no symbol as a whole. */
bool symbol_normal(const char *typed, char out[SYMBOL_MAX]);

/* The form that the UN prints: a space before each bracket. */
void symbol_print(const char *symbol, char *out, size_t size);

#endif
