/* SPDX-License-Identifier: ISC */
/* One dictionary a language. Each is 110 KB, which whoever shows a passage reads: of a store
 * that is carried on a stick two of them would be a fifth of what a search reads. */
#include "config.h"

#include "model/store/packed.h"

/* Docfiles that are packed in one transaction. */
#define BATCH 256

/* Of docfiles, with what they would rather lie behind. */
#define OLDER \
	"FROM kind k JOIN dictionary d ON d.kind=k.name AND d.id<>k.dictionary " \
	"AND k.dictionary<>0 "

struct moved {
	int64_t version, dictionary;
};
typedef VEC(struct moved) moved_list;

static int list(struct store *s, moved_list *all, struct err *err)
{
	sqlite3_stmt *q = store_prepare(
		s, "SELECT v.id, k.dictionary " OLDER "JOIN version v ON v.doc_dictionary=d.id",
		err);
	int rc = SQLITE_DONE, full = 0;

	if (!q)
		return -1;
	s->steps_left = INT64_MAX;
	while (!full && (rc = sqlite3_step(q)) == SQLITE_ROW)
		full = vec_push(all, ((struct moved){sqlite3_column_int64(q, 0),
		                                     sqlite3_column_int64(q, 1)}));
	if (full)
		err_set(err, ERR_FAILED, "%s: out of memory", s->path);
	else if (rc != SQLITE_DONE)
		full = store_fail(s, err);
	sqlite3_finalize(q);
	return full;
}

/* What does not unpack stays behind what it has, and verify tells. */
static int move(struct store *s, const moved_list *all, size_t from, struct err *err)
{
	if (store_exec(s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	for (size_t i = from; i < all->count && i < from + BATCH; i++)
		store_repack_docfile(s, all->at[i].version, all->at[i].dictionary, NULL);
	if (store_exec(s, "COMMIT", err) == 0)
		return 0;
	sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	return -1;
}

static int drop_unused(struct store *s, struct err *err)
{
	int64_t older = store_number(s, store_prepare(s, "SELECT count(*) " OLDER, err), err);

	if (older <= 0)
		return older < 0 ? -1 : 0;
	return store_exec(s,
	                  "DELETE FROM dictionary WHERE id IN (SELECT d.id " OLDER
	                  ") AND id NOT IN (SELECT doc_dictionary FROM version) "
	                  "AND id NOT IN (SELECT dictionary FROM version)",
	                  err);
}

int store_put_behind_newest(struct store *s, struct err *err)
{
	moved_list all = {0};
	int rc = list(s, &all, err);

	for (size_t i = 0; rc == 0 && i < all.count; i += BATCH)
		rc = move(s, &all, i, err);
	vec_done(&all);
	return rc == 0 ? drop_unused(s, err) : rc;
}
