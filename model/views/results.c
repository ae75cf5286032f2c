/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/views/results.h"

#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BETWEEN " · "

bool result_link(const char *href, long *block, char lang[16], const char **key)
{
	char *end;
	size_t n;

	if (strncmp(href, RESULT_LINK, sizeof RESULT_LINK - 1) != 0)
		return false;
	*block = strtol(href + sizeof RESULT_LINK - 1, &end, 10);
	if (*end != ':')
		return false;
	n = strcspn(end + 1, ":");
	snprintf(lang, 16, "%.*s", (int)n, end + 1);
	if (end[1 + n] != ':')
		return false;
	*key = end + n + 2;
	return true;
}

void result_facts(const struct search_hit *hit, struct buf *out)
{
	char date[80];

	/* an address is no name: of a page the title says what it is */
	if (*hit->symbol)
		buf_printf(out, "%s%s", hit->symbol, BETWEEN);
	if (*hit->date) {
		view_date(hit->date, false, date, sizeof date);
		buf_printf(out, "%s%s", date, BETWEEN);
	}
	if (*hit->number)
		buf_printf(out, "¶%s%s", hit->number, BETWEEN);
}

static void link_to(const struct search_hit *hit, const struct search_language *l, char *out,
                    size_t size)
{
	snprintf(out, size, RESULT_LINK "%ld:%s:%s", l ? l->block : -1, l ? l->lang : "", hit->key);
}

/* Text whose words stand out. */
static void add_marked(struct doc_maker *m, const char *text, const struct search_mark *marks,
                       size_t count)
{
	uint32_t from = doc_text_length(m);

	doc_add_str(m, text);
	for (size_t i = 0; i < count; i++)
		doc_add_span(m, DOC_STRONG, from + (uint32_t)marks[i].from,
		             from + (uint32_t)marks[i].to, "");
}

static void add_languages(struct doc_maker *m, const struct search_hit *hit)
{
	char href[URL_MAX];

	if (hit->language_count < 2)
		return;
	doc_begin(m, DOC_QUOTE);
	/* TRANSLATORS: languages follow, in which the same document was found */
	doc_add_str(m, _("also in"));
	for (size_t i = 1; i < hit->language_count; i++) {
		const struct search_language *l = &hit->languages[i];
		int at = lang_index(l->lang);

		link_to(hit, l, href, sizeof href);
		doc_add_str(m, i > 1 ? BETWEEN : " ");
		doc_add_link(m, at >= 0 ? _(lang_names[at]) : l->lang, href);
	}
}

static void add_hit(struct doc_maker *m, const struct search_hit *hit, const char *mark)
{
	char href[URL_MAX];
	struct buf facts;
	uint32_t from;

	buf_init(&facts, 1 << 12);
	result_facts(hit, &facts);
	link_to(hit, hit->language_count ? hit->languages : NULL, href, sizeof href);
	doc_begin(m, DOC_ITEM);
	if (messages_rtl())
		doc_attr(m, "dir", "rtl");
	doc_attr(m, "marker", mark);
	from = doc_text_length(m);
	doc_add_str(m, facts.bytes);
	add_marked(m, *hit->title ? hit->title : hit->key, hit->title_marks,
	           *hit->title ? hit->title_mark_count : 0);
	doc_add_span(m, DOC_LINK, from, doc_text_length(m), href);
	buf_done(&facts);
	if (*hit->passage) {
		doc_begin(m, DOC_QUOTE);
		if (*hit->lang)
			doc_attr(m, "lang", hit->lang);
		add_marked(m, hit->passage, hit->passage_marks, hit->passage_mark_count);
	}
	add_languages(m, hit);
}

int results_page(const struct search *s, struct doc_maker *m, result_mark_fn *mark, void *payload)
{
	for (size_t i = 0; i < search_count(s); i++)
		add_hit(m, search_hit(s, i), mark(search_hit(s, i), payload));
	return 0;
}

void results_notes(const struct search *s, int64_t waiting, struct buf *out)
{
	bool by_date;
	const char *word = search_common(s, 0, &by_date);
	struct buf words;

	buf_init(&words, 1 << 12);
	for (size_t i = 0; word; word = search_common(s, ++i, &by_date))
		buf_printf(&words, "%s%s", i ? C_("list", ", ") : "", word);
	if (words.len && by_date)
		/* TRANSLATORS: words that were looked for */
		buf_printf(out, _("In very many places, so the newest come first: %s"),
		           words.bytes);
	else if (words.len)
		buf_printf(out,
		           _("In more than a quarter of the texts, so counted only where the other "
		             "words are: %s"),
		           words.bytes);
	if (words.len)
		buf_char(out, '\n');
	if (search_has_more(s))
		buf_printf(out, "%s\n", _("There is more: another word narrows it."));
	if (waiting > 0)
		buf_printf(out,
		           messages_count("%lld text is in no index yet.",
		                          "%lld texts are in no index yet.", waiting),
		           (long long)waiting);
	if (waiting > 0)
		buf_char(out, '\n');
	buf_done(&words);
}
