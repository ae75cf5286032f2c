/* SPDX-License-Identifier: ISC */
/* How the origin sends a body: in pieces, from memory, with validators; and the
 * manners that may be ordered for it (tests/lib/origin_main.c lists them). */
#include "config.h"

#include "tests/lib/origin_int.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#define MODIFIED "Tue, 01 Sep 2026 10:00:00 GMT"

/* What is sent, and how far. */
struct piece {
	char *bytes; /* owned */
	size_t len;
	size_t first, count; /* of them */
	uint64_t cut;        /* broken off after so many; UINT64_MAX: never */
	uint64_t stall;      /* nothing more comes after so many; likewise */
	uint64_t gate;       /* after so many, and after twice as many, /x/go is waited for; 0 */
	struct origin *origin;
};

/* -- manners -------------------------------------------------------------------- */

/* Whether a list such as "weak,cut=500" has the name; what stands behind '='. */
static bool has(const char *manners, const char *name, const char **value)
{
	size_t n = strlen(name);

	for (const char *at = manners; at && *at; at += *at == ',') {
		size_t len = strcspn(at, ",");

		if (len >= n && !strncmp(at, name, n) && (len == n || at[n] == '=')) {
			if (value)
				*value = at + n + (len > n);
			return true;
		}
		at += len;
	}
	return false;
}

/* How often this address was asked for, with this time; a HEAD does not count. */
static int count_turn(const struct query *q)
{
	struct origin *o = q->origin;
	struct turn *turn;
	char name[300];
	int n = 0;

	snprintf(name, sizeof name, "%.200s?%.60s", q->url, q->query);
	pthread_mutex_lock(&o->lock);
	for (turn = o->turns; turn && strcmp(turn->name, name); turn = turn->next)
		;
	if (!turn && (turn = calloc(1, sizeof *turn))) {
		snprintf(turn->name, sizeof turn->name, "%s", name);
		turn->next = o->turns;
		o->turns = turn;
	}
	if (turn)
		n = turn->count += !q->head;
	pthread_mutex_unlock(&o->lock);
	return n;
}

void origin_forget_turns(struct origin *o)
{
	struct turn *next;

	for (struct turn *turn = o->turns; turn; turn = next) {
		next = turn->next;
		free(turn);
	}
	o->turns = NULL;
}

/* "cut=500": each time; "cuts=500-70-9000": the first times, then no more. */
static uint64_t cut_of(const char *manners, int turn)
{
	const char *value;

	if (has(manners, "cut", &value))
		return strtoull(value, NULL, 10);
	if (!has(manners, "cuts", &value))
		return UINT64_MAX;
	for (int i = 1; i < turn; i++) {
		value += strspn(value, "0123456789");
		if (*value != '-')
			return UINT64_MAX;
		value++;
	}
	return strtoull(value, NULL, 10);
}

/* -- bodies --------------------------------------------------------------------- */

char *origin_made(size_t size)
{
	static const char begins[] = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>A long page"
				     "</title></head>\n<body><h1>A long page</h1>\n";
	char *page = malloc(size + 200);
	size_t len = 0;
	uint32_t dice = 1;

	if (!page)
		return NULL;
	len += (size_t)snprintf(page, 200, "%s", begins);
	for (unsigned line = 1; len < size; line++) {
		dice = dice * 1664525u + 1013904223u;
		len += (size_t)snprintf(page + len, size + 200 - len,
		                        "<p>Line %u: convoy %08" PRIx32 " reached %" PRIu32
		                        " households.</p>\n",
		                        line, dice, dice >> 20);
	}
	page[size] = '\0';
	return page;
}

/* As a server does that compresses while it sends. */
static void compress_piece(struct piece *p)
{
	z_stream z = {0};
	size_t room = p->len + p->len / 100 + 1000;
	unsigned char *out = malloc(room);

	if (!out || deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
		free(out);
		return;
	}
	z.next_in = (unsigned char *)p->bytes;
	z.avail_in = (unsigned)p->len;
	z.next_out = out;
	z.avail_out = (unsigned)room;
	deflate(&z, Z_FINISH);
	free(p->bytes);
	p->bytes = (char *)out;
	p->len = p->count = z.total_out;
	deflateEnd(&z);
}

/* "stalls=500": the first time nothing more comes after so many bytes; "holds=500": each
 * time. */
