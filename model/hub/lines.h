/* SPDX-License-Identifier: ISC */
/*
 * lines: the form of what a hub says: lines of words that one blank parts.
 *
 * A word is read as what has to stand there, or the whole is refused; a number has one form.
 * For the files of hub/ alone.
 */
#ifndef PALAIS_MODEL_HUB_LINES_H
#define PALAIS_MODEL_HUB_LINES_H

#include "model/base/buf.h"

#include <stdint.h>

/* What is left of a text, or of a line of it; borrowed. */
struct lines {
	const char *at, *end;
};

/* The next line, without its end: false when there is none that ends. */
bool lines_next(struct lines *text, struct lines *line);
/* The next word is this one. */
bool lines_word(struct lines *line, const char *word);
/* The next word, which is not empty. */
bool lines_any(struct lines *line, struct lines *word);
bool lines_number(struct lines *line, uint64_t most, uint64_t *number);
/* Bytes in base64 without '='. */
bool lines_bytes(struct lines *line, void *bytes, size_t size);
/* Nothing is left. */
bool lines_ended(const struct lines *line);

#endif
