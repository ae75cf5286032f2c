/* SPDX-License-Identifier: ISC */
/* The clipboard: a quotation, a figure, a reference in the form that is wanted. */
#include "config.h"

#include "model/base/messages.h"
#include "model/dossier/citation.h"
#include "model/text/characters.h"
#include "tui/app_int.h"
#include "tui/clipboard.h"
#include "tui/commands.h"

#include <stdio.h>
#include <string.h>

/* No more than this is sent: a terminal takes so much at once. */
#define COPY_MOST 40000
/* A paragraph of items belongs to the number before it, so many blocks back. */
#define NUMBER_BACK 200

/* What is shown, as the stores have it: its letters are its own, whatever the terminal can
 * show. */
struct shown {
	struct view_found found;
	const struct doc *doc; /* that found or, of a file or a page, the pane's */
	size_t head;           /* its first block in doc */
	struct citation citation;
};

static void shown_done(struct shown *s)
{
	view_found_done(&s->found);
}

/* The second of two languages, where the line is in that. */
static bool find(struct app *a, struct tab *t, bool second, struct view_found *f)
{
	struct view_context context = app_context(a);
	struct reference w = t->what;
	char langs[40];
	bool card;

	context.langs = second ? t->second : app_langs(a, t, langs, sizeof langs);
	return view_find(&context, &w, f, &card, NULL) > 0 && f->stored;
}

static void look(struct app *a, struct tab *t, bool second, struct shown *s)
{
	const struct doc *pane = pane_doc(t->pane);
	struct record record;
	bool known;

	memset(s, 0, sizeof *s);
	s->doc = pane;
	s->head = document_view_head(pane);
	if (t->origin == FROM_STORE && find(a, t, second, &s->found)) {
		s->doc = s->found.doc;
		s->head = 0;
	}
	known = record_read(a->session->stores, doc_fact(s->doc, DOC_SYMBOL), &record, NULL) > 0;
	citation_make(&s->citation, t->card ? NULL : s->doc, known ? &record : NULL,
	              s->found.stored ? &s->found.version : NULL,
	              s->found.stored ? s->found.version.key : t->what.key);
}

/* Onto the clipboard, and a line of it onto the status line. */
static int give(struct app *a, const struct buf *b)
{
	if (buf_ok(b)) {
		clipboard_put(b->bytes);
		app_say(a, "copied: %s", b->bytes);
	} else {
		app_say(a, "longer than a terminal takes at once: not copied");
	}
	return DID_DRAW;
}

/* -- a quotation ------------------------------------------------------------------------ */

static bool has_letters(const char *s)
{
	enum text_word what;

	for (size_t len = strlen(s), at = 0; at < len;) {
		at += text_word(s + at, len - at, &what);
		if (what == TEXT_WORD_LETTERS)
			return true;
	}
	return false;
}

/* "4", or "4 (a)" of an item under it; "" where no number is. */
static void paragraph_of(const struct doc *doc, size_t head, size_t block, char *out, size_t size)
{
	const struct doc_block *b = doc_block(doc, block);
	const char *item = b->kind == DOC_ITEM && has_letters(b->marker) ? b->marker : "";

	snprintf(out, size, "%s", b->number);
	for (size_t n = 0; !*out && *item && block > head && n < NUMBER_BACK; n++) {
		const struct doc_block *before = doc_block(doc, --block);

		if (before->kind != DOC_ITEM && before->kind != DOC_PARAGRAPH)
			break;
		if (*before->number)
			snprintf(out, size, "%.40s %.40s", before->number, item);
		else if (before->kind != DOC_ITEM)
			break;
	}
}

/* The paragraph of the reader's line, where it has a number: whether there is one. */
static bool quote(struct app *a, struct tab *t, struct buf *out)
{
	struct pane_place place = pane_where(t->pane);
	bool second = false;
	struct shown s;
	char number[100] = "";
	size_t block;

	if (place.block < 0 || t->card || t->origin == FROM_PALAIS || t->origin == FROM_NOWHERE ||
	    t->origin == FROM_LINE)
		return false;
	if (t->both)
		place.block = parallel_block(t->both, place.block, &second);
	look(a, t, second, &s);
	block = s.head + (size_t)place.block;
	if (block < doc_block_count(s.doc))
		paragraph_of(s.doc, s.head, block, number, sizeof number);
	if (*number)
		citation_quotation(&s.citation, &doc_block(s.doc, block)->text, number, out);
	shown_done(&s);
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

	look(a, t, false, &s);
	buf_init(&b, COPY_MOST);
	form->write(&s.citation, &b);
	give(a, &b);
	buf_done(&b);
	shown_done(&s);
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
