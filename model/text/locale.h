/* SPDX-License-Identifier: ISC */
/*
 * locale: how UN texts write dates and numbers in each of the six languages.
 *
 * Tables alone, of what their texts of 2020 to 2026 have: months, the order of a date's
 * parts, what stands between thousands, and short names of great numbers. Digits are
 * 0 to 9 in all six. Knows nothing of the interface: who asks names the language.
 */
#ifndef PALAIS_MODEL_TEXT_LOCALE_H
#define PALAIS_MODEL_TEXT_LOCALE_H

#include <stdbool.h>

/* Which parts of a date are written. */
enum { LOCALE_DAY = 1, LOCALE_MONTH = 2, LOCALE_YEAR = 4 };

/* A date's parts in their order, by the sum of those that are written. {d} {m} {y} are
 * day, month and year, {M} a month that stands without a day, {1} a day of which the
 * first has a form of its own, {dd} and {mm} numbers of two digits. */
struct locale_form {
	const char *patterns[8];
	const char *to;  /* between the ends of a range */
	bool year_first; /* what both ends share is written at the first */
};

/* A great number in short: from so many on, in units of so many. */
struct locale_scale {
	double from, unit;
	int decimals;
	const char *name;
};

struct locale {
	const char *months[12], *alone[12], *brief_months[12];
	struct locale_form full, brief;
	const char *thousands, *decimal;
	struct locale_scale scales[2]; /* the greater first */
};

/* By the place of the language in lang_codes. */
const struct locale *locale_of(int language);

/* The English month, 1 to 12, that the word begins with, by the three letters of its brief
 * name in either case, as machines write dates; 0 for none. */
int locale_english_month(const char *s);

#endif
