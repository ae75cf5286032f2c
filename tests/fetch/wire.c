/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/wire/wire.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct wire_get get = {
	.url = "https://press.un.org/en/2026/sc16444.doc.htm",
	.etag = "\"v1\"",
	.languages = "ar, en;q=0.5",
	.encoding = "identity",
	.if_range = "\"v2\"",
	.from = UINT64_C(0xfedcba9876543210),
	.limit = 65536,
	.closed = 1,
	.loose = 1,
	.max_bytes = UINT64_C(0x123456789abcdef),
	.deadline_ms = 1500,
};

static void put_get(struct buf *out)
{
	buf_init(out, 1 << 20);
	assert_int_equal(wire_put(out, WIRE_GET, 7, &get, NULL), 0);
}

/* What goes in comes out, however it is cut up on the way. */
static void test_round_trip(void **state)
{
	(void)state;
	for (size_t step = 1; step < 200; step += 7) {
		struct wire_message m;
		struct wire_reader r;
		struct wire_get back;
		struct buf out;
		int got = 0;

		put_get(&out);
		wire_put_body(&out, 8, "bytes\0more", 10);
		wire_reader_init(&r);
		for (size_t at = 0; at < out.len; at += step) {
			size_t n = out.len - at < step ? out.len - at : step;

			wire_feed(&r, out.bytes + at, n);
			while (wire_next(&r, &m, NULL) > 0) {
				if (got++) {
					assert_int_equal(m.type, WIRE_BODY);
					assert_int_equal(m.id, 8);
					assert_int_equal(m.len, 10);
					assert_memory_equal(m.payload, "bytes\0more", 10);
					continue;
				}
				assert_int_equal(m.type, WIRE_GET);
				assert_int_equal(m.id, 7);
				assert_int_equal(wire_get_values(&m, &back, NULL), 0);
				assert_string_equal(back.url, get.url);
				assert_string_equal(back.etag, get.etag);
				assert_null(back.last_modified);
				assert_null(back.mirrors);
				assert_string_equal(back.encoding, get.encoding);
				assert_string_equal(back.if_range, get.if_range);
				assert_true(back.from == get.from);
				assert_true(back.limit == get.limit);
				assert_true(back.closed == 1);
				assert_true(back.loose == 1);
				assert_true(back.head_only == 0);
				assert_true(back.max_bytes == get.max_bytes);
				assert_true(back.deadline_ms == get.deadline_ms);
			}
		}
		assert_int_equal(got, 2);
		wire_reader_done(&r);
		buf_done(&out);
	}
}

/* The bytes are fixed: two versions of palais may meet on one machine. */
static void test_bytes(void **state)
{
	static const char want[] = "\1\0\0\0\0\0\0\0\10\0\0\0\1\0\0\0\0\0\0\0";
	struct wire_hello hello = {1};
	struct buf out;

	(void)state;
	buf_init(&out, 100);
	wire_put(&out, WIRE_HELLO, 0, &hello, NULL);
	assert_int_equal(out.len, 20);
	assert_memory_equal(out.bytes, want, 20);
	buf_done(&out);
}

static int read_one(const char *bytes, size_t len, void *values)
{
	struct wire_message m;
	struct wire_reader r;
	int got;

	wire_reader_init(&r);
	wire_feed(&r, bytes, len);
	got = wire_next(&r, &m, NULL);
	if (got > 0 && values)
		got = wire_get_values(&m, values, NULL) ? -1 : 1;
	wire_reader_done(&r);
	return got;
}

