/* SPDX-License-Identifier: ISC */
/*
 * catalogue: everything that is known by symbol: resolutions and statements
 * with their votes, what cites what, and how states voted.
 *
 * A list of ids is packed as differences from the id before, each zigzag-coded
 * in groups of seven bits, the lowest first. Strings live until the call that
 * hands them over returns.
 */
#ifndef PALAIS_MODEL_DOSSIER_CATALOGUE_H
#define PALAIS_MODEL_DOSSIER_CATALOGUE_H

#include "model/base/buf.h"
#include "model/doc/reference.h"
#include "model/dossier/tables.h"
#include "model/store/store.h"

struct catalogue_entry {
	int64_t id;
	const char *symbol, *date, *title, *agenda;
	const char *label;    /* the dossier's own short words for it, or "" */
	const char *adoption; /* "unanimous", "recorded vote", "without a vote" or "" */
	const char *vote;     /* for-against-abstaining, as the UN's extract has it */
	const char *meeting, *draft, *chapter7; /* "yes" or "" */
	int syria;                              /* how often the English text names Syria */
	const char *subjects;                   /* joined by ';' */
	/* Of catalogue_each alone, "" in an entry by itself: */
	const char *official;  /* title in the language of the interface, if that is not English */
	const char *languages; /* letters of those with a machine-readable text, apart by blanks */
};

/* What is wanted of each entry: what a line of a list shows (symbol, date, titles, agenda,
 * vote; the rest is "" and 0), or all but `label` and `official`. */
enum catalogue_depth { CATALOGUE_LINES, CATALOGUE_WHOLE };
/* All entries, newest first, until `each` returns non-zero. 0, or -1 with err. */
int catalogue_each(struct store *s, enum catalogue_depth depth,
                   int (*each)(const struct catalogue_entry *, void *), void *payload,
                   struct err *err);
/* The entry of a symbol: 1, 0 when it is not catalogued, -1 with err. */
int catalogue_entry(struct store *s, const char *symbol,
                    int (*each)(const struct catalogue_entry *, void *), void *payload,
                    struct err *err);
long catalogue_count(struct store *s, struct err *err);

/* Whether the catalogue has an entry of a symbol. 1, 0, -1. */
int catalogue_has(struct store *s, const char *symbol, struct err *err);
/* Whether a symbol is known at all, if only because something cites it. 1, 0, -1. */
int catalogue_knows(struct store *s, const char *symbol, struct err *err);

/* The year that is missing: S/RES/2254 -> S/RES/2254(2015). 1, 0 when no such text
 * is known, -1 with err. */
int catalogue_complete(struct store *s, const char *symbol, char *out, size_t size,
                       struct err *err);

/* What a text cites, in its order, and what cites it, newest first. total is set
 * to how many there are (NULL is fine). 0, or -1 with err. */
int catalogue_cites(struct store *s, const char *symbol, long *total,
                    int (*each)(const char *symbol, void *), void *payload, struct err *err);
int catalogue_cited(struct store *s, const char *symbol, long *total,
                    int (*each)(const char *symbol, void *), void *payload, struct err *err);

/* How states voted on a text: each state by the name that the list of votes has
 * (state_name turns it into words of a language), and 'y', 'n' or 'a'. 1, 0 when no
 * ballot is known, -1 with err. */
int catalogue_ballot(struct store *s, const char *symbol,
                     int (*each)(const char *state, char vote, void *), void *payload,
                     struct err *err);
/* Where a list of votes was read, and how far that confirms it: a row of these two. 1, 0
 * when no ballot is known, -1 with err. */
enum { BALLOT_SOURCE, BALLOT_STATUS };
int catalogue_ballot_source(struct store *s, const char *symbol,
                            int (*take)(const struct dossier_row *, void *), void *payload,
                            struct err *err);
/* How a state voted, found by any word that model/dossier/states.h takes and under
 * whichever of its names it voted: each text, newest first, and 'y', 'n', 'a'. 1, 0
 * when there is no such state, 2 when the word may mean several (nothing is handed
 * over; state_find lists them), -1 with err. */
int catalogue_votes_of(struct store *s, const char *state,
                       int (*each)(const char *symbol, char vote, void *), void *payload,
                       struct err *err);

/* Adds an id to a packed list; *last is the one before, 0 at first. */
void catalogue_pack(struct buf *list, int64_t *last, int64_t id);
/* The next id of a list from *at on, 0 at its end or where it is broken. */
int64_t catalogue_unpack(const unsigned char *list, size_t len, size_t *at, int64_t *last);

/* Fills in what the catalogue knows and the reader left out: the year of a
 * resolution; a bare number is one of the Security Council's; the name of a pane. */
void catalogue_complete_reference(struct store *starter, struct reference *w);

#endif
