/* What the head of an answer means for what is there, and for what comes. */
#include "config.h"

#include "fetch/acquire/http_int.h"
#include "model/base/clock.h"
#include "model/base/header.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/text/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No server is waited for longer than a day. */
#define RETRY_MAX 86400

int bring_refuse(struct item *i, enum bring_outcome outcome, const char *why)
{
	i->outcome = outcome;
	return err_set(&i->why, ERR_FAILED, "%.300s: %s", i->url, why);
}

/* Seconds that the server wants to be left alone for; false when it says nothing. */
static bool retry_after(const char *headers, int *out)
{
	size_t len;
	const char *value = header_find(headers, "Retry-After", NULL, &len);
	int64_t seconds;

	*out = 0;
	if (!value)
		return false;
	if (*value >= '0' && *value <= '9')
		seconds = len < 10 ? atoi(value) : RETRY_MAX;
	else
		seconds = header_date(value) - clock_now();
	*out = seconds < 0 ? 0 : seconds > RETRY_MAX ? RETRY_MAX : (int)seconds;
	return true;
}

static int judge_status(struct item *i)
{
	static const struct {
		int status;
		enum bring_outcome outcome;
		const char *words;
	} known[] = {
		{202, BRING_REFUSED, N_("the server lets only browsers in")},
		{401, BRING_REFUSED, N_("the server asks for a password")},
		{403, BRING_REFUSED, N_("the server does not allow it")},
		{404, BRING_ABSENT, N_("not found there")},
		{410, BRING_ABSENT, N_("no longer there")},
		{429, BRING_REFUSED, N_("asked too often; the server wants a pause")},
		{502, BRING_REFUSED, N_("the server is not well (502); try again")},
		{503, BRING_REFUSED, N_("the server is not available now")},
	};
	char words[160];

	for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
		if (known[k].status == i->status)
			return bring_refuse(i, known[k].outcome, _(known[k].words));
	if (i->status >= 200 && i->status <= 299 && i->status != 204 && i->status != 205)
		return 0;
	snprintf(words, sizeof words, _("the server answered %d"), i->status);
	return bring_refuse(i, BRING_REFUSED, words);
}

/* -- parts of a body -------------------------------------------------------- */

/* Whether an answer is of the very bytes that the part is of. */
static bool is_same_body(const struct item *i, const struct client_head *head)
{
	const struct store_part *p = &i->part;
	const char *validator = bring_validator(p->etag, p->last_modified, p->origin_date);

	if (!validator || strcmp(head->coding, p->coding))
		return false;
	return !strcmp(*p->etag ? head->etag : head->last_modified, validator);
}

/* Whether a piece (206) is the one that was asked for. It need not say what it is
 * called by, for it was asked for by that name; but nothing that it says may differ. */
static bool is_right_piece(const struct item *i, const struct client_head *head)
{
	const struct store_part *p = &i->part;

	if (!i->ranged || head->first != (i->resumes ? p->size : 0))
		return false;
	if (i->closed && i->limit && (uint64_t)(head->last - head->first) >= i->limit)
		return false;
	if (!i->resumes)
		return true;
	return !strcmp(head->coding, p->coding) &&
	       (head->total < 0 || p->expected < 0 || head->total == p->expected) &&
	       (!*head->etag || !strcmp(head->etag, p->etag)) &&
	       (*p->etag || !*head->last_modified ||
	        !strcmp(head->last_modified, p->last_modified));
}

/* Remembers whether the server gives parts, where its answer tells. */
static void learn_ranges(const struct item *i, const struct client_head *head)
{
	int ranges = head->status == 206 ? 1 : -1;
	struct url u;
	char host[300];
	int port;

	if (!i->ranged || (head->status == 200 && i->resumes && !is_same_body(i, head)))
		return;
	url_split(&u, head->url);
	port = url_port(&u);
	if (!u.host.at || u.host.len > 256 || port < 0)
		return;
	if (port == (url_part_is(u.scheme, "https") ? 443 : 80))
		snprintf(host, sizeof host, "%.*s", (int)u.host.len, u.host.at);
	else
		snprintf(host, sizeof host, "%.*s:%d", (int)u.host.len, u.host.at, port);
	if (store_host_ranges(i->store, host) != ranges)
		store_host_set_ranges(i->store, host, ranges, NULL);
}

static long read_part(void *payload, uint64_t offset, char *bytes, size_t len)
{
	const struct item *i = payload;

	return store_bytes(i->store, i->part.id, offset, bytes, len, NULL);
}

/* What the parser of a part and of its rest is told. A type that says nothing leaves
 * it the name. */
