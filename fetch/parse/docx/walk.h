/* SPDX-License-Identifier: ISC */
/*
 * walk: where the walk over a Word document stands; shared by the files
 * that do it. The only state there is while a document is read.
 */
#ifndef PALAIS_FETCH_PARSE_DOCX_WALK_H
#define PALAIS_FETCH_PARSE_DOCX_WALK_H

#include "fetch/parse/docx/docx.h"

#define DOCX_COLUMNS 128

/* An element that is open. */
struct docx_frame {
	uint32_t node, start;
	uint8_t action;
	bool em, strong, raised, lowered, struck;
	int off;   /* half points that a run stands above its line */
	bool flat; /* a table or cell whose paragraphs are blocks */
	bool skip; /* nothing in it is read */
	const struct rich_text *text;
};

/* Whether its end was struck out, and then all of it is the next one, or hidden. */
enum docx_joined { DOCX_APART, DOCX_STRUCK, DOCX_HIDDEN };

struct docx_field {
	struct buf code;
	bool result; /* what stands here now is shown */
	uint32_t start;
	const struct rich_text *text;
};

struct docx_walk {
	struct docx *docx;
	const struct xml_tree *tree;
	VEC(struct docx_frame) frames;
	VEC(struct docx_field) fields;
	VEC(uint32_t) boxes;    /* text boxes of the paragraph that is open */
	VEC(uint32_t) drawings; /* charts, diagrams and pictures that wait for their place */
	unsigned drawn;         /* how many there were */
	unsigned deep;          /* a text box is open */
	const struct docx_style *style;  /* of the paragraph; may be NULL */
	const struct docx_style *normal; /* of paragraphs that name none; may be NULL */
	int rank;
	int off; /* of the run before */
	bool hidden;
	enum docx_joined joined; /* the paragraph that is open goes on in the next one */
	uint32_t taken;          /* a text that was taken as a note's mark */
	unsigned note_count[2];
	const char *footnote_form, *endnote_form;
	unsigned autonum, listnum[9];

	/* the table that is open, not counting those that are inside of it */
	unsigned tables, flat;
	size_t column;
	size_t grid[DOCX_COLUMNS]; /* the cell that covers the column, +1 */
	bool header_row, dead_row;

	/* the masthead, until the title or the text begins */
	bool masthead, agenda;
	bool headed; /* the first line has come */
	unsigned lines;
};

int docx_walk_range(struct docx_walk *w, const struct xml_tree *tree, uint32_t from, uint32_t to);

/* blocks.c: whether the paper has a masthead, asked before the walk; then the walk's
 * paragraphs and tables. */
void docx_masthead_find(struct docx_walk *w);
void docx_paragraph_begin(struct docx_walk *w, uint32_t node);
void docx_paragraph_end(struct docx_walk *w, uint32_t node);
void docx_table_begin(struct docx_walk *w, uint32_t node, struct docx_frame *f);
void docx_table_end(struct docx_walk *w, const struct docx_frame *f);
void docx_row_begin(struct docx_walk *w, uint32_t node, struct docx_frame *f);
void docx_cell_begin(struct docx_walk *w, uint32_t node, struct docx_frame *f);
void docx_cell_end(struct docx_walk *w, const struct docx_frame *f);

/* formula.c: what is written before a part of a formula, and behind it. */
void docx_formula_begin(struct docx_walk *w, uint32_t node);
void docx_formula_end(struct docx_walk *w, uint32_t node);

/* drawing.c: a chart or a described picture is met; those that wait become
 * blocks, where one may begin. */
void docx_drawing_note(struct docx_walk *w, uint32_t node);
void docx_drawings_take(struct docx_walk *w);
/* A part that Word would take in when it opens the file: a line says so. */
void docx_part_away(struct docx_walk *w, uint32_t node);

#endif
