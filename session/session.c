/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/session.h"

#include "fetch/acquire/acquire.h"
#include "fetch/helpers/client.h"
#include "fetch/helpers/rows.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/dossier/hashes.h"
#include "model/store/store.h"
#include "model/text/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int output_width(const struct options *o)
{
	struct winsize ws;

	if (o->width)
		return o->width;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_col >= 20)
		return ws.ws_col;
	return 80;
}

/* What SQLite sorts beside its memory lies beside the store, not where anybody writes. SQLite
 * asks for it with its first store. */
static void sort_beside(const char *store)
{
	const char *slash = strrchr(store, '/');
	char folder[4096];
	int n = slash ? (int)(slash - store) : 1;

	snprintf(folder, sizeof folder, "%.*s", n ? n : 1, slash ? store : ".");
	if (strcmp(store, STORE_MEMORY) != 0)
		setenv("SQLITE_TMPDIR", folder, 1);
}

void session_init(struct session *s, const struct options *options)
{
	*s = (struct session){.options = options,
	                      .langs = options->langs,
	                      .width = output_width(options),
	                      .budget = options->budget,
	                      .metered = options->metered};
	sort_beside(options->store);
}

void session_done(struct session *s)
{
	browser_stop(&s->browser);
	client_free(s->client);
	stores_close(s->stores);
	rows_free(s->rows);
}

int session_open(struct session *s, struct err *err)
{
	const struct options *o = s->options;
	struct stores_config config = {.personal = o->store,
	                               .sites = o->sites.at,
	                               .site_count = o->sites.count,
	                               .starter = o->starter,
	                               .bytes = catalogue_by_hash,
	                               .unpack = rows_unpack,
	                               .shows = s->shows};

	s->rows = rows_new(o->carry_path);
	if (!s->rows)
		return err_set(err, ERR_FAILED, "out of memory");
	config.unpack_payload = s->rows;
	s->stores = stores_open(&config, err);
	if (!s->stores)
		return -1;
	s->feeds = (struct feeds_config){o->feeds.at, o->feeds.count, o->topics.at, o->topics.count,
	                                 o->appname};
	stores_set_feeds(s->stores, &s->feeds);
	return 0;
}

bool session_clock(const struct session *s, char *out, size_t size)
{
	struct store *own = stores_personal(s->stores);
	enum store_clock clock = own ? store_clock(own) : STORE_CLOCK_RIGHT;
	char now[40];

	if (clock == STORE_CLOCK_RIGHT)
		return false;
	date_time(clock_now(), now, sizeof now);
	snprintf(out, size,
	         clock == STORE_CLOCK_BEFORE
	                 ? _("the clock says %.16s, which is before what came last: is it right?")
	                 : _("the clock says %.16s, years after what came last: is it right?"),
	         now);
	return true;
}

bool session_closed(const struct session *s, char *out, size_t size)
{
	const char *path = stores_closed(s->stores);

	if (path)
		snprintf(out, size,
		         _("its folder is closed, so what is there is not shown, and nothing is "
		           "kept: %.300s"),
		         path);
	return path;
}

struct client *session_client(struct session *s, struct err *err)
{
	const struct options *o = s->options;
	struct client_config config = {.fetch_path = o->fetch_path,
	                               .parse_path = o->parse_path,
	                               .mirrors = o->mirrors.at,
	                               .mirror_count = o->mirrors.count,
	                               .public_only = o->rights.restricted,
	                               .offline = o->offline};

	if (!s->client)
		s->client = client_new(&config, err);
	return s->client;
}

struct acquire *session_acquire(struct session *s, struct err *err)
{
	struct acquire_config config = {
		.stores = s->stores, .sources = s->options->sources, .branch = s->options->branch};
	struct acquire *a;

	config.client = session_client(s, err);
	if (config.client)
		client_wake(config.client);
	config.store = config.client ? stores_receiving(s->stores, err) : NULL;
	if (!config.store)
		return NULL;
	a = acquire_new(&config);
	if (!a)
		err_set(err, ERR_FAILED, "out of memory");
	return a;
}
