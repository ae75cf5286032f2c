/* SPDX-License-Identifier: ISC */
/* The list of downloads: its order, its budget, robots.txt, and that it always comes to an
 * end, whatever hosts do. */
#include "config.h"

#include "fetch/acquire/internal.h"
#include "model/base/url.h"
#include "model/dossier/headlines.h"
#include "model/store/servers.h"
#include "tests/lib/check.h"
#include "tests/lib/origin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define NOW 1790000000
/* What a header block may add to a budget. */
#define HEADS 600u

static struct {
	struct origin *origin;
	struct stores *stores;
	struct store *store;
	struct client *client;
	struct acquire *list;
	char dir[64], path[100];
	struct acquire_event end; /* the last one, */
	char why[600];            /* and why */
	unsigned ends[JOB_CANCELLED + 1];
} t;

/* -- what the hosts have ------------------------------------------------------ */

static void make_parents(char *path)
{
	for (char *s = strchr(path, '/'); s; s = strchr(s + 1, '/')) {
		*s = '\0';
		mkdir(path, 0700);
		*s = '/';
	}
}

static void write_file(const char *name, const char *text)
{
	char path[400];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", t.dir, name);
	make_parents(path);
	f = fopen(path, "wb");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

/* A page of so many bytes, sent with these header lines. */
static void write_page(const char *name, size_t size, const char *headers)
{
	char *page = origin_made(size), beside[300];

	assert_non_null(page);
	write_file(name, page);
	free(page);
	snprintf(beside, sizeof beside, "%s.headers", name);
	if (headers)
		write_file(beside, headers);
}

static void write_feed(const char *name, const char *headers)
{
	char beside[300];

	write_file(name,
	           "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Locks</title>"
	           "<item><title>A gate was opened</title><link>https://press.example/1</link>"
	           "</item></channel></rss>\n");
	snprintf(beside, sizeof beside, "%s.headers", name);
	write_file(beside, headers ? headers : "Content-Type: application/rss+xml\n");
}

/* -- set-up ------------------------------------------------------------------- */

static void clock_at(int64_t seconds)
{
	char now[40];

	snprintf(now, sizeof now, "%lld", (long long)seconds);
	setenv("PALAIS_NOW", now, 1);
}

static void open_list(void)
{
	struct acquire_config config = {
		.stores = t.stores, .store = t.store, .client = t.client, .pause_ms = 1};

	t.list = acquire_new(&config);
	assert_non_null(t.list);
	memset(t.ends, 0, sizeof t.ends);
}

/* As in the next run of the program. */
static void begin_anew(void)
{
	acquire_free(t.list);
	open_list();
}

static int set_up(void **state)
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
	struct stores_config stores = {.personal = t.path, .starter = "starter.store"};

	(void)state;
	alarm(600); /* a list that never ends must not hold up the rest */
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
	clock_at(NOW);
	snprintf(t.dir, sizeof t.dir, "acquire-%ld", (long)getpid());
	snprintf(t.path, sizeof t.path, "%s.store", t.dir);
	mkdir(t.dir, 0700);
	t.origin = origin_start(&(struct origin_config){.root = t.dir});
	if (!t.origin)
		return -1;
	for (size_t i = 0; i < 5; i++)
		snprintf(rules[i], sizeof rules[i], "%s=http://127.0.0.1:%d/%s", hosts[i][0],
		         origin_port(t.origin), hosts[i][1]);
	/* nobody listens there */
	snprintf(rules[5], sizeof rules[5], "https://dead.example/=http://127.0.0.1:1/");
	for (size_t i = 0; i < 6; i++)
		mirrors[i] = rules[i];
	t.client = client_new(&client, NULL);
	t.stores = stores_open(&stores, NULL);
	t.store = t.stores ? stores_writable(t.stores, NULL) : NULL;
	if (!t.client || !t.store)
		return -1;
	open_list();
	return 0;
}

static int tear_down(void **state)
{
	char command[500];

	(void)state;
	alarm(0);
	acquire_free(t.list);
	client_free(t.client);
	stores_close(t.stores);
	origin_stop(t.origin);
	snprintf(command, sizeof command, "rm -rf '%s' '%s' '%s-wal' '%s-shm'", t.dir, t.path,
	         t.path, t.path);
	return system(command);
}

/* -- asking ------------------------------------------------------------------- */

static int add(enum job_kind kind, const char *what)
{
	struct acquire_request r = {.kind = kind, .what = what, .languages = "en"};
	struct err err = {0};
	int id = acquire_add(t.list, &r, &err);

	if (id < 0)
		fail_msg("%s: %s", what, err.text);
	return id;
}

static int add_sized(enum job_kind kind, const char *what, uint64_t bytes)
{
	struct acquire_request r = {
		.kind = kind, .what = what, .languages = "en", .expected = bytes};

	return acquire_add(t.list, &r, NULL);
}

/* Waits until nothing is left to be done. */
static void run(void)
{
	struct acquire_event e;

	while (acquire_wait(t.list, &e, NULL, NULL)) {
		t.ends[e.state]++;
		t.end = e;
		snprintf(t.why, sizeof t.why, "%s", e.err.text);
	}
}

static enum job_state state_of(int id)
{
	struct job_info d;

	assert_true(acquire_get(t.list, id, &d));
	return d.state;
}

static uint64_t spent(void)
{
	struct acquire_totals totals;

	acquire_totals(t.list, &totals);
	return totals.down + totals.up;
}

static int asked(const char *begins)
{
	return origin_count(t.origin, begins, NULL);
}

