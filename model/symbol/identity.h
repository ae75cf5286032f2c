/* SPDX-License-Identifier: ISC */
/*
 * identity: by what a text bears a symbol: where it came from, and never what it says of
 * itself.
 *
 * A text bears the symbol by which it was asked for at a naming source (a row of
 * data/words/naming.tsv), unless its masthead names another one outright; what such a
 * source's address or its masthead names; the one whose text has these very bytes, as the
 * catalogue knows by their hash, wherever they came from; and, where a reader adds a file,
 * what the masthead of that bears, which counts less than all of these; least what a bundle or
 * a hub says of what it brings. Whatever else a text calls itself is a claim: shown and
 * searched, and no name. Pure functions of addresses and facts; knows no store.
 */
#ifndef PALAIS_MODEL_SYMBOL_IDENTITY_H
#define PALAIS_MODEL_SYMBOL_IDENTITY_H

#include "model/symbol/symbol.h"

/* The weakest first. */
enum identity_won {
	IDENTITY_CLAIM,   /* it only says so */
	IDENTITY_CARRIED, /* a bundle or a hub says so, which others have made */
	IDENTITY_FILE,    /* a reader's file, by its masthead: not compared with the UN's text */
	IDENTITY_BYTES,   /* its bytes are those of the UN's text */
	IDENTITY_NAMES,   /* it comes from a naming source that names it */
	IDENTITY_ASKED    /* it was asked for by it at one */
};

/* As stores have it: "", "carried", "file", "bytes", "names", "asked". */
const char *identity_word(enum identity_won won);
enum identity_won identity_read(const char *word);

/* How a text came. Strings may be "", not NULL. */
struct identity_way {
	const char *asked;   /* the symbol that was asked for */
	const char *known;   /* the symbol that what was found at this address before has borne */
	const char *first;   /* the address that was asked; "" of a file */
	const char *url;     /* where it was found, before mirrors; "" of a file */
	const char *format;  /* the document's fact */
	const char *bytes;   /* the symbol whose text has these bytes */
	const char *carried; /* NULL, or of what others have carried here: the symbols that they
	                        say it bears, apart by blanks. Its addresses are theirs too, and
	                        win nothing */
};

/* The symbols of a text, those that it bears first; each once. */
#define IDENTITY_MOST 12
struct identity {
	struct identity_name {
		char symbol[SYMBOL_MAX];
		enum identity_won won;
	} names[IDENTITY_MOST];
	size_t count;
};

/* Of an identity that is all zero: one after another, what the text calls itself (anything
 * that is no symbol is passed over); then the judgement. Of what was carried the judgement
 * comes first, for its symbols are in their order. */
void identity_add_own(struct identity *id, const char *symbol);
void identity_judge(struct identity *id, const struct identity_way *way);
/* The symbol that it bears before all others; "" when it bears none. */
const char *identity_first(const struct identity *id);

/* Whether what was found at an address can bear a symbol by that: for stores that others
 * have made, whose word is not taken for it. */
bool identity_names(const char *url, const char *symbol);

/* How a text that bears a symbol by an address is cited: *by_symbol, the source goes by
 * symbols and docs.un.org leads there; who keeps a copy there, "" when it is no copy.
 * False when the address is none of a naming source. */
bool identity_source(const char *url, bool *by_symbol, const char **keeper);

/* Whether one is the other misread, or cut short: a letter or digit apart, or the
 * beginning of what was asked for. */
bool identity_is_near(const char *asked, const char *read);

#endif
