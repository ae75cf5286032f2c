/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/wire/wire.h"

#include "model/base/url.h"
#include "model/base/utf8.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a field may be. Both sides hold it against this table: what the one would refuse the
 * other does not send. */
enum kind {
	NUMBER, /* any */
	FLAG,   /* 0 or 1 */
	COUNT,  /* bytes, at most WIRE_COUNT_MOST */
	LENGTH, /* the same, or UINT64_MAX: not known */
	STATUS, /* of an answer that has come: 200 to 999 */
	CODE,   /* enum err_code */
	LINE,   /* a string, clean as utf8_clean makes it */
	LINES   /* the same line by line; their ends stand */
};

/* Of a string that is too long once it is clean. */
enum excess { REFUSED, LEFT_OUT, CUT };

struct field {
	enum kind kind;
	enum excess excess;
	uint32_t max; /* of a string, in bytes without its NUL */
	size_t offset;
};

#define NUM(type, name, kind) \
	{ \
		kind, REFUSED, 0, offsetof(struct type, name) \
	}
#define STR(type, name, max, excess) \
	{ \
		LINE, excess, max, offsetof(struct type, name) \
	}

static const struct field hello_fields[] = {NUM(wire_hello, version, NUMBER)};

static const struct field get_fields[] = {
	STR(wire_get, url, 8192, REFUSED),
	STR(wire_get, etag, 2048, REFUSED),
	STR(wire_get, last_modified, 256, REFUSED),
	STR(wire_get, languages, 256, REFUSED),
	{LINES, REFUSED, 32768, offsetof(struct wire_get, mirrors)},
	STR(wire_get, encoding, 256, REFUSED),
	STR(wire_get, if_range, 2048, REFUSED),
	STR(wire_get, named_by, 8192, REFUSED),
	NUM(wire_get, from, NUMBER),
	NUM(wire_get, limit, NUMBER),
	NUM(wire_get, closed, FLAG),
	NUM(wire_get, loose, FLAG),
	NUM(wire_get, head_only, FLAG),
	NUM(wire_get, max_bytes, NUMBER),
	NUM(wire_get, deadline_ms, NUMBER),
};

static const struct field more_fields[] = {NUM(wire_more, bytes, NUMBER)};

/* Half a validator is wrong, and so is half a type: these are left out whole. */
static const struct field head_fields[] = {
	NUM(wire_head, status, STATUS),
	NUM(wire_head, length, LENGTH),
	NUM(wire_head, first, LENGTH),
	NUM(wire_head, last, LENGTH),
	NUM(wire_head, total, LENGTH),
	NUM(wire_head, permanent, FLAG),
	STR(wire_head, url, 8192, REFUSED),
	STR(wire_head, type, 256, LEFT_OUT),
	STR(wire_head, charset, 64, LEFT_OUT),
	STR(wire_head, coding, 256, LEFT_OUT),
	STR(wire_head, etag, 2048, LEFT_OUT),
	STR(wire_head, last_modified, 256, LEFT_OUT),
	STR(wire_head, date, 256, LEFT_OUT),
	{LINES, CUT, 32768, offsetof(struct wire_head, headers)},
};

static const struct field record_fields[] = {
	NUM(wire_record, when, COUNT),
	STR(wire_record, url, 8192, REFUSED),
	STR(wire_record, name, 1024, CUT),
	STR(wire_record, type, 256, LEFT_OUT),
	STR(wire_record, charset, 64, LEFT_OUT),
	STR(wire_record, coding, 256, LEFT_OUT),
	STR(wire_record, etag, 2048, LEFT_OUT),
	STR(wire_record, last_modified, 256, LEFT_OUT),
	STR(wire_record, date, 256, LEFT_OUT),
	{LINES, CUT, 32768, offsetof(struct wire_record, headers)},
};

