/*
 * page: palais' own pages. A front page, a list, the card of a document that is
 * known but not here, an event, a round, an agency: each is a document made from
 * the stores, at an address of its own. What is shown comes from the dossier
 * tables; no pane, section or source is named in code.
 *
 * Addresses (they are also the ids that `palais list` prints):
 *   pane:KEY            the front page of a pane (pane:talks), or the Library
 *   list:KIND           a list as a page (list:timeline, list:documents, ...)
 *   event:N round:N agency:N figure:N source:N person:N    one row's own page
 *   votes:SYMBOL        who voted how on a text
 *   state:NAME          how a state voted on the texts of the file
 *   cites:SYMBOL        what a text cites, and what cites it
 *   page:NAME           a text of the dossier's own (page:talks)
 *   SYMBOL              the card of a UN document that is not here as text
 */
#ifndef PALAIS_MODEL_PAGE_H
#define PALAIS_MODEL_PAGE_H

#include "model/doc.h"
#include "model/err.h"
#include "model/shelf.h"

struct page_context {
	struct shelf *shelf;
	const char *langs; /* preference, "ar,en" */
	int64_t now;       /* UTC seconds */
	bool offline;
};

/* Makes the page at an address: NULL with err (ERR_FAILED when there is none). */
struct doc *page_make(const struct page_context *c, const char *address, struct err *err);

/* Whether the address is one of palais' own (has one of the prefixes above). */
bool page_is_own(const char *address);

/* The panes in their order: key, title, short title (for narrow screens). */
size_t page_pane_count(struct shelf *shelf);
int page_pane(struct shelf *shelf, size_t index, char *key, size_t key_size, char *title,
              size_t title_size, char *brief, size_t brief_size);

#endif