/* The line of the log that begins so; fails when there is none. 0 is the first. */
static int line_of(const char *begins)
{
	char *log = origin_log(t.origin);
	int n = 0, found = -1;

	for (const char *line = log; *line && found < 0; line += strcspn(line, "\n") + 1, n++)
		if (!strncmp(line, begins, strlen(begins)))
			found = n;
	free(log);
	if (found < 0)
		fail_msg("%s was not asked for", begins);
	return found;
}

/* -- order -------------------------------------------------------------------- */

static void each_kind_has_its_turn(void **state)
{
	static const char *const names[] = {"wish", "queued", "feed", "article", "document"};
	char line[60];

	(void)state;
	/* near a limit one is asked for after the other */
	acquire_budget(t.list, 120000);
	for (int i = 4; i >= 0; i--) {
		char name[40], url[60];

		snprintf(name, sizeof name, "press/%s", names[i]);
		if (i == JOB_FEED)
			write_feed(name, NULL);
		else
			write_page(name, 3000, NULL);
		snprintf(url, sizeof url, "https://press.example/%s", names[i]);
		add_sized((enum job_kind)i, url, 3000);
	}
	run();
	assert_int_equal(t.ends[JOB_DONE], 5);
	for (int i = 1, last = -1; i < 5; i++) {
		snprintf(line, sizeof line, "GET /press/%s", names[i]);
		assert_true(line_of(line) > last);
		last = line_of(line);
	}
	/* the reader's own wish waits for none of them */
	assert_true(line_of("GET /press/wish") <= 2);
}

static void one_is_on_the_list_once(void **state)
{
	int article, other;

	(void)state;
	write_page("press/a", 3000, NULL);
	write_page("press/b", 3000, NULL);
	other = add(JOB_DOCUMENT, "https://press.example/b");
	article = add(JOB_ARTICLE, "https://press.example/a");
	assert_int_equal(add(JOB_ARTICLE, "https://press.example/a"), article);
	assert_int_equal(add(JOB_WISH, "https://press.example/b"), other);
	assert_int_equal(acquire_count(t.list), 2);
	run();
	assert_int_equal(t.ends[JOB_DONE], 2);
	assert_int_equal(asked("GET /press/a"), 1);
	assert_int_equal(asked("GET /press/b"), 1);
	/* what has ended is taken anew, and does not stand there twice */
	assert_int_not_equal(add(JOB_WISH, "https://press.example/b"), other);
	assert_int_equal(acquire_find(t.list, "https://press.example/a"), 0);
	run();
	/* the robots.txt is one of them */
	assert_int_equal(acquire_count(t.list), 3);
}

/* What ended stands there until it was told, however soon it is asked for again. */
static void an_end_is_told_before_it_is_forgotten(void **state)
{
	int first = add(JOB_WISH, "https://press.example/a"), second, third;
	struct acquire_event e;
	struct job_info info;

	(void)state;
	write_page("press/a", 500, NULL);
	acquire_cancel(t.list, first);
	second = add(JOB_WISH, "https://press.example/a");
	assert_int_not_equal(second, first);
	assert_int_equal(acquire_wait(t.list, &e, NULL, NULL), 1);
	assert_int_equal(e.id, first);
	assert_int_equal(e.state, JOB_CANCELLED);
	assert_int_equal(acquire_wait(t.list, &e, NULL, NULL), 1);
	assert_int_equal(e.id, second);
	/* its words are lent until the next step */
	third = add(JOB_WISH, "https://press.example/a");
	assert_true(acquire_get(t.list, second, &info));
	assert_string_equal(e.what, "https://press.example/a");
	assert_false(acquire_get(t.list, first, &info));
	assert_int_equal(acquire_wait(t.list, &e, NULL, NULL), 1);
	assert_int_equal(e.id, third);
}

static void what_moves_keeps_its_place(void **state)
{
	struct acquire_event e;
	char url[60];
	int b, c;

	(void)state;
	snprintf(url, sizeof url, "http://127.0.0.1:%d/x/stall", origin_port(t.origin));
	add(JOB_QUEUED, url);
	assert_int_equal(acquire_step(t.list, NULL, &e), 0);
	b = add(JOB_QUEUED, "https://press.example/b");
	c = add(JOB_QUEUED, "https://press.example/c");
	assert_true(acquire_move(t.list, c, -1));
	assert_false(acquire_move(t.list, c, -1));
	assert_false(acquire_move(t.list, b, 1));
}

/* What is asked for once more has not ended. */
static void no_end_is_told_of_what_goes_on(void **state)
{
	int id = add(JOB_WISH, "https://press.example/a");

	(void)state;
	write_page("press/a", 500, NULL);
	acquire_cancel(t.list, id);
	assert_true(acquire_retry(t.list, id));
	run();
	assert_int_equal(t.ends[JOB_CANCELLED], 0);
	assert_int_equal(t.ends[JOB_DONE], 1);
}

static void the_reader_changes_the_order(void **state)
{
	int a, b, c;

	(void)state;
	acquire_budget(t.list, 100000);
	a = add_sized(JOB_QUEUED, "https://press.example/a", 1000);
	b = add_sized(JOB_QUEUED, "https://press.example/b", 1000);
	c = add_sized(JOB_QUEUED, "https://press.example/c", 1000);
	write_page("press/a", 1000, NULL);
	write_page("press/b", 1000, NULL);
	write_page("press/c", 1000, NULL);
	assert_true(acquire_move(t.list, c, -5));
	assert_false(acquire_move(t.list, c, -1));
	assert_true(acquire_move(t.list, a, 1));
	acquire_cancel(t.list, b);
	assert_false(acquire_move(t.list, b, 1));
	run();
	assert_true(line_of("GET /press/c") < line_of("GET /press/a"));
	assert_int_equal(asked("GET /press/b"), 0);
	assert_int_equal(state_of(b), JOB_CANCELLED);
	assert_true(acquire_retry(t.list, b));
	assert_false(acquire_retry(t.list, a));
	run();
	assert_int_equal(state_of(b), JOB_DONE);
}

