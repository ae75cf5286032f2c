/* SPDX-License-Identifier: ISC */
/* Answers of a store as a WARC file: what each record says, that it is the same each time, and
 * that tests/warc_check finds nothing against it. */
#include "config.h"

#include "model/base/buf.h"
#include "model/store/warc.h"
#include "tests/model/store_lib.h"

#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define URL "https://example.org/a"
#define HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Of: ours\r\n"
#define BODY "<p>The lock opens at nine.</p>"

static int take(const char *bytes, size_t len, void *payload, struct err *err)
{
	(void)err;
	buf_add(payload, bytes, len);
	return 0;
}

/* Takes so many pieces, and no more. */
static int refuse(const char *bytes, size_t len, void *payload, struct err *err)
{
	(void)bytes;
	(void)len;
	return --*(int *)payload < 0 ? err_set(err, ERR_FAILED, "no room") : 0;
}

static int64_t put(struct store *s, const struct store_origin *o, const char *bytes, size_t len,
                   bool whole)
{
	struct doc_maker *m = doc_maker_new(0);
	struct err err = {0};
	struct store_incoming *in = store_begin(s, o, &err);
	struct doc *doc;
	int64_t id;

	doc_add_fact(m, DOC_LANGUAGE, "en");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "The lock opens at nine.");
	doc = doc_finish(m, NULL);
	assert_non_null(in);
	assert_int_equal(store_add(in, bytes, len, &err), 0);
	id = store_commit(in, doc, whole, 1, &err);
	if (id < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	return id;
}

static int add(struct warc *w, struct store *s, int64_t id, struct err *err)
{
	struct store_version v;
	int rc;

	assert_int_equal(store_version_get(s, id, &v, err), 1);
	rc = warc_add(w, s, &v, err);
	store_version_done(&v);
	return rc;
}

/* The file of one version. */
static void write_file(struct store *s, int64_t id, bool gzip, int want, struct buf *out)
{
	const struct warc_config config = {"a.warc", "palais 7", 1000000000, gzip, take, out};
	struct err err = {0};
	struct warc *w;

	buf_reset(out);
	w = warc_new(&config, &err);
	assert_non_null(w);
	assert_int_equal(add(w, s, id, &err), want);
	warc_free(w);
	assert_true(buf_ok(out));
}

/* What tests/warc_check prints of it; its status. */
static int check_file(void **state, const struct buf *file, char *said, size_t size)
{
	char path[200], command[300];
	size_t n;
	FILE *f;

	snprintf(path, sizeof path, "%s.warc", folder_store(state));
	f = fopen(path, "wb");
	assert_int_equal(fwrite(file->bytes, 1, file->len, f), file->len);
	fclose(f);
	snprintf(command, sizeof command, "./tests/warc_check '%s' 2>&1", path);
	f = popen(command, "r");
	n = fread(said, 1, size - 1, f);
	said[n] = '\0';
	return pclose(f);
}

static void must_keep(void **state, const struct buf *file, const char *want)
{
	char said[2000];

	if (check_file(state, file, said, sizeof said) != 0)
		fail_msg("%s", said);
	assert_non_null(strstr(said, "warcinfo\t\t"));
	assert_string_equal(strchr(said, '\n') + 1, want);
}

static void must_have(const struct buf *file, const char *words)
{
	if (!memmem(file->bytes, file->len, words, strlen(words)))
		fail_msg("not there: %s in %.2000s", words, file->bytes);
}

static void must_lack(const struct buf *file, const char *words)
{
	if (memmem(file->bytes, file->len, words, strlen(words)))
		fail_msg("there: %s in %.2000s", words, file->bytes);
}

/* -- answers ---------------------------------------------------------------------- */

static struct store_origin origin(const char *headers)
{
	return (struct store_origin){.key = URL,
	                             .url = URL,
	                             .asked = URL,
	                             .type = "text/html",
	                             .charset = "utf-8",
	                             .headers = headers};
}

