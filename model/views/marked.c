/* SPDX-License-Identifier: ISC */
/* What the reader has marked: notes, tags, what is unread, what is new in a pane. */
#include "config.h"

#include "model/base/messages.h"
#include "model/dossier/arrivals.h"
#include "model/store/marks.h"
#include "model/symbol/symbol.h"
#include "model/text/date.h"
#include "model/views/internal.h"
#include "model/views/notes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- notes ---------------------------------------------------------------------- */

struct noted {
	struct view *p;
	char document[800]; /* whose heading stands */
	long count;
};

/* The document's title in the language that is read, where that is here; else as it was. */
static void heading_of(struct view *p, const struct mark *m)
{
	const char *title = *m->source.title ? m->source.title : m->source.document;
	struct store_version v = {0};
	struct store *from;
	bool here = stores_find(p->c->stores, m->source.document, p->c->langs, &v, &from, NULL) > 0;

	view_heading(p, here && *v.title ? v.title : title, NULL, NULL);
	if (here)
		store_version_done(&v);
}

static int noted(const struct mark *m, void *payload)
{
	struct noted *l = payload;
	char key[800], lang[16];
	struct note n;

	if (note_find(l->p->c, m->id, key, sizeof key, lang, &n, l->p->err) < 0)
		return -1;
	if (!l->count++ || strncmp(l->document, m->source.document, sizeof l->document - 1)) {
		snprintf(l->document, sizeof l->document, "%s", m->source.document);
		heading_of(l->p, m);
	}
	note_write(l->p->m, &n, l->p->c->now);
	note_done(&n);
	return 0;
}

int view_notes(struct view *p)
{
	struct store *s = stores_personal(p->c->stores);
	struct noted l = {.p = p};

	if (s && marks_each(s, NULL, NULL, noted, &l, p->err) < 0)
		return -1;
	if (!l.count)
		view_para(p, _("No notes yet: a puts one on the paragraph that you are on, and v "
		               "highlights words of it."));
	return 0;
}

static int one_note(const struct mark *m, void *page)
{
	struct view *p = page;

	view_title(p, *m->source.title ? m->source.title : m->source.document, false);
	return 1;
}

int view_note(struct view *p, const char *rest)
{
	struct store *s = stores_personal(p->c->stores);
	int64_t id = strtoll(rest, NULL, 10);
	char key[800], lang[16];
	struct note n;
	int rc;

	rc = s ? marks_get(s, id, one_note, p, p->err) : 0;
	if (rc > 0)
		rc = note_find(p->c, id, key, sizeof key, lang, &n, p->err);
	if (rc <= 0)
		return rc;
	note_write(p->m, &n, p->c->now);
	note_done(&n);
	view_fact(p, _("Document"), key, key);
	return 1;
}

/* -- tags -------------------------------------------------------------------------- */

static int tagged(const char *tag, long count, void *payload)
{
	char href[120], tail[24];

	snprintf(href, sizeof href, "list:bookmarks/%s", tag);
	snprintf(tail, sizeof tail, "%ld", count);
	view_entry(payload,
	           &(struct view_entry){.marker = "-", .text = tag, .href = href, .tail = tail});
	return 0;
}

static int one_more(const char *tag, long count, void *payload)
{
	(void)tag, (void)count;
	++*(long *)payload;
	return 0;
}

int view_tags(struct view *p)
{
	struct store *s = stores_personal(p->c->stores);
	long count = 0;

	if (s && (marks_each_tag(s, one_more, &count, p->err) < 0 ||
	          marks_each_tag(s, tagged, p, p->err) < 0))
		return -1;
	if (!count)
		view_para(p, _("No tags yet: T gives them to a bookmark."));
	return 0;
}

/* -- what is unread ------------------------------------------------------------------ */

struct arrived {
	struct view *p;
	const char *pane; /* whose documents; NULL: all */
	bool texts, headlines, unread_only;
	bool by_pane; /* of the texts those of the pane alone */
	long most;    /* entries that are shown, 0: all */
	long count;
	bool counting; /* and nothing more */
};

static int take_pane(const struct dossier_row *r, void *payload)
{
	snprintf(payload, 40, "%s", r->at[DOCUMENT_PANE]);
	return 1;
}

