/* The page of transfers: what waits, what is under way, what came and what did not. */
#include "config.h"

#include "tui/app_int.h"

#include "model/date.h"
#include "model/store_news.h"
#include "model/store_parts.h"
#include "model/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of what has ended the page shows so many. */
#define ENDED_MOST 100
#define BAR 8

struct transfers {
	struct app *app;
	struct doc_maker *m;
	enum download_state state;
	const char *heading;
	size_t count, all; /* of this state; of all */
};

static void add_heading(struct doc_maker *m, const char *text)
{
	app_begin(m, DOC_HEADING);
	doc_attr(m, "level", "2");
	doc_add_str(m, text);
}

/* "▕████░░░░▏" */
static void add_bar(struct buf *b, uint64_t got, int64_t length)
{
	int full = (int)(got * BAR / (uint64_t)length);

	buf_str(b, "▕");
	for (int i = 0; i < BAR; i++)
		buf_str(b, i < full ? "█" : "░");
	buf_str(b, "▏ ");
}

static void add_size(struct buf *b, const struct download *d)
{
	char size[40], all[40];

	date_bytes((int64_t)(d->state == DOWNLOAD_MOVING ? d->got : d->down), size, sizeof size);
	if (d->state == DOWNLOAD_MOVING && d->length > 0) {
		date_bytes(d->length, all, sizeof all);
		buf_printf(b, "%s / %s", size, all);
	} else if (d->state == DOWNLOAD_MOVING ? d->got : d->down) {
		buf_str(b, size);
	} else if (d->expected) {
		date_bytes((int64_t)d->expected, size, sizeof size);
		/* TRANSLATORS: a size in bytes */
		buf_printf(b, _("about %s"), size);
	}
}

static void add_facts(struct buf *b, const struct download *d)
{
	char size[40];

	if (d->state == DOWNLOAD_MOVING && d->length > 0 && d->got <= (uint64_t)d->length)
		add_bar(b, d->got, d->length);
	add_size(b, d);
	if (d->rate) {
		date_bytes((int64_t)d->rate, size, sizeof size);
		buf_printf(b, " · %s/s", size);
	}
	if (d->left >= 0) {
		buf_str(b, " · ");
		/* TRANSLATORS: seconds until a download has come */
		buf_printf(b, _("%lld s left"), (long long)d->left);
	}
	if (d->later > 0) {
		buf_str(b, b->len ? " · " : "");
		buf_printf(b, _("asked again in %lld s"), (long long)d->later);
	} else if (d->state == DOWNLOAD_MOVING && !d->got && *d->host) {
		buf_printf(b, "%s%s", b->len ? " · " : "", d->host);
	}
}

/* Whether the document can be read offline now. */
static bool is_here(struct app *a, const struct download *d)
{
	struct store_version v;
	struct store *from;

	if (shelf_find(a->cli->shelf, d->what, *d->lang ? d->lang : NULL, &v, &from, NULL) <= 0)
		return false;
	store_version_done(&v);
	return true;
}

static int add_download(const struct download *d, void *payload)
{
	struct transfers *t = payload;
	char title[300];
	struct buf facts;
	uint32_t at;

	if (d->state != t->state)
		return 0;
	if (!t->count++)
		add_heading(t->m, t->heading);
	t->all++;
	snprintf(title, sizeof title, "%.280s%s%s", d->title, *d->lang ? " " : "", d->lang);
	app_begin(t->m, DOC_ITEM);
	doc_attr(t->m, "marker", is_here(t->app, d) ? "●" : "○");
	doc_add_link(t->m, title, d->word);
	buf_init(&facts, 400);
	add_facts(&facts, d);
	if (facts.len) {
		at = doc_text_length(t->m);
		doc_add_str(t->m, " ");
		doc_add_text(t->m, facts.bytes, facts.len);
		doc_add_span(t->m, DOC_TAIL, at, doc_text_length(t->m), "");
	}
	buf_done(&facts);
	if (*d->note) {
		app_begin(t->m, DOC_QUOTE);
		doc_add_str(t->m, d->note);
	}
	return t->count >= ENDED_MOST;
}

