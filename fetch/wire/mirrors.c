/* SPDX-License-Identifier: ISC */
/* Which address is asked in place of another. */
#include "config.h"

#include "fetch/wire/mirrors.h"

#include "model/base/buf.h"
#include "model/base/url.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* FROM in the form that addresses have here, so that "HTTPS://Press.un.org"
 * matches; without the '/' that this adds to a bare host. */
static char *normal_from(const char *from, size_t len)
{
	char *written = strndup(from, len), *normal;

	if (!written)
		return NULL;
	normal = url_normal(written);
	if (!normal)
		return written;
	if (len && written[len - 1] != '/' && normal[strlen(normal) - 1] == '/')
		normal[strlen(normal) - 1] = '\0';
	free(written);
	return normal;
}

static bool matches(const char *url, const char *from)
{
	size_t len = strlen(from);

	if (!len || strncmp(url, from, len))
		return false;
	return from[len - 1] == '/' || !url[len] || url[len] == '/' || url[len] == '?';
}

/* FROM itself may hold no '=' but in its query: the rule is cut at the last
 * "=http" there is, else at the first '='. */
static const char *cut_at(const char *rule, const char *end)
{
	for (const char *p = end; p > rule; p--)
		if (*p == '=' && end - p > 5 && !strncasecmp(p, "=http", 5))
			return p;
	return memchr(rule, '=', (size_t)(end - rule));
}

char *mirrors_map(const char *mirrors, const char *url)
{
	const char *end;

	for (const char *rule = mirrors; rule && *rule; rule = *end ? end + 1 : end) {
		const char *equal;
		char *from;
		struct buf to;

		end = rule + strcspn(rule, "\n");
		equal = cut_at(rule, end);
		if (!equal)
			continue;
		from = normal_from(rule, (size_t)(equal - rule));
		if (!from || !matches(url, from)) {
			free(from);
			continue;
		}
		buf_init(&to, 2 * URL_MAX);
		buf_add(&to, equal + 1, (size_t)(end - equal - 1));
		buf_str(&to, url + strlen(from));
		free(from);
		return buf_take(&to);
	}
	return NULL;
}
