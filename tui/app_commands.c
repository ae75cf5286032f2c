/* What the commands do. Each returns what it means for the screen. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/doc/reference.h"
#include "model/dossier/citation.h"
#include "tui/app_int.h"
#include "tui/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int handler(struct app *a, struct tab *t, const char *argument);

/* -- moving ------------------------------------------------------------- */

static long screenful(const struct app *a)
{
	long rows = a->rows - 2;

	return rows > 3 ? rows - 1 : 1;
}

static int line_down(struct app *a, struct tab *t, const char *arg)
{
	(void)a, (void)arg;
	pane_move(t->pane, 1);
	return DID_DRAW;
}

static int line_up(struct app *a, struct tab *t, const char *arg)
{
	(void)a, (void)arg;
	pane_move(t->pane, -1);
	return DID_DRAW;
}

static int page_down(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	pane_scroll(t->pane, screenful(a));
	return DID_DRAW;
}

static int page_up(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	pane_scroll(t->pane, -screenful(a));
	return DID_DRAW;
}

static int half_down(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	pane_scroll(t->pane, (screenful(a) + 1) / 2);
	return DID_DRAW;
}

static int half_up(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	pane_scroll(t->pane, -(screenful(a) + 1) / 2);
	return DID_DRAW;
}

static int top(struct app *a, struct tab *t, const char *arg)
{
	(void)a, (void)arg;
	pane_top(t->pane);
	return DID_DRAW;
}

static int bottom(struct app *a, struct tab *t, const char *arg)
{
	(void)a, (void)arg;
	pane_bottom(t->pane);
	return DID_DRAW;
}

/* -- links and documents -------------------------------------------------- */

static int link_next(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	if (!pane_link_next(t->pane, 1))
		app_say(a, "no link after this");
	return DID_DRAW;
}

static int link_previous(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	if (!pane_link_next(t->pane, -1))
		app_say(a, "no link before this");
	return DID_DRAW;
}

static int open_link(struct app *a, struct tab *t, const char *href)
{
	char *copy = strdup(href); /* the document that it is of goes away */
	struct reference w;

	/* a page from outside names no file of this machine */
	if (copy && *copy != '#' && t->origin != FROM_FILE && reference_read(copy, &w, NULL) == 0 &&
	    w.kind == REFERENCE_FILE)
		app_say(a, "%.200s: a link to a file, from outside: not followed", copy);
	else if (copy)
		app_open(a, t, copy, true);
	free(copy);
	return DID_DRAW;
}

static int follow(struct app *a, struct tab *t, const char *arg)
{
	const char *href = pane_link(t->pane);

	(void)arg;
	if (!href) {
		app_say(a, "no link in this line");
		return DID_DRAW;
	}
	return open_link(a, t, href);
}

static int hint(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	if (pane_hints(t->pane))
		a->mode = MODE_HINT;
	else
		app_say(a, "no link on this screen");
	return DID_DRAW;
}

static int back(struct app *a, struct tab *t, const char *arg)
{
	(void)t, (void)arg;
	app_back(a, -1);
	return DID_DRAW;
}

static int forward(struct app *a, struct tab *t, const char *arg)
{
	(void)t, (void)arg;
	app_back(a, 1);
	return DID_DRAW;
}

static int ask(struct app *a, enum prompt_kind kind, const char *text)
{
	a->prompt = prompt_new(kind, text);
	return DID_DRAW;
}

static int open_what(struct app *a, struct tab *t, const char *arg)
{
	if (!*arg)
		return ask(a, PROMPT_OPEN, NULL);
	app_open(a, t, arg, true);
	return DID_DRAW;
}

static int contents(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	app_open(a, t, "palais:contents", true);
	return DID_DRAW;
}

static int help(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	if (strcmp(t->what.key, "palais:help"))
		app_open(a, t, "palais:help", true);
	return DID_DRAW;
}

/* -- panes -------------------------------------------------------------- */

static int go_tab(struct app *a, size_t index)
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

static int pane_next(struct app *a, struct tab *t, const char *arg)
{
	(void)t, (void)arg;
	return go_tab(a, (a->current + 1) % a->tab_count);
}

static int pane_previous(struct app *a, struct tab *t, const char *arg)
{
	(void)t, (void)arg;
	return go_tab(a, (a->current + a->tab_count - 1) % a->tab_count);
}

