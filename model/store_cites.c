#include "config.h"

#include "model/store_cites.h"
#include "model/store_int.h"

static int each_pair(struct store *s, const char *sql, const char *key,
                     int (*each)(const char *, const char *, void *), void *payload,
                     struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, sql, err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	store_bind(q, 1, key);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW)
		stop = each(store_column(q, 0), store_column(q, 1), payload);
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

/* A paragraph counts once, in however many languages it is here; paragraphs are put in
 * order before they are joined, for group_concat takes rows as they come. */
int store_each_cited(struct store *s, const char *key,
                     int (*each)(const char *symbol, const char *paragraphs, void *),
                     void *payload, struct err *err)
{
	return each_pair(s,
	                 "SELECT cited, coalesce(group_concat(nullif(para, ''), ', '), '') FROM "
	                 "(SELECT c.cited, c.para, min(c.place) AS place FROM cite c "
	                 "JOIN text t ON t.id = c.text WHERE t.work = coalesce("
	                 "(SELECT id FROM work WHERE key = ?1), "
	                 "(SELECT work FROM alias WHERE key = ?1)) "
	                 "GROUP BY c.cited, c.para ORDER BY place) "
	                 "GROUP BY cited ORDER BY min(place)",
	                 key, each, payload, err);
}

int store_each_citing(struct store *s, const char *symbol,
                      int (*each)(const char *key, const char *paragraphs, void *), void *payload,
                      struct err *err)
{
	return each_pair(s,
	                 "SELECT w.key, coalesce(group_concat(nullif(c.para, ''), ', '), '') FROM "
	                 "(SELECT t.work AS work, c.para, min(c.place) AS place FROM cite c "
	                 "JOIN text t ON t.id = c.text WHERE c.cited = ?1 "
	                 "GROUP BY t.work, c.para ORDER BY t.work, place) c "
	                 "JOIN work w ON w.id = c.work GROUP BY w.id ORDER BY w.added DESC, w.id DESC",
	                 symbol, each, payload, err);
}
