/* SPDX-License-Identifier: ISC */
/* From libxml2's events to our tree. The only file of the HTML parser that
 * knows libxml2. */
#include "config.h"

#include "fetch/parse/html/html.h"

#include "fetch/parse/core/parser.h"
#include "fetch/parse/html/scan.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Where a page and its tree take more memory than this, it is cut: with the document and what
 * is between them its parser stays below 200 MB. */
#define PAGE_MOST ((size_t)104 << 20)
#define JSONLD_MAX (1u << 20)
#define FIRST_CHUNK (64u << 10)
#define LARGEST_CHUNK (8u << 20)

static const uint8_t tag_flags[] = {
#define X(id, name, flags) [HTML_##id] = (flags),
	HTML_TAGS(X)
#undef X
		[HTML_OTHER] = 0};

struct builder {
	struct html_page *page;
	struct html_node *at;                   /* the element that is open */
	struct html_node *open[HTML_DEPTH + 1]; /* what was `at`, outermost first */
	unsigned depth;                         /* how many */
	unsigned skip;             /* elements open inside one whose text is not wanted */
	unsigned pre;              /* <pre> that are open */
	unsigned unscripted;       /* <noscript> that are open */
	bool in_map;               /* what is skipped is a picture's map of links */
	struct html_node *growing; /* the text node whose bytes end the arena, or NULL */
	size_t len;                /* bytes of the page */
	struct html_scan *scan;    /* of it */
	bool run;                  /* the element that is open stands for a text */
	xmlParserCtxt *parser;
};

/* -- arena --------------------------------------------------------------- */

/* Room for text at the end of the arena. */
static char *text_bytes(struct html_page *page, size_t size)
{
	char *room = arena_room(&page->arena, size);
	page->failed |= !room;
	return room;
}

void *html_alloc(struct html_page *page, size_t size)
{
	void *room = arena_take(&page->arena, size);
	page->failed |= !room;
	return room ? memset(room, 0, size) : NULL;
}

char *html_strdup(struct html_page *page, const char *s, size_t len)
{
	char *copy = html_alloc(page, len + 1);
	if (copy)
		memcpy(copy, s, len);
	return copy;
}

/* -- tree ---------------------------------------------------------------- */

static bool is_in(const struct html_node *node, enum html_tag tag)
{
	while (node && node->tag != tag)
		node = node->parent;
	return node != NULL;
}

/* What stands for a picture, a field or a frame is asked for where a page is shown whole;
 * elsewhere its addresses, which may be pictures themselves, would only take room: but a
 * picture may be all that a link or a cell shows, or a figure, and what is embedded a
 * document. */
static bool is_kept(const struct builder *b, const struct html_node *node, enum html_attr_name name,
                    const char *value)
{
	static const bool of_whole[HTML_AT_COUNT] = {
		[HTML_AT_ALT] = true,      [HTML_AT_DATA] = true,        [HTML_AT_LABEL] = true,
		[HTML_AT_SRC] = true,      [HTML_AT_PLACEHOLDER] = true, [HTML_AT_TITLE] = true,
		[HTML_AT_DATA_SRC] = true,
	};
	if (node->tag == HTML_IMG && (name == HTML_AT_SRC || name == HTML_AT_DATA_SRC))
		return strncmp(value, "data:", 5) != 0;
	if (name == HTML_AT_COUNT || name == HTML_AT_WIDTH || name == HTML_AT_HEIGHT)
		return false;
	return b->page->whole || !of_whole[name] || node->hints & HINT_EMBEDDED ||
	       ((name == HTML_AT_ALT || name == HTML_AT_TITLE) && is_in(node, HTML_A)) ||
	       (name == HTML_AT_ALT &&
	        (is_in(node, HTML_FIGURE) || is_in(node, HTML_TD) || is_in(node, HTML_TH)));
}

/* Whether there is no more room: then for nothing that follows. */
static bool is_full(struct builder *b)
{
	b->page->cut = b->page->cut || b->page->arena.size + b->len > PAGE_MOST;
	return b->page->cut;
}

static void make_blocky(struct html_node *node)
{
	for (; node && !node->blocky; node = node->parent)
		node->blocky = true;
}

