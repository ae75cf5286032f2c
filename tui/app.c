/* Start, the loop, keys and scripts, the end. */
#include "config.h"

#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/utf8.h"
#include "tui/app_int.h"
#include "tui/draw.h"
#include "tui/script.h"
#include "tui/signals.h"
#include "tui/term.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct tab *app_tab(struct app *a)
{
	return &a->tabs[a->current];
}

struct view_context app_context(struct app *a)
{
	return (struct view_context){a->session->stores, a->session->langs, clock_now(),
	                             a->session->options->offline || a->no_network};
}

void app_say(struct app *a, const char *format, ...)
{
	char text[sizeof a->message];
	struct buf b;
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, messages_get(format), ap);
	va_end(ap);
	buf_init(&b, sizeof a->message - 1);
	utf8_clean(&b, text, strlen(text), false);
	snprintf(a->message, sizeof a->message, "%s", b.bytes);
	a->passing = false;
	buf_done(&b);
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
		                    pane_where(t->pane)};
		app_say(a, "marked %c", (int)key);
	} else if (!v->address) {
		app_say(a, "no mark %c", (int)key);
	} else {
		if (strcmp(v->address, t->now.address ? t->now.address : ""))
			app_open(a, t, v->address, true);
		pane_go(t->pane, v->place);
	}
	return DID_DRAW;
}

static int hint_key(struct app *a, uint32_t key)
{
	struct tab *t = app_tab(a);
	const char *href = key >= 'a' && key <= 'z' ? pane_hint(t->pane, key - 'a') : NULL;

	a->mode = MODE_NORMAL;
	return href ? app_command(a, COMMAND_FOLLOW, NULL) : DID_DRAW;
}

static int prompt_takes(struct app *a, uint32_t key)
{
	const char *whole;

	switch (prompt_key(a->prompt, key)) {
	case PROMPT_ENTERED:
		return app_prompt_done(a, prompt_text(a->prompt));
	case PROMPT_LEFT:
		prompt_free(a->prompt);
		a->prompt = NULL;
		break;
	case PROMPT_COMPLETE:
		whole = prompt_kind(a->prompt) == PROMPT_COMMAND
		                ? app_complete(prompt_text(a->prompt))
		                : NULL;
		if (whole)
			prompt_set(a->prompt, whole);
		break;
	default:
		break;
	}
	return DID_DRAW;
}

static int take_key(struct app *a, uint32_t key)
{
	enum command_id id;
	char digit[2] = {0};
	int did = DID_NOTHING;

	if (a->prompt)
		return prompt_takes(a, key);
	if (a->mode == MODE_HINT)
		return hint_key(a, key);
	if (a->mode != MODE_NORMAL)
		return mark_key(a, key);
	if (*a->message) {
		*a->message = '\0';
		did = DID_DRAW;
	}
	id = keys_find(a->keys, key);
	if (id == COMMAND_PANE && key >= '1' && key <= '9')
		digit[0] = (char)key;
	return did | app_command(a, id, digit);
}

/* -- script ------------------------------------------------------------- */

static void dump_screen(struct app *a, const char *path)
{
	FILE *f = fopen(path, "ae");

	app_draw(a);
	if (!f) {
		app_say(a, "%s: %s", path, strerror(errno));
		return;
	}
	draw_dump(f);
	fclose(f);
}

static int type_text(struct app *a, const char *s)
{
	size_t len = strlen(s);
	int did = DID_NOTHING;

	for (size_t i = 0; i < len;) {
		uint32_t c;

		i += utf8_decode(s + i, len - i, &c);
		did |= take_key(a, c);
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
			did |= take_key(a, key);
		else
			app_say(a, "script: line %u: '%s' is no key", line, name);
		names += n + strspn(names + n, " ");
	}
	return did;
}

/* One step: what it did; *waits when the script goes on once the network is
 * done. */
static int script_step(struct app *a, struct script *script, bool *waits, bool *ended)
{
	struct script_step step;
	int rows, cols;

	if (!script_next(script, &step)) {
		*ended = true;
		return DID_NOTHING;
	}
	switch (step.kind) {
	case SCRIPT_KEY:
		return type_keys(a, step.text, step.line);
	case SCRIPT_TYPE:
		return type_text(a, step.text);
	case SCRIPT_SIZE:
		if (sscanf(step.text, "%dx%d", &rows, &cols) == 2 && rows > 2 && cols > 9)
			term_set_size(rows, cols);
		return DID_DRAW;
	case SCRIPT_WAIT:
		*waits = true;
		return DID_DRAW;
	case SCRIPT_UNTIL:
		snprintf(a->until, sizeof a->until, "%s", step.text);
		*waits = true;
		return DID_DRAW;
	case SCRIPT_DUMP:
		dump_screen(a, step.text);
		return DID_NOTHING;
	default:
		*a->message = '\0';
		return app_line(a, step.text);
	}
}

/* Whether a script goes on: nothing is being fetched, or the screen shows what it waits
 * for. */
static bool script_may_go_on(struct app *a)
{
	size_t size = 0;
	char *text = NULL;
	FILE *f;
	bool shows;

	if (!app_net_busy(a) || !*a->until) {
		shows = !app_net_busy(a);
	} else {
		f = open_memstream(&text, &size);
		if (!f)
			return false;
		app_draw(a);
		draw_dump(f);
		fclose(f);
		shows = strstr(text, a->until) != NULL;
		free(text);
	}
	if (shows)
		*a->until = '\0';
	return shows;
}

