/* SPDX-License-Identifier: ISC */
/* Markers of a run of items: one column, in which dates of all precisions line up. */
#include "config.h"

#include "model/layout/internal.h"

#include <string.h>

/* The cells of the day that a marker begins with, its blank among them: "25 Jun 2026"; 0. */
static int day_width(const char *marker)
{
	size_t digits = strspn(marker, "0123456789");

	return (digits == 1 || digits == 2) && marker[digits] == ' ' ? (int)digits + 1 : 0;
}

/* A date of numbers, or a range of them: "2025-12", "12-21–22", "2012–2014"; or a part of one,
 * where others are whole: "2025", "12". */
static bool is_numeric(const char *marker, bool part)
{
	size_t digits = strspn(marker + strspn(marker, "\u200e"), "0123456789");
	const char *rest = marker + strspn(marker, "\u200e") + digits;

	if (digits != 2 && digits != 4)
		return false;
	return rest[strspn(rest, "0123456789-–\u200e\u200f")] == '\0' && (part || *rest);
}

/* Dates that begin with the year or the month line up at that, which in a line from the right is
 * the far end of each. */
static int numeric_shift(const struct wrap *w, const char *marker)
{
	return w->run_numeric && is_numeric(marker, true)
	               ? w->run_numeric - wrap_width(w, marker, strlen(marker))
	               : 0;
}

/* "25 Jun 2026", " 1 Jul 2025", "   Dec 2025", "       2012". */
int wrap_marker_shift(const struct wrap *w, const char *marker)
{
	int day = day_width(marker);
	size_t digits = strspn(marker, "0123456789");
	bool date = day || (digits == 4 && !marker[4]) || (!digits && strlen(marker) > 2);

	return w->run_day && date ? w->run_day - day : numeric_shift(w, marker);
}

/* What the widest day of the run takes, and its widest date of numbers. */
static void measure_dates(struct wrap *w)
{
	w->run_day = w->run_numeric = 0;
	for (uint32_t i = w->block;
	     i < doc_block_count(w->doc) && doc_block(w->doc, i)->kind == DOC_ITEM; i++) {
		const char *marker = doc_block(w->doc, i)->marker;
		int day = day_width(marker), width = wrap_width(w, marker, strlen(marker));

		w->run_day = day > w->run_day ? day : w->run_day;
		if (w->rtl && w->own && is_numeric(marker, false) && width > w->run_numeric &&
		    width <= WRAP_MARKER_MOST)
			w->run_numeric = width;
	}
}

int wrap_marker_column(struct wrap *w, const struct doc_block *b)
{
	int most = 0;

	if (b->kind != DOC_ITEM) {
		w->run_day = w->run_numeric = 0;
		return *b->marker ? wrap_width(w, b->marker, strlen(b->marker)) + 1 : 0;
	}
	if (w->block < w->run_end)
		return w->run_marker;
	measure_dates(w);
	w->run_end = w->block;
	while (w->run_end < doc_block_count(w->doc)) {
		const struct doc_block *x = doc_block(w->doc, w->run_end);
		int width;

		if (x->kind != DOC_ITEM)
			break;
		width = wrap_width(w, x->marker, strlen(x->marker)) +
		        wrap_marker_shift(w, x->marker);
		if (width > most && width <= WRAP_MARKER_MOST)
			most = width;
		w->run_end++;
	}
	w->run_marker = most ? most + 1 : 0;
	return w->run_marker;
}
