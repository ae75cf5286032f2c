/* SPDX-License-Identifier: ISC */
/* import: what others have carried here, and files of marks. */
#include "config.h"

#include "cli/marks.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "fetch/acquire/acquire.h"
#include "fetch/helpers/carry.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/store/carried.h"
#include "model/store/marks.h"
#include "model/text/date.h"
#include "session/local_file.h"
#include "session/remake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Often enough on a terminal, which may be far away. */
#define TERMINAL_MS 500

struct import {
	struct session *session;
	struct store *store;
	const char *path;
	long came, here, beside, refused;
	struct marks_taken marks;
	bool had_marks, seen, shown;
	int64_t last;
	struct err *err;
};

/* -- progress --------------------------------------------------------------------------------- */

static void clear_progress(struct import *i)
{
	if (i->shown)
		fputs("\r\033[K", stderr);
	i->shown = false;
}

static void say_progress(struct import *i)
{
	int64_t now = clock_ms();

	if (!i->seen || now - i->last < TERMINAL_MS)
		return;
	i->last = now;
	i->shown = true;
	fputc('\r', stderr);
	/* TRANSLATORS: while a bundle is read: documents so far */
	fprintf(stderr, _("read: %ld"), i->came + i->here + i->refused);
	fputs("\033[K", stderr);
}

/* -- a document ---------------------------------------------------------------------------------
 */

/* A line for each text of which more than one version is here now, or that was not taken. */
static int say_conflict(struct import *i, const struct carried *c, enum carried_outcome outcome)
{
	char when[40];

	clear_progress(i);
	if (c->fetched)
		date_time(c->fetched, when, sizeof when);
	else
		snprintf(when, sizeof when, "-");
	printf("%s\t%s\t%s\t", c->key, c->lang, when);
	puts(outcome == CARRIED_DIFFERS
	             ? _("not taken: of the same bytes it says other words than the text here")
	             : _("another version is here: both stay, and yours goes first"));
	return 0;
}

static int take_document(struct import *i, struct carried_reader *r, const struct carried *c,
                         const struct carrier *by)
{
	int64_t id;
	int outcome = carried_arrive(i->store, r, by, &id, i->err);

	if (outcome < 0)
		return -1;
	i->came += outcome == CARRIED_CAME || outcome == CARRIED_BESIDE;
	i->here += outcome == CARRIED_WAS_HERE;
	i->beside += outcome == CARRIED_BESIDE;
	i->refused += outcome == CARRIED_DIFFERS;
	say_progress(i);
	return outcome == CARRIED_BESIDE || outcome == CARRIED_DIFFERS
	               ? say_conflict(i, c, (enum carried_outcome)outcome)
	               : 0;
}

/* -- a file
 * ---------------------------------------------------------------------------------------- */

static int take_all(struct import *i, struct carried_reader *r)
{
	const char *slash = strrchr(i->path, '/');
	struct carrier by = {CARRIED_BUNDLE, slash ? slash + 1 : i->path, session_remake,
	                     i->session, ACQUIRE_PARSER};
	const struct carried *c;
	int rc;

	while ((rc = carried_next(r, &c, i->err)) > 0) {
		if (c->marks) {
			i->had_marks = true;
			rc = marks_import(i->store, c->marks, c->marks_len, &i->marks, i->err);
		} else {
			rc = take_document(i, r, c, &by);
		}
		if (rc < 0)
			break;
	}
	return rc < 0 ? -1 : 0;
}

static void say_sum(struct import *i)
{
	printf("%s\t", i->path);
	/* TRANSLATORS: of an import: documents that came, and that were here already */
	printf(_("new: %1$ld, here already: %2$ld"), i->came, i->here);
	if (i->beside)
		/* TRANSLATORS: how many of the new ones are another version of a text here */
		printf(_("; another version of a text here: %ld"), i->beside);
	if (i->refused)
		printf(_("; not taken: %ld"), i->refused);
	putchar('\n');
	if (i->had_marks) {
		printf(_("marks: %1$ld new, %2$ld here already\n"), i->marks.added, i->marks.there);
	}
}

static int import_bundle(struct import *i, int fd)
{
	struct carry *from = carry_read(i->session->options->carry_path, fd, i->err);
	struct carried_reader *r = from ? carried_reader_new(carry_take, from) : NULL;
	int rc = r ? take_all(i, r) : -1;

	if (from && !r)
		err_set(i->err, ERR_FAILED, "out of memory");
	carried_reader_free(r);
	if (rc < 0 && from)
		carry_fail(from, i->err);
	else if (rc == 0)
		rc = carry_end(from, i->err);
	clear_progress(i);
	if (i->came || i->here || i->refused || rc == 0)
		say_sum(i);
	if (rc < 0)
		return err_prefix(i->err, i->path);
	return i->refused ? err_set(i->err, ERR_FAILED, "%s: not all of it was taken", i->path) : 0;
}

/* JSON is of marks; a bundle begins otherwise. */
static bool is_marks(int fd)
{
	char first = 0;

	return pread(fd, &first, 1, 0) == 1 && first == '{';
}

static int import_file(struct session *session, const char *path, struct err *err)
{
	struct import i = {.session = session,
	                   .path = path,
	                   .seen = progress_is_seen() && !session->options->quiet,
	                   .err = err};
	int fd = file_open(&session->options->rights, path, err), rc;

	if (fd < 0)
		return -1;
	if (is_marks(fd)) {
		close(fd);
		return marks_import_file(session, path, err);
	}
	i.store = stores_writable(session->stores, err);
	rc = i.store ? import_bundle(&i, fd) : -1;
	close(fd);
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

		if (import_file(session, argv[n], &why) == 0)
			continue;
		if (status)
			fprintf(stderr, "palais: %s\n", err->text);
		*err = why;
		status = why.code > (enum err_code)status ? (int)why.code : status;
	}
	return print_end(stdout, err) < 0 ? ERR_FAILED : status;
}

const struct cli_verb import_verb = {
	.name = "import",
	.arguments = "FILE…",
	.help = N_("takes in bundles, and files of marks; twice changes nothing"),
	.run = run,
};
