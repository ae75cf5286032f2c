/* SPDX-License-Identifier: ISC */
/* What the tests of the parser share: bytes -> document, and its text. */
#ifndef PALAIS_TESTS_PARSE_PARSE_LIB_H
#define PALAIS_TESTS_PARSE_PARSE_LIB_H

#include "fetch/parse/core/parser.h"

/* Parses; how may be NULL. Never NULL: a test fails when memory runs out. The
 * document is read back from its docfile, so that each test proves that too. */
struct doc *parse_it(const void *bytes, size_t len, const struct parse_how *how);
struct doc *parse_str(const char *html);

/* All the blocks' text, a newline after each block and cell; with what is
 * printed before a block when marks. Figures are left out. Caller frees. */
char *parse_body(const struct doc *doc, bool marks);

/* A whole file; NULL when it cannot be read. Caller frees. */
char *parse_read(const char *path, size_t *len);

/* Bytes of address space that this process has by now. */
size_t parse_mapped(void);

/* bytes in another character set. Caller frees. */
char *parse_encode(const char *utf8, const char *set, size_t *len);

#endif
