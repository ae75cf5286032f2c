/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/http.h"
#include "model/base/header.h"
#include "model/base/messages.h"
#include "model/base/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void http_host(const char *url, char *out, size_t size)
{
	struct url u;
	int port;

	*out = '\0';
	url_split(&u, url);
	port = url_port(&u);
	if (!u.host.at || u.host.len > 256 || port < 0)
		return;
	if (port == (url_part_is(u.scheme, "https") ? 443 : 80))
		snprintf(out, size, "%.*s", (int)u.host.len, u.host.at);
	else
		snprintf(out, size, "%.*s:%d", (int)u.host.len, u.host.at, port);
}

/* -- validators and pieces ---------------------------------------------------- */

const char *http_validator(const char *etag, const char *last_modified, int64_t origin_date)
{
	int64_t changed;

	if (*etag)
		return strncmp(etag, "W/", 2) ? etag : NULL;
	changed = header_date(last_modified);
	return changed && origin_date - changed >= HTTP_STEADY_SECONDS ? last_modified : NULL;
}

const char *http_part_validator(const struct store_part *p)
{
	return http_validator(p->etag, p->last_modified, p->origin_date);
}

const char *http_coding_again(const struct store_part *p)
{
	return !http_part_validator(p) && p->cuts >= HTTP_CUTS_MOST && *p->coding ? "identity"
	                                                                          : NULL;
}

bool http_is_same_body(const struct store_part *p, const struct client_head *head)
{
	const char *validator = http_part_validator(p);

	if (!validator || strcmp(head->coding, p->coding))
		return false;
	return !strcmp(*p->etag ? head->etag : head->last_modified, validator);
}

bool http_is_right_piece(const struct http_range *asked, const struct store_part *p,
                         const struct client_head *head)
{
	if ((!asked->resumes && !asked->limit) || head->first != (asked->resumes ? p->size : 0))
		return false;
	if (asked->limit && (uint64_t)(head->last - head->first) >= asked->limit)
		return false;
	if (!asked->resumes)
		return true;
	return !strcmp(head->coding, p->coding) &&
	       (head->total < 0 || p->expected < 0 || head->total == p->expected) &&
	       (!*head->etag || !strcmp(head->etag, p->etag)) &&
	       (*p->etag || !*head->last_modified ||
	        !strcmp(head->last_modified, p->last_modified));
}

bool http_is_to_end(const struct http_range *asked, const struct client_head *head)
{
	return !asked->limit || (uint64_t)(head->last - head->first) + 1 < asked->limit;
}

int http_cuts(const struct store_part *p, bool adopted, bool limited, int64_t size)
{
	if (adopted)
		return limited ? p->cuts : p->cuts + 1;
	return !p->id || size > p->size + p->size / 2 ? 1 : p->cuts + 1;
}

bool http_is_part_better(const struct store_part *p, int64_t size, const char *validator,
                         const char *coding)
{
	const char *then;

	if (!p->id || size >= p->size)
		return false;
	then = http_part_validator(p);
	return !validator || (then && !strcmp(then, validator) && !strcmp(p->coding, coding));
}

/* -- statuses --------------------------------------------------------------- */

enum acquire_outcome http_status(int status, char *words, size_t size)
{
	static const struct {
		int status;
		enum acquire_outcome outcome;
		const char *words;
	} known[] = {
		{202, ACQUIRE_REFUSED, N_("the server lets only browsers in")},
		{401, ACQUIRE_REFUSED, N_("the server asks for a password")},
		{403, ACQUIRE_REFUSED, N_("the server does not allow it")},
		{404, ACQUIRE_ABSENT, N_("not found there")},
		{407, ACQUIRE_REFUSED, N_("the proxy asks for a name and a password")},
		{410, ACQUIRE_ABSENT, N_("no longer there")},
		{429, ACQUIRE_REFUSED, N_("asked too often; the server wants a pause")},
		{502, ACQUIRE_REFUSED, N_("the server is not well (502); try again")},
		{503, ACQUIRE_REFUSED, N_("the server is not available now")},
	};

