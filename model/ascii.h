/*
 * ascii: text for a place that shows ASCII alone (a C locale, an old terminal).
 *
 * Quotes, dashes, bullets, rules and accents have readable twins. A letter of
 * another script has none here: it becomes '?', and ascii_lossy says so, for the
 * caller to tell the reader.
 */
#ifndef PALAIS_MODEL_ASCII_H
#define PALAIS_MODEL_ASCII_H

#include "model/buf.h"

#include <stdbool.h>
#include <stddef.h>

void ascii_write(struct buf *out, const char *s, size_t len);

/* Whether writing the text would lose letters. */
bool ascii_lossy(const char *s, size_t len);

/* The twin of one character (at most 3 bytes), "" when it falls away, NULL when
 * it has none. Marks keep their width: one cell for one cell where possible. */
const char *ascii_twin(unsigned int c);

#endif
