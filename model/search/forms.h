/* SPDX-License-Identifier: ISC */
/*
 * forms: the forms of a word that an index has.
 *
 * The index has words as they stand in texts; what a reader types is expanded against its
 * vocabulary. Arabic by what is written onto a word, the article and the particles before
 * it; English, French, Spanish and Russian by stems (model/text/stem.h), of words as they
 * are spelled.
 */
#ifndef PALAIS_MODEL_SEARCH_FORMS_H
#define PALAIS_MODEL_SEARCH_FORMS_H

#include "model/search/query.h"
#include "model/store/store.h"

/* Forms of one word; of more the commonest are taken. */
#define FORMS_MOST 64

struct form {
	char *terms; /* one, or several of words that belong together, apart by blanks */
	int64_t rows;
};

struct forms {
	struct form at[FORMS_MOST];
	size_t count;
	int64_t rows; /* in about how many rows of the index any of them stands */
	bool dropped; /* there were more */
};

struct stems;

/* Of a word of a query, in an index (model/store/match.h): the word itself first, though it
 * may stand nowhere. `all`: rows of that index. stems may be NULL. lang: a code that the
 * reader asked for, or NULL. 0, -1 with err. */
struct forms_from {
	struct store *store;
	const char *table;
	int64_t all;
	struct stems *stems;
	const char *lang;
};
int forms_find(const struct forms_from *from, const struct query_node *word, struct forms *out,
               struct err *err);
void forms_done(struct forms *f);

#endif
