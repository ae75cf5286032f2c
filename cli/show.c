/* show: prints a document out of the stores, off the network, or of a file. */
#include "config.h"

#include "cli/bring_cli.h"
#include "cli/file.h"
#include "cli/print.h"

#include "model/parallel.h"
#include "model/record.h"
#include "model/what.h"
#include "model/words.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int show_file(struct cli *cli, const char *path, struct err *err)
{
	struct doc *doc = file_parse(cli, path, err);
	int rc;

	if (!doc)
		return -1;
	if (cli->format == CLI_RAW) {
		doc_free(doc);
		return err_set(err, ERR_USAGE, "-f raw: %s is a file already", path);
	}
	rc = print_doc(cli, doc, NULL, NULL, strcmp(path, "-") ? path : _("standard input"), stdout,
	               err);
	/* The document that says why is printed, and the status says it too. */
	if (rc == 0 && *doc_fact(doc, DOC_ERROR))
		rc = err_set(err, ERR_FAILED, "%s: %s", path, doc_fact(doc, DOC_ERROR));
	doc_free(doc);
	return rc;
}

/* -- a UN document ------------------------------------------------------- */

/* A text in a language, or in the best of a preference: as what_find. */
static int find_in(struct cli *cli, const struct what *w, const char *langs, struct what_found *f,
                   bool *card, struct err *err)
{
	struct page_context c = {cli->shelf, langs, store_now(), cli->offline};
	struct what copy = *w;

	return what_find(&c, &copy, f, card, err);
}

static bool is_in(const struct what_found *f, const char *lang)
{
	return f->stored && !strcmp(f->version.lang, lang);
}

/* Whether asking the network may give more than was found. */
static bool may_bring(const struct cli *cli, const struct what *w, const struct what_found *f,
                      int found, const char *lang)
{
	if (found > 0 && (is_in(f, lang) || (f->stored && cli->offline)))
		return false;
	return record_is_issued(w->key);
}

/* The text in the language if it is here or can be brought; else what there is, if
 * anything is known, and why goes to err. 1, 0, -1 as what_find. */
static int find_or_bring(struct cli *cli, const struct what *w, const char *lang,
                         struct what_found *f, bool *card, struct err *err)
{
	int rc = find_in(cli, w, lang, f, card, err);

	if (rc < 0 || !may_bring(cli, w, f, rc, lang))
		return rc;
	/* offline what is known is what was asked for */
	if ((cli->offline && rc > 0) || bring_now(cli, w->key, lang, err) < 0)
		return rc;
	what_done(f);
	return find_in(cli, w, lang, f, card, err);
}

/* The bytes as they came, for who wants the very document. */
static int print_raw(const struct what_found *f, struct err *err)
{
	static char piece[65536];
	uint64_t at = 0;
	long n;

	if (!f->stored || !f->version.size)
		return err_set(err, ERR_FAILED,
		               "its bytes are not in a store: nothing came from outside");
	if (isatty(STDOUT_FILENO))
		return err_set(err, ERR_USAGE,
		               "-f raw: not onto a terminal: direct it into a file");
	if (*f->version.coding && strcmp(f->version.coding, "identity")) {
		fputs("palais: ", stderr);
		fprintf(stderr, _("the bytes are as they came, in the coding %s"),
		        f->version.coding);
		fputc('\n', stderr);
	}
	while ((n = store_bytes(f->from, f->version.id, at, piece, sizeof piece, err)) > 0) {
		fwrite(piece, 1, (size_t)n, stdout);
		at += (uint64_t)n;
	}
	return n < 0 ? -1 : print_end(stdout, err);
}

static int print_found(struct cli *cli, const struct what_found *f, struct err *err)
{
	struct record r;
	bool known = f->stored && record_is_issued(f->version.key) &&
	             record_read(cli->shelf, f->version.key, &r, NULL) >= 0;

	if (cli->format == CLI_RAW)
		return print_raw(f, err);
	if (print_doc(cli, f->doc, f->stored ? &f->version : NULL, known ? &r : NULL, NULL, stdout,
	              err) < 0)
		return -1;
	/* the document that says why is printed, and the status says it too */
	if (f->stored && *doc_fact(f->doc, DOC_ERROR))
		return err_set(err, ERR_FAILED, "%s: %s", f->version.key,
		               doc_fact(f->doc, DOC_ERROR));
	return 0;
}

