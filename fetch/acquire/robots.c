/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/robots.h"

#include "model/base/url.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A longer line is no rule that a server means. */
#define LINE_LONGEST 2048

/* Groups for us, and those for all. */
enum { OURS, ANY, GROUPS };

struct rules {
	char *path; /* that is asked for, decoded */
	size_t path_len;
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

/* The bytes of a path or of a part of a rule, with %41 and A taken for the same; how many. */
static size_t decode(const char *s, size_t len, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (s[i] == '%' && len - i > 2 && isxdigit((unsigned char)s[i + 1]) &&
		    isxdigit((unsigned char)s[i + 2])) {
			const char digits[] = {s[i + 1], s[i + 2], '\0'};

			out[n++] = (char)strtol(digits, NULL, 16);
			i += 2;
		} else {
			out[n++] = s[i];
		}
	}
	return n;
}

/* Whether a rule matches the beginning of the path; '*' stands for any bytes, '$' at the
 * end of the rule for the end of the path. What stands between two stars is looked for behind
 * what was found before it, once: so it ends soon however many stars there are. */
static bool matches(const char *rule, size_t len, const char *path, size_t left)
{
	bool to_end = len && rule[len - 1] == '$';
	const char *end = rule + len - to_end;
	char part[LINE_LONGEST];

	for (const char *r = rule, *star; r <= end; r = star + 1) {
		star = memchr(r, '*', (size_t)(end - r));
		size_t n = decode(r, (size_t)((star ? star : end) - r), part);
		const char *at = path;

		if (n > left)
			return false;
		if (!star && to_end) /* what is between belongs to the star before it, if any */
			at = r > rule ? path + left - n : left == n ? path : NULL;
		else if (r > rule)
			at = memmem(path, left, part, n);
		if (!at || memcmp(at, part, n) != 0)
			return false;
		if (!star)
			return true;
		left -= (size_t)(at - path) + n;
		path = at + n;
	}
	return true;
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
	if (!len || !matches(value, len, g->path, g->path_len))
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
	struct rules g = {.path = path, .path_len = path ? decode(path, strlen(path), path) : 0};
	bool allowed;

	if (!path || !robots || (g.path_len == 11 && !memcmp(path, "/robots.txt", 11))) {
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
