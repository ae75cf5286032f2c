/* SPDX-License-Identifier: ISC */
/*
 * spoken: a document as lines for a reader who hears them or feels them: links with their
 * numbers, tables cell by cell, marks as words, no bars and frames. Knows no screen.
 */
#ifndef PALAIS_TUI_SPOKEN_H
#define PALAIS_TUI_SPOKEN_H

#include "model/doc/document.h"

struct spoken;

/* Of a presented document, broken at so many columns; NULL: out of memory. */
struct spoken *spoken_new(const struct doc *doc, int width);
void spoken_free(struct spoken *s);

/* Its lines, without their ends; NULL behind the last. Borrowed. */
const char *spoken_line(const struct spoken *s, size_t index);
/* The block that a line is of, and the first line of a block or of one behind it. */
size_t spoken_block(const struct spoken *s, size_t index);
size_t spoken_find(const struct spoken *s, size_t block);
/* The address of link number n (from 1 on); NULL. Borrowed. */
const char *spoken_link(const struct spoken *s, size_t n);

#endif
