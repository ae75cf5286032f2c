/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/feeds.h"

#include "model/base/messages.h"
#include "model/dossier/feeds.h"
#include "session/local_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What of the list was not as it should be. */
static void warn(const struct doc *doc, const char *path, struct feed_said *said)
{
	int count = atoi(doc_fact(doc, "mended"));

	if (*doc_fact(doc, "incomplete"))
		/* TRANSLATORS: a file that is a list of feeds */
		snprintf(said->warning, sizeof said->warning,
		         _("%s: the list is broken off or malformed: what could be read of it was "
		           "taken"),
		         path);
	else if (count)
		/* TRANSLATORS: a file, then a number */
		snprintf(said->warning, sizeof said->warning,
		         messages_count("%s: %d bare ampersand was mended",
		                        "%s: %d bare ampersands were mended", count),
		         path, count);
}

static int feed_import(struct session *session, const char *path, struct feed_said *said,
                       struct err *err)
{
	struct feeds_imported count;
	struct doc *doc = file_parse(session, path, false, err);
	const char *error = doc ? doc_fact(doc, DOC_ERROR) : "";
	int rc = -1;

	if (doc && *error)
		err_set(err, ERR_FAILED, "%s: %s", path, error);
	else if (doc)
		rc = feeds_import(session->stores, doc, &count, err);
	if (doc && rc < 0 && !*error)
		err_prefix(err, path);
	/* TRANSLATORS: feeds out of a file: how many were added, were among ours already,
	 * have no address that could be asked */
	if (rc == 0) {
		warn(doc, path, said);
		snprintf(said->done, sizeof said->done,
		         _("%d added, %d known already, %d without a usable address"), count.added,
		         count.known, count.bad);
	}
	doc_free(doc);
	return rc;
}

static int feed_export(struct session *session, const char *path, bool over, struct feed_said *said,
                       struct err *err)
{
	struct buf out;
	int count, rc;

	buf_init(&out, 8 << 20);
	rc = feeds_export(session->stores, session->langs, &out, &count, err);
	if (rc == 0 && !strcmp(path, "-")) {
		fwrite(out.bytes, 1, out.len, stdout);
	} else if (rc == 0) {
		rc = rights_write_whole(&session->options->rights, path, over, &out, err);
		if (rc < 0 && errno == EACCES && session->sealed)
			err_set(err, ERR_FAILED,
			        "%.300s: the screen may not write there: `palais feed export` may",
			        path);
		snprintf(said->done, sizeof said->done,
		         messages_count("%d feed written", "%d feeds written", count), count);
	}
	buf_done(&out);
	return rc;
}

int feed_order(struct session *session, int argc, char *const *argv, struct feed_said *said,
               struct err *err)
{
	bool import = argc && !strcmp(argv[0], "import"),
	     export = argc && !strcmp(argv[0], "export");
	bool force = export && argc == 3 && !strcmp(argv[1], "--force");
	int rc;

	*said->done = *said->warning = '\0';
	if ((import || export) && rights_need(&session->options->rights, argv[0], err) < 0)
		return -1;
	if ((import || export) && argc != 2 + force)
		return err_set(err, ERR_USAGE, "feed %s: which file?", argv[0]);
	if (import)
		return feed_import(session, argv[1], said, err);
	if (export)
		return feed_export(session, argv[1 + force], force || session->options->force, said,
		                   err);
	rc = feeds_command(session->stores, session->langs, argc, argv, said->done,
	                   sizeof said->done, err);
	if (rc == 0)
		return err_set(err, ERR_USAGE,
		               "feed %.100s: one of list, add, remove, off, on, whole, headlines, "
		               "import, export",
		               argc ? argv[0] : "");
	return rc < 0 ? -1 : 0;
}
