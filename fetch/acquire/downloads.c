#include "config.h"

#include "fetch/acquire/downloads_int.h"
#include "model/base/clock.h"
#include "model/base/messages.h"
#include "model/base/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void item_free(struct item *i)
{
	if (!i)
		return;
	free(i->what);
	free(i->lang);
	free(i->languages);
	free(i->title);
	free(i->word);
	free(i);
}

struct downloads *downloads_new(const struct downloads_config *config)
{
	struct downloads *d = calloc(1, sizeof *d);

	if (!d)
		return NULL;
	d->config = *config;
	d->store = config->obtain.store;
	d->config.obtain.allow = downloads_allow;
	d->config.obtain.payload = d;
	d->obtain = obtain_new(&d->config.obtain);
	if (d->obtain)
		return d;
	free(d);
	return NULL;
}

void downloads_free(struct downloads *d)
{
	if (!d)
		return;
	obtain_free(d->obtain);
	for (size_t i = 0; i < d->items.count; i++)
		item_free(d->items.at[i]);
	vec_done(&d->items);
	downloads_hosts_done(d);
	free(d);
}

void downloads_budget(struct downloads *d, uint64_t bytes)
{
	d->budget = bytes;
	d->spent = d->overrun = 0;
}

struct item *downloads_item(const struct downloads *d, int id)
{
	for (size_t i = 0; i < d->items.count; i++)
		if (d->items.at[i]->id == id)
			return d->items.at[i];
	return NULL;
}

static size_t place_of(const struct downloads *d, const struct item *item)
{
	size_t at = 0;

	while (d->items.at[at] != item)
		at++;
	return at;
}

/* -- adding ------------------------------------------------------------------- */

/* The order of kinds: a robots.txt is asked for with those that need it. */
static int rank(enum download_kind kind)
{
	return kind == DOWNLOAD_ROBOTS ? DOWNLOAD_QUEUED : (int)kind;
}

static bool is_ended(const struct item *i)
{
	return i->state != DOWNLOAD_WAITING && i->state != DOWNLOAD_MOVING;
}

/* Behind all that come before its kind. Ended ones stand before everything. */
static void put_in_order(struct downloads *d, struct item *item)
{
	size_t from = d->items.count - 1, to = from;

	while (to > 0 && !is_ended(d->items.at[to - 1]) &&
	       rank(d->items.at[to - 1]->kind) > rank(item->kind))
		to--;
	memmove(&d->items.at[to + 1], &d->items.at[to], (from - to) * sizeof *d->items.at);
	d->items.at[to] = item;
}

static void take_out(struct downloads *d, size_t at)
{
	memmove(&d->items.at[at], &d->items.at[at + 1],
	        (d->items.count - at - 1) * sizeof *d->items.at);
	d->items.count--;
}

static struct item *item_new(const struct download_request *r)
{
	struct item *i = calloc(1, sizeof *i);
	char word[URL_MAX];

	if (!i)
		return NULL;
	obtain_word(r->what, r->lang, word, sizeof word);
	i->kind = r->kind;
	i->what = strdup(r->what);
	i->lang = strdup(r->lang ? r->lang : "");
	i->languages = r->languages ? strdup(r->languages) : NULL;
	i->title = strdup(r->title && *r->title ? r->title : r->what);
	i->word = strdup(word);
	i->afresh = r->afresh;
	i->ahead = !r->wanted && (r->kind == DOWNLOAD_ARTICLE || r->kind == DOWNLOAD_DOCUMENT);
	i->expected = r->expected;
	if (i->what && i->lang && i->title && i->word && (!r->languages || i->languages))
		return i;
	item_free(i);
	return NULL;
}

/* One that is there already; the reader's wish is not told as something else's. */
static int join(struct downloads *d, struct item *there, const struct download_request *r)
{
	if (r->kind == DOWNLOAD_WISH && there->kind != DOWNLOAD_WISH) {
		there->kind = DOWNLOAD_WISH;
		there->ahead = false;
		if (there->state == DOWNLOAD_WAITING) {
			take_out(d, place_of(d, there));
			d->items.at[d->items.count++] = there; /* there is room: it was there */
			put_in_order(d, there);
		}
	}
	return there->id;
}

int downloads_add(struct downloads *d, const struct download_request *r, struct err *err)
{
	struct item *item = item_new(r);

	if (!item)
		return err_set(err, ERR_FAILED, "out of memory");
	for (size_t i = 0; i < d->items.count; i++) {
		struct item *there = d->items.at[i];

		if (strcmp(there->word, item->word))
			continue;
		if (!is_ended(there)) {
			item_free(item);
			return join(d, there, r);
		}
		/* what ended stands once in the list; its end has to be told first */
		if (!there->untold && there != d->told) {
			take_out(d, i--);
			item_free(there);
		}
	}
	if (vec_push(&d->items, item) < 0) {
		item_free(item);
		return err_set(err, ERR_FAILED, "out of memory");
	}
	item->id = ++d->last_id;
	put_in_order(d, item);
	return item->id;
}

int downloads_find(const struct downloads *d, const char *word)
{
	for (size_t i = 0; i < d->items.count; i++)
		if (!is_ended(d->items.at[i]) && !strcmp(d->items.at[i]->word, word))
			return d->items.at[i]->id;
	return 0;
}

/* -- looking ------------------------------------------------------------------ */

void downloads_watch(struct downloads *d)
{
	const char *host;
	int64_t length;
	uint64_t got;

	for (size_t i = 0; i < d->items.count; i++) {
		struct item *it = d->items.at[i];

		if (it->state != DOWNLOAD_MOVING || it->began ||
		    !obtain_progress(d->obtain, it->obtain, &got, &length, &host) || !got)
			continue;
		it->began = clock_ms();
		it->began_at = got;
	}
}

