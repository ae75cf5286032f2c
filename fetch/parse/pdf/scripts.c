/* SPDX-License-Identifier: ISC */
/* Signs that stand raised or lowered beside a run of the text. */
#include "config.h"

#include "fetch/parse/pdf/limits.h"
#include "fetch/parse/pdf/rows.h"

#include <stdlib.h>

/* Figures and letters, and few of them. */
static bool is_short(const struct pdf_file *file, const struct pdf_run *run)
{
	const char *s = pdf_run_text(file, run);

	for (uint32_t i = 0; i < run->len; i++)
		if (!((s[i] >= '0' && s[i] <= '9') ||
		      ((s[i] | 0x20) >= 'a' && (s[i] | 0x20) <= 'z')))
			return false;
	return run->len > 0 && run->len <= pdf_limits.script_bytes;
}

static int right_of(const struct pdf_run *run)
{
	return run->left + run->width;
}

/* Whether `one` begins where `host` ends, its base a little off. */
static bool is_beside(const struct placed *one, const struct placed *host)
{
	int size = host->run->size, off = abs(one->base - host->base);

	return one->run->size <= size && host->run->len > one->run->len &&
	       off * pdf_limits.raised_off >= size && off * 100 <= pdf_limits.script_far * size &&
	       abs(one->run->left - right_of(host->run)) * 100 <= pdf_limits.gap_raised * size;
}

/* Whether another run stands on its own base line, close by: then it is of a line. */
static bool has_line(const struct placed *runs, size_t count, size_t i)
{
	const struct placed *one = &runs[i];

	for (size_t k = i; k-- > 0 && one->base - runs[k].base <= pdf_limits.script_line;)
		if (runs[k].run->left - right_of(one->run) < one->run->size &&
		    one->run->left - right_of(runs[k].run) < one->run->size)
			return true;
	for (size_t k = i + 1; k < count && runs[k].base - one->base <= pdf_limits.script_line; k++)
		if (runs[k].run->left - right_of(one->run) < one->run->size &&
		    one->run->left - right_of(runs[k].run) < one->run->size)
			return true;
	return false;
}

/* The run that it stands beside, of those whose base is not far off, or -1. */
static int host_of(const struct placed *runs, size_t count, size_t i)
{
	int reach = runs[i].run->size * 4;

	for (size_t k = i; k-- > 0 && runs[i].base - runs[k].base <= reach;)
		if (is_beside(&runs[i], &runs[k]))
			return (int)k;
	for (size_t k = i + 1; k < count && runs[k].base - runs[i].base <= reach; k++)
		if (is_beside(&runs[i], &runs[k]))
			return (int)k;
	return -1;
}

void pdf_scripts(const struct pdf_file *file, struct placed *runs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_short(file, runs[i].run) && !has_line(runs, count, i))
			runs[i].host = host_of(runs, count, i);
	/* one that stands beside another such sign is of the same row */
	for (size_t i = 0; i < count; i++)
		for (int hops = 0; hops < 3 && runs[i].host >= 0 && runs[runs[i].host].host >= 0;
		     hops++)
			runs[i].host = runs[runs[i].host].host;
}
