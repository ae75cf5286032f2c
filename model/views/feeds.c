/* SPDX-License-Identifier: ISC */
/* The feeds: which there are, which are asked, and what came of them. */
#include "config.h"

#include "model/base/messages.h"
#include "model/dossier/feeds.h"
#include "model/text/date.h"
#include "model/views/internal.h"

#include <stdio.h>

struct feeds_page {
	struct view *p;
	bool own;   /* which part is being made */
	long count; /* in it */
};

/* Why it is not asked, or what has come. */
static int tail_of(struct feeds_page *f, const struct news_feed *feed, char *out, size_t size)
{
	static const char *const why[] = {
		[NEWS_FEED_OFF] = N_("off"),
		[NEWS_FEED_GONE] = N_("gone"),
		[NEWS_FEED_FOREIGN] = N_("in another language"),
		[NEWS_FEED_LOCKED] = N_("wants a name: reliefweb-appname"),
	};
	struct feeds_facts facts;
	char age[40] = "", count[120];

	if (why[feed->state]) {
		snprintf(out, size, "%s", _(why[feed->state]));
		return 0;
	}
	if (feeds_facts(f->p->c->stores, feed->url, &facts, f->p->err) < 0)
		return -1;
	if (!facts.checked) {
		snprintf(out, size, "%s", _("not asked yet"));
		return 0;
	}
	date_age(facts.checked, f->p->c->now, age, sizeof age);
	snprintf(count, sizeof count,
	         messages_count("%ld headline", "%ld headlines", facts.headlines), facts.headlines);
	snprintf(out, size, "%s%s%s  %s", feed->whole ? _("with pages") : "",
	         feed->whole ? "  " : "", count, age);
	return 0;
}

static int feed_entry(const struct news_feed *feed, void *payload)
{
	struct feeds_page *f = payload;
	char number[16], tail[240];

	if (feed->own != f->own)
		return 0;
	if (!f->count++)
		view_heading(f->p, feed->own ? _("Yours") : _("Of the dossier"), NULL, NULL);
	snprintf(number, sizeof number, "%d", feed->number);
	if (tail_of(f, feed, tail, sizeof tail) < 0)
		return -1;
	view_entry(f->p, &(struct view_entry){.marker = number,
	                                      .text = feed->name,
	                                      .href = feed->url,
	                                      .told = !feed->own,
	                                      .doubt = feed->doubt,
	                                      .tail = tail});
	return 0;
}

int view_feeds(struct view *p)
{
	struct feeds_page f = {.p = p, .own = true};

	view_para(
		p,
		_("S asks those that are on. :feed add ADDRESS adds one; :feed off NUMBER leaves "
	          "one out, :feed on NUMBER takes it in again; :feed whole NUMBER wants the pages "
	          "of its stories too. A host's name stands for all of its feeds."));
	if (feeds_each(p->c->stores, p->c->langs, feed_entry, &f, p->err) < 0)
		return -1;
	f = (struct feeds_page){.p = p};
	return feeds_each(p->c->stores, p->c->langs, feed_entry, &f, p->err);
}
