/* SPDX-License-Identifier: ISC */
/* Beginning, keys and the steps of scripts, end. */
#include "config.h"

#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/base/shown.h"
#include "model/base/utf8.h"
#include "tui/app_int.h"
#include "tui/grid.h"
#include "tui/keyboard.h"
#include "tui/term.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tab *app_tab(struct app *a)
{
	return &a->tabs[a->current];
}

int app_quit(struct app *a)
{
	for (size_t i = 0; i < a->tab_count; i++)
		app_save_place(a, &a->tabs[i]);
	return DID_QUIT;
}

/* A page that was asked for and has not come is wanted still. */
static int queue_wish(const struct job_info *d, void *payload)
{
	struct app *a = payload;

	if (d->kind == JOB_WISH && (d->state == JOB_WAITING || d->state == JOB_MOVING))
		app_queue(a, d->word);
	return 0;
}

int app_lost(struct app *a)
{
	if (a->prompt && prompt_kind(a->prompt) == PROMPT_NOTE && *prompt_text(a->prompt))
		app_note(a, app_tab(a), prompt_text(a->prompt));
	if (a->acquire)
		acquire_each(a->acquire, queue_wish, a);
	return app_quit(a);
}

struct view_context app_context(struct app *a)
{
	return (struct view_context){
		a->session->stores,    a->session->langs,
		clock_now(),           a->session->options->offline || a->no_network,
		pane_columns(a->cols), app_is_low(a)};
}

/* The bytes of all characters but the last, which may be a part of one. */
static size_t all_but_last(const char *s)
{
	size_t len = strlen(s), n = 0, next;
	uint32_t c;

	while (n < len && n + (next = utf8_decode(s + n, len - n, &c)) < len)
		n += next;
	return n;
}

void app_say(struct app *a, const char *format, ...)
{
	char text[sizeof a->message - sizeof "…"];
	struct buf b, shown;
	va_list ap;
	bool cut;

	va_start(ap, format);
	cut = vsnprintf(text, sizeof text, messages_get(format), ap) >= (int)sizeof text;
	va_end(ap);
	if (cut)
		text[all_but_last(text)] = '\0';
	buf_init(&b, sizeof a->message - 1);
	buf_init(&shown, sizeof a->message - 1);
	utf8_clean(&b, text, strlen(text), false);
	shown_add(&shown, b.bytes, b.len, shown_has_marks(messages_get(format)));
	snprintf(a->message, sizeof a->message, "%s%s", shown.bytes, cut ? "…" : "");
	a->passing = false;
	buf_done(&b);
	buf_done(&shown);
}

/* -- keys --------------------------------------------------------------- */

static int mark_key(struct app *a, uint32_t key)
{
	struct tab *t = app_tab(a);
	struct visit *v = key < 128 ? &a->marks[key] : NULL;
	bool set = a->mode == MODE_MARK;

	a->mode = MODE_NORMAL;
	*a->message = '\0';
	if (!v || key <= ' ')
		return DID_DRAW;
	if (set) {
		free(v->address);
		*v = (struct visit){strdup(t->now.address ? t->now.address : ""),
		                    .view = pane_view(t->pane)};
		app_say(a, "marked %c", (int)key);
	} else if (!v->address) {
		app_say(a, "no mark %c", (int)key);
	} else {
		if (strcmp(v->address, t->now.address ? t->now.address : ""))
			app_open(a, t, v->address, true);
		app_file_go(t, v->view.place);
	}
	return DID_DRAW;
}

static int hint_key(struct app *a, uint32_t key)
{
	struct tab *t = app_tab(a);
	const char *href = key >= 'a' && key <= 'z' ? pane_hint(t->pane, key - 'a') : NULL;

	a->mode = MODE_NORMAL;
	return href ? app_follow(a, t, href) : DID_DRAW;
}

static void recall(struct app *a, int by)
{
	const char *line = a->typed ? prompt_history_move(a->typed, prompt_kind(a->prompt), by,
	                                                  prompt_text(a->prompt))
	                            : NULL;

	if (line)
		prompt_set(a->prompt, line);
}

static void leave_prompt(struct app *a)
{
	if (prompt_kind(a->prompt) == PROMPT_FIND)
		app_find_left(a);
	prompt_free(a->prompt);
	a->prompt = NULL;
}

