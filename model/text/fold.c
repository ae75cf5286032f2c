/* SPDX-License-Identifier: ISC */
/* Folding for finding: two spellings that a reader takes for one fold alike. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/text/characters.h"

#include <stdlib.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

static bool is_han(ucs4_t c)
{
	return (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff) ||
	       (c >= 0xf900 && c <= 0xfaff);
}

/* One folded character, or 0 when it falls away. */
static ucs4_t fold_one(ucs4_t c)
{
	if (c >= 0x660 && c <= 0x669)
		return '0' + (c - 0x660);
	if (c >= 0x6f0 && c <= 0x6f9)
		return '0' + (c - 0x6f0);
	switch (c) {
	case 0x640: /* tatweel */
	case 0xad:  /* soft hyphen */
	case 0x200b:
	case 0x200c:
	case 0x200d:
	case 0x200e:
	case 0x200f:
	case 0x61c:
		return 0;
	case 0x671: /* alef wasla; the other alefs lose their marks by decomposition */
		return 0x627;
	case 0x649: /* alef maksura and Farsi yeh, as yeh */
	case 0x6cc:
		return 0x64a;
	case 0x629: /* teh marbuta, as heh */
		return 0x647;
	case 0x6a9:
		return 0x643;
	case 0x2018:
	case 0x2019:
	case 0x2bc:
		return '\'';
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
		return '-';
	}
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me))
		return 0;
	return c;
}

static void fold_ascii(struct buf *out, const char *s, size_t len)
{
	char *to = buf_room(out, len);

	if (!to)
		return;
	for (size_t i = 0; i < len; i++)
		to[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 32) : s[i];
	buf_grown(out, len);
}

void text_fold(struct buf *out, const char *s, size_t len)
{
	size_t n = 0, ascii = 0;
	uint8_t *folded;

	while (ascii < len && (unsigned char)s[ascii] < 0x80)
		ascii++;
	if (ascii == len) {
		fold_ascii(out, s, len);
		return;
	}
	folded = u8_casefold((const uint8_t *)s, len, NULL, UNINORM_NFKD, NULL, &n);
	if (!folded) {
		fold_ascii(out, s, len);
		return;
	}
	for (size_t i = 0; i < n;) {
		uint32_t c;

		i += utf8_decode((char *)folded + i, n - i, &c);
		c = fold_one(c);
		if (!c)
			continue;
		if (is_han(c)) {
			buf_char(out, ' ');
			buf_utf8(out, c);
			buf_char(out, ' ');
		} else {
			buf_utf8(out, c);
		}
	}
	free(folded);
}
