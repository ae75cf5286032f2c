/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/terms.h"

#include "model/base/utf8.h"
#include "model/text/characters.h"
#include "model/text/han.inc"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#define KNOWN_COUNT 512
#define FOLDED_MAX 50 /* bytes: one stands for four words */
/* Between the terms that one character becomes ("½"). */
#define BREAK 1

enum kind { APART, LETTER, IGNORED, ALONE };

struct known {
	uint32_t c;
	uint8_t kind, len;
	char folded[FOLDED_MAX];
};

struct terms {
	struct known known[KNOWN_COUNT];
};

struct cutting {
	char term[TERM_MAX + 1];
	size_t len, from, to;
	terms_fn *each;
	void *payload;
};

struct terms *terms_new(void)
{
	return calloc(1, sizeof(struct terms));
}

void terms_free(struct terms *t)
{
	free(t);
}

bool terms_fold_chinese(void)
{
	return sizeof simplified / sizeof *simplified > 1;
}

/* -- one character ------------------------------------------------------- */

static bool is_han(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff) ||
	       (c >= 0xf900 && c <= 0xfaff);
}

static uint32_t simplify(uint32_t c)
{
	size_t from = 0, to = sizeof simplified / sizeof *simplified;

	while (from < to) {
		size_t i = from + (to - from) / 2;

		if (simplified[i][0] == c)
			return simplified[i][1];
		if (simplified[i][0] < c)
			from = i + 1;
		else
			to = i;
	}
	return c;
}

static bool is_raised_digit(uint32_t c)
{
	return c == 0xb9 || c == 0xb2 || c == 0xb3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

static bool is_letter(uint32_t c)
{
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N |
	                                                   UC_CATEGORY_MASK_Mc);
}

/* What a letter folds to, without what is no letter. */
static void fold_letter(struct known *k, const char *s, size_t len)
{
	struct buf folded, kept;

	buf_init(&folded, 256);
	buf_init(&kept, 256);
	text_fold(&folded, s, len);
	for (size_t i = 0; i < folded.len;) {
		uint32_t c;

		i += utf8_decode(folded.bytes + i, folded.len - i, &c);
		if (is_letter(c))
			buf_utf8(&kept, c);
		else if (kept.len && kept.bytes[kept.len - 1] != BREAK)
			buf_char(&kept, BREAK);
	}
	while (kept.len && kept.bytes[kept.len - 1] == BREAK)
		buf_cut(&kept, kept.len - 1);
	k->kind = kept.len ? LETTER : IGNORED;
	k->len = kept.len <= FOLDED_MAX ? (uint8_t)kept.len : 0;
	memcpy(k->folded, kept.bytes, k->len);
	buf_done(&folded);
	buf_done(&kept);
}

static void learn(struct known *k, uint32_t c, const char *s, size_t len)
{
	struct buf one;

	k->c = c;
	k->len = 0;
	if (is_han(c)) {
		buf_init(&one, 8);
		buf_utf8(&one, simplify(c));
		k->kind = ALONE;
		k->len = (uint8_t)one.len;
		memcpy(k->folded, one.bytes, one.len);
		buf_done(&one);
	} else if (is_raised_digit(c)) {
		k->kind = APART;
	} else if (is_letter(c)) {
		fold_letter(k, s, len);
	} else if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me |
	                                                       UC_CATEGORY_MASK_Cf)) {
		k->kind = IGNORED;
	} else {
		k->kind = APART;
	}
}

static const struct known *look_up(struct terms *t, uint32_t c, const char *s, size_t len)
{
	struct known *k = &t->known[c % KNOWN_COUNT];

	if (k->c != c || !c)
		learn(k, c, s, len);
	return k;
}

/* -- the text -------------------------------------------------------------- */

static int end_term(struct cutting *c)
{
	int stop = 0;

	if (c->len) {
		c->term[c->len] = '\0';
		stop = c->each(c->term, c->len, c->from, c->to, c->payload);
	}
	c->len = 0;
	return stop;
}

static int add_letter(struct cutting *c, const char *folded, size_t len, size_t from, size_t to)
{
	int stop = 0;

	for (size_t i = 0; i < len && !stop;) {
		size_t n = 1;

		if (folded[i] == BREAK) {
			stop = end_term(c);
			i++;
			continue;
		}
		while (i + n < len && ((unsigned char)folded[i + n] & 0xc0) == 0x80)
			n++;
		if (!c->len)
			c->from = from;
		if (c->len + n <= TERM_MAX) {
			memcpy(c->term + c->len, folded + i, n);
			c->len += n;
		}
		c->to = to;
		i += n;
	}
	return stop;
}

static int add_ascii(struct cutting *c, char letter, size_t at)
{
	if (letter >= 'A' && letter <= 'Z')
		letter = (char)(letter + 32);
	if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9'))
		return add_letter(c, &letter, 1, at, at + 1);
	return end_term(c);
}

int terms_cut(struct terms *t, const char *s, size_t len, terms_fn *each, void *payload)
{
	struct cutting c = {.each = each, .payload = payload};
	int stop = 0;

	for (size_t i = 0, n; i < len && !stop; i += n) {
		const struct known *k;
		uint32_t code;

		n = 1;
		if (!((unsigned char)s[i] & 0x80)) {
			stop = add_ascii(&c, s[i], i);
			continue;
		}
		n = utf8_decode(s + i, len - i, &code);
		k = look_up(t, code, s + i, n);
		if (k->kind == LETTER) {
			stop = add_letter(&c, k->folded, k->len, i, i + n);
		} else if (k->kind == IGNORED) {
			c.to = i + n; /* a mark stands on its letter */
		} else {
			stop = end_term(&c);
			if (!stop && k->kind == ALONE)
				stop = each(k->folded, k->len, i, i + n, payload);
		}
	}
	return stop ? stop : end_term(&c);
}
