/* SPDX-License-Identifier: ISC */
/* The reader's notes and highlights: in what is shown, made, and let go of. */
#include "config.h"

#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/doc/paragraph.h"
#include "model/store/marks.h"
#include "model/text/characters.h"
#include "model/views/version.h"
#include "tui/app_shown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void app_read_notes(struct app *a, struct tab *t, const struct view_found *f, const struct doc *doc)
{
	struct store *s = stores_personal(a->session->stores);
	struct err err = {0};

	notes_done(&t->notes);
	if (!f || !f->stored)
		return;
	if (notes_read(&t->notes, s, f->version.key, f->version.lang, doc, &err) < 0 ||
	    (t->both && notes_read(&t->notes, s, f->version.key, t->second, doc, &err) < 0))
		app_say(a, "%s", err.text);
	if (a->mode == MODE_CHOOSE)
		notes_choose(&t->notes, a->chosen.block, (int64_t)a->chosen.start,
		             (int64_t)a->chosen.end);
}

/* -- the paragraph of the reader's line --------------------------------------------- */

/* A paragraph as a mark keeps it. */
struct paragraph {
	struct shown shown;
	struct buf reference, words;
	struct anchor anchor;
	size_t at;       /* its block in what is shown, after the head */
	uint32_t offset; /* in it where the line begins */
};

static void paragraph_done(struct paragraph *p)
{
	app_shown_done(&p->shown);
	buf_done(&p->reference);
	buf_done(&p->words);
}

/* Why a note cannot stand in what is shown; NULL: it can. */
static const char *no_notes(const struct tab *t)
{
	if (t->entire)
		return N_("notes are in the main text: W shows it");
	if (t->origin == FROM_STORE && !t->card)
		return NULL;
	return t->origin == FROM_FILE ? N_("keep the file first: `palais add`")
	                              : N_("no document that is here is shown");
}

/* False, and says why, where there is none. */
static bool find_paragraph(struct app *a, struct tab *t, struct paragraph *p)
{
	struct pane_place place = pane_where(t->pane);
	const char *why = no_notes(t);
	bool second = false;

	buf_init(&p->reference, 1 << 14);
	buf_init(&p->words, DOC_MAX);
	memset(&p->shown, 0, sizeof p->shown);
	if (why) {
		app_say(a, "%s", _(why));
		return false;
	}
	p->at = place.block < 0 ? (size_t)-1 : (size_t)place.block;
	p->offset = place.offset;
	if (place.block >= 0 && t->both)
		place.block = parallel_block(t->both, place.block, &second);
	app_shown(a, t, second, &p->shown);
	citation_text(&p->shown.citation, &p->reference);
	if (place.block >= 0 && p->shown.found.stored &&
	    (size_t)place.block < doc_block_count(p->shown.doc) &&
	    anchor_make(&p->anchor, p->shown.doc, (size_t)place.block, &p->words) == 0)
		return true;
	app_say(a, "no paragraph in this line");
	return false;
}

static struct mark new_mark(const struct paragraph *p, enum mark_kind kind)
{
	const struct store_version *v = &p->shown.found.version;

	return (struct mark){.kind = kind,
	                     .source = {v->key,
	                                *v->title ? v->title : doc_fact(p->shown.doc, DOC_TITLE),
	                                p->reference.bytes, v->sha256},
	                     .lang = v->lang,
	                     .anchor = p->anchor,
	                     .end = (int64_t)p->words.len,
	                     .note = "",
	                     .created = clock_now(),
	                     .changed = clock_now()};
}

bool app_can_note(struct app *a, struct tab *t)
{
	struct paragraph p;
	bool can = find_paragraph(a, t, &p);

	paragraph_done(&p);
	return can;
}

int app_note(struct app *a, struct tab *t, const char *text)
{
	struct paragraph p;
	struct err err = {0};
	const struct note *there;
	struct store *s = NULL;
	int rc = -1;

	if (!find_paragraph(a, t, &p)) {
		paragraph_done(&p);
		return DID_DRAW;
	}
	there = notes_at(&t->notes, p.at);
	s = stores_writable(a->session->stores, &err);
	if (s && there) {
		rc = marks_say(s, there->id, text, &err);
	} else if (s) {
		struct mark m = new_mark(&p, MARK_NOTE);

		m.note = text;
		rc = marks_note(s, &m, &err) < 0 ? -1 : 0;
	}
	if (rc == 0)
		app_reload(a, t);
	app_say(a, "%s", rc < 0 ? err.text : _("noted: :notes lists all"));
	paragraph_done(&p);
	return DID_DRAW;
}

