/* SPDX-License-Identifier: ISC */
/* Queries on the catalogue, the citations and the ballots. */
#include "config.h"

#include "model/dossier/catalogue.h"

#include "model/doc/reference.h"
#include "model/dossier/named.h"
#include "model/dossier/states.h"
#include "model/dossier/tables.h"
#include "model/store/internal.h"
#include "model/symbol/symbol.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- packed lists ------------------------------------------------------- */

void catalogue_pack(struct buf *list, int64_t *last, int64_t id)
{
	int64_t d = id - *last;
	uint64_t n = d < 0 ? ((uint64_t)-d << 1) - 1 : (uint64_t)d << 1;

	*last = id;
	for (; n > 127; n >>= 7)
		buf_char(list, (char)(128 | (n & 127)));
	buf_char(list, (char)n);
}

int64_t catalogue_unpack(const unsigned char *list, size_t len, size_t *at, int64_t *last)
{
	uint64_t n = 0;

	for (int shift = 0; *at < len && shift < 56; shift += 7) {
		unsigned char c = list[(*at)++];

		n |= (uint64_t)(c & 127) << shift;
		if (c < 128) {
			*last += n & 1 ? -(int64_t)((n + 1) >> 1) : (int64_t)(n >> 1);
			return *last > 0 ? *last : 0;
		}
	}
	return 0;
}

/* The first column of a query's first row: -1 with err; 0 when there is none. */
static int64_t number(struct store *s, const char *sql, const char *text, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, sql, err);
	int64_t n = 0;
	int rc;

	if (!q)
		return -1;
	if (text)
		store_bind(q, 1, text);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		n = sqlite3_column_int64(q, 0);
	else if (rc != SQLITE_DONE)
		n = store_fail(s, err);
	store_release(q);
	return n;
}

long catalogue_count(struct store *s, struct err *err)
{
	return (long)number(s, "SELECT count(*) FROM catalogue", NULL, err);
}

/* -- entries ------------------------------------------------------------ */

#define ENTRY_COLUMNS \
	"SELECT c.id, y.text, c.date, c.title, a.text, d.text, c.vote, c.meeting, c.draft, " \
	"c.chapter7, c.syria, c.subjects, o.title FROM catalogue c " \
	"JOIN symbol y ON y.id = c.id LEFT JOIN word a ON a.id = c.agenda " \
	"LEFT JOIN word d ON d.id = c.adoption LEFT JOIN document o ON o.key = y.text "

/* The words of a list, joined. */
static void join_words(sqlite3_stmt *words, sqlite3_stmt *q, int column, struct buf *out)
{
	const unsigned char *list = sqlite3_column_blob(q, column);
	size_t len = (size_t)sqlite3_column_bytes(q, column), at = 0;
	int64_t id, last = 0;

	buf_reset(out);
	while ((id = catalogue_unpack(list, len, &at, &last)) > 0) {
		sqlite3_reset(words);
		sqlite3_bind_int64(words, 1, id);
		if (sqlite3_step(words) != SQLITE_ROW)
			continue;
		if (out->len)
			buf_char(out, ';');
		buf_str(out, store_column(words, 0));
	}
}

static int hand_over(struct store *s, sqlite3_stmt *q,
                     int (*each)(const struct catalogue_entry *, void *), void *payload,
                     struct err *err)
{
	sqlite3_stmt *words = store_prepare_kept(s, "SELECT text FROM word WHERE id=?", err);
	struct buf joined;
	int rc = SQLITE_DONE, stop = words ? 0 : -1, count = 0;

	buf_init(&joined, 1 << 16);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct catalogue_entry e = {
			.id = sqlite3_column_int64(q, 0),
			.symbol = store_column(q, 1),
			.date = store_column(q, 2),
			.title = store_column(q, 3),
			.agenda = store_column(q, 4),
			.adoption = store_column(q, 5),
			.vote = store_column(q, 6),
			.meeting = store_column(q, 7),
			.draft = store_column(q, 8),
			.chapter7 = store_column(q, 9),
			.syria = sqlite3_column_int(q, 10),
			.label = store_column(q, 12),
			.official = "",
			.languages = "",
		};

		join_words(words, q, 11, &joined);
		e.subjects = joined.bytes;
		count++;
		stop = each(&e, payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	store_release(words);
	store_release(q);
	buf_done(&joined);
	return stop < 0 ? -1 : count;
}

int catalogue_entry(struct store *s, const char *symbol,
                    int (*each)(const struct catalogue_entry *, void *), void *payload,
                    struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, ENTRY_COLUMNS "WHERE y.text=?", err);
	int n;

