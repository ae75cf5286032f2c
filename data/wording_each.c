/* SPDX-License-Identifier: ISC */
/* Which texts of a folder a reader sees. */
#include "config.h"

#include "data/page_file.h"
#include "data/tsv.h"
#include "data/wording.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* How a value holds its texts. */
enum how {
	WHOLE,
	PARTS,  /* apart by "; " */
	HEADS,  /* of a filter: columns=series:Title,series:Title with _ for blanks */
	SOURCE, /* only where it is words alone: no address, symbol or path */
};

/* In the order in which a translator meets them. */
static const struct column {
	const char *table, *name;
	enum how how;
} columns[] = {
	{"dossier", "title", WHOLE},        {"dossier", "short", WHOLE},
	{"sections", "title", WHOLE},       {"sections", "filter", HEADS},
	{"timeline", "kind", WHOLE},        {"timeline", "place", PARTS},
	{"timeline", "title", WHOLE},       {"timeline", "detail", WHOLE},
	{"timeline", "source", SOURCE},     {"rounds", "series", WHOLE},
	{"rounds", "number", WHOLE},        {"rounds", "place", PARTS},
	{"rounds", "chair", PARTS},         {"rounds", "outcome", WHOLE},
	{"rounds", "source", SOURCE},       {"documents", "body", WHOLE},
	{"documents", "type", WHOLE},       {"documents", "vote", WHOLE},
	{"documents", "title", WHOLE},      {"documents", "source", SOURCE},
	{"resolutions", "adoption", WHOLE}, {"agencies", "name", WHOLE},
	{"agencies", "sector", WHOLE},      {"agencies", "source", SOURCE},
	{"figures", "indicator", WHOLE},    {"figures", "unit", WHOLE},
	{"figures", "bound", WHOLE},        {"figures", "source", SOURCE},
	{"sources", "name", WHOLE},         {"sources", "kind", WHOLE},
	{"sources", "note", WHOLE},         {"persons", "name", WHOLE},
	{"persons", "office", WHOLE},       {"persons", "note", WHOLE},
	{"persons", "source", SOURCE},      {"hosts", "kind", WHOLE},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

struct walk {
	int (*each)(const struct wording_row *, void *, struct err *);
	void *payload;
	struct wording_row row;
};

static bool has_letter(const char *s)
{
	for (; *s; s++)
		if (isalpha((unsigned char)*s) || (unsigned char)*s >= 0x80)
			return true;
	return false;
}

static int hand_over(struct walk *w, const char *text, struct err *err)
{
	w->row.english = text;
	return has_letter(text) ? w->each(&w->row, w->payload, err) : 0;
}

static int hand_over_parts(struct walk *w, char *value, struct err *err)
{
	while (value) {
		char *end = strstr(value, "; ");

		if (end)
			*end = 0;
		if (hand_over(w, value, err) < 0)
			return -1;
		value = end ? end + 2 : NULL;
	}
	return 0;
}

static int hand_over_heads(struct walk *w, char *filter, struct err *err)
{
	char *p = strstr(filter, "columns=");
	char *save = NULL;

	if (!p)
		return 0;
	p += strlen("columns=");
	p[strcspn(p, " ")] = 0;
	for (char *s = strtok_r(p, ",", &save); s; s = strtok_r(NULL, ",", &save)) {
		char *title = strchr(s, ':');

		if (!title)
			continue;
		for (char *c = title; *c; c++)
			if (*c == '_')
				*c = ' ';
		if (hand_over(w, title + 1, err) < 0)
			return -1;
	}
	return 0;
}

static int hand_over_value(struct walk *w, enum how how, char *value, struct err *err)
{
	switch (how) {
	case PARTS:
		return hand_over_parts(w, value, err);
	case HEADS:
		return hand_over_heads(w, value, err);
	case SOURCE:
		if (strpbrk(value, ":/"))
			return 0;
		break;
	case WHOLE:
		break;
	}
	return hand_over(w, value, err);
}

/* -- tables ------------------------------------------------------------------ */

/* Where the columns of a table stand in it, -1 for those of others. */
static void place_columns(const struct tsv *t, const char *table, int *at)
{
	for (int i = 0; i < COLUMNS; i++) {
		at[i] = -1;
		for (int k = 0; !strcmp(columns[i].table, table) && k < t->count; k++)
			if (!strcmp(t->field[k], columns[i].name))
				at[i] = k;
	}
}

static int each_of_table(struct walk *w, const char *dir, const char *table, struct err *err)
{
	char name[64], id[256];
	int at[COLUMNS];
	bool two;
	struct tsv t;
	int rc;

	snprintf(name, sizeof name, "%s.tsv", table);
	rc = tsv_open(&t, dir, name, NULL, 0, err);
	if (rc > 0) {
		place_columns(&t, table, at);
		two = t.count > 1 && !strcmp(t.field[1], "order");
	}
	while (rc > 0 && (rc = tsv_next(&t, err)) > 0) {
		snprintf(id, sizeof id, "%s%s%s", t.field[0], two ? "/" : "",
		         two ? t.field[1] : "");
		w->row.id = id;
		for (int i = 0; rc > 0 && i < COLUMNS; i++) {
			if (at[i] < 0)
				continue;
			w->row.column = columns[i].name;
			if (hand_over_value(w, columns[i].how, t.field[at[i]], err) < 0)
				rc = -1;
		}
	}
	tsv_close(&t);
	return rc;
}

/* -- pages ------------------------------------------------------------------- */

static int each_block(const struct page_block *b, void *payload, struct err *err)
{
	struct walk *w = payload;
	const char *name = strrchr(b->path, '/') + 1;
	char id[128];

	snprintf(id, sizeof id, "%.*s/%d", (int)strcspn(name, "."), name, b->number);
	w->row.id = id;
	return hand_over(w, b->text, err);
}

/* NAME.LANG.txt is a translation itself. */
static int each_page(const char *dir, const char *name, void *payload, struct err *err)
{
	char path[4096];

	if (strcmp(strchr(name, '.'), ".txt") != 0)
		return 0;
	if (snprintf(path, sizeof path, "%s/%s", dir, name) >= (int)sizeof path)
		return err_set(err, ERR_FAILED, "%s: too long a name", name);
	return page_file_read(path, each_block, payload, err);
}

int wording_each(const char *dir,
                 int (*each)(const struct wording_row *, void *payload, struct err *),
                 void *payload, struct err *err)
{
	struct walk w = {.each = each, .payload = payload, .row.text = ""};
	const char *last = "";

	for (int i = 0; i < COLUMNS; i++) {
		if (!strcmp(columns[i].table, last))
			continue;
		last = columns[i].table;
		w.row.table = last;
		if (each_of_table(&w, dir, last, err) < 0)
			return -1;
	}
	w.row.table = "pages";
	w.row.column = "text";
	return page_file_each(dir, each_page, &w, err);
}
