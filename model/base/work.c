/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/work.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

static volatile sig_atomic_t stopped;
static enum work_limit met;
static bool begun;
static void *reserve;

void work_begin(void)
{
	begun = true;
	stopped = 0;
	met = WORK_NONE;
	if (!reserve)
		reserve = malloc(WORK_RESERVE);
}

void work_stop(void)
{
	stopped = 1;
}

bool work_goes_on(void)
{
	if (stopped && met == WORK_NONE)
		met = WORK_TIME;
	return !stopped && (!begun || met == WORK_NONE);
}

enum work_limit work_met(void)
{
	return met;
}

/* Memory was refused: what was kept for that is there for who has to come to an end. Whether
 * there was any. */
static bool give_reserve(void)
{
	bool was = reserve;

	if (met == WORK_NONE)
		met = WORK_MEMORY;
	free(reserve);
	reserve = NULL;
	return was;
}

void *work_lend_more(void *memory, size_t size)
{
	void *more;

	size = size ? size : 1; /* of which nothing is refused, and nothing freed */
	more = realloc(memory, size);
	if (!more && give_reserve())
		more = realloc(memory, size);
	return more;
}

void *work_lend(size_t size)
{
	return work_lend_more(NULL, size);
}

void *work_realloc(void *memory, size_t size)
{
	return work_goes_on() ? work_lend_more(memory, size) : NULL;
}

void *work_malloc(size_t size)
{
	return work_realloc(NULL, size);
}

void *work_calloc(size_t count, size_t size)
{
	void *memory = work_goes_on() ? calloc(count, size) : NULL;

	if (!memory)
		give_reserve();
	return memory;
}

char *work_strdup(const char *s)
{
	size_t size = strlen(s) + 1;
	char *copy = work_malloc(size);

	return copy ? memcpy(copy, s, size) : NULL;
}
