/* fetch: downloads now; what needs a network that is not there is queued.
 * add: local files, parsed and kept. */
#include "config.h"

#include "cli/bring_cli.h"
#include "cli/file.h"
#include "cli/print.h"
#include "fetch/bring.h"
#include "model/date.h"
#include "model/vec.h"
#include "model/what.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a bring has come to, for the reader of standard error. */
static void say_progress(struct client *client, int id, const char *url)
{
	uint64_t got;
	int64_t length;
	char bytes[24];

	if (!isatty(STDERR_FILENO) || !client_progress(client, id, &got, &length))
		return;
	date_bytes((int64_t)got, bytes, sizeof bytes);
	fprintf(stderr, "\r%.60s %s", url, bytes);
	if (length > 0)
		fprintf(stderr, ", %lld %%", (long long)(got * 100 / (uint64_t)length));
	fputs("\033[K", stderr);
}

static void end_progress(void)
{
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
}

/* Waits until the request ends, as bring_wait does, but with progress. */
static int wait_for(struct bring *b, struct client *client, int id, const char *url,
                    struct bring_event *e)
{
	struct client_event event;

	while (client_wait(client, &event)) {
		if (event.kind == CLIENT_BODY)
			say_progress(client, id, url);
		if (bring_take(b, &event, e) == 1) {
			end_progress();
			return 1;
		}
	}
	return 0;
}

static int bring_one(struct cli *cli, const char *url, struct bring_event *e, struct bring **b,
                     struct err *err)
{
	struct client *client = cli->client(cli, err);
	struct store *s = client ? shelf_writable(cli->shelf, err) : NULL;
	struct bring_request request = {.url = url, .languages = cli->langs};
	int id;

	*b = s ? bring_new(s, client) : NULL;
	if (!*b)
		return err && err->code ? -1 : err_set(err, ERR_FAILED, "out of memory");
	id = bring_start(*b, &request, err);
	if (id < 0)
		return -1;
	if (!wait_for(*b, client, id, url, e))
		return err_set(err, ERR_FAILED, "%s: no answer", url);
	if (e->err.code) {
		*err = e->err;
		return -1;
	}
	store_queue_remove(s, url, NULL);
	return 0;
}

int bring_now(struct cli *cli, const char *url, struct err *err)
{
	struct bring *b;
	struct bring_event e;
	int rc;

	if (cli->offline)
		return err_set(err, ERR_NETWORK,
		               "%s: not in the store, and offline: `palais fetch` queues it", url);
	rc = bring_one(cli, url, &e, &b, err);
	/* a piece, or what could not be read, is there to be shown all the same */
	if (rc < 0 && b && e.version && (e.outcome == BRING_PART || e.outcome == BRING_UNREADABLE)) {
		fprintf(stderr, "palais: %s\n", err->text);
		err_clear(err);
		rc = 0;
	}
	bring_free(b);
	return rc;
}

static int queue(struct cli *cli, const char *url, struct err *err)
{
	struct err why = {0};
	struct store *s = shelf_writable(cli->shelf, &why);

	if (!s || store_queue_add(s, url, &why) < 0) {
		*err = why;
		return -1;
	}
	return 0;
}

static int fetch_one(struct cli *cli, const char *word, struct err *err)
{
	struct bring_event e = {0};
	struct bring *b = NULL;
	struct what w;
	int rc;

	if (what_read(word, &w, err) < 0)
		return -1;
	if (w.kind == WHAT_SYMBOL)
		return err_set(err, ERR_FAILED,
		               "%s: this version fetches web pages; give the address of one", w.key);
	if (w.kind != WHAT_WEB)
		return err_set(err, ERR_USAGE, "%s: not an address that can be fetched", word);
	if (cli->offline)
		rc = err_set(err, ERR_NETWORK, "%s: offline", w.key);
	else
		rc = bring_one(cli, w.key, &e, &b, err);
	if (rc == 0)
		printf("%s\t%s\t%llu bytes\n", w.key, e.outcome == BRING_SAME ? "unchanged" : "fetched",
		       (unsigned long long)e.down);
	bring_free(b);
	if (rc < 0 && err->code == ERR_NETWORK) {
		struct err why = *err;

		if (queue(cli, w.key, err) == 0)
			err_set(err, ERR_NETWORK, "%.300s: queued", why.text);
	}
	return rc;
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
