/* SPDX-License-Identifier: ISC */
/*
 * Values with separators (CSV as RFC 4180 has it, and its relatives with tabs, semicolons or
 * bars): a table with every value that stands in the file. A line break in one is a blank.
 */
#include "config.h"

#include "fetch/parse/core/parser.h"
#include "model/doc/left_out.h"
#include "model/text/characters.h"

#include <string.h>
#include <strings.h>

struct values {
	const char *at, *end;
	char separator;
	struct buf value; /* of the field that was read last */
};

/* Bytes of a value in quotes, at most: a quote that is not ended by then is a sign. */
#define QUOTED_MOST 65536

/* Lines by which the separator is chosen. */
#define LINES_LOOK 20

static bool ends_value(const struct values *v, const char *s)
{
	return s >= v->end || *s == v->separator || *s == '\n' || *s == '\r';
}

/* The value that begins with a quote; false when no quote ends it. */
static bool read_quoted(struct values *v)
{
	const char *s = v->at + 1, *most = s + QUOTED_MOST < v->end ? s + QUOTED_MOST : v->end;

	while (s < most) {
		const char *quote = memchr(s, '"', (size_t)(most - s));

		if (!quote)
			break;
		buf_add(&v->value, s, (size_t)(quote - s));
		if (ends_value(v, quote + 1)) {
			v->at = quote + 1;
			return true;
		}
		if (quote + 1 < v->end && quote[1] != '"')
			break;
		buf_char(&v->value, '"');
		s = quote + 2;
	}
	buf_reset(&v->value);
	return false;
}

/* Reads the next value of the line; false at the line's end, which is passed. */
static bool next_value(struct values *v, bool first)
{
	const char *start;

	buf_reset(&v->value);
	if (!first) {
		if (v->at >= v->end || *v->at != v->separator) {
			v->at += v->at < v->end && *v->at == '\r';
			v->at += v->at < v->end && *v->at == '\n';
			return false;
		}
		v->at++;
	}
	if (v->at < v->end && *v->at == '"' && read_quoted(v))
		return true;
	for (start = v->at; !ends_value(v, v->at);)
		v->at++;
	buf_add(&v->value, start, (size_t)(v->at - start));
	return true;
}

/* What may part values; of those that stand in a line equally often the first is it. */
static const char separators[] = "\t;|,";

#define SEPARATORS (sizeof separators - 1)

/* How often each stands in a line outside quotes. Where the next line begins. */
static const char *count_separators(const char *s, const char *end, size_t counts[SEPARATORS])
{
	bool quoted = false, begins = true;

	memset(counts, 0, SEPARATORS * sizeof *counts);
	for (; s < end && (quoted || (*s != '\n' && *s != '\r')); s++) {
		const char *found = quoted || !*s ? NULL : strchr(separators, *s);

		if (quoted && *s == '"' && s + 1 < end && s[1] == '"') {
			s++;
			continue;
		}
		/* a quote within a value is a sign, as of inches */
		quoted ^= *s == '"' && (quoted || begins);
		begins = found != NULL;
		if (found)
			counts[found - separators]++;
	}
	while (s < end && (*s == '\n' || *s == '\r'))
		s++;
	return s;
}

/* What parts the values: of the first lines, for a title may stand above the names, that which
 * stands in most of them; a tab where the file is said to have tabs. '\0' where nothing does. */
static char separator_of(const char *s, const char *end, bool tabs)
{
	size_t lines[SEPARATORS] = {0}, all[SEPARATORS] = {0}, best = 0;

	for (unsigned n = 0; n < LINES_LOOK && s < end; n++) {
		size_t counts[SEPARATORS];

		s = count_separators(s, end, counts);
		for (size_t i = 0; i < SEPARATORS; i++) {
			lines[i] += counts[i] > 0;
			all[i] += counts[i];
		}
	}
	if (tabs && lines[0])
		return '\t';
	for (size_t i = 1; i < SEPARATORS; i++)
		if (lines[i] > lines[best] || (lines[i] == lines[best] && all[i] > all[best]))
			best = i;
	return lines[best] ? separators[best] : '\0';
}

static bool is_tabbed(const struct parse_how *how)
{
	const char *dot = how->name ? strrchr(how->name, '.') : NULL;

	return (how->type && strncasecmp(how->type, "text/tab-separated-values", 25) == 0) ||
	       (dot && strcasecmp(dot, ".tsv") == 0);
}

static bool is_name(const struct buf *value)
{
	const char *s = value->bytes;

	while (*s && strchr("+-.,% ", *s))
		s++;
	return *s && (*s < '0' || *s > '9');
}

/* Whether the first line names the columns: each of its values is one, and none a number. */
static bool names_columns(struct values v)
{
	bool names = true;

	buf_init(&v.value, QUOTED_MOST);
	for (bool first = true; names && next_value(&v, first); first = false)
		names = is_name(&v.value);
	names = names && v.at < v.end;
	buf_done(&v.value);
	return names;
}

/* Lines above the table that nothing parts are its title, and what is said of it. */
static void add_title(struct values *v, struct doc_maker *m)
{
	size_t counts[SEPARATORS];
	const char *next;

	for (;; v->at = next) {
		next = count_separators(v->at, v->end, counts);
		if (next == v->end || counts[strchr(separators, v->separator) - separators])
			return;
		doc_begin(m, DOC_PARAGRAPH);
		next_value(v, true);
		doc_add_text(m, v->value.bytes, v->value.len);
	}
}

static void add_rows(struct values *v, struct doc_maker *m)
{
	bool header;

	add_title(v, m);
	header = names_columns(*v);
	doc_begin(m, DOC_TABLE);
	while (v->at < v->end && !doc_is_cut(m)) {
		/* a line without anything parts nothing */
		if (*v->at == '\n' || *v->at == '\r') {
			v->at++;
			continue;
		}
		doc_add_row(m);
		for (bool first = true; !doc_is_cut(m) && next_value(v, first); first = false) {
			doc_add_cell(m, header, 1, 1);
			doc_add_text(m, v->value.bytes, v->value.len);
		}
		header = false;
	}
}

int parse_separated(const struct parse_how *how, const char *utf8, size_t len, struct doc_maker *m,
                    struct err *err)
{
	struct values v = {.at = utf8, .end = utf8 + len};
	const char *slash = how->name ? strrchr(how->name, '/') : NULL;

	while (v.at < v.end && (*v.at == '\n' || *v.at == '\r'))
		v.at++;
	v.separator = separator_of(v.at, v.end, is_tabbed(how));
	if (!v.separator)
		return parse_text(how, utf8, len, m, err);
	buf_init(&v.value, len);
	add_rows(&v, m);
	buf_done(&v.value);
	if (doc_is_cut(m))
		left_add_limit_of(m, LIMIT_BYTES, doc_maker_size(m), how->all ? how->all : len);
	if (how->name)
		doc_add_fact(m, DOC_TITLE, slash ? slash + 1 : how->name);
	doc_add_fact(m, DOC_FORMAT, "csv");
	doc_add_fact(m, DOC_LANGUAGE, text_language(utf8, len < 65536 ? len : 65536));
	return 0;
}