static void test_response(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = origin(HEAD "\r\n");
	int64_t id = put(s, &o, BODY, strlen(BODY), true);
	char hex[65], line[120], want[100];
	struct buf file, again;

	buf_init(&file, 1 << 20);
	buf_init(&again, 1 << 20);
	write_file(s, id, false, 1, &file);
	snprintf(want, sizeof want, "response\t" URL "\t%zu\n", strlen(HEAD "\r\n" BODY));
	must_keep(state, &file, want);
	must_have(&file, "\r\n\r\n" HEAD "\r\n" BODY "\r\n\r\n");
	must_have(&file, "WARC-Date: 2026-11-22T12:00:00Z\r\n");
	must_have(&file, "WARC-Date: 2001-09-09T01:46:40Z\r\n");
	must_have(&file, "WARC-Filename: a.warc\r\n");
	must_have(&file, "software: palais 7\r\n");
	SHA256Data((const uint8_t *)BODY, strlen(BODY), hex);
	snprintf(line, sizeof line, "WARC-Payload-Digest: sha256:%s\r\n", hex);
	must_have(&file, line);
	SHA256Data((const uint8_t *)HEAD "\r\n" BODY, strlen(HEAD "\r\n" BODY), hex);
	snprintf(line, sizeof line, "WARC-Block-Digest: sha256:%s\r\n", hex);
	must_have(&file, line);
	must_lack(&file, "metadata");
	must_lack(&file, "WARC-Truncated");
	must_lack(&file, "WARC-Protocol");
	write_file(s, id, false, 1, &again);
	assert_int_equal(again.len, file.len);
	assert_memory_equal(again.bytes, file.bytes, file.len);
	buf_done(&file);
	buf_done(&again);
	store_close(s);
}

/* What came packed for its transfer is here unpacked; what was packed is not. */
static void test_codings(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = origin("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
	                               "Content-Encoding: br\r\nTrailer: x\r\n\r\n");
	struct buf file;
	int64_t id;

	o.coding = "br";
	id = put(s, &o, BODY, strlen(BODY), true);
	buf_init(&file, 1 << 20);
	write_file(s, id, false, 1, &file);
	must_have(&file,
	          "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Encoding: br\r\nTrailer: x\r\n\r\n" BODY);
	buf_done(&file);
	store_close(s);
}

static void test_protocols(void **state)
{
	static const struct {
		const char *head, *want, *protocol;
	} rows[] = {
		{"HTTP/2 200 \r\nage: 1\r\n\r\n", "\r\n\r\nHTTP/1.1 200 \r\nage: 1\r\n\r\n",
	         "WARC-Protocol: h2\r\n"},
		{"HTTP/2 203\r\nage: 2\r\n\r\n", "\r\n\r\nHTTP/1.1 203 \r\nage: 2\r\n\r\n",
	         "WARC-Protocol: h2\r\n"},
		{"HTTP/3 200 \r\nage: 3\r\n\r\n", "\r\n\r\nHTTP/1.1 200 \r\nage: 3\r\n\r\n",
	         "WARC-Protocol: h3\r\n"},
		{"HTTP/1.0 200 Fine\r\nage: 4\r\n\r\n",
	         "\r\n\r\nHTTP/1.0 200 Fine\r\nage: 4\r\n\r\n", ""},
	};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	char url[60], want[200], body[60];
	struct buf file;

	buf_init(&file, 1 << 20);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct store_origin o = origin(rows[i].head);

		snprintf(url, sizeof url, URL "%zu", i);
		snprintf(body, sizeof body, "body %zu", i);
		o.key = o.url = o.asked = url;
		write_file(s, put(s, &o, body, strlen(body), true), false, 1, &file);
		must_have(&file, rows[i].want);
		must_have(&file, rows[i].protocol);
		assert_true(*rows[i].protocol || !strstr(file.bytes, "WARC-Protocol"));
		snprintf(want, sizeof want, "response\t%s\t%zu\n", url,
		         strlen(rows[i].want) - 4 + strlen(body));
		must_keep(state, &file, want);
	}
	buf_done(&file);
	store_close(s);
}

/* Lines that no head has are left out, and so is one that was cut. */
static void test_odd_lines(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = origin("HTTP/1.1 200 OK\nGood: 1\nno field\n: none\nA b: c\n"
	                               "Long: one\n  two\nOdd: \001\n  three\nLast: cut");
	struct buf file;

	buf_init(&file, 1 << 20);
	write_file(s, put(s, &o, BODY, strlen(BODY), true), false, 1, &file);
	must_have(&file, "\r\n\r\nHTTP/1.1 200 OK\r\nGood: 1\r\nLong: one\r\n  two\r\n\r\n" BODY);
	buf_done(&file);
	store_close(s);
}

