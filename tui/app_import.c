/* SPDX-License-Identifier: ISC */
/* Files that others have carried here, taken in; and the page that tells what came of it. */
#include "config.h"

#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/text/date.h"
#include "session/import.h"
#include "session/local_file.h"
#include "tui/app_int.h"
#include "tui/signals.h"
#include "tui/term.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ADDRESS "palais:imported"
/* How often the status line tells how far it is. */
#define TOLD_MS 500

/* A text of which there are two versions now, or that was not taken. */
struct clash {
	char *key, lang[16];
	int64_t fetched;
	enum carried_outcome outcome;
};

struct imported {
	char *path;
	struct import_done done;
	struct err err;
	VEC(struct clash) clashes;
};

struct imports {
	VEC(struct imported) files;
};

struct telling {
	struct app *app;
	struct imported *of;
	int64_t told;
};

void app_imports_free(struct imports *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->files.count; i++) {
		struct imported *f = &m->files.at[i];

		for (size_t k = 0; k < f->clashes.count; k++)
			free(f->clashes.at[k].key);
		vec_done(&f->clashes);
		free(f->path);
	}
	vec_done(&m->files);
	free(m);
}

/* Whether somebody wants it to end: by Ctrl-C, or by what ends palais, which the loop hears of
 * once more. */
static bool is_ended(void)
{
	int again = 0;
	bool ended = false;

	for (int s = signals_next(); s; s = signals_next()) {
		if (s == SIGNAL_RESIZE)
			term_resize();
		else if (s != SIGNAL_PAUSE)
			ended = true;
		if (s == SIGNAL_HANG_UP || s == SIGNAL_END)
			again = s == SIGNAL_END ? SIGTERM : SIGHUP;
	}
	if (again)
		raise(again);
	return ended;
}

static int tell(const struct import_counts *n, void *payload)
{
	struct telling *t = payload;
	int64_t now = clock_ms();

	if (now - t->told < TOLD_MS)
		return 0;
	if (is_ended())
		return -1;
	t->told = now;
	app_say(t->app, N_("read: %ld"), n->came + n->here + n->refused);
	app_draw(t->app);
	return 0;
}

static void note(const struct carried *c, enum carried_outcome outcome, void *payload)
{
	struct telling *t = payload;
	struct clash clash = {.key = strdup(c->key), .fetched = c->fetched, .outcome = outcome};

	snprintf(clash.lang, sizeof clash.lang, "%s", c->lang);
	if (!clash.key || vec_push(&t->of->clashes, clash) < 0) {
		free(clash.key);
		err_set(&t->of->err, ERR_FAILED, "out of memory");
	}
}

int app_import(struct app *a, const char *path, bool first)
{
	struct imported f = {.path = strdup(path)};
	struct telling t = {a, NULL, clock_ms()};
	struct import_watch watch = {tell, note, &t};

	if (first) {
		app_imports_free(a->imports);
		a->imports = NULL;
	}
	if (!a->imports)
		a->imports = calloc(1, sizeof *a->imports);
	if (!f.path || !a->imports || vec_push(&a->imports->files, f) < 0) {
		free(f.path);
		app_say(a, "out of memory");
		return -1;
	}
	t.of = &a->imports->files.at[a->imports->files.count - 1];
	if (file_is_endless(path))
		return err_set(&t.of->err, ERR_FAILED, "%s: no file", path);
	return import_file(a->session, path, &watch, &t.of->done, &t.of->err);
}

/* -- the page ------------------------------------------------------------------------- */

static void paragraph(struct doc_maker *m, const char *text)
{
	app_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, text);
}

static void add_clash(struct doc_maker *m, const struct clash *c)
{
	char when[40] = "";

	if (c->fetched)
		date_time(c->fetched, when, sizeof when);
	app_begin(m, DOC_ITEM);
	doc_add_link(m, c->key, c->key);
	doc_add_str(m, " · ");
	doc_add_str(m, c->lang);
	doc_add_str(m, *when ? " · " : "");
	doc_add_str(m, when);
	doc_add_str(m, " · ");
	doc_add_str(m, import_conflict(c->outcome));
}

static void add_file(struct doc_maker *m, const struct imported *f)
{
	char text[300];

	app_begin(m, DOC_HEADING);
	doc_attr(m, "level", "2");
	doc_add_str(m, f->path);
	if (f->done.documents) {
		import_sum(&f->done.n, text, sizeof text);
		paragraph(m, text);
	}
	if (f->done.marks) {
		snprintf(text, sizeof text, _("marks: %1$ld new, %2$ld here already\n"),
		         f->done.taken.added, f->done.taken.there);
		text[strcspn(text, "\n")] = '\0';
		paragraph(m, text);
	}
	if (f->err.code)
		paragraph(m, f->err.text);
	for (size_t i = 0; i < f->clashes.count; i++)
		add_clash(m, &f->clashes.at[i]);
}

int app_imported_page(const struct page_call *c)
{
	const struct imports *m = c->app->imports;

	if (!m)
		return err_set(c->err, ERR_FAILED, "nothing was imported yet");
	app_begin_page(c->m, _("Imported"));
	for (size_t i = 0; i < m->files.count; i++)
		add_file(c->m, &m->files.at[i]);
	return 0;
}

void app_imported_show(struct app *a, struct tab *t)
{
	app_merge(a);
	if (strcmp(t->what.key, ADDRESS) != 0)
		app_open(a, t, ADDRESS, true);
	else
		app_remake(a, t);
}
