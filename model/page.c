/* palais' own pages by their addresses. */
#include "config.h"

#include "model/page_int.h"
#include "model/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *prefix;
	int (*make)(struct page *, const char *rest);
} makers[] = {
	{"pane:", page_pane_front},   {"list:", page_list},     {"event:", page_event},
	{"round:", page_round},       {"agency:", page_agency}, {"figure:", page_figure},
	{"source:", page_source_row}, {"person:", page_person}, {"votes:", page_votes},
	{"state:", page_state},       {"cites:", page_cites},
};

static const char text_prefix[] = "page:";

bool page_is_own(const char *address)
{
	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
		if (!strncmp(address, makers[i].prefix, strlen(makers[i].prefix)))
			return true;
	return !strncmp(address, text_prefix, strlen(text_prefix));
}

static struct doc *no_page(const char *address, struct err *err)
{
	err_set(err, ERR_FAILED, "%s: there is no such page", address);
	return NULL;
}

/* A text that came with the starter, as it is. */
static struct doc *stored_text(const struct page_context *c, const char *address, struct err *err)
{
	struct store_version v;
	struct doc *doc;
	int found = store_find(shelf_starter(c->shelf), address, c->langs, &v, err);

	if (found <= 0)
		return found < 0 ? NULL : no_page(address, err);
	doc = store_doc(shelf_starter(c->shelf), v.id, err);
	store_version_done(&v);
	return doc;
}

static int make(struct page *p, const char *address)
{
	for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
		size_t n = strlen(makers[i].prefix);

		if (!strncmp(address, makers[i].prefix, n))
			return makers[i].make(p, address + n);
	}
	return page_card(p, address);
}

struct doc *page_make(const struct page_context *c, const char *typed, struct err *err)
{
	struct page p = {.c = c, .starter = shelf_starter(c->shelf), .err = err};
	char address[400];
	int found;

	/* A place within a page is for the one who shows it. */
	snprintf(address, sizeof address, "%.*s", (int)strcspn(typed, "#"), typed);
	if (!strncmp(address, text_prefix, strlen(text_prefix)))
		return stored_text(c, address, err);
	p.m = doc_maker_new(0);
	if (!p.m) {
		err_set(err, ERR_FAILED, "%s: out of memory", address);
		return NULL;
	}
	found = make(&p, address);
	store_look_free(p.look);
	if (found <= 0) {
		doc_maker_free(p.m);
		return found < 0 ? NULL : no_page(address, err);
	}
	page_legend(&p);
	return doc_finish(p.m, err);
}

/* -- panes -------------------------------------------------------------- */

size_t page_pane_count(struct shelf *shelf)
{
	long n = dossier_count(shelf_starter(shelf), DOSSIER_PANES, NULL, NULL);

	return n < 0 ? 0 : (size_t)n;
}

struct wanted {
	size_t left;
	char *key, *title, *brief;
	size_t key_size, title_size, brief_size;
	bool found;
};

static int take_pane(const struct dossier_row *r, void *payload)
{
	struct wanted *w = payload;

	if (w->left--)
		return 0;
	snprintf(w->key, w->key_size, "%s", r->at[PANE_KEY]);
	snprintf(w->title, w->title_size, "%s", _(r->at[PANE_TITLE]));
	snprintf(w->brief, w->brief_size, "%s", _(r->at[PANE_SHORT]));
	w->found = true;
	return 1;
}

int page_pane(struct shelf *shelf, size_t index, char *key, size_t key_size, char *title,
              size_t title_size, char *brief, size_t brief_size)
{
	struct wanted w = {index, key, title, brief, key_size, title_size, brief_size, false};

	if (dossier_each(shelf_starter(shelf), DOSSIER_PANES, NULL, take_pane, &w, NULL) < 0)
		return -1;
	return w.found ? 0 : -1;
}
