/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/public.h"

#include "model/base/url.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

/* IANA's special-purpose registries: what is not routed on the internet. */
static const struct range4 {
	uint32_t net;
	int bits;
} near4[] = {
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

static bool is_public4(uint32_t a)
{
	for (size_t i = 0; i < sizeof near4 / sizeof near4[0]; i++)
		if (!((a ^ near4[i].net) >> (32 - near4[i].bits)))
			return false;
	return true;
}

static uint32_t four(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* IPv6 can carry an IPv4 address in several ways; each is judged by it. Of the rest only
 * 2000::/3 is routed. */
static bool is_public6(const uint8_t *a)
{
	static const uint8_t zero[12];
	static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
	static const uint8_t nat64[12] = {0x00, 0x64, 0xff, 0x9b};

	if (!memcmp(a, zero, 12) || !memcmp(a, mapped, 12) || !memcmp(a, nat64, 12))
		return is_public4(four(a + 12)); /* :: and ::1 are in 0/8 */
	if (a[0] == 0x20 && a[1] == 0x02)
		return is_public4(four(a + 2)); /* 6to4 */
	if (!memcmp(a, "\x20\x01\0\0", 4))
		return is_public4(~four(a + 12)); /* Teredo: its client */
	return (a[0] & 0xe0) == 0x20;
}

bool address_is_public(const struct sockaddr *address)
{
	const void *at = address;

	if (address->sa_family == AF_INET) {
		const struct sockaddr_in *in = at;

		return is_public4(ntohl(in->sin_addr.s_addr));
	}
	if (address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = at;

		return is_public6(in6->sin6_addr.s6_addr);
	}
	return false;
}

static bool ends_in(const char *host, const char *tail)
{
	size_t len = strlen(host), n = strlen(tail);

	return len >= n && !strcasecmp(host + len - n, tail);
}

/* A name in percent-encoding is one that hides what it is. */
static bool is_public_name(const char *host)
{
	static const char *const tails[] = {".localhost", ".local",     ".internal",
	                                    ".lan",       ".home.arpa", ".intranet"};

	if (!strchr(host, '.') || strchr(host, '%'))
		return false;
	for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
		if (ends_in(host, tails[i]))
			return false;
	return true;
}

bool url_is_public(const char *url)
{
	char host[256];
	struct in_addr in;
	struct in6_addr in6;
	struct url u;
	size_t len;

	url_split(&u, url);
	len = u.host.len;
	if (!u.host.at || !len || len >= sizeof host)
		return false;
	memcpy(host, u.host.at, len);
	if (len > 1 && host[len - 1] == '.')
		len--;
	host[len] = '\0';
	if (host[0] == '[') {
		host[len - 1] = '\0';
		return inet_pton(AF_INET6, host + 1, &in6) == 1 && is_public6(in6.s6_addr);
	}
	if (inet_aton(host, &in))
		return is_public4(ntohl(in.s_addr));
	return is_public_name(host);
}
