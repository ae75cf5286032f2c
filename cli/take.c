/* SPDX-License-Identifier: ISC */
/* take: what was kept beside a text becomes its newest version. */
#include "config.h"

#include "cli/verbs.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/doc/reference.h"
#include "model/views/version.h"

#include <stdio.h>

static int take(struct session *session, const char *word, struct err *err)
{
	struct view_context c = {session->stores, session->langs, clock_now(), true,
	                         session->width,  false};
	struct store *own = stores_personal(session->stores);
	struct view_found f = {0};
	struct reference w;
	int rc;

	if (reference_read(word, &w, err) < 0)
		return -1;
	rc = version_find(&c, &w, &f, err);
	if (rc < 0)
		return -1;
	if (rc == 0 || f.from != own || !*f.version.beside)
		rc = err_set(err, ERR_FAILED,
		             "%.300s: no version that was kept beside its text: `palais history` "
		             "lists them",
		             word);
	else
		rc = store_take_beside(own, f.version.id, err);
	if (rc == 0)
		printf("%s\t%s\n", word, _("taken: it is the newest version of the text now"));
	view_found_done(&f);
	return rc;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	if (argc != 2) {
		err_set(err, ERR_USAGE, "take: which version? One WHAT@N");
		return ERR_USAGE;
	}
	return take(session, argv[1], err) < 0 ? (int)err->code : 0;
}

const struct cli_verb take_verb = {
	.name = "take",
	.arguments = "WHAT@N",
	.help = N_("a version that was kept beside a text is that text"),
	.open = true,
	.run = run,
};
