/* SPDX-License-Identifier: ISC */
/* Which records a version is. */
#include "config.h"

#include "model/store/warc_int.h"

#include "model/base/url.h"
#include "model/store/incoming.h"

#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WARC_PROFILE "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
#define HEAD_MOST 262144u
#define TEXT_MOST 65536u

/* -- the first record ------------------------------------------------------------- */

static int put_info(struct warc *w, struct err *err)
{
	struct warc_record r = {.type = "warcinfo",
	                        .id = w->info,
	                        .when = w->config.now,
	                        .media = "application/warc-fields"};
	struct buf text;
	int rc;

	warc_id(w->info, r.type, w->config.name, r.when, w->config.software);
	buf_init(&text, TEXT_MOST);
	buf_printf(&text,
	           "software: %s\r\n"
	           "format: WARC File Format 1.1\r\n"
	           "conformsTo: http://iipc.github.io/warc-specs/specifications/warc-format/"
	           "warc-1.1/\r\n"
	           "description: answers as a store of palais has kept them; codings of transfers "
	           "are undone, codings of content are not\r\n",
	           w->config.software);
	rc = warc_put_text(w, &r, &text, err);
	buf_done(&text);
	return rc;
}

struct warc *warc_new(const struct warc_config *config, struct err *err)
{
	struct warc *w = calloc(1, sizeof *w);

	if (!w) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	w->config = *config;
	if (put_info(w, err) < 0) {
		warc_free(w);
		return NULL;
	}
	return w;
}

void warc_free(struct warc *w)
{
	if (!w)
		return;
	if (w->packing)
		deflateEnd(&w->z);
	free(w->packed);
	free(w);
}

long warc_records(const struct warc *w)
{
	return w->records;
}

/* -- a version -------------------------------------------------------------------- */

/* A version on its way into the file. */
struct entry {
	struct warc *w;
	struct store *s;
	const struct store_version *v;
	char *uri, id[WARC_ID];
	struct buf head; /* of the answer; empty */
	char protocol[4];
	char *room; /* STORE_CHUNK bytes */
	uint8_t payload[WARC_HASH], block[WARC_HASH];
};

/* Hands its bytes to a function, in order: 0, -1 with err. */
typedef int take_fn(struct entry *e, const char *bytes, size_t len, void *payload, struct err *err);
static int each_piece(struct entry *e, take_fn *take, void *payload, struct err *err)
{
	int64_t at = 0;
	long n = 0;

	while (at < e->v->size &&
	       (n = store_bytes(e->s, e->v->id, (uint64_t)at, e->room, STORE_CHUNK, err)) > 0) {
		if (take(e, e->room, (size_t)n, payload, err) < 0)
			return -1;
		at += n;
	}
	if (n < 0)
		return -1;
	return at == e->v->size ? 0
	                        : err_set(err, ERR_STORE, "%.200s: bytes of it are missing in %s",
	                                  e->uri, store_path(e->s));
}

struct hashes {
	SHA2_CTX payload, block;
};

static int hash_piece(struct entry *e, const char *bytes, size_t len, void *payload,
                      struct err *err)
{
	struct hashes *h = payload;

	(void)e;
	(void)err;
	SHA256Update(&h->payload, (const uint8_t *)bytes, len);
	SHA256Update(&h->block, (const uint8_t *)bytes, len);
	return 0;
}

static int write_piece(struct entry *e, const char *bytes, size_t len, void *payload,
                       struct err *err)
{
	(void)payload;
	return warc_put_block(e->w, bytes, len, err);
}

/* The digests stand before the bytes; and what does not have the hash that it came with is
 * no longer what came. */
static int hash_all(struct entry *e, struct err *err)
{
	char hex[2 * WARC_HASH + 1];
	struct hashes h;

	SHA256Init(&h.payload);
	SHA256Init(&h.block);
	SHA256Update(&h.block, (const uint8_t *)e->head.bytes, e->head.len);
	if (each_piece(e, hash_piece, &h, err) < 0)
		return -1;
	SHA256Final(e->payload, &h.payload);
	SHA256Final(e->block, &h.block);
	warc_hex(e->payload, hex);
	if (strcmp(hex, e->v->sha256) != 0)
		return err_set(err, ERR_STORE, "%.200s: its bytes in %s are not those that came",
		               e->uri, store_path(e->s));
	return 0;
}

/* Where it was found; a file has its name, for the folders of its reader are nobody's
 * business. NULL: nowhere that could be written. */
static char *target(const struct store_version *v)
{
	char *name, *uri = NULL;

	if (*v->url)
		return url_normal(v->url);
	name = *v->file ? url_encode(v->file, "") : NULL;
	if (name && asprintf(&uri, "file:///%s", name) < 0)
		uri = NULL;
	free(name);
	return uri;
}

