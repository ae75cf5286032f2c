/* SPDX-License-Identifier: ISC */
/* What ReliefWeb's interface answers: a list of reports (or disasters, training, jobs) as
 * the document that a feed is. */
#include "config.h"

#include "fetch/parse/feed/feed.h"
#include "fetch/parse/json/internal.h"
#include "model/doc/left_out.h"
#include "model/text/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENTRIES_MAX 1000
#define SOURCES_MOST 6

bool reliefweb_is(const json_t *root)
{
	const json_t *data = json_object_get(root, "data");

	if (!json_is_array(data) || !json_is_integer(json_object_get(root, "totalCount")))
		return false;
	for (size_t i = 0; i < json_array_size(data); i++) {
		const json_t *item = json_array_get(data, i);

		if (!json_is_object(json_object_get(item, "fields")))
			return false;
	}
	return json_is_object(json_object_get(root, "links")) || json_array_size(data) > 0;
}

/* The first of several members that is a string with something in it. */
static const char *first(const json_t *object, const char *const *names, size_t count)
{
	const char *text = "";

	for (size_t i = 0; i < count && !*text; i++)
		text = json_text(object, names[i]);
	return text;
}

/* Who it is from, and what it says where that was asked for. */
static void add_summary(const json_t *fields, struct buf *out)
{
	static const char *const names[] = {"shortname", "name", "longname"};
	static const char *const texts[] = {"headline", "body", "description"};
	const json_t *sources = json_object_get(fields, "source");
	const json_t *headline = json_object_get(fields, "headline");
	const char *text = json_text(headline, "summary");

	for (size_t i = 0; i < json_array_size(sources) && i < SOURCES_MOST; i++) {
		const char *name = first(json_array_get(sources, i), names, 3);

		if (*name)
			buf_printf(out, "%s%.200s", out->len ? ", " : "", name);
	}
	if (!*text)
		text = first(fields, texts, 3);
	if (*text && out->len)
		buf_str(out, ". ");
	feed_summary(text, strlen(text), out);
}

static void add_entry(const json_t *item, const char *base, struct doc_maker *m)
{
	static const char *const dates[] = {"original", "created", "event", "changed"};
	static const char *const urls[] = {"url_alias", "url", "origin"};
	static const char *const titles[] = {"title", "name"};
	const json_t *fields = json_object_get(item, "fields");
	const json_t *language = json_array_get(json_object_get(fields, "language"), 0);
	const char *url = first(fields, urls, 3), *title = first(fields, titles, 2);
	char date[11] = "", *address = feed_link(base, *url ? url : json_text(item, "href"));
	struct buf summary;

	buf_init(&summary, 1 << 20);
	add_summary(fields, &summary);
	if (!date_read(first(json_object_get(fields, "date"), dates, 4), date))
		*date = '\0';
	if (*title || address)
		feed_add_entry(m, &(struct feed_entry){.date = date,
		                                       .title = title,
		                                       .url = address,
		                                       .lang = json_text(language, "code"),
		                                       .summary = &summary});
	buf_done(&summary);
	free(address);
}

void reliefweb_add(const json_t *root, const struct parse_how *how, struct doc_maker *m)
{
	const json_t *data = json_object_get(root, "data");

	for (size_t i = 0; i < json_array_size(data) && i < ENTRIES_MAX; i++)
		add_entry(json_array_get(data, i), how->base, m);
	if (json_array_size(data) > ENTRIES_MAX)
		left_add_limit(m, LIMIT_ENTRIES, ENTRIES_MAX);
	feed_end(m);
}
