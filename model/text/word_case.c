/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/word_case.h"

#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <uninorm.h>

/* Latin and Cyrillic with their marks; the apostrophe that some write within words. */
static bool has_stems(uint32_t c)
{
	return c < 0x250 || (c >= 0x300 && c < 0x370) || (c >= 0x400 && c < 0x530) ||
	       (c >= 0x1e00 && c < 0x1f00);
}

bool word_small(const char *word, size_t len, char *out, size_t size)
{
	bool ascii = true;
	size_t n = 0;
	uint8_t *small;

	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(word + i, len - i, &c);
		if (!has_stems(c))
			return false;
		ascii = ascii && c < 0x80;
	}
	small = ascii ? NULL : u8_tolower((const uint8_t *)word, len, NULL, UNINORM_NFC, NULL, &n);
	if (!small)
		return false;
	if (n < size) {
		memcpy(out, small, n);
		out[n] = '\0';
	}
	free(small);
	return n < size;
}
