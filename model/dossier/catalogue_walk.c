/* SPDX-License-Identifier: ISC */
/* The whole catalogue in one pass. Looking up each part of each entry by itself was nine
 * tenths of a list: here all tables that hold parts of it are read side by side, in the
 * order of ids that they share, and words that recur are kept. */
#include "config.h"

#include "model/base/arena.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/texts.h"
#include "model/store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MOST ((int64_t)1 << 20)

/* -- words that recur --------------------------------------------------- */

struct word {
	const char *text; /* NULL: not read yet */
	size_t len;
};

struct words {
	struct arena arena;
	struct word *at; /* by id, 0 is none */
	int64_t last;
	sqlite3_stmt *one;
};

static int keep_word(struct words *w, int64_t id, const char *text, struct err *err)
{
	size_t len = strlen(text);
	char *copy = arena_take(&w->arena, len + 1);

	if (!copy)
		return err_set(err, ERR_FAILED, "catalogue: out of memory");
	memcpy(copy, text, len + 1);
	w->at[id] = (struct word){copy, len};
	return 0;
}

static int read_all(struct store *s, struct words *w, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT id, text FROM word", err);
	int rc = SQLITE_DONE, stop = q ? 0 : -1;

	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		int64_t id = sqlite3_column_int64(q, 0);

		if (id > 0 && id <= w->last)
			stop = keep_word(w, id, store_column(q, 1), err);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop;
}

static int words_open(struct store *s, struct words *w, bool all, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT max(id) FROM word", err);

	arena_init(&w->arena, 1 << 12, 1 << 17);
	if (!q)
		return -1;
	if (sqlite3_step(q) == SQLITE_ROW)
		w->last = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	if (w->last < 0 || w->last > WORDS_MOST)
		return err_set(err, ERR_STORE, "%s: the store is damaged: words without number",
		               store_path(s));
	w->at = calloc((size_t)w->last + 1, sizeof *w->at);
	w->one = store_prepare_kept(s, "SELECT text FROM word WHERE id=?", err);
	if (!w->at || !w->one)
		return w->one ? err_set(err, ERR_FAILED, "catalogue: out of memory") : -1;
	if (keep_word(w, 0, "", err) < 0)
		return -1;
	return all ? read_all(s, w, err) : 0;
}

static void words_close(struct words *w)
{
	store_release(w->one);
	free(w->at);
	arena_done(&w->arena);
}

static const struct word *word_of(struct words *w, int64_t id)
{
	if (id < 0 || id > w->last)
		id = 0;
	if (w->at[id].text)
		return &w->at[id];
	sqlite3_reset(w->one);
	sqlite3_bind_int64(w->one, 1, id);
	if (sqlite3_step(w->one) != SQLITE_ROW ||
	    keep_word(w, id, store_column(w->one, 0), NULL) < 0)
		id = 0;
	return &w->at[id];
}

/* -- tables side by side ------------------------------------------------ */

/* A table that is read beside the catalogue, the highest id first, its first column. */
struct beside {
	sqlite3_stmt *q;
	int64_t id; /* of the row at hand; 0: none is left */
	int rc;     /* SQLite's last word */
};

static void beside_next(struct beside *b)
{
	b->rc = sqlite3_step(b->q);
	b->id = b->rc == SQLITE_ROW ? sqlite3_column_int64(b->q, 0) : 0;
}

static int beside_open(struct store *s, struct beside *b, const char *sql, struct err *err)
{
	b->q = store_prepare_kept(s, sql, err);
	if (!b->q)
		return -1;
	beside_next(b);
	return 0;
}

/* Whether it has a row of this id; ids come in falling order. */
static bool beside_has(struct beside *b, int64_t id)
{
	while (b->id > id)
		beside_next(b);
	return b->id == id && id > 0;
}

static const char *beside_text(struct beside *b, int64_t id)
{
	return b->q && beside_has(b, id) ? store_column(b->q, 1) : "";
}

/* -- the walk ----------------------------------------------------------- */

enum { SYMBOLS, LABELS, OFFICIAL, TEXTS, BESIDES };

struct walk {
	struct store *s;
	bool whole;
	sqlite3_stmt *q;
	struct words words;
	struct beside beside[BESIDES];
	struct buf subjects;
	char languages[2 * LANG_COUNT];
	struct err *err;
};

static const char lines[] = "SELECT id, date, title, agenda, vote FROM catalogue ORDER BY id DESC";
static const char whole[] = "SELECT id, date, title, agenda, vote, adoption, meeting, draft, "
			    "chapter7, syria, subjects FROM catalogue ORDER BY id DESC";

/* English ones are the catalogue's own. */
static int open_official(struct walk *w)
{
	char sql[96];
	int i = lang_index(messages_language());

	if (i < 0 || !strcmp(lang_codes[i], "en"))
		return 0;
	snprintf(sql, sizeof sql, "SELECT id, %s FROM official ORDER BY id DESC", lang_codes[i]);
	return beside_open(w->s, &w->beside[OFFICIAL], sql, w->err);
}

