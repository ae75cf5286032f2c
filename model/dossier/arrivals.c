/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/arrivals.h"

#include "model/base/vec.h"
#include "model/dossier/headlines.h"
#include "model/store/availability.h"
#include "model/store/internal.h"
#include "model/store/marks.h"

#include <stdlib.h>
#include <string.h>

struct gathering {
	VEC(struct arrival) all; /* strings owned */
	struct availability *look;
	struct marks_read *read;
	int64_t since;
	bool full;
};

static void arrival_done(struct arrival *a)
{
	free((char *)a->key);
	free((char *)a->title);
	free((char *)a->lang);
}

static int gather(struct gathering *g, const char *key, const char *title, const char *lang,
                  int64_t when, bool headline)
{
	struct arrival a = {strdup(key), strdup(title), strdup(lang),
	                    when,        headline,      marks_read_has(g->read, key)};

	g->full = !a.key || !a.title || !a.lang || vec_push(&g->all, a) < 0;
	if (g->full)
		arrival_done(&a);
	return g->full;
}

static int gather_texts(struct gathering *g, struct store *s, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s,
		/* what is asked for again has a new date each time; what is pinned may have been
	         * known long before it came */
		"SELECT w.key, t.title, t.lang, iif(w.added=0 OR w.pinned, min(v.fetched), "
		"w.added) "
		"AS came FROM work w JOIN text t ON t.work=w.id JOIN version v ON v.text=t.id "
		"GROUP BY w.id HAVING came > ?1",
		err);
	int rc = SQLITE_DONE;

	if (!q)
		return -1;
	sqlite3_bind_int64(q, 1, g->since);
	while (!g->full && (rc = sqlite3_step(q)) == SQLITE_ROW)
		gather(g, store_column(q, 0), store_column(q, 1), store_column(q, 2),
		       sqlite3_column_int64(q, 3), false);
	if (!g->full && rc != SQLITE_DONE)
		store_fail(s, err);
	sqlite3_finalize(q);
	return g->full || rc == SQLITE_DONE ? 0 : -1;
}

static int headline(const struct headline *n, void *payload)
{
	struct gathering *g = payload;

	if (n->seen <= g->since ||
	    (g->look && availability_at(g->look, n->url) != AVAILABILITY_AWAY))
		return 0;
	return gather(g, n->url, n->title, n->lang, n->seen, true);
}

static int newest_first(const void *a, const void *b)
{
	const struct arrival *x = a, *y = b;

	if (x->when != y->when)
		return x->when < y->when ? 1 : -1;
	return strcmp(x->key, y->key);
}

int arrivals_each(struct stores *stores, const char *langs, int64_t since,
                  int (*each)(const struct arrival *, void *), void *payload, struct err *err)
{
	struct gathering g = {.read = marks_read_new(stores_personal(stores)), .since = since};
	struct store *s;
	int rc = 0, stop = 0;

	g.look = availability_new(stores, NULL);
	for (size_t i = 0; rc == 0 && !g.full && (s = stores_store(stores, i)); i++) {
		if (s == stores_starter(stores))
			continue;
		rc = gather_texts(&g, s, err);
		if (rc == 0 && !g.full)
			rc = headlines_each(s, langs, 0, headline, &g, err);
	}
	availability_free(g.look);
	marks_read_free(g.read);
	if (g.full)
		rc = err_set(err, ERR_FAILED, "stores: out of memory");
	if (g.all.count)
		qsort(g.all.at, g.all.count, sizeof *g.all.at, newest_first);
	for (size_t i = 0; i < g.all.count; i++) {
		if (rc == 0 && !stop)
			stop = each(&g.all.at[i], payload);
		arrival_done(&g.all.at[i]);
	}
	vec_done(&g.all);
	return rc < 0 || stop < 0 ? -1 : 0;
}
