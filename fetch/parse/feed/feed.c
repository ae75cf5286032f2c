/* SPDX-License-Identifier: ISC */
/* News feeds: RSS 2.0, RSS 1.0 (RDF) and Atom, one walk for the three, since their
 * elements have one meaning under a few names. An entry is an item with its date as
 * the marker and its headline as a link, and its summary as a quotation below. */
#include "config.h"

#include "fetch/parse/feed/feed.h"

#include "fetch/parse/core/parser.h"
#include "fetch/parse/core/xml.h"
#include "fetch/parse/html/html.h"
#include "model/base/url.h"
#include "model/doc/left_out.h"
#include "model/text/locale.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ENTRIES_MAX 2000
#define SUMMARY_MAX 700 /* bytes; feeds that carry whole articles are cut here */
#define VALUE_MAX (1u << 20)

/* In the order of strcmp. */
enum {
	TAG_CHANNEL,
	TAG_CONTENT,
	TAG_DATE,
	TAG_DESCRIPTION,
	TAG_ENCODED,
	TAG_ENTRY,
	TAG_FEED,
	TAG_GUID,
	TAG_ID,
	TAG_IMAGE,
	TAG_ITEM,
	TAG_LANGUAGE,
	TAG_LINK,
	TAG_PUBDATE,
	TAG_PUBLISHED,
	TAG_SUBTITLE,
	TAG_SUMMARY,
	TAG_TITLE,
	TAG_UPDATED,
	TAG_COUNT
};
static const char *const tag_names[TAG_COUNT] = {
	"channel",   "content",  "date",    "description", "encoded",  "entry", "feed",
	"guid",      "id",       "image",   "item",        "language", "link",  "pubDate",
	"published", "subtitle", "summary", "title",       "updated",
};
enum { ATTR_HREF, ATTR_LANG, ATTR_REL };
static const char *const attr_names[] = {"href", "lang", "rel"};
static const struct xml_words words = {tag_names, TAG_COUNT, attr_names, 3};

struct feed {
	const struct xml_tree *tree;
	const char *base;
	struct doc_maker *maker;
};

/* -- dates ---------------------------------------------------------------- */

/* "Fri, 01 Apr 2022 00:01:55 -0400" (RFC 822) and "2022-04-01T…" (RFC 3339) as the
 * civil date that is written there. */
bool feed_date(const char *s, char out[11])
{
	int day, year, month;
	char name[4];

	s += strspn(s, " \t\r\n");
	if (sscanf(s, "%4d-%2d-%2d", &year, &month, &day) != 3) {
		const char *comma = strchr(s, ',');

		if (sscanf(comma ? comma + 1 : s, " %2d %3s%*[a-zA-Z] %4d", &day, name, &year) !=
		            3 &&
		    sscanf(comma ? comma + 1 : s, " %2d %3s %4d", &day, name, &year) != 3)
			return false;
		month = locale_english_month(name);
		year += year < 100 ? 2000 : 0;
	}
	if (day < 1 || day > 31 || month < 1 || month > 12 || year < 1900 || year > 2999)
		return false;
	snprintf(out, 11, "%04d-%02d-%02d", year, month, day);
	return true;
}

/* -- values ---------------------------------------------------------------- */

static void value(const struct feed *f, uint32_t node, unsigned tag, struct buf *out)
{
	uint32_t child = xml_child(f->tree, node, tag);

	buf_reset(out);
	if (child)
		xml_text(f->tree, child, out);
}

/* The first of several that says anything. */
static void first_value(const struct feed *f, uint32_t node, const unsigned *tags, size_t count,
                        struct buf *out)
{
	buf_reset(out);
	for (size_t i = 0; i < count && !out->len; i++)
		value(f, node, tags[i], out);
}

/* RSS has the address as text; Atom as an attribute, and several by their relation;
 * an RSS guid that is an address will do. */
static void link_of(const struct feed *f, uint32_t node, struct buf *out)
{
	const struct xml_node *nodes = f->tree->nodes.at;

	buf_reset(out);
	for (uint32_t i = node + 1; i < nodes[node].end && !out->len; i = nodes[i].end) {
		const char *href =
			nodes[i].tag == TAG_LINK ? xml_attr(f->tree, i, ATTR_HREF) : NULL;
		const char *rel = href ? xml_attr(f->tree, i, ATTR_REL) : NULL;

		if (nodes[i].tag != TAG_LINK)
			continue;
		if (href && (!rel || !strcmp(rel, "alternate")))
			buf_str(out, href);
		else if (!href)
			xml_text(f->tree, i, out);
	}
	if (!out->len)
		value(f, node, TAG_GUID, out);
	if (!out->len)
		value(f, node, TAG_ID, out);
}

char *feed_link(const char *base, const char *href)
{
	/* nothing would be the feed itself */
	char *url = href[strspn(href, " \t\r\n")] ? url_resolve(base ? base : "", href) : NULL;
	char *view;

	if (!url || !url_is_web(url)) {
		free(url);
		return NULL;
	}
	/* news.un.org hands out addresses below /feed/view/ for pages that have their own */
	view = strstr(url, "/feed/view/");
	if (view && view == strchr(url + 8, '/'))
		memmove(view + 1, view + 11, strlen(view + 11) + 1);
	return url;
}

void feed_end(struct doc_maker *m)
{
	if (doc_has_text(m))
		return;
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "There is no entry in this feed.");
}

