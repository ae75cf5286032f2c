/* SPDX-License-Identifier: ISC */
/* A WARC file taken apart: what is given of each kind of record, what is wrong with a record
 * and what is not, cut at every byte and with every byte changed. */
#include "config.h"

#include "fetch/parse/warc/warc.h"
#include "fetch/wire/wire.h"
#include "model/base/buf.h"
#include "tests/lib/check.h"

#include <sha1.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

/* -- the clock of the process -------------------------------------------------------- */

static long worked; /* seconds of CPU that it says; -1: the real ones */

int __real_clock_gettime(clockid_t clock, struct timespec *now);
int __wrap_clock_gettime(clockid_t clock, struct timespec *now);
int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
	if (clock != CLOCK_PROCESS_CPUTIME_ID)
		return __real_clock_gettime(clock, now);
	*now = (struct timespec){.tv_sec = worked};
	return 0;
}

/* -- running it ---------------------------------------------------------------------- */

struct run {
	const char *bytes;
	size_t len, at, piece; /* piece: bytes that a read gives */
	struct buf out;        /* what it writes */
	struct buf said;       /* the same in words */
	size_t room;           /* that it may write */
};

static long give(void *payload, char *bytes, size_t room)
{
	struct run *r = payload;
	size_t n = r->len - r->at;

	n = n < room ? n : room;
	n = n < r->piece ? n : r->piece;
	memcpy(bytes, r->bytes + r->at, n);
	r->at += n;
	return (long)n;
}

static int take(void *payload, const char *bytes, size_t len)
{
	struct run *r = payload;

	if (r->room < len)
		return -1;
	r->room -= len;
	buf_add(&r->out, bytes, len);
	return 0;
}

static void say_record(struct buf *said, const struct wire_record *r)
{
	if (r->url)
		buf_printf(said, "url %s|", r->url);
	if (r->name)
		buf_printf(said, "name %s|", r->name);
	if (r->when)
		buf_printf(said, "when %llu|", (unsigned long long)r->when);
	if (r->type && *r->type)
		buf_printf(said, "type %s|", r->type);
	if (r->charset && *r->charset)
		buf_printf(said, "charset %s|", r->charset);
	if (r->coding && *r->coding)
		buf_printf(said, "coding %s|", r->coding);
}

/* Each message as words: "record …", the bytes, "whole", "passed: …", "bad: …"; "over". It
 * keeps to the wire, whatever came in. */
static void say_all(struct run *r)
{
	struct wire_reader in;
	struct wire_message m;
	struct err err = {0};
	uint32_t last = 0;
	int rc;

	wire_reader_init(&in);
	for (size_t at = 0;;) {
		rc = wire_next(&in, &m, &err);
		if (rc < 0)
			fail_msg("%s", err.text);
		if (rc == 0 && at == r->out.len)
			break;
		if (rc == 0) {
			size_t n = r->out.len - at;

			n = n < WIRE_PAYLOAD_MAX ? n : WIRE_PAYLOAD_MAX;
			wire_feed(&in, r->out.bytes + at, n);
			at += n;
			continue;
		}
		if (m.type == WIRE_RECORD) {
			struct wire_record record;

			assert_int_equal(wire_get_values(&m, &record, &err), 0);
			assert_int_equal(m.id, last + 1);
			say_record(&r->said, &record);
		} else if (m.type == WIRE_BODY) {
			assert_int_equal(m.id, last + 1);
			buf_add(&r->said, m.payload, m.len);
		} else if (m.type == WIRE_END) {
			struct wire_end end;

			assert_int_equal(wire_get_values(&m, &end, &err), 0);
			assert_true(!m.id || m.id == last + 1);
			last = m.id;
			buf_printf(&r->said, "%s%s%s\n",
			           !m.id       ? "over"
			           : end.whole ? "|whole"
			           : end.code  ? "bad"
			                       : "passed",
			           end.text && *end.text ? ": " : "", end.text ? end.text : "");
		} else {
			assert_int_equal(m.type, WIRE_HELLO);
		}
	}
	wire_reader_done(&in);
}

/* What it says of a file; the caller's. */
static struct run run_in(const char *bytes, size_t len, size_t piece)
{
	struct run r = {.bytes = bytes, .len = len, .piece = piece, .room = (size_t)200 << 20};
	const struct warc_streams streams = {give, take, &r};

	buf_init(&r.out, (size_t)200 << 20);
	buf_init(&r.said, (size_t)200 << 20);
	assert_int_equal(warc_unpack(&streams), 0);
	say_all(&r);
	return r;
}

