/* SPDX-License-Identifier: ISC */
/*
 * word_case: a word in small letters with the marks that it is written with, as stemmers
 * want it.
 */
#ifndef PALAIS_MODEL_TEXT_WORD_CASE_H
#define PALAIS_MODEL_TEXT_WORD_CASE_H

#include <stdbool.h>
#include <stddef.h>

/* The word in small letters, each with its marks in one character where there is such a one.
 * false of a word that has any but Latin and Cyrillic letters, that is all ASCII, or that is
 * longer than out. */
bool word_small(const char *word, size_t len, char *out, size_t size);

#endif
