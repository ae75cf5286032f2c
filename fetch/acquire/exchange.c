/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/exchange_int.h"
#include "model/base/clock.h"
#include "model/base/url.h"

#include <stdlib.h>
#include <string.h>

static char *copy(const char *s)
{
	return s ? strdup(s) : NULL;
}

static void release(struct exchange *x)
{
	early_free(x->early);
	store_version_done(&x->had);
	store_part_done(&x->part);
	doc_free(x->answer.doc);
	free(x->answer.found);
	free(x->answer.moved);
	free(x->url);
	free(x->key);
	free(x->lang);
	free(x->languages);
	free(x->named_by);
	free(x->type);
	free(x->validator);
	free(x->coding);
	free(x);
}

static void take_last(void *payload, const char *bytes, size_t len)
{
	exchange_keep_body(payload, bytes, len);
}

void exchange_free(struct exchange *x)
{
	if (!x)
		return;
	if (!x->ended) {
		client_cancel_after(x->client, x->get, take_last, x);
		exchange_keep_rest(x);
	}
	release(x);
}

const struct answer *exchange_answer(const struct exchange *x)
{
	return &x->answer;
}

const char *exchange_url(const struct exchange *x)
{
	return x->url;
}

bool exchange_progress(const struct exchange *x, uint64_t *got, int64_t *length)
{
	return client_progress(x->client, x->get, got, length);
}

uint64_t exchange_came(const struct exchange *x)
{
	return client_came(x->client, x->get);
}

int exchange_refuse(struct exchange *x, enum acquire_outcome outcome, const char *why)
{
	x->answer.outcome = outcome;
	return err_set(&x->answer.err, ERR_FAILED, "%.300s: %s", x->url, why);
}

/* -- what is there -------------------------------------------------------- */

static int look_up(struct exchange *x, struct err *err)
{
	int found = store_find(x->store, x->key, x->lang, &x->had, err);

	if (found < 0)
		return -1;
	x->good = found && x->had.whole && x->had.parser > 0;
	return 0;
}

/* Looks for a part that the request can go on with, and claims it. */
static int find_part(struct exchange *x, struct err *err)
{
	int rc;

	if (!store_writable(x->store))
		return 0;
	rc = store_part_find(x->store, x->url, &x->part, err);
	if (rc <= 0 || x->head_only)
		return rc;
	rc = x->part.size ? store_part_claim(x->store, x->part.id, err) : 0;
	if (rc <= 0)
		store_part_done(&x->part);
	return rc;
}

void exchange_forget_part(struct exchange *x, bool discard)
{
	if (!x->part.id)
		return;
	if (discard && x->had.id == x->part.id)
		x->had.id = 0;
	if (discard)
		store_part_discard(x->store, x->part.id, NULL);
	else if (!x->head_only)
		store_part_release(x->store, x->part.id);
	store_part_done(&x->part);
}

/* -- asking --------------------------------------------------------------- */

/* A validator speaks of one address: the copy that it comes from has to be of
 * that address, or be what a server of that origin gave for this language. */
static bool may_validate(const struct exchange *x)
{
	if (!x->good || x->afresh)
		return false;
	return !strcmp(x->had.url, x->url) ||
	       (x->lang && !strcmp(x->had.lang, x->lang) && url_same_origin(x->had.url, x->url));
}

/* Only a body of the same coding goes on where another of its bytes ended. */
static void ask_from_part(struct exchange *x, struct client_request *r)
{
	const struct store_part *p = &x->part;
	const char *validator = http_part_validator(p);

	r->encoding = http_coding_again(p);
	if (!validator || x->plain)
		return;
	r->encoding = *p->coding ? p->coding : "identity";
	r->from = (uint64_t)p->size;
	r->if_range = validator;
	x->range.resumes = true;
}

