/* SPDX-License-Identifier: ISC */
/* Who voted how on a text, and how a state voted on the texts of the file. */
#include "config.h"

#include "model/base/buf.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/base/vec.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/record.h"
#include "model/dossier/states.h"
#include "model/dossier/texts.h"
#include "model/symbol/symbol.h"
#include "model/text/characters.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VOTE_KINDS 3
/* With what stands before them they fit a screen of forty columns. */
#define BAR_CELLS 20

static const char letters[] = "yna";
static const char *const groups[VOTE_KINDS] = {N_("In favour"), N_("Against"), N_("Abstaining")};
static const char *const votes[VOTE_KINDS] = {N_("in favour"), N_("against"), N_("abstained")};

/* The language for names of states: the interface's; of one in English, that which the
 * reader prefers. */
static void first_language(const struct view *p, char out[8])
{
	if (strcmp(messages_language(), "en") != 0) {
		snprintf(out, 8, "%s", messages_language());
		return;
	}
	snprintf(out, 8, "%.*s", p->c->langs ? (int)strcspn(p->c->langs, ",") : 2,
	         p->c->langs ? p->c->langs : "en");
}

/* The labels of bars: shorter than headings, where these are long. */
static const char *bar_label(int vote)
{
	/* TRANSLATORS: labels beside bars, of at most 12 cells */
	return vote == 0   ? C_("bar", "In favour")
	       : vote == 1 ? C_("bar", "Against")
	                   : C_("bar", "Abstaining");
}

/* How many voted how, to be looked at: a bar for each, as long as its share. */
static void bars(struct view *p, const long counts[VOTE_KINDS])
{
	static const char *const fills[VOTE_KINDS] = {"█", "▒", "░"};
	long most = 1, cells, label = 10;
	struct buf line;

	for (int i = 0; i < VOTE_KINDS; i++) {
		cells = (long)text_width(bar_label(i), strlen(bar_label(i)));
		label = cells > label ? cells : label;
		most = counts[i] > most ? counts[i] : most;
	}
	buf_init(&line, 4096);
	view_begin(p, DOC_PRE);
	for (int i = 0; i < VOTE_KINDS; i++) {
		const char *group = bar_label(i);

		buf_printf(&line, "%s%s%*s %4ld  ", i ? "\n" : "", group,
		           (int)(label - (long)text_width(group, strlen(group))), "", counts[i]);
		cells = (counts[i] * (BAR_CELLS + 10 - label) + most - 1) / most;
		for (long k = 0; k < cells; k++)
			buf_str(&line, fills[i]);
	}
	doc_add_text(p->m, line.bytes, line.len);
	buf_done(&line);
}

/* -- a text --------------------------------------------------------------- */

struct voter {
	char *name;
	int vote; /* index into letters */
};

struct ballot {
	struct view *p;
	char lang[8];
	VEC(struct voter) voters;
	long counts[VOTE_KINDS];
};

static int take_vote(const char *state, char vote, void *payload)
{
	struct ballot *b = payload;
	const char *at = strchr(letters, vote);
	char name[STATE_KEY_MAX];
	struct voter v;

	if (!vote || !at)
		return 0;
	if (state_name(b->p->starter, state, b->lang, name, sizeof name, NULL) <= 0)
		snprintf(name, sizeof name, "%s", state);
	v = (struct voter){strdup(name), (int)(at - letters)};
	if (!v.name || vec_push(&b->voters, v) < 0) {
		free(v.name);
		return -1;
	}
	b->counts[v.vote]++;
	return 0;
}

static void add_name(struct view *p, const char *name)
{
	char href[160];

	snprintf(href, sizeof href, "state:%s", name);
	doc_add_link(p->m, name, href);
}

static void by_group(struct view *p, const struct ballot *b)
{
	char count[24];

	for (int i = 0; i < VOTE_KINDS; i++) {
		bool first = true;

		snprintf(count, sizeof count, "%ld", b->counts[i]);
		view_heading(p, _(groups[i]), count, NULL);
		view_begin(p, DOC_PARAGRAPH);
		if (!b->counts[i])
			doc_add_str(p->m, _("none"));
		for (size_t k = 0; k < b->voters.count; k++) {
			if (b->voters.at[k].vote != i)
				continue;
			if (!first)
				doc_add_str(p->m, C_("places", "; "));
			add_name(p, b->voters.at[k].name);
			first = false;
		}
	}
}

