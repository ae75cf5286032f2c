/* SPDX-License-Identifier: ISC */
/*
 * edit: a shortest edit script between two sequences of numbers: which elements of
 * the one are gone, which of the other are new, all others being common in their order.
 *
 * Linear space, by the middle of the way from both ends. The work is bounded: a stretch
 * that would cost more than is left counts as replaced. Knows no documents.
 */
#ifndef PALAIS_MODEL_DOC_EDIT_H
#define PALAIS_MODEL_DOC_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct edit_sequence {
	const uint32_t *at;
	size_t count;
	bool *changed; /* an answer for each: gone, or new */
};

/* Fills both `changed`. *work is how many steps may be made, and less by those that
 * were. 1: the script is a shortest one; 0: the work was used up; -1: out of memory. */
int edit_compare(struct edit_sequence *a, struct edit_sequence *b, int64_t *work);

#endif
