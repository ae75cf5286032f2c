/* SPDX-License-Identifier: ISC */
/* What small marks mean, in the text itself: raised and lowered, struck out and put in, a
 * direction of its own. All of them change what was added to a draft last. */
#include "config.h"

#include "fetch/parse/html/drafts.h"

#include "model/text/characters.h"
#include "model/text/script.h"

#include <string.h>
#include <strings.h>

/* Marks that have no width and the direction of a letter. */
#define LEFT_MARK "\xe2\x80\x8e"
#define RIGHT_MARK "\xe2\x80\x8f"

/* Spans stand in the order of their ends: those that reach beyond a place are the last. */
static void move_spans(struct html_drafts *d, uint32_t at, uint32_t by)
{
	for (size_t i = d->spans.count; i > 0 && d->spans.at[i - 1].end > at; i--) {
		d->spans.at[i - 1].start += d->spans.at[i - 1].start >= at ? by : 0;
		d->spans.at[i - 1].end += by;
	}
}

/* Puts marks of n bytes each around the text from start to its end, without the blanks at either.
 * False where there is none. */
static bool put_around(struct html_drafts *d, uint32_t *start, const char *before,
                       const char *behind, uint32_t n, uint32_t *end)
{
	uint32_t from = *start, to = (uint32_t)d->text.len;
	while (from < to && d->text.bytes[from] == ' ')
		from++;
	while (to > from && d->text.bytes[to - 1] == ' ')
		to--;
	size_t blanks = d->text.len - to;
	if (from == to || !buf_room(&d->text, 2 * n))
		return false;
	char *s = d->text.bytes;
	memmove(s + to + 2 * n, s + to, blanks);
	memmove(s + from + n, s + from, to - from);
	memcpy(s + from, before, n);
	memcpy(s + to + n, behind, n);
	buf_grown(&d->text, 2 * n);
	move_spans(d, from, n);
	*start = from;
	*end = to + 2 * n;
	return true;
}

void html_mark_change(struct html_drafts *d, enum doc_span_kind kind, uint32_t start)
{
	uint32_t end;
	if (!put_around(d, &start, doc_mark(kind, 0), doc_mark(kind, 1), DOC_MARK_LENGTH, &end))
		return;
	struct html_draft_span span = {start, end, kind, ""};
	d->values++;
	if (vec_push(&d->spans, span) < 0)
		d->failed = true;
}

void html_mark_quote(struct html_drafts *d, const struct html_node *node, uint32_t start)
{
	bool inner = false;
	uint32_t end;
	for (node = node->parent; node; node = node->parent)
		inner ^= node->tag == HTML_Q;
	put_around(d, &start, inner ? "‘" : "“", inner ? "’" : "”", 3, &end);
}

void html_mark_reading(struct html_drafts *d, uint32_t start)
{
	uint32_t end;
	put_around(d, &start, "(", ")", 1, &end);
}

/* -- raised and lowered ------------------------------------------------------ */

bool html_is_inner(const char *href)
{
	return href && *href == '#' && href[1];
}

/* Whether it is the call of a note, or stands in one: that has a span. */
static bool is_call(const struct html_drafts *d, const struct html_node *node, uint32_t start)
{
	const struct html_node *up = node->parent;
	if (up && up->tag == HTML_A && html_is_inner(html_attr(up, HTML_AT_HREF)))
		return true;
	for (size_t i = d->spans.count; i > 0 && d->spans.at[i - 1].end > start; i--)
		if (d->spans.at[i - 1].kind == DOC_CALL)
			return true;
	return false;
}

void html_mark_script(struct html_drafts *d, const struct html_node *node, uint32_t begin,
                      uint32_t start)
{
	size_t len = d->text.len - start;
	bool raised = node->tag == HTML_SUP,
	     blank = len > 0 && d->text.bytes[d->text.len - 1] == ' ';
	if (len == 0 || is_call(d, node, start))
		return;
	/* The number of a note, before its text. */
	if (raised && start == begin) {
		if (!blank)
			buf_char(&d->text, ' ');
		return;
	}
	char *plain = html_strdup(d->page, d->text.bytes + start, len);
	if (!plain)
		return;
	buf_cut(&d->text, start);
	text_script(&d->text, raised ? TEXT_RAISED : TEXT_LOWERED, plain, len);
	for (size_t i = d->spans.count; i > 0 && d->spans.at[i - 1].end > start; i--) {
		struct html_draft_span *span = &d->spans.at[i - 1];
		span->start = span->start > start ? start : span->start;
		span->end = (uint32_t)d->text.len;
	}
	if (blank)
		buf_char(&d->text, ' ');
}

/* -- direction --------------------------------------------------------------- */

/* What an element says of the direction of its text: 1 from the right, -1 from the left, 0
 * nothing, or as its text does. */
static int said_direction(const struct html_node *node)
{
	const char *dir = node->attrs ? html_attr(node, HTML_AT_DIR) : NULL;
	if (dir && strcasecmp(dir, "rtl") == 0)
		return 1;
	return dir && strcasecmp(dir, "ltr") == 0 ? -1 : 0;
}

/* Of what it stands in. */
static int base_direction(const struct html_drafts *d, const struct html_node *node)
{
	for (node = node->parent; node; node = node->parent) {
		int said = said_direction(node);
		const char *lang = node->attrs && !said ? html_attr(node, HTML_AT_LANG) : NULL;
		if (said)
			return said;
		if (lang && *lang)
			return text_lang_is_rtl(lang) ? 1 : -1;
	}
	return d->rtl ? 1 : -1;
}

void html_mark_direction(struct html_drafts *d, const struct html_node *node, uint32_t start)
{
	static const char *const marks[2][2] = {{LEFT_MARK RIGHT_MARK, RIGHT_MARK LEFT_MARK},
	                                        {RIGHT_MARK LEFT_MARK, LEFT_MARK RIGHT_MARK}};
	const char *dir = node->attrs ? html_attr(node, HTML_AT_DIR) : NULL;
	uint32_t end;
	if (node->tag != HTML_BDI && node->tag != HTML_BDO && !dir)
		return;
	int said = said_direction(node), base = base_direction(d, node);
	if (!said)
		said = text_direction(d->text.bytes + start, d->text.len - start);
	if (said && said != base)
		put_around(d, &start, marks[base > 0][0], marks[base > 0][1], 6, &end);
}
