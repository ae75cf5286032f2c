/* SPDX-License-Identifier: ISC */
/*
 * raw: a server on 127.0.0.1 for tests that answers with exact bytes, which no library for
 * servers would send. One connection after another, each for one request; "GET /3" is
 * answered with the fourth of the answers.
 */
#ifndef PALAIS_TESTS_LIB_RAW_H
#define PALAIS_TESTS_LIB_RAW_H

#include <stddef.h>

struct raw;

struct raw_answer {
	const char *bytes;
	size_t len;
};

/* The answers are borrowed. NULL when it could not be started; it runs in a thread of its
 * own. */
struct raw *raw_start(const struct raw_answer *answers, size_t count);
void raw_stop(struct raw *r);

int raw_port(const struct raw *r);
/* How many connections it has taken. */
int raw_taken(struct raw *r);

#endif
