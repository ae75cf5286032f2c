/* SPDX-License-Identifier: ISC */
/* The picture that a figure is of: where it is, and what is said of it where it has no caption. */
#include "config.h"

#include "fetch/parse/html/drafts.h"

#include "model/base/url.h"

#include <string.h>

#define UP_MOST 2 /* elements around a caption in which its picture may stand beside it */

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

/* The nearest before it, else behind it. */
static const struct html_node *picture_beside(const struct html_node *node)
{
	const struct html_node *found = NULL;

	for (const struct html_node *one = node->prev; one && !found; one = one->prev)
		found = picture_in(one);
	for (const struct html_node *one = node->next; one && !found; one = one->next)
		found = picture_in(one);
	return found;
}

const char *html_picture(struct html_page *page, const struct html_node *figure)
{
	const struct html_node *found = picture_in(figure);

	for (int up = 0; !found && up < UP_MOST && figure->parent; up++) {
		found = picture_beside(figure);
		figure = figure->parent;
	}
	return found ? address_of(page, found) : NULL;
}

const char *html_described(struct html_page *page, const struct html_node *figure)
{
	const struct html_node *found = picture_in(figure);
	const char *href;

	return found && figure->chars == 0 ? html_stand_in(page, found, &href) : NULL;
}