static uint64_t stall_of(const char *manners, int turn)
{
	const char *value;

	if (has(manners, "holds", &value))
		return strtoull(value, NULL, 10);
	return turn == 1 && has(manners, "stalls", &value) ? strtoull(value, NULL, 10) : UINT64_MAX;
}

/* "gate=500": after so many bytes, and again after twice as many, it waits for /x/go. */
static uint64_t gate_of(const char *manners)
{
	const char *value;

	return has(manners, "gate", &value) ? strtoull(value, NULL, 10) : 0;
}

/* The bytes until the next gate, of those that there are. */
static size_t pass_gate(struct piece *p, uint64_t pos, size_t left)
{
	for (int i = 1; p->gate && i <= 2; i++) {
		if (pos == i * p->gate && !origin_gate(p->origin, i))
			return 0;
		if (pos < i * p->gate && left > i * p->gate - pos)
			left = (size_t)(i * p->gate - pos);
	}
	return left;
}

static ssize_t piece_read(void *at, uint64_t pos, char *bytes, size_t max)
{
	struct piece *p = at;
	size_t left;

	if (pos >= p->stall) {
		while (origin_nap(p->origin, 60000))
			;
		return MHD_CONTENT_READER_END_WITH_ERROR;
	}

	if (pos >= p->cut)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (pos >= p->count)
		return MHD_CONTENT_READER_END_OF_STREAM;
	left = p->count - (size_t)pos;
	if (left > p->cut - pos)
		left = (size_t)(p->cut - pos);
	if (left > p->stall - pos)
		left = (size_t)(p->stall - pos);
	left = pass_gate(p, pos, left);
	if (!left)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (max > left)
		max = left;
	memcpy(bytes, p->bytes + p->first + pos, max);
	return (ssize_t)max;
}

static void piece_free(void *at)
{
	struct piece *p = at;

	free(p->bytes);
	free(p);
}

/* -- ranges --------------------------------------------------------------------- */

enum range { WHOLE, PIECE, BEYOND };

/* One range of bytes; several at once are not served, which is allowed. */
static enum range take_range(const char *range, struct piece *p)
{
	char *end;
	uint64_t first, last = p->len - 1;

	if (!range || strncasecmp(range, "bytes=", 6) || strchr(range, ',') || !p->len)
		return WHOLE;
	range += 6;
	if (*range == '-') {
		uint64_t n = strtoull(range + 1, &end, 10);

		first = n < p->len ? p->len - n : 0;
	} else {
		first = strtoull(range, &end, 10);
		if (end == range || *end != '-')
			return WHOLE;
		if (end[1])
			last = strtoull(end + 1, &end, 10);
	}
	if (first >= p->len || last < first)
		return BEYOND;
	if (last > p->len - 1)
		last = p->len - 1;
	p->first = (size_t)first;
	p->count = (size_t)(last - first + 1);
	return PIECE;
}

/* Whether what a range was asked under still holds (RFC 9110, 13.1.5). */
static bool still_holds(const char *if_range, const char *etag, const char *modified)
{
	if (!if_range)
		return true;
	return *if_range == '"' ? !strcmp(if_range, etag) : !strcmp(if_range, modified);
}

static void add_content_range(struct MHD_Response *r, const struct piece *p, enum range range,
                              bool wrong)
{
	char value[100];
	size_t off = wrong ? 1 : 0;

	if (range == BEYOND)
		snprintf(value, sizeof value, "bytes */%zu", p->len);
	else
		snprintf(value, sizeof value, "bytes %zu-%zu/%zu", p->first + off,
		         p->first + p->count - 1 + off, p->len + off);
	MHD_add_response_header(r, "Content-Range", value);
}

/* -- the answer ------------------------------------------------------------------- */

static const char *asked(const struct query *q, const char *header)
{
	return MHD_lookup_connection_value(q->connection, MHD_HEADER_KIND, header);
}

static bool is_same(const struct query *q, const char *etag, const char *modified)
{
	const char *match = asked(q, "If-None-Match"), *since = asked(q, "If-Modified-Since");

	return match ? !strcmp(match, etag) : since && !strcmp(since, modified);
}

static struct MHD_Response *response_of(struct piece *p, enum range range, bool same, bool sized)
{
	if (!same && range != BEYOND)
		return MHD_create_response_from_callback(sized ? p->count : MHD_SIZE_UNKNOWN, 16384,
		                                         piece_read, p, piece_free);
	piece_free(p);
	return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
}

