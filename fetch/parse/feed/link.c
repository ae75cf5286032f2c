/* SPDX-License-Identifier: ISC */
/* Where an entry's page is: what the entry says of it, and to what that is relative. */
#include "config.h"

#include "fetch/parse/feed/internal.h"
#include "model/base/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What was escaped once more than it should ("a=1&amp;b=2") is what was meant. */
static char *unescaped(const char *href)
{
	char *out = work_strdup(href), *at = out ? strstr(out, "&amp;") : NULL;

	while (at) {
		memmove(at + 1, at + 5, strlen(at + 5) + 1);
		at = strstr(at, "&amp;");
	}
	return out;
}

/* "www.quay.example/page": written as people say it. */
static char *with_scheme(char *href)
{
	size_t size = href ? strlen(href) + sizeof "https://" : 0;
	char *out = href && !strncasecmp(href, "www.", 4) ? work_malloc(size) : NULL;

	if (!out)
		return href;
	snprintf(out, size, "https://%s", href);
	free(href);
	return out;
}

char *feed_link(const char *base, const char *href)
{
	char *url = NULL, *view, *meant;

	href += strspn(href, " \t\r\n");
	/* nothing would be the feed itself */
	meant = *href ? with_scheme(unescaped(href)) : NULL;
	if (meant)
		url = url_resolve(base ? base : "", meant);
	free(meant);
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

/* What addresses in a node are relative to: each xml:base is relative to the one around
 * it. The caller frees it; NULL for nothing. */
static char *base_of(const struct feed *f, uint32_t node)
{
	uint32_t parent = f->tree->nodes.at[node].parent;
	char *outer = parent != node ? base_of(f, parent) : f->base ? work_strdup(f->base) : NULL;
	const char *own = xml_attr(f->tree, node, ATTR_BASE);
	char *inner = own ? url_resolve(outer ? outer : "", own) : NULL;

	if (!inner)
		return outer;
	free(outer);
	return inner;
}

/* Half an address leads elsewhere. */
static char *resolved(const struct feed *f, uint32_t node, const char *href)
{
	char *base = base_of(f, node);
	char *url = xml_is_cut(f->tree, node) ? NULL : feed_link(base, href);

	free(base);
	return url;
}

static char *resolved_text(const struct feed *f, uint32_t node)
{
	struct buf text;
	char *url;

	buf_init(&text, FEED_VALUE_MAX);
	xml_text(f->tree, node, &text);
	url = resolved(f, node, text.bytes);
	buf_done(&text);
	return url;
}

/* -- kinds of links, the better first ------------------------------------------ */

/* RSS has the address as text; Atom as an attribute, and several by their relation. */
static bool is_link(const struct feed *f, uint32_t node, const char *wanted)
{
	static const char registry[] = "http://www.iana.org/assignments/relation/";
	const char *rel = xml_attr(f->tree, node, ATTR_REL);

	if (f->tree->nodes.at[node].tag != TAG_LINK)
		return false;
	if (!rel || !*rel)
		rel = "alternate";
	if (!strncmp(rel, registry, sizeof registry - 1))
		rel += sizeof registry - 1;
	return !strcmp(rel, wanted);
}

/* A page rather than the same for programs. */
static bool is_for_people(const struct feed *f, uint32_t node)
{
	const char *type = xml_attr(f->tree, node, ATTR_TYPE);

	return !type || strstr(type, "html");
}

static char *linked(const struct feed *f, uint32_t node, const char *rel, bool people)
{
	const struct xml_node *nodes = f->tree->nodes.at;
	char *url = NULL;

	for (uint32_t i = node + 1; i < nodes[node].end && !url; i = nodes[i].end) {
		const char *href = xml_attr(f->tree, i, ATTR_HREF);

		if (!is_link(f, i, rel) || (people && !is_for_people(f, i)))
			continue;
		url = href ? resolved(f, i, href) : resolved_text(f, i);
	}
	return url;
}

static char *page_for_people(const struct feed *f, uint32_t node)
{
	return linked(f, node, "alternate", true);
}

static char *page(const struct feed *f, uint32_t node)
{
	return linked(f, node, "alternate", false);
}

/* An RSS guid is an address unless it says that it is none, and then a whole one. */
static char *permanent(const struct feed *f, uint32_t node)
{
	uint32_t guid = xml_child(f->tree, node, TAG_GUID);
	const char *is = guid ? xml_attr(f->tree, guid, ATTR_PERMALINK) : NULL;
	struct buf text;
	char *url;

	if (!guid || (is && !strcasecmp(is, "false")) || xml_is_cut(f->tree, guid))
		return NULL;
	buf_init(&text, FEED_VALUE_MAX);
	xml_text(f->tree, guid, &text);
	url = url_is_web(text.bytes) ? feed_link(NULL, text.bytes) : NULL;
	buf_done(&text);
	return url;
}

static char *about(const struct feed *f, uint32_t node)
{
	const char *uri = xml_attr(f->tree, node, ATTR_ABOUT);

	return uri && url_is_web(uri) ? feed_link(NULL, uri) : NULL;
}

/* Content that stands elsewhere, and a file that hangs on the entry. */
static char *elsewhere(const struct feed *f, uint32_t node)
{
	uint32_t content = xml_child(f->tree, node, TAG_CONTENT);
	const char *src = content ? xml_attr(f->tree, content, ATTR_SRC) : NULL;

	return src ? resolved(f, content, src) : NULL;
}

static char *enclosed(const struct feed *f, uint32_t node)
{
	uint32_t file = xml_child(f->tree, node, TAG_ENCLOSURE);
	const char *url = file ? xml_attr(f->tree, file, ATTR_URL) : NULL;

	return url ? resolved(f, file, url) : linked(f, node, "enclosure", false);
}

/* An Atom id is no more than a name; where it is a web address and all there is, it is
 * mostly the page's. */
static char *named(const struct feed *f, uint32_t node)
{
	uint32_t id = xml_child(f->tree, node, TAG_ID);
	struct buf text;
	char *url;

	if (!id || xml_is_cut(f->tree, id))
		return NULL;
	buf_init(&text, FEED_VALUE_MAX);
	xml_text(f->tree, id, &text);
	url = url_is_web(text.bytes) ? feed_link(NULL, text.bytes) : NULL;
	buf_done(&text);
	return url;
}

char *feed_address(const struct feed *f, uint32_t node)
{
	static char *(*const ways[])(const struct feed *, uint32_t) = {
		page_for_people, page, permanent, about, elsewhere, enclosed, named};
	char *url = NULL;

	for (size_t i = 0; i < sizeof ways / sizeof *ways && !url; i++)
		url = ways[i](f, node);
	return url;
}
