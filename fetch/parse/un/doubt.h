/* SPDX-License-Identifier: ISC */
/*
 * doubt: whether a text layer says what is printed.
 *
 * A scan that a machine has read, a font whose table of letters is wrong, figures that were
 * turned round: all that looks like text and is none. Counts over the whole text, in any of
 * the scripts that UN documents have; knows text alone, no file format and no page.
 */
#ifndef PALAIS_FETCH_PARSE_UN_DOUBT_H
#define PALAIS_FETCH_PARSE_UN_DOUBT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum un_doubt_kind {
	UN_DOUBT_FIGURES, /* years that are none, or read backwards */
	UN_DOUBT_LETTERS, /* words that nobody writes: "Permwnt", "fr,om", "l1opinion" */
	UN_DOUBT_TABLE,   /* letters that every text has are missing, or no language's words */
	UN_DOUBT_MARKS,   /* signs of no alphabet, or of a wrong character set */
	UN_DOUBT_SPACES,  /* words that run together, or stand apart letter by letter */
	UN_DOUBT_KINDS
};

#define UN_DOUBT_LETTERS_MOST 96
#define UN_DOUBT_SEEN 2048

/* Zero at the beginning; nothing to free. */
struct un_doubt {
	uint32_t years, odd, turned; /* numbers of four digits by themselves */
	uint32_t words, broken;      /* Latin ones of some length; those that nobody writes */
	uint32_t tokens, singles, long_ones;
	uint32_t signs, marks; /* that are printed; of no alphabet */
	uint32_t script[3];    /* letters of Latin, Cyrillic, Arabic */
	uint32_t open[3];      /* those of them that words need: vowels, and the like */
	uint32_t kinds;        /* of words, about */
	uint64_t seen[UN_DOUBT_SEEN / 64];
	uint32_t letters[3][UN_DOUBT_LETTERS_MOST];
};

/* A paragraph of running text. */
void un_doubt_text(struct un_doubt *doubt, const char *s, size_t len);

/* What is wrong: a bit for each kind. `language`: of the text as its words tell, "" where
 * they do not. */
unsigned un_doubt_found(const struct un_doubt *doubt, const char *language);

/* "figures", "letters", "table", "marks", "spaces": as the fact `doubt` has it. */
const char *un_doubt_name(enum un_doubt_kind kind);

#endif