static int take_id(const struct job_info *d, void *payload)
{
	int **next = payload;

	*(*next)++ = d->id;
	return 0;
}

/* What waits stands first; what ended follows, the newest first. A robots.txt is nobody's
 * business. */
static void the_list_is_told_in_its_order(void **state)
{
	int ids[8] = {0}, *next = ids, a, b, c, d;

	(void)state;
	a = add(JOB_WISH, "https://press.example/a");
	run();
	b = add(JOB_ARTICLE, "https://press.example/b");
	run();
	c = add(JOB_QUEUED, "https://press.example/c");
	d = add(JOB_WISH, "https://press.example/d");
	acquire_each(t.list, take_id, &next);
	assert_int_equal(next - ids, 4);
	assert_int_equal(ids[0], d);
	assert_int_equal(ids[1], c);
	assert_int_equal(ids[2], b);
	assert_int_equal(ids[3], a);
}

static void twelve_are_under_way_at_once_and_wishes_besides(void **state)
{
	struct acquire_totals totals;
	struct acquire_event e;
	char url[60];

	(void)state;
	for (int i = 0; i < 15; i++) {
		snprintf(url, sizeof url, "http://127.0.0.1:%d/x/stall?%d", origin_port(t.origin),
		         i);
		add(i < 14 ? JOB_QUEUED : JOB_WISH, url);
		assert_int_equal(acquire_step(t.list, NULL, &e), 0);
		acquire_totals(t.list, &totals);
		assert_int_equal(totals.moving, i < 12 ? i + 1 : i < 14 ? 12 : 13);
	}
	assert_int_equal(totals.waiting, 2);
}

static void a_rate_is_told_of_half_a_second(void **state)
{
	(void)state;
	assert_int_equal(job_rate(5000, 499), 0);
	assert_int_equal(job_rate(5000, 500), 10000);
	assert_int_equal(job_rate(5000, 2000), 2500);
}

/* -- the budget ----------------------------------------------------------------- */

static void no_more_is_asked_for_than_is_left(void **state)
{
	int id;

	(void)state;
	write_page("press/long", 30000, NULL);
	acquire_budget(t.list, 12000);
	id = add(JOB_QUEUED, "https://press.example/long");
	run();
	assert_int_equal(state_of(id), JOB_HELD);
	assert_int_equal(t.ends[JOB_HELD], 1);
	assert_in_range(spent(), 9000, 12000 + HEADS);
	assert_int_equal(origin_count(t.origin, "GET /press/long", "Range: bytes=0-"), 1);
	/* with more to spend it goes on from there */
	acquire_budget(t.list, 40000);
	assert_true(acquire_retry(t.list, id));
	run();
	assert_int_equal(state_of(id), JOB_DONE);
	assert_int_equal(asked("GET /press/long"), 2);
	assert_int_equal(origin_count(t.origin, "GET /press/long", "If-Range"), 1);
	assert_in_range(spent(), 30000, 30000 + 4 * HEADS);
}

static void what_was_held_runs_side_by_side_again(void **state)
{
	struct acquire_totals totals;
	struct acquire_event e;
	int ids[2];

	(void)state;
	write_page("press/0", 30000, NULL);
	write_page("press/1", 30000, NULL);
	for (int i = 0; i < 2; i++) {
		acquire_budget(t.list, 5000);
		ids[i] = add(JOB_QUEUED, i ? "https://press.example/1" : "https://press.example/0");
		run();
		assert_int_equal(state_of(ids[i]), JOB_HELD);
	}
	acquire_budget(t.list, 10000000);
	assert_true(acquire_retry(t.list, ids[0]));
	assert_true(acquire_retry(t.list, ids[1]));
	assert_int_equal(acquire_step(t.list, NULL, &e), 0);
	acquire_totals(t.list, &totals);
	assert_int_equal(totals.moving, 2);
	run();
	assert_int_equal(state_of(ids[0]), JOB_DONE);
}

/* Near the limit what fits as a whole goes before what would be cut; when nothing fits the
 * first gets what is left. */
static void what_fits_goes_first(void **state)
{
	int large, small;

	(void)state;
	write_page("press/large", 60000, NULL);
	write_page("press/larger", 60000, NULL);
	write_page("press/small", 5000, NULL);
	acquire_budget(t.list, 30000);
	large = add_sized(JOB_QUEUED, "https://press.example/large", 60000);
	add_sized(JOB_QUEUED, "https://press.example/larger", 60000);
	small = add_sized(JOB_QUEUED, "https://press.example/small", 5000);
	run();
	assert_int_equal(state_of(small), JOB_DONE);
	assert_int_equal(state_of(large), JOB_HELD);
	assert_true(line_of("GET /press/small") < line_of("GET /press/large"));
	assert_int_equal(asked("GET /press/larger"), 0);
	assert_in_range(spent(), 25000, 30000 + HEADS);
}

