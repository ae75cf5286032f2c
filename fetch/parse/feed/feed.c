/* SPDX-License-Identifier: ISC */
/* News feeds: RSS 2.0, RSS 1.0 (RDF) and Atom, one walk for the three, since their
 * elements have one meaning under a few names. An entry is an item with its date as
 * the marker and its headline as a link, and its summary as a quotation below. */
#include "config.h"

#include "fetch/parse/feed/internal.h"

#include "fetch/parse/core/parser.h"
#include "model/base/url.h"
#include "model/doc/left_out.h"
#include "model/text/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ENTRIES_MAX 2000
#define GUID_MAX 200 /* bytes */

#define NAME(id, name) name,
const char *const feed_tags[TAG_COUNT] = {FEED_TAGS(NAME)};
static const char *const attr_names[ATTR_COUNT] = {FEED_ATTRS(NAME)};
#undef NAME

/* What else is in a feed (pictures' titles, podcasts' summaries) is not the entry's. */
static const struct xml_space spaces[] = {
	{"http://purl.org/rss/1.0", ""},
	{"http://my.netscape.com/rdf/simple/0.9", ""},
	{"http://channel.netscape.com/rdf/simple/0.9", ""},
	{"http://backend.userland.com/rss2", ""},
	{"http://backend.userland.com/rss", ""},
	{"http://blogs.law.harvard.edu/tech/rss", ""},
	{"http://cyber.law.harvard.edu/rss", ""},
	{"http://www.w3.org/2005/Atom", ""},
	{"http://purl.org/atom/ns", ""},
	{"http://www.w3.org/XML/1998/namespace", "xml"},
	{"http://www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"},
	{"http://purl.org/dc/elements/1.1", "dc"},
	{"http://purl.org/dc/elements/1.0", "dc"},
	{"http://purl.org/dc/terms", "dcterms"},
	{"http://purl.org/rss/1.0/modules/content", "content"},
};
static const struct xml_words words = {feed_tags,  TAG_COUNT, attr_names,
                                       ATTR_COUNT, spaces,    sizeof spaces / sizeof *spaces};

/* -- values ---------------------------------------------------------------- */

static void value(const struct feed *f, uint32_t node, unsigned tag, struct buf *out)
{
	uint32_t child = xml_child(f->tree, node, tag);

	buf_reset(out);
	if (child)
		xml_text(f->tree, child, out);
}

/* By what an entry is told from others; half a name is none. */
static void guid_of(const struct feed *f, uint32_t node, struct buf *out)
{
	unsigned tag = xml_child(f->tree, node, TAG_GUID) ? TAG_GUID : TAG_ID;

	value(f, node, tag, out);
	if (xml_is_cut(f->tree, xml_child(f->tree, node, tag)))
		buf_reset(out);
}

/* The first of several that says anything, as a text of paragraphs. */
static void first_text(const struct feed *f, uint32_t node, const unsigned *tags, size_t count,
                       struct buf *out)
{
	buf_reset(out);
	for (size_t i = 0; i < count && !out->len; i++) {
		uint32_t child = xml_child(f->tree, node, tags[i]);

		if (child)
			feed_text(f, child, out);
	}
}

/* The first of several that is a date. */
static void first_date(const struct feed *f, uint32_t node, const unsigned *tags, size_t count,
                       char date[11])
{
	const struct xml_node *nodes = f->tree->nodes.at;
	struct buf text;

	buf_init(&text, FEED_VALUE_MAX);
	*date = '\0';
	for (size_t i = 0; i < count && !*date; i++)
		for (uint32_t k = node + 1; k < nodes[node].end && !*date; k = nodes[k].end) {
			buf_reset(&text);
			if (nodes[k].tag == tags[i])
				xml_text(f->tree, k, &text);
			if (!text.len || !date_read(text.bytes, date))
				*date = '\0';
		}
	buf_done(&text);
}

static void title_of(const struct feed *f, uint32_t node, struct buf *out)
{
	static const unsigned titles[] = {TAG_TITLE, TAG_DC_TITLE};

	first_text(f, node, titles, 2, out);
	for (size_t i = 0; i < out->len; i++)
		if (out->bytes[i] == '\n')
			out->bytes[i] = ' ';
}

void feed_mended(struct doc_maker *m, size_t mended)
{
	char number[24];

	snprintf(number, sizeof number, "%zu", mended);
	if (mended)
		doc_add_fact(m, "mended", number);
}

void feed_end(struct doc_maker *m)
{
	if (doc_maker_size(m) > 0)
		return;
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "There is no entry in this feed.");
}

/* -- entries ---------------------------------------------------------------- */

/* One paragraph of a summary. */
static void add_paragraph(struct doc_maker *m, const struct feed_entry *e, const char *s,
                          size_t len)
{
	doc_begin(m, DOC_QUOTE);
	if (e->lang && strlen(e->lang) == 2)
		doc_attr(m, "lang", e->lang);
	doc_add_text(m, s, len);
}

void feed_add_entry(struct doc_maker *m, const struct feed_entry *e)
{
	const char *s = e->summary->bytes;

	doc_begin(m, DOC_ITEM);
	if (*e->date)
		doc_attr(m, "marker", e->date);
	if (e->lang && strlen(e->lang) == 2)
		doc_attr(m, "lang", e->lang);
	/* an address that is the entry's name says it once */
	if (e->guid && strlen(e->guid) <= GUID_MAX && !(e->url && !strcmp(e->guid, e->url)))
		doc_attr(m, "anchor", e->guid);
	if (e->url) {
		doc_add_link(m, *e->title ? e->title : e->url, e->url);
	} else if (*e->title) {
		doc_add_str(m, e->title);
	} else {
		/* what has neither headline nor page is its text */
		doc_add_text(m, s, strcspn(s, "\n"));
		s += strcspn(s, "\n");
	}
	for (size_t n; *s; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		if (n)
			add_paragraph(m, e, s, n);
	}
}

