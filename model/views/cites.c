/* SPDX-License-Identifier: ISC */
/* What a document cites and what cites it, with the paragraphs. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/dossier/cites.h"
#include "model/symbol/symbol.h"
#include "model/views/internal.h"

#include <stdio.h>

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

int view_cites(struct view *p, const char *key)
{
	char symbol[SYMBOL_MAX], printed[SYMBOL_MAX + 8], title[SYMBOL_MAX + 160];
	int known;

	if (!symbol_normal(key, symbol))
		snprintf(symbol, sizeof symbol, "%.79s", key);
	symbol_print(symbol, printed, sizeof printed);
	snprintf(title, sizeof title, _("%s: cites and cited by"), printed);
	view_title(p, title, false);
	view_fact(p, _("Text"), printed, symbol);
	doc_add_fact(p->m, DOC_SYMBOL, symbol);
	view_para(
		p,
		_("¶ is the paragraph of the citing text; it is known of texts that are here. The "
	          "rest is of the catalogue, whose citations were found in the English texts by a "
	          "pattern, so that a few are wrong."));
	known = view_citations(p, symbol, (size_t)-1, (size_t)-1);
	if (known == 0)
		view_para(p, _("No citation is known."));
	return known < 0 ? -1 : 1;
}
