/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/wire/picture_bytes.h"

#include <stdbool.h>
#include <string.h>

static bool stands(const char *bytes, size_t len, size_t at, const char *word)
{
	size_t n = strlen(word);

	return len >= at + n && memcmp(bytes + at, word, n) == 0;
}

enum picture_kind picture_kind(const char *bytes, size_t len)
{
	if (stands(bytes, len, 0, "\x89PNG"))
		return PICTURE_PNG;
	if (stands(bytes, len, 0, "\xff\xd8\xff"))
		return PICTURE_JPEG;
	if (stands(bytes, len, 0, "RIFF") && stands(bytes, len, 8, "WEBP"))
		return PICTURE_WEBP;
	return PICTURE_NONE;
}
