/* SPDX-License-Identifier: ISC */
/* Which texts of a folder a reader sees. */
#include "config.h"

#include "data/page_file.h"
#include "data/tsv.h"
#include "data/wording.h"
#include "model/dossier/columns.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct walk {
	int (*each)(const struct wording_row *, void *, struct err *);
	void *payload;
	struct wording_row row;
	bool doubt; /* a page has the mark */
};

const char wording_legend[] = "~ not confirmed, or only in part";

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

static int hand_over_value(struct walk *w, enum column_how how, char *value, struct err *err)
{
	switch (how) {
	case COLUMN_PARTS:
		return hand_over_parts(w, value, err);
	case COLUMN_HEADS:
		return hand_over_heads(w, value, err);
	case COLUMN_SOURCE:
		if (strpbrk(value, ":/"))
			return 0;
		break;
	case COLUMN_WHOLE:
		break;
	}
	return hand_over(w, value, err);
}

/* -- tables ------------------------------------------------------------------ */

/* Where the columns of a table stand in it, -1 for those of others. */
static void place_columns(const struct tsv *t, const char *table, int *at)
{
	for (int i = 0; i < COLUMN_TEXTS; i++) {
		at[i] = -1;
		for (int k = 0; !strcmp(column_texts[i].table, table) && k < t->count; k++)
			if (!strcmp(t->field[k], column_texts[i].name))
				at[i] = k;
	}
}

static int each_of_table(struct walk *w, const char *dir, const char *table, struct err *err)
{
	char name[64], id[256];
	int at[COLUMN_TEXTS];
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
		for (int i = 0; rc > 0 && i < COLUMN_TEXTS; i++) {
			if (at[i] < 0)
				continue;
			w->row.column = column_texts[i].name;
			if (hand_over_value(w, column_texts[i].how, t.field[at[i]], err) < 0)
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
	w->doubt |= strchr(b->text, '~') != NULL;
	return hand_over(w, b->text, err);
}

static int each_page(const char *dir, const char *name, void *payload, struct err *err)
{
	char path[4096];

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

	for (int i = 0; i < COLUMN_TEXTS; i++) {
		if (!strcmp(column_texts[i].table, last))
			continue;
		last = column_texts[i].table;
		w.row.table = last;
		if (each_of_table(&w, dir, last, err) < 0)
			return -1;
	}
	w.row.table = "pages";
	w.row.column = "text";
	if (page_file_each(dir, each_page, &w, err) < 0)
		return -1;
	w.row.id = "legend";
	return w.doubt ? hand_over(&w, wording_legend, err) : 0;
}
