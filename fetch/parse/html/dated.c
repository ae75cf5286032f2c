/* SPDX-License-Identifier: ISC */
/*
 * Which of the dates that stand in a page are the page's own. A date in a sentence, in a
 * navigation or beside another story's title is none, however plainly it is marked up.
 */
#include "config.h"

#include "fetch/parse/html/facts.h"

#include "fetch/parse/html/weights.h"

#include <string.h>

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

/* The line that the node stands in, between the blocks around it. */
static void line_of(const struct html_node *node, struct buf *line)
{
	const struct html_node *first;

	while (node->parent && !(node->parent->flags & HTML_BLOCK) && !(node->flags & HTML_BLOCK))
		node = node->parent;
	for (first = node; !ends_line(first->prev);)
		first = first->prev;
	for (; first && (first == node || !ends_line(first)); first = first->next) {
		if (first->tag == HTML_TEXT)
			buf_add(line, first->text, first->len);
		else
			html_text(first, line, line->max - line->len);
	}
	while (line->len && html_is_space(line->bytes[line->len - 1]))
		buf_cut(line, line->len - 1);
}

/* Whether a date stands within a sentence, which tells when something else was. */
static bool is_told(const struct html_node *node)
{
	static const char *const ends[] = {".", "!", "?", "。", "؟", "۔"};
	struct buf line;
	bool told;

	buf_init(&line, 4 * html_weights.dated_line);
	line_of(node, &line);
	told = line.full || line.len > html_weights.dated_line;
	for (size_t i = 0; i < sizeof ends / sizeof *ends && !told; i++) {
		size_t n = strlen(ends[i]);

		told = line.len > n && !memcmp(line.bytes + line.len - n, ends[i], n);
	}
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

void html_dated_take(struct html_dated *dated, const struct html_node *node, const char *date)
{
	if (!date || dated->own || dated->behind || is_elsewhere(node) || is_told(node))
		return;
	if (!dated->below)
		dated->own = date;
	else if (!dated->first)
		dated->first = date;
	else
		dated->several |= strcmp(dated->first, date) != 0;
}

const char *html_dated(const struct html_dated *dated)
{
	return dated->own ? dated->own : dated->several ? NULL : dated->first;
}
