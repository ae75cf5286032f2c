/* SPDX-License-Identifier: ISC */
/* The languages of a document: the next one at the same paragraph, and two
 * together, paragraph under paragraph. */
#include "config.h"

#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/doc/reference.h"
#include "model/dossier/record.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *app_langs(struct app *a, const struct tab *t, char *out, size_t size)
{
	snprintf(out, size, "%s%s%s", t->lang, *t->lang ? "," : "", a->session->langs);
	return out;
}

/* The text in exactly this language. */
static struct doc *find_text(struct app *a, struct tab *t, const char *lang)
{
	struct view_context c = app_context(a);
	struct view_found f;
	struct doc *doc = NULL;
	struct reference w = t->what;
	bool card;

	c.langs = lang;
	if (view_find(&c, &w, &f, &card, NULL) <= 0)
		return NULL;
	if (f.stored && !strcmp(f.version.lang, lang)) {
		doc = f.doc;
		f.doc = NULL;
	}
	view_found_done(&f);
	return doc;
}

struct doc *app_both(struct app *a, struct tab *t, struct doc *doc)
{
	struct doc *second, *both = NULL;
	struct err err = {0};

	if (!*t->second || t->what.kind != REFERENCE_SYMBOL || t->card)
		return doc;
	second = find_text(a, t, t->second);
	if (!second)
		return doc;
	t->both = parallel_new(doc, second, &err);
	both = t->both ? parallel_doc(doc, second, &err) : NULL;
	doc_free(second);
	if (both) {
		doc_free(doc);
		return both;
	}
	app_say(a, "%s", err.text);
	parallel_free(t->both);
	t->both = NULL;
	return doc;
}

/* -- the same place in another text --------------------------------------- */

/* The nearest block of the same words as another document's, else -1. */
static long same_words(const struct doc_block *block, long near, const struct doc *next)
{
	long count = (long)doc_block_count(next);

	for (long off = 0; block->text.len && (near + off < count || near - off >= 0); off++)
		for (int side = -1; side <= 1; side += 2) {
			long at = near + side * off;
			const struct doc_block *b =
				at >= 0 && at < count ? doc_block(next, (size_t)at) : NULL;

			if (b && b->text.len == block->text.len &&
			    !memcmp(b->text.bytes, block->text.bytes, b->text.len))
				return at;
		}
	return -1;
}

/* The place by the same words, as in another copy of the text; else by paragraph number
 * where there is one; else by the alignment of what is shown now with what will be. */
static long same_block(struct tab *t, const struct doc *next)
{
	const struct doc *shown = pane_doc(t->pane);
	long head = atol(doc_fact(shown, "presented"));
	long block = pane_where(t->pane).block;
	long same = same_words(doc_block(shown, (size_t)(block + head)), block, next);
	struct parallel *p = same < 0 ? parallel_new(shown, next, NULL) : NULL;
	long partner = p ? parallel_partner(p, block + head, false) : same < 0 ? 0 : same;

	parallel_free(p);
	return partner;
}

/* As far into the other block as the reader was into this one. */
static void scale(struct pane_place *place, size_t from, const struct doc *next)
{
	size_t to = (size_t)place->block < doc_block_count(next)
	                    ? doc_block(next, (size_t)place->block)->text.len
	                    : 0;

	place->offset = from ? (uint32_t)((uint64_t)place->offset * to / from) : 0;
}

struct pane_place app_same_place(struct tab *t, const struct doc *next, const struct parallel *both)
{
	struct pane_place place = pane_where(t->pane);
	size_t head = (size_t)atol(doc_fact(pane_doc(t->pane), "presented"));
	size_t length;
	bool second = false;

	if (place.block < 0 || (size_t)place.block + head >= doc_block_count(pane_doc(t->pane)))
		return place;
	length = doc_block(pane_doc(t->pane), (size_t)place.block + head)->text.len;
	/* out of two languages: the block of the first that the line was in, or the
	 * one above which it stands */
	if (t->both && !both) {
		long block = parallel_block(t->both, place.block, &second);

		place.block = second ? parallel_partner(t->both, block, true) : block;
	} else if (!t->both && both) {
		place.block = parallel_index(both, place.block, false);
	} else {
		place.block = same_block(t, next);
	}
	scale(&place, length, next);
	return place;
}

/* -- choosing ---------------------------------------------------------------- */

static const char *name_of(const char *lang)
{
	int i = lang_index(lang);

	return i >= 0 ? _(lang_names[i]) : lang;
}

