/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/fetch/client_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

struct tried tried = {.parse_seconds = 20};

void tried_open(const char *fetch, const char *parse, bool offline)
{
	char mirror[100];
	const char *mirrors[] = {mirror};
	struct client_config config = {.fetch_path = fetch,
	                               .parse_path = parse,
	                               .mirrors = mirrors,
	                               .mirror_count = 1,
	                               .offline = offline,
	                               .parse_seconds = tried.parse_seconds};

	snprintf(mirror, sizeof mirror, "https://press.un.org=http://127.0.0.1:%d",
	         origin_port(tried.origin));
	client_free(tried.client);
	tried.client = client_new(&config, NULL);
	assert_non_null(tried.client);
}

char *tried_url(const char *path)
{
	return origin_url(tried.origin, path);
}

int tried_get(const char *url)
{
	struct client_request r = {.url = url, .deadline_seconds = 20};
	int id = client_get(tried.client, &r, NULL);

	assert_true(id > 0);
	return id;
}

void tried_note(struct tried_result *r, const struct client_event *e)
{
	switch (e->kind) {
	case CLIENT_HEAD:
		assert_int_equal(r->heads + r->ends + r->docs, 0);
		r->heads++;
		r->status = e->head->status;
		snprintf(r->url, sizeof r->url, "%.190s", e->head->url);
		snprintf(r->type, sizeof r->type, "%.30s", e->head->type);
		snprintf(r->etag, sizeof r->etag, "%.30s", e->head->etag);
		break;
	case CLIENT_BODY:
		assert_int_equal(r->heads, 1);
		assert_int_equal(r->ends + r->docs, 0);
		assert_true(e->len > 0);
		r->bytes += e->len;
		break;
	case CLIENT_END:
		assert_int_equal(r->ends + r->docs, 0);
		r->ends++;
		r->whole = e->whole;
		r->more = e->more;
		r->down = e->down;
		r->up = e->up;
		r->end_err = e->err;
		break;
	case CLIENT_DOC:
		assert_int_equal(r->docs, 0);
		r->docs++;
		r->doc = e->doc;
		r->doc_err = e->err;
		break;
	}
}

/* All events until nothing is under way, into the result of their id. */
void tried_finish(struct tried_result *results, int count)
{
	struct client_event e;

	memset(results, 0, sizeof *results * (size_t)count);
	while (client_wait(tried.client, &e)) {
		assert_in_range(e.id, 1, count - 1);
		tried_note(&results[e.id], &e);
	}
	assert_false(client_busy(tried.client));
}

struct tried_result tried_fetch(const char *url)
{
	static struct tried_result results[200];
	int id = tried_get(url);

	tried_finish(results, id + 1);
	assert_int_equal(results[id].ends, 1);
	return results[id];
}

void assert_says(const struct err *err, enum err_code code, const char *why)
{
	if (err->code != code || !strstr(err->text, why))
		fail_msg("%d \"%s\" does not say \"%s\"", err->code, err->text, why);
}

int tried_set_up(void **state)
{
	(void)state;
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
	tried.origin = origin_start(&(struct origin_config){0});
	return tried.origin ? 0 : -1;
}

int tried_tear_down(void **state)
{
	(void)state;
	client_free(tried.client);
	origin_stop(tried.origin);
	return 0;
}

/* Every child that was started is gone, or will be at once. */
void assert_no_children(void)
{
	int status;

	client_free(tried.client);
	tried.client = NULL;
	assert_int_equal(waitpid(-1, &status, WNOHANG), -1);
}
