/* SPDX-License-Identifier: ISC */
/* import: what others have carried here, and files of marks. */
#include "config.h"

#include "cli/print.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "model/base/messages.h"
#include "model/text/date.h"
#include "session/import.h"

#include <stdio.h>

static int say_progress(const struct import_counts *n, void *payload)
{
	if (!progress_line_begin(payload))
		return 0;
	/* TRANSLATORS: while a bundle is read: documents so far */
	fprintf(stderr, _("read: %ld"), n->came + n->here + n->refused);
	progress_line_end();
	return 0;
}

/* A line for each text of which more than one version is here now, or that was not taken. */
static void say_conflict(const struct carried *c, enum carried_outcome outcome, void *payload)
{
	char when[40] = "-";

	progress_line_clear(payload);
	if (c->fetched)
		date_time(c->fetched, when, sizeof when);
	printf("%s\t%s\t%s\t%s\n", c->key, c->lang, when, import_conflict(outcome));
}

static int take(struct session *session, const char *path, struct err *err)
{
	struct progress_line t = {.seen = progress_is_seen() && !session->options->quiet};
	struct import_watch watch = {say_progress, say_conflict, &t};
	struct import_done done;
	char sum[300];
	int rc = import_file(session, path, &watch, &done, err);

	progress_line_clear(&t);
	import_sum(&done.n, sum, sizeof sum);
	if (done.documents)
		printf("%s\t%s\n", path, sum);
	if (done.marks)
		printf(_("marks: %1$ld new, %2$ld here already\n"), done.taken.added,
		       done.taken.there);
	return rc;
}

/* Each failure is a line of its own; the status is that of the worst. */
static int run(struct session *session, int argc, char **argv, struct err *err)
{
	int status = 0;

	if (argc < 2 || session->options->format != FORMAT_TEXT) {
		err_set(err, ERR_USAGE, "import: which files?");
		return ERR_USAGE;
	}
	for (int n = 1; n < argc; n++) {
		struct err why = {0};

		if (take(session, argv[n], &why) == 0)
			continue;
		if (status)
			fprintf(stderr, "palais: %s\n", err->text);
		*err = why;
		status = why.code > (enum err_code)status ? (int)why.code : status;
	}
	progress_merge(stores_personal(session->stores), session->options->quiet);
	return print_end(stdout, err) < 0 ? ERR_FAILED : status;
}

const struct cli_verb import_verb = {
	.name = "import",
	.arguments = "FILE…",
	.help = N_("takes in bundles, and files of marks; twice changes nothing"),
	.run = run,
};