	*words = '\0';
	for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
		if (known[k].status == status) {
			snprintf(words, size, "%s", _(known[k].words));
			return known[k].outcome;
		}
	if (status >= 200 && status <= 299 && status != 204 && status != 205)
		return ACQUIRE_NEW;
	snprintf(words, size, _("the server answered %d"), status);
	return ACQUIRE_REFUSED;
}

int http_retry_after(const char *headers, int64_t now)
{
	size_t len;
	const char *value = header_find(headers, "Retry-After", NULL, &len);
	int64_t seconds;

	if (!value)
		return -1;
	if (*value >= '0' && *value <= '9')
		seconds = len < 10 ? atoi(value) : HTTP_RETRY_MOST;
	else
		seconds = header_date(value) - now;
	return seconds < 0 ? 0 : seconds > HTTP_RETRY_MOST ? HTTP_RETRY_MOST : (int)seconds;
}

/* -- freshness -------------------------------------------------------------- */

struct control {
	bool said;       /* there is a Cache-Control */
	bool never;      /* no-cache, no-store */
	int64_t max_age; /* -1: not said */
};

static bool is_word(const char *at, size_t len, const char *word)
{
	return len == strlen(word) && !strncasecmp(at, word, len);
}

/* The seconds of a directive; some servers put them in quotes. What is no number is
 * none, and what is too large is more than enough. */
static int64_t seconds(const char *at, size_t len)
{
	int64_t v = 0;

	if (len > 1 && *at == '"') {
		at++;
		len -= 2;
	}
	if (!len)
		return 0;
	for (; len && *at >= '0' && *at <= '9'; at++, len--)
		v = v < HTTP_FRESH_MOST * 1000LL ? v * 10 + (*at - '0') : v;
	return len ? 0 : v;
}

static void take_directive(struct control *c, const char *at, size_t len)
{
	const char *sign = memchr(at, '=', len);
	size_t name = sign ? (size_t)(sign - at) : len;

	if (is_word(at, name, "no-store") || is_word(at, name, "no-cache"))
		c->never = true;
	else if (is_word(at, name, "max-age") && c->max_age < 0)
		c->max_age = sign ? seconds(sign + 1, len - name - 1) : 0;
}

static struct control read_control(const char *headers)
{
	struct control c = {.max_age = -1};
	const char *value = NULL;
	size_t len;

	while ((value = header_find(headers, "Cache-Control", value, &len))) {
		const char *at = value, *end = value + len;

		c.said = true;
		while (at < end) {
			const char *comma = memchr(at, ',', (size_t)(end - at));
			const char *stop = comma ? comma : end, *last = stop;

			while (at < last && (*at == ' ' || *at == '\t'))
				at++;
			while (last > at && (last[-1] == ' ' || last[-1] == '\t'))
				last--;
			take_directive(&c, at, (size_t)(last - at));
			at = comma ? comma + 1 : end;
		}
	}
	return c;
}

static int64_t date_of(const char *headers, const char *name)
{
	size_t len;
	const char *value = header_find(headers, name, NULL, &len);

	return value ? header_date(value) : 0;
}

/* Seconds from the answer on for which the origin vouches. */
static int64_t lifetime(const char *headers, const struct control *c)
{
	int64_t expires, date;

	if (c->never)
		return 0;
	if (c->max_age >= 0)
		return c->max_age;
	expires = date_of(headers, "Expires");
	date = date_of(headers, "Date");
	return expires && date ? expires - date : 0;
}

int64_t http_fresh(const char *headers, const char *older, int64_t now)
{
	struct control c = read_control(headers);
	int64_t age = header_number(headers, "Age"), left;
	size_t len;

	if (c.said || header_find(headers, "Expires", NULL, &len) || !*older) {
		left = lifetime(headers, &c);
	} else {
		c = read_control(older);
		left = lifetime(older, &c);
	}
	left -= age > 0 ? age : 0;
	return left <= 0 ? 0 : now + (left < HTTP_FRESH_MOST ? left : HTTP_FRESH_MOST);
}
