/* SPDX-License-Identifier: ISC */
/* The tasks of bench/tasks/tasks.tsv: with how many keys they are done, and what they send. */
#include "config.h"

#include "model/dossier/headlines.h"
#include "model/store/store.h"
#include "tests/tui/app_lib.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#define KEYS_MOST 6
#define TASKS 10
#define STICK "S_RES_2254_2015.store" /* here, where tests run */

static const char english[] =
	"docfile 1\nF title The road map\nF symbol S/RES/2254(2015)\nF language en\n"
	"B paragraph\nA number 1\nT Words of the first.\nB paragraph\nA number 4\n"
	"T Words of the fourth, on elections.\n.\n";
static const char arabic[] =
	"docfile 1\nF title خارطة الطريق\nF symbol S/RES/2254(2015)\nF language ar\n"
	"B paragraph\nA number 1\nT كلمات الأولى.\nB paragraph\nA number 4\n"
	"T يؤكد كلمات الرابعة.\n.\n";

/* A story that a feed told, which is here. */
static void put_story(struct test_app *t)
{
	static const char story[] =
		"docfile 1\nF title Ferries run again\nB paragraph\nT They do.\n.\n";
	const char *url = "https://news.example/en/story/1";
	struct headline n = {.key = url,
	                     .url = url,
	                     .title = "Ferries run again",
	                     .date = "2026-11-21",
	                     .lang = "en",
	                     .feed = "https://news.example/feed",
	                     .summary = ""};
	struct err err = {0};
	struct store *s;

	app_put(t, url, story, true);
	s = store_open(t->store, STORE_PERSONAL, &err);
	assert_non_null(s);
	assert_int_equal(headlines_begin(s, &err), 0);
	if (headlines_put(s, &n, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(headlines_end(s, true, &err), 0);
	store_close(s);
}

static void put_all(struct test_app *t)
{
	put_story(t);
	app_put(t, "S/RES/2254(2015)", english, true);
	app_put(t, "S/RES/2254(2015)", arabic, true);
}

/* The columns of a line of the table. */
static void split(char *line, char *at[4])
{
	char *rest = line;

	for (int i = 0; i < 4; i++) {
		at[i] = strsep(&rest, "\t\n");
		assert_non_null(at[i]);
	}
}

/* On the program as it starts: whether the table is right. */
static bool try_task(struct test_app *t, char *at[4])
{
	char keys[80], *rest = keys, *key;
	long bytes = 0, sent, want = atol(at[3]);
	int count = 0;
	bool shown;

	app_start(t, TERM_BIDI_PROGRAM, 24, 80, "-l en,ar --mirror https://=http://127.0.0.1:1/");
	snprintf(keys, sizeof keys, "%s", at[1]);
	while ((key = strsep(&rest, " "))) {
		if (!*key)
			continue;
		count++;
		sent = t->screen.read;
		app_send(t, !strcmp(key, "Enter") ? "\r" : key);
		bytes += t->screen.read - sent;
	}
	shown = app_shows(t, at[2]);
	print_message("# %-32s %-12s %d keys, %ld bytes%s\n", at[0], at[1], count, bytes,
	              shown ? "" : ": NOT SHOWN");
	if (shown && bytes != want)
		print_message("# and not %ld bytes\n", want);
	return shown && count <= KEYS_MOST && bytes == want;
}

static void tasks(void **state)
{
	struct test_app t;
	const char *srcdir = getenv("srcdir");
	char path[600], line[400], *at[4];
	int count = 0, wrong = 0;
	FILE *f;

	(void)state;
	snprintf(path, sizeof path, "%s/bench/tasks/tasks.tsv", srcdir ? srcdir : ".");
	f = fopen(path, "re");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f)); /* its head */
	unlink(STICK);
	while (fgets(line, sizeof line, f)) {
		split(line, at);
		app_set_up(&t);
		put_all(&t);
		wrong += !try_task(&t, at);
		app_tear_down(&t);
		count++;
	}
	fclose(f);
	/* and it is there */
	assert_int_equal(unlink(STICK), 0);
	assert_int_equal(count, TASKS);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest all[] = {cmocka_unit_test(tasks)};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(all, NULL, NULL);
}
