/* SPDX-License-Identifier: ISC */
/* The reader's own: queue, places; and searching. */
#include "config.h"

#include "model/base/clock.h"
#include "model/store/internal.h"
#include "model/text/characters.h"

#include <stdlib.h>
#include <string.h>

static int run_text(struct store *s, const char *sql, const char *text, int64_t number,
                    struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, sql, err);

	if (!q)
		return -1;
	store_bind(q, 1, text);
	if (sqlite3_bind_parameter_count(q) > 1)
		sqlite3_bind_int64(q, 2, number);
	return store_run(s, q, err);
}

int store_queue_add(struct store *s, const char *what, struct err *err)
{
	return run_text(s, "INSERT OR IGNORE INTO queue(what, added) VALUES(?,?)", what,
	                clock_now(), err);
}

int store_queue_remove(struct store *s, const char *what, struct err *err)
{
	return run_text(s, "DELETE FROM queue WHERE what=?", what, 0, err);
}

int store_each_queued(struct store *s, int (*each)(const char *what, int64_t added, void *),
                      void *payload, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT what, added FROM queue ORDER BY id", err);
	int rc = SQLITE_DONE, stop = 0;

	if (!q)
		return -1;
	while (!stop && (rc = sqlite3_step(q)) == SQLITE_ROW)
		stop = each(store_column(q, 0), sqlite3_column_int64(q, 1), payload);
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	return stop < 0 ? -1 : 0;
}

int store_place_set(struct store *s, const char *address, long block, long offset, struct err *err)
{
	sqlite3_stmt *q = store_prepare(s,
	                                "INSERT OR REPLACE INTO place(address, block, byte, seen) "
	                                "VALUES(?,?,?,?)",
	                                err);

	if (!q)
		return -1;
	store_bind(q, 1, address);
	sqlite3_bind_int64(q, 2, block);
	sqlite3_bind_int64(q, 3, offset);
	sqlite3_bind_int64(q, 4, clock_now());
	return store_run(s, q, err);
}

int store_place_get(struct store *s, const char *address, long *block, long *offset)
{
	sqlite3_stmt *q = store_prepare(s, "SELECT block, byte FROM place WHERE address=?", NULL);
	int found = 0;

	if (!q)
		return 0;
	store_bind(q, 1, address);
	if (sqlite3_step(q) == SQLITE_ROW) {
		*block = (long)sqlite3_column_int64(q, 0);
		*offset = (long)sqlite3_column_int64(q, 1);
		found = 1;
	}
	sqlite3_finalize(q);
	return found;
}

/* -- searching ---------------------------------------------------------- */

/* The words folded as the index is, each between quotes so that FTS5 takes
 * none of them for an operator. */
void store_match_words(struct buf *out, const char *folded)
{
	const char *p = folded;

	while (*p) {
		size_t n;

		p += strspn(p, " \t\n\"");
		n = strcspn(p, " \t\n\"");
		if (!n)
			continue;
		buf_str(out, out->len ? " \"" : "\"");
		buf_add(out, p, n);
		buf_char(out, '"');
		p += n;
	}
}

/* The first stretch of the document in which the first word stands. */
static void find_passage(struct store *s, int64_t version, const char *folded, struct buf *out)
{
	struct doc *doc = store_doc(s, version, NULL);
	size_t n, skip = strspn(folded, " ");
	char *word;

	if (!doc)
		return;
	folded += skip;
	n = strcspn(folded, " ");
	word = strndup(folded, n);
	for (size_t i = 0; word && n && i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		struct buf f;
		bool here;

		buf_init(&f, DOC_MAX);
		text_fold(&f, b->text.bytes, b->text.len);
		here = strstr(f.bytes, word) != NULL;
		buf_done(&f);
		if (!here)
			continue;
		n = b->text.len;
		if (n > 240) {
			n = 240;
			while (n && ((unsigned char)b->text.bytes[n] & 0xc0) == 0x80)
				n--;
		}
		buf_add(out, b->text.bytes, n);
		if (n < b->text.len)
			buf_str(out, " …");
		break;
	}
	free(word);
	doc_free(doc);
}

int store_search(struct store *s, const char *words, size_t n,
                 int (*each)(const struct store_hit *, void *), void *payload, struct err *err)
{
	sqlite3_stmt *q =
		store_prepare(s,
	                      "SELECT w.key, t.lang, t.title, t.indexed FROM search "
	                      "JOIN text t ON t.id = search.rowid "
	                      "JOIN work w ON w.id = t.work "
	                      "WHERE search MATCH ?1 ORDER BY bm25(search, 4.0, 1.0) LIMIT ?2",
	                      err);
	struct buf folded, match, passage;
	int rc = SQLITE_DONE, stop = 0;
	size_t found = 0;

	if (!q)
		return -1;
	buf_init(&folded, 1 << 16);
	buf_init(&match, 1 << 18);
	buf_init(&passage, 1 << 16);
	text_fold(&folded, words, strlen(words));
	store_match_words(&match, folded.bytes);
	store_bind(q, 1, match.bytes);
	sqlite3_bind_int64(q, 2, (int64_t)n);
	while (match.len && !stop && (rc = sqlite3_step(q)) == SQLITE_ROW) {
		struct store_hit hit;

		buf_reset(&passage);
		find_passage(s, sqlite3_column_int64(q, 3), folded.bytes, &passage);
		hit = (struct store_hit){store_column(q, 0), store_column(q, 1), store_column(q, 2),
		                         passage.bytes, false};
		stop = each(&hit, payload);
		found++;
	}
	if (!stop && rc != SQLITE_DONE)
		stop = store_fail(s, err);
	sqlite3_finalize(q);
	if (!stop && match.len && found < n && s->kind == STORE_STARTER)
		stop = store_search_titles(s, match.bytes, n - found, each, payload, err);
	buf_done(&folded);
	buf_done(&match);
	buf_done(&passage);
	return stop < 0 ? -1 : 0;
}
