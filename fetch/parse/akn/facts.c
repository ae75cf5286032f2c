/* SPDX-License-Identifier: ISC */
/* What an Akoma Ntoso file says of itself: in its meta block, which is often
 * right, and in the words that are marked on its cover, which are printed. */
#include "config.h"

#include "fetch/parse/akn/akn.h"
#include "fetch/parse/akn/bodies.inc"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define WORD_MAX 2000
#define VOTES_MOST 999 /* of one kind: there are fewer States */

/* The text of the element, cut to the field. */
static void text_of(const struct xml_tree *tree, uint32_t node, char *out, size_t size)
{
	struct buf text;
	buf_init(&text, WORD_MAX);
	xml_text(tree, node, &text);
	size_t len = text.len < size ? text.len : size - 1;
	while (len > 0 && len < text.len && ((unsigned char)text.bytes[len] & 0xc0) == 0x80)
		len--;
	memcpy(out, text.bytes, len);
	out[len] = '\0';
	buf_done(&text);
}

static bool attr_is(const struct xml_tree *tree, uint32_t node, unsigned name, const char *word)
{
	const char *value = xml_attr(tree, node, name);
	if (value && *value == '#')
		value++;
	return value && strcmp(value, word) == 0;
}

/* A day that there is, in the time of the United Nations: the files have
 * 0001-01-01 where nobody knew. */
static bool date_valid(const char *s)
{
	int year = 0, month = 0, day = 0;
	if (!s || strlen(s) < 10 || sscanf(s, "%4d-%2d-%2d", &year, &month, &day) != 3)
		return false;
	return year >= 1945 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool date_take(char date[11], const char *s)
{
	if (*date || !date_valid(s))
		return *date != '\0';
	memcpy(date, s, 10);
	date[10] = '\0';
	return true;
}

/* -- dates --------------------------------------------------------------- */

static void date_printed(const struct xml_tree *tree, uint32_t node, char date[11])
{
	char text[300];
	text_of(tree, node, text, sizeof text);
	if (!*date)
		un_date(text, strlen(text), date, NULL);
}

/* Of the docDates that refer to a word: by attribute, else as printed. */
static void date_marked(const struct xml_tree *tree, const char *word, char date[11])
{
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, AKN_T_DOC_DATE)) != 0;) {
		if (!attr_is(tree, i, AKN_A_REFERS_TO, word))
			continue;
		if (!date_take(date, xml_attr(tree, i, AKN_A_DATE)))
			date_printed(tree, i, date);
	}
}

static void date_read(const struct xml_tree *tree, char date[11])
{
	uint32_t work = xml_find(tree, 0, 0, AKN_T_FRBR_WORK);
	uint32_t given = work ? xml_find(tree, work, work, AKN_T_FRBR_DATE) : 0;
	if (given)
		date_take(date, xml_attr(tree, given, AKN_A_DATE));
	date_marked(tree, "adoptionDate", date);
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, AKN_T_STEP)) != 0;)
		if (attr_is(tree, i, AKN_A_OUTCOME, "adopted"))
			date_take(date, xml_attr(tree, i, AKN_A_DATE));
	for (uint32_t i = 0; !*date && (i = xml_find(tree, 0, i, AKN_T_DOC_TITLE)) != 0;)
		date_printed(tree, i, date);
	date_marked(tree, "dateOfIssuance", date);
	for (uint32_t i = 0; !*date && (i = xml_find(tree, 0, i, AKN_T_DOC_DATE)) != 0;)
		if (!date_take(date, xml_attr(tree, i, AKN_A_DATE)))
			date_printed(tree, i, date);
}

/* -- what is marked on the cover ----------------------------------------- */

static void symbol_read(const struct xml_tree *tree, struct akn_facts *facts)
{
	char text[200], symbol[SYMBOL_MAX];
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, AKN_T_DOC_NUMBER)) != 0;) {
		text_of(tree, i, text, sizeof text);
		if (!symbol_normal(text, symbol))
			continue;
		un_facts_line(&facts->paper, symbol, strlen(symbol));
		if (!*facts->paper.symbol)
			snprintf(facts->paper.symbol, sizeof facts->paper.symbol, "%s", symbol);
	}
	for (uint32_t i = 0;
	     !*facts->paper.symbol && (i = xml_find(tree, 0, i, AKN_T_FRBR_ALIAS));) {
		const char *value = xml_attr(tree, i, AKN_A_VALUE);
		if (value && symbol_normal(value, symbol))
			snprintf(facts->paper.symbol, sizeof facts->paper.symbol, "%s", symbol);
	}
}

