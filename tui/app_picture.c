/* SPDX-License-Identifier: ISC */
/* Pictures of figures: what one costs is told on a page, and it comes when the reader then says so;
 * from then on it is shown in its document, for as long as palais runs. */
#include "config.h"

#include "fetch/wire/errand.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/doc/copy.h"
#include "model/doc/drawing.h"
#include "model/text/units.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ADDRESS "palais:picture"
#define SHOW "picture:show"

/* What a picture takes of a terminal: bytes for a cell, of a photograph of some detail (noise takes
 * twice that in colours, a chart a third), and for a row that the cursor goes to. */
enum { CELL_COLOURED = 12, CELL_SHADED = 3, CELL_ASCII = 1, ROW_BYTES = 8 };

static bool is_on(const struct tab *t)
{
	return !strcmp(t->what.key, ADDRESS);
}

void app_pictures_free(struct app *a)
{
	for (size_t i = 0; i < a->pictures.count; i++)
		free(a->pictures.at[i]);
	vec_done(&a->pictures);
	free(a->picture.address);
	free(a->picture.named_by);
	free(a->picture.words);
	a->picture = (struct picture){.address = NULL};
}

/* Where among those that are shown; -1: it is none. */
static long find_shown(const struct app *a, const char *address)
{
	for (size_t i = 0; i < a->pictures.count; i++)
		if (!strcmp(a->pictures.at[i], address))
			return (long)i;
	return -1;
}

/* The document of a picture that is here, whatever it says; NULL. *size: of its bytes, -1: not
 * known. */
static struct doc *picture_doc(struct app *a, const char *address, int64_t *size)
{
	struct store_version v = {0};
	struct doc *doc = NULL;
	struct store *from;

	*size = -1;
	if (stores_find(a->session->stores, address, NULL, &v, &from, NULL) > 0) {
		doc = store_doc(from, v.id, NULL);
		*size = v.size;
	}
	store_version_done(&v);
	return doc;
}

/* The pixels in such a document; "". */
static const char *pixels_of(const struct doc *doc)
{
	for (size_t i = 0; doc && i < doc_block_count(doc); i++)
		if (*doc_block(doc, i)->pixels)
			return doc_block(doc, i)->pixels;
	return "";
}

/* -- in their documents ------------------------------------------------------------------ */

static bool has_shown(const struct app *a, const struct doc *doc)
{
	for (size_t i = 0; a->pictures.count && i < doc_block_count(doc); i++)
		if (find_shown(a, doc_block(doc, i)->picture) >= 0)
			return true;
	return false;
}

struct doc *app_with_pictures(struct app *a, struct doc *doc)
{
	struct doc_maker *m = has_shown(a, doc) ? doc_maker_new(0) : NULL;
	struct doc *with;

	if (!m)
		return doc;
	doc_copy_facts(m, doc);
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		int64_t size;
		struct doc *picture =
			find_shown(a, b->picture) < 0 ? NULL : picture_doc(a, b->picture, &size);

		doc_copy_block(m, b, NULL, NULL);
		if (picture)
			doc_attr(m, "pixels", pixels_of(picture));
		doc_free(picture);
	}
	with = doc_finish(m, NULL);
	if (!with)
		return doc;
	doc_free(doc);
	return with;
}

/* Documents that have the picture are shown anew, each at its place. */
static void show_again(struct app *a, const char *address)
{
	for (size_t i = 0; i < a->tab_count; i++) {
		struct tab *t = &a->tabs[i];
		const struct doc *doc = t->origin == FROM_STORE ? pane_doc(t->pane) : NULL;
		bool has = false;

		for (size_t k = 0; doc && k < doc_block_count(doc) && !has; k++)
			has = !strcmp(doc_block(doc, k)->picture, address);
		if (has)
			app_reload(a, t);
	}
}

/* Where the picture is, at the top of the screen: the reader has asked to see it. */
static void go_there(struct app *a, const char *address)
{
	struct tab *t = app_tab(a);
	const struct doc *doc = t->origin == FROM_STORE ? pane_doc(t->pane) : NULL;
	long head = doc ? (long)document_view_head(doc) : 0;
	struct pane_view view;

	for (long i = head; doc && i < (long)doc_block_count(doc); i++) {
		if (!*doc_block(doc, (size_t)i)->pixels ||
		    strcmp(doc_block(doc, (size_t)i)->picture, address) != 0)
			continue;
		pane_go(t->pane, (struct pane_place){i - head, 0});
		view = pane_view(t->pane);
		view.above = 0;
		pane_view_again(t->pane, view);
		return;
	}
}

/* Of a picture that is here and cannot be shown, why. */
static void say_fault(struct app *a, const char *address)
{
	int64_t size;
	struct doc *doc = picture_doc(a, address, &size);

	if (!doc || *pixels_of(doc)) {
		doc_free(doc);
		return;
	}
	if (*doc_fact(doc, DOC_ERROR))
		app_say(a, "%.300s", doc_fact(doc, DOC_ERROR));
	else
		app_say(a, "what came is no picture");
	doc_free(doc);
}

/* -- the page ---------------------------------------------------------------------------- */

