/* SPDX-License-Identifier: ISC */
/* How the drafts that stay are written. */
#include "config.h"

#include "fetch/parse/html/drafts.h"

#include "fetch/parse/core/parser.h"
#include "fetch/parse/html/weights.h"
#include "model/base/utf8.h"
#include "model/text/characters.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TEXT_PART (64u << 20)

/* -- numbers --------------------------------------------------------------- */

/* "12. Text": the number and how many bytes lead to the text, or 0. */
static size_t paragraph_number(const char *s, size_t len, unsigned *number)
{
	size_t n = 0;
	*number = 0;
	while (n < len && n < 4 && isdigit((unsigned char)s[n]))
		*number = *number * 10 + (unsigned)(s[n++] - '0');
	if (n == 0 || n == 4 || n + 2 >= len || s[n] != '.')
		return 0;
	if (s[n + 1] == ' ')
		return n + 2;
	return (unsigned char)s[n + 1] == 0xc2 && (unsigned char)s[n + 2] == 0xa0 ? n + 3 : 0;
}

/* Paragraphs are numbered when three or more follow one another. */
static bool has_numbers(const struct html_drafts *d)
{
	unsigned follow = 0, before = 0, number;
	for (size_t i = 0; i < d->list.count; i++) {
		const struct html_draft *one = &d->list.at[i];
		size_t len;
		const char *s = draft_text(d, one, &len);
		if (one->out || one->kind != DOC_PARAGRAPH || !paragraph_number(s, len, &number))
			continue;
		follow = number == before + 1 ? follow + 1 : 1;
		before = number;
		if (follow >= html_weights.numbers_run)
			return true;
	}
	return false;
}

/* -- language ------------------------------------------------------------ */

struct writing {
	struct html_drafts *d;
	struct doc_maker *m;
	const char *language; /* of the document */
	bool rtl;             /* whether that runs from the right */
};

/* Letters that run from the right and others; digits and marks are neither. */
static void count_letters(const char *s, size_t len, size_t *rtl, size_t *other)
{
	*rtl = *other = 0;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];
		if (c < 0x80)
			*other += isalpha(c) != 0;
		else if (c >= 0xd6 && c <= 0xdf)
			++*rtl;
		else if (c == 0xef && i + 1 < len && (unsigned char)s[i + 1] >= 0xad)
			++*rtl;
		else if (c >= 0xc3)
			++*other;
	}
}

static bool is_ascii(const char *s, size_t len)
{
	for (; len >= 8; s += 8, len -= 8) {
		uint64_t word;
		memcpy(&word, s, 8);
		if (word & 0x8080808080808080u)
			return false;
	}
	while (len > 0 && (unsigned char)*s < 0x80) {
		s++;
		len--;
	}
	return len == 0;
}

static void write_language(const struct writing *w, const struct html_draft *one)
{
	size_t len, rtl, other;
	const char *s = draft_text(w->d, one, &len), *lang = "";
	char code[4] = "";
	if (len < 4 || (!one->lang && !w->rtl && is_ascii(s, len)))
		return;
	count_letters(s, len, &rtl, &other);
	if (rtl + other == 0)
		return;
	bool is_rtl = rtl > other;
	if (one->lang && isalpha((unsigned char)one->lang[0]) &&
	    isalpha((unsigned char)one->lang[1])) {
		snprintf(code, sizeof code, "%c%c", tolower((unsigned char)one->lang[0]),
		         tolower((unsigned char)one->lang[1]));
		if (text_lang_is_rtl(code) == is_rtl && rtl + other > 2)
			lang = code;
	}
	if (is_rtl != w->rtl) {
		doc_attr(w->m, "dir", is_rtl ? "rtl" : "ltr");
		if (!*lang && len >= 16)
			lang = text_language(s, len);
	}
	if (*lang && strncmp(lang, w->language, 2) != 0)
		doc_attr(w->m, "lang", lang);
}

/* -- writing ------------------------------------------------------------- */

/* Adds text [start, end) of the drafts with the spans of one. Where cleaning
 * changes the text, offsets are those of the cleaned one. */
