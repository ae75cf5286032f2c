/* SPDX-License-Identifier: ISC */
/* What the head of an answer means for what is there, and for what comes. */
#include "config.h"

#include "fetch/acquire/exchange_int.h"
#include "model/base/clock.h"
#include "model/base/header.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/text/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- parts of a body -------------------------------------------------------- */

static bool is_ranged(const struct exchange *x)
{
	return x->range.resumes || x->range.limit;
}

/* Remembers whether the server gives parts, where its answer tells. */
static void learn_ranges(const struct exchange *x, const struct client_head *head)
{
	int ranges = head->status == 206 ? 1 : -1;
	char host[HTTP_HOST_MAX];

	if (!is_ranged(x) ||
	    (head->status == 200 && x->range.resumes && !http_is_same_body(&x->part, head)))
		return;
	http_host(head->url, host, sizeof host);
	if (!*host)
		return;
	if (store_host_ranges(x->store, host) != ranges)
		store_host_set_ranges(x->store, host, ranges, NULL);
}

static long read_part(void *payload, uint64_t offset, char *bytes, size_t len)
{
	const struct exchange *x = payload;

	return store_bytes(x->store, x->part.id, offset, bytes, len, NULL);
}

/* What the parser of a part and of its rest is told. A type that says nothing leaves
 * it the name. */
static struct client_parse how_to_read(const struct exchange *x, char **name)
{
	const struct store_part *p = &x->part;
	bool silent = !*p->type || !strcmp(p->type, "application/octet-stream") ||
	              !strcmp(p->type, "binary/octet-stream");

	*name = url_file_name(p->url);
	return (struct client_parse){.type = silent ? NULL : p->type,
	                             .charset = p->charset,
	                             .coding = p->coding,
	                             .base = p->url,
	                             .name = *name};
}

static int put_part(struct exchange *x)
{
	char *name;
	struct client_parse how = how_to_read(x, &name);
	int rc = 0;

	if (x->local) {
		x->get = client_parse(x->client, &how, &x->answer.err);
		rc = x->get < 0 ? -1 : 0;
	}
	if (!rc)
		rc = client_put_before(x->client, x->get, &how, (uint64_t)x->part.size, read_part,
		                       x, &x->answer.err);
	if (!rc && x->local)
		rc = client_parse_end(x->client, x->get, &x->answer.err);
	free(name);
	return rc;
}

/* -- bodies ------------------------------------------------------------------- */

static const char *either(const char *now, const char *before)
{
	return *now ? now : before;
}

/* What the store is told of what comes: of the part and of its rest, or of all of it. */
static struct store_origin origin_of(const struct exchange *x, const struct client_head *head)
{
	return (struct store_origin){
		.key = x->key,
		.url = head->url,
		.asked = x->url,
		.mirror = head->mirror,
		.lang = x->lang,
		.type = head->type,
		.coding = head->coding,
		.charset = head->charset,
		.etag = head->etag,
		.last_modified = head->last_modified,
		.headers = head->headers,
		.origin_date = header_date(head->date),
		.fresh = http_fresh(head->headers, "", clock_now()),
		.instead = x->part.id,
		.cuts = x->part.cuts,
	};
}

/* The same of the part, and what is known of it now. */
static struct store_origin origin_of_part(const struct exchange *x, const struct client_head *head)
{
	const struct store_part *p = &x->part;
	struct client_head then = {.url = p->url,
	                           .type = p->type,
	                           .charset = p->charset,
	                           .coding = p->coding,
	                           .etag = p->etag,
	                           .last_modified = p->last_modified,
	                           .headers = p->headers,
	                           .mirror = head ? head->mirror : ""};
	struct store_origin origin;

	if (head) {
		then.etag = either(head->etag, p->etag);
		then.last_modified = either(head->last_modified, p->last_modified);
		then.headers = head->total >= 0 ? head->headers : p->headers;
	}
	origin = origin_of(x, &then);
	origin.instead = 0;
	origin.origin_date = head ? header_date(head->date) : p->origin_date;
	origin.came = head ? 0 : p->fetched;
	origin.fresh = head ? http_fresh(head->headers, p->headers, clock_now())
	                    : http_fresh(p->headers, "", p->fetched);
	return origin;
}

int exchange_adopt(struct exchange *x, const struct client_head *head)
{
	struct store_origin origin = origin_of_part(x, head);

	x->in = store_part_resume(x->store, x->part.id, &origin, &x->answer.err);
	if (!x->in)
		return -1;
	x->adopted = true;
	x->body = true;
	x->answer.outcome = ACQUIRE_NEW;
	return put_part(x);
}

void exchange_disown(struct exchange *x)
{
	x->adopted = x->body = false;
	err_clear(&x->answer.err);
	exchange_forget_part(x, true);
}

static void begin(struct exchange *x, const struct client_head *head)
{
	struct store_origin origin = origin_of(x, head);
	const char *validator = http_validator(head->etag, head->last_modified, origin.origin_date);

	x->validator = validator ? strdup(validator) : NULL;
	x->coding = strdup(head->coding);
	x->in = store_begin(x->store, &origin, &x->answer.err);
	x->body = x->in;
	x->answer.outcome = x->in ? ACQUIRE_NEW : ACQUIRE_UNKEPT;
}

/* Once more, and for all of it. Of what the first answer cost its head alone is known. */
static bool ask_anew(struct exchange *x, uint64_t spent)
{
	x->plain = true;
	x->body = false;
	x->answer.status = 0;
	x->spent += spent;
	if (!exchange_ask(x, true, &x->answer.err))
		return false;
	x->answer.outcome = ACQUIRE_FAILED;
	return true;
}

