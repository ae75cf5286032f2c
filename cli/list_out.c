/* SPDX-License-Identifier: ISC */
/* Rows for people, for spreadsheets and for programs. */
#include "config.h"

#include "cli/list_out.h"

#include "cli/print.h"
#include "model/base/shown.h"
#include "model/base/utf8.h"
#include "model/layout/translit.h"
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
	if (!*value)
		return;
	utf8_clean(out, value, strlen(value), false);
}

/* The same as it is put out for people. */
static void add_shown(struct buf *out, const char *value)
{
	struct buf clean;

	if (shown_is_all(value, strlen(value), false)) {
		add_value(out, value);
		return;
	}
	buf_init(&clean, OUT_MAX);
	add_value(&clean, value);
	shown_add(out, clean.bytes, clean.len, false);
	buf_done(&clean);
}

/* The keys of JSON as they are written, one after another, each ended by NUL. */
static void add_keys(struct list_out *o)
{
	struct buf *keys = &o->parts[LIST_MAIN];

	for (int i = 0; i < o->count; i++) {
		buf_str(keys, i ? "," : "{");
		buf_json(keys, o->columns[i], strlen(o->columns[i]));
		buf_add(keys, ":", 2);
	}
}

void list_out_init(struct list_out *o, const struct session *session, const char *const *columns,
                   int count, int left)
{
	memset(o, 0, sizeof *o);
	o->session = session;
	o->columns = columns;
	o->count = count;
	o->left = left;
	o->translit = !print_is_utf8();
	buf_init(&o->buf, OUT_MAX);
	for (int i = 0; i < LIST_PARTS; i++)
		buf_init(&o->parts[i], OUT_MAX);
	if (session->options->format == FORMAT_JSON) {
		buf_char(&o->buf, '[');
		add_keys(o);
	}
	for (int i = 0; session->options->format == FORMAT_TSV && i < count; i++) {
		buf_str(&o->buf, columns[i]);
		buf_char(&o->buf, i + 1 < count ? '\t' : '\n');
	}
}

static void tsv_row(struct list_out *o, const char *const *values)
{
	for (int i = 0; i < o->count; i++) {
		add_shown(&o->buf, values[i]);
		buf_char(&o->buf, i + 1 < o->count ? '\t' : '\n');
	}
}

static void json_row(struct list_out *o, const char *const *values)
{
	struct buf *value = &o->parts[LIST_LEFT];
	const char *key = o->parts[LIST_MAIN].bytes;

	buf_str(&o->buf, o->rows ? ",\n" : "\n");
	for (int i = 0; i < o->count; i++) {
		buf_reset(value);
		add_value(value, values[i]);
		buf_str(&o->buf, key);
		key += strlen(key) + 1;
		buf_json(&o->buf, value->bytes, value->len);
	}
	buf_char(&o->buf, '}');
}

/* -- text --------------------------------------------------------------- */

static void blanks(struct buf *out, long n)
{
	char *room = n > 0 ? buf_room(out, (size_t)n) : NULL;

	if (!room)
		return;
	memset(room, ' ', (size_t)n);
	buf_grown(out, (size_t)n);
}

/* In characters of the reader's locale. */
static void put(struct list_out *o, const char *s, size_t len)
{
	if (o->translit)
		translit_write(&o->buf, s, len, TRANSLIT_ASCII);
	else
		buf_add(&o->buf, s, len);
}

/* The same of plain characters, each of which is a cell. */
static size_t plain_fitting(const char *s, size_t len, const char *marks, size_t cells)
{
	size_t at = len > cells ? cells + strspn(s + cells, " ") : len;

	if (at >= len)
		return len;
	for (size_t good = at; good; good--)
		if (marks[good] != TEXT_BREAK_NOT)
			return good;
	return at ? at : 1;
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

/* The text of a row, with `right` at the edge of its first line. */
static void add_wrapped(struct list_out *o, long indent, long first, long cells)
{
	const struct buf *main = &o->parts[LIST_MAIN], *right = &o->parts[LIST_RIGHT];
	const char *s = main->bytes;
	size_t len = main->len, at = 0;
	char *marks = buf_room(&o->parts[LIST_MARKS], len + 1);
	bool plain = cells >= 0 && first >= 0 && utf8_plain(s, len) == len;

	if (marks)
		text_breaks(s, len, marks);
	while (marks && at < len) {
		bool head = at == 0;
		long room = head ? first : cells;
		size_t n = plain ? plain_fitting(s + at, len - at, marks + at, (size_t)room)
		                 : fitting(s + at, len - at, marks + at, room);
		size_t end = n;

		while (end && s[at + end - 1] == ' ')
			end--;
		if (!head)
			blanks(&o->buf, indent);
		put(o, s + at, end);
		if (head && right->len) {
			blanks(&o->buf, first + 2 - (long)(plain ? end : text_width(s, end)));
			put(o, right->bytes, right->len);
		}
		buf_char(&o->buf, '\n');
		at += n;
	}
	if (!marks || !len)
		buf_char(&o->buf, '\n');
}

static void text_row(struct list_out *o, const struct list_line *line)
{
	struct buf *left = &o->parts[LIST_LEFT], *main = &o->parts[LIST_MAIN],
		   *right = &o->parts[LIST_RIGHT];
	long width = o->session->width > 0 ? o->session->width : 80, edge, first,
	     indent = o->left + 1, beside;

	for (int i = 0; i < LIST_PARTS; i++)
		buf_reset(&o->parts[i]);
	add_shown(left, line->left);
	add_shown(main, line->main);
	if (line->doubt)
		buf_char(main, '~');
	add_shown(right, line->right);
	if (width < indent + MAIN_LEAST)
		indent = 2;
	edge = (long)text_width(right->bytes, right->len);
	beside = indent - (long)text_width(left->bytes, left->len);
	put(o, left->bytes, left->len);
	if (beside <= 0) {
		buf_char(&o->buf, '\n');
		beside = indent;
	}
	blanks(&o->buf, beside);
	/* What stands at the edge follows the text where there is no room for both. */
	first = width - indent - edge - 2;
	if (!edge || first < MAIN_LEAST) {
		if (edge) {
			buf_str(main, "  ");
			buf_add(main, right->bytes, right->len);
		}
		buf_reset(right);
		first = width - indent;
	}
	add_wrapped(o, indent, first, width - indent);
}

void list_out_row(struct list_out *o, const char *const *values, const struct list_line *line)
{
	if (o->session->options->format == FORMAT_TSV)
		tsv_row(o, values);
	else if (o->session->options->format == FORMAT_JSON)
		json_row(o, values);
	else if (line)
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
	for (int i = 0; i < LIST_PARTS; i++)
		buf_done(&o->parts[i]);
	return rc;
}
