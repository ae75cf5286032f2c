/* SPDX-License-Identifier: ISC */
/* Headlines: a section of a front page, and all of them. */
#include "config.h"

#include "model/base/messages.h"
#include "model/dossier/headlines.h"
#include "model/views/internal.h"

#include <string.h>

struct headlines {
	struct view *p;
	const char *title, *more; /* of the section; NULL: no heading */
	long left, count;
	bool summaries;
};

static int headline(const struct headline *n, void *payload)
{
	struct headlines *h = payload;
	char when[40];

	if (!h->count++ && h->title)
		view_heading(h->p, h->title, h->more, "list:news");
	view_date_marker(n->date, true, when, sizeof when);
	view_entry(h->p, &(struct view_entry){.marker = when,
	                                      .key = n->url,
	                                      .text = n->title,
	                                      .href = n->url,
	                                      .unread = n->url});
	if (h->summaries && *n->summary) {
		doc_begin(h->p->m, DOC_QUOTE);
		doc_add_str(h->p->m, n->summary);
	}
	return h->left && --h->left == 0;
}

static int each_store(struct headlines *h)
{
	struct store *s;
	long most = h->left;
	int rc = 0;

	for (size_t i = 0; rc == 0 && (s = stores_store(h->p->c->stores, i)); i++)
		if (s != h->p->starter && (!most || h->left))
			rc = headlines_each(s, h->p->c->langs, h->left, headline, h, h->p->err);
	return rc;
}

int view_news(struct view *p, const char *title, long most)
{
	struct headlines h = {.p = p, .title = title, .more = _("all"), .left = most};

	return each_store(&h);
}

int view_all_news(struct view *p)
{
	struct headlines h = {.p = p, .summaries = true};

	if (each_store(&h) < 0)
		return -1;
	if (!h.count)
		view_para(p, _("No headlines are here yet: S asks the feeds, or `palais sync`."));
	return 0;
}
