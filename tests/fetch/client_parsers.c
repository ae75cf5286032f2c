/* SPDX-License-Identifier: ISC */
/* Parsers gone wrong: what is said of each, and that nothing of it is left. */
#include "config.h"

#include "fetch/helpers/pdf.h"
#include "fetch/wire/stopped.h"
#include "tests/fetch/client_lib.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const struct {
	const char *name, *why;
} bad_parsers[] = {
	{"die", "signal 31 (it tried something that its seal forbids)"},
	{"crash", "was ended by signal 9"},
	{"quit", "gave up with status 3"},
	{"late", "stopped at 10 s of work: nothing of it could be shown"},
	{"large", "stopped at 256 MB of memory: nothing of it could be shown"},
	{"rubbish", "not a document"},
	{"half", "not a document"},
	{"silent", "not a document"},
	{"flood", "printed more than a document holds"},
};

static void assert_error_doc(const struct doc *doc, const char *why)
{
	assert_non_null(doc);
	if (!strstr(doc_fact(doc, DOC_ERROR), why))
		fail_msg("\"%s\" does not say \"%s\"", doc_fact(doc, DOC_ERROR), why);
	assert_string_not_equal(doc_fact(doc, DOC_TITLE), "");
	assert_true(doc_block_count(doc) >= 2);
}

/* All at once; the body is larger than any pipe. */
static void test_bad_parsers(void **state)
{
	size_t count = sizeof bad_parsers / sizeof bad_parsers[0];
	static struct tried_result results[20];
	static char body[300000];

	(void)state;
	memset(body, 'x', sizeof body);
	tried_open(TRIED_FETCH, TRIED_BAD, false);
	for (size_t i = 0; i < count; i++) {
		struct client_parse how = {.name = bad_parsers[i].name};
		int id = client_parse(tried.client, &how, NULL);

		assert_int_equal(id, i + 1);
		assert_int_equal(client_parse_feed(tried.client, id, body, sizeof body, NULL), 0);
		assert_int_equal(client_parse_end(tried.client, id, NULL), 0);
	}
	tried_finish(results, (int)count + 1);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(results[i + 1].docs, 1);
		assert_int_equal(results[i + 1].ends, 0);
		assert_int_equal(results[i + 1].doc_err.code, ERR_FAILED);
		assert_error_doc(results[i + 1].doc, bad_parsers[i].why);
		doc_free(results[i + 1].doc);
	}
	assert_no_children();
}

/* The bytes of a get come whole to the owner, whatever its parser does. */
static void test_bad_parser_of_get(void **state)
{
	char path[60];

	(void)state;
	tried_open(TRIED_FETCH, TRIED_BAD, false);
	for (size_t i = 0; i < sizeof bad_parsers / sizeof bad_parsers[0]; i++) {
		struct tried_result r;

		/* The type says nothing, so the parser is given the name. */
		snprintf(path, sizeof path, "/x/big/%s?2000000", bad_parsers[i].name);
		r = tried_fetch(tried_url(path));
		assert_true(r.whole);
		assert_int_equal(r.bytes, 2000000);
		assert_int_equal(r.docs, 1);
		assert_error_doc(r.doc, bad_parsers[i].why);
		assert_string_equal(doc_fact(r.doc, DOC_URL), r.url);
		doc_free(r.doc);
	}
}

/* One that takes nothing, and one that has all and gives nothing. */
static void test_hang(void **state)
{
	struct client_parse how = {.name = "hang"};
	struct tried_result results[2], r;

	(void)state;
	tried.parse_seconds = 1;
	tried_open(TRIED_FETCH, TRIED_BAD, false);
	tried.parse_seconds = 20;
	assert_int_equal(client_parse(tried.client, &how, NULL), 1);
	assert_int_equal(client_parse_end(tried.client, 1, NULL), 0);
	tried_finish(results, 2);
	assert_error_doc(results[1].doc, "not done after 1 s");
	doc_free(results[1].doc);
	r = tried_fetch(tried_url("/x/big/hang?2000000"));
	assert_true(r.whole);
	assert_int_equal(r.bytes, 2000000);
	assert_error_doc(r.doc, "not done after 1 s");
	doc_free(r.doc);
}

/* Strange, but their documents are complete. */
static void test_odd_parsers(void **state)
{
	static const char *const names[][2] = {{"linger", "Lingering"}, {"deaf", "Deaf"}};
	struct tried_result results[10];
	struct client_parse how = {0};

	(void)state;
	tried_open(TRIED_FETCH, TRIED_BAD, false);
	for (int i = 0; i < 2; i++) {
		how.name = names[i][0];
		assert_int_equal(client_parse(tried.client, &how, NULL), i + 1);
		client_parse_feed(tried.client, i + 1, "x", 1, NULL);
		client_parse_end(tried.client, i + 1, NULL);
		tried_finish(results, i + 2);
		assert_int_equal(results[i + 1].doc_err.code, ERR_NONE);
		assert_string_equal(doc_fact(results[i + 1].doc, DOC_TITLE), names[i][1]);
		doc_free(results[i + 1].doc);
	}
	assert_no_children();
}

/* What pdftohtml says of itself comes between any two bytes of what it prints. */
static void what_it_says_is_no_text(void **state)
{
	static const char printed[] =
		"<texOut of memory\nt>Out of order, Bogus Out of memory\nO</text>"
		"\nOBogus memory allocation size\nut";
	static const char text[] = "<text>Out of order, Bogus O</text>\nOut";

	(void)state;
	for (size_t piece = 1; piece <= sizeof printed; piece++) {
		struct pdf_watch watch = {0};
		char out[sizeof printed + PDF_SAID];
		size_t n = 0;

		for (size_t at = 0; at < sizeof printed - 1; at += piece) {
			size_t left = sizeof printed - 1 - at;

			n += pdf_take_out(&watch, printed + at, left < piece ? left : piece,
			                  out + n);
		}
		assert_int_equal(n, sizeof text - 1);
		assert_memory_equal(out, text, n);
		assert_true(watch.refused);
		/* with no page there is nothing to tell it of */
		assert_null(pdf_end_tag(&watch, 0));
		watch.pages = true;
		assert_non_null(strstr(pdf_end_tag(&watch, 0), STOPPED_MEMORY_TAG));
		watch.refused = false;
		assert_null(strstr(pdf_end_tag(&watch, 0), STOPPED_MEMORY_TAG));
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad_parsers),
		cmocka_unit_test(test_bad_parser_of_get),
		cmocka_unit_test(test_hang),
		cmocka_unit_test(test_odd_parsers),
		cmocka_unit_test(what_it_says_is_no_text),
	};

	return cmocka_run_group_tests_name("client_parsers", tests, tried_set_up, tried_tear_down);
}
