/* SPDX-License-Identifier: ISC */
/* A document as Markdown and as HTML. Both walk a text by its spans, opening
 * and closing marks where they begin and end. */
#include "config.h"

#include "cli/print.h"
#include "model/base/messages.h"
#include "model/doc/left_out.h"

#include <stdio.h>
#include <string.h>

struct markup {
	void (*plain)(struct buf *out, const char *s, size_t len);
	void (*open)(struct buf *out, const struct doc_span *s);
	void (*close)(struct buf *out, const struct doc_span *s);
};

/* Where a span's own text ends: what it is marked with in plain text has markup instead. */
static uint32_t end_of(const struct doc_text *t, const struct doc_span *s)
{
	return doc_is_marked(t, s) ? s->end - DOC_MARK_LENGTH : s->end;
}

/* Spans are sorted by start, the wider first; what crosses another's end is
 * closed with it, so that marks always nest. */
static void spans(struct buf *out, const struct doc_text *t, const struct markup *m)
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

/* Columns of a table over which a cell may reach down. */
#define MD_COLUMNS 256

/* -- Markdown ----------------------------------------------------------- */

/* A bar parts cells, two waves strike out, an ampersand begins a character's name. */
static void md_plain(struct buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] && strchr("\\`*_[]<>|~&", s[i]))
			buf_char(out, '\\');
		buf_char(out, s[i] == '\n' ? ' ' : s[i]);
	}
}

/* What begins a paragraph is not to be taken for the sign of a heading or a list. */
static void md_begin(struct buf *out, const struct doc_text *t)
{
	if (t->len && strchr("#+-=", t->bytes[0]))
		buf_char(out, '\\');
}

/* Between angles, where a blank may stand; what would end it is written by its code. */
static void md_address(struct buf *out, const char *s)
{
	buf_str(out, "](<");
	for (; *s; s++)
		if (strchr("<>\\\n", *s))
			buf_printf(out, "%%%02X", (unsigned char)*s);
		else
			buf_char(out, *s);
	buf_str(out, ">)");
}

static void md_open(struct buf *out, const struct doc_span *s)
{
	if (s->kind == DOC_LINK)
		buf_char(out, '[');
	else if (s->kind == DOC_EM || s->kind == DOC_STRONG)
		buf_str(out, s->kind == DOC_EM ? "*" : "**");
	else if (s->kind == DOC_DEL || s->kind == DOC_INS)
		buf_str(out, s->kind == DOC_DEL ? "~~" : "<ins>");
	else if (s->kind == DOC_CALL)
		buf_str(out, "<sup>");
}

static void md_close(struct buf *out, const struct doc_span *s)
{
	if (s->kind == DOC_LINK)
		md_address(out, s->value);
	else if (s->kind == DOC_INS || s->kind == DOC_CALL)
		buf_str(out, s->kind == DOC_INS ? "</ins>" : "</sup>");
	else
		md_open(out, s);
}

static void md_plain_open(struct buf *out, const struct doc_span *s)
{
	if (s->kind != DOC_LINK)
		md_open(out, s);
}

static void md_plain_close(struct buf *out, const struct doc_span *s)
{
	if (s->kind != DOC_LINK)
		md_close(out, s);
}

/* Where a cell reaches over columns or rows the others are there, and empty. */
static void md_blanks(struct buf *out, unsigned *below, size_t *column)
{
	for (; *column < MD_COLUMNS && below[*column]; below[(*column)++]--)
		buf_str(out, "| ");
}

static size_t md_row(struct buf *out, const struct doc_row *row, unsigned *below,
                     const struct markup *m)
{
	size_t column = 0;

	for (uint32_t c = 0; c < row->cell_count; c++) {
		const struct doc_cell *cell = &row->cells[c];

		md_blanks(out, below, &column);
		buf_str(out, "| ");
		spans(out, &cell->text, m);
		buf_char(out, ' ');
		for (unsigned k = 0; k < cell->colspan && (!k || column < MD_COLUMNS);
		     k++, column++) {
			buf_str(out, k ? "| " : "");
			if (column < MD_COLUMNS)
				below[column] = cell->rowspan - 1u;
		}
	}
	md_blanks(out, below, &column);
	buf_str(out, "|\n");
	return column;
}

