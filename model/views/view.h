/* SPDX-License-Identifier: ISC */
/*
 * view: palais' own pages. A front page, a list, the card of a document that is
 * known but not here, an event, a round, an agency: each is a document made from
 * the stores, at an address of its own. What is shown comes from the dossier
 * tables; no pane, section or source is named in code.
 *
 * Addresses (they are also the ids that `palais list` prints):
 *   pane:KEY            the front page of a pane (pane:talks), or the Library
 *   list:KIND           a list as a page (list:timeline, list:documents, ...)
 *   event:N round:N agency:N figure:N source:N person:N    one row's own page
 *   chart:NAME          a chart of data/sections.tsv
 *   votes:SYMBOL        who voted how on a text
 *   state:NAME          how a state voted on the texts of the file
 *   cites:SYMBOL        what a text cites, and what cites it
 *   tree:SYMBOL         the neighbourhood of a text: what that cites, what cites it
 *   history:KEY         the versions of a document (version.h)
 *   diff:KEY@N@M        what changed between two of them
 *   page:NAME           a text of the dossier's own (page:talks)
 *   note:N              a note of the reader's
 *   SYMBOL              the card of a UN document that is not here as text
 */
#ifndef PALAIS_MODEL_VIEWS_VIEW_H
#define PALAIS_MODEL_VIEWS_VIEW_H

#include "model/base/buf.h"
#include "model/base/err.h"
#include "model/doc/document.h"
#include "model/store/stores.h"

struct view_context {
	struct stores *stores;
	const char *langs; /* preference, "ar,en" */
	int64_t now;       /* UTC seconds */
	bool offline;
	int columns; /* cells that what is drawn may take in a row; 0: 78 */
	bool low;    /* few rows: what is drawn goes behind what is listed */
};

/* Makes the page at an address: NULL with err (ERR_FAILED when there is none). */
struct doc *view_make(const struct view_context *c, const char *address, struct err *err);

/* The page at an address as a plot, SVG: list:timeline, list:rounds, a chart. -1 with err, also
 * where the page is none that can be drawn so. */
int view_plot(const struct view_context *c, const char *address, struct buf *out, struct err *err);

/* What charts draw, a value or a gap a row: of one, or of all ("") in their order, until `each`
 * returns non-zero. Strings are "" for a gap, and as the tables have them; they live as long as
 * the call. 0, what each returned, or -1 with err. */
struct view_chart_row {
	const char *chart, *title, *series;
	int year;
	const char *id; /* figure:N, or where it came from */
	const char *as_of, *raw, *unit, *bound, *status, *source;
	bool doubt;
};
int view_chart_rows(const struct view_context *c, const char *name,
                    int (*each)(const struct view_chart_row *, void *), void *payload,
                    struct err *err);

/* A figure of the tables in words, with its date and source, by what follows the colon of
 * its address: whether there is such a one. */
bool view_figure_words(const struct view_context *c, const char *rest, struct buf *out);

/* How near the timeline at an address is: "" all years, "2017" one of them, "2017-03" a month
 * of it. False for any other address. */
bool view_timeline_zoom(const char *address, char zoom[8]);
/* The address of the same so near. */
void view_timeline_address(const char *address, const char *zoom, char *out, size_t size);
/* Whether a page is drawn for the columns of its context. */
bool view_is_drawn(const char *address);

/* The panes in their order: key, title, short title (for narrow screens). */
size_t view_pane_count(struct stores *stores);
int view_pane(struct stores *stores, size_t index, char *key, size_t key_size, char *title,
              size_t title_size, char *brief, size_t brief_size);

/* The names of the lists (list:NAME), from 0 on; NULL behind the last. */
const char *view_list_name(size_t index);

#endif
