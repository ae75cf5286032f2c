/* SPDX-License-Identifier: ISC */
/* fetch: downloads now, side by side; what needs a network that is not there is queued. */
#include "config.h"

#include "cli/fetch.h"
#include "cli/verbs.h"

#include "cli/print.h"
#include "cli/progress.h"
#include "fetch/acquire/acquire.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/doc/reference.h"
#include "model/dossier/record.h"
#include "model/text/date.h"
#include "model/text/units.h"
#include "model/dossier/catalogue.h"
#include "model/views/find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int queue(struct session *session, const char *word, struct err *err)
{
	struct store *s = stores_writable(session->stores, err);

	return s ? store_queue_add(s, word, err) : -1;
}

/* -- one, for verbs that show it ------------------------------------------------- */

int fetch_now(struct session *session, const char *what, const char *lang, struct err *err)
{
	struct acquire_request r = {
		.kind = JOB_WISH, .what = what, .lang = lang, .languages = session->langs};
	struct acquire_event e = {.note = ""};
	struct progress progress;
	struct acquire *a;
	int rc = -1;

	if (session->options->offline)
		return err_set(err, ERR_NETWORK,
		               "%s: not in the store, and offline: `palais fetch` queues it", what);
	print_clock(session);
	a = session_acquire(session, err);
	if (a && acquire_add(a, &r, err) > 0) {
		progress_start(&progress, a, !progress_is_seen());
		if (!acquire_wait(a, &e, progress_tick, &progress))
			err_set(err, ERR_FAILED, "%s: no answer", what);
		progress_clear(&progress);
		rc = e.state == JOB_DONE ? 0 : -1;
		if (e.err.code)
			*err = e.err;
	}
	if (rc == 0 && *e.note)
		fprintf(stderr, "palais: %s: %s\n", what, e.note);
	/* a piece, or what could not be read, is there to be shown all the same */
	if (rc < 0 && e.version && (e.outcome == ACQUIRE_PART || e.outcome == ACQUIRE_UNREADABLE)) {
		/* why a document could not be read stands in its place */
		if (e.outcome == ACQUIRE_PART)
			fprintf(stderr, "palais: %s\n", err->text);
		err_clear(err);
		rc = 0;
	}
	acquire_free(a);
	return rc;
}

/* -- the verb ------------------------------------------------------------------------ */

struct run {
	struct session *session;
	struct acquire *acquire; /* NULL: there is no network, and all is queued */
	int status;
};

/* A line for each failure; the status is the worst: the network's where it was at
 * fault. again: bytes of it that came and had come before. */
static void fail_again(struct run *r, const struct err *why, uint64_t again)
{
	char bytes[40];

	fprintf(stderr, "palais: %s", why->text);
	if (again) {
		units_bytes((int64_t)again, bytes, sizeof bytes);
		fputs(C_("places", "; "), stderr);
		/* TRANSLATORS: bytes that had come before the line broke, and came once more */
		fprintf(stderr, _("%s of it a second time"), bytes);
	}
	fputc('\n', stderr);
	if ((int)why->code > r->status)
		r->status = (int)why->code;
}

static void fail(struct run *r, const struct err *why)
{
	fail_again(r, why, 0);
}

static void fail_network(struct run *r, const char *word, const struct err *why)
{
	struct err err = {0}, said = {0};

	if (queue(r->session, word, &err) < 0)
		fail(r, &err);
	else
		err_set(&said, ERR_NETWORK, "%.300s: queued", why->text);
	if (said.code)
		fail(r, &said);
}

/* Its server has said until when the copy that is here need not be asked for again. */
static bool is_fresh(struct run *r, const char *what, const char *lang)
{
	struct store_version v;
	struct store *from;
	char until[40];
	bool fresh;

	if (r->session->options->afresh ||
	    stores_find(r->session->stores, what, lang, &v, &from, NULL) <= 0)
		return false;
	fresh = v.whole && v.fresh > clock_now() && (!lang || !strcmp(v.lang, lang));
	date_time(v.fresh, until, sizeof until);
	store_version_done(&v);
	if (!fresh)
		return false;
	if (r->session->options->quiet)
		return true;
	printf("%s\t", what);
	/* TRANSLATORS: a document need not be asked for again until this time */
	printf(_("fresh until %.40s, its server says"), until);
	putchar('\n');
	return true;
}

