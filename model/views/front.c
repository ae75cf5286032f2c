/* SPDX-License-Identifier: ISC */
/* The front page of a pane: sections as data/sections.tsv has them. */
#include "config.h"

#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/dossier/record.h"
#include "model/symbol/symbol.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A row of data/sections.tsv. */
struct kept {
	char kind[16], title[96], filter[240];
	long most;
};

struct section {
	struct view *p;
	const char *pane, *title, *filter;
	long most;
};

/* "list:KIND/FILTER", with ';' between the words of the filter, for an address has
 * no blanks. What a front page shows in any case makes no difference to a list. */
static void list_address(char *out, size_t size, const char *kind, const char *filter)
{
	const char *glue = "/";

	snprintf(out, size, "list:%s", kind);
	while (*filter) {
		size_t len = strcspn(filter, " "), n = strlen(out);

		if (len && strncmp(filter, "first=", 6) != 0) {
			snprintf(out + n, size - n, "%s%.*s", glue, (int)len, filter);
			glue = ";";
		}
		filter += len + strspn(filter + len, " ");
	}
}

/* The heading of a section with the number of all, which opens the list; one
 * and many say that number in words. */
static int head_with_count(struct section *s, enum dossier_kind kind, const char *list,
                           const char *one, const char *many)
{
	char more[96], href[256];
	long n = dossier_count(s->p->starter, kind, s->filter, s->p->err);

	if (n < 0)
		return -1;
	list_address(href, sizeof href, list, s->filter);
	snprintf(more, sizeof more, messages_count(one, many, n), n);
	view_heading(s->p, view_told(s->p, s->title), more, href);
	return 0;
}

/* Where the section itself shows how many, or none is worth counting. */
static void head_to_list(struct section *s, const char *list)
{
	char href[256];

	list_address(href, sizeof href, list, s->filter);
	view_heading(s->p, view_told(s->p, s->title), _("all"), href);
}

static int each_of(struct section *s, enum dossier_kind kind, bool newest,
                   int (*each)(const struct dossier_row *, void *))
{
	struct dossier_query query = {.filter = s->filter, .newest = newest, .most = s->most};

	return dossier_each(s->p->starter, kind, &query, each, s->p, s->p->err);
}

static int make_events(struct section *s)
{
	if (head_with_count(s, DOSSIER_EVENTS, "timeline", NP_("%ld date", "all %ld dates")) < 0)
		return -1;
	return each_of(s, DOSSIER_EVENTS, true, view_event_entry);
}

/* -- documents ---------------------------------------------------------- */

struct documents {
	struct section *s;
	const char *chosen; /* keys that are shown in any case, apart by ','; "" */
	long left, newest;  /* how many of either are still to come */
	long skip;          /* chosen ones that were shown between the others */
};

static bool is_chosen(const char *chosen, const char *key)
{
	size_t len = strlen(key);

	for (const char *c = chosen; *c; c += strcspn(c, ","), c += *c == ',')
		if (strcspn(c, ",") == len && !memcmp(c, key, len))
			return true;
	return false;
}

/* Newest first, as far as there is room for what was not chosen. */
static int chosen_or_new(const struct dossier_row *r, void *payload)
{
	struct documents *d = payload;
	bool chosen = is_chosen(d->chosen, r->at[DOCUMENT_KEY]);

	if (!chosen && d->newest <= 0)
		return 1;
	d->newest -= !chosen;
	d->skip += chosen;
	view_document_entry(r, d->s->p);
	return --d->left <= 0;
}

/* The chosen ones that are older. */
static int chosen_alone(const struct dossier_row *r, void *payload)
{
	struct documents *d = payload;

	if (d->skip-- > 0)
		return 0;
	view_document_entry(r, d->s->p);
	return --d->left <= 0;
}

/* A pane has hundreds of documents and shows six: where only chosen ones can follow, they
 * are asked for by name. */
