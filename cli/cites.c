/* SPDX-License-Identifier: ISC */
/* cites, cited-by: what a document cites and what cites it. */
#include "config.h"

#include "cli/list_out.h"
#include "cli/verbs.h"
#include "model/base/messages.h"
#include "model/base/clock.h"
#include "model/doc/reference.h"
#include "model/dossier/cites.h"
#include "model/dossier/record.h"
#include "model/dossier/texts.h"
#include "model/dossier/catalogue.h"
#include "model/text/date.h"
#include "model/views/find.h"

#include <stdio.h>
#include <string.h>

#define SYMBOL_CELLS 20

static void row(struct session *session, struct list_out *o, const struct cite *c)
{
	struct record r = {0};
	char printed[SYMBOL_MAX + 8], where[320], when[80], own[CATALOGUE_TITLE_MAX];
	char title[sizeof r.title];
	const char *values[] = {c->symbol, c->paragraphs, "", "", c->read ? "text" : "catalogue"};
	struct list_line line = {.left = printed, .right = where};

	record_read(session->stores, c->symbol, &r, NULL);
	record_cited_title(&r, title, sizeof title);
	values[2] = *title ? title : *r.agenda ? r.agenda : c->title;
	values[3] = c->date;
	record_told_title(stores_starter(session->stores), c->symbol,
	                  record_label(r.label, r.title, r.agenda), own, sizeof own);
	line.main = *own ? own : c->title;
	symbol_print(c->symbol, printed, sizeof printed);
	date_print(c->date, true, when, sizeof when);
	snprintf(where, sizeof where, "%s%s%s%.200s", when, *when && *c->paragraphs ? "  " : "",
	         *c->paragraphs ? "¶ " : "", c->paragraphs);
	list_out_row(o, values, &line);
}

typedef int ask_fn(struct stores *, const char *, struct cites *, struct err *);

/* 1 when something of the document is known, if only that nothing is cited. */
static int one(struct session *session, const char *word, ask_fn *ask, struct list_out *o,
               struct err *err)
{
	struct view_context context = {session->stores,           session->langs, clock_now(),
	                               session->options->offline, session->width, false};
	struct cites c;
	struct record r;
	struct reference w;

	if (reference_read(word, &w, err) < 0)
		return -1;
	catalogue_complete_reference(stores_starter(context.stores), &w);
	if (w.kind == REFERENCE_FILE || w.kind == REFERENCE_OWN)
		return err_set(err, ERR_USAGE, "%s: a UN symbol, or the address of a page", word);
	if (ask(session->stores, w.key, &c, err) < 0)
		return -1;
	for (size_t i = 0; i < c.count; i++)
		row(session, o, &c.at[i]);
	if (!c.count && record_read(session->stores, w.key, &r, err) == 0)
		err_set(err, ERR_FAILED, "%s: nothing is known of it", w.key);
	cites_done(&c);
	return err->code ? -1 : 0;
}

static int run(struct session *session, int argc, char **argv, ask_fn *ask, struct err *err)
{
	static const char *const columns[] = {"symbol", "paragraphs", "title", "date", "from"};
	struct list_out o;
	int rc = 0;

	if (argc < 2) {
		err_set(err, ERR_USAGE, "%s: which document?", argv[0]);
		return ERR_USAGE;
	}
	if (session->options->format != FORMAT_TEXT && session->options->format != FORMAT_TSV &&
	    session->options->format != FORMAT_JSON) {
		err_set(err, ERR_USAGE, "%s: -f text, tsv or json", argv[0]);
		return ERR_USAGE;
	}
	list_out_init(&o, session, columns, 5, SYMBOL_CELLS);
	for (int i = 1; rc == 0 && i < argc; i++)
		rc = one(session, argv[i], ask, &o, err);
	return list_out_done(&o, rc, err) < 0 ? (int)err->code : 0;
}

static int run_cites(struct session *session, int argc, char **argv, struct err *err)
{
	return run(session, argc, argv, cites_of, err);
}

static int run_cited_by(struct session *session, int argc, char **argv, struct err *err)
{
	return run(session, argc, argv, cites_to, err);
}

const struct cli_verb cites_verb = {
	.name = "cites",
	.arguments = "WHAT…",
	.help = N_("what a document cites, and in which paragraph"),
	.is_read = true,
	.only_reads = true,
	.open = true,
	.run = run_cites,
};

const struct cli_verb cited_by_verb = {
	.name = "cited-by",
	.arguments = "WHAT…",
	.help = N_("what cites it"),
	.is_read = true,
	.only_reads = true,
	.open = true,
	.run = run_cited_by,
};