/* What the terminal will get of it, about. */
static int64_t terminal_bytes(const struct app *a, const struct drawing *d)
{
	int columns = pane_columns(a->cols), rows, cells, each;

	if (d) {
		columns = drawing_fit(d, columns, &rows);
	} else {
		/* of the usual shape */
		columns = columns < DRAWING_WIDTH_MOST ? columns : DRAWING_WIDTH_MOST;
		rows = columns * 2 / 3;
	}
	cells = (rows + 1) / 2;
	if (a->rows > 2 && cells > a->rows - 2)
		cells = a->rows - 2;
	each = term_colours()                    ? CELL_COLOURED
	       : term_letters() == TRANSLIT_NONE ? CELL_SHADED
	                                         : CELL_ASCII;
	return (int64_t)cells * (columns * each + ROW_BYTES);
}

/* The last paragraph: what it will cost the terminal, and how to leave. */
static void add_terminal(const struct page_call *c, const struct doc *doc)
{
	struct drawing d;
	bool known = drawing_of(pixels_of(doc), &d);
	char bytes[40], text[160];

	units_bytes(terminal_bytes(c->app, known ? &d : NULL), bytes, sizeof bytes);
	app_begin(c->m, DOC_PARAGRAPH);
	/* TRANSLATORS: bytes that are sent to the terminal for a picture */
	snprintf(text, sizeof text, _("Drawing it sends the terminal about %s a screen."), bytes);
	doc_add_str(c->m, text);
	doc_add_str(c->m, " ");
	doc_add_str(c->m, _("Esc leaves it."));
}

/* How large it is, as far as that is known, and what that costs. */
static void size_words(const struct app *a, bool here, int64_t size, char *out, size_t most)
{
	const struct picture *p = &a->picture;
	char bytes[40], price[60];

	size = here ? size : p->size;
	units_bytes(size, bytes, sizeof bytes);
	price_print(&a->session->options->price, size, price, sizeof price);
	if (here && size >= 0)
		/* TRANSLATORS: how large a picture is, of which nothing has to be fetched */
		snprintf(out, most, _("%s, here already"), bytes);
	else if (here)
		snprintf(out, most, "%s", _("here already"));
	else if (size >= 0)
		snprintf(out, most, "%s%s%s", bytes, *price ? " · " : "", price);
	else if (p->size_job > 0)
		snprintf(out, most, "%s", _("asking how large it is"));
	else
		snprintf(out, most, "%s",
		         p->offline ? _("no network: size not told") : _("size not told"));
}

/* Where it is, why its size is not known, and what may be spent. */
static void add_host(const struct page_call *c, bool here)
{
	const struct picture *p = &c->app->picture;
	struct url_part host = url_host(p->address);

	if (here)
		app_begin(c->m, DOC_PARAGRAPH);
	else
		app_add_budget(c);
	if (!here)
		doc_add_str(c->m, " · ");
	doc_add_text(c->m, host.at, host.len);
	if (!*p->note)
		return;
	app_begin(c->m, DOC_PARAGRAPH);
	doc_add_str(c->m, p->note);
}

int app_picture_page(const struct page_call *c)
{
	const struct picture *p = &c->app->picture;
	int64_t size = -1;
	struct doc *doc;
	char text[200];

	if (!p->address)
		return err_set(c->err, ERR_FAILED, "no picture was asked for");
	doc = picture_doc(c->app, p->address, &size);
	app_begin_page(c->m, _("Picture"));
	add_host(c, doc != NULL);
	app_begin(c->m, DOC_ITEM);
	doc_add_link(c->m, doc ? _("Enter: show it") : _("Enter: fetch it and show it"), SHOW);
	size_words(c->app, doc != NULL, size, text, sizeof text);
	app_add_tail(c->m, text);
	add_terminal(c, doc);
	doc_begin(c->m, DOC_PARAGRAPH); /* the document's own words, from where they are read */
	doc_add_str(c->m, p->words);
	doc_free(doc);
	return 0;
}

/* The page shows what has become known. */
static void renew_page(struct app *a)
{
	if (is_on(app_tab(a)))
		app_renew(a, app_tab(a));
	a->shown = true;
}

/* -- asking ------------------------------------------------------------------------------ */

/* Its server is asked how large it is. */
static void ask_size(struct app *a)
{
	struct picture *p = &a->picture;
	struct acquire_request r = {
		.kind = JOB_WISH, .what = p->address, .named_by = p->named_by, .size_only = true};
	struct err err = {0};

	p->size = -1;
	p->size_job = 0;
	p->offline = a->session->options->offline;
	*p->note = '\0';
	if (p->offline)
		return;
	if (app_need_acquire(a, &err) == 0)
		p->size_job = acquire_add(a->acquire, &r, &err);
	if (err.code)
		snprintf(p->note, sizeof p->note, "%.150s", err.text);
}

/* Nobody waits for its size any more. */
static void stop_asking(struct app *a)
{
	if (a->picture.size_job > 0)
		acquire_withdraw(a->acquire, a->picture.size_job);
	a->picture.size_job = 0;
}