void feed_summary(const char *html, size_t len, struct buf *out)
{
	struct err err = {0};
	struct html_page *page = memchr(html, '<', len) || memchr(html, '&', len)
	                                 ? html_parse(html, len, &(struct html_how){0}, &err)
	                                 : NULL;
	size_t end;

	if (page && page->body)
		html_text(page->body, out, SUMMARY_MAX * 2);
	else
		buf_add(out, html, len);
	html_free(page);
	if (out->len <= SUMMARY_MAX)
		return;
	for (end = SUMMARY_MAX; end > SUMMARY_MAX / 2 && out->bytes[end] != ' ';)
		end--;
	while (end && ((unsigned char)out->bytes[end] & 0xc0) == 0x80)
		end--;
	buf_cut(out, end);
	buf_str(out, " …");
}

/* -- entries ---------------------------------------------------------------- */

void feed_add_entry(struct doc_maker *m, const struct feed_entry *e)
{
	doc_begin(m, DOC_ITEM);
	if (*e->date)
		doc_attr(m, "marker", e->date);
	if (e->lang && strlen(e->lang) == 2)
		doc_attr(m, "lang", e->lang);
	if (e->url)
		doc_add_link(m, *e->title ? e->title : e->url, e->url);
	else
		doc_add_str(m, e->title);
	if (!e->summary->len)
		return;
	doc_begin(m, DOC_QUOTE);
	if (e->lang && strlen(e->lang) == 2)
		doc_attr(m, "lang", e->lang);
	doc_add_text(m, e->summary->bytes, e->summary->len);
}

static void add_entry(const struct feed *f, uint32_t node)
{
	static const unsigned dates[] = {TAG_PUBDATE, TAG_PUBLISHED, TAG_DATE, TAG_UPDATED};
	static const unsigned texts[] = {TAG_DESCRIPTION, TAG_SUMMARY, TAG_CONTENT, TAG_ENCODED};
	struct buf title, text, summary;
	char date[11] = "";
	char *url;

	buf_init(&title, VALUE_MAX);
	buf_init(&text, VALUE_MAX);
	buf_init(&summary, VALUE_MAX);
	first_value(f, node, dates, sizeof dates / sizeof *dates, &text);
	if (!feed_date(text.bytes, date))
		*date = '\0';
	link_of(f, node, &text);
	url = text.len ? feed_link(f->base, text.bytes) : NULL;
	value(f, node, TAG_TITLE, &text);
	feed_summary(text.bytes, text.len, &title);
	first_value(f, node, texts, sizeof texts / sizeof *texts, &text);
	feed_summary(text.bytes, text.len, &summary);
	if (title.len || url)
		feed_add_entry(f->maker, &(struct feed_entry){.date = date,
		                                              .title = title.bytes,
		                                              .url = url,
		                                              .summary = &summary});
	free(url);
	buf_done(&title);
	buf_done(&text);
	buf_done(&summary);
}

static void add_facts(const struct feed *f, uint32_t head)
{
	static const unsigned texts[] = {TAG_DESCRIPTION, TAG_SUBTITLE};
	static const unsigned dates[] = {TAG_PUBDATE, TAG_UPDATED, TAG_DATE};
	struct buf text;
	char date[11], lang[3] = "";
	const char *attr = xml_attr(f->tree, head, ATTR_LANG);

	buf_init(&text, VALUE_MAX);
	value(f, head, TAG_TITLE, &text);
	doc_add_fact(f->maker, DOC_TITLE, text.bytes);
	first_value(f, head, texts, 2, &text);
	doc_add_fact(f->maker, "description", text.bytes);
	first_value(f, head, dates, 3, &text);
	if (feed_date(text.bytes, date))
		doc_add_fact(f->maker, "modified", date);
	value(f, head, TAG_LANGUAGE, &text);
	snprintf(lang, sizeof lang, "%s", text.len ? text.bytes : attr ? attr : "");
	doc_add_fact(f->maker, DOC_LANGUAGE, lang);
	link_of(f, head, &text);
	if (url_is_web(text.bytes))
		doc_add_fact(f->maker, DOC_URL, text.bytes);
	buf_done(&text);
}

int parse_feed(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *m,
               struct err *err)
{
	struct xml_tree tree;
	struct feed f = {&tree, how->base, m};
	size_t count = 0;
	uint32_t head;

	if (xml_read(&tree, &words, bytes, len, len * 2 + 4096, err) < 0)
		return -1;
	if (!strcasecmp(tree.root, "html")) {
		xml_done(&tree);
		return err_set(err, ERR_FAILED, "a web page came in place of a feed");
	}
	/* RSS 1.0 has its items beside the channel, the others in it */
	head = xml_find(&tree, 0, 0, TAG_CHANNEL);
	doc_add_fact(m, DOC_FORMAT, "feed");
	add_facts(&f, head);
	for (uint32_t i = 1; i < tree.nodes.count; i++) {
		if (tree.nodes.at[i].tag != TAG_ITEM && tree.nodes.at[i].tag != TAG_ENTRY)
			continue;
		if (count == ENTRIES_MAX) {
			left_add_limit(m, LIMIT_ENTRIES, ENTRIES_MAX);
			break;
		}
		add_entry(&f, i);
		count++;
		i = tree.nodes.at[i].end - 1;
	}
	if (!tree.whole)
		doc_add_fact(m, "incomplete", "the feed is broken off or malformed");
	feed_end(m);
	xml_done(&tree);
	return 0;
}