static int pane_number_n(struct app *a, struct tab *t, const char *arg)
{
	(void)t;
	return *arg >= '1' && *arg <= '9' ? go_tab(a, (size_t)(*arg - '1')) : DID_NOTHING;
}

static int front(struct app *a, struct tab *t, const char *arg)
{
	char address[80];

	(void)arg;
	snprintf(address, sizeof address, "pane:%s", t->key);
	app_open(a, t, address, true);
	return DID_DRAW;
}

/* -- finding ------------------------------------------------------------ */

static int find(struct app *a, struct tab *t, const char *arg)
{
	if (!*arg)
		return ask(a, PROMPT_FIND, NULL);
	snprintf(a->found, sizeof a->found, "%s", arg);
	if (!pane_find(t->pane, a->found, 1, false))
		app_say(a, "%s: not in this document", a->found);
	return DID_DRAW;
}

static int find_again(struct app *a, struct tab *t, int direction)
{
	if (!*a->found)
		app_say(a, "nothing looked for yet: / finds");
	else if (!pane_find(t->pane, a->found, direction, true))
		app_say(a, "%s: not in this document", a->found);
	return DID_DRAW;
}

static int find_next(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	return find_again(a, t, 1);
}

static int find_previous(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	return find_again(a, t, -1);
}

static int search(struct app *a, struct tab *t, const char *arg)
{
	char address[300];

	if (!*arg)
		return ask(a, PROMPT_SEARCH, NULL);
	snprintf(address, sizeof address, "palais:search %.250s", arg);
	app_open(a, t, address, true);
	return DID_DRAW;
}

/* -- UN documents -------------------------------------------------------- */

static int next_language(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	return app_next_language(a, t);
}

static int two_languages(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	return app_two_languages(a, t);
}

/* A page of palais' own about the document at hand, or about the one named. */
static int about(struct app *a, struct tab *t, const char *kind, const char *arg)
{
	char address[URL_MAX + 16];
	const char *key = *arg ? arg : doc_fact(pane_doc(t->pane), DOC_SYMBOL);

	if (!*key && t->what.kind == REFERENCE_WEB)
		key = t->what.key;
	if (!*key) {
		app_say(a, "no document with a symbol is shown");
		return DID_DRAW;
	}
	snprintf(address, sizeof address, "%s:%.*s", kind, URL_MAX, key);
	app_open(a, t, address, true);
	return DID_DRAW;
}

static int cites(struct app *a, struct tab *t, const char *arg)
{
	return about(a, t, "cites", arg);
}

static int votes(struct app *a, struct tab *t, const char *arg)
{
	return about(a, t, "votes", arg);
}

/* -- keeping ------------------------------------------------------------ */

struct wanted {
	const char *address;
	bool found;
};

static int is_bookmark(const char *address, const char *title, int64_t added, void *payload)
{
	struct wanted *w = payload;

	(void)title, (void)added;
	w->found = !strcmp(address, w->address);
	return w->found;
}

static int bookmark(struct app *a, struct tab *t, const char *arg)
{
	struct err err = {0};
	struct wanted w = {t->now.address, false};
	struct store *s = stores_writable(a->session->stores, &err);

	(void)arg;
	if (!s || store_each_bookmark(s, is_bookmark, &w, &err) < 0 ||
	    store_bookmark(s, w.address, doc_fact(pane_doc(t->pane), DOC_TITLE), !w.found, &err) <
	            0)
		app_say(a, "%s", err.text);
	else
		app_say(a, w.found ? N_("bookmark removed") : N_("bookmarked: in the Library"));
	return DID_DRAW;
}

static int copy(struct app *a, struct tab *t, const char *arg)
{
	const struct doc *doc = pane_doc(t->pane);
	struct view_found f = {0};
	struct view_context c = app_context(a);
	struct record record;
	struct citation r;
	struct reference w = t->what;
	struct buf b;
	bool card = false, known;

	(void)arg;
	if (t->origin == FROM_STORE)
		view_find(&c, &w, &f, &card, NULL);
	known = record_read(a->session->stores, doc_fact(doc, DOC_SYMBOL), &record, NULL) > 0;
	citation_make(&r, t->card ? NULL : doc, known ? &record : NULL,
	              f.stored ? &f.version : NULL, t->what.key);
	view_found_done(&f);
	buf_init(&b, 1 << 14);
	citation_text(&r, &b);
	term_copy(b.bytes);
	app_say(a, "copied: %s", b.bytes);
	buf_done(&b);
	return DID_DRAW;
}

