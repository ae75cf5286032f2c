/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/views/notes.h"

#include "model/base/messages.h"
#include "model/text/characters.h"
#include "model/text/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- finding ------------------------------------------------------------------- */

struct reader {
	struct notes *notes;
	const struct doc *doc; /* NULL: it is not here */
	struct anchor_index *index;
	bool full;
};

static int take(const struct mark *m, struct note *n)
{
	*n = (struct note){.id = m->id,
	                   .kind = m->kind,
	                   .state = NOTE_AWAY,
	                   .start = m->start,
	                   .end = m->end,
	                   .changed = m->changed};
	memcpy(n->number, m->anchor.number, sizeof n->number);
	n->quoted = strndup(m->anchor.words + m->start, (size_t)(m->end - m->start));
	n->text = strdup(m->note);
	return n->quoted && n->text ? 0 : -1;
}

/* Where the words that were marked stand in a paragraph that has changed; nowhere where
 * they are gone, or are there more than once. */
static void seek_again(struct note *n, const struct doc_block *b)
{
	struct buf words;
	const char *at;

	buf_init(&words, DOC_MAX);
	paragraph_words(b, &words);
	at = *n->quoted ? strstr(words.bytes, n->quoted) : NULL;
	if (at && strstr(at + 1, n->quoted))
		at = NULL;
	n->start = at ? at - words.bytes : 0;
	n->end = at ? n->start + (int64_t)strlen(n->quoted) : 0;
	buf_done(&words);
}

static void place(struct reader *r, const struct mark *m, struct note *n)
{
	if (!r->doc)
		return;
	n->state = anchor_find(r->index, &m->anchor, &n->block);
	if (n->state == ANCHOR_CHANGED)
		seek_again(n, doc_block(r->doc, n->block));
}

void note_done(struct note *n)
{
	free(n->quoted);
	free(n->text);
	n->quoted = n->text = NULL;
}

static int add(const struct mark *m, void *payload)
{
	struct reader *r = payload;
	struct note n = {0};

	/* most documents have none: the index is made for the first */
	if (!r->index && r->doc)
		r->index = anchor_index_new(r->doc);
	r->full = (r->doc && !r->index) || take(m, &n) < 0;
	if (!r->full) {
		place(r, m, &n);
		r->full = vec_push(&r->notes->all, n) < 0;
	}
	if (r->full)
		note_done(&n);
	return r->full;
}

int notes_read(struct notes *n, struct store *store, const char *key, const char *lang,
               const struct doc *doc, struct err *err)
{
	struct reader r = {.notes = n, .doc = doc};
	int rc = store ? marks_each(store, key, lang, add, &r, err) : 0;

	anchor_index_free(r.index);
	return r.full ? err_set(err, ERR_FAILED, "notes: out of memory") : rc;
}

int notes_choose(struct notes *n, size_t block, int64_t start, int64_t end)
{
	struct note chosen = {.kind = MARK_HIGHLIGHT,
	                      .block = block,
	                      .start = start,
	                      .end = end,
	                      .quoted = strdup(""),
	                      .text = strdup("")};

	if (chosen.quoted && chosen.text && vec_push(&n->all, chosen) == 0)
		return 0;
	note_done(&chosen);
	return -1;
}

void notes_done(struct notes *n)
{
	for (size_t i = 0; i < n->all.count; i++)
		note_done(&n->all.at[i]);
	vec_done(&n->all);
}

static bool is_in(const struct note *n, size_t block)
{
	return n->state < ANCHOR_ORPHAN && n->block == block;
}

const struct note *notes_at(const struct notes *n, size_t block)
{
	const struct note *found = NULL;

	for (size_t i = 0; i < n->all.count; i++) {
		const struct note *one = &n->all.at[i];

		if (one->id && is_in(one, block) && (!found || *one->text || !*found->text))
			found = one;
	}
	return found;
}

/* -- one by its number -------------------------------------------------------------- */

struct wanted {
	const struct view_context *c;
	char *key, *lang;
	size_t size;
	struct note *note;
	struct err *err;
};

/* The text of exactly that language. */
static struct doc *find_text(struct wanted *w, const struct mark *m)
{
	struct store_version v;
	struct store *from;
	struct doc *doc = NULL;

	if (stores_find(w->c->stores, m->source.document, m->lang, &v, &from, NULL) <= 0)
		return NULL;
	if (!strcmp(v.lang, m->lang))
		doc = store_doc(from, v.id, NULL);
	store_version_done(&v);
	return doc;
}

