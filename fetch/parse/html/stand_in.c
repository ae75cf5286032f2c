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
	char text[WORDS_MOST + 4];
	size_t n = strlen(words);
	while (n > WORDS_MOST || (n && ((unsigned char)words[n] & 0xc0) == 0x80))
		n--;
	snprintf(text, sizeof text, "[%.*s]", (int)n, words);
	return html_strdup(page, text, strlen(text));
}

static bool has_text(const struct html_node *top)
{
	for (struct html_node *node = top->first; node; node = html_walk(top, node))
		if (node->tag == HTML_TEXT && !(node->len == 1 && *node->text == ' '))
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
