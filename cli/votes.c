/* SPDX-License-Identifier: ISC */
/* votes: who voted how on a text; how a state voted on the texts of the file. */
#include "config.h"

#include "cli/list_out.h"
#include "cli/verbs.h"
#include "model/base/messages.h"
#include "cli/print.h"
#include "model/base/clock.h"
#include "model/doc/reference.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/record.h"
#include "model/dossier/states.h"
#include "model/views/find.h"
#include "model/views/view.h"

#include <stdio.h>
#include <string.h>

static const char *vote_word(char vote)
{
	return vote == 'y' ? "in favour" : vote == 'n' ? "against" : "abstained";
}

/* As text it is the page that the screen shows. */
static int print_page(struct session *session, const char *address, struct err *err)
{
	struct view_context context = {session->stores,           session->langs, clock_now(),
	                               session->options->offline, session->width, false};
	struct doc *page = view_make(&context, address, err);
	int rc = page ? print_doc(session, page, NULL, NULL, NULL, stdout, err) : -1;

	doc_free(page);
	return rc;
}

/* -- a text --------------------------------------------------------------- */

struct ballot_rows {
	struct session *session;
	struct list_out out;
	const char *symbol;
	char source[400], status[24], kind[24];
};

static int ballot_row(const char *state, char vote, void *payload)
{
	struct ballot_rows *b = payload;
	char name[STATE_KEY_MAX], lang[8];
	const char *values[] = {b->symbol, state, vote_word(vote), b->source, b->status, b->kind};
	struct list_line line = {.left = values[2], .main = name, .right = ""};

	snprintf(lang, sizeof lang, "%.*s", (int)strcspn(b->session->langs, ","),
	         b->session->langs);
	if (state_name(stores_starter(b->session->stores), state, lang, name, sizeof name, NULL) <=
	    0)
		snprintf(name, sizeof name, "%s", state);
	values[1] = name;
	if (strchr("yna", vote))
		list_out_row(&b->out, values, &line);
	return 0;
}

static int keep_source(const struct dossier_row *r, void *payload)
{
	struct ballot_rows *b = payload;

	snprintf(b->source, sizeof b->source, "%s", r->at[BALLOT_SOURCE]);
	snprintf(b->status, sizeof b->status, "%s", r->at[BALLOT_STATUS]);
	snprintf(b->kind, sizeof b->kind, "%s", r->source_kind);
	return 1;
}

static int some(const char *state, char vote, void *payload)
{
	(void)state, (void)vote, (void)payload;
	return 1;
}

static int votes_on(struct session *session, const char *word, struct err *err)
{
	static const char *const columns[] = {"symbol", "state",  "vote",
	                                      "source", "status", "source_kind"};
	struct view_context context = {session->stores,           session->langs, clock_now(),
	                               session->options->offline, session->width, false};
	struct ballot_rows b = {.session = session};
	char address[URL_MAX + 8];
	struct reference w;
	int rc;

	if (reference_read(word, &w, err) < 0)
		return -1;
	catalogue_complete_reference(stores_starter(context.stores), &w);
	if (w.kind != REFERENCE_SYMBOL)
		return err_set(err, ERR_USAGE, "%s: not a UN symbol", word);
	b.symbol = w.key;
	rc = catalogue_ballot(stores_starter(session->stores), w.key, some, NULL, err);
	if (rc == 0)
		err_set(err, ERR_FAILED, "%s: how states voted is not known here", w.key);
	if (rc <= 0)
		return -1;
	if (session->options->format != FORMAT_TSV && session->options->format != FORMAT_JSON) {
		snprintf(address, sizeof address, "votes:%s", w.key);
		return print_page(session, address, err);
	}
	/* a table stays as scripts know it */
	list_out_init(&b.out, session, columns, session->options->format == FORMAT_JSON ? 6 : 3,
	              10);
	rc = catalogue_ballot_source(stores_starter(session->stores), w.key, keep_source, &b, err);
	if (rc >= 0)
		rc = catalogue_ballot(stores_starter(session->stores), w.key, ballot_row, &b, err);
	return list_out_done(&b.out, rc < 0 ? -1 : 0, err);
}

/* -- a state --------------------------------------------------------------- */

static int candidate(const struct state_match *m, void *payload)
{
	struct buf *names = payload;

	buf_printf(names, "%s%s", names->len ? "; " : "", m->key);
	return 0;
}

static int state_row(const char *symbol, char vote, void *payload)
{
	struct ballot_rows *b = payload;
	struct record r = {0};
	char title[sizeof r.title];
	const char *values[] = {symbol, "", vote_word(vote), ""};
	struct list_line line = {.left = values[2], .main = "", .right = symbol};

	record_read(b->session->stores, symbol, &r, NULL);
	values[1] = r.date;
	record_cited_title(&r, title, sizeof title);
	values[3] = line.main = *title ? title : r.agenda;
	if (strchr("yna", vote))
		list_out_row(&b->out, values, &line);
	return 0;
}

static int votes_of(struct session *session, const char *word, struct err *err)
{
	static const char *const columns[] = {"symbol", "date", "vote", "title"};
	struct store *s = stores_starter(session->stores);
	struct ballot_rows b = {.session = session};
	char key[STATE_KEY_MAX], address[STATE_KEY_MAX + 8];
	struct buf names;
	int rc = state_key(s, word, key, sizeof key, err);

	if (rc == 0)
		return err_set(err, ERR_FAILED, "%s: no state of that name", word);
	if (rc == 2) {
		buf_init(&names, 2000);
		state_find(s, word, candidate, &names, NULL);
		err_set(err, ERR_USAGE, "%s: which of these? %.300s", word, names.bytes);
		buf_done(&names);
	}
	if (rc != 1)
		return -1;
	if (session->options->format != FORMAT_TSV && session->options->format != FORMAT_JSON) {
		snprintf(address, sizeof address, "state:%s", key);
		return print_page(session, address, err);
	}
	list_out_init(&b.out, session, columns, 4, 10);
	rc = catalogue_votes_of(s, key, state_row, &b, err);
	return list_out_done(&b.out, rc < 0 ? -1 : 0, err);
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	int rc = 0;

	if (argc < 2 && !session->options->state) {
		err_set(err, ERR_USAGE, "votes: on which text? Or --state NAME");
		return ERR_USAGE;
	}
	if (session->options->state)
		rc = votes_of(session, session->options->state, err);
	for (int i = 1; rc == 0 && i < argc; i++)
		rc = votes_on(session, argv[i], err);
	return rc < 0 ? (int)err->code : 0;
}

const struct cli_verb votes_verb = {
	.name = "votes",
	.arguments = "WHAT… | --state NAME",
	.help = N_("who voted how; how a state voted"),
	.is_read = true,
	.only_reads = true,
	.open = true,
	.run = run,
};
