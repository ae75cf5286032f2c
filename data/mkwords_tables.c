/* SPDX-License-Identifier: ISC */
/* The tables of words: their columns, and what may stand in them. */
#include "config.h"

#include "data/mkwords.h"

#include <string.h>

static const struct words_meaning in_numbers[] = {
	{"filler", NULL},         {"joiner", NULL},
	{"range", NULL},          {"connector", NULL},
	{"adopting", NULL},       {"body-first", NULL},
	{"unit", NULL},           {"unit-of-size", NULL},
	{"ordinal", NULL},        {"meeting", NULL},
	{"meeting-kind", NULL},   {"meeting-before", NULL},
	{"meeting-number", NULL}, {"resolution-behind", NULL},
	{"year-of", NULL},        {"year-in", NULL},
	{"plural", NULL},         {"glued", NULL},
	{"bracketed", NULL},      {"addition", NULL},
	{"press-service", NULL},  {"mixed-case", NULL},
	{"escwa-part", NULL},     {NULL, NULL},
};
static const struct words_meaning in_typed[] = {
	{"council-resolution", NULL},
	{"assembly-resolution", NULL},
	{"economic-resolution", NULL},
	{"rights-resolution", NULL},
	{"statement", NULL},
	{"record", NULL},
	{NULL, NULL},
};
static const struct words_meaning in_records[] = {
	{"by", NULL},     {"arabic", NULL},  {"chinese", NULL}, {"english", NULL},
	{"french", NULL}, {"russian", NULL}, {"spanish", NULL}, {NULL, NULL},
};
static const struct words_meaning in_papers[] = {
	{"organization", NULL},
	{"body", NULL},
	{"distribution", NULL},
	{"language", NULL},
	{"recycle", NULL},
	{"page", NULL},
	{"letter", NULL},
	{"agenda", NULL},
	{"agenda-of", NULL},
	{"session-end", NULL},
	{"session-end-long", NULL},
	{"session-start", NULL},
	{"session-within", NULL},
	{"session-not", NULL},
	{"only", NULL},
	{"meeting-start", NULL},
	{"letter-end", NULL},
	{"agenda-itself", NULL},
	{"distribution-label", NULL},
	{"report", NULL},
	{"original", NULL},
	{"meeting-end", NULL},
	{"job-language", NULL},
	{"annex", NULL},
	{"date-rest", NULL},
	{"adoption", NULL},
	{"year-word", NULL},
	{NULL, NULL},
};
static const struct words_meaning in_parts[] = {
	{"part", NULL}, {"counted", NULL},  {"annex-of", NULL}, {"contents", NULL},
	{"bis", NULL},  {"compound", NULL}, {NULL, NULL},
};
static const struct words_meaning in_counts[] = {
	{"annex", NULL},
	{"marker", NULL},
	{NULL, NULL},
};
static const struct words_meaning in_phrases[] = {
	{"whole", NULL},   {"start", NULL},         {"notice", NULL},
	{"reply", NULL},   {"comments", NULL},      {"pointer", NULL},
	{"end", NULL},     {"byline", NULL},        {"negator", NULL},
	{"offer", NULL},   {"of-text-first", NULL}, {"of-text-second", NULL},
	{"ago-end", NULL}, {"ago-start", NULL},     {"portrait-verb", NULL},
	{"trade", NULL},   {"document", NULL},      {"last", NULL},
	{NULL, NULL},
};
static const struct words_meaning in_instead[] = {
	{"challenge", NULL}, {"absent", NULL}, {"portal", NULL}, {"outage", NULL}, {NULL, NULL},
};
static const struct words_meaning in_series[] = {
	{"document", NULL},
	{"press", NULL},
	{NULL, NULL},
};
static const struct words_meaning kinds[] = {
	{"resolution", "WORD_RESOLUTION"},
	{"decision", "WORD_DECISION"},
	{"draft", "WORD_DRAFT"},
	{"own", "WORD_OWN"},
	{"body", "WORD_BODY"},
	{"council", "WORD_COUNCIL"},
	{"committee", "WORD_COMMITTEE"},
	{NULL, NULL},
};
static const struct words_meaning bodies[] = {
	{"-", "SYMBOL_NO_BODY"},           {"SC", "SYMBOL_SECURITY_COUNCIL"},
	{"GA", "SYMBOL_GENERAL_ASSEMBLY"}, {"HRC", "SYMBOL_HUMAN_RIGHTS_COUNCIL"},
	{"ECOSOC", "SYMBOL_ECOSOC"},       {"CHR", "SYMBOL_HUMAN_RIGHTS_COMMISSION"},
	{"other", "SYMBOL_OTHER_BODY"},    {NULL, NULL},
};
static const struct words_meaning places[] = {
	{"anywhere", "WORD_AT_ANYWHERE"}, {"start", "WORD_AT_START"},   {"whole", "WORD_AT_WHOLE"},
	{"arabic", "WORD_AT_ARABIC"},     {"ending", "WORD_AT_ENDING"}, {NULL, NULL},
};
static const struct words_meaning hints[] = {
	{"body", "HINT_BODY"},       {"byline", "HINT_BYLINE"}, {"caption", "HINT_CAPTION"},
	{"comment", "HINT_COMMENT"}, {"credit", "HINT_CREDIT"}, {"drop", "HINT_DROP"},
	{"fold", "HINT_FOLD"},       {"foot", "HINT_FOOT"},     {"hidden", "HINT_HIDDEN"},
	{"lead", "HINT_LEAD"},       {"main", "HINT_MAIN"},     {"notes", "HINT_NOTES"},
	{"pay", "HINT_PAY"},         {"pull", "HINT_PULL"},     {"text", "HINT_TEXT"},
	{"title", "HINT_TITLE"},     {"weak", "HINT_WEAK"},     {NULL, NULL},
};
static const struct words_meaning forms[] = {
	{"full", NULL},    {"alone", NULL},     {"brief", NULL},
	{"variant", NULL}, {"elsewhere", NULL}, {NULL, NULL},
};
static const struct words_meaning scripts[] = {
	{"latin", NULL},
	{"arabic", NULL},
	{"cyrillic", NULL},
	{NULL, NULL},
};

