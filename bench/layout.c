/* SPDX-License-Identifier: ISC */
/*
 * layout: lays a text out and prints what it cost.
 *
 * usage: layout plain|visual WIDTH FILE
 *
 * A line of the file is a paragraph. One line of figures: bytes, rows, and in
 * microseconds the first screen of 24 rows, all rows, and the cells of all rows in the
 * order in which they are seen (the least of five rounds each).
 */
#include "config.h"

#include "model/layout/wrap.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 5

static long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000L + t.tv_nsec / 1000;
}

static struct doc *read_text(const char *path, size_t *bytes)
{
	FILE *f = fopen(path, "re");
	struct doc_maker *m = doc_maker_new(0);
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	while (f && m && (n = getline(&line, &cap, f)) > 0) {
		*bytes += (size_t)n;
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_text(m, line, (size_t)n - (line[n - 1] == '\n'));
	}
	free(line);
	if (f)
		fclose(f);
	return doc_finish(m, NULL);
}

struct cost {
	long screen, all, cells;
	size_t rows;
};

static void least(long *at, long value)
{
	if (!*at || value < *at)
		*at = value < 1 ? 1 : value;
}

static void lay_out(const struct doc *doc, int width, enum wrap_bidi mode, struct cost *cost)
{
	struct wrap *w = wrap_new(doc, width);
	const struct wrap_row *r;
	struct wrap_shown shown;
	long began = now();

	wrap_set_bidi(w, mode);
	wrap_row(w, 23);
	least(&cost->screen, now() - began);
	cost->rows = wrap_rows(w);
	least(&cost->all, now() - began);
	began = now();
	for (size_t i = 0; (r = wrap_row(w, i)); i++)
		for (uint32_t k = 0; k < r->piece_count; k++)
			wrap_show(w, &r->pieces[k], &shown);
	least(&cost->cells, now() - began);
	wrap_free(w);
}

int main(int argc, char **argv)
{
	struct cost cost = {0};
	size_t bytes = 0;
	struct doc *doc;

	setlocale(LC_ALL, "C.UTF-8");
	doc = argc == 4 ? read_text(argv[3], &bytes) : NULL;
	if (!doc) {
		fputs("usage: layout plain|visual WIDTH FILE\n", stderr);
		return 2;
	}
	for (int i = 0; i < ROUNDS; i++)
		lay_out(doc, atoi(argv[2]), *argv[1] == 'v' ? WRAP_VISUAL : WRAP_PLAIN, &cost);
	printf("%zu %zu %ld %ld %ld\n", bytes, cost.rows, cost.screen, cost.all, cost.cells);
	doc_free(doc);
	return 0;
}