static struct client_parse how_to_read(const struct item *i, char **name)
{
	const struct store_part *p = &i->part;
	bool silent = !*p->type || !strcmp(p->type, "application/octet-stream") ||
	              !strcmp(p->type, "binary/octet-stream");

	*name = url_file_name(p->url);
	return (struct client_parse){.type = silent ? NULL : p->type,
	                             .charset = p->charset,
	                             .coding = p->coding,
	                             .base = p->url,
	                             .name = *name};
}

static int put_part(struct bring *b, struct item *i)
{
	char *name;
	struct client_parse how = how_to_read(i, &name);
	int rc = 0;

	if (i->local) {
		i->id = client_parse(b->client, &how, &i->why);
		rc = i->id < 0 ? -1 : 0;
	}
	if (!rc)
		rc = client_put_before(b->client, i->id, &how, (uint64_t)i->part.size, read_part, i,
		                       &i->why);
	if (!rc && i->local)
		rc = client_parse_end(b->client, i->id, &i->why);
	free(name);
	return rc;
}

/* -- bodies ------------------------------------------------------------------- */

static const char *either(const char *now, const char *before)
{
	return *now ? now : before;
}

/* The part, and what is known of it now. */
static struct store_origin origin_of_part(const struct item *i, const struct client_head *head)
{
	const struct store_part *p = &i->part;
	bool sized = head && head->total >= 0;

	return (struct store_origin){
		.key = i->key,
		.url = p->url,
		.asked = i->url,
		.alias = strcmp(i->key, i->url)   ? i->url
	                 : strcmp(p->url, i->url) ? p->url
	                                          : NULL,
		.lang = i->lang,
		.type = p->type,
		.coding = p->coding,
		.charset = p->charset,
		.etag = head ? either(head->etag, p->etag) : p->etag,
		.last_modified =
			head ? either(head->last_modified, p->last_modified) : p->last_modified,
		.headers = sized ? head->headers : p->headers,
		.origin_date = head ? header_date(head->date) : p->origin_date,
		.fresh = head ? bring_fresh(head->headers, p->headers, clock_now())
	                      : bring_fresh(p->headers, "", p->fetched),
		.came = head ? 0 : p->fetched,
		.cuts = p->cuts,
	};
}

static struct store_origin origin_of(const struct item *i, const struct client_head *head)
{
	const char *found = strcmp(head->url, i->url) ? head->url : NULL;

	return (struct store_origin){
		.key = i->key,
		.url = head->url,
		.asked = i->url,
		.alias = strcmp(i->key, i->url) ? i->url : found,
		.lang = i->lang,
		.type = head->type,
		.coding = head->coding,
		.charset = head->charset,
		.etag = head->etag,
		.last_modified = head->last_modified,
		.headers = head->headers,
		.origin_date = header_date(head->date),
		.fresh = bring_fresh(head->headers, "", clock_now()),
		.instead = i->part.id,
		.cuts = i->part.cuts,
	};
}

int bring_adopt(struct bring *b, struct item *i, const struct client_head *head)
{
	struct store_origin origin = origin_of_part(i, head);

	i->in = store_part_resume(b->store, i->part.id, &origin, &i->why);
	if (!i->in)
		return -1;
	i->adopted = true;
	i->wanted = true;
	i->outcome = BRING_NEW;
	return put_part(b, i);
}

static void begin(struct bring *b, struct item *i, const struct client_head *head)
{
	struct store_origin origin = origin_of(i, head);
	const char *validator =
		bring_validator(head->etag, head->last_modified, origin.origin_date);

	i->validator = validator ? strdup(validator) : NULL;
	i->coding = strdup(head->coding);
	i->in = store_begin(b->store, &origin, &i->why);
	i->wanted = i->in;
	i->outcome = i->in ? BRING_NEW : BRING_UNKEPT;
}

/* Once more, and for all of it. Of what the first answer cost its head alone is known. */
static bool ask_anew(struct bring *b, struct item *i, uint64_t spent)
{
	i->plain = true;
	i->wanted = false;
	i->status = 0;
	i->spent += spent;
	if (!bring_ask(b, i, true, &i->why))
		return false;
	i->outcome = BRING_FAILED;
	return true;
}

