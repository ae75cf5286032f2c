/* SPDX-License-Identifier: ISC */
/* The words that the hints of fetch/parse/html/html.h are made of: tables, no logic. */
#include "config.h"

#include "fetch/parse/html/words.h"

#include "fetch/parse/html/html.h"
#include "fetch/parse/html/names.inc"
#include "fetch/parse/html/phrases.inc"

/* Words of class and id names, and what each says. Two words that follow one
 * another are looked up joined as well: "entry-content", "entryContent". */
const struct html_word html_words[] = {NAMES_ALL};

const size_t html_word_count = sizeof html_words / sizeof *html_words;

static const char *const phrases_whole[] = {PHRASES_WHOLE};
static const char *const phrases_start[] = {PHRASES_START};
static const char *const phrases_notice[] = {PHRASES_NOTICE};
static const char *const phrases_reply[] = {PHRASES_REPLY};
static const char *const phrases_comments[] = {PHRASES_COMMENTS};
static const char *const phrases_pointer[] = {PHRASES_POINTER};
static const char *const phrases_end[] = {PHRASES_END};
static const char *const phrases_last[] = {PHRASES_LAST};
static const char *const phrases_byline[] = {PHRASES_BYLINE};

#define PHRASES(kind, list) [HTML_PHRASE_##kind] = {list, sizeof list / sizeof *list}
const struct html_phrases html_phrases[] = {
	PHRASES(WHOLE, phrases_whole),       PHRASES(START, phrases_start),
	PHRASES(NOTICE, phrases_notice),     PHRASES(REPLY, phrases_reply),
	PHRASES(COMMENTS, phrases_comments), PHRASES(POINTER, phrases_pointer),
	PHRASES(END, phrases_end),           PHRASES(LAST, phrases_last),
	PHRASES(BYLINE, phrases_byline),
};
#undef PHRASES
