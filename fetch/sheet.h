/*
 * sheet: the blocks of a UN document while a parser is still making it.
 *
 * A parser of an office format walks its file and says what begins and ends;
 * the sheet holds drafts of blocks, since some of what a block is shows only
 * later (a marker whose text stands in the next paragraph, the depths of
 * headings that are used). sheet_shape makes of them the one shape that
 * resolutions and reports have here, whatever they came from; sheet_write
 * writes them. Knows no file format.
 */
#ifndef PALAIS_FETCH_SHEET_H
#define PALAIS_FETCH_SHEET_H

#include "fetch/passage.h"
#include "model/doc.h"
#include "model/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sheet_cell {
	struct passage text;
	bool header, row; /* row: the first of its row */
	unsigned colspan, rowspan;
};

struct draft {
	enum doc_kind kind;
	int level;       /* of a heading as the format counts it; else as in the document */
	char marker[64]; /* given by the format, or found by sheet_shape */
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
	struct passage text;
	VEC(struct sheet_cell) cells;
	size_t note_first, note_count; /* of sheet->notes: those that are called in it */
};

/* Zeroed and sheet_init, then sheet_done. */
struct sheet {
	VEC(struct draft *) drafts;
	VEC(struct draft *) notes;
	struct draft *open; /* the last of drafts, while it is being made */
	struct draft *note; /* the last of notes, while it is */
	unsigned in_cell;   /* cells that are open, tables in tables counted */
	bool failed;        /* out of memory, or more blocks than there can be */
	struct passage nowhere;
};

void sheet_init(struct sheet *sheet);
void sheet_done(struct sheet *sheet);

/* Begins a block, after ending the one that is open. Inside a note or a cell
 * there are no blocks: then this is a space in its text. The draft, or NULL. */
struct draft *sheet_begin(struct sheet *sheet, enum doc_kind kind);
void sheet_end(struct sheet *sheet);

/* One that stands nowhere yet. The draft, or NULL. */
struct draft *sheet_draft(struct sheet *sheet, enum doc_kind kind);
void sheet_draft_free(struct draft *d); /* NULL is fine */

/* Puts one between those that are there. The draft, or NULL. */
struct draft *sheet_insert(struct sheet *sheet, size_t index, enum doc_kind kind);

/* Where text goes now: a note, a cell, the block that is open, or a paragraph
 * that this begins. */
struct passage *sheet_text(struct sheet *sheet);

/* A note: its call is added to the text here, and what follows until
 * sheet_note_end is its own. `marker` as printed. Not inside another note. */
void sheet_note_begin(struct sheet *sheet, const char *marker);
void sheet_note_end(struct sheet *sheet);

/* Tables. One inside a cell is text of that cell. */
void sheet_table_begin(struct sheet *sheet);
void sheet_row(struct sheet *sheet);
void sheet_cell_begin(struct sheet *sheet, bool header, unsigned colspan, unsigned rowspan);
void sheet_cell_end(struct sheet *sheet);
void sheet_table_end(struct sheet *sheet);

/* A stretch that is raised is marked by the parser as a call without a value: it is a
 * note's marker, its call, or neither. */

/* "Section 25" above a heading: both become one. Before sheet_shape. */
void sheet_parts_join(struct sheet *sheet);

/* Of the parts that the headings right below the title name, the largest; or NULL. */
const struct draft *sheet_part(const struct sheet *sheet, size_t title);

/* Finds markers, numbers, depths, annexes, notes and the table of contents. */
void sheet_shape(struct sheet *sheet);

/* Its steps: contents as lines, notes at the foot of a table (sheet_tables.c);
 * whether a paragraph is a note; each note to its call (sheet_notes.c). */
bool sheet_is_contents(const char *line);
void sheet_tables(struct sheet *sheet);
void sheet_note_typed(struct sheet *sheet, size_t index);
void sheet_notes_call(struct sheet *sheet);

/* Bytes of the number before a resolution's title: "77/301. Missing persons". */
size_t sheet_title_number(const char *title);

/* Whether there is nothing to read in it; once it has its shape. */
bool sheet_blank(const struct sheet *sheet);

/* Writes the blocks, each with the notes that it calls after it. */
void sheet_write(const struct sheet *sheet, bool rtl, struct doc_maker *m);

#endif
