/* SPDX-License-Identifier: ISC */
/*
 * pdf: pages of a PDF as pdftohtml tells them, on their way to a document.
 *
 * Private to the PDF parser. pdftohtml gives runs of text with places and fonts;
 * here they become lines (lines.c), lines become parts of a page in the
 * order of reading (order.c), these become drafts of blocks
 * (blocks.c), and drafts become the document (write.c). All
 * that is judged is judged by the page's own measures. Opens nothing.
 */
#ifndef PALAIS_FETCH_PARSE_PDF_PDF_H
#define PALAIS_FETCH_PARSE_PDF_PDF_H

#include "fetch/parse/core/parser.h"
#include "fetch/parse/un/layout.h"
#include "model/base/buf.h"
#include "model/base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* -- as read (read.c) ------------------------------------------- */

enum pdf_style { PDF_BOLD = 1, PDF_ITALIC = 2, PDF_SUPER = 4, PDF_LINKED = 8, PDF_SUB = 16 };

/* A stretch of text in one font. Places are in pdftohtml's points, from the page's
 * upper left corner. */
struct pdf_run {
	int top, left, width, height;
	int size;                /* of the font */
	uint32_t start, len;     /* of its text, in the file's text */
	uint32_t link, link_len; /* an address, in the file's text */
	uint8_t style;
	bool light; /* printed in a light colour */
};

struct pdf_page {
	int width, height;
	uint32_t first, count; /* its runs */
};

struct pdf_file {
	struct buf text;
	VEC(struct pdf_run) runs;
	VEC(struct pdf_page) pages;
	bool cut;         /* the PDF was cut short, or what pdftohtml printed */
	bool full;        /* there is more text than is read */
	bool slow, large; /* a limit of time, of memory has ended pdftohtml */
	bool rtl;         /* most of its letters run from the right */
	bool han;         /* most of its letters are Chinese signs */
	bool split;       /* lam-alef comes as two letters that are not turned with the line */
	bool mirror;      /* brackets are named by their shape, and turned with the line */
};

#define PDF_RUNS_MOST 3000000u
#define PDF_PAGES_MOST 20000u

void pdf_file_init(struct pdf_file *file);
void pdf_file_done(struct pdf_file *file);

/* Reads what pdftohtml -xml printed. -1 with err when out of memory, or when it is
 * nothing of that kind. */
int pdf_read(struct pdf_file *file, const char *xml, size_t len, struct err *err);

static inline const char *pdf_run_text(const struct pdf_file *file, const struct pdf_run *run)
{
	return file->text.bytes + run->start;
}

/* As qsort, but stable, and allowed under the seal. -1: out of memory. */
typedef int pdf_compare(const void *a, const void *b);
int pdf_sort(void *base, size_t count, size_t size, pdf_compare *compare);

/* -- lines (lines.c, bidi.c) ------------------------------ */

struct pdf_span {
	uint32_t start, end; /* within the line, later within the block */
	uint8_t style;
	uint32_t link, link_len;
};

/* A piece of a printed line: what stands together, without a wide gap. Where the
 * document runs from the right, left and right are counted from the right edge, so
 * that `left` is always where reading begins. */
struct pdf_line {
	int page, row;              /* row: the printed line that it is a piece of */
	int left, right, top, base; /* top and base of its row */
	int foot;                   /* its own base */
	int size;                   /* of most of its letters */
	int body_left;              /* where the text begins after a marker that is set apart */
	uint32_t text, len;
	uint32_t span, spans;
	uint32_t lead;  /* bytes of a marker that is set apart, 0: none */
	uint32_t tail;  /* bytes before the part after a dot leader, 0: no leader */
	uint32_t chars; /* characters, to judge widths by */
	uint8_t all;    /* styles of every letter */
	uint8_t column; /* of the page: 0 all of it, 1, 2; its group on a page of groups */
	uint8_t chart;  /* of the page, that it is a label of; 0: none */
	bool gone;      /* furniture, masthead: no part of the text */
	bool note;      /* of a footnote */
	bool leader;    /* it has a dot leader */
};

struct pdf_lines {
	struct buf text;
	VEC(struct pdf_line) at;
	VEC(struct pdf_span) spans;
	VEC(uint32_t) pages;               /* the first line of each page; one more at the end */
	VEC(const struct pdf_run *) marks; /* watermarks, each once; borrowed of the file */
	int size;                          /* of the running text */
	int pitch;                         /* from one of its lines to the next */
};

/* Runs into lines, from top to bottom, and within a row in the order of reading.
 * -1: out of memory. */
int pdf_lines_make(struct pdf_lines *lines, struct pdf_file *file);
void pdf_lines_done(struct pdf_lines *lines);

static inline const char *pdf_line_text(const struct pdf_lines *lines, const struct pdf_line *line)
{
	return lines->text.bytes + line->text;
}

/* A character on its way into a line. */
struct pdf_char {
	uint32_t c;
	uint8_t style;
	uint32_t link, link_len;
};

/* Characters of one piece as they stand on the page from left to right: into the
 * order of reading where there are Arabic letters among them, with the forms of
 * presentation undone. The array is at->[0, count); it may grow. -1: out of memory. */
struct pdf_chars {
	struct pdf_char *at;
	size_t count, cap;
};
int pdf_bidi(struct pdf_chars *chars, const struct pdf_file *file);

/* Turns letters that were set one by one from the right, and counts how brackets beside
 * them are named (apart.c); false when the file has none such. */
bool pdf_turn_apart(struct pdf_file *file, size_t *shape, size_t *meaning);

