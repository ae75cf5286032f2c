/* SPDX-License-Identifier: ISC */
/* The app line by line, for screen readers, braille lines and terminals that cannot place a
 * cursor: what is shown is printed once, links have numbers, and what is typed ends with
 * Enter. The same commands as on the screen. */
#include "config.h"

#include "model/base/messages.h"
#include "tui/app_int.h"
#include "tui/commands.h"
#include "tui/spoken.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the reader has been told. */
struct app_lines {
	struct app *app;
	FILE *out;
	int rows, cols;
	struct spoken *spoken; /* of what is shown; NULL: nothing yet */
	unsigned shown;        /* which document of the pane it is made of, */
	const struct pane *of; /* of which pane; */
	char key[URL_MAX];     /* its address, */
	enum origin origin;    /* and where it is from */
	struct pane_place place;
	size_t next; /* line */
};

struct app_lines *app_lines_new(struct app *a, FILE *out, int rows, int cols)
{
	struct app_lines *l = calloc(1, sizeof *l);

	if (!l)
		return NULL;
	*l = (struct app_lines){.app = a, .out = out, .rows = rows, .cols = cols};
	return l;
}

void app_lines_free(struct app_lines *l)
{
	if (!l)
		return;
	spoken_free(l->spoken);
	free(l);
}

/* -- saying ---------------------------------------------------------------------------- */

/* As much as a screen holds; commands mean its first paragraph. */
static void say_page(struct app_lines *l)
{
	struct pane *pane = app_tab(l->app)->pane;
	size_t first = l->next;
	const char *line;

	for (int i = 0; i < l->rows - 2 && (line = spoken_line(l->spoken, l->next)); i++, l->next++)
		fprintf(l->out, "%s\n", line);
	if (l->next > first) {
		long head = (long)document_view_head(pane_doc(pane));

		pane_go(pane, (struct pane_place){(long)spoken_block(l->spoken, first) - head, 0});
	}
	l->place = pane_where(pane);
}

static void say_document(struct app_lines *l)
{
	struct tab *t = app_tab(l->app);

	spoken_free(l->spoken);
	l->spoken = pane_doc(t->pane) ? spoken_new(pane_doc(t->pane), l->cols) : NULL;
	l->shown = pane_shown(t->pane);
	l->of = t->pane;
	l->origin = t->origin;
	snprintf(l->key, sizeof l->key, "%s", t->what.key);
}

/* From where the reader is in it. */
static void say_from_place(struct app_lines *l)
{
	struct pane *pane = app_tab(l->app)->pane;
	struct pane_place place = pane_where(pane);
	long block = place.block + (long)document_view_head(pane_doc(pane));

	l->next = block > 0 ? spoken_find(l->spoken, (size_t)block) : 0;
	say_page(l);
}

static void say_message(struct app_lines *l)
{
	if (*l->app->message && !l->app->passing)
		fprintf(l->out, "%s\n", l->app->message);
	*l->app->message = '\0';
}

static void say_prompt(struct app_lines *l)
{
	const char *label = "> ";

	if (l->app->prompt)
		label = prompt_label(l->app->prompt);
	else if (l->spoken && spoken_line(l->spoken, l->next))
		/* TRANSLATORS: there is more of the document: an empty line brings it */
		label = _("more> ");
	fputs(label, l->out);
	fflush(l->out);
}

/* What is new since the reader was told. of: the reader did this, and is told also what
 * stands at the same address. */
static bool tell(struct app_lines *l, bool of)
{
	struct tab *t = app_tab(l->app);
	struct pane_place place = pane_where(t->pane);
	bool other = l->of != t->pane || strcmp(l->key, t->what.key) != 0 || l->origin != t->origin;
	bool anew = l->of != t->pane || l->shown != pane_shown(t->pane);
	bool message = *l->app->message && !l->app->passing;

	if (anew && (of || other)) {
		say_document(l);
		/* from its title, unless it was come back to further down */
		if (l->spoken && pane_is_at_top(t->pane)) {
			l->next = 0;
			say_page(l);
		} else if (l->spoken) {
			say_from_place(l);
		}
	} else if (of && l->spoken &&
	           (place.block != l->place.block || place.offset != l->place.offset)) {
		say_from_place(l);
	} else if (!message && !(of && l->app->prompt)) {
		return false;
	}
	say_message(l);
	return true;
}

void app_lines_begin(struct app_lines *l)
{
	app_layout(l->app);
	tell(l, true);
	say_prompt(l);
}

void app_lines_passed(struct app_lines *l)
{
	if (tell(l, false))
		say_prompt(l);
}

/* -- what is typed ------------------------------------------------------------------------ */

static int follow(struct app_lines *l, const char *number)
{
	const char *href = l->spoken ? spoken_link(l->spoken, strtoul(number, NULL, 10)) : NULL;

	if (href)
		return app_follow(l->app, app_tab(l->app), href);
	app_say(l->app, "no link %s here", number);
	return DID_DRAW;
}

static int answer(struct app_lines *l, const char *line)
{
	return *line ? app_prompt_done(l->app, line) : app_key(l->app, 27);
}

/* A command by name with its words, or a key by its letter or name. */
static int command(struct app_lines *l, const char *line)
{
	char word[40];
	uint32_t key;
	int did;

	snprintf(word, sizeof word, "%.*s", (int)strcspn(line, " "), line);
	key = line[strlen(word)] ? 0 : keys_number(word);
	if (key) {
		did = app_key(l->app, key);
		/* nobody waits for what follows a number */
		return did | app_count_end(l->app, false);
	}
	if (*line == '/')
		snprintf(word, sizeof word, "find ");
	if (*line == '/') {
		char *find;

		if (asprintf(&find, "%s%s", word, line + 1) < 0)
			return DID_NOTHING;
		did = app_line(l->app, find);
		free(find);
		return did;
	}
	return app_line(l->app, line);
}

int app_lines_take(struct app_lines *l, const char *line)
{
	struct tab *t = app_tab(l->app);
	int did;

	/* what was made anew by itself meanwhile is no answer to this line */
	if (l->of == t->pane && l->origin == t->origin && !strcmp(l->key, t->what.key)) {
		l->shown = pane_shown(t->pane);
		l->place = pane_where(t->pane);
	}
	if (l->app->prompt) {
		did = answer(l, line);
	} else if (!*line) {
		if (l->spoken && spoken_line(l->spoken, l->next))
			say_page(l);
		else
			app_say(l->app, "the end");
		did = DID_NOTHING;
	} else if (l->app->mode != MODE_NORMAL) {
		did = app_key(l->app, (unsigned char)*line);
	} else if (line[strspn(line, "0123456789")] == '\0') {
		did = follow(l, line);
	} else {
		did = command(l, line);
	}
	if (did & DID_QUIT)
		return did;
	tell(l, true);
	say_prompt(l);
	return did;
}
