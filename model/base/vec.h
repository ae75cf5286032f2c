/* SPDX-License-Identifier: ISC */
/*
 * vec: a growing array of one type, for use inside a module.
 *
 *   VEC(struct fact) facts = {0};
 *   if (vec_push(&facts, f) < 0) ... out of memory
 *   facts.at[i], facts.count
 *   vec_done(&facts);
 */
#ifndef PALAIS_MODEL_BASE_VEC_H
#define PALAIS_MODEL_BASE_VEC_H

#include "model/base/work.h"

#include <stddef.h>
#include <stdlib.h>

#define VEC(type) \
	struct { \
		type *at; \
		size_t count, cap; \
	}

/* Room for one more: the array, perhaps moved, or NULL. */
static inline void *vec_grow(void *at, size_t count, size_t *cap, size_t size)
{
	size_t n = *cap ? *cap * 2 : 8;
	void *p;

	if (count < *cap)
		return at;
	p = n > (size_t)-1 / size ? NULL : work_realloc(at, n * size);
	if (p)
		*cap = n;
	return p;
}

#define vec_push(v, x) (vec_reserve(v) < 0 ? -1 : ((v)->at[(v)->count++] = (x), 0))
#define vec_reserve(v) \
	vec_set((void **)&(v)->at, vec_grow((v)->at, (v)->count, &(v)->cap, sizeof *(v)->at))
#define vec_done(v) (free((v)->at), (v)->at = NULL, (v)->count = (v)->cap = 0)

static inline int vec_set(void **at, void *grown)
{
	if (!grown)
		return -1;
	*at = grown;
	return 0;
}

#endif
