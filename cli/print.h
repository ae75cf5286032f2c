/* SPDX-License-Identifier: ISC */
/*
 * print: a document on standard output, in the formats of `palais show`.
 */
#ifndef PALAIS_CLI_PRINT_H
#define PALAIS_CLI_PRINT_H

#include "model/doc/document.h"
#include "model/dossier/record.h"
#include "model/store/store.h"
#include "session/session.h"

#include <stdio.h>

/* version: where it comes from, or NULL; record: what is known beside the text, or
 * NULL; origin: words for where it comes from, or NULL.
 * 0, or -1 with err when it could not be written. */
int print_doc(const struct session *session, const struct doc *doc,
              const struct store_version *version, const struct record *record, const char *origin,
              FILE *out, struct err *err);

/* A page of palais' own as SVG, on standard output. 0, or -1 with err. */
int print_plot(const struct session *session, const char *address, struct err *err);

/* The document as JSON, one line. */
void print_json(const struct doc *doc, const struct store_version *version, struct buf *out);

void print_markdown(const struct doc *doc, bool body, bool links, struct buf *out);
void print_html(const struct doc *doc, struct buf *out);

/* Whether this locale has all characters. */
bool print_is_utf8(void);
/* Text for this locale: characters it lacks are written in ASCII. */
void print_locale(struct buf *out, const char *s, size_t len);

/* One line where the clock cannot be right, by what came last into the reader's store. */
void print_clock(struct session *session);

/* Writes what is still to be written; -1 with err when the disk is full, and with
 * an err without words when the other end of a pipe was closed. */
int print_end(FILE *out, struct err *err);
/* Writes all of it, and ends. */
int print_out(FILE *out, const struct buf *b, struct err *err);

#endif
