/* http: until when the origin says that a copy is good (RFC 9111, 4.2). */
#include "config.h"

#include "fetch/acquire/http.h"
#include "model/base/header.h"

#include <string.h>
#include <strings.h>

struct control {
	bool said;       /* there is a Cache-Control */
	bool never;      /* no-cache, no-store */
	int64_t max_age; /* -1: not said */
};

static bool is_word(const char *at, size_t len, const char *word)
{
	return len == strlen(word) && !strncasecmp(at, word, len);
}

/* The seconds of a directive; some servers put them in quotes. What is no number is
 * none, and what is too large is more than enough. */
static int64_t seconds(const char *at, size_t len)
{
	int64_t v = 0;

	if (len > 1 && *at == '"') {
		at++;
		len -= 2;
	}
	if (!len)
		return 0;
	for (; len && *at >= '0' && *at <= '9'; at++, len--)
		v = v < HTTP_FRESH_MOST * 1000ll ? v * 10 + (*at - '0') : v;
	return len ? 0 : v;
}

static void take_directive(struct control *c, const char *at, size_t len)
{
	const char *sign = memchr(at, '=', len);
	size_t name = sign ? (size_t)(sign - at) : len;

	if (is_word(at, name, "no-store") || is_word(at, name, "no-cache"))
		c->never = true;
	else if (is_word(at, name, "max-age") && c->max_age < 0)
		c->max_age = sign ? seconds(sign + 1, len - name - 1) : 0;
}

static struct control read_control(const char *headers)
{
	struct control c = {.max_age = -1};
	const char *value = NULL;
	size_t len;

	while ((value = header_find(headers, "Cache-Control", value, &len))) {
		const char *at = value, *end = value + len;

		c.said = true;
		while (at < end) {
			const char *comma = memchr(at, ',', (size_t)(end - at));
			const char *stop = comma ? comma : end, *last = stop;

			while (at < last && (*at == ' ' || *at == '\t'))
				at++;
			while (last > at && (last[-1] == ' ' || last[-1] == '\t'))
				last--;
			take_directive(&c, at, (size_t)(last - at));
			at = comma ? comma + 1 : end;
		}
	}
	return c;
}

static int64_t date_of(const char *headers, const char *name)
{
	size_t len;
	const char *value = header_find(headers, name, NULL, &len);

	return value ? header_date(value) : 0;
}

/* Seconds from the answer on for which the origin vouches. */
static int64_t lifetime(const char *headers, const struct control *c)
{
	int64_t expires, date;

	if (c->never)
		return 0;
	if (c->max_age >= 0)
		return c->max_age;
	expires = date_of(headers, "Expires");
	date = date_of(headers, "Date");
	return expires && date ? expires - date : 0;
}

int64_t http_fresh(const char *headers, const char *older, int64_t now)
{
	struct control c = read_control(headers);
	int64_t age = header_number(headers, "Age"), left;
	size_t len;

	if (c.said || header_find(headers, "Expires", NULL, &len) || !*older) {
		left = lifetime(headers, &c);
	} else {
		c = read_control(older);
		left = lifetime(older, &c);
	}
	left -= age > 0 ? age : 0;
	return left <= 0 ? 0 : now + (left < HTTP_FRESH_MOST ? left : HTTP_FRESH_MOST);
}
