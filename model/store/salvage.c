/* SPDX-License-Identifier: ISC */
/* A damaged store read page by page into a new one. */
#include "config.h"

#include "model/store/salvage.h"

#include "model/base/messages.h"
#include "model/store/schema.h"
#include "model/store/swap.h"
#include "model/store/trees.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* So many tables with our own words, and it is a store of palais. */
#define EVIDENCE 8
#define TICK_PAGES 256
/* More than a store of any version has. */
#define TREES_MOST 256

/* A row of the damaged file's list of tables. */
struct root {
	char *name, *sql;
	uint32_t page;
};

struct salvage {
	const char *path;
	const struct store_salvage_watch *watch;
	struct store_salvaged *n;
	struct pages *pages;
	struct records *records;
	VEC(struct root) roots;
	trees trees;
	struct store own; /* the new file, while it is filled */
	struct tree *now; /* whose rows come */
	int64_t unknown;  /* rows of which it cannot be told what they are of */
	struct err *err;
	bool failed;
};

static void lost(struct salvage *v, const char *why)
{
	v->n->lost++;
	v->watch->lost("", why, v->watch->payload);
}

static void tick(struct salvage *v, uint32_t page)
{
	if (v->watch->progress && page % TICK_PAGES == 0)
		v->watch->progress(page, pages_count(v->pages), v->watch->payload);
}

/* -- where its tables begin ------------------------------------------------------- */

/* A row of the list of tables: type, name, table, page, words. */
static void take_root(const struct record *r, void *payload)
{
	struct salvage *v = payload;
	struct root root = {.page = 0};
	const struct record_value *sql = &r->at[4];

	if (!r->numbered || r->count != 5 || r->at[1].kind != RECORD_TEXT ||
	    r->at[3].kind != RECORD_INTEGER || r->at[3].integer <= 0 ||
	    r->at[3].integer > UINT32_MAX || (sql->kind != RECORD_TEXT && sql->kind != RECORD_NULL))
		return;
	root.page = (uint32_t)r->at[3].integer;
	root.name = strndup((const char *)r->at[1].bytes, r->at[1].len);
	root.sql =
		sql->kind == RECORD_TEXT ? strndup((const char *)sql->bytes, sql->len) : strdup("");
	if (root.name && root.sql && vec_push(&v->roots, root) == 0)
		return;
	free(root.name);
	free(root.sql);
	v->failed = true;
}

/* Of pages that cannot be reached too. */
static void find_roots(struct salvage *v)
{
	bool numbered;

	if (!records_walk(v->records, 1, true, true, take_root, v))
		return;
	for (uint32_t page = 2; page <= pages_count(v->pages); page++)
		if (!records_reached(v->records, page))
			records_page(v->records, page, false, &numbered, take_root, v);
}

static const struct root *root_of(const struct salvage *v, const struct tree *t, bool same_words)
{
	for (size_t i = 0; i < v->roots.count; i++)
		if (!strcmp(v->roots.at[i].name, t->name) &&
		    (!same_words || !strcmp(v->roots.at[i].sql, t->sql)))
			return &v->roots.at[i];
	return NULL;
}

/* -- which version it is ------------------------------------------------------------ */

static int read_version(struct salvage *v, long version, trees *out)
{
	struct store made = {.path = (char *)v->path};
	int rc = -1;

	if (sqlite3_open(":memory:", &made.db) == SQLITE_OK &&
	    store_make_tables(&made, 0, version, v->err) == 0)
		rc = trees_of(&made, out, v->err);
	store_drop_kept(&made);
	vec_done(&made.kept);
	sqlite3_close(made.db);
	return rc;
}

/* How many of its tables have the words that this program writes. */
static int evidence(const struct salvage *v, const trees *t)
{
	int count = 0;

	for (size_t i = 0; i < t->count; i++)
		count += *t->at[i].sql && root_of(v, &t->at[i], true);
	return count;
}

/* The version of which most tables are there. */
static long guess_version(struct salvage *v)
{
	int most = EVIDENCE - 1;
	long found = 0;

	for (long version = SCHEMA_VERSION; version > 0; version--) {
		trees some = {0};
		int count = read_version(v, version, &some) < 0 ? -1 : evidence(v, &some);

		trees_done(&some);
		if (count < 0)
			return -1;
		if (count > most) {
			most = count;
			found = version;
		}
	}
	return found;
}

