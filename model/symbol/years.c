/* SPDX-License-Identifier: ISC */
/*
 * The years of the Security Council's resolutions, which are numbered on from
 * year to year. From 2000 the first and last of each year, as catalogued. Before
 * that, the first and last of a year among those that later resolutions of the
 * Council and the General Assembly cite with their year: what lies between two
 * rows is of one of their years or of one between, and is not guessed. Single
 * citations that contradict many were left out.
 */
#include "config.h"

#include "model/symbol/internal.h"

#include <stdint.h>

static const struct year {
	uint16_t first, last, year;
} years[] = {
	{186, 186, 1964},   {237, 242, 1967},   {250, 259, 1968},   {267, 271, 1969},
	{298, 307, 1971},   {338, 338, 1973},   {350, 350, 1974},   {425, 426, 1978},
	{446, 452, 1979},   {465, 478, 1980},   {497, 497, 1981},   {501, 520, 1982},
	{550, 552, 1984},   {620, 620, 1988},   {658, 678, 1990},   {686, 716, 1991},
	{731, 789, 1992},   {806, 883, 1993},   {904, 955, 1994},   {978, 1035, 1995},
	{1044, 1088, 1996}, {1096, 1145, 1997}, {1147, 1216, 1998}, {1222, 1284, 1999},
	{1285, 1334, 2000}, {1335, 1386, 2001}, {1387, 1454, 2002}, {1455, 1521, 2003},
	{1522, 1580, 2004}, {1581, 1651, 2005}, {1652, 1738, 2006}, {1739, 1794, 2007},
	{1795, 1859, 2008}, {1860, 1907, 2009}, {1908, 1966, 2010}, {1967, 2032, 2011},
	{2033, 2085, 2012}, {2086, 2132, 2013}, {2133, 2195, 2014}, {2196, 2259, 2015},
	{2260, 2336, 2016}, {2337, 2397, 2017}, {2398, 2451, 2018}, {2452, 2503, 2019},
	{2504, 2560, 2020}, {2561, 2617, 2021}, {2618, 2671, 2022}, {2672, 2721, 2023},
	{2722, 2767, 2024}, {2768, 2811, 2025}, {2812, 2825, 2026},
};

/* The Council was first convened, and adopted its first resolution, in that year. */
#define FIRST_YEAR 1946

int symbol_year(int number, int *low, int *high)
{
	const size_t count = sizeof years / sizeof *years;
	size_t a = 0, b = count;

	while (a < b) { /* the first row that does not end before the number */
		size_t mid = (a + b) / 2;

		if (years[mid].last < number)
			a = mid + 1;
		else
			b = mid;
	}
	if (a < count && years[a].first <= number)
		return *low = *high = years[a].year;
	*low = a ? years[a - 1].year : FIRST_YEAR;
	*high = a < count ? years[a].year : 9999;
	return 0;
}

/* Likewise the General Assembly's to its thirtieth session, when numbers were not
 * begun anew: the first and last cited of each. */
static const struct session {
	uint16_t first, last, session;
} sessions[] = {
	{1, 97, 1},       {169, 181, 2},    {194, 260, 3},    {302, 364, 4},    {377, 482, 5},
	{845, 845, 9},    {913, 973, 10},   {1102, 1102, 11}, {1145, 1228, 12}, {1341, 1348, 13},
	{1472, 1472, 14}, {1514, 1541, 15}, {1653, 1653, 16}, {1759, 1803, 17}, {1884, 1970, 18},
	{2003, 2006, 19}, {2099, 2106, 20}, {2142, 2222, 21}, {2286, 2373, 22}, {2602, 2612, 24},
	{2621, 2625, 25}, {2819, 2832, 26}, {2997, 3026, 27}, {3057, 3187, 28}, {3211, 3357, 29},
	{3369, 3499, 30},
};

int symbol_session(int number, int *low, int *high)
{
	*low = 1;
	*high = 30;
	for (size_t i = 0; i < sizeof sessions / sizeof *sessions; i++) {
		if (sessions[i].first > number) {
			*high = sessions[i].session;
			return 0;
		}
		*low = sessions[i].session;
		if (sessions[i].last >= number)
			return *high = *low;
	}
	return 0;
}
