/* SPDX-License-Identifier: ISC */
/*
 * internal: what wrap.c and wrap_table.c share. No other module includes this.
 */
#ifndef PALAIS_MODEL_LAYOUT_INTERNAL_H
#define PALAIS_MODEL_LAYOUT_INTERNAL_H

#include "model/base/vec.h"
#include "model/layout/wrap.h"
#include "model/text/characters.h"

/* A row as it is kept: its pieces by index, since their array moves. */
struct wrap_line {
	uint32_t block, offset;
	uint32_t first_piece, piece_count;
	bool bar;       /* a quotation's bar stands before its one piece */
	bool bar_right; /* at its right */
};

struct wrap {
	bool own; /* the document is of palais' own words */
	const struct doc *doc;
	int width;
	uint32_t block; /* the next to lay out, or being laid out */
	const struct doc_block *previous;
	VEC(struct wrap_line) rows;
	VEC(struct wrap_piece) pieces;
	VEC(char *) drawn; /* bytes of pieces that are of pictures */
	char *marks;       /* break marks of the text at hand */
	size_t marks_cap;
	uint32_t run_end; /* items before this block share a marker column */
	int run_marker;
	int run_day;         /* cells of the widest day that a marker of theirs begins with */
	int run_numeric;     /* of the widest date of numbers, in lines from the right; 0: none */
	enum wrap_bidi mode; /* of the block that is being laid out */
	enum wrap_bidi document_mode;
	bool rtl;          /* the block that is being laid out runs from the right */
	struct bidi *bidi; /* NULL until a row was moved */
	struct wrap_row view;
	struct wrap_piece barred[2];
	bool failed;
};

/* A text with its break marks, up to len. */
struct wrap_source {
	const char *s;
	size_t len;
	const char *marks;
	bool ligatures; /* a lam and its alef share a cell */
};

struct wrap_fitted {
	size_t next; /* where the next row begins */
	int width;
	bool hyphen;
};

/* The next cluster as it takes room in a row: its bytes, and its cells. */
size_t wrap_cluster(const char *s, size_t len, bool ligatures, int *cells);
/* Cells of a stretch of text in this layout. */
int wrap_width(const struct wrap *w, const char *s, size_t len);
/* Whether lam and alef are to be counted as one in a text. */
bool wrap_ligatures(const struct wrap *w, const char *s, size_t len);
/* How a block is to be shown: as the document, or as a picture of a mode. */
enum wrap_bidi wrap_block_mode(const struct wrap *w, const struct doc_block *b);
/* The direction of a block, and of a text that has one of its own within it. */
bool wrap_block_rtl(const struct wrap *w, const struct doc_block *b);
bool wrap_cell_rtl(const struct wrap *w, const struct doc_text *t);
bool wrap_text_rtl(const struct wrap *w, const char *s, size_t len);
/* Blocks from the right: what was laid out from the left since `piece` is turned over. */
void wrap_mirror(struct wrap *w, size_t piece);

#define WRAP_MARKER_MOST 16 /* wider markers stand before their text, unaligned */
/* The marker column of a run of items: what the widest of them needs. */
int wrap_marker_column(struct wrap *w, const struct doc_block *b);
/* How far a marker is moved so that dates stand in columns. */
int wrap_marker_shift(const struct wrap *w, const char *marker);

void wrap_begin_row(struct wrap *w, uint32_t offset);
void wrap_add_piece(struct wrap *w, const struct wrap_piece *p);
/* A piece of the layout's own; s must outlive the wrap. */
void wrap_add_own(struct wrap *w, const char *s, size_t len, int col, enum wrap_style style);
void wrap_add_rule(struct wrap *w, int col, int width);
/* Break marks of a text; NULL when out of memory. Valid until the next call. */
const char *wrap_marks(struct wrap *w, const char *s, size_t len);
/* Beside those of text_breaks: a break that is made where there is no other. */
enum { WRAP_BREAK_HELD = TEXT_BREAK_MUST + 1 };
/* Marks the breaks within dates and symbols so. */
void wrap_hold(const char *s, size_t len, char *marks);
size_t wrap_fit(const struct wrap_source *t, size_t from, int room, struct wrap_fitted *f);
void wrap_caption(struct wrap *w, const struct doc_text *t);
void wrap_flow_record(struct wrap *w, const struct doc_text *t, int col, bool begun);
void wrap_table(struct wrap *w, const struct doc_block *b);
/* The picture of a figure that has one. */
void wrap_picture(struct wrap *w, const struct doc_block *b);

#endif
