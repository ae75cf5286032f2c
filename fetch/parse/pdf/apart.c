/* SPDX-License-Identifier: ISC */
/* Arabic that a program has set letter by letter from the right, as it is read. pdftohtml
 * leaves such letters apart, and joins a few narrow ones in the order of reading, with the
 * place and the width of the first alone. Here these get the order and the place that runs
 * have elsewhere: as they stand on the page, from left to right. */
#include "config.h"

#include "fetch/parse/pdf/limits.h"
#include "fetch/parse/pdf/pdf.h"
#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>

static bool is_letter(uint32_t c)
{
	return (c >= 0x620 && c <= 0x64a) || (c >= 0xfb50 && c <= 0xfdff) ||
	       (c >= 0xfe70 && c <= 0xfefc);
}

/* How many signs a run has, when all are Arabic letters; else 0. */
static size_t letters_of(const struct pdf_file *file, const struct pdf_run *run)
{
	const char *s = pdf_run_text(file, run);
	size_t n = 0;

	for (uint32_t i = 0; i < run->len; n++) {
		uint32_t c;

		i += (uint32_t)utf8_decode(s + i, run->len - i, &c);
		if (!is_letter(c))
			return 0;
	}
	return n;
}

static int right_of(const struct pdf_run *run)
{
	return run->left + run->width;
}

/* Whether the run stands where the one before it begins, on its left. */
static bool follows(const struct pdf_run *run, const struct pdf_run *before)
{
	return run->top == before->top && run->left < before->left &&
	       (before->left - right_of(run)) * 100 < run->size * pdf_limits.apart_near;
}

static bool is_apart(const struct pdf_file *file)
{
	size_t alone = 0, joined = 0;

	for (size_t r = 1; r < file->runs.count; r++) {
		const struct pdf_run *run = &file->runs.at[r];
		size_t n = letters_of(file, run);

		alone += n == 1 && follows(run, run - 1);
		joined += n > 1 || (n == 1 && !follows(run, run - 1));
	}
	return alone >= pdf_limits.apart_least && alone > joined * pdf_limits.apart_share;
}

static void turn_run(struct pdf_file *file, struct pdf_run *run, size_t n)
{
	char copy[64], *s = file->text.bytes + run->start;
	uint32_t left = run->len;

	if (run->len > sizeof copy)
		return;
	memcpy(copy, s, run->len);
	for (uint32_t i = 0; i < run->len;) {
		uint32_t c, len = (uint32_t)utf8_decode(copy + i, run->len - i, &c);

		left -= len;
		memcpy(s + left, copy + i, len);
		i += len;
	}
	run->left -= run->width * (int)(n - 1);
	run->width *= (int)n;
}

/* A bracket that is a run of its own. Left of a letter "(" is named by its shape, ")" by its
 * meaning. */
static bool is_bracket(const struct pdf_file *file, const struct pdf_run *run, char bracket)
{
	return run->len == 1 && *pdf_run_text(file, run) == bracket;
}

bool pdf_turn_apart(struct pdf_file *file, size_t *shape, size_t *meaning)
{
	if (!is_apart(file))
		return false;
	for (size_t r = 1; r < file->runs.count; r++) {
		struct pdf_run *run = &file->runs.at[r];

		if (!letters_of(file, run - 1) || !follows(run, run - 1))
			continue;
		*shape += is_bracket(file, run, '(');
		*meaning += is_bracket(file, run, ')');
	}
	for (size_t r = 0; r < file->runs.count; r++) {
		struct pdf_run *run = &file->runs.at[r];
		size_t n = letters_of(file, run);

		if (n > 1)
			turn_run(file, run, n);
	}
	return true;
}
