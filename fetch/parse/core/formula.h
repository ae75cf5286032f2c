/* SPDX-License-Identifier: ISC */
/*
 * formula: what the parsers share of writing a formula in a line.
 *
 * What is drawn one above the other, or under a root, is put in brackets where it would be
 * read otherwise in a line: a sum over two is (a+b)/2.
 */
#ifndef PALAIS_FETCH_PARSE_CORE_FORMULA_H
#define PALAIS_FETCH_PARSE_CORE_FORMULA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of a part of a formula that are looked at; a longer one is more than a name. */
#define FORMULA_PART_MOST 200

/* Whether a part of a formula, in UTF-8, is more than one number, name or pair of brackets. */
bool formula_is_compound(const char *utf8, size_t len);
/* Whether a fraction, which has no brackets around it, is apart from the character beside it
 * only where there is a blank between the two. */
bool formula_runs_on(uint32_t c);
/* The last character of a text that is not empty. */
uint32_t formula_last(const char *utf8, size_t len);

#endif