static const struct field end_fields[] = {
	NUM(wire_end, whole, FLAG),     NUM(wire_end, limited, FLAG), NUM(wire_end, overrun, COUNT),
	NUM(wire_end, down, COUNT),     NUM(wire_end, up, COUNT),     NUM(wire_end, code, CODE),
	STR(wire_end, text, 1024, CUT),
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
	[WIRE_RECORD] = {FIELDS(record_fields), false},
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

static int bad(struct err *err, const char *why)
{
	return err_set(err, ERR_FAILED, "message refused: %s", why);
}

/* -- writing ------------------------------------------------------------- */

static void add_header(struct buf *out, enum wire_type type, uint32_t id, size_t len)
{
	char header[WIRE_HEADER] = {(char)type};

	store32(header + 4, id);
	store32(header + 8, (uint32_t)len);
	buf_add(out, header, sizeof header);
}

/* The one form in which a string crosses: by this it is written, and held against this when it
 * is read. */
static void clean(struct buf *out, const char *s, size_t len, enum kind kind)
{
	const char *end = s + len;

	while (kind == LINES && s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		const char *stop = nl && nl > s && nl[-1] == '\r' ? nl - 1 : nl;

		if (!nl)
			break;
		utf8_clean(out, s, (size_t)(stop - s), false);
		buf_add(out, stop, (size_t)(nl + 1 - stop));
		s = nl + 1;
	}
	utf8_clean(out, s, (size_t)(end - s), false);
}

static bool is_clean(const char *s, size_t len, enum kind kind)
{
	struct buf again;
	bool same;

	buf_init(&again, len);
	clean(&again, s, len, kind);
	same = buf_ok(&again) && again.len == len && !memcmp(again.bytes, s, len);
	buf_done(&again);
	return same;
}

/* Cuts what was added from `start` on to so many bytes, at the end of a line or of a
 * character. */
static void cut(struct buf *out, size_t start, const struct field *f)
{
	size_t len = f->max;

	while (len && (f->kind == LINES ? out->bytes[start + len - 1] != '\n'
	                                : (out->bytes[start + len] & 0xc0) == 0x80))
		len--;
	buf_cut(out, start + len);
}

/* A string is its length with its NUL, then itself; length 0 is NULL. */
static int add_string(struct buf *out, const char *s, const struct field *f, struct err *err)
{
	size_t start = out->len, len;

	buf_add(out, "\0\0\0", 4);
	if (s)
		clean(out, s, strlen(s), f->kind);
	if (!buf_ok(out))
		return 0; /* said once for all */
	len = out->len - start - 4;
	if (len > f->max && f->excess == REFUSED)
		return err_set(err, ERR_FAILED, "%.60s...: too long (more than %u bytes)", s,
		               f->max);
	if (len > f->max && f->excess == LEFT_OUT) {
		buf_cut(out, start + 4);
		s = NULL;
	} else if (len > f->max) {
		cut(out, start + 4, f);
	}
	if (s)
		buf_char(out, '\0');
	if (buf_ok(out))
		store32(out->bytes + start, (uint32_t)(out->len - start - 4));
	return 0;
}

/* Whether the other side takes it. */
static int check(const struct buf *out, size_t start, enum wire_type type, struct err *err)
{
	const struct wire_message m = {.type = type,
	                               .payload = out->bytes + start + WIRE_HEADER,
	                               .len = out->len - start - WIRE_HEADER};
	union {
		struct wire_hello hello;
		struct wire_get get;
		struct wire_more more;
		struct wire_head head;
		struct wire_end end;
		struct wire_record record;
	} values;

	if (m.len > WIRE_PAYLOAD_MAX)
		return err_set(err, ERR_FAILED, "too much to send at once");
	return wire_get_values(&m, &values, err);
}

int wire_put(struct buf *out, enum wire_type type, uint32_t id, const void *values, struct err *err)
{
	const struct layout *layout = &layouts[type];
	size_t start = out->len;
	int rc = 0;

	add_header(out, type, id, 0);
	for (size_t i = 0; i < layout->count && !rc; i++) {
		const struct field *f = &layout->fields[i];
		const char *at = (const char *)values + f->offset;

		if (f->kind < LINE)
			add64(out, *(const uint64_t *)(const void *)at);
		else
			rc = add_string(out, *(const char *const *)(const void *)at, f, err);
	}
	if (!buf_ok(out))
		return err_set(err, ERR_FAILED, "too much to send at once");
	if (rc || check(out, start, type, err)) {
		buf_cut(out, start);
		return -1;
	}
	store32(out->bytes + start + 8, (uint32_t)(out->len - start - WIRE_HEADER));
	return 0;
}

void wire_put_body(struct buf *out, uint32_t id, const char *bytes, size_t len)
{
	add_header(out, WIRE_BODY, id, len);
	buf_add(out, bytes, len);
}

/* -- reading ------------------------------------------------------------- */

/* Takes a string off the payload: its NUL at its end and nowhere else. */
static int take_string(const char **at, size_t *left, const struct field *f, const char **s,
                       struct err *err)
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
	if (len > *left || len - 1 > f->max)
		return bad(err, "a string is longer than its field");
	if (memchr(*at, '\0', len) != *at + len - 1)
		return bad(err, "a string does not end where it says");
	if (!is_clean(*at, len - 1, f->kind))
		return bad(err, "a string is not clean");
	*s = *at;
	*at += len;
	*left -= len;
	return 0;
}