bool app_picture_take(struct app *a, const struct acquire_event *e)
{
	struct picture *p = &a->picture;

	if (!p->size_job || e->id != p->size_job)
		return false;
	p->size_job = 0;
	p->size = e->state == JOB_DONE ? e->length : -1;
	p->offline = e->err.code == ERR_NETWORK;
	if (e->state == JOB_FAILED && !p->offline)
		snprintf(p->note, sizeof p->note, "%.150s", e->err.text);
	renew_page(a);
	return true;
}

/* Whether the reader is where the picture was asked for. */
static bool still_waits(struct app *a, const char *address)
{
	struct pane_place line = pane_where(app_tab(a)->pane);
	struct picture *p = &a->picture;

	if (!p->awaited || strcmp(p->address, address) != 0)
		return false;
	p->awaited = false;
	return line.block == p->line.block && line.offset == p->line.offset;
}

void app_picture_came(struct app *a, const struct acquire_event *e)
{
	if (find_shown(a, e->what) < 0)
		return;
	a->shown = true;
	if (e->version) {
		bool waits = still_waits(a, e->what);

		show_again(a, e->what);
		if (waits)
			go_there(a, e->what);
		say_fault(a, e->what);
	} else if (e->err.code) {
		app_say(a, "%s", e->err.text);
	}
}

/* Words of a figure: its caption, and who made the picture. */
static char *words_of(const struct doc_block *b)
{
	struct buf words;

	buf_init(&words, 4000);
	buf_add(&words, b->text.bytes, b->text.len < 3000 ? b->text.len : 3000);
	if (*b->credit)
		buf_printf(&words, "%s(%.300s)", b->text.len ? " " : "", b->credit);
	return buf_take(&words);
}

/* The figure with a picture that is nearest to the reader's line, below it before above; NULL. */
static const struct doc_block *nearest(struct tab *t)
{
	const struct doc *doc = pane_doc(t->pane);
	long count = doc ? (long)doc_block_count(doc) : 0;
	long line = doc ? pane_where(t->pane).block + (long)document_view_head(doc) : 0;

	for (long off = 0; off < count; off++)
		for (int side = 1; side >= -1; side -= 2) {
			long at = line + side * off;
			const struct doc_block *b =
				at >= 0 && at < count ? doc_block(doc, (size_t)at) : NULL;

			if (b && *b->picture)
				return b;
		}
	return NULL;
}

/* Not shown any more. */
static void put_away(struct app *a, long index)
{
	char *address = a->pictures.at[index];

	a->pictures.at[index] = a->pictures.at[--a->pictures.count];
	show_again(a, address);
	free(address);
}

int app_picture(struct app *a, struct tab *t)
{
	const struct doc_block *b = t->origin == FROM_STORE ? nearest(t) : NULL;
	struct picture *p = &a->picture;

	if (!b) {
		app_say(a, "no picture that could be fetched is in this document");
		return DID_DRAW;
	}
	if (*b->pixels && find_shown(a, b->picture) >= 0) {
		put_away(a, find_shown(a, b->picture));
		return DID_DRAW;
	}
	stop_asking(a);
	free(p->address);
	free(p->named_by);
	free(p->words);
	*p = (struct picture){.address = strdup(b->picture),
	                      .named_by = strdup(t->what.key),
	                      .words = words_of(b),
	                      .size = -1};
	if (!p->address || !p->named_by || !p->words) {
		app_pictures_free(a);
		app_say(a, "out of memory");
		return DID_DRAW;
	}
	if (!app_is_here(a, p->address))
		ask_size(a);
	app_open(a, t, ADDRESS, true);
	return DID_DRAW;
}

/* What is here is shown; what is not is asked for, or queued. */
static void fetch(struct app *a)
{
	struct picture *p = &a->picture;
	struct err err = {0};

	a->named_by = p->named_by;
	if (app_is_here(a, p->address)) {
		show_again(a, p->address);
		go_there(a, p->address);
		say_fault(a, p->address);
	} else if (a->session->options->offline) {
		app_queue(a, p->address);
	} else if (app_fetch(a, p->address, NULL, false, &err) < 0) {
		app_say(a, "%s", err.text);
	} else {
		p->awaited = true;
		p->line = pane_where(app_tab(a)->pane);
	}
	a->named_by = NULL;
}

/* Back to what was read; shows: and the picture is wanted. */
static void leave(struct app *a, bool shows)
{
	struct picture *p = &a->picture;
	char *address;

	stop_asking(a);
	app_back(a, -1);
	if (!shows) {
		app_say(a, "nothing was fetched");
		return;
	}
	address = find_shown(a, p->address) < 0 ? strdup(p->address) : NULL;
	if (address && vec_push(&a->pictures, address) < 0)
		free(address);
	fetch(a);
}

bool app_picture_follow(struct app *a, const struct tab *t, const char *href)
{
	if (!is_on(t) || !a->picture.address || strcmp(href, SHOW) != 0)
		return false;
	leave(a, true);
	return true;
}

bool app_picture_key(struct app *a, const struct tab *t, uint32_t key)
{
	if (!is_on(t) || !a->picture.address || (key != 27 && key != '\r'))
		return false;
	leave(a, key == '\r');
	return true;
}