int exchange_ask(struct exchange *x, bool again, struct err *err)
{
	struct client_request r = {
		.url = x->url,
		.languages = x->languages,
		.named_by = x->named_by,
		.limit = x->limit,
		.closed = x->closed && x->limit && !x->plain,
		.head_only = x->head_only,
	};

	x->range = (struct http_range){.limit = r.closed ? x->limit : 0};
	if (may_validate(x)) {
		r.etag = x->had.etag;
		r.last_modified = x->had.last_modified;
	}
	if (x->part.id && !x->head_only)
		ask_from_part(x, &r);
	if (again)
		return client_get_again(x->client, x->get, &r, err);
	x->get = client_get(x->client, &r, err);
	x->asked = clock_ms();
	return x->get < 0 ? -1 : 0;
}

/* A part of which all bytes are there: nothing is asked. */
static bool is_complete(const struct exchange *x)
{
	return x->part.id && !x->head_only && x->part.size == x->part.expected;
}

static int start(struct exchange *x, struct err *err)
{
	if (look_up(x, err) < 0 || find_part(x, err) < 0)
		return -1;
	if (is_complete(x)) {
		x->local = x->whole = true;
		x->answer.expected = x->part.expected;
		free(x->answer.found);
		x->answer.found = strdup(x->part.url);
		if (!exchange_adopt(x, NULL))
			return 0;
		store_abort(x->in);
		x->in = NULL;
		x->local = x->whole = false;
		exchange_disown(x);
	}
	return exchange_ask(x, false, err);
}

struct exchange *exchange_start(struct store *store, struct client *client,
                                const struct question *q, struct err *err)
{
	struct exchange *x = calloc(1, sizeof *x);

	if (!x) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	x->store = store;
	x->client = client;
	x->url = url_normal(q->url);
	x->key = copy(q->key ? q->key : x->url);
	x->lang = copy(q->lang);
	x->languages = copy(q->languages);
	x->named_by = copy(q->named_by);
	x->type = copy(q->type);
	x->afresh = q->afresh;
	x->head_only = q->head_only;
	x->limit = q->limit;
	x->closed = q->closed;
	x->may_early = q->early;
	x->answer.found = strdup("");
	x->answer.moved = strdup("");
	x->answer.expected = x->answer.length = x->answer.retry_after = -1;
	if (!x->url)
		err_set(err, ERR_USAGE, "%.300s: not an http or https address", q->url);
	else if (start(x, err) == 0)
		return x;
	exchange_forget_part(x, false);
	release(x);
	return NULL;
}

/* -- events --------------------------------------------------------------- */

static bool take(struct exchange *x, const struct client_event *e)
{
	switch (e->kind) {
	case CLIENT_HEAD:
		return exchange_head(x, e->head);
	case CLIENT_BODY:
		exchange_keep_body(x, e->bytes, e->len);
		if (x->early)
			early_add(x->early, e->bytes, e->len);
		return false;
	case CLIENT_END:
		if (x->early)
			early_end(x->early);
		exchange_end(x, e);
		return !e->more;
	case CLIENT_DOC:
		exchange_keep_doc(x, e);
		return true;
	}
	return false;
}

int64_t exchange_early_due(const struct exchange *x)
{
	return x->early && !x->ended ? early_due(x->early) : -1;
}

void exchange_early_begin(struct exchange *x)
{
	early_begin(x->early);
}

const struct doc *exchange_early(const struct exchange *x)
{
	return x->early ? early_doc(x->early) : NULL;
}

int exchange_take(struct exchange *x, const struct client_event *e)
{
	int shown = x->early && !x->ended ? early_take(x->early, e) : -1;

	if (shown >= 0)
		return shown ? 2 : 0;
	if (x->ended || e->id != x->get)
		return -1;
	if (!take(x, e))
		return 0;
	x->ended = true;
	/* what is not kept is dropped now, not when the owner next calls */
	exchange_keep_rest(x);
	x->answer.version = x->had.id;
	return 1;
}
