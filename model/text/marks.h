/* SPDX-License-Identifier: ISC */
/*
 * marks: where words that were looked for stand in a text.
 *
 * What is looked for is terms (terms.h), alone or several in a row; the last may go on.
 */
#ifndef PALAIS_MODEL_TEXT_MARKS_H
#define PALAIS_MODEL_TEXT_MARKS_H

#include <stdbool.h>
#include <stddef.h>

struct marks;

struct marks *marks_new(void); /* NULL when out of memory */
void marks_free(struct marks *m);

/* Adds terms that are apart by blanks, as a form of the word of that number. What was added
 * already changes nothing. 0, -1 when out of memory. */
int marks_add(struct marks *m, const char *terms, bool goes_on, int word);

/* The same for the same forms, and another for others. */
unsigned marks_number(const struct marks *m);

/* The bytes [from, to) of a text that such terms stand in, in order; none overlap. */
typedef int marks_fn(size_t from, size_t to, int word, void *payload);
/* Until `each` returns non-zero; that, or 0. */
int marks_find(struct marks *m, const char *s, size_t len, marks_fn *each, void *payload);

#endif
