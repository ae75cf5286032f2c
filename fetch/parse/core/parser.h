/* SPDX-License-Identifier: ISC */
/*
 * parser: foreign bytes -> a document.
 *
 * The whole of what palais-parse does between its first byte and its last: undo
 * the content coding, find the type and the character set, parse. Never fails
 * but for want of memory: what cannot be read becomes an error document, whose
 * fact `error` says in one line what it is, and whose text what can be done.
 * Opens nothing, so that it works under the seal (fetch/seal/seal.h).
 */
#ifndef PALAIS_FETCH_PARSE_CORE_PARSER_H
#define PALAIS_FETCH_PARSE_CORE_PARSER_H

#include "model/base/buf.h"
#include "model/base/err.h"
#include "model/doc/document.h"

/* What is known of the bytes; NULL where nothing is. Borrowed. */
struct parse_how {
	const char *type;    /* media type; parameters are ignored but charset */
	const char *charset; /* of the header */
	const char *coding;  /* Content-Encoding */
	const char *base;    /* the address that links are relative to */
	const char *name;    /* file name */
	bool whole;          /* a web page with all that is not its main text */
	size_t all;          /* bytes that there were, where only the first were kept; else 0 */
	bool part;           /* the bytes are the beginning of what goes on */
	bool no_zip;         /* the seal is closed, and libzip was not opened before it */
	bool no_pictures;    /* the same of the libraries for pictures */
};

/* The document. `data` is taken (emptied early, to save memory). NULL with err
 * when memory ran out. */
struct doc *parse_bytes(const struct parse_how *how, struct buf *data, struct err *err);

/* A document that stands for one that could not be read. */
struct doc *parse_error(const char *error, const char *advice, struct err *err);

/* Puts a link on each symbol in the document's text that has none, before anybody else has
 * it; -1 when out of memory. parse_bytes does this to all that it reads. */
int parse_link_symbols(struct doc *doc);

/* -- what is given (given.c) ---------------------------------------- */

/* A whole number at the beginning of value, of whatever size it is written there: one that is
 * smaller than least is that, one that is larger than most is that; otherwise where there is
 * none, or value is NULL. */
int parse_number(const char *value, int least, int most, int otherwise);

/* The last part of a path, "" for NULL. Borrowed. */
const char *parse_name(const char *path);

/* -- types (types.c) ------------------------------------------------ */

/* Parses UTF-8 text without NUL (of a binary type: the bytes as they came) into
 * blocks and facts. -1 with err when out of memory, or when it cannot be read:
 * then err is for the reader, and nothing of the document is shown. */
typedef int parse_fn(const struct parse_how *how, const char *bytes, size_t len,
                     struct doc_maker *m, struct err *err);

struct parse_type {
	const char *type;   /* media type */
	const char *names;  /* file name endings: " html htm " */
	const char *called; /* for the reader */
	parse_fn *parse;    /* NULL: not read by this version */
	bool markup;        /* declares its character set inside */
	bool binary;        /* has none: parse is given the bytes themselves */
};

/* By the given type, else by content, else by name; never NULL. Bytes that are
 * plainly another type (a PDF said to be HTML) are what they are. */
const struct parse_type *parse_type_find(const struct parse_how *how, const char *bytes,
                                         size_t len);

parse_fn parse_html;      /* html/ */
parse_fn parse_xhtml;     /* the same, written as XML is */
parse_fn parse_text;      /* plain.c */
parse_fn parse_separated; /* separated.c */
parse_fn parse_json;      /* json/ */
parse_fn parse_feed;      /* feed/ */
parse_fn parse_opml;      /* feed/ */
parse_fn parse_pdf;       /* pdf/: what pdftohtml -xml printed */
parse_fn parse_no_pdf;    /* what is said to be a PDF, and is none */
parse_fn parse_akn;       /* akn/ */
parse_fn parse_marc;      /* marc/ */
parse_fn parse_docx;      /* docx/: of bytes */
parse_fn parse_picture;   /* picture/: of bytes */

#endif