static void done(struct run *r)
{
	buf_done(&r->out);
	buf_done(&r->said);
}

static void expect(const char *bytes, size_t len, const char *want)
{
	static const size_t pieces[] = {SIZE_MAX, 1, 7};

	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct run r = run_in(bytes, len, pieces[i]);

		assert_string_equal(r.said.bytes, want);
		done(&r);
	}
}

/* -- files of our own ---------------------------------------------------------------- */

static void put_record(struct buf *out, const char *type, const char *more, const char *block,
                       size_t len)
{
	char hex[65];

	SHA256Data((const uint8_t *)block, len, hex);
	buf_printf(out,
	           "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Date: 2026-11-22T12:00:00Z\r\n%s"
	           "WARC-Block-Digest: sha256:%s\r\nContent-Length: %zu\r\n\r\n",
	           type, more, hex, len);
	buf_add(out, block, len);
	buf_str(out, "\r\n\r\n");
}

static void put(struct buf *out, const char *type, const char *more, const char *block)
{
	put_record(out, type, more, block, strlen(block));
}

static void pack(struct buf *out, const struct buf *plain)
{
	z_stream z = {.next_in = (Bytef *)plain->bytes, .avail_in = (uInt)plain->len};
	size_t room = plain->len + plain->len / 8 + 100;

	deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_out = (Bytef *)buf_room(out, room);
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	buf_grown(out, room - z.avail_out);
	deflateEnd(&z);
}

#define URI "WARC-Target-URI: https://quay.example/a\r\n"
#define HTTP "Content-Type: application/http; msgtype=response\r\n"
#define WHEN "when 1795348800|"

/* One record, and what is said of it. */
static void one(const char *type, const char *more, const char *block, const char *want)
{
	struct buf file, all;

	buf_init(&file, 1 << 20);
	buf_init(&all, 1 << 20);
	put(&file, type, more, block);
	buf_printf(&all, "%s\nover\n", want);
	expect(file.bytes, file.len, all.bytes);
	buf_done(&file);
	buf_done(&all);
}

static void test_kinds(void **state)
{
	(void)state;
	one("response", URI HTTP,
	    "HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=UTF-8\r\nContent-Length: "
	    "4\r\n\r\nquay",
	    "url https://quay.example/a|" WHEN "type text/html|charset utf-8|quay|whole");
	one("response", URI, "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nquay",
	    "url https://quay.example/a|" WHEN "coding br|quay|whole");
	one("resource", URI "Content-Type: text/plain; charset=koi8-r\r\n", "quay",
	    "url https://quay.example/a|" WHEN "type text/plain|charset koi8-r|quay|whole");
	one("resource", "WARC-Target-URI: file:///home/x/a%20b.txt\r\n", "quay",
	    "name a b.txt|" WHEN "quay|whole");
	one("response", "WARC-Target-URI: <https://QUAY.example:443/a#b>\r\n" HTTP,
	    "HTTP/1.1 200 OK\r\n\r\n", "url https://quay.example/a|" WHEN "|whole");
	one("warcinfo", "", "software: x\r\n", "passed: warcinfo");
	one("request", URI, "GET / HTTP/1.1\r\n\r\n", "passed: request");
	one("revisit", URI, "", "passed: revisit");
	one("response", URI HTTP, "HTTP/1.1 404 No\r\n\r\nno", "passed: status 404");
	one("response", URI HTTP, "HTTP/1.1 301 There\r\nLocation: /b\r\n\r\n",
	    "passed: status 301");
	one("response", URI HTTP, "HTTP/1.1 206 Part\r\n\r\nno", "passed: status 206");
	one("response", URI HTTP, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nno",
	    "passed: image/png");
	one("resource", URI "Content-Type: text/css\r\n", "no", "passed: text/css");
	one("response", "WARC-Target-URI: dns:quay.example\r\nContent-Type: text/dns\r\n", "no",
	    "passed: no address of the web");
	one("response", URI "Content-Type: text/dns\r\n", "no", "passed: no answer of HTTP");
	one("resource", "", "no", "passed: no address of the web");
	one("response", "WARC-Target-URI: file:///a\r\n" HTTP, "no",
	    "passed: no address of the web");
	/* a head that goes before the answer's */
	one("response", URI HTTP,
	    "HTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nquay",
	    "url https://quay.example/a|" WHEN "quay|whole");
}

