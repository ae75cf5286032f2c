/* SPDX-License-Identifier: ISC */
/* add: local files, parsed and kept. */
#include "config.h"

#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/messages.h"
#include "fetch/acquire/acquire.h"
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

/* Each failure is a line of its own; the status is that of the worst. */
static int run(struct session *session, int argc, char **argv, struct err *err)
{
	int status = 0;

	if (argc < 2) {
		err_set(err, ERR_USAGE, "add: which files?");
		return ERR_USAGE;
	}
	print_clock(session);
	for (int i = 1; i < argc; i++) {
		struct err why = {0};

		if (add_one(session, argv[i], &why) == 0)
			continue;
		if (status)
			fprintf(stderr, "palais: %s\n", err->text);
		*err = why;
		status = why.code > (enum err_code)status ? (int)why.code : status;
	}
	return print_end(stdout, err) < 0 ? ERR_FAILED : status;
}

const struct cli_verb add_verb = {
	.name = "add",
	.arguments = "FILE…",
	.help = N_("parses local files and keeps them"),
	.run = run,
};
