/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/begun.h"

#include "model/base/buf.h"
#include "model/base/utf8.h"
#include "model/base/vec.h"
#include "model/store/internal.h"
#include "model/symbol/symbol.h"

#include <stdio.h>
#include <string.h>

#define LAST "\xf4\x8f\xbf\xbf" /* no text goes on with more than this */
/* A document without a symbol, by a key that stands where symbols do. */
#define NO_SYMBOL "NOSYM:"

enum step { TO_END, TO_SLASH, TO_LETTER };

/* A group: symbols that are alike as far as a step goes. */
struct group {
	char text[SYMBOL_MAX];
};

struct groups {
	VEC(struct group) found;
	bool more; /* than BEGUN_MOST */
};

/* How far a symbol is told. */
static size_t length(const char *symbol, size_t begun, enum step step)
{
	const char *slash = strchr(symbol + begun, '/');
	uint32_t c;

	if (step == TO_SLASH && slash)
		return (size_t)(slash - symbol) + 1;
	if (step == TO_LETTER && symbol[begun])
		return begun + utf8_decode(symbol + begun, strlen(symbol + begun), &c);
	return strlen(symbol);
}

/* The first symbol from `from` on that begins so: 1, 0, -1 with err. */
static int first(struct store *s, const char *from, const char *begun, char out[SYMBOL_MAX],
                 struct err *err)
{
	sqlite3_stmt *q = store_prepare_kept(
		s, "SELECT text FROM symbol WHERE text >= ?1 ORDER BY text LIMIT 1", err);
	int rc;

	if (!q)
		return -1;
	store_bind(q, 1, from);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		snprintf(out, SYMBOL_MAX, "%s", store_column(q, 0));
	else if (rc != SQLITE_DONE)
		store_fail(s, err);
	store_release(q);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		return -1;
	return rc == SQLITE_ROW && !strncmp(out, begun, strlen(begun));
}

/* From one group to the next, whatever stands between: as many questions as groups. */
static int find(struct store *s, const char *begun, enum step step, struct groups *g,
                struct err *err)
{
	char from[SYMBOL_MAX + sizeof LAST], symbol[SYMBOL_MAX];
	struct group group;
	int rc;

	g->found.count = 0;
	g->more = false;
	snprintf(from, sizeof from, "%.*s", SYMBOL_MAX - 1, begun);
	while ((rc = first(s, from, begun, symbol, err)) > 0) {
		size_t n = length(symbol, strlen(begun), step);
		bool alone = step == TO_LETTER ? !symbol[strlen(begun)] : !symbol[n];

		snprintf(group.text, sizeof group.text, "%.*s", (int)n, symbol);
		/* behind that symbol, or behind all that begin as the group does */
		snprintf(from, sizeof from, "%s%s", group.text, alone ? "\x01" : LAST);
		if (!strncmp(symbol, NO_SYMBOL, sizeof NO_SYMBOL - 1))
			continue;
		if (g->found.count == BEGUN_MOST) {
			g->more = true;
			return 0;
		}
		if (vec_push(&g->found, group) < 0)
			return err_set(err, ERR_FAILED, "out of memory");
	}
	return rc;
}

/* Whether longer symbols begin with it: 1, 0, -1 with err. */
static int is_many(struct store *s, const char *group, struct err *err)
{
	char symbol[SYMBOL_MAX], from[SYMBOL_MAX + 1];

	snprintf(from, sizeof from, "%s\x01", group);
	return first(s, from, group, symbol, err);
}

/* Into g, by the longest step that is not too many. A group that stands alone is gone into. */
static int choose(struct store *s, const char *begun, struct groups *g, struct err *err)
{
	char at[SYMBOL_MAX];
	int many = 1;

	snprintf(at, sizeof at, "%s", begun);
	while (many > 0) {
		int rc = 0;

		g->more = true;
		for (int step = TO_END; rc == 0 && g->more && step <= TO_LETTER; step++)
			rc = find(s, at, (enum step)step, g, err);
		if (rc < 0)
			return -1;
		if (g->found.count != 1)
			return 0;
		many = is_many(s, g->found.at[0].text, err);
		snprintf(at, sizeof at, "%s", g->found.at[0].text);
	}
	return many;
}

int begun_symbols(struct store *starter, const char *begun, int (*each)(const char *word, void *),
                  void *payload, struct err *err)
{
	struct groups g = {0};
	char capitals[SYMBOL_MAX];
	size_t n = strlen(begun);
	int rc;

	if (n >= sizeof capitals)
		return 0;
	rc = choose(starter, begun, &g, err);
	if (rc == 0 && !g.found.count) {
		for (size_t i = 0; i <= n; i++)
			capitals[i] = (char)(begun[i] >= 'a' && begun[i] <= 'z' ? begun[i] - 32
			                                                        : begun[i]);
		rc = choose(starter, capitals, &g, err);
	}
	for (size_t i = 0; rc == 0 && i < g.found.count; i++)
		if (each(g.found.at[i].text, payload))
			break;
	vec_done(&g.found);
	return rc;
}