static void cover_read(const struct xml_tree *tree, struct akn_facts *facts)
{
	struct un_facts *paper = &facts->paper;
	char text[sizeof paper->agenda];
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, AKN_T_DOC_AUTHORITY)) != 0;) {
		text_of(tree, i, text, sizeof text);
		if (!attr_is(tree, i, AKN_A_REFERS_TO, "publisher") && !*paper->bodies[0])
			snprintf(paper->bodies[0], sizeof paper->bodies[0], "%.99s", text);
	}
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, AKN_T_SESSION)) != 0 && !*paper->session;)
		text_of(tree, i, paper->session, sizeof paper->session);
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, AKN_T_DOCKET_NUMBER)) != 0;) {
		text_of(tree, i, text, sizeof text);
		un_facts_line(paper, text, strlen(text));
	}
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, AKN_T_INLINE)) != 0;) {
		text_of(tree, i, text, sizeof text);
		if (attr_is(tree, i, AKN_A_NAME, "agenda item name"))
			un_facts_agenda(paper, text, strlen(text));
		else if (attr_is(tree, i, AKN_A_NAME, "agenda item"))
			snprintf(paper->agenda_item, sizeof paper->agenda_item, "%.100s", text);
		else if (attr_is(tree, i, AKN_A_NAME, "originating document") && !*paper->draft)
			symbol_normal(text, paper->draft);
	}
}

/* -- meeting ------------------------------------------------------------- */

/* A/RES/77/301 and A/ES-11/L.5: the session that the record's symbol has too. */
static void session_of(const char *symbol, char session[8])
{
	const char *at = strncmp(symbol, "A/RES/", 6) == 0 ? symbol + 6
	                 : strncmp(symbol, "A/", 2) == 0   ? symbol + 2
	                                                   : "";
	size_t len = strcspn(at, "/");
	bool digits =
		at[len] == '/' && (strspn(at, "0123456789") == len || strncmp(at, "ES-", 3) == 0);
	if (digits && len > 0 && len < 8) {
		memcpy(session, at, len);
		session[len] = '\0';
	}
}

/* The first figures in the text, Arabic-Indic ones as ASCII. */
static unsigned number_in(const char *s)
{
	for (; *s; s++) {
		unsigned n = 0, digits = 0;
		for (; digits < 6; digits++) {
			if (*s >= '0' && *s <= '9')
				n = n * 10 + (unsigned)(*s++ - '0');
			else if (s[0] == '\xd9' && (unsigned char)s[1] >= 0xa0 &&
			         (unsigned char)s[1] <= 0xa9)
				n = n * 10 + ((unsigned char)s[1] - 0xa0u), s += 2;
			else
				break;
		}
		if (digits > 0)
			return n;
		if (!*s)
			break;
	}
	return 0;
}

static void meeting_set(struct akn_facts *facts, unsigned number)
{
	char *out = facts->paper.meeting;
	size_t size = sizeof facts->paper.meeting;
	if (*out || number == 0)
		return;
	if (strncmp(facts->paper.symbol, "S/", 2) == 0)
		snprintf(out, size, "S/PV.%u", number);
	else if (*facts->session)
		snprintf(out, size, "A/%s/PV.%u", facts->session, number);
}

/* As printed; else the record that the workflow names. */
static void meeting_read(const struct xml_tree *tree, struct akn_facts *facts)
{
	char text[200], symbol[SYMBOL_MAX];
	for (uint32_t i = 0; ++i < tree->nodes.count;) {
		unsigned tag = tree->nodes.at[i].tag;
		if ((tag == AKN_T_INLINE && attr_is(tree, i, AKN_A_NAME, "adoptionMeeting")) ||
		    (tag == AKN_T_LOCATION &&
		     attr_is(tree, i, AKN_A_REFERS_TO, "adoptionMeeting"))) {
			text_of(tree, i, text, sizeof text);
			meeting_set(facts, number_in(text));
		}
	}
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, AKN_T_STEP)) != 0;) {
		const char *as = xml_attr(tree, i, AKN_A_AS);
		if (as && attr_is(tree, i, AKN_A_OUTCOME, "adopted") && strstr(as, "PV.") &&
		    !*facts->paper.meeting && symbol_normal(as, symbol))
			memcpy(facts->paper.meeting, symbol, sizeof symbol);
	}
}

void akn_facts_meeting(struct akn_facts *facts, const char *text)
{
	/* Figures that are no day and no year. */
	for (const char *at = text; at - text < 120 && (at = strpbrk(at, "0123456789"));) {
		size_t n = strspn(at, "0123456789");
		unsigned number = (unsigned)strtoul(at, NULL, 10);
		bool year = n == 4 && number >= 1945 && number <= 2100;
		if (n >= 3 && n <= 5 && !year) {
			meeting_set(facts, number);
			return;
		}
		at += n;
	}
}

/* -- the rest of the meta block ------------------------------------------ */

static void vote_read(const struct xml_tree *tree, struct akn_facts *facts)
{
	static const char *const words[] = {"inFavour", "against", "abstaining"};
	int counts[3] = {0, 0, 0}, most = 0;
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, AKN_T_COUNT)) != 0;)
		for (size_t k = 0; k < 3; k++)
			if (attr_is(tree, i, AKN_A_REFERS_TO, words[k])) {
				counts[k] = parse_number(xml_attr(tree, i, AKN_A_VALUE), 0,
				                         VOTES_MOST + 1, 0);
				most = counts[k] > most ? counts[k] : most;
			}
	if (counts[0] > 0 && most <= VOTES_MOST)
		snprintf(facts->vote, sizeof facts->vote, "%d-%d-%d", counts[0], counts[1],
		         counts[2]);
}