	if (!q)
		return -1;
	store_bind(q, 1, symbol);
	n = hand_over(s, q, each, payload, err);
	return n < 0 ? -1 : n > 0;
}

int catalogue_has(struct store *s, const char *symbol, struct err *err)
{
	int64_t id = number(s,
	                    "SELECT c.id FROM symbol y JOIN catalogue c ON c.id=y.id "
	                    "WHERE y.text=?",
	                    symbol, err);

	return id < 0 ? -1 : id > 0;
}

int catalogue_knows(struct store *s, const char *symbol, struct err *err)
{
	int64_t id = number(s, "SELECT id FROM symbol WHERE text=?", symbol, err);

	return id < 0 ? -1 : id > 0;
}

int catalogue_complete(struct store *s, const char *symbol, char *out, size_t size, struct err *err)
{
	/* '(' and ')' are neighbours; what is catalogued has the lower ids, and so
	 * goes before a wrong year that some text cites */
	sqlite3_stmt *q = store_prepare(s,
	                                "SELECT text FROM symbol WHERE text > ?1 || '(' AND "
	                                "text < ?1 || ')' ORDER BY id LIMIT 1",
	                                err);
	int rc;

	if (!q)
		return -1;
	store_bind(q, 1, symbol);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		snprintf(out, size, "%s", store_column(q, 0));
	else if (rc != SQLITE_DONE)
		store_fail(s, err);
	sqlite3_finalize(q);
	return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : -1;
}

/* -- citations ---------------------------------------------------------- */

/* Hands over the symbols of a list; when `newest`, the catalogued first, last
 * first, for only their ids are in the order of time. */
static int each_of(struct store *s, const unsigned char *list, size_t len, bool newest,
                   int (*each)(const char *symbol, void *), void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, "SELECT text FROM symbol WHERE id=?", err);
	int64_t id, last = 0, dated = newest ? catalogue_count(s, err) : 0;
	VEC(int64_t) ids = {0};
	size_t at = 0, below = 0;
	int stop = q && dated >= 0 ? 0 : -1;

	while (!stop && (id = catalogue_unpack(list, len, &at, &last)) > 0) {
		if (vec_push(&ids, id) < 0)
			stop = err_set(err, ERR_FAILED, "citations: out of memory");
		else if (id <= dated)
			below++;
	}
	for (size_t i = 0; !stop && i < ids.count; i++) {
		sqlite3_reset(q);
		sqlite3_bind_int64(q, 1, ids.at[i < below ? below - 1 - i : i]);
		if (sqlite3_step(q) == SQLITE_ROW)
			stop = each(store_column(q, 0), payload);
	}
	store_release(q);
	vec_done(&ids);
	return stop < 0 ? -1 : 0;
}

static long count_ids(const unsigned char *list, size_t len)
{
	long n = 0;

	for (size_t i = 0; i < len; i++)
		n += list[i] < 128;
	return n;
}

static int citations(struct store *s, const char *sql, const char *symbol, bool newest, long *total,
                     int (*each)(const char *symbol, void *), void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s, sql, err);
	int rc = 0;

	if (total)
		*total = 0;
	if (!q)
		return -1;
	store_bind(q, 1, symbol);
	if (sqlite3_step(q) == SQLITE_ROW) {
		const unsigned char *list = sqlite3_column_blob(q, 0);
		size_t len = (size_t)sqlite3_column_bytes(q, 0);

		if (total)
			*total = count_ids(list, len);
		if (len)
			rc = each_of(s, list, len, newest, each, payload, err);
	}
	store_release(q);
	return rc;
}

int catalogue_cites(struct store *s, const char *symbol, long *total,
                    int (*each)(const char *symbol, void *), void *payload, struct err *err)
{
	return citations(s, "SELECT cites FROM symbol WHERE text=?", symbol, false, total, each,
	                 payload, err);
}

int catalogue_cited(struct store *s, const char *symbol, long *total,
                    int (*each)(const char *symbol, void *), void *payload, struct err *err)
{
	return citations(s, "SELECT cited FROM symbol WHERE text=?", symbol, true, total, each,
	                 payload, err);
}

/* -- ballots ------------------------------------------------------------ */

int catalogue_ballot(struct store *s, const char *symbol,
                     int (*each)(const char *state, char vote, void *), void *payload,
                     struct err *err)
{
	sqlite3_stmt *q =
		store_prepare_kept(s,
	                           "SELECT t.name, substr(b.votes, t.id, 1) FROM symbol y "
	                           "JOIN ballot b ON b.id = y.id, state t "
	                           /* the order of ids as well; the index has all
	                            * that is asked, so names are not read */
	                           "WHERE y.text=? ORDER BY t.name",
	                           err);
	int rc = SQLITE_DONE, stop = 0, found = 0;

