/* pin, unpin: what stays, and is brought when it is not here; the list of it. */
#include "config.h"

#include "cli/cli.h"
#include "cli/keep.h"
#include "cli/list_out.h"
#include "cli/print.h"

#include "model/date.h"
#include "model/record.h"
#include "model/store_keep.h"
#include "model/what.h"
#include "model/words.h"

#include <stdio.h>
#include <string.h>

/* The key under which a word's document is, or will be. */
static int find_key(struct cli *cli, const char *word, struct what *w, struct err *err)
{
	struct page_context c = {cli->shelf, cli->langs, store_now(), cli->offline};
	struct store_version v;
	struct store *from;
	int found;

	if (what_read(word, w, err) < 0)
		return -1;
	what_complete(&c, w);
	found = w->kind == WHAT_FILE ? 0 : shelf_find(cli->shelf, w->key, NULL, &v, &from, err);
	if (found < 0)
		return -1;
	if (found) {
		/* the beginning of a hash, an alias: the work has one key */
		snprintf(w->key, sizeof w->key, "%s", v.key);
		store_version_done(&v);
		return 0;
	}
	if (w->kind == WHAT_WEB || (w->kind == WHAT_SYMBOL && record_is_issued(w->key)))
		return 0;
	return err_set(err, ERR_USAGE, "%.300s: neither here nor a symbol or address to ask for",
	               word);
}

static int pin_one(struct cli *cli, const char *word, bool pinned, struct err *err)
{
	struct store *s = pinned ? shelf_writable(cli->shelf, err) : shelf_personal(cli->shelf);
	struct what w;
	int rc;

	if ((pinned && !s) || find_key(cli, word, &w, err) < 0)
		return -1;
	rc = s ? store_pin(s, w.key, pinned, err) : 0;
	if (rc == 0 && !pinned)
		return err_set(err, ERR_FAILED, "%.300s: not pinned", w.key);
	if (rc >= 0)
		printf("%s\t%s\n", w.key, pinned ? _("pinned") : _("no longer pinned"));
	return rc < 0 ? -1 : 0;
}

static int each_word(struct cli *cli, int argc, char **argv, bool pinned, struct err *err)
{
	int status = 0;

	if (argc < 2) {
		err_set(err, ERR_USAGE, "%s: which documents?", argv[0]);
		return ERR_USAGE;
	}
	for (int i = 1; i < argc; i++) {
		struct err why = {0};

		if (pin_one(cli, argv[i], pinned, &why) == 0)
			continue;
		/* the last is said by the caller */
		if (status)
			fprintf(stderr, "palais: %s\n", err->text);
		status = (int)why.code > status ? (int)why.code : status;
		*err = why;
	}
	return print_end(stdout, status ? NULL : err) < 0 && !status ? ERR_FAILED : status;
}

int cli_pin(struct cli *cli, int argc, char **argv, struct err *err)
{
	return each_word(cli, argc, argv, true, err);
}

int cli_unpin(struct cli *cli, int argc, char **argv, struct err *err)
{
	return each_word(cli, argc, argv, false, err);
}

/* -- the list ------------------------------------------------------------------ */

static int pinned_row(const struct store_pinned *p, void *payload)
{
	char checked[40] = "";
	struct list_line line = {checked, *p->title ? p->title : p->key, *p->title ? p->key : "",
	                         false};

	if (p->checked)
		date_time(p->checked, checked, sizeof checked);
	list_out_row(payload, (const char *[]){p->key, p->title, checked, p->here ? "yes" : "no"},
	             &line);
	return 0;
}

int keep_list_pinned(const struct cli *cli, struct err *err)
{
	static const char *const columns[] = {"id", "title", "checked", "here"};
	struct store *s = shelf_personal(cli->shelf);
	struct list_out out;

	list_out_init(&out, cli, columns, sizeof columns / sizeof *columns, 17);
	return list_out_done(&out, s ? store_each_pinned(s, pinned_row, &out, err) : 0, err);
}

static int one_more(const struct store_pinned *p, void *payload)
{
	(void)p;
	++*(long *)payload;
	return 0;
}

long keep_count_pinned(const struct cli *cli, struct err *err)
{
	struct store *s = shelf_personal(cli->shelf);
	long n = 0;

	return s && store_each_pinned(s, one_more, &n, err) < 0 ? -1 : n;
}
