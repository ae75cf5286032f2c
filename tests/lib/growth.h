/* SPDX-License-Identifier: ISC */
/*
 * What the tests of growth share: a table of constructs, each made at one size and at a larger
 * one, and the processor's time for both. By default both are small and the bound is wide, so
 * that only what grows with the square is told, and no load tells anything else; GROWTH=BYTES
 * is the size from which it is measured in earnest, twice of it against once.
 */
#ifndef PALAIS_TESTS_LIB_GROWTH_H
#define PALAIS_TESTS_LIB_GROWTH_H

#include "model/base/buf.h"
#include "tests/lib/check.h"

#include <limits.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define GROWTH_BYTES 32768u
#define GROWTH_RUNS 3
#define GROWTH_TRIES 4
#define GROWTH_NOISE 0.02 /* seconds: what is less proves nothing */
/* Eight times as much may take so many times as long; the square takes 64. Where memory is
 * watched, freed memory is not had again, and new memory has its price. */
#ifdef PALAIS_ASAN
#define GROWTH_MOST 48
#else
#define GROWTH_MOST 24
#endif

/* before, as often as there is room the part (its %u the number of it), after. */
struct construct {
	void (*run)(const char *bytes, size_t len, const char *what);
	const char *what; /* of whom: a media type */
	const char *before, *part, *after;
};

static inline void growth_make(const struct construct *c, size_t size, struct buf *out)
{
	buf_init(out, size + 4096);
	buf_str(out, c->before);
	for (unsigned i = 0; out->len < size; i++) {
		const char *number = strstr(c->part, "%u");

		buf_add(out, c->part, number ? (size_t)(number - c->part) : strlen(c->part));
		if (number)
			buf_printf(out, "%u%s", i, number + 2);
	}
	buf_str(out, c->after);
	assert_true(buf_ok(out));
}

/* The least seconds of several runs. */
static inline double growth_seconds(const struct construct *c, size_t size)
{
	struct timespec from, to;
	double least = 1e9;
	struct buf bytes;

	growth_make(c, size, &bytes);
	for (int i = 0; i < GROWTH_RUNS; i++) {
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
		c->run(bytes.bytes, bytes.len, c->what);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
		double took = (double)(to.tv_sec - from.tv_sec) +
		              (double)(to.tv_nsec - from.tv_nsec) / 1e9;
		least = took < least ? took : least;
	}
	buf_done(&bytes);
	return least;
}

/* Measured again for as long as it looks too much: what else runs only ever adds to it. */
static inline bool growth_is_more(const struct construct *c, size_t size, unsigned times,
                                  double most)
{
	double once = 1e9, more = 1e9;

	for (int i = 0; i < GROWTH_TRIES; i++) {
		double seconds = growth_seconds(c, size);

		once = seconds < once ? seconds : once;
		seconds = growth_seconds(c, size * times);
		more = seconds < more ? seconds : more;
		if (more <= once * most + GROWTH_NOISE)
			return false;
	}
	print_message("# %s %s%s: %.3f s, then %.3f s\n", c->what ? c->what : "", c->before,
	              c->part, once, more);
	return true;
}

/* Each of them, up to so many bytes; those that grow faster are told all. */
static inline void growth_check_within(const struct construct *all, size_t count, size_t longest)
{
	const char *wanted = getenv("GROWTH");
	size_t size = wanted ? strtoul(wanted, NULL, 10) : GROWTH_BYTES;
	unsigned times = wanted ? 2 : 8;
	int bad = 0;

#ifdef __GLIBC__ /* memory that a run has had stays: it is not the kernel that is measured */
	mallopt(M_MMAP_MAX, 0);
	mallopt(M_TRIM_THRESHOLD, INT_MAX);
#endif
	size = size > longest / times ? longest / times : size;
	for (size_t i = 0; i < count; i++)
		bad += growth_is_more(&all[i], size, times, wanted ? 2.2 : GROWTH_MOST);
	assert_int_equal(bad, 0);
}

static inline void growth_check(const struct construct *all, size_t count)
{
	growth_check_within(all, count, SIZE_MAX);
}

#endif
