/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/robots.h"

#include "model/base/url.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A longer line is no rule that a server means. */
#define LINE_LONGEST 2048

/* Groups for us, and those for all. */
enum { OURS, ANY, GROUPS };

struct rules {
	const char *path;     /* that is asked for, percent-encoded as in the address */
	bool named;           /* a group names us: those for "*" count no more */
	bool in_agents;       /* the last line was a User-agent */
	bool meant[GROUPS];   /* the group at hand is one of these */
	size_t most[GROUPS];  /* the length of the longest rule that matched, */
	bool allowed[GROUPS]; /* and its word */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* One byte of a path, with %41 and A taken for the same; *used bytes of it. */
static int byte_at(const char *s, size_t len, size_t *used)
{
	char hex[3];

	*used = 1;
	if (*s != '%' || len < 3 || !strchr("0123456789abcdefABCDEF", s[1]) ||
	    !strchr("0123456789abcdefABCDEF", s[2]))
		return (unsigned char)*s;
	memcpy(hex, s + 1, 2);
	hex[2] = '\0';
	*used = 3;
	return (int)strtol(hex, NULL, 16);
}

/* Whether a rule matches the beginning of the path; '*' stands for any bytes, '$' at the
 * end of the rule for the end of the path. */
static bool matches(const char *rule, size_t len, const char *path)
{
	const char *star = NULL, *retry = NULL, *end = rule + len;
	size_t left = strlen(path), a, b;
	const char *s = path, *r = rule;

	for (;;) {
		if (r == end)
			return true;
		if (*r == '*') {
			star = ++r;
			retry = s;
			continue;
		}
		if (*r == '$' && r + 1 == end && !*s)
			return true;
		if (*s && byte_at(r, (size_t)(end - r), &a) ==
		                  byte_at(s, left - (size_t)(s - path), &b)) {
			r += a;
			s += b;
			continue;
		}
		if (!star || !*retry)
			return false;
		r = star;
		s = ++retry;
	}
}

static void take_agent(struct rules *g, const char *value, size_t len)
{
	size_t n = 0;

	if (!g->in_agents)
		g->meant[OURS] = g->meant[ANY] = false;
	g->in_agents = true;
	if (len == 1 && *value == '*') {
		g->meant[ANY] = true;
		return;
	}
	/* "palais/1.0" is the same product */
	while (n < len && !is_blank(value[n]) && value[n] != '/')
		n++;
	if (n == strlen(ROBOTS_NAME) && !strncasecmp(value, ROBOTS_NAME, n))
		g->meant[OURS] = g->named = true;
}

static void take_rule(struct rules *g, const char *value, size_t len, bool allow)
{
	g->in_agents = false;
	if (!len || !matches(value, len, g->path))
		return;
	for (int k = 0; k < GROUPS; k++) {
		if (!g->meant[k] || len < g->most[k] || (len == g->most[k] && !allow))
			continue;
		g->most[k] = len;
		g->allowed[k] = allow;
	}
}

static void take_line(struct rules *g, const char *s, size_t len)
{
	const char *hash = memchr(s, '#', len), *colon, *value;
	size_t name;

	if (hash)
		len = (size_t)(hash - s);
	while (len && is_blank(*s))
		s++, len--;
	while (len && is_blank(s[len - 1]))
		len--;
	colon = len && len <= LINE_LONGEST ? memchr(s, ':', len) : NULL;
	if (!colon)
		return;
	name = (size_t)(colon - s);
	while (name && is_blank(s[name - 1]))
		name--;
	for (value = colon + 1; value < s + len && is_blank(*value);)
		value++;
	len = (size_t)(s + len - value);
	if (name == 10 && !strncasecmp(s, "user-agent", 10))
		take_agent(g, value, len);
	else if (name == 8 && !strncasecmp(s, "disallow", 8))
		take_rule(g, value, len, false);
	else if (name == 5 && !strncasecmp(s, "allow", 5))
		take_rule(g, value, len, true);
}

/* What follows the host, with its query and without its fragment. */
static char *path_of(const char *url)
{
	const char *path = url_host(url).at + url_host(url).len;

	return *path == '/' ? strndup(path, strcspn(path, "#")) : strdup("/");
}

bool robots_allow(const struct doc *robots, const char *url)
{
	char *path = path_of(url);
	struct rules g = {.path = path};
	bool allowed;

	if (!path || !robots || !strcmp(path, "/robots.txt")) {
		free(path);
		return true;
	}
	for (size_t i = 0; i < doc_block_count(robots); i++) {
		const struct doc_text *t = &doc_block(robots, i)->text;

		for (size_t at = 0, n; at < t->len; at += n + 1) {
			const char *end = memchr(t->bytes + at, '\n', t->len - at);

			n = end ? (size_t)(end - t->bytes) - at : t->len - at;
			take_line(&g, t->bytes + at, n);
		}
	}
	allowed = !g.most[g.named ? OURS : ANY] || g.allowed[g.named ? OURS : ANY];
	free(path);
	return allowed;
}
