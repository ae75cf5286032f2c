/* SPDX-License-Identifier: ISC */
/* diff: what changed between two versions of a document. */
#include "config.h"

#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/doc/reference.h"
#include "model/views/version.h"

#include <stdlib.h>
#include <string.h>

/* The number of a version as it is typed: 0 with err when it is none. */
static int read_number(const char *word, struct err *err)
{
	size_t n = strspn(word, "0123456789");

	if (n && n < 10 && !word[n] && atoi(word) > 0)
		return atoi(word);
	err_set(err, ERR_USAGE, "diff: %.80s: not the number of a version", word);
	return 0;
}

static int print_changes(struct session *session, const struct view_context *c,
                         const struct version_text *t, const int numbers[2], struct err *err)
{
	char address[VERSION_ADDRESS_MAX];
	struct doc *doc;
	int rc;

	version_address("diff", t, numbers[0], numbers[1], address, sizeof address);
	doc = view_make(c, address, err);
	rc = doc ? print_doc(session, doc, NULL, NULL, NULL, stdout, err) : -1;
	doc_free(doc);
	return rc;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	struct view_context c = {session->stores, session->langs, clock_now(), true,
	                         session->width,  false};
	struct version_text t;
	struct reference w;
	int numbers[2] = {0}, none[2], rc;

	if (argc < 2 || argc > 4) {
		err_set(err, ERR_USAGE, "diff: which document, and from which version to which?");
		return ERR_USAGE;
	}
	for (int i = 2; i < argc; i++) {
		numbers[i - 2] = read_number(argv[i], err);
		if (!numbers[i - 2])
			return ERR_USAGE;
	}
	if (reference_read(argv[1], &w, err) < 0)
		return err->code;
	rc = version_named(&c, &w, &t, none, err);
	if (rc == 0)
		err_set(err, ERR_FAILED, "%s: not in the store", w.key);
	if (rc <= 0 || version_pair(&t, numbers, err) < 0 ||
	    print_changes(session, &c, &t, numbers, err) < 0)
		return err->code;
	return 0;
}

const struct cli_verb diff_verb = {
	.name = "diff",
	.arguments = "WHAT [N [M]]",
	.help = N_("what changed between two of them, word by word"),
	.is_read = true,
	.only_reads = true,
	.open = true,
	.run = run,
};
