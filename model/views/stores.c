/* SPDX-License-Identifier: ISC */
/* What the stores hold: documents with their age and size, the queue, bookmarks. */
#include "config.h"

#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/doc/reference.h"
#include "model/dossier/catalogue.h"
#include "model/store/marks.h"
#include "model/store/told.h"
#include "model/symbol/symbol.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "model/views/internal.h"
#include "model/views/version.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A version that is listed; strings owned. */
struct held {
	char *key, *title, lang[12];
	int64_t id, fetched, size;
	int number;
	size_t store; /* that it is in */
	bool whole, beside;
	bool shown; /* it is what its text shows, as every version that is alone in it */
};

struct stores_list {
	VEC(struct held) held;
	int64_t count, bytes; /* of all, also those that are not listed */
	size_t store;         /* that is read now */
	long most;            /* 0: all are listed */
	bool full;
};

static int take(const struct store_held *v, void *payload)
{
	struct stores_list *l = payload;
	struct held h = {.id = v->id,
	                 .fetched = v->fetched,
	                 .size = v->size,
	                 .number = v->number,
	                 .store = l->store,
	                 .whole = v->whole,
	                 .beside = v->beside,
	                 .shown = v->alone};

	h.key = strdup(v->key);
	h.title = strdup(v->title);
	snprintf(h.lang, sizeof h.lang, "%s", v->lang);
	l->full = !h.key || !h.title || vec_push(&l->held, h) < 0;
	return l->full;
}

static int newest_first(const void *a, const void *b)
{
	const struct held *x = a, *y = b;

	if (x->fetched != y->fetched)
		return x->fetched < y->fetched ? 1 : -1;
	return strcmp(x->key, y->key);
}

/* Which of several versions their text shows. */
static int find_shown(struct view *p, struct stores_list *l)
{
	for (size_t i = 0; i < l->held.count; i++) {
		struct held *h = &l->held.at[i];
		struct store_version v = {.id = 0};

		if (h->shown)
			continue;
		if (store_find(stores_store(p->c->stores, h->store), h->key, h->lang, &v, p->err) <
		    0)
			return -1;
		h->shown = h->id == v.id;
		store_version_done(&v);
	}
	return 0;
}

/* What a line leads to: that very version. What its text shows now is the text, which can be
 * asked for again. */
static void held_address(const struct held *h, char *out, size_t size)
{
	struct version_text t;

	if (h->shown || !h->number) {
		version_text_address(h->key, h->lang, out, size);
		return;
	}
	memset(&t, 0, sizeof t);
	snprintf(t.key, sizeof t.key, "%s", h->key);
	snprintf(t.lang, sizeof t.lang, "%s", h->lang);
	version_address("version", &t, h->number, 0, out, size);
}

static void list_done(struct stores_list *l)
{
	for (size_t i = 0; i < l->held.count; i++) {
		free(l->held.at[i].key);
		free(l->held.at[i].title);
	}
	vec_done(&l->held);
}

struct subject {
	struct view *p;
	char *out;
	size_t size;
};

static int take_agenda(const struct catalogue_entry *e, void *payload)
{
	struct subject *s = payload;
	size_t n = s->size - 4;

	/* cut between characters */
	while (n && (e->agenda[strnlen(e->agenda, n)] & 0xc0) == 0x80)
		n--;
	snprintf(s->out, s->size, "%.*s%s", (int)n, e->agenda, strlen(e->agenda) > n ? "…" : "");
	return 1;
}

static int take_pane(const struct dossier_row *r, void *payload)
{
	struct subject *s = payload;

	snprintf(s->out, s->size, "%s", r->at[DOCUMENT_PANE]);
	return 1;
}

static int take_short(const struct dossier_row *r, void *payload)
{
	struct subject *s = payload;

	snprintf(s->out, s->size, "%s", view_told(s->p, r->at[PANE_SHORT]));
	return 1;
}

/* What a document is about: its pane, else its item of the agenda; "" when that is not
 * known. */
static void subject_of(struct view *p, const struct held *h, char *out, size_t size)
{
	char pane[40] = "", filter[64];
	struct subject is = {p, pane, sizeof pane}, words = {p, out, size};
	struct dossier_query query = {.filter = filter};

	*out = '\0';
	if (!dossier_names(h->key))
		return;
	if (dossier_document(p->starter, h->key, take_pane, &is, NULL) > 0 && *pane) {
		snprintf(filter, sizeof filter, "key=%s", pane);
		dossier_each(p->starter, DOSSIER_PANES, &query, take_short, &words, NULL);
	} else {
		catalogue_entry(p->starter, h->key, take_agenda, &words, NULL);
	}
}

