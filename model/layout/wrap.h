/* SPDX-License-Identifier: ISC */
/*
 * wrap: a document laid out for a width, row by row.
 *
 * Rows are made in order and only as far as they are asked for, so that the
 * first screen of a long document needs no full layout. A row is a list of
 * pieces: stretches of a text of the document, or of the layout's own (markers,
 * rules), each at a column. Pieces borrow from the document, which must outlive
 * the wrap. Columns and widths are terminal cells.
 *
 * Knows documents and characters; knows no screen: the same rows are printed by
 * `palais show`.
 */
#ifndef PALAIS_MODEL_LAYOUT_WRAP_H
#define PALAIS_MODEL_LAYOUT_WRAP_H

#include "model/doc/document.h"
#include "model/text/bidi.h"

#include <stddef.h>
#include <stdint.h>

struct wrap;

enum wrap_style {
	WRAP_TEXT,    /* a stretch of a document's text: its spans apply */
	WRAP_HEADING, /* likewise, of a heading */
	WRAP_MARKER,  /* a marker, a rule, a bar: the layout's own */
	WRAP_LABEL,   /* the label of a record, a caption's or a note's marker */
	WRAP_PICTURE  /* a row of a figure's picture, in shades; which of them is its offset */
};

struct wrap_piece {
	const char *bytes; /* not NUL-terminated */
	uint32_t len;
	uint16_t col;   /* the first cell, from the left */
	uint16_t width; /* cells */
	enum wrap_style style;
	bool hyphen; /* broken at a soft hyphen: show one at the end */
	bool rtl;    /* its paragraph runs from the right */
	bool moved;  /* not always shown in the order in which it is read: wrap_show */
	bool own;    /* of palais' own words: its marks of direction are put out (shown.h) */
	bool alone;  /* its row is a paragraph of its own */
	const struct doc_text *text; /* that it is of, or NULL for the layout's own */
	uint32_t offset;             /* of bytes within that text */
};

struct wrap_row {
	uint32_t block;  /* index of the block that it belongs to */
	uint32_t offset; /* where in the block: bytes of text, or for a table its row */
	const struct wrap_piece *pieces;
	uint32_t piece_count; /* 0: an empty row */
};

/* What is done about text from the right. */
enum wrap_bidi {
	WRAP_PLAIN,    /* nothing: rows in the order of reading, from the left */
	WRAP_DIRECTED, /* likewise, and pieces say which way they run */
	WRAP_VISUAL    /* blocks from the right stand at the right, cells in visual order */
};

/* Lays out for a width (at least 8 cells are used); NULL when out of memory. */
struct wrap *wrap_new(const struct doc *doc, int width);
/* Before the first row is asked for; plain is what it is at first. */
void wrap_set_bidi(struct wrap *w, enum wrap_bidi bidi);
void wrap_free(struct wrap *w);

/* The row, or NULL past the last. Valid until the next call that lays out. */
const struct wrap_row *wrap_row(struct wrap *w, size_t row);
/* How many rows there are; lays out everything. */
size_t wrap_rows(struct wrap *w);
/* Whether memory was lacking: then rows are missing, and what is there is not all. */
bool wrap_lacks(const struct wrap *w);
/* How many are laid out by now, and whether those are all. */
size_t wrap_known(const struct wrap *w, bool *all);

/* A piece as it stands on the screen. */
struct wrap_shown {
	const struct bidi_cell *cells; /* from the left */
	size_t count;
	const char *bytes; /* what the cells' `at` counts in */
	uint32_t base;     /* a cell's `from` and this: the offset in the piece's text */
};

/* How a piece that is moved is shown, until the next call. False when it is not moved,
 * or cannot be (out of memory): then it is shown as it is read. */
bool wrap_show(struct wrap *w, const struct wrap_piece *p, struct wrap_shown *shown);
/* The column at which a byte of the piece's text is shown. */
int wrap_column(struct wrap *w, const struct wrap_piece *p, uint32_t offset);

/* The row in which an offset of a block is shown. */
size_t wrap_find(struct wrap *w, size_t block, uint32_t offset);

#endif
