/* SPDX-License-Identifier: ISC */
/*
 * news_key: which addresses are of one story.
 *
 * A feed's own address for a page ("/feed/view/…") is that page's; parameters by which
 * senders count readers say nothing of the page; and a press release of the UN's is known
 * by its symbol: the release (/en/2031/sc19444.doc.htm) and the live blog of the same
 * meeting (/en/blog/sc19444) are one story. Knows addresses alone: no store, no document.
 */
#ifndef PALAIS_MODEL_DOSSIER_NEWS_KEY_H
#define PALAIS_MODEL_DOSSIER_NEWS_KEY_H

#include "model/base/url.h"

/* The address of a story's page as it is opened. Caller frees; NULL when it is no web
 * address. */
char *news_url(const char *address);

/* The key of the story on that page: "SC/19444 en", or the address. Caller frees; NULL
 * when it is no web address. */
char *news_key(const char *address);

/* How good an address of a story is: of two addresses the better one is opened. */
int news_rank(const char *address);

#endif
