/* SPDX-License-Identifier: ISC */
/*
 * xml: an XML document as one flat array of nodes, in the order of the text.
 *
 * For the parsers of office formats and feeds: names are looked up in a table that the
 * parser brings; without their prefix and name space where the same format is written
 * with any of several. What is malformed is read as far as it goes.
 * Knows no format. Opens nothing: external entities and DTDs are as if empty.
 */
#ifndef PALAIS_FETCH_PARSE_CORE_XML_H
#define PALAIS_FETCH_PARSE_CORE_XML_H

#include "fetch/parse/core/parser.h"
#include "model/base/buf.h"
#include "model/base/err.h"
#include "model/base/vec.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A name space, and what is put before its names ("dc:date"; "" for none). Addresses are
 * alike in any case, with http or https, and with or without a '/' or '#' at their end. */
struct xml_space {
	const char *uri, *as;
};

/* Names that a parser knows, in the order of strcmp; a name's id is its place.
 * The ids come from an X macro, so that they cannot part from their names. */
struct xml_words {
	const char *const *tags;
	size_t tag_count;
	const char *const *attrs; /* others are not kept */
	size_t attr_count;
	/* Where a format is mixed with others (feeds): those whose names mean something. The
	 * root's own is "", whatever it is; a name of any other is XML_OTHER unless it stands
	 * as "*name". A prefix that was never declared stands for itself. Attributes are
	 * "xml:base" likewise. NULL: names are looked up without name space. */
	const struct xml_space *spaces;
	size_t space_count;
};

#define XML_OTHER 0xfffeu /* an element that the parser does not know */
#define XML_TEXT 0xffffu

struct xml_node {
	uint32_t end;    /* index of the first node after this one and all in it */
	uint32_t parent; /* index; of the root its own */
	uint32_t at;     /* of text: its place in bytes; of an element: its first attribute */
	uint32_t len;    /* of text: bytes; of an element: attributes */
	uint16_t tag;
};

struct xml_attr {
	uint16_t name;
	uint32_t at, len;
};

struct xml_tree {
	VEC(struct xml_node) nodes;
	VEC(struct xml_attr) attrs;
	struct buf bytes; /* all text and attributes; each attribute ends in NUL */
	bool whole;       /* it was well-formed to its end */
	bool full;        /* it has more elements or text than there is room for */
	long line;        /* else: the line where it was not well-formed */
	uint32_t cut;     /* the element that it broke off in; 0: in none but the root */
	char root[40];    /* name of the root element, cut */
};

/* Reads UTF-8 (or UTF-16 with its mark) of at most `max` bytes of text. -1 with
 * err when there is no element in it, or memory ran out; what is malformed after
 * the first element leaves `whole` false. */
int xml_read(struct xml_tree *tree, const struct xml_words *words, const char *bytes, size_t len,
             size_t max, struct err *err);
void xml_done(struct xml_tree *tree);

/* Copies the text with each '&' that begins nothing ("R&D", "?a=1&b=2") as a number and
 * returns how many there were. So stand the names of characters, which libxml2 leaves out
 * after the first fault. Comments and CDATA stand as they are. */
size_t xml_mend(const char *bytes, size_t len, struct buf *out);
/* Copies the text without what attributes an element has beyond 256, which no format knows:
 * xml_read reads it so. out is left empty where there are none such. */
void xml_thin(const char *bytes, size_t len, struct buf *out);
/* As xml_read, past blanks at the beginning; what is malformed is read again with such a
 * '&' mended, how many in *mended. */
int xml_read_mended(struct xml_tree *tree, const struct xml_words *words, const char *bytes,
                    size_t len, size_t *mended, struct err *err);

/* Whether it is not whole by its own fault: not where only its beginning was given, nor where a
 * maximum was met, which is told here. */
bool xml_is_damaged(const struct xml_tree *tree, const struct parse_how *how, struct doc_maker *m);

/* An attribute's value, or NULL. Borrowed. */
const char *xml_attr(const struct xml_tree *tree, uint32_t node, unsigned name);

/* Whether it broke off in this very element, so that its last words or its attributes may
 * not be whole. */
bool xml_is_cut(const struct xml_tree *tree, uint32_t node);

/* The first element of that tag among the children of node, or 0. */
uint32_t xml_child(const struct xml_tree *tree, uint32_t node, unsigned tag);
/* The same in all that is in node, after `after` (node itself to begin with). */
uint32_t xml_find(const struct xml_tree *tree, uint32_t node, uint32_t after, unsigned tag);

/* Adds all text in node to out, white space as one space, none at the ends. */
void xml_text(const struct xml_tree *tree, uint32_t node, struct buf *out);

#endif
