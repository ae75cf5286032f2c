/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t clock_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t clock_now(void)
{
	const char *fixed = getenv("PALAIS_NOW");
	struct tm tm = {0};

	if (!fixed || !*fixed)
		return (int64_t)time(NULL);
	if (sscanf(fixed, "%d-%d-%dT%d:%d:%d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday, &tm.tm_hour,
	           &tm.tm_min, &tm.tm_sec) >= 3) {
		tm.tm_year -= 1900;
		tm.tm_mon--;
		return (int64_t)timegm(&tm);
	}
	return (int64_t)strtoll(fixed, NULL, 10);
}
