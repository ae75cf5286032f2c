/* SPDX-License-Identifier: ISC */
/* pin, unpin: what stays, and is brought when it is not here; the list of it. */
#include "config.h"

#include "cli/keep.h"

#include "cli/list_out.h"
#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/doc/reference.h"
#include "model/dossier/record.h"
#include "model/store/pins.h"
#include "model/text/date.h"
#include "model/dossier/catalogue.h"
#include "model/views/find.h"

#include <stdio.h>
#include <string.h>

/* The key under which a word's document is, or will be. */
static int find_key(struct session *session, const char *word, struct reference *w, struct err *err)
{
	struct store_version v;
	struct store *from;
	int found;

	if (reference_read(word, w, err) < 0)
		return -1;
	catalogue_complete_reference(stores_starter(session->stores), w);
	found = w->kind == REFERENCE_FILE
	                ? 0
	                : stores_find(session->stores, w->key, NULL, &v, &from, err);
	if (found < 0)
		return -1;
	if (found) {
		/* the beginning of a hash, an alias: the work has one key */
		snprintf(w->key, sizeof w->key, "%s", v.key);
		store_version_done(&v);
		return 0;
	}
	if (w->kind == REFERENCE_WEB || (w->kind == REFERENCE_SYMBOL && record_is_issued(w->key)))
		return 0;
	return err_set(err, ERR_USAGE, "%.300s: neither here nor a symbol or address to ask for",
	               word);
}

static int pin_one(struct session *session, const char *word, bool pinned, struct err *err)
{
	struct store *s =
		pinned ? stores_writable(session->stores, err) : stores_personal(session->stores);
	struct reference w;
	int rc;

	if ((pinned && !s) || find_key(session, word, &w, err) < 0)
		return -1;
	rc = s ? store_pin(s, w.key, pinned, err) : 0;
	if (rc == 0 && !pinned)
		return err_set(err, ERR_FAILED, "%.300s: not pinned", w.key);
	if (rc >= 0)
		printf("%s\t%s\n", w.key, pinned ? _("pinned") : _("no longer pinned"));
	return rc < 0 ? -1 : 0;
}

static int each_word(struct session *session, int argc, char **argv, bool pinned, struct err *err)
{
	int status = 0;

	if (argc < 2) {
		err_set(err, ERR_USAGE, "%s: which documents?", argv[0]);
		return ERR_USAGE;
	}
	for (int i = 1; i < argc; i++) {
		struct err why = {0};

		if (pin_one(session, argv[i], pinned, &why) == 0)
			continue;
		/* the last is said by the caller */
		if (status)
			fprintf(stderr, "palais: %s\n", err->text);
		status = (int)why.code > status ? (int)why.code : status;
		*err = why;
	}
	return print_end(stdout, status ? NULL : err) < 0 && !status ? ERR_FAILED : status;
}

static int run_pin(struct session *session, int argc, char **argv, struct err *err)
{
	return each_word(session, argc, argv, true, err);
}

static int run_unpin(struct session *session, int argc, char **argv, struct err *err)
{
	return each_word(session, argc, argv, false, err);
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

int keep_list_pinned(const struct session *session, struct err *err)
{
	static const char *const columns[] = {"id", "title", "checked", "here"};
	struct store *s = stores_personal(session->stores);
	struct list_out out;

	list_out_init(&out, session, columns, sizeof columns / sizeof *columns, 17);
	return list_out_done(&out, s ? store_each_pinned(s, pinned_row, &out, err) : 0, err);
}

static int one_more(const struct store_pinned *p, void *payload)
{
	(void)p;
	++*(long *)payload;
	return 0;
}

long keep_count_pinned(const struct session *session, struct err *err)
{
	struct store *s = stores_personal(session->stores);
	long n = 0;

	return s && store_each_pinned(s, one_more, &n, err) < 0 ? -1 : n;
}

const struct cli_verb pin_verb = {
	.name = "pin",
	.arguments = "WHAT…",
	.help = N_("never lets go of it; brings it when it is not here"),
	.open = true,
	.run = run_pin,
};

const struct cli_verb unpin_verb = {
	.name = "unpin",
	.arguments = "WHAT…",
	.help = N_("takes that back"),
	.open = true,
	.run = run_unpin,
};
