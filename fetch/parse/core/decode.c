/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/core/decode.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#define EXTRA_FIRST 0xd800u /* a unit from here on may be the number of an extra */
#define CODE_LAST 0x10ffffu

/* The characters of one first byte, for second bytes from `first`; units, 0 for none. */
struct row {
	uint32_t at;
	uint8_t first, count;
};

/* Four bytes as a number, and characters that go with it. */
struct run {
	uint32_t number, code, count;
};

/* A letter and the byte of a mark, which are one character. */
struct pair {
	uint16_t base, composed;
	uint8_t mark;
};

/* Offsets into units, rows and pairs; a pointer would have to be put right at each start. */
struct decode_set {
	char name[16];
	uint32_t single; /* units of the bytes 0x80 to 0xff */
	uint16_t pair, pair_count;
	bool goes_on; /* what a mark has made can have another */
	uint16_t run_count;
	uint8_t prefix; /* before two bytes of the second plane; 0: there is none */
	struct {
		uint16_t row;
		uint8_t first, count; /* first bytes */
	} planes[2];
};

#include "fetch/parse/core/charsets.inc"
#define EXTRA_COUNT (sizeof extras / sizeof *extras)

const struct decode_set *decode_find(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		if (strlen(sets[i].name) == len && !strncasecmp(sets[i].name, name, len))
			return &sets[i];
	return NULL;
}

const char *decode_name(const struct decode_set *set)
{
	return set->name;
}

/* The unit of two bytes, or 0. */
static unsigned in_plane(const struct decode_set *set, size_t plane, const unsigned char *s)
{
	unsigned lead = (unsigned)s[0] - set->planes[plane].first;
	if (lead >= set->planes[plane].count)
		return 0;
	const struct row *row = &rows[set->planes[plane].row + lead];
	unsigned trail = (unsigned)s[1] - row->first;
	return trail < row->count ? units[row->at + trail] : 0;
}

/* The character of the four bytes of GB18030, or 0. The first needs no look: where it begins
 * none, the number is that of none. */
static uint32_t in_runs(const struct decode_set *set, const unsigned char *s)
{
	size_t low = 0, high = set->run_count;
	if (s[1] < 0x30 || s[1] > 0x39 || s[2] < 0x81 || s[2] > 0xfe || s[3] < 0x30 || s[3] > 0x39)
		return 0;
	uint32_t number =
		((s[0] - 0x81u) * 10 + (s[1] - 0x30u)) * 1260 + (s[2] - 0x81u) * 10 + s[3] - 0x30u;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct run *run = &runs[middle];
		if (number < run->number)
			high = middle;
		else if (number - run->number >= run->count)
			low = middle + 1;
		else
			return run->code + (number - run->number);
	}
	return 0;
}

/* What stands at s: a character, or two in one number (the first in its upper half).
 * Returns its bytes, or 0 when there is none. */
static size_t character_at(const struct decode_set *set, const unsigned char *s, size_t len,
                           uint32_t *code)
{
	size_t used = 1;
	if (*s < 0x80) {
		*code = *s;
		return 1;
	}
	unsigned unit = units[set->single + *s - 0x80];
	if (!unit && len >= 2) {
		used = 2;
		unit = in_plane(set, 0, s);
	}
	if (!unit && len >= 3 && *s == set->prefix) {
		used = 3;
		unit = in_plane(set, 1, s + 1);
	}
	if (!unit) {
		*code = len >= 4 ? in_runs(set, s) : 0;
		return *code ? 4 : 0;
	}
	*code = unit - EXTRA_FIRST < EXTRA_COUNT ? extras[unit - EXTRA_FIRST] : unit;
	return used;
}

/* The character that the letter becomes with the mark after it, or 0. */
static uint32_t composed(const struct decode_set *set, uint32_t base, unsigned char mark)
{
	size_t low = set->pair, high = low + set->pair_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct pair *pair = &pairs[middle];
		if (pair->base == base && pair->mark == mark)
			return pair->composed;
		if (pair->base < base || (pair->base == base && pair->mark < mark))
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

size_t decode_add(const struct decode_set *set, const char *bytes, size_t len, struct buf *out)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t bad = 0;
	for (size_t i = 0; i < len;) {
		uint32_t code, whole;
		size_t start = i, used;
		while (i < len && s[i] > 0 && s[i] < 0x80)
			i++;
		if (i < len && set->pair_count && i > start)
			i--; /* the last one may have a mark */
		buf_add(out, s + start, i - start);
		if (i == len)
			break;
		used = character_at(set, s + i, len - i, &code);
		if (!used) {
			buf_utf8(out, 0xfffd);
			bad++;
			i++;
			continue;
		}
		i += used;
		for (bool more = set->pair_count > 0; more && i < len; more = set->goes_on) {
			whole = composed(set, code, s[i]);
			if (!whole)
				break;
			code = whole;
			i++;
		}
		if (code > CODE_LAST)
			buf_utf8(out, code >> 16);
		if (code)
			buf_utf8(out, code > CODE_LAST ? code & 0xffff : code);
	}
	return bad;
}
