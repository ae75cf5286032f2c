/* SPDX-License-Identifier: ISC */
/* Feeds from other programs and for them: OPML. */
#include "config.h"

#include "model/dossier/feeds.h"

#include <stdlib.h>
#include <string.h>

/* -- in ------------------------------------------------------------------------- */

static const char *link_of(const struct doc_block *item)
{
	for (uint32_t i = 0; i < item->text.span_count; i++)
		if (item->text.spans[i].kind == DOC_LINK)
			return item->text.spans[i].value;
	return NULL;
}

static int import_one(struct stores *stores, const struct doc_block *item,
                      struct feeds_imported *count, struct err *err)
{
	const char *url = link_of(item);
	char *name = strndup(item->text.bytes, item->text.len);
	struct err why = {0};
	int rc = 0;

	if (!name)
		return err_set(err, ERR_FAILED, "feeds: out of memory");
	/* one without a title is shown by its address, which is no name */
	if (feeds_add(stores, url, strcmp(name, url) ? name : "", item->lang, &why) == 0)
		count->added++;
	else if (why.code == ERR_USAGE)
		count->bad++;
	else if (why.code == ERR_FAILED && stores_personal(stores))
		count->known++;
	else
		rc = -1;
	if (rc < 0 && err)
		*err = why;
	free(name);
	return rc;
}

int feeds_import(struct stores *stores, const struct doc *opml, struct feeds_imported *count,
                 struct err *err)
{
	*count = (struct feeds_imported){.bad = atoi(doc_fact(opml, "refused"))};
	if (strcmp(doc_fact(opml, DOC_FORMAT), "opml") != 0)
		return err_set(err, ERR_FAILED, "not a list of feeds (OPML)");
	if (!stores_writable(stores, err))
		return -1;
	for (size_t i = 0; i < doc_block_count(opml); i++) {
		const struct doc_block *b = doc_block(opml, i);

		if (b->kind == DOC_ITEM && link_of(b) && import_one(stores, b, count, err) < 0)
			return -1;
	}
	return 0;
}

/* -- out ------------------------------------------------------------------------ */

struct export
{
	struct buf *out;
	int count;
};

/* What XML has no way to write is left out. */
static void add_escaped(struct buf *out, const char *s)
{
	static const char *const entities[][2] = {
		{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}};

	for (; *s; s++) {
		size_t i = 0;

		while (i < 4 && *entities[i][0] != *s)
			i++;
		if (i < 4)
			buf_str(out, entities[i][1]);
		else if ((unsigned char)*s >= ' ')
			buf_char(out, *s);
	}
}

static void add_attribute(struct buf *out, const char *name, const char *value)
{
	buf_printf(out, " %s=\"", name);
	add_escaped(out, value);
	buf_char(out, '"');
}

static int export_one(const struct news_feed *f, void *payload)
{
	struct export *e = payload;

	if (f->api || (!f->own && f->state != NEWS_FEED_ON))
		return 0;
	buf_str(e->out, "    <outline type=\"rss\"");
	add_attribute(e->out, "text", f->name);
	add_attribute(e->out, "title", f->name);
	add_attribute(e->out, "xmlUrl", f->url);
	if (*f->lang)
		add_attribute(e->out, "language", f->lang);
	buf_str(e->out, "/>\n");
	e->count++;
	return 0;
}

int feeds_export(struct stores *stores, const char *langs, struct buf *out, int *count,
                 struct err *err)
{
	struct export e = {out, 0};

	buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
	             "  <head>\n    <title>palais</title>\n  </head>\n  <body>\n");
	if (feeds_each(stores, langs, export_one, &e, err) < 0)
		return -1;
	buf_str(out, "  </body>\n</opml>\n");
	*count = e.count;
	return buf_ok(out) ? 0 : err_set(err, ERR_FAILED, "feeds: out of memory");
}