static void add_state(struct transfers *t, enum download_state state, const char *heading)
{
	t->state = state;
	t->heading = heading;
	t->count = 0;
	if (t->app->downloads)
		downloads_each(t->app->downloads, add_download, t);
	if (t->count >= ENDED_MOST) {
		app_begin(t->m, DOC_PARAGRAPH);
		doc_add_str(t->m, _("More of these are not shown."));
	}
}

/* -- what is kept in the store ------------------------------------------------- */

static int add_queued(const char *what, int64_t added, void *payload)
{
	struct transfers *t = payload;
	char age[60];
	uint32_t at;

	if (t->app->downloads && downloads_find(t->app->downloads, what))
		return 0;
	if (!t->count++)
		add_heading(t->m, t->heading);
	t->all++;
	date_age(added, store_now(), age, sizeof age);
	app_begin(t->m, DOC_ITEM);
	doc_attr(t->m, "marker", "○");
	doc_add_link(t->m, what, what);
	at = doc_text_length(t->m);
	doc_add_str(t->m, " ");
	doc_add_str(t->m, age);
	doc_add_span(t->m, DOC_TAIL, at, doc_text_length(t->m), "");
	return 0;
}

static int add_part(const struct store_part *p, void *payload)
{
	struct transfers *t = payload;
	char here[40], all[40];
	uint32_t at;

	if (p->held || !*p->asked)
		return 0;
	if (!t->count++)
		add_heading(t->m, t->heading);
	t->all++;
	app_begin(t->m, DOC_ITEM);
	doc_attr(t->m, "marker", p->readable ? "◐" : "○");
	doc_add_link(t->m, p->asked, p->asked);
	date_bytes(p->size, here, sizeof here);
	date_bytes(p->expected, all, sizeof all);
	at = doc_text_length(t->m);
	doc_add_str(t->m, " ");
	doc_add_str(t->m, here);
	if (p->expected > 0) {
		doc_add_str(t->m, " / ");
		doc_add_str(t->m, all);
	}
	doc_add_span(t->m, DOC_TAIL, at, doc_text_length(t->m), "");
	return t->count >= ENDED_MOST;
}

static int add_stored(struct transfers *t, struct err *err)
{
	struct store *s = shelf_personal(t->app->cli->shelf);

	if (!s)
		return 0;
	t->count = 0;
	t->heading = _("Waiting for a network");
	if (store_each_queued(s, add_queued, t, err) < 0)
		return -1;
	t->count = 0;
	t->heading = _("Broken off: r, or opening it, brings the rest");
	return store_each_part(s, add_part, t, err);
}

/* -- the page -------------------------------------------------------------------- */

static void add_costs(struct app *a, struct doc_maker *m)
{
	struct store *s = shelf_personal(a->cli->shelf);
	struct download_totals t = {.down = 0};
	int64_t down = 0, up = 0, requests = 0;
	char d[40], u[40], price[60], text[300];

	if (a->downloads)
		downloads_totals(a->downloads, &t);
	date_bytes((int64_t)t.down, d, sizeof d);
	date_bytes((int64_t)t.up, u, sizeof u);
	app_begin(m, DOC_PARAGRAPH);
	snprintf(text, sizeof text, _("Since palais was started: %s down, %s up."), d, u);
	doc_add_str(m, text);
	if (!s || store_usage(s, &down, &up, &requests, NULL) < 0 || !requests)
		return;
	date_bytes(down, d, sizeof d);
	date_bytes(up, u, sizeof u);
	price_print(&a->cli->price, down + up, price, sizeof price);
	doc_add_str(m, " ");
	/* TRANSLATORS: bytes received and sent, and how often was asked */
	snprintf(text, sizeof text, _("This month: %s down, %s up, %lld requests"), d, u,
	         (long long)requests);
	doc_add_str(m, text);
	doc_add_str(m, *price ? ", " : "");
	doc_add_str(m, price);
	doc_add_str(m, ".");
}

