/* cite: a reference to a document, in words or for a reference manager. */
#include "config.h"

#include "cli/print.h"

#include "model/reference.h"
#include "model/what.h"

#include <stdio.h>

/* What is known of a document: its text when it is here, its record, or both. */
static int make(struct cli *cli, const char *word, struct reference *r, struct err *err)
{
	struct page_context context = {cli->shelf, cli->langs, store_now(), cli->offline};
	struct what_found f = {0};
	struct record record = {0};
	struct what w;
	bool card = false;
	int known, found;

	if (what_read(word, &w, err) < 0)
		return -1;
	if (w.kind == WHAT_FILE || w.kind == WHAT_OWN)
		return err_set(err, ERR_USAGE, "%s: a UN symbol, or the address of a page", word);
	what_complete(&context, &w);
	found = what_find(&context, &w, &f, &card, err);
	known = found < 0 ? -1 : record_read(cli->shelf, w.key, &record, err);
	if (known >= 0 && (found > 0 || known > 0))
		reference_make(r, f.stored ? f.doc : NULL, known > 0 ? &record : NULL,
		               f.stored ? &f.version : NULL, w.key);
	else if (known >= 0)
		known = err_set(err, ERR_FAILED, "%s: not in the store", w.key);
	what_done(&f);
	return known < 0 ? -1 : 0;
}

static void write_one(struct cli *cli, const struct reference *r, bool first, struct buf *out)
{
	switch (cli->format) {
	case CLI_BIBTEX:
		reference_bibtex(r, out);
		break;
	case CLI_RIS:
		reference_ris(r, out);
		break;
	case CLI_CSL:
		buf_str(out, first ? "[\n" : ",\n");
		reference_csl(r, out);
		break;
	default: {
		struct buf line;

		buf_init(&line, 1 << 14);
		reference_text(r, &line);
		print_locale(out, line.bytes, line.len);
		buf_char(out, '\n');
		buf_done(&line);
	}
	}
}

int cli_cite(struct cli *cli, int argc, char **argv, struct err *err)
{
	struct reference r;
	struct buf out;
	int rc = 0, written = 0;

	if (argc < 2) {
		err_set(err, ERR_USAGE, "cite: which document?");
		return ERR_USAGE;
	}
	if (cli->format != CLI_TEXT && cli->format < CLI_BIBTEX) {
		err_set(err, ERR_USAGE, "cite: -f text, bibtex, ris or csl-json");
		return ERR_USAGE;
	}
	buf_init(&out, 1 << 24);
	for (int i = 1; i < argc; i++) {
		struct err why = {0};

		if (make(cli, argv[i], &r, &why) == 0) {
			write_one(cli, &r, written++ == 0, &out);
			continue;
		}
		if (rc)
			fprintf(stderr, "palais: %s\n", err->text);
		*err = why;
		rc = why.code;
	}
	if (cli->format == CLI_CSL && written)
		buf_str(&out, "\n]\n");
	if (print_out(stdout, &out, err) < 0)
		rc = ERR_FAILED;
	buf_done(&out);
	return rc;
}
