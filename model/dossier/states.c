/* SPDX-License-Identifier: ISC */
/* Finding states by name. There are few: each question reads all their words. */
#include "config.h"

#include "model/dossier/states.h"

#include "model/base/lang.h"
#include "model/store/internal.h"
#include "model/text/characters.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define WORD_MOST 1024

void state_fold(struct buf *out, const char *word)
{
	struct buf folded;
	bool gap = false, first = true;

	buf_init(&folded, WORD_MOST * 4);
	text_fold(&folded, word, strnlen(word, WORD_MOST));
	for (size_t i = 0; i < folded.len; i++) {
		unsigned char c = (unsigned char)folded.bytes[i];

		if (c == '.' || c == '\'')
			continue;
		if (c < 128 && !isalnum(c)) {
			gap = true;
			continue;
		}
		if (gap && !first)
			buf_char(out, ' ');
		buf_char(out, (char)c);
		gap = first = false;
	}
	buf_done(&folded);
}

/* Which of the fits decides: 1 when one state has the best, 2 when several do. */
static int verdict(const long *counts)
{
	for (int fit = STATE_EXACT; fit <= STATE_WITHIN; fit++)
		if (counts[fit])
			return counts[fit] == 1 ? 1 : 2;
	return 0;
}

int state_find(struct store *s, const char *word, int (*each)(const struct state_match *, void *),
               void *payload, struct err *err)
{
	static const char sql[] =
		"SELECT v.name, v.iso3, min(CASE WHEN w.word = ?1 THEN 0 "
		"WHEN substr(w.word, 1, length(?1)) = ?1 THEN 1 ELSE 2 END) AS fit "
		"FROM state_word w JOIN state v ON v.id = w.state "
		"WHERE instr(' ' || w.word, ' ' || ?1) GROUP BY v.id ORDER BY fit, v.name";
	long counts[STATE_WITHIN + 1] = {0};
	sqlite3_stmt *q;
	struct buf folded;
	int rc = SQLITE_DONE, stop = 0;

	buf_init(&folded, WORD_MOST * 4);
	state_fold(&folded, word);
	q = folded.len ? store_prepare_kept(s, sql, err) : NULL;
	if (q) {
		store_bind(q, 1, folded.bytes);
		while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
			struct state_match m = {store_column(q, 0), store_column(q, 1),
			                        (enum state_fit)sqlite3_column_int(q, 2)};

			counts[m.fit]++;
			/* the rest still counts for what is returned */
			if (each && !stop)
				stop = each(&m, payload);
		}
		if (rc != SQLITE_DONE)
			stop = store_fail(s, err);
		store_release(q);
	} else if (folded.len) {
		stop = -1;
	}
	buf_done(&folded);
	return stop < 0 ? -1 : verdict(counts);
}

struct kept {
	char *out;
	size_t size;
};

static int keep_key(const struct state_match *m, void *payload)
{
	struct kept *kept = payload;

	snprintf(kept->out, kept->size, "%s", m->key);
	return 1;
}

int state_key(struct store *s, const char *word, char *out, size_t size, struct err *err)
{
	struct kept kept = {out, size};
	int rc;

	*out = 0;
	rc = state_find(s, word, keep_key, &kept, err);
	if (rc != 1)
		*out = 0;
	return rc;
}

int state_name(struct store *s, const char *key, const char *lang, char *out, size_t size,
               struct err *err)
{
	sqlite3_stmt *q;
	int i = lang_index(lang), rc;

	*out = 0;
	if (i < 0)
		return 0;
	q = store_prepare_kept(s, "SELECT ar, zh, en, fr, ru, es FROM state WHERE name=?", err);
	if (!q)
		return -1;
	store_bind(q, 1, key);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		snprintf(out, size, "%s", store_column(q, i));
	else if (rc != SQLITE_DONE)
		store_fail(s, err);
	store_release(q);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? *out != 0 : -1;
}
