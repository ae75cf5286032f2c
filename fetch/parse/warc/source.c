/* SPDX-License-Identifier: ISC */
/* The bytes of a file as they come, unpacked member by member. */
#include "config.h"

#include "fetch/parse/warc/internal.h"

#include <string.h>
#include <time.h>

static const char magic[] = "\x1f\x8b\x08";

/* More of the file; false at its end. What is left of it moves to the front. */
static bool read_more(struct source *s)
{
	long n;

	if (s->ended)
		return false;
	memmove(s->in, s->in + s->in_at, s->in_len - s->in_at);
	s->in_len -= s->in_at;
	s->in_at = 0;
	n = s->streams->read(s->streams->payload, s->in + s->in_len, sizeof s->in - s->in_len);
	s->ended = n <= 0;
	if (n > 0) {
		s->in_len += (size_t)n;
		s->read += (size_t)n;
	}
	return n > 0;
}

/* So many bytes of the file are at hand, if there are as many. */
static bool has(struct source *s, size_t count)
{
	while (s->in_len - s->in_at < count && read_more(s))
		continue;
	return s->in_len - s->in_at >= count;
}

int source_begin(struct source *s, const struct warc_streams *streams)
{
	memset(s, 0, sizeof *s);
	s->streams = streams;
	s->packed = has(s, 3) && !memcmp(s->in, magic, 3);
	return inflateInit2(&s->z, 15 + 16) == Z_OK ? 0 : -1;
}

void source_done(struct source *s)
{
	inflateEnd(&s->z);
}

uint64_t source_where(const struct source *s)
{
	return s->packed ? s->began : s->taken;
}

/* Whether it has worked for longer than the bytes that came are worth. */
static bool is_too_much(const struct source *s)
{
	struct timespec now;

	return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) == 0 &&
	       (uint64_t)now.tv_sec > WORK_SECONDS + (s->read >> 20);
}

/* At the beginning of a member: false where none is. */
static bool begin_member(struct source *s)
{
	if (!has(s, 1)) {
		s->next = SOURCE_END;
		return false;
	}
	s->began = s->read - (s->in_len - s->in_at);
	if (!has(s, 3) || memcmp(s->in + s->in_at, magic, 3) != 0) {
		s->next = SOURCE_DAMAGED;
		return false;
	}
	inflateReset(&s->z);
	s->member = true;
	return true;
}

/* Fills `out` with some bytes, or sets what comes next. */
static void unpack(struct source *s)
{
	int rc = Z_OK;

	while (!s->out_len && s->next == SOURCE_GOOD) {
		if (!s->member && !begin_member(s))
			return;
		if (!has(s, 1)) {
			s->next = SOURCE_DAMAGED;
			return;
		}
		s->z.next_in = (Bytef *)s->in + s->in_at;
		s->z.avail_in = (uInt)(s->in_len - s->in_at);
		s->z.next_out = (Bytef *)s->out;
		s->z.avail_out = sizeof s->out;
		rc = inflate(&s->z, Z_NO_FLUSH);
		s->in_at = s->in_len - s->z.avail_in;
		s->out_len = sizeof s->out - s->z.avail_out;
		if (rc == Z_STREAM_END)
			s->member = false;
		else if (rc != Z_OK && rc != Z_BUF_ERROR)
			s->next = SOURCE_DAMAGED;
	}
}

static void fill(struct source *s)
{
	s->out_at = s->out_len = 0;
	if (is_too_much(s)) {
		s->next = SOURCE_WORK;
	} else if (s->packed) {
		unpack(s);
	} else if (has(s, 1)) {
		s->out_len = s->in_len - s->in_at;
		memcpy(s->out, s->in + s->in_at, s->out_len);
		s->in_at = s->in_len;
	} else {
		s->next = SOURCE_END;
	}
}

size_t source_peek(struct source *s, const char **bytes)
{
	if (s->state == SOURCE_GOOD && s->out_at == s->out_len && s->next == SOURCE_GOOD)
		fill(s);
	if (s->state == SOURCE_GOOD && s->out_at == s->out_len)
		s->state = s->next;
	*bytes = s->out + s->out_at;
	return s->state == SOURCE_GOOD ? s->out_len - s->out_at : 0;
}

void source_take(struct source *s, size_t len)
{
	s->out_at += len;
	s->taken += len;
}

bool source_line(struct source *s, struct buf *line)
{
	const char *bytes, *end = NULL;
	size_t n;

	buf_reset(line);
	while (!end && line->len < LINE_MOST && (n = source_peek(s, &bytes)) > 0) {
		if (n > LINE_MOST - line->len)
			n = LINE_MOST - line->len;
		end = memchr(bytes, '\n', n);
		if (end)
			n = (size_t)(end - bytes) + 1;
		buf_add(line, bytes, n);
		source_take(s, n);
	}
	return end || line->len == LINE_MOST;
}

void source_resume(struct source *s)
{
	s->state = s->next = SOURCE_GOOD;
	s->member = false;
	s->out_at = s->out_len = 0;
	/* A damaged member may seem to go on over those behind it: as far as they are still here,
	 * they are looked at; not the same one again. */
	if (s->began >= s->read - s->in_len)
		s->in_at = (size_t)(s->began - (s->read - s->in_len)) + 1;
	while (has(s, 3)) {
		char *at = memmem(s->in + s->in_at, s->in_len - s->in_at, magic, 3);

		s->in_at = at ? (size_t)(at - s->in) : s->in_len - 2;
		if (at)
			return;
	}
	s->in_at = s->in_len;
	s->state = s->next = SOURCE_END;
}
