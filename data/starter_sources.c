/* SPDX-License-Identifier: ISC */
/* Of what kind the sources of facts are, so that a reader can judge them. A source is an
 * address, a symbol, or words for where a row was read, which may hold several addresses:
 * the best of them counts. */
#include "config.h"

#include "data/starter.h"
#include "model/symbol/symbol.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOST_NAME, HOST_KIND, HOST_SORT, HOST_COLUMNS };

/* The best first. */
static const char *const kinds[] = {"UN document", "UN page", "other official", "press", "other"};
#define KINDS (int)(sizeof kinds / sizeof *kinds)

static int rank(const char *kind)
{
	int i = 0;

	while (i < KINDS && strcmp(kinds[i], kind) != 0)
		i++;
	return i;
}

static int put_host(struct starter *st, struct tsv *t, struct err *err)
{
	static const char *const sorts[] = {"", "upload", "mirror", "essay"};
	bool sort = false;
	sqlite3_stmt *q;
	int rc;

	for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
		sort = sort || !strcmp(sorts[i], t->field[HOST_SORT]);
	if (rank(t->field[HOST_KIND]) == KINDS)
		return tsv_error(t, err, "no kind of source", t->field[HOST_KIND]);
	if (!sort)
		return tsv_error(t, err, "not upload, mirror or essay", t->field[HOST_SORT]);
	q = store_prepare(st->store, "INSERT INTO temp.hosts VALUES(?,?,?)", err);
	if (!q)
		return -1;
	for (int i = 0; i < HOST_COLUMNS; i++)
		store_bind(q, i + 1, t->field[i]);
	rc = starter_insert(st, q, t, err);
	sqlite3_finalize(q);
	return rc;
}

int starter_hosts(struct starter *st, struct err *err)
{
	static const char *const columns[] = {"name", "kind", "sort"};

	if (store_exec(st->store, "CREATE TABLE temp.hosts(name PRIMARY KEY, kind, sort)", err) < 0)
		return -1;
	return starter_each_row(st, "hosts.tsv", columns, HOST_COLUMNS, put_host, err);
}

/* What is known of a source so far. */
struct judged {
	int rank;
	char sort[16];
};

static void take_better(struct judged *j, const char *kind, const char *sort)
{
	int its = rank(kind);

	/* of two, the one that can bear a fact alone */
	if (its > j->rank || (its == j->rank && (!*j->sort || *sort)))
		return;
	j->rank = its;
	snprintf(j->sort, sizeof j->sort, "%s", sort);
}

/* The row for what fits best: 1, 0, -1. */
static int ask(struct starter *st, const char *sql, const char *text, struct judged *j,
               struct err *err)
{
	sqlite3_stmt *q = store_prepare(st->store, sql, err);
	int found;

	if (!q)
		return -1;
	store_bind(q, 1, text);
	found = sqlite3_step(q) == SQLITE_ROW;
	if (found)
		take_better(j, store_column(q, 0), store_column(q, 1));
	sqlite3_finalize(q);
	return found;
}

/* A host, by itself or one above it: "press.un.org" is known by "un.org". */
static int ask_host(struct starter *st, const char *host, struct judged *j, struct err *err)
{
	int found = 0;

	for (const char *p = host; !found && p; p = strchr(p, '.') ? strchr(p, '.') + 1 : NULL)
		found = ask(st, "SELECT kind, sort FROM temp.hosts WHERE name=?", p, j, err);
	return found;
}

/* Judges the addresses in the words of a source, with http before them or not. */
static int judge_words(struct starter *st, const struct tsv *t, char *words, struct judged *j,
                       struct err *err)
{
	char *save = NULL;

	for (char *w = strtok_r(words, " ();,", &save); w; w = strtok_r(NULL, " ();,", &save)) {
		bool address = check_address(w);
		char *host = address ? strstr(w, "://") + 3 : w;
		int found;

		if (!address && (!strchr(w, '/') || !memchr(w, '.', strcspn(w, "/"))))
			continue;
		host[strcspn(host, "/:?#")] = '\0';
		found = ask_host(st, host, j, err);
		if (found < 0 || (!found && address))
			return found < 0 ? -1
			                 : tsv_error(t, err, "no such host in hosts.tsv", host);
	}
	return 0;
}

static int judge(struct starter *st, const struct tsv *t, const char *source, struct judged *j,
                 struct err *err)
{
	/* of several that a source begins with the longest */
	static const char begins[] = "SELECT kind, sort FROM temp.hosts WHERE "
				     "substr(?1,1,length(name))=name ORDER BY length(name) DESC";
	char first[SYMBOL_MAX], symbol[SYMBOL_MAX], *words;
	int rc;

	snprintf(first, sizeof first, "%.*s", (int)strcspn(source, " ;"), source);
	if (strchr(first, '/') && !strchr(first, ':') && symbol_normal(first, symbol)) {
		j->rank = 0;
		return 0;
	}
	if (ask(st, begins, source, j, err) < 0)
		return -1;
	words = strdup(source);
	rc = words ? judge_words(st, t, words, j, err) : -1;
	free(words);
	return rc;
}

int starter_source(struct starter *st, const struct tsv *t, const char *source, struct err *err)
{
	struct judged j = {.rank = KINDS};
	int64_t hosts = starter_number(st->store, "SELECT 1 FROM temp.hosts WHERE ?<>'-'", "", err);
	sqlite3_stmt *q;

	/* a dossier need not judge its sources */
	if (hosts < 1 || !*source)
		return hosts < 0 ? -1 : 0;
	if (judge(st, t, source, &j, err) < 0)
		return -1;
	if (j.rank == KINDS)
		return tsv_error(t, err, "hosts.tsv does not tell what kind of source this is",
		                 source);
	q = store_prepare(st->store, "INSERT OR IGNORE INTO fact_source VALUES(?,?,?)", err);
	if (!q)
		return -1;
	store_bind(q, 1, source);
	store_bind(q, 2, kinds[j.rank]);
	store_bind(q, 3, j.sort);
	return store_run(st->store, q, err);
}