static void write_text(const struct writing *w, uint32_t start, uint32_t end, size_t span,
                       size_t span_count)
{
	const char *s = w->d->text.bytes + start;
	uint32_t base = doc_text_length(w->m);
	bool clean = utf8_is_clean(s, end - start, false);
	if (clean)
		doc_add_clean(w->m, s, end - start);
	else
		doc_add_text(w->m, s, end - start);
	for (size_t i = span; i < span + span_count; i++) {
		struct html_draft_span one = w->d->spans.at[i];
		if (one.start < start)
			one.start = start;
		if (one.end > end)
			one.end = end;
		if (one.end <= one.start)
			continue;
		uint32_t from = one.start - start, to = one.end - start;
		if (!clean) {
			struct buf part;
			buf_init(&part, TEXT_PART);
			utf8_clean(&part, s, from, false);
			from = (uint32_t)part.len;
			utf8_clean(&part, s + (one.start - start), one.end - one.start, false);
			to = (uint32_t)part.len;
			buf_done(&part);
		}
		doc_add_span(w->m, one.kind, base + from, base + to, one.value);
	}
}

static void write_cells(struct writing *w, const struct html_node *row)
{
	for (const struct html_node *cell = row->first; cell && !doc_is_cut(w->m);
	     cell = cell->next) {
		if (cell->dropped || (cell->tag != HTML_TD && cell->tag != HTML_TH))
			continue;
		const char *cols = html_attr(cell, HTML_AT_COLSPAN);
		const char *rows = html_attr(cell, HTML_AT_ROWSPAN);
		uint32_t start = (uint32_t)w->d->text.len;
		size_t span = w->d->spans.count;
		doc_add_cell(w->m, cell->tag == HTML_TH,
		             (unsigned)parse_number(cols, 1, DOC_SPAN_MOST, 1),
		             (unsigned)parse_number(rows, 1, DOC_SPAN_MOST, 1));
		html_drafts_inline(w->d, cell);
		while (w->d->text.len > start && w->d->text.bytes[w->d->text.len - 1] == ' ')
			buf_cut(&w->d->text, w->d->text.len - 1);
		size_t len = w->d->text.len - start;
		write_text(w, start, start + (uint32_t)len, span, w->d->spans.count - span);
		buf_cut(&w->d->text, start);
		w->d->spans.count = span;
	}
}

static void write_rows(struct writing *w, const struct html_node *table)
{
	for (struct html_node *node = table->first; node && !doc_is_cut(w->m);) {
		if (node->dropped || node->tag == HTML_TEXT || node->tag == HTML_CAPTION) {
			node = html_skip(table, node);
			continue;
		}
		if (node->tag == HTML_TR) {
			doc_add_row(w->m);
			write_cells(w, node);
			node = html_skip(table, node);
			continue;
		}
		node = html_walk(table, node);
	}
}

/* Bytes of a printed number without the space after it. */
static size_t printed_length(const char *s, size_t len)
{
	while (len && (s[len - 1] == ' ' || s[len - 1] == '\t'))
		len--;
	return len;
}

static void write_draft(struct writing *w, struct html_draft *one, bool numbers)
{
	char number[16] = "";
	unsigned value;
	size_t len, skip = 0;
	const char *s = draft_text(w->d, one, &len);
	enum doc_kind kind = one->kind;
	if (html_read_note(one, s, len, &skip))
		kind = DOC_NOTE;
	else if (numbers && kind == DOC_PARAGRAPH && (skip = paragraph_number(s, len, &value)) > 0)
		snprintf(number, sizeof number, "%u", value);
	if (skip >= len)
		skip = 0;
	/* the number as it was printed stands before the text: "4.", "٤ -" */
	if (number[0] && skip)
		snprintf(one->marker, sizeof one->marker, "%.*s", (int)printed_length(s, skip), s);
	doc_begin(w->m, kind);
	if (one->level > 0 && kind != DOC_NOTE) {
		char level[16];
		snprintf(level, sizeof level, "%d", one->level);
		doc_attr(w->m, "level", level);
	}
	write_language(w, one);
	if (one->anchor)
		doc_attr(w->m, "anchor", one->anchor);
	if (number[0])
		doc_attr(w->m, "number", number);
	if (one->marker[0])
		doc_attr(w->m, "marker", one->marker);
	if (one->credit)
		doc_attr(w->m, "credit", one->credit);
	if (one->picture)
		doc_attr(w->m, "picture", one->picture);
	write_text(w, one->start + (uint32_t)skip, one->end, one->span, one->span_count);
	if (kind == DOC_TABLE)
		write_rows(w, one->node);
}

void html_drafts_write(struct html_drafts *d, const struct html_facts *facts, struct doc_maker *m)
{
	struct writing w = {.d = d,
	                    .m = m,
	                    .language = facts->language,
	                    .rtl = text_lang_is_rtl(facts->language)};
	bool numbers = has_numbers(d);
	d->made = true;
	for (size_t i = 0; i < d->list.count; i++)
		if (!d->list.at[i].out)
			write_draft(&w, &d->list.at[i], numbers);
}
