/* SPDX-License-Identifier: ISC */
/* A document as HTML, and the walk over a text by its spans that Markdown has as well. */
#include "config.h"

#include "cli/print.h"
#include "cli/print_markup.h"
#include "model/base/messages.h"
#include "model/doc/left_out.h"

#include <stdio.h>
#include <string.h>

/* Where a span's own text ends: what it is marked with in plain text has markup instead. */
static uint32_t end_of(const struct doc_text *t, const struct doc_span *s)
{
	return doc_is_marked(t, s) ? s->end - DOC_MARK_LENGTH : s->end;
}

/* Spans are sorted by start, the wider first; what crosses another's end is
 * closed with it, so that marks always nest. */
void print_spans(struct buf *out, const struct doc_text *t, const struct markup *m)
{
	const struct doc_span *open[16];
	size_t depth = 0;
	uint32_t at = 0, next = 0;

	while (at < t->len || depth) {
		uint32_t stop = t->len;

		while (depth && end_of(t, open[depth - 1]) <= at) {
			m->close(out, open[--depth]);
			at = open[depth]->end > at ? open[depth]->end : at;
		}
		while (next < t->span_count && t->spans[next].start <= at) {
			const struct doc_span *s = &t->spans[next++];

			if (depth < 16 && s->end > at &&
			    (!depth || s->end <= end_of(t, open[depth - 1]))) {
				m->open(out, s);
				open[depth++] = s;
				at += doc_is_marked(t, s) ? DOC_MARK_LENGTH : 0;
			}
		}
		if (depth && end_of(t, open[depth - 1]) < stop)
			stop = end_of(t, open[depth - 1]);
		if (next < t->span_count && t->spans[next].start < stop)
			stop = t->spans[next].start;
		m->plain(out, t->bytes + at, stop - at);
		at = stop;
		if (at >= t->len)
			while (depth)
				m->close(out, open[--depth]);
	}
}

/* Addresses that a browser may follow: an address of palais' own, or a script's,
 * is text and no more. */
static bool may_follow(const char *href)
{
	return !strncmp(href, "http://", 7) || !strncmp(href, "https://", 8) || *href == '#' ||
	       !strncmp(href, "mailto:", 7);
}

/* The element of a kind of span that has one of its own; NULL. */
static const char *element_of(enum doc_span_kind kind)
{
	static const char *const names[] = {
		[DOC_EM] = "em", [DOC_STRONG] = "strong", [DOC_DEL] = "del", [DOC_INS] = "ins"};

	return (size_t)kind < sizeof names / sizeof *names ? names[kind] : NULL;
}

static void html_open(struct buf *out, const struct doc_span *s)
{
	if (s->kind == DOC_LINK && may_follow(s->value)) {
		buf_str(out, "<a href=\"");
		buf_markup(out, s->value, strlen(s->value));
		buf_str(out, "\">");
	} else if (s->kind == DOC_CALL) {
		buf_str(out, "<sup><a href=\"#");
		buf_markup(out, s->value, strlen(s->value));
		buf_str(out, "\">");
	} else if (element_of(s->kind)) {
		buf_printf(out, "<%s>", element_of(s->kind));
	}
}

static void html_close(struct buf *out, const struct doc_span *s)
{
	if (s->kind == DOC_LINK && may_follow(s->value))
		buf_str(out, "</a>");
	else if (s->kind == DOC_CALL)
		buf_str(out, "</a></sup>");
	else if (element_of(s->kind))
		buf_printf(out, "</%s>", element_of(s->kind));
}

static const struct markup html = {buf_markup, html_open, html_close};

static void html_table(struct buf *out, const struct doc_block *b)
{
	buf_str(out, "<table>");
	if (b->text.len) {
		buf_str(out, "<caption>");
		print_spans(out, &b->text, &html);
		buf_str(out, "</caption>");
	}
	for (uint32_t r = 0; r < b->row_count; r++) {
		buf_str(out, "<tr>");
		for (uint32_t c = 0; c < b->rows[r].cell_count; c++) {
			const struct doc_cell *cell = &b->rows[r].cells[c];
			const char *tag = cell->header ? "th" : "td";

			buf_printf(out, "<%s", tag);
			if (cell->colspan > 1)
				buf_printf(out, " colspan=\"%u\"", cell->colspan);
			if (cell->rowspan > 1)
				buf_printf(out, " rowspan=\"%u\"", cell->rowspan);
			buf_char(out, '>');
			print_spans(out, &cell->text, &html);
			buf_printf(out, "</%s>", tag);
		}
		buf_str(out, "</tr>\n");
	}
	buf_str(out, "</table>\n");
}

static void html_block(struct buf *out, const struct doc_block *b)
{
	static const char *const tags[] = {
		[DOC_PARAGRAPH] = "p", [DOC_ITEM] = "p", [DOC_QUOTE] = "blockquote",
		[DOC_FIGURE] = "p",    [DOC_NOTE] = "p", [DOC_PRE] = "pre",
	};
	char heading[16];
	const char *tag = heading;

	if (b->kind == DOC_OTHER)
		return;
	if (b->kind == DOC_RULE) {
		buf_str(out, "<hr>\n");
		return;
	}
	if (b->kind == DOC_TABLE) {
		html_table(out, b);
		return;
	}
	if (b->kind == DOC_HEADING)
		snprintf(heading, sizeof heading, "h%d", b->level > 5 ? 6 : b->level + 1);
	else
		tag = tags[b->kind];
	buf_printf(out, "<%s", tag);
	if (*b->anchor) {
		buf_str(out, " id=\"");
		buf_markup(out, b->anchor, strlen(b->anchor));
		buf_char(out, '"');
	}
	if (b->dir)
		buf_printf(out, " dir=\"%s\"", b->dir == DOC_RTL ? "rtl" : "ltr");
	buf_char(out, '>');
	if (*b->marker) {
		buf_markup(out, b->marker, strlen(b->marker));
		buf_char(out, ' ');
	}
	print_spans(out, &b->text, &html);
	if (*b->credit) {
		buf_str(out, " (");
		buf_markup(out, b->credit, strlen(b->credit));
		buf_char(out, ')');
	}
	buf_printf(out, "</%s>\n", tag);
}

static void html_left(struct buf *out, const struct doc *doc)
{
	struct buf words;

	buf_init(&words, 4000);
	left_words(doc, &words);
	if (words.len) {
		buf_printf(out, "<footer lang=\"%s\"%s>", messages_language(),
		           messages_rtl() ? " dir=\"rtl\"" : "");
		buf_markup(out, words.bytes, words.len);
		buf_str(out, "</footer>\n");
	}
	buf_done(&words);
}

void print_html(const struct doc *doc, struct buf *out)
{
	const char *title = doc_fact(doc, DOC_TITLE), *lang = doc_fact(doc, DOC_LANGUAGE);

	buf_str(out, "<!DOCTYPE html>\n<html");
	if (*lang)
		buf_printf(out, " lang=\"%s\"%s", lang, !strcmp(lang, "ar") ? " dir=\"rtl\"" : "");
	buf_str(out, "><meta charset=\"utf-8\"><title>");
	buf_markup(out, title, strlen(title));
	buf_str(out, "</title>\n<h1>");
	buf_markup(out, title, strlen(title));
	buf_str(out, "</h1>\n");
	for (size_t i = 0; i < doc_block_count(doc); i++)
		html_block(out, doc_block(doc, i));
	html_left(out, doc);
	buf_str(out, "</html>\n");
}
