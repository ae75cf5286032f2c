/* SPDX-License-Identifier: ISC */
/* Words that are printed across the text of a page. */
#include "config.h"

#include "fetch/parse/pdf/limits.h"
#include "fetch/parse/pdf/rows.h"
#include "model/base/utf8.h"

#include <string.h>
#include <unictype.h>

/* Whether the middle of a line of text lies in the box of the run. */
static bool lies_in(const struct pdf_run *one, const struct pdf_run *mark)
{
	int middle = one->top + one->height / 2;

	return middle > mark->top && middle < mark->top + mark->height &&
	       one->left < mark->left + mark->width && one->left + one->width > mark->left;
}

/* Words: a key figure is large as well. */
static bool is_words(const struct pdf_file *file, const struct pdf_run *run)
{
	const char *s = pdf_run_text(file, run);
	size_t letters = 0;

	for (uint32_t i = 0; i < run->len;) {
		uint32_t c;

		i += (uint32_t)utf8_decode(s + i, run->len - i, &c);
		if (uc_is_property_decimal_digit(c))
			return false;
		letters += uc_is_property_alphabetic(c);
	}
	return letters > 3;
}

/* Large beside the text, or light and a little larger, with lines of the text printed over
 * it. */
static bool is_mark(const struct pdf_file *file, const struct placed *runs, size_t count, size_t i,
                    int usual)
{
	const struct pdf_run *mark = runs[i].run;
	int least = mark->light ? pdf_limits.mark_light : pdf_limits.mark_dark;
	int over = 0, last = -1;

	if (mark->size * 100 < least * usual || !is_words(file, mark))
		return false;
	for (size_t k = 0; k < count && over < pdf_limits.mark_lines; k++) {
		if (runs[k].run->size >= mark->size || !lies_in(runs[k].run, mark))
			continue;
		over += runs[k].base != last;
		last = runs[k].base;
	}
	return over >= pdf_limits.mark_lines;
}

static bool is_known(const struct pdf_lines *lines, const struct pdf_file *file,
                     const struct pdf_run *run)
{
	for (size_t i = 0; i < lines->marks.count; i++) {
		const struct pdf_run *mark = lines->marks.at[i];

		if (mark->len == run->len &&
		    memcmp(pdf_run_text(file, mark), pdf_run_text(file, run), run->len) == 0)
			return true;
	}
	return false;
}

size_t pdf_watermarks(struct pdf_lines *lines, const struct pdf_file *file, struct placed *runs,
                      size_t count, int usual)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		runs[i].row = is_mark(file, runs, count, i, usual);
	for (size_t i = 0; i < count; i++) {
		if (!runs[i].row)
			runs[kept++] = runs[i];
		else if (!is_known(lines, file, runs[i].run))
			(void)vec_push(&lines->marks, runs[i].run);
	}
	return kept;
}
