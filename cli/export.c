/* SPDX-License-Identifier: ISC */
/* export: a bundle of what the stores hold. */
#include "config.h"

#include "cli/export.h"

#include "cli/print.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "fetch/helpers/carry.h"
#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/doc/reference.h"
#include "model/dossier/catalogue.h"
#include "model/search/search.h"
#include "model/store/bundle.h"
#include "model/store/carried.h"
#include "model/store/marks.h"
#include "model/text/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Found by a search for a bundle: as many as there are. */
#define FOUND_MOST 1000000

/* -- what goes along ---------------------------------------------------------------------- */

struct chosen {
	struct store *store;
	int64_t version;
	char *key, lang[20];
	size_t place; /* in which it was listed */
};

struct choice {
	struct session *session;
	struct store *store; /* that is being listed */
	VEC(char *) keys;    /* of works; none: all */
	bool some;           /* not all, even if there is no key */
	VEC(struct chosen) all;
	long damaged, without; /* of a WARC file */
	struct err *err;
};

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The key of the work, in each store that has one of that name. */
static int add_key(struct choice *c, const char *name)
{
	struct store *s;
	int found = 0;

	for (size_t i = 0; (s = stores_store(c->session->stores, i)); i++) {
		struct store_version v;
		int rc = s == stores_starter(c->session->stores)
		                 ? 0
		                 : store_find(s, name, NULL, &v, c->err);

		if (rc == 0)
			continue;
		if (rc < 0 || vec_push(&c->keys, v.key) < 0)
			return -1;
		v.key = NULL;
		store_version_done(&v);
		found = 1;
	}
	return found;
}

static int choose_word(struct choice *c, const char *word)
{
	struct reference w;
	int rc;

	if (reference_read(word, &w, c->err) < 0)
		return -1;
	catalogue_complete_reference(stores_starter(c->session->stores), &w);
	rc = add_key(c, w.key);
	return rc ? rc : err_set(c->err, ERR_FAILED, "%s: not in the store", w.key);
}

static int choose_found(struct choice *c, const char *words)
{
	struct search_wish wish = {words, c->session->langs, FOUND_MOST};
	struct search *found = search_run(c->session->stores, &wish, c->err);
	int rc = found ? 0 : -1;

	for (size_t i = 0; rc >= 0 && i < search_count(found); i++) {
		const struct search_hit *h = search_hit(found, i);

		if (h->document && !h->away)
			rc = add_key(c, h->key);
	}
	search_free(found);
	return rc < 0 ? -1 : 0;
}

static int choose_pane(struct choice *c, const char *pane)
{
	char words[200];

	snprintf(words, sizeof words, "pane:\"%.150s\"", pane);
	return choose_found(c, words);
}

static int choose(struct choice *c, int argc, char **argv)
{
	const struct options *o = c->session->options;

	c->some = argc || o->pane || o->query;
	for (int i = 0; i < argc; i++)
		if (choose_word(c, argv[i]) < 0)
			return -1;
	if ((o->pane && choose_pane(c, o->pane) < 0) || (o->query && choose_found(c, o->query) < 0))
		return -1;
	if (c->keys.count)
		qsort(c->keys.at, c->keys.count, sizeof *c->keys.at, compare_keys);
	return 0;
}

static int list_one(int64_t version, const char *key, const char *lang, void *payload)
{
	struct choice *c = payload;
	struct chosen one = {.store = c->store, .version = version, .place = c->all.count};

	if (c->some && !(c->keys.count && bsearch(&key, c->keys.at, c->keys.count,
	                                          sizeof *c->keys.at, compare_keys)))
		return 0;
	snprintf(one.lang, sizeof one.lang, "%s", lang);
	one.key = strdup(key);
	if (one.key && vec_push(&c->all, one) == 0)
		return 0; /* cppcheck-suppress memleak ; the list has it */
	free(one.key);
	return err_set(c->err, ERR_FAILED, "out of memory");
}

/* What is alike lies side by side: it packs better. */
static int by_language(const void *a, const void *b)
{
	const struct chosen *x = a, *y = b;
	int order = strcmp(x->lang, y->lang);

	if (!order)
		order = strcmp(x->key, y->key);
	return order ? order : x->place < y->place ? -1 : 1;
}

