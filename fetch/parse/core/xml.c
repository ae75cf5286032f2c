/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/core/xml.h"

#include "model/doc/left_out.h"

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define NODES_MAX 4000000u
#define NAME_MAX_BYTES 80 /* of a name with what stands before it */

struct reader {
	struct xml_tree *tree;
	const struct xml_words *words;
	uint32_t open;  /* the element that is open; its own parent: none */
	char home[120]; /* the name space of the root, cut */
	bool started;
	bool failed; /* memory or a maximum */
};

static int word_find(const char *const *words, size_t count, const char *name)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(name, words[middle]);
		if (order == 0)
			return (int)middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}

static struct reader *reader_of(void *parser)
{
	return ((xmlParserCtxt *)parser)->_private;
}

static void stop(xmlParserCtxt *parser)
{
	reader_of(parser)->failed = true;
	xmlStopParser(parser);
}

static struct xml_node *node_add(xmlParserCtxt *parser, unsigned tag)
{
	struct reader *r = reader_of(parser);
	struct xml_node node = {.parent = r->open, .tag = (uint16_t)tag};
	if (r->failed || r->tree->nodes.count >= NODES_MAX || vec_push(&r->tree->nodes, node) < 0) {
		stop(parser);
		return NULL;
	}
	struct xml_node *added = &r->tree->nodes.at[r->tree->nodes.count - 1];
	added->end = (uint32_t)r->tree->nodes.count;
	return added;
}

/* -- name spaces --------------------------------------------------------- */

/* Past "http://" or "https://". */
static const char *past_scheme(const char *uri)
{
	const char *at = strstr(uri, "://");
	return at ? at + 3 : uri;
}

static bool same_space(const char *a, const char *b)
{
	size_t n, m;
	a = past_scheme(a);
	b = past_scheme(b);
	for (n = strlen(a); n && strchr("/#", a[n - 1]); n--)
		;
	for (m = strlen(b); m && strchr("/#", b[m - 1]); m--)
		;
	return n == m && !strncasecmp(a, b, n);
}

/* What is put before the names of a name space, or NULL. */
static const char *space_as(const struct reader *r, const char *prefix, const char *uri)
{
	if (!uri)
		return prefix ? prefix : "";
	for (size_t i = 0; i < r->words->space_count; i++)
		if (same_space(uri, r->words->spaces[i].uri))
			return r->words->spaces[i].as;
	return same_space(uri, r->home) ? "" : NULL;
}

/* A name's place in the table, or -1. */
static int name_find(const struct reader *r, const char *const *words, size_t count,
                     const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	const char *as = NULL;
	char name[NAME_MAX_BYTES];
	int found = -1;
	if (!r->words->spaces)
		return word_find(words, count, (const char *)local);
	as = space_as(r, (const char *)prefix, (const char *)uri);
	if (as && strlen(as) + strlen((const char *)local) + 2 < sizeof name) {
		snprintf(name, sizeof name, "%s%s%s", as, *as ? ":" : "", (const char *)local);
		found = word_find(words, count, name);
	}
	if (found < 0 && strlen((const char *)local) + 2 < sizeof name) {
		snprintf(name, sizeof name, "*%s", (const char *)local);
		found = word_find(words, count, name);
	}
	return found;
}

/* -- events --------------------------------------------------------------- */

static void attr_add(xmlParserCtxt *parser, struct xml_node *node, const xmlChar **five)
{
	struct reader *r = reader_of(parser);
	int name = name_find(r, r->words->attrs, r->words->attr_count, five[0], five[1], five[2]);
	if (name < 0)
		return;
	size_t len = (size_t)(five[4] - five[3]);
	struct xml_attr attr = {(uint16_t)name, (uint32_t)r->tree->bytes.len, (uint32_t)len};
	buf_add(&r->tree->bytes, five[3], len);
	buf_char(&r->tree->bytes, '\0');
	if (!buf_ok(&r->tree->bytes) || vec_push(&r->tree->attrs, attr) < 0)
		stop(parser);
	else
		node->len++;
}

static void on_start(void *parser, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                     int spaces, const xmlChar **space, int count, int defaulted,
                     const xmlChar **attrs)
{
	struct reader *r = reader_of(parser);
	if (!r->started && uri)
		snprintf(r->home, sizeof r->home, "%s", (const char *)uri);
	int tag = name_find(r, r->words->tags, r->words->tag_count, local, prefix, uri);
	(void)spaces, (void)space, (void)defaulted;
	struct xml_node *node = node_add(parser, tag < 0 ? XML_OTHER : (unsigned)tag);
	if (!node)
		return;
	if (!r->started) {
		size_t len = strlen((const char *)local);
		len = len < sizeof r->tree->root ? len : sizeof r->tree->root - 1;
		memcpy(r->tree->root, local, len);
		r->started = true;
	}
	node->at = (uint32_t)r->tree->attrs.count;
	for (int i = 0; i < count && !r->failed; i++)
		attr_add(parser, node, attrs + 5 * (size_t)i);
	r->open = (uint32_t)(node - r->tree->nodes.at);
}

