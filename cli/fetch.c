/* fetch: downloads now; what needs a network that is not there is queued.
 * add: local files, parsed and kept. */
#include "config.h"

#include "cli/bring_cli.h"
#include "cli/file.h"
#include "cli/print.h"
#include "fetch/obtain.h"
#include "model/date.h"
#include "model/record.h"
#include "model/vec.h"
#include "model/what.h"
#include "model/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is under way, for the reader of standard error. */
struct progress {
	struct obtain *obtain;
	int id;
	const char *what;
};

static void say_progress(void *payload)
{
	const struct progress *p = payload;
	const char *where;
	uint64_t got = 0;
	int64_t length = -1;
	char bytes[40];

	if (!isatty(STDERR_FILENO))
		return;
	fprintf(stderr, "\r%.50s  ", p->what);
	if (obtain_progress(p->obtain, p->id, &got, &length, &where) && got) {
		date_bytes((int64_t)got, bytes, sizeof bytes);
		fprintf(stderr, "%.30s %s", where, bytes);
		if (length > 0)
			fprintf(stderr, " %lld %%", (long long)(got * 100 / (uint64_t)length));
	} else if (*where) {
		fprintf(stderr, _("waiting for %.40s"), where);
	} else {
		fputs(_("waiting for a busy server"), stderr);
	}
	fputs("\033[K", stderr);
}

static void end_progress(void)
{
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
}

/* Brings one document and waits for it. The event borrows from *o, which the
 * caller frees. */
static int obtain_one(struct cli *cli, const char *what, const char *lang, struct obtain **o,
                      struct obtain_event *e, struct err *err)
{
	struct obtain_config config = {.shelf = cli->shelf, .sources = cli->sources,
	                               .branch = cli->branch};
	struct obtain_request request = {.what = what, .lang = lang, .languages = cli->langs};
	struct progress progress = {.what = what};
	char word[URL_MAX];

	*o = NULL;
	config.client = cli->client(cli, err);
	config.store = config.client ? shelf_writable(cli->shelf, err) : NULL;
	if (!config.store)
		return -1;
	*o = obtain_new(&config);
	if (!*o)
		return err_set(err, ERR_FAILED, "out of memory");
	progress.obtain = *o;
	progress.id = obtain_start(*o, &request, err);
	if (progress.id < 0)
		return -1;
	say_progress(&progress);
	if (!obtain_wait(*o, e, say_progress, &progress))
		return err_set(err, ERR_FAILED, "%s: no answer", what);
	end_progress();
	if (e->err.code) {
		*err = e->err;
		return -1;
	}
	if (*e->note)
		fprintf(stderr, "palais: %s: %s\n", what, e->note);
	obtain_word(what, e->lang, word, sizeof word);
	store_queue_remove(config.store, word, NULL);
	store_queue_remove(config.store, what, NULL);
	return 0;
}

int bring_now(struct cli *cli, const char *what, const char *lang, struct err *err)
{
	struct obtain *o;
	struct obtain_event e = {0};
	int rc;

	if (cli->offline)
		return err_set(err, ERR_NETWORK,
		               "%s: not in the store, and offline: `palais fetch` queues it", what);
	rc = obtain_one(cli, what, lang, &o, &e, err);
	/* a piece, or what could not be read, is there to be shown all the same */
	if (rc < 0 && o && e.version &&
	    (e.outcome == BRING_PART || e.outcome == BRING_UNREADABLE)) {
		/* why a document could not be read stands in its place */
		if (e.outcome == BRING_PART)
			fprintf(stderr, "palais: %s\n", err->text);
		err_clear(err);
		rc = 0;
	}
	obtain_free(o);
	return rc;
}

static int queue(struct cli *cli, const char *word, struct err *err)
{
	struct err why = {0};
	struct store *s = shelf_writable(cli->shelf, &why);

	if (!s || store_queue_add(s, word, &why) < 0) {
		*err = why;
		return -1;
	}
	return 0;
}

static void print_fetched(const char *what, const struct obtain_event *e)
{
	char host[120];
	const char *p = strstr(e->found, "://");

	snprintf(host, sizeof host, "%.*s", p ? (int)strcspn(p + 3, "/?#") : 0, p ? p + 3 : "");
	printf("%s\t%s\t", what, e->outcome == BRING_SAME ? _("unchanged") : _("fetched"));
	printf(words_count("%llu byte", "%llu bytes", (long long)e->down),
	       (unsigned long long)e->down);
	if (*e->lang)
		printf("\t%s\t%s", doc_fact(e->doc, DOC_LANGUAGE), host);
	putchar('\n');
}

/* One document in one language (NULL: the first of the reader's). */
static int fetch_text(struct cli *cli, const char *what, const char *lang, struct err *err)
{
	struct obtain_event e = {0};
	struct obtain *o = NULL;
	char word[URL_MAX];
	int rc;

	if (cli->offline)
		rc = err_set(err, ERR_NETWORK, "%s: offline", what);
	else
		rc = obtain_one(cli, what, lang, &o, &e, err);
	if (rc == 0)
		print_fetched(what, &e);
	obtain_free(o);
	if (rc < 0 && err->code == ERR_NETWORK) {
		struct err why = *err;

		obtain_word(what, lang, word, sizeof word);
		if (queue(cli, word, err) == 0)
			err_set(err, ERR_NETWORK, "%.300s: queued", why.text);
	}
	return rc;
}

