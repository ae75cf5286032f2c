/* SPDX-License-Identifier: ISC */
/*
 * document: a document, which is all that palais ever shows, and its docfile form.
 *
 * A document is a list of facts (name, value) and a list of blocks. It is
 * immutable once made: borrow from it for as long as it lives. It is made by a
 * `doc_maker`, or read from a docfile (docfile(5)). Both ways clean the text
 * (utf8_clean in model/text/characters.h): no control character, bidi override or
 * malformed UTF-8 of a foreign document is ever in a `struct doc`, whatever a
 * parser forgot.
 *
 * This module knows nothing of the store, the network or the screen.
 */
#ifndef PALAIS_MODEL_DOC_DOCUMENT_H
#define PALAIS_MODEL_DOC_DOCUMENT_H

#include "model/base/buf.h"
#include "model/base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A docfile is never longer than this many bytes. */
#define DOC_MAX (64u << 20)
/* Columns or rows that a cell stands in at most. */
#define DOC_SPAN_MOST 1000

enum doc_kind {
	DOC_PARAGRAPH,
	DOC_HEADING, /* level 1..6 */
	DOC_ITEM,    /* a list item: depth in `level` (1..), printed marker in `marker` */
	DOC_QUOTE,   /* a quotation; depth in `level` */
	DOC_TABLE,   /* rows of cells; `text` is the caption */
	DOC_FIGURE,  /* `text` is the caption, `credit` who made it, `picture` where it is */
	DOC_NOTE,    /* a footnote: `marker` is its call as printed, `anchor` its target */
	DOC_RULE,    /* a rule across; no text */
	DOC_PRE,     /* preformatted: newlines and spaces stand */
	DOC_OTHER    /* of a newer version: kept, not shown */
};

enum doc_span_kind {
	DOC_EM,
	DOC_STRONG,
	DOC_LINK,  /* value: the address (absolute, "#anchor", or a palais address) */
	DOC_CALL,  /* a note's call; value: the note's anchor */
	DOC_LANG,  /* value: the language of this stretch */
	DOC_TAIL,  /* the end of the text from here stands at the far edge of its row */
	DOC_DEL,   /* struck out; the text says it too: DOC_DEL_BEFORE … */
	DOC_INS,   /* put in; the text says it too: DOC_INS_BEFORE … */
	DOC_READER /* marked by the reader, as DOC_READER_… says; of what is shown alone: no
	              docfile has it */
};

/* Values of DOC_READER: a stretch that is highlighted; a text that a note is on, or was before
 * it changed; the mark of what was not read yet. */
#define DOC_READER_HIGHLIGHT "highlight"
#define DOC_READER_NOTE "note"
#define DOC_READER_CHANGED "changed"
#define DOC_READER_UNREAD "unread"

/* What is struck out or put in stands between these in the text itself, and the span is over
 * them as well: so no way of showing it, finding it or comparing it loses that. */
#define DOC_DEL_BEFORE "[-"
#define DOC_DEL_BEHIND "-]"
#define DOC_INS_BEFORE "{+"
#define DOC_INS_BEHIND "+}"
#define DOC_MARK_LENGTH 2u

enum doc_dir { DOC_DIR_AUTO, DOC_LTR, DOC_RTL };

/* A stretch of a text, [start, end) in bytes of UTF-8. */
struct doc_span {
	uint32_t start, end;
	enum doc_span_kind kind;
	const char *value; /* "" where the kind has none */
};

/* A run of clean UTF-8 with its spans, sorted by start. Not NUL-terminated. */
struct doc_text {
	const char *bytes;
	uint32_t len;
	uint32_t span_count;
	const struct doc_span *spans;
};

/* The mark before (side 0) or behind (side 1) of a kind of span; "" where it has none. */
const char *doc_mark(enum doc_span_kind kind, int side);
/* Whether the span has both its marks in its text; one that came from elsewhere may not. */
bool doc_is_marked(const struct doc_text *text, const struct doc_span *span);

struct doc_cell {
	struct doc_text text;
	bool header;
	uint16_t colspan, rowspan; /* 1 and more */
};

struct doc_row {
	const struct doc_cell *cells;
	uint32_t cell_count;
};

/* Strings are "" where there is none. */
struct doc_block {
	enum doc_kind kind;
	enum doc_dir dir;
	int level; /* heading level, depth of item or quote; else 0 */
	struct doc_text text;
	const char *lang;    /* where it differs from the document's */
	const char *anchor;  /* target of "#anchor" */
	const char *number;  /* the paragraph's number as printed, without the dot: "4", "12 bis" */
	const char *marker;  /* what is printed before the text: "4.", "(a)", "-" */
	const char *page;    /* the page that it begins on */
	const char *credit;  /* of a figure */
	const char *picture; /* of a figure: the address of its picture */
	const char *pixels;  /* of a figure: the picture itself, small (model/doc/drawing.h) */
	const char *other;   /* DOC_OTHER: the kind as written */
	const struct doc_row *rows;
	uint32_t row_count;
};

/* The language of blocks whose words are palais' own, where their marks of direction count. */
#define DOC_OWN "x-palais"

struct doc;

