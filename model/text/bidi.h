/* SPDX-License-Identifier: ISC */
/*
 * bidi: one paragraph of text as it stands on a screen that shows its cells from
 * left to right: the Unicode Bidirectional Algorithm over the whole paragraph, the
 * order of each row by the paragraph's levels, mirrored brackets, and the joined
 * forms of Arabic.
 *
 * The algorithm is libfribidi's, but that the asterisk of a reissued document stays with
 * its symbol; lam-alef is put together here, so that marks may
 * stand between the two letters, and without the fillers that fribidi would leave.
 * Offsets are bytes of the paragraph. Knows text; knows no documents, layout or
 * screens.
 */
#ifndef PALAIS_MODEL_TEXT_BIDI_H
#define PALAIS_MODEL_TEXT_BIDI_H

#include "model/base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The direction of a paragraph; BIDI_AUTO takes its first strong character's. */
enum bidi_base { BIDI_LTR, BIDI_RTL, BIDI_AUTO };

/* A longer text is not taken as one paragraph: bidi_read says -1. */
#define BIDI_LONGEST ((size_t)1 << 20)

struct bidi;

struct bidi *bidi_new(void);
void bidi_free(struct bidi *b);

/* Takes a paragraph, which must stand while rows of it are asked for. The same
 * paragraph again costs nothing: it is known by its address, so one struct bidi
 * serves texts that live as long as it does. -1 when it is too long, or memory ran
 * out. */
int bidi_read(struct bidi *b, const char *s, size_t len, enum bidi_base base);
bool bidi_is_rtl(const struct bidi *b);

/* A cluster as shown: its bytes stand in bidi_shown at [at, at + len). Characters
 * that have no width of their own and are no marks have no cell. */
struct bidi_cell {
	uint32_t from, to; /* bytes of the paragraph that it shows */
	uint32_t at;
	uint16_t len;
	uint8_t width;
	bool rtl;
};

/* The row [from, to) of the paragraph, its cells from left to right; NULL when
 * memory ran out. Cells and bytes are valid until the next call. */
const struct bidi_cell *bidi_row(struct bidi *b, size_t from, size_t to, size_t *count);
const char *bidi_shown(const struct bidi *b);

/* Levels of the characters of the row that was asked for last, in logical order, and
 * which of them stands at each place from the left (indexes into the row). */
const signed char *bidi_levels(const struct bidi *b);
const int *bidi_order(const struct bidi *b);

/* The cluster of n bytes at s is a lam, and an alef follows: the bytes of the alef's
 * cluster, which shares the lam's one cell; else 0. */
size_t bidi_ligature(const char *s, size_t n, size_t len);

/* Whether a text has anything that the algorithm could move. */
bool bidi_is_needed(const char *s, size_t len);

/* Writes the text with each stretch from the right within isolates, so that it
 * moves nothing beside it. */
void bidi_isolate(struct buf *out, const char *s, size_t len);

/* Writes words of palais' own for a line from the right: numbers that hyphens or dashes join
 * ("2015-12-18 10:00", "83-11-62", "2012–2014") run from the left there, between marks of
 * direction, and would else be turned behind Arabic letters. */
void bidi_hold(struct buf *out, const char *s);

#endif
