/* SPDX-License-Identifier: ISC */
/* Documents into tabs: opening, history, reloading. */
#include "config.h"

#include "fetch/acquire/sync.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/doc/reference.h"
#include "model/dossier/headlines.h"
#include "model/store/marks.h"
#include "model/text/units.h"
#include "model/views/document.h"
#include "tui/app_int.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A stored page older than this is asked for again when it is opened. */
#define FRESH_SECONDS 3600

static void free_visits(struct visit *v, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(v[i].address);
}

void app_forget_tabs(struct app *a)
{
	for (size_t i = 0; i < a->tab_count; i++) {
		struct tab *t = &a->tabs[i];

		file_load_free(t->load);
		pane_free(t->pane);
		notes_done(&t->notes);
		parallel_free(t->both);
		free(t->now.address);
		free_visits(t->back.at, t->back.count);
		free_visits(t->ahead.at, t->ahead.count);
		vec_done(&t->back);
		vec_done(&t->ahead);
	}
	free_visits(a->marks, 128);
	buf_done(&a->chosen.words);
}

/* Where a stored document was left is kept for the next time; a store is not
 * made for that alone. */
void app_save_place(struct app *a, struct tab *t)
{
	struct store *s = stores_personal(a->session->stores);
	struct pane_place place = pane_where(t->pane);

	/* of a page shown whole the same number names another block */
	if (t->origin == FROM_STORE && !t->entire && s && store_writable(s))
		store_place_set(s, t->what.key, place.block, (long)place.offset, NULL);
}

static void restore_place(struct app *a, struct tab *t)
{
	struct store *s = stores_personal(a->session->stores);
	long block, offset;

	if (t->origin == FROM_STORE && s && store_place_get(s, t->what.key, &block, &offset))
		pane_go(t->pane, (struct pane_place){block, (uint32_t)offset});
}

/* What is known of a UN document beside its text, for its line of facts. */
static bool find_record(struct app *a, const struct view_found *f, struct record *r)
{
	return f && f->stored && record_is_issued(f->version.key) &&
	       record_read(a->session->stores, f->version.key, r, NULL) >= 0;
}

static void show(struct app *a, struct tab *t, struct doc *doc, const struct view_found *f,
                 bool keep, const struct pane_place *place)
{
	struct document_view how = {.now = clock_now(),
	                            .version = f && f->stored ? &f->version : NULL};
	struct err err = {0};
	struct record record;
	struct doc *shown;
	struct store *store;
	char key[20];

	app_whole_key(a, key, sizeof key);
	how.whole_key = key;
	if (find_record(a, f, &record))
		how.record = &record;
	app_read_notes(a, t, f, doc);
	how.notes = &t->notes;
	shown = document_view_make(doc, &how, &err);
	doc_free(doc);
	if (!shown) {
		app_say(a, "%s", err.text);
		return;
	}
	t->origin = f && f->stored ? FROM_STORE : FROM_PALAIS;
	t->fetched = f && f->stored ? f->version.fetched : 0;
	t->checked = f && f->stored ? f->version.checked : 0;
	t->whole = f && f->stored ? f->version.whole : true;
	t->number = f && f->newest && f->version.number != f->newest ? f->version.number : 0;
	t->beside = t->number && *f->version.beside;
	app_layout(a);
	if (place)
		pane_set_at(t->pane, shown, *place);
	else
		pane_set(t->pane, shown, keep);
	/* what making it took goes back to the system: there may be forty of us */
	for (size_t i = 0; (store = stores_store(a->session->stores, i)); i++)
		store_rest(store);
#ifdef HAVE_MALLOC_TRIM
	malloc_trim(0);
#endif
}

void app_show(struct app *a, struct tab *t, struct doc *doc, const struct view_found *f, bool keep)
{
	show(a, t, doc, f, keep, NULL);
}

void app_show_at(struct app *a, struct tab *t, struct doc *doc, const struct pane_place *place)
{
	show(a, t, doc, NULL, false, place);
}