static void md_table(struct buf *out, const struct doc_block *b, const struct markup *m)
{
	unsigned below[MD_COLUMNS] = {0}; /* rows that a cell above still reaches over */

	for (uint32_t r = 0; r < b->row_count; r++) {
		size_t columns = md_row(out, &b->rows[r], below, m);

		for (size_t c = 0; r == 0 && c < columns; c++)
			buf_str(out, "|---");
		buf_str(out, r == 0 ? "|\n" : "");
	}
}

/* As it stands, between fences that are longer than any in it. */
static void md_pre(struct buf *out, const struct doc_text *t)
{
	size_t most = 2, run = 0;

	for (size_t i = 0; i < t->len; i++) {
		run = t->bytes[i] == '`' ? run + 1 : 0;
		most = run > most ? run : most;
	}
	for (size_t i = 0; i <= most; i++)
		buf_char(out, '`');
	buf_char(out, '\n');
	buf_add(out, t->bytes, t->len);
	buf_char(out, '\n');
	for (size_t i = 0; i <= most; i++)
		buf_char(out, '`');
	buf_str(out, "\n\n");
}

static void md_block(struct buf *out, const struct doc_block *b, const struct markup *m)
{
	switch (b->kind) {
	case DOC_OTHER:
		return;
	case DOC_HEADING:
		for (int i = 0; i < b->level && i < 6; i++)
			buf_char(out, '#');
		buf_char(out, ' ');
		break;
	case DOC_ITEM:
		for (int i = 1; i < b->level; i++)
			buf_str(out, "  ");
		if (b->marker[0] >= '0' && b->marker[0] <= '9' && strchr(b->marker, '.'))
			buf_printf(out, "%s ", b->marker);
		else if (strlen(b->marker) > 3)
			buf_printf(out, "- %s ", b->marker);
		else
			buf_str(out, "- ");
		break;
	case DOC_QUOTE:
		buf_str(out, "> ");
		break;
	case DOC_RULE:
		buf_str(out, "---");
		break;
	case DOC_PRE:
		md_pre(out, &b->text);
		return;
	default:
		if (*b->marker)
			buf_printf(out, "%s ", b->marker);
		else if (b->kind == DOC_PARAGRAPH)
			md_begin(out, &b->text);
	}
	spans(out, &b->text, m);
	if (b->kind == DOC_TABLE) {
		buf_str(out, b->text.len ? "\n\n" : "");
		md_table(out, b, m);
	}
	if (*b->credit)
		buf_printf(out, " (%s)", b->credit);
	buf_str(out, b->kind == DOC_ITEM ? "\n" : "\n\n");
}

/* What is left out, set apart, for it is no text of the document's. */
static void md_left(struct buf *out, const struct doc *doc)
{
	size_t count = doc_block_count(doc);
	struct buf words;

	buf_init(&words, 4000);
	left_words(doc, &words);
	if (words.len) {
		if (count && doc_block(doc, count - 1)->kind == DOC_ITEM)
			buf_char(out, '\n');
		buf_char(out, '*');
		md_plain(out, words.bytes, words.len);
		buf_str(out, "*\n");
	}
	buf_done(&words);
}

void print_markdown(const struct doc *doc, bool body, bool links, struct buf *out)
{
	static const struct markup linked = {md_plain, md_open, md_close};
	static const struct markup plain = {md_plain, md_plain_open, md_plain_close};
	const char *title = doc_fact(doc, DOC_TITLE);

	if (*title && !body) {
		buf_str(out, "# ");
		md_plain(out, title, strlen(title));
		buf_str(out, "\n\n");
	}
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		if (i && b->kind != DOC_ITEM && doc_block(doc, i - 1)->kind == DOC_ITEM)
			buf_char(out, '\n');
		md_block(out, b, links ? &linked : &plain);
	}
	if (!body)
		md_left(out, doc);
}

/* -- HTML --------------------------------------------------------------- */

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
		spans(out, &b->text, &html);
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
			spans(out, &cell->text, &html);
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
	spans(out, &b->text, &html);
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
