/* SPDX-License-Identifier: ISC */
/* The clipboard: a quotation, a figure, a reference in the form that is wanted. */
#include "config.h"

#include "model/base/messages.h"
#include "model/doc/paragraph.h"
#include "model/text/characters.h"
#include "tui/app_shown.h"
#include "tui/clipboard.h"
#include "tui/commands.h"

#include <stdio.h>
#include <string.h>

/* No more than this is sent: a terminal takes so much at once. */
#define COPY_MOST 40000

/* Of what was copied so much is said. */
#define SAID_MOST 120

/* How it begins, onto the status line. */
static void say_copied(struct app *a, const struct buf *b)
{
	struct buf said;
	size_t n = 0;

	while (n < b->len && n < SAID_MOST)
		n += text_cluster(b->bytes + n, b->len - n);
	buf_init(&said, COPY_MOST);
	buf_add(&said, b->bytes, n);
	buf_str(&said, n < b->len ? "…" : "");
	app_say(a, "copied: %s", said.bytes);
	buf_done(&said);
}

static int give(struct app *a, const struct buf *b)
{
	if (buf_ok(b)) {
		clipboard_put(b->bytes);
		say_copied(a, b);
	} else {
		app_say(a, "longer than a terminal takes at once: not copied");
	}
	return DID_DRAW;
}

/* -- a quotation ------------------------------------------------------------------------ */

/* The paragraph of the reader's line, where it has a number: whether there is one. */
static bool quote(struct app *a, struct tab *t, struct buf *out)
{
	struct pane_place place = pane_where(t->pane);
	bool second = false;
	struct shown s;
	char number[PARAGRAPH_LABEL_MAX] = "";
	size_t block;

	if (place.block < 0 || t->card || t->origin == FROM_PALAIS || t->origin == FROM_NOWHERE ||
	    t->origin == FROM_LINE)
		return false;
	if (t->both)
		place.block = parallel_block(t->both, place.block, &second);
	app_shown(a, t, second, &s);
	block = s.head + (size_t)place.block;
	if (block < doc_block_count(s.doc))
		paragraph_label(s.doc, s.head, block, number);
	if (*number)
		citation_quotation(&s.citation, &doc_block(s.doc, block)->text, number, out);
	app_shown_done(&s);
	return *number;
}

/* -- a figure ------------------------------------------------------------------------------ */

/* The figure that the line leads to, or whose page is shown: whether there is one. */
static bool figure(struct app *a, struct tab *t, struct buf *out)
{
	struct view_context context = app_context(a);
	const char *href = pane_link(t->pane), *rest = NULL;

	if (t->what.kind == REFERENCE_OWN && reference_own(t->what.key, &rest) == OWN_FIGURE)
		return view_figure_words(&context, rest, out);
	return href && reference_own(href, &rest) == OWN_FIGURE &&
	       view_figure_words(&context, rest, out);
}

/* -- a reference --------------------------------------------------------------------------- */

static void csl_list(const struct citation *r, struct buf *out)
{
	buf_str(out, "[\n");
	citation_csl(r, out);
	buf_str(out, "\n]\n");
}

static const struct form {
	char key;
	const char *name;
	void (*write)(const struct citation *r, struct buf *out);
} forms[] = {
	{'t', "text", citation_text},
	{'b', "bibtex", citation_bibtex},
	{'r', "ris", citation_ris},
	{'c', "csl-json", csl_list},
};

static int copy_reference(struct app *a, struct tab *t, const struct form *form)
{
	struct shown s;
	struct buf b;

	app_shown(a, t, false, &s);
	buf_init(&b, COPY_MOST);
	form->write(&s.citation, &b);
	give(a, &b);
	buf_done(&b);
	app_shown_done(&s);
	return DID_DRAW;
}

int app_reference_key(struct app *a, uint32_t key)
{
	a->mode = MODE_NORMAL;
	*a->message = '\0';
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (key == (unsigned char)forms[i].key)
			return copy_reference(a, app_tab(a), &forms[i]);
	return DID_DRAW;
}

/* -- commands -------------------------------------------------------------------------------- */

static int copy_at_line(struct app *a, struct tab *t)
{
	struct buf b;
	bool any;

	buf_init(&b, COPY_MOST);
	any = quote(a, t, &b) || figure(a, t, &b);
	if (any)
		give(a, &b);
	buf_done(&b);
	return any ? DID_DRAW : copy_reference(a, t, &forms[0]);
}

static int copy(const struct command_call *c)
{
	size_t n = strlen(c->argument);

	if (!n)
		return copy_at_line(c->app, c->tab);
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (!strncmp(forms[i].name, c->argument, n))
			return copy_reference(c->app, c->tab, &forms[i]);
	app_say(c->app, "copy: text, bibtex, ris or csl-json");
	return DID_DRAW;
}

static const struct command copy_command = {
	.name = "copy",
	.keys = "y",
	.arguments = "[text | bibtex | ris | csl-json]",
	.help = N_("copy: the numbered paragraph with its place, the figure, or a reference"),
	.run = copy,
};

static int reference(const struct command_call *c)
{
	c->app->mode = MODE_REFERENCE;
	app_say(c->app, "copy: t text  b BibTeX  r RIS  c CSL");
	return DID_DRAW;
}

static const struct command reference_command = {
	.name = "reference",
	.keys = "Y",
	.help = N_("copy a reference: as text, BibTeX, RIS or CSL-JSON"),
	.run = reference,
};

static const struct command *const commands[] = {
	&copy_command,
	&reference_command,
	NULL,
};

const struct command_group cmd_copy = {N_("Copying"), commands};
