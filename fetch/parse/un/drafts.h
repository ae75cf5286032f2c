/* SPDX-License-Identifier: ISC */
/*
 * drafts: the blocks of a UN document while a parser is still making it.
 *
 * A parser of an office format walks its file and says what begins and ends;
 * the drafts holds drafts of blocks, since some of what a block is shows only
 * later (a marker whose text stands in the next paragraph, the depths of
 * headings that are used). drafts_shape makes of them the one shape that
 * resolutions and reports have here, whatever they came from; drafts_write
 * writes them. Knows no file format.
 */
#ifndef PALAIS_FETCH_PARSE_UN_DRAFTS_H
#define PALAIS_FETCH_PARSE_UN_DRAFTS_H

#include "fetch/parse/un/rich_text.h"
#include "model/base/vec.h"
#include "model/doc/document.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct drafts_cell {
	struct rich_text text;
	bool header, row; /* row: the first of its row */
	unsigned colspan, rowspan;
};

struct draft {
	enum doc_kind kind;
	int level;       /* of a heading as the format counts it; else as in the document */
	char marker[64]; /* given by the format, or found by drafts_shape */
	char number[24];
	char anchor[24];
	char page[12];
	const void *style; /* what the parser knows it by; not read here */
	bool listed;       /* the format says that it is an item of a list, */
	bool set_apart;    /* or that its marker is one */
	bool bidi;         /* the format says that it runs from the right */
	bool bold_heading; /* if all of it is bold, it is a heading */
	bool contents;     /* a line of the table of contents, if it ends in a page's number */
	bool placed;       /* a note: stands where it is called */
	bool annex;        /* a heading of an annex, level 2 whatever the others are */
	bool gone;         /* made a fact of, or joined to another */
	struct rich_text text;
	VEC(struct drafts_cell) cells;
	size_t note_first, note_count; /* of drafts->notes: those that are called in it */
};

/* Zeroed and drafts_init, then drafts_done. */
struct drafts {
	VEC(struct draft *) drafts;
	VEC(struct draft *) notes;
	struct draft *open; /* the last of drafts, while it is being made */
	struct draft *note; /* the last of notes, while it is */
	unsigned in_cell;   /* cells that are open, tables in tables counted */
	bool failed;        /* out of memory */
	bool cut; /* more blocks or cells than a document holds: what follows is left out */
	struct rich_text nowhere;
};

void drafts_init(struct drafts *drafts);
void drafts_done(struct drafts *drafts);

/* Begins a block, after ending the one that is open. Inside a note or a cell
 * there are no blocks: then this is a space in its text. The draft, or NULL. */
struct draft *drafts_begin(struct drafts *drafts, enum doc_kind kind);
void drafts_end(struct drafts *drafts);

/* One that stands nowhere yet. The draft, or NULL. */
struct draft *drafts_draft(struct drafts *drafts, enum doc_kind kind);
void drafts_draft_free(struct draft *d); /* NULL is fine */

/* Puts one between those that are there. The draft, or NULL. */
struct draft *drafts_insert(struct drafts *drafts, size_t index, enum doc_kind kind);

/* Where text goes now: a note, a cell, the block that is open, or a paragraph
 * that this begins. */
struct rich_text *drafts_text(struct drafts *drafts);

/* A note: its call is added to the text here, and what follows until
 * drafts_note_end is its own. `marker` as printed. Not inside another note. */
void drafts_note_begin(struct drafts *drafts, const char *marker);
void drafts_note_end(struct drafts *drafts);

/* Tables. One inside a cell is text of that cell. */
void drafts_table_begin(struct drafts *drafts);
void drafts_row(struct drafts *drafts);
void drafts_cell_begin(struct drafts *drafts, bool header, unsigned colspan, unsigned rowspan);
void drafts_cell_end(struct drafts *drafts);
void drafts_table_end(struct drafts *drafts);

/* A stretch that is raised is marked by the parser as a call without a value: it is a
 * note's marker, its call, or neither. */

/* "Section 25" above a heading: both become one. Before drafts_shape. */
void drafts_parts_join(struct drafts *drafts);

/* Of the parts that the headings right below the title name, the one that the symbol names,
 * else the largest; or NULL. */
const struct draft *drafts_part(const struct drafts *drafts, size_t title, const char *symbol);

/* Finds markers, numbers, depths, annexes, notes and the table of contents. */
void drafts_shape(struct drafts *drafts);

/* Its steps: contents as lines, notes at the foot of a table (drafts_tables.c);
 * whether a paragraph is a note; each note to its call (drafts_notes.c). */
bool drafts_is_contents(const char *line);
void drafts_tables(struct drafts *drafts);
void drafts_note_typed(struct drafts *drafts, size_t index);
void drafts_notes_call(struct drafts *drafts);

/* Bytes of the number before a resolution's title: "77/301. Missing persons". */
size_t drafts_title_number(const char *title);

/* The title without that number and without the calls of notes. */
void drafts_title(const struct draft *d, struct buf *out);

/* Whether there is nothing to read in it; once it has its shape. */
bool drafts_blank(const struct drafts *drafts);

/* Writes the blocks, each with the notes that it calls after it. */
void drafts_write(const struct drafts *drafts, bool rtl, struct doc_maker *m);

#endif
