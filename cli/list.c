/* SPDX-License-Identifier: ISC */
/* list: what is known, by kind. The ids that it prints are what `show` takes. */
#include "config.h"

#include "cli/charts.h"
#include "cli/keep.h"
#include "cli/list_out.h"
#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/columns.h"
#include "model/dossier/headlines.h"
#include "model/dossier/record.h"
#include "model/dossier/tables.h"
#include "model/dossier/texts.h"
#include "model/store/marks.h"
#include "model/store/told.h"
#include "model/symbol/symbol.h"
#include "model/text/date.h"
#include "model/text/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct list {
	const struct session *session;
	struct store *starter;
	const char *pane;       /* the pane at hand, or NULL */
	char filter[400];       /* of the rows of a table; "" */
	char day[64], when[64]; /* the last date of the catalogue, and as it is printed */
	struct list_out out;
	struct err *err;
};

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* -- tables of the dossier ---------------------------------------------- */

/* How a row of a table reads as text, by its columns. */
struct look {
	enum dossier_kind kind;
	int left;       /* cells of the first part */
	int date, end;  /* its columns: a date or a range of two; or -1 */
	int plain;      /* a column that is no date, or -1 */
	int main, more; /* the text, and what follows it after a comma; more -1 */
	int status;
};

static const struct look looks[] = {
	{DOSSIER_EVENTS, 17, EVENT_DATE, -1, -1, EVENT_TITLE, -1, EVENT_STATUS},
	{DOSSIER_DOCUMENTS, 11, DOCUMENT_DATE, -1, -1, DOCUMENT_TITLE, -1, DOCUMENT_STATUS},
	{DOSSIER_ROUNDS, 17, ROUND_START, ROUND_END, -1, ROUND_SERIES, ROUND_NUMBER, ROUND_STATUS},
	{DOSSIER_FIGURES, 11, FIGURE_AS_OF, -1, -1, FIGURE_INDICATOR, FIGURE_VALUE, FIGURE_STATUS},
	{DOSSIER_AGENCIES, 10, -1, -1, AGENCY_ACRONYM, AGENCY_NAME, -1, AGENCY_STATUS},
	{DOSSIER_SOURCES, 9, -1, -1, SOURCE_KIND, SOURCE_NAME, -1, SOURCE_STATUS},
	{DOSSIER_PERSONS, 25, PERSON_START, PERSON_END, -1, PERSON_NAME, PERSON_OFFICE,
         PERSON_STATUS},
	{DOSSIER_TERMS, 24, -1, -1, TERM_KEY, TERM_E, -1, TERM_STATUS},
};

struct walk {
	struct list *l;
	const struct look *look;
	const struct dossier_table *table;
};

static void put_range(struct store *starter, const struct look *look, const struct dossier_row *r,
                      char *out, size_t size)
{
	const char *start = look->date < 0 ? "" : r->at[look->date];
	const char *end = look->end < 0 ? "" : r->at[look->end];
	char range[40], when[48];
	bool english;

	*out = 0;
	date_print(start, true, when, sizeof when);
	if (look->plain >= 0)
		snprintf(out, size, "%s",
		         column_told(starter, look->kind, look->plain, r->at[look->plain], NULL, 0,
		                     &english));
	else if (*start && *end && strcmp(start, end) != 0) {
		snprintf(range, sizeof range, "%s/%s", start, end);
		date_print(range, true, out, size);
	} else if (*start)
		snprintf(out, size, look->kind == DOSSIER_PERSONS && !*end ? "%.40s–" : "%.40s",
		         when);
	else if (*end) {
		date_print(end, true, when, sizeof when);
		snprintf(out, size, "–%.40s", when);
	}
}

/* What `show` takes for the row. */
static void put_id(const struct walk *w, const struct dossier_row *r, char *out, size_t size)
{
	if (w->look->kind == DOSSIER_DOCUMENTS)
		snprintf(out, size, "%s", r->at[DOCUMENT_KEY]);
	else if (w->table->numbered)
		snprintf(out, size, "%s:%lld", w->table->name, (long long)r->id);
	else
		*out = 0;
}

