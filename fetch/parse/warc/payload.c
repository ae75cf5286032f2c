/* SPDX-License-Identifier: ISC */
/* What is given of a record: an answer without its head and the coding of its transfer, or a
 * resource as it is. */
#include "config.h"

#include "fetch/parse/warc/internal.h"

#include "fetch/wire/answer.h"
#include "fetch/wire/wire.h"
#include "model/base/header.h"
#include "model/base/url.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* -- messages --------------------------------------------------------------------- */

static void send_message(struct given *g)
{
	if (!g->gone && (!buf_ok(&g->message) ||
	                 g->streams->write(g->streams->payload, g->message.bytes, g->message.len)))
		g->gone = true;
	buf_reset(&g->message);
}

void given_end(struct given *g, const struct err *err)
{
	struct wire_end end = {.whole = !err->code && !g->passed,
	                       .code = err->code,
	                       .text = err->code ? err->text : g->passed};

	if (wire_put(&g->message, WIRE_END, g->id, &end, NULL) < 0)
		g->gone = true;
	send_message(g);
}

static int give_record(struct given *g, const struct wire_record *r, struct err *err)
{
	if (wire_put(&g->message, WIRE_RECORD, g->id, r, err) < 0)
		return -1;
	send_message(g);
	return 0;
}

static int give_bytes(struct given *g, const char *bytes, size_t len, struct err *err)
{
	g->size += len;
	if (g->size > BODY_MOST)
		return err_set(err, ERR_FAILED, "more than %u MiB", BODY_MOST >> 20);
	wire_put_body(&g->message, g->id, bytes, len);
	send_message(g);
	return g->gone ? err_set(err, ERR_FAILED, "out of memory") : 0;
}

static int pass(struct given *g, const char *what)
{
	g->passed = what;
	return 0;
}

/* -- bodies ------------------------------------------------------------------------- */

/* So many bytes of the block, or all that is left. */
static int give_some(struct given *g, struct block *b, uint64_t count, struct err *err)
{
	const char *bytes;
	size_t n = 0;

	while (count && (n = block_peek(b, &bytes)) > 0) {
		n = n < count ? n : (size_t)count;
		if (give_bytes(g, bytes, n, err) < 0)
			return -1;
		block_take(b, n);
		count -= n;
	}
	return 0;
}

/* The length of a chunk: hexadecimal digits, and perhaps more behind a semicolon. -1: none. */
static int64_t read_chunk(const char *line)
{
	int64_t n = 0;
	const char *p = line;

	for (; isxdigit((unsigned char)*p); p++) {
		n = n * 16 + (isdigit((unsigned char)*p) ? *p - '0' : (*p | 32) - 'a' + 10);
		if (n > HEADER_NUMBER_MOST)
			return -1;
	}
	return p > line && strchr("; \t\r\n", *p) && *p ? n : -1;
}

static int bad_chunks(struct err *err)
{
	return err_set(err, ERR_FAILED, "the answer's chunks are damaged, or not all here");
}

/* Some write down what came without the chunks and leave the field that names them: then the
 * first line is none of a chunk, and is given. */
static int give_chunks(struct given *g, struct block *b, struct err *err)
{
	struct buf line;
	int64_t n = 1;
	int rc = 0;

	buf_init(&line, 2 * LINE_MOST);
	for (bool first = true; rc == 0 && n > 0; first = false) {
		n = block_line(b, &line) ? read_chunk(line.bytes) : -1;
		if (n < 0 && first) {
			rc = line.len ? give_bytes(g, line.bytes, line.len, err) : 0;
			rc = rc == 0 ? give_some(g, b, UINT64_MAX, err) : rc;
		} else if (n < 0) {
			rc = bad_chunks(err);
		} else if (n > 0) {
			rc = give_some(g, b, (uint64_t)n, err);
			if (rc == 0 && (!block_line(b, &line) || strcmp(line.bytes, "\r\n") != 0))
				rc = bad_chunks(err);
		}
	}
	buf_done(&line);
	return rc;
}

/* -- answers ------------------------------------------------------------------------ */

/* What is no document, by the type that its server says. */
static bool is_no_document(const char *type)
{
	static const char *const types[] = {
		"image/",
		"audio/",
		"video/",
		"font/",
		"text/css",
		"text/javascript",
		"application/javascript",
		"application/x-javascript",
		"application/ecmascript",
		"application/font",
		"application/x-font",
		"application/vnd.ms-fontobject",
		"application/wasm",
		"application/x-shockwave-flash",
	};

	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (!strncasecmp(type, types[i], strlen(types[i])))
			return true;
	return false;
}

static bool is_chunked(const struct answer *a)
{
	size_t len = 0;
	const char *value = header_find(a->block.bytes, "Transfer-Encoding", NULL, &len);

	return value && memmem(value, len, "hunked", 6);
}