static void many_keep_to_it_together(void **state)
{
	struct acquire_totals totals;
	char name[40], url[60];

	(void)state;
	for (int i = 0; i < 20; i++) {
		snprintf(name, sizeof name, "press/%d", i);
		write_page(name, 60000, NULL);
		snprintf(url, sizeof url, "https://press.example/%d", i);
		add(JOB_QUEUED, url);
	}
	acquire_budget(t.list, 700000);
	run();
	assert_in_range(spent(), 600000, 700000 + HEADS);
	acquire_totals(t.list, &totals);
	assert_true(totals.overrun <= HEADS);
	assert_true(totals.held > 5);
	assert_int_equal(totals.failed, 0);
	assert_int_equal(totals.held + totals.done, 20);
}

static void what_comes_as_a_whole_alone_is_cut(void **state)
{
	struct acquire_totals totals;

	(void)state;
	write_page("press/long", 600000, "Manners: noranges\n");
	acquire_budget(t.list, 12000);
	add(JOB_QUEUED, "https://press.example/long");
	run();
	acquire_totals(t.list, &totals);
	assert_int_equal(totals.held, 1);
	assert_in_range(spent(), 11000, 12000 + 65536);
	assert_int_equal(totals.overrun, spent() > 12000 ? spent() - 12000 : 0);
}

/* While there is more to spend what is larger than was thought takes more; what is larger
 * than all that is left is stopped once, and asked for with a limit. */
static void what_grows_takes_more_or_gets_a_limit(void **state)
{
	int id;

	(void)state;
	write_page("press/more", 400000, NULL);
	write_page("press/most", 3000000, NULL);
	acquire_budget(t.list, 3000000);
	add_sized(JOB_QUEUED, "https://press.example/more", 5000);
	run();
	assert_int_equal(t.ends[JOB_DONE], 1);
	assert_int_equal(asked("GET /press/more"), 1);
	acquire_budget(t.list, 1000000);
	id = add_sized(JOB_QUEUED, "https://press.example/most", 5000);
	run();
	assert_int_equal(state_of(id), JOB_HELD);
	assert_int_equal(asked("GET /press/most"), 2);
}

static void cut_many(const char *manners)
{
	struct acquire_totals totals;
	char name[40], url[60];

	for (int i = 0; i < 8; i++) {
		snprintf(name, sizeof name, "press/%d", i);
		write_page(name, 400000, manners);
		snprintf(url, sizeof url, "https://press.example/%d", i);
		add_sized(JOB_QUEUED, url, 5000);
	}
	acquire_budget(t.list, 500000);
	run();
	acquire_totals(t.list, &totals);
	/* each of the eight may have as much as this under way when it is told to stop */
	assert_in_range(spent(), 300000, 500000 + 8 * 65536);
	assert_int_equal(totals.overrun, spent() > 500000 ? spent() - 500000 : 0);
}

static void many_of_these_are_cut_in_time(void **state)
{
	(void)state;
	cut_many("Manners: noranges\n");
}

static void and_so_are_many_of_unknown_length(void **state)
{
	(void)state;
	cut_many("Manners: noranges,unsized\n");
}

static void one_byte_buys_nothing_and_none_is_no_limit(void **state)
{
	int id;

	(void)state;
	write_page("press/a", 300000, NULL);
	acquire_budget(t.list, 1);
	id = add(JOB_FEED, "https://press.example/a");
	acquire_cancel(t.list, id);
	id = add(JOB_QUEUED, "https://press.example/a");
	run();
	assert_int_equal(asked("GET"), 0);
	assert_int_equal(state_of(id), JOB_HELD);
	/* the reader's own wishes are asked for all the same */
	id = add(JOB_WISH, "https://press.example/a");
	run();
	assert_int_equal(state_of(id), JOB_DONE);
	acquire_budget(t.list, 0);
	write_page("press/b", 300000, NULL);
	id = add(JOB_QUEUED, "https://press.example/b");
	run();
	assert_int_equal(state_of(id), JOB_DONE);
	assert_int_equal(origin_count(t.origin, "GET", "Range: "), 0);
}

/* A limit is for all sources of a document together. */
static void no_source_is_asked_with_nothing_left(void **state)
{
	int id;

	(void)state;
	/* the first source has something that cannot be read, and takes what there is */
	write_page("ods/S_2031_79/en.docx", 1600, NULL);
	acquire_budget(t.list, 2400);
	id = add(JOB_QUEUED, "S/2031/79");
	run();
	assert_int_equal(state_of(id), JOB_FAILED);
	assert_int_equal(asked("GET /api/symbol/access"), 1);
	assert_true(spent() <= 2400 + HEADS);
}

/* -- robots.txt ------------------------------------------------------------------- */

#define NOT_US "User-agent: *\nDisallow: /closed\nDisallow: /feed\n"

static void robots_bars_what_nobody_opened(void **state)
{
	struct acquire_request pinned = {
		.kind = JOB_DOCUMENT, .named = true, .what = "https://press.example/closed/2"};
	int article, document, wanted;

	(void)state;
	write_file("press/robots.txt", NOT_US);
	write_file("press/robots.txt.headers", "Content-Type: text/plain\n");
	write_page("press/closed/1", 3000, NULL);
	write_page("press/closed/2", 3000, NULL);
	write_page("press/closed/3", 3000, NULL);
	write_page("press/open", 3000, NULL);
	write_feed("press/feed", NULL);
	article = add(JOB_ARTICLE, "https://press.example/closed/1");
	document = add(JOB_DOCUMENT, "https://press.example/closed/3");
	wanted = acquire_add(t.list, &pinned, NULL);
	add(JOB_ARTICLE, "https://press.example/open");
	add(JOB_FEED, "https://press.example/feed");
	run();
	assert_int_equal(state_of(article), JOB_BARRED);
	assert_int_equal(state_of(document), JOB_BARRED);
	assert_int_equal(state_of(wanted), JOB_DONE);
	assert_int_equal(t.ends[JOB_DONE], 3);
	assert_int_equal(asked("GET /press/robots.txt"), 1);
	assert_int_equal(asked("GET /press/closed/1"), 0);
	/* what the reader opens is asked for, though it waits on the list already */
	add(JOB_ARTICLE, "https://press.example/closed/1");
	add(JOB_WISH, "https://press.example/closed/1");
	run();
	assert_int_equal(asked("GET /press/closed/1"), 1);
}

