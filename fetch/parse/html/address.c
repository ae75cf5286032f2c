/* SPDX-License-Identifier: ISC */
/* Addresses of a page's links. */
#include "config.h"

#include "fetch/parse/html/drafts.h"

#include "fetch/parse/html/phrases.inc"
#include "model/base/url.h"
#include "model/symbol/symbol.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *html_resolve(struct html_page *page, const char *href)
{
	static const char *const known[] = {"http", "https", "mailto", "tel", "ftp", "file"};
	struct url u;
	bool good = false;
	while (html_is_space(*href))
		href++;
	if (!*href || strlen(href) > URL_MAX)
		return NULL;
	/* Within the page, or relative to what nobody told: as it stands. */
	char *whole = *href == '#' ? NULL : url_resolve(page->base, href);
	const char *kept = whole ? whole : href;
	url_split(&u, kept);
	for (size_t i = 0; u.scheme.at && i < sizeof known / sizeof *known; i++)
		good |= url_part_is(u.scheme, known[i]);
	const char *copy = good || !u.scheme.at ? html_strdup(page, kept, strlen(kept)) : NULL;
	free(whole);
	return copy;
}

/* Whether the last name in a path ends as a document's does: "report.pdf". */
static bool ends_as_document(const char *path, size_t len)
{
	static const char *const endings[] = {PHRASES_DOCUMENT};
	size_t at = len;
	while (at > 0 && path[at - 1] != '.' && path[at - 1] != '/' && path[at - 1] != '=')
		at--;
	for (size_t i = 0; at > 1 && path[at - 1] == '.' && i < sizeof endings / sizeof *endings;
	     i++)
		if (strlen(endings[i]) == len - at &&
		    strncasecmp(path + at, endings[i], len - at) == 0)
			return true;
	return false;
}

bool html_is_document(const char *address, const char *type)
{
	char symbol[SYMBOL_MAX], lang[4];
	struct url u;
	url_split(&u, address);
	if (type && (strncasecmp(type, "application/pdf", 15) == 0 ||
	             strncasecmp(type, "application/vnd.", 16) == 0 ||
	             strncasecmp(type, "application/msword", 18) == 0))
		return true;
	/* "viewer.html?file=/a/report.pdf"; what shares a document by its address is not it */
	if (u.query.at && u.query.len > 5 && strncasecmp(u.query.at, "file=", 5) == 0 &&
	    ends_as_document(u.query.at, u.query.len))
		return true;
	return (u.path.at && ends_as_document(u.path.at, u.path.len)) ||
	       symbol_of_address(address, symbol, lang);
}
