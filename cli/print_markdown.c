/* SPDX-License-Identifier: ISC */
/* A document as Markdown: CommonMark, with tables and strokes as GitHub's has them. */
#include "config.h"

#include "cli/print.h"
#include "cli/print_markup.h"
#include "model/doc/left_out.h"
#include "model/text/characters.h"

#include <stdlib.h>
#include <string.h>

/* Columns of a table over which a cell may reach down. */
#define MD_COLUMNS 256
/* Lists within lists: what is deeper stands with the deepest. */
#define MD_DEPTH 16
/* Digits of a list's number at most. */
#define MD_DIGITS 9

/* A list that is open. */
struct md_list {
	int level;            /* as the document has it */
	size_t width;         /* of the marker with its blank: where lists within begin */
	char sign;            /* behind its numbers, or '-' */
	unsigned long number; /* of its last item */
};

struct md {
	struct buf *out;
	const struct markup *markup;
	struct md_list lists[MD_DEPTH];
	size_t depth;
};

/* A bar parts cells, two waves strike out, an ampersand begins a character's name. */
static void md_plain(struct buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (s[i] && strchr("\\`*_[]<>|~&", s[i]))
			buf_char(out, '\\');
		buf_char(out, s[i] == '\n' ? ' ' : s[i]);
	}
}

static void md_words(struct buf *out, const char *s)
{
	md_plain(out, s, strlen(s));
}

/* What begins a line, from start on, is not to be taken for the sign of a heading or a list.
 * Looked for in what is written: where a span opens there, its own sign stands first. */
static void md_begin(struct buf *out, size_t start)
{
	size_t at = start + strspn(out->bytes + start, "0123456789");
	char sign = out->bytes[at], next = sign ? out->bytes[at + 1] : sign;
	bool number = at > start && (sign == '.' || sign == ')') && (!next || next == ' ');

	if (!number && (at > start || !sign || !strchr("#+-=", sign)))
		return;
	buf_char(out, ' ');
	if (!buf_ok(out))
		return;
	memmove(out->bytes + at + 1, out->bytes + at, out->len - 1 - at);
	out->bytes[at] = '\\';
}

/* Between angles, where a blank may stand; what would end it is written by its code, and
 * what would begin a character's name by its own. */
