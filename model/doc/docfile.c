/* SPDX-License-Identifier: ISC */
/* The docfile form of a document: one strict reader, one writer (docfile(5)). */
#include "config.h"

#include "model/doc/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PIECE (1u << 20) /* bytes that are written at once, where it is done in pieces */

static const char *const kind_names[] = {
	[DOC_PARAGRAPH] = "paragraph", [DOC_HEADING] = "heading", [DOC_ITEM] = "item",
	[DOC_QUOTE] = "quote",         [DOC_TABLE] = "table",     [DOC_FIGURE] = "figure",
	[DOC_NOTE] = "note",           [DOC_RULE] = "rule",       [DOC_PRE] = "pre",
};

static const char *const span_names[] = {
	[DOC_EM] = "em",     [DOC_STRONG] = "strong", [DOC_LINK] = "link", [DOC_CALL] = "call",
	[DOC_LANG] = "lang", [DOC_TAIL] = "tail",     [DOC_DEL] = "del",   [DOC_INS] = "ins",
};

/* Kinds of spans that version 1 did not have. */
static bool is_newer_span(enum doc_span_kind kind)
{
	return kind == DOC_DEL || kind == DOC_INS;
}

static const char *const attr_names[] = {"level",  "dir",  "lang",   "anchor",  "number",
                                         "marker", "page", "credit", "picture", "pixels"};

/* Attributes likewise. */
static bool is_newer_attr(const char *name)
{
	return !strcmp(name, "picture") || !strcmp(name, "pixels");
}

#define COUNT(a) (sizeof(a) / sizeof *(a))

static int find_name(const char *const *names, size_t n, const char *s)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(names[i], s))
			return (int)i;
	return -1;
}

/* -- writer ------------------------------------------------------------- */

static void write_text(const struct doc_text *t, struct buf *out)
{
	const char *p = t->bytes, *end = t->bytes + t->len;

	if (!t->len)
		return;
	for (;;) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		buf_add(out, "T ", 2);
		buf_add(out, p, (size_t)((nl ? nl : end) - p));
		buf_char(out, '\n');
		if (!nl)
			break;
		p = nl + 1;
	}
	for (uint32_t i = 0; i < t->span_count; i++) {
		const struct doc_span *s = &t->spans[i];

		if (s->kind == DOC_READER)
			continue;
		buf_printf(out, "S %u %u %s", (unsigned)s->start, (unsigned)s->end,
		           span_names[s->kind]);
		if (*s->value) {
			buf_char(out, ' ');
			buf_str(out, s->value);
		}
		buf_char(out, '\n');
	}
}

static void write_attr(struct buf *out, const char *name, const char *value)
{
	if (!*value)
		return;
	buf_add(out, "A ", 2);
	buf_str(out, name);
	buf_char(out, ' ');
	buf_str(out, value);
	buf_char(out, '\n');
}

static void write_block(const struct doc_block *b, struct buf *out)
{
	char level[12] = "";

	buf_add(out, "B ", 2);
	buf_str(out, b->kind == DOC_OTHER ? b->other : kind_names[b->kind]);
	buf_char(out, '\n');
	if (b->level)
		snprintf(level, sizeof level, "%d", b->level);
	write_attr(out, "level", level);
	write_attr(out, "dir", b->dir == DOC_RTL ? "rtl" : b->dir == DOC_LTR ? "ltr" : "");
	write_attr(out, "lang", b->lang);
	write_attr(out, "anchor", b->anchor);
	write_attr(out, "number", b->number);
	write_attr(out, "marker", b->marker);
	write_attr(out, "page", b->page);
	write_attr(out, "credit", b->credit);
	write_attr(out, "picture", b->picture);
	write_attr(out, "pixels", b->pixels);
	write_text(&b->text, out);
	for (uint32_t r = 0; r < b->row_count; r++) {
		buf_add(out, "R\n", 2);
		for (uint32_t c = 0; c < b->rows[r].cell_count; c++) {
			const struct doc_cell *cell = &b->rows[r].cells[c];

			buf_printf(out, "C %s %u %u\n", cell->header ? "h" : "d", cell->colspan,
			           cell->rowspan);
			write_text(&cell->text, out);
		}
	}
}

static bool has_newer_span(const struct doc_text *t)
{
	for (uint32_t i = 0; i < t->span_count; i++)
		if (is_newer_span(t->spans[i].kind))
			return true;
	return false;
}

