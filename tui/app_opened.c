/* SPDX-License-Identifier: ISC */
/* The page of open documents: what every pane shows or has behind it, each with its place. */
#include "config.h"

#include "model/base/messages.h"
#include "model/text/characters.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ADDRESS "palais:opened"
#define OPENED "opened:"

bool app_on_opened(const struct tab *t)
{
	return !strcmp(t->what.key, ADDRESS);
}

/* The page itself, and front pages, which are a key away, are none. */
static bool is_listed(const struct visit *v)
{
	return v->address && strcmp(v->address, ADDRESS) != 0 &&
	       strncmp(v->address, "pane:", 5) != 0;
}

/* Of a document that is open several times in a pane, the newest. */
static bool is_newer(const struct tab *t, size_t index)
{
	const char *address = t->back.at[index].address;

	if (t->now.address && !strcmp(t->now.address, address))
		return true;
	for (size_t i = index + 1; i < t->back.count; i++)
		if (!strcmp(t->back.at[i].address, address))
			return true;
	return false;
}

void app_shown_title(const struct tab *t, char *out, size_t size)
{
	const char *title = pane_doc(t->pane) ? doc_fact(pane_doc(t->pane), DOC_TITLE) : "";
	size_t len = strlen(title), n = 0, next;

	while (n < len && n + (next = text_cluster(title + n, len - n)) < size)
		n += next;
	snprintf(out, size, "%.*s", (int)n, title);
}

static void add_visit(const struct page_call *c, size_t tab, const struct visit *v,
                      const char *title)
{
	char href[URL_MAX + 20];

	if (!is_listed(v))
		return;
	snprintf(href, sizeof href, OPENED "%zu:%s", tab, v->address);
	app_begin(c->m, DOC_ITEM);
	doc_attr(c->m, "marker", tab == c->app->current ? "-" : " ");
	doc_add_link(c->m, *title ? title : v->address, href);
	app_add_tail(c->m, c->app->tabs[tab].brief);
}

int app_opened_page(const struct page_call *c)
{
	size_t count = 0;

	app_begin_page(c->m, _("Open documents"));
	for (size_t n = 0; n < c->app->tab_count; n++) {
		size_t index = (c->app->current + n) % c->app->tab_count;
		const struct tab *t = &c->app->tabs[index];

		if (is_listed(&t->now)) {
			add_visit(c, index, &t->now, doc_fact(pane_doc(t->pane), DOC_TITLE));
			count++;
		}
		for (size_t i = t->back.count; i; i--)
			if (is_listed(&t->back.at[i - 1]) && !is_newer(t, i - 1)) {
				add_visit(c, index, &t->back.at[i - 1], t->back.at[i - 1].title);
				count++;
			}
	}
	if (!count) {
		app_begin(c->m, DOC_PARAGRAPH);
		doc_add_str(c->m, _("Nothing is open but front pages."));
	}
	return 0;
}

/* The tab of such an address, and the document's word; NULL. */
static struct tab *read_address(struct app *a, const char *href, size_t *index, const char **word)
{
	char *end;

	if (strncmp(href, OPENED, strlen(OPENED)) != 0)
		return NULL;
	*index = strtoul(href + strlen(OPENED), &end, 10);
	if (*end != ':' || *index >= a->tab_count)
		return NULL;
	*word = end + 1;
	return &a->tabs[*index];
}

/* The last visit of a document that lies behind what a tab shows; NULL. */
static const struct visit *find_visit(const struct tab *t, const char *word)
{
	for (size_t i = t->back.count; i; i--)
		if (!strcmp(t->back.at[i - 1].address, word))
			return &t->back.at[i - 1];
	return NULL;
}

bool app_opened_follow(struct app *a, struct tab *t, const char *href)
{
	const char *word;
	size_t index;
	struct tab *of = app_on_opened(t) ? read_address(a, href, &index, &word) : NULL;
	const struct visit *found;
	struct pane_view view;

	if (!of)
		return false;
	/* the page goes, as a menu does */
	app_back(a, -1);
	app_go_tab(a, index);
	if (of->now.address && !strcmp(of->now.address, word))
		return true;
	found = find_visit(of, word);
	if (found)
		view = found->view;
	if (found && app_open_in(a, of, word, found->lang) == 0)
		pane_view_again(of->pane, view);
	return true;
}