static int list_all(struct choice *c)
{
	struct stores *stores = c->session->stores;

	for (size_t i = 0; (c->store = stores_store(stores, i)); i++)
		if (c->store != stores_starter(stores) &&
		    bundle_each(c->store, list_one, c, c->err) < 0)
			return -1;
	if (!c->all.count)
		return err_set(c->err, ERR_FAILED, "export: nothing of it is in the store");
	qsort(c->all.at, c->all.count, sizeof *c->all.at, by_language);
	return 0;
}

static void choice_done(struct choice *c)
{
	for (size_t i = 0; i < c->keys.count; i++)
		free(c->keys.at[i]);
	for (size_t i = 0; i < c->all.count; i++)
		free(c->all.at[i].key);
	vec_done(&c->keys);
	vec_done(&c->all);
}

/* -- progress ------------------------------------------------------------------------------- */

static void say_progress(int64_t done, int64_t left, void *payload)
{
	if (!progress_line_begin(payload))
		return;
	/* TRANSLATORS: while a bundle is made: documents in it, of so many */
	fprintf(stderr, _("in the bundle: %1$lld of %2$lld"), (long long)done,
	        (long long)done + (long long)left);
	progress_line_end();
}

/* -- a store ---------------------------------------------------------------------------------- */

/* The reader's marks as JSON, where they are wanted and there are any. 1, 0, -1. */
static int read_marks(const struct choice *c, struct buf *json)
{
	struct store *own = stores_personal(c->session->stores);

	if (!c->session->options->marks || !own || !marks_are_there(own))
		return 0;
	return marks_json(own, MARKS_ALL, json, c->err) < 0 ? -1 : 1;
}

static int add_marks(const struct choice *c, struct store *bundle)
{
	struct marks_taken taken;
	struct buf json;
	int rc;

	buf_init(&json, CARRIED_MARKS);
	rc = read_marks(c, &json);
	if (rc > 0)
		rc = marks_import(bundle, json.bytes, json.len, &taken, c->err);
	buf_done(&json);
	return rc;
}

static int64_t write_store(const struct choice *c, const char *part, struct progress_line *w)
{
	struct store *bundle = bundle_new(part, c->err);
	int64_t count = 0;
	int rc = bundle ? 0 : -1;

	for (size_t i = 0; rc >= 0 && i < c->all.count; i++) {
		const struct chosen *one = &c->all.at[i];

		rc = bundle_add(bundle, one->store, one->version, c->session->options->raw, c->err);
		count += rc > 0;
		say_progress((int64_t)i, (int64_t)(c->all.count - i), w);
	}
	if (rc >= 0)
		rc = add_marks(c, bundle);
	if (rc < 0)
		store_close(bundle);
	else
		rc = bundle_end(bundle, NULL, c->err);
	return rc < 0 ? -1 : count;
}

/* -- packed for carrying ------------------------------------------------------------------------
 */

static int64_t write_stream(const struct choice *c, struct carry *to, struct progress_line *w)
{
	int64_t documents = 0, records;
	struct buf json;
	int rc = 0;

	for (size_t i = 0; rc >= 0 && i < c->all.count; i++) {
		const struct chosen *one = &c->all.at[i];

		rc = carried_write(one->store, one->version, c->session->options->raw, carry_put,
		                   to, c->err);
		documents += rc > 0;
		say_progress((int64_t)i, (int64_t)(c->all.count - i), w);
	}
	records = documents;
	buf_init(&json, CARRIED_MARKS);
	if (rc >= 0)
		rc = read_marks(c, &json);
	if (rc > 0) {
		rc = carried_write_marks(json.bytes, json.len, carry_put, to, c->err);
		records++;
	}
	buf_done(&json);
	if (rc >= 0)
		rc = carried_write_end(records, carry_put, to, c->err);
	return rc < 0 ? -1 : documents;
}

static int64_t write_packed(const struct choice *c, const char *part, struct progress_line *w)
{
	FILE *f = rights_write_file(&c->session->options->rights, part, RIGHTS_NEW, c->err);
	struct carry *to =
		f ? carry_pack(c->session->options->carry_path, fileno(f), c->err) : NULL;
	int64_t count = to ? write_stream(c, to, w) : -1;

	if (count < 0)
		carry_drop(to);
	else if (carry_end(to, c->err) < 0)
		count = -1;
	if (f)
		fclose(f);
	return count;
}

