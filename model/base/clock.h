/* SPDX-License-Identifier: ISC */
/*
 * clock: how much time has passed, for deadlines and rates; and what the time of day is.
 */
#ifndef PALAIS_MODEL_BASE_CLOCK_H
#define PALAIS_MODEL_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds on a clock that only goes on. */
int64_t clock_ms(void);

/* Now in UTC seconds; PALAIS_NOW (seconds, or an ISO date-time) fixes it. */
int64_t clock_now(void);

#endif
