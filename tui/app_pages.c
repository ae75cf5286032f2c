/* Documents of the screen's own: help, contents, search results. */
#include "config.h"

#include "model/base/messages.h"
#include "model/store/availability.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void app_begin(struct doc_maker *m, enum doc_kind kind)
{
	doc_begin(m, kind);
	if (messages_rtl())
		doc_attr(m, "dir", "rtl");
}

void app_begin_page(struct doc_maker *m, const char *title)
{
	doc_add_fact(m, DOC_TITLE, title);
	doc_add_fact(m, DOC_LANGUAGE, messages_language());
}

/* A marker of keys runs from the left in all languages: brackets are keys, and would be
 * shown turned round in a line from the right. */
static void mark_keys(struct doc_maker *m, const char *keys)
{
	static const char left_to_right[] = "\u200e";
	const char *edge = messages_rtl() && strpbrk(keys, "()<>[]{}") ? left_to_right : "";
	char text[100];

	snprintf(text, sizeof text, "%s%.80s%s", edge, keys, edge);
	doc_attr(m, "marker", text);
}

static void item(struct doc_maker *m, const char *marker, const char *text, const char *href)
{
	app_begin(m, DOC_ITEM);
	if (*marker)
		mark_keys(m, marker);
	if (href)
		doc_add_link(m, text, href);
	else
		doc_add_str(m, text);
}

static void heading(struct doc_maker *m, const char *text)
{
	app_begin(m, DOC_HEADING);
	doc_attr(m, "level", "2");
	doc_add_str(m, text);
}

/* -- help: from the table that binds the keys ------------------------------ */

static struct doc *help_page(struct app *a)
{
	struct doc_maker *m = doc_maker_new(0);
	char keys[80];

	if (!m)
		return NULL;
	app_begin_page(m, _("Keys"));
	app_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, _("Everything is a document, and every document is read with the same keys. "
	                 "Everything can also be typed by name after a colon."));
	for (int id = 1; id < COMMAND_COUNT; id++) {
		struct buf b;

		if (!*commands[id].name) {
			heading(m, _(commands[id].help));
			continue;
		}
		keys_of(a->keys, (enum command_id)id, keys, sizeof keys);
		buf_init(&b, 1000);
		buf_printf(&b, "%s  ", _(commands[id].help));
		app_begin(m, DOC_ITEM);
		/* more keys than a marker holds stand before the text */
		if (strlen(keys) > 15) {
			char first[24];

			snprintf(first, sizeof first, "%.*s", (int)strcspn(keys, " "), keys);
			mark_keys(m, first);
			buf_printf(&b, "(%s) ", keys);
		} else {
			mark_keys(m, keys);
		}
		doc_add_text(m, b.bytes, b.len);
		{
			uint32_t at = doc_text_length(m);

			doc_add_str(m, ":");
			doc_add_str(m, commands[id].name);
			doc_add_span(m, DOC_TAIL, at, doc_text_length(m), "");
		}
		buf_done(&b);
	}
	heading(m, _("Marks"));
	item(m, "●", _("can be read now, without a network"), NULL);
	item(m, "◐", _("a part of it is here: its download broke off, and r brings the rest"),
	     NULL);
	item(m, "○", _("known, but its text is not here yet"), NULL);
	item(m, "~", _("not verified: what is said there was found and not confirmed"), NULL);
	item(m, ">", _("the line that you are on"), NULL);
	return doc_finish(m, NULL);
}

/* -- contents ------------------------------------------------------------- */

static struct doc *contents_page(struct tab *t, struct err *err)
{
	const struct doc *doc = pane_doc(t->pane);
	size_t head = (size_t)atoi(doc_fact(doc, "presented"));
	struct doc_maker *m = doc_maker_new(0);
	size_t found = 0;

	if (!m)
		return NULL;
	app_begin_page(m, _("Contents"));
	for (size_t i = head; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		char address[32], level[12];
		uint32_t at;

		if (b->kind != DOC_HEADING || !b->text.len)
			continue;
		snprintf(address, sizeof address, "goto:%zu", i - head);
		snprintf(level, sizeof level, "%d", b->level > 1 ? b->level - 1 : 1);
		doc_begin(m, DOC_ITEM);
		doc_attr(m, "level", level);
		at = doc_text_length(m);
		doc_add_text(m, b->text.bytes, b->text.len);
		doc_add_span(m, DOC_LINK, at, doc_text_length(m), address);
		found++;
	}
	if (!found) {
		doc_maker_free(m);
		err_set(err, ERR_FAILED, "this document has no headings");
		return NULL;
	}
	return doc_finish(m, err);
}

/* -- search results --------------------------------------------------------- */

struct results {
	struct doc_maker *m;
	struct availability *look; /* NULL: then they are taken to be whole */
	size_t count;
};

static bool is_part(struct availability *look, const char *key)
{
	return look && availability_at(look, key) == AVAILABILITY_PART;
}

static int add_hit(const struct store_hit *hit, void *payload)
{
	struct results *r = payload;

	r->count++;
	item(r->m,
	     hit->away                    ? "○"
	     : is_part(r->look, hit->key) ? "◐"
	                                  : "●",
	     *hit->title ? hit->title : hit->key, hit->key);
	if (*hit->passage) {
		doc_begin(r->m, DOC_QUOTE);
		doc_add_str(r->m, hit->passage);
	}
	return 0;
}

static struct doc *results_page(struct app *a, const char *words, struct err *err)
{
	struct results r = {.m = doc_maker_new(0)};
	int rc = 0;
	struct store *s;
	char text[300];

	if (!r.m)
		return NULL;
	snprintf(text, sizeof text, _("Found: %.200s"), words);
	app_begin_page(r.m, text);
	r.look = availability_new(a->session->stores, NULL);
	for (size_t i = 0; rc == 0 && (s = stores_store(a->session->stores, i)); i++)
		rc = store_search(s, words, 50, add_hit, &r, err) < 0 ? -1 : 0;
	availability_free(r.look);
	if (rc < 0) {
		doc_maker_free(r.m);
		return NULL;
	}
	if (!r.count) {
		app_begin(r.m, DOC_PARAGRAPH);
		doc_add_str(r.m, _("Nothing in the stores has all of these words."));
	}
	return doc_finish(r.m, err);
}

/* -- by address ------------------------------------------------------------- */

bool app_is_page(const char *address)
{
	return !strcmp(address, "palais:bidi") || !strcmp(address, "palais:help") ||
	       !strcmp(address, "palais:contents") || !strcmp(address, "palais:transfers") ||
	       !strncmp(address, "palais:search ", 14);
}

struct doc *app_page(struct app *a, struct tab *t, const char *address, struct err *err)
{
	struct doc *doc;

	if (!strcmp(address, "palais:help"))
		doc = help_page(a);
	else if (!strcmp(address, "palais:bidi"))
		doc = app_bidi_page();
	else if (!strcmp(address, "palais:contents"))
		doc = contents_page(t, err);
	else if (!strcmp(address, "palais:transfers"))
		doc = app_transfers_page(a, err);
	else
		doc = results_page(a, address + 14, err);
	if (!doc && !err->code)
		err_set(err, ERR_FAILED, "out of memory");
	return doc;
}