void app_show_words(struct app *a, struct tab *t, const struct doc *doc, const char *words)
{
	struct document_view how = {.now = clock_now(), .origin = words};
	struct pane_place place = {0};
	struct doc *shown = document_view_make(doc, &how, NULL);

	if (!shown)
		return;
	if (t->origin == FROM_LINE)
		place = app_same_place(t, doc, NULL);
	parallel_free(t->both);
	t->both = NULL;
	notes_done(&t->notes);
	t->card = t->whole = t->beside = false;
	t->number = 0;
	app_layout(a);
	if (t->origin == FROM_LINE)
		pane_set_at(t->pane, shown, place);
	else
		pane_set(t->pane, shown, false);
	t->origin = FROM_LINE;
}

void app_show_early(struct app *a, struct tab *t, const struct doc *doc, uint64_t down,
                    int64_t length)
{
	char got[40], all[40], words[160];

	units_bytes((int64_t)down, got, sizeof got);
	units_bytes(length, all, sizeof all);
	if (length > 0)
		/* TRANSLATORS: "loading, 34 KB of 120 KB" */
		snprintf(words, sizeof words, _("loading, %1$s of %2$s"), got, all);
	else
		snprintf(words, sizeof words, _("loading, %s"), got);
	app_show_words(a, t, doc, words);
}

/* The document of a page that is not here. */
static struct doc *absent_page(struct app *a, const char *url, const char *word)
{
	struct doc_maker *m = doc_maker_new(0);
	bool asking = app_asking(a, word);

	if (!m)
		return NULL;
	app_begin_page(m, asking ? _("Fetching") : _("Not in the store"));
	app_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, url);
	app_begin(m, DOC_PARAGRAPH);
	if (asking)
		doc_add_str(m,
		            _("The page is being fetched and appears here as soon as it has come. "
		              "Everything else can be read meanwhile."));
	else if (a->session->options->offline || a->no_network)
		doc_add_str(
			m,
			_("There is no network. The page is queued: it is fetched when you press "
		          "r with a network, or by `palais fetch`."));
	else if (a->session->metered)
		doc_add_str(
			m,
			_("The line is metered, and nothing is asked of its own accord: r fetches "
		          "the page."));
	else
		doc_add_str(m, _("Press r to fetch it."));
	return doc_finish(m, NULL);
}

static void show_absent(struct app *a, struct tab *t)
{
	struct doc *page;
	char word[URL_MAX];

	t->origin = FROM_NOWHERE;
	app_word(a, t, word, sizeof word);
	page = absent_page(a, t->what.key, word);
	if (!page)
		return;
	app_show(a, t, page, NULL, false);
	t->origin = FROM_NOWHERE;
}

/* A page that is not here is asked for where the reader opens it; without a network it is
 * queued; where each byte is paid for the reader is asked. */
static void ask_for(struct app *a, struct tab *t, bool asks)
{
	struct err err = {0};

	if (!asks || (a->session->metered && !a->session->options->offline)) {
		show_absent(a, t);
		return;
	}
	if (!a->session->options->offline && app_fetch(a, t->what.key, NULL, false, &err) >= 0) {
		show_absent(a, t);
		return;
	}
	app_queue(a, t->what.key);
	if (err.code && err.code != ERR_NETWORK)
		app_say(a, "%s", err.text);
	show_absent(a, t);
}

static bool may_ask(const struct app *a)
{
	return !a->session->options->offline && !a->no_network && !a->session->metered;
}

/* Before the reader has asked for anything at all, nothing old is asked for anew. */
static bool has_asked(struct app *a)
{
	struct store *s = a->asked ? NULL : stores_personal(a->session->stores);

	a->asked = a->asked || (s && store_usage_any(s));
	return a->asked;
}

static bool is_stale(const struct view_found *f)
{
	int64_t seen =
		f->version.checked > f->version.fetched ? f->version.checked : f->version.fetched;

	return clock_now() - seen > FRESH_SECONDS && f->version.fresh <= clock_now();
}

/* " (about 41 KB, 0.14 USD)": what the text of a document in a language will cost, as far
 * as that is known; "" */
