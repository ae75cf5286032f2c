/* feed: the feeds that are asked: listed, added, left out, brought from other programs. */
#include "config.h"

#include "cli/cli.h"
#include "cli/feed.h"
#include "cli/file.h"
#include "cli/list_out.h"
#include "cli/print.h"

#include "model/date.h"
#include "model/feeds.h"
#include "model/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- files -------------------------------------------------------------------- */

static int feed_import(struct cli *cli, const char *path, char *said, size_t size, struct err *err)
{
	struct feeds_imported count;
	struct doc *doc = file_parse(cli, path, err);
	const char *error = doc ? doc_fact(doc, DOC_ERROR) : "";
	int rc = -1;

	if (doc && *error)
		err_set(err, ERR_FAILED, "%s: %s", path, error);
	else if (doc)
		rc = feeds_import(cli->shelf, doc, &count, err);
	if (doc && rc < 0 && !*error)
		err_prefix(err, path);
	/* TRANSLATORS: feeds out of a file: how many were added, were among ours already,
	 * have no address that could be asked */
	if (rc == 0)
		snprintf(said, size, _("%d added, %d known already, %d without a usable address"),
		         count.added, count.known, count.bad);
	doc_free(doc);
	return rc;
}

static int write_file(const char *path, const struct buf *b, struct err *err)
{
	FILE *f = fopen(path, "we");
	size_t n = f ? fwrite(b->bytes, 1, b->len, f) : 0;

	if (!f || (fclose(f) != 0) | (n != b->len))
		return err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	return 0;
}

static int feed_export(struct cli *cli, const char *path, char *said, size_t size, struct err *err)
{
	struct buf out;
	int count, rc;

	buf_init(&out, 8 << 20);
	rc = feeds_export(cli->shelf, cli->langs, &out, &count, err);
	*said = '\0';
	if (rc == 0 && !strcmp(path, "-")) {
		fwrite(out.bytes, 1, out.len, stdout);
	} else if (rc == 0) {
		rc = write_file(path, &out, err);
		snprintf(said, size, words_count("%d feed written", "%d feeds written", count),
		         count);
	}
	buf_done(&out);
	return rc;
}

/* -- the list ------------------------------------------------------------------- */

struct feed_list {
	struct cli *cli;
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

	if (feeds_facts(l->cli->shelf, f->url, &facts, l->err) < 0)
		return -1;
	snprintf(number, sizeof number, "%d", f->number);
	snprintf(count, sizeof count, "%ld", facts.headlines);
	if (facts.checked) {
		date_time(facts.checked, checked, sizeof checked);
		date_age(facts.checked, store_now(), age, sizeof age);
	}
	snprintf(right, sizeof right, "%s%s%s%s  %s", f->whole ? "whole  " : "",
	         facts.checked ? count : "", facts.checked ? "  " : "", age, state);
	list_out_row(l->o, values, &line);
	return 0;
}

static int list(struct cli *cli, struct err *err)
{
	static const char *const columns[] = {"number",    "state",    "takes", "from", "checked",
	                                      "headlines", "language", "name",  "url"};
	struct list_out o;
	struct feed_list l = {cli, &o, err};

	if (cli->format != CLI_TEXT && cli->format != CLI_TSV && cli->format != CLI_JSON)
		return err_set(err, ERR_USAGE, "%s: -f text, tsv or json", "feed");
	list_out_init(&o, cli, columns, sizeof columns / sizeof *columns, 4);
	return list_out_done(&o, feeds_each(cli->shelf, cli->langs, row, &l, err), err);
}

/* -- the verb ------------------------------------------------------------------- */

int feed_order(struct cli *cli, int argc, char *const *argv, char *said, size_t size,
               struct err *err)
{
	bool import = argc && !strcmp(argv[0], "import"),
	     export = argc && !strcmp(argv[0], "export");
	int rc;

	*said = '\0';
	if ((import || export) && argc != 2)
		return err_set(err, ERR_USAGE, "feed %s: which file?", argv[0]);
	if (import || export)
		return (import ? feed_import : feed_export)(cli, argv[1], said, size, err);
	rc = feeds_command(cli->shelf, cli->langs, argc, argv, said, size, err);
	if (rc == 0)
		return err_set(err, ERR_USAGE,
		               "feed %.100s: one of list, add, remove, off, on, whole, headlines, "
		               "import, export",
		               argc ? argv[0] : "");
	return rc < 0 ? -1 : 0;
}

int cli_feed(struct cli *cli, int argc, char **argv, struct err *err)
{
	char said[600];
	int rc;

	if (argc < 2 || (argc == 2 && !strcmp(argv[1], "list"))) {
		rc = list(cli, err);
	} else {
		rc = feed_order(cli, argc - 1, argv + 1, said, sizeof said, err);
		if (rc == 0 && *said)
			printf("%s\n", said);
	}
	return rc < 0 ? (int)err->code : print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}