/* No answer that was kept whole: the bytes are a resource. */
static void test_resources(void **state)
{
	static const char *const heads[] = {
		"",
		"HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 5-9/10\r\n\r\n",
		"HTTP/1.1 404 Not Found\r\nAge: 1\r\n\r\n",
		"HTTP/1.1 20x OK\r\nAge: 1\r\n\r\n",
		"HTTP/1.1 2001 OK\r\nAge: 1\r\n\r\n",
		"Age: 1\r\n\r\n",
		"HTTP/1.1 200 OK",
	};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	char url[60], want[200], body[60];
	struct buf file;

	buf_init(&file, 1 << 20);
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct store_origin o = origin(heads[i]);

		snprintf(url, sizeof url, URL "%zu", i);
		snprintf(body, sizeof body, "body %zu", i);
		o.key = o.url = o.asked = url;
		write_file(s, put(s, &o, body, strlen(body), true), false, 1, &file);
		snprintf(want, sizeof want, "resource\t%s\t%zu\n", url, strlen(body));
		must_keep(state, &file, want);
		must_have(&file, "\r\nContent-Type: text/html; charset=utf-8\r\n");
		must_lack(&file, "Age:");
	}
	buf_done(&file);
	store_close(s);
}

/* That bytes are packed can be said in a head alone: one of what is known. */
static void test_known_head(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = origin("");
	struct buf file;

	o.coding = "br";
	o.etag = "\"7\"";
	buf_init(&file, 1 << 20);
	write_file(s, put(s, &o, BODY, strlen(BODY), true), false, 1, &file);
	must_have(&file, "\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
	                 "Content-Encoding: br\r\nETag: \"7\"\r\n\r\n" BODY);
	buf_done(&file);
	store_close(s);
}

static void test_file(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = {.name = "a letter.txt"};
	int64_t id = put(s, &o, BODY, strlen(BODY), true);
	struct buf file;

	buf_init(&file, 1 << 20);
	write_file(s, id, false, 1, &file);
	must_keep(state, &file, "resource\tfile:///a%20letter.txt\t30\n");
	/* the one type is that of what stands before all */
	assert_null(strstr(strstr(file.bytes, "WARC-Type: resource"), "\r\nContent-Type"));
	buf_done(&file);
	store_close(s);
}

static void test_cut(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = origin(HEAD "Content-Length: 1000\r\n\r\n");
	struct buf file;

	buf_init(&file, 1 << 20);
	write_file(s, put(s, &o, BODY, strlen(BODY), false), false, 1, &file);
	must_have(&file, "WARC-Truncated: unspecified\r\n");
	buf_done(&file);
	store_close(s);
}

static void test_nothing(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = origin(HEAD "\r\n");
	struct buf file;

	buf_init(&file, 1 << 20);
	write_file(s, put(s, &o, "", 0, true), false, 0, &file);
	o = (struct store_origin){0};
	write_file(s, put(s, &o, BODY, strlen(BODY), true), false, 0, &file);
	buf_done(&file);
	store_close(s);
}

/* -- what else is known ------------------------------------------------------------- */

static void test_metadata(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = origin(HEAD "\r\n");
	char want[200];
	struct buf file;
	const char *id;

	o.asked = "https://example.org/short";
	o.mirror = "http://127.0.0.1:8080/a";
	buf_init(&file, 1 << 20);
	write_file(s, put(s, &o, BODY, strlen(BODY), true), false, 1, &file);
	snprintf(want, sizeof want, "response\t" URL "\t%zu\nmetadata\t" URL "\t67\n",
	         strlen(HEAD "\r\n" BODY));
	must_keep(state, &file, want);
	must_have(&file, "\r\n\r\nasked: https://example.org/short\r\n"
	                 "mirror: http://127.0.0.1:8080/a\r\n\r\n\r\n");
	/* it names the record that it is about */
	id = strstr(strstr(file.bytes, "WARC-Type: response"), "WARC-Record-ID: ") + 16;
	snprintf(want, sizeof want, "WARC-Concurrent-To: %.47s\r\n", id);
	must_have(&file, want);
	buf_done(&file);
	store_close(s);
}

