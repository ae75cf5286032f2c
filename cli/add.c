/* SPDX-License-Identifier: ISC */
/* add: local files and folders, parsed and kept. */
#include "config.h"

#include "cli/add.h"

#include "cli/print.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "model/base/messages.h"
#include "fetch/acquire/acquire.h"
#include "session/folder.h"
#include "session/local_file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The bytes go both to the parser and to the store, 64 KiB at a time. */
static int keep_bytes(void *payload, const char *bytes, size_t len, struct err *err)
{
	return store_add(payload, bytes, len, err);
}

static int add_one(struct session *session, const char *path, struct err *err)
{
	struct file_parse p;
	const char *slash = strrchr(path, '/');
	struct store_origin origin = {.type = session->options->type,
	                              .name = slash ? slash + 1 : path};
	struct store_incoming *in = NULL;
	struct store *s;
	struct doc *doc = NULL;
	int rc = -1;

	if (file_parse_start(session, path, 0, &p, err) < 0)
		return -1;
	s = stores_writable(session->stores, err);
	in = s ? store_begin(s, &origin, err) : NULL;
	if (!in) {
		file_parse_drop(&p);
		return -1;
	}
	doc = client_parse_rest(p.client, p.id, p.fd, keep_bytes, in, err);
	close(p.fd);
	if (doc && !*doc_fact(doc, DOC_ERROR)) {
		rc = store_commit(in, doc, true, ACQUIRE_PARSER, err) < 0 ? -1 : 0;
		in = NULL;
	} else if (doc) {
		err_set(err, ERR_FAILED, "%s: %s: not kept", path, doc_fact(doc, DOC_ERROR));
	}
	store_abort(in);
	doc_free(doc);
	return rc;
}

/* -- how it goes ------------------------------------------------------------------ */

void adding_fail(struct adding *a, const struct err *why)
{
	progress_line_clear(&a->line);
	if (a->status)
		fprintf(stderr, "palais: %s\n", a->err->text);
	*a->err = *why;
	a->status = (int)why->code > a->status ? (int)why->code : a->status;
	a->failed++;
}

/* -- folders ---------------------------------------------------------------------- */

static void add_path(struct adding *a, const char *path)
{
	struct err why = {0};

	if (add_is_warc(path, a->session->options->type))
		add_warc(a, path);
	else if (add_one(a->session, path, &why) < 0)
		adding_fail(a, &why);
	else
		a->kept++;
}

/* What is left out is said, and is no failure. */
static void say_left(const struct folder *f)
{
	struct err line = {0};

	for (size_t i = 0; i < f->left.count; i++) {
		err_set(&line, ERR_FAILED, "%s", f->left.at[i]);
		fprintf(stderr, "palais: %s\n", line.text);
	}
}

void adding_sum(const struct adding *a, const char *path, long kept, long failed)
{
	struct buf line;

	buf_init(&line, 8192);
	print_locale(&line, path, strlen(path));
	printf("%s\t", line.bytes);
	/* TRANSLATORS: of the files of a folder, or of a file that holds many: counts */
	printf(_("kept: %1$ld, not kept: %2$ld"), a->kept - kept, a->failed - failed);
	buf_done(&line);
}

static void add_folder(struct adding *a, const char *path)
{
	long kept = a->kept, failed = a->failed;
	struct folder f;
	struct err why = {0};

	if (folder_read(&f, &a->session->options->rights, path, &why) < 0) {
		adding_fail(a, &why);
	} else if (!f.files.count) {
		say_left(&f);
		err_set(&why, ERR_FAILED, "%s: there is no file in it", path);
		adding_fail(a, &why);
	} else {
		say_left(&f);
		for (size_t i = 0; i < f.files.count; i++) {
			add_path(a, f.files.at[i]);
			if (!progress_line_begin(&a->line))
				continue;
			/* TRANSLATORS: while files are added: how many of how many */
			fprintf(stderr, _("added: %1$zu of %2$zu"), i + 1, f.files.count);
			progress_line_end();
		}
		progress_line_clear(&a->line);
		adding_sum(a, path, kept, failed);
		putchar('\n');
	}
	folder_done(&f);
}

/* Each failure is a line of its own; the status is that of the worst. */
static int run(struct session *session, int argc, char **argv, struct err *err)
{
	struct adding a = {.session = session, .err = err, .line = {.seen = progress_is_seen()}};

	if (argc < 2) {
		err_set(err, ERR_USAGE, "add: which files?");
		return ERR_USAGE;
	}
	print_clock(session);
	for (int i = 1; i < argc; i++)
		if (folder_is(&session->options->rights, argv[i]))
			add_folder(&a, argv[i]);
		else
			add_path(&a, argv[i]);
	progress_merge(stores_personal(session->stores), !a.line.seen);
	if (a.status) {
		print_end(stdout, NULL);
		return a.status;
	}
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}

const struct cli_verb add_verb = {
	.name = "add",
	.arguments = "FILE…",
	.help = N_("parses local files, those of folders and of WARC files, and keeps them"),
	.run = run,
};
