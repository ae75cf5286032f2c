/* SPDX-License-Identifier: ISC */
/* sync: brings the store up to date. */
#include "config.h"

#include "cli/fetch.h"
#include "cli/hub.h"
#include "cli/print.h"
#include "cli/progress.h"
#include "cli/verbs.h"
#include "fetch/acquire/sync.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/store/repack.h"
#include "model/text/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PANES_MOST 16
/* Of what waits for a larger budget so many are named. */
#define WAITING_LISTED 10

/* Documents of a store of before that a sync packs when it is done. */
#define PACKED_AT_ONCE 256

struct run {
	struct session *session;
	struct sync *sync;
	struct acquire *acquire;
	struct progress progress;
	int fresh;   /* new headlines */
	int64_t sum; /* of a plan: bytes where they are known */
	size_t known, unknown, skipped;
	unsigned unasked; /* since their host did not answer */
	unsigned waiting; /* for a larger budget, without having been asked for */
	struct err lost;  /* that the store is another's by now */
};

static const char *kind_name(enum job_kind kind)
{
	static const char *const names[] = {
		[JOB_WISH] = N_("page"),         [JOB_QUEUED] = N_("queued"),
		[JOB_FEED] = N_("feed"),         [JOB_ARTICLE] = N_("article"),
		[JOB_DOCUMENT] = N_("document"), [JOB_ROBOTS] = "robots.txt",
	};

	return _(names[kind]);
}

/* -- what it would cost -------------------------------------------------------- */

static int say_planned(const struct sync_item *i, void *payload)
{
	struct run *r = payload;
	char size[40];

	units_bytes((int64_t)i->expected, size, sizeof size);
	printf("%s\t%s\t", kind_name(i->kind), i->title);
	if (i->skip)
		printf("%s", i->skip);
	else if (i->expected)
		/* TRANSLATORS: a size in bytes */
		printf(_("about %s"), size);
	else
		printf("%s", _("not known"));
	printf("\t%s%s%s\n", i->what, *i->lang ? " " : "", i->lang);
	r->skipped += i->skip != NULL;
	r->known += !i->skip && i->expected;
	r->unknown += !i->skip && !i->expected;
	r->sum += i->skip ? 0 : (int64_t)i->expected;
	return 0;
}

/* The only requests of a plan: where --sizes wants it, for what is not known. */
static int ask_sizes(struct run *r, struct err *err)
{
	struct acquire *a = session_acquire(r->session, err);
	int rc = a ? sync_ask_sizes(r->sync, a, err) : -1;

	acquire_free(a);
	return rc;
}

static int say_plan(struct run *r, struct err *err)
{
	char size[40], price[60];

	if (r->session->options->sizes && !r->session->options->offline && ask_sizes(r, err) < 0)
		return -1;

	sync_each(r->sync, say_planned, r);
	units_bytes(r->sum, size, sizeof size);
	price_print(&r->session->options->price, r->sum, price, sizeof price);
	/* TRANSLATORS: how many requests, their size in sum, and of how many it is not known */
	printf(_("%zu requests, about %s where sizes are known (%zu are not)"),
	       r->known + r->unknown, size, r->unknown);
	if (*price)
		printf("%s%s", C_("aside", ", "), price);
	if (r->session->options->budget) {
		units_bytes((int64_t)r->session->options->budget, size, sizeof size);
		printf("%s", C_("places", "; "));
		/* TRANSLATORS: bytes */
		printf(_("no more than %s is spent"), size);
	}
	putchar('\n');
	return 0;
}

/* -- asking -------------------------------------------------------------------- */

static int say_skipped(const struct sync_item *i, void *payload)
{
	(void)payload;
	if (i->skip)
		printf("%s\t%s\n", i->title, i->skip);
	return 0;
}

