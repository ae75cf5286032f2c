/* SPDX-License-Identifier: ISC */
/* What an entry says, as paragraphs: markup that stands as text (RSS, Atom's type html),
 * markup that stands as elements (type xhtml), text as it is written (type text). */
#include "config.h"

#include "fetch/parse/feed/internal.h"
#include "fetch/parse/html/html.h"
#include "model/text/script.h"

#include <string.h>

#define SUMMARY_MAX 700 /* bytes; feeds that carry whole articles are cut here */

/* -- markup as text ----------------------------------------------------------- */

struct flow {
	struct buf *out;
	size_t start; /* what was in it before */
	size_t left;  /* bytes that may still come */
	char pending; /* what stands before the next word: '\n', ' ' or nothing */
	int breaks;   /* br elements since the last word */
};

/* What stands before the next word is written. */
static void settle(struct flow *f)
{
	if (f->pending && f->out->len > f->start && f->out->bytes[f->out->len - 1] != '\n')
		buf_char(f->out, f->pending);
	f->pending = '\0';
	f->breaks = 0;
}

static void put(struct flow *f, char c)
{
	if (html_is_space(c)) {
		f->pending = f->pending ? f->pending : ' ';
		return;
	}
	settle(f);
	buf_char(f->out, c);
}

static void flow_text(struct flow *f, const struct html_node *node);

/* What is raised or lowered stays so: 10 to the power of 6 is not 106. */
static void flow_script(struct flow *f, const struct html_node *node)
{
	struct buf text;
	struct flow inner = {&text, 0, f->left, '\0', 0};

	buf_init(&text, SUMMARY_MAX * 2);
	for (const struct html_node *child = node->first; child && inner.left; child = child->next)
		flow_text(&inner, child);
	f->left = inner.left;
	if (text.len)
		settle(f);
	text_script(f->out, node->tag == HTML_SUP ? TEXT_RAISED : TEXT_LOWERED, text.bytes,
	            text.len);
	buf_done(&text);
}

/* A block is a paragraph by itself, and two br after another end one as well. */
static void flow_text(struct flow *f, const struct html_node *node)
{
	bool block = node->flags & HTML_BLOCK;

	if (node->tag == HTML_SUP || node->tag == HTML_SUB) {
		flow_script(f, node);
		return;
	}
	if (block || (node->tag == HTML_BR && ++f->breaks > 1))
		f->pending = '\n';
	else if (node->tag == HTML_BR)
		put(f, ' ');
	for (size_t i = 0; node->tag == HTML_TEXT && i < node->len && f->left; i++, f->left--)
		put(f, node->text[i]);
	for (const struct html_node *child = node->first; child && f->left; child = child->next)
		flow_text(f, child);
	if (block)
		f->pending = '\n';
}

/* Not longer than a list can show: cut between words, and said. */
static void cut(struct buf *out)
{
	size_t end;

	if (out->len <= SUMMARY_MAX)
		return;
	for (end = SUMMARY_MAX; end > SUMMARY_MAX / 2 && !html_is_space(out->bytes[end]);)
		end--;
	while (end && ((unsigned char)out->bytes[end] & 0xc0) == 0x80)
		end--;
	buf_cut(out, end);
	buf_str(out, " …");
}

void feed_summary(const char *html, size_t len, struct buf *out)
{
	struct err err = {0};
	struct html_page *page = memchr(html, '<', len) || memchr(html, '&', len)
	                                 ? html_parse(html, len, &(struct html_how){0}, &err)
	                                 : NULL;
	struct flow f = {out, out->len, SUMMARY_MAX * 2, '\0', 0};

	if (page && page->body)
		flow_text(&f, page->body);
	else
		buf_add(out, html, len);
	html_free(page);
	cut(out);
}

void feed_plain(const char *text, size_t len, struct buf *out)
{
	buf_add(out, text, len);
	cut(out);
}

/* -- markup as elements --------------------------------------------------------- */

static bool has_elements(const struct xml_tree *tree, uint32_t node)
{
	for (uint32_t i = node + 1; i < tree->nodes.at[node].end; i++)
		if (tree->nodes.at[i].tag != XML_TEXT)
			return true;
	return false;
}

static void add_escaped(const struct xml_tree *tree, const struct xml_node *n, struct buf *out)
{
	const char *s = tree->bytes.bytes + n->at;

	for (uint32_t k = 0; k < n->len; k++)
		if (s[k] == '<' || s[k] == '&')
			buf_str(out, s[k] == '<' ? "&lt;" : "&amp;");
		else
			buf_char(out, s[k]);
}

/* The elements in node as markup, as far as they part paragraphs. */
static void add_markup(const struct xml_tree *tree, uint32_t node, struct buf *out)
{
	const struct xml_node *nodes = tree->nodes.at;

	for (uint32_t i = node + 1; i < nodes[node].end; i = nodes[i].end) {
		const char *name = nodes[i].tag < TAG_COUNT ? feed_tags[nodes[i].tag] : "";

		if (nodes[i].tag == XML_TEXT)
			add_escaped(tree, &nodes[i], out);
		/* an entry in here is one of its own (feed.c) */
		if (nodes[i].tag == XML_TEXT || nodes[i].tag == TAG_X_SCRIPT ||
		    nodes[i].tag == TAG_X_STYLE || nodes[i].tag == TAG_ITEM ||
		    nodes[i].tag == TAG_ENTRY)
			continue;
		if (*name == '*')
			buf_printf(out, "<%s>", name + 1);
		add_markup(tree, i, out);
		if (*name == '*' && nodes[i].tag != TAG_X_BR)
			buf_printf(out, "</%s>", name + 1);
	}
}

/* -- which it is --------------------------------------------------------------- */

/* Atom's text is text; but where nobody has said so it is often markup all the same. */
static bool is_plain(const struct feed *f, uint32_t node, const struct buf *text)
{
	const char *type = xml_attr(f->tree, node, ATTR_TYPE);

	if (type)
		return !strcmp(type, "text") || !strcmp(type, "text/plain");
	return f->atom && !strstr(text->bytes, "</") && !strstr(text->bytes, "<p>") &&
	       !strstr(text->bytes, "<br");
}

/* Markup that was escaped once more than it should. */
static void unescape_twice(struct buf *text)
{
	static const struct {
		const char *name;
		char sign;
	} signs[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&amp;", '&'}};
	const size_t count = sizeof signs / sizeof *signs;
	const char *s = text->bytes;
	struct buf out;

	if (strncmp(s, "&lt;", 4) != 0 || strchr(s, '<') || !strstr(s, "&lt;/"))
		return;
	buf_init(&out, FEED_VALUE_MAX);
	while (*s) {
		size_t i = 0;

		while (i < count && strncmp(s, signs[i].name, strlen(signs[i].name)) != 0)
			i++;
		buf_char(&out, i < count ? signs[i].sign : *s);
		s += i < count ? strlen(signs[i].name) : 1;
	}
	buf_reset(text);
	buf_add(text, out.bytes, out.len);
	buf_done(&out);
}

void feed_text(const struct feed *f, uint32_t node, struct buf *out)
{
	struct buf text;

	buf_init(&text, FEED_VALUE_MAX);
	buf_reset(out);
	if (has_elements(f->tree, node)) {
		add_markup(f->tree, node, &text);
		feed_summary(text.bytes, text.len, out);
	} else {
		xml_text(f->tree, node, &text);
		if (is_plain(f, node, &text)) {
			feed_plain(text.bytes, text.len, out);
		} else {
			unescape_twice(&text);
			feed_summary(text.bytes, text.len, out);
		}
	}
	buf_done(&text);
}
