/* SPDX-License-Identifier: ISC */
/*
 * Which of the dates that stand in a page are the page's own. A date in a sentence, in a
 * navigation or beside another story's title is none, however plainly it is marked up.
 */
#include "config.h"

#include "fetch/parse/html/facts.h"

#include "fetch/parse/html/weights.h"
#include "model/text/date.h"

#include <string.h>

/* Parts of a line that may have a date: words, links and other elements. */
#define PARTS_MOST 60

/* What stands beside the text, or is another's words. */
static bool is_elsewhere(const struct html_node *node)
{
	for (; node; node = node->parent)
		if (node->tag == HTML_NAV || node->tag == HTML_ASIDE || node->tag == HTML_FOOTER ||
		    node->tag == HTML_BLOCKQUOTE || node->tag == HTML_FIGCAPTION)
			return true;
	return false;
}

static bool ends_line(const struct html_node *node)
{
	return !node || node->flags & HTML_BLOCK || node->tag == HTML_BR;
}

/* The line that the node stands in, between the blocks around it; false where it has more
 * parts or bytes than a line with a date has. */
static bool line_of(const struct html_node *node, struct buf *line)
{
	const struct html_node *first;
	unsigned parts = 0;

	while (node->parent && !(node->parent->flags & HTML_BLOCK) && !(node->flags & HTML_BLOCK))
		node = node->parent;
	for (first = node; !ends_line(first->prev) && parts < PARTS_MOST; parts++)
		first = first->prev;
	parts = 0;
	for (; first && (first == node || !ends_line(first)); first = first->next) {
		if (++parts > PARTS_MOST || line->len > html_weights.dated_line || line->full)
			return false;
		if (first->tag == HTML_TEXT)
			buf_add(line, first->text, first->len);
		else
			html_text(first, line, line->max - line->len);
	}
	while (line->len && html_is_space(line->bytes[line->len - 1]))
		buf_cut(line, line->len - 1);
	return line->len <= html_weights.dated_line && !line->full;
}

static bool ends_with(const struct buf *text, const char *end)
{
	size_t n = strlen(end);

	return text->len > n && !memcmp(text->bytes + text->len - n, end, n);
}

/* Whether the line ends as a sentence does; the full stop of the date itself ("4 Mar.") and of
 * an hour ("3 p.m.") ends none. */
static bool ends_sentence(const struct buf *line, const struct html_node *node)
{
	static const char *const ends[] = {".", "!", "?", "。", "؟", "۔"};
	struct buf date;
	bool sentence = false;

	buf_init(&date, 4 * html_weights.dated_line);
	html_text(node, &date, html_weights.dated_line);
	for (size_t i = 0; i < sizeof ends / sizeof *ends && !sentence; i++)
		sentence = ends_with(line, ends[i]);
	sentence =
		sentence && !ends_with(line, ".m.") && !(date.len && ends_with(line, date.bytes));
	buf_done(&date);
	return sentence;
}

/* Whether a date stands within a sentence, which tells when something else was. */
static bool is_told(const struct html_node *node)
{
	struct buf line;
	bool told;

	buf_init(&line, 4 * html_weights.dated_line);
	told = !line_of(node, &line) || ends_sentence(&line, node);
	buf_done(&line);
	return told;
}

void html_dated_pass(struct html_dated *dated, const struct html_node *node)
{
	struct buf text;

	if (node->tag == HTML_H1)
		dated->titled = true;
	if (node->flags & HTML_HEADING) {
		dated->below = dated->titled && node->tag != HTML_H1;
		dated->behind |= dated->below && dated->prose;
	} else if (node->tag == HTML_P && dated->titled && !dated->prose) {
		buf_init(&text, html_weights.prose_long);
		html_text(node, &text, html_weights.prose_long);
		dated->prose = text.len >= html_weights.prose_long;
		buf_done(&text);
	}
}

void html_dated_take(struct html_dated *dated, enum html_dated_by by, const struct html_node *node,
                     const char *said)
{
	char date[11], *own = dated->by[by].own, *first = dated->by[by].first;

	if (*own || dated->behind || !said || !date_read(said, date) || is_elsewhere(node) ||
	    is_told(node))
		return;
	if (!dated->below)
		memcpy(own, date, sizeof date);
	else if (!*first)
		memcpy(first, date, sizeof date);
	else
		dated->by[by].several |= strcmp(first, date) != 0;
}

const char *html_dated(const struct html_dated *dated, enum html_dated_by by)
{
	return *dated->by[by].own      ? dated->by[by].own
	       : dated->by[by].several ? ""
	                               : dated->by[by].first;
}
