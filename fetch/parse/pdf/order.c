/* SPDX-License-Identifier: ISC */
/* Columns of a page, and its lines in the order of reading. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_ROWS 6 /* of two columns side by side */

/* A page's lines, and where its second column begins. */
struct drafts {
	struct pdf_line *at;
	size_t count;
	int left, right; /* of the text */
	int second;      /* 0: there is one column */
	int size;
};

/* Charts stand apart from the text, and say nothing about its columns. */
static bool is_text(const struct pdf_line *line)
{
	return !line->gone && !line->chart;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a < *(const int *)b ? -1 : *(const int *)a > *(const int *)b;
}

static void find_margins(struct drafts *drafts)
{
	drafts->left = 1 << 20;
	drafts->right = 0;
	for (size_t i = 0; i < drafts->count; i++) {
		const struct pdf_line *line = &drafts->at[i];

		if (!is_text(line))
			continue;
		if (line->left < drafts->left)
			drafts->left = line->left;
		if (line->right > drafts->right)
			drafts->right = line->right;
	}
}

/* The place in the middle of the page at which most lines begin. */
static int middle_start(const struct drafts *drafts, int *starts, size_t *count)
{
	int width = drafts->right - drafts->left, best = 0;
	size_t n = 0, most = 0;

	for (size_t i = 0; i < drafts->count; i++) {
		int at = drafts->at[i].left - drafts->left;

		if (is_text(&drafts->at[i]) && at * 100 > 35 * width && at * 100 < 65 * width)
			starts[n++] = drafts->at[i].left;
	}
	(void)pdf_sort(starts, n, sizeof *starts, by_number);
	for (size_t i = 0, end = 0; i < n; i++) {
		while (end < n && starts[end] <= starts[i] + 2)
			end++;
		if (end - i > most) {
			most = end - i;
			best = starts[i];
		}
	}
	*count = most;
	return best;
}

/* Text fills its column; the cells of a table do not. */
static bool are_filled(const struct drafts *drafts, int second)
{
	size_t left = 0, left_full = 0, right = 0, right_full = 0;

	for (size_t i = 0; i < drafts->count; i++) {
		const struct pdf_line *line = &drafts->at[i];

		if (!is_text(line) || (line->left < second && line->right > second))
			continue;
		if (line->left < second - drafts->size) {
			left++;
			left_full += (line->right - line->left) * 10 > 7 * (second - drafts->left);
		} else {
			right++;
			right_full +=
				(line->right - line->left) * 10 > 7 * (drafts->right - second);
		}
	}
	return left >= LEAST_ROWS && right >= LEAST_ROWS && left_full * 2 > left &&
	       right_full * 2 > right;
}

static size_t crossings(const struct drafts *drafts, int second)
{
	size_t n = 0;

	for (size_t i = 0; i < drafts->count; i++)
		n += is_text(&drafts->at[i]) && drafts->at[i].left < second - 1 &&
		     drafts->at[i].right > second + 1;
	return n;
}

static void find_columns(struct drafts *drafts, int *starts)
{
	size_t count;
	int second = middle_start(drafts, starts, &count);

	drafts->second = 0;
	if (count < LEAST_ROWS || !are_filled(drafts, second) ||
	    crossings(drafts, second) * 3 > drafts->count)
		return;
	drafts->second = second;
}

/* -- sorting ------------------------------------------------------------------- */

/* Where a line stands in the order: part of the page, column, place. */
struct place {
	int part, column, index;
};

struct sorted {
	struct place place;
	struct pdf_line line;
};

static int by_place(const void *a, const void *b)
{
	const struct place *x = &((const struct sorted *)a)->place;
	const struct place *y = &((const struct sorted *)b)->place;

	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

/* A line over both columns parts the page: what is above it is read first. */
static void sort_sheet(struct drafts *drafts, struct sorted *sorted)
{
	int part = 0;

	for (size_t i = 0; i < drafts->count; i++) {
		struct pdf_line *line = &drafts->at[i];
		bool whole = line->chart ||
		             (line->left < drafts->second - 1 && line->right > drafts->second + 1);

		if (!line->gone && whole)
			part += 1 + (part & 1 ? 1 : 0);
		if (!line->gone && !whole)
			part |= 1;
		line->column = whole ? 0 : line->left < drafts->second - 1 ? 1 : 2;
		sorted[i].place = (struct place){part, line->column, (int)i};
		sorted[i].line = *line;
	}
	(void)pdf_sort(sorted, drafts->count, sizeof *sorted, by_place);
	for (size_t i = 0; i < drafts->count; i++)
		drafts->at[i] = sorted[i].line;
}

/* A page with little on it has the columns of the pages before. */
static void take_columns(struct drafts *drafts, int second)
{
	size_t right = 0;

	for (size_t i = 0; i < drafts->count; i++)
		right += is_text(&drafts->at[i]) && drafts->at[i].left >= second - 2 &&
		         drafts->at[i].left < second + 4 * drafts->size;
	if (second && !drafts->second && right >= 2 && !crossings(drafts, second))
		drafts->second = second;
}

int pdf_order(struct pdf_lines *lines, const struct pdf_file *file)
{
	struct sorted *sorted = work_calloc(lines->at.count + 1, sizeof *sorted);
	int *starts = work_calloc(lines->at.count + 1, sizeof *starts);
	int second = 0;

	for (size_t i = 0; sorted && starts && i < file->pages.count; i++) {
		struct drafts drafts = {.at = lines->at.at + lines->pages.at[i],
		                        .count = lines->pages.at[i + 1] - lines->pages.at[i],
		                        .size = lines->size};

		int scattered =
			pdf_scatter(drafts.at, drafts.count, &file->pages.at[i], lines->size);

		if (!scattered)
			scattered = pdf_beside(lines, drafts.at, drafts.count);
		if (scattered < 0)
			break;
		if (scattered)
			continue;
		find_margins(&drafts);
		find_columns(&drafts, starts);
		take_columns(&drafts, second);
		second = drafts.second ? drafts.second : second;
		if (drafts.second)
			sort_sheet(&drafts, sorted);
	}
	free(starts);
	if (!sorted)
		return -1;
	free(sorted);
	return starts ? 0 : -1;
}
