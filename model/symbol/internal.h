/* SPDX-License-Identifier: ISC */
/*
 * internal: what the files of symbol share: characters as a symbol sees them,
 * the words around symbols, written symbols. For them alone.
 */
#ifndef PALAIS_MODEL_SYMBOL_INTERNAL_H
#define PALAIS_MODEL_SYMBOL_INTERNAL_H

#include "model/symbol/symbol.h"

#include <stdint.h>

struct symbol_text {
	const char *s;
	size_t len;
};

#define SYMBOL_NONE (-1)   /* no character: an end of the text */
#define SYMBOL_LETTER 0x80 /* a character that no symbol holds */

/* The character at i or before it, as a symbol sees it: digits of any of our
 * scripts, slashes, brackets and commas of full width as their ASCII twins, all
 * spaces as ' '; what is invisible is passed over. *edge: where it ends (begins). */
int symbol_char_other(const struct symbol_text *t, size_t i, size_t *edge); /* any but ASCII */
static inline int symbol_char(const struct symbol_text *t, size_t i, size_t *edge)
{
	unsigned char c = i < t->len ? (unsigned char)t->s[i] : 0x80;

	if (c >= 0x80)
		return symbol_char_other(t, i, edge);
	*edge = i + 1;
	return c < 0x20 || c == 0x7f ? ' ' : c;
}

int symbol_char_before(const struct symbol_text *t, size_t i, size_t *edge);

