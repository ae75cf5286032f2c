/* SPDX-License-Identifier: ISC */
/* growth: what a server says of itself, in its robots.txt and in the head of an answer, twice as
 * much of it is twice the work. */
#include "config.h"

#include "tests/lib/growth.h"

#include "fetch/acquire/http.h"
#include "fetch/acquire/robots.h"
#include "fetch/wire/answer.h"
#include "model/base/url.h"

/* The bytes are the file; what: the address that is asked for. */
static void ask_robots(const char *bytes, size_t len, const char *what)
{
	struct doc_maker *m = doc_maker_new(0);
	struct doc *doc;

	doc_maker_cut(m);
	doc_begin(m, DOC_PRE);
	doc_add_text(m, bytes, len);
	doc = doc_finish(m, NULL);
	assert_non_null(doc);
	robots_allow(doc, what);
	doc_free(doc);
}

/* The bytes are the address, and a rule for it stands in `what`, which is longest where it can be.
 */
static void ask_address(const char *bytes, size_t len, const char *what)
{
	struct buf file;

	buf_init(&file, 1 << 16);
	buf_str(&file, "User-agent: *\n");
	for (int i = 0; i < 10; i++)
		buf_printf(&file, "Disallow: *%s\n", what);
	ask_robots(file.bytes, file.len, bytes);
	buf_done(&file);
	(void)len;
}

static void ask_any(const char *bytes, size_t len, const char *what)
{
	char *normal = url_normal(bytes);

	free(normal);
	normal = url_resolve("https://x.example/a/b", bytes);
	free(normal);
	(void)len, (void)what;
}

static void read_head(const char *bytes, size_t len, const char *what)
{
	struct answer a;

	answer_init(&a);
	answer_line(&a, "HTTP/1.1 200 OK\r\n", 17);
	for (const char *at = bytes, *end = bytes + len; at < end;) {
		const char *line = memchr(at, '\n', (size_t)(end - at));

		line = line ? line + 1 : end;
		if (answer_line(&a, at, (size_t)(line - at)) < 0)
			break;
		at = line;
	}
	answer_line(&a, "\r\n", 2);
	http_retry_after(a.block.bytes, 1);
	http_fresh(a.block.bytes, a.block.bytes, 1);
	answer_done(&a);
	(void)what;
}

#define LETTERS "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define FILE ask_robots, "https://x.example/" LETTERS LETTERS "/b"
#define ADDRESS ask_address, LETTERS LETTERS LETTERS "b"
#define STARS ask_address, "a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b"
#define URL ask_any, "url"
#define HEAD read_head, "head"

static const struct construct constructs[] = {
	{FILE, "", "User-agent: a%u\n", ""},
	{FILE, "User-agent: palais\n", "Disallow: /%u\n", ""},
	{FILE, "User-agent: palais\n", "Disallow: *a*a*a*a*a*a*a*a*a*a*a*c\n", ""},
	{FILE, "User-agent: palais\n", "Allow: " LETTERS LETTERS LETTERS "$\n", ""},
	{FILE, "", "User-agent: *\nDisallow: /\n", ""},
	{FILE, "User-agent: palais\nDisallow: /", "*", "\n"},
	{FILE, "User-agent: palais\nDisallow: /", "a*", "\n"},
	{FILE, "User-agent: palais\n", "Disallow: /%%%%%%\n", ""},
	{FILE, "", "#", ""},
	{FILE, "", ":", ""},
	{FILE, "", " ", ":"},
	{FILE, "", "\n", ""},
	{ADDRESS, "https://x.example/", "a", ""},
	{ADDRESS, "https://x.example/", "%61", ""},
	{ADDRESS, "https://x.example/", "/", ""},
	{STARS, "https://x.example/", "a", ""},
	{URL, "https://x.example/", "../", ""},
	{URL, "https://x.example/", "a/../", ""},
	{URL, "https://x.example/", "./", ""},
	{URL, "https://", "a.", "example/"},
	{URL, "https://", "\xd8\xb3.", "example/"},
	{URL, "https://", "a@", "x.example/"},
	{URL, "https://x.example/?", "&", ""},
	{URL, "", "../", ""},
	{URL, "https://x.example/", "\xd8\xb3", ""},
	{URL, "https://x.example:", "0", "1/"},
};

/* What is longer is refused. */
static const struct construct heads[] = {
	{HEAD, "", "A%u: b\r\n", ""},
	{HEAD, "", "Content-Type: text/html\r\n", ""},
	{HEAD, "Content-Type: text/html", "; charset=a", "\r\n"},
	{HEAD, "Content-Type: text/html\r\n", " a\r\n", ""},
	{HEAD, "Cache-Control: ", "max-age=%u, ", "\r\n"},
	{HEAD, "", "Cache-Control: max-age=1\r\n", ""},
	{HEAD, "Cache-Control: \"", "\\\"", "\r\n"},
	{HEAD, "", "Retry-After: 1\r\n", ""},
	{HEAD, "Location: ", "a", "\r\n"},
	{HEAD, "", "HTTP/1.1 200 OK\r\n", ""},
	{HEAD, "A:", " ", "\r\n"},
	{HEAD, "", ":", "\r\n"},
};

static void linear(void **state)
{
	(void)state;
	growth_check(constructs, sizeof constructs / sizeof *constructs);
	growth_check_within(heads, sizeof heads / sizeof *heads, ANSWER_BLOCK_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(linear)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