static struct html_node *node_add(struct builder *b, unsigned tag, unsigned flags)
{
	if (is_full(b))
		return NULL;
	struct html_node *node = html_alloc(b->page, sizeof *node);
	if (!node) {
		xmlStopParser(b->parser);
		return NULL;
	}
	b->page->nodes++;
	node->tag = (uint8_t)tag;
	node->flags = (uint8_t)flags;
	node->parent = b->at;
	node->prev = b->at->last;
	if (b->at->last)
		b->at->last->next = node;
	else
		b->at->first = node;
	b->at->last = node;
	if (flags & HTML_BLOCK)
		make_blocky(node);
	b->growing = NULL;
	return node;
}

/* What a style says of text that elements have names for: then it is such an element. */
static void style_read(struct html_node *node, const char *style)
{
	unsigned tag = html_style_tag(style);
	if (html_style_hides(style))
		node->hints |= HINT_UNSHOWN;
	if (tag == HTML_SPAN)
		return;
	if (node->tag == HTML_SPAN || node->tag == HTML_FONT || node->tag == HTML_SMALL)
		node->tag = (uint8_t)tag;
	else if (tag == HTML_S)
		node->hints |= HINT_STRUCK;
}

/* What the page says of its outermost elements twice, the first time says. */
static void attrs_add(struct builder *b, struct html_node *node, const xmlChar **atts)
{
	const struct html_attr **tail = &node->attrs;
	while (*tail)
		tail = (const struct html_attr **)&(*tail)->next;
	for (; atts && atts[0]; atts += 2) {
		enum html_attr_name name = scan_attr_of((const char *)atts[0]);
		const char *value = atts[1] ? (const char *)atts[1] : "";
		if (!is_kept(b, node, name, value) || html_attr(node, name))
			continue;
		if (name == HTML_AT_STYLE)
			style_read(node, value);
		if (name == HTML_AT_STYLE && !strcasestr(value, "list-style"))
			continue;
		struct html_attr *attr = html_alloc(b->page, sizeof *attr);
		char *copy = attr ? html_strdup(b->page, value, strlen(value)) : NULL;
		if (!copy)
			return;
		attr->name = name;
		attr->value = copy;
		*tail = attr;
		tail = &attr->next;
	}
}

/* -- text ---------------------------------------------------------------- */

/* Room for at most len more bytes at the end of the growing text node. */
static char *text_room(struct builder *b, size_t len)
{
	struct html_node *node = b->growing;
	if (is_full(b))
		return NULL;
	if (!node || node != b->at->last) {
		node = node_add(b, HTML_TEXT, 0);
		if (!node)
			return NULL;
		node->pre = b->pre > 0;
	}
	char *room = text_bytes(b->page, len);
	if (!room) {
		xmlStopParser(b->parser);
		return NULL;
	}
	if (b->growing != node || room != node->text + node->len) {
		/* The first bytes, or a new chunk: a second node is as good. */
		if (node->text) {
			node = node_add(b, HTML_TEXT, 0);
			if (!node)
				return NULL;
			node->pre = b->pre > 0;
			room = text_bytes(b->page, len);
			if (!room)
				return NULL;
		}
		node->text = room;
		b->growing = node;
	}
	return room;
}

static void text_add(struct builder *b, const char *s, size_t len)
{
	/* White space between blocks is nothing: leave it out at once. */
	if (b->pre == 0 && (!b->growing || b->growing != b->at->last)) {
		size_t i = 0;
		while (i < len && html_is_space(s[i]))
			i++;
		if (i == len && (!b->at->last || b->at->last->blocky))
			return;
	}
	char *room = text_room(b, len);
	if (!room)
		return;
	struct html_node *node = b->growing;
	size_t n = 0;
	if (b->pre) {
		memcpy(room, s, len);
		n = len;
	} else {
		bool space = node->len > 0 && node->text[node->len - 1] == ' ';
		for (size_t i = 0; i < len; i++) {
			bool is_space = html_is_space(s[i]);
			if (is_space && space)
				continue;
			room[n++] = is_space ? ' ' : s[i];
			space = is_space;
		}
	}
	node->len += (uint32_t)n;
	arena_grown(&b->page->arena, n);
}

/* -- events -------------------------------------------------------------- */

static const char *att_value(const xmlChar **atts, enum html_attr_name name)
{
	for (; atts && atts[0]; atts += 2)
		if (scan_attr_of((const char *)atts[0]) == name)
			return atts[1] ? (const char *)atts[1] : "";
	return NULL;
}

