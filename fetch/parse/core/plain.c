/* SPDX-License-Identifier: ISC */
/* Plain text: paragraphs apart by blank lines; what is set out in columns, or
 * broken into short lines on purpose, stays as it is. */
#include "config.h"

#include "fetch/parse/core/parser.h"
#include "model/doc/left_out.h"
#include "model/text/characters.h"

#include <string.h>

struct paragraph {
	const char *start;
	char eol;           /* what ends its lines */
	bool page;          /* a new page of paper begins with it: a form feed */
	size_t len;         /* without the line end */
	size_t lines, wide; /* lines; lines with a run of spaces or a tab inside */
	size_t longest;
};

/* What ends the lines of a text: line feeds, or where there is none carriage returns. */
static char eol_of(const char *s, size_t len)
{
	return !memchr(s, '\n', len) && memchr(s, '\r', len) ? '\r' : '\n';
}

/* Takes lines up to a blank one, or up to a form feed at the beginning of one. Returns where
 * the next paragraph may begin. */
static const char *take(const char *s, const char *end, char end_of_line, struct paragraph *p)
{
	*p = (struct paragraph){.start = s, .eol = end_of_line};
	while (s < end) {
		if (*s == '\f' && p->lines > 0)
			return s;
		if (*s == '\f') {
			p->page = true;
			p->start = ++s;
			continue;
		}
		const char *eol = memchr(s, p->eol, (size_t)(end - s));
		size_t n = (size_t)((eol ? eol : end) - s);
		size_t used = n;
		while (used > 0 && strchr(" \t\r", s[used - 1]))
			used--;
		if (used == 0) {
			s += n + (eol != NULL);
			if (p->lines > 0)
				return s;
			p->start = s;
			continue;
		}
		p->lines++;
		p->wide += *s == ' ' || *s == '\t' || memchr(s, '\t', used) ||
		           memmem(s, used, "   ", 3);
		if (used > p->longest)
			p->longest = used;
		p->len = (size_t)(s + used - p->start);
		s += n + (eol != NULL);
	}
	return s;
}

/* A file whose lines mean something each. */
static bool is_of_lines(const char *name)
{
	return !strcmp(parse_name(name), "robots.txt");
}

/* Columns that a line has at most; what is beyond stands two blanks apart. */
#define COLUMNS_MOST 64

/* Cells of a field that a column makes room for; what is wider is no figure, and pushes the
 * rest of its line. */
#define FIELD_MOST 60u

struct columns {
	size_t width[COLUMNS_MOST]; /* cells of the widest field, where a tab follows it */
};

/* The field at s: its bytes up to a tab, or all. */
static size_t field_of(const char *s, size_t len)
{
	const char *tab = memchr(s, '\t', len);
	return tab ? (size_t)(tab - s) : len;
}

static size_t line_of(const char *s, size_t len, char end_of_line, size_t *used)
{
	const char *eol = memchr(s, end_of_line, len);
	size_t n = eol ? (size_t)(eol - s) : len;
	*used = n;
	while (*used > 0 && s[*used - 1] == '\r')
		--*used;
	return n + (eol != NULL);
}

static void measure(const struct paragraph *p, struct columns *c)
{
	size_t used;
	*c = (struct columns){{0}};
	for (size_t i = 0; i < p->len;) {
		const char *s = p->start + i;
		i += line_of(s, p->len - i, p->eol, &used);
		for (size_t k = 0, n; k < COLUMNS_MOST && (n = field_of(s, used)) < used; k++) {
			size_t width = text_width(s, n);
			if (width > c->width[k] && width <= FIELD_MOST)
				c->width[k] = width;
			s += n + 1;
			used -= n + 1;
		}
	}
}

/* A line of columns: tabs are as many blanks as make each as wide as its widest field. */
static void add_columns(struct doc_maker *m, const char *s, size_t len, const struct columns *c)
{
	static const char blanks[] = "                                ";
	size_t n;
	for (size_t k = 0; (n = field_of(s, len)) < len; k++) {
		size_t used = text_width(s, n), width = k < COLUMNS_MOST ? c->width[k] : 0;
		width = width > used ? width - used : 0;
		doc_add_text(m, s, n);
		/* a column of nothing is an indent */
		for (width += k < COLUMNS_MOST && c->width[k] == 0 ? 4 : 2; width > 0;) {
			size_t part = width < sizeof blanks - 1 ? width : sizeof blanks - 1;
			doc_add_text(m, blanks, part);
			width -= part;
		}
		s += n + 1;
		len -= n + 1;
	}
	doc_add_text(m, s, len);
}

static void add(struct doc_maker *m, const struct paragraph *p, bool of_lines)
{
	/* Lines that end well before the margin were not filled by a machine. */
	bool keep = of_lines || (p->lines > 1 && (p->wide * 2 > p->lines || p->longest < 50));
	struct columns columns;
	doc_begin(m, keep ? DOC_PRE : DOC_PARAGRAPH);
	if (keep)
		measure(p, &columns);
	for (size_t i = 0; i < p->len;) {
		const char *s = p->start + i;
		size_t used, n = line_of(s, p->len - i, p->eol, &used);
		if (keep)
			add_columns(m, s, used, &columns);
		else
			doc_add_text(m, s, used);
		i += n;
		if (i < p->len)
			doc_add_str(m, keep ? "\n" : " ");
	}
}

int parse_text(const struct parse_how *how, const char *utf8, size_t len, struct doc_maker *m,
               struct err *err)
{
	const char *s = utf8, *end = utf8 + len;
	bool of_lines = is_of_lines(how->name);
	char end_of_line = eol_of(utf8, len);
	size_t count = 0;
	(void)err;
	while (s < end && !doc_is_cut(m)) {
		struct paragraph p;
		s = take(s, end, end_of_line, &p);
		if (p.lines == 0)
			break;
		if (p.page && count > 0)
			doc_begin(m, DOC_RULE);
		add(m, &p, of_lines);
		count++;
	}
	if (doc_is_cut(m))
		left_add_limit_of(m, LIMIT_BYTES, doc_maker_size(m), how->all ? how->all : len);
	doc_add_fact(m, DOC_TITLE, parse_name(how->name));
	doc_add_fact(m, DOC_FORMAT, "text");
	doc_add_fact(m, DOC_LANGUAGE, text_language(utf8, len < 65536 ? len : 65536));
	if (count == 0) {
		doc_add_fact(m, DOC_ERROR, "empty: no text in it");
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_str(m, "There is nothing in it but white space.");
	}
	return 0;
}