static bool take_piece(struct exchange *x, const struct client_head *head)
{
	if (!http_is_right_piece(&x->range, &x->part, head)) {
		if (!x->plain)
			return ask_anew(x, strlen(head->headers));
		exchange_refuse(x, ACQUIRE_REFUSED,
		                _("the server sent a part that was not asked for"));
		return false;
	}
	x->piece = true;
	x->answer.expected = head->total < 0 && x->range.resumes ? x->part.expected : head->total;
	x->to_end = http_is_to_end(&x->range, head);
	learn_ranges(x, head);
	if (!x->range.resumes) {
		begin(x, head);
		return false;
	}
	if (!exchange_adopt(x, head))
		return false;
	if (x->in)
		store_suspend(x->in, NULL);
	x->in = NULL;
	exchange_disown(x);
	return ask_anew(x, strlen(head->headers));
}

/* -- heads ---------------------------------------------------------------------- */

/* Whether a body comes; else it ends so. */
static bool has_body(struct exchange *x)
{
	char words[160];
	enum acquire_outcome outcome = http_status(x->answer.status, words, sizeof words);

	if (outcome != ACQUIRE_NEW)
		exchange_refuse(x, outcome, words);
	return outcome == ACQUIRE_NEW;
}

/* Nothing but the head was asked for. */
static void take_head_alone(struct exchange *x, const struct client_head *head)
{
	x->answer.outcome = ACQUIRE_SAME;
	if (x->answer.status == 304) {
		x->answer.length = 0;
		x->answer.expected = x->answer.bytes = x->had.size;
		return;
	}
	if (!has_body(x))
		return;
	x->answer.length = x->answer.expected = head->length;
	if (x->part.id && http_is_same_body(&x->part, head) && head->length >= x->part.size) {
		x->answer.bytes = x->part.size;
		x->answer.length -= x->answer.bytes;
	}
}

static void note_head(struct exchange *x, const struct client_head *head)
{
	free(x->answer.found);
	x->answer.found = strdup(head->url);
	free(x->answer.moved);
	x->answer.moved = strdup(head->permanent && strcmp(head->url, x->url) ? head->url : "");
	x->answer.status = head->status;
	x->answer.retry_after = http_retry_after(head->headers, clock_now());
}

static void take_304(struct exchange *x, const struct client_head *head)
{
	int64_t now = clock_now();

	x->answer.outcome = ACQUIRE_SAME;
	if (!x->had.id) {
		exchange_refuse(x, ACQUIRE_REFUSED,
		                _("the server says \"not modified\" of what is not there"));
		return;
	}
	x->answer.bytes = x->answer.expected = x->had.size;
	exchange_forget_part(x, true);
	if (store_checked(x->store, x->had.id, now, http_fresh(head->headers, x->had.headers, now),
	                  &x->answer.err))
		x->answer.outcome = ACQUIRE_UNKEPT;
}

/* What comes from another host than was asked may be anything, and is judged first; of a
 * UN document a web page in its place is none. */
static bool may_show_early(const struct exchange *x, const struct client_head *head)
{
	return early_is_readable(head->type) && url_same_origin(x->url, head->url) &&
	       (!x->type || !strcmp(x->type, head->type));
}

bool exchange_head(struct exchange *x, const struct client_head *head)
{
	note_head(x, head);
	if (x->head_only) {
		take_head_alone(x, head);
		return false;
	}
	if (head->status == 304) {
		take_304(x, head);
		return false;
	}
	if (head->status == 416 && is_ranged(x)) {
		exchange_forget_part(x, true);
		return ask_anew(x, strlen(head->headers));
	}
	if (head->status == 206)
		return take_piece(x, head);
	if (!has_body(x))
		return false;
	learn_ranges(x, head);
	x->answer.expected = head->length;
	begin(x, head);
	if (x->may_early && x->body && may_show_early(x, head))
		x->early = early_new(x->client, x->get, x->asked);
	return false;
}

/* -- ends ----------------------------------------------------------------------- */

/* Not all of it is here: it was stopped at its limit, or the server sent no more. */
static void end_short(struct exchange *x, bool limited)
{
	char limit[40], here[40], all[40];
	struct err *why = &x->answer.err;

	x->answer.limited = limited;
	x->answer.outcome = ACQUIRE_PART;
	units_bytes((int64_t)x->limit, limit, sizeof limit);
	units_bytes(store_incoming_size(x->in), here, sizeof here);
	units_bytes(x->answer.expected, all, sizeof all);
	if (!limited)
		err_set(why, ERR_NETWORK, "%.200s: the server sent no more: %s of %s are here",
		        x->url, here, all);
	else if (x->answer.expected >= 0)
		err_set(why, ERR_FAILED, "%.200s: stopped at the limit of %s: %s of %s are here",
		        x->url, limit, here, all);
	else
		err_set(why, ERR_FAILED, "%.200s: stopped at the limit of %s: %s are here", x->url,
		        limit, here);
}

void exchange_end(struct exchange *x, const struct client_event *e)
{
	x->answer.down = e->down + x->spent;
	x->answer.up = e->up;
	x->answer.overrun = e->overrun;
	x->whole = e->whole;
	if (x->in && x->piece && x->answer.expected >= 0)
		x->whole = store_incoming_size(x->in) == x->answer.expected;
	else if (x->piece)
		x->whole = e->whole && x->to_end;
	if (x->answer.err.code)
		return;
	if (e->err.code && !x->whole) {
		x->answer.err = e->err;
		x->answer.outcome = x->body ? ACQUIRE_PART : ACQUIRE_FAILED;
	} else if (x->in && !x->whole) {
		end_short(x, e->limited || (x->piece && x->range.limit));
	}
}
