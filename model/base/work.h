/* SPDX-License-Identifier: ISC */
/*
 * work: whether a piece of work may go on, and which limit has ended it.
 *
 * One for all of a process. buf, vec and arena take their memory here: when it is refused,
 * or when the work was stopped, they have no more room, and whoever works comes to his
 * end as if memory had ended, on the ways that are there for that. Then the work can be
 * begun anew, with less. Knows no clock and sets no limit: who does stops it.
 */
#ifndef PALAIS_MODEL_BASE_WORK_H
#define PALAIS_MODEL_BASE_WORK_H

#include <stdbool.h>
#include <stddef.h>

enum work_limit {
	WORK_NONE,   /* none was met */
	WORK_MEMORY, /* memory was refused */
	WORK_TIME    /* it was stopped */
};

/* Memory that is kept from its beginning on, for a library that is lent some when there is no
 * more: one that is refused a few bytes may never come to its end. */
#define WORK_RESERVE ((size_t)1 << 20)

/* Nothing was met from now on. */
void work_begin(void);
/* No more room for anybody, until work_begin. May be called by a handler of signals. */
void work_stop(void);
/* False once it was stopped, or memory was refused since work_begin: for who works long without
 * taking memory. */
bool work_goes_on(void);
/* What was met first since work_begin: what was stopped and has not noticed has met nothing. */
enum work_limit work_met(void);

/* As realloc, malloc, calloc and strdup; NULL also when the work was stopped, or memory was
 * refused since work_begin: who never began any has memory again when there is some. */
void *work_realloc(void *memory, size_t size);
void *work_malloc(size_t size);
void *work_calloc(size_t count, size_t size);
char *work_strdup(const char *s);
/* The same, for a library that comes to no end without memory: what has stopped the work
 * refuses it nothing, and what is refused it has the reserve. */
void *work_lend_more(void *memory, size_t size);
void *work_lend(size_t size);

#endif