static bool is_of(const struct arrived *a, const struct arrival *one)
{
	char pane[40] = "";

	if (a->unread_only && one->read)
		return false;
	if (one->headline)
		return a->headlines;
	if (!a->texts || !a->by_pane)
		return a->texts;
	dossier_document(a->p->starter, one->key, take_pane, pane, NULL);
	return !strcmp(pane, a->pane);
}

static int arrived(const struct arrival *one, void *payload)
{
	struct arrived *a = payload;
	char age[40], normal[SYMBOL_MAX], printed[SYMBOL_MAX + 8] = "";

	if (!is_of(a, one))
		return 0;
	a->count++;
	if (a->counting || (a->most && a->count > a->most))
		return 0;
	date_age(one->when, a->p->c->now, age, sizeof age);
	/* many texts of one body have the same title */
	if (!one->headline && symbol_normal(one->key, normal))
		symbol_print(one->key, printed, sizeof printed);
	view_entry(a->p, &(struct view_entry){.marker = age,
	                                      .key = one->key,
	                                      .text = *one->title ? one->title
	                                              : *printed  ? printed
	                                                          : one->key,
	                                      .href = one->key,
	                                      .unread = one->headline ? one->key : NULL,
	                                      .tail = *printed ? printed : one->lang});
	return 0;
}

int view_unread(struct view *p)
{
	struct arrived a = {.p = p, .texts = true, .headlines = true, .unread_only = true};

	if (arrivals_each(p->c->stores, NULL, 0, arrived, &a, p->err) < 0)
		return -1;
	if (!a.count)
		view_para(p, _("Nothing is unread."));
	return 0;
}

/* -- what is new in a pane -------------------------------------------------------------- */

/* Which things come into a pane is told by its sections. */
static int take_section(const struct dossier_row *r, void *payload)
{
	struct arrived *a = payload;
	const char *kind = r->at[SECTION_KIND];

	a->headlines |= !strcmp(kind, "news");
	if (!strcmp(kind, "library"))
		a->by_pane = false;
	return 0;
}

/* "27 Nov", with the year where that is another. */
static void since_words(int64_t since, int64_t now, char *out, size_t size)
{
	char then[40], today[40];

	date_time(since, then, sizeof then);
	date_time(now, today, sizeof today);
	then[strcspn(then, " ")] = '\0';
	if (strncmp(then, today, 4) != 0)
		date_print(then, true, out, size);
	else
		date_in_year(then, out, size);
	view_hold(out, size);
}

static int64_t since_of(const struct view *p, const char *pane)
{
	struct store *s = stores_personal(p->c->stores);

	return s ? marks_looked_before(s, pane) : 0;
}

/* What came into the pane after it was looked at: how many; heading and entries where there
 * are any. */
static int put_new(struct view *p, const char *pane, long most, bool heading)
{
	char filter[96], when[40], text[120], more[24], href[96];
	struct dossier_query query = {.filter = filter};
	struct arrived a = {.p = p, .pane = pane, .texts = true, .by_pane = true, .counting = true};
	int64_t since = since_of(p, pane);

	snprintf(filter, sizeof filter, "pane=%s", pane);
	if (since <= 0 || strpbrk(pane, " =~"))
		return 0;
	if (dossier_each(p->starter, DOSSIER_SECTIONS, &query, take_section, &a, p->err) < 0 ||
	    arrivals_each(p->c->stores, p->c->langs, since, arrived, &a, p->err) < 0)
		return -1;
	if (!a.count)
		return 0;
	since_words(since, p->c->now, when, sizeof when);
	/* TRANSLATORS: the day on which a pane was last looked at */
	snprintf(text, sizeof text, _("New since %s"), when);
	snprintf(more, sizeof more, "%ld", a.count);
	snprintf(href, sizeof href, "list:new/%s", pane);
	if (heading)
		view_heading(p, text, more, href);
	a.counting = false;
	a.count = 0;
	a.most = most;
	return arrivals_each(p->c->stores, p->c->langs, since, arrived, &a, p->err) < 0 ? -1 : 1;
}

int view_new(struct view *p, const char *pane)
{
	return put_new(p, pane, 5, true) < 0 ? -1 : 0;
}

int view_all_new(struct view *p, const char *pane)
{
	int rc = put_new(p, pane, 0, false);

	if (rc == 0)
		view_para(p, _("Nothing has come since the pane was last looked at."));
	return rc < 0 ? -1 : 0;
}
