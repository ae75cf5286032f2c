/* SPDX-License-Identifier: ISC */
/* show: prints a document out of the stores, off the network, or of a file. */
#include "config.h"

#include "cli/charts.h"
#include "cli/fetch.h"
#include "cli/verbs.h"
#include "cli/print.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/doc/parallel.h"
#include "model/doc/reference.h"
#include "model/dossier/record.h"
#include "model/dossier/catalogue.h"
#include "model/symbol/symbol.h"
#include "model/views/find.h"
#include "session/local_file.h"
#include "session/whole_page.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* -1 with err of a document that stands for one which could not be read, or has no text. */
static int check_text(const struct doc *doc, const char *what, struct err *err)
{
	const char *error = doc_fact(doc, DOC_ERROR);

	if (*error)
		return err_set(err, ERR_FAILED, "%s: %s", what, error);
	if (!doc_size(doc))
		return err_set(err, ERR_FAILED, "%s: there is no text in this document", what);
	return 0;
}

static int show_file(struct session *session, const char *path, struct err *err)
{
	struct doc *doc = file_parse(session, path, session->options->whole, err);
	int rc;

	if (!doc)
		return -1;
	if (session->options->format == FORMAT_RAW) {
		doc_free(doc);
		return err_set(err, ERR_USAGE, "-f raw: %s is a file already", path);
	}
	rc = print_doc(session, doc, NULL, NULL, strcmp(path, "-") ? path : _("standard input"),
	               stdout, err);
	/* The document that says why is printed, and the status says it too. */
	if (rc == 0)
		rc = check_text(doc, path, err);
	doc_free(doc);
	return rc;
}

/* -- a UN document ------------------------------------------------------- */

/* A text in a language, or in the best of a preference: as view_find. */
static int find_in(struct session *session, const struct reference *w, const char *langs,
                   struct view_found *f, bool *card, struct err *err)
{
	struct view_context c = {session->stores,           langs,          clock_now(),
	                         session->options->offline, session->width, false};
	struct reference copy = *w;

	return view_find(&c, &copy, f, card, err);
}

static bool is_in(const struct view_found *f, const char *lang)
{
	return f->stored && !strcmp(f->version.lang, lang);
}

/* Whether asking the network may give more than was found. */
static bool may_bring(const struct session *session, const struct reference *w,
                      const struct view_found *f, int found, const char *lang)
{
	if (found > 0 && (is_in(f, lang) || (f->stored && session->options->offline)))
		return false;
	return record_is_issued(w->key);
}

/* The text in the language if it is here or can be brought; else what there is, if
 * anything is known, and why goes to err. 1, 0, -1 as view_find. */
static int find_or_bring(struct session *session, const struct reference *w, const char *lang,
                         struct view_found *f, bool *card, struct err *err)
{
	int rc = find_in(session, w, lang, f, card, err);

	if (rc < 0 || !may_bring(session, w, f, rc, lang))
		return rc;
	/* offline what is known is what was asked for */
	if ((session->options->offline && rc > 0) || fetch_now(session, w->key, lang, err) < 0)
		return rc;
	view_found_done(f);
	return find_in(session, w, lang, f, card, err);
}

