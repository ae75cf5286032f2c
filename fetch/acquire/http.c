#include "config.h"

#include "fetch/acquire/http_int.h"
#include "model/base/url.h"

#include <stdlib.h>
#include <string.h>

static char *copy(const char *s)
{
	return s ? strdup(s) : NULL;
}

static void item_free(struct item *i)
{
	if (!i)
		return;
	store_version_done(&i->had);
	store_part_done(&i->part);
	doc_free(i->doc);
	free(i->url);
	free(i->key);
	free(i->lang);
	free(i->type);
	free(i->languages);
	free(i->found);
	free(i->moved);
	free(i->validator);
	free(i->coding);
	free(i);
}

static struct item *find(const struct bring *b, int id)
{
	struct item *i = b->items;

	while (i && i->id != id)
		i = i->next;
	return i;
}

static void unlink_item(struct bring *b, struct item *i)
{
	struct item **at = &b->items;

	while (*at != i)
		at = &(*at)->next;
	*at = i->next;
	i->next = NULL;
}

struct bring *bring_new(struct store *store, struct client *client)
{
	struct bring *b = calloc(1, sizeof *b);

	if (!b)
		return NULL;
	b->store = store;
	b->client = client;
	return b;
}

void bring_free(struct bring *b)
{
	if (!b)
		return;
	while (b->items)
		bring_cancel(b, b->items->id);
	item_free(b->told);
	free(b);
}

bool bring_busy(const struct bring *b)
{
	return b->items;
}

static void take_last(void *payload, const char *bytes, size_t len)
{
	bring_keep_body(payload, bytes, len);
}

void bring_cancel(struct bring *b, int id)
{
	struct item *i = find(b, id);

	if (!i)
		return;
	client_cancel_after(b->client, id, take_last, i);
	unlink_item(b, i);
	bring_keep_rest(i);
	item_free(i);
}

/* -- asking ---------------------------------------------------------------- */

static int look_up(struct bring *b, struct item *i, struct err *err)
{
	int found = store_find(b->store, i->key, i->lang, &i->had, err);

	if (found < 0)
		return -1;
	i->good = found && i->had.whole && i->had.parser > 0;
	return 0;
}

static struct item *item_new(struct bring *b, const struct bring_request *r, char *url,
                             struct err *err)
{
	struct item *i = calloc(1, sizeof *i);

	if (!i) {
		free(url);
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	i->store = b->store;
	i->url = url;
	i->key = strdup(r->key ? r->key : url);
	i->lang = copy(r->lang);
	i->type = copy(r->type);
	i->languages = copy(r->languages);
	i->afresh = r->afresh;
	i->head_only = r->head_only;
	i->limit = r->limit;
	i->closed = r->closed;
	i->max_bytes = r->max_bytes;
	i->deadline_seconds = r->deadline_seconds;
	i->expected = i->length = -1;
	if (i->key && !look_up(b, i, err) && bring_find_part(b, i, err) >= 0)
		return i;
	item_free(i);
	return NULL;
}

/* A part of which all bytes are there: nothing is asked. */
static bool is_complete(const struct item *i)
{
	return i->part.id && !i->head_only && i->part.size == i->part.expected;
}

static int start(struct bring *b, struct item *i, struct err *err)
{
	if (is_complete(i)) {
		i->local = i->whole = true;
		i->expected = i->part.expected;
		i->found = strdup(i->part.url);
		if (!bring_adopt(b, i, NULL))
			return 0;
		/* its bytes are not as they should be */
		i->local = i->whole = i->wanted = i->adopted = false;
		store_abort(i->in);
		i->in = NULL;
		err_clear(&i->why);
		bring_forget_part(i, true);
	}
	return bring_ask(b, i, false, err);
}

int bring_start(struct bring *b, const struct bring_request *r, struct err *err)
{
	char *url = url_normal(r->url);
	struct item *i;

	if (!url)
		return err_set(err, ERR_USAGE, "%.300s: not an http or https address", r->url);
	for (i = b->items; i; i = i->next) {
		if (strcmp(i->url, url))
			continue;
		free(url);
		return i->id;
	}
	i = item_new(b, r, url, err);
	if (!i)
		return -1;
	if (start(b, i, err)) {
		bring_forget_part(i, false);
		item_free(i);
		return -1;
	}
	i->next = b->items;
	b->items = i;
	return i->id;
}

/* -- events ---------------------------------------------------------------- */

static int tell(struct bring *b, struct item *i, struct bring_event *out)
{
	unlink_item(b, i);
	/* What is not kept is dropped now, not when the owner next calls. */
	bring_keep_rest(i);
	b->told = i;
	*out = (struct bring_event){
		.id = i->id,
		.outcome = i->outcome,
		.url = i->url,
		.found = i->found ? i->found : "",
		.status = i->status,
		.asks_pause = i->asks_pause,
		.retry_after = i->retry_after,
		.version = i->had.id,
		.doc = i->doc,
		.down = i->down,
		.up = i->up,
		.bytes = i->bytes,
		.expected = i->expected,
		.again = i->again,
		.limited = i->limited,
		.overrun = i->overrun,
		.moved = i->moved ? i->moved : "",
		.length = i->length,
		.err = i->why,
	};
	return 1;
}

int bring_take(struct bring *b, const struct client_event *e, struct bring_event *out)
{
	struct item *i = find(b, e->id);

	item_free(b->told);
	b->told = NULL;
	if (!i)
		return -1;
	switch (e->kind) {
	case CLIENT_HEAD:
		return bring_answer(b, i, e->head) ? tell(b, i, out) : 0;
	case CLIENT_BODY:
		bring_keep_body(i, e->bytes, e->len);
		return 0;
	case CLIENT_END:
		bring_answer_end(b, i, e);
		return e->more ? 0 : tell(b, i, out);
	case CLIENT_DOC:
		bring_keep_doc(i, e);
		return tell(b, i, out);
	}
	return 0;
}

int bring_wait(struct bring *b, struct bring_event *out)
{
	struct client_event e;
	int got;

	while (bring_busy(b) && client_wait(b->client, &e)) {
		got = bring_take(b, &e, out);
		if (got > 0)
			return 1;
		if (got < 0 && e.kind == CLIENT_DOC)
			doc_free(e.doc);
	}
	return 0;
}