static int make_documents(struct section *s)
{
	char chosen[400], filter[sizeof((struct kept *)0)->filter + sizeof chosen + 8];
	struct documents d = {.s = s, .chosen = chosen, .left = s->most, .newest = s->most};
	struct dossier_query query = {.filter = s->filter, .newest = true};

	if (head_with_count(s, DOSSIER_DOCUMENTS, "documents",
	                    NP_("%ld document", "all %ld documents")) < 0)
		return -1;
	*chosen = '\0';
	if (dossier_filter(s->filter, "first", chosen, sizeof chosen)) {
		d.newest--;
		for (const char *c = chosen; *c; c++)
			d.newest -= *c == ',';
	}
	if (dossier_each(s->p->starter, DOSSIER_DOCUMENTS, &query, chosen_or_new, &d, s->p->err) <
	    0)
		return -1;
	if (!*chosen || d.left <= 0)
		return 0;
	snprintf(filter, sizeof filter, "%s key=%s", s->filter, chosen);
	query.filter = filter;
	return dossier_each(s->p->starter, DOSSIER_DOCUMENTS, &query, chosen_alone, &d, s->p->err);
}

/* -- the others --------------------------------------------------------- */

static int make_rounds(struct section *s)
{
	head_to_list(s, "rounds");
	return view_series(s->p, s->filter);
}

static int make_persons(struct section *s)
{
	head_to_list(s, "persons");
	return each_of(s, DOSSIER_PERSONS, true, view_person_entry);
}

struct readable {
	struct view *p;
	long left;
};

/* Only what is in a language that the reader asked for, or in English. */
static int readable_source(const struct dossier_row *r, void *payload)
{
	struct readable *f = payload;
	const char *langs = f->p->c->langs ? f->p->c->langs : "en";

	for (int i = 0; i < LANG_COUNT; i++) {
		if ((!strstr(langs, lang_codes[i]) && lang_letters[i] != 'E') ||
		    !strchr(r->at[SOURCE_LANGUAGES], lang_letters[i]))
			continue;
		view_source_entry(r, f->p);
		return --f->left <= 0;
	}
	return 0;
}

static int make_sources(struct section *s)
{
	struct dossier_query query = {.filter = s->filter};
	struct readable f = {s->p, s->most};

	head_to_list(s, "sources");
	return dossier_each(s->p->starter, DOSSIER_SOURCES, &query, readable_source, &f, s->p->err);
}

static int link_entry(const struct dossier_row *r, void *page)
{
	struct view *p = page;
	char host[96];

	view_host(r->at[SOURCE_URL], host, sizeof host);
	view_entry(p, &(struct view_entry){.marker = "",
	                                   .key = r->at[SOURCE_URL],
	                                   .text = r->at[SOURCE_NAME],
	                                   .told = true,
	                                   .href = r->at[SOURCE_URL],
	                                   .doubt = r->doubtful,
	                                   .tail = host});
	return 0;
}

static int make_links(struct section *s)
{
	view_heading(s->p, view_told(s->p, s->title), NULL, NULL);
	return each_of(s, DOSSIER_SOURCES, false, link_entry);
}

static int make_agencies(struct section *s)
{
	head_to_list(s, "agencies");
	return view_agencies_run(s->p);
}

static int make_chart(struct section *s)
{
	view_heading(s->p, view_told(s->p, s->title), _("charts"), "list:charts");
	return view_chart(s->p, s->filter, s->most);
}

/* Stands among the charts, and on no front page. */
static int make_drawing(struct section *s)
{
	(void)s;
	return 0;
}

static int make_numbers(struct section *s)
{
	view_heading(s->p, view_told(s->p, s->title), _("all years"), "list:figures");
	return view_numbers(s->p, s->filter);
}

static int make_figures(struct section *s)
{
	view_heading(s->p, view_told(s->p, s->title), _("all years"), "list:figures");
	return view_figures(s->p, s->filter, s->most);
}

static int make_library(struct section *s)
{
	if (view_bookmarks(s->p, NULL, true) < 0 || view_queue(s->p, true) < 0)
		return -1;
	view_heading(s->p, view_told(s->p, s->title), _("all"), "list:cache");
	return view_stores(s->p, s->most);
}

static int make_news(struct section *s)
{
	return view_news(s->p, view_told(s->p, s->title), s->most);
}