static void on_end(void *parser, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct reader *r = reader_of(parser);
	(void)local, (void)prefix, (void)uri;
	if (r->failed || r->open >= r->tree->nodes.count)
		return;
	struct xml_node *node = &r->tree->nodes.at[r->open];
	node->end = (uint32_t)r->tree->nodes.count;
	r->open = node->parent;
}

static void on_text(void *parser, const xmlChar *text, int len)
{
	struct reader *r = reader_of(parser);
	struct xml_tree *tree = r->tree;
	if (r->failed || !r->started || len <= 0)
		return;
	struct xml_node *last = &tree->nodes.at[tree->nodes.count - 1];
	size_t at = tree->bytes.len;
	buf_add(&tree->bytes, text, (size_t)len);
	if (!buf_ok(&tree->bytes)) {
		stop(parser);
		return;
	}
	if (last->tag == XML_TEXT && last->parent == r->open && last->at + last->len == at) {
		last->len += (uint32_t)len;
		return;
	}
	struct xml_node *node = node_add(parser, XML_TEXT);
	if (node) {
		node->at = (uint32_t)at;
		node->len = (uint32_t)len;
	}
}

/* -- entities ------------------------------------------------------------ */

/* Those of the file's own DTD stand, but for what lies outside of the file. */
static void on_entity(void *parser, const xmlChar *name, int type, const xmlChar *public_id,
                      const xmlChar *system_id, xmlChar *content)
{
	if (type == XML_INTERNAL_GENERAL_ENTITY)
		xmlSAX2EntityDecl(parser, name, type, public_id, system_id, content);
}

static xmlEntityPtr no_parameter(void *parser, const xmlChar *name)
{
	(void)parser, (void)name;
	return NULL;
}

static xmlParserInputPtr no_outside(void *parser, const xmlChar *public_id,
                                    const xmlChar *system_id)
{
	(void)parser, (void)public_id, (void)system_id;
	return NULL;
}

/* A name of HTML (&nbsp;) is taken for what it is there. */
static xmlEntityPtr get_entity(void *ctx, const xmlChar *name)
{
	xmlParserCtxt *parser = ctx;
	xmlEntityPtr known = xmlSAX2GetEntity(parser, name);
	if (known)
		return known->etype == XML_INTERNAL_GENERAL_ENTITY ||
		                       known->etype == XML_INTERNAL_PREDEFINED_ENTITY
		               ? known
		               : NULL;
	const htmlEntityDesc *html = htmlEntityLookup(name);
	if (!html || !parser->myDoc)
		return NULL;
	xmlChar content[8] = {0};
	int len = xmlCopyCharMultiByte(content, (int)html->value);
	content[len] = 0;
	if (!parser->myDoc->intSubset)
		xmlCreateIntSubset(parser->myDoc, BAD_CAST "any", NULL, NULL);
	return xmlAddDocEntity(parser->myDoc, name, XML_INTERNAL_GENERAL_ENTITY, NULL, NULL,
	                       content);
}

/* -- reading ------------------------------------------------------------- */

static void handlers_set(xmlSAXHandler *sax)
{
	memset(sax, 0, sizeof *sax);
	sax->initialized = XML_SAX2_MAGIC;
	sax->startDocument = xmlSAX2StartDocument;
	sax->internalSubset = xmlSAX2InternalSubset;
	sax->resolveEntity = no_outside;
	sax->getEntity = get_entity;
	sax->getParameterEntity = no_parameter;
	sax->entityDecl = on_entity;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->characters = on_text;
	sax->ignorableWhitespace = on_text;
	sax->cdataBlock = on_text;
}

static void run(xmlParserCtxt *parser, struct reader *r)
{
	xmlDocPtr doc;
	parser->_private = r;
	xmlCtxtUseOptions(parser, XML_PARSE_RECOVER | XML_PARSE_NOENT | XML_PARSE_NONET |
	                                  XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	                                  XML_PARSE_IGNORE_ENC);
	handlers_set(parser->sax);
	xmlParseDocument(parser);
	r->tree->whole = parser->wellFormed && !r->failed;
	r->tree->full = r->failed;
	if (!r->tree->whole && parser->input)
		r->tree->line = parser->input->line;
	doc = parser->myDoc;
	parser->myDoc = NULL;
	if (doc)
		xmlFreeDoc(doc);
}