struct doc *app_transfers_page(struct app *a, struct err *err)
{
	struct transfers t = {.app = a, .m = doc_maker_new(0)};

	if (!t.m)
		return NULL;
	app_begin_page(t.m, _("Transfers"));
	add_costs(a, t.m);
	add_state(&t, DOWNLOAD_MOVING, _("Being fetched"));
	add_state(&t, DOWNLOAD_WAITING, _("Waiting"));
	add_state(&t, DOWNLOAD_FAILED, _("Failed: r asks again"));
	add_state(&t, DOWNLOAD_HELD, _("The budget is used up: r asks for it"));
	if (add_stored(&t, err) < 0) {
		doc_maker_free(t.m);
		return NULL;
	}
	add_state(&t, DOWNLOAD_BARRED, _("Not asked for of palais' own accord"));
	add_state(&t, DOWNLOAD_CANCELLED, _("Ended by you: r asks again"));
	add_state(&t, DOWNLOAD_DONE, _("Done"));
	if (!t.all) {
		app_begin(t.m, DOC_PARAGRAPH);
		doc_add_str(t.m, _("Nothing is being fetched, and nothing waits."));
	}
	return doc_finish(t.m, err);
}

/* -- the reader's hand ------------------------------------------------------------- */

struct sought {
	const char *word;
	int id;
};

static int is_sought(const struct download *d, void *payload)
{
	struct sought *s = payload;

	if (!strcmp(d->word, s->word))
		s->id = d->id;
	return s->id;
}

/* The download of the line that the reader is on; 0. */
static int chosen(struct app *a, struct tab *t)
{
	struct sought s = {pane_link(t->pane), 0};

	if (s.word && a->downloads && app_on_transfers(t))
		downloads_each(a->downloads, is_sought, &s);
	return s.id;
}

bool app_on_transfers(const struct tab *t)
{
	return !strcmp(t->what.key, "palais:transfers");
}

/* What is a line of the page moves in it; the reader stays with it. */
void app_transfers_renew(struct app *a, struct tab *t)
{
	const char *href = pane_link(t->pane);
	char *copy = href ? strdup(href) : NULL;

	app_reload(a, t);
	if (copy)
		pane_go_href(t->pane, copy);
	free(copy);
}

bool app_transfers_cancel(struct app *a, struct tab *t)
{
	int id = chosen(a, t);

	if (!id)
		return false;
	downloads_cancel(a->downloads, id);
	app_transfers_renew(a, t);
	app_say(a, "ended; what came is kept");
	return true;
}

/* What failed is asked for again; of what waits in the store, its rest. */
bool app_transfers_retry(struct app *a, struct tab *t)
{
	const char *href = pane_link(t->pane);
	int id = chosen(a, t);
	struct err err = {0};
	struct what w;

	if (!app_on_transfers(t) || !href)
		return false;
	a->asked = true;
	a->no_network = false;
	if (a->cli->offline)
		app_say(a, "offline: nothing is asked");
	else if (id)
		app_say(a, downloads_retry(a->downloads, id) ? N_("asked for again")
		                                             : N_("it is not to be asked for again"));
	else if (what_read(href, &w, &err) < 0 ||
	         app_fetch(a, w.key, *w.lang ? w.lang : NULL, false, &err) < 0)
		app_say(a, "%s", err.text);
	app_transfers_renew(a, t);
	return true;
}

int app_transfers_move(struct app *a, struct tab *t, int places)
{
	int id = chosen(a, t);

	if (!id || !downloads_move(a->downloads, id, places)) {
		app_say(a, "on the page of transfers (d), what waits can be moved");
		return DID_DRAW;
	}
	app_transfers_renew(a, t);
	return DID_DRAW;
}
