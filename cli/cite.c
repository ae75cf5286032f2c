/* SPDX-License-Identifier: ISC */
/* cite: a reference to a document, in words or for a reference manager. */
#include "config.h"

#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/messages.h"
#include "model/base/clock.h"
#include "model/doc/reference.h"
#include "model/dossier/citation.h"
#include "model/dossier/catalogue.h"
#include "model/views/find.h"

#include <stdio.h>

/* What is known of a document: its text when it is here, its record, or both. */
static int make(struct session *session, const char *word, struct citation *r, struct err *err)
{
	struct view_context context = {session->stores,           session->langs, clock_now(),
	                               session->options->offline, session->width, false};
	struct view_found f = {0};
	struct record record = {0};
	struct reference w;
	bool card = false;
	int known, found;

	if (reference_read(word, &w, err) < 0)
		return -1;
	if (w.kind == REFERENCE_FILE || w.kind == REFERENCE_OWN)
		return err_set(err, ERR_USAGE, "%s: a UN symbol, or the address of a page", word);
	catalogue_complete_reference(stores_starter(context.stores), &w);
	found = view_find(&context, &w, &f, &card, err);
	known = found < 0 ? -1 : record_read(session->stores, w.key, &record, err);
	if (known >= 0 && (found > 0 || known > 0))
		citation_make(r, f.stored ? f.doc : NULL, known > 0 ? &record : NULL,
		              f.stored ? &f.version : NULL, w.key);
	else if (known >= 0)
		known = err_set(err, ERR_FAILED, "%s: not in the store", w.key);
	view_found_done(&f);
	return known < 0 ? -1 : 0;
}

static void write_one(struct session *session, const struct citation *r, bool first,
                      struct buf *out)
{
	switch (session->options->format) {
	case FORMAT_BIBTEX:
		citation_bibtex(r, out);
		break;
	case FORMAT_RIS:
		citation_ris(r, out);
		break;
	case FORMAT_CSL:
		buf_str(out, first ? "[\n" : ",\n");
		citation_csl(r, out);
		break;
	default: {
		struct buf line;

		buf_init(&line, 1 << 14);
		citation_text(r, &line);
		print_locale(out, line.bytes, line.len);
		buf_char(out, '\n');
		buf_done(&line);
	}
	}
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	struct citation r;
	struct buf out;
	int rc = 0, written = 0;

	if (argc < 2) {
		err_set(err, ERR_USAGE, "cite: which document?");
		return ERR_USAGE;
	}
	if (session->options->format != FORMAT_TEXT && session->options->format < FORMAT_BIBTEX) {
		err_set(err, ERR_USAGE, "cite: -f text, bibtex, ris or csl-json");
		return ERR_USAGE;
	}
	buf_init(&out, 1 << 24);
	for (int i = 1; i < argc; i++) {
		struct err why = {0};

		if (make(session, argv[i], &r, &why) == 0) {
			write_one(session, &r, written++ == 0, &out);
			continue;
		}
		if (rc)
			fprintf(stderr, "palais: %s\n", err->text);
		*err = why;
		rc = why.code;
	}
	if (session->options->format == FORMAT_CSL && written)
		buf_str(&out, "\n]\n");
	if (print_out(stdout, &out, err) < 0)
		rc = ERR_FAILED;
	buf_done(&out);
	return rc;
}

const struct cli_verb cite_verb = {
	.name = "cite",
	.arguments = "WHAT…",
	.help = N_("a reference: -f text, bibtex, ris, csl-json"),
	.only_reads = true,
	.open = true,
	.run = run,
};
