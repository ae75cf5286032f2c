/* SPDX-License-Identifier: ISC */
/* The picture that a figure is of: where it is, and what is said of it where it has no caption. */
#include "config.h"

#include "fetch/parse/html/drafts.h"

#include "model/base/url.h"

#include <string.h>

#define UP_MOST 2      /* elements around a caption in which its picture may stand beside it */
#define BESIDE_MOST 50 /* nodes of what stands beside it, of which one may be the picture */

/* The address of a picture; NULL: it has none that could be asked for. Pages that bring pictures
 * late have a drawing of nothing in its place. */
static const char *address_of(struct html_page *page, const struct html_node *picture)
{
	static const enum html_attr_name names[] = {HTML_AT_DATA_SRC, HTML_AT_SRC};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *said = html_attr(picture, names[i]);
		const char *address = said ? html_resolve(page, said) : NULL;

		if (address && url_is_web(address))
			return address;
	}
	return NULL;
}

/* The first picture in an element, which may be one itself; NULL. */
static const struct html_node *picture_in(const struct html_node *top)
{
	struct html_node *node = (struct html_node *)top;

	while (node && (node->tag != HTML_IMG || node->hints & HINT_DECORATION))
		node = html_walk(top, node);
	return node;
}

/* The picture in what stands right beside a caption, if there are no words there: those of a text,
 * or of another caption, which has its own. NULL. */
static const struct html_node *picture_of(const struct html_node *beside)
{
	const struct html_node *found = NULL;
	struct html_node *node = (struct html_node *)beside;

	for (unsigned i = 0; node; i++, node = html_walk(beside, node)) {
		if (i == BESIDE_MOST || (node->tag == HTML_TEXT && !html_is_blank(node)))
			return NULL;
		if (!found && node->tag == HTML_IMG && !(node->hints & HINT_DECORATION))
			found = node;
	}
	return found;
}

static const struct html_node *not_blank(const struct html_node *node, bool before)
{
	while (node && node->tag == HTML_TEXT && html_is_blank(node))
		node = before ? node->prev : node->next;
	return node;
}

/* Right before it, else right behind it. */
static const struct html_node *picture_beside(const struct html_node *node)
{
	const struct html_node *before = not_blank(node->prev, true);
	const struct html_node *behind = not_blank(node->next, false);
	const struct html_node *found = before ? picture_of(before) : NULL;

	return found || !behind ? found : picture_of(behind);
}

const struct html_node *html_picture(struct html_page *page, const struct html_node *figure,
                                     const char **address)
{
	const struct html_node *found = picture_in(figure);
	const struct html_node *at = figure;

	/* a figure of something else, a film, has none; a caption may stand beside its picture,
	 * alone in what stands there */
	for (int up = 0; !found && up < UP_MOST && figure->tag != HTML_FIGURE && at->parent; up++) {
		found = picture_beside(at);
		at = at->parent;
		if (at->tag == HTML_FIGURE || at->chars > figure->chars)
			break;
	}
	*address = found ? address_of(page, found) : NULL;
	return *address ? found : NULL;
}

const char *html_described(struct html_page *page, const struct html_node *figure)
{
	const struct html_node *found = picture_in(figure);
	const char *href;

	return found && figure->chars == 0 ? html_stand_in(page, found, &href) : NULL;
}