static void cost_words(struct app *a, const char *symbol, const char *lang, char *out, size_t size)
{
	int64_t bytes = (int64_t)sync_text_bytes(a->session->stores, symbol, lang);
	char down[40], price[60], text[80];

	*out = '\0';
	if (!bytes)
		return;
	units_bytes(bytes, down, sizeof down);
	price_print(&a->session->options->price, bytes, price, sizeof price);
	/* TRANSLATORS: a size in bytes */
	snprintf(text, sizeof text, _("about %s"), down);
	snprintf(out, size, " (%s%s%s)", text, *price ? C_("aside", ", ") : "", price);
}

/* What is shown lacks something, and nothing is asked for it: r does. */
static void say_lack(struct app *a, struct tab *t, const struct view_found *f, const char *lang)
{
	bool issued = t->what.kind == REFERENCE_SYMBOL && record_is_issued(t->what.key);
	char cost[200];

	if (f->stored && !f->version.whole)
		app_say(a, "a part of it is here: r brings the rest");
	if (!issued || a->session->options->offline || !a->session->metered)
		return;
	cost_words(a, t->what.key, lang, cost, sizeof cost);
	if (t->card)
		app_say(a, "metered: r fetches its text%s", cost);
	else if (f->stored && strcmp(f->version.lang, lang) != 0)
		app_say(a, "metered: r fetches it in your language%s", cost);
}

/* What is here is shown at once; what it lacks is asked for behind it: a newer copy
 * of a page, the text of a UN document, or its text in the language that was asked
 * for. `asks`: the reader did this, and is not merely shown what has come. */
static void ask_behind(struct app *a, struct tab *t, const struct view_found *f, bool asks)
{
	char langs[40], lang[8];

	app_langs(a, t, langs, sizeof langs);
	snprintf(lang, sizeof lang, "%.*s", (int)strcspn(langs, ","), langs);
	if (asks)
		say_lack(a, t, f, lang);
	if (!may_ask(a) || !asks)
		return;
	if (t->what.kind == REFERENCE_WEB && f->stored && has_asked(a) && is_stale(f))
		app_fetch(a, t->what.key, NULL, false, NULL);
	if (t->what.kind != REFERENCE_SYMBOL || !record_is_issued(t->what.key))
		return;
	if (t->card || (f->stored && strcmp(f->version.lang, lang) != 0))
		app_fetch(a, t->what.key, lang, false, NULL);
}

/* Shows what was found, at the place where the reader is in it. */
static void show_found(struct app *a, struct tab *t, struct view_found *f, bool keep)
{
	struct pane_place place = {0};
	struct parallel *before = t->both;
	bool moved = false;

	t->both = NULL;
	f->doc = t->entire ? f->doc : app_both(a, t, f->doc);
	f->doc = app_with_pictures(a, f->doc);
	if (keep && (t->origin == FROM_STORE || t->origin == FROM_LINE) && f->stored) {
		struct parallel *after = t->both;

		t->both = before;
		place = app_same_place(t, f->doc, after);
		t->both = after;
		moved = true;
	}
	parallel_free(before);
	show(a, t, f->doc, f, keep, moved ? &place : NULL);
	f->doc = NULL;
}

/* A pane is looked at when its front page is shown for the first time in a run: what is new
 * stays so to its end. As app_save_place: a store is not made for that alone. */
static void look_at_pane(struct app *a, const struct tab *t)
{
	struct store *s = stores_personal(a->session->stores);
	const char *pane = NULL;

	if (t->what.kind != REFERENCE_OWN || reference_own(t->what.key, &pane) != OWN_PANE)
		return;
	for (size_t i = 0; i < a->tab_count; i++) {
		struct tab *of = &a->tabs[i];

		if (strcmp(of->key, pane) != 0 || of->looked)
			continue;
		of->looked = true;
		if (s && store_writable(s))
			marks_look(s, pane, NULL);
	}
}

