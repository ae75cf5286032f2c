/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/wire/wire.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

enum kind { NUMBER, STRING };

struct field {
	enum kind kind;
	uint32_t max; /* of a string, in bytes without its NUL */
	size_t offset;
};

#define NUM(type, name) \
	{ \
		NUMBER, 0, offsetof(struct type, name) \
	}
#define STR(type, name, max) \
	{ \
		STRING, max, offsetof(struct type, name) \
	}

static const struct field hello_fields[] = {NUM(wire_hello, version)};

static const struct field get_fields[] = {
	STR(wire_get, url, 8192),
	STR(wire_get, etag, 2048),
	STR(wire_get, last_modified, 256),
	STR(wire_get, languages, 256),
	STR(wire_get, mirrors, 32768),
	STR(wire_get, encoding, 256),
	STR(wire_get, if_range, 2048),
	NUM(wire_get, from),
	NUM(wire_get, limit),
	NUM(wire_get, closed),
	NUM(wire_get, head_only),
	NUM(wire_get, max_bytes),
	NUM(wire_get, deadline_ms),
};

static const struct field more_fields[] = {NUM(wire_more, bytes)};

static const struct field head_fields[] = {
	NUM(wire_head, status),      NUM(wire_head, length),
	NUM(wire_head, first),       NUM(wire_head, last),
	NUM(wire_head, total),       NUM(wire_head, permanent),
	STR(wire_head, url, 8192),   STR(wire_head, type, 256),
	STR(wire_head, charset, 64), STR(wire_head, coding, 256),
	STR(wire_head, etag, 2048),  STR(wire_head, last_modified, 256),
	STR(wire_head, date, 256),   STR(wire_head, headers, 32768),
};

static const struct field end_fields[] = {
	NUM(wire_end, whole),      NUM(wire_end, limited), NUM(wire_end, overrun),
	NUM(wire_end, down),       NUM(wire_end, up),      NUM(wire_end, code),
	STR(wire_end, text, 1024),
};

#define FIELDS(list) list, sizeof(list) / sizeof(list)[0]

static const struct layout {
	const struct field *fields;
	size_t count;
	bool bytes; /* the payload is the bytes themselves */
} layouts[] = {
	[WIRE_HELLO] = {FIELDS(hello_fields), false},
	[WIRE_GET] = {FIELDS(get_fields), false},
	[WIRE_CANCEL] = {NULL, 0, false},
	[WIRE_MORE] = {FIELDS(more_fields), false},
	[WIRE_HEAD] = {FIELDS(head_fields), false},
	[WIRE_BODY] = {NULL, 0, true},
	[WIRE_END] = {FIELDS(end_fields), false},
};

static void store32(char *at, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		at[i] = (char)(v >> 8 * i & 0xff);
}

static uint32_t load32(const char *at)
{
	uint32_t v = 0;

	for (int i = 0; i < 4; i++)
		v |= (uint32_t)(unsigned char)at[i] << 8 * i;
	return v;
}

static void add64(struct buf *out, uint64_t v)
{
	char eight[8];

	store32(eight, (uint32_t)v);
	store32(eight + 4, (uint32_t)(v >> 32));
	buf_add(out, eight, 8);
}

/* -- writing ------------------------------------------------------------- */

static void add_header(struct buf *out, enum wire_type type, uint32_t id, size_t len)
{
	char header[WIRE_HEADER] = {(char)type};

	store32(header + 4, id);
	store32(header + 8, (uint32_t)len);
	buf_add(out, header, sizeof header);
}

/* A string is its length with its NUL, then itself; length 0 is NULL. */
static int add_string(struct buf *out, const char *s, uint32_t max, struct err *err)
{
	size_t len = s ? strlen(s) + 1 : 0;
	char four[4];

	if (len > (size_t)max + 1)
		return err_set(err, ERR_FAILED, "%.60s...: too long (more than %u bytes)", s, max);
	store32(four, (uint32_t)len);
	buf_add(out, four, 4);
	buf_add(out, s, len);
	return 0;
}