/* The same bytes were found elsewhere too, and as a file. */
static void test_revisit(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = origin(HEAD "\r\n");
	struct store_origin name = {.name = "a.html"};
	int64_t id = put(s, &o, BODY, strlen(BODY), true);
	char want[300];
	struct buf file;

	setenv("PALAIS_NOW", "2026-11-23T13:00:00", 1);
	o.url = "https://example.org/b";
	assert_int_equal(put(s, &o, BODY, strlen(BODY), true), id);
	buf_init(&file, 1 << 20);
	write_file(s, id, false, 1, &file);
	must_have(&file, "WARC-Profile: "
	                 "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest\r\n");
	must_have(&file, "WARC-Date: 2026-11-23T13:00:00Z\r\n");
	snprintf(want, sizeof want, "WARC-Refers-To-Target-URI: %s\r\n", URL);
	assert_true(strstr(file.bytes, want) ||
	            strstr(file.bytes, "WARC-Refers-To-Target-URI: https://example.org/b\r\n"));
	assert_int_equal(put(s, &name, BODY, strlen(BODY), true) > 0, 1);
	buf_done(&file);
	store_close(s);
}

/* -- files -------------------------------------------------------------------------- */

static void test_gzip(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = origin(HEAD "\r\n");
	struct buf file, again, body;
	char want[100];
	int64_t id;

	buf_init(&file, 1 << 20);
	buf_init(&again, 1 << 20);
	buf_init(&body, 1 << 20);
	/* more than any room for packing, and than a piece of the store */
	for (uint32_t i = 0, dice = 1; i < 50000; i++) {
		dice = dice * 1664525 + 1013904223;
		buf_printf(&body, "%08x", dice);
	}
	id = put(s, &o, body.bytes, body.len, true);
	write_file(s, id, true, 1, &file);
	assert_memory_equal(file.bytes, "\x1f\x8b\x08\0\0\0\0\0", 8);
	assert_true(file.len < body.len * 2 / 3);
	snprintf(want, sizeof want, "response\t" URL "\t%zu\n", strlen(HEAD "\r\n") + body.len);
	must_keep(state, &file, want);
	write_file(s, id, true, 1, &again);
	assert_int_equal(again.len, file.len);
	assert_memory_equal(again.bytes, file.bytes, file.len);
	buf_done(&file);
	buf_done(&again);
	buf_done(&body);
	store_close(s);
}

/* Bytes that are not those that came are not written as if they were. */
static void test_damage(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = origin(HEAD "\r\n");
	int64_t id = put(s, &o, BODY, strlen(BODY), true);
	struct err err = {0};
	struct store_version v;
	struct buf file;
	struct warc_config config = {"a.warc", "palais 7", 0, false, take, &file};
	struct warc *w;
	size_t len;

	buf_init(&file, 1 << 20);
	w = warc_new(&config, &err);
	len = file.len;
	assert_int_equal(store_version_get(s, id, &v, &err), 1);
	v.sha256[5] ^= 1;
	assert_int_equal(warc_add(w, s, &v, &err), -1);
	assert_int_equal(err.code, ERR_STORE);
	assert_int_equal(file.len, len);
	v.sha256[5] ^= 1;
	v.size++;
	assert_int_equal(warc_add(w, s, &v, &err), -1);
	assert_int_equal(err.code, ERR_STORE);
	assert_int_equal(file.len, len);
	v.size--;
	assert_int_equal(warc_add(w, s, &v, &err), 1);
	assert_int_equal(warc_records(w), 2);
	store_version_done(&v);
	warc_free(w);
	buf_done(&file);
	store_close(s);
}

/* Wherever the file takes no more it is said, and nothing is written behind half a record. */
static void test_no_room(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = origin(HEAD "\r\n");
	int64_t id = put(s, &o, BODY, strlen(BODY), true);
	int room, failed = 0;

	for (int n = 0; failed == n && n < 50; n++) {
		struct warc_config config = {"a.warc", "palais 7", 0, n % 2, refuse, &room};
		struct err err = {0};
		struct warc *w;

		room = n / 2;
		w = warc_new(&config, &err);
		if (w && add(w, s, id, &err) == 1) {
			warc_free(w);
			continue;
		}
		failed++;
		assert_string_equal(err.text, "no room");
		if (w) {
			room = 100;
			assert_int_equal(add(w, s, id, &err), -1);
			assert_string_not_equal(err.text, "no room");
		}
		warc_free(w);
	}
	assert_in_range(failed, 6, 40);
	store_close(s);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_set_up, folder_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_response),  TEST(test_codings),   TEST(test_protocols),
		TEST(test_odd_lines), TEST(test_resources), TEST(test_known_head),
		TEST(test_file),      TEST(test_cut),       TEST(test_nothing),
		TEST(test_metadata),  TEST(test_revisit),   TEST(test_gzip),
		TEST(test_damage),    TEST(test_no_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
