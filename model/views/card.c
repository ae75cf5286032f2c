/* SPDX-License-Identifier: ISC */
/* The card of a document that is known: what the tables and the catalogue know
 * of it, and where its text can be had. */
#include "config.h"

#include "model/base/buf.h"
#include "model/base/messages.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/record.h"
#include "model/dossier/texts.h"
#include "model/symbol/symbol.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* So many of what it cites and of what cites it stand on the card. */
#define CITES_MOST 24
#define CITED_MOST 12

/* Strings of both witnesses, kept until the card is written. */
struct card {
	char title[512], long_title[512], body[160], date[40], vote[40], adoption[40];
	char meeting[64], draft[96], agenda[640], type[64], languages[24], url[400], source[400];
	char status[24], pane[40], key[SYMBOL_MAX];
	char source_kind[24], source_sort[24];
	bool chapter7, dossier, catalogue, doubtful;
	struct buf subjects;
};

#define KEEP(field, value) snprintf(field, sizeof field, "%s", value)

static int take_document(const struct dossier_row *r, void *payload)
{
	struct card *c = payload;

	KEEP(c->title, r->at[DOCUMENT_TITLE]);
	KEEP(c->body, r->at[DOCUMENT_BODY]);
	KEEP(c->date, r->at[DOCUMENT_DATE]);
	KEEP(c->vote, r->at[DOCUMENT_VOTE]);
	KEEP(c->type, r->at[DOCUMENT_TYPE]);
	KEEP(c->languages, r->at[DOCUMENT_LANGUAGES]);
	KEEP(c->url, r->at[DOCUMENT_URL]);
	KEEP(c->source, r->at[DOCUMENT_SOURCE]);
	KEEP(c->status, r->at[DOCUMENT_STATUS]);
	KEEP(c->pane, r->at[DOCUMENT_PANE]);
	KEEP(c->key, r->at[DOCUMENT_KEY]);
	KEEP(c->source_kind, r->source_kind);
	KEEP(c->source_sort, r->source_sort);
	c->doubtful = r->doubtful;
	c->dossier = true;
	return 1;
}

static int take_entry(const struct catalogue_entry *e, void *payload)
{
	struct card *c = payload;

	KEEP(c->long_title, e->title);
	KEEP(c->date, e->date);
	if (*e->vote)
		KEEP(c->vote, e->vote);
	KEEP(c->adoption, e->adoption);
	KEEP(c->meeting, e->meeting);
	KEEP(c->draft, e->draft);
	KEEP(c->agenda, e->agenda);
	c->chapter7 = *e->chapter7;
	buf_str(&c->subjects, e->subjects);
	c->catalogue = true;
	return 1;
}

/* "a;b;c" as a fact. */
static void list_fact(struct view *p, const char *label, const char *list)
{
	struct buf text;

	buf_init(&text, 1 << 16);
	for (; *list; list++) {
		if (*list == ';')
			buf_str(&text, ", ");
		else
			buf_char(&text, *list);
	}
	view_fact(p, label, text.bytes, NULL);
	buf_done(&text);
}

static void facts(struct view *p, const struct card *c, const char *symbol)
{
	char text[160], vote[160];

	if (strchr(symbol, '/')) {
		symbol_print(symbol, text, sizeof text);
		view_fact(p, _("Symbol"), text, NULL);
		doc_add_fact(p->m, DOC_SYMBOL, symbol);
	}
	if (*c->title && strcasecmp(c->title, c->long_title) != 0)
		view_fact(p, _("Official title"), c->long_title, NULL);
	view_fact(p, _("Body"), view_told(p, c->body), NULL);
	view_fact(p, _("Type"), view_told(p, c->type), NULL);
	view_date(c->date, true, text, sizeof text);
	view_fact(p, _("Date"), text, NULL);
	doc_add_fact(p->m, DOC_DATE, c->date);
	if (!strcmp(c->vote, "without vote") || !*c->adoption)
		snprintf(vote, sizeof vote, "%s", view_told(p, c->vote));
	else if (!*c->vote)
		snprintf(vote, sizeof vote, "%s", view_told(p, c->adoption));
	else
		/* TRANSLATORS: figures of a vote, and how it was adopted */
		snprintf(vote, sizeof vote, _("%s, %s"), c->vote, view_told(p, c->adoption));
	view_fact(p, _("Vote"), vote, NULL);
	view_symbol_fact(p, _("Meeting"), c->meeting);
	view_symbol_fact(p, _("Draft"), c->draft);
	view_fact(p, _("Agenda"), c->agenda, NULL);
	if (c->chapter7)
		view_fact(p, _("Charter"), _("under Chapter VII"), NULL);
	if (c->subjects.len)
		list_fact(p, _("Subjects"), c->subjects.bytes);
	view_fact(p, _("Languages"), c->languages, NULL);
	view_pane_fact(p, c->pane);
}

/* -- votes -------------------------------------------------------------- */

static int count_vote(const char *state, char vote, void *payload)
{
	(void)state;
	*(long *)payload += vote != '\0';
	return 0;
}

/* The way to who voted how, where that is known. */
static int ballot(struct view *p, const char *symbol)
{
	char text[120], href[SYMBOL_MAX + 8];
	long count = 0;
	int known = catalogue_ballot(p->starter, symbol, count_vote, &count, p->err);

	snprintf(text, sizeof text,
	         messages_count("who voted how: %ld state", "who voted how: %ld states", count),
	         count);
	snprintf(href, sizeof href, "votes:%s", symbol);
	if (known > 0)
		view_fact(p, _("Ballot"), text, href);
	return known < 0 ? -1 : 0;
}