/* Whether a reader of version 1 would refuse it. */
static bool is_newer(const struct doc_block *b)
{
	bool newer = b->kind == DOC_OTHER || *b->picture || *b->pixels || has_newer_span(&b->text);

	for (uint32_t r = 0; r < b->row_count && !newer; r++)
		for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
			newer |= has_newer_span(&b->rows[r].cells[c].text);
	return newer;
}

static void write_head(const struct doc *doc, struct buf *out)
{
	bool newer = false;

	for (size_t i = 0; i < doc_block_count(doc) && !newer; i++)
		newer = is_newer(doc_block(doc, i));
	buf_str(out, newer ? "docfile 2\n" : "docfile 1\n");
	for (size_t i = 0; i < doc_fact_count(doc); i++) {
		const char *value, *name = doc_fact_at(doc, i, &value);

		buf_add(out, "F ", 2);
		buf_str(out, name);
		buf_char(out, ' ');
		buf_str(out, value);
		buf_char(out, '\n');
	}
}

void doc_write(const struct doc *doc, struct buf *out)
{
	write_head(doc, out);
	for (size_t i = 0; i < doc_block_count(doc); i++)
		write_block(doc_block(doc, i), out);
	buf_str(out, ".\n");
}

int doc_write_pieces(const struct doc *doc, doc_piece *piece, void *payload)
{
	struct buf out;
	int bad = 0;

	buf_init(&out, DOC_MAX);
	write_head(doc, &out);
	for (size_t i = 0; i < doc_block_count(doc) && !bad; i++) {
		write_block(doc_block(doc, i), &out);
		if (out.len < PIECE)
			continue;
		bad = buf_ok(&out) ? piece(payload, out.bytes, out.len) : -1;
		buf_reset(&out);
	}
	buf_str(&out, ".\n");
	if (!bad)
		bad = buf_ok(&out) ? piece(payload, out.bytes, out.len) : -1;
	buf_done(&out);
	return bad;
}

/* -- reader ------------------------------------------------------------- */

struct reader {
	struct doc_maker *m;
	struct err *err;
	unsigned line;
	int version;
	bool in_block, in_table, have_text;
	char *copy; /* the line as a string, for what needs one */
	size_t copy_cap;
};

static int bad(struct reader *r, const char *what)
{
	return err_set(r->err, ERR_FAILED, "docfile: line %u: %s", r->line, what);
}

/* The rest of a line as a string, in memory that the next line reuses. */
static char *as_string(struct reader *r, const char *s, size_t len)
{
	if (len + 1 > r->copy_cap) {
		char *p = realloc(r->copy, len * 2 + 80);

		if (!p)
			return NULL;
		r->copy = p;
		r->copy_cap = len * 2 + 80;
	}
	memcpy(r->copy, s, len);
	r->copy[len] = '\0';
	return strlen(r->copy) == len ? r->copy : NULL;
}

/* Cuts "name rest" at the first space; rest is "" when there is none. */
static char *cut_word(char *s)
{
	char *space = strchr(s, ' ');

	if (!space)
		return s + strlen(s);
	*space = '\0';
	return space + 1;
}

static int read_fact(struct reader *r, char *s)
{
	char *value = cut_word(s);

	if (r->in_block)
		return bad(r, "a fact after the first block");
	if (!*s || !*value)
		return bad(r, "a fact without name or value");
	doc_add_fact(r->m, s, value);
	return 0;
}

static int read_block(struct reader *r, char *s)
{
	int kind = find_name(kind_names, COUNT(kind_names), s);

	if (kind < 0 && (r->version < 2 || !*s || s[strspn(s, "abcdefghijklmnopqrstuvwxyz-")]))
		return bad(r, "unknown kind of block");
	doc_begin(r->m, kind < 0 ? DOC_OTHER : (enum doc_kind)kind);
	if (kind < 0)
		doc_attr(r->m, "other", s);
	r->in_block = true;
	r->in_table = kind == DOC_TABLE;
	r->have_text = false;
	return 0;
}

static int read_attr(struct reader *r, char *s)
{
	char *value = cut_word(s);

	if (!r->in_block)
		return bad(r, "an attribute outside a block");
	if (find_name(attr_names, COUNT(attr_names), s) < 0 || (r->version < 2 && is_newer_attr(s)))
		return r->version < 2 ? bad(r, "unknown attribute") : 0;
	doc_attr(r->m, s, value);
	return 0;
}