static int read_thin(struct xml_tree *tree, const struct xml_words *words, const char *bytes,
                     size_t len, size_t max, struct err *err)
{
	struct reader r = {.tree = tree, .words = words};
	memset(tree, 0, sizeof *tree);
	buf_init(&tree->bytes, max < UINT32_MAX ? max : UINT32_MAX);
	if (len > INT32_MAX)
		return err_set(err, ERR_FAILED, "XML: too large");
	xmlParserCtxt *parser = xmlCreateMemoryParserCtxt(bytes, (int)len);
	if (!parser)
		return err_set(err, ERR_FAILED, "XML: there is not one element in it");
	run(parser, &r);
	xmlFreeParserCtxt(parser);
	tree->cut = tree->whole || !r.started ? 0 : r.open;
	/* What was open when it broke off ends where all ends. */
	for (; r.started && tree->nodes.count > 0; r.open = tree->nodes.at[r.open].parent) {
		if (tree->nodes.at[r.open].end <= r.open + 1 || r.open == 0 || !tree->whole)
			tree->nodes.at[r.open].end = (uint32_t)tree->nodes.count;
		if (r.open == 0)
			break;
	}
	if (tree->nodes.count > 0)
		return 0;
	return err_set(err, ERR_FAILED, "XML: there is not one element in it");
}

int xml_read(struct xml_tree *tree, const struct xml_words *words, const char *bytes, size_t len,
             size_t max, struct err *err)
{
	struct buf thinned;
	int rc;
	buf_init(&thinned, len + 1);
	xml_thin(bytes, len, &thinned);
	if (thinned.len)
		rc = read_thin(tree, words, thinned.bytes, thinned.len, max, err);
	else
		rc = read_thin(tree, words, bytes, len, max, err);
	buf_done(&thinned);
	return rc;
}

/* -- mending ------------------------------------------------------------- */

int xml_read_mended(struct xml_tree *tree, const struct xml_words *words, const char *bytes,
                    size_t len, size_t *mended, struct err *err)
{
	size_t max = len * 2 + 4096, blank = 0;
	struct buf text;
	int rc;
	/* lines that a template leaves before all else hurt nobody */
	while (blank < len && strchr(" \t\r\n", bytes[blank]) && bytes[blank])
		blank++;
	bytes += blank;
	len -= blank;
	rc = xml_read(tree, words, bytes, len, max, err);
	*mended = 0;
	if (rc == 0 && tree->whole)
		return 0;
	buf_init(&text, len * 5 + 1);
	*mended = xml_mend(bytes, len, &text);
	if (buf_ok(&text) && (text.len != len || memcmp(text.bytes, bytes, len) != 0)) {
		xml_done(tree);
		rc = xml_read(tree, words, text.bytes, text.len, max, err);
	}
	buf_done(&text);
	return rc;
}

bool xml_is_damaged(const struct xml_tree *tree, const struct parse_how *how, struct doc_maker *m)
{
	if (tree->full)
		left_add_limit(m, LIMIT_ELEMENTS, tree->nodes.count);
	return !tree->whole && !tree->full && !how->part;
}

void xml_done(struct xml_tree *tree)
{
	vec_done(&tree->nodes);
	vec_done(&tree->attrs);
	buf_done(&tree->bytes);
}

const char *xml_attr(const struct xml_tree *tree, uint32_t node, unsigned name)
{
	const struct xml_node *n = &tree->nodes.at[node];
	if (n->tag == XML_TEXT)
		return NULL;
	for (uint32_t i = n->at; i < n->at + n->len; i++)
		if (tree->attrs.at[i].name == name)
			return tree->bytes.bytes + tree->attrs.at[i].at;
	return NULL;
}

bool xml_is_cut(const struct xml_tree *tree, uint32_t node)
{
	return tree->cut && tree->cut == node;
}

uint32_t xml_child(const struct xml_tree *tree, uint32_t node, unsigned tag)
{
	const struct xml_node *nodes = tree->nodes.at;
	for (uint32_t i = node + 1; i < nodes[node].end; i = nodes[i].end)
		if (nodes[i].tag == tag)
			return i;
	return 0;
}

uint32_t xml_find(const struct xml_tree *tree, uint32_t node, uint32_t after, unsigned tag)
{
	for (uint32_t i = after + 1; i < tree->nodes.at[node].end; i++)
		if (tree->nodes.at[i].tag == tag)
			return i;
	return 0;
}

void xml_text(const struct xml_tree *tree, uint32_t node, struct buf *out)
{
	size_t start = out->len;
	bool space = false;
	for (uint32_t i = node; i < tree->nodes.at[node].end; i++) {
		const struct xml_node *n = &tree->nodes.at[i];
		const char *s = tree->bytes.bytes + n->at;
		for (uint32_t k = 0; n->tag == XML_TEXT && k < n->len; k++) {
			if (strchr(" \t\r\n", s[k]) && s[k]) {
				space = true;
				continue;
			}
			if (space && out->len > start)
				buf_char(out, ' ');
			space = false;
			buf_char(out, s[k]);
		}
	}
}