static void robots_is_asked_for_once_a_day(void **state)
{
	(void)state;
	write_file("press/robots.txt", NOT_US);
	write_page("press/a", 3000, NULL);
	for (int i = 0; i < 3; i++) {
		begin_anew();
		clock_at(NOW + (i == 2 ? 86401 : 3600 * i));
		add(JOB_ARTICLE, "https://press.example/a");
		/* of a host without one, that is remembered as well */
		add(JOB_ARTICLE, "https://news.example/a");
		run();
	}
	assert_int_equal(asked("GET /press/robots.txt"), 2);
	assert_int_equal(origin_count(t.origin, "GET /press/robots.txt", "If-None-Match"), 1);
	assert_int_equal(asked("GET /news/robots.txt"), 2);
	assert_int_equal(asked("GET /press/a"), 3);
}

static void a_host_in_trouble_is_not_asked_unless_its_rules_are_here(void **state)
{
	int id;

	(void)state;
	write_file("press/robots.txt", "none\n");
	write_file("press/robots.txt.headers", "Status: 500\n");
	write_page("press/a", 3000, NULL);
	id = add(JOB_ARTICLE, "https://press.example/a");
	run();
	assert_int_equal(state_of(id), JOB_BARRED);
	assert_int_equal(asked("GET /press/a"), 0);
	/* its own trouble is over, and begins anew two days later */
	write_file("press/robots.txt.headers", "Content-Type: text/plain\n");
	acquire_forget_hosts(t.list);
	assert_true(acquire_retry(t.list, id));
	run();
	assert_int_equal(state_of(id), JOB_DONE);
	begin_anew();
	clock_at(NOW + 2 * 86400);
	write_file("press/robots.txt.headers", "Status: 500\n");
	id = add(JOB_ARTICLE, "https://press.example/a");
	run();
	assert_int_equal(state_of(id), JOB_DONE);
	assert_int_equal(asked("GET /press/a"), 2);
	/* a copy of two months ago counts no more */
	begin_anew();
	clock_at(NOW + 60 * 86400);
	id = add(JOB_ARTICLE, "https://press.example/a");
	run();
	assert_int_equal(state_of(id), JOB_BARRED);
}

/* Nobody opens a directory: of a symbol too it is looked at only where that is allowed. */
static void robots_bars_directories_for_symbols_too(void **state)
{
	(void)state;
	write_file("api-github/robots.txt", "User-agent: *\nDisallow: /\n");
	write_file("api-github/robots.txt.headers", "Content-Type: text/plain\n");
	add(JOB_WISH, "S/RES/9999(2031)");
	run();
	assert_int_equal(asked("GET /api-github/robots.txt"), 1);
	assert_int_equal(asked("GET /api-github/repos"), 0);
	/* the other sources are asked as ever, and have the last word */
	assert_true(asked("GET /api/symbol/access") > 0);
	assert_non_null(strstr(t.why, "no text in English was found"));
	assert_null(strstr(t.why, "robots"));
}

/* Neither its robots.txt nor what waits for that keeps a list from coming to its end. */
static void a_host_that_does_not_answer_holds_nothing_up(void **state)
{
	int feed, article;

	(void)state;
	feed = add(JOB_FEED, "https://dead.example/feed");
	run();
	assert_int_equal(state_of(feed), JOB_FAILED);
	assert_int_equal(t.end.err.code, ERR_NETWORK);
	/* the host is known to be dead: its robots.txt is not even asked for */
	article = add(JOB_ARTICLE, "https://dead.example/a");
	run();
	assert_int_equal(state_of(article), JOB_FAILED);
	assert_int_equal(t.end.err.code, ERR_NETWORK);
	assert_int_equal(t.end.asked, 0);
	/* asked for once more it is: the network may be another */
	assert_true(acquire_retry(t.list, feed));
	run();
	assert_int_equal(t.end.asked, 1);
	assert_non_null(strstr(t.why, "Connection refused"));
	/* what the reader opens is asked for all the same */
	add(JOB_WISH, "https://dead.example/c");
	run();
	assert_int_equal(t.end.asked, 1);
	assert_non_null(strstr(t.why, "Connection refused"));
	/* nor is it another way round */
	begin_anew();
	article = add(JOB_ARTICLE, "https://dead.example/b");
	run();
	assert_int_equal(state_of(article), JOB_FAILED);
	assert_int_equal(t.end.err.code, ERR_NETWORK);
}

static void rules_that_the_budget_held_are_asked_for_with_the_next(void **state)
{
	int id;

	(void)state;
	write_file("press/robots.txt", NOT_US);
	write_page("press/a", 3000, NULL);
	acquire_budget(t.list, 1);
	/* a directory is looked at for a symbol, if robots.txt lets it: a wish waits for
	 * that, and the budget has no say in it */
	add(JOB_WISH, "S/RES/9999(2031)");
	run();
	assert_int_equal(asked("GET /api-github/robots.txt"), 1);
	id = add(JOB_ARTICLE, "https://press.example/a");
	run();
	assert_int_equal(state_of(id), JOB_HELD);
	acquire_budget(t.list, 50000);
	assert_true(acquire_retry(t.list, id));
	run();
	assert_int_equal(state_of(id), JOB_DONE);
}