static int mark(struct app *a, struct tab *t, const char *arg)
{
	(void)t, (void)arg;
	a->mode = MODE_MARK;
	app_say(a, "mark: a letter");
	return DID_DRAW;
}

static int goto_mark(struct app *a, struct tab *t, const char *arg)
{
	(void)t, (void)arg;
	a->mode = MODE_GOTO;
	app_say(a, "to mark: a letter");
	return DID_DRAW;
}

/* -- the network -------------------------------------------------------- */

static int refresh(struct app *a, struct tab *t, const char *arg)
{
	bool symbol = t->what.kind == REFERENCE_SYMBOL && record_is_issued(t->what.key);
	struct err err = {0};
	char word[URL_MAX], langs[40];

	(void)arg;
	if (app_transfers_retry(a, t))
		return DID_DRAW;
	if (t->what.kind != REFERENCE_WEB && !symbol) {
		app_reload(a, t);
		app_say(a, t->card ? N_("no document of the UN's own system: its page may be among "
		                        "the "
		                        "addresses")
		                   : N_("made from the stores: as new as they are"));
		return DID_DRAW;
	}
	if (a->session->options->offline) {
		app_word(a, t, word, sizeof word);
		app_queue(a, word);
		return DID_DRAW;
	}
	a->no_network = false;
	a->asked = true;
	app_langs(a, t, langs, sizeof langs);
	/* the second of two languages, which P wanted and is not here */
	if (*t->second && !t->both)
		snprintf(langs, sizeof langs, "%s", t->second);
	langs[strcspn(langs, ",")] = '\0';
	if (app_fetch(a, t->what.key, symbol ? langs : NULL, false, &err) < 0)
		app_say(a, "%s", err.text);
	else if (t->origin == FROM_NOWHERE)
		app_reload(a, t);
	return DID_DRAW;
}

static int sync_store(struct app *a, struct tab *t, const char *arg)
{
	(void)t;
	app_sync(a, arg);
	return DID_DRAW;
}

static int sooner(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	return app_transfers_move(a, t, -1);
}

static int later(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	return app_transfers_move(a, t, 1);
}

static int metered(struct app *a, struct tab *t, const char *arg)
{
	(void)t;
	if (*arg && strcmp(arg, "on") != 0 && strcmp(arg, "off") != 0) {
		app_say(a, "metered: on or off");
		return DID_DRAW;
	}
	a->session->metered = *arg ? !strcmp(arg, "on") : !a->session->metered;
	app_say(a, a->session->metered ? N_("metered: only what you ask for is asked")
	                               : N_("not metered"));
	return DID_DRAW;
}

static int transfers(struct app *a, struct tab *t, const char *arg)
{
	(void)arg;
	app_open(a, t, "palais:transfers", strcmp(t->what.key, "palais:transfers") != 0);
	return DID_DRAW;
}

static int cancel(struct app *a, struct tab *t, const char *arg)
{
	char word[URL_MAX];

	(void)arg;
	if (app_transfers_cancel(a, t))
		return DID_DRAW;
	app_word(a, t, word, sizeof word);
	app_cancel(a, word);
	return DID_DRAW;
}

/* -- the program -------------------------------------------------------- */

static int by_name(struct app *a, struct tab *t, const char *arg)
{
	(void)t, (void)arg;
	return ask(a, PROMPT_COMMAND, NULL);
}

static int repaint(struct app *a, struct tab *t, const char *arg)
{
	(void)a, (void)t, (void)arg;
	term_repaint();
	return DID_DRAW;
}

static int quit(struct app *a, struct tab *t, const char *arg)
{
	(void)t, (void)arg;
	app_save_place(a, app_tab(a));
	return DID_QUIT;
}

static int close_document(struct app *a, struct tab *t, const char *arg)
{
	if (!t->back.count)
		return quit(a, t, arg);
	app_back(a, -1);
	return DID_DRAW;
}

