/* SPDX-License-Identifier: ISC */
/* Rows for people, for spreadsheets and for programs. */
#include "config.h"

#include "cli/list_out.h"

#include "cli/print.h"
#include "model/base/utf8.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OUT_MAX ((size_t)1 << 28)

/* Text of a row keeps at least so many cells, whatever the width. */
#define MAIN_LEAST 16

/* A value on one line: nothing in it can steer a terminal or end a field. */
static void add_value(struct buf *out, const char *value)
{
	utf8_clean(out, value, strlen(value), false);
}

void list_out_init(struct list_out *o, const struct session *session, const char *const *columns,
                   int count, int left)
{
	memset(o, 0, sizeof *o);
	o->session = session;
	o->columns = columns;
	o->count = count;
	o->left = left;
	buf_init(&o->buf, OUT_MAX);
	if (session->options->format == FORMAT_JSON)
		buf_char(&o->buf, '[');
	for (int i = 0; session->options->format == FORMAT_TSV && i < count; i++) {
		buf_str(&o->buf, columns[i]);
		buf_char(&o->buf, i + 1 < count ? '\t' : '\n');
	}
}

static void tsv_row(struct list_out *o, const char *const *values)
{
	for (int i = 0; i < o->count; i++) {
		add_value(&o->buf, values[i]);
		buf_char(&o->buf, i + 1 < o->count ? '\t' : '\n');
	}
}

static void json_row(struct list_out *o, const char *const *values)
{
	struct buf value;

	buf_init(&value, OUT_MAX);
	buf_str(&o->buf, o->rows ? ",\n{" : "\n{");
	for (int i = 0; i < o->count; i++) {
		buf_reset(&value);
		add_value(&value, values[i]);
		if (i)
			buf_char(&o->buf, ',');
		buf_json(&o->buf, o->columns[i], strlen(o->columns[i]));
		buf_char(&o->buf, ':');
		buf_json(&o->buf, value.bytes, value.len);
	}
	buf_char(&o->buf, '}');
	buf_done(&value);
}

/* -- text --------------------------------------------------------------- */

static void blanks(struct buf *out, long n)
{
	for (; n > 0; n--)
		buf_char(out, ' ');
}

/* Bytes of s that stand on a row of so many cells: up to the last place where a
 * line may break, else as many clusters as there is room for. */
static size_t fitting(const char *s, size_t len, const char *marks, long cells)
{
	size_t at = 0, good = 0;
	long used = 0;

	while (at < len) {
		size_t n = text_cluster(s + at, len - at);
		long w = (long)text_cluster_width(s + at, n);

		if (at && marks[at] != TEXT_BREAK_NOT)
			good = at;
		/* A blank at the end takes no room. */
		if (used + w > cells && s[at] != ' ')
			return good ? good : at ? at : n;
		used += w;
		at += n;
	}
	return len;
}

static void add_wrapped(struct list_out *o, const char *s, size_t len, long indent, long first,
                        long cells, const char *right)
{
	char *marks = len ? malloc(len) : NULL;
	size_t at = 0;

	if (marks)
		text_breaks(s, len, marks);
	while (marks && at < len) {
		bool head = at == 0;
		size_t n = fitting(s + at, len - at, marks + at, head ? first : cells), end = n;

		while (end && s[at + end - 1] == ' ')
			end--;
		if (!head)
			blanks(&o->buf, indent);
		print_locale(&o->buf, s + at, end);
		if (head && *right) {
			blanks(&o->buf, first + 2 - (long)text_width(s, end));
			print_locale(&o->buf, right, strlen(right));
		}
		buf_char(&o->buf, '\n');
		at += n;
	}
	if (!marks)
		buf_char(&o->buf, '\n');
	free(marks);
}

static void text_row(struct list_out *o, const struct list_line *line)
{
	struct buf left, main, right;
	long width = o->session->width > 0 ? o->session->width : 80, edge, first,
	     indent = o->left + 1;

	buf_init(&left, OUT_MAX);
	buf_init(&main, OUT_MAX);
	buf_init(&right, OUT_MAX);
	add_value(&left, line->left);
	add_value(&main, line->main);
	if (line->doubt)
		buf_char(&main, '~');
	add_value(&right, line->right);
	if (width < indent + MAIN_LEAST)
		indent = 2;
	edge = (long)text_width(right.bytes, right.len);
	print_locale(&o->buf, left.bytes, left.len);
	if ((long)text_width(left.bytes, left.len) < indent)
		blanks(&o->buf, indent - (long)text_width(left.bytes, left.len));
	else {
		buf_char(&o->buf, '\n');
		blanks(&o->buf, indent);
	}
	/* What stands at the edge follows the text where there is no room for both. */
	first = width - indent - edge - 2;
	if (!edge || first < MAIN_LEAST) {
		if (edge) {
			buf_str(&main, "  ");
			buf_add(&main, right.bytes, right.len);
		}
		buf_reset(&right);
		first = width - indent;
	}
	add_wrapped(o, main.bytes, main.len, indent, first, width - indent, right.bytes);
	buf_done(&left);
	buf_done(&main);
	buf_done(&right);
}

void list_out_row(struct list_out *o, const char *const *values, const struct list_line *line)
{
	if (o->session->options->format == FORMAT_TSV)
		tsv_row(o, values);
	else if (o->session->options->format == FORMAT_JSON)
		json_row(o, values);
	else
		text_row(o, line);
	o->rows++;
}

int list_out_done(struct list_out *o, int so_far, struct err *err)
{
	int rc = so_far;

	if (o->session->options->format == FORMAT_JSON)
		buf_str(&o->buf, o->rows ? "\n]\n" : "]\n");
	if (rc == 0)
		rc = print_out(stdout, &o->buf, err);
	buf_done(&o->buf);
	return rc;
}