	if (!q)
		return -1;
	store_bind(q, 1, symbol);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		char vote = *store_column(q, 1);

		found = 1;
		if (vote && vote != ' ')
			stop = each(store_column(q, 0), vote, payload);
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	store_release(q);
	return stop < 0 ? -1 : found;
}

int catalogue_ballot_source(struct store *s, const char *symbol,
                            int (*take)(const struct dossier_row *, void *), void *payload,
                            struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(s,
	                                     "SELECT b.source, b.status, f.kind, f.sort "
	                                     "FROM symbol y JOIN ballot b ON b.id = y.id "
	                                     "LEFT JOIN fact_source f ON f.source = b.source "
	                                     "WHERE y.text=?",
	                                     err);
	int rc, stop = 0;

	if (!q)
		return -1;
	store_bind(q, 1, symbol);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW) {
		const char *at[] = {store_column(q, 0), store_column(q, 1)};
		struct dossier_row row = {.at = at,
		                          .source_kind = store_column(q, 2),
		                          .source_sort = store_column(q, 3)};

		row.doubtful = dossier_doubtful(at[BALLOT_STATUS], row.source_sort);
		stop = take(&row, payload);
	} else if (rc != SQLITE_DONE) {
		stop = store_fail(s, err);
	}
	store_release(q);
	return stop < 0 ? -1 : rc == SQLITE_ROW;
}

int catalogue_votes_of(struct store *s, const char *state,
                       int (*each)(const char *symbol, char vote, void *), void *payload,
                       struct err *err)
{
	char key[STATE_KEY_MAX];
	int found = state_key(s, state, key, sizeof key, err), rc = SQLITE_DONE, stop = 0;
	sqlite3_stmt *q;

	if (found != 1)
		return found;
	/* under whichever of its names a state voted */
	q = store_prepare_kept(s,
	                       "SELECT y.text, substr(b.votes, v.id, 1) AS its FROM state t "
	                       "JOIN state v ON v.today = t.id CROSS JOIN ballot b "
	                       "JOIN symbol y ON y.id = b.id LEFT JOIN catalogue c ON c.id = b.id "
	                       "LEFT JOIN document d ON d.key = y.text "
	                       "WHERE t.name = ? AND its IN ('y', 'n', 'a') "
	                       /* drafts are not catalogued */
	                       "ORDER BY coalesce(c.date, d.date, '') DESC, b.id DESC",
	                       err);
	if (!q)
		return -1;
	store_bind(q, 1, key);
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW)
		stop = each(store_column(q, 0), *store_column(q, 1), payload);
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	store_release(q);
	return stop < 0 ? -1 : 1;
}

/* -- words of readers ------------------------------------------------------- */

static void name(struct reference *w, const char *symbol)
{
	w->kind = REFERENCE_SYMBOL;
	snprintf(w->key, sizeof w->key, "%s", symbol);
}

/* "2254" alone is what the Council's resolutions are called by, "71/248" the
 * Assembly's. */
void catalogue_complete_reference(struct store *starter, struct reference *w)
{
	char symbol[SYMBOL_MAX], full[SYMBOL_MAX], own[400];
	size_t digits = strspn(w->key, "0123456789"), more;

	if (w->kind == REFERENCE_NAME && digits && digits <= 4 && !w->key[digits]) {
		snprintf(symbol, sizeof symbol, "S/RES/%.4s", w->key);
		if (catalogue_complete(starter, symbol, full, sizeof full, NULL) == 1)
			name(w, full);
	} else if (w->kind == REFERENCE_NAME && digits && digits <= 2 && w->key[digits] == '/') {
		more = strspn(w->key + digits + 1, "0123456789");
		snprintf(symbol, sizeof symbol, "A/RES/%.20s", w->key);
		if (more && more <= 3 && strlen(w->key) <= digits + more + 2 &&
		    catalogue_knows(starter, symbol, NULL) == 1)
			name(w, symbol);
	}
	if (w->kind == REFERENCE_NAME && named_address(starter, w->key, own, sizeof own)) {
		w->kind = REFERENCE_OWN;
		snprintf(w->key, sizeof w->key, "%s", own);
	}
	if (w->kind == REFERENCE_SYMBOL && !strncmp(w->key, "S/RES/", 6) && !strchr(w->key, '(') &&
	    catalogue_complete(starter, w->key, full, sizeof full, NULL) == 1)
		name(w, full);
}
