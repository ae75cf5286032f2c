/* SPDX-License-Identifier: ISC */
/* What the tests of exchanges share: an origin, a store, a client, a page to be changed. */
#include "config.h"

#include "tests/fetch/http_lib.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct http_test t;

char *at(const char *path)
{
	return origin_url(t.origin, path);
}

void open_client(const char *fetch, const char *parse)
{
	char mirror[100];
	const char *mirrors[] = {mirror};
	struct client_config config = {
		.fetch_path = fetch, .parse_path = parse, .mirrors = mirrors, .mirror_count = 1};

	exchange_free(t.last);
	t.last = NULL;
	client_free(t.client);
	snprintf(mirror, sizeof mirror, "https://press.un.org=http://127.0.0.1:%d",
	         origin_port(t.origin));
	t.client = client_new(&config, NULL);
	assert_non_null(t.client);
}

void write_page(const char *text)
{
	FILE *f = fopen(t.page, "w");

	assert_non_null(f);
	fprintf(f, "<html lang=en><title>%s</title><p>%s Text of a page.", text, text);
	assert_int_equal(fclose(f), 0);
}

void write_headers(const char *lines)
{
	char name[120];
	FILE *f;

	snprintf(name, sizeof name, "%s.headers", t.page);
	if (!lines) {
		unlink(name);
		return;
	}
	f = fopen(name, "w");
	assert_non_null(f);
	fputs(lines, f);
	assert_int_equal(fclose(f), 0);
}

/* Every test begins with an empty store. */
int http_set_up(void **state)
{
	(void)state;
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
	setenv("PALAIS_NOW", "1790000000", 1);
	snprintf(t.dir, sizeof t.dir, "http-%ld", (long)getpid());
	snprintf(t.file, sizeof t.file, "%s/store", t.dir);
	snprintf(t.page, sizeof t.page, "%s/page.html", t.dir);
	mkdir(t.dir, 0700);
	t.origin = origin_start(&(struct origin_config){.root = t.dir});
	t.store = store_open(t.file, STORE_PERSONAL, NULL);
	if (!t.origin || !t.store)
		return -1;
	open_client("./palais-fetch", "./palais-parse");
	return 0;
}

int http_tear_down(void **state)
{
	struct dirent *entry;
	char path[400];
	DIR *dir;

	(void)state;
	exchange_free(t.last);
	client_free(t.client);
	t.last = NULL;
	t.client = NULL;
	store_close(t.store);
	origin_stop(t.origin);
	dir = opendir(t.dir);
	while (dir && (entry = readdir(dir))) {
		snprintf(path, sizeof path, "%s/%s", t.dir, entry->d_name);
		unlink(path);
	}
	if (dir)
		closedir(dir);
	rmdir(t.dir);
	return 0;
}

struct exchange *begin(struct store *store, struct client *client, struct question q)
{
	struct err err = {0};
	struct exchange *x = exchange_start(store, client, &q, &err);

	if (!x)
		fail_msg("%s: %s", q.url, err.text);
	return x;
}

struct answer finish(struct exchange *x, struct client *client)
{
	struct client_event e;
	int rc = 0;

	while (rc < 1) {
		assert_int_equal(client_wait(client, &e), 1);
		rc = exchange_take(x, &e);
		assert_true(rc >= 0);
	}
	assert_int_equal(exchange_take(x, &e), -1);
	assert_int_equal(client_wait(client, &e), 0);
	return *exchange_answer(x);
}

struct answer ask(struct question q)
{
	exchange_free(t.last);
	t.last = begin(t.store, t.client, q);
	return finish(t.last, t.client);
}

struct answer ask_url(const char *url)
{
	return ask((struct question){.url = url});
}

void assert_outcome(const struct answer *a, enum acquire_outcome outcome, const char *why)
{
	if (a->outcome != outcome || !strstr(a->err.text, why))
		fail_msg("outcome %d (%s), not %d (%s)", a->outcome, a->err.text, outcome, why);
	assert_int_equal(a->err.code == ERR_NONE, outcome <= ACQUIRE_SAME);
}

/* What the store shows under a key; the caller calls store_version_done. */
struct store_version there(const char *key)
{
	struct store_version v;

	assert_int_equal(store_find(t.store, key, NULL, &v, NULL), 1);
	return v;
}

void assert_there(const char *key, const char *title, bool whole)
{
	struct store_version v = there(key);

	assert_string_equal(v.title, title);
	assert_int_equal(v.whole, whole);
	store_version_done(&v);
}

void assert_nothing(const char *key)
{
	struct store_version v;

	assert_int_equal(store_find(t.store, key, NULL, &v, NULL), 0);
}

long versions(void)
{
	struct store_info info;

	assert_int_equal(store_info(t.store, &info, NULL), 0);
	return (long)info.versions;
}
