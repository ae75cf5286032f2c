/* SPDX-License-Identifier: ISC */
/* A document of what has come so far: when it is made, of what, and how often. */
#include "config.h"

#include "fetch/acquire/early.h"
#include "model/base/clock.h"
#include "tests/fetch/http_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A page of so many paragraphs, which comes in three parts. */
static void write_parts(int paragraphs)
{
	FILE *f = fopen(t.page, "w");

	assert_non_null(f);
	fputs("<html lang=en><title>The night</title>", f);
	for (int i = 0; i < paragraphs; i++)
		fprintf(f, "<p>Paragraph %d tells of the water, said the keepers of the locks.", i);
	assert_int_equal(fclose(f), 0);
	write_headers("Manners: gate=2000\n");
}

/* Goes on until something of it is there, or so long; what the last event was. */
static int step(struct exchange *x, enum client_event_kind *kind)
{
	struct client_event e;
	int rc;

	assert_int_equal(client_wait(t.client, &e), 1);
	rc = exchange_take(x, &e);
	*kind = e.kind;
	assert_true(rc >= 0);
	return rc;
}

static void until_body(struct exchange *x)
{
	enum client_event_kind kind;

	do
		assert_int_equal(step(x, &kind), 0);
	while (kind != CLIENT_BODY);
}

static void test_types(void **state)
{
	(void)state;
	assert_true(early_is_readable("text/html"));
	assert_true(early_is_readable("text/plain"));
	assert_true(early_is_readable("application/xml"));
	assert_true(early_is_readable(""));
	assert_false(early_is_readable("application/pdf"));
	assert_false(early_is_readable("application/octet-stream"));
}

static void test_rest(void **state)
{
	(void)state;
	assert_int_equal(early_rest(0, true), 500);
	assert_int_equal(early_rest(25, true), 500);
	assert_int_equal(early_rest(26, true), 520);
	assert_int_equal(early_rest(1000, true), 20000);
	assert_int_equal(early_rest(0, false), 20);
	assert_int_equal(early_rest(1, false), 20);
	assert_int_equal(early_rest(2, false), 40);
}

/* What has come has no text yet: nothing is shown for it. */
static void test_nothing_to_read(void **state)
{
	enum client_event_kind kind;
	struct exchange *x;
	FILE *f;
	int rc;

	(void)state;
	write_parts(60);
	f = fopen(t.page, "w");
	assert_non_null(f);
	fputs("<html lang=en><title>", f);
	for (int i = 0; i < 300; i++)
		fputs("a long title ", f);
	fputs("</title><p>The text comes late.", f);
	assert_int_equal(fclose(f), 0);
	x = begin(t.store, t.client, (struct question){.url = at("/page.html"), .early = true});
	until_body(x);
	exchange_early_begin(x);
	do
		rc = step(x, &kind);
	while (kind == CLIENT_BODY);
	assert_int_equal(kind, CLIENT_DOC);
	assert_int_equal(rc, 0);
	assert_null(exchange_early(x));
	exchange_free(x);
}

static void test_not_asked_for(void **state)
{
	struct exchange *x;

	(void)state;
	write_parts(60);
	x = begin(t.store, t.client, (struct question){.url = at("/page.html")});
	until_body(x);
	assert_int_equal(exchange_early_due(x), -1);
	assert_null(exchange_early(x));
	exchange_free(x);
}

static void test_while_it_comes(void **state)
{
	struct exchange *x;
	enum client_event_kind kind;
	int64_t due;

	(void)state;
	write_parts(60);
	x = begin(t.store, t.client, (struct question){.url = at("/page.html"), .early = true});
	assert_int_equal(exchange_early_due(x), -1);
	until_body(x);
	/* half a second from the question */
	due = exchange_early_due(x) - clock_ms();
	assert_true(due > 100 && due <= 500);
	exchange_early_begin(x);
	assert_int_equal(exchange_early_due(x), -1);
	while (step(x, &kind) != 2)
		assert_int_equal(kind, CLIENT_BODY);
	assert_int_equal(kind, CLIENT_DOC);
	assert_non_null(exchange_early(x));
	assert_true(doc_block_count(exchange_early(x)) > 10);
	assert_true(doc_block_count(exchange_early(x)) < 40);
	/* nothing of it is in the store, and no more has come */
	assert_nothing(at("/page.html"));
	assert_int_equal(exchange_early_due(x), -1);
	exchange_free(x);
}