static void what_fits_does_not_push_its_own_rules_aside(void **state)
{
	int id;

	(void)state;
	write_page("press/a", 500, NULL);
	/* too little for what a robots.txt costs as a rule, enough for the page */
	acquire_budget(t.list, 2900);
	id = add_sized(JOB_ARTICLE, "https://press.example/a", 500);
	run();
	assert_true(state_of(id) == JOB_DONE || state_of(id) == JOB_HELD);
	assert_int_equal(asked("GET /press/robots.txt"), 1);
	assert_true(spent() <= 2900 + HEADS);
}

/* -- servers in trouble ----------------------------------------------------------- */

static void a_broken_line_is_taken_up_again(void **state)
{
	int id;

	(void)state;
	write_page("press/long", 40000, "Manners: cuts=9000-9000-9000-9000-3000\n");
	id = add(JOB_QUEUED, "https://press.example/long");
	run();
	assert_int_equal(state_of(id), JOB_DONE);
	assert_int_equal(asked("GET /press/long"), 6);
	assert_true(spent() < 40000 + 6 * 2 * HEADS);
	/* without any gain, not for ever */
	write_page("press/stuck", 40000, "Manners: noranges,cut=5000\n");
	id = add(JOB_QUEUED, "https://press.example/stuck");
	run();
	assert_int_equal(state_of(id), JOB_FAILED);
	assert_in_range(asked("GET /press/stuck"), 3, 8);
}