static void test_chunks(void **state)
{
#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
#define GIVEN "url https://quay.example/a|" WHEN
#define CHUNKS "bad: record 1, at byte 0: the answer's chunks are damaged, or not all here"
	(void)state;
	one("response", URI HTTP, CHUNKED "2\r\nqu\r\n2;x=1\r\nay\r\n0\r\n\r\n",
	    GIVEN "quay|whole");
	one("response", URI HTTP, CHUNKED "0000000A\r\nquay--quay\r\n0\r\nTrailer: x\r\n\r\n",
	    GIVEN "quay--quay|whole");
	/* the field stayed and the chunks went */
	one("response", URI HTTP, CHUNKED "<p>quay\n</p>", GIVEN "<p>quay\n</p>|whole");
	one("response", URI HTTP, CHUNKED "", GIVEN "|whole");
	one("response", URI HTTP, CHUNKED "2\r\nqu\r\n", GIVEN "qu" CHUNKS);
	one("response", URI HTTP, CHUNKED "2\r\nquay\r\n0\r\n\r\n", GIVEN "qu" CHUNKS);
	one("response", URI HTTP, CHUNKED "2\r\nqu\r\nx\r\n", GIVEN "qu" CHUNKS);
	one("response", URI HTTP, CHUNKED "4\r\nqu", GIVEN "qu" CHUNKS);
	/* 2^64 and 2, in digits of a chunk: no length, so no chunk */
	one("response", URI HTTP, CHUNKED "10000000000000002\r\nqu\r\n0\r\n\r\n",
	    GIVEN "10000000000000002\r\nqu\r\n0\r\n\r\n|whole");
	one("response", URI HTTP, CHUNKED "2\r\nqu\r\n10000000000000002\r\nay\r\n0\r\n\r\n",
	    GIVEN "qu" CHUNKS);
}

static void test_wrong(void **state)
{
#define BAD "bad: record 1, at byte 0: "
	(void)state;
	one("response", URI HTTP, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nquay",
	    GIVEN "quay" BAD "the answer is cut short");
	one("response", URI HTTP "WARC-Truncated: length\r\n", "HTTP/1.1 200 OK\r\n\r\nquay",
	    BAD "it is not whole, by its own word");
	one("response", URI HTTP "WARC-Segment-Number: 1\r\n", "HTTP/1.1 200 OK\r\n\r\nquay",
	    BAD "it is in several records, which is not read here");
	one("response", URI HTTP, "quay\r\n\r\n", BAD "it holds no answer of HTTP");
	one("response", URI HTTP, "HTTP/1.1 200 OK\r\nquay: 1\r\n",
	    BAD "the answer's head ends early");
	one("response", URI HTTP "Content-Length: 18446744073709551616\r\n",
	    "HTTP/1.1 200 OK\r\n\r\n", BAD "its length is none");
	one("response", URI HTTP "Content-Length: -1\r\n", "HTTP/1.1 200 OK\r\n\r\n",
	    BAD "its length is none");
	one("response", URI HTTP "Content-Length: \r\n", "HTTP/1.1 200 OK\r\n\r\n",
	    BAD "its length is none");
	one("response", URI HTTP "Content-Length: 281474976710657\r\n", "HTTP/1.1 200 OK\r\n\r\n",
	    BAD "its length is none");
	one("response", URI "no field\r\n", "x", BAD "a line of its head is no field");
	one("response", URI ": x\r\n", "x", BAD "a line of its head is no field");
}

static void test_heads(void **state)
{
	static const char no_length[] = "WARC/1.1\r\nWARC-Type: resource\r\n\r\n";
	static const char no_type[] = "WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n";
	static const char nul[] =
		"WARC/1.1\r\nWARC-Type: x\0y\r\nContent-Length: 0\r\n\r\n\r\n\r\n";
	struct buf file;

	(void)state;
	expect(no_length, sizeof no_length - 1, BAD "its head says no length or no type\nover\n");
	expect(no_type, sizeof no_type - 1, BAD "its head says no length or no type\nover\n");
	expect(nul, sizeof nul - 1, BAD "its head is larger than any, or none\nover\n");
	expect("<html>", 6, "over: this is no WARC file\n");
	expect("", 0, "over: this is no WARC file\n");
	expect("WARC/1.1", 8, "over: this is no WARC file\n");
	/* a line of 16 KiB is none, and one that is a little shorter is; so with 256 of them */
	buf_init(&file, 1 << 20);
	for (int i = 0; i < 2; i++) {
		buf_reset(&file);
		buf_printf(
			&file,
			"WARC/1.1\r\nX: %0*d\r\nWARC-Type: x\r\nContent-Length: 0\r\n\r\n\r\n\r\n",
			i ? 16381 : 16379, 0);
		expect(file.bytes, file.len,
		       i ? BAD "its head is larger than any, or none\nover\n"
		         : "passed: x\nover\n");
	}
	for (int i = 0; i < 2; i++) {
		buf_reset(&file);
		buf_str(&file, "WARC/1.1\r\nWARC-Type: x\r\nContent-Length: 0\r\n");
		for (int k = 0; k < 253 + i; k++)
			buf_str(&file, "X: y\r\n");
		buf_str(&file, "\r\n\r\n\r\n");
		expect(file.bytes, file.len,
		       i ? BAD "its head is larger than any, or none\nover\n"
		         : "passed: x\nover\n");
	}
	buf_done(&file);
}