static int read_text(struct reader *r, const char *s, size_t len)
{
	if (!r->in_block)
		return bad(r, "text outside a block");
	if (r->have_text)
		doc_add_text(r->m, "\n", 1);
	doc_add_text(r->m, s, len);
	r->have_text = true;
	return 0;
}

static bool read_number(char **s, uint32_t *n)
{
	char *p = *s;
	uint64_t v = 0;

	if (*p < '0' || *p > '9')
		return false;
	while (*p >= '0' && *p <= '9' && v < UINT32_MAX)
		v = v * 10 + (uint64_t)(*p++ - '0');
	if (v > UINT32_MAX || (*p && *p != ' '))
		return false;
	*s = *p ? p + 1 : p;
	*n = (uint32_t)v;
	return true;
}

static int read_span(struct reader *r, char *s)
{
	uint32_t start, end;
	char *value;
	int kind;

	if (!r->have_text)
		return bad(r, "a span without text");
	if (!read_number(&s, &start) || !read_number(&s, &end) || start >= end ||
	    end > doc_text_length(r->m))
		return bad(r, "a span outside its text");
	value = cut_word(s);
	kind = find_name(span_names, COUNT(span_names), s);
	if (r->version < 2 && (kind < 0 || is_newer_span((enum doc_span_kind)kind)))
		return bad(r, "unknown kind of span");
	if (kind < 0)
		return 0;
	doc_add_span(r->m, (enum doc_span_kind)kind, start, end, value);
	return 0;
}

static int read_cell(struct reader *r, char *s)
{
	uint32_t colspan, rowspan;
	bool header = *s == 'h';

	if ((*s != 'h' && *s != 'd') || s[1] != ' ')
		return bad(r, "a cell is neither h nor d");
	s += 2;
	if (!read_number(&s, &colspan) || !read_number(&s, &rowspan))
		return bad(r, "a cell without spans");
	doc_add_cell(r->m, header, colspan, rowspan);
	r->have_text = false;
	return 0;
}

static int read_line(struct reader *r, const char *s, size_t len)
{
	char tag = len ? s[0] : '\0';
	char *rest;

	if (tag == 'R' && len == 1) {
		if (!r->in_table)
			return bad(r, "a row outside a table");
		doc_add_row(r->m);
		r->have_text = false;
		return 0;
	}
	if (len < 2 || s[1] != ' ')
		return bad(r, "neither a tag nor the end");
	if (tag == 'T')
		return read_text(r, s + 2, len - 2);
	rest = as_string(r, s + 2, len - 2);
	if (!rest)
		return bad(r, "a NUL, or out of memory");
	switch (tag) {
	case 'F':
		return read_fact(r, rest);
	case 'B':
		return read_block(r, rest);
	case 'A':
		return read_attr(r, rest);
	case 'S':
		return read_span(r, rest);
	case 'C':
		return r->in_table ? read_cell(r, rest) : bad(r, "a cell outside a table");
	default:
		return r->version < 2 ? bad(r, "unknown tag") : 0;
	}
}

/* Lines up to the end line; 0, or -1 with the error set. */
static int read_lines(struct reader *r, const char *p, const char *end)
{
	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));

		r->line++;
		if (!nl)
			return bad(r, "cut in the middle of a line");
		if (nl - p == 1 && *p == '.')
			return nl + 1 == end ? 0 : bad(r, "something after the end line");
		if (read_line(r, p, (size_t)(nl - p)) < 0)
			return -1;
		p = nl + 1;
	}
	return bad(r, "no end line: the document is cut short");
}

struct doc *doc_read(const char *bytes, size_t len, struct err *err)
{
	static const char magic[] = "docfile ";
	struct reader r = {.err = err, .line = 1};
	const char *p = bytes;
	struct doc *doc = NULL;

	if (len > DOC_MAX) {
		err_set(err, ERR_FAILED, "docfile: longer than %u MB", DOC_MAX >> 20);
		return NULL;
	}
	if (len < 10 || memcmp(p, magic, 8) || p[8] < '1' || p[8] > '9' || p[9] != '\n') {
		err_set(err, ERR_FAILED, "docfile: not a docfile");
		return NULL;
	}
	r.version = p[8] - '0';
	r.m = doc_maker_new(0);
	if (!r.m) {
		err_set(err, ERR_FAILED, "docfile: out of memory");
		return NULL;
	}
	if (read_lines(&r, p + 10, bytes + len) == 0) {
		doc = doc_finish(r.m, err);
		r.m = NULL;
	}
	doc_maker_free(r.m);
	free(r.copy);
	return doc;
}