/* Whether an input is for words; lists of things to do have boxes to tick. */
static bool atts_say_field(const xmlChar **atts)
{
	static const char *const others[] = {"checkbox", "radio", "hidden", "submit",
	                                     "button",   "image", "range"};
	const char *type = att_value(atts, HTML_AT_TYPE);
	for (size_t i = 0; type && i < sizeof others / sizeof *others; i++)
		if (strcasecmp(type, others[i]) == 0)
			return false;
	return true;
}

static bool atts_say_password(const xmlChar **atts)
{
	const char *type = att_value(atts, HTML_AT_TYPE);
	return type && strcasecmp(type, "password") == 0;
}

/* The form that it is in, NULL where there is none. */
static struct html_node *form_of(struct html_node *node)
{
	while (node && node->tag != HTML_FORM)
		node = node->parent;
	return node;
}

/* Whether a button may be a heading to what it unfolds: not one that sends a form, nor
 * one beside the words of a heading. */
static bool unfolds(const struct builder *b, const xmlChar **atts)
{
	const char *type = att_value(atts, HTML_AT_TYPE);
	if (b->at->flags & HTML_HEADING && b->at->last && b->at->last->tag == HTML_TEXT)
		return false;
	return (type && strcasecmp(type, "button") == 0) ||
	       att_value(atts, HTML_AT_ARIA_EXPANDED) || !form_of(b->at);
}

/* Whether what is embedded is a document of its own, to be opened as such. */
static bool is_document(int tag, const xmlChar **atts)
{
	const char *address = att_value(atts, tag == HTML_OBJECT ? HTML_AT_DATA : HTML_AT_SRC);
	const char *type = att_value(atts, HTML_AT_TYPE);
	if (tag != HTML_OBJECT && tag != HTML_EMBED && tag != HTML_IFRAME)
		return false;
	return address && html_is_document(address, type);
}

/* What an element is by its name. Of a page that is shown whole all is text but what
 * is only for the browser, and what is embedded stands on a line of its own. */
static unsigned flags_of(const struct builder *b, int tag, const xmlChar **atts)
{
	static const bool lines[HTML_TEXT + 1] = {
		[HTML_AUDIO] = true,  [HTML_EMBED] = true,    [HTML_FRAME] = true,
		[HTML_IFRAME] = true, [HTML_NOSCRIPT] = true, [HTML_OBJECT] = true,
		[HTML_OPTION] = true, [HTML_OPTGROUP] = true, [HTML_SELECT] = true,
		[HTML_VIDEO] = true,
	};
	unsigned flags = tag_flags[tag];
	/* A question may be a button, that its answer is unfolded with. */
	if (tag == HTML_BUTTON && !b->page->whole && unfolds(b, atts))
		return 0;
	if (!b->page->whole && is_document(tag, atts))
		return HTML_BLOCK;
	/* brackets are put around a reading in any case */
	if (!b->page->whole || tag == HTML_DATALIST || tag == HTML_RP)
		return flags;
	return (flags & ~(unsigned)HTML_SKIP) | (lines[tag] ? HTML_BLOCK : 0);
}

/* A picture without a description is one that says so itself, or a dot that counts
 * readers. */
static bool is_decoration(const xmlChar **atts)
{
	const char *alt = att_value(atts, HTML_AT_ALT), *role = att_value(atts, HTML_AT_ROLE);
	const char *width = att_value(atts, HTML_AT_WIDTH);
	const char *height = att_value(atts, HTML_AT_HEIGHT);
	return (alt && !*alt) || (role && strcmp(role, "presentation") == 0) ||
	       (parse_number(width, 0, 2, 2) <= 1 && parse_number(height, 0, 2, 2) <= 1);
}

/* A field or a button of a form, or one that stands by itself. */
static void count_control(struct builder *b, int tag, const xmlChar **atts)
{
	const char *type = att_value(atts, HTML_AT_TYPE);
	struct html_node *form = form_of(b->at);
	bool button = tag == HTML_BUTTON ||
	              (tag == HTML_INPUT && type &&
	               (!strcasecmp(type, "submit") || !strcasecmp(type, "button")));
	if (tag == HTML_INPUT && type && strcasecmp(type, "hidden") == 0)
		return;
	if (form)
		form->hints |= HINT_FORM;
	else if (button)
		b->page->buttons++;
	else
		b->page->fields = true;
}