static void test_times(void **state)
{
	static const struct {
		const char *date, *want;
	} rows[] = {
		{"2026-11-22T12:00:00Z", WHEN},
		{"2026-11-22T12:00:00.123456Z", WHEN},
		{"1970-01-01T00:00:01Z", "when 1|"},
		{"2000-02-29T00:00:00Z", "when 951782400|"},
		{"2000-03-01T00:00:00Z", "when 951868800|"},
		{"2026-11-22T12:00:00", ""},
		{"2026-11-22", ""},
		{"2026-13-22T12:00:00Z", ""},
		{"2026-11-32T12:00:00Z", ""},
		{"2026-11-22T24:00:00Z", ""},
		{"2026-11-22T12:60:00Z", ""},
		{"1969-11-22T12:00:00Z", ""},
		{"2026-1-22T12:00:00Z", ""},
		{"2026-11-22T12:00:00+01:00", ""},
		{"-026-11-22T12:00:00Z", ""},
		{"2026-00-22T12:00:00Z", ""},
		{"2026-11-00T12:00:00Z", ""},
	};
	struct buf file, want;

	(void)state;
	buf_init(&file, 1 << 20);
	buf_init(&want, 1 << 20);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		buf_reset(&file);
		buf_reset(&want);
		buf_printf(&file,
		           "WARC/1.0\nWARC-Type: resource\n" URI "WARC-Date: %s\n"
		           "Content-Length: 4\n\nquay\r\n\r\n",
		           rows[i].date);
		buf_printf(&want, "url https://quay.example/a|%squay|whole\nover\n", rows[i].want);
		expect(file.bytes, file.len, want.bytes);
	}
	buf_done(&file);
	buf_done(&want);
}

static void test_digests(void **state)
{
	static const struct {
		const char *digest, *want;
	} rows[] = {
		/* of "quay", by sha1sum, md5sum, sha256sum, base32 */
		{"sha1:DIGEST1", "|whole"},
		{"SHA1:digest1", "|whole"},
		{"sha1:BASE32", "|whole"},
		{"sha1:0000000000000000000000000000000000000000", NULL},
		{"sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", NULL},
		{"sha256:0000000000000000000000000000000000000000000000000000000000000000", NULL},
		{"md5:00000000000000000000000000000000", NULL},
		{"crc32:00000000", "|whole"},
		{"sha1:short", "|whole"},
	};
	uint8_t hash[SHA1_DIGEST_LENGTH];
	char hex[41], base32[33] = "";
	struct buf file, want;
	SHA1_CTX c;

	(void)state;
	SHA1Init(&c);
	SHA1Update(&c, (const uint8_t *)"quay", 4);
	SHA1Final(hash, &c);
	for (int i = 0; i < 20; i++)
		snprintf(hex + 2 * i, 3, "%02x", hash[i]);
	for (int i = 0; i < 32; i++) {
		unsigned bit = 5u * (unsigned)i, v = (unsigned)hash[bit / 8] << 8;

		v |= bit / 8 + 1 < 20 ? hash[bit / 8 + 1] : 0;
		base32[i] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[v >> (11 - bit % 8) & 31];
	}
	buf_init(&file, 1 << 20);
	buf_init(&want, 1 << 20);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char digest[100];

		snprintf(digest, sizeof digest, "%s", rows[i].digest);
		if (i < 2)
			snprintf(digest + 5, sizeof digest - 5, "%s", hex);
		else if (i == 2)
			snprintf(digest + 5, sizeof digest - 5, "%s", base32);
		buf_reset(&file);
		buf_reset(&want);
		buf_printf(&file,
		           "WARC/1.1\r\nWARC-Type: resource\r\n" URI "WARC-Block-Digest: %s\r\n"
		           "Content-Length: 4\r\n\r\nquay\r\n\r\n",
		           digest);
		buf_printf(&want, "url https://quay.example/a|quay%s\nover\n",
		           rows[i].want ? rows[i].want
		                        : BAD "its bytes are not those of its digest");
		expect(file.bytes, file.len, want.bytes);
	}
	buf_done(&file);
	buf_done(&want);
}

