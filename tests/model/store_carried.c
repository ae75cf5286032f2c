/* SPDX-License-Identifier: ISC */
/* What is carried from one store to another: its form, and what is refused of it. */
#include "config.h"

#include "tests/model/carry_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- the form ------------------------------------------------------------------------------ */

static void test_what_is_written_is_read(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream;
	const struct carried *c;
	struct carried_reader *r;
	struct trickle t;
	struct err err = {0};
	char got[100] = "";
	long n;

	carry_put(s, &genuine);
	carry_put(s, &page);
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	carry_write_all(s, true, &stream);
	t = (struct trickle){stream.bytes, stream.len, 0, 3};
	r = carried_reader_new(carry_trickle, &t);
	assert_int_equal(carried_next(r, &c, &err), 1);
	assert_string_equal(c->key, SYMBOL);
	assert_string_equal(c->symbols, SYMBOL);
	assert_string_equal(c->lang, "en");
	assert_string_equal(c->won, "asked");
	assert_string_equal(c->url, PAPER);
	assert_string_equal(c->asked, ASKED);
	assert_string_equal(c->type, "application/pdf");
	assert_string_equal(c->sha256, v.sha256);
	assert_string_equal(doc_fact(c->doc, DOC_TITLE), "the audit");
	assert_int_equal(c->fetched, v.fetched);
	assert_int_equal(c->checked, v.checked);
	assert_int_equal(c->origin_date, 1700000000);
	assert_int_equal(c->size, 9);
	assert_int_equal(c->parser, 1);
	assert_true(c->has_bytes);
	n = carried_bytes(r, got, 2, &err);
	assert_int_equal(n, 2);
	while (n > 0 && (size_t)n < 9) {
		long more = carried_bytes(r, got + n, sizeof got - (size_t)n, &err);

		assert_true(more > 0);
		n += more;
	}
	assert_string_equal(got, "the audit");
	assert_int_equal(carried_bytes(r, got, sizeof got, &err), 0);
	/* the next; its bytes are read over */
	assert_int_equal(carried_next(r, &c, &err), 1);
	assert_string_equal(c->key, PAGE);
	assert_string_equal(c->symbols, "");
	assert_string_equal(c->won, "");
	assert_int_equal(carried_next(r, &c, &err), 0);
	carried_reader_free(r);
	store_version_done(&v);
	buf_done(&stream);
	store_close(s);
}

static void test_what_is_cut_is_told(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;
	struct err err = {0};

	carry_put(s, &genuine);
	carry_put(s, &page);
	carry_write_all(s, true, &stream);
	assert_int_equal(carry_read_all(stream.bytes, stream.len, &err), 2);
	for (size_t len = 0; len < stream.len; len++)
		if (carry_read_all(stream.bytes, len, &err) >= 0)
			fail_msg("cut at %zu of %zu", len, stream.len);
	buf_done(&stream);
	store_close(s);
}

static void test_no_line_is_taken_that_may_not_stand(void **state)
{
	static const struct {
		const char *name, *instead, *why;
	} cases[] = {
		{"document", "document 2", "a line is none"},
		{"key", "", "its key is none"},
		{"key", "key help", "its key is none"},
		{"key", "key " OTHER, "its key is none"},
		{"key", "key HTTPS://Blog.Example", "its key is none"},
		{"key", "key sha256:00", "its key is none"},
		{"symbol", "symbol nothing", "a symbol is none"},
		{"symbol", "symbol a/80/590", "a symbol is none"},
		{"symbol", "", "its key is none"},
		{"symbol", "symbol " OTHER "\nsymbol " SYMBOL, "its key is none"},
		{"symbol", "symbol " SYMBOL "/Add.1", "its key is none"},
		{"language", "language en en", "a language is none"},
		{"language", "language abcdefghijklmnopq", "a language is none"},
		{"identity", "identity asking", "an identity is none"},
		{"address", "address file:///etc/passwd", "an address is none"},
		{"asked", "asked ftp://x.example/", "an address is none"},
		{"asked", "key " SYMBOL, "a line is none"},
		{"type", "type application/\x1b[2J", "may not be shown"},
		{"type", "type \xff\xfe", "may not be shown"},
		{"type", "type ", "a line is none"},
		{"type", "colour red", "a line is none"},
		{"fetched", "fetched -1", "a number is none"},
		{"fetched", "fetched 0", "a number is none"},
		{"fetched", "fetched 01", "a number is none"},
		{"fetched", "fetched 253402300800", "a number is none"},
		{"fetched", "fetched 18446744073709551616", "a number is none"},
		{"parser", "", "it lacks a line"},
		{"parser", "parser 1000001", "a number is none"},
		{"sha256", "", "it lacks a line"},
		{"sha256",
	         "sha256 5ED0592FA6A7BB30D8DE64A35BA4F2A4E31B6EA3C7BA3E2A9DDD3F51AB1EF1E8",
	         "a hash is none"},
		{"sha256", "sha256 5ed0", "a hash is none"},
		{"size", "", "it lacks a line"},
		{"size", "size 4294967297", "a number is none"},
		{"docfile", "", "it lacks a line"},
		{"docfile", "docfile 67108865", "a number is none"},
		{"docfile", "docfile 18446744073709551615", "a number is none"},
		{"docfile", "docfile 53", "line 5"},
		{"docfile", "docfile 55", "after the end line"},
		{"docfile", "docfile 67108864", "cut short"},
		{"docfile", "docfile 54\nbytes 8", "two sizes"},
		{"docfile", "docfile 54\nbytes 9", "cut short"},
	};
	struct buf out;
	struct err err = {0};

	(void)state;
	buf_init(&out, 1 << 20);
	carry_with_line(&out, "", "");
	if (carry_read_all(out.bytes, out.len, &err) != 1)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		carry_with_line(&out, cases[i].name, cases[i].instead);
		carry_expect_refused(out.bytes, out.len, cases[i].why);
	}
	buf_done(&out);
}

