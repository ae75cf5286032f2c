/* SPDX-License-Identifier: ISC */
/*
 * internal: what the parts of the JSON parser share: the answers of interfaces for
 * programs, each known by its form and put into a document.
 *
 * Private to parse_json*.c.
 */
#ifndef PALAIS_FETCH_PARSE_JSON_INTERNAL_H
#define PALAIS_FETCH_PARSE_JSON_INTERNAL_H

#include "fetch/parse/core/parser.h"

#include <jansson.h>

/* A member that is a string, or "". */
const char *json_text(const json_t *object, const char *name);

/* The bytes of a value, or what is broken, indented, into a block of the document
 * (indent.c). */
void json_indent(const char *bytes, size_t len, struct doc_maker *m);

/* ReliefWeb (reliefweb.c): lists of reports, disasters, jobs as a feed. */
bool reliefweb_is(const json_t *root);
void reliefweb_add(const json_t *root, const struct parse_how *how, struct doc_maker *m);

/* The Financial Tracking Service (fts.c): requirements and funding of plans as
 * a table of figures (model/dossier/news_figures.h). */
bool fts_is(const json_t *root);
void fts_add(const json_t *root, const struct parse_how *how, struct doc_maker *m);

#endif
