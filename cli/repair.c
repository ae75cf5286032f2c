/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "cli/repair.h"

#include "cli/progress.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/dossier/hashes.h"
#include "model/store/index.h"
#include "model/store/salvage.h"
#include "model/store/unsaid.h"
#include "model/store/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct repair {
	const char *path;
	struct progress_line line;
};

/* err_set cleans what foreign bytes might hold. */
static void say_lost(const char *what, const char *why, void *payload)
{
	struct repair *r = payload;
	struct err line;

	progress_line_clear(&r->line);
	/* TRANSLATORS: a document or a store, and what is the matter with it */
	err_set(&line, ERR_STORE, "lost: %.250s: %s", *what ? what : r->path, why);
	fprintf(stderr, "palais: %s\n", line.text);
}

static void say_progress(int64_t done, int64_t all, void *payload)
{
	struct repair *r = payload;

	if (!progress_line_begin(&r->line))
		return;
	/* TRANSLATORS: while a damaged store is read: how far of how much */
	fprintf(stderr, _("read: %1$lld of %2$lld"), (long long)done, (long long)all);
	progress_line_end();
}

static void pass_over(const struct store_fault *fault, void *payload)
{
	(void)fault;
	(void)payload;
}

/* 1 when it is damaged, 0 when it is good or its index could be made anew, -1. */
static int look(struct store *s, struct err *err)
{
	struct store_verify_watch watch = {.fault = pass_over};
	struct store_verify_counts n;

	if (store_verify(s, &watch, &n, err) < 0)
		return -1;
	if (n.faults && n.faults == n.index_faults && store_writable(s)) {
		/* tables of the index may be beyond that */
		if (store_index_again(s, NULL, NULL) < 0)
			return 1;
		if (store_verify(s, &watch, &n, err) < 0)
			return -1;
	}
	return n.faults > 0;
}

/* As above; a store that does not open is damaged, or none of ours, which salvage tells. */
static int is_damaged(struct session *session, struct store *catalogue, struct err *err)
{
	struct store *s = store_open_knowing(session->options->store, STORE_PERSONAL,
	                                     catalogue_by_hash, catalogue, err);
	int rc;

	if (!s)
		return err->code == ERR_STORE ? 1 : -1;
	rc = look(s, err);
	store_close(s);
	return rc;
}

static int salvage(struct session *session, struct store *catalogue, struct err *err)
{
	struct repair r = {.path = session->options->store,
	                   .line = {.seen = progress_is_seen(), .last = clock_ms()}};
	struct store_salvage_watch watch = {say_lost, r.line.seen ? say_progress : NULL, &r,
	                                    catalogue_by_hash, catalogue};
	struct store_salvaged n;
	int rc = store_salvage(r.path, &watch, &n, err);

	progress_line_clear(&r.line);
	if (rc < 0)
		return -1;
	printf("%s\t", r.path);
	/* TRANSLATORS: what could be saved of a damaged store; incomplete: documents of which the
	 * text is there, and not all bytes */
	printf(_("saved: documents: %1$lld, incomplete: %2$lld, rows in all: %3$lld"),
	       (long long)n.documents, (long long)n.incomplete, (long long)n.rows);
	putchar('\t');
	/* TRANSLATORS: %s: the name of a file */
	printf(_("the damaged one is %s"), n.kept);
	putchar('\n');
	free(n.kept);
	return n.lost > 0;
}

int repair_store(struct session *session, struct err *err)
{
	struct store *catalogue;
	struct err why = {0};
	int rc;

	if (access(session->options->store, F_OK) < 0)
		return 0;
	catalogue = store_open(session->options->starter, STORE_STARTER, err);
	if (!catalogue)
		return -1;
	rc = is_damaged(session, catalogue, &why);
	if (rc > 0)
		rc = salvage(session, catalogue, err);
	else if (rc < 0)
		*err = why;
	store_close(catalogue);
	/* what could not be read of the damaged one is told */
	unsaid_forget();
	return rc;
}