static int prompt_takes(struct app *a, uint32_t key)
{
	char whole[COMMAND_MOST];

	switch (prompt_key(a->prompt, key)) {
	case PROMPT_ENTERED:
		return app_prompt_done(a, prompt_text(a->prompt));
	case PROMPT_LEFT:
		leave_prompt(a);
		return DID_DRAW;
	case PROMPT_COMPLETE:
		if (app_complete_typed(a, whole, sizeof whole))
			prompt_set(a->prompt, whole);
		break;
	case PROMPT_OLDER:
		recall(a, -1);
		break;
	case PROMPT_NEWER:
		recall(a, 1);
		break;
	default:
		break;
	}
	if (prompt_kind(a->prompt) == PROMPT_FIND)
		app_find_typing(a);
	return DID_DRAW;
}

/* Esc ends what the tab waits for, and means nothing where there is nothing. */
static int escape(struct app *a)
{
	struct tab *t = app_tab(a);
	char word[URL_MAX];

	app_word(a, t, word, sizeof word);
	return t->load || app_asking(a, word) ? app_line(a, "cancel") : DID_NOTHING;
}

/* Whether it is said that a key means nothing: of each once. */
static bool is_strange(struct app *a, uint32_t key)
{
	size_t most = sizeof a->strange / sizeof *a->strange;

	for (size_t i = 0; i < most; i++) {
		if (a->strange[i] == key)
			return false;
		if (!a->strange[i]) {
			a->strange[i] = key;
			return true;
		}
	}
	return false;
}

static int say_strange(struct app *a, uint32_t key)
{
	char name[40];

	if (!is_strange(a, key))
		return DID_NOTHING;
	keys_name(key, name, sizeof name);
	if (*name)
		app_say(a, "%s means nothing here: ? lists the keys", name);
	else
		app_say(a, "this key means nothing here: ? lists the keys");
	return DID_DRAW;
}

/* A key of another layout is what has its place, unless the reader has bound it. */
static uint32_t by_place(const struct app *a, uint32_t key)
{
	uint32_t place = a->keyboard_off || keys_find(a->keys, key) ? 0 : keyboard_place(key);

	return place ? place : key;
}

/* A key for a command, or for none. */
static int normal_key(struct app *a, uint32_t key)
{
	const struct command *command = keys_find(a->keys, key);
	unsigned count;
	int did;

	if (app_count_key(a, command, key))
		return DID_NOTHING;
	did = app_count_take(a, command, &count);
	if (app_plan_key(a, app_tab(a), key) || app_picture_key(a, app_tab(a), key))
		return DID_DRAW;
	if (command)
		return did | app_press(a, command, key, count);
	return did | (key == 27 ? escape(a) : say_strange(a, key));
}

int app_key(struct app *a, uint32_t key)
{
	int did = DID_NOTHING;

	if (key == TERM_PASTE) {
		a->mode = MODE_NORMAL;
		return app_pasted(a, term_pasted());
	}
	if (key == TERM_MOUSE)
		return app_mouse(a);
	if (a->prompt)
		return prompt_takes(a, key);
	key = by_place(a, key);
	if (a->mode == MODE_HINT)
		return hint_key(a, key);
	if (a->mode == MODE_REFERENCE)
		return app_reference_key(a, key);
	if (a->mode == MODE_CHOOSE)
		return app_choose_key(a, key);
	if (a->mode != MODE_NORMAL)
		return mark_key(a, key);
	if (*a->message) {
		*a->message = '\0';
		did = DID_DRAW;
	}
	return did | normal_key(a, key);
}

int app_interrupt(struct app *a)
{
	if (a->prompt)
		return prompt_takes(a, 27);
	if (a->mode == MODE_CHOOSE)
		return app_choose_key(a, 27);
	if (a->mode != MODE_NORMAL)
		return hint_key(a, 27);
	app_say(a, "Q leaves palais");
	return DID_DRAW;
}

/* -- script ------------------------------------------------------------- */

static void dump_screen(struct app *a, const char *path)
{
	struct err err = {0};
	FILE *f = rights_write_file(&a->session->options->rights, path, RIGHTS_APPEND, &err);

	app_draw(a);
	if (!f) {
		app_say(a, "%s", err.text);
		return;
	}
	grids_dump(f);
	fclose(f);
}

static int type_text(struct app *a, const char *s)
{
	size_t len = strlen(s);
	int did = DID_NOTHING;

	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		did |= app_key(a, c);
	}
	return did;
}