/* The text of a row: of a document what lists call it. */
static const char *main_text(const struct walk *w, const struct dossier_row *r, char *own,
                             size_t size)
{
	const char *text = r->at[w->look->main];
	bool english;

	if (w->look->kind == DOSSIER_DOCUMENTS) {
		record_told_title(w->l->starter, r->at[DOCUMENT_KEY], text, own, size);
		return own;
	}
	return column_told(w->l->starter, w->look->kind, w->look->main, text, own, size, &english);
}

/* Whether programs are given each text in two languages. */
static bool in_two(const struct list *l)
{
	return l->session->options->format != FORMAT_TEXT && messages_index() != lang_index("en");
}

/* What stands behind the columns of the table, in the language of the interface. */
static int add_told(const struct walk *w, const struct dossier_row *r, char told[][1600],
                    const char **values, int n)
{
	for (int i = 0; in_two(w->l) && i < dossier_columns(w->table); i++)
		if (column_is_text(w->look->kind, i)) {
			bool english;
			const char *text = column_told(w->l->starter, w->look->kind, i, r->at[i],
			                               told[i], sizeof told[i], &english);

			values[n++] = english ? "" : text;
		}
	return n;
}

static bool has_kind_of_source(enum dossier_kind kind)
{
	return dossier_has_source(kind) && kind != DOSSIER_TERMS;
}

static int table_row(const struct dossier_row *r, void *payload)
{
	struct walk *w = payload;
	const char *values[2 * DOSSIER_MOST_COLUMNS + 3];
	char told[DOSSIER_MOST_COLUMNS][1600], more[400];
	char left[64], id[SYMBOL_MAX + 8], own[CATALOGUE_TITLE_MAX];
	char text[CATALOGUE_TITLE_MAX + 300], official[CATALOGUE_TITLE_MAX];
	struct list_line line = {left, text, id, r->doubtful};
	bool english;
	int n = 0;

	put_range(w->l->starter, w->look, r, left, sizeof left);
	put_id(w, r, id, sizeof id);
	snprintf(text, sizeof text, "%.1499s%s%.260s", main_text(w, r, own, sizeof own),
	         w->look->more < 0 ? "" : C_("list", ", "),
	         w->look->more < 0
	                 ? ""
	                 : column_told(w->l->starter, w->look->kind, w->look->more,
	                               r->at[w->look->more], more, sizeof more, &english));
	if (w->table->numbered)
		values[n++] = id;
	for (int i = 0; i < dossier_columns(w->table); i++)
		values[n++] = r->at[i];
	if (w->look->kind == DOSSIER_DOCUMENTS) {
		*official = '\0';
		if (w->l->session->options->format != FORMAT_TEXT)
			catalogue_title(w->l->starter, r->at[DOCUMENT_KEY], "en", official,
			                sizeof official, NULL);
		values[n++] = official;
	}
	if (has_kind_of_source(w->look->kind))
		values[n++] = r->source_kind;
	add_told(w, r, told, values, n);
	if (w->look->kind == DOSSIER_DOCUMENTS)
		symbol_print(r->at[DOCUMENT_KEY], id, sizeof id);
	list_out_row(&w->l->out, values, &line);
	return 0;
}

static int list_table(struct list *l, const struct look *look)
{
	struct walk w = {l, look, dossier_table(look->kind)};
	struct dossier_query query = {.filter = l->filter};
	const char *columns[2 * DOSSIER_MOST_COLUMNS + 3];
	char names[DOSSIER_MOST_COLUMNS][32];
	int n = 0, rc;

	if (w.table->numbered)
		columns[n++] = "id";
	for (int i = 0; i < dossier_columns(w.table); i++)
		columns[n++] = w.table->columns[i];
	if (look->kind == DOSSIER_DOCUMENTS)
		columns[n++] = "official";
	if (has_kind_of_source(look->kind))
		columns[n++] = "source_kind";
	for (int i = 0; in_two(l) && i < dossier_columns(w.table); i++)
		if (column_is_text(look->kind, i)) {
			snprintf(names[i], sizeof names[i], "%s_%s", w.table->columns[i],
			         messages_language());
			columns[n++] = names[i];
		}
	list_out_init(&l->out, l->session, columns, n, look->left);
	rc = dossier_each(l->starter, look->kind, &query, table_row, &w, l->err);
	return list_out_done(&l->out, rc, l->err);
}

/* -- the entries of a pane ---------------------------------------------- */