static void describe_moving(struct downloads *d, const struct item *i, struct download *out)
{
	int64_t passed;

	out->length = -1;
	out->later = obtain_later_seconds(d->obtain, i->obtain);
	if (!obtain_progress(d->obtain, i->obtain, &out->got, &out->length, &out->host))
		return;
	passed = i->began ? clock_ms() - i->began : 0;
	if (passed < 500 || out->got <= i->began_at)
		return;
	out->rate = (out->got - i->began_at) * 1000 / (uint64_t)passed;
	if (out->rate && out->length > 0 && (uint64_t)out->length >= out->got)
		out->left = (int64_t)(((uint64_t)out->length - out->got) / out->rate);
}

static void describe(struct downloads *d, const struct item *i, struct download *out)
{
	*out = (struct download){
		.id = i->id,
		.kind = i->kind,
		.state = i->state,
		.what = i->what,
		.lang = i->lang,
		.title = i->title,
		.word = i->word,
		.host = "",
		.note = i->note,
		.length = -1,
		.expected = i->expected,
		.down = i->down,
		.up = i->up,
		.left = -1,
	};
	if (i->state == DOWNLOAD_MOVING)
		describe_moving(d, i, out);
}

size_t downloads_count(const struct downloads *d)
{
	return d->items.count;
}

void downloads_each(struct downloads *d, int (*each)(const struct download *, void *),
                    void *payload)
{
	struct download out;
	int stop = 0;

	for (size_t i = 0; !stop && i < d->items.count; i++) {
		if (is_ended(d->items.at[i]) || d->items.at[i]->kind == DOWNLOAD_ROBOTS)
			continue;
		describe(d, d->items.at[i], &out);
		stop = each(&out, payload);
	}
	for (size_t i = d->items.count; !stop && i-- > 0;) {
		if (!is_ended(d->items.at[i]) || d->items.at[i]->kind == DOWNLOAD_ROBOTS)
			continue;
		describe(d, d->items.at[i], &out);
		stop = each(&out, payload);
	}
}

bool downloads_get(struct downloads *d, int id, struct download *out)
{
	const struct item *i = downloads_item(d, id);

	if (i)
		describe(d, i, out);
	return i != NULL;
}

void downloads_totals(const struct downloads *d, struct download_totals *t)
{
	*t = (struct download_totals){.down = d->down,
	                              .up = d->up,
	                              .again = d->again,
	                              .overrun = d->overrun,
	                              .asked = d->asked};
	for (size_t i = 0; i < d->items.count; i++) {
		const struct item *it = d->items.at[i];
		unsigned *const counts[] = {&t->waiting, &t->moving, &t->done,    &t->failed,
		                            &t->held,    &t->barred, &t->nowhere, &t->cancelled};

		if (it->kind == DOWNLOAD_ROBOTS)
			continue;
		++*counts[it->state];
		t->network += it->state == DOWNLOAD_FAILED && it->why.code == ERR_NETWORK;
	}
}

bool downloads_busy(const struct downloads *d)
{
	for (size_t i = 0; i < d->items.count; i++)
		if (!is_ended(d->items.at[i]) || d->items.at[i]->untold)
			return true;
	return false;
}

/* -- the reader's hand ---------------------------------------------------------- */

void downloads_end(struct downloads *d, struct item *i, enum download_state state,
                   const struct err *why)
{
	size_t from = place_of(d, i), to = 0;

	while (to < from && is_ended(d->items.at[to]))
		to++;
	memmove(&d->items.at[to + 1], &d->items.at[to], (from - to) * sizeof *d->items.at);
	d->items.at[to] = i;
	i->state = state;
	if (i->kind == DOWNLOAD_ROBOTS && (state == DOWNLOAD_HELD || state == DOWNLOAD_CANCELLED))
		downloads_robots_dropped(d, i);
	i->untold = true;
	i->obtain = 0;
	i->reserved = 0;
	i->why = *why;
	snprintf(i->note, sizeof i->note, "%.299s", why->text);
}

void downloads_cancel(struct downloads *d, int id)
{
	struct item *i = downloads_item(d, id);
	struct err why = {0};

	if (!i || is_ended(i))
		return;
	downloads_drop(d, i);
	downloads_end(d, i, DOWNLOAD_CANCELLED, &why);
}

bool downloads_retry(struct downloads *d, int id)
{
	struct item *i = downloads_item(d, id);

	if (!i || !is_ended(i) || i->state == DOWNLOAD_DONE)
		return false;
	i->state = DOWNLOAD_WAITING;
	i->untold = i->near = false;
	i->why = (struct err){0};
	i->note[0] = '\0';
	downloads_forget_hosts(d);
	take_out(d, place_of(d, i));
	d->items.at[d->items.count++] = i;
	put_in_order(d, i);
	return true;
}

bool downloads_move(struct downloads *d, int id, int places)
{
	struct item *i = downloads_item(d, id);
	size_t at, other;
	int step = places < 0 ? -1 : 1;
	bool moved = false;

	if (!i || i->state != DOWNLOAD_WAITING)
		return false;
	for (int left = abs(places); left; left--) {
		at = other = place_of(d, i);
		do
			other += (size_t)step; /* past 0 it is larger than all */
		while (other < d->items.count && d->items.at[other]->state != DOWNLOAD_WAITING);
		if (other >= d->items.count)
			break;
		d->items.at[at] = d->items.at[other];
		d->items.at[other] = i;
		moved = true;
	}
	return moved;
}
