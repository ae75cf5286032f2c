/* SPDX-License-Identifier: ISC */
/* Plain text: paragraphs apart by blank lines; what is set out in columns, or
 * broken into short lines on purpose, stays as it is. */
#include "config.h"

#include "fetch/parse/core/parser.h"
#include "model/text/characters.h"

#include <string.h>

struct paragraph {
	const char *start;
	size_t len;         /* without the line end */
	size_t lines, wide; /* lines; lines with a run of spaces or a tab inside */
	size_t longest;
};

/* Takes lines up to a blank one. Returns where the next paragraph may begin. */
static const char *take(const char *s, const char *end, struct paragraph *p)
{
	*p = (struct paragraph){.start = s};
	while (s < end) {
		const char *eol = memchr(s, '\n', (size_t)(end - s));
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
	const char *slash = name ? strrchr(name, '/') : NULL;

	return name && !strcmp(slash ? slash + 1 : name, "robots.txt");
}

static void add(struct doc_maker *m, const struct paragraph *p, bool of_lines)
{
	/* Lines that end well before the margin were not filled by a machine. */
	bool keep = of_lines || (p->lines > 1 && (p->wide * 2 > p->lines || p->longest < 50));
	doc_begin(m, keep ? DOC_PRE : DOC_PARAGRAPH);
	for (size_t i = 0; i < p->len;) {
		const char *s = p->start + i;
		const char *eol = memchr(s, '\n', p->len - i);
		size_t n = eol ? (size_t)(eol - s) : p->len - i, used = n;
		while (used > 0 && s[used - 1] == '\r')
			used--;
		doc_add_text(m, s, used);
		if (eol)
			doc_add_str(m, keep ? "\n" : " ");
		i += n + (eol != NULL);
	}
}

int parse_text(const struct parse_how *how, const char *utf8, size_t len, struct doc_maker *m,
               struct err *err)
{
	const char *s = utf8, *end = utf8 + len;
	bool of_lines = is_of_lines(how->name);
	size_t count = 0;
	(void)err;
	/* Many megabytes of blank-line-separated words would be as many blocks. */
	while (s < end && count < 1000000) {
		struct paragraph p;
		s = take(s, end, &p);
		if (p.lines == 0)
			break;
		add(m, &p, of_lines);
		count++;
	}
	const char *slash = how->name ? strrchr(how->name, '/') : NULL;
	if (how->name)
		doc_add_fact(m, DOC_TITLE, slash ? slash + 1 : how->name);
	doc_add_fact(m, DOC_FORMAT, "text");
	doc_add_fact(m, DOC_LANGUAGE, text_language(utf8, len < 65536 ? len : 65536));
	if (count == 0) {
		doc_add_fact(m, DOC_ERROR, "empty: no text in it");
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_str(m, "There is nothing in it but white space.");
	}
	return 0;
}