/* In the order of the UN's lists, which is that of the English names. */
static void by_name(struct view *p, const struct ballot *b)
{
	view_heading(p, _("By name"), NULL, NULL);
	for (size_t k = 0; k < b->voters.count; k++) {
		uint32_t at;

		view_begin(p, DOC_ITEM);
		doc_attr(p->m, "level", "1");
		add_name(p, b->voters.at[k].name);
		doc_add_str(p->m, "  ");
		at = doc_text_length(p->m);
		doc_add_str(p->m, _(votes[b->voters.at[k].vote]));
		doc_add_span(p->m, DOC_TAIL, at, doc_text_length(p->m), "");
	}
}

static int take_title(const struct catalogue_entry *e, void *payload)
{
	struct view *p = payload;
	char date[80], own[CATALOGUE_TITLE_MAX];

	if (record_title(p->starter, e->symbol, record_label(e->label, e->title, e->agenda), own,
	                 sizeof own) &&
	    *e->label)
		view_told_para(p, own);
	else
		view_para(p, own);
	view_date(e->date, true, date, sizeof date);
	view_fact(p, _("Date"), date, NULL);
	view_fact(p, _("Vote"), view_told(p, e->vote), NULL);
	view_fact(p, _("Adoption"), view_told(p, e->adoption), NULL);
	view_symbol_fact(p, _("Meeting"), e->meeting);
	return 1;
}

/* A draft, which the catalogue does not have. */
static int take_draft(const struct dossier_row *r, void *payload)
{
	struct view *p = payload;
	char date[80];

	view_told_para(p, r->at[DOCUMENT_TITLE]);
	view_date(r->at[DOCUMENT_DATE], true, date, sizeof date);
	view_fact(p, _("Date"), date, NULL);
	view_fact(p, _("Vote"), view_told(p, r->at[DOCUMENT_VOTE]), NULL);
	view_fact(p, _("Type"), view_told(p, r->at[DOCUMENT_TYPE]), NULL);
	return 1;
}

static int take_source(const struct dossier_row *r, void *payload)
{
	view_witness(payload, r, r->at[BALLOT_SOURCE], r->at[BALLOT_STATUS]);
	return 1;
}

static void title(struct view *p, const char *symbol)
{
	char printed[SYMBOL_MAX + 8], text[SYMBOL_MAX + 120];

	symbol_print(symbol, printed, sizeof printed);
	snprintf(text, sizeof text, _("%s: who voted how"), printed);
	view_title(p, text, false);
	view_fact(p, _("Text"), printed, symbol);
	doc_add_fact(p->m, DOC_SYMBOL, symbol);
}

int view_votes(struct view *p, const char *key)
{
	struct ballot b = {.p = p};
	char symbol[SYMBOL_MAX];
	int known, entry;

	if (!symbol_normal(key, symbol))
		return 0;
	first_language(p, b.lang);
	known = catalogue_ballot(p->starter, symbol, take_vote, &b, p->err);
	if (known >= 0)
		title(p, symbol);
	entry = known < 0 ? -1 : catalogue_entry(p->starter, symbol, take_title, p, p->err);
	if (entry == 0)
		entry = dossier_document(p->starter, symbol, take_draft, p, p->err);
	if (entry >= 0 && catalogue_ballot_source(p->starter, symbol, take_source, p, p->err) < 0)
		entry = -1;
	if (known > 0 && entry >= 0) {
		bars(p, b.counts);
		by_group(p, &b);
		by_name(p, &b);
		view_para(p, _("A state that is not named took no part in the vote."));
	} else if (entry >= 0) {
		view_para(p,
		          _("How each state voted is not known here: the starter store has it for "
		            "texts that mention Syria and were put to a recorded vote."));
	}
	for (size_t k = 0; k < b.voters.count; k++)
		free(b.voters.at[k].name);
	vec_done(&b.voters);
	return known < 0 || entry < 0 ? -1 : known > 0 || entry > 0;
}

/* -- a state --------------------------------------------------------------- */

struct votes_cast {
	VEC(struct voter) texts; /* name: the symbol */
	long counts[VOTE_KINDS];
};