/* One byte changed: each of these is refused. */
static void test_refused(void **state)
{
	static const struct {
		size_t at;
		char byte;
	} bad[] = {
		{0, 0},       /* no type */
		{0, 8},       /* an unknown type */
		{1, 1},       /* a byte that is to be 0 */
		{10, 2},      /* longer than any payload */
		{12, 3},      /* the first string ends before its NUL */
		{12, 60},     /* it swallows the next field */
		{14, 1},      /* it is longer than the payload */
		{20, 0},      /* a NUL inside */
		{20, 27},     /* what steers a terminal inside, */
		{20, '\xff'}, /* or what is no UTF-8 */
	};
	struct wire_get values;
	struct buf out;

	(void)state;
	put_get(&out);
	assert_int_equal(read_one(out.bytes, out.len, &values), 1);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		char keep = out.bytes[bad[i].at];

		out.bytes[bad[i].at] = bad[i].byte;
		assert_int_equal(read_one(out.bytes, out.len, &values), -1);
		out.bytes[bad[i].at] = keep;
	}
	buf_done(&out);
}

static void test_length_of_payload(void **state)
{
	struct wire_get values;
	struct buf out;

	(void)state;
	put_get(&out);
	/* A byte less than its fields, and a byte more. */
	out.bytes[8]--;
	assert_int_equal(read_one(out.bytes, out.len, &values), -1);
	out.bytes[8] += 2;
	buf_char(&out, 'x');
	assert_int_equal(read_one(out.bytes, out.len, &values), -1);
	buf_done(&out);
	assert_int_equal(read_one("\6\0\0\0\1\0\0\0\0\0\0\0", 12, NULL), -1);
	assert_int_equal(read_one("\6\0\0\0\1\0\0\0\1\0\0\0", 12, NULL), 0);
}

static void test_too_long(void **state)
{
	char *url = malloc(10000);
	struct wire_get long_get = {.url = url};
	struct err err = {0};
	struct buf out;

	(void)state;
	memset(url, 'a', 9999);
	url[9999] = '\0';
	buf_init(&out, 1 << 20);
	assert_int_equal(wire_put(&out, WIRE_GET, 1, &long_get, &err), -1);
	assert_int_equal(out.len, 0);
	assert_non_null(strstr(err.text, "too long"));
	buf_done(&out);
	free(url);
}

static const struct wire_head a_head = {
	.status = 200,
	.length = UINT64_MAX,
	.first = UINT64_MAX,
	.last = UINT64_MAX,
	.total = UINT64_MAX,
	.url = "https://a.org/",
};

/* Writes a head, and reads it: what comes of it, or NULL when it is not sent. */
static const struct wire_head *send_head(const struct wire_head *head)
{
	static struct wire_head back;
	static struct wire_message m;
	static struct wire_reader r;
	static struct buf out;

	wire_reader_done(&r);
	wire_reader_init(&r);
	buf_done(&out);
	buf_init(&out, 1 << 20);
	if (wire_put(&out, WIRE_HEAD, 1, head, NULL)) {
		assert_int_equal(out.len, 0);
		return NULL;
	}
	wire_feed(&r, out.bytes, out.len);
	assert_int_equal(wire_next(&r, &m, NULL), 1);
	assert_int_equal(wire_get_values(&m, &back, NULL), 0);
	return &back;
}

/* Strings cross clean, and what is too long for its field is left out or cut. */
static void test_clean(void **state)
{
	struct wire_head head = a_head;
	const struct wire_head *back;
	char *large = malloc(40000);
	size_t len = 0;

	(void)state;
	head.etag = "\"a\033\302\233\377\t\n\342\200\256b\"";
	head.headers = "HTTP/1.1 200 OK\r\nX: \033\r\r\nY: \377\n\r\n";
	back = send_head(&head);
	assert_string_equal(back->etag, "\"a\342\220\233\342\220\233\357\277\275  b\"");
	assert_string_equal(back->headers,
	                    "HTTP/1.1 200 OK\r\nX: \342\220\233\r\nY: \357\277\275\n\r\n");
	/* a hundred control bytes are three hundred when they are shown */
	memset(large, 1, 100);
	large[100] = '\0';
	head.type = head.charset = head.date = large;
	head.etag = "\"v\"";
	back = send_head(&head);
	assert_null(back->type);
	assert_null(back->charset);
	assert_null(back->date);
	assert_string_equal(back->etag, "\"v\"");
	while (len < 39000)
		len += (size_t)sprintf(large + len, "X: %01000d\n", 1);
	head = a_head;
	head.headers = large;
	back = send_head(&head);
	assert_int_equal(strlen(back->headers), 32 * 1004);
	head.url = large;
	assert_null(send_head(&head));
	free(large);
}

