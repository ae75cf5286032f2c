/* SPDX-License-Identifier: ISC */
/* One piece of one file of a hub, from the request to its last byte. */
#include "config.h"

#include "fetch/acquire/hub_int.h"
#include "fetch/acquire/http.h"
#include "fetch/acquire/internal.h"
#include "model/base/messages.h"
#include "model/dossier/headlines.h"
#include "model/store/hubs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* So often is asked again after nothing came. */
#define PROGRESS_LEAST 256 /* bytes that a request has to bring, or it has brought nothing */
#define TRIES 2
/* A deadline is for lines of so many bytes a second at least: half of 64 kbit/s is shared
 * with others. */
#define SLOWEST 1000

/* A request and its answer. */
struct asking {
	struct hub_run *run;
	struct hub_piece *piece;
	const char *url;
	int id;
	uint64_t from, limit; /* of this request; limit 0: a file of unknown size */
	bool ended, broke;    /* broke: the line did */
	struct err err;
};

/* -- the answer ------------------------------------------------------------------------ */

static void spend(struct hub_run *r, uint64_t down, uint64_t up)
{
	r->result->down += down;
	r->result->up += up;
	if (r->budget.limit)
		budget_spend(&r->budget, down + up);
	store_usage_add(r->config->store, (int64_t)down, (int64_t)up, 1, NULL);
}

/* What has come is paid for, and its end is told by nobody: heads are counted as usual. */
static void break_off(struct asking *a)
{
	struct client *c = a->run->config->client;

	spend(a->run, client_came(c, a->id) + BUDGET_HEAD, BUDGET_ASKING - BUDGET_HEAD);
	client_cancel(c, a->id);
	a->ended = true;
}

static void refuse(struct asking *a, const char *why)
{
	err_set(&a->err, ERR_FAILED, "%.250s: %s", a->url, why);
	break_off(a);
}

/* Whether a piece is of the bytes that were asked for, of a file of that size. */
static bool is_right_piece(const struct asking *a, const struct client_head *head)
{
	return a->limit && head->first == (int64_t)a->from && head->last >= head->first &&
	       (uint64_t)(head->last - head->first) < a->limit &&
	       (head->total < 0 || (uint64_t)head->total == a->piece->size);
}

static void take_head(struct asking *a, const struct client_head *head)
{
	struct hub_piece *p = a->piece;
	char words[200];

	p->status = head->status;
	snprintf(p->new_etag, sizeof p->new_etag, "%s", head->etag);
	snprintf(p->new_modified, sizeof p->new_modified, "%s", head->last_modified);
	/* half a validator is none */
	if (strlen(head->etag) >= sizeof p->new_etag)
		*p->new_etag = '\0';
	if (head->status == 304 && p->etag)
		return;
	if (http_status(head->status, words, sizeof words) != ACQUIRE_NEW)
		refuse(a, words);
	else if (*head->coding)
		refuse(a, _("it came in a coding that was not asked for"));
	else if (head->status == 206 && !is_right_piece(a, head))
		refuse(a, _("other bytes came than those that were asked for"));
	else if (head->status != 206 && (a->from || (a->limit && a->limit < p->size)))
		refuse(a, _("the server gives no pieces of files, which a hub needs (Range)"));
}

static void take_body(struct asking *a, const char *bytes, size_t len)
{
	struct hub_piece *p = a->piece;

	if (a->limit && len > a->from + a->limit - p->from - p->got)
		len = (size_t)(a->from + a->limit - p->from - p->got);
	p->got += len;
	if (len && p->take(bytes, len, p->payload, &a->err) < 0)
		break_off(a);
}

static void take_end(struct asking *a, const struct client_event *e)
{
	struct hub_run *r = a->run;

	a->ended = true;
	spend(r, e->down, e->up);
	a->broke = e->err.code == ERR_NETWORK;
	if (e->err.code)
		a->err = e->err;
}

static void take(struct asking *a, const struct client_event *e)
{
	if (e->id != a->id || a->ended) {
		if (e->kind == CLIENT_DOC)
			doc_free(e->doc);
		return;
	}
	if (e->kind == CLIENT_HEAD)
		take_head(a, e->head);
	else if (e->kind == CLIENT_BODY)
		take_body(a, e->bytes, e->len);
	else if (e->kind == CLIENT_END)
		take_end(a, e);
}

static void tell(struct asking *a)
{
	struct hub_run *r = a->run;
	struct hub_progress p = {
		.texts = r->result->came, .wanted = r->result->wanted, .down = r->result->down};

	if (r->config->tick && r->config->tick(&p, r->config->payload, &a->err) < 0 && !a->ended)
		break_off(a);
}

static void wait_for(struct asking *a)
{
	struct client_event e;

	while (!a->ended) {
		while (!a->ended && client_next(a->run->config->client, &e))
			take(a, &e);
		tell(a);
		if (!a->ended)
			acquire_poll(a->run->config->client, -1);
	}
}

/* -- the request --------------------------------------------------------------------------- */

