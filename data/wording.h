/* SPDX-License-Identifier: ISC */
/*
 * wording: the texts of a folder such as data/ that a reader sees, and what they are in the other
 * languages: text/LANG.tsv, one row for each English text wherever it stands, and before those
 * the official wording that titles.tsv, languages.tsv and country_names.tsv have.
 */
#ifndef PALAIS_DATA_WORDING_H
#define PALAIS_DATA_WORDING_H

#include "model/base/err.h"
#include "model/base/vec.h"

#include <stdbool.h>

/* One English text, where it stands first, and its translation. Lists own their strings. */
struct wording_row {
	const char *table;   /* name of the file without its end, or "pages" */
	const char *id;      /* of the row; of a page its name and the block's number: "talks/3" */
	const char *column;  /* "text" of a page */
	const char *english; /* of today, or that from which `text` was made */
	const char *text;    /* "": no translation yet */
	long line;           /* in text/LANG.tsv; 0: not there, the text is official */
};

struct wording_list {
	struct wording_row *at;
	size_t count, cap;
};

struct wording {
	char lang[8];
	struct wording_list ours;                   /* text/LANG.tsv, in its order */
	struct wording_list official;               /* by their English */
	VEC(const struct wording_row *) by_english; /* ours */
};

/* What stands under a page of pages/ that has the mark of what is not confirmed. */
extern const char wording_legend[];

/* Hands over every text of dir that a reader sees, as often as it stands there, until `each`
 * fails: 0, -1 with err. Only table, id, column and english are set. */
int wording_each(const char *dir,
                 int (*each)(const struct wording_row *, void *payload, struct err *),
                 void *payload, struct err *err);

/* Reads what dir has in a language (ar zh fr ru es): 1; 0 when there is no text/LANG.tsv, with
 * the official wording alone; -1 with err. wording_done in any case. */
int wording_read(struct wording *w, const char *dir, const char *lang, struct err *err);
void wording_done(struct wording *w);

/* The official wording of an English text, and the row of ours (whose text may be empty): NULL
 * when there is none. */
const struct wording_row *wording_official(const struct wording *w, const char *english);
const struct wording_row *wording_ours(const struct wording *w, const char *english);
/* What stands for an English text, official before ours; NULL: no translation. */
const char *wording_text(const struct wording *w, const char *english);

/* Adds a copy of a row: 0, -1 with err. */
int wording_add(struct wording_list *list, const struct wording_row *r, struct err *err);
void wording_list_done(struct wording_list *list);

#endif