static long find_version(struct salvage *v)
{
	uint32_t application, version;

	if (pages_head(v->pages, &application, &version) && application == SCHEMA_APPLICATION_ID) {
		if (version > 0 && version <= SCHEMA_VERSION)
			return version;
		if (version > SCHEMA_VERSION)
			return err_set(v->err, ERR_STORE,
			               "%s: written by a newer palais (store version %ld, this "
			               "program reads up to %d): use that one",
			               v->path, (long)version, SCHEMA_VERSION);
	}
	version = (uint32_t)guess_version(v);
	if ((int32_t)version)
		return (int32_t)version;
	return err_set(v->err, ERR_STORE,
	               "%s: nothing of a palais store can be read in it: it is left as it is; "
	               "where it is moved away, a new one is made",
	               v->path);
}

/* -- rows ---------------------------------------------------------------------------- */

static void take_row(const struct record *r, void *payload)
{
	struct salvage *v = payload;
	int rc = v->failed || v->now->decoy ? 1 : tree_insert(v->now, &v->own, r, v->err);

	if (rc < 0)
		v->failed = true;
	else if (!rc)
		v->now->damaged++;
}

struct judging {
	struct salvage *v;
	bool *could; /* by tree: all rows could be its */
	int64_t rows;
};

static void judge_row(const struct record *r, void *payload)
{
	struct judging *j = payload;

	j->rows++;
	for (size_t i = 0; i < j->v->trees.count; i++)
		j->could[i] = j->could[i] && tree_fits(&j->v->trees.at[i], r);
}

/* Where it begins if the list of tables does not say: where it does in other stores, if all
 * that is there could be its. */
static uint32_t guess_root(struct salvage *v, size_t tree)
{
	const struct tree *t = &v->trees.at[tree];

	for (size_t i = 0; i < sizeof t->usual / sizeof *t->usual; i++) {
		bool could[TREES_MOST] = {0};
		struct judging j = {v, could, 0};

		could[tree] = true;
		if (!records_reached(v->records, t->usual[i]) &&
		    !records_walk(v->records, t->usual[i], t->numbered, false, judge_row, &j) &&
		    could[tree])
			return t->usual[i];
	}
	return 0;
}

static void read_tree(struct salvage *v, struct tree *t)
{
	v->now = t;
	/* documents hold their own sums: a dictionary with a hole serves those that do not
	 * reach into it */
	records_guess(v->records, !strcmp(t->name, "dictionary"));
	if (t->root)
		t->damaged += records_walk(v->records, t->root, t->numbered, true, take_row, v);
	records_guess(v->records, false);
}

/* Those that are known first, so that none is taken for another. */
static int read_trees(struct salvage *v)
{
	struct tree *last = NULL;

	for (size_t i = 0; i < v->trees.count && !v->failed; i++) {
		struct tree *t = &v->trees.at[i];
		const struct root *root = root_of(v, t, false);

		t->root = root ? root->page : 0;
		/* where it is guessed how it goes on, pages of others might be taken */
		if (t->root && !strcmp(t->name, "dictionary"))
			last = t;
		else
			read_tree(v, t);
		if (v->watch->progress)
			v->watch->progress((int64_t)i, (int64_t)v->trees.count, v->watch->payload);
	}
	for (size_t i = 0; i < v->trees.count && !v->failed; i++)
		if (!v->trees.at[i].root) {
			v->trees.at[i].root = guess_root(v, i);
			read_tree(v, &v->trees.at[i]);
		}
	if (last && !v->failed)
		read_tree(v, last);
	return v->failed ? -1 : 0;
}

/* -- pages that no tree leads to --------------------------------------------------------- */

/* Whose rows they are: of the one that has lost some and fits. Bytes of documents are not
 * told from pages of the index, nor need they be: those of no document go again. */
static struct tree *judge(struct salvage *v, const struct judging *j)
{
	struct tree *found = NULL;
	int count = 0;

	for (size_t i = 0; i < v->trees.count; i++) {
		struct tree *t = &v->trees.at[i];

		if (!j->could[i])
			continue;
		if (!strcmp(t->name, "chunk"))
			return t;
		count++;
		found = t;
	}
	if (count > 1)
		v->unknown += j->rows;
	return count == 1 ? found : NULL;
}

static bool is_broken(const struct tree *t)
{
	return !t->root || t->damaged;
}

static void read_stray(struct salvage *v, uint32_t page)
{
	bool could[TREES_MOST], numbered;
	struct judging j = {v, could, 0};

	for (size_t i = 0; i < v->trees.count; i++)
		could[i] = is_broken(&v->trees.at[i]);
	if (!records_page(v->records, page, false, &numbered, judge_row, &j))
		return;
	v->now = judge(v, &j);
	if (v->now)
		records_page(v->records, page, true, &numbered, take_row, v);
}

