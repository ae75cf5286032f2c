/* SPDX-License-Identifier: ISC */
/* What names and short lines say: hints from class words, tests of boilerplate. */
#include "config.h"

#include "fetch/parse/html/html.h"
#include "fetch/parse/html/phrases.inc"
#include "fetch/parse/html/words.h"
#include "model/symbol/symbol.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define WORD_MAX 24
#define LINK_MOST 400 /* bytes of a link's words that symbols are looked for in */
#define COUNT(list) (sizeof(list) / sizeof *(list))

static uint32_t word_hints(const char *word)
{
	size_t low = 0, high = html_word_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(word, html_words[middle].word);
		if (order == 0)
			return html_words[middle].hints;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

/* Takes the next word of a name: letters up to a mark or a change of case. */
static size_t next_word(const char **s, const char *end, char *word)
{
	const char *p = *s;
	size_t n = 0;
	while (p < end && !isalpha((unsigned char)*p))
		p++;
	while (p < end && isalpha((unsigned char)*p)) {
		bool upper = isupper((unsigned char)*p);
		if (n > 0 && upper && islower((unsigned char)p[-1]))
			break;
		if (n < WORD_MAX)
			word[n] = (char)(upper ? tolower((unsigned char)*p) : *p);
		n++;
		p++;
	}
	*s = p;
	if (n > WORD_MAX)
		n = WORD_MAX;
	word[n] = '\0';
	return n;
}

/* "has-sidebar" and "no-comments" speak of what is elsewhere. */
static bool is_negator(const char *word)
{
	static const char *const words[] = {PHRASES_NEGATOR};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

static uint32_t name_hints(const char *s, const char *end)
{
	char before[WORD_MAX + 1] = "", word[WORD_MAX + 1], pair[2 * WORD_MAX + 1];
	uint32_t hints = 0;
	size_t n, before_len = 0;
	bool first = true;
	/* What an article is filed under is no part of the page. */
	if (end - s > 4 &&
	    (!strncmp(s, "tag-", 4) || !strncmp(s, "category-", 9) || !strncmp(s, "wp-", 3) ||
	     !strncmp(s, "is-", 3) || !strncmp(s, "has-", 4))) {
		if (strncmp(s, "wp-", 3) != 0)
			return 0;
		s += 3;
	}
	if (end - s == 6 && !strncmp(s, "hidden", 6))
		return HINT_HIDDEN;
	while ((n = next_word(&s, end, word)) > 0) {
		if (is_negator(before)) {
			memcpy(before, word, n + 1);
			before_len = n;
			continue;
		}
		hints |= word_hints(word);
		if (first && strcmp(word, "ad") == 0)
			hints |= HINT_DROP;
		if (before_len) {
			memcpy(pair, before, before_len);
			memcpy(pair + before_len, word, n + 1);
			hints |= word_hints(pair);
		}
		memcpy(before, word, n + 1);
		before_len = n;
		first = false;
	}
	return hints;
}

/* Whether its words name a UN document. */
static bool names_symbol(const struct html_node *link)
{
	for (struct html_node *in = link->first; in; in = html_walk(link, in)) {
		struct symbol_scan scan;
		struct symbol_match match;
		if (in->tag != HTML_TEXT || in->len > LINK_MOST || !memchr(in->text, '/', in->len))
			continue;
		symbol_scan(&scan, in->text, in->len, NULL);
		if (symbol_next(&scan, &match))
			return true;
	}
	return false;
}

bool html_is_mark(const struct html_node *node)
{
	/* beside a heading, and behind a note: back to where it is called */
	static const char *const marks[] = {"#", "¶", "↩", "↩\xef\xb8\x8e", "↑", "⏎"};
	const char *href = node->tag == HTML_A ? html_attr(node, HTML_AT_HREF) : NULL;
	const struct html_node *text = node->first;
	if (!href || *href != '#' || !text || text->next || text->tag != HTML_TEXT)
		return false;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (strlen(marks[i]) == text->len && memcmp(text->text, marks[i], text->len) == 0)
			return true;
	return false;
}

/* Whether a link's words are text of the page: it leads to a document, or within the page
 * from a heading, which is folded and unfolded so. */
static bool is_own_link(const struct html_node *node)
{
	const char *href = html_attr(node, HTML_AT_HREF);
	if (!href)
		return false;
	if (*href == '#')
		return html_attr(node, HTML_AT_ARIA_EXPANDED) ||
		       html_attr(node, HTML_AT_ARIA_CONTROLS) ||
		       (node->parent && node->parent->flags & HTML_HEADING);
	return html_is_document(href, html_attr(node, HTML_AT_TYPE)) || names_symbol(node);
}

void html_hints(struct html_node *node)
{
	for (const struct html_attr *a = node->attrs; a; a = a->next) {
		const char *s = a->value;
		uint32_t hints = 0;
		if (a->name != HTML_AT_CLASS && a->name != HTML_AT_ID && a->name != HTML_AT_ROLE &&
		    a->name != HTML_AT_ITEMPROP && a->name != HTML_AT_DATA_TESTID &&
		    a->name != HTML_AT_DATA_COMPONENT)
			continue;
		/* a note is text, however short, and not what "note" says elsewhere */
		if (a->name == HTML_AT_ID && html_is_note_id(s))
			continue;
		while (*s) {
			const char *end = s + strcspn(s, " \t\r\n");
			hints |= name_hints(s, end);
			s = end + strspn(end, " \t\r\n");
		}
		/* itemprop says what an element is about, not what it is. */
		if (a->name == HTML_AT_ITEMPROP)
			hints &= HINT_BODY | HINT_BYLINE | HINT_CAPTION | HINT_COMMENT;
		if (a->name == HTML_AT_ROLE && strcmp(a->value, "main") != 0)
			hints &= ~(uint32_t)HINT_MAIN;
		node->hints |= hints;
	}
	/* What is hidden from screen readers alone is shown; so is what a search unfolds. */
	const char *hidden = html_attr(node, HTML_AT_HIDDEN);
	if (hidden && strcasecmp(hidden, "until-found") != 0)
		node->hints |= HINT_UNSHOWN;
	if (html_is_mark(node))
		node->hints |= HINT_HIDDEN;
	else if (node->tag == HTML_A && is_own_link(node))
		node->hints |= HINT_OWN;
	/* Words that say what a larger thing holds mean nothing on these. */
	if (node->tag == HTML_BODY || node->tag == HTML_HTML)
		node->hints = 0;
	if (node->tag == HTML_MAIN)
		node->hints = HINT_MAIN;
	if (node->tag == HTML_ARTICLE)
		node->hints &= ~(uint32_t)(HINT_WEAK | HINT_BYLINE | HINT_CAPTION | HINT_LEAD);
}

/* -- short lines --------------------------------------------------------- */

/* Whether the line begins with the phrase; ASCII case does not matter. */
static bool begins(const char *text, size_t len, const char *phrase, size_t n)
{
	return len >= n && strncasecmp(text, phrase, n) == 0;
}

static bool has_letters(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (isalpha((unsigned char)text[i]) || (unsigned char)text[i] >= 0xc3)
			return true;
	return false;
}

/* Bytes of the mark, dash or picture that the text begins with; 0: a letter. */
static size_t mark_length(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;
	if (len > 0 && s[0] < 0x80)
		return !isalpha(s[0]);
	if (len > 3 && s[0] == 0xe2 && (s[1] == 0x80 || (s[1] >= 0x86 && s[1] <= 0xad)))
		return 3;
	if (len > 4 && s[0] == 0xf0 && s[1] == 0x9f)
		return 4;
	return len > 3 && s[0] == 0xef && s[1] == 0xb8 ? 3 : 0;
}

static bool matches(const char *text, size_t len, enum html_phrase_kind kind)
{
	for (size_t skip; (skip = mark_length(text, len)) > 0; len -= skip)
		text += skip;
	if (len == 0)
		return false;
	bool whole = kind == HTML_PHRASE_WHOLE || kind == HTML_PHRASE_REPLY ||
	             kind == HTML_PHRASE_COMMENTS;
	char first = (char)tolower((unsigned char)*text);
	for (size_t i = 0; i < html_phrases[kind].count; i++) {
		const char *phrase = html_phrases[kind].list[i];
		if (*phrase != first)
			continue;
		size_t n = strlen(phrase);
		if (begins(text, len, phrase, n) && (!whole || !has_letters(text + n, len - n)))
			return true;
	}
	return false;
}

bool html_is_boilerplate(const char *text, size_t len)
{
	if (len > 160)
		return false;
	return matches(text, len, HTML_PHRASE_WHOLE) || matches(text, len, HTML_PHRASE_START);
}

bool html_is_notice(const char *text, size_t len)
{
	static const char *const offers[] = {PHRASES_OFFER};
	if (len < 12)
		return false;
	if (matches(text, len < 80 ? len : 80, HTML_PHRASE_NOTICE))
		return true;
	for (size_t i = 0; i < sizeof offers / sizeof *offers && len < 140; i++)
		if (begins(text, len, offers[i], strlen(offers[i])))
			return memmem(text, len, "newsletter", 10) != NULL;
	return len < 140 && begins(text, len, "follow ", 7) &&
	       (memmem(text, len, "witter", 6) || memmem(text, len, "acebook", 7) ||
	        memmem(text, len, "nstagram", 8));
}

/* Whether the word at text is one of those. */
static bool is_word_of(const char *text, size_t n, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strlen(words[i]) == n && strncasecmp(words[i], text, n) == 0)
			return true;
	return false;
}

/* "Popular among the young" is a heading of the text, "Popular on our site" is
 * not: of three words or more, the second one decides. */
static bool is_of_text(const char *text, size_t len)
{
	static const char *const firsts[] = {PHRASES_OF_TEXT_FIRST};
	static const char *const seconds[] = {PHRASES_OF_TEXT_SECOND};
	const char *end = text + len, *space = memchr(text, ' ', len);
	const char *last = space ? memchr(space + 1, ' ', (size_t)(end - space - 1)) : NULL;
	return last && is_word_of(text, (size_t)(space - text), firsts, COUNT(firsts)) &&
	       !is_word_of(space + 1, (size_t)(last - space - 1), seconds, COUNT(seconds));
}

bool html_is_pointer(const char *text, size_t len)
{
	return len < 300 && matches(text, len, HTML_PHRASE_POINTER) && !is_of_text(text, len);
}

bool html_is_reply(const char *text, size_t len)
{
	return len < 24 && matches(text, len, HTML_PHRASE_REPLY);
}

/* "3 days ago": a number and no more than three words. */
bool html_is_ago(const char *text, size_t len)
{
	static const char *const ends[] = {PHRASES_AGO_END};
	static const char *const starts[] = {PHRASES_AGO_START};
	size_t digit = 0;
	while (len > 0 && html_is_space(text[len - 1]))
		len--;
	while (len > 0 && html_is_space(*text)) {
		text++;
		len--;
	}
	while (digit < len && !isdigit((unsigned char)text[digit]))
		digit++;
	if (len > 30 || digit == len)
		return false;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t n = strlen(ends[i]);
		if (digit == 0 && len > n && memcmp(text + len - n, ends[i], n) == 0)
			return true;
	}
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (digit == strlen(starts[i]) && strncasecmp(text, starts[i], digit) == 0)
			return true;
	return false;
}