/* -- more than one ------------------------------------------------------------------- */

/* Three records, as bytes and each packed; where each ends. */
static void put_three(struct buf *file, bool packed, size_t ends[3])
{
	struct buf record;

	buf_init(&record, 1 << 20);
	for (int i = 0; i < 3; i++) {
		char more[100], block[100];

		buf_reset(&record);
		snprintf(more, sizeof more, "WARC-Target-URI: https://quay.example/%d\r\n" HTTP, i);
		snprintf(block, sizeof block,
		         "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nThe quay of the %d",
		         i);
		put(&record, "response", more, block);
		if (packed)
			pack(file, &record);
		else
			buf_add(file, record.bytes, record.len);
		ends[i] = file->len;
	}
	buf_done(&record);
}

static int count(const char *said, const char *words)
{
	int n = 0;

	for (; (said = strstr(said, words)); said++)
		n++;
	return n;
}

/* What is whole is whole and right, whatever was done to the file. */
static void check_whole(const char *said, int most)
{
	int whole = count(said, "|whole"), right = 0;

	for (int i = 0; i < 3; i++) {
		char line[100];

		snprintf(line, sizeof line, "The quay of the %d|whole\n", i);
		right += count(said, line) > 0;
	}
	assert_int_equal(whole, right);
	assert_true(whole <= most);
}

static void test_cut_everywhere(void **state)
{
	(void)state;
	for (int packed = 0; packed < 2; packed++) {
		size_t ends[3];
		struct buf file;

		buf_init(&file, 1 << 20);
		put_three(&file, packed, ends);
		for (size_t len = 1; len <= file.len; len++) {
			struct run r = run_in(file.bytes, len, SIZE_MAX);
			int whole = (len >= ends[0]) + (len >= ends[1]) + (len >= ends[2]);

			check_whole(r.said.bytes, whole);
			assert_int_equal(count(r.said.bytes, "|whole"), whole);
			/* what was cut is told, unless it was cut between two */
			if (len != ends[0] && len != ends[1] && len != ends[2])
				assert_true(strstr(r.said.bytes, "bad: ") ||
				            strstr(r.said.bytes, "over: "));
			else
				assert_null(strstr(r.said.bytes, "bad: "));
			done(&r);
		}
		buf_done(&file);
	}
}

static void test_change_everywhere(void **state)
{
	(void)state;
	for (int packed = 0; packed < 2; packed++) {
		size_t ends[3], least = 3;
		struct buf file;

		buf_init(&file, 1 << 20);
		put_three(&file, packed, ends);
		for (size_t i = 0; i < file.len; i++) {
			struct run r;

			file.bytes[i] ^= 0x11;
			r = run_in(file.bytes, file.len, SIZE_MAX);
			check_whole(r.said.bytes, 3);
			/* one is lost, and not those behind it */
			if (i > 8 && (size_t)count(r.said.bytes, "|whole") < least)
				least = (size_t)count(r.said.bytes, "|whole");
			if (count(r.said.bytes, "|whole") < 3)
				assert_true(strstr(r.said.bytes, "bad: ") ||
				            strstr(r.said.bytes, "passed: ") ||
				            strstr(r.said.bytes, "over: "));
			done(&r);
			file.bytes[i] ^= 0x11;
		}
		/* a length that is too large may reach over the next */
		assert_int_equal(least, packed ? 2 : 1);
		buf_done(&file);
	}
}

