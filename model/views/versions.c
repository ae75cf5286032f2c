/* SPDX-License-Identifier: ISC */
/* The pages about the versions of a document: all of them, and what changed. */
#include "config.h"

#include "model/base/messages.h"
#include "model/doc/diff.h"
#include "model/symbol/symbol.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "model/views/internal.h"
#include "model/views/version.h"

#include <stdio.h>
#include <string.h>

/* What a text is called where it has no title. */
static const char *name_of(const struct version_text *t, const char *title, char *out, size_t size)
{
	if (*title)
		return title;
	snprintf(out, size, "%.300s", t->key);
	if (strlen(t->key) < SYMBOL_MAX)
		symbol_print(t->key, out, size);
	return out;
}

static void text_fact(struct view *p, const struct version_text *t)
{
	char printed[SYMBOL_MAX + 308], href[VERSION_ADDRESS_MAX];

	version_text_address(t->key, t->lang, href, sizeof href);
	view_fact(p, _("Text"), name_of(t, "", printed, sizeof printed), href);
}

/* -- all of them ------------------------------------------------------------------- */

struct history {
	struct view *p;
	const struct version_text *text;
	int newer; /* the number of the text's version before this in the list; 0 */
	bool begun;
	struct err *err;
};

struct sources {
	struct view *p;
	bool any;
};

static int add_source(const struct store_source *s, void *payload)
{
	struct sources *so = payload;
	const char *where = *s->url ? s->url : s->name;

	if (!*where)
		return 0;
	doc_add_str(so->p->m, so->any ? ", " : " · ");
	if (*s->url)
		doc_add_link(so->p->m, where, where);
	else
		doc_add_str(so->p->m, where);
	if (*s->mirror) {
		char text[300];

		/* TRANSLATORS: a copy of the server that was asked */
		snprintf(text, sizeof text, _(" through %.200s"), s->mirror);
		doc_add_str(so->p->m, text);
	}
	so->any = true;
	return 0;
}

/* Under each: what it is by, where from, and why it is not the text. */
static int details(struct history *h, const struct store_version *v)
{
	struct sources sources = {h->p, false};
	char text[200];

	view_begin(h->p, DOC_QUOTE);
	snprintf(text, sizeof text, "SHA-256 %s", v->sha256);
	doc_add_str(h->p->m, text);
	if (store_each_source(h->text->from, v->id, add_source, &sources, h->err) < 0)
		return -1;
	if (!*v->beside)
		return 0;
	view_begin(h->p, DOC_QUOTE);
	doc_add_str(h->p->m, _("kept beside the text: "));
	doc_add_str(h->p->m, _(v->beside));
	return 0;
}

static void change_entry(struct history *h, int older)
{
	char href[VERSION_ADDRESS_MAX], text[120];

	version_address("diff", h->text, older, h->newer, href, sizeof href);
	view_begin(h->p, DOC_QUOTE);
	snprintf(text, sizeof text, _("what changed from version %1$d to %2$d"), older, h->newer);
	doc_add_link(h->p->m, text, href);
}

static int version_entry(const struct store_version *v, void *payload)
{
	struct history *h = payload;
	char when[40], size[40], tail[120], href[VERSION_ADDRESS_MAX], number[20];

	if (!h->begun) {
		char name[SYMBOL_MAX + 308], title[400];

		snprintf(title, sizeof title, _("Versions: %.300s"),
		         name_of(h->text, v->title, name, sizeof name));
		view_title(h->p, title, false);
		text_fact(h->p, h->text);
	}
	h->begun = true;
	/* the change stands between the two that it is of */
	if (!*v->beside && h->newer)
		change_entry(h, v->number);
	date_time(v->fetched, when, sizeof when);
	units_bytes(v->size, size, sizeof size);
	snprintf(number, sizeof number, "%d", v->number);
	snprintf(tail, sizeof tail, "%s  %s", when, size);
	version_address("version", h->text, v->number, 0, href, sizeof href);
	view_entry(h->p, &(struct view_entry){.marker = number,
	                                      .text = *v->title ? v->title : v->key,
	                                      .href = href,
	                                      .tail = tail});
	if (!*v->beside)
		h->newer = v->number;
	return details(h, v);
}

int view_history(struct view *p, const char *rest)
{
	struct reference w = {.kind = REFERENCE_OWN};
	struct version_text t;
	struct history h = {p, &t, 0, false, p->err};
	int none[2], rc;

	snprintf(w.key, sizeof w.key, "history:%.*s", URL_MAX - 16, rest);
	rc = version_named(p->c, &w, &t, none, p->err);
	if (rc > 0 && store_each_version_of(t.from, t.key, t.lang, version_entry, &h, p->err) < 0)
		return -1;
	return rc <= 0 ? rc : h.begun;
}

/* -- what changed -------------------------------------------------------------------- */

/* A version as a fact: when it came, and the way to it. */
static void version_fact(struct view *p, const char *label, const struct version_text *t,
                         const struct store_version *v)
{
	char text[160], when[40], href[VERSION_ADDRESS_MAX];

	date_time(v->fetched, when, sizeof when);
	/* TRANSLATORS: a version by its number, and when it was fetched */
	snprintf(text, sizeof text, _("version %1$d, fetched %2$s"), v->number, when);
	version_address("version", t, v->number, 0, href, sizeof href);
	view_fact(p, label, text, href);
}

static int write_changes(struct view *p, const struct version_text *t,
                         const struct store_version v[2], struct doc *const doc[2])
{
	struct diff *d = diff_new(doc[0], doc[1], p->err);
	char name[SYMBOL_MAX + 308], title[400], summary[80];

	if (!d)
		return -1;
	snprintf(title, sizeof title, _("What changed: %.300s"),
	         name_of(t, doc_fact(doc[1], DOC_TITLE), name, sizeof name));
	view_title(p, title, false);
	text_fact(p, t);
	version_fact(p, _("From"), t, &v[0]);
	version_fact(p, _("To"), t, &v[1]);
	diff_summary(d, summary, sizeof summary);
	view_para(p, summary);
	diff_write(d, p->m);
	diff_free(d);
	return 1;
}

int view_diff(struct view *p, const char *rest)
{
	struct reference w = {.kind = REFERENCE_OWN};
	struct store_version v[2] = {0};
	struct doc *doc[2] = {NULL};
	struct version_text t;
	int numbers[2], rc;

	snprintf(w.key, sizeof w.key, "diff:%.*s", URL_MAX - 16, rest);
	rc = version_named(p->c, &w, &t, numbers, p->err);
	for (int i = 0; rc > 0 && i < 2; i++) {
		rc = version_at(&t, numbers[i], &v[i], p->err);
		doc[i] = rc > 0 ? store_doc(t.from, v[i].id, p->err) : NULL;
		rc = doc[i] ? rc : -1;
	}
	if (rc > 0)
		rc = write_changes(p, &t, v, doc);
	for (int i = 0; i < 2; i++) {
		doc_free(doc[i]);
		store_version_done(&v[i]);
	}
	return rc;
}
