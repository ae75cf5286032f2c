/* One prepared question for each store that holds any text at all. */
#include "config.h"

#include "model/store_look.h"
#include "model/store_int.h"

#include <stdlib.h>

#define STORES_MOST 32

struct store_look {
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

struct store_look *store_look_new(struct shelf *shelf, struct err *err)
{
	struct store_look *look = calloc(1, sizeof *look);
	struct store *s;

	if (!look) {
		err_set(err, ERR_FAILED, "stores: out of memory");
		return NULL;
	}
	for (size_t i = 0; look->count < STORES_MOST && (s = shelf_store(shelf, i)); i++) {
		/* The starter's texts are palais' own pages, which need no mark. */
		if (s == shelf_starter(shelf) || !has_texts(s))
			continue;
		look->stores[look->count] = s;
		look->questions[look->count] = store_prepare(
			s,
			"SELECT v.whole FROM text t JOIN version v ON v.text = t.id "
			"WHERE t.work = coalesce((SELECT id FROM work WHERE key = ?1),"
			"(SELECT work FROM alias WHERE key = ?1))",
			err);
		if (!look->questions[look->count++]) {
			store_look_free(look);
			return NULL;
		}
	}
	return look;
}

void store_look_free(struct store_look *look)
{
	if (!look)
		return;
	for (size_t i = 0; i < look->count; i++)
		sqlite3_finalize(look->questions[i]);
	free(look);
}

enum look_state store_look_at(struct store_look *look, const char *key)
{
	enum look_state state = LOOK_AWAY;

	for (size_t i = 0; state != LOOK_HERE && i < look->count; i++) {
		sqlite3_stmt *q = look->questions[i];

		look->stores[i]->steps_left = INT32_MAX;
		store_bind(q, 1, key);
		while (state != LOOK_HERE && sqlite3_step(q) == SQLITE_ROW)
			state = sqlite3_column_int(q, 0) ? LOOK_HERE : LOOK_PART;
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

int store_look_each(struct store_look *look,
                    int (*each)(const char *key, const char *title, void *), void *payload,
                    struct err *err)
{
	int stop = 0;

	for (size_t i = 0; !stop && i < look->count; i++)
		stop = each_work(look->stores[i], each, payload, err);
	return stop < 0 ? -1 : 0;
}