/* The last: the title in the language of the interface, where that is another. */
enum { PANE_COLUMNS = 7 };
static const char *const pane_columns[PANE_COLUMNS] = {"id",     "kind",   "date",       "title",
                                                       "symbol", "status", "source_kind"};

static const struct part {
	enum dossier_kind kind;
	int date, title, symbol, status;
} parts[] = {
	{DOSSIER_EVENTS, EVENT_DATE, EVENT_TITLE, EVENT_SYMBOLS, EVENT_STATUS},
	{DOSSIER_DOCUMENTS, DOCUMENT_DATE, DOCUMENT_TITLE, DOCUMENT_SYMBOL, DOCUMENT_STATUS},
	{DOSSIER_PERSONS, PERSON_START, PERSON_NAME, -1, PERSON_STATUS},
	{DOSSIER_SOURCES, -1, SOURCE_NAME, -1, SOURCE_STATUS},
	/* These belong to the panes that have a section for them. */
	{DOSSIER_ROUNDS, ROUND_START, ROUND_NUMBER, -1, ROUND_STATUS},
	{DOSSIER_FIGURES, FIGURE_AS_OF, FIGURE_INDICATOR, -1, FIGURE_STATUS},
	{DOSSIER_AGENCIES, -1, AGENCY_NAME, -1, AGENCY_STATUS},
};

struct part_walk {
	struct list *l;
	const struct part *part;
	bool count_only;
	long count;
};

/* The title of a row in the language of the interface. */
static void put_told(const struct list *l, enum dossier_kind kind, const struct dossier_row *r,
                     int column, char *out, size_t size)
{
	if (kind == DOSSIER_DOCUMENTS)
		record_told_title(l->starter, r->at[DOCUMENT_KEY], r->at[column], out, size);
	else if (kind == DOSSIER_ROUNDS)
		snprintf(out, size, "%s%s%s", store_told(l->starter, r->at[ROUND_SERIES]).text,
		         C_("title", ": "), store_told(l->starter, r->at[column]).text);
	else
		snprintf(out, size, "%s", store_told(l->starter, r->at[column]).text);
}

static int pane_row(const struct dossier_row *r, void *payload)
{
	struct part_walk *w = payload;
	const struct part *part = w->part;
	const char *name = dossier_table(part->kind)->name;
	char id[SYMBOL_MAX + 8], when[64] = "", title[600], told[CATALOGUE_TITLE_MAX];
	const char *date = part->date < 0 ? "" : r->at[part->date];
	struct list_line line = {when, told, id, r->doubtful};

	w->count++;
	if (w->count_only)
		return 0;
	if (part->kind == DOSSIER_ROUNDS)
		snprintf(title, sizeof title, "%s: %s", r->at[ROUND_SERIES], r->at[part->title]);
	else
		snprintf(title, sizeof title, "%s", r->at[part->title]);
	put_told(w->l, part->kind, r, part->title, told, sizeof told);
	if (part->kind == DOSSIER_DOCUMENTS)
		snprintf(id, sizeof id, "%s", r->at[DOCUMENT_KEY]);
	else
		snprintf(id, sizeof id, "%s:%lld", name, (long long)r->id);
	if (*date)
		date_print(date, true, when, sizeof when);
	list_out_row(&w->l->out,
	             (const char *[]){
			     id, name, date, title, part->symbol < 0 ? "" : r->at[part->symbol],
			     r->at[part->status], r->source_kind, strcmp(told, title) ? told : ""},
	             &line);
	return 0;
}

static int walk_pane(struct list *l, const char *pane, bool count_only, long *count)
{
	static const char *const sections[] = {[DOSSIER_ROUNDS] = "rounds",
	                                       [DOSSIER_FIGURES] = "figures",
	                                       [DOSSIER_AGENCIES] = "agencies"};
	char own[80], section[120];

	*count = 0;
	snprintf(own, sizeof own, "pane=%s", pane);
	for (int i = 0; i < COUNT(parts); i++) {
		struct part_walk w = {l, &parts[i], count_only, 0};
		struct dossier_query query = {.filter = own};

		if (parts[i].kind < COUNT(sections) && sections[parts[i].kind]) {
			snprintf(section, sizeof section, "%s kind=%s", own,
			         sections[parts[i].kind]);
			if (dossier_count(l->starter, DOSSIER_SECTIONS, section, l->err) <= 0)
				continue;
			query.filter = NULL;
		}
		if (dossier_each(l->starter, parts[i].kind, &query, pane_row, &w, l->err) < 0)
			return -1;
		*count += w.count;
	}
	return 0;
}

