/* SPDX-License-Identifier: ISC */
/* A document as JSON: absent where empty, offsets in bytes of UTF-8. */
#include "config.h"

#include "cli/print.h"
#include "model/dossier/citation.h"
#include "model/doc/left_out.h"
#include "model/text/date.h"

#include <stdio.h>
#include <string.h>

static const char *const kinds[] = {
	[DOC_PARAGRAPH] = "paragraph", [DOC_HEADING] = "heading", [DOC_ITEM] = "item",
	[DOC_QUOTE] = "quote",         [DOC_TABLE] = "table",     [DOC_FIGURE] = "figure",
	[DOC_NOTE] = "note",           [DOC_RULE] = "rule",       [DOC_PRE] = "pre",
	[DOC_OTHER] = "other",
};

static const char *const spans[] = {
	[DOC_EM] = "em",     [DOC_STRONG] = "strong", [DOC_LINK] = "link", [DOC_CALL] = "call",
	[DOC_LANG] = "lang", [DOC_TAIL] = "tail",     [DOC_DEL] = "del",   [DOC_INS] = "ins",
};

/* A comma unless something has just been opened. */
static void name(struct buf *out, const char *key)
{
	char last = out->len ? out->bytes[out->len - 1] : '{';

	if (last != '{' && last != '[')
		buf_char(out, ',');
	if (key)
		buf_printf(out, "\"%s\":", key);
}

static void string(struct buf *out, const char *key, const char *value)
{
	if (!*value)
		return;
	name(out, key);
	buf_json(out, value, strlen(value));
}

static void number(struct buf *out, const char *key, long value)
{
	if (!value)
		return;
	name(out, key);
	buf_printf(out, "%ld", value);
}

/* Of the text's own. */
static bool has_spans(const struct doc_text *t)
{
	for (uint32_t i = 0; i < t->span_count; i++)
		if (t->spans[i].kind != DOC_READER)
			return true;
	return false;
}

static void text(struct buf *out, const struct doc_text *t)
{
	if (t->len) {
		name(out, "text");
		buf_json(out, t->bytes, t->len);
	}
	if (!has_spans(t))
		return;
	name(out, "spans");
	buf_char(out, '[');
	for (uint32_t i = 0; i < t->span_count; i++) {
		const struct doc_span *s = &t->spans[i];

		if (s->kind == DOC_READER)
			continue;
		name(out, NULL);
		buf_printf(out, "{\"start\":%u,\"end\":%u,\"kind\":\"%s\"", (unsigned)s->start,
		           (unsigned)s->end, spans[s->kind]);
		string(out, s->kind == DOC_LANG ? "lang" : "href", s->value);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void rows(struct buf *out, const struct doc_block *b)
{
	if (!b->row_count)
		return;
	name(out, "rows");
	buf_char(out, '[');
	for (uint32_t r = 0; r < b->row_count; r++) {
		name(out, NULL);
		buf_char(out, '[');
		for (uint32_t c = 0; c < b->rows[r].cell_count; c++) {
			const struct doc_cell *cell = &b->rows[r].cells[c];

			name(out, NULL);
			buf_char(out, '{');
			text(out, &cell->text);
			if (cell->header) {
				name(out, "header");
				buf_str(out, "true");
			}
			number(out, "span", cell->colspan > 1 ? cell->colspan : 0);
			number(out, "rowspan", cell->rowspan > 1 ? cell->rowspan : 0);
			buf_char(out, '}');
		}
		buf_char(out, ']');
	}
	buf_char(out, ']');
}

static void block(struct buf *out, const struct doc_block *b)
{
	name(out, NULL);
	buf_printf(out, "{\"kind\":\"%s\"", kinds[b->kind]);
	text(out, &b->text);
	string(out, "number", b->number);
	string(out, "marker", b->marker);
	number(out, "level", b->level);
	string(out, "anchor", b->anchor);
	string(out, "page", b->page);
	string(out, "lang", b->lang);
	string(out, "dir", b->dir == DOC_RTL ? "rtl" : b->dir == DOC_LTR ? "ltr" : "");
	string(out, "credit", b->credit);
	string(out, "picture", b->picture);
	rows(out, b);
	buf_char(out, '}');
}

/* A list of words apart by blanks as one of strings. */
static void list(struct buf *out, const char *name_of, const char *words)
{
	size_t n;

	if (!*words)
		return;
	name(out, name_of);
	buf_char(out, '[');
	for (; *words; words += n + (words[n] == ' ')) {
		n = strcspn(words, " ");
		name(out, NULL);
		buf_json(out, words, n);
	}
	buf_char(out, ']');
}

/* By what it bears its symbols, and how it came. */
static void way(struct buf *out, const struct store_version *v)
{
	list(out, "symbols", v->symbols);
	string(out, "won", v->won);
	list(out, "claims", v->claims);
	string(out, "file", v->file);
	string(out, "mirror", v->mirror);
	string(out, "beside", v->beside);
	number(out, "version", v->number);
}

/* What is left out, by kind; absent where nothing is told of it. */
static void left(struct buf *out, const struct doc *doc)
{
	struct left_out counts;

	if (!left_read(doc, &counts))
		return;
	name(out, "left");
	buf_char(out, '{');
	for (int i = 0; i < LEFT_KINDS; i++)
		number(out, left_name((enum left_kind)i), counts.count[i]);
	buf_char(out, '}');
}

/* The limits that were met, each with how much was read until then. */
static void limits(struct buf *out, const struct doc *doc)
{
	enum left_limit limit;
	unsigned long read;

	if (!left_limit_at(doc, 0, &limit, &read, NULL))
		return;
	name(out, "limits");
	buf_char(out, '{');
	for (size_t i = 0; left_limit_at(doc, i, &limit, &read, NULL); i++)
		number(out, left_limit_name(limit), (long)read);
	buf_char(out, '}');
}

void print_json(const struct doc *doc, const struct store_version *v, struct buf *out)
{
	static const char *const facts[] = {DOC_TITLE,    DOC_LANGUAGE, DOC_DATE, "body",
	                                    "vote",       "meeting",    "draft",  "author",
	                                    "incomplete", "mended",     DOC_ERROR};
	char when[40] = "", iso[44] = "", symbol[SYMBOL_MAX];

	buf_char(out, '{');
	citation_symbol(doc, v, symbol);
	string(out, DOC_SYMBOL, symbol);
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		string(out, facts[i], doc_fact(doc, facts[i]));
	if (v)
		way(out, v);
	string(out, "source", v && *v->url ? v->url : doc_fact(doc, DOC_URL));
	if (v && v->fetched) {
		date_time(v->fetched, when, sizeof when);
		when[10] = 'T';
		snprintf(iso, sizeof iso, "%sZ", when);
	}
	string(out, "fetched", iso);
	string(out, "sha256", v ? v->sha256 : "");
	string(out, "whole_page", doc_fact(doc, DOC_WHOLE));
	left(out, doc);
	limits(out, doc);
	if (v && !v->whole) {
		name(out, "whole");
		buf_str(out, "false");
	}
	name(out, "blocks");
	buf_char(out, '[');
	for (size_t i = 0; i < doc_block_count(doc); i++)
		block(out, doc_block(doc, i));
	buf_str(out, "]}\n");
}
