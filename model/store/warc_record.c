/* SPDX-License-Identifier: ISC */
/* One record of a WARC file: its fields, its block, and how both are packed. */
#include "config.h"

#include "model/store/warc_int.h"

#include <inttypes.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PACKED_ROOM 32768u
#define FIELDS_MOST 65536u

void warc_hex(const uint8_t hash[WARC_HASH], char out[2 * WARC_HASH + 1])
{
	for (int i = 0; i < WARC_HASH; i++)
		snprintf(out + (size_t)2 * i, 3, "%02x", hash[i]);
}

void warc_time(int64_t when, char out[32])
{
	time_t t = (time_t)when;
	struct tm tm;

	if (!gmtime_r(&t, &tm) || strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		snprintf(out, 32, "1970-01-01T00:00:00Z");
}

/* A UUID of the version that is left to who makes it (RFC 9562, 5.8): of a hash. */
void warc_id(char out[WARC_ID], const char *type, const char *uri, int64_t when,
             const char *content)
{
	uint8_t hash[WARC_HASH];
	char time[32], hex[2 * WARC_HASH + 1];
	SHA2_CTX c;

	warc_time(when, time);
	SHA256Init(&c);
	for (const char *const *part = (const char *const[]){type, uri, time, content, NULL}; *part;
	     part++)
		SHA256Update(&c, (const uint8_t *)*part, strlen(*part) + 1);
	SHA256Final(hash, &c);
	hash[6] = (uint8_t)((hash[6] & 0x0f) | 0x80);
	hash[8] = (uint8_t)((hash[8] & 0x3f) | 0x80);
	warc_hex(hash, hex);
	snprintf(out, WARC_ID, "<urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s>", hex, hex + 8, hex + 12,
	         hex + 16, hex + 20);
}

/* -- bytes ------------------------------------------------------------------------ */

static int out_of_memory(struct err *err)
{
	return err_set(err, ERR_FAILED, "out of memory");
}

static int pack(struct warc *w, const char *bytes, size_t len, int flush, struct err *err)
{
	int rc;

	w->z.next_in = (Bytef *)(uintptr_t)bytes;
	w->z.avail_in = (uInt)len;
	do {
		size_t n;

		w->z.next_out = (Bytef *)w->packed;
		w->z.avail_out = PACKED_ROOM;
		rc = deflate(&w->z, flush);
		n = PACKED_ROOM - w->z.avail_out;
		if (n && w->config.put(w->packed, n, w->config.payload, err) < 0)
			return -1;
	} while (w->z.avail_out == 0);
	if (flush == Z_FINISH && rc != Z_STREAM_END)
		return err_set(err, ERR_FAILED, "packing a record failed");
	return 0;
}

static int put(struct warc *w, const char *bytes, size_t len, struct err *err)
{
	if (!len)
		return 0;
	return w->config.gzip ? pack(w, bytes, len, Z_NO_FLUSH, err)
	                      : w->config.put(bytes, len, w->config.payload, err);
}

/* A member of its own, that says neither time nor name. */
static int begin_member(struct warc *w, struct err *err)
{
	if (!w->config.gzip)
		return 0;
	if (w->packing)
		return deflateReset(&w->z) == Z_OK ? 0 : out_of_memory(err);
	if (!w->packed)
		w->packed = malloc(PACKED_ROOM);
	if (!w->packed || deflateInit2(&w->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8,
	                               Z_DEFAULT_STRATEGY) != Z_OK)
		return out_of_memory(err);
	w->packing = true;
	return 0;
}

/* -- fields ----------------------------------------------------------------------- */

static void put_digest(struct buf *out, const char *name, const uint8_t *hash)
{
	char hex[2 * WARC_HASH + 1];

	if (!hash)
		return;
	warc_hex(hash, hex);
	buf_printf(out, "%s: sha256:%s\r\n", name, hex);
}

static void put_field(struct buf *out, const char *name, const char *value)
{
	/* what would end the field is another's, and leads to no record of its own */
	if (value && *value && !strpbrk(value, "\r\n"))
		buf_printf(out, "%s: %s\r\n", name, value);
}

static void put_fields(const struct warc *w, const struct warc_record *r, struct buf *out)
{
	char time[32];

	warc_time(r->when, time);
	buf_str(out, "WARC/1.1\r\n");
	put_field(out, "WARC-Type", r->type);
	put_field(out, "WARC-Record-ID", r->id);
	put_field(out, "WARC-Date", time);
	if (strcmp(r->id, w->info) != 0)
		put_field(out, "WARC-Warcinfo-ID", w->info);
	else
		put_field(out, "WARC-Filename", w->config.name);
	put_field(out, "WARC-Target-URI", r->uri);
	if (r->more)
		buf_str(out, r->more);
	put_digest(out, "WARC-Payload-Digest", r->payload);
	put_digest(out, "WARC-Block-Digest", r->block);
	put_field(out, "Content-Type", r->media);
	buf_printf(out, "Content-Length: %" PRId64 "\r\n\r\n", r->len);
}

int warc_begin(struct warc *w, const struct warc_record *r, struct err *err)
{
	struct buf fields;
	int rc;

	buf_init(&fields, FIELDS_MOST);
	put_fields(w, r, &fields);
	rc = buf_ok(&fields) ? begin_member(w, err) : out_of_memory(err);
	w->failed = true;
	if (rc == 0)
		rc = put(w, fields.bytes, fields.len, err);
	buf_done(&fields);
	return rc;
}

int warc_put_block(struct warc *w, const char *bytes, size_t len, struct err *err)
{
	return put(w, bytes, len, err);
}

int warc_end(struct warc *w, struct err *err)
{
	if (put(w, "\r\n\r\n", 4, err) < 0 ||
	    (w->config.gzip && pack(w, NULL, 0, Z_FINISH, err) < 0))
		return -1;
	w->failed = false;
	w->records++;
	return 0;
}

int warc_put_text(struct warc *w, struct warc_record *r, const struct buf *text, struct err *err)
{
	uint8_t hash[WARC_HASH];
	SHA2_CTX c;

	if (!buf_ok(text))
		return out_of_memory(err);
	SHA256Init(&c);
	SHA256Update(&c, (const uint8_t *)text->bytes, text->len);
	SHA256Final(hash, &c);
	r->block = text->len ? hash : NULL;
	r->len = (int64_t)text->len;
	return warc_begin(w, r, err) < 0 || warc_put_block(w, text->bytes, text->len, err) < 0 ||
	                       warc_end(w, err) < 0
	               ? -1
	               : 0;
}
