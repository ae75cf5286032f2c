/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/net/rules.h"

#include "fetch/wire/errand.h"
#include "model/base/public.h"
#include "model/base/url.h"
#include "model/base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* -- addresses that may be asked ------------------------------------------ */

static int check(const char *url, const char *what, struct err *err)
{
	struct url u;

	url_split(&u, url);
	if (!url_part_is(u.scheme, "http") && !url_part_is(u.scheme, "https"))
		return err_set(err, ERR_FAILED, "%s: only http and https are asked", what);
	if (!url_is_web(url))
		return err_set(err, ERR_FAILED, "%s: not an address", what);
	if (u.user.at)
		return err_set(err, ERR_FAILED, "%s: it carries a name or password", what);
	return 0;
}

/* `to` is in its one form: what is judged is what will be asked. */
static int judge(const char *from, const char *to, const struct rules_chain *chain,
                 const char *what, struct err *err)
{
	if (from && !errand_keeps_secret(from, to))
		return err_set(err, ERR_FAILED, "%s: it leads from https to http", what);
	if (chain->guarded && !url_is_public(to))
		return err_set(err, ERR_FAILED, "%s: it leads from a public to a private address",
		               what);
	if (!errand_may(to, chain->named_by))
		return err_set(err, ERR_FAILED,
		               "%s: a page or a feed names an address near the reader, and palais "
		               "runs no errands",
		               what);
	return 0;
}

char *rules_first(const char *url, const char *named_by, struct err *err)
{
	const struct rules_chain chain = {.named_by = named_by};
	char *normal = url_normal(url);

	if (check(normal ? normal : url, "refused", err) ||
	    (normal && judge(NULL, normal, &chain, "refused", err))) {
		free(normal);
		return NULL;
	}
	return normal;
}

char *rules_redirect(const char *from, const char *location, const struct rules_chain *chain,
                     struct err *err)
{
	char *whole = url_resolve(from, location);
	char *to = whole ? url_normal(whole) : NULL;
	const char *shown = whole ? whole : location;
	char what[200];
	int rc;

	snprintf(what, sizeof what, "redirect to %.150s refused", shown);
	rc = check(to ? to : shown, what, err);
	if (!rc && (!to || !utf8_is_clean(to, strlen(to), false)))
		rc = err_set(err, ERR_FAILED, "%s: not an address", what);
	if (rc || judge(from, to, chain, what, err)) {
		free(to);
		to = NULL;
	}
	free(whole);
	return to;
}

/* -- proxies --------------------------------------------------------------- */

/* One entry of no_proxy: "*", a host, or a domain with or without its dot. */
static bool exempts(const char *entry, size_t len, struct url_part host)
{
	if (len == 1 && *entry == '*')
		return true;
	if (len && *entry == '.') {
		entry++;
		len--;
	}
	if (!len || len > host.len || strncasecmp(host.at + host.len - len, entry, len))
		return false;
	return len == host.len || host.at[host.len - len - 1] == '.';
}

static const char *either(const char *lower, const char *upper)
{
	const char *value = getenv(lower);

	if (!value || !*value)
		value = upper ? getenv(upper) : NULL;
	return value && *value ? value : NULL;
}

const char *rules_proxy(const char *url)
{
	/* HTTP_PROXY in capitals is not read: a CGI server sets it from a
	 * request's header. */
	const char *proxy = url_is_https(url) ? either("https_proxy", "HTTPS_PROXY")
	                                      : either("http_proxy", NULL);
	const char *list = either("no_proxy", "NO_PROXY");
	struct url u;

	if (!proxy)
		proxy = either("all_proxy", "ALL_PROXY");
	url_split(&u, url);
	while (proxy && list && *list) {
		size_t len = strcspn(list, ", \t");

		if (exempts(list, len, u.host))
			return NULL;
		list += len;
		list += strspn(list, ", \t");
	}
	return proxy;
}

int rules_at_once(const char *url)
{
	/* of ten at once between 4 and 13 in a hundred failed there, of four 0.3 (2026) */
	return url_part_is(url_host(url), "documents.un.org") ? 4 : 0;
}
