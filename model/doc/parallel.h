/* SPDX-License-Identifier: ISC */
/*
 * parallel: two language versions of one document, aligned by structure and
 * paragraph number.
 *
 * Blocks with the same number stand together; between them blocks of one kind
 * are matched in their order, by length where there are more of them on one side
 * than on the other. Nothing is left out: a block without a partner stands alone.
 */
#ifndef PALAIS_MODEL_DOC_PARALLEL_H
#define PALAIS_MODEL_DOC_PARALLEL_H

#include "model/doc/document.h"

/* One row of the alignment: a block of each, or -1 where there is none. */
struct parallel_row {
	long first, second;
};

struct parallel;

/* NULL with err when out of memory. Both documents are borrowed while it is made. */
struct parallel *parallel_new(const struct doc *first, const struct doc *second, struct err *err);
void parallel_free(struct parallel *p); /* NULL is fine */

size_t parallel_count(const struct parallel *p);
struct parallel_row parallel_row(const struct parallel *p, size_t index);

/* The block of the other document that stands beside a block of this one, or the
 * nearest before it that has a partner; 0 when there is none. */
long parallel_partner(const struct parallel *p, long block, bool of_second);

/* Where a block of one of them stands in parallel_doc, and which block of which
 * stands at an index of it. */
long parallel_index(const struct parallel *p, long block, bool of_second);
long parallel_block(const struct parallel *p, long index, bool *of_second);

/* One document of both: paragraph under paragraph, the first's first. Facts are
 * those of the first; `languages` and titles tell of both. NULL with err. */
struct doc *parallel_doc(const struct doc *first, const struct doc *second, struct err *err);

#endif
