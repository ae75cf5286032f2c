/* SPDX-License-Identifier: ISC */
/* One tag: its name, those of its attributes that are read, and how it is written. */
#include "config.h"

#include "fetch/parse/html/scan_parts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* No name that is looked up is longer. */
#define NAME_MOST 16

static const char *const tag_names[] = {
#define X(id, name, flags) name,
	HTML_TAGS(X)
#undef X
};

static const char *const attr_names[] = {
#define X(id, name) name,
	HTML_ATTRS(X)
#undef X
};

/* -- names --------------------------------------------------------------- */

static int find_name(const char *const *names, size_t count, const char *name)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = (low + high) / 2, i = 0;
		const char *other = names[middle];
		while (name[i] == other[i] && name[i])
			i++; /* mostly the first differs: that is not worth a call */
		if (name[i] == other[i])
			return (int)middle;
		if (name[i] < other[i])
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

/* In lower case; false where it is longer than any that is looked up. */
static bool lower_name(const char *s, size_t len, char name[NAME_MOST + 1])
{
	if (len > NAME_MOST)
		return false;
	for (size_t i = 0; i < len; i++)
		name[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 32) : s[i];
	name[len] = '\0';
	return true;
}

static enum html_tag tag_find(const char *s, size_t len)
{
	char name[NAME_MOST + 1];
	int tag = lower_name(s, len, name)
	                  ? find_name(tag_names, sizeof tag_names / sizeof *tag_names, name)
	                  : -1;
	if (tag < 0)
		return len == 5 && strncasecmp(s, "image", 5) == 0 ? HTML_IMG : HTML_OTHER;
	return (enum html_tag)tag;
}

/* XML may put a prefix before the name, "xhtml:p". */
static enum html_tag tag_named(const struct html_scan *scan, const struct scan_tag *tag)
{
	const char *s = tag->name, *end = s + tag->name_len;
	const char *colon = scan->xhtml ? memchr(s, ':', tag->name_len) : NULL;
	s = colon ? colon + 1 : s;
	return tag_find(s, (size_t)(end - s));
}

static enum html_attr_name attr_find(const char *s, size_t len)
{
	char name[NAME_MOST + 1];
	int attr = lower_name(s, len, name) ? find_name(attr_names, HTML_AT_COUNT, name) : -1;
	if (attr < 0)
		return len == 8 && strncasecmp(s, "xml:lang", 8) == 0 ? HTML_AT_LANG
		                                                      : HTML_AT_COUNT;
	return (enum html_attr_name)attr;
}

/* Numbers go as two letters, those of attributes with a first letter of their own. */
#define TAG_LETTER 'a'
#define ATTR_LETTER 'q'

static int number_of(const char *s, char first)
{
	int high = s[0] - first, low = high < 0 ? -1 : s[1] - 'a';
	return low < 0 || low > 15 || s[2] ? -1 : high * 16 + low;
}

enum html_tag scan_tag_of(const char *name)
{
	int number = number_of(name, TAG_LETTER);
	return number >= 0 && number < HTML_TEXT ? (enum html_tag)number : HTML_OTHER;
}

bool scan_is_run(const char *name)
{
	return number_of(name, TAG_LETTER) == HTML_TEXT;
}

enum html_attr_name scan_attr_of(const char *name)
{
	int number = number_of(name, ATTR_LETTER);
	return number >= 0 && number < HTML_AT_COUNT ? (enum html_attr_name)number : HTML_AT_COUNT;
}

/* -- reading ------------------------------------------------------------- */

static const char *name_end(const char *s, const char *end)
{
	while (s < end && *s != '>' && *s != '/' && !html_is_space(*s))
		s++;
	return s;
}

/* The value at s, of which nothing but its end matters; NULL where the page ends in it. A
 * quote that is never closed is none: the value ends as one without quotes does. */
static const char *read_value(struct html_scan *scan, const char *s, struct scan_attr *attr)
{
	const char *end;
	if (s < scan->end && (*s == '"' || *s == '\'')) {
		end = scan_find(scan, s + 1,
		                *s); /* none is found but once: there is none after it */
		s++;
		if (end) {
			attr->value = s;
			attr->len = (uint32_t)(end - s);
			return end + 1;
		}
	}
	for (end = s; end < scan->end && *end != '>' && !html_is_space(*end);)
		end++;
	attr->value = s;
	attr->len = (uint32_t)(end - s);
	return end;
}

static const char *skip_space(const char *s, const char *end)
{
	while (s < end && html_is_space(*s))
		s++;
	return s;
}

