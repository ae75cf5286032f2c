/*
 * what: the word by which a reader names a document, and finding it in the
 * stores. One rule for the command line, the prompt and links.
 */
#ifndef PALAIS_MODEL_WHAT_H
#define PALAIS_MODEL_WHAT_H

#include "model/doc.h"
#include "model/page.h"
#include "model/shelf.h"
#include "model/url.h"

enum what_kind {
	WHAT_FILE,   /* a path of this machine, or "-" */
	WHAT_OWN,    /* an address of palais' own: pane:talks, event:12 */
	WHAT_WEB,    /* http or https */
	WHAT_SYMBOL, /* a UN document */
	WHAT_NAME    /* any other word: an id, a hash */
};

struct what {
	enum what_kind kind;
	char key[URL_MAX]; /* canonical: the path, the address, the symbol */
	char lang[4];      /* that an address of a UN document names, or "" */
};

/* Tells what is meant: -1 with err for an empty word or one that is too long.
 * A word is a file when it is "-" or has a '/' or '.' at its start. */
int what_read(const char *word, struct what *w, struct err *err);

/* Fills in what the catalogue knows and the reader left out: the year of a
 * resolution; a bare number is one of the Security Council's. */
void what_complete(const struct page_context *c, struct what *w);

/* What was found. Done with what_done. */
struct what_found {
	struct doc *doc;
	struct store_version version; /* id 0 for a page of palais' own */
	bool stored;                  /* from a store: version tells, */
	struct store *from;           /* and this is it */
};
void what_done(struct what_found *f);

/* Looks in the stores, and makes palais' own pages and cards: 1 found, 0 not
 * (an address that is not here, a symbol of which nothing is known), -1 err.
 * `card`: 1 means that the document itself is not here and f->doc is the card that
 * says what is known of it. Completes w. */
int what_find(const struct page_context *c, struct what *w, struct what_found *f, bool *card,
              struct err *err);

#endif
