/* SPDX-License-Identifier: ISC */
/* "Part VI", "Section 25", "Subprogramme 1": what parts of a document are called. */
#include "config.h"

#include "fetch/parse/un/layout.h"
#include "fetch/parse/un/parts.inc"

#include <string.h>

static const char *const words[] = {PARTS_PART};

static const char *const digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9",
                                     "٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"};
static const char *const roman[] = {"I", "V", "X", "L", "C"};
static const char *const chinese[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
                                      "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9"};
static const char *const counted[] = {PARTS_COUNTED};

/* Bytes at the beginning that are made of these, at most six of them. */
static size_t run_of(const char *s, size_t len, const char *const *set, size_t count)
{
	size_t at = 0;
	for (int n = 0; n < 6; n++) {
		size_t i = 0;
		while (i < count &&
		       (strlen(set[i]) > len - at || memcmp(s + at, set[i], strlen(set[i])) != 0))
			i++;
		if (i == count)
			break;
		at += strlen(set[i]);
	}
	return at;
}

static size_t figure(const char *s, size_t len)
{
	size_t n = run_of(s, len, digits, sizeof digits / sizeof *digits);
	return n ? n : run_of(s, len, roman, sizeof roman / sizeof *roman);
}

/* 第25款 */
static size_t chinese_part(const char *s, size_t len)
{
	static const char first[] = "第";
	size_t at = sizeof first - 1;
	if (len < at || memcmp(s, first, at) != 0)
		return 0;
	size_t n = run_of(s + at, len - at, chinese, sizeof chinese / sizeof *chinese);
	for (size_t i = 0; n && i < sizeof counted / sizeof *counted; i++) {
		size_t m = strlen(counted[i]);
		if (m <= len - at - n && memcmp(s + at + n, counted[i], m) == 0)
			return at + n + m;
	}
	return 0;
}

size_t un_part(const char *s, size_t len)
{
	size_t best = chinese_part(s, len);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i]);
		if (n >= len || memcmp(s, words[i], n) != 0)
			continue;
		n += s[n] == ' ';
		size_t number = figure(s + n, len - n);
		bool ends = n + number == len || strchr(" :.", s[n + number]);
		if (number && ends && n + number > best)
			best = n + number;
	}
	return best;
}

/* The first figures in the text, Arabic-Indic ones too; 0 for none. */
static unsigned first_number(const char *s, size_t len)
{
	unsigned number = 0;
	for (size_t i = 0; i < len; i++) {
		unsigned digit = 10;
		for (size_t k = 0; k < sizeof digits / sizeof *digits && digit == 10; k++)
			if (strlen(digits[k]) <= len - i &&
			    memcmp(s + i, digits[k], strlen(digits[k])) == 0)
				digit = (unsigned)k % 10;
		if (digit < 10 && number < 10000)
			number = number * 10 + digit;
		else if (number && (unsigned char)s[i] < 0x80)
			break;
	}
	return number;
}

bool un_is_section(const char *s, size_t len, const char *symbol)
{
	const char *section = strstr(symbol, "(Sect.");
	size_t part = section ? un_part(s, len) : 0;
	unsigned number = section ? first_number(section, strlen(section)) : 0;
	return part && number && first_number(s, part) == number;
}
