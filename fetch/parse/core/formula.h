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

/* Whether a part of a formula, in UTF-8, is more than one number or name. */
bool formula_is_compound(const char *utf8, size_t len);

#endif
