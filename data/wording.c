/* SPDX-License-Identifier: ISC */
/* What a folder has in another language. */
#include "config.h"

#include "data/wording.h"

#include "data/tsv.h"
#include "model/base/lang.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void free_row(struct wording_row *r)
{
	const char *const all[] = {r->table, r->id, r->column, r->english, r->text};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		free((void *)(uintptr_t)all[i]);
}

int wording_add(struct wording_list *list, const struct wording_row *r, struct err *err)
{
	struct wording_row copy = {strdup(r->table),   strdup(r->id),   strdup(r->column),
	                           strdup(r->english), strdup(r->text), r->line};

	if (copy.table && copy.id && copy.column && copy.english && copy.text &&
	    vec_push(list, copy) == 0)
		return 0;
	free_row(&copy);
	return err_set(err, ERR_FAILED, "out of memory");
}

void wording_list_done(struct wording_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free_row(&list->at[i]);
	vec_done(list);
}

void wording_done(struct wording *w)
{
	wording_list_done(&w->ours);
	wording_list_done(&w->official);
	vec_done(&w->by_english);
}

/* -- official wording -------------------------------------------------------- */

/* Tables that have texts of the UN's in six languages, the better first; a row of terms that
 * nobody has confirmed or uses is none. */
static const char *const official_tables[] = {"languages.tsv", "titles.tsv", "country_names.tsv"};

/* Which columns have English and the language, and what is known of it; -1: there is none. */
struct official_columns {
	int english, text, status;
};

static struct official_columns find_columns(const struct tsv *t, const char *lang)
{
	struct official_columns c = {-1, -1, -1};
	char letter[2] = {lang_letters[lang_index(lang)], 0};

	for (int i = 0; i < t->count; i++) {
		const char *name = t->field[i];

		if (!strcmp(name, "en") || !strcmp(name, "E"))
			c.english = i;
		else if (!strcmp(name, lang) || !strcmp(name, letter))
			c.text = i;
		else if (!strcmp(name, "status"))
			c.status = i;
	}
	return c;
}

static int read_official(struct wording *w, const char *dir, const char *name, struct err *err)
{
	struct official_columns c;
	struct tsv t;
	int rc = tsv_open(&t, dir, name, NULL, 0, err);

	if (rc > 0) {
		c = find_columns(&t, w->lang);
		if (c.english < 0 || c.text < 0)
			rc = tsv_error(&t, err, "no column of the language", w->lang);
	}
	while (rc > 0 && (rc = tsv_next(&t, err)) > 0) {
		const char *status = c.status < 0 ? "confirmed" : t.field[c.status];
		struct wording_row r = {"", "", "", t.field[c.english], t.field[c.text], 0};

		if (!*r.english || !*r.text ||
		    (strcmp(status, "confirmed") != 0 && strcmp(status, "usual") != 0))
			continue;
		rc = wording_add(&w->official, &r, err) < 0 ? -1 : 1;
	}
	tsv_close(&t);
	return rc;
}

static int by_english(const void *a, const void *b)
{
	const struct wording_row *x = a, *y = b;

	return strcmp(x->english, y->english);
}

/* The order of the tables decides between two of one English text, so it is kept: the sort of
 * the C library may not be stable. */
static void sort_official(struct wording_list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		list->at[i].line = (long)i;
	if (list->count)
		qsort(list->at, list->count, sizeof *list->at, by_english);
	for (size_t i = 0; i < list->count; i++) {
		struct wording_row *last = kept ? &list->at[kept - 1] : NULL;

		if (!last || strcmp(last->english, list->at[i].english) != 0) {
			list->at[kept++] = list->at[i];
			continue;
		}
		if (list->at[i].line < last->line) {
			struct wording_row swap = *last;

			*last = list->at[i];
			list->at[i] = swap;
		}
		free_row(&list->at[i]);
	}
	list->count = kept;
	for (size_t i = 0; i < kept; i++)
		list->at[i].line = 0;
}

/* -- our own ----------------------------------------------------------------- */

static int by_english_at(const void *a, const void *b)
{
	return by_english(*(const struct wording_row *const *)a,
	                  *(const struct wording_row *const *)b);
}

static int read_ours(struct wording *w, const char *dir, struct err *err)
{
	static const char *const columns[] = {"table", "id", "column", "english", "text"};
	char name[32];
	struct tsv t;
	int rc, there;

	snprintf(name, sizeof name, "text/%s.tsv", w->lang);
	rc = there = tsv_open(&t, dir, name, columns, 5, err);
	while (rc > 0 && (rc = tsv_next(&t, err)) > 0) {
		struct wording_row r = {t.field[0], t.field[1], t.field[2],
		                        t.field[3], t.field[4], t.at};

		rc = wording_add(&w->ours, &r, err) < 0 ? -1 : 1;
	}
	for (size_t i = 0; rc == 0 && i < w->ours.count; i++)
		if (vec_push(&w->by_english, &w->ours.at[i]) < 0)
			rc = err_set(err, ERR_FAILED, "%s: out of memory", t.path);
	if (rc == 0 && w->by_english.count)
		qsort(w->by_english.at, w->by_english.count, sizeof *w->by_english.at,
		      by_english_at);
	for (size_t i = 1; rc == 0 && i < w->by_english.count; i++)
		if (!by_english(w->by_english.at[i - 1], w->by_english.at[i]))
			rc = err_set(err, ERR_FAILED,
			             "%s:%ld: the English text is that of line %ld", t.path,
			             w->by_english.at[i]->line, w->by_english.at[i - 1]->line);
	tsv_close(&t);
	return rc < 0 ? -1 : there;
}

int wording_read(struct wording *w, const char *dir, const char *lang, struct err *err)
{
	memset(w, 0, sizeof *w);
	if (lang_index(lang) < 0 || !strcmp(lang, "en"))
		return err_set(err, ERR_USAGE, "%s: none of ar, zh, fr, ru, es", lang);
	snprintf(w->lang, sizeof w->lang, "%s", lang);
	for (size_t i = 0; i < sizeof official_tables / sizeof *official_tables; i++)
		if (read_official(w, dir, official_tables[i], err) < 0)
			return -1;
	sort_official(&w->official);
	return read_ours(w, dir, err);
}

/* -- looking up -------------------------------------------------------------- */

const struct wording_row *wording_official(const struct wording *w, const char *english)
{
	struct wording_row key = {.english = english};

	return w->official.count
	               ? bsearch(&key, w->official.at, w->official.count, sizeof key, by_english)
	               : NULL;
}

const struct wording_row *wording_ours(const struct wording *w, const char *english)
{
	struct wording_row key = {.english = english};
	const struct wording_row *at = &key;
	const struct wording_row *const *found = NULL;

	if (w->by_english.count)
		found = bsearch(&at, w->by_english.at, w->by_english.count, sizeof at,
		                by_english_at);
	return found ? *found : NULL;
}

const char *wording_text(const struct wording *w, const char *english)
{
	const struct wording_row *r = wording_official(w, english);

	if (!r)
		r = wording_ours(w, english);
	return r && *r->text ? r->text : NULL;
}
