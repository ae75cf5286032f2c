/* SPDX-License-Identifier: ISC */
/* What is told of a request that failed. */
#include "config.h"

#include "fetch/net/internal.h"
#include "model/base/clock.h"

#include <inttypes.h>
#include <string.h>

enum detail { PLAIN, WITH_DETAIL, WITH_ERRNO, WITH_COUNT };

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
	{CURLE_PEER_FAILED_VERIFICATION, "the certificate is not to be trusted", WITH_DETAIL},
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

static void add_failure(struct transfer *t, CURLcode code, struct buf *b)
{
	const struct failure *f = NULL;
	long number = 0;

	for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++)
		if (failures[i].code == code)
			f = &failures[i];
	buf_str(b, f ? f->words : curl_easy_strerror(code));
	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &number);
	if (f && f->detail == WITH_COUNT)
		add_count(t, b);
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