/* What a page that is not shown whole has no nodes of is counted as it comes. */
static void count_skipped(struct builder *b, int tag, const xmlChar **atts)
{
	if (b->unscripted)
		return;
	b->page->frames |= tag == HTML_FRAME;
	switch (tag) {
	case HTML_AUDIO:
	case HTML_EMBED:
	case HTML_FRAME:
	case HTML_IFRAME:
	case HTML_OBJECT:
	case HTML_VIDEO:
		b->page->embedded++;
		break;
	case HTML_BUTTON:
	case HTML_INPUT:
	case HTML_SELECT:
	case HTML_TEXTAREA:
		count_control(b, tag, atts);
		break;
	default:
		break;
	}
}

/* Of one that is a node: it may turn out to be a heading (folded.c). */
static void note_button(struct builder *b, const xmlChar **atts)
{
	struct html_node *form = form_of(b->at);
	if (form)
		form->hints |= HINT_FORM;
	if (b->at->asks == 0 && !(b->at->flags & HTML_HEADING) &&
	    !att_value(atts, HTML_AT_ARIA_EXPANDED))
		b->at->asks = HTML_BUTTONS;
}

static void skip_from(struct builder *b, int tag, const xmlChar **atts)
{
	count_skipped(b, tag, atts);
	b->in_map = tag == HTML_MAP;
	b->skip = 1;
	b->page->password = b->page->password ||
	                    (tag == HTML_INPUT && !b->unscripted && atts_say_password(atts));
	if (tag == HTML_TEXTAREA || (tag == HTML_INPUT && atts_say_field(atts)))
		b->at->asks = HTML_ASKS;
	else if (tag == HTML_BUTTON && b->at->asks == 0)
		b->at->asks = HTML_BUTTONS;
}

/* The node of an element that is not skipped. */
static struct html_node *node_of(struct builder *b, int tag, unsigned flags)
{
	if (tag == HTML_HTML)
		return b->page->root;
	if (tag == HTML_BODY && b->page->body)
		return b->page->body;
	return node_add(b, (unsigned)tag, flags);
}

/* A table of elements without a name is one by its roles: else its cells would run together. */
static int tag_by_role(const struct builder *b, int tag, const xmlChar **atts)
{
	static const struct {
		const char *role;
		uint8_t tag, within, or_within;
	} roles[] = {
		{"table", HTML_TABLE, HTML_TEXT, HTML_TEXT},
		{"rowgroup", HTML_TBODY, HTML_TABLE, HTML_TABLE},
		{"row", HTML_TR, HTML_TABLE, HTML_TBODY},
		{"cell", HTML_TD, HTML_TR, HTML_TR},
		{"gridcell", HTML_TD, HTML_TR, HTML_TR},
		{"columnheader", HTML_TH, HTML_TR, HTML_TR},
		{"rowheader", HTML_TH, HTML_TR, HTML_TR},
	};
	const char *role = tag == HTML_DIV || tag == HTML_SPAN || tag == HTML_SECTION
	                           ? att_value(atts, HTML_AT_ROLE)
	                           : NULL;
	for (size_t i = 0; role && i < sizeof roles / sizeof *roles; i++)
		if (strcmp(role, roles[i].role) == 0 &&
		    (roles[i].within == HTML_TEXT || b->at->tag == roles[i].within ||
		     b->at->tag == roles[i].or_within))
			return roles[i].tag;
	return tag;
}

/* -- for browsers without scripts --------------------------------------------- */

/* Whether a text asks for scripts: "Please enable JavaScript", in any language. */
static bool asks_for_scripts(const struct html_node *text)
{
	static const char word[] = "javascript";
	const size_t n = sizeof word - 1, java = 4;
	const char *s = text->text;
	for (size_t i = 0; i + n - java <= text->len; i++) {
		/* and no description */
		bool begins = i == 0 || !isalpha((unsigned char)s[i - 1]);
		if (begins && strncasecmp(s + i, word + java, n - java) == 0)
			return true;
		if (begins && i + n <= text->len && strncasecmp(s + i, word, n) == 0)
			return true;
	}
	return false;
}

