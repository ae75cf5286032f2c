/* SPDX-License-Identifier: ISC */
/* Stretches of a text that keep their direction whatever stands beside them. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/text/bidi.h"

#include <fribidi.h>
#include <string.h>

#define RLI "\xe2\x81\xa7"
#define PDI "\xe2\x81\xa9"
#define LRM "\xe2\x80\x8e"
#define RLM "\xe2\x80\x8f"
#define EN_DASH "\xe2\x80\x93"

/* -- what is from the right in a line from the left ---------------------------------- */

/* Where a stretch from the right that begins at s ends: with its last letter or digit,
 * or a bracket that closes one of its own, before the next letter from the left. */
static size_t stretch(const char *s, size_t len)
{
	size_t end = 0;
	int open = 0;

	for (size_t i = 0; i < len;) {
		uint32_t c;
		FriBidiCharType type;

		i += utf8_decode(s + i, len - i, &c);
		type = fribidi_get_bidi_type(c);
		if (type == FRIBIDI_TYPE_LTR)
			break;
		open += c == '(' || c == '[' || c == 0xab;
		if (c == ')' || c == ']' || c == 0xbb)
			end = open-- > 0 ? i : end;
		else if (FRIBIDI_IS_RTL(type) || FRIBIDI_IS_NUMBER(type) ||
		         type == FRIBIDI_TYPE_NSM)
			end = i;
	}
	return end;
}

void bidi_isolate(struct buf *out, const char *s, size_t len)
{
	size_t from = 0;

	for (size_t i = 0; i < len;) {
		uint32_t c;
		size_t n = utf8_decode(s + i, len - i, &c);

		if (FRIBIDI_IS_RTL(fribidi_get_bidi_type(c))) {
			n = stretch(s + i, len - i);
			buf_add(out, s + from, i - from);
			buf_str(out, RLI);
			buf_add(out, s + i, n);
			buf_str(out, PDI);
			from = i + n;
		}
		i += n;
	}
	buf_add(out, s + from, len - from);
}

/* -- numbers of several parts in a line from the right ---------------------------------- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One number, with its thousands or decimals: "2,3". */
static size_t number(const char *s)
{
	size_t n = 0;

	while (is_digit(s[n]) || (n && strchr(".,", s[n]) && s[n] && is_digit(s[n + 1])))
		n++;
	return n;
}

static size_t mark(const char *s)
{
	return strncmp(s, LRM, 3) ? 0 : 3;
}

/* What joins two numbers, a hyphen or a dash. */
static size_t joint(const char *s)
{
	size_t n = mark(s), dash = s[n] == '-' ? 1 : strncmp(s + n, EN_DASH, 3) ? 0 : 3;

	n += dash;
	return dash ? n + mark(s + n) : 0;
}

/* The time of day behind a date: " 10:00". */
static size_t hour(const char *s)
{
	return *s == ' ' && is_digit(s[1]) && is_digit(s[2]) && s[3] == ':' && is_digit(s[4])
	               ? 4 + number(s + 4)
	               : 0;
}

/* Numbers that a hyphen or dash joins: a date, a vote, years; 0: none begins there. */
static size_t joined(const char *s)
{
	size_t n = number(s), parts = n ? 1 : 0, next;

	while (parts && (next = joint(s + n)) > 0 && is_digit(s[n + next])) {
		n += next + number(s + n + next);
		parts++;
	}
	if (parts < 2 || s[n] == '/')
		return 0;
	return n + hour(s + n);
}

/* Whether what follows the byte is not a part of a symbol or a name. */
static bool begins_after(char c)
{
	return (unsigned char)c >= 0x80 || strchr(" (\"':;~", c) != NULL;
}

void bidi_hold(struct buf *out, const char *s)
{
	char last = '\0';

	while (*s) {
		size_t marked = mark(s), n = !marked && begins_after(last) ? joined(s) : 0;

		if (n) {
			buf_str(out, LRM);
			buf_add(out, s, n);
			buf_str(out, RLM);
		} else {
			n = marked ? marked : 1;
			buf_add(out, s, n);
		}
		/* what is held already is left as it is */
		last = marked ? '/' : s[n - 1];
		s += n;
	}
}
