/* SPDX-License-Identifier: ISC */
/* Where machine-readable texts lie, and official titles. */
#include "config.h"

#include "data/starter.h"
#include "model/base/buf.h"
#include "model/base/lang.h"
#include "model/base/vec.h"
#include "model/dossier/texts.h"
#include "model/symbol/symbol.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_SYMBOL, TEXT_LANG, TEXT_REPO, TEXT_PATH, TEXT_BYTES, TEXT_IN_FILE, TEXT_COLUMNS };

static const char *const text_columns[] = {"symbol", "lang", "repo", "path", "bytes", "in_file"};
static const char *const title_columns[] = {"symbol", "ar", "zh", "en", "fr", "ru", "es"};
#define TITLE_COLUMNS 7

static bool is_canonical(const char *symbol)
{
	char normal[SYMBOL_MAX];

	return symbol_normal(symbol, normal) && !strcmp(normal, symbol);
}

/* -- texts -------------------------------------------------------------- */

/* A folder is a word; that of a language and a repository stands once. */
struct folder {
	char *place; /* "en GAresolutions/75session/English" */
	int64_t id;
};

struct texts {
	struct starter *st;
	VEC(struct folder) folders;
	struct packed_text before;
	struct buf list; /* of the symbol at hand */
	char symbol[SYMBOL_MAX];
	int lang;          /* of the text before, in this list */
	VEC(char *) paths; /* of this list */
};

static bool is_repo(const char *s)
{
	return *s && *s != '.' && strlen(s) < 100 &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
	               strlen(s);
}

/* A file in a folder, and nothing that leads out of the repository. */
static bool is_path(const char *s)
{
	const char *file = strrchr(s, '/');
	struct packed_text t;

	return file && file != s && file[1] && strlen(file + 1) < sizeof t.name &&
	       strlen(s) < 900 && *s != '/' && !strstr(s, "..") && !strstr(s, "//") &&
	       !strpbrk(s, "%\\?#");
}

static int check_text(const struct tsv *t, struct err *err)
{
	const char *in_file = t->field[TEXT_IN_FILE];

	if (!is_canonical(t->field[TEXT_SYMBOL]))
		return tsv_error(t, err, "not a symbol in canonical form", t->field[TEXT_SYMBOL]);
	if (lang_index(t->field[TEXT_LANG]) < 0)
		return tsv_error(t, err, "not one of the six languages", t->field[TEXT_LANG]);
	if (!is_repo(t->field[TEXT_REPO]))
		return tsv_error(t, err, "not the name of a repository", t->field[TEXT_REPO]);
	if (!is_path(t->field[TEXT_PATH]))
		return tsv_error(t, err, "not a path within a repository", t->field[TEXT_PATH]);
	if (!check_count(t->field[TEXT_BYTES]))
		return tsv_error(t, err, "not a number", t->field[TEXT_BYTES]);
	if (*in_file && (lang_index(in_file) < 0 || !strcmp(in_file, t->field[TEXT_LANG])))
		return tsv_error(t, err, "not another of the six languages", in_file);
	return 0;
}

static void forget_paths(struct texts *x)
{
	for (size_t i = 0; i < x->paths.count; i++)
		free(x->paths.at[i]);
	x->paths.count = 0;
}

/* The list of the symbol at hand goes in. */
static int end_symbol(struct texts *x, struct err *err)
{
	int64_t id;

	forget_paths(x);
	x->lang = 0;
	memset(&x->before, 0, sizeof x->before);
	if (!x->list.len)
		return 0;
	id = starter_symbol(x->st, x->symbol, err);
	if (id < 0 ||
	    starter_put_list(x->st, "INSERT INTO text_file VALUES(?,?)", id, &x->list, err) < 0)
		return -1;
	buf_reset(&x->list);
	return 0;
}

static int begin_symbol(struct texts *x, const struct tsv *t, struct err *err)
{
	int64_t there = starter_number(x->st->store,
	                               "SELECT f.id FROM text_file f JOIN symbol y ON y.id=f.id "
	                               "WHERE y.text=?",
	                               t->field[TEXT_SYMBOL], err);

	if (there)
		return there < 0 ? -1
		                 : tsv_error(t, err, "its rows are not together",
		                             t->field[TEXT_SYMBOL]);
	snprintf(x->symbol, sizeof x->symbol, "%s", t->field[TEXT_SYMBOL]);
	buf_char(&x->list, 0);
	return 0;
}

static int64_t put_folder(struct texts *x, const char *place, struct err *err)
{
	struct store *s = x->st->store;
	sqlite3_stmt *q = store_prepare(s, "INSERT INTO word(text) VALUES(?)", err);
	struct folder f = {strdup(place), 0};

	if (q)
		store_bind(q, 1, place);
	if (!f.place || !q || store_run(s, q, err) < 0) {
		free(f.place);
		return -1;
	}
	f.id = sqlite3_last_insert_rowid(s->db);
	if (vec_push(&x->folders, f) < 0) {
		free(f.place);
		return err_set(err, ERR_FAILED, "%s: out of memory", place);
	}
	return f.id;
}

/* The id of the folder of a path that ends at `file`, made when it is new. A folder
 * has one language. */
