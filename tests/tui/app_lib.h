/* SPDX-License-Identifier: ISC */
/*
 * app_lib: the whole app in the process of a test: a session with a personal store in
 * a folder of its own and the built starter store, on a terminal that is a file and
 * is looked at through libvterm. Nothing sleeps; nothing goes out.
 */
#ifndef PALAIS_TESTS_TUI_APP_LIB_H
#define PALAIS_TESTS_TUI_APP_LIB_H

#include "session/session.h"
#include "tests/tui/screen_lib.h"
#include "tui/app.h"

struct test_app {
	struct test_screen screen;
	struct options options;
	struct session session;
	struct app *app; /* NULL until app_start */
	char words[400]; /* the options' own */
	char folder[80], store[100];
	int did; /* what the last step or key meant for the screen */
};

/* A folder, which is the reader's home as well; the clock stands at 2026-11-22 12:00. */
void app_set_up(struct test_app *t);
void app_tear_down(struct test_app *t);

/* Puts a docfile into the personal store, which is closed: as a whole, or as a part. */
void app_put(struct test_app *t, const char *key, const char *docfile, bool whole);
/* The same, of which its server said until when it is fresh. */
/* The same with a page of that type as it came, and the document that palais-parse makes of
 * it; NULL in place of a type: no bytes are kept. */
void app_put_page(struct test_app *t, const char *key, const char *page, const char *type);
void app_put_fresh(struct test_app *t, const char *key, const char *docfile, int64_t until);

/* An answer that is kept beside the version that was put last, for a reason. */
void app_put_beside(struct test_app *t, const char *key, const char *docfile, const char *why);

/* Starts with options and WHAT as on the command line ("-o --interface ar"), and draws.
 * An app that runs is ended first. */
void app_start(struct test_app *t, enum term_bidi bidi, int rows, int cols, const char *words);
/* Ends it; the store stays. */
void app_stop(struct test_app *t);

/* A step of a script, and a draw; what it came to is in did. */
void app_take(struct test_app *t, const struct script_step *step);
/* Keys by name ("j Space Ctrl-U"), characters, a command (":open x"). */
void app_keys(struct test_app *t, const char *names);
void app_type(struct test_app *t, const char *text);
/* Bytes as a terminal sends them. */
void app_send(struct test_app *t, const char *bytes);
void app_do(struct test_app *t, const char *command);

/* Whether a row of the screen holds the words. */
bool app_shows(struct test_app *t, const char *words);
void app_must_show(struct test_app *t, const char *words);
void app_check_status(struct test_app *t, const char *want);

/* A file of the tests' folder, as text; to be freed. */
char *app_file(const char *name);

#endif
