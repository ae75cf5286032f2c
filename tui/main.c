/* palais: reads the options, opens the stores, and runs a verb or the screen. */
#include "config.h"

#include "cli/cli.h"
#include "cli/file.h"
#include "cli/pager.h"
#include "cli/print.h"
#include "fetch/client.h"
#include "model/feeds.h"
#include "model/lang.h"
#include "model/page.h"
#include "model/words.h"
#include "tui/app.h"
#include "tui/options.h"
#include "tui/version.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct program {
	struct options options;
	struct shelf *shelf;
	struct client *client;
	struct feeds_config feeds;
	struct cli cli;
};

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

/* A locale that is not installed here is common over SSH: the terminal's is
 * sent along, the host has others. Text is UTF-8 in nearly all of them. Returns the
 * name of such a one, else NULL. */
static const char *set_locale(void)
{
	const char *wanted;

	/* that of messages may lack: model/words.h sees to it */
	if (setlocale(LC_ALL, "") || setlocale(LC_CTYPE, ""))
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

static struct client *need_client(struct cli *cli, struct err *err)
{
	struct program *p = cli->owner;
	struct client_config config = {.fetch_path = p->options.fetch_path,
	                               .parse_path = p->options.parse_path,
	                               .mirrors = p->options.mirrors.at,
	                               .mirror_count = p->options.mirrors.count,
	                               .offline = p->options.offline};

	if (!p->client)
		p->client = client_new(&config, err);
	return p->client;
}

static int open_shelf(struct program *p, struct err *err)
{
	struct shelf_config config = {p->options.store, p->options.sites.at, p->options.sites.count,
	                              p->options.starter};

	p->shelf = p->cli.shelf = shelf_open(&config, err);
	if (!p->shelf)
		return -1;
	p->feeds = (struct feeds_config){p->options.feeds.at, p->options.feeds.count,
	                                 p->options.topics.at, p->options.topics.count,
	                                 p->options.appname};
	shelf_set_feeds(p->shelf, &p->feeds);
	return 0;
}

static int output_width(const struct options *o)
{
	struct winsize ws;

	if (o->width)
		return o->width;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_col >= 20)
		return ws.ws_col;
	return 80;
}

/* Without a terminal the front page is printed. */
static int print_front(struct program *p, struct err *err)
{
	char key[80], id[96], title[80], brief[40];
	char verb[] = "show", *argv[] = {verb, id, NULL};

	if (page_pane(p->shelf, 0, key, sizeof key, title, sizeof title, brief, sizeof brief) < 0) {
		err_set(err, ERR_FAILED, "the starter store names no pane");
		return ERR_FAILED;
	}
	snprintf(id, sizeof id, "pane:%s", key);
	return cli_show(&p->cli, 2, argv, err);
}

/* What is read rather than used goes through the reader's pager. */
static int run_verb(struct cli *cli, const struct cli_verb *verb, int argc, char **argv,
                    struct err *err)
{
	bool long_text = verb->run == cli_show || verb->run == cli_list ||
	                 verb->run == cli_search || verb->run == cli_cites ||
	                 verb->run == cli_cited_by || verb->run == cli_votes;
	pid_t pager = long_text ? pager_start() : 0;
	int status = verb->run(cli, argc, argv, err);

	pager_end(pager);
	return status;
}

static int run(struct program *p, int argc, char **argv, struct err *err)
{
	const struct cli_verb *verb = argc ? cli_find_verb(argv[0]) : NULL;
	struct app_config app = {.cli = &p->cli, .script = p->options.script};
	bool screen = p->options.script || (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO));
	struct file_parse early;
	char word[] = "show", *show[] = {word, argc ? argv[0] : NULL, NULL};

	p->cli = (struct cli){.langs = p->options.langs,
	                      .width = output_width(&p->options),
	                      .langs_given = p->options.langs_given,
	                      .sources = p->options.sources,
	                      .branch = p->options.branch,
	                      .state = p->options.state,
	                      .dry_run = p->options.dry_run,
	                      .reindex = p->options.reindex,
	                      .keep = p->options.keep,
	                      .older = p->options.older,
	                      .sizes = p->options.sizes,
	                      .full = p->options.full,
	                      .afresh = p->options.afresh,
	                      .quiet = p->options.quiet,
	                      .since = p->options.since,
	                      .budget = p->options.budget,
	                      .metered = p->options.metered,
	                      .price = p->options.price,
	                      .most = p->options.most,
	                      .format = p->options.format,
	                      .no_links = p->options.no_links,
	                      .body = p->options.body,
	                      .offline = p->options.offline,
	                      .type = p->options.type,
	                      .client = need_client,
	                      .owner = p};
	if (!verb && argc && !strpbrk(argv[0], "/:.-0123456789")) {
		err_set(err, ERR_USAGE, "%s: no such verb: see palais --help", argv[0]);
		return ERR_USAGE;
	}
	if (!verb && argc > 1) {
		err_set(err, ERR_USAGE, "%s: one document at a time, or a verb first", argv[1]);
		return ERR_USAGE;
	}
	/* palais-parse starts while the stores and the terminal do */
	if (!verb && argc && screen && cli_is_file(argv[0])) {
		if (file_parse_start(&p->cli, argv[0], true, &early, err) < 0)
			return err->code;
		app.early = &early;
	}
	if (verb ? cli_needs_shelf(verb, argc, argv) : true)
		if (open_shelf(p, err) < 0) {
			if (app.early)
				file_parse_drop(app.early);
			return err->code;
		}
	if (verb)
		return run_verb(&p->cli, verb, argc, argv, err);
	if (!screen)
		return argc ? cli_show(&p->cli, 2, show, err) : print_front(p, err);
	app.open = argc ? argv[0] : NULL;
	return app_run(&app, err) < 0 ? (int)err->code : 0;
}

int main(int argc, char **argv)
{
	struct program p = {0};
	struct err err = {0};
	const char *lacking;
	int first, status;

	lacking = set_locale();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on files is an error to be said, as a full disk is */
	first = options_read(&p.options, argc, argv, &err);
	if (lacking)
		say_locale(lacking);
	if (first < 0) {
		status = say(&err);
	} else if (p.options.help) {
		options_help();
		status = 0;
	} else if (p.options.version) {
		version_print(p.options.fetch_path, p.options.parse_path);
		status = 0;
	} else {
		status = run(&p, argc - first, argv + first, &err);
		if (status)
			say(&err);
	}
	client_free(p.client);
	shelf_close(p.shelf);
	options_done(&p.options);
	return status;
}