/* Bytes that are nothing between two records are told, once, and the next is found. */
static void test_between(void **state)
{
	size_t ends[3];
	struct buf file, three;
	struct run r;

	(void)state;
	for (int packed = 0; packed < 2; packed++) {
		buf_init(&file, 1 << 20);
		buf_init(&three, 1 << 20);
		put_three(&three, packed, ends);
		buf_add(&file, three.bytes, ends[0]);
		buf_str(&file, "lost\nand found\n\x1f\x8b\x08\xff nothing\r\n");
		buf_add(&file, three.bytes + ends[0], three.len - ends[0]);
		r = run_in(file.bytes, file.len, SIZE_MAX);
		check_whole(r.said.bytes, 3);
		assert_int_equal(count(r.said.bytes, "|whole"), 3);
		assert_int_equal(
			count(r.said.bytes, "what stands there is no record, or damaged\n"), 1);
		done(&r);
		buf_done(&file);
		buf_done(&three);
	}
	/* empty lines are nothing */
	buf_init(&file, 1 << 20);
	buf_init(&three, 1 << 20);
	put_three(&three, false, ends);
	buf_add(&file, three.bytes, ends[0]);
	buf_str(&file, "\r\n\n\r\n");
	buf_add(&file, three.bytes + ends[0], three.len - ends[0]);
	r = run_in(file.bytes, file.len, SIZE_MAX);
	assert_null(strstr(r.said.bytes, "bad"));
	done(&r);
	buf_done(&file);
	buf_done(&three);
}

/* All records in one member, which is not the rule and is read. */
static void test_one_member(void **state)
{
	struct buf plain, file;
	size_t ends[3];
	struct run r;

	(void)state;
	buf_init(&plain, 1 << 20);
	buf_init(&file, 1 << 20);
	put_three(&plain, false, ends);
	pack(&file, &plain);
	r = run_in(file.bytes, file.len, 5);
	assert_int_equal(count(r.said.bytes, "|whole"), 3);
	assert_null(strstr(r.said.bytes, "bad"));
	done(&r);
	buf_done(&plain);
	buf_done(&file);
}

/* -- limits -------------------------------------------------------------------------- */

/* A record of more than 64 MiB is not given, and the next one is. */
static void test_large(void **state)
{
	for (int more = 0; more < 2; more++) {
		struct buf plain, file;
		size_t ends[3], len = ((size_t)64 << 20) + (size_t)more;
		char *block = calloc(1, len);
		struct run r;

		(void)state;
		buf_init(&plain, (size_t)100 << 20);
		buf_init(&file, (size_t)100 << 20);
		put_record(&plain, "resource", URI, block, len);
		pack(&file, &plain);
		put_three(&file, true, ends);
		r = run_in(file.bytes, file.len, SIZE_MAX);
		/* the zeros in it end strings */
		for (size_t i = 0; i < r.said.len; i++)
			if (!r.said.bytes[i])
				r.said.bytes[i] = '0';
		assert_int_equal(count(r.said.bytes, "|whole"), more ? 3 : 4);
		assert_int_equal(count(r.said.bytes, "bad: record 1, at byte 0: more than 64 MiB"),
		                 more);
		done(&r);
		buf_done(&plain);
		buf_done(&file);
		free(block);
	}
}

/* Work is counted by the bytes of the file: ten seconds, and one for each megabyte. */
static void test_work(void **state)
{
	struct buf file;
	size_t ends[3];

	(void)state;
	buf_init(&file, 1 << 20);
	put_three(&file, true, ends);
	for (worked = 10; worked <= 11; worked++) {
		struct run r = run_in(file.bytes, file.len, SIZE_MAX);

		assert_int_equal(count(r.said.bytes, "|whole"), worked == 10 ? 3 : 0);
		assert_int_equal(count(r.said.bytes, "over: stopped after too much work"),
		                 worked == 11);
		done(&r);
	}
	worked = 0;
	buf_done(&file);
}

/* Nobody takes what it writes: it ends, and says so. */
static void test_nobody(void **state)
{
	struct buf file;
	size_t ends[3];

	(void)state;
	buf_init(&file, 1 << 20);
	put_three(&file, false, ends);
	for (size_t room = 0; room < 600; room += 20) {
		struct run r = {.bytes = file.bytes, .len = file.len, .piece = 50, .room = room};
		const struct warc_streams streams = {give, take, &r};

		buf_init(&r.out, 1 << 20);
		buf_init(&r.said, 1 << 20);
		assert_int_equal(warc_unpack(&streams), -1);
		done(&r);
	}
	buf_done(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),          cmocka_unit_test(test_chunks),
		cmocka_unit_test(test_wrong),          cmocka_unit_test(test_heads),
		cmocka_unit_test(test_times),          cmocka_unit_test(test_digests),
		cmocka_unit_test(test_cut_everywhere), cmocka_unit_test(test_change_everywhere),
		cmocka_unit_test(test_between),        cmocka_unit_test(test_one_member),
		cmocka_unit_test(test_large),          cmocka_unit_test(test_work),
		cmocka_unit_test(test_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
