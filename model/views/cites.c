/* SPDX-License-Identifier: ISC */
/* What a document cites and what cites it, with the paragraphs. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/dossier/cites.h"
#include "model/symbol/symbol.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <string.h>

/* How many stand under the heading, of how many. */
static void counted_heading(struct view *p, const char *title, size_t most, size_t count,
                            const char *href)
{
	char more[48];

	if (count > most)
		/* TRANSLATORS: so many are shown of so many */
		snprintf(more, sizeof more, _("%zu of %zu"), most, count);
	else
		snprintf(more, sizeof more, "%zu", count);
	view_heading(p, title, more, count > most ? href : NULL);
}

/* What the tables do not have is told by itself: a page by its title and date. */
static void entry(struct view *p, const struct cite *c)
{
	char when[40];

	if (!*c->title) {
		view_symbol_entry(c->symbol, p);
		return;
	}
	view_date_marker(c->date, true, when, sizeof when);
	view_entry(p, &(struct view_entry){.marker = when,
	                                   .key = c->symbol,
	                                   .text = c->title,
	                                   .href = c->symbol,
	                                   .tail_key = url_is_web(c->symbol) ? NULL : c->symbol});
}

static void list(struct view *p, const char *title, const struct cites *c, size_t most,
                 const char *href)
{
	if (!c->count)
		return;
	counted_heading(p, title, most, c->count, href);
	for (size_t i = 0; i < c->count && i < most; i++) {
		char where[300] = "";

		if (*c->at[i].paragraphs)
			snprintf(where, sizeof where, " ¶ %.280s", c->at[i].paragraphs);
		p->rest = where;
		entry(p, &c->at[i]);
		p->rest = NULL;
	}
}

int view_citations(struct view *p, const char *symbol, size_t cites_most, size_t cited_most)
{
	struct cites of = {0}, to = {0};
	char href[SYMBOL_MAX + 8];
	int rc = cites_of(p->c->stores, symbol, &of, p->err);

	if (rc == 0)
		rc = cites_to(p->c->stores, symbol, &to, p->err);
	snprintf(href, sizeof href, "cites:%s", symbol);
	if (rc == 0) {
		list(p, _("What it cites"), &of, cites_most, href);
		list(p, _("What cites it"), &to, cited_most, href);
	}
	rc = rc < 0 ? -1 : of.count + to.count > 0;
	cites_done(&of);
	cites_done(&to);
	return rc;
}

/* -- as a tree ------------------------------------------------------------ */

/* Of a document so many neighbours, and of each of those so many: a screen or two. */
#define NEAR_MOST 6
#define FAR_MOST 3

struct tree {
	struct view *p;
	int (*cites)(struct stores *, const char *, struct cites *, struct err *);
	char seen[NEAR_MOST + 1][SYMBOL_MAX]; /* whose neighbours are shown */
	size_t seen_count;
};

static bool was_seen(const struct tree *t, const char *key)
{
	for (size_t i = 0; i < t->seen_count; i++)
		if (!strcmp(t->seen[i], key))
			return true;
	return false;
}

/* Signs of boxes are not turned round where a line runs from the right. */
static const char *branch(bool last)
{
	return messages_rtl() ? last ? "┘ " : "┤ " : last ? "└ " : "├ ";
}

/* Where there are more than stand here. */
static void put_rest(struct tree *t, const char *key, size_t count, size_t most)
{
	char href[SYMBOL_MAX + 8], text[60];

	if (count <= most)
		return;
	snprintf(href, sizeof href, "cites:%s", key);
	snprintf(text, sizeof text,
	         messages_count(NP_("%ld more", "%ld more"), (long)(count - most)),
	         (long)(count - most));
	t->p->branch = branch(true);
	view_entry(t->p, &(struct view_entry){.marker = "", .text = text, .href = href});
}