int wire_put(struct buf *out, enum wire_type type, uint32_t id, const void *values, struct err *err)
{
	const struct layout *layout = &layouts[type];
	size_t start = out->len;

	add_header(out, type, id, 0);
	for (size_t i = 0; i < layout->count; i++) {
		const struct field *f = &layout->fields[i];
		const char *at = (const char *)values + f->offset;

		if (f->kind == NUMBER) {
			add64(out, *(const uint64_t *)(const void *)at);
		} else if (add_string(out, *(const char *const *)(const void *)at, f->max, err)) {
			buf_cut(out, start);
			return -1;
		}
	}
	if (!buf_ok(out))
		return err_set(err, ERR_FAILED, "too much to send at once");
	store32(out->bytes + start + 8, (uint32_t)(out->len - start - WIRE_HEADER));
	return 0;
}

void wire_put_body(struct buf *out, uint32_t id, const char *bytes, size_t len)
{
	add_header(out, WIRE_BODY, id, len);
	buf_add(out, bytes, len);
}

/* -- reading ------------------------------------------------------------- */

static int bad(struct err *err, const char *why)
{
	return err_set(err, ERR_FAILED, "message refused: %s", why);
}

/* Takes a string off the payload: its NUL at its end and nowhere else. */
static int take_string(const char **at, size_t *left, uint32_t max, const char **s, struct err *err)
{
	uint32_t len;

	if (*left < 4)
		return bad(err, "cut short");
	len = load32(*at);
	*at += 4;
	*left -= 4;
	*s = NULL;
	if (!len)
		return 0;
	if (len > *left || len - 1 > max)
		return bad(err, "a string is longer than its field");
	if (memchr(*at, '\0', len) != *at + len - 1)
		return bad(err, "a string does not end where it says");
	*s = *at;
	*at += len;
	*left -= len;
	return 0;
}

int wire_get_values(const struct wire_message *m, void *values, struct err *err)
{
	const struct layout *layout = &layouts[m->type];
	const char *at = m->payload;
	size_t left = m->len;

	for (size_t i = 0; i < layout->count; i++) {
		const struct field *f = &layout->fields[i];
		char *to = (char *)values + f->offset;

		if (f->kind == STRING) {
			if (take_string(&at, &left, f->max, (const char **)(void *)to, err))
				return -1;
			continue;
		}
		if (left < 8)
			return bad(err, "cut short");
		*(uint64_t *)(void *)to = load32(at) | (uint64_t)load32(at + 4) << 32;
		at += 8;
		left -= 8;
	}
	return left ? bad(err, "longer than its fields") : 0;
}

void wire_reader_init(struct wire_reader *r)
{
	/* At most a message short of a byte, and what one read brings. */
	buf_init(&r->in, 2 * (WIRE_HEADER + WIRE_PAYLOAD_MAX));
	r->used = 0;
}

void wire_reader_done(struct wire_reader *r)
{
	buf_done(&r->in);
	r->used = 0;
}

static void forget_used(struct wire_reader *r)
{
	if (!r->used)
		return;
	memmove(r->in.bytes, r->in.bytes + r->used, r->in.len - r->used);
	buf_cut(&r->in, r->in.len - r->used);
	r->used = 0;
}

long wire_read(struct wire_reader *r, int fd)
{
	char *room;
	long n;

	forget_used(r);
	room = buf_room(&r->in, WIRE_PAYLOAD_MAX);
	if (!room)
		return -1;
	n = read(fd, room, WIRE_PAYLOAD_MAX);
	if (n > 0)
		buf_grown(&r->in, (size_t)n);
	return n;
}

void wire_feed(struct wire_reader *r, const char *bytes, size_t len)
{
	forget_used(r);
	buf_add(&r->in, bytes, len);
}

int wire_next(struct wire_reader *r, struct wire_message *m, struct err *err)
{
	const char *at = r->in.bytes + r->used;
	size_t left = r->in.len - r->used;
	unsigned type;
	uint32_t len;

	if (!buf_ok(&r->in))
		return bad(err, "out of memory");
	if (left < WIRE_HEADER)
		return 0;
	type = (unsigned char)at[0];
	len = load32(at + 8);
	if (type < WIRE_HELLO || type > WIRE_END || at[1] || at[2] || at[3])
		return bad(err, "of no known type");
	if (len > WIRE_PAYLOAD_MAX || (layouts[type].bytes && !len))
		return bad(err, "of a length that no message has");
	if (left < WIRE_HEADER + (size_t)len)
		return 0;
	*m = (struct wire_message){
		.type = (enum wire_type)type,
		.id = load32(at + 4),
		.payload = at + WIRE_HEADER,
		.len = len,
	};
	r->used += WIRE_HEADER + len;
	return 1;
}
