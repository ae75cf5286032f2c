/* SPDX-License-Identifier: ISC */
/* Which words are a page's title, and which are its site's name. */
#include "config.h"

#include "fetch/parse/html/facts.h"
#include "fetch/parse/html/weights.h"

#include <string.h>
#include <strings.h>

/* -- words ------------------------------------------------------------------- */

static size_t letters_of(const char *s)
{
	size_t n = 0;
	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80 && !html_is_space(*s);
	return n;
}

/* Whether a is found in b, but for case of ASCII and white space. */
static bool within(const char *a, const char *b)
{
	size_t n = strlen(a);
	if (n < 4)
		return false;
	for (; *b; b++)
		if (strncasecmp(a, b, n) == 0)
			return true;
	return false;
}

/* What stands between the parts of a <title>. */
static const char *const marks[] = {" | ", " – ", " — ", " - ", " :: ", " « ", " » ", " · "};

/* The first or the last mark in a title, and the length of it; NULL. */
static const char *find_mark(const char *title, bool last, size_t *len)
{
	const char *cut = NULL;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		for (const char *at = strstr(title, marks[i]); at; at = strstr(at + 1, marks[i]))
			if (!cut || (last ? at > cut : at < cut)) {
				cut = at;
				*len = strlen(marks[i]);
			}
	return cut;
}

/* What remains of a title without this name at its end, or at its beginning; NULL where it
 * has it at neither. */
static const char *without(struct html_page *page, const char *title, const char *name)
{
	size_t len, n = strlen(name);
	const char *last = find_mark(title, true, &len);
	if (last && n > 0 && strcasecmp(last + len, name) == 0)
		return html_strdup(page, title, (size_t)(last - title));
	const char *first = find_mark(title, false, &len);
	if (first && n == (size_t)(first - title) && strncasecmp(title, name, n) == 0)
		return first + len;
	return NULL;
}

/* A title without the site's name: that which the page tells, or else what follows the
 * last mark. */
static const char *without_site(struct html_page *page, const struct html_headings *h,
                                const char *title)
{
	size_t len;
	const char *kept = *h->site ? without(page, title, h->site) : NULL;
	const char *cut = kept ? NULL : find_mark(title, true, &len);
	/* What remains must be a title, and what goes a name. */
	if (cut && (size_t)(cut - title) >= html_weights.title_least &&
	    letters_of(cut) <= html_weights.site_most)
		kept = html_strdup(page, title, (size_t)(cut - title));
	return kept ? kept : title;
}

/* -- where it stands ---------------------------------------------------------- */

/* Where the page says its title, when no first heading does: a heading, or else
 * any text of its own, that the title begins with. */
static const struct html_node *said_title(struct html_page *page, const char *title)
{
	const struct html_node *line = NULL, *linked = NULL;
	struct html_node *top = page->body;
	size_t whole = strlen(title);
	for (struct html_node *node = top ? top->first : NULL; node; node = html_walk(top, node)) {
		if (node->tag != HTML_TEXT || node->len < 12 || node->len * 10 < whole * 7 ||
		    node->len > whole + 2 ||
		    strncasecmp(node->text, title, node->len < whole ? node->len : whole) != 0)
			continue;
		const struct html_node *block = node->parent;
		while (block->parent && !(block->flags & HTML_BLOCK) && block->tag != HTML_A)
			block = block->parent;
		if (block->flags & HTML_HEADING)
			return block;
		/* A blog's title may be a link to itself. */
		if (!linked && block->tag == HTML_A && block->parent &&
		    block->parent->tag >= HTML_H1 && block->parent->tag <= HTML_H3)
			linked = block->parent;
		if (!line && block->tag != HTML_LI && block->tag != HTML_A && block != top)
			line = block;
	}
	return linked ? linked : line;
}

static bool is_inside(const struct html_node *node, unsigned tag, unsigned other)
{
	while (node && node->tag != tag && node->tag != other)
		node = node->parent;
	return node != NULL;
}

/* Whether a heading says the site's name: the page tells it, or <title> has it beside what
 * another heading says. */
static bool is_site_name(struct html_page *page, const struct html_headings *h, const char *words)
{
	if (*h->site)
		return strcasecmp(words, h->site) == 0;
	const char *rest = without(page, h->element, words);
	const struct html_node *said = rest ? said_title(page, rest) : NULL;
	return said && said->flags & HTML_HEADING;
}

/* What a heading says, without the mark that links to itself. */
static const char *words_of(struct html_page *page, const struct html_node *heading)
{
	const char *words = html_tidy(page, html_node_text(page, heading));
	const struct html_node *last = NULL;
	for (struct html_node *in = heading->first; in; in = html_walk(heading, in))
		last = in->tag == HTML_TEXT ? in : last;
	size_t len = strlen(words);
	if (!last || !html_is_mark(last->parent) || len <= last->len)
		return words;
	len -= last->len;
	while (len > 0 && html_is_space(words[len - 1]))
		len--;
	words = html_strdup(page, words, len);
	return words ? words : "";
}

/* Whether no other first heading says anything else. */
static bool is_alone(struct html_page *page, const struct html_headings *h, const char *words)
{
	for (size_t i = 0; i < HTML_H1S && h->h1[i]; i++)
		if (strcmp(words, words_of(page, h->h1[i])) != 0)
			return false;
	return h->h1_count <= HTML_H1S;
}

/* Whether what a heading says is the title: the head of the page confirms it, or it is the
 * only one, where a text has its heading or long enough to be none of a site. */
static bool is_title(struct html_page *page, const struct html_headings *h,
                     const struct html_node *node, const char *words)
{
	if (within(words, h->element) || within(words, h->meta) || (!*h->element && !*h->meta))
		return true;
	return is_alone(page, h, words) && (letters_of(words) >= html_weights.heading_alone ||
	                                    is_inside(node, HTML_MAIN, HTML_ARTICLE));
}

/* The heading that is the title, and its words; NULL. */
static const struct html_node *find_heading(struct html_page *page, const struct html_headings *h,
                                            const char **words)
{
	const struct html_node *all[HTML_H1S + 1] = {h->headline};
	memcpy(all + 1, h->h1, sizeof h->h1);
	for (size_t i = 0; i < HTML_H1S + 1; i++) {
		*words = all[i] ? words_of(page, all[i]) : "";
		if (**words && !is_site_name(page, h, *words) && is_title(page, h, all[i], *words))
			return all[i];
	}
	return NULL;
}

void html_decide_title(struct html_page *page, const struct html_headings *h,
                       struct html_facts *facts)
{
	const char *words;
	facts->title_node = find_heading(page, h, &words);
	if (facts->title_node)
		facts->title = words;
	else
		facts->title = without_site(page, h, *h->meta ? h->meta : h->element);
	if (!facts->title_node && *facts->title)
		facts->title_node = said_title(page, facts->title);
}
