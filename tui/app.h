/* SPDX-License-Identifier: ISC */
/*
 * app: the screen as a program: sole owner of panes, the client and what is
 * under way. Takes keys and the steps of scripts, runs commands, draws once for
 * all that happened.
 *
 * app_run is the program. The verbs below it are its parts, for whoever has a
 * terminal of his own: the terminal (tui/term.h) has been started before app_new.
 */
#ifndef PALAIS_TUI_APP_H
#define PALAIS_TUI_APP_H

#include "model/base/err.h"
#include "session/session.h"
#include "tui/script.h"

#include <stdint.h>

struct app;
struct file_load;

struct app_config {
	struct session *session; /* options, stores, client; borrowed */
	const char *open;        /* WHAT to begin with, or NULL */
	struct file_load *early; /* where it is a file and was started already; the app's from
	                            here on */
	const char *script;      /* of app_run: file of commands, or NULL */
	bool lines;              /* of app_run: line by line, on standard input and output */
};

/* Runs until the reader leaves: 0; or, where a signal or a lost terminal ended it, the status
 * that a shell gives for the signal (SIGHUP for a terminal); or -1 with err (shown by the
 * caller, the terminal being given back by then). */
int app_run(const struct app_config *config, struct err *err);

/* What an event means for the screen; OR-ed over all that are pending. */
enum {
	DID_NOTHING = 0,
	DID_DRAW = 1, /* something that shows has changed */
	DID_QUIT = 2, /* the reader leaves */
	DID_WAIT = 4  /* a script waits: for the network, or for what it wants to see */
};

/* Panes, keys, and the first document; nothing is drawn yet. NULL with err. */
struct app *app_new(const struct app_config *config, struct err *err);
void app_free(struct app *a);

/* Takes a key (tui/term.h has their numbers): what it means for the screen. */
int app_key(struct app *a, uint32_t key);
/* Ctrl-C: out of what is begun, else a word on how one leaves. */
int app_interrupt(struct app *a);
/* Whoever was there is gone: the reader's places, a note that was being typed and what is on
 * its way are kept, as far as a store can. */
int app_lost(struct app *a);
/* Takes a step of a script. */
int app_step(struct app *a, const struct script_step *step);

/* Draws and sends the screen, at the size that the terminal has now. */
void app_draw(struct app *a);

#endif