static void test_numbers_may_be_the_last(void **state)
{
	static const char *const good[][2] = {{"fetched", "fetched 253402300799"},
	                                      {"parser", "parser 1000000"},
	                                      {"size", "size 4294967296"},
	                                      {"language", "language abcdefghijklmnop"}};
	struct buf out;
	struct err err = {0};

	(void)state;
	buf_init(&out, 1 << 20);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		carry_with_line(&out, good[i][0], good[i][1]);
		if (carry_read_all(out.bytes, out.len, &err) != 1)
			fail_msg("%s: %s", good[i][1], err.text);
	}
	buf_done(&out);
}

static void test_nothing_is_longer_than_it_may_be(void **state)
{
	struct buf out, line;
	struct err err = {0};

	(void)state;
	buf_init(&out, 1 << 20);
	buf_init(&line, 1 << 20);
	buf_str(&line, "file ");
	while (line.len < CARRIED_LINE)
		buf_char(&line, 'a');
	buf_str(&line, "\ntype text/plain");
	carry_with_line(&out, "type", line.bytes);
	if (carry_read_all(out.bytes, out.len, &err) != 1)
		fail_msg("%s", err.text);
	buf_reset(&line);
	buf_str(&line, "file ");
	while (line.len <= CARRIED_LINE)
		buf_char(&line, 'a');
	carry_with_line(&out, "type", line.bytes);
	carry_expect_refused(out.bytes, out.len, "a line is too long");
	/* a symbol more than there may be */
	buf_reset(&line);
	for (int i = 0; i <= CARRIED_SYMBOLS + 100; i++)
		buf_printf(&line, "%ssymbol A/80/%d/Add.1/Rev.1/Corr.1", i ? "\n" : "", 500 + i);
	carry_with_line(&out, "symbol", line.bytes);
	carry_expect_refused(out.bytes, out.len, "too many symbols");
	buf_done(&out);
	buf_done(&line);
}

static void test_the_end_is_the_end(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	carry_with_line(&out, "", "");
	buf_cut(&out, out.len - 6);
	buf_str(&out, "end 2\n");
	carry_expect_refused(out.bytes, out.len, "records are missing");
	carry_with_line(&out, "", "");
	buf_str(&out, "x");
	carry_expect_refused(out.bytes, out.len, "behind the end");
	carry_expect_refused("end 18446744073709551616\n", 25, "a number is none");
	carry_expect_refused("end -0\n", 7, "a number is none");
	buf_done(&out);
}

/* A pack of a hub is asked for one record at a time. */
static void test_one_record_alone(void **state)
{
	struct trickle t;
	struct carried_reader *r;
	const struct carried *c;
	struct err err = {0};
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	carry_with_line(&out, "", "");
	t = (struct trickle){out.bytes, out.len - 6, 0, 4096};
	r = carried_reader_new(carry_trickle, &t);
	assert_int_equal(carried_next(r, &c, &err), 1);
	assert_true(carried_is_single(r, &err));
	carried_reader_free(r);
	t = (struct trickle){out.bytes, out.len - 5, 0, 4096};
	r = carried_reader_new(carry_trickle, &t);
	assert_int_equal(carried_next(r, &c, &err), 1);
	assert_false(carried_is_single(r, &err));
	carried_reader_free(r);
	buf_done(&out);
}

static void test_bytes_are_those_of_their_hash(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;

	carry_put(s, &genuine);
	carry_write_all(s, true, &stream);
	stream.bytes[stream.len - 7] ^= 1; /* the last before the end */
	carry_expect_refused(stream.bytes, stream.len, "not those of its hash");
	buf_done(&stream);
	store_close(s);
}

static void test_marks_go_along(void **state)
{
	struct trickle t;
	struct carried_reader *r;
	const struct carried *c;
	struct err err = {0};
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	assert_int_equal(carried_write_marks("{\"a\":1}", 7, carry_add, &out, NULL), 0);
	assert_int_equal(carried_write_end(1, carry_add, &out, NULL), 0);
	t = (struct trickle){out.bytes, out.len, 0, 3};
	r = carried_reader_new(carry_trickle, &t);
	assert_int_equal(carried_next(r, &c, &err), 1);
	assert_int_equal(c->marks_len, 7);
	assert_memory_equal(c->marks, "{\"a\":1}", 7);
	assert_int_equal(carried_next(r, &c, &err), 0);
	carried_reader_free(r);
	carry_expect_refused("marks 1 16777217\n\n", 18, "a number is none");
	carry_expect_refused("marks 1 1\nx\nx", 13, "a line is none");
	buf_done(&out);
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, folder_set_up, folder_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_what_is_written_is_read),
		TEST(test_what_is_cut_is_told),
		TEST(test_no_line_is_taken_that_may_not_stand),
		TEST(test_numbers_may_be_the_last),
		TEST(test_nothing_is_longer_than_it_may_be),
		TEST(test_the_end_is_the_end),
		TEST(test_one_record_alone),
		TEST(test_bytes_are_those_of_their_hash),
		TEST(test_marks_go_along),
	};

	return cmocka_run_group_tests_name("carried", tests, NULL, NULL);
}
