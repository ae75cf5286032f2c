/* SPDX-License-Identifier: ISC */
/*
 * wording_compare: what a translation may not touch: numbers, dates, symbols, addresses, and the
 * marks of what is not confirmed. Digits are 0 to 9 in all six languages, as UN texts have them.
 */
#ifndef PALAIS_DATA_WORDING_COMPARE_H
#define PALAIS_DATA_WORDING_COMPARE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a translation has what its English has; false: `what` says what it lacks or adds. */
bool wording_agrees(const char *lang, const char *english, const char *text, char *what,
                    size_t size);

#endif
