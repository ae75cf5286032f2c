/* SPDX-License-Identifier: ISC */
/*
 * reference: the word by which a reader names a document. One rule for the command
 * line, the prompt and links; what is meant is read from the word alone, no store is
 * asked.
 */
#ifndef PALAIS_MODEL_DOC_REFERENCE_H
#define PALAIS_MODEL_DOC_REFERENCE_H

#include "model/base/err.h"
#include "model/base/url.h"

#include <stdbool.h>

enum reference_kind {
	REFERENCE_FILE,   /* a path of this machine, or "-" */
	REFERENCE_OWN,    /* an address of palais' own: pane:talks, event:12 */
	REFERENCE_WEB,    /* http or https; typed also without ("un.org/syria") */
	REFERENCE_SYMBOL, /* a UN document */
	REFERENCE_NAME    /* any other word: an id, a hash, a pane's name */
};

struct reference {
	enum reference_kind kind;
	char key[URL_MAX]; /* canonical: the path, the address, the symbol */
	char lang[4];      /* that an address of a UN document names, or "" */
};

/* The kinds of palais' own pages, by what stands before the colon of their address. */
/* clang-format off */
#define OWN_PAGES(X) \
	X(PANE, "pane") X(LIST, "list") X(EVENT, "event") X(ROUND, "round") \
	X(AGENCY, "agency") X(FIGURE, "figure") X(SOURCE, "source") X(PERSON, "person") \
	X(VOTES, "votes") X(STATE, "state") X(CITES, "cites") X(PAGE, "page") \
	X(VERSION, "version") X(HISTORY, "history") X(DIFF, "diff") \
	X(NOTE, "note") X(CHART, "chart") X(TREE, "tree")
/* clang-format on */
#define OWN_ID(id, name) OWN_##id,
enum own_page { OWN_PAGES(OWN_ID) OWN_NONE };
#undef OWN_ID

/* Tells what is meant: -1 with err for an empty word or one that is too long. */
int reference_read(const char *word, struct reference *w, struct err *err);

/* Whether the word names a local file: it is "-", or has a '/' or '.' at its start. */
bool reference_is_file(const char *word);

/* Which page of palais' own an address is of, and where what follows the colon
 * begins (rest may be NULL); OWN_NONE for any other address. */
enum own_page reference_own(const char *address, const char **rest);

#endif