static int find_one(const struct mark *m, void *payload)
{
	struct wanted *w = payload;
	struct doc *doc = find_text(w, m);
	struct reader r = {.doc = doc};
	int rc = take(m, w->note);

	if (rc == 0 && doc)
		r.index = anchor_index_new(doc);
	if (rc == 0 && (!doc || r.index))
		place(&r, m, w->note);
	else
		rc = err_set(w->err, ERR_FAILED, "notes: out of memory");
	snprintf(w->key, w->size, "%s", m->source.document);
	snprintf(w->lang, 16, "%s", m->lang);
	anchor_index_free(r.index);
	doc_free(doc);
	return rc < 0 ? -1 : 1;
}

int note_find(const struct view_context *c, int64_t id, char *key, size_t size, char lang[16],
              struct note *note, struct err *err)
{
	struct store *s = stores_personal(c->stores);
	struct wanted w = {c, key, lang, size, note, err};

	memset(note, 0, sizeof *note);
	return s ? marks_get(s, id, find_one, &w, err) : 0;
}

/* -- showing -------------------------------------------------------------------------- */

void notes_spans(const struct notes *n, size_t block, const struct doc_text *text,
                 void (*put)(const char *what, uint32_t start, uint32_t end, void *), void *payload)
{
	for (size_t i = 0; i < n->all.count; i++) {
		const struct note *one = &n->all.at[i];
		uint32_t from, to;

		if (!is_in(one, block))
			continue;
		if (one->state == ANCHOR_CHANGED)
			put(DOC_READER_CHANGED, 0, text->len, payload);
		else if (*one->text)
			put(DOC_READER_NOTE, 0, text->len, payload);
		if (one->kind != MARK_HIGHLIGHT)
			continue;
		paragraph_stretch(text, (size_t)one->start, (size_t)one->end, &from, &to);
		put(DOC_READER_HIGHLIGHT, from, to, payload);
	}
}

/* Words of palais' own. */
static void begin(struct doc_maker *m, enum doc_kind kind)
{
	doc_begin(m, kind);
	doc_attr(m, "dir", messages_rtl() ? "rtl" : "ltr");
}

/* What has to be said of its paragraph; NULL. */
static const char *state_words(enum anchor_state state, bool quoted)
{
	static const char *const words[][2] = {
		[ANCHOR_SAME] = {NULL, NULL},
		[ANCHOR_MOVED] = {N_("the paragraph has another number now"),
	                          N_("the paragraph has another number now")},
		[ANCHOR_CHANGED] = {N_("the paragraph has changed since"),
	                            N_("the paragraph has changed since; it read:")},
		[ANCHOR_ORPHAN] = {N_("orphan: its paragraph is no longer in the text"),
	                           N_("orphan: its paragraph is no longer in the text; it read:")},
		[NOTE_AWAY] = {N_("the text is not here"),
	                       N_("the text is not here; the paragraph reads:")}};
	const char *said = words[state][quoted];

	return said ? _(said) : NULL;
}

void note_write(struct doc_maker *m, const struct note *n, int64_t now)
{
	char href[40], when[60], marker[PARAGRAPH_LABEL_MAX + 8];
	const char *text = *n->text ? n->text : n->quoted, *said;
	bool highlight = n->kind == MARK_HIGHLIGHT;
	int direction = text_direction(text, strlen(text));
	uint32_t at;

	snprintf(href, sizeof href, "note:%lld", (long long)n->id);
	snprintf(marker, sizeof marker, "%s%s",
	         *n->number  ? "¶"
	         : highlight ? "="
	                     : "*",
	         n->number);
	/* what a reader wrote runs as it is written, whatever the interface does */
	if (direction)
		doc_begin(m, DOC_ITEM);
	else
		begin(m, DOC_ITEM);
	if (direction)
		doc_attr(m, "dir", direction > 0 ? "rtl" : "ltr");
	doc_attr(m, "level", "1");
	doc_attr(m, "marker", marker);
	doc_add_link(m, text, href);
	date_ago(n->changed, now, when, sizeof when);
	doc_add_str(m, "  ");
	at = doc_text_length(m);
	doc_add_str(m, when);
	doc_add_span(m, DOC_TAIL, at, doc_text_length(m), "");
	said = state_words(n->state, *n->text);
	if (said) {
		begin(m, DOC_PARAGRAPH);
		doc_add_str(m, said);
	}
	if (n->state < ANCHOR_CHANGED || !*n->text)
		return;
	doc_begin(m, DOC_QUOTE);
	doc_attr(m, "level", "1");
	doc_attr(m, "dir", text_starts_rtl(n->quoted, strlen(n->quoted)) ? "rtl" : "ltr");
	doc_add_str(m, n->quoted);
}
