/* SPDX-License-Identifier: ISC */
/* Lists as pages: list:KIND, or list:KIND/FILTER for a part of one. */
#include "config.h"

#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/doc/reference.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/record.h"
#include "model/store/told.h"
#include "model/symbol/symbol.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct list {
	struct view *p;
	const char *filter;
	char group[8]; /* the year that stands as heading */
};

static int each_row(struct list *l, enum dossier_kind kind, bool newest,
                    int (*each)(const struct dossier_row *, void *))
{
	struct dossier_query query = {.filter = l->filter, .newest = newest};

	return dossier_each(l->p->starter, kind, &query, each, l, l->p->err);
}

/* A heading when the year changes. */
static void group(struct list *l, const char *name, size_t len)
{
	if (strlen(l->group) == len && !memcmp(l->group, name, len))
		return;
	snprintf(l->group, sizeof l->group, "%.*s", (int)len, name);
	l->p->by_year = true;
	view_heading(l->p, l->group, NULL, NULL);
}

static int document_row(const struct dossier_row *r, void *payload)
{
	struct list *l = payload;

	group(l, r->at[DOCUMENT_DATE], 4);
	return view_document_entry(r, l->p);
}

static int source_row(const struct dossier_row *r, void *payload)
{
	return view_source_entry(r, ((struct list *)payload)->p);
}

static int person_row(const struct dossier_row *r, void *payload)
{
	return view_person_entry(r, ((struct list *)payload)->p);
}

static int figure_row(const struct dossier_row *r, void *payload)
{
	struct list *l = payload;

	group(l, r->at[FIGURE_YEAR], strlen(r->at[FIGURE_YEAR]));
	return view_figure_entry(r, l->p);
}

/* One row a term: the six languages follow each other. */
static int term_row(const struct dossier_row *r, void *payload)
{
	struct view *p = ((struct list *)payload)->p;

	doc_add_row(p->m);
	for (int i = TERM_A; i <= TERM_S; i++) {
		uint32_t at = 0;

		doc_add_cell(p->m, i == TERM_E, 1, 1);
		doc_add_str(p->m, r->at[i]);
		doc_add_span(p->m, DOC_LANG, at, doc_text_length(p->m), lang_codes[i - TERM_A]);
		if (r->doubtful) {
			p->doubt = true;
			doc_add_str(p->m, MARK_DOUBT);
		}
	}
	return 0;
}

/* -- kinds -------------------------------------------------------------- */

static int make_timeline(struct list *l)
{
	return view_timeline(l->p, l->filter);
}

static int make_documents(struct list *l)
{
	return each_row(l, DOSSIER_DOCUMENTS, true, document_row);
}

static int make_rounds(struct list *l)
{
	return view_rounds(l->p, l->filter);
}

static int make_agencies(struct list *l)
{
	return view_sectors(l->p);
}

static int make_sources(struct list *l)
{
	return each_row(l, DOSSIER_SOURCES, false, source_row);
}

static int make_persons(struct list *l)
{
	return each_row(l, DOSSIER_PERSONS, false, person_row);
}

struct specs {
	char chart[240], chart_title[96], table[240], table_title[96];
};

static int take_spec(const struct dossier_row *r, void *payload)
{
	struct specs *s = payload;
	bool chart = !strcmp(r->at[SECTION_KIND], "chart");

	snprintf(chart ? s->chart : s->table, 240, "%s", r->at[SECTION_FILTER]);
	snprintf(chart ? s->chart_title : s->table_title, 96, "%s", r->at[SECTION_TITLE]);
	return 0;
}

static int make_figures(struct list *l)
{
	struct dossier_query query = {.filter = "kind=chart,figures"};
	struct specs s = {0};

	if (dossier_each(l->p->starter, DOSSIER_SECTIONS, &query, take_spec, &s, l->p->err) < 0)
		return -1;
	if (*s.chart && !*l->filter) {
		view_heading(l->p, view_told(l->p, s.chart_title), NULL, NULL);
		if (view_chart(l->p, s.chart, 0) < 0)
			return -1;
	}
	if (*s.table && !*l->filter) {
		view_heading(l->p, view_told(l->p, s.table_title), NULL, NULL);
		if (view_figures(l->p, s.table, 0) < 0)
			return -1;
	}
	if (each_row(l, DOSSIER_FIGURES, false, figure_row) < 0)
		return -1;
	return view_outside_figures(l->p);
}

static int make_charts(struct list *l)
{
	return view_charts(l->p);
}

static int make_terms(struct list *l)
{
	view_begin(l->p, DOC_TABLE);
	doc_add_row(l->p->m);
	for (int i = 0; i < LANG_COUNT; i++) {
		doc_add_cell(l->p->m, true, 1, 1);
		doc_add_text(l->p->m, &lang_letters[i], 1);
	}
	return each_row(l, DOSSIER_TERMS, false, term_row);
}