/* What came of one, in words. */
static void describe_end(struct run *r, const struct acquire_event *e,
                         const struct sync_taken *taken)
{
	const struct news_taken *n = &taken->news;

	if (e->state == JOB_NOWHERE)
		printf("%s", _("nowhere: it is not asked for again for a week"));
	else if (e->state == JOB_BARRED)
		printf("%s", _("not asked for: its host's robots.txt does not allow it"));
	else if (e->state == JOB_HELD)
		printf("%s", _("waits: the budget is used up"));
	else if (taken->feed && n->figures)
		printf(messages_count("%d figure", "%d figures", n->figures), n->figures);
	else if (taken->feed)
		/* TRANSLATORS: of a feed: its entries, those that belong to the file on Syria,
		 * and those that are new */
		printf(_("%d entries, %d of the file, %d new"), n->entries, n->kept, n->fresh);
	else if (e->asked && e->outcome == ACQUIRE_SAME)
		printf("%s", _("unchanged"));
	else
		printf("%s", _("fetched"));
	r->fresh += n->fresh;
}

static void say_failure(const struct acquire_event *e)
{
	/* many errors begin with what was asked for */
	if (!strncmp(e->err.text, e->title, strlen(e->title)))
		fprintf(stderr, "palais: %s\n", e->err.text);
	else
		fprintf(stderr, "palais: %s: %s\n", e->title, e->err.text);
}

/* Whether the end of one gets a line of the list. */
static bool is_listed(struct run *r, const struct acquire_event *e)
{
	/* the first of a host that does not answer has told why */
	bool unasked = e->state == JOB_FAILED && !e->asked && e->err.code == ERR_NETWORK;
	bool waits = e->state == JOB_HELD && !e->asked;

	r->unasked += unasked;
	r->waiting += waits;
	if (e->state == JOB_FAILED && !unasked) {
		say_failure(e);
		return false;
	}
	return !unasked && !r->session->options->quiet && (!waits || r->waiting <= WAITING_LISTED);
}

static void say_end(struct run *r, const struct acquire_event *e, const struct sync_taken *taken)
{
	char size[40], again[40];

	progress_clear(&r->progress);
	if (!is_listed(r, e))
		return;
	printf("%s\t", e->title);
	describe_end(r, e, taken);
	units_bytes((int64_t)e->down, size, sizeof size);
	printf("\t%s", size);
	if (e->again) {
		units_bytes((int64_t)e->again, again, sizeof again);
		putchar('\t');
		/* TRANSLATORS: bytes that had come before the line broke, and came once more */
		printf(_("%s of it a second time"), again);
	}
	putchar('\n');
}

static void say_totals(struct run *r)
{
	struct acquire_totals t;
	char down[40], up[40], more[40], price[60];

	acquire_totals(r->acquire, &t);
	units_bytes((int64_t)t.down, down, sizeof down);
	units_bytes((int64_t)t.up, up, sizeof up);
	/* TRANSLATORS: new headlines, bytes received and sent, how often was asked */
	printf(_("%d new headlines; %s down, %s up, %u requests"), r->fresh, down, up, t.asked);
	price_print(&r->session->options->price, (int64_t)(t.down + t.up), price, sizeof price);
	if (*price)
		printf("%s%s", C_("aside", ", "), price);
	if (t.again) {
		units_bytes((int64_t)t.again, more, sizeof more);
		printf("%s", C_("places", "; "));
		printf(_("%s came twice"), more);
	}
	if (t.overrun) {
		units_bytes((int64_t)t.overrun, more, sizeof more);
		printf("%s", C_("places", "; "));
		printf(_("%s past the budget"), more);
	}
	if (t.held) {
		printf("%s", C_("places", "; "));
		printf(messages_count("%u waits for a larger budget", "%u wait for a larger budget",
		                      (long long)t.held),
		       t.held);
	}
	if (r->unasked) {
		printf("%s", C_("places", "; "));
		printf(messages_count("%u was not asked for: its host does not answer",
		                      "%u were not asked for: their hosts do not answer",
		                      r->unasked),
		       r->unasked);
	}
	putchar('\n');
}

static void tick(void *run)
{
	struct run *r = run;

	if (!r->lost.code)
		sync_keep(r->sync, &r->lost);
	progress_tick(&r->progress);
}

