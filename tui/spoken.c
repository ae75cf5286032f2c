/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/spoken.h"

#include "model/base/messages.h"
#include "model/base/utf8.h"
#include "model/base/vec.h"
#include "model/text/characters.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct line {
	char *text;
	size_t block;
};

struct spoken {
	VEC(struct line) lines;
	VEC(char *) links;
	int width;
	bool failed;
};

void spoken_free(struct spoken *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->lines.count; i++)
		free(s->lines.at[i].text);
	for (size_t i = 0; i < s->links.count; i++)
		free(s->links.at[i]);
	vec_done(&s->lines);
	vec_done(&s->links);
	free(s);
}

/* -- words --------------------------------------------------------------------------- */

/* Marks are said, not shown. */
static const struct {
	const char *mark, *words;
} marks[] = {
	{"●", N_("(here)")},
	{"◐", N_("(in part)")},
	{"○", N_("(not here)")},
	{"~", N_("(not confirmed)")},
	{"×", ""},
};

/* Bars, frames and blocks are for the eye. */
static bool is_drawing(uint32_t c)
{
	return (c >= 0x2500 && c <= 0x259f) || (c >= 0x25a0 && c <= 0x25ab);
}

static const char *words_of(const char *s, size_t n)
{
	for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
		if (strlen(marks[m].mark) == n && !memcmp(marks[m].mark, s, n))
			return *marks[m].words ? _(marks[m].words) : "";
	return NULL;
}

/* picture: what is drawn with letters, whose marks say nothing without their places. */
static void add_words(struct buf *out, const char *s, size_t len, bool picture)
{
	bool letter = false; /* before this, not drawn: what a mark there is of */

	for (size_t i = 0; i < len;) {
		uint32_t c;
		size_t n = utf8_decode(s + i, len - i, &c);
		const char *words = words_of(s + i, n);
		bool said = !picture || (c == '~' && letter);
		char last = '\n';

		/* "~12 KB", "/~name": no mark */
		if (c == '~' && i + n < len && isalnum((unsigned char)s[i + n]))
			words = NULL;
		if (out->len)
			last = out->bytes[out->len - 1];
		if (c == 0xb7 && last == ' ') { /* "date · place" is "date, place" */
			buf_cut(out, out->len - 1);
			buf_char(out, ',');
		} else if (words) {
			buf_str(out, c == '~' && last != ' ' && said ? " " : "");
			buf_str(out, said ? words : "");
		} else if (!is_drawing(c) && (c != ' ' || (last != ' ' && last != '\n'))) {
			buf_add(out, s + i, n);
		}
		letter = !words && c > ' ' && !is_drawing(c);
		i += n;
	}
}

/* "[3]" behind a link, from here on its number. */
static void add_link(struct spoken *s, struct buf *out, const char *href)
{
	char *copy = strdup(href);

	if (!copy || vec_push(&s->links, copy) < 0) {
		free(copy);
		s->failed = true;
		return;
	}
	buf_printf(out, " [%zu]", s->links.count); /* cppcheck-suppress memleak ; the list has it */
}

static void add_text(struct spoken *s, struct buf *out, const struct doc_text *t, bool picture)
{
	uint32_t at = 0;

	while (at < t->len) {
		uint32_t end = t->len;

		/* up to the next end of a link */
		for (uint32_t i = 0; i < t->span_count; i++)
			if ((t->spans[i].kind == DOC_LINK || t->spans[i].kind == DOC_CALL) &&
			    *t->spans[i].value && t->spans[i].end > at && t->spans[i].end < end)
				end = t->spans[i].end;
		add_words(out, t->bytes + at, end - at, picture);
		for (uint32_t i = 0; i < t->span_count; i++)
			if ((t->spans[i].kind == DOC_LINK || t->spans[i].kind == DOC_CALL) &&
			    *t->spans[i].value && t->spans[i].end == end)
				add_link(s, out, t->spans[i].value);
		at = end;
	}
}

/* -- lines --------------------------------------------------------------------------- */

static void put_line(struct spoken *s, const char *text, size_t len, size_t block)
{
	struct line line = {strndup(text, len), block};

	if (!line.text || vec_push(&s->lines, line) < 0) {
		free(line.text);
		s->failed = true;
	}
}

/* Broken between words; what is longer than a line by itself, between letters. */
static void put_words(struct spoken *s, const char *text, size_t len, size_t block)
{
	while (len) {
		size_t n = 0, last = 0;
		int used = 0;

		while (n < len && text[n] != '\n') {
			size_t next = text_cluster(text + n, len - n);
			int cells = (int)text_cluster_width(text + n, next);

			if (used + cells > s->width)
				break;
			if (text[n] == ' ')
				last = n;
			used += cells;
			n += next;
		}
		if (n < len && text[n] != '\n' && text[n] != ' ' && last)
			n = last;
		put_line(s, text, n ? n : len, block);
		n = n ? n : len;
		while (n < len && (text[n] == ' ' || text[n] == '\n'))
			n++;
		text += n;
		len -= n;
	}
}

static void put_row(struct spoken *s, const struct doc_row *row, size_t block)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	for (uint32_t c = 0; c < row->cell_count; c++) {
		if (c)
			buf_str(&b, C_("places", "; "));
		add_text(s, &b, &row->cells[c].text, false);
	}
	put_words(s, b.bytes, b.len, block);
	s->failed = s->failed || b.full;
	buf_done(&b);
}

static bool has_drawing(const struct doc_text *t)
{
	for (uint32_t i = 0; i < t->len;) {
		uint32_t c;

		i += (uint32_t)utf8_decode(t->bytes + i, t->len - i, &c);
		if (is_drawing(c))
			return true;
	}
	return false;
}

static void put_block(struct spoken *s, const struct doc_block *b, size_t block)
{
	struct buf out;

	if (b->kind == DOC_OTHER || b->kind == DOC_RULE)
		return;
	buf_init(&out, 1 << 24);
	if (*b->marker && strcmp(b->marker, "-") != 0) {
		add_words(&out, b->marker, strlen(b->marker), false);
		buf_char(&out, ' ');
	}
	add_text(s, &out, &b->text, b->kind == DOC_PRE && has_drawing(&b->text));
	if (s->lines.count && out.len && b->kind != DOC_ITEM)
		put_line(s, "", 0, block);
	put_words(s, out.bytes, out.len, block);
	s->failed = s->failed || out.full;
	buf_done(&out);
	for (uint32_t r = 0; r < b->row_count; r++)
		put_row(s, &b->rows[r], block);
}

struct spoken *spoken_new(const struct doc *doc, int width)
{
	struct spoken *s = calloc(1, sizeof *s);

	if (!s)
		return NULL;
	s->width = width < 20 ? 20 : width;
	for (size_t i = 0; i < doc_block_count(doc); i++)
		put_block(s, doc_block(doc, i), i);
	if (!s->failed)
		return s;
	spoken_free(s);
	return NULL;
}

const char *spoken_line(const struct spoken *s, size_t index)
{
	return index < s->lines.count ? s->lines.at[index].text : NULL;
}

size_t spoken_block(const struct spoken *s, size_t index)
{
	return index < s->lines.count ? s->lines.at[index].block : 0;
}

size_t spoken_find(const struct spoken *s, size_t block)
{
	size_t i = 0;

	while (i < s->lines.count && (s->lines.at[i].block < block ||
	                              (s->lines.at[i].block == block && !*s->lines.at[i].text)))
		i++;
	return i;
}

const char *spoken_link(const struct spoken *s, size_t n)
{
	return n && n <= s->links.count ? s->links.at[n - 1] : NULL;
}