static int read_answer(struct answer *a, struct block *b, struct err *err)
{
	struct buf line;
	int rc = 0;

	buf_init(&line, 2 * LINE_MOST);
	while (rc == 0 && !a->ended) {
		if (!block_line(b, &line))
			rc = err_set(err, ERR_FAILED, "the answer's head ends early");
		else if (answer_line(a, line.bytes, line.len) < 0)
			rc = err_set(err, ERR_FAILED, "the answer's head is larger than any");
		else if (!a->status)
			rc = err_set(err, ERR_FAILED, "it holds no answer of HTTP");
	}
	buf_done(&line);
	return rc;
}

/* Where the head says how many bytes there are, so many are there. */
static int check_length(const struct given *g, const struct answer *a, bool chunked,
                        struct err *err)
{
	if (!chunked && a->length >= 0 && (uint64_t)a->length != g->size)
		return err_set(err, ERR_FAILED, "the answer is cut short");
	return 0;
}

static int give_answer(struct given *g, const struct record *r, const char *url, struct block *b,
                       struct answer *a, struct err *err)
{
	struct wire_record record = {.when = (uint64_t)r->when, .url = url};
	struct wire_head head;
	bool chunked = is_chunked(a);
	int rc;

	answer_head(a, url, false, &head);
	record.type = head.type;
	record.charset = head.charset;
	record.coding = head.coding;
	record.etag = head.etag;
	record.last_modified = head.last_modified;
	record.date = head.date;
	record.headers = head.headers;
	if (give_record(g, &record, err) < 0)
		return -1;
	rc = chunked ? give_chunks(g, b, err) : give_some(g, b, UINT64_MAX, err);
	return rc < 0 ? -1 : check_length(g, a, chunked, err);
}

static int give_response(struct given *g, const struct record *r, const char *url, struct block *b,
                         struct err *err)
{
	struct answer *a = malloc(sizeof *a);
	int rc;

	if (!a)
		return err_set(err, ERR_FAILED, "out of memory");
	answer_init(a);
	rc = read_answer(a, b, err);
	if (rc == 0 && (a->status / 100 != 2 || a->status == 206)) {
		snprintf(g->passed_room, sizeof g->passed_room, "status %d", a->status);
		rc = pass(g, g->passed_room);
	} else if (rc == 0 && is_no_document(a->type)) {
		snprintf(g->passed_room, sizeof g->passed_room, "%.59s", a->type);
		rc = pass(g, g->passed_room);
	} else if (rc == 0) {
		rc = give_answer(g, r, url, b, a, err);
	}
	answer_done(a);
	free(a);
	return rc;
}

/* -- resources ---------------------------------------------------------------------- */

/* "text/html; charset=utf-8", taken apart as a server's. */
static void read_media(struct answer *a, const char *media)
{
	struct buf line;

	buf_init(&line, 2 * LINE_MOST);
	buf_printf(&line, "Content-Type: %s\r\n", media ? media : "");
	answer_line(a, line.bytes, line.len);
	buf_done(&line);
}

static int give_resource(struct given *g, const struct record *r, const char *url, struct block *b,
                         struct err *err)
{
	struct answer *a = malloc(sizeof *a);
	char *name = url ? NULL : url_file_name(r->uri);
	struct wire_record record = {.when = (uint64_t)r->when, .url = url, .name = name};
	int rc;

	if (!a) {
		free(name);
		return err_set(err, ERR_FAILED, "out of memory");
	}
	answer_init(a);
	read_media(a, r->media);
	record.type = a->type;
	record.charset = a->charset;
	if (is_no_document(a->type)) {
		snprintf(g->passed_room, sizeof g->passed_room, "%.59s", a->type);
		rc = pass(g, g->passed_room);
	} else {
		rc = give_record(g, &record, err);
		rc = rc == 0 ? give_some(g, b, UINT64_MAX, err) : rc;
	}
	answer_done(a);
	free(a);
	free(name);
	return rc;
}

static bool is_http(const char *media)
{
	return !media || !strncasecmp(media, "application/http", 16);
}

int payload_give(struct given *g, const struct record *r, struct block *b, struct err *err)
{
	char *url = r->uri ? url_normal(r->uri) : NULL;
	bool file = r->uri && !strncasecmp(r->uri, "file:", 5);
	int rc;

	if (r->type == RECORD_OTHER)
		rc = pass(g, r->called);
	else if (r->segment)
		rc = err_set(err, ERR_FAILED, "it is in several records, which is not read here");
	else if (!url && !(file && r->type == RECORD_RESOURCE))
		rc = pass(g, "no address of the web");
	else if (r->truncated)
		rc = err_set(err, ERR_FAILED, "it is not whole, by its own word");
	else if (r->type == RECORD_RESOURCE)
		rc = give_resource(g, r, url, b, err);
	else if (is_http(r->media))
		rc = give_response(g, r, url, b, err);
	else
		rc = pass(g, "no answer of HTTP");
	free(url);
	return rc;
}