static bool take_piece(struct bring *b, struct item *i, const struct client_head *head)
{
	if (!is_right_piece(i, head)) {
		if (!i->plain)
			return ask_anew(b, i, strlen(head->headers));
		bring_refuse(i, BRING_REFUSED, _("the server sent a part that was not asked for"));
		return false;
	}
	i->piece = true;
	i->expected = head->total < 0 && i->resumes ? i->part.expected : head->total;
	i->to_end = !i->closed || (uint64_t)(head->last - head->first) + 1 < i->limit;
	learn_ranges(i, head);
	if (!i->resumes) {
		begin(b, i, head);
		return false;
	}
	if (!bring_adopt(b, i, head))
		return false;
	/* its bytes are not as they should be */
	if (i->in)
		store_suspend(i->in, NULL);
	i->in = NULL;
	i->adopted = false;
	err_clear(&i->why);
	bring_forget_part(i, true);
	return ask_anew(b, i, strlen(head->headers));
}

/* -- heads ---------------------------------------------------------------------- */

/* Nothing but the head was asked for. */
static void take_head_alone(struct item *i, const struct client_head *head)
{
	i->outcome = BRING_SAME;
	if (i->status == 304) {
		i->length = 0;
		i->expected = i->bytes = i->had.size;
		return;
	}
	if (judge_status(i))
		return;
	i->length = i->expected = head->length;
	if (i->part.id && is_same_body(i, head) && head->length >= i->part.size) {
		i->bytes = i->part.size;
		i->length -= i->bytes;
	}
}

static void note_head(struct item *i, const struct client_head *head)
{
	free(i->found);
	i->found = strdup(head->url);
	free(i->moved);
	i->moved = head->permanent && strcmp(head->url, i->url) ? strdup(head->url) : NULL;
	i->status = head->status;
	i->asks_pause = retry_after(head->headers, &i->retry_after);
}

static void take_304(struct bring *b, struct item *i, const struct client_head *head)
{
	int64_t now = clock_now();

	i->outcome = BRING_SAME;
	if (!i->had.id) {
		bring_refuse(i, BRING_REFUSED,
		             _("the server says \"not modified\" of what is not there"));
		return;
	}
	i->bytes = i->expected = i->had.size;
	bring_forget_part(i, true);
	if (store_checked(b->store, i->had.id, now, bring_fresh(head->headers, i->had.headers, now),
	                  &i->why))
		i->outcome = BRING_UNKEPT;
}

bool bring_answer(struct bring *b, struct item *i, const struct client_head *head)
{
	note_head(i, head);
	if (i->head_only) {
		take_head_alone(i, head);
		return false;
	}
	if (head->status == 304) {
		take_304(b, i, head);
		return false;
	}
	if (head->status == 416 && i->ranged) {
		bring_forget_part(i, true);
		return ask_anew(b, i, strlen(head->headers));
	}
	if (head->status == 206)
		return take_piece(b, i, head);
	if (judge_status(i))
		return false;
	learn_ranges(i, head);
	i->expected = head->length;
	begin(b, i, head);
	return false;
}

/* -- ends ----------------------------------------------------------------------- */

static void say_limit(struct item *i)
{
	char limit[40], here[40], all[40];

	i->limited = true;
	i->outcome = BRING_PART;
	units_bytes((int64_t)i->limit, limit, sizeof limit);
	units_bytes(store_incoming_size(i->in), here, sizeof here);
	units_bytes(i->expected, all, sizeof all);
	if (i->expected >= 0)
		err_set(&i->why, ERR_FAILED,
		        "%.200s: stopped at the limit of %s: %s of %s are here", i->url, limit,
		        here, all);
	else
		err_set(&i->why, ERR_FAILED, "%.200s: stopped at the limit of %s: %s are here",
		        i->url, limit, here);
}

static void say_short(struct item *i)
{
	char here[40], all[40];

	i->outcome = BRING_PART;
	units_bytes(store_incoming_size(i->in), here, sizeof here);
	units_bytes(i->expected, all, sizeof all);
	err_set(&i->why, ERR_NETWORK, "%.200s: the server sent no more: %s of %s are here", i->url,
	        here, all);
}

void bring_answer_end(struct bring *b, struct item *i, const struct client_event *e)
{
	(void)b;
	i->down = e->down + i->spent;
	i->up = e->up;
	i->overrun = e->overrun;
	i->whole = e->whole;
	if (i->in && i->piece && i->expected >= 0)
		i->whole = store_incoming_size(i->in) == i->expected;
	else if (i->piece)
		i->whole = e->whole && i->to_end;
	if (i->why.code)
		return;
	if (e->err.code && !i->whole) {
		i->why = e->err;
		i->outcome = i->wanted ? BRING_PART : BRING_FAILED;
	} else if (i->in && !i->whole && (e->limited || (i->piece && i->closed && i->limit))) {
		say_limit(i);
	} else if (i->in && !i->whole) {
		say_short(i);
	}
}
