/* SPDX-License-Identifier: ISC */
/*
 * internal: the names of feeds in XML, for feed.c, link.c and text.c alone.
 */
#ifndef PALAIS_FETCH_PARSE_FEED_INTERNAL_H
#define PALAIS_FETCH_PARSE_FEED_INTERNAL_H

#include "fetch/parse/core/xml.h"
#include "fetch/parse/feed/feed.h"

#define FEED_VALUE_MAX (1u << 20)

/* In the order of strcmp. What stands as "*p" is markup of any name space; "dc:" is Dublin
 * Core, "dcterms:" its terms, "content:" a module of RSS. */
/* clang-format off */
#define FEED_TAGS(X) \
	X(X_BLOCKQUOTE, "*blockquote") X(X_BR, "*br") X(X_DD, "*dd") X(X_DIV, "*div") \
	X(X_DT, "*dt") X(X_H1, "*h1") X(X_H2, "*h2") X(X_H3, "*h3") X(X_H4, "*h4") \
	X(X_H5, "*h5") X(X_H6, "*h6") X(X_LI, "*li") X(X_P, "*p") X(X_PRE, "*pre") \
	X(X_SCRIPT, "*script") X(X_STYLE, "*style") X(X_SUB, "*sub") \
	X(X_SUP, "*sup") X(X_TD, "*td") X(X_TH, "*th") \
	X(X_TR, "*tr") \
	X(CHANNEL, "channel") X(CONTENT, "content") X(ENCODED, "content:encoded") \
	X(CREATED, "created") X(DC_DATE, "dc:date") X(DC_DESCRIPTION, "dc:description") \
	X(DC_LANGUAGE, "dc:language") X(DC_TITLE, "dc:title") \
	X(TERMS_CREATED, "dcterms:created") X(TERMS_ISSUED, "dcterms:issued") \
	X(TERMS_MODIFIED, "dcterms:modified") X(DESCRIPTION, "description") \
	X(ENCLOSURE, "enclosure") X(ENTRY, "entry") X(GUID, "guid") X(ID, "id") \
	X(ISSUED, "issued") X(ITEM, "item") X(LANGUAGE, "language") \
	X(LAST_BUILD, "lastBuildDate") X(LINK, "link") X(MODIFIED, "modified") \
	X(PUBDATE, "pubDate") X(PUBDATE_SMALL, "pubdate") X(PUBLISHED, "published") X(SUBTITLE, "subtitle") \
	X(SUMMARY, "summary") X(TAGLINE, "tagline") X(TITLE, "title") X(UPDATED, "updated")
#define FEED_ATTRS(X) \
	X(HREF, "href") X(PERMALINK, "isPermaLink") X(ABOUT, "rdf:about") X(REL, "rel") \
	X(SRC, "src") X(TYPE, "type") X(URL, "url") X(BASE, "xml:base") X(LANG, "xml:lang")
/* clang-format on */
#define TAG_ID_(id, name) TAG_##id,
#define ATTR_ID_(id, name) ATTR_##id,
enum { FEED_TAGS(TAG_ID_) TAG_COUNT };
enum { FEED_ATTRS(ATTR_ID_) ATTR_COUNT };
#undef TAG_ID_
#undef ATTR_ID_
extern const char *const feed_tags[TAG_COUNT];

struct feed {
	const struct xml_tree *tree;
	const char *base; /* that of the whole: of the feed's own address or its site; or NULL */
	bool atom;
	struct doc_maker *maker;
};

/* The address of an entry or of the feed's site; NULL when it has none. The caller frees
 * it. */
char *feed_address(const struct feed *f, uint32_t node);

/* What an element says in place of what out has, its paragraphs parted by newlines, cut to
 * what a list can show. */
void feed_text(const struct feed *f, uint32_t node, struct buf *out);

#endif