/* "Comments", "12 Comments", "Comments (12)". */
bool html_is_comments_head(const char *text, size_t len)
{
	return len < 40 && matches(text, len, HTML_PHRASE_COMMENTS);
}

bool html_is_end_heading(const char *text, size_t len)
{
	return len < 60 && !is_of_text(text, len) &&
	       (matches(text, len, HTML_PHRASE_END) || matches(text, len, HTML_PHRASE_LAST));
}

bool html_is_last_heading(const char *text, size_t len)
{
	return len < 60 && matches(text, len, HTML_PHRASE_LAST) && !is_of_text(text, len);
}

#define YEAR_DIGITS 4 /* none of a date has more */

/* Whether the number of so many digits at s is a year that a page may be of. */
static bool is_year(const char *s, size_t digits)
{
	return digits == YEAR_DIGITS && (memcmp(s, "19", 2) == 0 || memcmp(s, "20", 2) == 0);
}

/* How many digits follow at s, up to its end. */
static size_t digits_at(const char *s, const char *end)
{
	size_t n = 0;
	while (s + n < end && isdigit((unsigned char)s[n]))
		n++;
	return n;
}

/* Dates are mostly digits and marks, with a month's name between: a year, or three numbers
 * that marks join ("3.5.26"). Sums of money, shares and thousands are none. */
static bool is_date(const char *text, size_t len)
{
	const char *end = text + len;
	size_t digits = 0, letters = 0, joined = 0;
	bool dated = false;
	for (const char *s = text; s < end;) {
		size_t n = digits_at(s, end), more = s + n < end ? digits_at(s + n + 1, end) : 0;
		if (n > YEAR_DIGITS || *s == '%' || *s == '$' ||
		    (n > 0 && s + n < end && s[n] == ',' && more == 3))
			return false;
		letters += isalpha((unsigned char)*s) || (unsigned char)*s >= 0xc0;
		joined = n > 0 && more > 0 && strchr("./-", s[n]) ? joined + 1 : n > 0 ? 0 : joined;
		dated |= joined == 2 || is_year(s, n);
		digits += n;
		s += n ? n : 1;
	}
	return dated && digits >= 4 && digits * 3 >= letters;
}

bool html_is_byline(const char *text, size_t len)
{
	if (len > 120)
		return false;
	/* "By the time the ferry came, …" is a sentence. */
	if (len > 60 && strchr(".!?", text[len - 1]))
		return false;
	return is_date(text, len) || matches(text, len, HTML_PHRASE_BYLINE);
}
