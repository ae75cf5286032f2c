/* Columns of a page, and its lines in the order of reading. */
#include "config.h"

#include "fetch/pdf.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_ROWS 6 /* of two columns side by side */

/* A page's lines, and where its second column begins. */
struct sheet {
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

static void find_margins(struct sheet *sheet)
{
	sheet->left = 1 << 20;
	sheet->right = 0;
	for (size_t i = 0; i < sheet->count; i++) {
		const struct pdf_line *line = &sheet->at[i];

		if (!is_text(line))
			continue;
		if (line->left < sheet->left)
			sheet->left = line->left;
		if (line->right > sheet->right)
			sheet->right = line->right;
	}
}

/* The place in the middle of the page at which most lines begin. */
static int middle_start(const struct sheet *sheet, int *starts, size_t *count)
{
	int width = sheet->right - sheet->left, best = 0;
	size_t n = 0, most = 0;

	for (size_t i = 0; i < sheet->count; i++) {
		int at = sheet->at[i].left - sheet->left;

		if (is_text(&sheet->at[i]) && at * 100 > 35 * width && at * 100 < 65 * width)
			starts[n++] = sheet->at[i].left;
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
static bool are_filled(const struct sheet *sheet, int second)
{
	size_t left = 0, left_full = 0, right = 0, right_full = 0;

	for (size_t i = 0; i < sheet->count; i++) {
		const struct pdf_line *line = &sheet->at[i];

		if (!is_text(line) || (line->left < second && line->right > second))
			continue;
		if (line->left < second - sheet->size) {
			left++;
			left_full += (line->right - line->left) * 10 > 7 * (second - sheet->left);
		} else {
			right++;
			right_full += (line->right - line->left) * 10 > 7 * (sheet->right - second);
		}
	}
	return left >= LEAST_ROWS && right >= LEAST_ROWS && left_full * 2 > left &&
	       right_full * 2 > right;
}

static size_t crossings(const struct sheet *sheet, int second)
{
	size_t n = 0;

	for (size_t i = 0; i < sheet->count; i++)
		n += is_text(&sheet->at[i]) && sheet->at[i].left < second - 1 &&
		     sheet->at[i].right > second + 1;
	return n;
}

static void find_columns(struct sheet *sheet, int *starts)
{
	size_t count;
	int second = middle_start(sheet, starts, &count);

	sheet->second = 0;
	if (count < LEAST_ROWS || !are_filled(sheet, second) ||
	    crossings(sheet, second) * 3 > sheet->count)
		return;
	sheet->second = second;
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
static void sort_sheet(struct sheet *sheet, struct sorted *sorted)
{
	int part = 0;

	for (size_t i = 0; i < sheet->count; i++) {
		struct pdf_line *line = &sheet->at[i];
		bool whole = line->chart ||
		             (line->left < sheet->second - 1 && line->right > sheet->second + 1);

		if (!line->gone && whole)
			part += 1 + (part & 1 ? 1 : 0);
		if (!line->gone && !whole)
			part |= 1;
		line->column = whole ? 0 : line->left < sheet->second - 1 ? 1 : 2;
		sorted[i].place = (struct place){part, line->column, (int)i};
		sorted[i].line = *line;
	}
	(void)pdf_sort(sorted, sheet->count, sizeof *sorted, by_place);
	for (size_t i = 0; i < sheet->count; i++)
		sheet->at[i] = sorted[i].line;
}

/* A page with little on it has the columns of the pages before. */
static void take_columns(struct sheet *sheet, int second)
{
	size_t right = 0;

	for (size_t i = 0; i < sheet->count; i++)
		right += is_text(&sheet->at[i]) && sheet->at[i].left >= second - 2 &&
		         sheet->at[i].left < second + 4 * sheet->size;
	if (second && !sheet->second && right >= 2 && !crossings(sheet, second))
		sheet->second = second;
}

int pdf_order(struct pdf_lines *lines, const struct pdf_file *file)
{
	struct sorted *sorted = calloc(lines->at.count + 1, sizeof *sorted);
	int *starts = calloc(lines->at.count + 1, sizeof *starts);
	int second = 0;

	for (size_t i = 0; sorted && starts && i < file->pages.count; i++) {
		struct sheet sheet = {.at = lines->at.at + lines->pages.at[i],
		                      .count = lines->pages.at[i + 1] - lines->pages.at[i],
		                      .size = lines->size};

		find_margins(&sheet);
		find_columns(&sheet, starts);
		take_columns(&sheet, second);
		second = sheet.second ? sheet.second : second;
		if (sheet.second)
			sort_sheet(&sheet, sorted);
	}
	free(starts);
	if (!sorted)
		return -1;
	free(sorted);
	return starts ? 0 : -1;
}
