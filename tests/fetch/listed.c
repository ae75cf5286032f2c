/* SPDX-License-Identifier: ISC */
/* A list of downloads, and the hosts that it asks, on loopback. */
#include "config.h"

#include "tests/fetch/listed.h"
#include "tests/lib/check.h"
#include "tests/lib/tmp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct listed listed;

/* -- what the hosts have ------------------------------------------------------ */

void listed_write_file(const char *name, const char *text)
{
	char path[400];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", listed.dir, name);
	tmp_parents(path);
	f = fopen(path, "wb");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

/* A page of so many bytes, sent with these header lines. */
void listed_write_page(const char *name, size_t size, const char *headers)
{
	char *page = origin_made(size), beside[300];

	assert_non_null(page);
	listed_write_file(name, page);
	free(page);
	snprintf(beside, sizeof beside, "%s.headers", name);
	if (headers)
		listed_write_file(beside, headers);
}

void listed_write_feed(const char *name, const char *headers)
{
	char beside[300];

	listed_write_file(
		name, "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Locks</title>"
		      "<item><title>A gate was opened</title><link>https://press.example/1</link>"
		      "</item></channel></rss>\n");
	snprintf(beside, sizeof beside, "%s.headers", name);
	listed_write_file(beside, headers ? headers : "Content-Type: application/rss+xml\n");
}

/* -- set-up ------------------------------------------------------------------- */

void listed_clock(int64_t seconds)
{
	char now[40];

	snprintf(now, sizeof now, "%lld", (long long)seconds);
	setenv("PALAIS_NOW", now, 1);
}

static void listed_open(void)
{
	struct acquire_config config = {.stores = listed.stores,
	                                .store = listed.store,
	                                .client = listed.client,
	                                .pause_ms = 1};

	listed.list = acquire_new(&config);
	assert_non_null(listed.list);
	memset(listed.ends, 0, sizeof listed.ends);
}

/* As in the next run of the program. */
void listed_begin_anew(void)
{
	acquire_free(listed.list);
	listed_open();
}

int listed_set_up(void **state)
{
	static const char *const hosts[][2] = {
		{"https://press.example/", "press/"},
		{"https://news.example/", "news/"},
		{"https://raw.githubusercontent.com/", "raw/"},
		{"https://api.github.com/", "api-github/"},
		{"https://documents.un.org/", ""},
	};
	char rules[6][160];
	const char *mirrors[6];
	struct client_config client = {.fetch_path = "./palais-fetch",
	                               .parse_path = "./palais-parse",
	                               .mirrors = mirrors,
	                               .mirror_count = 6};
	struct stores_config stores = {.personal = listed.path, .starter = "starter.store"};

	(void)state;
	alarm(600); /* a list that never ends must not hold up the rest */
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
	listed_clock(NOW);
	snprintf(listed.dir, sizeof listed.dir, "acquire-%ld", (long)getpid());
	snprintf(listed.path, sizeof listed.path, "%s.store", listed.dir);
	mkdir(listed.dir, 0700);
	listed.origin = origin_start(&(struct origin_config){.root = listed.dir});
	if (!listed.origin)
		return -1;
	for (size_t i = 0; i < 5; i++)
		snprintf(rules[i], sizeof rules[i], "%s=http://127.0.0.1:%d/%s", hosts[i][0],
		         origin_port(listed.origin), hosts[i][1]);
	/* nobody listens there */
	snprintf(rules[5], sizeof rules[5], "https://dead.example/=http://127.0.0.1:1/");
	for (size_t i = 0; i < 6; i++)
		mirrors[i] = rules[i];
	listed.client = client_new(&client, NULL);
	listed.stores = stores_open(&stores, NULL);
	listed.store = listed.stores ? stores_writable(listed.stores, NULL) : NULL;
	if (!listed.client || !listed.store)
		return -1;
	listed_open();
	return 0;
}

int listed_tear_down(void **state)
{
	char command[500];

	(void)state;
	alarm(0);
	acquire_free(listed.list);
	client_free(listed.client);
	stores_close(listed.stores);
	origin_stop(listed.origin);
	snprintf(command, sizeof command, "rm -rf '%s' '%s' '%s-wal' '%s-shm'", listed.dir,
	         listed.path, listed.path, listed.path);
	return system(command);
}

/* -- asking ------------------------------------------------------------------- */

int listed_add(enum job_kind kind, const char *what)
{
	struct acquire_request r = {.kind = kind, .what = what, .languages = "en"};
	struct err err = {0};
	int id = acquire_add(listed.list, &r, &err);

	if (id < 0)
		fail_msg("%s: %s", what, err.text);
	return id;
}

int listed_add_sized(enum job_kind kind, const char *what, uint64_t bytes)
{
	struct acquire_request r = {
		.kind = kind, .what = what, .languages = "en", .expected = bytes};

	return acquire_add(listed.list, &r, NULL);
}

/* Waits until nothing is left to be done. */
void listed_run(void)
{
	struct acquire_event e;

	while (acquire_wait(listed.list, &e, NULL, NULL)) {
		listed.ends[e.state]++;
		listed.end = e;
		snprintf(listed.why, sizeof listed.why, "%s", e.err.text);
	}
}

enum job_state listed_state_of(int id)
{
	struct job_info d;

	assert_true(acquire_get(listed.list, id, &d));
	return d.state;
}

uint64_t listed_spent(void)
{
	struct acquire_totals totals;

	acquire_totals(listed.list, &totals);
	return totals.down + totals.up;
}

int listed_asked(const char *begins)
{
	return origin_count(listed.origin, begins, NULL);
}

/* The line of the log that begins so; fails when there is none. 0 is the first. */
int listed_line_of(const char *begins)
{
	char *log = origin_log(listed.origin);
	int n = 0, found = -1;

	for (const char *line = log; *line && found < 0; line += strcspn(line, "\n") + 1, n++)
		if (!strncmp(line, begins, strlen(begins)))
			found = n;
	free(log);
	if (found < 0)
		fail_msg("%s was not asked for", begins);
	return found;
}