const char *scan_tag_read(struct html_scan *scan, const char *s, struct scan_tag *tag)
{
	uint64_t seen = 0;
	tag->source = s;
	tag->name = s + 1;
	s = name_end(s + 1, scan->end);
	tag->name_len = (uint32_t)(s - tag->name);
	tag->tag = tag_named(scan, tag);
	tag->attr_count = 0;
	for (;;) {
		const char *before = s;
		while (s < scan->end && (*s == '/' || html_is_space(*s)))
			s++;
		if (s >= scan->end)
			return NULL;
		if (*s == '>') {
			tag->closed = s > before && s[-1] == '/';
			tag->size = (uint32_t)(s + 1 - tag->source);
			scan->work += tag->size;
			return s + 1;
		}
		struct scan_attr attr = {.value = NULL};
		const char *name = s++;
		while (s < scan->end && *s != '=' && *s != '>' && *s != '/' && !html_is_space(*s))
			s++;
		enum html_attr_name at = attr_find(name, (size_t)(s - name));
		const char *equals = skip_space(s, scan->end);
		if (equals < scan->end && *equals == '=')
			s = read_value(scan, skip_space(equals + 1, scan->end), &attr);
		if (at == HTML_AT_COUNT || seen >> at & 1)
			continue;
		seen |= (uint64_t)1 << at;
		attr.name = (uint8_t)at;
		tag->attrs[tag->attr_count++] = attr;
	}
}

/* Mostly it is that of the element which is open, written alike. */
static enum html_tag tag_of_end(const struct html_scan *scan, const struct scan_tag *tag)
{
	const struct scan_stack *st = &scan->open;
	const struct scan_open *top = st->depth ? &st->at[st->depth - 1] : NULL;
	if (top && top->name && top->name_len == tag->name_len &&
	    memcmp(top->name, tag->name, tag->name_len) == 0)
		return (enum html_tag)top->tag;
	return tag_named(scan, tag);
}

const char *scan_end_tag_read(struct html_scan *scan, const char *s, struct scan_tag *tag)
{
	tag->source = s;
	tag->name = s + 2;
	s = name_end(s + 2, scan->end);
	tag->name_len = (uint32_t)(s - tag->name);
	tag->tag = tag_of_end(scan, tag);
	tag->attr_count = 0;
	tag->size = 0;
	if (s < scan->end && *s == '>')
		return s + 1;
	s = scan_find(scan, s, '>');
	return s ? s + 1 : NULL;
}

const struct scan_attr *scan_tag_attr(const struct scan_tag *tag, enum html_attr_name name)
{
	for (unsigned i = 0; i < tag->attr_count; i++)
		if (tag->attrs[i].name == name)
			return &tag->attrs[i];
	return NULL;
}

bool scan_attr_begins(const struct scan_tag *tag, enum html_attr_name name, const char *value)
{
	const struct scan_attr *attr = scan_tag_attr(tag, name);
	size_t len = strlen(value);
	return attr && attr->value && attr->len >= len && strncasecmp(attr->value, value, len) == 0;
}

/* -- writing ------------------------------------------------------------- */

/* What windows-1252 has at 0x80 to 0x9f; 0: nothing. */
static const uint16_t windows_1252[32] = {
	0x20ac, 0,      0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
	0x2039, 0x152,  0,      0x17d,  0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0,      0x17e,  0x178,
};

static int digit_of(char c, unsigned base)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (base == 16 && (c | 32) >= 'a' && (c | 32) <= 'f')
		return (c | 32) - 'a' + 10;
	return -1;
}

/* The numeric reference at s ("&#"): its bytes, 0 where it is none, and in *c its number. */
static size_t read_reference(const char *s, const char *end, uint32_t *c)
{
	bool hex = end - s > 2 && (s[2] | 32) == 'x';
	const char *from = s + 2 + hex, *at = from;
	*c = 0;
	for (; at < end && digit_of(*at, hex ? 16 : 10) >= 0; at++)
		if (*c < 0x110000)
			*c = *c * (hex ? 16 : 10) + (uint32_t)digit_of(*at, hex ? 16 : 10);
	if (at == from)
		return 0;
	return (size_t)(at - s) + (at < end && *at == ';');
}

/* Names that older pages may write without a semicolon: those of 160 to 255, in their order. */
static const char *const bare_names[] = {
	"nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",
	"copy",   "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn",
	"sup2",   "sup3",   "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",
	"raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde",
	"Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
	"Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde",
	"Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",
	"szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",  "aelig",  "ccedil",
	"egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",   "eth",
	"ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
	"uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml",
};

/* The named reference at s ("&eacute" without its semicolon): its bytes, 0 where it is none, and
 * in *c its character. With one it is XML's and the parser's; in an attribute it is none before
 * a letter or "=", where an address goes on. */
static size_t read_bare(const char *s, const char *end, bool attr, uint32_t *c)
{
	size_t whole = 0, best = 0;
	const char *name = s + 1;
	while (name + whole < end && isalnum((unsigned char)name[whole]))
		whole++;
	if (name + whole < end && name[whole] == ';')
		return 0;
	for (size_t i = 0; i < sizeof bare_names / sizeof *bare_names; i++) {
		size_t n = strlen(bare_names[i]);
		if (n > best && n <= whole && memcmp(name, bare_names[i], n) == 0) {
			best = n;
			*c = 160 + (uint32_t)i;
		}
	}
	if (attr && (best < whole || (name + whole < end && name[whole] == '=')))
		return 0;
	return best > 0 ? best + 1 : 0;
}

