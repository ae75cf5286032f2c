/* SPDX-License-Identifier: ISC */
/* What a store holds, a line each: no more is read than a line shows, for there are
 * thousands. */
#include "config.h"

#include "model/store/internal.h"

#define COLUMNS "SELECT v.id, w.key, t.lang, t.title, v.fetched, v.size, v.number, v.whole, "
#define TABLES "FROM version v JOIN text t ON t.id=v.text JOIN work w ON w.id=t.work "
#define LINES \
	COLUMNS "v.beside<>'', EXISTS(SELECT 1 FROM version o WHERE o.text=v.text AND " \
		"o.id<>v.id) " TABLES

static const char whole[] =
	COLUMNS "v.url, v.type, v.checked, v.sha256 " TABLES "ORDER BY v.place DESC, v.id DESC";
static const char lines[] = LINES "ORDER BY v.place DESC, v.id DESC";
/* The index of times finds where they begin; only what came then is sorted. */
static const char newest[] =
	LINES "WHERE v.fetched>=coalesce((SELECT fetched FROM version WHERE text IS NOT NULL "
	      "ORDER BY fetched DESC LIMIT 1 OFFSET ?1-1), 0) "
	      "ORDER BY v.fetched DESC, w.key, t.lang, v.place DESC LIMIT ?1";

/* What programs are told beside a line. */
static void fill_rest(struct store_held *h, sqlite3_stmt *q)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *sha256 = sqlite3_column_blob(q, 11);
	size_t len = (size_t)sqlite3_column_bytes(q, 11);

	h->url = store_column(q, 8);
	h->type = store_column(q, 9);
	h->checked = sqlite3_column_int64(q, 10);
	for (size_t i = 0; i < len && 2 * i + 2 < sizeof h->sha256; i++) {
		h->sha256[2 * i] = digits[sha256[i] >> 4];
		h->sha256[2 * i + 1] = digits[sha256[i] & 15];
		h->sha256[2 * i + 2] = '\0';
	}
}

static int each_row(struct store *s, sqlite3_stmt *q, bool rest,
                    int (*each)(const struct store_held *, void *), void *payload, struct err *err)
{
	int rc = SQLITE_DONE, stop = 0;

	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct store_held h = {.id = sqlite3_column_int64(q, 0),
		                       .key = store_column(q, 1),
		                       .lang = store_column(q, 2),
		                       .title = store_column(q, 3),
		                       .fetched = sqlite3_column_int64(q, 4),
		                       .size = sqlite3_column_int64(q, 5),
		                       .number = sqlite3_column_int(q, 6),
		                       .whole = sqlite3_column_int(q, 7),
		                       .url = "",
		                       .type = ""};

		if (rest) {
			fill_rest(&h, q);
		} else {
			h.beside = sqlite3_column_int(q, 8);
			h.alone = !sqlite3_column_int(q, 9);
		}
		stop = each(&h, payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

int store_each_held(struct store *s, int (*each)(const struct store_held *, void *), void *payload,
                    struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, whole, err);

	return q ? each_row(s, q, true, each, payload, err) : -1;
}

int store_each_held_line(struct store *s, long most, int (*each)(const struct store_held *, void *),
                         void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, most ? newest : lines, err);

	if (q && most)
		sqlite3_bind_int64(q, 1, most);
	return q ? each_row(s, q, false, each, payload, err) : -1;
}

int store_count_held(struct store *s, int64_t *versions, int64_t *bytes, struct err *err)
{
	int64_t count, size;

	if (store_pair(s,
	               "SELECT count(*), coalesce(sum(size), 0) FROM version "
	               "WHERE text IS NOT NULL",
	               &count, &size, err) < 0)
		return -1;
	*versions += count;
	*bytes += size;
	return 0;
}