static const struct words_meaning naming_formats[] = {
	{"paper", "NAMING_PAPER"},
	{"akn", "NAMING_AKN"},
	{"page", "NAMING_PAGE"},
	{NULL, NULL},
};
static const struct words_meaning naming_series[] = {
	{"any", "NAMING_ANY"},
	{"press", "NAMING_PRESS"},
	{NULL, NULL},
};
static const struct words_meaning naming_addresses[] = {
	{"own", "NAMING_OWN"},
	{"symbol", "NAMING_SYMBOL"},
	{NULL, NULL},
};

static const struct words_table tables[] = {
	{.name = "numbers",
         .columns = {{"means", WORDS_LIST, in_numbers},
                     {"language", WORDS_LANGUAGE, NULL},
                     {"word", WORDS_WORD, NULL}}},
	{.name = "typed",
         .columns = {{"means", WORDS_LIST, in_typed},
                     {"language", WORDS_LANGUAGE, NULL},
                     {"word", WORDS_WORD, NULL}},
         .folded = true},
	{.name = "records",
         .columns = {{"means", WORDS_LIST, in_records},
                     {"language", WORDS_LANGUAGE, NULL},
                     {"word", WORDS_WORD, NULL}},
         .folded = true},
	{.name = "papers",
         .columns = {{"means", WORDS_LIST, in_papers},
                     {"language", WORDS_LANGUAGE, NULL},
                     {"word", WORDS_WORD, NULL}},
         .folded = true},
	{.name = "parts",
         .columns = {{"means", WORDS_LIST, in_parts},
                     {"language", WORDS_LANGUAGE, NULL},
                     {"word", WORDS_WORD, NULL}}},
	{.name = "phrases",
         .columns = {{"means", WORDS_LIST, in_phrases},
                     {"language", WORDS_LANGUAGE, NULL},
                     {"word", WORDS_WORD, NULL}}},
	{.name = "instead",
         .columns = {{"means", WORDS_LIST, in_instead},
                     {"language", WORDS_LANGUAGE, NULL},
                     {"word", WORDS_WORD, NULL}},
         .folded = true},
	{.name = "counts",
         .columns = {{"means", WORDS_LIST, in_counts},
                     {"language", WORDS_LANGUAGE, NULL},
                     {"word", WORDS_WORD, NULL},
                     {"value", WORDS_NUMBER, NULL}}},
	{.name = "symbols",
         .columns = {{"language", WORDS_LANGUAGE, NULL},
                     {"word", WORDS_WORD, NULL},
                     {"means", WORDS_ONE, kinds},
                     {"body", WORDS_ONE, bodies},
                     {"where", WORDS_SOME, places}},
         .by_byte = true},
	{.name = "series",
         .columns = {{"kind", WORDS_LIST, in_series},
                     {"opening", WORDS_WORD, NULL},
                     {"kept_as", WORDS_TEXT, NULL},
                     {"digits", WORDS_NUMBER, NULL},
                     {"then", WORDS_TEXT, NULL}}},
	{.name = "naming",
         .columns = {{"host", WORDS_WORD, NULL},
                     {"path", WORDS_TEXT, NULL},
                     {"format", WORDS_ONE, naming_formats},
                     {"series", WORDS_ONE, naming_series},
                     {"address", WORDS_ONE, naming_addresses},
                     {"keeper", WORDS_TEXT, NULL}}},
	{.name = "names",
         .columns = {{"word", WORDS_WORD, NULL}, {"means", WORDS_SOME, hints}},
         .plain_order = true},
	{.name = "bodies",
         .columns = {{"language", WORDS_LANGUAGE, NULL},
                     {"assembly", WORDS_WORD, NULL},
                     {"council", WORDS_TEXT, NULL}}},
	{.name = "months",
         .columns = {{"month", WORDS_NUMBER, NULL},
                     {"language", WORDS_LANGUAGE, NULL},
                     {"form", WORDS_ONE, forms},
                     {"word", WORDS_WORD, NULL}},
         .write = words_months},
	{.name = "languages",
         .columns = {{"language", WORDS_LANGUAGE, NULL},
                     {"script", WORDS_ONE, scripts},
                     {"word", WORDS_WORD, NULL}},
         .write = words_languages},
};

const struct words_table *words_table(const char *name)
{
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (!strcmp(tables[i].name, name))
			return &tables[i];
	return NULL;
}
