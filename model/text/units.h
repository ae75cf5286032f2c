/* SPDX-License-Identifier: ISC */
/*
 * units: numbers and sizes, as the language of the interface writes them and as
 * readers type them.
 */
#ifndef PALAIS_MODEL_TEXT_UNITS_H
#define PALAIS_MODEL_TEXT_UNITS_H

#include "model/base/err.h"

#include <stddef.h>
#include <stdint.h>

/* "6.1 KB", "812 B", "1.4 MB". */
void units_bytes(int64_t bytes, char *out, size_t size);

/* The digits of a number that is not negative, with what stands between thousands and
 * before decimals: "13,500,000". */
void units_number(const char *value, char *out, size_t size);
/* "13.5 M", "5.40 bn"; below a hundred thousand as it is. */
void units_short_number(const char *value, char *out, size_t size);

/* Decimals with a point, whatever the locale writes: *end behind them, or s itself. */
double units_read_decimal(const char *s, const char **end);
/* "500k", "1.5M", "20000": bytes, thousands or millions of them. -1 with err. */
int units_read_bytes(const char *text, uint64_t *bytes, struct err *err);

#endif