static int put_answer(struct entry *e, enum warc_head kind, struct err *err)
{
	const struct store_version *v = e->v;
	char more[100] = "", media[400];
	struct warc_record r = {.type = kind == WARC_NO_HEAD ? "resource" : "response",
	                        .id = e->id,
	                        .uri = e->uri,
	                        .when = v->fetched,
	                        .more = more,
	                        .block = e->block,
	                        .payload = e->payload,
	                        .len = (int64_t)e->head.len + v->size};

	snprintf(media, sizeof media, *v->charset ? "%s; charset=%s" : "%s", v->type, v->charset);
	r.media = kind != WARC_NO_HEAD ? "application/http;msgtype=response"
	          : *v->type           ? media
	                               : NULL;
	snprintf(more, sizeof more, "%s%s%s%s", *e->protocol ? "WARC-Protocol: " : "", e->protocol,
	         *e->protocol ? "\r\n" : "", v->whole ? "" : "WARC-Truncated: unspecified\r\n");
	warc_id(e->id, r.type, e->uri, r.when, v->sha256);
	if (warc_begin(e->w, &r, err) < 0 ||
	    warc_put_block(e->w, e->head.bytes, e->head.len, err) < 0)
		return -1;
	return each_piece(e, write_piece, NULL, err) < 0 ? -1 : warc_end(e->w, err);
}

/* -- what else is known of it ------------------------------------------------------- */

static void put_line(struct buf *out, const char *name, const char *value)
{
	if (*value && !strpbrk(value, "\r\n"))
		buf_printf(out, "%s: %s\r\n", name, value);
}

/* Which address was asked for, and through what it came. */
static int put_metadata(struct entry *e, struct err *err)
{
	const struct store_version *v = e->v;
	char id[WARC_ID], more[WARC_ID + 40];
	struct warc_record r = {.type = "metadata",
	                        .id = id,
	                        .uri = e->uri,
	                        .when = v->fetched,
	                        .media = "application/warc-fields",
	                        .more = more};
	struct buf text;
	int rc = 0;

	buf_init(&text, TEXT_MOST);
	if (strcmp(v->asked, v->url) != 0)
		put_line(&text, "asked", v->asked);
	put_line(&text, "mirror", v->mirror);
	snprintf(more, sizeof more, "WARC-Concurrent-To: %s\r\n", e->id);
	warc_id(id, r.type, e->uri, r.when, v->sha256);
	if (text.len)
		rc = warc_put_text(e->w, &r, &text, err);
	buf_done(&text);
	return rc;
}

struct elsewhere {
	struct entry *e;
	struct err *err;
};

/* The same bytes were found at this address too. */
static int put_revisit(const struct store_source *source, void *payload)
{
	struct elsewhere *p = payload;
	struct entry *e = p->e;
	char id[WARC_ID], time[32], *uri = *source->url ? url_normal(source->url) : NULL;
	struct warc_record r = {.type = "revisit",
	                        .id = id,
	                        .uri = uri,
	                        .when = source->fetched,
	                        .payload = e->payload};
	struct buf more, nothing;
	int rc = 0;

	buf_init(&more, TEXT_MOST);
	buf_init(&nothing, 1);
	if (uri && source->fetched > 0 && strcmp(uri, e->uri) != 0) {
		warc_time(e->v->fetched, time);
		warc_id(id, r.type, uri, r.when, e->v->sha256);
		buf_printf(&more,
		           "WARC-Profile: " WARC_PROFILE "\r\nWARC-Refers-To: %s\r\n"
		           "WARC-Refers-To-Target-URI: %s\r\nWARC-Refers-To-Date: %s\r\n",
		           e->id, e->uri, time);
		r.more = more.bytes;
		rc = warc_put_text(e->w, &r, &nothing, p->err);
	}
	buf_done(&more);
	free(uri);
	return rc;
}

static int put_revisits(struct entry *e, struct err *err)
{
	struct err why = {0};
	struct elsewhere p = {e, &why};
	int rc = store_each_source(e->s, e->v->id, put_revisit, &p, err);

	if (why.code)
		*err = why;
	return rc;
}

int warc_add(struct warc *w, struct store *s, const struct store_version *v, struct err *err)
{
	struct entry e = {.w = w, .s = s, .v = v};
	enum warc_head kind;
	int rc = -1;

	if (w->failed)
		return err_set(err, ERR_FAILED, "%s: a record before was not ended",
		               w->config.name);
	e.uri = v->size && v->fetched > 0 ? target(v) : NULL;
	if (!e.uri)
		return 0;
	buf_init(&e.head, HEAD_MOST);
	e.room = malloc(STORE_CHUNK);
	kind = warc_head(v, &e.head, e.protocol);
	if (!e.room || !buf_ok(&e.head))
		err_set(err, ERR_FAILED, "out of memory");
	else if (hash_all(&e, err) == 0 && put_answer(&e, kind, err) == 0 &&
	         put_metadata(&e, err) == 0 && put_revisits(&e, err) == 0)
		rc = 1;
	/* what was begun cannot be left out any more */
	if (rc < 0 && w->failed && err && err->code == ERR_STORE)
		err->code = ERR_FAILED;
	buf_done(&e.head);
	free(e.room);
	free(e.uri);
	return rc;
}