/* Whether what a page holds for browsers without scripts says something of its own: the table
 * that a script draws. Most of it is a picture once more, a dot that counts readers, or asks for
 * scripts. */
static bool is_said_without_scripts(const struct html_node *top)
{
	bool said = false;
	for (struct html_node *node = top->first; node; node = html_walk(top, node)) {
		if (node->tag != HTML_TEXT)
			continue;
		if (asks_for_scripts(node))
			return false;
		said = said || !html_is_blank(node);
	}
	return said;
}

/* palais runs no scripts: of what stands there for such as it, it is the reader, or it is not
 * of the page. */
static void noscript_ended(struct builder *b, struct html_node *node)
{
	if (--b->unscripted)
		return;
	if (is_said_without_scripts(node)) {
		node->flags |= HTML_BLOCK;
		make_blocky(node->parent);
		return;
	}
	*(node->prev ? &node->prev->next : &node->parent->first) = NULL;
	node->parent->last = node->prev;
}

static void on_text(void *data, const xmlChar *s, int len)
{
	struct builder *b = data;
	if (!b->page->failed && len > 0 && !b->skip)
		text_add(b, (const char *)s, (size_t)len);
}

static void take_run(struct builder *b)
{
	size_t len;
	const char *s = html_scan_run(b->scan, &len);
	on_text(b, (const xmlChar *)s, (int)len);
	b->run = true;
}

static void on_start(void *data, const xmlChar *name, const xmlChar **atts)
{
	struct builder *b = data;
	(void)name;
	if (atts && atts[0] && scan_is_run((const char *)atts[0])) {
		take_run(b);
		return;
	}
	int tag = atts && atts[0] ? (int)scan_tag_of((const char *)atts[0]) : HTML_OTHER;
	tag = tag_by_role(b, tag, atts);
	unsigned flags = flags_of(b, tag, atts);
	if (b->page->failed)
		return;
	b->page->elements++;
	b->page->kept += !b->page->cut;
	if (b->skip) {
		b->page->areas += b->in_map && !b->unscripted && tag == HTML_AREA &&
		                  att_value(atts, HTML_AT_HREF);
		b->skip++;
		return;
	}
	/* The scan goes no deeper than HTML_DEPTH; a page that is cut has no more nodes. */
	struct html_node *node =
		flags & HTML_SKIP || b->depth > HTML_DEPTH ? NULL : node_of(b, tag, flags);
	if (!node) {
		skip_from(b, tag, atts);
		return;
	}
	if (!b->page->whole && is_document(tag, atts))
		node->hints |= HINT_EMBEDDED;
	attrs_add(b, node, atts);
	if (tag == HTML_IMG && is_decoration(atts))
		node->hints |= HINT_DECORATION;
	if (tag == HTML_EMBED && !b->page->whole && !(node->hints & HINT_EMBEDDED))
		count_skipped(b, tag, atts);
	if (tag == HTML_BUTTON && !b->page->whole && !b->unscripted)
		note_button(b, atts);
	/* what is inside a frame is for browsers that show none */
	if (node->hints & HINT_EMBEDDED && tag != HTML_EMBED) {
		b->skip = 1;
		return;
	}
	if (tag == HTML_BODY)
		b->page->body = node;
	b->page->formulas |= tag == HTML_MATH;
	if (tag == HTML_NOSCRIPT && !b->page->whole) {
		b->unscripted++;
		node->blocky = true; /* and what it stands in is not, until it is kept */
	}
	if (tag == HTML_PRE)
		b->pre++;
	b->open[b->depth++] = b->at;
	b->at = node;
	b->growing = NULL;
}

/* The scan closes each element in its place: it is the one that is open. */
static void on_end(void *data, const xmlChar *name)
{
	struct builder *b = data;
	(void)name;
	if (b->run) {
		b->run = false;
		return;
	}
	if (b->page->failed)
		return;
	if (b->skip) {
		b->skip--;
		return;
	}
	if (b->depth == 0)
		return;
	if (b->at->tag == HTML_PRE && b->pre)
		b->pre--;
	if (b->at->tag == HTML_NOSCRIPT && b->unscripted)
		noscript_ended(b, b->at);
	b->at = b->open[--b->depth];
	b->growing = NULL;
}

/* -- parsing ------------------------------------------------------------- */

