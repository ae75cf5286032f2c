/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/buf.h"

#include "model/base/work.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char nothing[1];

void buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){.bytes = nothing, .max = max};
}

void buf_done(struct buf *b)
{
	if (b->bytes != nothing)
		free(b->bytes);
	buf_init(b, b->max);
}

void buf_reset(struct buf *b)
{
	b->len = 0;
	b->full = false;
	if (b->bytes != nothing)
		b->bytes[0] = '\0';
}

/* Memory is one for all of a process. */
static bool lacked;

bool buf_lacked(void)
{
	bool did = lacked;

	lacked = false;
	return did;
}

char *buf_room(struct buf *b, size_t len)
{
	size_t cap;
	char *bytes;

	if (b->full || len > b->max - b->len) {
		b->full = true;
		return NULL;
	}
	if (b->bytes != nothing && b->cap - b->len >= len)
		return b->bytes + b->len;
	cap = b->cap ? b->cap : 64;
	while (cap < b->len + len)
		cap = cap > b->max / 2 ? b->max : cap * 2;
	bytes = work_realloc(b->bytes == nothing ? NULL : b->bytes, cap + 1);
	if (!bytes) {
		b->full = lacked = true;
		return NULL;
	}
	bytes[b->len] = '\0';
	b->bytes = bytes;
	b->cap = cap;
	return bytes + b->len;
}

void buf_grown(struct buf *b, size_t len)
{
	if (!len)
		return;
	b->len += len;
	b->bytes[b->len] = '\0';
}

void buf_add(struct buf *b, const void *bytes, size_t len)
{
	char *room;

	if (!len)
		return;
	room = buf_room(b, len);
	if (!room)
		return;
	memcpy(room, bytes, len);
	buf_grown(b, len);
}

void buf_str(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_char(struct buf *b, char c)
{
	/* room is there nearly always */
	if (b->full || b->len >= b->cap) {
		buf_add(b, &c, 1);
		return;
	}
	b->bytes[b->len++] = c;
	b->bytes[b->len] = '\0';
}

void buf_markup(struct buf *b, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		switch (s[i]) {
		case '<':
			buf_str(b, "&lt;");
			break;
		case '>':
			buf_str(b, "&gt;");
			break;
		case '&':
			buf_str(b, "&amp;");
			break;
		case '"':
			buf_str(b, "&quot;");
			break;
		default:
			buf_char(b, s[i]);
		}
}

void buf_printf(struct buf *b, const char *format, ...)
{
	va_list ap, again;
	char small[256];
	char *room;
	int n;

	va_start(ap, format);
	va_copy(again, ap);
	n = vsnprintf(small, sizeof small, format, ap);
	va_end(ap);
	if (n < 0)
		b->full = true;
	else if ((size_t)n < sizeof small)
		buf_add(b, small, (size_t)n);
	else {
		room = buf_room(b, (size_t)n + 1);
		if (room) {
			vsnprintf(room, (size_t)n + 1, format, again);
			buf_grown(b, (size_t)n);
		}
	}
	va_end(again);
}

void buf_utf8(struct buf *b, unsigned int c)
{
	char u[4];

	if (c < 0x80) {
		buf_char(b, (char)c);
	} else if (c < 0x800) {
		u[0] = (char)(0xc0 | c >> 6);
		u[1] = (char)(0x80 | (c & 0x3f));
		buf_add(b, u, 2);
	} else if (c < 0x10000) {
		u[0] = (char)(0xe0 | c >> 12);
		u[1] = (char)(0x80 | (c >> 6 & 0x3f));
		u[2] = (char)(0x80 | (c & 0x3f));
		buf_add(b, u, 3);
	} else if (c < 0x110000) {
		u[0] = (char)(0xf0 | c >> 18);
		u[1] = (char)(0x80 | (c >> 12 & 0x3f));
		u[2] = (char)(0x80 | (c >> 6 & 0x3f));
		u[3] = (char)(0x80 | (c & 0x3f));
		buf_add(b, u, 4);
	}
}

void buf_cut(struct buf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->bytes[len] = '\0';
}

bool buf_ok(const struct buf *b)
{
	return !b->full;
}

char *buf_take(struct buf *b)
{
	char *s;

	if (b->full) {
		buf_done(b);
		return NULL;
	}
	s = b->bytes == nothing ? calloc(1, 1) : b->bytes;
	buf_init(b, b->max);
	return s;
}

/* Bytes at the beginning that JSON's strings hold as they are; eight at once. */
static size_t json_plain(const char *s, size_t len)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x8080808080808080u;
	size_t i = 0;
	uint64_t w;

	for (; len - i >= sizeof w; i += sizeof w) {
		uint64_t quote, stroke, del;

		memcpy(&w, s + i, sizeof w);
		quote = w ^ ones * '"';
		stroke = w ^ ones * '\\';
		del = w ^ ones * 0x7f;
		if ((((quote - ones) & ~quote) | ((stroke - ones) & ~stroke) |
		     ((del - ones) & ~del) | ((w - ones * 0x20) & ~w)) &
		    high)
			break;
	}
	while (i < len && (unsigned char)s[i] >= 0x20 && s[i] != '"' && s[i] != '\\' &&
	       s[i] != 0x7f)
		i++;
	return i;
}

void buf_json(struct buf *out, const char *s, size_t len)
{
	buf_char(out, '"');
	for (size_t i = 0; i < len; i++) {
		size_t plain = json_plain(s + i, len - i);
		unsigned char c;

		buf_add(out, s + i, plain);
		i += plain;
		if (i >= len)
			break;
		c = (unsigned char)s[i];
		if (c == '"' || c == '\\') {
			buf_char(out, '\\');
			buf_char(out, (char)c);
		} else if (c == '\n') {
			buf_str(out, "\\n");
		} else {
			buf_printf(out, "\\u%04x", c);
		}
	}
	buf_char(out, '"');
}