static int list_pane(struct list *l)
{
	const char *columns[PANE_COLUMNS + 1];
	char title[16];
	long count;
	int rc;

	for (int i = 0; i < PANE_COLUMNS; i++)
		columns[i] = pane_columns[i];
	snprintf(title, sizeof title, "title_%s", messages_language());
	columns[PANE_COLUMNS] = title;
	list_out_init(&l->out, l->session, columns, PANE_COLUMNS + in_two(l), 17);
	rc = walk_pane(l, l->pane, false, &count);
	return list_out_done(&l->out, rc, l->err);
}

static long count_pane(struct list *l)
{
	long count;

	return walk_pane(l, l->pane, true, &count) < 0 ? -1 : count;
}

/* -- the catalogue ------------------------------------------------------ */

static const char *const catalogue_columns[] = {"symbol",   "date",  "title",    "agenda",
                                                "adoption", "vote",  "meeting",  "draft",
                                                "chapter7", "syria", "subjects", "languages"};

/* A row for people; official: its title in the language of the interface, or "". */
static void put_line(struct list *l, const struct catalogue_entry *e)
{
	char printed[SYMBOL_MAX + 8];
	const char *title =
		*e->label ? store_told(l->starter, e->label).text
			  : record_label("", e->title, *e->agenda ? e->agenda : e->symbol);
	struct list_line line = {l->when, *e->official ? e->official : title, printed, false};

	/* many of a day stand together */
	if (strcmp(l->day, e->date) != 0 || !*l->when) {
		snprintf(l->day, sizeof l->day, "%s", e->date);
		date_print(e->date, true, l->when, sizeof l->when);
	}
	symbol_print(e->symbol, printed, sizeof printed);
	list_out_row(&l->out, NULL, &line);
}

static void put_values(struct list *l, const struct catalogue_entry *e, const char *syria)
{
	list_out_row(&l->out,
	             (const char *[]){e->symbol, e->date, e->title, e->agenda, e->adoption, e->vote,
	                              e->meeting, e->draft, e->chapter7, syria, e->subjects,
	                              e->languages},
	             NULL);
}

static bool for_people(const struct list *l)
{
	return l->session->options->format == FORMAT_TEXT;
}

static int catalogue_row(const struct catalogue_entry *e, void *payload)
{
	struct list *l = payload;
	char syria[16] = {(char)('0' + e->syria % 10)};

	if (e->syria > 9)
		snprintf(syria, sizeof syria, "%d", e->syria);
	if (for_people(l))
		put_line(l, e);
	else
		put_values(l, e, syria);
	return 0;
}

static int beyond_row(const struct record_beyond *r, void *payload)
{
	struct list *l = payload;
	char own[CATALOGUE_TITLE_MAX];
	struct catalogue_entry e = {.symbol = r->key,
	                            .date = r->date,
	                            .label = r->label,
	                            .title = own,
	                            .agenda = "",
	                            .adoption = "",
	                            .vote = r->vote,
	                            .meeting = "",
	                            .draft = "",
	                            .chapter7 = "",
	                            .subjects = "",
	                            .official = own,
	                            .languages = r->languages};

	if (for_people(l)) {
		record_told_title(l->starter, r->key, r->label, own, sizeof own);
		put_line(l, &e);
		return 0;
	}
	/* what has no official title has a description */
	if (*r->title)
		e.title = r->title;
	else
		snprintf(own, sizeof own, r->dossier ? "[%s]" : "%s", r->label);
	put_values(l, &e, "");
	return 0;
}

static int list_catalogue(struct list *l)
{
	enum catalogue_depth depth = for_people(l) ? CATALOGUE_LINES : CATALOGUE_WHOLE;
	int rc;

	list_out_init(&l->out, l->session, catalogue_columns, COUNT(catalogue_columns), 11);
	rc = catalogue_each(l->starter, depth, catalogue_row, l, l->err);
	if (rc == 0)
		rc = record_each_beyond(l->session->stores, depth, beyond_row, l, l->err);
	return list_out_done(&l->out, rc, l->err);
}

