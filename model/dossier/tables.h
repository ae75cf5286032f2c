/* SPDX-License-Identifier: ISC */
/*
 * tables: what the tables of data/ know, as the starter store has them.
 *
 * Rows are strings in the order of the table's columns; enumerations below name
 * the columns. A row and its strings live only as long as the call that hands
 * them over. Nothing here names a pane, a series or a source: those are data.
 */
#ifndef PALAIS_MODEL_DOSSIER_TABLES_H
#define PALAIS_MODEL_DOSSIER_TABLES_H

#include "model/store/store.h"

enum dossier_kind {
	DOSSIER_PANES,
	DOSSIER_SECTIONS,
	DOSSIER_EVENTS,
	DOSSIER_ROUNDS,
	DOSSIER_DOCUMENTS,
	DOSSIER_AGENCIES,
	DOSSIER_FIGURES,
	DOSSIER_SOURCES,
	DOSSIER_PERSONS,
	DOSSIER_TERMS,
	DOSSIER_TOPICS,
	DOSSIER_KINDS
};

enum { PANE_KEY, PANE_TITLE, PANE_SHORT, PANE_PAGE, PANE_LEAD };
enum { SECTION_PANE, SECTION_ORDER, SECTION_KIND, SECTION_TITLE, SECTION_FILTER, SECTION_MOST };
enum {
	EVENT_DATE,
	EVENT_PANE,
	EVENT_PLACE,
	EVENT_TITLE,
	EVENT_DETAIL,
	EVENT_SYMBOLS,
	EVENT_SOURCE,
	EVENT_STATUS,
	EVENT_KIND
};
enum {
	ROUND_SERIES,
	ROUND_NUMBER,
	ROUND_START,
	ROUND_END,
	ROUND_PLACE,
	ROUND_CHAIR,
	ROUND_OUTCOME,
	ROUND_STATUS,
	ROUND_SOURCE
};
enum {
	DOCUMENT_SYMBOL,
	DOCUMENT_BODY,
	DOCUMENT_DATE,
	DOCUMENT_TITLE,
	DOCUMENT_TYPE,
	DOCUMENT_PANE,
	DOCUMENT_VOTE,
	DOCUMENT_LANGUAGES,
	DOCUMENT_URL,
	DOCUMENT_RECALLS,
	DOCUMENT_SOURCE,
	DOCUMENT_STATUS,
	DOCUMENT_KEY
};
enum {
	AGENCY_NAME,
	AGENCY_ACRONYM,
	AGENCY_SECTOR,
	AGENCY_PAGE,
	AGENCY_FEED,
	AGENCY_SOURCE,
	AGENCY_STATUS
};
enum {
	FIGURE_YEAR,
	FIGURE_AS_OF,
	FIGURE_INDICATOR,
	FIGURE_VALUE,
	FIGURE_UNIT,
	FIGURE_SOURCE,
	FIGURE_STATUS,
	FIGURE_SERIES,
	FIGURE_BOUND
};
enum {
	SOURCE_PANE,
	SOURCE_NAME,
	SOURCE_KIND,
	SOURCE_URL,
	SOURCE_LANGUAGES,
	SOURCE_NOTE,
	SOURCE_STATUS
};
enum {
	PERSON_PANE,
	PERSON_NAME,
	PERSON_OFFICE,
	PERSON_START,
	PERSON_END,
	PERSON_NOTE,
	PERSON_SOURCE,
	PERSON_STATUS
};
enum { TERM_KEY, TERM_A, TERM_C, TERM_E, TERM_F, TERM_R, TERM_S, TERM_SOURCE, TERM_STATUS };

enum { TOPIC_LANG, TOPIC_WORD };

/* No table has more columns. */
#define DOSSIER_MOST_COLUMNS 16

struct dossier_table {
	const char *name;    /* of the table in the store, and before ':' in a row's address */
	const char *file;    /* in data/ */
	bool numbered;       /* its first column in data/ is the row's id */
	const char *by_date; /* the column that orders it by time, or NULL: in the data's order */
	const char *columns[DOSSIER_MOST_COLUMNS]; /* without the id; NULL after the last */
	const char *order; /* how rows follow each other in data/; NULL: by id */
};

const struct dossier_table *dossier_table(enum dossier_kind kind);
/* Columns of a table, without the id. */
int dossier_columns(const struct dossier_table *t);

struct dossier_row {
	int64_t id;
	const char *const *at; /* by the enumerations above */
	/* Of what kind its source is: "UN document", "UN page", "other official", "press",
	 * "other"; "" where it has none, or that is not known. */
	const char *source_kind;
	const char *source_sort; /* "upload", "mirror", "essay": cannot bear a fact alone; "" */
	bool doubtful;           /* needs the mark of what is not confirmed */
};

/* What to hand over. filter is words "column=value[,value…]", of which a row
 * must meet all: a column that is one of the values ("*" is the empty one), for
 * "column!value[,value…]" none of them, or for "column~value" a column that contains it. Words that
 * name no column of the table are for others and are passed over. NULL or "" is every row. */
struct dossier_query {
	const char *filter;
	bool newest; /* last first, by date; else in the order of the table */
	long most;   /* 0: all */
};

/* Hands rows over until `each` returns non-zero. 0, or -1 with err. */
int dossier_each(struct store *s, enum dossier_kind kind, const struct dossier_query *query,
                 int (*each)(const struct dossier_row *, void *), void *payload, struct err *err);
/* How many, or -1. */
long dossier_count(struct store *s, enum dossier_kind kind, const char *filter, struct err *err);

/* The one row with an id; of a document, with a key or symbol. 1, 0 when there
 * is none, -1 with err. */
int dossier_row(struct store *s, enum dossier_kind kind, int64_t id,
                int (*each)(const struct dossier_row *, void *), void *payload, struct err *err);
int dossier_document(struct store *s, const char *key,
                     int (*each)(const struct dossier_row *, void *), void *payload,
                     struct err *err);

/* Whether documents of the dossier and the catalogue may bear such a name: web addresses and
 * hashes are none, and stores hold thousands of those. */
bool dossier_names(const char *key);

/* The value of a word of a filter ("page" of "page=x most=3") into value: true
 * when it is there. */
bool dossier_filter(const char *filter, const char *name, char *value, size_t size);

/* Whether a status, with the sort of the source, needs the mark of what is not confirmed. */
bool dossier_doubtful(const char *status, const char *source_sort);
/* Whether rows of a kind have a source. */
bool dossier_has_source(enum dossier_kind kind);

#endif