static int run_parser(struct builder *b, struct html_scan *scan)
{
	static const htmlSAXHandler handler = {
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
	};
	htmlSAXHandler sax = handler;
	xmlParserCtxt *ctxt = htmlNewParserCtxt();
	if (!ctxt)
		return -1;
	xmlParserInputBuffer *bytes =
		xmlParserInputBufferCreateIO(html_scan_read, NULL, scan, XML_CHAR_ENCODING_NONE);
	xmlParserInput *input =
		bytes ? xmlNewIOInputStream(ctxt, bytes, XML_CHAR_ENCODING_NONE) : NULL;
	if (!input || inputPush(ctxt, input) < 0) {
		htmlFreeParserCtxt(ctxt);
		return -1;
	}
	xmlSAXHandler *own = ctxt->sax;
	ctxt->sax = (xmlSAXHandler *)&sax;
	ctxt->userData = b;
	htmlCtxtUseOptions(ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	                                 HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC |
	                                 HTML_PARSE_NOIMPLIED);
	sax.error = NULL;
	sax.warning = NULL;
	/* It is UTF-8 already: no guessing. */
	ctxt->charset = XML_CHAR_ENCODING_UTF8;
	b->parser = ctxt;
	htmlParseDocument(ctxt);
	ctxt->sax = own;
	htmlFreeParserCtxt(ctxt);
	return b->page->failed || html_scan_is_failed(scan) ? -1 : 0;
}

/* Fills the page's tree. */
static int build(struct html_page *page, const char *utf8, size_t len, const struct html_how *how)
{
	page->root = html_alloc(page, sizeof *page->root);
	struct html_scan *scan = html_scan_new(utf8, len, how->xhtml, &page->jsonld);
	struct builder b = {.page = page, .at = page->root, .len = len, .scan = scan};
	int bad = -1;
	if (page->root && scan) {
		html_scan_runs(scan);
		if (how->part)
			html_scan_part(scan);
		page->root->tag = HTML_HTML;
		page->root->flags = HTML_BLOCK;
		page->root->blocky = true;
		bad = run_parser(&b, scan);
		page->deep = html_scan_is_deep(scan);
	}
	html_scan_free(scan);
	return bad;
}

struct html_page *html_parse(const char *utf8, size_t len, const struct html_how *how,
                             struct err *err)
{
	struct html_page *page = calloc(1, sizeof *page);
	if (!page) {
		err_set(err, ERR_FAILED, "page: out of memory");
		return NULL;
	}
	arena_init(&page->arena, FIRST_CHUNK, LARGEST_CHUNK);
	buf_init(&page->jsonld, JSONLD_MAX);
	page->base = how->base ? how->base : "";
	page->whole = how->whole;
	if (build(page, utf8, len, how) < 0) {
		err_set(err, ERR_FAILED, "page: out of memory");
		html_free(page);
		return NULL;
	}
	if (page->formulas)
		html_lay_formulas(page);
	return page;
}

void html_free(struct html_page *page)
{
	if (!page)
		return;
	arena_done(&page->arena);
	buf_done(&page->jsonld);
	free(page);
}

/* -- reading ------------------------------------------------------------- */

const char *html_attr(const struct html_node *node, enum html_attr_name name)
{
	for (const struct html_attr *a = node->attrs; a; a = a->next)
		if (a->name == name)
			return a->value;
	return NULL;
}

struct html_node *html_skip(const struct html_node *top, struct html_node *node)
{
	while (node && node != top) {
		if (node->next)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

struct html_node *html_walk(const struct html_node *top, struct html_node *node)
{
	return node->first ? node->first : html_skip(top, node);
}

void html_text(const struct html_node *top, struct buf *out, size_t max)
{
	bool space = true;
	for (struct html_node *node = (struct html_node *)top; node && max > 0;
	     node = html_walk(top, node)) {
		if ((node->flags & HTML_BLOCK || node->tag == HTML_BR) && !space) {
			buf_char(out, ' ');
			space = true;
		}
		for (size_t i = 0; node->tag == HTML_TEXT && i < node->len && max > 0; i++, max--) {
			bool is_space = html_is_space(node->text[i]);
			if (!is_space || !space)
				buf_char(out, is_space ? ' ' : node->text[i]);
			space = is_space;
		}
	}
	while (out->len > 0 && out->bytes[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
}