static void add_entry(const struct feed *f, uint32_t node)
{
	static const unsigned dates[] = {TAG_PUBDATE,  TAG_PUBDATE_SMALL, TAG_PUBLISHED,
	                                 TAG_ISSUED,   TAG_DC_DATE,       TAG_TERMS_ISSUED,
	                                 TAG_CREATED,  TAG_TERMS_CREATED, TAG_UPDATED,
	                                 TAG_MODIFIED, TAG_TERMS_MODIFIED};
	static const unsigned texts[] = {TAG_DESCRIPTION, TAG_SUMMARY, TAG_CONTENT, TAG_ENCODED,
	                                 TAG_DC_DESCRIPTION};
	const char *lang = xml_attr(f->tree, node, ATTR_LANG);
	struct buf title, summary, guid;
	char date[11], code[3];
	char *url = feed_address(f, node);

	buf_init(&title, FEED_VALUE_MAX);
	buf_init(&summary, FEED_VALUE_MAX);
	buf_init(&guid, FEED_VALUE_MAX);
	first_date(f, node, dates, sizeof dates / sizeof *dates, date);
	title_of(f, node, &title);
	first_text(f, node, texts, sizeof texts / sizeof *texts, &summary);
	guid_of(f, node, &guid);
	snprintf(code, sizeof code, "%s", lang ? lang : "");
	if (title.len || url || summary.len)
		feed_add_entry(f->maker, &(struct feed_entry){.date = date,
		                                              .title = title.bytes,
		                                              .url = url,
		                                              .guid = guid.bytes,
		                                              .lang = code,
		                                              .summary = &summary});
	free(url);
	buf_done(&title);
	buf_done(&summary);
	buf_done(&guid);
}

static void add_facts(const struct feed *f, uint32_t head, const char *site)
{
	static const unsigned texts[] = {TAG_DESCRIPTION, TAG_SUBTITLE, TAG_TAGLINE};
	static const unsigned dates[] = {TAG_PUBDATE, TAG_PUBDATE_SMALL, TAG_UPDATED,
	                                 TAG_DC_DATE, TAG_LAST_BUILD,    TAG_MODIFIED};
	const char *attr = xml_attr(f->tree, head, ATTR_LANG);
	struct buf text;
	char date[11], lang[3] = "";

	buf_init(&text, FEED_VALUE_MAX);
	title_of(f, head, &text);
	doc_add_fact(f->maker, DOC_TITLE, text.bytes);
	first_text(f, head, texts, 3, &text);
	doc_add_fact(f->maker, "description", text.bytes);
	first_date(f, head, dates, sizeof dates / sizeof *dates, date);
	doc_add_fact(f->maker, "modified", date);
	value(f, head, TAG_LANGUAGE, &text);
	if (!text.len)
		value(f, head, TAG_DC_LANGUAGE, &text);
	snprintf(lang, sizeof lang, "%s", text.len ? text.bytes : attr ? attr : "");
	doc_add_fact(f->maker, DOC_LANGUAGE, lang);
	doc_add_fact(f->maker, DOC_URL, site ? site : "");
	buf_done(&text);
}

/* Atom says what its addresses are relative to. RSS does not: its writers mean their site,
 * which is seldom where the feed lies. */
static void choose_base(struct feed *f, const char *own, const char *site)
{
	bool known = own && url_is_web(own);

	f->base = site && (!f->atom || !known) ? site : known ? own : NULL;
}

/* Markup that was never closed takes the entries after it in: they are entries still. */
static void add_entries(struct feed *f)
{
	const struct xml_tree *tree = f->tree;
	size_t count = 0;

	for (uint32_t i = 1; i < tree->nodes.count; i++) {
		if (tree->nodes.at[i].tag != TAG_ITEM && tree->nodes.at[i].tag != TAG_ENTRY)
			continue;
		if (count == ENTRIES_MAX) {
			left_add_limit(f->maker, LIMIT_ENTRIES, ENTRIES_MAX);
			break;
		}
		add_entry(f, i);
		count++;
	}
}

int parse_feed(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *m,
               struct err *err)
{
	struct xml_tree tree;
	struct feed f = {&tree, how->base, false, m};
	size_t mended;
	uint32_t head;
	char *site;

	if (xml_read_mended(&tree, &words, bytes, len, &mended, err) < 0)
		return -1;
	if (!strcasecmp(tree.root, "html")) {
		xml_done(&tree);
		return err_set(err, ERR_FAILED, "a web page came in place of a feed");
	}
	f.atom = !strcmp(tree.root, "feed");
	/* RSS 1.0 has its items beside the channel, the others in it */
	head = xml_find(&tree, 0, 0, TAG_CHANNEL);
	site = feed_address(&f, head);
	choose_base(&f, how->base, site);
	doc_add_fact(m, DOC_FORMAT, "feed");
	add_facts(&f, head, site);
	add_entries(&f);
	feed_mended(m, mended);
	if (xml_is_damaged(&tree, how, m))
		doc_add_fact(m, "incomplete", "the feed is broken off or malformed");
	feed_end(m);
	xml_done(&tree);
	free(site);
	return 0;
}