static inline bool symbol_is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static inline bool symbol_is_upper(int c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool symbol_is_alpha(int c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static inline int symbol_upper(int c)
{
	return c >= 'a' && c <= 'z' ? c - 32 : c;
}

/* Past spaces from i on. */
size_t symbol_skip_spaces(const struct symbol_text *t, size_t i);

/* A run of digits at i: its end, value (999999 when longer than six) and length. */
size_t symbol_digits(const struct symbol_text *t, size_t i, int *value, int *count);

struct symbol_out {
	char *s; /* SYMBOL_MAX bytes */
	size_t len;
};
bool symbol_put(struct symbol_out *o, int c);
bool symbol_put_all(struct symbol_out *o, const char *s);

/* -- words -------------------------------------------------------------- */

enum symbol_word_kind {
	WORD_NONE,
	WORD_RESOLUTION,
	WORD_DECISION, /* decisions and other texts that are numbered likewise */
	WORD_DRAFT,
	WORD_OWN, /* its, ses, sus, свои */
	WORD_BODY,
	WORD_COUNCIL,  /* "the Council": the one last named */
	WORD_COMMITTEE /* whose meetings are numbered as the Council's are */
};

struct symbol_word {
	const char *text; /* Latin letters in lower case */
	uint8_t kind, body, where;
};

/* Whether a letter of Latin, Cyrillic or Arabic writing stands at i, or before it;
 * the end of the letters from i on; whether a word (Latin in small letters) stands
 * at i in any case. */
bool symbol_is_letter_at(const struct symbol_text *t, size_t i);
bool symbol_letter_before(const struct symbol_text *t, size_t i);
size_t symbol_word_end(const struct symbol_text *t, size_t i);
bool symbol_same(const struct symbol_text *t, size_t i, const char *word, size_t n);

/* The word at i, its end in *end; NULL when none of ours begins there. */
const struct symbol_word *symbol_word_at(const struct symbol_text *t, size_t i, size_t *end);
/* The first that begins at *i or later, and before `to`: where, and its end. NULL: none. */
const struct symbol_word *symbol_next_word(const struct symbol_text *t, size_t *i, size_t to,
                                           size_t *end);

/* Whether all between from and to may stand between "resolution" and its number
 * ("of the Security Council No."), or between two numbers (", and"). */
bool symbol_filler(const struct symbol_text *t, size_t from, size_t to);
bool symbol_joiner(const struct symbol_text *t, size_t from, size_t to, bool *word);

/* A body named right after i ("of the General Assembly"), also behind the rest of
 * a list; SYMBOL_NO_BODY when none is. */
enum symbol_body symbol_body_after(const struct symbol_text *t, size_t i);

/* Whether a number is one of something else: "2048 by 1536", "300 dpi", "USD 300". */
bool symbol_unit_after(const struct symbol_text *t, size_t i);
bool symbol_unit_before(const struct symbol_text *t, size_t i);

/* The word for a meeting at i ("meeting", "séance"), past an ordinal's ending and
 * further ordinals; and one before i ("جلسته"). */
bool symbol_meeting_after(const struct symbol_text *t, size_t i);
bool symbol_meeting_before(const struct symbol_text *t, size_t i);

/* "号决议" behind a number and the rest of its list, which *stop ends. */
bool symbol_chinese_after(const struct symbol_text *t, size_t i, size_t *stop);

/* A date behind i (" of 19 December 2011"): its end, or i; `near` wants it at
 * once. And one that ends at i (2011年12月19日第): true with its year and month. */
struct symbol_date {
	int year;
	size_t end;
	bool near;
};
bool symbol_date_after(const struct symbol_text *t, size_t i, struct symbol_date *d);
bool symbol_date_before(const struct symbol_text *t, size_t i, struct symbol_date *d);

/* The year that words give to a number: "لعام 2013", "of 2013", and, not strong,
 * "in 2013". 0: none. */
int symbol_year_after(const struct symbol_text *t, size_t i, size_t *end, bool *strong);

/* -- written symbols ---------------------------------------------------- */

/* The symbol whose first '/' is at `slash`, beginning at `from` or later.
 * any_case: typed, so that all letters may be small. */
bool symbol_written(const struct symbol_text *t, size_t from, size_t slash, bool any_case,
                    struct symbol_match *m);

/* A whole text that is a written symbol, in any case of letters; one for short. */
bool symbol_whole(const char *s, char out[SYMBOL_MAX]);
bool symbol_short(const char *typed, char out[SYMBOL_MAX]);

/* -- symbols of ESCWA --------------------------------------------------- */

/* A word such as "Technical Paper" at i, put as it is kept: its end, or i. */
size_t symbol_escwa_part(const struct symbol_text *t, size_t i, struct symbol_out *o);
/* Whether a number at i goes on the component ("CL" 3), and letters behind a point at i
 * the component `part` ("CL3." SEP). */
bool symbol_escwa_cluster(const struct symbol_text *t, size_t i, const struct symbol_out *o);
bool symbol_escwa_unit(const struct symbol_text *t, size_t i, const char *part);
/* "TECHNICALPAPER" at s: its bytes, and how it is printed, in small letters; 0: none. */
size_t symbol_spaced_part(const char *s, const char **printed);

/* "(2015)", "(V)", "(Resumption 2)" at i, with or without a space before it: its
 * end, or i. Roman: a session of the General Assembly or ECOSOC. Put to o. */
size_t symbol_bracket_year(const struct symbol_text *t, size_t i, int *year);
size_t symbol_bracket_roman(const struct symbol_text *t, size_t i, struct symbol_out *o,
                            int *session);

size_t symbol_bracket_word(const struct symbol_text *t, size_t i, struct symbol_out *o);

/* The session of a General Assembly resolution before 1976, as symbol_year. */
int symbol_session(int number, int *low, int *high);

/* The letter of a split resolution at i (" A", " ألف"): its end, or i. */
size_t symbol_split_letter(const struct symbol_text *t, size_t i, int *letter);

/* The same of one in parts, " A and B", " A to C", "A–C": "A-C" to out. */
size_t symbol_split_letters(const struct symbol_text *t, size_t i, char out[4]);

/* Where a link at i begins and ends, when one of its slashes stands at i. */
bool symbol_link(const struct symbol_text *t, size_t from, size_t i, size_t *start, size_t *end);

/* Completes a resolution of the Security Council: adds the year, tells a clash. */
void symbol_settle(struct symbol_match *m, const struct symbol_hints *hints);

/* -- numbers in running text -------------------------------------------- */

/* Why a number is taken for a resolution's. */
enum symbol_evidence { NO_EVIDENCE, INTRODUCED, LISTED, CHINESE };

/* A number that may be a resolution's, as it is read. */
struct symbol_number {
	const struct symbol_text *t;
	size_t start, end; /* with "S-" before it */
	int a, digits;     /* the first number */
	enum symbol_evidence why;
	bool word; /* a joining word stands before it */
};

struct symbol_pair {
	int session, number;
	const char *special; /* "S-", "ES-" or "" */
	struct symbol_date date;
	bool dated;
};

/* Reads the words up to `to`. */
void symbol_read_words(struct symbol_scan *scan, const struct symbol_text *t, size_t to);

/* *word: a word such as "and" joins it to what is before. */
enum symbol_evidence symbol_why(struct symbol_scan *scan, const struct symbol_text *t, size_t i,
                                size_t end, bool *word);

/* symbol_year, when the owner of the text does not know better. */
int symbol_year_by(const struct symbol_hints *hints, int number, int *low, int *high);

/* Whether text goes on at i so that the number before it is part of something else. */
bool symbol_goes_on(const struct symbol_text *t, size_t i);

/* The body that the words name. SYMBOL_ASSUMED in *flags: not close by. */
enum symbol_body symbol_whose(const struct symbol_scan *scan, const struct symbol_number *n,
                              size_t end, unsigned *flags);

/* Whose resolution a pair is, of what the words named; SYMBOL_NO_BODY: of none. */
enum symbol_body symbol_decide(const struct symbol_pair *p, enum symbol_body body, unsigned *flags);

/* Ends a match, which the next may be listed behind; always true. */
bool symbol_put_item(struct symbol_scan *scan, struct symbol_match *m,
                     const struct symbol_number *n, size_t end, enum symbol_body body);

/* Each takes one way of naming; false when it is not that. */
bool symbol_security_number(struct symbol_scan *scan, struct symbol_number *n, int year, size_t end,
                            struct symbol_match *m);
bool symbol_roman_number(struct symbol_scan *scan, struct symbol_number *n, size_t end,
                         struct symbol_match *m);
bool symbol_bare_number(struct symbol_scan *scan, struct symbol_number *n, size_t end,
                        struct symbol_match *m);
bool symbol_meeting(struct symbol_scan *scan, const struct symbol_number *n,
                    struct symbol_match *m);
bool symbol_pair(struct symbol_scan *scan, struct symbol_number *n, const char *special,
                 size_t slash, struct symbol_match *m);
bool symbol_slash_at(struct symbol_scan *scan, const struct symbol_text *t, size_t slash,
                     struct symbol_match *m);
bool symbol_addition(struct symbol_scan *scan, const struct symbol_text *t, struct symbol_match *m);
/* A link with a slash at `slash`: *end behind it; m->symbol empty when it is none
 * of the UN's. */
bool symbol_link_at(struct symbol_scan *scan, const struct symbol_text *t, size_t slash,
                    size_t *end, struct symbol_match *m);

#endif
