/* SPDX-License-Identifier: ISC */
/* Sorting under the seal: the C library's qsort asks the system how much memory there
 * is, which a sealed process may not. Equal elements keep their order. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"

#include <stdlib.h>
#include <string.h>

/* Merges [low, middle) and [middle, high) of from into to. */
static void merge(const char *from, char *to, size_t low, size_t middle, size_t high, size_t size,
                  pdf_compare *compare)
{
	size_t a = low, b = middle;

	for (size_t i = low; i < high; i++) {
		bool first =
			a < middle && (b >= high || compare(from + a * size, from + b * size) <= 0);

		memcpy(to + i * size, from + (first ? a++ : b++) * size, size);
	}
}

int pdf_sort(void *base, size_t count, size_t size, pdf_compare *compare)
{
	char *at = base, *spare = count > 1 ? work_malloc(count * size) : NULL, *from = at,
	     *to = spare;

	if (count < 2)
		return 0;
	if (!spare)
		return -1;
	for (size_t run = 1; run < count; run *= 2) {
		char *swap = from;

		for (size_t low = 0; low < count; low += 2 * run) {
			size_t middle = low + run < count ? low + run : count;
			size_t high = low + 2 * run < count ? low + 2 * run : count;

			merge(from, to, low, middle, high, size, compare);
		}
		from = to;
		to = swap;
	}
	if (from != at)
		memcpy(at, from, count * size);
	free(spare);
	return 0;
}