/* What the catalogue does not have, to be merged into it by date. */
struct known {
	char key[800], date[24], label[300], vote[48];
	bool reachable, dossier, doubtful;
};

struct merge {
	struct list *l;
	VEC(struct known) beyond; /* newest first */
	size_t at;
	bool full;
};

static int keep_beyond(const struct record_beyond *r, void *payload)
{
	struct merge *m = payload;
	struct known k;

	snprintf(k.key, sizeof k.key, "%s", r->key);
	snprintf(k.date, sizeof k.date, "%.23s", r->date);
	snprintf(k.label, sizeof k.label, "%.299s", r->label);
	snprintf(k.vote, sizeof k.vote, "%.47s", r->vote);
	k.reachable = *r->url;
	k.dossier = r->dossier;
	k.doubtful = r->doubtful;
	m->full = vec_push(&m->beyond, k) < 0;
	return m->full;
}

static int by_date(const void *a, const void *b)
{
	const struct known *x = a, *y = b;
	int cmp = strcmp(y->date, x->date);

	return cmp ? cmp : strcmp(x->key, y->key);
}

/* Those that are newer than a date, NULL: all that are left. */
static void put_beyond(struct merge *m, const char *date)
{
	for (; m->at < m->beyond.count; m->at++) {
		const struct known *k = &m->beyond.at[m->at];

		if (date && strcmp(k->date, date) <= 0)
			return;
		group(m->l, *k->date ? k->date : "–", *k->date ? 4 : strlen("–"));
		view_document(m->l->p,
		              &(struct record_beyond){.key = k->key,
		                                      .date = k->date,
		                                      .label = *k->label ? k->label : k->key,
		                                      .vote = k->vote,
		                                      .url = k->reachable ? k->key : "",
		                                      .dossier = k->dossier,
		                                      .doubtful = k->doubtful});
	}
}

static int catalogue_row(const struct catalogue_entry *e, void *payload)
{
	struct merge *m = payload;

	put_beyond(m, e->date);
	group(m->l, e->date, 4);
	view_catalogued(m->l->p, e, false);
	return 0;
}

static int make_catalogue(struct list *l)
{
	struct merge m = {.l = l};
	int rc = record_each_beyond(l->p->c->stores, CATALOGUE_LINES, keep_beyond, &m, l->p->err);

	if (m.full)
		rc = err_set(l->p->err, ERR_FAILED, "catalogue: out of memory");
	if (rc == 0 && m.beyond.count)
		qsort(m.beyond.at, m.beyond.count, sizeof *m.beyond.at, by_date);
	if (rc == 0)
		rc = catalogue_each(l->p->starter, CATALOGUE_LINES, catalogue_row, &m, l->p->err);
	if (rc == 0)
		put_beyond(&m, NULL);
	vec_done(&m.beyond);
	return rc;
}

static int make_bookmarks(struct list *l)
{
	return view_bookmarks(l->p, *l->filter ? l->filter : NULL, false);
}

static int make_queue(struct list *l)
{
	return view_queue(l->p, false);
}

static int make_cache(struct list *l)
{
	return view_stores(l->p, 0);
}

static int make_news(struct list *l)
{
	return view_all_news(l->p);
}

static int make_feeds(struct list *l)
{
	return view_feeds(l->p);
}

static int make_notes(struct list *l)
{
	return view_notes(l->p);
}

static int make_tags(struct list *l)
{
	return view_tags(l->p);
}

static int make_unread(struct list *l)
{
	return view_unread(l->p);
}

static int make_new(struct list *l)
{
	return view_all_new(l->p, l->filter);
}

static int make_translation(struct list *l)
{
	return view_translations(l->p);
}

static const struct {
	const char *kind, *title; /* title NULL: the page says it */
	int (*make)(struct list *);
	bool drawn; /* for the columns that there are */
	int (*plot)(struct view *, const char *filter, struct buf *); /* or NULL */
} kinds[] = {
	{"timeline", NULL, make_timeline, true, view_timeline_plot},
	{"documents", N_("Documents of the dossier"), make_documents, false, NULL},
	{"rounds", N_("Rounds and sessions"), make_rounds, true, view_rounds_plot},
	{"figures", N_("Figures by year"), make_figures, true, NULL},
	{"charts", N_("Charts"), make_charts, true, NULL},
	{"agencies", N_("Agencies and partners"), make_agencies, false, NULL},
	{"sources", N_("Sources"), make_sources, false, NULL},
	{"persons", N_("Envoys and heads"), make_persons, false, NULL},
	{"languages", N_("Terms in the six languages"), make_terms, false, NULL},
	{"catalogue", N_("Catalogue: everything known by symbol"), make_catalogue, false, NULL},
	{"bookmarks", N_("Bookmarks"), make_bookmarks, false, NULL},
	{"tags", N_("Tags"), make_tags, false, NULL},
	{"notes", N_("Notes and highlights"), make_notes, false, NULL},
	{"unread", N_("Unread"), make_unread, false, NULL},
	{"new", N_("New"), make_new, false, NULL},
	{"queue", N_("Queue"), make_queue, false, NULL},
	{"cache", N_("In the stores"), make_cache, false, NULL},
	{"news", N_("Headlines"), make_news, false, NULL},
	{"feeds", N_("Feeds"), make_feeds, false, NULL},
	{"translation", N_("Translation"), make_translation, false, NULL},
};

