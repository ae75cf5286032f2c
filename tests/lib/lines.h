/* SPDX-License-Identifier: ISC */
/* The tables of data/, read by other means than mkstarter reads them: lines cut at
 * their tabs. */
#ifndef PALAIS_TESTS_LIB_LINES_H
#define PALAIS_TESTS_LIB_LINES_H

#include "tests/lib/check.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct lines {
	FILE *file;
	char *line;
	size_t cap;
	char *field[32];
	int count;
};

static inline void lines_open(struct lines *l, const char *name)
{
	const char *srcdir = getenv("srcdir");
	char path[400];

	memset(l, 0, sizeof *l);
	snprintf(path, sizeof path, "%s/data/%s", srcdir ? srcdir : ".", name);
	l->file = fopen(path, "r");
	assert_non_null(l->file);
}

static inline bool lines_next(struct lines *l)
{
	ssize_t n = getline(&l->line, &l->cap, l->file);
	char *p = l->line;

	if (n <= 0)
		return false;
	if (l->line[n - 1] == '\n')
		l->line[n - 1] = 0;
	for (l->count = 0; p && l->count < 32; l->count++) {
		l->field[l->count] = p;
		p = strchr(p, '\t');
		if (p)
			*p++ = 0;
	}
	return true;
}

static inline void lines_close(struct lines *l)
{
	fclose(l->file);
	free(l->line);
}

static inline long count_lines(const char *name)
{
	struct lines l;
	long n = -1;

	lines_open(&l, name);
	while (lines_next(&l))
		n++;
	lines_close(&l);
	return n;
}

#endif