/* Shows what t->what names: -1 (and says why) when it cannot be. */
static int show_named(struct app *a, struct tab *t, bool keep, bool asks)
{
	char langs[40];
	struct view_context c = app_context(a);
	struct view_found f;
	struct err err = {0};
	bool card, waited = t->origin == FROM_NOWHERE || t->origin == FROM_LINE || t->card;
	int rc;

	t->drawn_for = 0;
	if (t->what.kind == REFERENCE_FILE) {
		rc = app_file_show(a, t, keep);
		t->card &= rc < 0;
		return rc;
	}
	if (app_is_page(t->what.key)) {
		struct doc *page = app_page(a, t, t->what.key, &err);

		if (page) {
			t->card = false;
			app_show(a, t, page, NULL, keep);
			return 0;
		}
		app_say(a, "%s", err.text);
		return -1;
	}
	c.langs = app_langs(a, t, langs, sizeof langs);
	look_at_pane(a, t);
	rc = view_find(&c, &t->what, &f, &card, &err);
	if (rc < 0) {
		app_say(a, "%s", err.text);
		return -1;
	}
	t->card = card;
	if (rc == 0) {
		ask_for(a, t, asks);
		return 0;
	}
	t->drawn_for = view_is_drawn(t->what.key) ? app_drawn_for(a) : 0;
	if (t->entire && f.stored && app_make_whole(a, &f) < 0) {
		view_found_done(&f);
		return -1;
	}
	if (asks || waited)
		app_mark_read(a, t, &f);
	show_found(a, t, &f, keep);
	ask_behind(a, t, &f, asks);
	view_found_done(&f);
	return 0;
}

/* What is being read of a file that the tab does not show any more is given up. */
static int show_what(struct app *a, struct tab *t, bool keep, bool asks)
{
	struct file_load *before = t->load;
	int rc;

	t->load = NULL;
	rc = show_named(a, t, keep, asks);
	if (rc < 0)
		t->load = before;
	else
		file_load_free(before);
	return rc;
}

int app_remake(struct app *a, struct tab *t)
{
	return show_what(a, t, false, false);
}

void app_reload(struct app *a, struct tab *t)
{
	/* the page that stood in for the document has no place to keep */
	show_what(a, t, t->origin != FROM_NOWHERE, false);
}

void app_renew(struct app *a, struct tab *t)
{
	const char *href = pane_link(t->pane), *now;
	char *copy = href ? strdup(href) : NULL;

	app_reload(a, t);
	now = pane_link(t->pane);
	if (copy && (!now || strcmp(now, copy)))
		pane_go_href(t->pane, copy);
	free(copy);
}

/* "#anchor" of the document at hand, or "goto:BLOCK" of a contents page. */
static int go_within(struct app *a, struct tab *t, const char *word)
{
	long block;

	if (*word == '#') {
		if (!pane_go_anchor(t->pane, word + 1))
			app_say(a, "%s: no such place in this document", word);
		return 0;
	}
	block = strtol(word + 5, NULL, 10);
	app_back(a, -1);
	pane_go(t->pane, (struct pane_place){block, 0});
	return 0;
}

/* What is shown just now, to come back to. */
static void note_visit(const struct tab *t, struct visit *v)
{
	v->view = pane_view(t->pane);
	memcpy(v->lang, t->lang, sizeof v->lang);
	memcpy(v->second, t->second, sizeof v->second);
	v->entire = t->entire;
	app_shown_title(t, v->title, sizeof v->title);
}

static void push(struct tab *t, bool ahead)
{
	struct visit v = t->now;

	note_visit(t, &v);
	if (ahead ? vec_push(&t->ahead, v) < 0 : vec_push(&t->back, v) < 0)
		free(v.address);
	t->now.address = NULL;
}

/* The reader of a front page begins at its first entry. */
static void begin_front(struct tab *t)
{
	if (t->what.kind == REFERENCE_OWN && reference_own(t->what.key, NULL) == OWN_PANE)
		pane_go_first_entry(t->pane);
}

