/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/url.h"

#include "model/base/buf.h"
#include "model/base/shown.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What may stand in a path, query and fragment beside letters, digits and
 * -._~ (RFC 3986, 3.3 and 3.4). '%' is dealt with apart; brackets in queries
 * are not in the RFC, but servers ask for them as they are. */
#define USER_MARKS "!$&'()*+,;=:"
#define PATH_MARKS USER_MARKS "@/"
#define QUERY_MARKS PATH_MARKS "?[]"

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_unreserved(char c)
{
	return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static int hex(char c)
{
	if (is_digit(c))
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* -- splitting ----------------------------------------------------------- */

static struct url_part part_of(const char *at, const char *end)
{
	return (struct url_part){at, (size_t)(end - at)};
}

static const char *scheme_end(const char *s)
{
	if (!is_alpha(*s))
		return NULL;
	while (is_alpha(*s) || is_digit(*s) || *s == '+' || *s == '-' || *s == '.')
		s++;
	return *s == ':' ? s : NULL;
}

static void split_authority(struct url *u, const char *s, const char *end)
{
	const char *host = s, *colon = NULL;

	for (const char *p = s; p < end; p++)
		if (*p == '@')
			host = p + 1; /* the last one: a password may hold another */
	if (host > s)
		u->user = part_of(s, host - 1);
	for (const char *p = host; p < end; p++) {
		if (*p == ']')
			colon = NULL;
		else if (*p == ':')
			colon = p;
	}
	if (host < end && *host == '[' && colon && !memchr(host, ']', (size_t)(colon - host)))
		colon = NULL;
	u->host = part_of(host, colon ? colon : end);
	if (colon)
		u->port = part_of(colon + 1, end);
}

void url_split(struct url *u, const char *s)
{
	const char *end;

	memset(u, 0, sizeof *u);
	end = scheme_end(s);
	if (end) {
		u->scheme = part_of(s, end);
		s = end + 1;
	}
	if (s[0] == '/' && s[1] == '/') {
		end = s + 2 + strcspn(s + 2, "/?#");
		split_authority(u, s + 2, end);
		s = end;
	}
	end = s + strcspn(s, "?#");
	u->path = part_of(s, end);
	s = end;
	if (*s == '?') {
		end = s + 1 + strcspn(s + 1, "#");
		u->query = part_of(s + 1, end);
		s = end;
	}
	if (*s == '#')
		u->fragment = part_of(s + 1, s + strlen(s));
}

bool url_part_is(struct url_part part, const char *word)
{
	return part.at && part.len == strlen(word) && !strncasecmp(part.at, word, part.len);
}

struct url_part url_host(const char *s)
{
	const char *host = strstr(s, "://");

	host = host ? host + 3 : s;
	return (struct url_part){host, strcspn(host, "/?#")};
}

int url_port(const struct url *u)
{
	int port = 0;

	if (u->port.at && u->port.len) {
		for (size_t i = 0; i < u->port.len; i++) {
			if (!is_digit(u->port.at[i]))
				return -1;
			port = port * 10 + (u->port.at[i] - '0');
			if (port > 65535)
				return -1;
		}
		return port;
	}
	if (url_part_is(u->scheme, "https"))
		return 443;
	return url_part_is(u->scheme, "http") ? 80 : -1;
}

/* A host may hold any byte above ASCII, but nothing that could end it. */
static bool host_stands(struct url_part host)
{
	if (!host.at || !host.len)
		return false;
	for (size_t i = 0; i < host.len; i++) {
		char c = host.at[i];

		if ((unsigned char)c <= ' ' || c == 0x7f || strchr("<>\"\\^`{|}@%", c))
			return false;
		if (strchr("[]:", c) && host.at[0] != '[')
			return false;
	}
	return host.at[0] != '[' || (host.len > 3 && host.at[host.len - 1] == ']');
}

static bool is_web(const struct url *u)
{
	return (url_part_is(u->scheme, "http") || url_part_is(u->scheme, "https")) &&
	       host_stands(u->host) && url_port(u) >= 0;
}

bool url_is_web(const char *s)
{
	struct url u;

	url_split(&u, s);
	return is_web(&u);
}

bool url_is_https(const char *s)
{
	struct url u;

	url_split(&u, s);
	return is_web(&u) && url_part_is(u.scheme, "https");
}

bool url_same_origin(const char *a, const char *b)
{
	struct url x, y;

	url_split(&x, a);
	url_split(&y, b);
	if (!is_web(&x) || !is_web(&y) || !x.host.at || !y.host.at)
		return false;
	return x.scheme.len == y.scheme.len && x.host.len == y.host.len &&
	       !strncasecmp(x.host.at, y.host.at, x.host.len) && url_port(&x) == url_port(&y);
}

/* -- percent-encoding ---------------------------------------------------- */

static void add_encoded(struct buf *out, char c)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char u = (unsigned char)c;
	char three[3] = {'%', digits[u >> 4], digits[u & 15]};

	buf_add(out, three, 3);
}

/* Copies a part, with what may not stand encoded, and what need not be encoded
 * not: "%7e" and "~" are one address, "%2f" and "/" are two. */
static void add_normal(struct buf *out, struct url_part part, const char *marks)
{
	for (size_t i = 0; i < part.len; i++) {
		char c = part.at[i];

		if (c == '%' && part.len - i > 2 && hex(part.at[i + 1]) >= 0 &&
		    hex(part.at[i + 2]) >= 0) {
			c = (char)(hex(part.at[i + 1]) * 16 + hex(part.at[i + 2]));
			if (is_unreserved(c))
				buf_char(out, c);
			else
				add_encoded(out, c);
			i += 2;
		} else if (is_unreserved(c) || (c && strchr(marks, c))) {
			buf_char(out, c);
		} else {
			add_encoded(out, c);
		}
	}
}

char *url_encode(const char *s, const char *keep)
{
	struct buf out;

	buf_init(&out, 3 * strlen(s) + 1);
	for (; *s; s++) {
		if (is_unreserved(*s) || strchr(keep, *s))
			buf_char(&out, *s);
		else
			add_encoded(&out, *s);
	}
	return buf_take(&out);
}

char *url_decode(const char *s, size_t len)
{
	struct buf out;

	buf_init(&out, len + 1);
	for (size_t i = 0; i < len; i++) {
		int high = len - i > 2 && s[i] == '%' ? hex(s[i + 1]) : -1;
		int low = high >= 0 ? hex(s[i + 2]) : -1;

		if (low < 0 || (high == 0 && low == 0)) {
			buf_char(&out, s[i]);
			continue;
		}
		buf_char(&out, (char)(high * 16 + low));
		i += 2;
	}
	return buf_take(&out);
}

char *url_file_name(const char *s)
{
	struct url u;
	const char *at, *end;

	url_split(&u, s);
	at = end = u.path.at + u.path.len;
	while (at > u.path.at && at[-1] != '/')
		at--;
	return url_decode(at, (size_t)(end - at));
}

/* -- resolving ----------------------------------------------------------- */

/* As HTML has it: blanks at the ends do not count, nor line breaks and tabs
 * anywhere. NULL when what is left is too long. */
static char *trimmed(const char *s)
{
	struct buf out;
	size_t len = strlen(s);

	while (len && (unsigned char)s[len - 1] <= ' ')
		len--;
	buf_init(&out, URL_MAX);
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\t' || s[i] == '\n' || s[i] == '\r')
			continue;
		if (!out.len && (unsigned char)s[i] <= ' ')
			continue;
		buf_char(&out, s[i]);
	}
	return buf_take(&out);
}

