/* Headlines: a section of a front page, and all of them. */
#include "config.h"

#include "model/page_int.h"

#include "model/store_news.h"
#include "model/words.h"

#include <string.h>

struct headlines {
	struct page *p;
	const char *title, *more; /* of the section; NULL: no heading */
	long left, count;
	bool summaries;
};

static int headline(const struct news *n, void *payload)
{
	struct headlines *h = payload;
	char when[40];

	if (!h->count++ && h->title)
		page_heading(h->p, h->title, h->more, "list:news");
	page_date_marker(n->date, true, when, sizeof when);
	page_entry(h->p, &(struct page_entry){
				 .marker = when, .key = n->url, .text = n->title, .href = n->url});
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

	for (size_t i = 0; rc == 0 && (s = shelf_store(h->p->c->shelf, i)); i++)
		if (s != h->p->starter && (!most || h->left))
			rc = store_each_news(s, h->p->c->langs, h->left, headline, h, h->p->err);
	return rc;
}

int page_news(struct page *p, const char *title, long most)
{
	struct headlines h = {.p = p, .title = title, .more = _("all"), .left = most};

	return each_store(&h);
}

int page_all_news(struct page *p)
{
	struct headlines h = {.p = p, .summaries = true};

	if (each_store(&h) < 0)
		return -1;
	if (!h.count)
		page_para(p, _("No headlines are here yet: S asks the feeds, or `palais sync`."));
	return 0;
}
