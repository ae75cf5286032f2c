/* SPDX-License-Identifier: ISC */
/* The pages about the versions of a document: all of them, and what changed. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/doc/diff.h"
#include "model/dossier/citation.h"
#include "model/symbol/symbol.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "model/views/internal.h"
#include "model/views/version.h"

#include <stdio.h>
#include <stdlib.h>
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

/* The title of a page about a text, and the way to that. */
static void head(struct view *p, const struct version_text *t, const char *title)
{
	char printed[SYMBOL_MAX + 308], href[VERSION_ADDRESS_MAX];

	view_title(p, title, false);
	version_text_address(t->key, t->lang, href, sizeof href);
	view_begin(p, DOC_PARAGRAPH);
	doc_add_link(p->m, name_of(t, "", printed, sizeof printed), href);
}

/* -- all of them ------------------------------------------------------------------- */

/* Strings owned. */
struct held {
	int64_t id, fetched, size;
	int number;
	char *title, *beside;
	const char *compared; /* citation_compared */
	char sha256[65];
};

struct history {
	VEC(struct held) held; /* the newest first */
};

static int take(const struct store_version *v, void *payload)
{
	struct history *h = payload;
	struct held one = {v->id,
	                   v->fetched,
	                   v->size,
	                   v->number,
	                   strdup(v->title),
	                   strdup(v->beside),
	                   citation_compared(v),
	                   ""};

	snprintf(one.sha256, sizeof one.sha256, "%s", v->sha256);
	if (one.title && one.beside && vec_push(&h->held, one) == 0)
		return 0;
	free(one.title);
	free(one.beside);
	return -1;
}

static void history_done(struct history *h)
{
	for (size_t i = 0; i < h->held.count; i++) {
		free(h->held.at[i].title);
		free(h->held.at[i].beside);
	}
	vec_done(&h->held);
}

/* The index of the text's version before one of them; the count where there is none. */
static size_t older(const struct history *h, size_t index)
{
	do
		index++;
	while (index < h->held.count && *h->held.at[index].beside);
	return index;
}

/* Between two details, each of which keeps its place in a line from the right. */
static const char *between(void)
{
	return messages_rtl() ? "\u200f · \u200f" : " · ";
}

static int add_source(const struct store_source *s, void *page)
{
	struct view *p = page;
	const char *where = *s->url ? s->url : s->name;
	char text[400], by[400];
	bool carried = citation_carrier(s->mirror, by, sizeof by);

	if (!*where && !carried)
		return 0;
	doc_add_str(p->m, between());
	if (*s->url)
		doc_add_link(p->m, where, where);
	else
		doc_add_str(p->m, where);
	if (carried) {
		doc_add_str(p->m, *where ? C_("aside", ", ") : "");
		doc_add_str(p->m, by);
		return 0;
	}
	if (!*s->mirror)
		return 0;
	/* TRANSLATORS: a copy of the server that was asked */
	snprintf(text, sizeof text, _(" through %.200s"), s->mirror);
	doc_add_str(p->m, text);
	return 0;
}

/* Under each: what changed or why it is not the text, its hash, where it came from. */
static int details(struct view *p, const struct version_text *t, const struct history *h, size_t i)
{
	const struct held *v = &h->held.at[i];
	size_t before = older(h, i);
	char href[VERSION_ADDRESS_MAX], text[120];

	view_begin(p, DOC_QUOTE);
	if (*v->beside) {
		doc_add_str(p->m, _("kept beside the text: "));
		doc_add_str(p->m, _(v->beside));
		doc_add_str(p->m, between());
	} else if (before < h->held.count) {
		version_address("diff", t, h->held.at[before].number, v->number, href, sizeof href);
		snprintf(text, sizeof text, _("what changed since version %d"),
		         h->held.at[before].number);
		doc_add_link(p->m, text, href);
		doc_add_str(p->m, between());
	}
	doc_add_str(p->m, "SHA-256 ");
	doc_add_str(p->m, v->sha256);
	if (*v->compared) {
		doc_add_str(p->m, between());
		doc_add_str(p->m, v->compared);
	}
	return store_each_source(t->from, v->id, add_source, p, p->err);
}

static int entry(struct view *p, const struct version_text *t, const struct history *h, size_t i)
{
	const struct held *v = &h->held.at[i];
	char when[40], size[40], tail[120], href[VERSION_ADDRESS_MAX], number[20];

	date_time(v->fetched, when, sizeof when);
	units_bytes(v->size, size, sizeof size);
	snprintf(number, sizeof number, "%d", v->number);
	view_hold(when, sizeof when);
	snprintf(tail, sizeof tail, "%s  %s", when, size);
	version_address("version", t, v->number, 0, href, sizeof href);
	view_entry(p, &(struct view_entry){.marker = number,
	                                   .text = *v->title ? v->title : t->key,
	                                   .href = href,
	                                   .tail = tail});
	return details(p, t, h, i);
}

int view_history(struct view *p, const char *rest)
{
	struct reference w = {.kind = REFERENCE_OWN};
	char name[SYMBOL_MAX + 308], title[400];
	struct version_text t;
	struct history h = {0};
	int none[2], rc;

	snprintf(w.key, sizeof w.key, "history:%.*s", URL_MAX - 16, rest);
	rc = version_named(p->c, &w, &t, none, p->err);
	if (rc > 0 && store_each_version_of(t.from, t.key, t.lang, take, &h, p->err) < 0)
		rc = -1;
	if (rc > 0) {
		snprintf(title, sizeof title, _("Versions: %.300s"),
		         name_of(&t, t.title, name, sizeof name));
		head(p, &t, title);
	}
	for (size_t i = 0; rc > 0 && i < h.held.count; i++)
		rc = entry(p, &t, &h, i) < 0 ? -1 : 1;
	history_done(&h);
	return rc;
}

/* -- what changed -------------------------------------------------------------------- */

/* A version as a fact: when it came, and the way to it. */
static void version_fact(struct view *p, const char *label, const struct version_text *t,
                         const struct store_version *v)
{
	char text[160], when[40], href[VERSION_ADDRESS_MAX];

	date_time(v->fetched, when, sizeof when);
	view_hold(when, sizeof when);
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
	head(p, t, title);
	/* TRANSLATORS: of two versions of a text: the one that is compared with the later */
	version_fact(p, C_("version", "Before"), t, &v[0]);
	version_fact(p, C_("version", "After"), t, &v[1]);
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
