/* SPDX-License-Identifier: ISC */
/*
 * notes: a reader's notes and highlights, where they stand in a document of now.
 *
 * What is found nowhere in it is an orphan: it is shown as one, and stays. Made from the
 * marks of a store (model/store/marks.h) and a document; knows no screen.
 */
#ifndef PALAIS_MODEL_VIEWS_NOTES_H
#define PALAIS_MODEL_VIEWS_NOTES_H

#include "model/base/vec.h"
#include "model/store/marks.h"
#include "model/views/view.h"

/* Where a mark of a document that is not here stands. */
#define NOTE_AWAY ((enum anchor_state)(ANCHOR_ORPHAN + 1))

/* Strings owned. */
struct note {
	int64_t id;
	enum mark_kind kind;
	enum anchor_state state;
	size_t block;       /* of the document, unless it is an orphan or away */
	int64_t start, end; /* what of the paragraph's words as they are now; both 0: nothing */
	char number[PARAGRAPH_LABEL_MAX]; /* that it had */
	char *quoted;                     /* what was marked, in the words that it had */
	char *text;                       /* "" of a highlight without a note */
	int64_t changed;
};

struct notes {
	VEC(struct note) all;
};

/* Adds those of a document in a language; store NULL: none. 0, -1 with err. */
int notes_read(struct notes *n, struct store *store, const char *key, const char *lang,
               const struct doc *doc, struct err *err);
/* Adds what is being chosen to be one: bytes of the words of a block. */
int notes_choose(struct notes *n, size_t block, int64_t start, int64_t end);
void notes_done(struct notes *n);

/* The last note of a block, else its last highlight; NULL. */
const struct note *notes_at(const struct notes *n, size_t block);

/* One mark in the text that the stores have of its document: that document and where it
 * stands; NOTE_AWAY without a document where none is here. Strings of doc are the caller's. */
int note_find(const struct view_context *c, int64_t id, char *key, size_t size, char lang[16],
              struct note *note, struct err *err);
void note_done(struct note *note);

/* Adds a note to a document that is being made: what it says, a way to it, its date, and
 * what of its paragraph has to be said. */
void note_write(struct doc_maker *m, const struct note *note, int64_t now);

/* Spans of the block's own text, in its bytes, through `add`. */
void notes_spans(const struct notes *n, size_t block, const struct doc_text *text,
                 void (*add)(const char *what, uint32_t start, uint32_t end, void *),
                 void *payload);

#endif