static void held_entry(struct view *p, const struct held *h)
{
	char age[40], size[40], subject[48], tail[160], printed[SYMBOL_MAX + 8];
	char href[VERSION_ADDRESS_MAX];

	date_age(h->fetched, p->c->now, age, sizeof age);
	units_bytes(h->size, size, sizeof size);
	if (h->beside)
		snprintf(subject, sizeof subject, "%s", _("kept beside"));
	else
		subject_of(p, h, subject, sizeof subject);
	snprintf(tail, sizeof tail, messages_rtl() ? "\u200f%s%s%s\u200f  %s" : "%s%s%s  %s",
	         subject, *subject ? "  " : "", h->lang, size);
	if (!*h->title)
		symbol_print(h->key, printed, sizeof printed);
	held_address(h, href, sizeof href);
	view_entry(p, &(struct view_entry){.marker = age,
	                                   .mark = h->whole ? MARK_HERE : MARK_PART,
	                                   .unread = h->key,
	                                   .text = *h->title ? h->title : printed,
	                                   .href = href,
	                                   .tail = tail});
}

/* The texts that came with palais itself, each once. */
static int own_page(const struct store_held *v, void *page)
{
	struct view *p = page;
	int told = store_told_language(p->starter);
	long all, ours;

	store_told_count(p->starter, told, &all, &ours);
	if (strcmp(v->lang, all ? lang_codes[told] : "en") != 0)
		return 0;
	view_entry(page, &(struct view_entry){
				 .marker = "-", .text = v->title, .href = v->key, .tail = v->lang});
	return 0;
}

static int read_held(struct view *p, struct stores_list *l)
{
	struct store *s;

	for (; (s = stores_store(p->c->stores, l->store)); l->store++)
		if (s != p->starter && (store_count_held(s, &l->count, &l->bytes, p->err) < 0 ||
		                        store_each_held_line(s, l->most, take, l, p->err) < 0))
			return -1;
	return l->full ? err_set(p->err, ERR_FAILED, "library: out of memory") : 0;
}

int view_stores(struct view *p, long most)
{
	struct stores_list l = {.most = most};
	char text[240], size[40];
	int rc = read_held(p, &l);

	if (rc == 0 && !l.held.count) {
		view_para(p,
		          _("Nothing has been fetched yet. Open the address of a page with o, or "
		            "keep local files with `palais add`."));
	} else if (rc == 0) {
		units_bytes(l.bytes, size, sizeof size);
		/* TRANSLATORS: how many documents, and their size */
		snprintf(text, sizeof text,
		         messages_count("%zu document, %s as received.",
		                        "%zu documents, %s as received.", l.count),
		         (size_t)l.count, size);
		view_para(p, text);
		rc = find_shown(p, &l);
		qsort(l.held.at, l.held.count, sizeof *l.held.at, newest_first);
		for (size_t i = 0; i < l.held.count && (!most || i < (size_t)most); i++)
			held_entry(p, &l.held.at[i]);
	}
	list_done(&l);
	if (rc < 0)
		return -1;
	view_heading(p, _("With palais"), NULL, NULL);
	return store_each_held(p->starter, own_page, p, p->err);
}

/* -- the reader's own --------------------------------------------------- */

struct own {
	struct view *p;
	const char *title;
	bool heading;
	long count;
};

static void own_heading(struct own *o)
{
	if (!o->count++ && o->heading)
		view_heading(o->p, o->title, NULL, NULL);
}

static int queued(const char *what, int64_t added, void *payload)
{
	struct own *o = payload;
	char age[32], printed[SYMBOL_MAX + 8];
	struct reference w;

	own_heading(o);
	date_age(added, o->p->c->now, age, sizeof age);
	snprintf(printed, sizeof printed, "%s", what);
	if (strlen(what) < SYMBOL_MAX)
		symbol_print(what, printed, sizeof printed);
	view_entry(o->p,
	           &(struct view_entry){.marker = age,
	                                .key = reference_read(what, &w, NULL) < 0 ? what : w.key,
	                                .text = strlen(what) < SYMBOL_MAX ? printed : what,
	                                .href = what,
	                                .tail = _("waits for a network")});
	return 0;
}

int view_queue(struct view *p, bool heading)
{
	struct store *s = stores_personal(p->c->stores);
	struct own own = {.p = p, .title = _("Queue"), .heading = heading};

	if (s && store_each_queued(s, queued, &own, p->err) < 0)
		return -1;
	if (!own.count && !heading)
		view_para(p, _("Nothing waits for a network."));
	return 0;
}

static int bookmarked(const struct bookmark *b, void *payload)
{
	struct own *o = payload;
	const char *address = b->source.document;
	struct reference w;
	bool read = reference_read(address, &w, NULL) == 0;
	char age[32];

	own_heading(o);
	date_age(b->added, o->p->c->now, age, sizeof age);
	view_entry(o->p,
	           &(struct view_entry){.marker = age,
	                                .key = read ? w.key : address,
	                                .mark = read && w.kind == REFERENCE_FILE ? MARK_HERE : NULL,
	                                .text = *b->source.title ? b->source.title : address,
	                                .href = address,
	                                .tail = b->tags});
	return 0;
}

int view_bookmarks(struct view *p, const char *tag, bool heading)
{
	struct store *s = stores_personal(p->c->stores);
	struct own own = {.p = p, .title = _("Bookmarks"), .heading = heading};

	if (s && marks_each_bookmark(s, tag, bookmarked, &own, p->err) < 0)
		return -1;
	if (!own.count && !heading)
		view_para(p, _("No bookmarks yet: m sets one."));
	return 0;
}
