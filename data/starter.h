/* SPDX-License-Identifier: ISC */
/*
 * starter: what the files of mkstarter share: each fills a part of a new store
 * from a folder such as data/.
 */
#ifndef PALAIS_DATA_STARTER_H
#define PALAIS_DATA_STARTER_H

#include "data/tsv.h"
#include "data/wording.h"
#include "model/base/buf.h"
#include "model/base/lang.h"
#include "model/store/internal.h"

struct starter {
	struct store *store;
	const char *dir;
	/* What the folder has in another language, by its place in lang_codes; of the others
	 * `told` is false. */
	struct wording words[LANG_COUNT];
	bool told[LANG_COUNT];
	struct wording_list leads[LANG_COUNT]; /* the first paragraphs of pages without addresses */
};

/* A row of values for a prepared INSERT: 0, -1 with err ("duplicate key" where
 * a constraint says so), which names the table's line. */
int starter_insert(struct starter *st, sqlite3_stmt *q, const struct tsv *t, struct err *err);
/* Calls `row` for each row of a table, if there is such a table: 0, -1 with err. */
int starter_each_row(struct starter *st, const char *name, const char *const *columns, int count,
                     int (*row)(struct starter *, struct tsv *, struct err *), struct err *err);
/* The id of a symbol, made when it is new; -1 with err. */
int64_t starter_symbol(struct starter *st, const char *symbol, struct err *err);

/* The first column of a query's first row that has one text bound: 0 when there is
 * no row, -1 with err. */
int64_t starter_number(struct store *s, const char *sql, const char *text, struct err *err);
/* A query that takes an id and a packed list. */
int starter_put_list(struct starter *st, const char *sql, int64_t id, const struct buf *list,
                     struct err *err);

/* dossier.tsv, sections.tsv, timeline.tsv … */
int starter_tables(struct starter *st, struct err *err);
/* resolutions.tsv, and what it knows better; with it cites.tsv, and what documents recall. */
int starter_catalogue(struct starter *st, struct err *err);
int starter_cites(struct starter *st, struct err *err);
/* country_names.tsv, states.tsv, votes_syria.tsv */
int starter_states(struct starter *st, struct err *err);
/* akn_paths.tsv, titles.tsv; with them akn_sha256.tsv. */
int starter_texts(struct starter *st, struct err *err);
int starter_hashes(struct starter *st, struct err *err);
/* Search words of rows and titles. */
int starter_titles(struct starter *st, struct err *err);
/* pages/NAME.txt, in each language that has words of it */
int starter_pages(struct starter *st, struct err *err);

/* text/LANG.tsv: read before all else, and written when the pages are there. */
int starter_read_words(struct starter *st, struct err *err);
int starter_put_words(struct starter *st, struct err *err);
void starter_words_done(struct starter *st);
/* A text in each language that has it, apart from one another; fields of several texts
 * ("Damascus; Deraa") part by part. */
void starter_in_all(const struct starter *st, const char *english, struct buf *out);

/* What a row of symbol, date, vote and adoption ("" where it has none) says of itself and
 * cannot be: 0, -1 with err, which names the line. */
int starter_check_vote(const struct tsv *t, const char *symbol, const char *vote,
                       const char *adoption, struct err *err);
int starter_check_year(const struct tsv *t, const char *symbol, const char *date, struct err *err);
/* timeline.tsv and votes_syria.tsv against what the other tables know of the documents
 * that they name; after those. */
int starter_compare(struct starter *st, struct err *err);

/* hosts.tsv; before all tables with sources. */
int starter_hosts(struct starter *st, struct err *err);
/* Notes of what kind the source of a row is; t is the table at its line. */
int starter_source(struct starter *st, const struct tsv *t, const char *source, struct err *err);

/* Checks of single values: whether they are well-formed. */
bool check_date(const char *s); /* YYYY, YYYY-MM, YYYY-MM-DD or two of them with '/' */
bool check_status(const char *s);
bool check_address(const char *s); /* http or https */
bool check_letters(const char *s); /* "A C E F R S", each at most once, in order */
bool check_vote(const char *s);    /* 15-0-0, "without vote" */
bool check_title(const char *s);   /* whole */
bool check_number(const char *s);  /* a whole number from 1 on */
bool check_count(const char *s);   /* a whole number from 0 on */

#endif
