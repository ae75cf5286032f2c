/* SPDX-License-Identifier: ISC */
/* feed: the feeds that are asked: listed, added, left out, brought from other programs. */
#include "config.h"

#include "cli/list_out.h"
#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/dossier/feeds.h"
#include "model/text/date.h"
#include "session/feeds.h"

#include <stdio.h>
#include <string.h>

/* -- the list ------------------------------------------------------------------- */

struct feed_list {
	struct session *session;
	struct list_out *o;
	struct err *err;
};

static int row(const struct news_feed *f, void *payload)
{
	struct feed_list *l = payload;
	struct feeds_facts facts;
	char number[16], checked[40] = "", count[24], right[160], age[40] = "";
	const char *state = feeds_state_name(f->state);
	const char *values[] = {number,
	                        state,
	                        f->whole ? "whole" : "headlines",
	                        f->config ? "config"
	                        : f->own  ? "own"
	                                  : "dossier",
	                        checked,
	                        count,
	                        f->lang,
	                        f->name,
	                        f->url};
	struct list_line line = {
		.left = number, .main = f->name, .right = right, .doubt = f->doubt};

	if (feeds_facts(l->session->stores, f->url, &facts, l->err) < 0)
		return -1;
	snprintf(number, sizeof number, "%d", f->number);
	snprintf(count, sizeof count, "%ld", facts.headlines);
	if (facts.checked) {
		date_time(facts.checked, checked, sizeof checked);
		date_age(facts.checked, clock_now(), age, sizeof age);
	}
	snprintf(right, sizeof right, "%s%s%s%s  %s", f->whole ? "whole  " : "",
	         facts.checked ? count : "", facts.checked ? "  " : "", age, state);
	list_out_row(l->o, values, &line);
	return 0;
}

static int list(struct session *session, struct err *err)
{
	static const char *const columns[] = {"number",    "state",    "takes", "from", "checked",
	                                      "headlines", "language", "name",  "url"};
	struct list_out o;
	struct feed_list l = {session, &o, err};

	if (session->options->format != FORMAT_TEXT && session->options->format != FORMAT_TSV &&
	    session->options->format != FORMAT_JSON)
		return err_set(err, ERR_USAGE, "%s: -f text, tsv or json", "feed");
	list_out_init(&o, session, columns, sizeof columns / sizeof *columns, 4);
	return list_out_done(&o, feeds_each(session->stores, session->langs, row, &l, err), err);
}

/* -- the verb ------------------------------------------------------------------- */

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	struct feed_said said;
	int rc;

	if (argc < 2 || (argc == 2 && !strcmp(argv[1], "list"))) {
		rc = list(session, err);
	} else {
		rc = feed_order(session, argc - 1, argv + 1, &said, err);
		if (rc == 0 && *said.warning)
			fprintf(stderr, "palais: %s\n", said.warning);
		if (rc == 0 && *said.done)
			printf("%s\n", said.done);
	}
	return rc < 0 ? (int)err->code : print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}

/* The list, the feeds' own orders, and what has to do with files (session/feeds.h). */
static const char *word(size_t index)
{
	static const char *const more[] = {"list", "import", "export", NULL};
	const char *const *at = more;

	for (size_t i = 0; feeds_order(i); i++)
		if (index-- == 0)
			return feeds_order(i);
	while (*at && index--)
		at++;
	return *at;
}

const struct cli_verb feed_verb = {
	.name = "feed",
	.arguments = "[WORD…]",
	.word = word,
	.help = N_("the feeds: list, add, remove, off, on and more"),
	.writes_files = true,
	.open = true,
	.run = run,
};
