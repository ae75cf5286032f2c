#include "config.h"

#include "fetch/acquire/http.h"
#include "model/base/header.h"
#include "model/base/messages.h"
#include "model/base/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
