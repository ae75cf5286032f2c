/*
 * passage: a text with its spans while a parser is still making it.
 *
 * White space is one space, none stands at the ends, and soft hyphens are
 * dropped, however the source is laid out; so the offsets that it gives are
 * those of the finished text. Knows no format and no document.
 */
#ifndef PALAIS_FETCH_PASSAGE_H
#define PALAIS_FETCH_PASSAGE_H

#include "model/buf.h"
#include "model/doc.h"
#include "model/vec.h"

struct passage_span {
	uint32_t start, end;
	enum doc_span_kind kind;
	char *value; /* owned; NULL where there is none */
};

/* Zeroed and passage_init, then passage_done. */
struct passage {
	struct buf text;
	VEC(struct passage_span) spans;
	bool space;        /* white space came last: a space is due before what follows */
	uint32_t last_gap; /* the last of them */
	uint32_t gap;      /* the first place where a tab or a wide gap stood, else UINT32_MAX */
};

void passage_init(struct passage *p);
void passage_done(struct passage *p);

void passage_add(struct passage *p, const char *bytes, size_t len);
void passage_str(struct passage *p, const char *s);
void passage_break(struct passage *p); /* as white space */

/* Where the next character that is added will stand. */
uint32_t passage_here(const struct passage *p);

/* A span from start to the end of the text; one that goes on where the last one
 * of its kind and value ended is joined to it. */
void passage_span(struct passage *p, enum doc_span_kind kind, uint32_t start, const char *value);

/* Takes so many bytes away at the front, and the spaces after them. */
void passage_drop(struct passage *p, size_t len);

/* Cuts to the first so many bytes. */
void passage_cut(struct passage *p, size_t len);

/* Leaves out the spans of a kind. */
void passage_plain(struct passage *p, enum doc_span_kind kind);

/* Adds another's text and spans after a space. */
void passage_join(struct passage *p, const struct passage *more);

/* Adds text and spans to the block or cell that is open. */
void passage_write(const struct passage *p, struct doc_maker *m);

#endif
