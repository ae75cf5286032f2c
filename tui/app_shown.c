/* SPDX-License-Identifier: ISC */
/* What is shown, as the stores have it. */
#include "config.h"

#include "tui/app_shown.h"

#include <string.h>

void app_shown_done(struct shown *s)
{
	view_found_done(&s->found);
}

/* The second of two languages, where the line is in that. */
static bool find(struct app *a, struct tab *t, bool second, struct view_found *f)
{
	struct view_context context = app_context(a);
	struct reference w = t->what;
	char langs[40];
	bool card;

	context.langs = second ? t->second : app_langs(a, t, langs, sizeof langs);
	return view_find(&context, &w, f, &card, NULL) > 0 && f->stored;
}

void app_shown(struct app *a, struct tab *t, bool second, struct shown *s)
{
	const struct doc *pane = pane_doc(t->pane);
	struct record record;
	bool known;

	memset(s, 0, sizeof *s);
	s->doc = pane;
	s->head = document_view_head(pane);
	if (t->origin == FROM_STORE && find(a, t, second, &s->found)) {
		s->doc = s->found.doc;
		s->head = 0;
	}
	known = record_read(a->session->stores, doc_fact(s->doc, DOC_SYMBOL), &record, NULL) > 0;
	citation_make(&s->citation, t->card ? NULL : s->doc, known ? &record : NULL,
	              s->found.stored ? &s->found.version : NULL,
	              s->found.stored ? s->found.version.key : t->what.key);
}
