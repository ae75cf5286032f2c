/* SPDX-License-Identifier: ISC */
/*
 * marks: what a reader has marked: bookmarks and their tags, notes and highlights, what was
 * read, and when each pane was last looked at.
 *
 * All of it is rows of a personal store; each verb that writes is one transaction, so that
 * what it said is stored is stored. A mark carries the reference and the words that it was
 * made by: it tells what it is of where that is no longer, or not yet, here. Addresses and
 * times are those of the store (store.h). Marks can be written to a file and taken in again:
 * what is the same is there once, what differs is there twice, each with its times.
 */
#ifndef PALAIS_MODEL_STORE_MARKS_H
#define PALAIS_MODEL_STORE_MARKS_H

#include "model/base/buf.h"
#include "model/store/anchor.h"
#include "model/store/store.h"

/* Of what a mark is, as it was when the mark was made. "" where it is not known. */
struct mark_source {
	const char *document; /* the key of the work, or the address of what has none */
	const char *title;
	const char *reference; /* how it is cited, in a line */
	const char *sha256;    /* of the version that was read, in hexadecimal */
};

/* -- bookmarks ------------------------------------------------------------ */

struct bookmark {
	struct mark_source source; /* document: the address */
	const char *tags;          /* by the alphabet, apart by blanks */
	int64_t added;
};

/* Keeps one, or lets it go with its tags. One that is there gets the title of now. */
int marks_bookmark(struct store *s, const struct mark_source *source, bool keep, struct err *err);
bool marks_is_bookmark(struct store *s, const char *address);
/* The newest first; tag: only those, NULL: all. Strings are borrowed for the call. */
int marks_each_bookmark(struct store *s, const char *tag,
                        int (*each)(const struct bookmark *, void *), void *payload,
                        struct err *err);

/* Words apart by blanks or commas: each is a tag of the address from now on; "-word" is no
 * longer. ERR_USAGE for a word that cannot be one. */
int marks_tag(struct store *s, const char *address, const char *words, struct err *err);
int marks_each_tag(struct store *s, int (*each)(const char *tag, long count, void *), void *payload,
                   struct err *err);

/* -- notes and highlights --------------------------------------------------- */

enum mark_kind { MARK_NOTE, MARK_HIGHLIGHT };
/* Their words in a file and in the store. */
extern const char *const mark_kinds[2];

struct mark {
	int64_t id; /* in this store */
	enum mark_kind kind;
	struct mark_source source;
	const char *lang; /* of the text */
	struct anchor anchor;
	int64_t start, end; /* what of its words is marked, in bytes; of a note all of them */
	const char *note;   /* "" of a highlight without one */
	int64_t created, changed;
};

/* Adds one as it is, unless it is there: its id, or -1. */
int64_t marks_note(struct store *s, const struct mark *m, struct err *err);
/* What a note says from now on. */
int marks_say(struct store *s, int64_t id, const char *note, struct err *err);
int marks_remove(struct store *s, int64_t id, struct err *err);
/* All (key NULL), by document and place; or those of a document, under any of its names, in
 * a language, until `each` returns non-zero. Strings are borrowed for the call. */
int marks_each(struct store *s, const char *key, const char *lang,
               int (*each)(const struct mark *, void *), void *payload, struct err *err);
/* One of them: 1, 0 when there is none, -1 with err. */
int marks_get(struct store *s, int64_t id, int (*each)(const struct mark *, void *), void *payload,
              struct err *err);

/* -- read and unread -------------------------------------------------------- */

int marks_set_read(struct store *s, const char *key, bool read, struct err *err);
/* Whether what has the key or alias was read; s NULL: nothing was. */
bool marks_is_read(struct store *s, const char *key);

/* The same for many at a time: asked once, for a list of thousands. */
struct marks_read;
struct marks_read *marks_read_new(struct store *s);               /* NULL where nothing was read */
bool marks_read_has(const struct marks_read *r, const char *key); /* r NULL is fine */
void marks_read_free(struct marks_read *r);

/* A pane is looked at now; and when it was before the last look, 0: never. */
int marks_look(struct store *s, const char *pane, struct err *err);
int64_t marks_looked_before(struct store *s, const char *pane);

/* -- files -------------------------------------------------------------------- */

/* Which of them go into a file. */
enum { MARKS_BOOKMARKS = 1, MARKS_NOTES = 2, MARKS_READ = 4, MARKS_ALL = 7 };

/* Whether there is anything that would go into one. */
bool marks_are_there(struct store *s);
/* The whole as JSON, the same bytes for the same marks; or as Markdown, to be read. */
int marks_json(struct store *s, unsigned what, struct buf *out, struct err *err);
int marks_markdown(struct store *s, unsigned what, struct buf *out, struct err *err);

struct marks_taken {
	long added, there; /* marks that were new, and that were here already */
};
/* Takes in what marks_json has written, all of it or, with err, nothing. */
int marks_import(struct store *s, const char *json, size_t len, struct marks_taken *taken,
                 struct err *err);

#endif