static bool is_number(uint64_t n, enum kind kind)
{
	switch (kind) {
	case FLAG:
		return n <= 1;
	case COUNT:
		return n <= WIRE_COUNT_MOST;
	case LENGTH:
		return n <= WIRE_COUNT_MOST || n == UINT64_MAX;
	case STATUS:
		return n >= 200 && n <= 999;
	case CODE:
		return n <= ERR_STORE;
	default:
		return true;
	}
}

/* An address in its one form, without a password. */
static bool is_address(const char *s)
{
	char *normal = s ? url_normal(s) : NULL;
	bool same = normal && !strcmp(normal, s);
	struct url u;

	free(normal);
	if (!same)
		return false;
	url_split(&u, s);
	return !u.user.at;
}

/* One piece, of a whole that has room for it; or nothing of it is said. */
static bool is_piece(const struct wire_head *h)
{
	if (h->first == UINT64_MAX || h->last == UINT64_MAX)
		return h->first == h->last && h->total == UINT64_MAX;
	return h->last >= h->first && h->total > h->last;
}

/* What fields say together. */
static int check_together(enum wire_type type, const void *values, struct err *err)
{
	const struct wire_head *head = values;
	const struct wire_end *end = values;
	const struct wire_record *record = values;

	/* each field of the message was read by now, which the analyzer does not see */
	/* NOLINTBEGIN(clang-analyzer-core.*) */
	if (type == WIRE_HEAD && !is_address(head->url))
		return bad(err, "it is from no address");
	if (type == WIRE_HEAD && !is_piece(head))
		return bad(err, "a piece that is none");
	if (type == WIRE_RECORD && record->url && !is_address(record->url))
		return bad(err, "it is from no address");
	if (type == WIRE_END && (end->whole || end->limited) &&
	    (end->code || end->whole == end->limited))
		return bad(err, "an end of two kinds");
	/* NOLINTEND(clang-analyzer-core.*) */
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
		uint64_t n;

		if (f->kind >= LINE) {
			if (take_string(&at, &left, f, (const char **)(void *)to, err))
				return -1;
			continue;
		}
		if (left < 8)
			return bad(err, "cut short");
		n = load32(at) | (uint64_t)load32(at + 4) << 32;
		if (!is_number(n, f->kind))
			return bad(err, "a number that the field cannot have");
		*(uint64_t *)(void *)to = n;
		at += 8;
		left -= 8;
	}
	return left ? bad(err, "longer than its fields") : check_together(m->type, values, err);
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
	if (type < WIRE_HELLO || type > WIRE_RECORD || at[1] || at[2] || at[3])
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
