/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/base64.h"

#include <stdint.h>
#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_add(struct buf *out, const void *bytes, size_t len, enum base64_form form)
{
	const uint8_t *p = bytes;

	for (size_t i = 0; i < len; i += 3) {
		unsigned v = (unsigned)p[i] << 16;
		size_t letters = len - i >= 3 ? 4 : len - i + 1;

		if (i + 1 < len)
			v |= (unsigned)p[i + 1] << 8;
		if (i + 2 < len)
			v |= p[i + 2];
		for (size_t k = 0; k < letters; k++)
			buf_char(out, digits[v >> (18 - 6 * k) & 63]);
		for (size_t k = letters; k < 4 && form == BASE64_PADDED; k++)
			buf_char(out, '=');
	}
}

bool base64_read(const char *s, size_t len, enum base64_form form, void *bytes, size_t size)
{
	uint8_t *to = bytes;
	unsigned v = 0, bits = 0;
	size_t letters = BASE64_PLAIN_LEN(size), n = 0;

	if (len != (form == BASE64_PADDED ? BASE64_PADDED_LEN(size) : letters))
		return false;
	for (size_t i = 0; i < letters; i++) {
		const char *at = s[i] ? strchr(digits, s[i]) : NULL;

		if (!at)
			return false;
		v = v << 6 | (unsigned)(at - digits);
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			to[n++] = (uint8_t)(v >> bits);
			v &= (1u << bits) - 1;
		}
	}
	for (size_t i = letters; i < len; i++)
		if (s[i] != '=')
			return false;
	return !v;
}