/* Whether a number stands for something else than the character of that number. */
static bool is_odd(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff;
}

/* What an odd number stands for: nothing, if it is that of a control character. */
static void write_odd(struct buf *out, uint32_t c)
{
	if (c >= 0x80 && c < 0xa0)
		c = windows_1252[c - 0x80];
	if (c == '\t' || c == '\n' || c == '\f')
		buf_char(out, ' ');
	else if (c > 0x7f)
		buf_utf8(out, is_odd(c) ? 0xfffd : c);
}

/* The next odd reference in a text, its length and number; NULL. */
static const char *next_odd(const char *s, const char *end, bool attr, size_t *len, uint32_t *c)
{
	while (s < end && (s = memchr(s, '&', (size_t)(end - s)))) {
		*len = end - s > 2 && s[1] == '#' ? read_reference(s, end, c) : 0;
		if (*len > 0 && is_odd(*c))
			return s;
		if (*len == 0 && (*len = read_bare(s, end, attr, c)) > 0)
			return s;
		s++;
	}
	return NULL;
}

bool scan_is_plain(const char *s, size_t len, bool attr)
{
	size_t n;
	uint32_t c;
	return !next_odd(s, s + len, attr, &n, &c);
}

/* A stretch without odd references. */
static void write_signs(struct buf *out, const char *s, const char *end, bool quote)
{
	const char *from = s;
	for (; s < end; s++) {
		const char *instead = *s == '<' ? "&lt;" : *s == '"' && quote ? "&quot;" : NULL;
		if (!instead)
			continue;
		buf_add(out, from, (size_t)(s - from));
		buf_str(out, instead);
		from = s + 1;
	}
	buf_add(out, from, (size_t)(end - from));
}

void scan_write_text(struct html_scan *scan, const char *s, size_t len, bool quote)
{
	const char *end = s + len, *odd;
	size_t n;
	uint32_t c;
	scan->work += len;
	while ((odd = next_odd(s, end, quote, &n, &c))) {
		write_signs(&scan->out, s, odd, quote);
		write_odd(&scan->out, c);
		s = odd + n;
	}
	write_signs(&scan->out, s, end, quote);
}

/* Of styles only what hides, counts a list, strikes out, raises or lowers is read. */
static bool is_of_use(const struct scan_attr *attr)
{
	static const char *const read[] = {"display", "visibility", "list-style", "line-through",
	                                   "vertical-align"};
	if (attr->name != HTML_AT_STYLE)
		return true;
	for (size_t i = 0; attr->value && i < attr->len; i++)
		for (size_t k = 0; k < sizeof read / sizeof *read; k++) {
			size_t n = strlen(read[k]);
			if (n <= attr->len - i && strncasecmp(attr->value + i, read[k], n) == 0)
				return true;
		}
	return false;
}

static void write_attr(struct buf *out, struct html_scan *scan, const struct scan_attr *attr)
{
	const char name[] = {' ', (char)(ATTR_LETTER + attr->name / 16),
	                     (char)('a' + attr->name % 16), '=', '"'};
	buf_add(out, name, attr->value ? 5 : 3);
	if (!attr->value)
		return;
	if (memchr(attr->value, '"', attr->len) || !scan_is_plain(attr->value, attr->len, true))
		scan_write_text(scan, attr->value, attr->len, true);
	else
		buf_add(out, attr->value, attr->len);
	buf_char(out, '"');
}

void scan_write_start(struct html_scan *scan, const struct scan_tag *tag, bool closed)
{
	const char start[] = {'<', 'q', ' ', (char)(TAG_LETTER + tag->tag / 16),
	                      (char)('a' + tag->tag % 16)};
	buf_add(&scan->out, start, sizeof start);
	for (unsigned i = 0; i < tag->attr_count; i++)
		if (is_of_use(&tag->attrs[i]))
			write_attr(&scan->out, scan, &tag->attrs[i]);
	buf_add(&scan->out, closed ? "/>" : ">", closed ? 2 : 1);
}

void scan_write_run(struct html_scan *scan)
{
	const char run[] = {'<', 'q', ' ', TAG_LETTER + HTML_TEXT / 16, 'a' + HTML_TEXT % 16,
	                    '/', '>'};
	buf_add(&scan->out, run, sizeof run);
}

void scan_write_bare(struct html_scan *scan, enum html_tag tag)
{
	struct scan_tag bare = {.tag = tag};
	scan_write_start(scan, &bare, false);
}

void scan_write_end(struct html_scan *scan)
{
	buf_add(&scan->out, "</q>", 4);
}
