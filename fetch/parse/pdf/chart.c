/* SPDX-License-Identifier: ISC */
/* Charts: an axis, and the labels of bars and lines around it. What tells a chart is its
 * axis: numbers that stand at even steps, and whose values go up by even steps. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"
#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>

#define TICKS_LEAST 4   /* numbers of an axis */
#define CHARTS_MOST 100 /* axes of a page */
#define VALUE_MOST (1ll << 50)

/* A number that stands alone, in thousandths. */
struct tick {
	long long value;
	int edge, base;
	uint32_t line;
};

struct band {
	int top, bottom; /* base lines, the first and the last */
	int step;        /* between numbers that stand under one another; 0: beside */
};

struct chart_page {
	struct pdf_lines *lines;
	size_t first, end;
	int left; /* of all that stands on the page */
	VEC(struct tick) ticks;
	VEC(struct band) bands;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits, with points, commas and spaces between them, and a sign of per cent behind. */
static bool read_number(const char *s, size_t len, long long *value)
{
	size_t last = 0, group = 0, marks = 0;
	bool minus = len > 1 && *s == '-';

	*value = 0;
	for (size_t i = minus; i < len;) {
		uint32_t c;
		size_t n = utf8_decode(s + i, len - i, &c);

		if (c >= '0' && c <= '9' && *value < VALUE_MOST / 10000) {
			*value = *value * 10 + (long long)(c - '0');
			group++;
			last = i;
		} else if ((c == '.' || c == ',' || c == ' ' || c == 0xa0) && group) {
			marks = (size_t)(c == '.' || c == ',');
			group = 0;
		} else if (c != '%' || i + n != len || !group) {
			return false;
		}
		i += n;
	}
	if (!is_digit(s[last]))
		return false;
	/* three digits behind a point are thousands */
	for (size_t i = marks && group < 3 ? group : 0; i < 3; i++)
		*value *= 10;
	*value = minus ? -*value : *value;
	return true;
}

static int by_edge(const void *a, const void *b)
{
	const struct tick *x = a, *y = b;

	if (x->edge != y->edge)
		return x->edge < y->edge ? -1 : 1;
	return x->base < y->base ? -1 : x->base > y->base;
}

static int by_base(const void *a, const void *b)
{
	const struct tick *x = a, *y = b;

	if (x->base != y->base)
		return x->base < y->base ? -1 : 1;
	return x->edge < y->edge ? -1 : x->edge > y->edge;
}

static bool is_even(int a, int b)
{
	return abs(a - b) <= 2 + abs(a) / 12;
}

/* -- axes ------------------------------------------------------------------------ */

static void add_band(struct chart_page *page, int top, int bottom, int step)
{
	struct band band = {top, bottom, step};

	if (page->bands.count < CHARTS_MOST)
		(void)vec_push(&page->bands, band);
}

/* Ticks [first, end) stand under one another: stretches of them whose values fall by
 * even steps are axes that stand upright. */
static void find_upright(struct chart_page *page, size_t first, size_t end)
{
	const struct tick *t = page->ticks.at;

	for (size_t i = first; i + TICKS_LEAST <= end;) {
		long long fall = t[i].value - t[i + 1].value;
		int step = t[i + 1].base - t[i].base;
		size_t k = i + 1;

		while (k < end && t[k - 1].value - t[k].value == fall &&
		       is_even(step, t[k].base - t[k - 1].base))
			k++;
		if (fall > 0 && step > 0 && k - i >= TICKS_LEAST)
			add_band(page, t[i].base, t[k - 1].base, step);
		i = k > i + 1 ? k - 1 : i + 1;
	}
}

/* An axis that lies begins with nought; its numbers stand on one line. */
static void find_lying(struct chart_page *page)
{
	const struct tick *t = page->ticks.at;

	for (size_t i = 0; i + TICKS_LEAST <= page->ticks.count;) {
		size_t k = i + 1;
		long long rise = t[k].value - t[i].value;
		int step = t[k].edge - t[i].edge;

		while (k < page->ticks.count && t[k].base == t[i].base &&
		       t[k].value - t[k - 1].value == rise &&
		       is_even(step, t[k].edge - t[k - 1].edge))
			k++;
		if (rise > 0 && t[i].value == 0 && k - i >= TICKS_LEAST)
			add_band(page, t[i].base, t[k - 1].base, 0);
		i = k > i + 1 ? k - 1 : i + 1;
	}
}

static void gather_ticks(struct chart_page *page, bool right)
{
	page->ticks.count = 0;
	for (size_t i = page->first; i < page->end; i++) {
		const struct pdf_line *line = &page->lines->at.at[i];
		struct tick tick = {.edge = right ? line->right : line->left,
		                    .base = line->base,
		                    .line = (uint32_t)i};

		if (!line->gone && line->len < 24 &&
		    read_number(pdf_line_text(page->lines, line), line->len, &tick.value) &&
		    vec_push(&page->ticks, tick) < 0)
			return;
	}
	(void)pdf_sort(page->ticks.at, page->ticks.count, sizeof *page->ticks.at, by_edge);
}

/* Numbers of an axis are set flush on one side. */
static void find_axes(struct chart_page *page)
{
	for (int right = 0; right < 2; right++) {
		gather_ticks(page, right);
		for (size_t i = 0; i < page->ticks.count;) {
			size_t k = i + 1;

			while (k < page->ticks.count &&
			       page->ticks.at[k].edge - page->ticks.at[i].edge <= 3)
				k++;
			(void)pdf_sort(page->ticks.at + i, k - i, sizeof *page->ticks.at, by_base);
			find_upright(page, i, k);
			i = k;
		}
	}
	(void)pdf_sort(page->ticks.at, page->ticks.count, sizeof *page->ticks.at, by_base);
	find_lying(page);
}

/* -- how far a chart goes ------------------------------------------------------------ */

static size_t row_end(const struct chart_page *page, size_t i)
{
	size_t k = i + 1;

	while (k < page->end && page->lines->at.at[k].row == page->lines->at.at[i].row)
		k++;
	return k;
}

/* Rows of a chart beside its axis: of numbers, of small print, of a few short words in
 * several places. What begins at the margin and is longer is text about it. */
static bool is_label_row(const struct chart_page *page, size_t i, bool numbers)
{
	size_t end = row_end(page, i), shorts = 0, small = 0, all = 0;
	bool number = true;

	for (; i < end; i++) {
		const struct pdf_line *line = &page->lines->at.at[i];
		long long value;

		if (line->gone)
			continue;
		all++;
		number = number && read_number(pdf_line_text(page->lines, line), line->len, &value);
		shorts += line->chars <= 16;
		small += line->size * 100 <= 93 * page->lines->size;
		if (line->left <= page->left + 2 && line->chars > 6)
			return false;
	}
	return number || (!numbers && (small == all || (shorts == all && all > 1)));
}

/* From the axis outwards, as long as rows stand close and are labels. */
static void widen(struct chart_page *page, struct band *band)
{
	const struct pdf_line *at = page->lines->at.at;
	int reach = page->lines->pitch * 22 / 10;
	int below = reach > band->step * 11 / 10 ? reach : band->step * 11 / 10;
	size_t first = page->first;

	while (first < page->end && at[first].base < band->top)
		first++;
	for (size_t i = first; i-- > page->first;) {
		if (at[i].gone)
			continue;
		while (i > page->first && at[i - 1].row == at[i].row)
			i--;
		if (band->top - at[i].base > reach || !is_label_row(page, i, band->step > 0))
			break;
		band->top = at[i].base;
	}
	for (size_t i = first; i < page->end; i = row_end(page, i)) {
		if (at[i].gone || at[i].base <= band->bottom)
			continue;
		if (at[i].base - band->bottom > below || !is_label_row(page, i, false))
			break;
		band->bottom = at[i].base;
		below = reach;
	}
}

static int by_top(const void *a, const void *b)
{
	const struct band *x = a, *y = b;

	return x->top < y->top ? -1 : x->top > y->top;
}

/* Axes beside one another are one chart. */
static void join_bands(struct chart_page *page)
{
	size_t n = 0;

	(void)pdf_sort(page->bands.at, page->bands.count, sizeof *page->bands.at, by_top);
	for (size_t i = 0; i < page->bands.count; i++) {
		struct band *last = n ? &page->bands.at[n - 1] : NULL;
		const struct band *one = &page->bands.at[i];

		if (last && one->top <= last->bottom)
			last->bottom = one->bottom > last->bottom ? one->bottom : last->bottom;
		else
			page->bands.at[n++] = *one;
	}
	page->bands.count = n;
}

/* Running text beside a chart is none of it. */
static bool is_running(const struct pdf_lines *lines, const struct pdf_line *line)
{
	return line->chars > 40 && line->size * 100 > 93 * lines->size;
}

static void mark(struct chart_page *page)
{
	size_t i = page->first;

	for (size_t b = 0; b < page->bands.count; b++)
		for (; i < page->end && page->lines->at.at[i].base <= page->bands.at[b].bottom;
		     i++) {
			struct pdf_line *line = &page->lines->at.at[i];

			if (line->base >= page->bands.at[b].top && !is_running(page->lines, line))
				line->chart = (uint8_t)(b + 1);
		}
}

static void find_left(struct chart_page *page)
{
	page->left = 1 << 20;
	for (size_t i = page->first; i < page->end; i++)
		if (!page->lines->at.at[i].gone && page->lines->at.at[i].left < page->left)
			page->left = page->lines->at.at[i].left;
}

void pdf_charts(struct pdf_lines *lines, const struct pdf_file *file)
{
	struct chart_page page = {.lines = lines};

	for (size_t i = 0; i < file->pages.count; i++) {
		page.first = lines->pages.at[i];
		page.end = lines->pages.at[i + 1];
		page.bands.count = 0;
		find_axes(&page);
		if (!page.bands.count)
			continue;
		find_left(&page);
		join_bands(&page);
		for (size_t b = 0; b < page.bands.count; b++)
			widen(&page, &page.bands.at[b]);
		join_bands(&page);
		mark(&page);
	}
	vec_done(&page.ticks);
	vec_done(&page.bands);
}

/* -- into a draft ------------------------------------------------------------------------ */

size_t pdf_chart(struct pdf_drafts *drafts, size_t first, size_t end)
{
	const struct pdf_line *line = &drafts->lines->at.at[first];
	struct pdf_draft draft = {.kind = DOC_FIGURE,
	                          .page = line->page,
	                          .last_page = line->page,
	                          .size = line->size,
	                          .text = (uint32_t)drafts->text.len,
	                          .span = (uint32_t)drafts->spans.count,
	                          .column = line->column,
	                          .line = (uint32_t)first};
	size_t i = first;

	for (; i < end && drafts->lines->at.at[i].chart == line->chart; i++)
		if (!drafts->lines->at.at[i].gone)
			pdf_join(drafts, draft.text, &drafts->lines->at.at[i], 0);
	draft.len = (uint32_t)drafts->text.len - draft.text;
	draft.spans = (uint32_t)drafts->spans.count - draft.span;
	if (vec_push(&drafts->at, draft) < 0)
		drafts->failed = true;
	return i - first;
}
