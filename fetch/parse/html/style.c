/* SPDX-License-Identifier: ISC */
/* What a style attribute says that a text must keep: hidden, raised, lowered, struck out. */
#include "config.h"

#include "fetch/parse/html/html.h"

#include <string.h>
#include <strings.h>

/* Whether a declaration of the property, of len bytes, has the word among its values. */
static bool has_word(const char *s, size_t len, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= len; i++) {
		bool begins = i == 0 || html_is_space(s[i - 1]);
		bool ends = i + n == len || html_is_space(s[i + n]) || s[i + n] == '!';
		if (begins && ends && strncasecmp(s + i, word, n) == 0)
			return true;
	}
	return false;
}

bool html_style_says(const char *style, const char *property, const char *word)
{
	size_t n = strlen(property);
	while (*style) {
		size_t len = strcspn(style, ";"), at = 0;
		while (at < len && html_is_space(style[at]))
			at++;
		if (len - at > n && strncasecmp(style + at, property, n) == 0) {
			for (at += n; at < len && html_is_space(style[at]);)
				at++;
			if (style[at] == ':' && has_word(style + at + 1, len - at - 1, word))
				return true;
		}
		style += len + (style[len] == ';');
	}
	return false;
}

bool html_style_hides(const char *style)
{
	return html_style_says(style, "display", "none") ||
	       html_style_says(style, "visibility", "hidden");
}

unsigned html_style_tag(const char *style)
{
	if (html_style_says(style, "text-decoration", "line-through") ||
	    html_style_says(style, "text-decoration-line", "line-through"))
		return HTML_S;
	if (html_style_says(style, "vertical-align", "super"))
		return HTML_SUP;
	return html_style_says(style, "vertical-align", "sub") ? HTML_SUB : HTML_SPAN;
}
