/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/net/internal.h"
#include "model/base/clock.h"
#include "model/base/url.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* While a first connection to an https host is being made, others wait for it
 * so long: with HTTP/2 they need none of their own, and each costs some 5 KB.
 * (CURLOPT_PIPEWAIT is for this, but wakes those who wait one by one.) */
#define HOLD_MS 3000
/* What palais-parse undoes. */
#define ENCODINGS "br, zstd, gzip"

static void transfer_free(struct transfer *t)
{
	if (!t)
		return;
	if (t->easy) {
		curl_multi_remove_handle(t->all->multi, t->easy);
		curl_easy_cleanup(t->easy);
	}
	curl_slist_free_all(t->headers);
	for (int i = 0; i <= t->hops; i++)
		free(t->chain[i]);
	free(t->asked);
	free(t->mirrors);
	free(t->named_by);
	answer_done(&t->answer);
	free(t);
}

static void forget(struct transfer *t)
{
	struct transfer **at = &t->all->first;

	while (*at != t)
		at = &(*at)->next;
	*at = t->next;
	transfer_free(t);
}

static struct transfer *find(const struct transfers *ts, uint32_t id)
{
	struct transfer *t = ts->first;

	while (t && t->id != id)
		t = t->next;
	return t;
}

/* -- beginning --------------------------------------------------------------- */

/* "Range: bytes=100-", or to the end of what the limit allows. */
static int add_range(struct transfer *t, const struct transfer_request *r)
{
	char range[80];

	if (!r->from && !(r->closed && r->limit))
		return 0;
	if (r->closed && r->limit && r->limit <= UINT64_MAX - r->from)
		snprintf(range, sizeof range, "bytes=%" PRIu64 "-%" PRIu64, r->from,
		         r->from + r->limit - 1);
	else
		snprintf(range, sizeof range, "bytes=%" PRIu64 "-", r->from);
	return transfer_add_field(t, "Range", range) ||
	       transfer_add_field(t, "If-Range", r->if_range);
}

int transfers_get(struct transfers *ts, const struct transfer_request *r, struct err *err)
{
	struct transfer *t = calloc(1, sizeof *t), **at = &ts->first;

	if (!t)
		return err_set(err, ERR_FAILED, "out of memory");
	t->all = ts;
	t->id = r->id;
	answer_init(&t->answer);
	t->max_bytes = r->max_bytes;
	t->stall_seconds = transfer_stall_seconds(r);
	t->deadline_ms = r->deadline_ms < INT32_MAX ? r->deadline_ms : INT32_MAX;
	t->window = r->window;
	t->from = r->from;
	t->limit = r->limit;
	t->tight = r->limit && !r->loose;
	t->head_only = r->head_only;
	t->guarded = ts->public_only;
	t->mirrors = strdup(r->mirrors ? r->mirrors : "");
	t->named_by = r->named_by ? strdup(r->named_by) : NULL;
	t->chain[0] = rules_first(r->url, r->named_by, ts->public_only, &t->why);
	if (!t->chain[0])
		t->chain[0] = strdup(r->url);
	if (!t->mirrors || !t->chain[0] || !t->named_by != !r->named_by ||
	    transfer_add_field(t, "Accept-Encoding", r->encoding ? r->encoding : ENCODINGS) ||
	    transfer_add_field(t, "Accept-Language", r->languages) ||
	    transfer_add_field(t, "If-None-Match", r->etag) ||
	    transfer_add_field(t, "If-Modified-Since", r->last_modified) || add_range(t, r)) {
		transfer_free(t);
		return err_set(err, ERR_FAILED, "out of memory");
	}
	if (!t->why.code)
		transfer_map(t);
	while (*at)
		at = &(*at)->next;
	*at = t;
	return 0;
}

/* -- what hosts speak ------------------------------------------------------- */

static bool is_plain(const struct transfers *ts, const char *url)
{
	if (!url_is_https(url))
		return true;
	for (size_t i = 0; i < ts->plain.count; i++)
		if (url_same_origin(ts->plain.at[i], url))
			return true;
	return false;
}

void transfer_note_version(struct transfer *t)
{
	long version = 0;
	char *copy;

	curl_easy_getinfo(t->easy, CURLINFO_HTTP_VERSION, &version);
	if (t->tight || version >= CURL_HTTP_VERSION_2_0 || is_plain(t->all, t->asked))
		return;
	copy = strdup(t->asked);
	if (copy && vec_push(&t->all->plain, copy) < 0)
		free(copy);
}

/* -- ending ------------------------------------------------------------------ */