/* Runs a script up to a wait or its end. */
static int run_script(struct app *a, struct script *script, bool *ended)
{
	int did = DID_NOTHING;
	bool waits = false;

	while (!waits && !*ended && !(did & DID_QUIT))
		did |= script_step(a, script, &waits, ended);
	return did;
}

/* -- loop --------------------------------------------------------------- */

#define FDS_MOST (2 + CLIENT_FDS)

static int take_signals(struct app *a)
{
	int did = DID_NOTHING;

	for (int s = signals_next(); s; s = signals_next()) {
		switch (s) {
		case SIGNAL_RESIZE:
			term_resize();
			did |= DID_DRAW;
			break;
		case SIGNAL_INTERRUPT:
			if (a->prompt || a->mode != MODE_NORMAL)
				did |= a->prompt ? prompt_takes(a, 27) : hint_key(a, 27);
			else
				app_say(a, "Q leaves palais");
			did |= DID_DRAW;
			break;
		default:
			did |= app_command(a, COMMAND_QUIT, NULL);
		}
	}
	return did;
}

static int take_keys(struct app *a)
{
	uint32_t key;
	int did = DID_NOTHING;

	/* all that has come is taken before anything is drawn */
	while (!(did & DID_QUIT) && term_next_key(&key))
		did |= take_key(a, key);
	return did;
}

/* Sleeps until something happens; what that means for the screen. */
static int wait_and_take(struct app *a, bool keys)
{
	struct pollfd fds[FDS_MOST] = {{.fd = signals_fd(), .events = POLLIN},
	                               {.fd = keys ? term_fd() : -1, .events = POLLIN}};
	size_t count = 2;
	int timeout = -1, did, wait;

	if (a->client)
		count += client_fds(a->client, fds + 2, FDS_MOST - 2, &timeout);
	wait = app_net_wait(a);
	if (wait >= 0 && (timeout < 0 || wait < timeout))
		timeout = wait;
	if (poll(fds, count, timeout) < 0 && errno != EINTR)
		return DID_QUIT;
	did = take_signals(a);
	if (a->client) {
		client_ready(a->client, fds + 2, count - 2);
		did |= app_events(a);
	}
	if (keys && fds[1].revents) {
		did |= take_keys(a);
		/* the terminal has gone away: nobody is there to read */
		if (fds[1].revents & (POLLHUP | POLLERR) && !(fds[1].revents & POLLIN))
			did |= DID_QUIT;
	}
	return did;
}

static void loop(struct app *a, struct script *script)
{
	bool ended = !script;
	int did = DID_DRAW;

	for (;;) {
		if (!ended && script_may_go_on(a))
			did |= run_script(a, script, &ended);
		if (did & DID_QUIT)
			break;
		if (did & DID_DRAW)
			app_draw(a);
		if (script && ended && !app_net_busy(a))
			break;
		if (script && !ended && !app_net_busy(a)) {
			did = DID_NOTHING;
			continue;
		}
		did = wait_and_take(a, !script);
	}
}

/* -- start -------------------------------------------------------------- */

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
	const char *dir = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	struct err err = {0};
	char path[4096];

	if (dir && *dir == '/')
		snprintf(path, sizeof path, "%s/palais/keys", dir);
	else
		snprintf(path, sizeof path, "%s/.config/palais/keys", home ? home : "");
	if (keys_read(a->keys, path, &err) < 0)
		app_say(a, "%s", err.text);
}

/* Without a terminal a script draws for nobody, at a size of its own. */
static int start_terminal(const struct app_config *config, FILE **nobody, struct err *err)
{
	struct term_config term = {.bidi = app_bidi_mode()};

	if (config->script && !isatty(STDOUT_FILENO)) {
		const char *rows = getenv("LINES"), *cols = getenv("COLUMNS");

		*nobody = fopen("/dev/null", "w+e");
		if (!*nobody)
			return err_set(err, ERR_FAILED, "/dev/null: %s", strerror(errno));
		term = (struct term_config){*nobody,
		                            *nobody,
		                            "xterm",
		                            rows ? atoi(rows) : 0,
		                            cols ? atoi(cols) : 0,
		                            app_bidi_mode()};
		if (term.rows < 3)
			term.rows = 24;
		if (term.cols < 10)
			term.cols = 80;
	}
	return term_start(&term, err);
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
		if (app_open(a, t, word, true) == 0)
			return;
		free(t->now.address);
		t->now.address = NULL;
	}
	app_command(a, COMMAND_PANE, "1");
}

int app_run(const struct app_config *config, struct err *err)
{
	struct app *a = calloc(1, sizeof *a);
	struct script *script = config->script ? script_open(config->script, err) : NULL;
	FILE *nobody = NULL;
	int rc = -1;

	if (!a || (config->script && !script))
		goto out;
	a->session = config->session;
	a->keys = keys_new();
	if (!a->keys) {
		err_set(err, ERR_FAILED, "out of memory");
		goto out;
	}
	a->early = config->early;
	if (make_tabs(a, err) < 0 || signals_start(err) < 0 ||
	    start_terminal(config, &nobody, err) < 0)
		goto out;
	read_keys(a);
	app_layout(a);
	open_first(a, config->open);
	loop(a, script);
	rc = 0;
out:
	if (config->early && (!a || a->early))
		file_parse_drop(config->early);
	term_stop();
	if (nobody)
		fclose(nobody);
	signals_stop();
	if (a) {
		app_net_done(a);
		app_forget_tabs(a);
		prompt_free(a->prompt);
		keys_free(a->keys);
	}
	free(a);
	script_close(script);
	return rc;
}