static int type_keys(struct app *a, const char *names, unsigned line)
{
	int did = DID_NOTHING;

	while (*names) {
		char name[16];
		size_t n = strcspn(names, " ");
		uint32_t key;

		snprintf(name, sizeof name, "%.*s", (int)n, names);
		key = keys_number(name);
		if (key)
			did |= app_key(a, key);
		else
			app_say(a, "script: line %u: '%s' is no key", line, name);
		names += n + strspn(names + n, " ");
	}
	return did;
}

static void set_size(const char *words)
{
	int rows, cols;

	if (sscanf(words, "%dx%d", &rows, &cols) == 2 && rows > 2 && cols > 9)
		term_set_size(rows, cols);
}

int app_step(struct app *a, const struct script_step *step)
{
	int did;

	switch (step->kind) {
	case SCRIPT_KEY:
	case SCRIPT_TYPE:
		did = step->kind == SCRIPT_KEY ? type_keys(a, step->text, step->line)
		                               : type_text(a, step->text);
		/* scripts do not wait */
		return did | app_find_end(a, false) | app_count_end(a, false);
	case SCRIPT_SIZE:
		set_size(step->text);
		return DID_DRAW;
	case SCRIPT_WAIT:
		return DID_DRAW | DID_WAIT;
	case SCRIPT_UNTIL:
		snprintf(a->until, sizeof a->until, "%s", step->text);
		return DID_DRAW | DID_WAIT;
	case SCRIPT_DUMP:
		dump_screen(a, step->text);
		return DID_NOTHING;
	default:
		*a->message = '\0';
		return app_line(a, step->text);
	}
}

/* -- beginning and end --------------------------------------------------- */

static int make_tabs(struct app *a, struct err *err)
{
	size_t count = view_pane_count(a->session->stores);

	for (size_t i = 0; i < count && i < TABS_MOST; i++) {
		struct tab *t = &a->tabs[i];

		if (view_pane(a->session->stores, i, t->key, sizeof t->key, t->title,
		              sizeof t->title, t->brief, sizeof t->brief) < 0)
			break;
		t->pane = pane_new();
		if (!t->pane)
			return err_set(err, ERR_FAILED, "out of memory");
		a->tab_count++;
	}
	return a->tab_count ? 0 : err_set(err, ERR_STORE, "the starter store names no pane");
}

static void read_keys(struct app *a)
{
	char *path = options_own_file("keys");
	struct err err = {0};

	if (path && keys_read(a->keys, &a->session->options->rights, path, &err) < 0)
		app_say(a, "%s", err.text);
	free(path);
}

/* The document that palais was started with, the front page behind it; else the
 * front page. */
static void open_first(struct app *a, const char *word)
{
	struct tab *t = app_tab(a);
	char front[80];

	if (word) {
		snprintf(front, sizeof front, "pane:%s", t->key);
		t->now.address = strdup(front);
		t->origin = FROM_PALAIS;
		if (app_open_typed(a, t, word) == 0)
			return;
		free(t->now.address);
		t->now.address = NULL;
	}
	app_go_tab(a, 0);
}

static void say_what_is_odd(struct app *a)
{
	char words[600]; /* a path of 300 and what is said of it */

	if (session_clock(a->session, words, sizeof words) ||
	    session_closed(a->session, words, sizeof words))
		app_say(a, "%s", words);
}

static int begin(struct app *a, const char *word, struct err *err)
{
	a->keys = keys_new();
	if (!a->keys)
		return err_set(err, ERR_FAILED, "out of memory");
	if (make_tabs(a, err) < 0)
		return -1;
	read_keys(a);
	app_layout(a);
	open_first(a, word);
	say_what_is_odd(a);
	return 0;
}

struct app *app_new(const struct app_config *config, struct err *err)
{
	struct app *a = calloc(1, sizeof *a);

	if (!a) {
		file_load_free(config->early);
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	a->session = config->session;
	a->early = config->early;
	if (begin(a, config->open, err) == 0) {
		app_set_mouse(a, config->session->options->mouse);
		term_set_theme(config->session->options->theme);
		return a;
	}
	app_free(a);
	return NULL;
}

void app_free(struct app *a)
{
	if (!a)
		return;
	file_load_free(a->early);
	app_net_done(a);
	app_forget_tabs(a);
	prompt_free(a->prompt);
	prompt_history_free(a->typed);
	app_imports_free(a->imports);
	app_pictures_free(a);
	finder_free(a->finder);
	keys_free(a->keys);
	free(a);
}
