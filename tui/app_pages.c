/* SPDX-License-Identifier: ISC */
/* Documents of the screen's own: help, contents, search results. */
#include "config.h"

#include "model/base/messages.h"
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

void app_add_tail(struct doc_maker *m, const char *text)
{
	uint32_t at = doc_text_length(m);

	doc_add_str(m, " ");
	doc_add_str(m, text);
	doc_add_span(m, DOC_TAIL, at, doc_text_length(m), "");
}

void app_begin_page(struct doc_maker *m, const char *title)
{
	doc_add_fact(m, DOC_TITLE, title);
	doc_add_fact(m, DOC_LANGUAGE, messages_language());
}

/* Keys of a command that a marker holds, in bytes. */
#define MARKER_MOST 15

/* A marker of keys runs from the left in all languages: brackets are keys, and would be
 * shown turned round in a line from the right. */
void app_mark_keys(struct doc_maker *m, const char *keys)
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
		app_mark_keys(m, marker);
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

/* The command on a line: its keys, what it does, its name. More keys than a marker holds
 * stand before the text. */
static void add_command(struct doc_maker *m, const struct keys *k, const struct command *command)
{
	char keys[80], first[24];
	uint32_t at;

	keys_of(k, command, keys, sizeof keys);
	app_begin(m, DOC_ITEM);
	snprintf(first, sizeof first, "%.*s",
	         strlen(keys) > MARKER_MOST ? (int)strcspn(keys, " ") : MARKER_MOST, keys);
	app_mark_keys(m, first);
	doc_add_str(m, _(command->help));
	doc_add_str(m, "  ");
	if (strlen(keys) > MARKER_MOST) {
		doc_add_str(m, "(");
		doc_add_str(m, keys);
		doc_add_str(m, ") ");
	}
	at = doc_text_length(m);
	doc_add_str(m, ":");
	doc_add_str(m, command->name);
	doc_add_span(m, DOC_TAIL, at, doc_text_length(m), "");
}

static int help_page(const struct page_call *c)
{
	struct doc_maker *m = c->m;

	app_begin_page(m, _("Keys"));
	app_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, _("Everything is a document, and every document is read with the same keys. "
	                 "Everything can also be typed by name after a colon."));
	for (int g = 0; command_groups[g]; g++) {
		heading(m, _(command_groups[g]->title));
		for (const struct command *const *one = command_groups[g]->commands; *one; one++)
			add_command(m, c->app->keys, *one);
	}
	heading(m, _("Marks"));
	item(m, "●", _("can be read now, without a network"), NULL);
	item(m, "◐", _("a part of it is here: its download broke off, and r brings the rest"),
	     NULL);
	item(m, "○", _("known, but its text is not here yet"), NULL);
	item(m, "~", _("not verified: what is said there was found and not confirmed"), NULL);
	item(m, ">", _("the line that you are on"), NULL);
	item(m, "+", _("unread"), NULL);
	item(m, "*", _("a note is on the paragraph"), NULL);
	item(m, "=", _("words are highlighted; with a note: #"), NULL);
	item(m, "!", _("a note is on the paragraph, which has changed since"), NULL);
	return 0;
}

/* -- contents ------------------------------------------------------------- */

static int contents_page(const struct page_call *c)
{
	const struct doc *doc = pane_doc(c->tab->pane);
	size_t head = (size_t)atoi(doc_fact(doc, "presented"));
	struct doc_maker *m = c->m;
	size_t found = 0;

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
	return found ? 0 : err_set(c->err, ERR_FAILED, "this document has no headings");
}

/* -- by address ------------------------------------------------------------- */

/* Documents of the screen's own. */
static const struct page {
	const char *address;
	bool words; /* a blank and words follow */
	int (*make)(const struct page_call *call);
} pages[] = {
	{"palais:help", false, help_page},
	{"palais:contents", false, contents_page},
	{"palais:search", true, app_results_page},
	{"palais:transfers", false, app_transfers_page},
	{"palais:bidi", false, app_bidi_page},
	{"palais:plan", false, app_plan_page},
	{"palais:plan", true, app_plan_page},
	{"palais:picture", false, app_picture_page},
	{"palais:opened", false, app_opened_page},
	{"palais:imported", false, app_imported_page},
	{"palais:tutorial", false, app_tutorial_page},
};

static const struct page *page_at(const char *address, const char **words)
{
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		size_t n = strlen(pages[i].address);

		if (strncmp(address, pages[i].address, n) ||
		    address[n] != (pages[i].words ? ' ' : '\0'))
			continue;
		*words = address + n + pages[i].words;
		return &pages[i];
	}
	return NULL;
}

bool app_is_page(const char *address)
{
	const char *words;

	return page_at(address, &words) != NULL;
}

struct doc *app_page(struct app *a, struct tab *t, const char *address, struct err *err)
{
	struct page_call c = {a, t, NULL, doc_maker_new(0), err};
	const struct page *page = page_at(address, &c.words);
	struct doc *doc = NULL;

	if (c.m && page && page->make(&c) == 0)
		doc = doc_finish(c.m, err);
	else
		doc_maker_free(c.m);
	if (!doc && !err->code)
		err_set(err, ERR_FAILED, "out of memory");
	return doc;
}
