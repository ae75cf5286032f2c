/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/columns.h"

#include "model/base/buf.h"
#include "model/store/told.h"

#include <stdio.h>
#include <string.h>

const struct column_text column_texts[COLUMN_TEXTS] = {
	{"dossier", "title", COLUMN_WHOLE},        {"dossier", "short", COLUMN_WHOLE},
	{"sections", "title", COLUMN_WHOLE},       {"sections", "filter", COLUMN_HEADS},
	{"timeline", "kind", COLUMN_WHOLE},        {"timeline", "place", COLUMN_PARTS},
	{"timeline", "title", COLUMN_WHOLE},       {"timeline", "detail", COLUMN_WHOLE},
	{"timeline", "source", COLUMN_SOURCE},     {"rounds", "series", COLUMN_WHOLE},
	{"rounds", "number", COLUMN_WHOLE},        {"rounds", "place", COLUMN_PARTS},
	{"rounds", "chair", COLUMN_PARTS},         {"rounds", "outcome", COLUMN_WHOLE},
	{"rounds", "source", COLUMN_SOURCE},       {"documents", "body", COLUMN_WHOLE},
	{"documents", "type", COLUMN_WHOLE},       {"documents", "vote", COLUMN_WHOLE},
	{"documents", "title", COLUMN_WHOLE},      {"documents", "source", COLUMN_SOURCE},
	{"resolutions", "adoption", COLUMN_WHOLE}, {"agencies", "name", COLUMN_WHOLE},
	{"agencies", "sector", COLUMN_WHOLE},      {"agencies", "source", COLUMN_SOURCE},
	{"figures", "indicator", COLUMN_WHOLE},    {"figures", "unit", COLUMN_WHOLE},
	{"figures", "bound", COLUMN_WHOLE},        {"figures", "source", COLUMN_SOURCE},
	{"sources", "name", COLUMN_WHOLE},         {"sources", "kind", COLUMN_WHOLE},
	{"sources", "note", COLUMN_WHOLE},         {"persons", "name", COLUMN_WHOLE},
	{"persons", "office", COLUMN_WHOLE},       {"persons", "note", COLUMN_WHOLE},
	{"persons", "source", COLUMN_SOURCE},      {"hosts", "kind", COLUMN_WHOLE},
};

static const struct column_text *find(enum dossier_kind kind, int column)
{
	const struct dossier_table *t = dossier_table(kind);
	size_t n = strcspn(t->file, ".");

	for (int i = 0; i < COLUMN_TEXTS; i++)
		if (strlen(column_texts[i].table) == n &&
		    !strncmp(column_texts[i].table, t->file, n) &&
		    !strcmp(column_texts[i].name, t->columns[column]))
			return &column_texts[i];
	return NULL;
}

bool column_is_text(enum dossier_kind kind, int column)
{
	const struct column_text *c = find(kind, column);

	return c && (c->how == COLUMN_WHOLE || c->how == COLUMN_PARTS);
}

/* Several texts of one value; english: none of them is translated. */
static void tell_parts(struct store *starter, const char *value, struct buf *out, bool *english)
{
	const char *end;
	char part[240];

	*english = true;
	for (; value; value = end ? end + 2 : NULL) {
		struct told t;

		end = strstr(value, "; ");
		snprintf(part, sizeof part, "%.*s",
		         (int)(end ? (size_t)(end - value) : strlen(value)), value);
		t = store_told(starter, part);
		*english = *english && t.english;
		buf_printf(out, "%s%s", t.text, end ? "; " : "");
	}
}

const char *column_told(struct store *starter, enum dossier_kind kind, int column,
                        const char *value, char *out, size_t size, bool *english)
{
	const struct column_text *c = find(kind, column);
	struct told t = {value, false, false};
	struct buf text;

	if (c && c->how == COLUMN_PARTS && strstr(value, "; ")) {
		buf_init(&text, size);
		tell_parts(starter, value, &text, &t.english);
		snprintf(out, size, "%s", text.bytes);
		buf_done(&text);
		t.text = out;
	} else if (c && (c->how == COLUMN_WHOLE || c->how == COLUMN_PARTS)) {
		t = store_told(starter, value);
	}
	*english = t.english;
	return t.text;
}