static void count_hop(struct transfer *t)
{
	curl_off_t body = 0;
	long head = 0, request = 0;

	curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
	curl_easy_getinfo(t->easy, CURLINFO_HEADER_SIZE, &head);
	curl_easy_getinfo(t->easy, CURLINFO_REQUEST_SIZE, &request);
	/* libcurl does not count the piece in which it was cut off */
	if ((uint64_t)body < t->got + t->unwanted)
		body = (curl_off_t)(t->got + t->unwanted);
	t->down += (uint64_t)body + (uint64_t)head + t->unread;
	t->up += (uint64_t)request;
}

static void finish(struct transfer *t, CURLcode code)
{
	struct transfer_end end = {.down = t->down, .up = t->up};
	struct transfers *ts = t->all;
	uint32_t id = t->id;

	if (t->why.code || (code && !t->enough))
		transfer_explain(t, code, &end.err);
	end.whole = !end.err.code && !t->limited;
	end.limited = !end.err.code && t->limited;
	end.overrun = t->overrun;
	forget(t);
	ts->ops->end(ts->owner, id, &end);
}

/* Goes on to where the answer points; -1 with t->why when it may not. */
static int follow(struct transfer *t)
{
	const struct rules_chain chain = {t->guarded, t->named_by};
	char *to = rules_redirect(transfer_present(t), t->answer.location, &chain, &t->why);

	if (!to)
		return t->why.code ? -1 : err_set(&t->why, ERR_FAILED, "out of memory");
	for (int i = 0; i <= t->hops; i++) {
		if (strcmp(t->chain[i], to))
			continue;
		err_set(&t->why, ERR_FAILED, "redirect loop: back to %.200s", to);
		free(to);
		return -1;
	}
	if (t->hops == RULES_REDIRECTS) {
		free(to);
		return err_set(&t->why, ERR_FAILED, "more than %d redirects", RULES_REDIRECTS);
	}
	t->for_now = t->for_now || (t->answer.status != 301 && t->answer.status != 308);
	t->chain[++t->hops] = to;
	curl_multi_remove_handle(t->all->multi, t->easy);
	return transfer_map(t) || transfer_begin_hop(t) ? -1 : 0;
}

/* The host speaks no HTTP/2, and the request waited within libcurl for one of the few
 * connections, on time that was for connecting: it waits on, here. */
static bool waited_in_vain(struct transfer *t, CURLcode code)
{
	if (!t->eager || t->connected || code != CURLE_OPERATION_TIMEDOUT ||
	    !is_plain(t->all, t->asked))
		return false;
	curl_multi_remove_handle(t->all->multi, t->easy);
	curl_easy_cleanup(t->easy);
	t->easy = NULL;
	t->eager = false;
	t->deadline = 0;
	return true;
}

static void take_done(struct transfers *ts)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(ts->multi, &left))) {
		CURLcode code = m->data.result;
		struct transfer *t;
		char *at;

		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &at);
		t = (struct transfer *)(void *)at;
		if (waited_in_vain(t, code))
			continue;
		count_hop(t);
		if ((!code || t->enough) && !t->why.code && answer_is_redirect(&t->answer) &&
		    !follow(t))
			continue;
		if (!code && !t->why.code && !t->answer.ended)
			err_set(&t->why, ERR_NETWORK, "not an HTTP answer");
		finish(t, code);
	}
}

/* -- all of them -------------------------------------------------------------- */

static int set_up_shares(struct transfers *ts)
{
	ts->common = curl_share_init();
	ts->limited = curl_share_init();
	return !ts->common || !ts->limited ||
	       curl_share_setopt(ts->common, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION) ||
	       curl_share_setopt(ts->limited, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION) ||
	       curl_share_setopt(ts->limited, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT);
}

struct transfers *transfers_new(const struct transfer_ops *ops, bool public_only, void *owner,
                                struct err *err)
{
	struct transfers *ts = calloc(1, sizeof *ts);

	if (!ts || curl_global_init(CURL_GLOBAL_DEFAULT)) {
		free(ts);
		err_set(err, ERR_FAILED, "libcurl could not be started");
		return NULL;
	}
	ts->multi = curl_multi_init();
	if (!ts->multi || set_up_shares(ts)) {
		transfers_free(ts);
		err_set(err, ERR_FAILED, "libcurl could not be started");
		return NULL;
	}
	curl_multi_setopt(ts->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)TRANSFER_PER_HOST);
	curl_multi_setopt(ts->multi, CURLMOPT_MAXCONNECTS, (long)TRANSFER_TOTAL);
	ts->ops = ops;
	ts->owner = owner;
	ts->public_only = public_only;
	return ts;
}

void transfers_free(struct transfers *ts)
{
	if (!ts)
		return;
	while (ts->first)
		forget(ts->first);
	for (size_t i = 0; i < ts->plain.count; i++)
		free(ts->plain.at[i]);
	vec_done(&ts->plain);
	curl_multi_cleanup(ts->multi);
	curl_share_cleanup(ts->common);
	curl_share_cleanup(ts->limited);
	curl_global_cleanup();
	free(ts);
}

