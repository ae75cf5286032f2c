/* SPDX-License-Identifier: ISC */
/* Local files: a short one is shown when it is parsed; of a long one its beginning is shown, as
 * what comes slowly is, until the whole is there. */
#include "config.h"

#include "fetch/acquire/early.h"
#include "model/base/messages.h"
#include "model/text/units.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <string.h>

static struct file_load *start(struct app *a, struct tab *t, struct err *err)
{
	struct file_load *load = a->early;

	a->early = NULL;
	if (!load)
		load = file_load_start(a->session, t->what.key, t->entire ? FILE_WHOLE : 0, err);
	if (load)
		a->client = session_client(a->session, err);
	return load;
}

static int show_short(struct app *a, struct tab *t, struct file_load *load, bool keep)
{
	struct err err = {0};
	struct doc *doc = file_load_end(load, &err);

	file_load_free(load);
	if (!doc) {
		app_say(a, "%s", err.text);
		return -1;
	}
	app_show(a, t, doc, NULL, keep);
	t->origin = FROM_FILE;
	return 0;
}

/* In place of a file of which there is nothing to read before its end. */
static void show_reading(struct app *a, struct tab *t, const char *title, const char *words)
{
	struct doc_maker *m = doc_maker_new(0);

	if (!m)
		return;
	app_begin_page(m, title);
	app_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, t->what.key);
	app_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, words);
	app_show(a, t, doc_finish(m, NULL), NULL, false);
	t->origin = FROM_NOWHERE;
}

static void show_part(struct app *a, struct tab *t)
{
	app_show_early(a, t, file_load_part(t->load), file_load_read(t->load),
	               (int64_t)file_load_size(t->load));
}

/* What is here stays until the new one is whole. */
static int show_long(struct app *a, struct tab *t, struct file_load *load, bool keep)
{
	t->load = load;
	t->wanted.block = -1;
	if (keep && t->origin == FROM_FILE)
		return 0;
	t->origin = FROM_NOWHERE;
	if (file_load_wait(load, EARLY_AFTER_MS) == FILE_LOAD_PART)
		show_part(a, t);
	else
		show_reading(a, t, _("Reading the file"),
		             _("It appears here as soon as it is read. Everything else can be read "
		               "meanwhile."));
	return 0;
}

int app_file_show(struct app *a, struct tab *t, bool keep)
{
	struct err err = {0};
	struct file_load *load = start(a, t, &err);

	if (!load) {
		app_say(a, "%s", err.text);
		return -1;
	}
	return file_load_is_long(load) ? show_long(a, t, load, keep) : show_short(a, t, load, keep);
}

/* -- the place ------------------------------------------------------------------- */

void app_file_go(struct tab *t, struct pane_place place)
{
	pane_go(t->pane, place);
	t->wanted.block = -1;
	if (!t->load)
		return;
	t->wanted = place;
	t->stood = pane_where(t->pane);
}

/* Where the reader is in what was shown of its beginning, in all of it; or was to go, and
 * has not moved since. */
static bool find_place(struct tab *t, const struct doc *doc, struct pane_place *place)
{
	struct pane_place now = pane_where(t->pane);

	*place = t->wanted;
	if (t->wanted.block >= 0 && now.block == t->stood.block && now.offset == t->stood.offset)
		return true;
	if (t->origin == FROM_NOWHERE)
		return false;
	*place = app_same_place(t, doc, NULL);
	return true;
}

/* -- what comes ------------------------------------------------------------------- */

/* A whole that cannot be shown does not take away what is read of its beginning. */
static void show_all(struct app *a, struct tab *t)
{
	struct err err = {0};
	struct doc *doc = file_load_take_doc(t->load, &err);
	struct pane_place place;
	bool moved;

	if (!doc || (t->origin != FROM_NOWHERE && *doc_fact(doc, DOC_ERROR))) {
		app_say(a, "%s", err.text);
		doc_free(doc);
		app_file_drop(a, t);
		return;
	}
	moved = find_place(t, doc, &place);
	app_show_at(a, t, doc, moved ? &place : NULL);
	t->origin = FROM_FILE;
	file_load_free(t->load);
	t->load = NULL;
}

bool app_file_take(struct app *a, const struct client_event *event)
{
	for (size_t i = 0; i < a->tab_count; i++) {
		struct tab *t = &a->tabs[i];
		enum file_load_came came =
			t->load ? file_load_take(t->load, event) : FILE_LOAD_OTHER;

		if (came == FILE_LOAD_OTHER)
			continue;
		if (came == FILE_LOAD_ALL)
			show_all(a, t);
		else if (came == FILE_LOAD_PART && t->origin == FROM_NOWHERE)
			show_part(a, t);
		a->shown = a->shown || i == a->current;
		return true;
	}
	return false;
}

void app_file_wait(struct app *a, struct tab *t)
{
	if (!t->load)
		return;
	file_load_wait_all(t->load);
	show_all(a, t);
}

bool app_file_busy(const struct app *a)
{
	for (size_t i = 0; i < a->tab_count; i++)
		if (a->tabs[i].load)
			return true;
	return false;
}

/* -- its end ----------------------------------------------------------------------- */

/* What is shown says from now on how much of the file it is. */
static void show_left(struct app *a, struct tab *t)
{
	char read[40], all[40], words[160];

	units_bytes((int64_t)file_load_read(t->load), read, sizeof read);
	units_bytes((int64_t)file_load_size(t->load), all, sizeof all);
	/* TRANSLATORS: of a file: "the first 256 KB of 50 MB" */
	snprintf(words, sizeof words, _("the first %1$s of %2$s"), read, all);
	app_show_words(a, t, file_load_part(t->load), words);
}

bool app_file_drop(struct app *a, struct tab *t)
{
	if (!t->load)
		return false;
	if (t->origin == FROM_LINE)
		show_left(a, t);
	else if (t->origin == FROM_NOWHERE)
		show_reading(a, t, _("Not read to its end"), _("r reads the file."));
	file_load_free(t->load);
	t->load = NULL;
	return true;
}