static void md_address(struct buf *out, const char *s)
{
	buf_str(out, "](<");
	for (; *s; s++)
		if (*s == '&')
			buf_str(out, "&amp;");
		else if (strchr("<>\\\n", *s))
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

/* The columns that a row takes, with those on its right that cells above reach into; with
 * empty ones up to width. */
static size_t md_row(struct buf *out, const struct doc_row *row, unsigned *below,
                     const struct markup *m, size_t width)
{
	size_t column = 0, last;

	for (uint32_t c = 0; c < row->cell_count; c++) {
		const struct doc_cell *cell = &row->cells[c];

		md_blanks(out, below, &column);
		buf_str(out, "| ");
		print_spans(out, &cell->text, m);
		buf_char(out, ' ');
		for (unsigned k = 0; k < cell->colspan && (!k || column < MD_COLUMNS);
		     k++, column++) {
			buf_str(out, k ? "| " : "");
			if (column < MD_COLUMNS)
				below[column] = cell->rowspan - 1u;
		}
	}
	last = column;
	for (size_t c = column; c < MD_COLUMNS; c++)
		if (below[c]) {
			below[c]--;
			last = c + 1;
		}
	for (; column < width || column < last; column++)
		buf_str(out, "| ");
	buf_str(out, "|\n");
	return last;
}

/* What a row has beyond the first's cells is not shown: that has as many as the widest, of
 * which no row but the first is filled up beyond the columns that are kept. */
static void md_table(struct buf *out, const struct doc_block *b, const struct markup *m)
{
	unsigned below[MD_COLUMNS] = {0}; /* rows that a cell above still reaches over */
	size_t widest = 0;
	struct buf nowhere;

	buf_init(&nowhere, 0);
	for (uint32_t r = 0; r < b->row_count; r++) {
		size_t width = md_row(&nowhere, &b->rows[r], below, m, 0);

		widest = width > widest ? width : widest;
	}
	buf_done(&nowhere);
	memset(below, 0, sizeof below);
	for (uint32_t r = 0; r < b->row_count; r++) {
		md_row(out, &b->rows[r], below, m,
		       r == 0 || widest < MD_COLUMNS ? widest : MD_COLUMNS);
		for (size_t c = 0; r == 0 && c < widest; c++)
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
	buf_char(out, '\n');
}

/* A sign alone before an item is the list's own. */
static bool md_is_sign(const char *marker)
{
	enum text_word what = TEXT_WORD_SIGN;
	size_t len = strlen(marker);

	return !len || (text_word(marker, len, &what) == len && what == TEXT_WORD_SIGN);
}

/* The sign behind the number of an item of an ordered list, and that number; '\0'. Without
 * text such an item would be none behind a paragraph. */
static char md_number(const struct doc_block *b, unsigned long *number)
{
	size_t digits = strspn(b->marker, "0123456789");
	char sign = b->marker[digits];

	if (!digits || digits > MD_DIGITS || (digits > 1 && *b->marker == '0') ||
	    (sign != '.' && sign != ')') || b->marker[digits + 1] || !b->text.len)
		return '\0';
	*number = strtoul(b->marker, NULL, 10);
	return sign;
}

/* The list that an item stands in: what is deeper is closed, and goes on as a list of this
 * level where there is none of it. */
static struct md_list *md_list(struct md *d, int level)
{
	size_t was = d->depth;

	while (d->depth && d->lists[d->depth - 1].level > level)
		d->depth--;
	if (!d->depth || (d->lists[d->depth - 1].level < level && d->depth < MD_DEPTH)) {
		if (d->depth == was)
			d->lists[d->depth].sign = '\0';
		d->lists[d->depth++].level = level;
	}
	return &d->lists[d->depth - 1];
}

/* Markdown counts by itself from a list's first number on, and begins no list but with 1
 * behind a line of text: a number that would not stand as it is is text. */
static void md_marker(struct md *d, const struct doc_block *b)
{
	unsigned long number = 0;
	bool first = !d->depth;
	char sign = md_number(b, &number);
	struct md_list *list = md_list(d, b->level);
	size_t start;

	for (size_t i = 0; i + 1 < d->depth; i++)
		for (size_t k = 0; k < d->lists[i].width; k++)
			buf_char(d->out, ' ');
	if (!sign || (list->sign == sign ? number != list->number + 1 : !first && number != 1))
		sign = '-';
	start = d->out->len;
	buf_printf(d->out, "%s ", sign == '-' ? "-" : b->marker);
	list->width = d->out->len - start;
	list->sign = sign;
	list->number = number;
}

/* A block's line. Its marker is text of it, but for an item's that the list's own says. */
static void md_line(struct md *d, const struct doc_block *b)
{
	bool told = !*b->marker;
	size_t start;

	if (b->kind == DOC_ITEM) {
		md_marker(d, b);
		told = d->lists[d->depth - 1].sign != '-' || md_is_sign(b->marker);
	} else if (b->kind == DOC_QUOTE) {
		buf_str(d->out, "> ");
	} else if (b->kind == DOC_HEADING) {
		for (int i = 0; i < b->level && i < 6; i++)
			buf_char(d->out, '#');
		buf_char(d->out, ' ');
	}
	start = d->out->len;
	if (!told) {
		md_words(d->out, b->marker);
		buf_char(d->out, ' ');
	}
	print_spans(d->out, &b->text, d->markup);
	if (b->kind != DOC_HEADING)
		md_begin(d->out, start);
}

/* Whether nothing of it is to be seen: blank lines between its neighbours would make two
 * lists of one. */
static bool md_is_empty(const struct doc_block *b)
{
	return b->kind == DOC_OTHER || (b->kind != DOC_RULE && !b->text.len && !b->row_count &&
	                                !*b->credit && md_is_sign(b->marker));
}

static void md_block(struct md *d, const struct doc_block *b)
{
	bool apart = b->kind == DOC_PRE || b->kind == DOC_TABLE;

	if (b->kind == DOC_RULE)
		buf_str(d->out, "---");
	else if (b->kind == DOC_PRE)
		md_pre(d->out, &b->text);
	else
		md_line(d, b);
	if (b->kind == DOC_TABLE) {
		buf_str(d->out, b->text.len ? "\n\n" : "");
		md_table(d->out, b, d->markup);
	}
	if (*b->credit) {
		buf_str(d->out, apart ? "\n(" : " (");
		md_words(d->out, b->credit);
		buf_char(d->out, ')');
	}
	buf_str(d->out, b->kind == DOC_ITEM || (apart && !*b->credit) ? "\n" : "\n\n");
}

/* What is left out, set apart, for it is no text of the document's. */
static void md_left(struct buf *out, const struct doc *doc, bool behind_list)
{
	struct buf words;

	buf_init(&words, 4000);
	left_words(doc, &words);
	if (words.len) {
		buf_str(out, behind_list ? "\n*" : "*");
		md_plain(out, words.bytes, words.len);
		buf_str(out, "*\n");
	}
	buf_done(&words);
}

void print_markdown(const struct doc *doc, bool body, bool links, struct buf *out)
{
	static const struct markup linked = {md_plain, md_open, md_close};
	static const struct markup plain = {md_plain, md_plain_open, md_plain_close};
	struct md d = {.out = out, .markup = links ? &linked : &plain};
	const char *title = doc_fact(doc, DOC_TITLE);

	if (*title && !body) {
		buf_str(out, "# ");
		md_words(out, title);
		buf_str(out, "\n\n");
	}
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		if (md_is_empty(b))
			continue;
		if (d.depth && b->kind != DOC_ITEM) {
			buf_char(out, '\n');
			d.depth = 0;
		}
		md_block(&d, b);
	}
	if (!body)
		md_left(out, doc, d.depth > 0);
}
