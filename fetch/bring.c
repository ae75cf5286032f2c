#include "config.h"

#include "fetch/bring.h"
#include "model/url.h"
#include "model/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* No server is waited for longer than a day. */
#define RETRY_MAX 86400

struct item {
	struct item *next;
	int id;
	char *url, *key, *lang, *type;
	struct store_version had; /* id 0: nothing is there */
	bool good;                /* that is a whole document, and was read */
	struct store_incoming *in;
	char *found;
	int status, retry_after;
	bool asks_pause;
	bool wanted;  /* the answer is a body to be kept */
	bool whole;
	struct err why; /* what is wrong with it */
	enum bring_outcome outcome;
	uint64_t down, up;
	struct doc *doc;
};

struct bring {
	struct store *store;
	struct client *client;
	struct item *items;
	struct item *told; /* the last one told of: lent to the owner */
};

static char *copy(const char *s)
{
	return s ? strdup(s) : NULL;
}

static void item_free(struct item *i)
{
	if (!i)
		return;
	store_abort(i->in);
	store_version_done(&i->had);
	doc_free(i->doc);
	free(i->url);
	free(i->key);
	free(i->lang);
	free(i->type);
	free(i->found);
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

void bring_cancel(struct bring *b, int id)
{
	struct item *i = find(b, id);

	if (!i)
		return;
	client_cancel(b->client, id);
	unlink_item(b, i);
	item_free(i);
}

/* -- dates ---------------------------------------------------------------- */

/* Days from 1970-01-01 to a day of the Gregorian calendar. */
static int64_t days_to(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t m = month > 2 ? month - 3 : month + 9; /* from March: the leap day is last */

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

int64_t bring_http_date(const char *s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int day, year, hour, minute, second;
	char name[4], zone[4];
	const char *at, *comma = s ? strchr(s, ',') : NULL;

	if (!comma || sscanf(comma + 1, " %2d %3s %4d %2d:%2d:%2d %3s", &day, name, &year, &hour,
	                     &minute, &second, zone) != 7)
		return 0;
	at = strlen(name) == 3 ? strstr(months, name) : NULL;
	if (!at || (at - months) % 3 || strcmp(zone, "GMT") || day < 1 || day > 31 || year < 1970 ||
	    hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
		return 0;
	return days_to(year, (int)(at - months) / 3 + 1, day) * 86400 + hour * 3600 + minute * 60 +
	       second;
}

/* The value of a header's line, or NULL; its length in *len. */
static const char *header(const char *headers, const char *name, size_t *len)
{
	size_t n = strlen(name);

	for (const char *line = headers; *line;) {
		size_t size = strcspn(line, "\r\n");

		if (size > n && line[n] == ':' && !strncasecmp(line, name, n)) {
			line += n + 1;
			line += strspn(line, " \t");
			*len = strcspn(line, "\r\n");
			return line;
		}
		line += size;
		line += strspn(line, "\r\n");
	}
	return NULL;
}

/* Seconds that the server wants to be left alone for; false when it says nothing. */
static bool retry_after(const char *headers, int *out)
{
	size_t len;
	const char *value = header(headers, "Retry-After", &len);
	int64_t seconds;

	*out = 0;
	if (!value)
		return false;
	if (*value >= '0' && *value <= '9')
		seconds = len < 10 ? atoi(value) : RETRY_MAX;
	else
		seconds = bring_http_date(value) - store_now();
	*out = seconds < 0 ? 0 : seconds > RETRY_MAX ? RETRY_MAX : (int)seconds;
	return true;
}

/* -- asking ---------------------------------------------------------------- */

/* A validator speaks of one address: the copy that it comes from has to be of
 * that address, or be what a server of that origin gave for this language. */
static bool may_validate(const struct item *i)
{
	if (!i->good)
		return false;
	return !strcmp(i->had.url, i->url) ||
	       (i->lang && !strcmp(i->had.lang, i->lang) && url_same_origin(i->had.url, i->url));
}

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
	i->url = url;
	i->key = strdup(r->key ? r->key : url);
	i->lang = copy(r->lang);
	i->type = copy(r->type);
	if (!i->key || look_up(b, i, err)) {
		item_free(i);
		return NULL;
	}
	return i;
}

int bring_start(struct bring *b, const struct bring_request *r, struct err *err)
{
	char *url = url_normal(r->url);
	struct client_request request = {
		.languages = r->languages,
		.max_bytes = r->max_bytes,
		.deadline_seconds = r->deadline_seconds,
	};
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
	request.url = i->url;
	if (!r->afresh && may_validate(i)) {
		request.etag = i->had.etag;
		request.last_modified = i->had.last_modified;
	}
	i->id = client_get(b->client, &request, err);
	if (i->id < 0) {
		item_free(i);
		return -1;
	}
	i->next = b->items;
	b->items = i;
	return i->id;
}

/* -- answers ---------------------------------------------------------------- */

static int refuse(struct item *i, enum bring_outcome outcome, const char *why)
{
	i->outcome = outcome;
	return err_set(&i->why, ERR_FAILED, "%.300s: %s", i->url, why);
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
			return refuse(i, known[k].outcome, _(known[k].words));
	if (i->status >= 200 && i->status <= 299 && i->status != 204 && i->status != 205)
		return 0;
	snprintf(words, sizeof words, _("the server answered %d"), i->status);
	return refuse(i, BRING_REFUSED, words);
}

static void take_head(struct bring *b, struct item *i, const struct client_head *head)
{
	const char *found = strcmp(head->url, i->url) ? head->url : NULL;
	struct store_origin origin = {
		.key = i->key,
		.url = head->url,
		.alias = strcmp(i->key, i->url) ? i->url : found,
		.lang = i->lang,
		.type = head->type,
		.coding = head->coding,
		.charset = head->charset,
		.etag = head->etag,
		.last_modified = head->last_modified,
		.headers = head->headers,
		.origin_date = bring_http_date(head->date),
	};

	i->status = head->status;
	i->found = copy(head->url);
	i->asks_pause = retry_after(head->headers, &i->retry_after);
	if (head->status == 304 || judge_status(i))
		return;
	i->in = store_begin(b->store, &origin, &i->why);
	i->wanted = i->in;
	i->outcome = i->in ? BRING_NEW : BRING_UNKEPT;
}

static void take_body(struct item *i, const struct client_event *e)
{
	if (!i->in || !store_add(i->in, e->bytes, e->len, &i->why))
		return;
	store_abort(i->in);
	i->in = NULL;
	i->outcome = BRING_UNKEPT;
}

static void take_304(struct bring *b, struct item *i)
{
	i->outcome = BRING_SAME;
	if (!i->had.id)
		refuse(i, BRING_REFUSED, _("the server says \"not modified\" of what is not there"));
	else if (store_checked(b->store, i->had.id, store_now(), &i->why))
		i->outcome = BRING_UNKEPT;
}

static void take_end(struct bring *b, struct item *i, const struct client_event *e)
{
	i->down = e->down;
	i->up = e->up;
	i->whole = e->whole;
	if (e->err.code && !i->why.code) {
		i->why = e->err;
		i->outcome = i->wanted ? BRING_PART : BRING_FAILED;
	}
	if (!e->err.code && i->status == 304)
		take_304(b, i);
}

/* A web page in place of a file is how some servers say that there is none; the
 * header is not asked, for they are as free with that. */
static bool is_page_instead(const struct item *i)
{
	return i->type && strcmp(i->type, "text/html") && i->doc &&
	       !strcmp(doc_fact(i->doc, DOC_FORMAT), "html");
}

/* Keeps the document, unless a better one is there. Of what is whole and was
 * read the error is clear. */
static void take_doc(struct item *i, const struct client_event *e)
{
	bool read = !e->err.code && e->doc;
	int64_t id;

	i->doc = e->doc;
	if (is_page_instead(i)) {
		refuse(i, BRING_ABSENT, _("not found there (a web page came instead)"));
		return;
	}
	if (!read && i->whole && !i->why.code) {
		i->why = e->err;
		i->outcome = BRING_UNREADABLE;
	}
	if (!i->in || !e->doc || (i->good && (!read || !i->whole)))
		return;
	id = store_commit(i->in, e->doc, i->whole, read ? BRING_PARSER : 0, &i->why);
	i->in = NULL;
	if (id < 0) {
		i->outcome = BRING_UNKEPT;
		return;
	}
	if (i->outcome == BRING_NEW && id == i->had.id)
		i->outcome = BRING_SAME;
	i->had.id = id;
}

static int tell(struct bring *b, struct item *i, struct bring_event *out)
{
	unlink_item(b, i);
	/* What was not kept is dropped now, not when the owner next calls. */
	store_abort(i->in);
	i->in = NULL;
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
		take_head(b, i, e->head);
		return 0;
	case CLIENT_BODY:
		take_body(i, e);
		return 0;
	case CLIENT_END:
		take_end(b, i, e);
		return e->more ? 0 : tell(b, i, out);
	case CLIENT_DOC:
		take_doc(i, e);
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
