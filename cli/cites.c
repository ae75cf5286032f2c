/* cites, cited-by: what a document cites and what cites it. */
#include "config.h"

#include "cli/list_out.h"

#include "model/citations.h"
#include "model/record.h"
#include "model/store_texts.h"
#include "model/what.h"

#include <stdio.h>
#include <string.h>

#define SYMBOL_CELLS 20

static void row(struct cli *cli, struct list_out *o, const struct citation *c)
{
	struct record r = {0};
	char printed[SYMBOL_MAX + 8], where[320] = "", own[CATALOGUE_TITLE_MAX];
	const char *values[] = {c->symbol, c->paragraphs, "", "", c->read ? "text" : "catalogue"};
	struct list_line line = {.left = printed, .right = where};

	record_read(cli->shelf, c->symbol, &r, NULL);
	values[2] = *r.title ? r.title : r.agenda;
	values[3] = r.date;
	line.main = record_title(shelf_starter(cli->shelf), c->symbol, values[2], own, sizeof own);
	symbol_print(c->symbol, printed, sizeof printed);
	if (*c->paragraphs)
		snprintf(where, sizeof where, "¶ %.300s", c->paragraphs);
	list_out_row(o, values, &line);
}

typedef int ask_fn(struct shelf *, const char *, struct citations *, struct err *);

/* 1 when something of the document is known, if only that nothing is cited. */
static int one(struct cli *cli, const char *word, ask_fn *ask, struct list_out *o, struct err *err)
{
	struct page_context context = {cli->shelf, cli->langs, store_now(), cli->offline};
	struct citations c;
	struct record r;
	struct what w;

	if (what_read(word, &w, err) < 0)
		return -1;
	what_complete(&context, &w);
	if (w.kind == WHAT_FILE || w.kind == WHAT_OWN)
		return err_set(err, ERR_USAGE, "%s: a UN symbol, or the address of a page", word);
	if (ask(cli->shelf, w.key, &c, err) < 0)
		return -1;
	for (size_t i = 0; i < c.count; i++)
		row(cli, o, &c.at[i]);
	if (!c.count && record_read(cli->shelf, w.key, &r, err) == 0)
		err_set(err, ERR_FAILED, "%s: nothing is known of it", w.key);
	citations_done(&c);
	return err->code ? -1 : 0;
}

static int run(struct cli *cli, int argc, char **argv, ask_fn *ask, struct err *err)
{
	static const char *const columns[] = {"symbol", "paragraphs", "title", "date", "from"};
	struct list_out o;
	int rc = 0;

	if (argc < 2) {
		err_set(err, ERR_USAGE, "%s: which document?", argv[0]);
		return ERR_USAGE;
	}
	if (cli->format != CLI_TEXT && cli->format != CLI_TSV && cli->format != CLI_JSON) {
		err_set(err, ERR_USAGE, "%s: -f text, tsv or json", argv[0]);
		return ERR_USAGE;
	}
	list_out_init(&o, cli, columns, 5, SYMBOL_CELLS);
	for (int i = 1; rc == 0 && i < argc; i++)
		rc = one(cli, argv[i], ask, &o, err);
	return list_out_done(&o, rc, err) < 0 ? (int)err->code : 0;
}

int cli_cites(struct cli *cli, int argc, char **argv, struct err *err)
{
	return run(cli, argc, argv, citations_of, err);
}

int cli_cited_by(struct cli *cli, int argc, char **argv, struct err *err)
{
	return run(cli, argc, argv, citations_to, err);
}
