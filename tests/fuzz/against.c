/* SPDX-License-Identifier: ISC */
/* fuzz target: the HTML scanner against libxml2's own parser: pages that keep the rules of HTML 4
 * and HTML 5 alike are the same tree to both: elements, the attributes that are kept, and text.
 * The bytes choose of what such a page is made, one piece after another.
 *
 * Where the two are known to disagree, and no such page is made, or it is not looked at:
 *   elements of HTML 5, which libxml2 gives no rules (a <section> in a <p>);
 *   styles that cross blocks or one another, links in links, forms in forms: HTML 5 has rules
 *   for what HTML 4 forbids;
 *   text and blocks in a table outside its cells, which HTML 5 puts before it; <tbody> that is
 *   left out; a table in a <p>, which ends it in one and not in the other;
 *   <dt> and <dd> without their ends, which libxml2 puts into one another;
 *   references without ';', and those to 128 to 159, which are windows-1252 in HTML 5;
 *   white space at the edges of elements, and in what is not text (comments, scripts);
 *   an end of a block that leaves a <p> open inside a style;
 *   what stands deeper than HTML_DEPTH. */
#include "config.h"

#include "fetch/parse/html/html.h"

#include <libxml/HTMLparser.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* -- a page, out of bytes ------------------------------------------------------------------- */

enum { BLOCKS = 1, WORDS = 2, ITEMS = 4, ROWS = 8, CELLS = 16, TERMS = 32 };

static const struct {
	const char *name;
	int is, holds; /* where it may stand, and what may stand in it */
	bool may_stay; /* open: its end may be left out */
} elements[] = {
	{"div", BLOCKS, BLOCKS | WORDS, false},
	{"p", BLOCKS, WORDS, true},
	{"ul", BLOCKS, ITEMS, false},
	{"ol", BLOCKS, ITEMS, false},
	{"dl", BLOCKS, TERMS, false},
	{"table", BLOCKS, ROWS, false},
	{"h2", BLOCKS, WORDS, false},
	{"h3", BLOCKS, WORDS, false},
	{"blockquote", BLOCKS, BLOCKS, false},
	{"pre", BLOCKS, WORDS, false},
	{"li", ITEMS, BLOCKS | WORDS, true},
	{"dt", TERMS, WORDS, false},
	{"dd", TERMS, BLOCKS | WORDS, false},
	{"tr", ROWS, CELLS, true},
	{"td", CELLS, BLOCKS | WORDS, true},
	{"th", CELLS, BLOCKS | WORDS, true},
	{"b", WORDS, WORDS, false},
	{"i", WORDS, WORDS, false},
	{"em", WORDS, WORDS, false},
	{"span", WORDS, WORDS, false},
	{"sup", WORDS, WORDS, false},
	{"code", WORDS, WORDS, false},
};
#define ELEMENTS (sizeof elements / sizeof *elements)
#define OPEN_MOST 60

static const char *const texts[] = {
	"word ",
	"&amp; ",
	"&lt;b&gt; ",
	"a &eacute; ",
	"&#1587;&#1608; ",
	"&#x41; ",
	"  two  lines\n",
	"\xd8\xb3\xd9\x88\xd8\xb1\xd9\x8a\xd8\xa7 ",
	"1 > 0 ",
	"\"said\" ",
	"a;b ",
	"it's ",
};
static const char *const attributes[] = {
	"",
	" class=\"one two\"",
	" id='k'",
	" lang=ar",
	" CLASS=three",
	" class=\"a&amp;b\" id=\"k\"",
	" title=\">\" class=x",
	"\n\tid = \"z\"",
};
static const char *const between[] = {"<br>", "<BR>", "<!-- <p> -->", "<hr>"};

struct page {
	struct buf html;
	size_t open[OPEN_MOST]; /* of elements */
	size_t depth;
};

static void page_close(struct page *p, bool stays)
{
	size_t e = p->open[--p->depth];

	if (!stays || !elements[e].may_stay)
		buf_printf(&p->html, "</%s>", elements[e].name);
}

static void page_open(struct page *p, int holds, uint8_t which, uint8_t with)
{
	size_t e = which % ELEMENTS;

	while (!(elements[e].is & holds))
		e = (e + 1) % ELEMENTS;
	if (p->depth == OPEN_MOST)
		return;
	buf_printf(&p->html, "<%s%s>", elements[e].name,
	           attributes[with % (sizeof attributes / sizeof *attributes)]);
	p->open[p->depth++] = e;
}