/* In every language that was asked for by -l; each failure is a line of its own. */
static int fetch_languages(struct cli *cli, const char *symbol, struct err *err)
{
	int failed = 0;
	size_t n;

	for (const char *s = cli->langs; *s; s += n + (s[n] == ',')) {
		struct err why = {0};
		char lang[8];

		n = strcspn(s, ",");
		snprintf(lang, sizeof lang, "%.*s", (int)n, s);
		if (fetch_text(cli, symbol, lang, &why) == 0)
			continue;
		if (failed)
			fprintf(stderr, "palais: %s\n", err->text);
		*err = why;
		failed = -1;
	}
	return failed;
}

static int fetch_one(struct cli *cli, const char *word, struct err *err)
{
	struct page_context c = {cli->shelf, cli->langs, store_now(), cli->offline};
	struct what w;

	if (what_read(word, &w, err) < 0)
		return -1;
	what_complete(&c, &w);
	if (w.kind == WHAT_SYMBOL && !record_is_issued(w.key))
		return err_set(err, ERR_FAILED,
		               "%s: no document of the UN's own system; give the address of its page",
		               w.key);
	if (w.kind == WHAT_SYMBOL && !*w.lang && cli->langs_given)
		return fetch_languages(cli, w.key, err);
	if (w.kind == WHAT_SYMBOL || w.kind == WHAT_WEB)
		return fetch_text(cli, w.key, *w.lang ? w.lang : NULL, err);
	return err_set(err, ERR_USAGE, "%s: not an address that can be fetched", word);
}

/* Runs a verb over its words; each failure is a line of its own. The status is
 * that of the worst: the network's where it was at fault. */
static int each_word(struct cli *cli, int argc, char **argv,
                     int (*one)(struct cli *, const char *, struct err *), struct err *err)
{
	int status = 0;

	for (int i = 1; i < argc; i++) {
		struct err why = {0};

		if (one(cli, argv[i], &why) == 0)
			continue;
		if (status)
			fprintf(stderr, "palais: %s\n", err->text);
		*err = why;
		status = why.code > (enum err_code)status ? (int)why.code : status;
	}
	return print_end(stdout, err) < 0 ? ERR_FAILED : status;
}

struct queued {
	VEC(char *) what;
};

static int take_queued(const char *what, int64_t added, void *payload)
{
	struct queued *q = payload;
	char *copy = strdup(what);

	(void)added;
	return copy && vec_push(&q->what, copy) == 0 ? 0 : -1;
}

/* Without words: what was queued. */
static int fetch_queue(struct cli *cli, struct err *err)
{
	struct store *s = shelf_personal(cli->shelf);
	struct queued q = {0};
	char verb[] = "fetch", *first = verb;
	int status = 0;

	if (s && vec_push(&q.what, first) == 0 && store_each_queued(s, take_queued, &q, err) == 0)
		status = each_word(cli, (int)q.what.count, q.what.at, fetch_one, err);
	for (size_t i = 1; i < q.what.count; i++)
		free(q.what.at[i]);
	vec_done(&q.what);
	return err->code ? (int)err->code : status;
}

int cli_fetch(struct cli *cli, int argc, char **argv, struct err *err)
{
	if (argc < 2)
		return fetch_queue(cli, err);
	return each_word(cli, argc, argv, fetch_one, err);
}

/* -- add ---------------------------------------------------------------- */

/* The bytes go both to the parser and to the store, 64 KiB at a time. */
static int keep_bytes(void *payload, const char *bytes, size_t len, struct err *err)
{
	return store_add(payload, bytes, len, err);
}

static int add_one(struct cli *cli, const char *path, struct err *err)
{
	struct file_parse p;
	struct store_origin origin = {.type = cli->type};
	struct store_incoming *in = NULL;
	struct store *s;
	struct doc *doc = NULL;
	int rc = -1;

	if (file_parse_start(cli, path, false, &p, err) < 0)
		return -1;
	s = shelf_writable(cli->shelf, err);
	in = s ? store_begin(s, &origin, err) : NULL;
	if (!in) {
		file_parse_drop(&p);
		return -1;
	}
	doc = client_parse_rest(p.client, p.id, p.fd, keep_bytes, in, err);
	close(p.fd);
	if (doc && !*doc_fact(doc, DOC_ERROR)) {
		rc = store_commit(in, doc, true, BRING_PARSER, err) < 0 ? -1 : 0;
		in = NULL;
	} else if (doc) {
		err_set(err, ERR_FAILED, "%s: %s: not kept", path, doc_fact(doc, DOC_ERROR));
	}
	store_abort(in);
	doc_free(doc);
	return rc;
}

int cli_add(struct cli *cli, int argc, char **argv, struct err *err)
{
	if (argc < 2) {
		err_set(err, ERR_USAGE, "add: which files?");
		return ERR_USAGE;
	}
	return each_word(cli, argc, argv, add_one, err);
}