/* Sets split and mirror of a file. Puts lam-alef right in a line that was turned. */
void pdf_judge_arabic(struct pdf_file *file);
void pdf_lam_alef(struct pdf_chars *chars);

/* -- what is no text (masthead.c, furniture.c) ------------------------------ */

/* The masthead's lines become facts, where there is one: facts->formal. */
void pdf_masthead(struct pdf_lines *lines, const struct pdf_file *file, struct un_facts *facts);

/* Marks as gone what stands on the pages for the paper's sake; after pdf_masthead. */
void pdf_furniture(struct pdf_lines *lines, const struct pdf_file *file, struct un_facts *facts);

/* Marks the lines that are labels of charts. */
void pdf_charts(struct pdf_lines *lines, const struct pdf_file *file);

/* Columns, and the lines in the order of reading. -1: out of memory. */
int pdf_order(struct pdf_lines *lines, const struct pdf_file *file);

/* Where the words of a page stand in groups: the groups in the order of reading, each with
 * a column of its own. 1 where they do, 0 where not; -1: out of memory. */
int pdf_scatter(struct pdf_line *at, size_t count, const struct pdf_page *page, int usual);

/* Key figures in boxes right of the text: the text first, then the boxes, as columns. As
 * pdf_scatter. */
int pdf_beside(const struct pdf_lines *lines, struct pdf_line *at, size_t count);

/* Marks the lines of footnotes. */
void pdf_notes(struct pdf_lines *lines, const struct pdf_file *file);

/* -- blocks (blocks.c) -------------------------------------------------- */

struct pdf_cell {
	uint32_t text, len; /* in the drafts' text */
	uint32_t span, spans;
	uint16_t columns;
};

struct pdf_row {
	uint32_t cell, cells;
	bool header;
};

struct pdf_draft {
	enum doc_kind kind;
	int level, page;
	int left, first_left, right; /* of its later lines; of its first; the furthest */
	int size, last_page;
	uint32_t text, len;
	uint32_t span, spans;
	uint32_t row, rows;
	uint32_t line; /* its first one */
	uint32_t tail;
	uint8_t all, column;
	bool centred;
	bool lead;               /* a marker set apart begins it */
	struct un_marker marker; /* UN_NONE: none */
	char call[16];           /* notes: the marker as printed */
	uint32_t called;         /* notes: the draft after which it stands, plus 1 */
	uint32_t note;           /* notes: their number in the document, from 1 */
};

/* A small raised stretch that calls a note. */
struct pdf_call {
	uint32_t draft; /* in which it stands */
	uint32_t span;
	uint32_t text; /* where the text begins that the span is counted in */
	uint32_t note; /* 0: none was found */
};

struct pdf_drafts {
	const struct pdf_file *file;
	struct pdf_lines *lines;
	struct buf text;
	VEC(struct pdf_draft) at;
	VEC(struct pdf_span) spans;
	VEC(struct pdf_row) rows;
	VEC(struct pdf_cell) cells;
	VEC(struct pdf_call) calls;
	struct buf words; /* of the document: to tell hyphens from breaks */
	int lookups;      /* in it */
	int tables;       /* that were tried */
	int soft, hard;   /* line ends whose hyphen was seen to fall away, to stand */
	bool failed;
};

int pdf_drafts_make(struct pdf_drafts *drafts, const struct pdf_file *file,
                    struct pdf_lines *lines);
void pdf_drafts_done(struct pdf_drafts *drafts);

/* Adds a line to the end of the drafts' text: joins words, spaces and hyphens.
 * `from`: where the text of the block or cell begins; bytes before `skip` of the line
 * are left out. */
void pdf_join(struct pdf_drafts *drafts, uint32_t from, const struct pdf_line *line, uint32_t skip);

/* The text that begins there is over: a soft hyphen at its end is a hyphen. */
void pdf_join_end(struct pdf_drafts *drafts, uint32_t from);

/* Whether lines [first, end) of one page are a table: then a draft is added, and how
 * many lines it took is returned; else 0. */
size_t pdf_table(struct pdf_drafts *drafts, size_t first, size_t end);

/* The chart that begins at line `first` as a draft: how many lines it took. */
size_t pdf_chart(struct pdf_drafts *drafts, size_t first, size_t end);

/* Adds the notes as drafts, and finds where each is called. */
void pdf_notes_make(struct pdf_drafts *drafts);

/* A stretch of the drafts' text, with its spans, as it is written (said.c): raised and
 * lowered text that calls no note is in plain characters. */
struct pdf_move {
	uint32_t from, to; /* a place in the drafts' text, and in the other */
};

struct pdf_said {
	struct buf text;
	VEC(struct pdf_move) moves;
};

/* calls: notes that are called are text, as spans need it; else they are left out. Then
 * pdf_said_done. */
void pdf_said_make(struct pdf_said *said, const struct pdf_drafts *drafts, uint32_t text,
                   uint32_t len, uint32_t span, uint32_t spans, bool calls);
void pdf_said_done(struct pdf_said *said);

/* Where a place of the drafts' text is in it. */
uint32_t pdf_said_place(const struct pdf_said *said, uint32_t at);

/* The number of the note that a span calls; 0: none. */
uint32_t pdf_call_note(const struct pdf_drafts *drafts, uint32_t span);

/* Judges the drafts (headings, items, notes) and hands them to the maker. -1: out of
 * memory. */
int pdf_write(struct pdf_drafts *drafts, struct un_facts *facts, struct doc_maker *m);

#endif
