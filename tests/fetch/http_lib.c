/* What the tests of bring share: an origin, a store, a client, a page to be changed. */
#include "config.h"

#include "tests/fetch/http_lib.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct bring_test t;

char *at(const char *path)
{
	static char urls[4][1000];
	static int next;
	char *url = urls[next++ % 4];

	snprintf(url, sizeof urls[0], "http://127.0.0.1:%d%s", origin_port(t.origin), path);
	return url;
}

void open_client(const char *fetch, const char *parse)
{
	char mirror[100];
	const char *mirrors[] = {mirror};
	struct client_config config = {
		.fetch_path = fetch, .parse_path = parse, .mirrors = mirrors, .mirror_count = 1};

	bring_free(t.bring);
	client_free(t.client);
	snprintf(mirror, sizeof mirror, "https://press.un.org=http://127.0.0.1:%d",
	         origin_port(t.origin));
	t.client = client_new(&config, NULL);
	assert_non_null(t.client);
	t.bring = bring_new(t.store, t.client);
	assert_non_null(t.bring);
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
int bring_set_up(void **state)
{
	(void)state;
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
	setenv("PALAIS_NOW", "1790000000", 1);
	snprintf(t.dir, sizeof t.dir, "bring-%ld", (long)getpid());
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

int bring_tear_down(void **state)
{
	struct dirent *entry;
	char path[400];
	DIR *dir;

	(void)state;
	bring_free(t.bring);
	client_free(t.client);
	t.bring = NULL;
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

struct bring_event bring(struct bring_request r)
{
	struct bring_event e, none;

	r.deadline_seconds = r.deadline_seconds ? r.deadline_seconds : 20;
	assert_true(bring_start(t.bring, &r, NULL) > 0);
	assert_int_equal(bring_wait(t.bring, &e), 1);
	assert_false(bring_busy(t.bring));
	assert_int_equal(bring_wait(t.bring, &none), 0);
	return e;
}

struct bring_event bring_url(const char *url)
{
	return bring((struct bring_request){.url = url});
}

void assert_outcome(const struct bring_event *e, enum bring_outcome outcome, const char *why)
{
	if (e->outcome != outcome || !strstr(e->err.text, why))
		fail_msg("outcome %d (%s), not %d (%s)", e->outcome, e->err.text, outcome, why);
	assert_int_equal(e->err.code == ERR_NONE, outcome <= BRING_SAME);
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