/* 304 takes nothing of the file but its validators. */
static void add_fields(struct MHD_Response *r, const struct origin_file *f, const char *etag,
                       bool same)
{
	if (!same)
		MHD_add_response_header(r, "Content-Type", f->type);
	MHD_add_response_header(r, "ETag", etag);
	MHD_add_response_header(r, "Last-Modified", f->modified);
	if (f->path)
		origin_own_headers(r, f->path);
}

static enum range decide(const struct query *q, const struct origin_file *f, const char *etag,
                         struct piece *p)
{
	const char *range = asked(q, "Range");

	if (!range || has(f->manners, "noranges", NULL))
		return WHOLE;
	if (has(f->manners, "416", NULL))
		return BEYOND;
	return still_holds(asked(q, "If-Range"), etag, f->modified) ? take_range(range, p) : WHOLE;
}

enum MHD_Result origin_send_body(const struct query *q, const struct origin_file *f)
{
	const char *codings = asked(q, "Accept-Encoding");
	bool weak = has(f->manners, "weak", NULL) && codings && strstr(codings, "gzip"), same;
	struct piece *p = malloc(sizeof *p);
	int turn = count_turn(q);
	enum range range = WHOLE;
	struct MHD_Response *r;
	struct piece sent;
	char etag[200], version[20] = "";

	if (!p)
		return MHD_NO;
	*p = (struct piece){f->bytes,
	                    f->len,
	                    0,
	                    f->len,
	                    cut_of(f->manners, turn),
	                    stall_of(f->manners, turn),
	                    gate_of(f->manners),
	                    q->origin};
	if (has(f->manners, "changes", NULL))
		snprintf(version, sizeof version, "-%d", turn);
	snprintf(etag, sizeof etag, "%s\"%.100s%s\"", weak ? "W/" : "", f->etag, version);
	same = is_same(q, etag, f->modified);
	if (weak)
		compress_piece(p);
	else if (!same)
		range = decide(q, f, etag, p);
	sent = *p; /* which the response takes over, or is not made of */
	r = response_of(p, range, same, !weak && !has(f->manners, "unsized", NULL));
	if (!r)
		return MHD_NO;
	add_fields(r, f, etag, same);
	if (weak || (range == PIECE && has(f->manners, "coded", NULL)))
		MHD_add_response_header(r, "Content-Encoding", "gzip");
	else if (!same && !has(f->manners, "noranges", NULL))
		MHD_add_response_header(r, "Accept-Ranges", "bytes");
	if (range != WHOLE)
		add_content_range(r, &sent, range, has(f->manners, "wrong", NULL));
	return origin_answer(q, same ? 304 : range == PIECE ? 206 : range == BEYOND ? 416 : 200, r);
}

/* -- behaviours ------------------------------------------------------------------- */

/* /x/range/MANNERS?SIZE: a page that is made, always the same. */
enum MHD_Result origin_range(const struct query *q)
{
	size_t size = (size_t)strtoull(q->query, NULL, 10);
	struct origin_file f = {.type = "text/html; charset=utf-8",
	                        .modified = MODIFIED,
	                        .manners = q->tail + (*q->tail == '/')};
	char etag[60];

	snprintf(etag, sizeof etag, "made-%zu", size);
	f.etag = etag;
	f.bytes = size <= 64u << 20 ? origin_made(size) : NULL;
	f.len = size;
	return f.bytes ? origin_send_body(q, &f) : MHD_NO;
}

/* /x/moved/301/302?/to/there: so redirected, one by one, and at last to /to/there. */
enum MHD_Result origin_moved(const struct query *q)
{
	int status = atoi(q->tail + (*q->tail == '/'));
	const char *rest = *q->tail ? strchr(q->tail + 1, '/') : NULL;
	struct MHD_Response *r;
	char to[500];

	if (status < 300 || status > 399)
		return origin_send_page(q, 200);
	if (rest)
		snprintf(to, sizeof to, "/x/moved%.100s?%.300s", rest, q->query);
	else
		snprintf(to, sizeof to, "%.300s", *q->query ? q->query : "/x/plain");
	r = origin_body_of("moved\n", 6, "text/plain");
	MHD_add_response_header(r, "Location", to);
	return origin_answer(q, status, r);
}
