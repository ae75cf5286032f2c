/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/net/rules.h"

#include "model/base/buf.h"
#include "model/base/url.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

/* -- private ranges ------------------------------------------------------ */

/* IANA's special-purpose registries: what is not routed on the internet. */
static const struct range4 {
	uint32_t net;
	int bits;
} private4[] = {
	{0x00000000, 8},  /* this network */
	{0x0a000000, 8},  /* private */
	{0x64400000, 10}, /* carrier's own */
	{0x7f000000, 8},  /* loopback */
	{0xa9fe0000, 16}, /* link-local */
	{0xac100000, 12}, /* private */
	{0xc0000000, 24}, /* protocol assignments */
	{0xc0a80000, 16}, /* private */
	{0xc6120000, 15}, /* benchmarks */
	{0xe0000000, 3},  /* multicast, reserved, broadcast */
};

static bool is_private4(uint32_t a)
{
	for (size_t i = 0; i < sizeof private4 / sizeof private4[0]; i++)
		if (!((a ^ private4[i].net) >> (32 - private4[i].bits)))
			return true;
	return false;
}

static uint32_t four(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* IPv6 can carry an IPv4 address in several ways; each is judged by it. */
static bool is_private6(const uint8_t *a)
{
	static const uint8_t zero[12];
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
	static const uint8_t nat64[12] = {0x00, 0x64, 0xff, 0x9b};

	if (!memcmp(a, zero, 12) || !memcmp(a, mapped, 12) || !memcmp(a, nat64, 12))
		return is_private4(four(a + 12)); /* :: and ::1 are in 0/8 */
	if (a[0] == 0x20 && a[1] == 0x02)
		return is_private4(four(a + 2)); /* 6to4 */
	if ((a[0] & 0xfe) == 0xfc)               /* unique local */
		return true;
	return a[0] == 0xff || (a[0] == 0xfe && (a[1] & 0x80)); /* multicast, link-local */
}

bool rules_address_is_private(const struct sockaddr *address)
{
	const void *at = address;

	if (address->sa_family == AF_INET) {
		const struct sockaddr_in *in = at;

		return is_private4(ntohl(in->sin_addr.s_addr));
	}
	if (address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = at;

		return is_private6(in6->sin6_addr.s6_addr);
	}
	return true;
}

static bool ends_in(const char *host, const char *tail)
{
	size_t len = strlen(host), n = strlen(tail);

	return len >= n && !strcasecmp(host + len - n, tail);
}

static bool is_private_name(const char *host)
{
	static const char *const tails[] = {".localhost", ".local",     ".internal",
	                                    ".lan",       ".home.arpa", ".intranet"};

	if (!strchr(host, '.'))
		return true;
	for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
		if (ends_in(host, tails[i]))
			return true;
	return false;
}

bool rules_is_private(const char *url)
{
	char host[256];
	struct in_addr in;
	struct in6_addr in6;
	struct url u;
	size_t len;

	url_split(&u, url);
	len = u.host.len;
	if (!u.host.at || !len || len >= sizeof host)
		return true;
	memcpy(host, u.host.at, len);
	if (len > 1 && host[len - 1] == '.')
		len--;
	host[len] = '\0';
	if (host[0] == '[') {
		host[len - 1] = '\0';
		return inet_pton(AF_INET6, host + 1, &in6) != 1 || is_private6(in6.s6_addr);
	}
	if (inet_aton(host, &in))
		return is_private4(ntohl(in.s_addr));
	return is_private_name(host);
}

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

char *rules_first(const char *url, bool public_only, struct err *err)
{
	char *normal = url_normal(url);

	if (check(normal ? normal : url, "refused", err)) {
		free(normal);
		return NULL;
	}
	if (public_only && rules_is_private(normal ? normal : url)) {
		err_set(err, ERR_USAGE,
		        "refused: a private address: not here: this palais is restricted");
		free(normal);
		return NULL;
	}
	return normal;
}

/* `to` is in its one form: what is judged is what will be asked. */
static int judge(const char *from, const char *to, bool guarded, const char *what, struct err *err)
{
	if (url_is_https(from) && !url_is_https(to))
		return err_set(err, ERR_FAILED, "%s: it leads from https to http", what);
	if (guarded && rules_is_private(to))
		return err_set(err, ERR_FAILED, "%s: it leads from a public to a private address",
		               what);
	return 0;
}

char *rules_redirect(const char *from, const char *location, bool guarded, struct err *err)
{
	char *whole = url_resolve(from, location);
	char *to = whole ? url_normal(whole) : NULL;
	const char *shown = whole ? whole : location;
	char what[200];
	int rc;

	snprintf(what, sizeof what, "redirect to %.150s refused", shown);
	rc = check(to ? to : shown, what, err);
	if (!rc && !to)
		rc = err_set(err, ERR_FAILED, "%s: not an address", what);
	if (rc || judge(from, to, guarded, what, err)) {
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