static int ask_once(struct asking *a, struct err *err)
{
	struct hub_run *r = a->run;
	struct hub_piece *p = a->piece;
	struct client_request q = {
		.url = a->url,
		.etag = p->etag && *p->etag ? p->etag : NULL,
		.last_modified = p->modified && *p->modified ? p->modified : NULL,
		.encoding = "identity",
		.from = a->from,
		.limit = a->limit,
		.closed = a->limit > 0,
		.loose = !r->budget.limit,
		.bytes_alone = true,
		.max_bytes = p->size,
		.deadline_seconds = CLIENT_DEADLINE + (unsigned)(a->limit / SLOWEST)};

	a->ended = a->broke = false;
	err_clear(&a->err);
	a->id = client_get(r->config->client, &q, err);
	if (a->id < 0)
		return -1;
	r->result->asked++;
	wait_for(a);
	return 0;
}

/* How much of what is missing the budget allows; 0: nothing. */
static uint64_t allowed(const struct hub_run *r, const struct hub_piece *p)
{
	uint64_t missing = p->length ? p->length - p->got : p->size, left;

	if (!r->budget.limit)
		return missing;
	left = budget_left(&r->budget, 0);
	if (left < BUDGET_LEAST)
		return 0;
	left = budget_body(left, BUDGET_ASKING - BUDGET_HEAD);
	/* of a file of unknown size all, or nothing */
	return left < missing ? p->length ? left : 0 : missing;
}

static bool has_all(const struct asking *a)
{
	const struct hub_piece *p = a->piece;

	return p->status == 304 || (p->length ? p->got == p->length : !a->err.code);
}

/* What is told of a piece that does not come. */
static int give_up(const struct asking *a, struct err *err)
{
	if (!a->err.code)
		return err_set(err, ERR_FAILED, _("%.250s: it is shorter than the hub says"),
		               a->url);
	if (err)
		*err = a->err;
	return -1;
}

int hub_ask(struct hub_run *r, struct hub_piece *p, struct err *err)
{
	char *url = hub_url(r, p->name, err);
	struct asking a = {.run = r, .piece = p, .url = url};
	int tries = 0, rc = url ? 1 : -1;

	p->got = 0;
	p->status = 0;
	while (rc > 0) {
		uint64_t had = p->got, most = allowed(r, p);

		a.from = p->from + p->got;
		a.limit = p->length ? most : 0;
		if (!most || ask_once(&a, err) < 0) {
			rc = most ? -1 : 0;
			break;
		}
		/* a server that gives a byte at a time would be asked for ever */
		tries = p->got - had >= PROGRESS_LEAST ? 0 : tries + 1;
		if (a.err.code && !a.broke)
			rc = give_up(&a, err);
		else if (has_all(&a))
			break;
		/* a piece that the budget has cut is gone on with until nothing is allowed */
		else if (!p->length || tries >= TRIES || (!a.broke && p->got == had))
			rc = give_up(&a, err);
	}
	free(url);
	return rc;
}

/* -- whole files, kept --------------------------------------------------------------------------
 */

static int add(const char *bytes, size_t len, void *payload, struct err *err)
{
	buf_add(payload, bytes, len);
	return buf_ok(payload) ? 0 : err_set(err, ERR_FAILED, "out of memory");
}

int hub_file_here(struct hub_run *r, enum hub_kind kind, const struct hub_file *file, size_t *len,
                  struct err *err)
{
	char name[HUB_NAME];
	struct buf b;
	int got;

	hub_name(kind, file->hash, name);
	buf_init(&b, (size_t)file->bytes);
	got = store_hub_get(r->config->store, r->hub, name, &b, err);
	*len = b.len;
	buf_done(&b);
	return got;
}

int hub_ask_file(struct hub_run *r, enum hub_kind kind, const struct hub_file *file,
                 struct buf *out, struct err *err)
{
	struct hub_piece p = {.size = file->bytes, .take = add, .payload = out};
	char name[HUB_NAME];
	size_t had;
	int rc;

	hub_name(kind, file->hash, name);
	if (store_hub_get(r->config->store, r->hub, name, out, err) < 0)
		return -1;
	had = out->len;
	p.name = name;
	p.from = had;
	p.length = file->bytes - had;
	rc = p.length ? hub_ask(r, &p, err) : 1;
	if (out->len > had && store_hub_set(r->config->store, r->hub, name, out->bytes, out->len,
	                                    rc < 0 ? NULL : err) < 0)
		return -1;
	if (rc <= 0 || hub_file_is(file, out->bytes, out->len))
		return rc;
	store_hub_drop(r->config->store, r->hub, name, NULL);
	return err_set(err, ERR_FAILED, _("%.200s: %s is not what its root or list says"), r->hub,
	               name);
}

struct tidying {
	struct hub_run *run;
	struct err *err;
};

static bool is_needed(const struct hub_run *r, const char *name)
{
	char words[HUB_NAME];

	for (size_t i = 0; r->lists.count && i < r->lists.at[0].words.count; i++) {
		hub_name(HUB_WORDS, r->lists.at[0].words.at[i].file.hash, words);
		if (!strcmp(words, name))
			return true;
	}
	return false;
}

static int drop(const char *name, void *payload)
{
	struct tidying *t = payload;

	return is_needed(t->run, name)
	               ? 0
	               : store_hub_drop(t->run->config->store, t->run->hub, name, t->err);
}

int hub_tidy(struct hub_run *r, struct err *err)
{
	struct err why = {0};
	struct tidying t = {r, &why};

	if (store_hub_each(r->config->store, r->hub, drop, &t, err) < 0)
		return -1;
	return why.code ? err_set(err, why.code, "%s", why.text) : 0;
}