/* The bytes as they came, for who wants the very document. */
static int print_raw(const struct view_found *f, struct err *err)
{
	static char piece[65536];
	uint64_t at = 0;
	long n;

	if (!f->stored || !f->version.size)
		return err_set(err, ERR_FAILED,
		               "its bytes are not in a store: nothing came from outside");
	if (f->version.absent)
		return err_set(err, ERR_FAILED,
		               "its bytes are not in a store: they were not carried along");
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

static int print_found(struct session *session, const struct view_found *f, struct err *err)
{
	struct record r;
	bool known = f->stored && record_is_issued(f->version.key) &&
	             record_read(session->stores, f->version.key, &r, NULL) >= 0;

	if (session->options->format == FORMAT_RAW)
		return print_raw(f, err);
	if (print_doc(session, f->doc, f->stored ? &f->version : NULL, known ? &r : NULL, NULL,
	              stdout, err) < 0)
		return -1;
	/* the document that says why is printed, and the status says it too */
	return f->stored ? check_text(f->doc, f->version.key, err) : 0;
}

/* The same with all that is not its main text; palais' own pages leave nothing out. */
static int print_whole(struct session *session, struct view_found *f, struct err *err)
{
	struct doc *whole = f->stored ? whole_page(session, f->from, &f->version, err) : NULL;

	if (f->stored && !whole) {
		err_prefix(err, f->version.key);
		return -1;
	}
	if (whole) {
		doc_free(f->doc);
		f->doc = whole;
	}
	return print_found(session, f, err);
}

/* Nothing is asked for: what is not here has no bytes to be shown whole. */
static int show_whole(struct session *session, const struct view_context *c, struct reference *w,
                      struct err *err)
{
	struct view_found f;
	bool card = false;
	int rc = view_find(c, w, &f, &card, err);

	if (rc < 0)
		return -1;
	if (rc == 0 || card)
		rc = err_set(err, ERR_FAILED, "%s: not in a store: `palais fetch` brings it",
		             w->key);
	else
		rc = print_whole(session, &f, err);
	view_found_done(&f);
	return rc;
}

/* Both, paragraph under paragraph. */
static int print_both(struct session *session, struct view_found *a, struct view_found *b,
                      struct err *err)
{
	struct doc *both = parallel_doc(a->doc, b->doc, err);

	if (!both)
		return -1;
	doc_free(a->doc);
	a->doc = both;
	return print_found(session, a, err);
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
static void say_lack(const struct reference *w, const char *lang, struct err *why)
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

struct claimants {
	const char *symbol;
	struct buf out;
	long count;
};

static int list_claimant(const char *key, const char *title, void *payload)
{
	struct claimants *c = payload;
	char printed[SYMBOL_MAX + 8], words[SYMBOL_MAX + 60];

	symbol_print(c->symbol, printed, sizeof printed);
	snprintf(words, sizeof words, _("calls itself %s"), printed);
	print_locale(&c->out, key, strlen(key));
	buf_printf(&c->out, "\t%s\t", words);
	print_locale(&c->out, title, strlen(title));
	buf_char(&c->out, '\n');
	c->count++;
	return 0;
}

/* What only says of itself that it is the document is listed, and is not it. */
static int show_claimants(struct session *session, const char *symbol, struct err *err)
{
	struct claimants c = {.symbol = symbol};
	struct err why = {0};
	int rc;

	buf_init(&c.out, 1 << 20);
	rc = stores_each_claimant(session->stores, symbol, list_claimant, &c, &why);
	if (rc == 0 && c.count)
		rc = print_out(stdout, &c.out, &why);
	buf_done(&c.out);
	if (rc < 0)
		*err = why;
	else if (c.count)
		err_set(err, ERR_FAILED, _("%s: no text of it is here, but what calls itself so"),
		        symbol);
	return -1;
}

/* A list of languages that was asked for shows two of them together. */
static int show_symbol(struct session *session, const struct reference *w, struct err *err)
{
	const char *rest = *w->lang ? w->lang : session->langs;
	struct view_found first, second = {0};
	struct err why = {0};
	char lang[8];
	bool card;
	int rc;

	take_language(&rest, lang);
	rc = find_or_bring(session, w, lang, &first, &card, &why);
	if (rc <= 0) {
		*err = why;
		return show_claimants(session, w->key, err);
	}
	if (card) {
		/* offline, what is known is what was asked for; else the text was */
		rc = print_found(session, &first, err);
		*err = rc == 0 ? why : *err;
		view_found_done(&first);
		return err->code ? -1 : 0;
	}
	if (!is_in(&first, lang) && (*w->lang || session->options->langs_given))
		say_lack(w, lang, &why);
	if (!*w->lang && session->options->langs_given && *rest && is_in(&first, lang)) {
		take_language(&rest, lang);
		rc = find_or_bring(session, w, lang, &second, &card, &why);
		if (rc > 0 && is_in(&second, lang))
			rc = print_both(session, &first, &second, err);
		else {
			say_lack(w, lang, &why);
			rc = print_found(session, &first, err);
		}
	} else {
		rc = print_found(session, &first, err);
	}
	view_found_done(&first);
	view_found_done(&second);
	return rc < 0 ? -1 : 0;
}

/* -- everything else --------------------------------------------------------- */

static int show_known(struct session *session, struct reference *w, struct err *err)
{
	struct view_context c = {session->stores,           session->langs, clock_now(),
	                         session->options->offline, session->width, false};
	struct view_found f;
	const char *rest;
	bool card;
	int rc;

	catalogue_complete_reference(stores_starter(c.stores), w);
	if (session->options->format == FORMAT_SVG)
		return print_plot(session, w->key, err);
	if (session->options->format == FORMAT_TSV && reference_own(w->key, &rest) == OWN_CHART)
		return charts_list(session, rest, err);
	if (session->options->whole)
		return show_whole(session, &c, w, err);
	if (w->kind == REFERENCE_SYMBOL)
		return show_symbol(session, w, err);
	rc = view_find(&c, w, &f, &card, err);
	if (rc == 0) {
		if (fetch_now(session, w->key, NULL, err) < 0)
			return -1;
		rc = view_find(&c, w, &f, &card, err);
		if (rc == 0)
			return err_set(err, ERR_FAILED, "%s: fetched, but not found in the store",
			               w->key);
	}
	if (rc < 0)
		return -1;
	rc = print_found(session, &f, err);
	view_found_done(&f);
	return rc;
}

static int show_one(struct session *session, const char *word, struct err *err)
{
	struct reference w;
	char path[URL_MAX];

	if (reference_read(file_is_here(&session->options->rights, word, path, sizeof path) ? path
	                                                                                    : word,
	                   &w, err) < 0)
		return -1;
	return w.kind == REFERENCE_FILE ? show_file(session, w.key, err)
	                                : show_known(session, &w, err);
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	int status = 0;

	if (argc < 2) {
		err_set(err, ERR_USAGE,
		        "show: which document? A symbol, an address, a file, or an id "
		        "that `palais list` prints");
		return ERR_USAGE;
	}
	if (session->options->format > FORMAT_RAW) {
		err_set(err, ERR_USAGE, "show: that format is one of references: palais cite");
		return ERR_USAGE;
	}
	for (int i = 1; i < argc; i++) {
		struct err one = {0};

		if (show_one(session, argv[i], &one) == 0)
			continue;
		/* each failure is a line of its own; the last is the caller's to print */
		if (status)
			fprintf(stderr, "palais: %s\n", err->text);
		*err = one;
		status = one.code;
	}
	return status;
}

const struct cli_verb show_verb = {
	.name = "show",
	.arguments = "WHAT…",
	.help = N_("prints a document"),
	.is_read = true,
	.takes_files = true,
	.open = true,
	.run = run,
};