/* Adds the path without its "." and ".." segments (RFC 3986, 5.2.4), which
 * begins at out's present end. */
static void add_undotted(struct buf *out, const char *path, size_t len)
{
	size_t start = out->len;

	while (len) {
		size_t seg = path[0] == '/';
		size_t name;

		while (seg < len && path[seg] != '/')
			seg++;
		name = seg - (path[0] == '/');
		if (name == 2 && !memcmp(path + seg - 2, "..", 2)) {
			while (out->len > start && out->bytes[out->len - 1] != '/')
				buf_cut(out, out->len - 1);
			if (out->len > start)
				buf_cut(out, out->len - 1);
			if (seg == len)
				buf_char(out, '/');
		} else if (name == 1 && path[seg - 1] == '.') {
			if (seg == len)
				buf_char(out, '/');
		} else {
			buf_add(out, path, seg);
		}
		path += seg;
		len -= seg;
	}
}

static void add_authority(struct buf *out, const struct url *u)
{
	buf_str(out, "//");
	if (u->user.at) {
		add_normal(out, u->user, USER_MARKS);
		buf_char(out, '@');
	}
	if (u->host.at)
		shown_host(out, u->host);
	if (u->port.len) {
		buf_char(out, ':');
		buf_add(out, u->port.at, u->port.len);
	}
}