const char *view_list_name(size_t index)
{
	return index < sizeof kinds / sizeof *kinds ? kinds[index].kind : NULL;
}

/* -- everything of a pane ----------------------------------------------- */

static int take_title(const struct dossier_row *r, void *payload)
{
	snprintf(payload, 96, "%s", r->at[PANE_TITLE]);
	return 1;
}

static int make_pane(struct view *p, const char *pane)
{
	static const struct {
		const char *title;
		enum dossier_kind kind;
		int (*each)(const struct dossier_row *, void *);
	} parts[] = {
		{N_("Dates"), DOSSIER_EVENTS, view_event_entry},
		{N_("Documents"), DOSSIER_DOCUMENTS, view_document_entry},
		{N_("Persons"), DOSSIER_PERSONS, view_person_entry},
		{N_("Sources"), DOSSIER_SOURCES, view_source_entry},
	};
	char filter[96], title[96] = "", more[24];
	struct dossier_query query = {.filter = filter, .newest = true};

	snprintf(filter, sizeof filter, "key=%s", pane);
	if (strpbrk(pane, " =~") ||
	    dossier_each(p->starter, DOSSIER_PANES, &query, take_title, title, p->err) < 0 ||
	    !*title)
		return 0;
	view_title(p, view_told(p, title), false);
	snprintf(filter, sizeof filter, "pane=%s", pane);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		long n = dossier_count(p->starter, parts[i].kind, filter, p->err);

		if (n < 0)
			return -1;
		if (!n)
			continue;
		snprintf(more, sizeof more, "%ld", n);
		view_heading(p, _(parts[i].title), more, NULL);
		if (dossier_each(p->starter, parts[i].kind, &query, parts[i].each, p, p->err) < 0)
			return -1;
	}
	return 1;
}

/* The value of a word of a filter as it is said: '_' is a blank; what is a text of the tables
 * stands in the language of the interface. */
static void add_value(struct view *p, bool pane, const char *value, size_t len, struct buf *title)
{
	char text[240];

	snprintf(text, sizeof text, "%.*s", (int)len, value);
	for (char *c = text; *c; c++)
		if (*c == '_')
			*c = ' ';
	if (pane)
		buf_str(title, view_pane_name(p, text));
	else
		buf_str(title, store_told(p->starter, text).english ? text : view_told(p, text));
}

/* A title that says which part: "Timeline: talks, veto". */
static void part_title(struct view *p, const char *title, const char *filter)
{
	const char *glue = C_("title", ": ");
	struct buf text;

	buf_init(&text, 1 << 12);
	buf_str(&text, title);
	while (*filter) {
		size_t len = strcspn(filter, " "), eq = strcspn(filter, "=~ ");

		if (eq < len) {
			buf_str(&text, glue);
			add_value(p, eq == 4 && !strncmp(filter, "pane", 4), filter + eq + 1,
			          len - eq - 1, &text);
			glue = C_("list", ", ");
		}
		filter += len + strspn(filter + len, " ");
	}
	view_title(p, text.bytes, false);
	buf_done(&text);
}

/* The index of a kind and the words of its filter; -1 when there is no such kind. */
static int kind_of(const char *rest, char filter[240])
{
	size_t len = strcspn(rest, "/");

	if (strlen(rest + len) >= 240)
		return -1;
	snprintf(filter, 240, "%s", rest[len] ? rest + len + 1 : "");
	for (char *c = filter; *c; c++)
		if (*c == ';')
			*c = ' ';
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strlen(kinds[i].kind) == len && !memcmp(kinds[i].kind, rest, len))
			return (int)i;
	return -1;
}

bool view_is_drawn(const char *address)
{
	char filter[240];
	const char *rest;
	enum own_page page = reference_own(address, &rest);
	int kind = page == OWN_LIST ? kind_of(rest, filter) : -1;

	return page == OWN_CHART || (kind >= 0 && kinds[kind].drawn);
}

int view_list_plot(struct view *p, const char *rest, struct buf *out)
{
	char filter[240];
	int kind = kind_of(rest, filter);

	return kind < 0 || !kinds[kind].plot ? 0 : kinds[kind].plot(p, filter, out);
}

int view_list(struct view *p, const char *rest)
{
	struct list l = {.p = p};
	char filter[240];
	int kind = kind_of(rest, filter);

	if (kind < 0)
		return make_pane(p, rest);
	l.filter = filter;
	if (kinds[kind].title)
		part_title(p, _(kinds[kind].title), filter);
	return kinds[kind].make(&l) < 0 ? -1 : 1;
}
