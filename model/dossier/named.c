/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/named.h"

#include "model/base/buf.h"
#include "model/base/lang.h"
#include "model/dossier/tables.h"
#include "model/store/internal.h"
#include "model/store/told.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <string.h>

#define WORDS_MOST 200 /* bytes of a name */

struct named {
	struct store *starter;
	const char *folded; /* what was typed */
	char *out;
	size_t size;
	bool found;
};

static bool is_called(const char *folded, const char *name)
{
	struct buf words;
	bool same;

	buf_init(&words, 4000);
	text_fold(&words, name, strlen(name));
	same = words.len && !strcmp(words.bytes, folded);
	buf_done(&words);
	return same;
}

bool named_is(struct store *starter, const char *folded, const char *english)
{
	for (int i = 0; i < LANG_COUNT; i++)
		if (is_called(folded, store_told_in(starter, i, english).text))
			return true;
	return false;
}

/* "column=a value" of a filter. */
static void put_list(struct named *n, const char *list, const char *column, const char *value)
{
	snprintf(n->out, n->size, "list:%s/%s=%s", list, column, value);
	for (char *c = n->out; *c; c++)
		if (*c == ' ')
			*c = '_';
	n->found = true;
}

static int take_pane(const struct dossier_row *r, void *payload)
{
	struct named *n = payload;
	static const int names[] = {PANE_KEY, PANE_TITLE, PANE_SHORT};

	for (size_t i = 0; !n->found && i < sizeof names / sizeof *names; i++)
		n->found = named_is(n->starter, n->folded, r->at[names[i]]);
	if (n->found)
		snprintf(n->out, n->size, "pane:%s", r->at[PANE_KEY]);
	return n->found;
}

/* "Geneva IV", "Astana format: 5"; the number of a round alone is no name. */
static int take_round(const struct dossier_row *r, void *payload)
{
	struct named *n = payload;
	const char *number = r->at[ROUND_NUMBER], *series = r->at[ROUND_SERIES];
	char name[400];

	if (named_is(n->starter, n->folded, series)) {
		put_list(n, "rounds", "series", series);
		return 1;
	}
	if (strspn(number, "0123456789") != strlen(number))
		n->found = named_is(n->starter, n->folded, number);
	for (int i = 0; !n->found && i < LANG_COUNT; i++) {
		snprintf(name, sizeof name, "%s: %s", store_told_in(n->starter, i, series).text,
		         store_told_in(n->starter, i, number).text);
		n->found = is_called(n->folded, name);
	}
	if (n->found)
		snprintf(n->out, n->size, "round:%lld", (long long)r->id);
	return n->found;
}

static void find_body(struct named *n)
{
	sqlite3_stmt *q = store_prepare_kept(
		n->starter, "SELECT DISTINCT body FROM document ORDER BY body", NULL);

	while (q && !n->found && sqlite3_step(q) == SQLITE_ROW)
		if (named_is(n->starter, n->folded, store_column(q, 0)))
			put_list(n, "documents", "body", store_column(q, 0));
	store_release(q);
}

bool named_address(struct store *starter, const char *typed, char *out, size_t size)
{
	struct named n = {.starter = starter, .out = out, .size = size};
	struct buf folded;

	if (!starter || strlen(typed) > WORDS_MOST)
		return false;
	buf_init(&folded, 4000);
	text_fold(&folded, typed, strlen(typed));
	n.folded = folded.bytes;
	dossier_each(starter, DOSSIER_PANES, NULL, take_pane, &n, NULL);
	if (!n.found)
		dossier_each(starter, DOSSIER_ROUNDS, NULL, take_round, &n, NULL);
	if (!n.found)
		find_body(&n);
	buf_done(&folded);
	return n.found;
}
