/* SPDX-License-Identifier: ISC */
/* What stands for that which a page shows and text cannot: pictures, fields, frames. */
#include "config.h"

#include "fetch/parse/html/drafts.h"

#include "model/base/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define WORDS_MOST 300
#define NEAR_MOST 100 /* nodes behind a link in which the next one is looked for */

/* The first of these attributes that says anything; NULL. */
static const char *first_of(const struct html_node *node, const enum html_attr_name *names,
                            size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *value = html_attr(node, names[i]);
		if (value && value[strspn(value, " \t\r\n")])
			return value;
	}
	return NULL;
}

#define FIRST_OF(node, ...) \
	first_of(node, (const enum html_attr_name[]){__VA_ARGS__}, \
	         sizeof((const enum html_attr_name[]){__VA_ARGS__}) / sizeof(enum html_attr_name))

/* In brackets, so that it is told from the page's text. */
static const char *bracketed(struct html_page *page, const char *words)
{
	char text[WORDS_MOST + 8];
	size_t n = strlen(words);
	while (n > WORDS_MOST || (n && ((unsigned char)words[n] & 0xc0) == 0x80))
		n--;
	snprintf(text, sizeof text, "[%.*s%s]", (int)n, words, words[n] ? "…" : "");
	return html_strdup(page, text, strlen(text));
}

static bool has_text(const struct html_node *top)
{
	for (struct html_node *node = top->first; node; node = html_walk(top, node))
		if (node->tag == HTML_TEXT && !html_is_blank(node))
			return true;
	return false;
}

static const char *field(struct html_page *page, const struct html_node *node)
{
	const char *type = html_attr(node, HTML_AT_TYPE), *words;
	type = type ? type : "text";
	if (strcasecmp(type, "hidden") == 0)
		return NULL;
	if (strcasecmp(type, "checkbox") == 0 || strcasecmp(type, "radio") == 0)
		return "[ ]";
	words = FIRST_OF(node, HTML_AT_VALUE, HTML_AT_ALT, HTML_AT_PLACEHOLDER, HTML_AT_ARIA_LABEL,
	                 HTML_AT_TITLE);
	return bracketed(page, words ? words : "____");
}

/* Of a viewer's address, "viewer.html?file=/a/report.pdf", that of the document. */
static const char *viewed(struct html_page *page, const char *address)
{
	const char *file = strstr(address, "?file=");
	if (!file || !html_is_document(address, NULL))
		return address;
	file += 6;
	char *decoded = url_decode(file, strcspn(file, "&#"));
	const char *kept = decoded ? html_strdup(page, decoded, strlen(decoded)) : NULL;
	free(decoded);
	return kept ? kept : address;
}

/* Of a recording the address may stand in a <source>. */
static const char *address_of(struct html_page *page, const struct html_node *node)
{
	const char *address = FIRST_OF(node, HTML_AT_SRC, HTML_AT_DATA);
	for (struct html_node *in = node->first; in && !address; in = html_walk(node, in))
		if (in->tag == HTML_SOURCE)
			address = html_attr(in, HTML_AT_SRC);
	return address ? html_resolve(page, viewed(page, address)) : NULL;
}

/* What is embedded is called by its title, else by its address. */
static const char *embedded(struct html_page *page, const struct html_node *node, const char **href)
{
	const char *words =
		FIRST_OF(node, HTML_AT_TITLE, HTML_AT_ARIA_LABEL, HTML_AT_LABEL, HTML_AT_NAME);
	*href = address_of(page, node);
	return words || *href ? bracketed(page, words ? words : *href) : NULL;
}

/* What is said of a link that shows no words, by itself or by something in it; NULL. */
static const char *said_of(const struct html_node *link)
{
	const char *words = NULL;
	for (struct html_node *in = (struct html_node *)link; in && !words;
	     in = html_walk(link, in))
		words = in->tag == HTML_TEXT
		                ? NULL
		                : FIRST_OF(in, HTML_AT_ALT, HTML_AT_ARIA_LABEL, HTML_AT_TITLE);
	return words;
}

/* The last name of a document's address, where the link to it is a picture; NULL. */
static const char *name_of(const struct html_node *link)
{
	const char *href = html_attr(link, HTML_AT_HREF), *name = href ? strrchr(href, '/') : NULL;
	struct html_node *in = link->first;
	while (in && in->tag != HTML_IMG)
		in = html_walk(link, in);
	if (!in || !href || !(link->hints & HINT_OWN))
		return NULL;
	return name && name[1] ? name + 1 : href;
}

const char *html_stand_in(struct html_page *page, const struct html_node *node, const char **href)
{
	const char *words = NULL;
	*href = NULL;
	switch (node->tag) {
	case HTML_IMG:
		words = FIRST_OF(node, HTML_AT_ALT, HTML_AT_ARIA_LABEL, HTML_AT_TITLE);
		return words ? bracketed(page, words) : NULL;
	case HTML_INPUT:
		return field(page, node);
	case HTML_TEXTAREA:
		return has_text(node) ? NULL : field(page, node);
	case HTML_A:
	case HTML_BUTTON:
		words = has_text(node) ? NULL : FIRST_OF(node, HTML_AT_ARIA_LABEL, HTML_AT_TITLE);
		if (!words && !has_text(node) && !said_of(node))
			words = name_of(node);
		return words ? bracketed(page, words) : NULL;
	case HTML_OPTGROUP:
		return html_attr(node, HTML_AT_LABEL);
	case HTML_AREA:
		words = FIRST_OF(node, HTML_AT_ALT, HTML_AT_ARIA_LABEL, HTML_AT_TITLE,
		                 HTML_AT_HREF);
		*href = html_attr(node, HTML_AT_HREF)
		                ? html_resolve(page, html_attr(node, HTML_AT_HREF))
		                : NULL;
		return words && *href ? bracketed(page, words) : NULL;
	case HTML_AUDIO:
	case HTML_EMBED:
	case HTML_FRAME:
	case HTML_IFRAME:
	case HTML_OBJECT:
	case HTML_VIDEO:
		return embedded(page, node, href);
	default:
		return NULL;
	}
}

