/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/keyboard.h"

#include "model/base/utf8.h"

#include <stddef.h>
#include <string.h>

/* Layouts, each a row of keys as it has them and as QWERTY has them. A key that gives what a
 * Latin keyboard gives elsewhere is left out: nobody could tell. The first that has a
 * character counts. */
static const struct {
	const char *there, *here;
} layouts[] = {
	/* Arabic (101) */
	{"ضصثقفغعهخحجد", "qwertyuiop[]"},
	{"شسيبلاتنمكط", "asdfghjkl;'"},
	{"ئءؤرىةوزظذ", "zxcvnm,./`"},
	{"\u064e\u064b\u064f\u064c÷×؛", "QWERIOP"},
	{"\u0650\u064d", "AS"},
	{"أـ،", "HJK"},
	{"\u0652آ؟", "XN?"},
	{"٠١٢٣٤٥٦٧٨٩", "0123456789"},
	/* Persian, where it is another */
	{"یکگچپژ", "d;'][\\"},
	{"۰۱۲۳۴۵۶۷۸۹", "0123456789"},
	/* Russian; Ukrainian and Serbian where they are others */
	{"йцукенгшщзхъ", "qwertyuiop[]"},
	{"фывапролджэ", "asdfghjkl;'"},
	{"ячсмитьбюё", "zxcvbnm,.`"},
	{"ЙЦУКЕНГШЩЗХЪ", "QWERTYUIOP{}"},
	{"ФЫВАПРОЛДЖЭ", "ASDFGHJKL:\""},
	{"ЯЧСМИТЬБЮЁ", "ZXCVBNM<>~"},
	{"іїєґІЇЄҐ", "s]'`S}\"~"},
	{"љњјћђ", "qwj'["},
	{"№", "#"},
};

uint32_t keyboard_place(uint32_t character)
{
	for (size_t i = 0; character >= 0x80 && i < sizeof layouts / sizeof *layouts; i++) {
		const char *s = layouts[i].there, *here = layouts[i].here;
		size_t len = strlen(s);
		uint32_t c;

		for (size_t at = 0; at < len && *here; here++) {
			at += utf8_decode(s + at, len - at, &c);
			if (c == character)
				return (unsigned char)*here;
		}
	}
	return 0;
}