/* Names of the usual facts; docfile(5) lists them all. */
#define DOC_TITLE "title"
#define DOC_SYMBOL "symbol"
/* Another symbol of the same document; may come more than once. */
#define DOC_ALIAS "alias"
#define DOC_LANGUAGE "language"
#define DOC_DATE "date"
#define DOC_URL "url"
/* What the bytes were: html, akn, docx, pdf, marc, text, json. */
#define DOC_FORMAT "format"
/* Of a web page: it has a field for a password. */
#define DOC_PASSWORD "asks-password"
/* Why this stands in place of the document that was asked for. */
#define DOC_ERROR "error"
/* Of a text layer that does not say what is printed, in which ways. */
#define DOC_DOUBT "doubt"
/* What of a page is not shown, by kind; a limit that was met (model/doc/left_out.h). */
#define DOC_LEFT "left"
#define DOC_LIMIT "limit"
/* That the page is shown whole, with what is not its main text: because it was asked for
 * so, or because no main text was found. */
#define DOC_WHOLE "whole-page"
#define DOC_WHOLE_ASKED "asked"
#define DOC_WHOLE_NO_TEXT "no-main-text"

size_t doc_block_count(const struct doc *doc);
const struct doc_block *doc_block(const struct doc *doc, size_t index);

size_t doc_fact_count(const struct doc *doc);
/* The index-th fact: its name, and through value its value. */
const char *doc_fact_at(const struct doc *doc, size_t index, const char **value);
/* The first value of a name, or "". */
const char *doc_fact(const struct doc *doc, const char *name);

/* All bytes of text: what a place is measured in, as a share of the whole. */
size_t doc_size(const struct doc *doc);

/* The block that an anchor (without '#') names, or -1. "page=N" finds page N. */
long doc_find_anchor(const struct doc *doc, const char *anchor);

void doc_free(struct doc *doc); /* NULL is fine */

/* -- making ------------------------------------------------------------- */

struct doc_maker;

/* At most max bytes (0: DOC_MAX) of text and structure; NULL when out of memory. */
struct doc_maker *doc_maker_new(size_t max);
void doc_maker_free(struct doc_maker *m);

/* Adds a fact; a name may come more than once. Empty values are left out, and so are dates,
 * numbers and addresses that are none: neither a parser nor a docfile can tell of a month
 * below zero. */
void doc_add_fact(struct doc_maker *m, const char *name, const char *value);
/* Whether the fact is there already. */
bool doc_has_fact(const struct doc_maker *m, const char *name);

/* From now on what does not fit into the maximum is left out rather than that the document
 * fails: from the first piece of text, span, cell or block on, all that follows but facts.
 * doc_is_cut: whether that has happened. */
void doc_maker_cut(struct doc_maker *m);
bool doc_is_cut(const struct doc_maker *m);

/* Bytes of all text in it so far. */
size_t doc_maker_size(const struct doc_maker *m);

/* Begins a block; what follows belongs to it until the next one begins. */
void doc_begin(struct doc_maker *m, enum doc_kind kind);
/* Attributes of the block by their docfile names: "level", "dir" (ltr, rtl),
 * "lang", "anchor", "number", "marker", "page", "credit", "picture", "pixels". Others are left
 * out, and so are pixels that are no drawing. */
void doc_attr(struct doc_maker *m, const char *name, const char *value);
/* Adds to the text of the block, or of its last cell once a cell has begun. */
void doc_add_text(struct doc_maker *m, const char *bytes, size_t len);
/* The same of text that utf8_is_clean has found to be so; of a block that is no DOC_PRE. */
void doc_add_clean(struct doc_maker *m, const char *bytes, size_t len);
void doc_add_str(struct doc_maker *m, const char *s);
/* Bytes of that text so far, as cleaned: the offsets for doc_add_span. */
uint32_t doc_text_length(const struct doc_maker *m);
/* A span over [start, end) of that text. Empty ones are left out; ends are
 * clamped to the text and moved out of the middle of a character. */
void doc_add_span(struct doc_maker *m, enum doc_span_kind kind, uint32_t start, uint32_t end,
                  const char *value);
/* Adds text that is a link as a whole. */
void doc_add_link(struct doc_maker *m, const char *text, const char *href);
void doc_add_row(struct doc_maker *m);
void doc_add_cell(struct doc_maker *m, bool header, unsigned colspan, unsigned rowspan);

/* Adds spans to texts that are made already, before anybody else has the document: find is
 * called with each text of each block, and says which by doc_found. Where the document's
 * maximum leaves no room for more of them, those that follow are left out. -1 when out of
 * memory: the document is as good as before. */
struct doc_finding;
typedef void doc_find(struct doc_finding *found, const struct doc_text *text, void *payload);
void doc_found(struct doc_finding *found, enum doc_span_kind kind, size_t start, size_t end,
               const char *value);
int doc_find_spans(struct doc *doc, doc_find *find, void *payload);

/* The document; the maker is freed in any case. NULL (with err, and errno) when it
 * passed its maximum (EFBIG) or memory ran out (ENOMEM). */
struct doc *doc_finish(struct doc_maker *m, struct err *err);

/* -- docfile ------------------------------------------------------------ */

/* Writes the docfile form. */
void doc_write(const struct doc *doc, struct buf *out);
/* The same in pieces, of some megabyte and whole blocks each, as they are made. -1 when memory
 * ran out or a piece was not taken (piece returned -1). */
typedef int doc_piece(void *payload, const char *bytes, size_t len);
int doc_write_pieces(const struct doc *doc, doc_piece *piece, void *payload);

/* Reads it, strictly: NULL with err on anything that docfile(5) does not
 * allow, on a missing end line, and past DOC_MAX. Needs not be terminated. */
struct doc *doc_read(const char *bytes, size_t len, struct err *err);

#endif