static handler *const handlers[COMMAND_COUNT] = {
	[COMMAND_LINE_DOWN] = line_down,
	[COMMAND_LINE_UP] = line_up,
	[COMMAND_PAGE_DOWN] = page_down,
	[COMMAND_PAGE_UP] = page_up,
	[COMMAND_HALF_DOWN] = half_down,
	[COMMAND_HALF_UP] = half_up,
	[COMMAND_TOP] = top,
	[COMMAND_BOTTOM] = bottom,
	[COMMAND_CONTENTS] = contents,
	[COMMAND_LINK_NEXT] = link_next,
	[COMMAND_LINK_PREVIOUS] = link_previous,
	[COMMAND_FOLLOW] = follow,
	[COMMAND_HINT] = hint,
	[COMMAND_BACK] = back,
	[COMMAND_FORWARD] = forward,
	[COMMAND_OPEN] = open_what,
	[COMMAND_PANE_NEXT] = pane_next,
	[COMMAND_PANE_PREVIOUS] = pane_previous,
	[COMMAND_PANE] = pane_number_n,
	[COMMAND_FRONT] = front,
	[COMMAND_FIND] = find,
	[COMMAND_FIND_NEXT] = find_next,
	[COMMAND_FIND_PREVIOUS] = find_previous,
	[COMMAND_SEARCH] = search,
	[COMMAND_LANGUAGE] = next_language,
	[COMMAND_TWO_LANGUAGES] = two_languages,
	[COMMAND_CITES] = cites,
	[COMMAND_VOTES] = votes,
	[COMMAND_BOOKMARK] = bookmark,
	[COMMAND_COPY] = copy,
	[COMMAND_MARK] = mark,
	[COMMAND_GOTO_MARK] = goto_mark,
	[COMMAND_REFRESH] = refresh,
	[COMMAND_FEED] = app_feed,
	[COMMAND_SYNC] = sync_store,
	[COMMAND_SOONER] = sooner,
	[COMMAND_LATER] = later,
	[COMMAND_METERED] = metered,
	[COMMAND_TRANSFERS] = transfers,
	[COMMAND_CANCEL] = cancel,
	[COMMAND_COMMAND] = by_name,
	[COMMAND_BIDI] = app_bidi,
	[COMMAND_HELP] = help,
	[COMMAND_REPAINT] = repaint,
	[COMMAND_CLOSE] = close_document,
	[COMMAND_QUIT] = quit,
};

int app_command(struct app *a, enum command_id id, const char *argument)
{
	return handlers[id] ? handlers[id](a, app_tab(a), argument ? argument : "") : DID_NOTHING;
}

int app_line(struct app *a, const char *line)
{
	char name[40];
	size_t n;
	enum command_id id;

	line += strspn(line, " :");
	n = strcspn(line, " ");
	if (!n)
		return DID_DRAW;
	if (strspn(line, "0123456789") == n) {
		if (!pane_go_number(app_tab(a)->pane, line))
			app_say(a, "no paragraph %s in this document", line);
		return DID_DRAW;
	}
	snprintf(name, sizeof name, "%.*s", (int)n, line);
	id = command_by_name(name);
	if (!id) {
		app_say(a, "%s: no such command, or several begin so: ? lists them", name);
		return DID_DRAW;
	}
	return app_command(a, id, line + n + strspn(line + n, " "));
}

int app_prompt_done(struct app *a, const char *text)
{
	static const enum command_id ids[] = {[PROMPT_FIND] = COMMAND_FIND,
	                                      [PROMPT_OPEN] = COMMAND_OPEN,
	                                      [PROMPT_SEARCH] = COMMAND_SEARCH};
	enum prompt_kind kind = prompt_kind(a->prompt);
	char *copy = strdup(text);
	int did = DID_DRAW;

	prompt_free(a->prompt);
	a->prompt = NULL;
	if (copy && *copy)
		did = kind == PROMPT_COMMAND ? app_line(a, copy) : app_command(a, ids[kind], copy);
	free(copy);
	return did;
}

const char *app_complete(const char *begun)
{
	size_t len = strlen(begun);

	for (int i = 1; len && i < COMMAND_COUNT; i++)
		if (!strncmp(commands[i].name, begun, len) && commands[i].name[len])
			return commands[i].name;
	return NULL;
}