/* One document in one language (NULL: the first of the reader's). */
static void ask_text(struct run *r, const char *what, const char *lang)
{
	struct acquire_request request = {.kind = JOB_WISH,
	                                  .what = what,
	                                  .lang = lang,
	                                  .languages = r->session->langs,
	                                  .afresh = false};
	struct err err = {0};
	char word[URL_MAX];

	if (is_fresh(r, what, lang))
		return;
	if (!r->acquire) {
		acquire_word(what, lang, word, sizeof word);
		err_set(&err, ERR_NETWORK, "%s: offline", what);
		fail_network(r, word, &err);
	} else if (acquire_add(r->acquire, &request, &err) < 0) {
		fail(r, &err);
	}
}

/* In every language that was asked for by -l. */
static void ask_languages(struct run *r, const char *symbol)
{
	size_t n;

	for (const char *s = r->session->langs; *s; s += n + (s[n] == ',')) {
		char lang[8];

		n = strcspn(s, ",");
		snprintf(lang, sizeof lang, "%.*s", n < 7 ? (int)n : 7, s);
		ask_text(r, symbol, lang);
	}
}

static void ask(struct run *r, const char *word)
{
	struct err err = {0};
	struct reference w;

	if (reference_read(word, &w, &err) == 0) {
		catalogue_complete_reference(stores_starter(r->session->stores), &w);
		if (w.kind == REFERENCE_SYMBOL && !record_is_issued(w.key))
			err_set(&err, ERR_FAILED,
			        "%s: no document of the UN's own system; give the address of its "
			        "page",
			        w.key);
		else if (w.kind == REFERENCE_SYMBOL && !*w.lang && r->session->options->langs_given)
			ask_languages(r, w.key);
		else if (w.kind == REFERENCE_SYMBOL || w.kind == REFERENCE_WEB)
			ask_text(r, w.key, *w.lang ? w.lang : NULL);
		else
			err_set(&err, ERR_USAGE, "%s: not an address that can be fetched", word);
	}
	if (err.code)
		fail(r, &err);
}

static void say_fetched(const struct acquire_event *e)
{
	char host[120], again[40];

	snprintf(host, sizeof host, "%.*s", (int)url_host(e->found).len, url_host(e->found).at);
	printf("%s\t%s\t", e->what, e->outcome == ACQUIRE_SAME ? _("unchanged") : _("fetched"));
	printf(messages_count("%llu byte", "%llu bytes", (long long)e->down),
	       (unsigned long long)e->down);
	if (*e->lang && e->doc)
		printf("\t%s\t%s", doc_fact(e->doc, DOC_LANGUAGE), host);
	if (e->again) {
		units_bytes((int64_t)e->again, again, sizeof again);
		putchar('\t');
		printf(_("%s of it a second time"), again);
	}
	putchar('\n');
	if (*e->note)
		fprintf(stderr, "palais: %s: %s\n", e->what, e->note);
}

static void take_end(struct run *r, const struct acquire_event *e)
{
	if (e->state == JOB_DONE && !r->session->options->quiet)
		say_fetched(e);
	else if (e->state == JOB_DONE)
		return;
	else if (e->err.code == ERR_NETWORK && e->asked && e->outcome == ACQUIRE_FAILED)
		fail_network(r, e->word, &e->err);
	else
		fail_again(r, &e->err, e->again);
	fflush(stdout);
}

static int take_queued(const char *word, int64_t added, void *payload)
{
	(void)added;
	ask(payload, word);
	return 0;
}

/* The words; without words what was queued. */
static int ask_all(struct run *r, int argc, char **argv, struct err *err)
{
	struct store *s = stores_personal(r->session->stores);

	for (int i = 1; i < argc; i++)
		ask(r, argv[i]);
	return argc < 2 && s ? store_each_queued(s, take_queued, r, err) : 0;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	struct run r = {.session = session};
	struct acquire_event e;
	struct progress progress;
	int rc;

	if (!session->options->offline) {
		print_clock(session);
		r.acquire = session_acquire(session, err);
		if (!r.acquire)
			return (int)err->code;
	}
	rc = ask_all(&r, argc, argv, err);
	if (rc == 0 && r.acquire) {
		progress_start(&progress, r.acquire, session->options->quiet);
		while (acquire_wait(r.acquire, &e, progress_tick, &progress)) {
			progress_clear(&progress);
			take_end(&r, &e);
		}
		progress_clear(&progress);
	}
	acquire_free(r.acquire);
	if (rc < 0)
		return (int)err->code;
	return print_end(stdout, err) < 0 ? ERR_FAILED : r.status;
}

const struct cli_verb fetch_verb = {
	.name = "fetch",
	.arguments = "[WHAT…]",
	.help = N_("downloads now; without a network, queues"),
	.open = true,
	.run = run,
};