/* Both, paragraph under paragraph. */
static int print_both(struct cli *cli, struct what_found *a, struct what_found *b, struct err *err)
{
	struct doc *both = parallel_doc(a->doc, b->doc, err);

	if (!both)
		return -1;
	doc_free(a->doc);
	a->doc = both;
	return print_found(cli, a, err);
}

static const char *not_here(const char *lang)
{
	static const char *const words_for[LANG_COUNT] = {
		N_("not here in Arabic"), N_("not here in Chinese"), N_("not here in English"),
		N_("not here in French"), N_("not here in Russian"), N_("not here in Spanish")};

	for (int i = 0; i < LANG_COUNT; i++)
		if (!strcmp(lang, lang_codes[i]))
			return _(words_for[i]);
	return lang;
}

/* What could not be had is said, but what there is, is shown. */
static void say_lack(const struct what *w, const char *lang, struct err *why)
{
	if (why->code)
		fprintf(stderr, "palais: %s\n", why->text);
	else
		fprintf(stderr, "palais: %s: %s\n", w->key, not_here(lang));
	err_clear(why);
}

static void take_language(const char **list, char out[8])
{
	size_t n = strcspn(*list, ",");

	snprintf(out, 8, "%.*s", (int)n, *list);
	*list += n + ((*list)[n] == ',');
}

/* A list of languages that was asked for shows two of them together. */
static int show_symbol(struct cli *cli, const struct what *w, struct err *err)
{
	const char *rest = *w->lang ? w->lang : cli->langs;
	struct what_found first, second = {0};
	struct err why = {0};
	char lang[8];
	bool card;
	int rc;

	take_language(&rest, lang);
	rc = find_or_bring(cli, w, lang, &first, &card, &why);
	if (rc <= 0) {
		*err = why;
		return -1;
	}
	if (card) {
		/* offline, what is known is what was asked for; else the text was */
		rc = print_found(cli, &first, err);
		*err = rc == 0 ? why : *err;
		what_done(&first);
		return err->code ? -1 : 0;
	}
	if (!is_in(&first, lang) && (*w->lang || cli->langs_given))
		say_lack(w, lang, &why);
	if (!*w->lang && cli->langs_given && *rest && is_in(&first, lang)) {
		take_language(&rest, lang);
		rc = find_or_bring(cli, w, lang, &second, &card, &why);
		if (rc > 0 && is_in(&second, lang))
			rc = print_both(cli, &first, &second, err);
		else {
			say_lack(w, lang, &why);
			rc = print_found(cli, &first, err);
		}
	} else {
		rc = print_found(cli, &first, err);
	}
	what_done(&first);
	what_done(&second);
	return rc < 0 ? -1 : 0;
}

/* -- everything else --------------------------------------------------------- */

static int show_known(struct cli *cli, struct what *w, struct err *err)
{
	struct page_context c = {cli->shelf, cli->langs, store_now(), cli->offline};
	struct what_found f;
	bool card;
	int rc;

	what_complete(&c, w);
	if (w->kind == WHAT_SYMBOL)
		return show_symbol(cli, w, err);
	rc = what_find(&c, w, &f, &card, err);
	if (rc == 0) {
		if (bring_now(cli, w->key, NULL, err) < 0)
			return -1;
		rc = what_find(&c, w, &f, &card, err);
		if (rc == 0)
			return err_set(err, ERR_FAILED, "%s: fetched, but not found in the store",
			               w->key);
	}
	if (rc < 0)
		return -1;
	rc = print_found(cli, &f, err);
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
		err_set(err, ERR_USAGE,
		        "show: which document? A symbol, an address, a file, or an id "
		        "that `palais list` prints");
		return ERR_USAGE;
	}
	if (cli->format > CLI_RAW) {
		err_set(err, ERR_USAGE, "show: that format is one of references: palais cite");
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
