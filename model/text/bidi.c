/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/bidi.h"

#include "model/base/utf8.h"
#include "model/base/vec.h"
#include "model/text/characters.h"

#include <fribidi.h>
#include <stdlib.h>
#include <string.h>

#define LAM 0x644u
#define LAM_FINAL 0xfedeu
#define LAM_MEDIAL 0xfee0u
/* Bytes of a cluster that are shown: more marks than a cell holds say nothing more. */
#define CLUSTER_MOST 64
/* Characters of a symbol that are looked at. */
#define SYMBOL_LONGEST 80

/* Of each character of the paragraph; the last two of each of a row. */
struct bidi {
	const char *s; /* NULL: none yet */
	size_t len;
	enum bidi_base base;
	FriBidiParType direction;
	size_t count, cap;
	FriBidiChar *chars;
	uint32_t *from; /* its first byte; one more at the end */
	FriBidiCharType *types;
	FriBidiBracketType *brackets;
	FriBidiLevel *levels;
	FriBidiArabicProp *props;
	FriBidiLevel *row_levels;
	FriBidiStrIndex *order;
	VEC(struct bidi_cell) cells;
	VEC(struct bidi_cell) logical;
	struct buf shown;
};

struct bidi *bidi_new(void)
{
	struct bidi *b = calloc(1, sizeof *b);

	if (b)
		buf_init(&b->shown, 8 * BIDI_LONGEST);
	return b;
}

void bidi_free(struct bidi *b)
{
	if (!b)
		return;
	free(b->chars);
	free(b->from);
	free(b->types);
	free(b->brackets);
	free(b->levels);
	free(b->props);
	free(b->row_levels);
	free(b->order);
	vec_done(&b->cells);
	vec_done(&b->logical);
	buf_done(&b->shown);
	free(b);
}

/* -- the paragraph -------------------------------------------------------- */

static int grow(struct bidi *b, size_t count)
{
	struct {
		void **at;
		size_t size;
	} arrays[] = {
		{(void **)&b->chars, sizeof *b->chars},
		{(void **)&b->from, sizeof *b->from},
		{(void **)&b->types, sizeof *b->types},
		{(void **)&b->brackets, sizeof *b->brackets},
		{(void **)&b->levels, sizeof *b->levels},
		{(void **)&b->props, sizeof *b->props},
		{(void **)&b->row_levels, sizeof *b->row_levels},
		{(void **)&b->order, sizeof *b->order},
	};

	if (count < b->cap)
		return 0;
	b->cap = 0;
	count += count / 4 + 64;
	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
		void *p = realloc(*arrays[i].at, count * arrays[i].size);

		if (!p)
			return -1;
		*arrays[i].at = p;
	}
	b->cap = count;
	return 0;
}

static void decode(struct bidi *b, const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; n++) {
		uint32_t c;

		b->from[n] = (uint32_t)i;
		i += utf8_decode(s + i, len - i, &c);
		b->chars[n] = c;
	}
	b->from[n] = (uint32_t)len;
	b->count = n;
}

/* The forms of letters as they are joined, and brackets mirrored. */
static void shape(struct bidi *b)
{
	FriBidiStrIndex n = (FriBidiStrIndex)b->count;

	fribidi_get_joining_types(b->chars, n, b->props);
	fribidi_join_arabic(b->types, n, b->levels, b->props);
	fribidi_shape(FRIBIDI_FLAG_SHAPE_MIRRORING | FRIBIDI_FLAG_SHAPE_ARAB_PRES, b->levels, n,
	              b->props, b->chars);
}

/* Whether a symbol ends before character i: letters, digits and their marks, with a slash
 * among them, and blanks only in a bracket and before it. */