static int open_walk(struct walk *w)
{
	w->q = store_prepare_kept(w->s, w->whole ? whole : lines, w->err);
	if (!w->q || words_open(w->s, &w->words, w->whole, w->err) < 0 ||
	    beside_open(w->s, &w->beside[SYMBOLS],
	                "SELECT id, text FROM symbol WHERE id<=(SELECT max(id) FROM catalogue) "
	                "ORDER BY id DESC",
	                w->err) < 0)
		return -1;
	if (w->whole)
		return beside_open(w->s, &w->beside[TEXTS],
		                   "SELECT id, list FROM text_file ORDER BY id DESC", w->err);
	if (beside_open(w->s, &w->beside[LABELS],
	                "SELECT y.id, d.title FROM document d CROSS JOIN symbol y ON y.text=d.key "
	                "WHERE y.id<=(SELECT max(id) FROM catalogue) ORDER BY y.id DESC",
	                w->err) < 0)
		return -1;
	return open_official(w);
}

/* The words of a list, joined. */
static void join_subjects(struct walk *w)
{
	const unsigned char *list = sqlite3_column_blob(w->q, 10);
	size_t len = (size_t)sqlite3_column_bytes(w->q, 10), at = 0;
	int64_t id, last = 0;

	buf_reset(&w->subjects);
	while ((id = catalogue_unpack(list, len, &at, &last)) > 0) {
		const struct word *word = word_of(&w->words, id);

		if (!word->len)
			continue;
		if (w->subjects.len)
			buf_char(&w->subjects, ';');
		buf_add(&w->subjects, word->text, word->len);
	}
}

/* What programs are told beside a line. */
static int take_rest(struct walk *w, struct catalogue_entry *e)
{
	struct beside *texts = &w->beside[TEXTS];

	e->adoption = word_of(&w->words, sqlite3_column_int64(w->q, 5))->text;
	e->meeting = store_column(w->q, 6);
	e->draft = store_column(w->q, 7);
	e->chapter7 = store_column(w->q, 8);
	e->syria = sqlite3_column_int(w->q, 9);
	join_subjects(w);
	e->subjects = w->subjects.bytes;
	e->languages = w->languages;
	if (!beside_has(texts, e->id))
		return catalogue_whole_languages(w->s, e->symbol, w->languages, sizeof w->languages,
		                                 w->err);
	texts_languages(sqlite3_column_blob(texts->q, 1), (size_t)sqlite3_column_bytes(texts->q, 1),
	                w->languages, sizeof w->languages);
	return 0;
}

static int walk_on(struct walk *w, int (*each)(const struct catalogue_entry *, void *),
                   void *payload)
{
	int rc = SQLITE_DONE, stop = 0;

	while (!stop && (rc = sqlite3_step(w->q)) == SQLITE_ROW) {
		struct catalogue_entry e = {.id = sqlite3_column_int64(w->q, 0),
		                            .date = store_column(w->q, 1),
		                            .title = store_column(w->q, 2),
		                            .vote = store_column(w->q, 4),
		                            .adoption = "",
		                            .meeting = "",
		                            .draft = "",
		                            .chapter7 = "",
		                            .subjects = "",
		                            .languages = ""};

		if (!beside_has(&w->beside[SYMBOLS], e.id))
			continue;
		e.symbol = store_column(w->beside[SYMBOLS].q, 1);
		e.agenda = word_of(&w->words, sqlite3_column_int64(w->q, 3))->text;
		e.label = beside_text(&w->beside[LABELS], e.id);
		e.official = beside_text(&w->beside[OFFICIAL], e.id);
		if (w->whole && take_rest(w, &e) < 0)
			return -1;
		stop = each(&e, payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(w->s, w->err);
	for (int i = 0; !stop && i < BESIDES; i++)
		if (w->beside[i].q && w->beside[i].rc != SQLITE_ROW &&
		    w->beside[i].rc != SQLITE_DONE)
			stop = store_fail(w->s, w->err);
	return stop;
}

int catalogue_each(struct store *s, enum catalogue_depth depth,
                   int (*each)(const struct catalogue_entry *, void *), void *payload,
                   struct err *err)
{
	struct walk w = {.s = s, .whole = depth == CATALOGUE_WHOLE, .err = err};
	int rc;

	buf_init(&w.subjects, 1 << 16);
	rc = open_walk(&w);
	if (rc == 0)
		rc = walk_on(&w, each, payload);
	for (int i = 0; i < BESIDES; i++)
		store_release(w.beside[i].q);
	store_release(w.q);
	words_close(&w.words);
	buf_done(&w.subjects);
	return rc < 0 ? -1 : 0;
}