/* The language of what is shown; "" when that is no UN document's text. */
static const char *shown_language(const struct tab *t)
{
	return t->what.kind == REFERENCE_SYMBOL && !t->card && t->origin == FROM_STORE
	               ? doc_fact(pane_doc(t->pane), DOC_LANGUAGE)
	               : "";
}

static bool is_here(const struct record *r, const char *lang)
{
	for (int i = 0; i < LANG_COUNT; i++)
		if (!strcmp(lang, lang_codes[i]))
			return r->here[i];
	return false;
}

/* Asks for a language that is not here; false (and says so) when that cannot be. */
static bool ask_for(struct app *a, struct tab *t, const char *lang)
{
	struct err err = {0};

	if (a->session->options->offline) {
		char word[URL_MAX];

		acquire_word(t->what.key, lang, word, sizeof word);
		app_queue(a, word);
		app_say(a, "%s: not here, and offline: queued", name_of(lang));
		return false;
	}
	if (a->session->metered) {
		app_say(a, "%s: not here; r fetches it", name_of(lang));
		return true;
	}
	if (app_fetch(a, t->what.key, lang, false, &err) < 0) {
		app_say(a, "%s", err.text);
		return false;
	}
	app_say(a, "%s: not here yet, asked for", name_of(lang));
	return true;
}

static int no_text(struct app *a, const struct tab *t)
{
	app_say(a, t->card ? N_("its text is not here yet: r asks for it")
	                   : N_("no UN document by symbol is shown"));
	return DID_DRAW;
}

/* The next language that can be shown now, or is to be had. */
static const char *next_one(const struct record *r, const char *from, const char *but, bool offline)
{
	const char *lang = from;

	for (int i = 0; i < LANG_COUNT; i++) {
		lang = record_next_language(r, lang);
		if (strcmp(lang, from) && strcmp(lang, but) && (!offline || is_here(r, lang)))
			return lang;
	}
	return NULL;
}

int app_next_language(struct app *a, struct tab *t)
{
	const char *shown = *t->lang ? t->lang : shown_language(t);
	char *wanted = *t->second ? t->second : t->lang;
	struct record r;
	const char *next;

	if (!*shown_language(t))
		return no_text(a, t);
	if (record_read(a->session->stores, t->what.key, &r, NULL) < 0)
		return DID_NOTHING;
	next = next_one(&r, *t->second ? t->second : shown, *t->second ? shown : "",
	                a->session->options->offline);
	if (!next) {
		app_say(a, a->session->options->offline
		                   ? N_("in no other language here; r asks when there is a network")
		                   : N_("in no other language"));
		return DID_DRAW;
	}
	/* what is asked for is shown when it has come */
	snprintf(wanted, sizeof t->lang, "%s", next);
	if (is_here(&r, next)) {
		app_reload(a, t);
		app_say(a, "%s", name_of(next));
	} else {
		ask_for(a, t, next);
	}
	return DID_DRAW;
}

/* The language to lay under the one that is shown: the reader's next, else
 * English, else any. */
static const char *choose_second(struct app *a, const struct record *r, const char *shown)
{
	const char *langs = a->session->langs, *found = NULL;

	for (const char *s = langs; *s && !found; s += strcspn(s, ",") + (strchr(s, ',') != NULL))
		for (int i = 0; i < LANG_COUNT; i++)
			if (!strncmp(s, lang_codes[i], 2) && strcmp(lang_codes[i], shown) &&
			    (r->here[i] || (r->known[i] && !a->session->options->offline)))
				found = lang_codes[i];
	if (!found && strcmp(shown, "en") && (is_here(r, "en") || !a->session->options->offline))
		found = "en";
	return found ? found : next_one(r, shown, "", a->session->options->offline);
}

int app_two_languages(struct app *a, struct tab *t)
{
	const char *second;
	struct record r;
	char shown[8];

	/* the document that says it goes away */
	snprintf(shown, sizeof shown, "%s", shown_language(t));
	if (!*shown)
		return no_text(a, t);
	if (*t->second) {
		*t->second = '\0';
		app_reload(a, t);
		return DID_DRAW;
	}
	if (record_read(a->session->stores, t->what.key, &r, NULL) < 0)
		return DID_NOTHING;
	second = choose_second(a, &r, shown);
	if (!second) {
		app_say(a, "in no other language here");
		return DID_DRAW;
	}
	snprintf(t->lang, sizeof t->lang, "%s", shown);
	snprintf(t->second, sizeof t->second, "%s", second);
	if (is_here(&r, second)) {
		app_reload(a, t);
		app_say(a, "%s and %s; L changes the second", name_of(shown), name_of(second));
	} else if (!ask_for(a, t, second)) {
		*t->second = '\0';
	}
	return DID_DRAW;
}
