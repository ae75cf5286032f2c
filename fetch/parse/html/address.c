/* SPDX-License-Identifier: ISC */
/* Addresses of a page's links. */
#include "config.h"

#include "fetch/parse/html/drafts.h"

#include "model/base/url.h"

#include <stdlib.h>
#include <string.h>

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