/* The neighbours of one at a depth, and theirs. */
static int grow(struct tree *t, const char *key, int depth)
{
	size_t most = depth == 1 ? NEAR_MOST : FAR_MOST, shown;
	struct cites c = {0};
	int rc = t->cites(t->p->c->stores, key, &c, t->p->err);

	shown = c.count < most ? c.count : most;
	for (size_t i = 0; rc == 0 && i < shown; i++) {
		bool again = was_seen(t, c.at[i].symbol);

		t->p->level = depth;
		t->p->branch = branch(i + 1 == c.count);
		/* TRANSLATORS: of a line in a tree whose branches stand above */
		t->p->rest = again ? _(" (above)") : NULL;
		entry(t->p, &c.at[i]);
		t->p->rest = NULL;
		if (again || depth > 1)
			continue;
		snprintf(t->seen[t->seen_count++], SYMBOL_MAX, "%.79s", c.at[i].symbol);
		rc = grow(t, c.at[i].symbol, depth + 1);
	}
	t->p->level = depth;
	if (rc == 0)
		put_rest(t, key, c.count, most);
	t->p->level = 0;
	t->p->branch = NULL;
	rc = rc < 0 ? -1 : 0;
	cites_done(&c);
	return rc;
}

/* One half of it; nothing where there are no neighbours. */
static int half(struct view *p, const char *title, const char *symbol,
                int (*cites)(struct stores *, const char *, struct cites *, struct err *))
{
	struct tree t = {.p = p, .cites = cites, .seen_count = 1};
	struct cites c = {0};
	int rc = cites(p->c->stores, symbol, &c, p->err);
	size_t count = c.count;

	cites_done(&c);
	if (rc < 0 || !count)
		return rc;
	snprintf(t.seen[0], SYMBOL_MAX, "%.79s", symbol);
	counted_heading(p, title, NEAR_MOST, count, NULL);
	return grow(&t, symbol, 1) < 0 ? -1 : 1;
}

int view_tree(struct view *p, const char *key)
{
	char symbol[SYMBOL_MAX], printed[SYMBOL_MAX + 8], title[SYMBOL_MAX + 160];
	char href[SYMBOL_MAX + 8];
	int of, to;

	if (!symbol_normal(key, symbol))
		snprintf(symbol, sizeof symbol, "%.79s", key);
	symbol_print(symbol, printed, sizeof printed);
	snprintf(title, sizeof title, _("%s: who cites whom"), printed);
	view_title(p, title, false);
	doc_add_fact(p->m, DOC_SYMBOL, symbol);
	view_fact(p, _("Text"), printed, symbol);
	snprintf(href, sizeof href, "cites:%s", symbol);
	view_fact(p, _("All"), _("cites and cited by"), href);
	of = half(p, _("What it cites, and what that cites"), symbol, cites_of);
	to = of < 0 ? -1 : half(p, _("What cites it, and what cites that"), symbol, cites_to);
	if (of == 0 && to == 0)
		view_para(p, _("No citation is known."));
	return of < 0 || to < 0 ? -1 : 1;
}

int view_cites(struct view *p, const char *key)
{
	char symbol[SYMBOL_MAX], printed[SYMBOL_MAX + 8], title[SYMBOL_MAX + 160];
	char href[SYMBOL_MAX + 8];
	int known;

	if (!symbol_normal(key, symbol))
		snprintf(symbol, sizeof symbol, "%.79s", key);
	symbol_print(symbol, printed, sizeof printed);
	snprintf(title, sizeof title, _("%s: cites and cited by"), printed);
	view_title(p, title, false);
	view_fact(p, _("Text"), printed, symbol);
	snprintf(href, sizeof href, "tree:%s", symbol);
	view_fact(p, _("Tree"), _("who cites whom"), href);
	doc_add_fact(p->m, DOC_SYMBOL, symbol);
	known = view_citations(p, symbol, (size_t)-1, (size_t)-1);
	if (known == 0)
		view_para(p, _("No citation is known."));
	view_para(
		p,
		_("¶ is the paragraph of the citing text; it is known of texts that are here. The "
	          "rest is of the catalogue, whose citations were found in the English texts by a "
	          "pattern, so that a few are wrong."));
	return known < 0 ? -1 : 1;
}
