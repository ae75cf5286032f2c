/* SPDX-License-Identifier: ISC */
/* Whether a paper has a masthead at all: by how many signs of one. */
#include "config.h"

#include "fetch/parse/un/layout.h"

#include <string.h>

#define SPECKS 12 /* bytes that a reading machine may see in an emblem */

/* "Distr.: General", not "General": a word that any table has says nothing. */
static bool is_labelled(const struct un_line *line, const char *s, size_t len)
{
	return strlen(line->value) != len || memcmp(line->value, s, len) != 0;
}

void un_masthead_note(struct un_masthead *mast, const char *s, size_t len)
{
	struct un_line line;
	enum un_line_kind kind = un_line_read(s, len, &line);

	switch (kind) {
	case UN_ORGANIZATION:
	case UN_DISTRIBUTION:
	case UN_ORIGINAL:
		if (len == 1 || (kind != UN_ORGANIZATION && !is_labelled(&line, s, len)))
			return;
		break;
	case UN_SYMBOL:
		if (mast->said)
			return;
		break;
	case UN_BODY:
	case UN_SESSION:
	case UN_AGENDA:
	case UN_MEETING:
	case UN_JOB:
	case UN_BARCODE:
		break;
	case UN_TEXT:
		mast->said = mast->said || len > SPECKS;
		return;
	default:
		return;
	}
	mast->signs |= 1u << kind;
}

bool un_has_masthead(const struct un_masthead *mast)
{
	unsigned count = 0;

	for (unsigned signs = mast->signs; signs; signs &= signs - 1)
		count++;
	return count >= 2;
}

bool un_is_issued(const struct un_masthead *mast)
{
	return mast->signs &
	       (1u << UN_DISTRIBUTION | 1u << UN_ORIGINAL | 1u << UN_JOB | 1u << UN_BARCODE);
}