static long count_catalogue(struct list *l)
{
	return record_count_known(l->session->stores, l->err);
}

/* -- the reader's own --------------------------------------------------- */

static void put_time(int64_t when, char *out, size_t size)
{
	*out = 0;
	if (when)
		date_time(when, out, size);
}

static int bookmark_row(const struct bookmark *b, void *payload)
{
	const char *address = b->source.document, *title = b->source.title;
	char when[40], text[1000];
	struct list_line line = {when, text, address, false};

	put_time(b->added, when, sizeof when);
	snprintf(text, sizeof text, "%s%s%s%s", *title ? title : address, *b->tags ? " [" : "",
	         b->tags, *b->tags ? "]" : "");
	list_out_row(&((struct list *)payload)->out,
	             (const char *[]){address, title, when, b->tags}, &line);
	return 0;
}

static int queue_row(const char *what, int64_t added, void *payload)
{
	char when[40];
	struct list_line line = {when, what, "", false};

	put_time(added, when, sizeof when);
	list_out_row(&((struct list *)payload)->out, (const char *[]){what, when}, &line);
	return 0;
}

static int cache_row(const struct store_held *v, void *payload)
{
	char fetched[40], checked[40], size[24], bytes[24], right[40], text[1200];
	struct list_line line = {fetched, text, right, false};
	/* of a hash the beginning is enough for `show` */
	int shown = strncmp(v->key, "sha256:", 7) ? 800 : 19;

	put_time(v->fetched, fetched, sizeof fetched);
	put_time(v->checked, checked, sizeof checked);
	snprintf(size, sizeof size, "%lld", (long long)v->size);
	units_bytes(v->size, bytes, sizeof bytes);
	snprintf(right, sizeof right, "%.3s %s", v->lang, bytes);
	snprintf(text, sizeof text, "%.300s%s%.*s", v->title, *v->title ? "  " : "", shown, v->key);
	list_out_row(&((struct list *)payload)->out,
	             (const char *[]){v->key, v->lang, v->title, v->url, v->type, fetched, checked,
	                              size, v->whole ? "yes" : "no", v->sha256},
	             &line);
	return 0;
}

static int list_bookmarks(struct list *l)
{
	static const char *const columns[] = {"id", "title", "added", "tags"};
	struct store *s = stores_personal(l->session->stores);
	int rc;

	list_out_init(&l->out, l->session, columns, COUNT(columns), 17);
	rc = s ? marks_each_bookmark(s, NULL, bookmark_row, l, l->err) : 0;
	return list_out_done(&l->out, rc, l->err);
}

static int list_queue(struct list *l)
{
	static const char *const columns[] = {"id", "added"};
	struct store *s = stores_personal(l->session->stores);
	int rc;

	list_out_init(&l->out, l->session, columns, COUNT(columns), 17);
	rc = s ? store_each_queued(s, queue_row, l, l->err) : 0;
	return list_out_done(&l->out, rc, l->err);
}

static int list_pinned(struct list *l)
{
	return keep_list_pinned(l->session, l->err);
}

static long count_pinned(struct list *l)
{
	return keep_count_pinned(l->session, l->err);
}

static int list_charts(struct list *l)
{
	return charts_list(l->session, "", l->err);
}

static long count_charts(struct list *l)
{
	return charts_count(l->session, l->err);
}

static int list_cache(struct list *l)
{
	static const char *const columns[] = {"id",      "language", "title", "url",   "type",
	                                      "fetched", "checked",  "size",  "whole", "sha256"};
	bool lines = l->session->options->format == FORMAT_TEXT;
	struct store *s;
	int rc = 0;

	list_out_init(&l->out, l->session, columns, COUNT(columns), 17);
	for (size_t i = 0; rc == 0 && (s = stores_store(l->session->stores, i)); i++)
		if (s != l->starter)
			/* what a line shows is in an index, the rest in each document's row */
			rc = lines ? store_each_held_line(s, 0, cache_row, l, l->err)
			           : store_each_held(s, cache_row, l, l->err);
	return list_out_done(&l->out, rc, l->err);
}

/* -- headlines ---------------------------------------------------------- */

