/* SPDX-License-Identifier: ISC */
/* JSON as it is, indented, so that it can be read: from its bytes, without a tree, and as far
 * as the document has room. What is broken is shown as it stands. */
#include "config.h"

#include "fetch/parse/json/internal.h"
#include "model/base/work.h"

#include <string.h>

#define STEP 2
#define DEEPEST 100 /* steps: what is deeper stands there as well */
#define PIECE 4096  /* bytes that are handed over at once */

struct indent {
	const char *at, *end;
	size_t depth;
	struct buf piece;
	struct doc_maker *m;
};

static void flush(struct indent *i)
{
	doc_add_text(i->m, i->piece.bytes, i->piece.len);
	buf_reset(&i->piece);
}

static void new_line(struct indent *i)
{
	size_t deep = i->depth < DEEPEST ? i->depth : DEEPEST;

	buf_char(&i->piece, '\n');
	for (size_t n = 0; n < deep * STEP; n++)
		buf_char(&i->piece, ' ');
}

static void skip_space(struct indent *i)
{
	while (i->at < i->end && strchr(" \t\r\n", *i->at) && *i->at)
		i->at++;
}

/* The four digits at s as a number, or -1. */
static int four_digits(const char *s, const char *end)
{
	static const char digits[] = "0123456789abcdef";
	int value = 0;

	for (int n = 0; n < 4; n++) {
		const char *d = s + n < end && s[n] ? strchr(digits, s[n] | 0x20) : NULL;

		if (!d || ((s[n] | 0x20) != s[n] && s[n] < 'A'))
			return -1;
		value = value * 16 + (int)(d - digits);
	}
	return value;
}

/* A letter that is written by its number is shown as that letter, but for those that a
 * string has to write so; the bytes of it, 0: it stands as it is. */
static size_t letter(struct indent *i)
{
	int high = four_digits(i->at + 2, i->end), low;

	if (high < ' ' || high == '"' || high == '\\' || high == 0x7f)
		return 0;
	if (high < 0xd800 || high > 0xdfff) {
		buf_utf8(&i->piece, (unsigned)high);
		return 6;
	}
	if (high > 0xdbff || i->end - i->at < 12 || i->at[6] != '\\' || i->at[7] != 'u')
		return 0;
	low = four_digits(i->at + 8, i->end);
	if (low < 0xdc00 || low > 0xdfff)
		return 0;
	buf_utf8(&i->piece, 0x10000 + (((unsigned)high - 0xd800) << 10) + ((unsigned)low - 0xdc00));
	return 12;
}

static void string(struct indent *i)
{
	buf_char(&i->piece, *i->at++);
	while (i->at < i->end && *i->at != '"') {
		size_t left = (size_t)(i->end - i->at), n = 1;

		if (i->piece.len >= PIECE && (*i->at & 0xc0) != 0x80)
			flush(i);
		if (*i->at != '\\' || left < 2) {
			buf_char(&i->piece, *i->at++);
			continue;
		}
		if (i->at[1] == '/')
			i->at++;
		else
			n = i->at[1] == 'u' && left >= 6 ? letter(i) : 0;
		if (n <= 1) {
			buf_add(&i->piece, i->at, n ? 1 : 2);
			n = n ? 1 : 2;
		}
		i->at += n;
	}
	if (i->at < i->end)
		buf_char(&i->piece, *i->at++);
}

static void open_value(struct indent *i)
{
	char close = *i->at == '[' ? ']' : '}';

	buf_char(&i->piece, *i->at++);
	skip_space(i);
	if (i->at < i->end && *i->at == close) {
		buf_char(&i->piece, *i->at++);
		return;
	}
	i->depth++;
	new_line(i);
}

static void one(struct indent *i)
{
	switch (*i->at) {
	case '"':
		string(i);
		return;
	case '[':
	case '{':
		open_value(i);
		return;
	case ']':
	case '}':
		i->depth -= i->depth > 0;
		new_line(i);
		break;
	case ',':
		buf_char(&i->piece, *i->at++);
		new_line(i);
		return;
	case ':':
		buf_str(&i->piece, ": ");
		i->at++;
		return;
	default:
		break;
	}
	buf_char(&i->piece, *i->at++);
}

void json_indent(const char *bytes, size_t len, struct doc_maker *m)
{
	struct indent i = {.at = bytes, .end = bytes + len, .m = m};

	buf_init(&i.piece, 16 * PIECE);
	doc_begin(m, DOC_PRE);
	for (skip_space(&i); i.at < i.end && !doc_is_cut(m) && work_goes_on(); skip_space(&i)) {
		one(&i);
		/* between characters: they are of one byte, outside of strings */
		if (i.piece.len >= PIECE && (i.at == i.end || (*i.at & 0xc0) != 0x80))
			flush(&i);
	}
	flush(&i);
	buf_done(&i.piece);
}