static int64_t folder_id(struct texts *x, const struct tsv *t, const char *file, struct err *err)
{
	const char *path = t->field[TEXT_PATH];
	char place[1100];

	snprintf(place, sizeof place, "%s %.100s/%.*s", t->field[TEXT_LANG], t->field[TEXT_REPO],
	         (int)(file - path), path);
	for (size_t i = x->folders.count; i-- > 0;) {
		const struct folder *at = &x->folders.at[i];

		/* both begin with a language of two letters */
		if (strcmp(at->place + 2, place + 2) != 0)
			continue;
		if (strcmp(at->place, place) != 0)
			return tsv_error(t, err, "a folder of two languages", place + 3);
		return at->id;
	}
	return put_folder(x, place, err);
}

static int note_path(struct texts *x, const struct tsv *t, struct err *err)
{
	char *path;

	for (size_t i = 0; i < x->paths.count; i++)
		if (!strcmp(x->paths.at[i], t->field[TEXT_PATH]))
			return tsv_error(t, err, "duplicate key", t->field[TEXT_PATH]);
	path = strdup(t->field[TEXT_PATH]);
	if (!path || vec_push(&x->paths, path) < 0) {
		free(path);
		return err_set(err, ERR_FAILED, "%s: out of memory", t->path);
	}
	return 0;
}

static int put_text(struct texts *x, const struct tsv *t, struct err *err)
{
	struct packed_text text = {.bytes = atol(t->field[TEXT_BYTES])};
	int lang = lang_index(t->field[TEXT_LANG]);
	const char *file = strrchr(t->field[TEXT_PATH], '/');

	if (strcmp(x->symbol, t->field[TEXT_SYMBOL]) != 0 &&
	    (end_symbol(x, err) < 0 || begin_symbol(x, t, err) < 0))
		return -1;
	if (lang < x->lang)
		return tsv_error(t, err, "languages stand in the order ar zh en fr ru es",
		                 t->field[TEXT_LANG]);
	if (note_path(x, t, err) < 0)
		return -1;
	text.folder = folder_id(x, t, file, err);
	if (text.folder < 0)
		return -1;
	text.in_file = lang_index(t->field[TEXT_IN_FILE]) + 1;
	snprintf(text.name, sizeof text.name, "%s", file + 1);
	texts_pack(&x->list, &x->before, &text);
	if (!text.in_file && buf_ok(&x->list))
		x->list.bytes[0] |= (char)(1 << lang);
	x->before = text;
	x->lang = lang;
	return buf_ok(&x->list) ? 0 : tsv_error(t, err, "too many texts", x->symbol);
}

static int read_texts(struct starter *st, struct err *err)
{
	struct texts x = {.st = st};
	struct tsv t;
	int rc = tsv_open(&t, st->dir, "akn_paths.tsv", text_columns, TEXT_COLUMNS, err);

	buf_init(&x.list, 1 << 16);
	while (rc > 0 && (rc = tsv_next(&t, err)) > 0)
		rc = check_text(&t, err) < 0 || put_text(&x, &t, err) < 0 ? -1 : 1;
	if (rc == 0)
		rc = end_symbol(&x, err);
	forget_paths(&x);
	vec_done(&x.paths);
	for (size_t i = 0; i < x.folders.count; i++)
		free(x.folders.at[i].place);
	vec_done(&x.folders);
	buf_done(&x.list);
	tsv_close(&t);
	return rc;
}

/* -- titles ------------------------------------------------------------- */

static int check_titles(const struct tsv *t, struct err *err)
{
	bool some = false;

	if (!is_canonical(t->field[0]))
		return tsv_error(t, err, "not a symbol in canonical form", t->field[0]);
	for (int i = 1; i < TITLE_COLUMNS; i++) {
		some = some || *t->field[i];
		if (*t->field[i] && !check_title(t->field[i]))
			return tsv_error(t, err, "not a whole title", t->field[i]);
		if (strlen(t->field[i]) >= CATALOGUE_TITLE_MAX)
			return tsv_error(t, err, "a title is too long", t->field[0]);
	}
	return some ? 0 : tsv_error(t, err, "no title in any language", t->field[0]);
}

static int put_titles(struct starter *st, sqlite3_stmt *out, const struct tsv *t, struct err *err)
{
	int64_t id = starter_symbol(st, t->field[0], err);

	if (id < 0)
		return -1;
	sqlite3_bind_int64(out, 1, id);
	for (int i = 1; i < TITLE_COLUMNS; i++)
		if (*t->field[i])
			store_bind(out, i + 1, t->field[i]);
		else
			sqlite3_bind_null(out, i + 1);
	return starter_insert(st, out, t, err);
}

static int read_titles(struct starter *st, struct err *err)
{
	sqlite3_stmt *out = NULL;
	struct tsv t;
	int rc = tsv_open(&t, st->dir, "titles.tsv", title_columns, TITLE_COLUMNS, err);

	if (rc > 0) {
		out = store_prepare(st->store, "INSERT INTO official VALUES(?,?,?,?,?,?,?)", err);
		rc = out ? 1 : -1;
	}
	while (rc > 0 && (rc = tsv_next(&t, err)) > 0)
		rc = check_titles(&t, err) < 0 || put_titles(st, out, &t, err) < 0 ? -1 : 1;
	sqlite3_finalize(out);
	tsv_close(&t);
	return rc;
}

int starter_texts(struct starter *st, struct err *err)
{
	/* English is kept where the catalogue has another title. */
	static const char same[] = "UPDATE official SET en = NULL FROM catalogue c "
				   "WHERE c.id = official.id AND c.title = official.en";

	if (read_texts(st, err) < 0 || read_titles(st, err) < 0 || starter_hashes(st, err) < 0)
		return -1;
	return store_exec(st->store, same, err);
}