/* The path that ref means at base: its own, or base's up to the last '/' with
 * ref's after it. */
static void add_path(struct buf *out, const struct url *base, const struct url *ref)
{
	struct buf whole, clean;
	bool host = ref->host.at || base->host.at;

	buf_init(&whole, 4 * URL_MAX);
	buf_init(&clean, URL_MAX);
	if (!ref->path.len || ref->path.at[0] == '/' || ref->host.at) {
		add_normal(&whole, ref->path, PATH_MARKS);
	} else {
		struct url_part stem = base->path;

		while (stem.len && stem.at[stem.len - 1] != '/')
			stem.len--;
		add_normal(&whole, stem, PATH_MARKS);
		if (!stem.len && base->host.at)
			buf_char(&whole, '/');
		add_normal(&whole, ref->path, PATH_MARKS);
	}
	if (!whole.len && host)
		buf_char(&whole, '/');
	add_undotted(&clean, whole.bytes, whole.len);
	/* Without a host, "//" would begin one. */
	if (!host && clean.len > 1 && clean.bytes[0] == '/' && clean.bytes[1] == '/')
		buf_str(out, "/.");
	buf_add(out, clean.bytes, clean.len);
	out->full = out->full || !buf_ok(&whole) || !buf_ok(&clean);
	buf_done(&whole);
	buf_done(&clean);
}

static void add_tail(struct buf *out, char mark, struct url_part part)
{
	if (!part.at)
		return;
	buf_char(out, mark);
	add_normal(out, part, QUERY_MARKS);
}

/* An address of another kind (mailto:, data:) is no business of ours. */
static bool is_opaque(const struct url *u)
{
	return u->scheme.at && !u->host.at && !(u->path.len && u->path.at[0] == '/');
}

static char *resolved(const char *base, const char *ref)
{
	struct url b, r;
	struct buf out;

	url_split(&b, base);
	url_split(&r, ref);
	if (is_opaque(&r))
		return strdup(ref);
	if (!r.scheme.at && (!b.scheme.at || is_opaque(&b)))
		return NULL;
	buf_init(&out, URL_MAX);
	for (size_t i = 0; i < (r.scheme.at ? r.scheme.len : b.scheme.len); i++)
		buf_char(&out, lower((r.scheme.at ? r.scheme.at : b.scheme.at)[i]));
	buf_char(&out, ':');
	if (r.scheme.at || r.host.at) {
		if (r.host.at)
			add_authority(&out, &r);
		add_path(&out, &r, &r);
		add_tail(&out, '?', r.query);
	} else {
		if (b.host.at)
			add_authority(&out, &b);
		add_path(&out, &b, r.path.len ? &r : &b);
		add_tail(&out, '?', r.path.len || r.query.at ? r.query : b.query);
	}
	add_tail(&out, '#', r.fragment);
	return buf_take(&out);
}

char *url_resolve(const char *base, const char *ref)
{
	char *b = trimmed(base), *r = trimmed(ref), *whole = NULL;

	if (b && r)
		whole = resolved(b, r);
	free(b);
	free(r);
	return whole;
}

char *url_normal(const char *s)
{
	char *whole = url_resolve("", s);
	struct url u;
	struct buf out;

	if (!whole)
		return NULL;
	url_split(&u, whole);
	if (!is_web(&u)) {
		free(whole);
		return NULL;
	}
	if ((u.scheme.len == 5 && url_port(&u) == 443) || (u.scheme.len == 4 && url_port(&u) == 80))
		u.port.len = 0;
	/* A dot that ends a host is the DNS root: the same host. */
	while (u.host.len > 1 && u.host.at[u.host.len - 1] == '.')
		u.host.len--;
	buf_init(&out, URL_MAX);
	buf_add(&out, u.scheme.at, u.scheme.len);
	buf_char(&out, ':');
	add_authority(&out, &u);
	buf_add(&out, u.path.at, u.path.len);
	add_tail(&out, '?', u.query);
	free(whole);
	return buf_take(&out);
}
