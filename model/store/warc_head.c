/* SPDX-License-Identifier: ISC */
/* The head of an answer, as the block of a record begins with it. */
#include "config.h"

#include "model/store/packed.h"
#include "model/store/warc_int.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* A name of a field has none of these. */
static bool is_name(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] <= 0x20 || s[i] >= 0x7f || strchr("()<>@,;:\\\"/[]?={}", s[i]))
			return false;
	return len;
}

static bool has_control(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (((unsigned char)s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7f)
			return true;
	return false;
}

/* One line without its end; where the next begins. NULL at the end. */
static const char *next_line(const char *s, size_t *len)
{
	const char *end = s + strcspn(s, "\n");

	*len = (size_t)(end - s);
	if (*len && s[*len - 1] == '\r')
		--*len;
	return *end ? end + 1 : NULL;
}

/* "HTTP/1.1 200 OK": the status, or 0. */
static int read_status(const char *line, size_t len)
{
	const char *p = len > 5 && !strncasecmp(line, "HTTP/", 5) ? memchr(line, ' ', len) : NULL;
	int status = 0;

	if (!p || line + len - p < 4 || (line + len - p > 4 && p[4] != ' '))
		return 0;
	for (int i = 1; i < 4; i++) {
		if (p[i] < '0' || p[i] > '9')
			return 0;
		status = status * 10 + p[i] - '0';
	}
	return status;
}

/* The first line as HTTP/1 has it, in which form the head was kept of newer versions too. */
static void put_status(struct buf *out, const char *line, size_t len, char protocol[4])
{
	bool newer = line[5] == '2' || line[5] == '3';

	protocol[0] = '\0';
	if (!newer) {
		buf_add(out, line, len);
	} else {
		const char *p = memchr(line, ' ', len);

		snprintf(protocol, 4, "h%c", line[5]);
		buf_str(out, "HTTP/1.1");
		buf_add(out, p, (size_t)(line + len - p));
		if (line + len - p == 4)
			buf_char(out, ' ');
	}
	buf_str(out, "\r\n");
}

/* The coding of a transfer was undone when it came: who undoes it takes its name away
 * (RFC 9112, 7.1.3). */
static bool is_undone(const char *name, size_t len)
{
	return len == 17 && !strncasecmp(name, "Transfer-Encoding", len);
}

static void put_fields(struct buf *out, const char *s)
{
	bool kept = false;
	size_t len;

	for (const char *next; s; s = next) {
		const char *colon;

		next = next_line(s, &len);
		if (!len)
			return;
		colon = memchr(s, ':', len);
		if (*s == ' ' || *s == '\t') /* the one before goes on */
			kept = kept && !has_control(s, len);
		else
			kept = colon && is_name(s, (size_t)(colon - s)) && !has_control(s, len) &&
			       !is_undone(s, (size_t)(colon - s));
		/* a last line without an end was cut */
		if (kept && next) {
			buf_add(out, s, len);
			buf_str(out, "\r\n");
		}
	}
}

static void put_known(struct buf *out, const char *name, const char *value)
{
	if (*value && !has_control(value, strlen(value)))
		buf_printf(out, "%s: %s\r\n", name, value);
}

/* A coding can be told by a head alone. */
static void put_known_head(const struct store_version *v, struct buf *out)
{
	buf_str(out, "HTTP/1.1 200 OK\r\n");
	if (*v->type && *v->charset && !has_control(v->type, strlen(v->type)) &&
	    !has_control(v->charset, strlen(v->charset)))
		buf_printf(out, "Content-Type: %s; charset=%s\r\n", v->type, v->charset);
	else
		put_known(out, "Content-Type", v->type);
	put_known(out, "Content-Encoding", v->coding);
	put_known(out, "ETag", v->etag);
	put_known(out, "Last-Modified", v->last_modified);
	buf_str(out, "\r\n");
}

enum warc_head warc_head(const struct store_version *v, struct buf *out, char protocol[4])
{
	size_t len;
	const char *next = next_line(v->headers, &len);
	int status = read_status(v->headers, len);

	protocol[0] = '\0';
	/* the last head of what came in pieces is of one piece */
	if (next && status / 100 == 2 && status != 206 && !has_control(v->headers, len)) {
		put_status(out, v->headers, len, protocol);
		put_fields(out, next);
		buf_str(out, "\r\n");
		return WARC_HEAD;
	}
	if (!*v->url || !store_is_coded(v->coding))
		return WARC_NO_HEAD;
	put_known_head(v, out);
	return WARC_KNOWN_HEAD;
}
