/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/locale.h"

#include "model/base/lang.h"
#include "model/text/months.inc"

#include <strings.h>

/* A brief date stands in a column of lists: in Arabic, whose months have two names, and in
 * Chinese it is 2015-12-18, as the UN's lists have it. Great numbers are counted by the
 * hundred million and the ten thousand in Chinese, and by the million in Spanish. */
static const struct locale usages[LANG_COUNT] = {
	{
		/* ar */
		.months = {MONTHS_FULL_ar},
		.alone = {MONTHS_ALONE_ar},
		.brief_months = {MONTHS_BRIEF_ar},
		.full = {.patterns = {[1] = "{d}",
                                      [3] = "{d} {m}",
                                      [7] = "{d} {m} {y}",
                                      [2] = "{M}",
                                      [6] = "{M} {y}",
                                      [4] = "{y}"},
                         .to = " - "},
		.brief = {.patterns = {[1] = "{dd}",
                                       [3] = "{mm}-{dd}",
                                       [7] = "{y}-{mm}-{dd}",
                                       [2] = "{mm}",
                                       [6] = "{y}-{mm}",
                                       [4] = "{y}"},
                          /* both ends run from the left in a line from the right, and so does it */
                          .to = "\u200e–\u200e",
                          .year_first = true},
		.thousands = "\u00a0",
		.decimal = ",",
		.scales = {{1e9, 1e9, 2, "\u00a0بليون"}, {1e5, 1e6, 1, "\u00a0مليون"}},
	},
	{
		/* zh */
		.months = {MONTHS_FULL_zh},
		.alone = {MONTHS_ALONE_zh},
		.brief_months = {MONTHS_BRIEF_zh},
		.full = {.patterns = {[1] = "{d}日",
                                      [3] = "{m}{d}日",
                                      [7] = "{y}年{m}{d}日",
                                      [2] = "{M}",
                                      [6] = "{y}年{M}",
                                      [4] = "{y}年"},
                         .to = "至",
                         .year_first = true},
		.brief = {.patterns = {[1] = "{dd}",
                                       [3] = "{mm}-{dd}",
                                       [7] = "{y}-{mm}-{dd}",
                                       [2] = "{mm}",
                                       [6] = "{y}-{mm}",
                                       [4] = "{y}"},
                          .to = "–",
                          .year_first = true},
		.thousands = "\u00a0",
		.decimal = ".",
		.scales = {{1e8, 1e8, 1, "亿"}, {1e5, 1e4, 0, "万"}},
	},
	{
		/* en */
		.months = {MONTHS_FULL_en},
		.alone = {MONTHS_ALONE_en},
		.brief_months = {MONTHS_BRIEF_en},
		.full = {.patterns = {[1] = "{d}",
                                      [3] = "{d} {m}",
                                      [7] = "{d} {m} {y}",
                                      [2] = "{M}",
                                      [6] = "{M} {y}",
                                      [4] = "{y}"},
                         .to = "–"},
		.brief = {.patterns = {[1] = "{d}",
                                       [3] = "{d} {m}",
                                       [7] = "{d} {m} {y}",
                                       [2] = "{M}",
                                       [6] = "{M} {y}",
                                       [4] = "{y}"},
                          .to = "–"},
		.thousands = ",",
		.decimal = ".",
		.scales = {{1e9, 1e9, 2, " bn"}, {1e5, 1e6, 1, " M"}},
	},
	{
		/* fr */
		.months = {MONTHS_FULL_fr},
		.alone = {MONTHS_ALONE_fr},
		.brief_months = {MONTHS_BRIEF_fr},
		.full = {.patterns = {[1] = "{1}",
                                      [3] = "{1} {m}",
                                      [7] = "{1} {m} {y}",
                                      [2] = "{M}",
                                      [6] = "{M} {y}",
                                      [4] = "{y}"},
                         .to = "–"},
		.brief = {.patterns = {[1] = "{1}",
                                       [3] = "{1} {m}",
                                       [7] = "{1} {m} {y}",
                                       [2] = "{M}",
                                       [6] = "{M} {y}",
                                       [4] = "{y}"},
                          .to = "–"},
		.thousands = "\u00a0",
		.decimal = ",",
		.scales = {{1e9, 1e9, 2, "\u00a0Md"}, {1e5, 1e6, 1, "\u00a0M"}},
	},
	{
		/* ru */
		.months = {MONTHS_FULL_ru},
		.alone = {MONTHS_ALONE_ru},
		.brief_months = {MONTHS_BRIEF_ru},
		.full = {.patterns = {[1] = "{d}",
                                      [3] = "{d} {m}",
                                      [7] = "{d} {m} {y} года",
                                      [2] = "{M}",
                                      [6] = "{M} {y} года",
                                      [4] = "{y} год"},
                         .to = "–"},
		.brief = {.patterns = {[1] = "{d}",
                                       [3] = "{d} {m}",
                                       [7] = "{d} {m} {y}",
                                       [2] = "{M}",
                                       [6] = "{M} {y}",
                                       [4] = "{y}"},
                          .to = "–"},
		.thousands = "\u00a0",
		.decimal = ",",
		.scales = {{1e9, 1e9, 2, "\u00a0млрд"}, {1e5, 1e6, 1, "\u00a0млн"}},
	},
	{
		/* es */
		.months = {MONTHS_FULL_es},
		.alone = {MONTHS_ALONE_es},
		.brief_months = {MONTHS_BRIEF_es},
		.full = {.patterns = {[1] = "{d}",
                                      [3] = "{d} de {m}",
                                      [7] = "{d} de {m} de {y}",
                                      [2] = "{M}",
                                      [6] = "{M} de {y}",
                                      [4] = "{y}"},
                         .to = " a "},
		.brief = {.patterns = {[1] = "{d}",
                                       [3] = "{d} {m}",
                                       [7] = "{d} {m} {y}",
                                       [2] = "{M}",
                                       [6] = "{M} {y}",
                                       [4] = "{y}"},
                          .to = "–"},
		.thousands = ".",
		.decimal = ",",
		.scales = {{1e9, 1e6, 0, "\u00a0M"}, {1e5, 1e6, 1, "\u00a0M"}},
	},
};

const struct locale *locale_of(int language)
{
	return &usages[language >= 0 && language < LANG_COUNT ? language : 2];
}

int locale_english_month(const char *s)
{
	const struct locale *english = locale_of(lang_index("en"));

	for (int i = 0; i < 12; i++)
		if (!strncasecmp(s, english->brief_months[i], 3))
			return i + 1;
	return 0;
}