/* -- links that are pictures ------------------------------------------------- */

static bool is_captioned(const struct html_node *node)
{
	while (node && node->tag != HTML_FIGURE && !(node->hints & HINT_CAPTION))
		node = node->parent;
	return node != NULL;
}

/* Whether it leads to a picture: the same one, but larger. */
static bool leads_to_picture(const char *href)
{
	static const char *const endings[] = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"};
	size_t len = strcspn(href, "?#");
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t n = strlen(endings[i]);
		if (len > n && strncasecmp(href + len - n, endings[i], n) == 0)
			return true;
	}
	return false;
}

/* The picture that is all a link shows, if something is said of it; NULL. */
static struct html_node *only_picture(const struct html_node *link)
{
	struct html_node *picture = NULL;
	for (struct html_node *in = link->first; in; in = html_walk(link, in)) {
		if (in->tag == HTML_TEXT && !html_is_blank(in))
			return NULL;
		if (in->tag == HTML_IMG && !picture && FIRST_OF(in, HTML_AT_ALT))
			picture = in;
	}
	return picture;
}

/* The nearest link of the page that has words, before it or behind it, leads there too. */
static bool is_said_beside(const struct html_node *top, struct html_node *link,
                           const struct html_node *before)
{
	const char *href = html_attr(link, HTML_AT_HREF), *other;
	struct html_node *node = html_skip(top, link);
	for (unsigned i = 0; node && (node->tag != HTML_A || !has_text(node)); i++)
		node = i < NEAR_MOST ? html_walk(top, node) : NULL;
	other = node ? html_attr(node, HTML_AT_HREF) : NULL;
	if (other && strcmp(href, other) == 0)
		return true;
	other = before ? html_attr(before, HTML_AT_HREF) : NULL;
	return other && strcmp(href, other) == 0;
}

bool html_add_text(struct html_page *page, struct html_node *parent, struct html_node *next,
                   const char *said)
{
	struct html_node *text = html_alloc(page, sizeof *text);
	char *words = html_strdup(page, said, strlen(said));
	if (!text || !words)
		return false;
	text->tag = HTML_TEXT;
	text->text = words;
	text->len = (uint32_t)strlen(words);
	text->parent = parent;
	text->next = next;
	text->prev = next ? next->prev : parent->last;
	*(text->prev ? &text->prev->next : &parent->first) = text;
	*(next ? &next->prev : &parent->last) = text;
	return true;
}

/* Gives the link words of its own, apart from those around it. */
static void say(struct html_page *page, struct html_node *link, const char *words)
{
	struct html_node *next = link->next;
	html_add_text(page, link, NULL, words);
	if (link->blocky)
		return;
	html_add_text(page, link->parent, link, " ");
	if (!next || next->tag != HTML_TEXT || !strchr(",.;:!?)", *next->text))
		html_add_text(page, link->parent, next, " ");
}

/* The words of a link that shows none; NULL. */
static const char *words_for(struct html_node *link)
{
	struct html_node *picture = only_picture(link);
	const char *words = picture ? NULL : said_of(link);
	if (!picture)
		return words && link->hints & HINT_OWN ? words : name_of(link);
	/* nothing is lost with it any more */
	picture->hints |= HINT_DECORATION;
	return html_attr(picture, HTML_AT_ALT);
}

/* A cell of a table of data that shows nothing but pictures has their descriptions as its
 * words. */
static void say_cell(struct html_page *page, struct html_node *cell)
{
	const struct html_node *table = cell;
	while (table && table->tag != HTML_TABLE)
		table = table->parent;
	if (!table || !(table->hints & HINT_DATA) || has_text(cell))
		return;
	for (struct html_node *node = cell->first, *next; node; node = next) {
		const char *alt = node->tag == HTML_IMG ? FIRST_OF(node, HTML_AT_ALT) : NULL;
		const char *words = alt && !node->dropped ? bracketed(page, alt) : NULL;
		next = html_walk(cell, node);
		if (!words || node->hints & HINT_DECORATION)
			continue;
		/* nothing is lost with it any more */
		if (html_add_text(page, node->parent, node->next, words))
			node->hints |= HINT_DECORATION;
		html_add_text(page, node->parent, node->next, " ");
	}
}

void html_say_pictures(struct html_page *page, struct html_node *top)
{
	const struct html_node *before = NULL;
	for (struct html_node *node = top->first; node;) {
		const char *href = node->tag == HTML_A ? html_attr(node, HTML_AT_HREF) : NULL;
		bool bare = href && !node->dropped && *href != '#' && !has_text(node) &&
		            !leads_to_picture(href) && !is_captioned(node) &&
		            !is_said_beside(top, node, before);
		const char *words = bare ? words_for(node) : NULL;
		if (words)
			say(page, node, words);
		if ((node->tag == HTML_TD || node->tag == HTML_TH) && !node->dropped)
			say_cell(page, node);
		if (href && has_text(node))
			before = node;
		node = node->dropped ? html_skip(top, node) : html_walk(top, node);
	}
}