/* Three pauses, each at least twice as long as the one before: 40, 80 and 160 ms. */
static void a_busy_server_is_asked_ever_later(void **state)
{
	struct acquire_config config = {
		.stores = t.stores, .store = t.store, .client = t.client, .pause_ms = 40};
	struct timespec from, to;
	char url[80];
	int id;

	(void)state;
	acquire_free(t.list);
	t.list = acquire_new(&config);
	write_page("press/busy", 500, "Status: 502\n");
	clock_gettime(CLOCK_MONOTONIC, &from);
	id = add(JOB_QUEUED, "https://press.example/busy");
	run();
	clock_gettime(CLOCK_MONOTONIC, &to);
	assert_int_equal(state_of(id), JOB_FAILED);
	assert_int_equal(asked("GET /press/busy"), 4);
	assert_true((to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000 >=
	            280);
	/* what the reader opens is told at once */
	snprintf(url, sizeof url, "http://127.0.0.1:%d/x/status/502", origin_port(t.origin));
	add(JOB_WISH, url);
	run();
	assert_int_equal(asked("GET /x/status/502"), 1);
}

static void a_long_pause_is_remembered(void **state)
{
	int id;

	(void)state;
	write_page("press/busy", 500, "Status: 429\nRetry-After: 600\n");
	id = add(JOB_FEED, "https://press.example/busy");
	run();
	assert_int_equal(state_of(id), JOB_FAILED);
	assert_int_equal(asked("GET /press/"), 1);
	assert_int_equal(store_pause_get(t.store, "press.example"), NOW + 600);
	/* by later runs too, and by what needs the robots.txt of that host */
	begin_anew();
	add(JOB_FEED, "https://press.example/feed");
	id = add(JOB_ARTICLE, "https://press.example/a");
	run();
	assert_int_equal(t.ends[JOB_DONE], 0);
	assert_int_not_equal(state_of(id), JOB_WAITING);
	assert_int_equal(asked("GET /press/"), 1);
	/* what the reader opens is asked for, and after the pause all is */
	write_page("press/a", 500, NULL);
	add(JOB_WISH, "https://press.example/a");
	run();
	assert_int_equal(asked("GET /press/a"), 1);
	begin_anew();
	clock_at(NOW + 601);
	write_feed("press/feed", NULL);
	add(JOB_FEED, "https://press.example/feed");
	run();
	assert_int_equal(t.ends[JOB_DONE], 1);
}

static void a_pause_may_be_a_date(void **state)
{
	(void)state;
	/* ten minutes after NOW */
	write_page("press/busy", 500, "Status: 503\nRetry-After: Mon, 21 Sep 2026 14:23:20 GMT\n");
	add(JOB_FEED, "https://press.example/busy");
	run();
	assert_int_equal(t.ends[JOB_FAILED], 1);
	assert_int_equal(store_pause_get(t.store, "press.example"), NOW + 600);
}

static void dead_hosts_are_asked_once(void **state)
{
	struct acquire_totals totals;
	char url[60];

	(void)state;
	acquire_budget(t.list, 100000); /* one after another */
	for (int i = 0; i < 5; i++) {
		snprintf(url, sizeof url, "https://dead.example/%d", i);
		add(JOB_FEED, url);
	}
	run();
	acquire_totals(t.list, &totals);
	assert_int_equal(totals.failed, 5);
	assert_int_equal(totals.network, 5);
	assert_int_equal(totals.asked, 1);
	assert_non_null(strstr(t.why, "dead.example does not answer"));
}

static void a_moved_address_is_asked_where_it_is(void **state)
{
	char *target = NULL;

	(void)state;
	write_feed("press/new", NULL);
	write_page("press/old", 10, "Status: 301\nLocation: https://press.example/new\n");
	write_page("press/today", 10, "Status: 302\nLocation: https://press.example/new\n");
	for (int i = 0; i < 2; i++) {
		begin_anew();
		add(JOB_FEED, "https://press.example/old");
		add(JOB_FEED, "https://press.example/today");
		run();
		assert_int_equal(t.ends[JOB_DONE], 2);
	}
	assert_int_equal(asked("GET /press/old"), 1);
	assert_int_equal(asked("GET /press/today"), 2);
	assert_int_equal(store_moved_get(t.store, "https://press.example/old", &target, NULL), 1);
	assert_string_equal(target, "https://press.example/new");
	free(target);
	/* to where nothing is it has not moved */
	write_page("press/away", 10, "Status: 301\nLocation: https://press.example/nothing\n");
	add(JOB_FEED, "https://press.example/away");
	run();
	assert_int_equal(store_moved_get(t.store, "https://press.example/away", &target, NULL), 0);
	/* what is not there any more is looked for at the old place, which counts again */
	write_page("press/new", 10, "Status: 404\n");
	write_feed("press/old", NULL);
	begin_anew();
	add(JOB_FEED, "https://press.example/old");
	run();
	assert_int_equal(t.ends[JOB_DONE], 1);
	assert_int_equal(asked("GET /press/old"), 2);
	assert_int_equal(store_moved_get(t.store, "https://press.example/old", &target, NULL), 0);
}

/* What one source has said counts for more than that others could not be asked. */
static void what_was_said_is_told(void **state)
{
	(void)state;
	assert_int_equal(store_pause_set(t.store, "documents.un.org", NOW + 3600, NULL), 0);
	add(JOB_QUEUED, "S/RES/2254(2015)");
	run();
	assert_int_equal(asked("GET /raw/"), 1);
	assert_int_equal(asked("GET /api/"), 0);
	assert_int_equal(t.end.outcome, ACQUIRE_ABSENT);
	assert_non_null(strstr(t.why, "no text in English was found"));
}

static void a_page_is_no_feed(void **state)
{
	(void)state;
	write_page("press/feed", 3000, NULL);
	add(JOB_FEED, "https://press.example/feed");
	run();
	assert_int_equal(t.end.outcome, ACQUIRE_ABSENT);
	assert_non_null(strstr(t.why, "a web page came instead"));
}

/* What has been learnt since leads elsewhere. */
static void who_asks_once_more_makes_another_plan(void **state)
{
	const char *old = "https://press.example/old";
	int id;

	(void)state;
	write_feed("press/new", NULL);
	id = add(JOB_FEED, old);
	run();
	assert_int_equal(state_of(id), JOB_FAILED);
	assert_int_equal(store_moved_set(t.store, old, "https://press.example/new", NULL), 0);
	assert_true(acquire_retry(t.list, id));
	run();
	assert_int_equal(state_of(id), JOB_DONE);
	assert_int_equal(asked("GET /press/old"), 1);
}

/* It stands under the address that was asked for. */
static void what_has_moved_is_found_by_its_old_address(void **state)
{
	const char *old = "https://press.example/old";
	struct store_version v;

	(void)state;
	write_page("press/new", 3000, NULL);
	assert_int_equal(store_moved_set(t.store, old, "https://press.example/new", NULL), 0);
	add(JOB_WISH, old);
	run();
	assert_int_equal(t.ends[JOB_DONE], 1);
	assert_int_equal(store_find(t.store, old, NULL, &v, NULL), 1);
	store_version_done(&v);
}

static int count_queued(const char *word, int64_t added, void *payload)
{
	(void)word;
	(void)added;
	++*(int *)payload;
	return 0;
}

static int queued(void)
{
	int count = 0;

	assert_int_equal(store_each_queued(t.store, count_queued, &count, NULL), 0);
	return count;
}

/* How large it is, and nothing else: nothing is kept, nothing is learnt. */
static void a_size_is_asked_for_alone(void **state)
{
	struct acquire_request r = {
		.what = "https://press.example/a", .kind = JOB_WISH, .size_only = true};
	int first;
	struct store_info info;

	(void)state;
	write_page("press/a", 3000, NULL);
	assert_int_equal(store_queue_add(t.store, r.what, NULL), 0);
	first = acquire_add(t.list, &r, NULL);
	run();
	assert_int_equal(state_of(first), JOB_DONE);
	assert_int_equal(t.end.length, 3000);
	assert_int_equal(asked("HEAD /press/a"), 1);
	r.what = "https://press.example/none";
	acquire_add(t.list, &r, NULL);
	run();
	assert_int_equal(t.end.outcome, ACQUIRE_ABSENT);
	assert_int_equal(t.end.length, -1);
	assert_int_equal(store_absent_get(t.store, r.what), 0);
	assert_int_equal(queued(), 1);
	assert_int_equal(store_info(t.store, &info, NULL), 0);
	assert_int_equal(info.versions, 0);
	assert_false(store_usage_any(t.store));
	/* one that fetches it takes it from the queue, and is paid for */
	add(JOB_WISH, "https://press.example/a");
	run();
	assert_true(store_usage_any(t.store));
	assert_int_equal(queued(), 0);
}

/* What was nowhere is remembered, and stays queued, until it is there. */
static void what_was_nowhere_stays_queued(void **state)
{
	const char *what = "https://press.example/late";

	(void)state;
	assert_int_equal(store_queue_add(t.store, what, NULL), 0);
	add(JOB_QUEUED, what);
	run();
	assert_int_equal(t.ends[JOB_FAILED], 1);
	assert_int_equal(store_absent_get(t.store, what), NOW);
	assert_int_equal(queued(), 1);
	write_page("press/late", 500, NULL);
	add(JOB_QUEUED, what);
	run();
	assert_int_equal(t.ends[JOB_DONE], 1);
	assert_int_equal(store_absent_get(t.store, what), 0);
	assert_int_equal(queued(), 0);
}

/* Where the file lies that a directory names, its host's robots.txt is asked for as well
 * before palais looks there of its own accord. */
static void a_directory_needs_two_rules(void **state)
{
	struct acquire_request r = {
		.kind = JOB_DOCUMENT, .what = "S/RES/3200(2031)", .lang = "en", .languages = "en"};
	char word[100];

	(void)state;
	write_file("api-github/repos/UNxml/SCresolutions/contents/2031/English?ref=main",
	           "[{\"name\":\"S_RES-3200-3113E.xml\",\"path\":\"b\",\"type\":\"file\","
	           "\"size\":10,\"download_url\":\"https://raw.githubusercontent.com/UNxml/"
	           "SCresolutions/main/2031/English/S_RES-3200-3113E.xml\"}]");
	write_file("api-github/repos/UNxml/SCresolutions/contents/2031/English?ref=main.headers",
	           "Content-Type: application/json\n");
	write_file(
		"raw/UNxml/SCresolutions/main/2031/English/S_RES-3200-3113E.xml",
		"<?xml version=\"1.0\"?><akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/"
		"ns/akn/3.0\"><statement name=\"resolution\"><preface><p><docNumber>S/RES/3200 "
		"(2031)</docNumber></p></preface><mainBody><paragraph><num>1.</num><content><p>"
		"The Council of the locks asks that the gates be opened before the night.</p>"
		"</content></paragraph></mainBody></statement></akomaNtoso>\n");
	/* by either of its words it is queued no more */
	acquire_word(r.what, r.lang, word, sizeof word);
	assert_int_equal(store_queue_add(t.store, r.what, NULL), 0);
	assert_int_equal(store_queue_add(t.store, word, NULL), 0);
	assert_true(acquire_add(t.list, &r, NULL) > 0);
	run();
	assert_int_equal(queued(), 0);
	assert_int_equal(t.ends[JOB_DONE], 1);
	assert_int_equal(asked("GET /raw/robots.txt"), 1);
	assert_int_equal(asked("GET /raw/UNxml/"), 1);
	assert_int_equal(asked("GET /api/symbol/access"), 0);
}

static void what_is_under_way_may_be_dropped(void **state)
{
	struct acquire_event e;
	char url[60];
	int id;

	(void)state;
	/* a page that never ends: the list is freed while it comes, and while one waits */
	snprintf(url, sizeof url, "http://127.0.0.1:%d/x/stall", origin_port(t.origin));
	id = add(JOB_WISH, url);
	add(JOB_WISH, "https://press.example/a");
	/* to be told when something is due begins nothing */
	assert_int_equal(acquire_deadline(t.list), 0);
	assert_int_equal(state_of(id), JOB_WAITING);
	assert_int_equal(acquire_step(t.list, NULL, &e), 0);
	assert_int_equal(acquire_deadline(t.list), -1);
	assert_int_equal(state_of(id), JOB_MOVING);
	acquire_cancel(t.list, id);
	assert_int_equal(state_of(id), JOB_CANCELLED);
	run();
	assert_int_equal(t.ends[JOB_CANCELLED], 1);
	assert_false(acquire_busy(t.list));
	assert_true(acquire_retry(t.list, id));
	assert_int_equal(acquire_step(t.list, NULL, &e), 0);
	assert_int_equal(acquire_deadline(t.list), -1);
	begin_anew();
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_kind_has_its_turn),
		TEST(one_is_on_the_list_once),
		TEST(an_end_is_told_before_it_is_forgotten),
		TEST(what_moves_keeps_its_place),
		TEST(no_end_is_told_of_what_goes_on),
		TEST(the_reader_changes_the_order),
		TEST(the_list_is_told_in_its_order),
		TEST(twelve_are_under_way_at_once_and_wishes_besides),
		cmocka_unit_test(a_rate_is_told_of_half_a_second),
		TEST(what_fits_goes_first),
		TEST(no_more_is_asked_for_than_is_left),
		TEST(many_keep_to_it_together),
		TEST(what_comes_as_a_whole_alone_is_cut),
		TEST(what_grows_takes_more_or_gets_a_limit),
		TEST(many_of_these_are_cut_in_time),
		TEST(and_so_are_many_of_unknown_length),
		TEST(one_byte_buys_nothing_and_none_is_no_limit),
		TEST(no_source_is_asked_with_nothing_left),
		TEST(robots_bars_what_nobody_opened),
		TEST(robots_is_asked_for_once_a_day),
		TEST(a_host_in_trouble_is_not_asked_unless_its_rules_are_here),
		TEST(robots_bars_directories_for_symbols_too),
		TEST(a_host_that_does_not_answer_holds_nothing_up),
		TEST(rules_that_the_budget_held_are_asked_for_with_the_next),
		TEST(what_fits_does_not_push_its_own_rules_aside),
		TEST(a_broken_line_is_taken_up_again),
		TEST(a_busy_server_is_asked_ever_later),
		TEST(a_long_pause_is_remembered),
		TEST(a_pause_may_be_a_date),
		TEST(dead_hosts_are_asked_once),
		TEST(a_moved_address_is_asked_where_it_is),
		TEST(what_was_held_runs_side_by_side_again),
		TEST(who_asks_once_more_makes_another_plan),
		TEST(what_was_said_is_told),
		TEST(a_page_is_no_feed),
		TEST(what_has_moved_is_found_by_its_old_address),
		TEST(a_size_is_asked_for_alone),
		TEST(what_was_nowhere_stays_queued),
		TEST(a_directory_needs_two_rules),
		TEST(what_is_under_way_may_be_dropped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
