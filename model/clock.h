/*
 * clock: how much time has passed. For deadlines and rates; what the time of day is,
 * store_now says.
 */
#ifndef PALAIS_MODEL_CLOCK_H
#define PALAIS_MODEL_CLOCK_H

#include <stdint.h>

/* Milliseconds on a clock that only goes on. */
int64_t clock_ms(void);

#endif