/* The text of an end is cut between two characters. */
static void test_long_end(void **state)
{
	char text[2000];
	struct wire_end end = {.text = text}, back;
	struct wire_message m;
	struct wire_reader r;
	struct buf out;

	(void)state;
	memset(text, 0x1b, sizeof text - 1);
	text[sizeof text - 1] = '\0';
	buf_init(&out, 1 << 20);
	assert_int_equal(wire_put(&out, WIRE_END, 1, &end, NULL), 0);
	wire_reader_init(&r);
	wire_feed(&r, out.bytes, out.len);
	assert_int_equal(wire_next(&r, &m, NULL), 1);
	assert_int_equal(wire_get_values(&m, &back, NULL), 0);
	assert_int_equal(strlen(back.text), 1023);
	wire_reader_done(&r);
	buf_done(&out);
}

/* Numbers and addresses that cannot be are not sent. */
static void test_not_sent(void **state)
{
	static const char *const urls[] = {NULL,
	                                   "",
	                                   "a",
	                                   "file:///x",
	                                   "https://a@b.org/",
	                                   "HTTP://a.org/",
	                                   "https://a.org",
	                                   "https://a.org/\033"};
	struct wire_head head = a_head;
	struct wire_end end = {.down = WIRE_COUNT_MOST};
	struct buf out;

	(void)state;
	assert_non_null(send_head(&head));
	for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
		head.url = urls[i];
		assert_null(send_head(&head));
	}
	head = a_head;
	head.status = 199;
	assert_null(send_head(&head));
	head.status = 1000;
	assert_null(send_head(&head));
	head = a_head;
	head.length = WIRE_COUNT_MOST;
	assert_non_null(send_head(&head));
	head.length++;
	assert_null(send_head(&head));
	head = a_head;
	head.permanent = 2;
	assert_null(send_head(&head));
	head = a_head;
	head.first = 0;
	assert_null(send_head(&head));
	head.last = 4;
	assert_non_null(send_head(&head));
	head.total = 5;
	assert_non_null(send_head(&head));
	head.total = 4;
	assert_null(send_head(&head));
	buf_init(&out, 1 << 20);
	assert_int_equal(wire_put(&out, WIRE_END, 1, &end, NULL), 0);
	end.down++;
	assert_int_equal(wire_put(&out, WIRE_END, 1, &end, NULL), -1);
	end = (struct wire_end){.code = ERR_NETWORK};
	assert_int_equal(wire_put(&out, WIRE_END, 1, &end, NULL), 0);
	end.whole = 1;
	assert_int_equal(wire_put(&out, WIRE_END, 1, &end, NULL), -1);
	end = (struct wire_end){.code = ERR_STORE + 1};
	assert_int_equal(wire_put(&out, WIRE_END, 1, &end, NULL), -1);
	end = (struct wire_end){.whole = 1, .limited = 1};
	assert_int_equal(wire_put(&out, WIRE_END, 1, &end, NULL), -1);
	buf_done(&out);
}

static void test_read(void **state)
{
	struct wire_message m;
	struct wire_reader r;
	struct buf out;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	put_get(&out);
	assert_int_equal(write(ends[1], out.bytes, out.len), (long)out.len);
	close(ends[1]);
	wire_reader_init(&r);
	assert_int_equal(wire_read(&r, ends[0]), (long)out.len);
	assert_int_equal(wire_next(&r, &m, NULL), 1);
	assert_int_equal(wire_next(&r, &m, NULL), 0);
	assert_int_equal(wire_read(&r, ends[0]), 0);
	close(ends[0]);
	wire_reader_done(&r);
	buf_done(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_length_of_payload),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_long_end),
		cmocka_unit_test(test_not_sent),
	};

	return cmocka_run_group_tests_name("wire", tests, NULL, NULL);
}
