/* SPDX-License-Identifier: ISC */
/* palais: reads the options, opens the stores, and runs a verb or the screen. */
#include "config.h"

#include "cli/pager.h"
#include "cli/help.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/doc/reference.h"
#include "model/dossier/catalogue.h"
#include "model/store/unsaid.h"
#include "model/views/view.h"
#include "session/file_load.h"
#include "session/sealing.h"
#include "session/session.h"
#include "tui/app.h"
#include "tui/version.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* Whether each run is a restricted one: that of the program's second name is. */
#ifndef PALAIS_RESTRICTED
#define PALAIS_RESTRICTED false
#endif

static int say(const struct err *err)
{
	struct buf b;

	buf_init(&b, 4000);
	print_locale(&b, err->text, strlen(err->text));
	if (b.len)
		fprintf(stderr, "palais: %s\n", b.bytes);
	buf_done(&b);
	return err->code ? (int)err->code : ERR_FAILED;
}

/* Of the locale only which bytes are letters: numbers and dates are written as the language
 * of the interface has them, and read as the tables have them.
 * A locale that is not installed here is common over SSH: the terminal's is
 * sent along, the host has others. Text is UTF-8 in nearly all of them. Returns the
 * name of such a one, else NULL. */
static const char *set_locale(void)
{
	const char *wanted;

	if (setlocale(LC_CTYPE, ""))
		return NULL;
	wanted = getenv("LC_ALL");
	if (!wanted || !*wanted)
		wanted = getenv("LC_CTYPE");
	if (!wanted || !*wanted)
		wanted = getenv("LANG");
	setlocale(LC_CTYPE, "C.UTF-8");
	return wanted ? wanted : "";
}

/* Nothing is lost of a locale that asks for UTF-8 and a language which palais speaks. */
static void say_locale(const char *lacking)
{
	const char *charset = strchr(lacking, '.');
	bool spoken = !strncmp(lacking, lang_of_locale(lacking), 2);

	if (spoken && charset &&
	    (!strncasecmp(charset, ".UTF-8", 6) || !strncasecmp(charset, ".utf8", 5)))
		return;
	fputs("palais: ", stderr);
	fprintf(stderr, _("locale: '%.40s' is not installed here: using C.UTF-8"), lacking);
	fputc('\n', stderr);
}

/* Without a terminal the front page is printed. */
static int print_front(struct session *session, struct err *err)
{
	char key[80], id[96], title[80], brief[40];
	char verb[] = "show", *argv[] = {verb, id, NULL};

	if (view_pane(session->stores, 0, key, sizeof key, title, sizeof title, brief,
	              sizeof brief) < 0) {
		err_set(err, ERR_FAILED, "the starter store names no pane");
		return ERR_FAILED;
	}
	snprintf(id, sizeof id, "pane:%s", key);
	return show_verb.run(session, 2, argv, err);
}

/* Whether nothing but files of the reader's is shown: that leaves nothing in the store. */
static bool are_files(const struct rights *rights, int argc, char **argv)
{
	char path[URL_MAX];

	for (int i = 1; i < argc; i++)
		if (!reference_is_file(argv[i]) &&
		    !file_is_here(rights, argv[i], path, sizeof path))
			return false;
	return argc > 1;
}

/* What is read rather than used goes through the reader's pager. */
static int run_verb(struct session *session, const struct cli_verb *verb, int argc, char **argv,
                    struct err *err)
{
	pid_t pager = verb->is_read ? pager_start() : 0;
	int status;

	bool reads = verb->only_reads ||
	             (verb == &show_verb && are_files(&session->options->rights, argc, argv));

	session_seal(session, reads                ? SEALING_READS
	                      : verb->writes_files ? SEALING_FILES
	                                           : SEALING_OWN);
	status = verb->run(session, argc, argv, err);
	pager_end(pager);
	return status;
}

/* What a page could not read and went on without is an error in the end. */
static int all_was_read(int status, struct err *err)
{
	return status == 0 && unsaid_take(err) < 0 ? (int)err->code : status;
}

static void say_closed(const struct session *session)
{
	char words[600];
	struct err line;

	if (!session->stores || !session_closed(session, words, sizeof words))
		return;
	err_set(&line, ERR_FAILED, "%s", words);
	say(&line);
}

/* What is to be shown, of all words: "UNSCR 2254" need not be quoted, and a file need not
 * be said to be one. NULL with err when there are several. */
static char *whole_word(const struct rights *rights, int argc, char **argv, char *out, size_t size,
                        struct err *err)
{
	struct reference w;
	size_t n = 0;