/* -- choosing words -------------------------------------------------------------------- */

/* Behind the signs that stand at a place. */
static size_t skip_signs(const struct buf *w, size_t at)
{
	enum text_word what;

	while (at < w->len) {
		size_t n = text_word(w->bytes + at, w->len - at, &what);

		if (what != TEXT_WORD_SIGN)
			break;
		at += n;
	}
	return at;
}

/* The end of the next word, with the signs before and behind it. */
static size_t word_end(const struct buf *w, size_t at)
{
	enum text_word what;
	size_t n;

	at = skip_signs(w, at + (at < w->len && w->bytes[at] == ' '));
	if (at >= w->len)
		return at;
	n = text_word(w->bytes + at, w->len - at, &what);
	return what == TEXT_WORD_LETTERS ? skip_signs(w, at + n) : at;
}

static size_t skip_space(const struct buf *w, size_t at)
{
	return at + (at < w->len && w->bytes[at] == ' ');
}

/* The beginning of the word that stands before a place, or in which that is. */
static size_t word_start_before(const struct buf *w, size_t at)
{
	size_t start = 0, next;

	while ((next = skip_space(w, word_end(w, start))) < at && next < w->len)
		start = next;
	return start;
}

static void move_end(struct chosen *c, int words)
{
	for (; words > 0; words--)
		c->end = word_end(&c->words, c->end);
	for (; words < 0; words++) {
		size_t start = word_start_before(&c->words, c->end);
		size_t end = start ? start - (c->words.bytes[start - 1] == ' ') : 0;

		if (end > c->start)
			c->end = end;
	}
}

static void move_start(struct chosen *c, int words)
{
	for (; words > 0; words--) {
		size_t next = skip_space(&c->words, word_end(&c->words, c->start));

		if (next < c->end)
			c->start = next;
	}
	for (; words < 0 && c->start; words++)
		c->start = word_start_before(&c->words, c->start);
}

/* So many words are a row, about. */
#define WORDS_A_ROW 6

static void say_choosing(struct app *a)
{
	/* TRANSLATORS: keys, for a row of 40 cells: l and h move the end, o takes the other end,
	 * a the whole paragraph */
	app_say(a, "l h words  o other end  a all  Enter");
}

/* Shows what is chosen, at the end that moves. */
static int show_chosen(struct app *a, struct tab *t)
{
	struct chosen *c = &a->chosen;
	const struct doc *doc;
	uint32_t from = 0, to = 0;
	size_t block;

	app_reload(a, t);
	doc = pane_doc(t->pane);
	block = c->block + document_view_head(doc);
	if (block < doc_block_count(doc))
		paragraph_stretch(&doc_block(doc, block)->text, c->start, c->end, &from, &to);
	pane_go(t->pane, (struct pane_place){(long)c->block, c->at_start ? from : to ? to - 1 : 0});
	say_choosing(a);
	return DID_DRAW;
}

int app_choose(struct app *a, struct tab *t)
{
	struct chosen *c = &a->chosen;
	struct doc_block head;
	struct paragraph p;
	struct buf before;

	if (find_paragraph(a, t, &p) && doc_block(p.shown.doc, (size_t)p.anchor.block)->row_count) {
		app_say(a, "not in a table: a puts a note on it");
	} else if (p.words.len) {
		/* from the line's first word */
		buf_init(&before, DOC_MAX);
		head = *doc_block(p.shown.doc, (size_t)p.anchor.block);
		head.text.len = p.offset < head.text.len ? p.offset : 0;
		paragraph_words(&head, &before);
		buf_done(&c->words);
		buf_init(&c->words, DOC_MAX);
		buf_add(&c->words, p.words.bytes, p.words.len);
		c->block = p.at;
		c->at_start = false;
		c->start = before.len ? word_start_before(&c->words, before.len + 2) : 0;
		c->end = word_end(&c->words, c->start);
		buf_done(&before);
		a->mode = MODE_CHOOSE;
		show_chosen(a, t);
	}
	paragraph_done(&p);
	return DID_DRAW;
}

