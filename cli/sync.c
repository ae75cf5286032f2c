/* sync: asks the dossier's feeds what is new, and what was queued. */
#include "config.h"

#include "cli/bring_cli.h"
#include "cli/cli.h"
#include "cli/print.h"

#include "fetch/obtain.h"
#include "model/date.h"
#include "model/news.h"
#include "model/url.h"
#include "model/vec.h"
#include "model/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct feed {
	char *name, *url;
	char lang[8];
};

struct sync {
	struct cli *cli;
	VEC(struct feed) feeds;
	uint64_t down, up;
	int requests, failed, network, fresh;
};

/* -- which ------------------------------------------------------------------ */

static bool is_there(const struct sync *s, const char *url)
{
	for (size_t i = 0; i < s->feeds.count; i++)
		if (!strcmp(s->feeds.at[i].url, url))
			return true;
	return false;
}

static int take_feed(const struct news_feed *f, void *payload)
{
	struct sync *s = payload;
	struct feed feed = {0};

	if (is_there(s, f->url))
		return 0;
	feed.name = strdup(f->name);
	feed.url = url_normal(f->url);
	snprintf(feed.lang, sizeof feed.lang, "%s", f->lang);
	if (feed.name && feed.url && vec_push(&s->feeds, feed) == 0)
		return 0;
	free(feed.name);
	free(feed.url);
	return -1;
}

/* Of the panes that were named, else of all. */
static int choose(struct sync *s, int argc, char **argv, struct err *err)
{
	int rc = 0;

	if (argc < 2)
		rc = news_each_feed(s->cli->shelf, s->cli->langs, NULL, take_feed, s, err);
	for (int i = 1; rc == 0 && i < argc; i++) {
		size_t before = s->feeds.count;

		rc = news_each_feed(s->cli->shelf, s->cli->langs, argv[i], take_feed, s, err);
		if (rc == 0 && s->feeds.count == before && i == 1)
			rc = err_set(err, ERR_USAGE, "sync: no feeds of a pane '%s' in your languages",
			             argv[i]);
	}
	return rc;
}

/* -- what it would cost -------------------------------------------------------- */

/* The size of the copy that is here is the best guess at that of the next one. */
static int say_plan(struct sync *s, struct err *err)
{
	int64_t sum = 0;
	size_t unknown = 0;
	char size[40];

	for (size_t i = 0; i < s->feeds.count; i++) {
		struct store_version v;
		struct store *from;
		int found = shelf_find(s->cli->shelf, s->feeds.at[i].url, NULL, &v, &from, err);

		if (found < 0)
			return -1;
		date_bytes(found ? v.size : 0, size, sizeof size);
		printf("%s\t", s->feeds.at[i].name);
		printf(found ? _("at most %s") : _("not known"), size);
		printf("\t%s\n", s->feeds.at[i].url);
		sum += found ? v.size : 0;
		unknown += !found;
		if (found)
			store_version_done(&v);
	}
	date_bytes(sum, size, sizeof size);
	/* TRANSLATORS: how many requests, their size in sum, and of how many it is not known */
	printf(_("%zu requests, at most %s where sizes are known (%zu are not)"), s->feeds.count,
	       size, unknown);
	putchar('\n');
	return 0;
}

/* -- asking -------------------------------------------------------------------- */

static const struct feed *feed_of(const struct sync *s, const char *url)
{
	for (size_t i = 0; i < s->feeds.count; i++)
		if (!strcmp(s->feeds.at[i].url, url))
			return &s->feeds.at[i];
	return NULL;
}

static void say_end(struct sync *s, const struct obtain_event *e, const struct news_taken *taken)
{
	const struct feed *f = feed_of(s, e->what);
	char size[40];

	date_bytes((int64_t)e->down, size, sizeof size);
	if (e->err.code) {
		fprintf(stderr, "palais: %s: %s\n", f ? f->name : e->what, e->err.text);
		s->failed++;
		s->network += e->err.code == ERR_NETWORK;
	} else if (e->outcome == BRING_SAME) {
		printf("%s\t%s\t%s\n", f ? f->name : e->what, _("unchanged"), size);
	} else {
		printf("%s\t", f ? f->name : e->what);
		/* TRANSLATORS: of a feed: its entries, those that belong to the file on Syria,
		 * and those that are new */
		printf(_("%d entries, %d of the file, %d new"), taken->entries, taken->kept,
		       taken->fresh);
		printf("\t%s\n", size);
	}
}

static int ask_all(struct sync *s, struct obtain *o, struct store *store, struct err *err)
{
	struct obtain_event e;

	for (size_t i = 0; i < s->feeds.count; i++) {
		struct obtain_request r = {.what = s->feeds.at[i].url, .languages = s->cli->langs,
		                           .feed = true};

		if (obtain_start(o, &r, err) < 0)
			return -1;
	}
	while (obtain_wait(o, &e, NULL, NULL)) {
		struct news_taken taken = {0};

		s->down += e.down;
		s->up += e.up;
		s->requests += e.asked;
		if (!e.err.code && e.doc && e.outcome == BRING_NEW &&
		    news_take(s->cli->shelf, store, e.what, e.doc, &taken, err) < 0)
			return -1;
		s->fresh += taken.fresh;
		say_end(s, &e, &taken);
	}
	return 0;
}

static int run(struct sync *s, struct err *err)
{
	struct obtain_config config = {.shelf = s->cli->shelf, .sources = s->cli->sources,
	                               .branch = s->cli->branch};
	struct obtain *o;
	char down[24], up[24];
	int rc;

	if (s->cli->offline)
		return err_set(err, ERR_NETWORK, "sync: offline");
	config.client = s->cli->client(s->cli, err);
	config.store = config.client ? shelf_writable(s->cli->shelf, err) : NULL;
	o = config.store ? obtain_new(&config) : NULL;
	if (!o)
		return err->code ? -1 : err_set(err, ERR_FAILED, "out of memory");
	rc = ask_all(s, o, config.store, err);
	obtain_free(o);
	date_bytes((int64_t)s->down, down, sizeof down);
	date_bytes((int64_t)s->up, up, sizeof up);
	/* TRANSLATORS: new headlines, bytes received and sent, how often was asked */
	printf(_("%d new headlines; %s down, %s up, %d requests"), s->fresh, down, up, s->requests);
	putchar('\n');
	if (rc == 0 && s->failed)
		rc = err_set(err, s->network == s->failed ? ERR_NETWORK : ERR_FAILED,
		             "sync: %d of %zu feeds failed", s->failed, s->feeds.count);
	return rc;
}

int cli_sync(struct cli *cli, int argc, char **argv, struct err *err)
{
	struct sync s = {.cli = cli};
	int rc = choose(&s, argc, argv, err);

	if (rc == 0)
		rc = cli->dry_run ? say_plan(&s, err) : run(&s, err);
	for (size_t i = 0; i < s.feeds.count; i++) {
		free(s.feeds.at[i].name);
		free(s.feeds.at[i].url);
	}
	vec_done(&s.feeds);
	if (rc < 0)
		return (int)err->code;
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}
