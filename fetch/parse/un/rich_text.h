/* SPDX-License-Identifier: ISC */
/*
 * rich_text: a text with its spans while a parser is still making it.
 *
 * White space is one space, none stands at the ends, and soft hyphens are
 * dropped, however the source is laid out; so the offsets that it gives are
 * those of the finished text. Knows no format and no document.
 */
#ifndef PALAIS_FETCH_PARSE_UN_RICH_TEXT_H
#define PALAIS_FETCH_PARSE_UN_RICH_TEXT_H

#include "model/base/buf.h"
#include "model/base/vec.h"
#include "model/doc/document.h"
#include "model/text/script.h"

struct rich_text_span {
	uint32_t start, end;
	enum doc_span_kind kind;
	char *value; /* owned; NULL where there is none */
};

/* Zeroed and rich_text_init, then rich_text_done. */
struct rich_text {
	struct buf text;
	VEC(struct rich_text_span) spans;
	bool space;        /* white space came last: a space is due before what follows */
	uint32_t last_gap; /* the last of them */
	uint32_t gap;      /* the first place where a tab or a wide gap stood, else UINT32_MAX */
};

void rich_text_init(struct rich_text *p);
void rich_text_done(struct rich_text *p);

void rich_text_add(struct rich_text *p, const char *bytes, size_t len);
void rich_text_str(struct rich_text *p, const char *s);
void rich_text_break(struct rich_text *p); /* as white space */

/* Where the next character that is added will stand. */
uint32_t rich_text_here(const struct rich_text *p);

/* A span from start to the end of the text; one that goes on where the last one
 * of its kind and value ended is joined to it. */
void rich_text_span(struct rich_text *p, enum doc_span_kind kind, uint32_t start,
                    const char *value);

/* Marks the text from start to its end as struck out (DOC_DEL) or put in (DOC_INS), with
 * the marks that such text has in a document; what goes on where the last of its kind
 * ended is joined to it. */
void rich_text_mark(struct rich_text *p, enum doc_span_kind kind, uint32_t start);

/* Makes the text from start to its end raised or lowered (model/text/script.h); not for the
 * call of a note, which has a span. Spans inside it are then over all of it. */
void rich_text_script(struct rich_text *p, enum text_script how, uint32_t start);

/* Takes so many bytes away at the front, and the spaces after them. */
void rich_text_drop(struct rich_text *p, size_t len);

/* Cuts to the first so many bytes. */
void rich_text_cut(struct rich_text *p, size_t len);

/* Leaves out the spans of a kind. */
void rich_text_plain(struct rich_text *p, enum doc_span_kind kind);

/* Adds another's text and spans after a space. */
void rich_text_join(struct rich_text *p, const struct rich_text *more);

/* Adds text and spans to the block or cell that is open. */
void rich_text_write(const struct rich_text *p, struct doc_maker *m);

#endif