static void say_waiting(const struct run *r)
{
	unsigned more = r->waiting > WAITING_LISTED ? r->waiting - WAITING_LISTED : 0;

	if (!more || r->session->options->quiet)
		return;
	/* TRANSLATORS: of a list that was cut off */
	printf(messages_count("%u more waits: `palais sync --dry-run` lists it",
	                      "%u more wait: `palais sync --dry-run` lists them", (long long)more),
	       more);
	putchar('\n');
}

static int take_all(struct run *r, struct err *err)
{
	struct acquire_event e;
	struct sync_taken taken;

	while (acquire_wait(r->acquire, &e, tick, r)) {
		if (r->lost.code) {
			*err = r->lost;
			return -1;
		}
		if (sync_take(r->sync, &e, &taken, err) < 0)
			return -1;
		say_end(r, &e, &taken);
		fflush(stdout);
	}
	progress_clear(&r->progress);
	say_waiting(r);
	return 0;
}

static int ask_all(struct run *r, struct err *err)
{
	struct store *store = stores_writable(r->session->stores, err);
	struct acquire_totals t;
	int rc;

	if (!store)
		return -1;
	print_clock(r->session);
	r->acquire = session_acquire(r->session, err);
	if (!r->acquire)
		return -1;
	acquire_budget(r->acquire, r->session->options->budget);
	progress_start(&r->progress, r->acquire, r->session->options->quiet);
	rc = sync_begin(r->sync, r->acquire, store, err);
	if (rc == 0 && !r->session->options->quiet)
		sync_each(r->sync, say_skipped, NULL);
	if (rc == 0)
		rc = take_all(r, err);
	if (rc == 0 && !r->session->options->quiet && !sync_is_silent(r->sync))
		say_totals(r);
	acquire_totals(r->acquire, &t);
	if (rc == 0 && sync_is_silent(r->sync))
		return err_set(err, ERR_NETWORK, "sync: no network: nothing was asked");
	if (rc == 0 && t.failed)
		rc = err_set(err, t.network == t.failed ? ERR_NETWORK : ERR_FAILED,
		             _("sync: %u of %u failed"), t.failed,
		             t.failed + t.done + t.held + t.barred + t.nowhere + t.cancelled);
	return rc;
}

static int run_plain(struct session *session, int argc, char **argv, struct err *err)
{
	struct run r = {.session = session};
	const char *panes[PANES_MOST];
	struct sync_config config = {.stores = session->stores,
	                             .langs = session->langs,
	                             .panes = panes,
	                             .full = session->options->full,
	                             .afresh = session->options->afresh,
	                             .since = session->options->since};
	int rc = sync_read_words(session->stores, argc - 1, argv + 1, &config.kinds, panes,
	                         PANES_MOST, &config.pane_count, err);

	if (!config.kinds)
		config.kinds = SYNC_ALL & ~(config.pane_count ? (unsigned)SYNC_QUEUE : 0u);
	if (rc == 0 && session->options->offline && !session->options->dry_run)
		rc = err_set(err, ERR_NETWORK, "sync: offline");
	r.sync = rc == 0 ? sync_new(&config, err) : NULL;
	if (r.sync)
		rc = sync_plan(r.sync, err);
	if (r.sync && rc == 0)
		rc = session->options->dry_run ? say_plan(&r, err) : ask_all(&r, err);
	acquire_free(r.acquire);
	sync_free(r.sync);
	if (!session->options->dry_run && stores_personal(session->stores)) {
		store_pack(stores_personal(session->stores), PACKED_AT_ONCE, false, NULL, NULL);
		progress_merge(stores_personal(session->stores), session->options->quiet);
	}
	if (rc < 0 || err->code)
		return (int)err->code;
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}

/* From servers; or from a hub alone. */
static int run(struct session *session, int argc, char **argv, struct err *err)
{
	if (!session->options->from)
		return run_plain(session, argc, argv, err);
	if (argc == 1)
		return hub_run_sync(session, err);
	err_set(err, ERR_USAGE, "sync --from: a hub has no kinds: '%.60s'", argv[1]);
	return ERR_USAGE;
}

const struct cli_verb sync_verb = {
	.name = "sync",
	.arguments = "[KIND…]",
	.word = sync_word,
	.help = N_("brings the store up to date, within a budget"),
	.open = true,
	.run = run,
};
