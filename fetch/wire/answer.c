/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/wire/answer.h"

#include "fetch/wire/wire.h"
#include "model/base/header.h"

#include <string.h>
#include <strings.h>

void answer_init(struct answer *a)
{
	memset(a, 0, offsetof(struct answer, block));
	a->length = a->first = a->last = a->total = -1;
	buf_init(&a->block, ANSWER_BLOCK_MAX);
}

void answer_done(struct answer *a)
{
	buf_done(&a->block);
}

static void begin_anew(struct answer *a)
{
	struct buf block = a->block;

	answer_init(a);
	buf_reset(&block);
	a->block = block;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Copies a value that fits, without control bytes; one that does not fit is as
 * good as none, for half an ETag is wrong. */
static void keep(char *to, size_t size, const char *s, size_t len, bool fold)
{
	if (*to || len >= size)
		return;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x20 || c == 0x7f)
			c = ' ';
		to[i] = fold && c >= 'A' && c <= 'Z' ? (char)(c + 32) : (char)c;
	}
	to[len] = '\0';
}

static void keep_charset(struct answer *a, const char *s, size_t len)
{
	size_t n = 0;

	if (len && (*s == '"' || *s == '\'')) {
		s++;
		len--;
	}
	while (n < len && !is_blank(s[n]) && !strchr("\"';,", s[n]))
		n++;
	keep(a->charset, sizeof a->charset, s, n, true);
}

/* "text/html; charset=UTF-8" */
static void keep_type(struct answer *a, const char *s, size_t len)
{
	const char *end = s + len, *p = memchr(s, ';', len);
	const char *stop = p ? p : end;

	if (*a->type)
		return;
	while (stop > s && is_blank(stop[-1]))
		stop--;
	keep(a->type, sizeof a->type, s, (size_t)(stop - s), true);
	while (p && p < end) {
		p++;
		while (p < end && is_blank(*p))
			p++;
		if (end - p > 8 && !strncasecmp(p, "charset=", 8)) {
			keep_charset(a, p + 8, (size_t)(end - p) - 8);
			return;
		}
		p = memchr(p, ';', (size_t)(end - p));
	}
}

static void keep_length(struct answer *a, const char *s, size_t len)
{
	int64_t v = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return;
		v = v * 10 + (s[i] - '0');
		if (v > HEADER_NUMBER_MOST)
			return;
	}
	if (len && a->length < 0)
		a->length = v;
}

/* Of a piece alone; a field that contradicts itself says nothing. */
static void keep_range(struct answer *a, const char *s, size_t len)
{
	int64_t first, last, total;

	if (a->status != 206 || a->first >= 0 || !header_range(s, len, &first, &last, &total))
		return;
	a->first = first;
	a->last = last;
	a->total = total;
}

static void keep_field(struct answer *a, const char *name, size_t name_len, const char *s,
                       size_t len)
{
	const struct {
		const char *name;
		char *to;
		size_t size;
		bool fold;
	} plain[] = {
		{"Content-Encoding", a->coding, sizeof a->coding, true},
		{"ETag", a->etag, sizeof a->etag, false},
		{"Last-Modified", a->last_modified, sizeof a->last_modified, false},
		{"Date", a->date, sizeof a->date, false},
		{"Location", a->location, sizeof a->location, false},
	};

	for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
		if (strlen(plain[i].name) == name_len &&
		    !strncasecmp(plain[i].name, name, name_len))
			keep(plain[i].to, plain[i].size, s, len, plain[i].fold);
	if (name_len == 12 && !strncasecmp(name, "Content-Type", 12))
		keep_type(a, s, len);
	if (name_len == 14 && !strncasecmp(name, "Content-Length", 14))
		keep_length(a, s, len);
	if (name_len == 13 && !strncasecmp(name, "Content-Range", 13))
		keep_range(a, s, len);
}

/* "HTTP/1.1 200 OK", "HTTP/2 200" */
static void keep_status(struct answer *a, const char *line, size_t len)
{
	const char *p = memchr(line, ' ', len);

	begin_anew(a);
	if (!p || line + len - p < 4)
		return;
	for (int i = 1; i < 4; i++) {
		if (p[i] < '0' || p[i] > '9') {
			a->status = 0;
			return;
		}
		a->status = a->status * 10 + (p[i] - '0');
	}
}

int answer_line(struct answer *a, const char *line, size_t len)
{
	const char *colon;
	size_t n = len;

	if (len > 5 && !strncasecmp(line, "HTTP/", 5))
		keep_status(a, line, len);
	else if (a->ended)
		return 0;
	for (size_t i = 0; i < len; i++)
		buf_char(&a->block, line[i] ? line[i] : ' ');
	if (!buf_ok(&a->block))
		return -1;
	while (n && (line[n - 1] == '\r' || line[n - 1] == '\n' || is_blank(line[n - 1])))
		n--;
	if (!n) {
		a->ended = a->status >= 200 || a->status == 101;
		return 0;
	}
	colon = memchr(line, ':', n);
	if (colon) {
		const char *s = colon + 1;

		while (s < line + n && is_blank(*s))
			s++;
		keep_field(a, line, (size_t)(colon - line), s, (size_t)(line + n - s));
	}
	return 0;
}

/* As the wire has a number that is not known. */
static uint64_t number(int64_t n)
{
	return n < 0 ? UINT64_MAX : (uint64_t)n;
}

void answer_head(const struct answer *a, const char *url, bool permanent, struct wire_head *head)
{
	*head = (struct wire_head){
		.status = (uint64_t)a->status,
		.length = number(a->length),
		.first = number(a->first),
		.last = number(a->last),
		.total = number(a->total),
		.permanent = permanent,
		.url = url,
		.type = a->type,
		.charset = a->charset,
		.coding = a->coding,
		.etag = a->etag,
		.last_modified = a->last_modified,
		.date = a->date,
		.headers = a->block.bytes,
	};
}

bool answer_is_redirect(const struct answer *a)
{
	static const int statuses[] = {301, 302, 303, 307, 308};

	for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++)
		if (a->status == statuses[i])
			return *a->location;
	return false;
}