static void meta_read(const struct xml_tree *tree, struct akn_facts *facts)
{
	static const char *const codes[][2] = {
		{"ara", "ar"}, {"zho", "zh"}, {"chi", "zh"}, {"eng", "en"}, {"fra", "fr"},
		{"fre", "fr"}, {"rus", "ru"}, {"spa", "es"}, {"deu", "de"}, {"ger", "de"}};
	uint32_t language = xml_find(tree, 0, 0, AKN_T_FRBR_LANGUAGE);
	const char *given = language ? xml_attr(tree, language, AKN_A_LANGUAGE) : NULL;
	for (size_t i = 0; given && i < sizeof codes / sizeof *codes; i++)
		if (strcmp(given, codes[i][0]) == 0 || strncmp(given, codes[i][1], 3) == 0)
			memcpy(facts->language, codes[i][1], 3);
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, AKN_T_KEYWORD)) != 0;) {
		const char *value = xml_attr(tree, i, AKN_A_VALUE);
		if (value && attr_is(tree, i, AKN_A_REFERS_TO, "title"))
			snprintf(facts->description, sizeof facts->description, "%.390s", value);
	}
	for (uint32_t i = 0; (i = xml_find(tree, 0, i, AKN_T_STEP)) != 0;) {
		const char *as = xml_attr(tree, i, AKN_A_AS);
		char symbol[SYMBOL_MAX];
		if (as && attr_is(tree, i, AKN_A_OUTCOME, "draftResolution") &&
		    symbol_normal(as, symbol))
			memcpy(facts->paper.draft, symbol, sizeof symbol);
	}
}

void akn_facts_read(const struct xml_tree *tree, struct akn_facts *facts)
{
	facts->paper.formal = true;
	memset(facts, 0, sizeof *facts);
	symbol_read(tree, facts);
	session_of(facts->paper.symbol, facts->session);
	meta_read(tree, facts);
	cover_read(tree, facts);
	date_read(tree, facts->paper.date);
	facts->paper.marked = *facts->paper.date != '\0';
	meeting_read(tree, facts);
	vote_read(tree, facts);
}

/* -- contradictions ------------------------------------------------------ */

/* "Resolution 2799 (2025)" above another symbol: the meta block and the symbol
 * were left from the file that this one was made from. */
static void symbol_settle(struct akn_facts *facts)
{
	struct un_facts *paper = &facts->paper;
	char titled[SYMBOL_MAX];
	const char *at = strpbrk(paper->title, "0123456789");
	unsigned number = 0, year = 0;
	if (!at || strncmp(paper->symbol, "S/RES/", 6) != 0 || strlen(paper->title) > 60 ||
	    (sscanf(at, "%5u (%4u)", &number, &year) != 2))
		return;
	snprintf(titled, sizeof titled, "S/RES/%u(%u)", number, year);
	if (number == 0 || year < 1945 || strcmp(titled, paper->symbol) == 0)
		return;
	snprintf(facts->note, sizeof facts->note, "the file names itself %.40s, its title is %.60s",
	         paper->symbol, paper->title);
	memcpy(paper->symbol, titled, sizeof titled);
	paper->draft[0] = facts->vote[0] = facts->description[0] = '\0';
}

/* "Security Council resolution 2802 (2025) [on ...]" above another symbol describes
 * another document. One that is named further on is only spoken of. */
static void description_settle(struct akn_facts *facts)
{
	static const char head[] = "Security Council resolution ";
	char named[SYMBOL_MAX];
	unsigned number = 0, year = 0;
	if (strncmp(facts->paper.symbol, "S/", 2) != 0 ||
	    strncasecmp(facts->description, head, sizeof head - 1) != 0 ||
	    sscanf(facts->description + sizeof head - 1, "%5u (%4u)", &number, &year) != 2)
		return;
	snprintf(named, sizeof named, "S/RES/%u(%u)", number, year);
	if (strcmp(named, facts->paper.symbol) != 0)
		facts->description[0] = '\0';
}

/* Some of the Council's statements have the Assembly's name on their cover. */
static void body_settle(struct akn_facts *facts)
{
	static const struct {
		const char *assembly, *council;
	} names[] = {BODIES_ALL};
	struct un_facts *paper = &facts->paper;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strncmp(paper->symbol, "S/", 2) == 0 &&
		    strcmp(paper->bodies[0], names[i].assembly) == 0)
			snprintf(paper->bodies[0], sizeof paper->bodies[0], "%s", names[i].council);
}

void akn_facts_settle(struct akn_facts *facts)
{
	symbol_settle(facts);
	description_settle(facts);
	body_settle(facts);
}