static bool ends_symbol(const struct bidi *b, size_t i)
{
	bool slash = false, within = false, before = false;

	for (size_t n = 0; i-- && n < SYMBOL_LONGEST; n++) {
		uint32_t c = b->chars[i];
		bool plain = (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');

		if (!plain && !(c == ' ' && (within || before)) &&
		    (c >= 0x80 || !c || !strchr("/.-()*", (int)c)))
			break;
		before = c == '(';
		within = c == ')' || (within && !before);
		slash = slash || c == '/';
	}
	return slash;
}

/* The mark of a reissue, "A/68/99/Rev.1*", is of the symbol: by itself it would go to the
 * other side where the text around runs from the right. */
static void hold_marks(struct bidi *b)
{
	for (size_t i = 1; i < b->count; i++)
		if (b->chars[i] == '*' && ends_symbol(b, i))
			b->types[i] = FRIBIDI_TYPE_LTR;
}

int bidi_read(struct bidi *b, const char *s, size_t len, enum bidi_base base)
{
	FriBidiStrIndex n;

	if (b->s == s && b->len == len && b->base == base)
		return 0;
	b->s = NULL;
	if (len > BIDI_LONGEST || grow(b, len) < 0)
		return -1;
	decode(b, s, len);
	n = (FriBidiStrIndex)b->count;
	b->direction = base == BIDI_LTR   ? FRIBIDI_PAR_LTR
	               : base == BIDI_RTL ? FRIBIDI_PAR_RTL
	                                  : FRIBIDI_PAR_ON;
	fribidi_get_bidi_types(b->chars, n, b->types);
	hold_marks(b);
	fribidi_get_bracket_types(b->chars, n, b->types, b->brackets);
	if (n && !fribidi_get_par_embedding_levels_ex(b->types, b->brackets, n, &b->direction,
	                                              b->levels))
		return -1;
	shape(b);
	b->s = s;
	b->len = len;
	b->base = base;
	return 0;
}

bool bidi_is_rtl(const struct bidi *b)
{
	return FRIBIDI_IS_RTL(b->direction);
}

/* -- a row ------------------------------------------------------------------ */

/* The first character at or after a byte. */
static size_t char_at(const struct bidi *b, size_t byte)
{
	size_t low = 0, high = b->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (b->from[mid] < byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool is_alef(uint32_t c)
{
	return c == 0x622 || c == 0x623 || c == 0x625 || c == 0x627;
}

size_t bidi_ligature(const char *s, size_t n, size_t len)
{
	uint32_t c;

	if (n < 2 || s[0] != '\xd9' || s[1] != '\x84' || n >= len || s[n] != '\xd8')
		return 0;
	utf8_decode(s + n, len - n, &c);
	if (!is_alef(c))
		return 0;
	/* a joiner or a non-joiner after the lam is there to keep the two apart */
	for (size_t i = 2; i + 2 < n; i++)
		if (!memcmp(s + i, "\xe2\x80", 2))
			return 0;
	return text_cluster(s + n, len - n);
}

/* The one character for a lam and an alef: as it stands alone, or after a letter. */
static uint32_t lam_alef(uint32_t lam, uint32_t alef)
{
	uint32_t alone = alef == 0x622   ? 0xfef5
	                 : alef == 0x623 ? 0xfef7
	                 : alef == 0x625 ? 0xfef9
	                                 : 0xfefb;

	return alone + (lam == LAM_FINAL || lam == LAM_MEDIAL);
}

/* Characters that guide and do not show. */
static bool is_format(uint32_t c)
{
	return c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       c < 0x20;
}

static void show_char(struct bidi *b, uint32_t c)
{
	if (c == 0xa0)
		buf_char(&b->shown, ' ');
	else if (!is_format(c))
		buf_utf8(&b->shown, c);
}

/* The cluster that begins at character i of the paragraph, as a cell; the character
 * after it. */
static size_t cluster_cell(struct bidi *b, size_t i, size_t to, struct bidi_cell *cell)
{
	size_t from = b->from[i], n = text_cluster(b->s + from, to - from);
	size_t alef = bidi_ligature(b->s + from, n, to - from), next;
	size_t second = 0;
	uint32_t first = b->chars[i];
	size_t width;

	for (next = i + 1; next < b->count && b->from[next] < from + n + alef; next++)
		if (b->from[next] == from + n)
			second = next;
	*cell = (struct bidi_cell){.from = (uint32_t)from,
	                           .to = (uint32_t)(from + n + alef),
	                           .at = (uint32_t)b->shown.len,
	                           .rtl = b->levels[i] & 1};
	if (alef) {
		uint32_t c;

		utf8_decode(b->s + from + n, alef, &c);
		first = lam_alef(first, c);
	}
	for (size_t k = i; k < next && b->shown.len - cell->at < CLUSTER_MOST; k++)
		if (!second || k != second)
			show_char(b, k == i ? first : b->chars[k]);
	cell->len = (uint16_t)(b->shown.len - cell->at);
	width = alef ? 1 : text_cluster_width(b->s + from, n);
	cell->width = (uint8_t)(width > 255 ? 255 : width);
	return next;
}

/* The row's clusters in the order in which they are read. */
static int read_clusters(struct bidi *b, size_t first, size_t last, size_t to)
{
	b->logical.count = 0;
	for (size_t i = first; i < last;) {
		struct bidi_cell cell;
		size_t next = cluster_cell(b, i, to, &cell);

		/* each of its characters leads to it, so that its first in the row's order finds it
		 */
		for (size_t k = i; k < next; k++) {
			struct bidi_cell c = cell;

			if (k > i)
				c.len = c.width = 0;
			if (vec_push(&b->logical, c) < 0)
				return -1;
		}
		i = next;
	}
	return 0;
}

const struct bidi_cell *bidi_row(struct bidi *b, size_t from, size_t to, size_t *count)
{
	size_t first, last, n;

	if (!b->s || to > b->len)
		return NULL;
	first = char_at(b, from);
	last = char_at(b, to);
	n = last - first;
	buf_reset(&b->shown);
	b->cells.count = 0;
	memcpy(b->row_levels, b->levels + first, n * sizeof *b->levels);
	for (size_t i = 0; i < n; i++)
		b->order[i] = (FriBidiStrIndex)i;
	/* marks need no order of their own: clusters move whole */
	if (n && !fribidi_reorder_line(0, b->types + first, (FriBidiStrIndex)n, 0, b->direction,
	                               b->row_levels, NULL, b->order))
		return NULL;
	if (read_clusters(b, first, last, to) < 0)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		const struct bidi_cell *cell = &b->logical.at[b->order[i]];

		if (cell->len && vec_push(&b->cells, *cell) < 0)
			return NULL;
	}
	*count = b->cells.count;
	/* an empty row is no failure */
	return b->cells.at || vec_reserve(&b->cells) == 0 ? b->cells.at : NULL;
}

const char *bidi_shown(const struct bidi *b)
{
	return b->shown.bytes;
}

const signed char *bidi_levels(const struct bidi *b)
{
	return b->row_levels;
}

const int *bidi_order(const struct bidi *b)
{
	return b->order;
}

/* -- whether ----------------------------------------------------------------------- */

bool bidi_is_needed(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];
		unsigned char next = i + 1 < len ? (unsigned char)s[i + 1] : 0;

		if (c < 0xd6) {
			uint64_t eight;

			/* by eights over plain text */
			while (i + 9 <= len) {
				memcpy(&eight, s + i + 1, 8);
				if (eight & 0x8080808080808080u)
					break;
				i += 8;
			}
			continue;
		}
		/* Hebrew to Arabic Extended, RLM, presentation forms, the scripts beyond */
		if (c <= 0xdf || (c == 0xe0 && next >= 0xa0 && next <= 0xa3) ||
		    (c == 0xe2 && next == 0x80 && i + 2 < len && s[i + 2] == '\x8f') ||
		    (c == 0xef && next >= 0xac && next <= 0xbb) ||
		    (c == 0xf0 && (next == 0x90 || next == 0x9e)))
			return true;
	}
	return false;
}
