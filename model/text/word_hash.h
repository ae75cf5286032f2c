/* SPDX-License-Identifier: ISC */
/*
 * word_hash: where a word stands in the table of the commonest words.
 *
 * The table is laid out when palais is built and looked into when a language is told;
 * both must find a word in the same place. A place that another word has taken is passed
 * over to the next, round the end.
 */
#ifndef PALAIS_MODEL_TEXT_WORD_HASH_H
#define PALAIS_MODEL_TEXT_WORD_HASH_H

#include <stddef.h>
#include <stdint.h>

#define WORD_SLOTS 1024 /* twice the words */
#define WORD_MOST 24    /* bytes of a word; none that is longer is looked up */

/* The first place to look in, below WORD_SLOTS. */
static inline uint32_t word_hash(const char *word, size_t len)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)word[i]) * 16777619u;
	return (h ^ h >> 13) % WORD_SLOTS;
}

#endif