/* -- the verb ------------------------------------------------------------------------------------
 */

/* -- a WARC file */

static int64_t write_warc(struct choice *c, const char *part, const char *path,
                          struct progress_line *w)
{
	struct export_warc *to = export_warc_new(&c->session->options->rights, part, path, c->err);
	int64_t count = 0;
	int rc = to ? 0 : -1;

	for (size_t i = 0; rc >= 0 && i < c->all.count; i++) {
		const struct chosen *one = &c->all.at[i];

		rc = export_warc_add(to, one->store, one->version, c->err);
		count += rc > 0;
		say_progress((int64_t)i, (int64_t)(c->all.count - i), w);
	}
	if (to && export_warc_end(to, &c->damaged, &c->without, rc < 0 ? NULL : c->err) < 0)
		rc = -1;
	return rc < 0 ? -1 : count;
}

static bool is_packed(const char *path)
{
	size_t n = strlen(path);

	return n > 3 && !strcmp(path + n - 3, ".xz");
}

/* Over a store that is open here its log would be left, and what it alone has would go. */
static bool is_open_here(struct stores *stores, const char *path)
{
	struct stat file, own;
	struct store *s;

	if (stat(path, &file) < 0)
		return false;
	for (size_t i = 0; (s = stores_store(stores, i)); i++)
		if (stat(store_path(s), &own) == 0 && own.st_dev == file.st_dev &&
		    own.st_ino == file.st_ino)
			return true;
	return false;
}

static int export(struct choice *c, const char *path)
{
	const struct options *o = c->session->options;
	struct progress_line w = {.seen = progress_is_seen() && !o->quiet};
	char part[RIGHTS_PART], size[40];
	struct stat st;
	int64_t count;

	if (is_open_here(c->session->stores, path))
		return err_set(c->err, ERR_USAGE, "%s: is a store that is open here", path);
	if (rights_begin_part(&o->rights, path, o->force, part, c->err) < 0)
		return -1;
	count = o->warc           ? write_warc(c, part, path, &w)
	        : is_packed(path) ? write_packed(c, part, &w)
	                          : write_store(c, part, &w);
	progress_line_clear(&w);
	if (count < 0) {
		rights_drop_part(part);
		return -1;
	}
	if (rights_end_part(part, path, o->force, c->err) < 0)
		return -1;
	units_bytes(stat(path, &st) == 0 ? st.st_size : 0, size, sizeof size);
	if (!o->quiet) {
		printf("%s\t", path);
		/* TRANSLATORS: of a bundle: how many documents are in it, and its bytes */
		printf(_("documents: %1$lld, %2$s"), (long long)count, size);
		if (c->without) {
			fputs(C_("aside", ", "), stdout);
			/* TRANSLATORS: of documents: so many whose bytes are not here */
			printf(_("without bytes: %ld"), c->without);
		}
		putchar('\n');
	}
	return 0;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	struct choice c = {.session = session, .err = err};
	int rc;

	if (argc < 2 || session->options->format != FORMAT_TEXT) {
		err_set(err, ERR_USAGE, "export: into which file? FILE [WHAT…]");
		return ERR_USAGE;
	}
	if (session->options->warc && session->options->marks) {
		err_set(err, ERR_USAGE, "export: a WARC file has no room for marks");
		return ERR_USAGE;
	}
	rc = choose(&c, argc - 2, argv + 2);
	if (rc == 0)
		rc = list_all(&c);
	if (rc == 0)
		rc = export(&c, argv[1]);
	choice_done(&c);
	if (rc < 0)
		return (int)err->code;
	if (c.damaged) {
		err_set(err, ERR_STORE, "%s: damaged and left out: %ld", argv[1], c.damaged);
		print_end(stdout, NULL);
		return ERR_STORE;
	}
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}

const struct cli_verb export_verb = {
	.name = "export",
	.arguments = "FILE [WHAT…]",
	.help = N_("a bundle of what the store holds: it opens with --site; .xz: packed"),
	.writes_files = true,
	.run = run,
};
