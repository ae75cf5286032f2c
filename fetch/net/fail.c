/* SPDX-License-Identifier: ISC */
/* What is told of a request that failed. */
#include "config.h"

#include "fetch/net/internal.h"
#include "fetch/net/rules.h"
#include "model/base/clock.h"
#include "model/base/url.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

enum detail { PLAIN, WITH_DETAIL, WITH_ERRNO, WITH_COUNT, WITH_CLOCK };

/* A CURLcode in words; what is not here is told as libcurl tells it. */
static const struct failure {
	CURLcode code;
	const char *words;
	enum detail detail;
} failures[] = {
	{CURLE_COULDNT_RESOLVE_PROXY, "the proxy's name was not found", PLAIN},
	{CURLE_COULDNT_RESOLVE_HOST, "no such host, or no network to ask for it", PLAIN},
	{CURLE_COULDNT_CONNECT, "no connection", WITH_ERRNO},
	{CURLE_PROXY, "the proxy refused", WITH_DETAIL},
	{CURLE_GOT_NOTHING, "the server hung up without an answer", PLAIN},
	{CURLE_PARTIAL_FILE, "the connection ended too soon", WITH_COUNT},
	{CURLE_RECV_ERROR, "the connection broke", WITH_COUNT},
	{CURLE_SEND_ERROR, "the connection broke", WITH_COUNT},
	{CURLE_HTTP2, "the connection broke", WITH_COUNT},
	{CURLE_HTTP2_STREAM, "the connection broke", WITH_COUNT},
	{CURLE_PEER_FAILED_VERIFICATION, "the certificate is not to be trusted", WITH_CLOCK},
	{CURLE_SSL_CONNECT_ERROR, "no encrypted connection", WITH_DETAIL},
	{CURLE_SSL_CACERT_BADFILE, "the list of trusted certificates cannot be read", WITH_DETAIL},
	{CURLE_WEIRD_SERVER_REPLY, "not an HTTP answer", PLAIN},
	{CURLE_UNSUPPORTED_PROTOCOL, "not an HTTP answer", WITH_DETAIL},
};

static void add_count(const struct transfer *t, struct buf *b)
{
	if (!t->answer.ended)
		return;
	if (t->answer.length >= 0)
		buf_printf(b, " (%" PRIu64 " of %" PRId64 " bytes came)", t->got, t->answer.length);
	else
		buf_printf(b, " (%" PRIu64 " bytes came)", t->got);
}

static void add_timeout(struct transfer *t, struct buf *b)
{
	if (t->deadline && clock_ms() >= t->deadline - 20)
		buf_printf(b, "not done within %g s", (double)t->deadline_ms / 1000);
	else if (t->answer.status || strstr(t->detail, "too slow"))
		buf_printf(b, "nothing came for %u s", t->stall_seconds);
	else
		buf_printf(b, "no connection within %d s", TRANSFER_CONNECT_SECONDS);
	add_count(t, b);
}

/* A certificate that is not valid yet, or no more, may be so by a clock that is wrong. */
static void add_clock(const struct transfer *t, struct buf *b)
{
	time_t now = (time_t)clock_now();
	char day[20] = "";
	struct tm tm;

	buf_printf(b, " (%s", t->detail);
	if ((strstr(t->detail, "not yet valid") || strstr(t->detail, "expired")) &&
	    gmtime_r(&now, &tm) && strftime(day, sizeof day, "%Y-%m-%d", &tm))
		buf_printf(b, "; the clock here says %s: is it right?", day);
	buf_char(b, ')');
}

/* Host and port of the proxy, without the reader's name and password there. */
static void add_proxy(const char *proxy, struct buf *b)
{
	struct url u;

	url_split(&u, proxy);
	if (!u.host.at) {
		struct url_part host = url_host(proxy);

		buf_add(b, host.at, host.len);
		return;
	}
	buf_add(b, u.host.at, u.host.len);
	if (u.port.len) {
		buf_char(b, ':');
		buf_add(b, u.port.at, u.port.len);
	}
}

/* What a proxy did not do is said of it, and not of the server behind it. */
static bool add_refusal(const struct transfer *t, CURLcode code, struct buf *b)
{
	const char *proxy = rules_proxy(t->asked);
	long status = 0, number = 0;

	curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &status);
	if (!proxy || (code != CURLE_COULDNT_CONNECT && code != CURLE_PROXY && status < 300))
		return false;
	buf_str(b, code == CURLE_COULDNT_CONNECT ? "no connection to the proxy " : "the proxy ");
	add_proxy(proxy, b);
	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &number);
	if (code == CURLE_COULDNT_CONNECT) {
		if (number)
			buf_printf(b, ": %s", strerror((int)number));
	} else if (status == 407) {
		buf_str(b, " asks for a name and a password (407)");
	} else if (status >= 300) {
		buf_printf(b, " refused (%ld)", status);
	} else {
		buf_printf(b, " refused (%s)", t->detail);
	}
	return true;
}

static void add_failure(struct transfer *t, CURLcode code, struct buf *b)
{
	const struct failure *f = NULL;
	long number = 0;

	if (add_refusal(t, code, b))
		return;
	for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++)
		if (failures[i].code == code)
			f = &failures[i];
	buf_str(b, f ? f->words : curl_easy_strerror(code));
	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &number);
	if (f && f->detail == WITH_COUNT)
		add_count(t, b);
	else if (f && f->detail == WITH_CLOCK && *t->detail)
		add_clock(t, b);
	else if (f && f->detail == WITH_ERRNO && number)
		buf_printf(b, ": %s", strerror((int)number));
	else if ((!f || f->detail == WITH_DETAIL) && *t->detail)
		buf_printf(b, " (%s)", t->detail);
}

/* One line, "address: why". */
void transfer_explain(struct transfer *t, CURLcode code, struct err *err)
{
	struct buf b;

	if (t->why.code) {
		*err = t->why;
	} else {
		buf_init(&b, 1000);
		if (code == CURLE_OPERATION_TIMEDOUT)
			add_timeout(t, &b);
		else
			add_failure(t, code, &b);
		err_set(err, ERR_NETWORK, "%s", b.bytes);
		buf_done(&b);
	}
	err_prefix(err, t->chain[0]);
}