static int news_row(const struct headline *n, void *payload)
{
	struct list_line line = {n->date, n->title, n->lang, false};

	list_out_row(&((struct list *)payload)->out,
	             (const char *[]){n->url, n->date, n->lang, n->title, n->summary, n->feed},
	             &line);
	return 0;
}

static int list_news(struct list *l)
{
	static const char *const columns[] = {"id", "date", "language", "title", "summary", "feed"};
	struct store *s;
	int rc = 0;

	list_out_init(&l->out, l->session, columns, COUNT(columns), 11);
	for (size_t i = 0; rc == 0 && (s = stores_store(l->session->stores, i)); i++)
		if (s != l->starter)
			rc = headlines_each(s, NULL, 0, news_row, l, l->err);
	return list_out_done(&l->out, rc, l->err);
}

static long count_news(struct list *l)
{
	struct store *s;
	long sum = 0, n;

	for (size_t i = 0; (s = stores_store(l->session->stores, i)); i++) {
		n = s == l->starter ? 0 : headlines_count(s, l->err);
		if (n < 0)
			return -1;
		sum += n;
	}
	return sum;
}

static int one_bookmark(const struct bookmark *b, void *payload)
{
	(void)b;
	++*(long *)payload;
	return 0;
}

static int one_queued(const char *what, int64_t added, void *payload)
{
	(void)what, (void)added;
	++*(long *)payload;
	return 0;
}

static long count_bookmarks(struct list *l)
{
	struct store *s = stores_personal(l->session->stores);
	long n = 0;

	return s && marks_each_bookmark(s, NULL, one_bookmark, &n, l->err) < 0 ? -1 : n;
}

static long count_queue(struct list *l)
{
	struct store *s = stores_personal(l->session->stores);
	long n = 0;

	return s && store_each_queued(s, one_queued, &n, l->err) < 0 ? -1 : n;
}

static long count_cache(struct list *l)
{
	struct store *s;
	int64_t n = 0, bytes = 0;

	for (size_t i = 0; (s = stores_store(l->session->stores, i)); i++)
		if (s != l->starter && store_count_held(s, &n, &bytes, l->err) < 0)
			return -1;
	return (long)n;
}

/* -- kinds -------------------------------------------------------------- */

static const struct kind {
	const char *name;
	int table; /* of looks, or -1 */
	int (*list)(struct list *);
	long (*count)(struct list *);
} kinds[] = {
	{"documents", 1, NULL, NULL},
	{"timeline", 0, NULL, NULL},
	{"rounds", 2, NULL, NULL},
	{"figures", 3, NULL, NULL},
	{"charts", -1, list_charts, count_charts},
	{"agencies", 4, NULL, NULL},
	{"persons", 6, NULL, NULL},
	{"sources", 5, NULL, NULL},
	{"languages", 7, NULL, NULL},
	{"bookmarks", -1, list_bookmarks, count_bookmarks},
	{"pinned", -1, list_pinned, count_pinned},
	{"queue", -1, list_queue, count_queue},
	{"cache", -1, list_cache, count_cache},
	{"catalogue", -1, list_catalogue, count_catalogue},
	{"news", -1, list_news, count_news},
};

struct panes {
	struct list *l;
	const char *wanted; /* found when a pane has this key; NULL: counts each */
	bool found, failed;
};

/* For readers in the language of the interface, for programs always in English. */
static const char *shown_title(const struct list *l, const char *title)
{
	return l->session->options->format == FORMAT_TEXT ? _(title) : title;
}

static void put_count(struct list *l, const char *name, const char *title, long n)
{
	char number[24];
	struct list_line line = {name, title, number, false};

	snprintf(number, sizeof number, "%ld", n);
	list_out_row(&l->out, (const char *[]){name, number, title}, &line);
}

static int each_pane(const struct dossier_row *r, void *payload)
{
	struct panes *p = payload;
	long n;

	if (p->wanted) {
		p->found = !strcmp(p->wanted, r->at[PANE_KEY]);
		return p->found;
	}
	p->l->pane = r->at[PANE_KEY];
	n = count_pane(p->l);
	p->failed = n < 0;
	/* The library is what the stores have: its kind is cache. */
	if (n > 0)
		put_count(p->l, r->at[PANE_KEY],
		          for_people(p->l) ? store_told(p->l->starter, r->at[PANE_TITLE]).text
		                           : r->at[PANE_TITLE],
		          n);
	return p->failed;
}