/* -- where it can be had ------------------------------------------------ */

/* The languages in which the text is here, or to be had; each is a way to it. */
static void languages(struct view *p, const struct card *c, const struct record *r,
                      const char *symbol)
{
	char href[200], here[40];

	snprintf(here, sizeof here, " (%s)", _("here"));
	for (int i = 0; record_is_issued(symbol) && i < LANG_COUNT; i++) {
		if (!r->here[i] && *c->languages && !strchr(c->languages, lang_letters[i]))
			continue;
		snprintf(href, sizeof href, "https://docs.un.org/%s/%s", lang_codes[i], symbol);
		view_entry(p, &(struct view_entry){.marker = _(lang_names[i]),
		                                   .text = href,
		                                   .href = href,
		                                   .rest = r->here[i] ? here : NULL});
	}
}

static int addresses(struct view *p, const struct card *c, const char *symbol)
{
	char text[200];
	struct record r;

	if (record_read(p->c->stores, symbol, &r, p->err) < 0)
		return -1;
	view_heading(p, _("The text"), NULL, NULL);
	if (strcmp(view_mark(p, symbol), MARK_HERE) == 0)
		view_para(p, _("The text is in the store."));
	else if (record_is_issued(symbol))
		view_para(p,
		          p->c->offline
		                  ? _("The text is not in the store; it is fetched when there is a "
		                      "network: r asks for it, or `palais fetch`.")
		                  : _("The text is not in the store: r fetches it, or `palais "
		                      "fetch`."));
	else
		view_para(p, _("The text is not in the store."));
	languages(p, c, &r, symbol);
	snprintf(text, sizeof text, "https://docs.un.org/en/%s", symbol);
	if (*c->url && strcmp(c->url, text) != 0)
		view_fact(p, _("Address"), c->url, c->url);
	if (!*c->url && !strchr(symbol, '/')) {
		view_fact(p, _("Address"), _("none was found"), NULL);
		snprintf(text, sizeof text, "list:sources/pane=%s,*", c->pane);
		view_fact(p, _("Sources"), _("those that may have it"), text);
	}
	return 0;
}

static int take_extract(const struct dossier_row *r, void *payload)
{
	snprintf(payload, 400, "%s", r->at[SOURCE_URL]);
	return 1;
}

static void witness(struct view *p, struct card *c)
{
	struct dossier_query query = {.filter = "kind=catalogue"};

	if (c->dossier) {
		view_witness(p,
		             &(struct dossier_row){.source_kind = c->source_kind,
		                                   .source_sort = c->source_sort},
		             c->source, c->status);
		return;
	}
	if (!c->catalogue) {
		view_fact(p, _("Known"), _("only because another text names it"), NULL);
		return;
	}
	dossier_each(p->starter, DOSSIER_SOURCES, &query, take_extract, c->source, NULL);
	view_source(p, c->source);
}

static int write_card(struct view *p, struct card *c, const char *symbol)
{
	char printed[SYMBOL_MAX + 8], own[CATALOGUE_TITLE_MAX];
	const char *name = record_label(c->title, c->long_title, c->agenda);

	symbol_print(symbol, printed, sizeof printed);
	if (record_title(p->starter, symbol, *name ? name : printed, own, sizeof own) && *c->title)
		snprintf(own, sizeof own, "%s", view_told(p, c->title));
	if (!*c->long_title && catalogue_title(p->starter, symbol, "en", c->long_title,
	                                       sizeof c->long_title, p->err) < 0)
		return -1;
	view_title(p, own, c->doubtful);
	facts(p, c, symbol);
	if (ballot(p, symbol) < 0)
		return -1;
	witness(p, c);
	if (addresses(p, c, symbol) < 0)
		return -1;
	return view_citations(p, symbol, CITES_MOST, CITED_MOST) < 0 ? -1 : 1;
}

/* What both witnesses know under a name: 1, 0, -1. */
static int gather(struct view *p, struct card *c, char symbol[SYMBOL_MAX])
{
	int known = dossier_document(p->starter, symbol, take_document, c, p->err);
	int entry;

	if (known > 0)
		snprintf(symbol, SYMBOL_MAX, "%s", c->key);
	entry = known < 0 ? -1 : catalogue_entry(p->starter, symbol, take_entry, c, p->err);
	if (known < 0 || entry < 0)
		return -1;
	return known || entry ? 1 : catalogue_knows(p->starter, symbol, p->err);
}

int view_card(struct view *p, const char *typed)
{
	struct card c = {0};
	char symbol[SYMBOL_MAX], normal[SYMBOL_MAX];
	int rc;

	buf_init(&c.subjects, 1 << 16);
	KEEP(symbol, typed);
	rc = gather(p, &c, symbol);
	if (rc == 0 && symbol_normal(typed, normal)) {
		KEEP(symbol, normal);
		rc = gather(p, &c, symbol);
	}
	/* what is "known" only because a text names it so may be a slip of that text */
	if (rc == 0 || (rc > 0 && !c.dossier && !c.catalogue)) {
		int clash = view_clash(p, symbol);

		rc = clash ? clash : rc > 0 ? write_card(p, &c, symbol) : 0;
	} else if (rc > 0) {
		rc = write_card(p, &c, symbol);
	}
	buf_done(&c.subjects);
	return rc;
}
