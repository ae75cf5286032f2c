/* show: prints a document out of the stores, off the network, or of a file. */
#include "config.h"

#include "cli/bring_cli.h"
#include "cli/file.h"
#include "cli/print.h"

#include "model/what.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int show_file(struct cli *cli, const char *path, struct err *err)
{
	struct doc *doc = file_parse(cli, path, err);
	int rc;

	if (!doc)
		return -1;
	rc = print_doc(cli, doc, NULL, strcmp(path, "-") ? path : "standard input", stdout, err);
	/* The document that says why is printed, and the status says it too. */
	if (rc == 0 && *doc_fact(doc, DOC_ERROR))
		rc = err_set(err, ERR_FAILED, "%s: %s", path, doc_fact(doc, DOC_ERROR));
	doc_free(doc);
	return rc;
}

static int show_known(struct cli *cli, struct what *w, struct err *err)
{
	struct page_context c = {cli->shelf, cli->langs, store_now(), cli->offline};
	struct what_found f;
	bool card;
	int rc = what_find(&c, w, &f, &card, err);

	if (rc == 0) {
		if (bring_now(cli, w->key, err) < 0)
			return -1;
		rc = what_find(&c, w, &f, &card, err);
		if (rc == 0)
			return err_set(err, ERR_FAILED, "%s: fetched, but not found in the store",
			               w->key);
	}
	if (rc < 0)
		return -1;
	rc = print_doc(cli, f.doc, f.stored ? &f.version : NULL, NULL, stdout, err);
	what_done(&f);
	return rc;
}

static int show_one(struct cli *cli, const char *word, struct err *err)
{
	struct what w;

	if (what_read(word, &w, err) < 0)
		return -1;
	return w.kind == WHAT_FILE ? show_file(cli, w.key, err) : show_known(cli, &w, err);
}

int cli_show(struct cli *cli, int argc, char **argv, struct err *err)
{
	int status = 0;

	if (argc < 2) {
		err_set(err, ERR_USAGE, "show: which document? A symbol, an address, a file, or an id "
		                        "that `palais list` prints");
		return ERR_USAGE;
	}
	for (int i = 1; i < argc; i++) {
		struct err one = {0};

		if (show_one(cli, argv[i], &one) == 0)
			continue;
		/* each failure is a line of its own; the last is the caller's to print */
		if (status)
			fprintf(stderr, "palais: %s\n", err->text);
		*err = one;
		status = one.code;
	}
	return status;
}
