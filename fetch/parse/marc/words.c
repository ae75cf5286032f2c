/* SPDX-License-Identifier: ISC */
/* Dates and names as catalogues write them. */
#include "config.h"

#include "fetch/parse/marc/internal.h"
#include "fetch/parse/marc/records.inc"
#include "model/text/characters.h"
#include "model/text/date.h"

#include <stdio.h>
#include <string.h>

#define VALUE_MAX (1u << 20)

/* "201512" and "20151218" as "2015-12" and "2015-12-18". */
static void put_hyphens(char *s, size_t digits, size_t size)
{
	char day[8] = "";
	if (digits == 8)
		snprintf(day, sizeof day, "-%.2s", s + 6);
	snprintf(s + 4, size - 4, "-%.2s%s", (char[]){s[4], s[5], 0}, day);
}

/* "[2015]", "c2015", "20151200": as precise as it is known; false for no date. */
bool marc_date(const char *text, char iso[11])
{
	char plain[40];
	size_t len;
	text += strspn(text, "[© c");
	len = strcspn(text, "]");
	len -= len && text[len - 1] == '.';
	if (!len || len >= sizeof plain - 4)
		return false;
	snprintf(plain, sizeof plain, "%.*s", (int)len, text);
	if (strspn(plain, "0123456789") == len && (len == 6 || len == 8))
		put_hyphens(plain, len, sizeof plain);
	/* a month or day of zeros is not known */
	for (len = strlen(plain); len > 3 && !strcmp(plain + len - 3, "-00"); len -= 3)
		plain[len - 3] = '\0';
	return date_read(plain, iso);
}

/* A date as all others are shown; what is none stays as it is. */
void marc_print_date(struct buf *text)
{
	char iso[11], printed[80];
	if (!marc_date(text->bytes, iso))
		return;
	date_print(iso, false, printed, sizeof printed);
	buf_reset(text);
	buf_str(text, printed);
}

/* Without the "by" that our own says already. */
void marc_drop_by(struct buf *text)
{
	static const char *const words_for[] = {RECORDS_BY};
	size_t first = strcspn(text->bytes, " ");
	struct buf folded, rest;
	buf_init(&folded, 400);
	buf_init(&rest, VALUE_MAX);
	text_fold(&folded, text->bytes, first < 40 ? first : 40);
	for (size_t i = 0; i < sizeof words_for / sizeof *words_for; i++)
		if (!strcmp(folded.bytes, words_for[i])) {
			buf_str(&rest, text->bytes + first + (text->bytes[first] == ' '));
			buf_reset(text);
			buf_add(text, rest.bytes, rest.len);
			break;
		}
	buf_done(&folded);
	buf_done(&rest);
}
