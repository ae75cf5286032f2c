/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/import.h"

#include "fetch/acquire/acquire.h"
#include "fetch/helpers/carry.h"
#include "model/base/messages.h"
#include "session/local_file.h"
#include "session/remake.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Documents that are written down together: others who write wait for so long, and what is
 * killed loses so many. */
#define MANY 64

struct import {
	struct session *session;
	struct store *store;
	const char *path;
	const struct import_watch *watch;
	struct import_counts n; /* so far */
	struct import_done *done;
	int many; /* documents that are not written down yet */
	struct err *err;
};

/* -- a document ------------------------------------------------------------------------------- */

/* Writes down what has come; what had failed by then is not here, nor are those beside it. */
static int keep(struct import *i, struct err *err)
{
	i->many = 0;
	if (store_end_many(i->store, err) < 0)
		return -1;
	i->done->n = i->n;
	return 0;
}

static int take_document(struct import *i, struct carried_reader *r, const struct carried *c,
                         const struct carrier *by)
{
	int64_t id;
	int outcome;

	i->done->documents = true;
	if (!i->many && store_begin_many(i->store, i->err) < 0)
		return -1;
	outcome = carried_arrive(i->store, r, by, &id, i->err);
	if (outcome < 0)
		return -1;
	i->n.came += outcome == CARRIED_CAME || outcome == CARRIED_BESIDE;
	i->n.here += outcome == CARRIED_WAS_HERE;
	i->n.beside += outcome == CARRIED_BESIDE;
	i->n.refused += outcome == CARRIED_DIFFERS;
	if (outcome == CARRIED_BESIDE || outcome == CARRIED_DIFFERS)
		i->watch->conflict(c, (enum carried_outcome)outcome, i->watch->payload);
	if (++i->many >= MANY && keep(i, i->err) < 0)
		return -1;
	if (i->watch->progress(&i->n, i->watch->payload) < 0)
		return err_set(i->err, ERR_FAILED, _("ended; what came is kept"));
	return 0;
}

/* -- a file ----------------------------------------------------------------------------------- */

static int take_all(struct import *i, struct carried_reader *r)
{
	const char *slash = strrchr(i->path, '/');
	struct carrier by = {CARRIED_BUNDLE, slash ? slash + 1 : i->path, session_remake,
	                     i->session, ACQUIRE_PARSER};
	const struct carried *c;
	int rc;

	while ((rc = carried_next(r, &c, i->err)) > 0) {
		if (c->marks) {
			i->done->marks = true;
			rc = keep(i, i->err);
			if (rc == 0)
				rc = marks_import(i->store, c->marks, c->marks_len, &i->done->taken,
				                  i->err);
		} else {
			rc = take_document(i, r, c, &by);
		}
		if (rc < 0)
			break;
	}
	/* what is here by then stays, whatever stopped it */
	if (keep(i, rc < 0 ? NULL : i->err) < 0)
		rc = -1;
	return rc < 0 ? -1 : 0;
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
	i->done->documents = i->done->documents || rc == 0;
	return rc;
}

static int import_marks(struct import *i, int fd)
{
	struct buf in;
	ssize_t n = 1;
	int rc = 0;

	buf_init(&in, DOC_MAX);
	while (n > 0 && buf_ok(&in)) {
		char piece[16384];

		n = read(fd, piece, sizeof piece);
		if (n > 0)
			buf_add(&in, piece, (size_t)n);
	}
	if (n < 0)
		rc = err_set(i->err, ERR_FAILED, "%s", strerror(errno));
	else if (!buf_ok(&in))
		rc = err_set(i->err, ERR_FAILED, _("longer than marks may be"));
	if (rc == 0)
		rc = marks_import(i->store, in.bytes, in.len, &i->done->taken, i->err);
	i->done->marks = rc == 0;
	buf_done(&in);
	return rc;
}

/* JSON is of marks; a bundle begins otherwise. */
static bool is_marks(int fd)
{
	char first = 0;

	return pread(fd, &first, 1, 0) == 1 && first == '{';
}

int import_file(struct session *session, const char *path, const struct import_watch *watch,
                struct import_done *done, struct err *err)
{
	struct import i = {
		.session = session, .path = path, .watch = watch, .done = done, .err = err};
	int fd, rc = -1;

	memset(done, 0, sizeof *done);
	fd = file_open(&session->options->rights, path, err);
	if (fd < 0)
		return -1;
	i.store = stores_writable(session->stores, err);
	if (i.store)
		rc = is_marks(fd) ? import_marks(&i, fd) : import_bundle(&i, fd);
	close(fd);
	if (rc == 0 && done->n.refused)
		return err_set(err, ERR_FAILED, "%s: not all of it was taken", path);
	return rc < 0 && i.store ? err_prefix(err, path) : rc;
}

/* -- in words --------------------------------------------------------------------------------- */

void import_sum(const struct import_counts *n, char *out, size_t size)
{
	/* TRANSLATORS: of an import: documents that came, and that were here already */
	size_t at =
		(size_t)snprintf(out, size, _("new: %1$ld, here already: %2$ld"), n->came, n->here);

	if (n->beside && at < size)
		/* TRANSLATORS: how many of the new ones are another version of a text here */
		at += (size_t)snprintf(out + at, size - at,
		                       _("; another version of a text here: %ld"), n->beside);
	if (n->refused && at < size)
		snprintf(out + at, size - at, _("; not taken: %ld"), n->refused);
}

const char *import_conflict(enum carried_outcome outcome)
{
	return outcome == CARRIED_DIFFERS
	               ? _("not taken: of the same bytes it says other words than the text here")
	               : _("another version is here: both stay, and yours goes first");
}