/* Who has waited for half a second already waits for no more than a few bytes. */
static void test_first(void **state)
{
	static const int64_t asked_before[] = {0, 100, 479, 490, 5000};
	static const int64_t due_after[] = {500, 400, 21, 20, 20};

	(void)state;
	for (size_t i = 0; i < sizeof asked_before / sizeof *asked_before; i++) {
		int64_t now = clock_ms();
		struct early *e = early_new(t.client, 0, now - asked_before[i]);

		early_add(e, "x", 1);
		assert_in_range(early_due(e), now + due_after[i], clock_ms() + due_after[i]);
		early_free(e);
	}
}

/* So many bytes to an early document of its own, whose parser has taken so long. */
static struct early *early_of(int get, size_t bytes)
{
	struct early *e = early_new(t.client, get, clock_ms());
	char *text = calloc(1, bytes + 1);

	assert_non_null(e);
	memset(text, 'x', bytes);
	early_add(e, text, bytes);
	free(text);
	return e;
}

static void take_doc(struct early *e)
{
	struct client_event event;

	early_begin(e);
	do
		assert_int_equal(client_wait(t.client, &event), 1);
	while (early_take(e, &event) < 0);
}

static void test_growth(void **state)
{
	struct client_request r = {.url = at("/page.html")};
	struct client_event event;
	struct early *e;
	int64_t due;
	int get;

	(void)state;
	write_parts(60);
	get = client_get(t.client, &r, NULL);
	do
		assert_int_equal(client_wait(t.client, &event), 1);
	while (event.kind != CLIENT_BODY);
	e = early_of(get, 1000);
	take_doc(e);
	assert_non_null(early_doc(e));
	/* a quarter more, and not sooner than half a second after the last */
	early_add(e, "yyyyyyyyyy", 10);
	assert_int_equal(early_due(e), -1);
	for (int i = 0; i < 24; i++)
		early_add(e, "yyyyyyyyyy", 10);
	assert_int_equal(early_due(e), -1);
	early_add(e, "y", 1);
	due = early_due(e) - clock_ms();
	assert_true(due > 300);
	/* what has ended is not shown early any more */
	early_end(e);
	assert_int_equal(early_due(e), -1);
	early_free(e);
	/* nor what is longer than is kept */
	e = early_of(get, EARLY_BYTES);
	assert_true(early_due(e) >= 0);
	early_add(e, "y", 1);
	assert_int_equal(early_due(e), -1);
	early_free(e);
	client_cancel(t.client, get);
}

/* To the end: the document is that of the whole, and the early one is gone. */
static void test_to_the_end(void **state)
{
	struct exchange *x;
	enum client_event_kind kind;
	int rc;

	(void)state;
	write_parts(60);
	write_headers(NULL);
	x = begin(t.store, t.client, (struct question){.url = at("/page.html"), .early = true});
	until_body(x);
	exchange_early_begin(x);
	do
		rc = step(x, &kind);
	while (rc != 1);
	assert_int_equal(exchange_answer(x)->outcome, ACQUIRE_NEW);
	assert_true(doc_block_count(exchange_answer(x)->doc) >= 60);
	assert_int_equal(exchange_early_due(x), -1);
	exchange_free(x);
}

/* A redirect to another host is judged first; what is no text has nothing to show. */
static void test_not_shown(void **state)
{
	struct exchange *x;

	(void)state;
	write_parts(60);
	x = begin(t.store, t.client,
	          (struct question){
			  .url = at("/page.html"), .type = "application/pdf", .early = true});
	until_body(x);
	assert_int_equal(exchange_early_due(x), -1);
	exchange_free(x);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, http_set_up, http_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_types),           TEST(test_rest),          TEST(test_first),
		TEST(test_nothing_to_read), TEST(test_not_asked_for), TEST(test_while_it_comes),
		TEST(test_growth),          TEST(test_to_the_end),    TEST(test_not_shown),
	};

	return cmocka_run_group_tests_name("early", tests, NULL, NULL);
}