/* The headings of a text page are its questions. */
static int make_questions(struct section *s)
{
	char name[64], key[80], href[112];
	struct store_version v;
	struct doc *doc;
	long left = s->most;

	if (!dossier_filter(s->filter, "page", name, sizeof name))
		return 0;
	snprintf(key, sizeof key, "page:%s", name);
	view_heading(s->p, view_told(s->p, s->title), _("all answers"), key);
	if (store_find(s->p->starter, key, view_page_langs(s->p), &v, s->p->err) < 1)
		return 0;
	doc = store_doc(s->p->starter, v.id, s->p->err);
	store_version_done(&v);
	for (size_t i = 0; doc && i < doc_block_count(doc) && left > 0; i++) {
		const struct doc_block *b = doc_block(doc, i);
		char text[240];

		if (b->kind != DOC_HEADING || !*b->anchor)
			continue;
		snprintf(text, sizeof text, "%.*s", (int)b->text.len, b->text.bytes);
		snprintf(href, sizeof href, "%s#%s", key, b->anchor);
		view_entry(s->p,
		           &(struct view_entry){.marker = "?",
		                                .text = text,
		                                .href = href,
		                                .english = view_page_is_english(s->p, doc, b)});
		left--;
	}
	doc_free(doc);
	return doc ? 0 : -1;
}

static int first_paragraphs(struct view *p, const char *key, long left)
{
	struct store_version v;
	struct doc *doc;
	int found = store_find(p->starter, key, view_page_langs(p), &v, p->err);

	if (found < 1)
		return found;
	doc = store_doc(p->starter, v.id, p->err);
	store_version_done(&v);
	for (size_t i = 0; doc && i < doc_block_count(doc) && left > 0; i++) {
		const struct doc_block *b = doc_block(doc, i);
		char text[600];

		if (b->kind != DOC_PARAGRAPH)
			continue;
		snprintf(text, sizeof text, "%.*s", (int)b->text.len, b->text.bytes);
		view_page_para(p, doc, b, text);
		p->doubt = p->doubt || strstr(text, MARK_DOUBT);
		left--;
	}
	doc_free(doc);
	return doc ? 0 : -1;
}

static int make_text(struct section *s)
{
	char name[64], key[80];

	if (!dossier_filter(s->filter, "page", name, sizeof name))
		return 0;
	snprintf(key, sizeof key, "page:%s", name);
	view_heading(s->p, view_told(s->p, s->title), _("read"), key);
	return s->most ? first_paragraphs(s->p, key, s->most) : 0;
}

/* Lists that are named in the filter, each with its number. */
static int make_lists(struct section *s)
{
	static const struct {
		const char *name, *title;
		enum dossier_kind kind;
	} known[] = {
		{"timeline", N_("Timeline"), DOSSIER_EVENTS},
		{"documents", N_("Documents of the dossier"), DOSSIER_DOCUMENTS},
		{"catalogue", N_("Catalogue: everything known by symbol"), DOSSIER_KINDS},
		{"rounds", N_("Rounds and sessions"), DOSSIER_ROUNDS},
		{"figures", N_("Figures by year"), DOSSIER_FIGURES},
		{"agencies", N_("Agencies and partners"), DOSSIER_AGENCIES},
		{"persons", N_("Envoys and heads"), DOSSIER_PERSONS},
		{"sources", N_("Sources"), DOSSIER_SOURCES},
		{"languages", N_("Terms in the six languages"), DOSSIER_TERMS},
	};

	view_heading(s->p, view_told(s->p, s->title), NULL, NULL);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		char href[40], tail[24];
		long n;

		if (!strstr(s->filter, known[i].name))
			continue;
		n = known[i].kind == DOSSIER_KINDS
		            ? record_count_known(s->p->c->stores, s->p->err)
		            : dossier_count(s->p->starter, known[i].kind, NULL, s->p->err);
		if (n < 0)
			return -1;
		snprintf(href, sizeof href, "list:%s", known[i].name);
		snprintf(tail, sizeof tail, "%ld", n);
		view_entry(s->p, &(struct view_entry){.marker = "-",
		                                      .text = _(known[i].title),
		                                      .href = href,
		                                      .tail = tail});
	}
	return 0;
}