/* What was chosen becomes a highlight. */
static int keep_chosen(struct app *a, struct tab *t)
{
	struct chosen *c = &a->chosen;
	struct err err = {0};
	struct store *s = stores_writable(a->session->stores, &err);
	struct paragraph p;
	int rc = -1;

	a->mode = MODE_NORMAL;
	if (find_paragraph(a, t, &p) && s) {
		struct mark m = new_mark(&p, MARK_HIGHLIGHT);

		m.start = (int64_t)c->start;
		m.end = (int64_t)c->end;
		rc = marks_note(s, &m, &err) < 0 ? -1 : 0;
	}
	app_reload(a, t);
	app_say(a, "%s", rc < 0 ? err.text : _("highlighted: a puts a note on it"));
	paragraph_done(&p);
	return DID_DRAW;
}

int app_choose_key(struct app *a, uint32_t key)
{
	struct tab *t = app_tab(a);
	struct chosen *c = &a->chosen;
	int words = key == 'l' || key == TERM_RIGHT  ? 1
	            : key == 'h' || key == TERM_LEFT ? -1
	            : key == 'j' || key == TERM_DOWN ? WORDS_A_ROW
	            : key == 'k' || key == TERM_UP   ? -WORDS_A_ROW
	                                             : 0;

	*a->message = '\0';
	if (key == '\r' || key == '\n')
		return keep_chosen(a, t);
	if (words && c->at_start)
		move_start(c, words);
	else if (words)
		move_end(c, words);
	else if (key == 'o')
		c->at_start = !c->at_start;
	else if (key == 'a')
		c->start = 0, c->end = c->words.len;
	else
		a->mode = MODE_NORMAL;
	if (a->mode == MODE_CHOOSE)
		return show_chosen(a, t);
	app_reload(a, t);
	return DID_DRAW;
}

/* -- letting go -------------------------------------------------------------------------- */

struct words_kept {
	struct app *app;
	bool any;
};

/* What a note said is at hand when the next one is asked for. */
static int keep_words(const struct mark *m, void *payload)
{
	struct words_kept *k = payload;

	k->any = *m->note != '\0';
	if (k->any)
		app_keep_typed(k->app, PROMPT_NOTE, m->note);
	return 0;
}

int app_unmark(struct app *a, struct tab *t)
{
	const char *href = pane_link(t->pane), *rest;
	struct pane_place place = pane_where(t->pane);
	const struct note *note = place.block < 0 ? NULL : notes_at(&t->notes, (size_t)place.block);
	int64_t id = href && reference_own(href, &rest) == OWN_NOTE ? strtoll(rest, NULL, 10)
	             : note                                         ? note->id
	                                                            : 0;
	struct err err = {0};
	struct store *s = id ? stores_writable(a->session->stores, &err) : NULL;
	struct words_kept words = {.app = a};
	int there = s ? marks_get(s, id, keep_words, &words, &err) : -1;

	if (!id) {
		app_say(a, "no note in this line");
	} else if (there < 0 || marks_remove(s, id, &err) < 0) {
		app_say(a, "%s", err.text);
	} else {
		app_reload(a, t);
		app_say(a, words.any ? N_("the note is gone: a and Up bring its words back")
		                     : N_("the note is gone"));
	}
	return DID_DRAW;
}

/* -- to where one stands ------------------------------------------------------------------- */

static void go_to(struct app *a, struct tab *t, const struct note *note)
{
	long block = (long)note->block;

	if (note->state >= ANCHOR_ORPHAN) {
		pane_go_anchor(t->pane, "palais-notes");
		app_say(a, "orphan: the paragraph is gone");
		return;
	}
	if (t->both)
		block = parallel_index(t->both, block, false);
	pane_go(t->pane, (struct pane_place){block, 0});
	if (note->state == ANCHOR_CHANGED)
		app_say(a, "the paragraph has changed since");
}

int app_open_note(struct app *a, struct tab *t, const char *rest)
{
	struct view_context context = app_context(a);
	char key[URL_MAX], lang[16], address[VERSION_ADDRESS_MAX];
	struct err err = {0};
	struct note note;
	int rc = note_find(&context, strtoll(rest, NULL, 10), key, sizeof key, lang, &note, &err);

	if (rc <= 0) {
		app_say(a, "%s", rc < 0 ? err.text : _("there is no such note"));
		return -1;
	}
	version_text_address(key, lang, address, sizeof address);
	if (t->origin != FROM_STORE || t->number || t->entire || strcmp(t->what.key, key) != 0 ||
	    strcmp(doc_fact(pane_doc(t->pane), DOC_LANGUAGE), lang) != 0)
		rc = app_open(a, t, address, true);
	if (rc >= 0 && note.state != NOTE_AWAY && t->origin == FROM_STORE)
		go_to(a, t, &note);
	note_done(&note);
	return rc < 0 ? -1 : 0;
}
