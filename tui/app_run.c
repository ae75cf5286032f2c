/* SPDX-License-Identifier: ISC */
/* The screen as a program: the terminal and signals, the loop, scripts. */
#include "config.h"

#include "fetch/seal/seal.h"
#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/grid.h"
#include "tui/script.h"
#include "tui/signals.h"
#include "tui/term.h"
#include "tui/version.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* -- script ------------------------------------------------------------- */

static bool is_busy(const struct app *a)
{
	return app_net_busy(a) || app_file_busy(a) || a->merges;
}

/* Whether a script goes on: nothing is being fetched or read, or the screen shows what it
 * waits for. */
static bool script_may_go_on(struct app *a)
{
	size_t size = 0;
	char *text = NULL;
	FILE *f;
	bool shows;

	if (!is_busy(a) || !*a->until) {
		shows = !is_busy(a);
	} else {
		f = open_memstream(&text, &size);
		if (!f)
			return false;
		app_draw(a);
		grids_dump(f);
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
	struct script_step step;
	int did = DID_NOTHING;

	while (!(did & (DID_WAIT | DID_QUIT))) {
		if (!script_next(script, &step)) {
			*ended = true;
			break;
		}
		did |= app_step(a, &step);
	}
	return did & ~DID_WAIT;
}

/* -- loop --------------------------------------------------------------- */

#define FDS_MOST (2 + CLIENT_FDS)

/* What ended it, as a shell tells of a signal. */
static void lose(struct app *a, int number, int *status)
{
	app_lost(a);
	*status = 128 + number;
}

static int take_signals(struct app *a, int *status)
{
	int did = DID_NOTHING;

	for (int s = signals_next(); s; s = signals_next()) {
		switch (s) {
		case SIGNAL_RESIZE:
			term_resize();
			did |= DID_DRAW;
			break;
		case SIGNAL_INTERRUPT:
			did |= app_interrupt(a);
			break;
		case SIGNAL_PAUSE:
			term_pause();
			signals_pause();
			term_resume();
			did |= DID_DRAW;
			break;
		default:
			lose(a, s == SIGNAL_HANG_UP ? SIGHUP : SIGTERM, status);
			did |= DID_QUIT;
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
		did |= app_key(a, key);
	return did;
}

/* Sleeps until something happens; what that means for the screen. */
static int wait_and_take(struct app *a, bool keys, int *status)
{
	struct pollfd fds[FDS_MOST] = {{.fd = signals_fd(), .events = POLLIN},
	                               {.fd = keys ? term_fd() : -1, .events = POLLIN}};
	size_t count = 2;
	int timeout = -1, did, wait, ready;

	if (a->client)
		count += client_fds(a->client, fds + 2, FDS_MOST - 2, &timeout);
	wait = app_net_wait(a);
	if (wait >= 0 && (timeout < 0 || wait < timeout))
		timeout = wait;
	wait = app_count_wait(a);
	if (wait >= 0 && (timeout < 0 || wait < timeout))
		timeout = wait;
	wait = app_find_wait(a);
	if (wait >= 0 && (timeout < 0 || wait < timeout))
		timeout = wait;
	wait = app_merge_wait(a);
	if (wait >= 0 && (timeout < 0 || wait < timeout))
		timeout = wait;
	stores_let_go(a->session->stores);
	ready = poll(fds, count, timeout);
	if (ready < 0 && errno != EINTR)
		return DID_QUIT;
	if (ready == 0)
		app_merge_some(a);
	did = take_signals(a, status) | app_count_end(a, true) | app_find_end(a, true);
	if (a->client) {
		client_ready(a->client, fds + 2, count - 2);
		did |= app_events(a);
	}
	if (keys && fds[1].revents) {
		did |= take_keys(a);
		/* the terminal has gone away: nobody is there to read */
		if (!(did & DID_QUIT) &&
		    (term_gone() || (fds[1].revents & (POLLHUP | POLLERR | POLLNVAL) &&
		                     !(fds[1].revents & POLLIN)))) {
			lose(a, SIGHUP, status);
			did |= DID_QUIT;
		}
	}
	return did;
}

/* The status that it ends with. */
static int loop(struct app *a, struct script *script)
{
	bool ended = !script;
	int did = DID_DRAW, status = 0;

	for (;;) {
		if (!ended && script_may_go_on(a))
			did |= run_script(a, script, &ended);
		if (did & DID_QUIT)
			break;
		if (did & DID_DRAW)
			app_draw(a);
		if (script && ended && !is_busy(a))
			break;
		if (script && !ended && !is_busy(a)) {
			did = DID_NOTHING;
			continue;
		}
		did = wait_and_take(a, !script, &status);
	}
	return status;
}

/* -- line by line -------------------------------------------------------- */

/* What was typed, up to the ends of its lines: what they came to. */
static int take_lines(struct app_lines *l, struct buf *typed)
{
	int did = DID_NOTHING;
	char *end;

	while (!(did & DID_QUIT) && (end = memchr(typed->bytes, '\n', typed->len))) {
		size_t len = (size_t)(end - typed->bytes);

		*end = '\0';
		if (len && end[-1] == '\r')
			end[-1] = '\0';
		did |= app_lines_take(l, typed->bytes);
		memmove(typed->bytes, typed->bytes + len + 1, typed->len - len - 1);
		buf_cut(typed, typed->len - len - 1);
	}
	return did;
}

/* False where nothing more will come. */
static bool read_typed(struct buf *typed)
{
	char bytes[1024];
	ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);

	if (n <= 0)
		return n < 0 && (errno == EINTR || errno == EAGAIN);
	buf_add(typed, bytes, (size_t)n);
	typed->full = false;
	return true;
}

static int wait_for_line(struct app *a, struct buf *typed, struct app_lines *l, int *status)
{
	struct pollfd fds[FDS_MOST] = {{.fd = signals_fd(), .events = POLLIN},
	                               {.fd = STDIN_FILENO, .events = POLLIN}};
	size_t count = 2;
	int timeout = -1, did, wait, ready;

	if (a->client)
		count += client_fds(a->client, fds + 2, FDS_MOST - 2, &timeout);
	wait = app_net_wait(a);
	if (wait >= 0 && (timeout < 0 || wait < timeout))
		timeout = wait;
	wait = app_merge_wait(a);
	if (wait >= 0 && (timeout < 0 || wait < timeout))
		timeout = wait;
	stores_let_go(a->session->stores);
	ready = poll(fds, count, timeout);
	if (ready < 0 && errno != EINTR)
		return DID_QUIT;
	if (ready == 0)
		app_merge_some(a);
	did = take_signals(a, status);
	if (a->client) {
		client_ready(a->client, fds + 2, count - 2);
		did |= app_events(a);
	}
	if (did & DID_DRAW)
		app_lines_passed(l);
	if (did & DID_QUIT || !fds[1].revents)
		return did;
	if (read_typed(typed))
		return did | take_lines(l, typed);
	app_lost(a);
	return DID_QUIT;
}

static int loop_lines(struct app *a)
{
	struct winsize size = {0};
	struct app_lines *l;
	struct buf typed;
	int status = 0;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_row < 3)
		size.ws_row = 24;
	l = app_lines_new(a, stdout, size.ws_row, a->session->width);
	if (!l)
		return ERR_FAILED;
	buf_init(&typed, 1 << 16);
	app_lines_begin(l);
	while (!(wait_for_line(a, &typed, l, &status) & DID_QUIT))
		;
	buf_done(&typed);
	app_lines_free(l);
	return status;
}

/* -- start -------------------------------------------------------------- */

/* Without a terminal a script draws for nobody, at a size of its own. */
static int start_terminal(const struct app_config *config, FILE **nobody, struct err *err)
{
	const struct rights *rights = &config->session->options->rights;
	struct term_config term = {.bidi = app_bidi_mode(rights)};

	if (config->lines || (config->script && !isatty(STDOUT_FILENO))) {
		const char *rows = getenv("LINES"), *cols = getenv("COLUMNS");

		*nobody = fopen("/dev/null", "w+e");
		if (!*nobody)
			return err_set(err, ERR_FAILED, "/dev/null: %s", strerror(errno));
		term = (struct term_config){*nobody,
		                            *nobody,
		                            "xterm",
		                            rows ? atoi(rows) : 0,
		                            cols ? atoi(cols) : 0,
		                            app_bidi_mode(rights)};
		if (term.rows < 3)
			term.rows = 24;
		if (term.cols < 10)
			term.cols = 80;
	}
	return term_start(&term, err);
}

/* Signals, the terminal, and the app on it. */
static struct app *start(const struct app_config *config, FILE **nobody, struct err *err)
{
	if (signals_start(err) == 0 && start_terminal(config, nobody, err) == 0)
		return app_new(config, err);
	file_load_free(config->early);
	return NULL;
}

/* What the kernel lacks of the helpers' seal is said once, before anything is read. */
static void say_seal(struct app *a)
{
	struct seal_layers kernel;
	const char *lack;

	seal_kernel(&kernel);
	lack = version_seal_lacks(&kernel);
	if (lack && !*a->message)
		app_say(a, "%s", messages_get(lack));
}

/* Whoever is here for the first time is told five keys, once. */
static void say_first(struct app *a)
{
	if (!stores_personal(a->session->stores) && !*a->message)
		app_say(a, "j k lines, Enter opens, h back, ? keys, Q leaves; :tutorial");
}

int app_run(const struct app_config *config, struct err *err)
{
	struct script *script =
		config->script ? script_open(&config->session->options->rights, config->script, err)
			       : NULL;
	FILE *nobody = NULL;
	struct app *a;
	int status = 0;

	if (config->script && !script) {
		file_load_free(config->early);
		return -1;
	}
	a = start(config, &nobody, err);
	if (a && !script) {
		say_first(a);
		say_seal(a);
	}
	if (a)
		status = config->lines ? loop_lines(a) : loop(a, script);
	term_stop();
	if (nobody)
		fclose(nobody);
	signals_stop();
	app_free(a);
	script_close(script);
	return a ? status : -1;
}
