/* SPDX-License-Identifier: ISC */
/* The texts of the folder in the other languages: what a store tells them by. */
#include "config.h"

#include "data/starter.h"
#include "model/store/told.h"

#include <string.h>

int starter_read_words(struct starter *st, struct err *err)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		int there = strcmp(lang_codes[i], "en") != 0
		                    ? wording_read(&st->words[i], st->dir, lang_codes[i], err)
		                    : 0;

		if (there < 0)
			return -1;
		st->told[i] = there;
	}
	return 0;
}

void starter_words_done(struct starter *st)
{
	for (int i = 0; i < LANG_COUNT; i++) {
		wording_done(&st->words[i]);
		wording_list_done(&st->leads[i]);
	}
}

/* -- for the search ---------------------------------------------------------- */

static void add_parts(const struct wording *w, const char *english, struct buf *out)
{
	char part[512];

	while (english) {
		const char *end = strstr(english, "; "), *text;

		snprintf(part, sizeof part, "%.*s",
		         (int)(end ? (size_t)(end - english) : strlen(english)), english);
		text = wording_text(w, part);
		if (text)
			buf_printf(out, " · %s", text);
		english = end ? end + 2 : NULL;
	}
}

void starter_in_all(const struct starter *st, const char *english, struct buf *out)
{
	buf_str(out, english);
	for (int i = 0; i < LANG_COUNT; i++) {
		const char *text = st->told[i] ? wording_text(&st->words[i], english) : NULL;

		if (text)
			buf_printf(out, " · %s", text);
		else if (st->told[i] && strstr(english, "; "))
			add_parts(&st->words[i], english, out);
	}
}

/* -- what is told ------------------------------------------------------------ */

struct telling {
	const struct wording *words;
	struct wording_list seen; /* each text once */
	VEC(struct told_row) rows;
};

static int put_told(struct telling *t, const char *english, const char *text, bool ours,
                    struct err *err)
{
	struct told_row row = {english, text, ours};

	return vec_push(&t->rows, row) < 0 ? err_set(err, ERR_FAILED, "out of memory") : 0;
}

static int see(const struct wording_row *r, void *payload, struct err *err)
{
	struct telling *t = payload;

	for (size_t i = 0; i < t->seen.count; i++)
		if (!strcmp(t->seen.at[i].english, r->english))
			return 0;
	return wording_add(&t->seen, r, err);
}

static int put_language(struct starter *st, int language, struct err *err)
{
	const struct wording_list *leads = &st->leads[language];
	struct telling t = {.words = &st->words[language]};
	int rc = wording_each(st->dir, see, &t, err);

	for (size_t i = 0; rc == 0 && i < t.seen.count; i++) {
		const char *english = t.seen.at[i].english;
		const char *text = wording_text(t.words, english);

		if (text)
			rc = put_told(&t, english, text, !wording_official(t.words, english), err);
	}
	for (size_t i = 0; rc == 0 && i < leads->count; i++)
		if (!wording_text(t.words, leads->at[i].english))
			rc = put_told(&t, leads->at[i].english, leads->at[i].text, true, err);
	if (rc == 0)
		rc = store_put_told(st->store, language, t.rows.at, t.rows.count, err);
	wording_list_done(&t.seen);
	vec_done(&t.rows);
	return rc;
}

int starter_put_words(struct starter *st, struct err *err)
{
	for (int i = 0; i < LANG_COUNT; i++)
		if (st->told[i] && put_language(st, i, err) < 0)
			return -1;
	return 0;
}
