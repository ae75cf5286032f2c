/* SPDX-License-Identifier: ISC */
/*
 * jsonld: a few values out of the JSON-LD of a page.
 *
 * Private to the HTML parser. Reads JSON as it should be, but for what stands before and
 * behind it and for line breaks within strings, which many sites write; a script that is
 * otherwise broken is left out. Values of nested objects count only where they are asked
 * for ("author", its "name").
 */
#ifndef PALAIS_FETCH_PARSE_HTML_JSONLD_H
#define PALAIS_FETCH_PARSE_HTML_JSONLD_H

#include "fetch/parse/html/html.h"

struct json_article {
	/* In the page's arena; NULL where absent. */
	const char *type, *headline, *published, *modified, *author, *description, *body;
	const char *section;
};

/* Reads every script; the first that describes an article wins. */
void json_read(struct html_page *page, struct json_article *article);

#endif
