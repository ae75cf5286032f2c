/* SPDX-License-Identifier: ISC */
/*
 * pattern: a regular expression, by PCRE2, which is opened when the first one is made.
 *
 * However it is written it ends: so many steps, and it is given up for a text.
 */
#ifndef PALAIS_MODEL_TEXT_PATTERN_H
#define PALAIS_MODEL_TEXT_PATTERN_H

#include "model/base/err.h"

#include <stddef.h>

/* Steps within one text, and how deep they may lie. */
#define PATTERN_STEPS_MOST 200000
#define PATTERN_DEPTH_MOST 2000

struct pattern;

/* Small letters stand for both, unless there is a capital. NULL with err. */
struct pattern *pattern_new(const char *expression, struct err *err);
void pattern_free(struct pattern *p);

/* The first place from `at` on that is not empty: 1, 0 none, -1 given up. A text is asked about
 * from its beginning before it is from within. */
int pattern_match(struct pattern *p, const char *s, size_t len, size_t at, size_t *from,
                  size_t *to);

#endif