static const struct {
	const char *kind;
	int (*make)(struct section *);
} makers[] = {
	{"text", make_text},           {"events", make_events},   {"rounds", make_rounds},
	{"documents", make_documents}, {"figures", make_figures}, {"chart", make_chart},
	{"agencies", make_agencies},   {"sources", make_sources}, {"persons", make_persons},
	{"questions", make_questions}, {"links", make_links},     {"library", make_library},
	{"lists", make_lists},         {"news", make_news},       {"numbers", make_numbers},
	{"drawing", make_drawing},
};

/* -- the page ----------------------------------------------------------- */

struct front {
	VEC(struct kept) sections;
	bool full;
};

static int keep_section(const struct dossier_row *r, void *payload)
{
	struct front *f = payload;
	struct kept k;

	snprintf(k.kind, sizeof k.kind, "%s", r->at[SECTION_KIND]);
	snprintf(k.title, sizeof k.title, "%s", r->at[SECTION_TITLE]);
	snprintf(k.filter, sizeof k.filter, "%s", r->at[SECTION_FILTER]);
	k.most = atol(r->at[SECTION_MOST]);
	f->full = vec_push(&f->sections, k) < 0;
	return f->full;
}

struct head {
	struct view *p;
	bool found, failed;
	char page[80], lead[600];
};

/* Title, and what is new. */
static int make_head(const struct dossier_row *r, void *payload)
{
	struct head *head = payload;
	struct view *p = head->p;

	head->found = true;
	view_title(p, view_told(p, r->at[PANE_TITLE]), false);
	head->failed = view_new(p, r->at[PANE_KEY]) < 0;
	snprintf(head->page, sizeof head->page, "%s", r->at[PANE_PAGE]);
	snprintf(head->lead, sizeof head->lead, "%s", r->at[PANE_LEAD]);
	return 0;
}

/* What the pane is about, with the way to the whole text. */
static void add_lead(const struct head *head)
{
	struct view *p = head->p;
	char href[96];

	if (!*head->page)
		return;
	snprintf(href, sizeof href, "page:%s", head->page);
	view_told_para(p, head->lead);
	doc_add_str(p->m, " ");
	doc_add_link(p->m, _("More …"), href);
}

static int make_section(struct view *p, const char *pane, const struct kept *k)
{
	struct section s = {
		.p = p, .pane = pane, .title = k->title, .filter = k->filter, .most = k->most};

	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
		if (!strcmp(makers[i].kind, k->kind))
			return makers[i].make(&s);
	return 0;
}

/* The section behind which the pane says what it is about: who comes back looks for what has
 * come, and a small screen holds no more than that. */
static size_t lead_after(const struct front *f)
{
	for (size_t i = 0; i < f->sections.count; i++)
		if (!strcmp(f->sections.at[i].kind, "news"))
			return i;
	return 0;
}

int view_pane_front(struct view *p, const char *pane)
{
	char filter[96];
	struct dossier_query query = {.filter = filter};
	struct front front = {0};
	struct head head = {.p = p};
	int rc;

	snprintf(filter, sizeof filter, "key=%s", pane);
	if (dossier_each(p->starter, DOSSIER_PANES, &query, make_head, &head, p->err) < 0 ||
	    head.failed)
		return -1;
	if (!head.found)
		return 0;
	snprintf(filter, sizeof filter, "pane=%s", pane);
	rc = dossier_each(p->starter, DOSSIER_SECTIONS, &query, keep_section, &front, p->err);
	if (front.full)
		rc = err_set(p->err, ERR_FAILED, "pane:%s: out of memory", pane);
	for (size_t i = 0; rc == 0 && i < front.sections.count; i++) {
		rc = make_section(p, pane, &front.sections.at[i]);
		if (i == lead_after(&front))
			add_lead(&head);
	}
	vec_done(&front.sections);
	return rc < 0 ? -1 : 1;
}
