/* SPDX-License-Identifier: ISC */
/* palais' own pages by their addresses. */
#include "config.h"

#include "model/base/lang.h"
#include "model/doc/reference.h"
#include "model/store/marks.h"
#include "model/store/told.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int (*const makers[OWN_NONE])(struct view *, const char *rest) = {
	[OWN_PANE] = view_pane_front,   [OWN_LIST] = view_list,     [OWN_EVENT] = view_event,
	[OWN_ROUND] = view_round,       [OWN_AGENCY] = view_agency, [OWN_FIGURE] = view_figure,
	[OWN_SOURCE] = view_source_row, [OWN_PERSON] = view_person, [OWN_VOTES] = view_votes,
	[OWN_STATE] = view_state,       [OWN_CITES] = view_cites,   [OWN_HISTORY] = view_history,
	[OWN_DIFF] = view_diff,         [OWN_NOTE] = view_note,     [OWN_CHART] = view_chart_page,
	[OWN_TREE] = view_tree,
};

static struct doc *no_page(const char *address, struct err *err)
{
	err_set(err, ERR_FAILED, "%s: there is no such page", address);
	return NULL;
}

/* A text that came with the starter, as it is. */
static struct doc *stored_text(const struct view_context *c, const char *address, struct err *err)
{
	struct store_version v;
	struct doc *doc;
	struct store *starter = stores_starter(c->stores);
	int found = store_find(starter, address, lang_codes[store_told_language(starter)], &v, err);

	if (found <= 0)
		return found < 0 ? NULL : no_page(address, err);
	doc = store_doc(starter, v.id, err);
	store_version_done(&v);
	return doc;
}

static int make(struct view *p, const char *address)
{
	const char *rest;
	enum own_page kind = reference_own(address, &rest);

	return kind != OWN_NONE && makers[kind] ? makers[kind](p, rest) : view_card(p, address);
}

struct doc *view_make(const struct view_context *c, const char *typed, struct err *err)
{
	struct view p = {.c = c, .starter = stores_starter(c->stores), .err = err};
	char address[URL_MAX];
	int found;

	/* A place within a page is for the one who shows it. */
	snprintf(address, sizeof address, "%.*s", (int)strcspn(typed, "#"), typed);
	if (reference_own(address, NULL) == OWN_PAGE)
		return stored_text(c, address, err);
	arena_init(&p.made, 1 << 12, 1 << 16);
	p.m = doc_maker_new(0);
	if (!p.m) {
		err_set(err, ERR_FAILED, "%s: out of memory", address);
		return NULL;
	}
	found = make(&p, address);
	availability_free(p.look);
	marks_read_free(p.read);
	if (found <= 0) {
		doc_maker_free(p.m);
		arena_done(&p.made);
		return found < 0 ? NULL : no_page(address, err);
	}
	view_legend(&p);
	arena_done(&p.made);
	return doc_finish(p.m, err);
}

int view_plot(const struct view_context *c, const char *address, struct buf *out, struct err *err)
{
	struct view p = {.c = c, .starter = stores_starter(c->stores), .err = err};
	const char *rest;
	enum own_page kind = reference_own(address, &rest);
	int rc;

	arena_init(&p.made, 1 << 12, 1 << 16);
	rc = kind == OWN_LIST    ? view_list_plot(&p, rest, out)
	     : kind == OWN_CHART ? view_chart_plot(&p, rest, out)
	                         : 0;
	arena_done(&p.made);
	if (rc == 0)
		return err_set(err, ERR_USAGE, "%s: this is nothing that is drawn as svg", address);
	return rc < 0 ? -1 : 0;
}

/* -- panes -------------------------------------------------------------- */

size_t view_pane_count(struct stores *stores)
{
	long n = dossier_count(stores_starter(stores), DOSSIER_PANES, NULL, NULL);

	return n < 0 ? 0 : (size_t)n;
}

struct wanted {
	struct store *starter;
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
	snprintf(w->title, w->title_size, "%s", store_told(w->starter, r->at[PANE_TITLE]).text);
	snprintf(w->brief, w->brief_size, "%s", store_told(w->starter, r->at[PANE_SHORT]).text);
	w->found = true;
	return 1;
}

int view_pane(struct stores *stores, size_t index, char *key, size_t key_size, char *title,
              size_t title_size, char *brief, size_t brief_size)
{
	struct wanted w = {stores_starter(stores),
	                   index,
	                   key,
	                   title,
	                   brief,
	                   key_size,
	                   title_size,
	                   brief_size,
	                   false};

	if (dossier_each(w.starter, DOSSIER_PANES, NULL, take_pane, &w, NULL) < 0)
		return -1;
	return w.found ? 0 : -1;
}
