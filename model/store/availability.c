/* SPDX-License-Identifier: ISC */
/* One prepared question for each store that holds any text at all. */
#include "config.h"

#include "model/store/availability.h"

#include "model/base/url.h"
#include "model/store/internal.h"
#include "model/symbol/identity.h"

#include <stdlib.h>

#define STORES_MOST 32

struct availability {
	struct store *stores[STORES_MOST];
	sqlite3_stmt *questions[STORES_MOST];
	size_t count;
};

static bool has_texts(struct store *s)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT 1 FROM text LIMIT 1", NULL);
	bool some = q && sqlite3_step(q) == SQLITE_ROW;

	sqlite3_finalize(q);
	return some;
}

struct availability *availability_new(struct stores *stores, struct err *err)
{
	struct availability *look = calloc(1, sizeof *look);
	struct store *s;

	if (!look) {
		err_set(err, ERR_FAILED, "stores: out of memory");
		return NULL;
	}
	for (size_t i = 0; look->count < STORES_MOST && (s = stores_store(stores, i)); i++) {
		/* The starter's texts are palais' own pages, which need no mark. */
		if (s == stores_starter(stores) || !has_texts(s))
			continue;
		look->stores[look->count] = s;
		look->questions[look->count] = store_prepare(
			s,
			"SELECT v.whole, v.url FROM text t JOIN version v ON v.text = t.id "
			"WHERE t.work = coalesce((SELECT id FROM work WHERE key = ?1),"
			"(SELECT work FROM alias WHERE key = ?1))",
			err);
		if (!look->questions[look->count++]) {
			availability_free(look);
			return NULL;
		}
	}
	return look;
}

void availability_free(struct availability *look)
{
	if (!look)
		return;
	for (size_t i = 0; i < look->count; i++)
		sqlite3_finalize(look->questions[i]);
	free(look);
}

/* As stores_find: others' stores say by an address alone what bears a symbol. */
static bool is_believed(const struct store *s, const char *key, const char *url)
{
	char symbol[SYMBOL_MAX];

	return (s->kind != STORE_SITE && s->kind != STORE_BUNDLE) || url_is_web(key) ||
	       !symbol_normal(key, symbol) || identity_names(url, key);
}

enum availability_state availability_at(struct availability *look, const char *key)
{
	enum availability_state state = AVAILABILITY_AWAY;

	for (size_t i = 0; state != AVAILABILITY_HERE && i < look->count; i++) {
		sqlite3_stmt *q = look->questions[i];

		look->stores[i]->steps_left = INT32_MAX;
		store_bind(q, 1, key);
		while (state != AVAILABILITY_HERE && sqlite3_step(q) == SQLITE_ROW)
			if (is_believed(look->stores[i], key, store_column(q, 1)))
				state = sqlite3_column_int(q, 0) ? AVAILABILITY_HERE
				                                 : AVAILABILITY_PART;
		sqlite3_reset(q);
	}
	return state;
}

static int each_work(struct store *s, int (*each)(const char *, const char *, void *),
                     void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT w.key, t.title FROM work w JOIN text t ON "
	                                "t.work = w.id GROUP BY w.id ORDER BY w.id",
	                                err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW)
		stop = each(store_column(q, 0), store_column(q, 1), payload);
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop;
}

int availability_each(struct availability *look,
                      int (*each)(const char *key, const char *title, void *), void *payload,
                      struct err *err)
{
	int stop = 0;

	for (size_t i = 0; !stop && i < look->count; i++)
		stop = each_work(look->stores[i], each, payload, err);
	return stop < 0 ? -1 : 0;
}