void transfers_cancel(struct transfers *ts, uint32_t id)
{
	struct transfer *t = find(ts, id);

	if (t)
		forget(t);
}

bool transfers_has(const struct transfers *ts, uint32_t id)
{
	return find(ts, id);
}

size_t transfers_count(const struct transfers *ts)
{
	size_t n = 0;

	for (const struct transfer *t = ts->first; t; t = t->next)
		n++;
	return n;
}

static void resume(struct transfer *t)
{
	if (!t->paused)
		return;
	t->paused = false;
	curl_easy_pause(t->easy, CURLPAUSE_CONT);
}

void transfers_more(struct transfers *ts, uint32_t id, uint64_t bytes)
{
	struct transfer *t = find(ts, id);

	if (!t || bytes > UINT64_MAX - t->window)
		return;
	t->window += bytes;
	resume(t);
}

void transfers_resume(struct transfers *ts)
{
	for (struct transfer *t = ts->first; t; t = t->next)
		resume(t);
}

/* As many as connections, or as requests on the one of HTTP/2: an https host is thought
 * to speak that until it has answered otherwise. */
static int most_of(const struct transfers *ts, const struct transfer *t)
{
	int frail = rules_at_once(transfer_present(t));

	if (frail)
		return frail;
	return t->tight || is_plain(ts, t->asked) ? TRANSFER_PER_HOST : TRANSFER_STREAMS;
}

static bool has_room(struct transfers *ts, struct transfer *t)
{
	int64_t now = clock_ms(), hold = 0;
	int host = 0, total = 0;

	/* what has ended left the list, which the analyzer does not see */
	for (const struct transfer *o = ts->first; o; o = o->next) {
		if (!o->easy) /* NOLINT(clang-analyzer-unix.Malloc) */
			continue;
		total++;
		if (!url_same_origin(o->asked, t->asked))
			continue;
		host++;
		if (!o->connected && !o->tight && !t->tight && url_is_https(o->asked) &&
		    now < o->began + HOLD_MS)
			hold = o->began + HOLD_MS;
	}
	if (total >= TRANSFER_TOTAL || host >= most_of(ts, t))
		return false;
	t->eager = host >= TRANSFER_PER_HOST;
	if (hold && (!ts->held_until || hold < ts->held_until))
		ts->held_until = hold;
	return !hold;
}

static void begin_queued(struct transfers *ts)
{
	struct transfer *t = ts->first, *next;

	ts->held_until = 0;
	for (; t; t = next) {
		next = t->next; /* NOLINT(clang-analyzer-unix.Malloc) */
		if (t->easy)
			continue;
		if (t->why.code || (has_room(ts, t) && transfer_begin(t)))
			finish(t, CURLE_OK);
	}
}

void transfers_perform(struct transfers *ts)
{
	int running;

	begin_queued(ts);
	curl_multi_perform(ts->multi, &running);
	take_done(ts);
	/* Those that ended made room for others. */
	begin_queued(ts);
}

int transfers_poll(struct transfers *ts, struct pollfd *fds, unsigned count, int timeout_ms,
                   struct err *err)
{
	struct curl_waitfd extra[4] = {{0}};
	int64_t hold = ts->held_until ? ts->held_until - clock_ms() : timeout_ms;

	if (hold < timeout_ms)
		timeout_ms = hold < 0 ? 0 : (int)hold;
	if (count > 4)
		count = 4;
	for (unsigned i = 0; i < count; i++) {
		extra[i].fd = fds[i].fd;
		if (fds[i].events & POLLIN)
			extra[i].events |= CURL_WAIT_POLLIN;
		if (fds[i].events & POLLOUT)
			extra[i].events |= CURL_WAIT_POLLOUT;
	}
	if (curl_multi_poll(ts->multi, extra, count, timeout_ms, NULL))
		return err_set(err, ERR_FAILED, "waiting failed");
	for (unsigned i = 0; i < count; i++) {
		fds[i].revents = 0;
		if (extra[i].revents & CURL_WAIT_POLLIN)
			fds[i].revents |= POLLIN;
		if (extra[i].revents & CURL_WAIT_POLLOUT)
			fds[i].revents |= POLLOUT;
	}
	return 0;
}

void transfers_files(const char *files[TRANSFER_FILES + 1])
{
	const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
	const char *all[TRANSFER_FILES] = {transfer_ca_file(), transfer_ca_folder(), info->cainfo,
	                                   info->capath};
	size_t n = 0;

	for (size_t i = 0; i < TRANSFER_FILES; i++)
		if (all[i])
			files[n++] = all[i];
	files[n] = NULL;
}

const char *transfers_library(void)
{
	return curl_version();
}
