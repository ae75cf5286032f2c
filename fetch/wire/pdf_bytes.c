/* SPDX-License-Identifier: ISC */
/* Whether bytes are a PDF. */
#include "config.h"

#include "fetch/wire/pdf_bytes.h"

#include <ctype.h>
#include <string.h>

bool pdf_is_zip(const char *bytes, size_t len)
{
	return len >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
}

bool pdf_may_hide(const char *coding)
{
	return coding && *coding && strcmp(coding, "identity") != 0;
}

enum pdf_guess pdf_guess(const char *bytes, size_t len, bool all)
{
	size_t i = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	const char *found = memmem(bytes, len, "%PDF-", 5);

	while (i < len && isspace((unsigned char)bytes[i]))
		i++;
	/* markup, data and archives begin so; they may well speak of PDF */
	if (i < len && (strchr("<{[", bytes[i]) || memcmp(bytes, "PK", len < 2 ? len : 2) == 0))
		return PDF_NOT;
	if (found)
		return PDF_IS;
	return all || len >= PDF_WINDOW ? PDF_NOT : PDF_UNKNOWN;
}
