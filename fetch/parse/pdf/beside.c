/* SPDX-License-Identifier: ISC */
/* Key figures in boxes beside the text, one below the other, as situation reports have them:
 * the text is read first, then each figure with its label. */
#include "config.h"

#include "fetch/parse/pdf/limits.h"
#include "fetch/parse/pdf/pdf.h"

#include <stdlib.h>
#include <string.h>

/* The part of a page that has boxes, and where they begin. */
struct band {
	int top, bottom, left;
};

static bool counts(const struct pdf_line *line)
{
	return !line->gone && !line->chart;
}

/* A few large signs, with a digit among them. */
static bool is_figure(const struct pdf_lines *lines, const struct pdf_line *line)
{
	const char *s = pdf_line_text(lines, line);
	size_t digits = 0;

	for (uint32_t i = 0; i < line->len; i++)
		digits += s[i] >= '0' && s[i] <= '9';
	return counts(line) && digits && line->chars <= pdf_limits.figure_chars &&
	       line->size * 100 >= pdf_limits.figure_size * lines->size;
}

/* The figures of a page, if there are several, one below the other. */
static bool find_band(const struct pdf_lines *lines, const struct pdf_line *at, size_t count,
                      struct band *band)
{
	size_t figures = 0;
	int last = 0;

	*band = (struct band){1 << 20, 0, 1 << 20};
	for (size_t i = 0; i < count; i++) {
		if (!is_figure(lines, &at[i]))
			continue;
		/* beside one another they are a row of their own */
		if (figures && at[i].foot - last < at[i].size)
			return false;
		last = at[i].foot;
		figures++;
		if (at[i].foot - at[i].size < band->top)
			band->top = at[i].foot - at[i].size;
		if (at[i].foot > band->bottom)
			band->bottom = at[i].foot;
		if (at[i].left < band->left)
			band->left = at[i].left;
	}
	return figures >= pdf_limits.figures_least;
}

/* The band goes on to the last box above `end`, and as far as the text beside it does. */
static void end_band(const struct pdf_lines *lines, const struct pdf_line *at, size_t count,
                     struct band *band, int end)
{
	int text = 0;

	for (size_t i = 0; i < count; i++)
		if (counts(&at[i]) && at[i].left >= band->left && at[i].foot > band->bottom &&
		    at[i].foot < end)
			band->bottom = at[i].foot;
	for (size_t i = 0; i < count; i++) {
		const struct pdf_line *line = &at[i];

		if (!counts(line) || line->left >= band->left || line->foot >= end)
			continue;
		if (line->foot > band->bottom && line->foot - line->size - text > lines->size)
			break;
		text = line->foot;
		if (text > band->bottom)
			band->bottom = text;
	}
}

/* Whether text stands left of all boxes, and nothing crosses; the band ends at the first line
 * below that does. */
static bool is_beside(const struct pdf_lines *lines, const struct pdf_line *at, size_t count,
                      struct band *band)
{
	int end = 1 << 20;
	bool text = false;

	for (size_t i = 0; i < count; i++) {
		const struct pdf_line *line = &at[i];
		bool crosses = line->left < band->left && line->right + lines->size > band->left;

		if (!counts(line) || line->foot <= band->top)
			continue;
		if (crosses && line->foot - line->size < band->bottom)
			return false;
		if (crosses && line->foot - line->size < end)
			end = line->foot - line->size;
		text = text || (line->right < band->left && line->foot <= band->bottom &&
		                line->chars > pdf_limits.margin_chars);
	}
	end_band(lines, at, count, band, end);
	return text;
}

/* Before the band, its text, its boxes, behind it. */
static int place_of(const struct pdf_line *line, const struct band *band)
{
	if (line->foot <= band->top)
		return 0;
	if (line->foot > band->bottom)
		return 3;
	return line->left < band->left ? 1 : 2;
}

int pdf_beside(const struct pdf_lines *lines, struct pdf_line *at, size_t count)
{
	struct band band;
	struct pdf_line *sorted;
	size_t n = 0;

	if (!find_band(lines, at, count, &band) || !is_beside(lines, at, count, &band))
		return 0;
	sorted = work_calloc(count, sizeof *sorted);
	if (!sorted)
		return -1;
	for (int place = 0; place < 4; place++)
		for (size_t i = 0; i < count; i++)
			if (place_of(&at[i], &band) == place) {
				sorted[n] = at[i];
				sorted[n++].column = place % 3;
			}
	memcpy(at, sorted, count * sizeof *at);
	free(sorted);
	return 1;
}
