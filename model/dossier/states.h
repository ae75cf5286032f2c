/* SPDX-License-Identifier: ISC */
/*
 * states: the states, by whatever name a reader types.
 *
 * A state's key is its name in the UN's lists of votes ("SYRIAN ARAB REPUBLIC"). Where
 * those lists have had several (TURKEY, TURKIYE), the one of today stands for all, and
 * the older ones are words that find it. A word is a name in any of the six languages,
 * a short form (Syria, DPRK, Россия), the code of three letters, or the beginning of a
 * word of a name; case, accents, dots, apostrophes and hyphens do not matter. Knows
 * names, not votes: those are in model/dossier/catalogue.h.
 *
 *   char key[STATE_KEY_MAX];
 *   switch (state_key(s, typed, key, sizeof key, &err)) {
 *   case 0:  no state is called so
 *   case 2:  state_find(s, typed, list_it, list, &err) and let the reader choose
 */
#ifndef PALAIS_MODEL_DOSSIER_STATES_H
#define PALAIS_MODEL_DOSSIER_STATES_H

#include "model/base/buf.h"
#include "model/store/store.h"

#define STATE_KEY_MAX 120

enum state_fit {
	STATE_EXACT,  /* the word is one of its names */
	STATE_BEGINS, /* one of its names begins so */
	STATE_WITHIN  /* a later word of a name begins so: Korea */
};

/* Strings live until the call that hands them over returns. */
struct state_match {
	const char *key;
	const char *iso3; /* "SYR", or "" */
	enum state_fit fit;
};

/* The states that a word may mean, the best fit first and then by key, until `each`
 * (NULL is fine) returns non-zero. 1 when the first of them is meant, for it alone
 * fits best; 2 when several fit as well; 0 when there is none; -1 with err. "Guinea" is
 * meant, though three other states follow it; "Korea" is not: two fit. */
int state_find(struct store *s, const char *word, int (*each)(const struct state_match *, void *),
               void *payload, struct err *err);

/* The key of the one state that is meant; 1, 0, 2, -1 as state_find; out is "" unless 1. */
int state_key(struct store *s, const char *word, char *out, size_t size, struct err *err);

/* The name of a key, older ones too, in a language (ar zh en fr ru es). 1, 0 when there
 * is no such key, name or language, -1 with err. */
int state_name(struct store *s, const char *key, const char *lang, char *out, size_t size,
               struct err *err);

/* The form in which words are kept and looked for. */
void state_fold(struct buf *out, const char *word);

#endif