static int read_strays(struct salvage *v)
{
	bool broken = false;

	for (size_t i = 0; i < v->trees.count; i++)
		broken = broken || is_broken(&v->trees.at[i]);
	for (uint32_t page = 2; broken && page <= pages_count(v->pages) && !v->failed; page++) {
		tick(v, page);
		if (!records_reached(v->records, page))
			read_stray(v, page);
	}
	return v->failed ? -1 : 0;
}

/* -- what is said of it ------------------------------------------------------------------- */

static void say_lost(struct salvage *v)
{
	char why[300];

	for (size_t i = 0; i < v->trees.count; i++) {
		const struct tree *t = &v->trees.at[i];

		v->n->rows += t->rows;
		if (t->decoy || !is_broken(t))
			continue;
		/* TRANSLATORS: the name of a table of the store, how many parts of it are
		 * damaged, and how many of its rows are saved */
		snprintf(why, sizeof why, _("table %1$.60s: damaged: %2$ld; rows saved: %3$lld"),
		         t->name, t->root ? t->damaged : 1, (long long)t->rows);
		lost(v, why);
	}
	if (v->unknown) {
		snprintf(why, sizeof why,
		         _("rows of which it cannot be told what they are of: %lld"),
		         (long long)v->unknown);
		lost(v, why);
	}
	if (pages_log_lost(v->pages)) {
		snprintf(why, sizeof why,
		         _("the log beside it is damaged: changes that were not read: %ld"),
		         pages_log_lost(v->pages));
		lost(v, why);
	}
}

/* -- the new file --------------------------------------------------------------------------- */

static int fill(struct salvage *v, const char *path, long version)
{
	int rc = -1;

	v->own.path = (char *)path;
	v->own.kind = STORE_PERSONAL;
	if (store_open_file(&v->own, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, false) !=
	    SQLITE_OK)
		store_fail(&v->own, v->err);
	/* it is written down as a whole before anything depends on it (swap.c) */
	else if (store_exec(&v->own,
	                    "PRAGMA temp_store=MEMORY; PRAGMA synchronous=OFF; BEGIN IMMEDIATE",
	                    v->err) == 0 &&
	         store_make_tables(&v->own, 0, version, v->err) == 0 && read_trees(v) == 0 &&
	         read_strays(v) == 0)
		rc = store_exec(&v->own, "COMMIT", v->err);
	if (rc == 0)
		say_lost(v);
	trees_done(&v->trees);
	sqlite3_close(v->own.db);
	return rc;
}

static int settle(struct salvage *v, const char *path)
{
	struct store *s = store_open_knowing(path, STORE_PERSONAL, v->watch->bytes,
	                                     v->watch->catalogue, v->err);
	int rc = s ? store_settle(s, v->watch, v->n, v->err) : -1;

	store_close(s);
	return rc;
}

static int rebuild(struct salvage *v, const char *path)
{
	long version;

	v->records = records_new(v->pages);
	if (!v->records)
		return err_set(v->err, ERR_FAILED, "%s: out of memory", v->path);
	find_roots(v);
	if (v->failed || records_lacked(v->records))
		return err_set(v->err, ERR_FAILED, "%s: out of memory", v->path);
	version = find_version(v);
	if (version < 0 || read_version(v, version, &v->trees) < 0)
		return -1;
	if (v->trees.count > TREES_MOST)
		return err_set(v->err, ERR_FAILED, "out of memory");
	/* what is said of the new file is said of the store */
	if (fill(v, path, version) < 0)
		return -1;
	if (records_lacked(v->records))
		return err_set(v->err, ERR_FAILED, "%s: out of memory", v->path);
	return settle(v, path);
}

int store_salvage(const char *path, const struct store_salvage_watch *watch,
                  struct store_salvaged *out, struct err *err)
{
	struct salvage v = {.path = path, .watch = watch, .n = out, .err = err};
	char *made = NULL;
	int rc = -1;

	memset(out, 0, sizeof *out);
	v.pages = pages_open(path, err);
	if (v.pages && (made = swap_begin(path, err)) && rebuild(&v, made) == 0)
		rc = swap_end(path, made, &out->kept, err);
	else if (made)
		swap_drop(made);
	for (size_t i = 0; i < v.roots.count; i++) {
		free(v.roots.at[i].name);
		free(v.roots.at[i].sql);
	}
	vec_done(&v.roots);
	records_free(v.records);
	pages_close(v.pages);
	free(made);
	return rc;
}
