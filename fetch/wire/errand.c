/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/wire/errand.h"

#include "model/base/public.h"
#include "model/base/url.h"

#include <stddef.h>
#include <strings.h>

static bool is_same_host(const char *a, const char *b)
{
	struct url ua, ub;

	url_split(&ua, a);
	url_split(&ub, b);
	return ua.host.at && ub.host.at && ua.host.len == ub.host.len &&
	       !strncasecmp(ua.host.at, ub.host.at, ua.host.len) && url_port(&ua) >= 0 &&
	       (url_port(&ua) == url_port(&ub) || (!ua.port.len && !ub.port.len));
}

bool errand_is_own_host(const char *url, const char *named_by)
{
	return named_by && url_is_web(named_by) && !url_is_public(named_by) &&
	       is_same_host(url, named_by);
}

bool errand_may(const char *url, const char *named_by)
{
	return !named_by || url_is_public(url) || errand_is_own_host(url, named_by);
}

bool errand_keeps_secret(const char *from, const char *to)
{
	return !url_is_https(from) || url_is_https(to);
}
