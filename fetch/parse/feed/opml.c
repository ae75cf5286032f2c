/* SPDX-License-Identifier: ISC */
/* OPML: lists of feeds, as programs hand them to each other. An outline with the address
 * of a feed is an item that links there; one without is a folder, whose items stand
 * deeper. */
#include "config.h"

#include "fetch/parse/core/parser.h"
#include "fetch/parse/core/xml.h"
#include "fetch/parse/feed/feed.h"
#include "model/base/url.h"
#include "model/doc/left_out.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define OUTLINES_MAX 5000
#define DEPTH_MAX 8
#define VALUE_MAX (1u << 16)

/* In the order of strcmp. Programs do not agree on the letters of xmlUrl. */
enum { TAG_HEAD, TAG_OUTLINE, TAG_TITLE, TAG_COUNT };
static const char *const tag_names[TAG_COUNT] = {"head", "outline", "title"};
enum {
	ATTR_XMLURL,
	ATTR_XML_URL,
	ATTR_LANGUAGE,
	ATTR_TEXT,
	ATTR_TITLE,
	ATTR_XML_URL_2,
	ATTR_XML_URL_3,
	ATTR_XML_URL_4,
	ATTR_COUNT
};
static const char *const attr_names[ATTR_COUNT] = {"XMLURL", "XmlUrl", "language", "text",
                                                   "title",  "xmlURL", "xmlUrl",   "xmlurl"};
static const struct xml_words words = {tag_names, TAG_COUNT, attr_names, ATTR_COUNT, NULL, 0};

/* The first of the attributes that says anything, or "". */
static const char *first_attr(const struct xml_tree *tree, uint32_t node, const unsigned *names,
                              size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *value = xml_attr(tree, node, names[i]);

		if (value && value[strspn(value, " \t\r\n")])
			return value;
	}
	return "";
}

/* "feed://a.example/x" and "feed:https://a.example/x" are addresses for feed readers. The
 * caller frees it; NULL when it is none of the web's. */
static char *feed_url(const char *address)
{
	char meant[URL_MAX];

	address += strspn(address, " \t\r\n");
	if (strncasecmp(address, "feed:", 5) != 0)
		return url_normal(address);
	snprintf(meant, sizeof meant, "%s%s",
	         strncmp(address + 5, "//", 2) ? "" : "http:", address + 5);
	return url_normal(meant);
}

/* Adds an outline; false when it has an address that is none of the web's. */
static bool add_outline(const struct xml_tree *tree, uint32_t node, int depth, struct doc_maker *m)
{
	static const unsigned urls[] = {ATTR_XML_URL_3, ATTR_XML_URL_2, ATTR_XML_URL_4, ATTR_XMLURL,
	                                ATTR_XML_URL};
	static const unsigned names[] = {ATTR_TEXT, ATTR_TITLE}, langs[] = {ATTR_LANGUAGE};
	/* half an address leads elsewhere */
	const char *address = xml_is_cut(tree, node)
	                              ? ""
	                              : first_attr(tree, node, urls, sizeof urls / sizeof *urls);
	const char *name = first_attr(tree, node, names, 2);
	const char *lang = first_attr(tree, node, langs, 1);
	char *url = *address ? feed_url(address) : NULL, level[12], code[3];

	if (!*name && !*address)
		return true;
	doc_begin(m, DOC_ITEM);
	snprintf(level, sizeof level, "%d", depth);
	doc_attr(m, "level", level);
	snprintf(code, sizeof code, "%s", lang);
	if (strlen(code) == 2)
		doc_attr(m, "lang", code);
	if (url)
		doc_add_link(m, *name ? name : url, url);
	else
		doc_add_str(m, *name ? name : address);
	free(url);
	return !*address || url;
}

static void add_head(const struct xml_tree *tree, struct doc_maker *m)
{
	uint32_t head = xml_find(tree, 0, 0, TAG_HEAD);
	uint32_t title = head ? xml_child(tree, head, TAG_TITLE) : 0;
	struct buf text;

	buf_init(&text, VALUE_MAX);
	if (title)
		xml_text(tree, title, &text);
	doc_add_fact(m, DOC_FORMAT, "opml");
	doc_add_fact(m, DOC_TITLE, text.len ? text.bytes : "A list of feeds");
	buf_done(&text);
}

/* How deep each node stands among outlines, for all at once: a parent comes before
 * what is in it. */
static unsigned char *depths_of(const struct xml_tree *tree)
{
	unsigned char *depths = work_calloc(tree->nodes.count + 1, 1);

	for (uint32_t i = 1; depths && i < tree->nodes.count; i++) {
		const struct xml_node *n = &tree->nodes.at[i];

		depths[i] = depths[n->parent];
		if (n->tag == TAG_OUTLINE && depths[i] < DEPTH_MAX)
			depths[i]++;
	}
	return depths;
}

int parse_opml(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *m,
               struct err *err)
{
	struct xml_tree tree;
	unsigned char *depths;
	size_t count = 0, mended;
	int refused = 0;
	char number[16];

	(void)how;
	if (xml_read_mended(&tree, &words, bytes, len, &mended, err) < 0)
		return -1;
	depths = depths_of(&tree);
	if (!depths) {
		xml_done(&tree);
		return err_set(err, ERR_FAILED, "OPML: out of memory");
	}
	add_head(&tree, m);
	for (uint32_t i = 1; i < tree.nodes.count; i++) {
		if (tree.nodes.at[i].tag != TAG_OUTLINE)
			continue;
		if (count == OUTLINES_MAX) {
			left_add_limit(m, LIMIT_ENTRIES, OUTLINES_MAX);
			break;
		}
		refused += !add_outline(&tree, i, depths[i], m);
		count++;
	}
	snprintf(number, sizeof number, "%d", refused);
	if (refused)
		doc_add_fact(m, "refused", number);
	feed_mended(m, mended);
	if (xml_is_damaged(&tree, how, m))
		doc_add_fact(m, "incomplete", "the list is broken off or malformed");
	if (!count) {
		doc_begin(m, DOC_PARAGRAPH);
		doc_add_str(m, "There is no feed in this list.");
	}
	free(depths);
	xml_done(&tree);
	return 0;
}