static void page_add(struct page *p, uint8_t what, uint8_t which, uint8_t with)
{
	int holds = p->depth ? elements[p->open[p->depth - 1]].holds : BLOCKS;
	/* what was left open takes no more but what ends it */
	bool words = holds & WORDS;

	if (what % 4 == 0 && p->depth)
		page_close(p, with & 1);
	else if (what % 4 == 1 && words)
		buf_str(&p->html, texts[which % (sizeof texts / sizeof *texts)]);
	else if (what % 16 == 2 && words)
		buf_str(&p->html, between[which % 3]);
	else if (what % 16 == 6 && holds & BLOCKS)
		buf_str(&p->html, between[2 + which % 2]);
	else
		page_open(p, holds, which, with);
}

/* -- what a tree is, as a text -------------------------------------------------------------- */

/* White space is one blank, and none at the edges of elements. */
static void add_text(struct buf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bool space = strchr(" \t\n\r\f", s[i]) && s[i];

		if (!space)
			buf_char(out, s[i]);
		else if (out->len && !strchr(" \n", out->bytes[out->len - 1]))
			buf_char(out, ' ');
	}
}

static void add_mark(struct buf *out, const char *before, const char *name)
{
	while (out->len && strchr(" \n", out->bytes[out->len - 1]))
		buf_cut(out, out->len - 1);
	buf_printf(out, "\n%s%s", before, name);
}

static void add_attribute(struct buf *out, const char *name, const char *value)
{
	if (value)
		buf_printf(out, " %s=%s", name, value);
}

static const char *const names[] = {
#define X(id, name, flags) [HTML_##id] = (name),
	HTML_TAGS(X)
#undef X
};

static const char *ours_attr(const struct html_node *node, enum html_attr_name name)
{
	for (const struct html_attr *a = node->attrs; a; a = a->next)
		if (a->name == name)
			return a->value;
	return NULL;
}

static void ours(struct buf *out, const struct html_node *node)
{
	for (const struct html_node *n = node->first; n; n = n->next) {
		if (n->tag == HTML_TEXT) {
			add_text(out, n->text, n->len);
			continue;
		}
		must(n->tag < HTML_OTHER);
		add_mark(out, "<", names[n->tag]);
		add_attribute(out, "class", ours_attr(n, HTML_AT_CLASS));
		add_attribute(out, "id", ours_attr(n, HTML_AT_ID));
		add_attribute(out, "lang", ours_attr(n, HTML_AT_LANG));
		buf_char(out, '\n');
		ours(out, n);
		add_mark(out, "/", names[n->tag]);
		buf_char(out, '\n');
	}
}

static void theirs_attr(struct buf *out, xmlNode *n, const char *name)
{
	xmlChar *value = xmlGetProp(n, (const xmlChar *)name);

	add_attribute(out, name, (const char *)value);
	xmlFree(value);
}

static void theirs(struct buf *out, const xmlNode *node)
{
	for (xmlNode *n = node->children; n; n = n->next) {
		if (n->type == XML_TEXT_NODE)
			add_text(out, (const char *)n->content, strlen((const char *)n->content));
		if (n->type != XML_ELEMENT_NODE)
			continue;
		add_mark(out, "<", (const char *)n->name);
		theirs_attr(out, n, "class");
		theirs_attr(out, n, "id");
		theirs_attr(out, n, "lang");
		buf_char(out, '\n');
		theirs(out, n);
		add_mark(out, "/", (const char *)n->name);
		buf_char(out, '\n');
	}
}

static void compare(const struct buf *html)
{
	struct err err = {0};
	struct buf one, other;
	struct html_page *page = html_parse(html->bytes, html->len, &(struct html_how){0}, &err);
	htmlDocPtr tree = htmlReadMemory(html->bytes, (int)html->len, NULL, "UTF-8",
	                                 HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	                                         HTML_PARSE_NOWARNING | HTML_PARSE_NONET);

	must(page && tree);
	buf_init(&one, 8u << 20);
	buf_init(&other, 8u << 20);
	ours(&one, page->root);
	theirs(&other, xmlDocGetRootElement(tree));
	if (one.len != other.len || memcmp(one.bytes, other.bytes, one.len)) {
		fprintf(stderr, "-- of %s\n-- this\n%s\n-- and libxml2's\n%s\n", html->bytes,
		        one.bytes, other.bytes);
		abort();
	}
	buf_done(&one);
	buf_done(&other);
	html_free(page);
	xmlFreeDoc(tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct page p = {.depth = 0};

	buf_init(&p.html, 1u << 20);
	buf_str(&p.html, "<html><head><title>t</title></head><body>");
	for (size_t i = 0; i + 3 <= size && p.html.len < 100000; i += 3)
		page_add(&p, data[i], data[i + 1], data[i + 2]);
	while (p.depth)
		page_close(&p, false);
	buf_str(&p.html, "</body></html>");
	compare(&p.html);
	buf_done(&p.html);
	return 0;
}
