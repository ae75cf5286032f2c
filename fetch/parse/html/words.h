/* SPDX-License-Identifier: ISC */
/*
 * words: the tables behind html_hints and the tests of short lines.
 *
 * Private to the HTML parser.
 */
#ifndef PALAIS_FETCH_PARSE_HTML_WORDS_H
#define PALAIS_FETCH_PARSE_HTML_WORDS_H

#include <stddef.h>
#include <stdint.h>

struct html_word {
	const char *word; /* lower case */
	uint32_t hints;
};

/* Sorted by word. */
extern const struct html_word html_words[];
extern const size_t html_word_count;

enum html_phrase_kind {
	HTML_PHRASE_WHOLE,    /* the line is this, but for what is no letter */
	HTML_PHRASE_START,    /* a short line that begins so */
	HTML_PHRASE_POINTER,  /* begins so: leads to another page */
	HTML_PHRASE_END,      /* a heading that begins so ends the article, if links follow */
	HTML_PHRASE_LAST,     /* and whatever follows */
	HTML_PHRASE_REPLY,    /* the line is this: it stands below a comment */
	HTML_PHRASE_COMMENTS, /* the line is this, but for a number: above comments */
	HTML_PHRASE_NOTICE,   /* begins so: the site's own words, of any length */
	HTML_PHRASE_BYLINE    /* a short line that begins so says who or when */
};

/* Of one kind: ASCII letters in lower case, others as they are written. */
struct html_phrases {
	const char *const *list;
	size_t count;
};

/* By kind. */
extern const struct html_phrases html_phrases[];

#endif