static int open_word(struct app *a, struct tab *t, const char *word, const char *lang,
                     bool keep_history)
{
	struct reference old = t->what;
	struct tab before = *t;
	struct err err = {0};
	const char *hash, *note;

	if (*word == '#' || !strncmp(word, "goto:", 5))
		return go_within(a, t, word);
	if (reference_own(word, &note) == OWN_NOTE)
		return app_open_note(a, t, note);
	if (reference_read(word, &t->what, &err) < 0) {
		app_say(a, "%s", err.text);
		return -1;
	}
	if (t->now.address)
		app_save_place(a, &before);
	/* a front page that was not seen yet is come back to at its beginning */
	note_visit(t, &before.now);
	if (!pane_doc(t->pane))
		before.now.view.place.block = -9;
	snprintf(t->lang, sizeof t->lang, "%s", *lang ? lang : t->what.lang);
	*t->second = '\0';
	t->entire = false;
	if (show_what(a, t, false, true) < 0) {
		t->what = old;
		t->entire = before.entire;
		memcpy(t->lang, before.lang, sizeof t->lang);
		memcpy(t->second, before.second, sizeof t->second);
		return -1;
	}
	if (keep_history && t->now.address) {
		if (vec_push(&t->back, before.now) == 0)
			t->now.address = NULL;
		free_visits(t->ahead.at, t->ahead.count);
		t->ahead.count = 0;
	}
	free(t->now.address);
	t->now.address = strdup(word);
	begin_front(t);
	restore_place(a, t);
	hash = t->what.kind == REFERENCE_WEB ? strchr(word, '#') : NULL;
	if (hash)
		pane_go_anchor(t->pane, hash + 1);
	return 0;
}

int app_open(struct app *a, struct tab *t, const char *word, bool keep_history)
{
	return open_word(a, t, word, "", keep_history);
}

int app_open_in(struct app *a, struct tab *t, const char *word, const char *lang)
{
	return open_word(a, t, word, lang, true);
}

/* The very screen that was left; of a front page that was not shown then, its beginning. */
static void show_again(struct tab *t, const struct pane_view *view)
{
	if (view->place.block == -9)
		begin_front(t);
	else
		pane_view_again(t->pane, *view);
}

void app_back(struct app *a, int direction)
{
	struct tab *t = app_tab(a);
	struct visit v;
	struct reference old = t->what;

	if (direction < 0 ? !t->back.count : !t->ahead.count) {
		app_say(a, direction < 0 ? N_("nothing before this") : N_("nothing after this"));
		return;
	}
	v = direction < 0 ? t->back.at[--t->back.count] : t->ahead.at[--t->ahead.count];
	app_save_place(a, t);
	push(t, direction < 0);
	t->now = v;
	memcpy(t->lang, v.lang, sizeof t->lang);
	memcpy(t->second, v.second, sizeof t->second);
	t->entire = v.entire;
	if (reference_read(v.address, &t->what, NULL) < 0 || show_what(a, t, false, false) < 0) {
		t->what = old;
		return;
	}
	app_file_go(t, v.view.place);
	if (!t->load)
		show_again(t, &v.view);
}

static bool is_file(const struct tab *t)
{
	return t->origin == FROM_FILE || (t->origin == FROM_LINE && t->what.kind == REFERENCE_FILE);
}

int app_follow(struct app *a, struct tab *t, const char *href)
{
	char *copy = strdup(href); /* the document that it is of goes away */
	char *named_by = strdup(t->what.key);
	struct reference w;

	if (copy && (app_plan_follow(a, t, copy) || app_opened_follow(a, t, copy) ||
	             app_picture_follow(a, t, copy) || app_open_result(a, t, copy))) {
		free(named_by);
		free(copy);
		return DID_DRAW;
	}
	/* a page from outside names no file of this machine */
	if (copy && !is_file(t) && reference_read(copy, &w, NULL) == 0 && w.kind == REFERENCE_FILE)
		app_say(a, "%.200s: a link to a file, from outside: not followed", copy);
	else if (copy && named_by) {
		a->named_by = named_by;
		app_open(a, t, copy, true);
		a->named_by = NULL;
	}
	free(named_by);
	free(copy);
	return DID_DRAW;
}

int app_go_tab(struct app *a, size_t index)
{
	struct tab *t;

	if (index >= a->tab_count)
		return DID_NOTHING;
	a->current = index;
	t = &a->tabs[index];
	if (!t->now.address) {
		char front[80];

		snprintf(front, sizeof front, "pane:%s", t->key);
		app_open(a, t, front, false);
	} else if (app_on_transfers(t) || (!t->back.count && t->what.kind == REFERENCE_OWN)) {
		/* a front page tells what has come since it was last seen */
		app_renew(a, t);
	}
	return DID_DRAW;
}