	if (!argc)
		return NULL;
	for (int i = 0; i < argc && n < size; i++)
		n += (size_t)snprintf(out + n, size - n, "%s%s", i ? " " : "", argv[i]);
	if (argc > 1 && n < size && reference_read(out, &w, NULL) == 0 &&
	    w.kind == REFERENCE_SYMBOL)
		return out;
	if (argc > 1)
		err_set(err, ERR_USAGE, "%s: one document at a time, or a verb first", argv[1]);
	return argc > 1 ? NULL : file_is_here(rights, argv[0], out, size) ? out : argv[0];
}

/* Without a screen there is no search page: a word that names nothing is taken for a verb
 * that there is none of. */
static int show_word(struct session *session, char *what, struct err *err)
{
	char verb[] = "show", *show[] = {verb, what, NULL};
	struct reference w;

	if (!strpbrk(what, "/:.-0123456789") && reference_read(what, &w, NULL) == 0) {
		catalogue_complete_reference(stores_starter(session->stores), &w);
		if (w.kind == REFERENCE_NAME) {
			err_set(err, ERR_USAGE, "%s: no such verb: see palais --help", what);
			return ERR_USAGE;
		}
	}
	return show_verb.run(session, 2, show, err);
}

/* A terminal that can do nothing but print. */
static bool is_dumb(void)
{
	const char *type = getenv("TERM");

	return type && !strcmp(type, "dumb");
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	const struct cli_verb *verb = argc ? cli_find_verb(argv[0]) : NULL;
	struct app_config app = {.session = session, .script = session->options->script};
	bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	bool screen = session->options->script || session->options->accessible || terminal;
	const struct rights *rights = &session->options->rights;
	char word[URL_MAX],
		*what = verb ? NULL : whole_word(rights, argc, argv, word, sizeof word, err);
	int status;

	if (!err->code && verb && !verb->open)
		rights_need(rights, verb->name, err);
	if (err->code)
		return (int)err->code;
	/* palais-parse starts while the stores and the terminal do */
	if (what && screen && reference_is_file(what)) {
		app.early = file_load_start(session, what, 0, err);
		if (!app.early)
			return err->code;
	}
	session->shows = !verb || verb == &show_verb;
	if (verb)
		progress_tell_waits(session->options->quiet);
	if (verb ? cli_needs_stores(verb, argc, argv) : true)
		if (session_open(session, err) < 0) {
			file_load_free(app.early);
			return err->code;
		}
	if (!screen || verb)
		say_closed(session);
	if (verb)
		return all_was_read(run_verb(session, verb, argc, argv, err), err);
	/* what it starts is not sealed: it is there before */
	if (screen && !rights->restricted)
		browser_start(&session->browser);
	session_seal(session, screen ? app.script ? SEALING_FILES : SEALING_HERE
	                      : what && reference_is_file(what) ? SEALING_READS
	                                                        : SEALING_OWN);
	if (!screen)
		return all_was_read(
			what ? show_word(session, what, err) : print_front(session, err), err);
	app.open = what;
	app.lines = !app.script && (session->options->accessible || is_dumb());
	status = app_run(&app, err);
	return status < 0 ? (int)err->code : status;
}

static void free_words(char **words, int argc)
{
	for (int i = 0; i < argc; i++)
		free(words[i]);
	free(words);
}

/* `ps` shows every user of a host what a program was started with: what the reader typed is
 * taken off there, and kept where it is nobody's business. NULL when out of memory. */
static char **take_words(int argc, char **argv)
{
	char **words = calloc((size_t)argc + 1, sizeof *words);

	for (int i = 0; words && i < argc; i++) {
		words[i] = strdup(argv[i]);
		if (!words[i]) {
			free_words(words, i);
			return NULL;
		}
	}
	for (int i = 1; words && i < argc; i++)
		memset(argv[i], 0, strlen(argv[i]));
	return words;
}

static int run_words(int argc, char **argv)
{
	struct options options = {0};
	struct session session;
	struct err err = {0};
	const char *lacking;
	int first, status;

	lacking = set_locale();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on files is an error to be said, as a full disk is */
	if (PALAIS_RESTRICTED)
		rights_restrict(&options.rights);
	first = options_read(&options, argc, argv, &err);
	if (lacking)
		say_locale(lacking);
	if (first < 0) {
		status = say(&err);
	} else if (options.help) {
		help_print();
		status = 0;
	} else if (options.version) {
		version_print(options.fetch_path, options.parse_path);
		status = 0;
	} else {
		session_init(&session, &options);
		status = run(&session, argc - first, argv + first, &err);
		if (status && err.code)
			say(&err);
		session_done(&session);
	}
	options_done(&options);
	return status == ERR_DISK ? ERR_STORE : status;
}

int main(int argc, char **argv)
{
	char **words = take_words(argc, argv);
	int status;

	if (!words) {
		fputs("palais: out of memory\n", stderr);
		return ERR_FAILED;
	}
	status = run_words(argc, words);
	free_words(words, argc);
	return status;
}