static int list_kinds(struct list *l)
{
	static const char *const columns[] = {"kind", "count", "title"};
	static const char *const titles[] = {N_("documents of the dossier"),
	                                     N_("dates"),
	                                     N_("rounds and sessions"),
	                                     N_("figures by year"),
	                                     N_("figures as charts"),
	                                     N_("agencies and partners"),
	                                     N_("envoys and heads"),
	                                     N_("where things come from"),
	                                     N_("terms in the six languages"),
	                                     N_("the reader's own"),
	                                     N_("what stays"),
	                                     N_("what waits for a network"),
	                                     N_("what the stores hold"),
	                                     N_("everything that is known by symbol"),
	                                     N_("headlines that feeds have brought")};
	struct panes panes = {.l = l};
	int rc;

	list_out_init(&l->out, l->session, columns, COUNT(columns), 13);
	rc = dossier_each(l->starter, DOSSIER_PANES, NULL, each_pane, &panes, l->err);
	if (panes.failed)
		rc = -1;
	for (int i = 0; rc == 0 && i < COUNT(kinds); i++) {
		long n = kinds[i].count ? kinds[i].count(l)
		                        : dossier_count(l->starter, looks[kinds[i].table].kind,
		                                        NULL, l->err);

		if (n < 0)
			rc = -1;
		else
			put_count(l, kinds[i].name, shown_title(l, titles[i]), n);
	}
	return list_out_done(&l->out, rc, l->err);
}

static int list_kind(struct list *l, const char *name)
{
	struct panes panes = {.l = l, .wanted = name};

	for (int i = 0; i < COUNT(kinds); i++)
		if (!strcmp(kinds[i].name, name))
			return kinds[i].list ? kinds[i].list(l)
			                     : list_table(l, &looks[kinds[i].table]);
	if (dossier_each(l->starter, DOSSIER_PANES, NULL, each_pane, &panes, l->err) < 0)
		return -1;
	if (!panes.found)
		return err_set(l->err, ERR_USAGE,
		               "list: no kind '%s': `palais list` prints them all", name);
	l->pane = name;
	return list_pane(l);
}

/* The ids of lists that pages print: "list:timeline/pane=talks;kind=veto", "pane:talks". What
 * is left is the name of a kind; the words of its filter go to l->filter. */
static const char *name_of(struct list *l, char *word)
{
	char *slash;

	if (!strncmp(word, "pane:", 5))
		return word + 5;
	if (strncmp(word, "list:", 5) != 0)
		return word;
	slash = strchr(word, '/');
	if (slash) {
		*slash = '\0';
		snprintf(l->filter, sizeof l->filter, "%s", slash + 1);
		for (char *c = l->filter; *c; c++)
			if (*c == ';')
				*c = ' ';
	}
	return word + 5;
}

static int list_plot(const struct session *session, const char *word, struct err *err)
{
	char address[500];

	snprintf(address, sizeof address, strchr(word, ':') ? "%s" : "list:%s", word);
	return print_plot(session, address, err);
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	struct list l = {
		.session = session, .starter = stores_starter(session->stores), .err = err};
	int rc;

	if (argc > 2)
		rc = err_set(err, ERR_USAGE, "list: one kind at a time");
	else if (argc == 2 && session->options->format == FORMAT_SVG)
		rc = list_plot(session, argv[1], err);
	else if (session->options->format != FORMAT_TEXT &&
	         session->options->format != FORMAT_TSV && session->options->format != FORMAT_JSON)
		rc = err_set(err, ERR_USAGE,
		             "list: -f is text, tsv, json, or svg of what can be drawn");
	else
		rc = argc < 2                         ? list_kinds(&l)
		     : !strncmp(argv[1], "chart:", 6) ? charts_list(session, argv[1] + 6, err)
		                                      : list_kind(&l, name_of(&l, argv[1]));
	return rc < 0 ? (int)err->code : 0;
}

static const char *word(size_t index)
{
	return index < (size_t)COUNT(kinds) ? kinds[index].name : NULL;
}

const struct cli_verb list_verb = {
	.name = "list",
	.arguments = "[KIND]",
	.word = word,
	.help = N_("lists what is known, by kind"),
	.is_read = true,
	.only_reads = true,
	.open = true,
	.run = run,
};