static int take_text(const char *symbol, char vote, void *payload)
{
	struct votes_cast *r = payload;
	const char *at = strchr(letters, vote);
	struct voter v;

	if (!vote || !at)
		return 0;
	v = (struct voter){strdup(symbol), (int)(at - letters)};
	if (!v.name || vec_push(&r->texts, v) < 0) {
		free(v.name);
		return -1;
	}
	r->counts[v.vote]++;
	return 0;
}

struct line {
	struct view *p;
	const char *vote;
};

static int text_line(const struct catalogue_entry *e, void *payload)
{
	struct line *line = payload;
	char when[40], own[CATALOGUE_TITLE_MAX];
	bool english = record_title(line->p->starter, e->symbol,
	                            record_label(e->label, e->title, e->agenda), own, sizeof own);

	view_date_marker(e->date, true, when, sizeof when);
	view_entry(line->p, &(struct view_entry){.marker = when,
	                                         .key = e->symbol,
	                                         .text = own,
	                                         .told = english && *e->label,
	                                         .english = english && !*e->label,
	                                         .href = e->symbol,
	                                         .tail = line->vote,
	                                         .tail_key = e->symbol});
	return 1;
}

static int draft_line(const struct dossier_row *r, void *payload)
{
	struct line *line = payload;
	char when[40];

	view_date_marker(r->at[DOCUMENT_DATE], true, when, sizeof when);
	view_entry(line->p, &(struct view_entry){.marker = when,
	                                         .key = r->at[DOCUMENT_KEY],
	                                         .text = r->at[DOCUMENT_TITLE],
	                                         .told = true,
	                                         .href = r->at[DOCUMENT_KEY],
	                                         .tail = line->vote,
	                                         .doubt = r->doubtful,
	                                         .tail_key = r->at[DOCUMENT_KEY]});
	return 1;
}

static int candidate(const struct state_match *m, void *payload)
{
	struct view *p = payload;
	char name[STATE_KEY_MAX], href[STATE_KEY_MAX + 8], lang[8];

	first_language(p, lang);
	if (state_name(p->starter, m->key, lang, name, sizeof name, NULL) <= 0)
		snprintf(name, sizeof name, "%s", m->key);
	snprintf(href, sizeof href, "state:%s", m->key);
	view_entry(p, &(struct view_entry){.marker = m->iso3, .text = name, .href = href});
	return 0;
}

static int several(struct view *p, const char *word)
{
	char text[200];

	snprintf(text, sizeof text, _("%.150s: which state?"), word);
	view_title(p, text, false);
	return state_find(p->starter, word, candidate, p, p->err) < 0 ? -1 : 1;
}

static void record(struct view *p, const char *key, const struct votes_cast *r)
{
	char name[STATE_KEY_MAX], text[400], lang[8];

	first_language(p, lang);
	if (state_name(p->starter, key, lang, name, sizeof name, NULL) <= 0)
		snprintf(name, sizeof name, "%s", key);
	snprintf(text, sizeof text, _("%.150s: votes"), name);
	view_title(p, text, false);
	snprintf(text, sizeof text,
	         messages_count(
			 "Its vote on %zu text that mentions Syria and was put to a recorded vote.",
			 "Its vote on %zu texts that mention Syria and were put to a recorded "
			 "vote, newest first.",
			 (long long)r->texts.count),
	         r->texts.count);
	view_para(p, text);
	bars(p, r->counts);
	view_heading(p, _("Texts"), NULL, NULL);
	for (size_t i = 0; i < r->texts.count; i++) {
		struct line line = {p, _(votes[r->texts.at[i].vote])};

		if (catalogue_entry(p->starter, r->texts.at[i].name, text_line, &line, NULL) == 0)
			dossier_document(p->starter, r->texts.at[i].name, draft_line, &line, NULL);
	}
}

int view_state(struct view *p, const char *word)
{
	struct votes_cast r = {0};
	char key[STATE_KEY_MAX];
	int found = state_key(p->starter, word, key, sizeof key, p->err);

	if (found == 2)
		return several(p, word);
	if (found > 0)
		found = catalogue_votes_of(p->starter, key, take_text, &r, p->err) < 0 ? -1 : 1;
	if (found > 0)
		record(p, key, &r);
	for (size_t i = 0; i < r.texts.count; i++)
		free(r.texts.at[i].name);
	vec_done(&r.texts);
	return found;
}
