/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/wire/answer.h"
#include "fetch/net/rules.h"
#include "fetch/wire/errand.h"
#include "fetch/wire/mirrors.h"
#include "model/base/public.h"
#include "tests/lib/check.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void test_private_hosts(void **state)
{
	static const char *const near[] = {
		"http://localhost/",
		"http://LOCALHOST:80/",
		"http://a.localhost./",
		"http://printer.local/",
		"http://127.0.0.1/",
		"http://127.1/",
		"http://0x7f000001/",
		"http://2130706433/",
		"http://0177.0.0.1/",
		"http://10.1.2.3/",
		"http://172.16.0.1/",
		"http://172.31.255.255/",
		"http://192.168.0.1/",
		"http://169.254.169.254/",
		"http://100.64.0.1/",
		"http://0.0.0.0/",
		"http://224.0.0.1/",
		"http://255.255.255.255/",
		"http://[::1]/",
		"http://[::]/",
		"http://[fe80::1]/",
		"http://[fd00::1]/",
		"http://[ff02::1]/",
		"http://[::ffff:127.0.0.1]/",
		"http://[::ffff:192.168.1.1]/",
		"http://[64:ff9b::7f00:1]/",
		"http://[2002:7f00:1::]/",
		"http://[2001:0:1:2:3:4:80ff:fffe]/",
		"http://[64:ff9b:1::1]/",
		"http://[100::1]/",
		"http://127.0.0%2e1/",
		"http://%6cocalhost.org/",
		"http://[junk]/",
		"http://[/",
		"https:///a.example/",
	};
	static const char *const far[] = {
		"https://press.un.org/",
		"http://8.8.8.8/",
		"http://172.32.0.1/",
		"http://192.169.0.1/",
		"http://100.128.0.1/",
		"http://[2606:4700::1]/",
		"http://[::ffff:8.8.8.8]/",
		"http://127.0.0.1.example/",
		"http://localhost.org/",
		/* only what begins as 6to4 has an address of four numbers behind it */
		"http://[2a02:7f00:1::1]/",
		"http://[2003:7f00:1::1]/",
	};
	char host[320];

	(void)state;
	for (size_t i = 0; i < sizeof near / sizeof near[0]; i++)
		if (url_is_public(near[i]))
			fail_msg("%s counts as public", near[i]);
	for (size_t i = 0; i < sizeof far / sizeof far[0]; i++)
		if (!url_is_public(far[i]))
			fail_msg("%s counts as private", far[i]);
	/* a name that is longer than any */
	for (int len = 240; len < 300; len++) {
		snprintf(host, sizeof host, "http://%0*d.example/", len, 0);
		assert_int_equal(url_is_public(host), len + 8 < 256);
	}
}

static void test_private_addresses(void **state)
{
	union {
		struct sockaddr any;
		struct sockaddr_in in;
		struct sockaddr_in6 in6;
	} a = {.in.sin_family = AF_INET};

	(void)state;
	inet_pton(AF_INET, "127.0.0.1", &a.in.sin_addr);
	assert_false(address_is_public(&a.any));
	inet_pton(AF_INET, "8.8.8.8", &a.in.sin_addr);
	assert_true(address_is_public(&a.any));
	a.in6 = (struct sockaddr_in6){.sin6_family = AF_INET6};
	assert_false(address_is_public(&a.any));
	inet_pton(AF_INET6, "2606:4700::1", &a.in6.sin6_addr);
	assert_true(address_is_public(&a.any));
	a.any.sa_family = AF_UNIX;
	assert_false(address_is_public(&a.any));
}

/* From, Location, guarded, result (NULL: refused). */
static void test_redirects(void **state)
{
	static const struct {
		const char *from, *location;
		bool guarded;
		const char *to, *why;
	} cases[] = {
		{"https://undocs.org/en/A", "https://docs.un.org:443/en/A", true,
	         "https://docs.un.org/en/A", NULL},
		{"https://a.org/x/y", "../z#part", true, "https://a.org/z", NULL},
		{"http://a.org/", "https://a.org/", true, "https://a.org/", NULL},
		{"https://a.org/", "http://a.org/", true, NULL, "from https to http"},
		{"https://a.org/", "//127.0.0.1/", true, NULL, "private"},
		{"http://a.org/", "http://localhost:631/", true, NULL, "private"},
		{"http://a.org/", "http://localhost../", true, NULL, "private"},
		{"http://127.0.0.1:8080/", "http://127.0.0.1:8081/", false,
	         "http://127.0.0.1:8081/", NULL},
		{"https://a.org/", "file:///etc/passwd", false, NULL, "only http"},
		{"https://a.org/", "gopher://a.org/", false, NULL, "only http"},
		{"https://a.org/", "https://me:secret@b.org/", true, NULL, "password"},
		{"https://a.org/", "https://", true, NULL, "not an address"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct rules_chain chain = {cases[i].guarded, NULL};
		struct err err = {0};
		char *to = rules_redirect(cases[i].from, cases[i].location, &chain, &err);

		if (cases[i].to) {
			assert_non_null(to);
			assert_string_equal(to, cases[i].to);
		} else {
			assert_null(to);
			if (!strstr(err.text, cases[i].why))
				fail_msg("%s: %s", cases[i].location, err.text);
		}
		free(to);
	}
}

/* What a page or a feed has named: the address, who named it, and whether it may be asked
 * for. */
static void test_errands(void **state)
{
	static const struct {
		const char *url, *named_by;
		bool may;
	} cases[] = {
		{"http://127.0.0.1/", NULL, true},
		{"http://127.0.0.1/", "https://a.org/feed", false},
		{"http://localhost:631/", "https://a.org/feed", false},
		{"http://[::1]/", "https://a.org/feed", false},
		{"http://10.0.0.1/", "palais:page", false},
		{"http://10.0.0.1/", "", false},
		{"https://b.org/", "https://a.org/feed", true},
		{"https://b.org/", "http://127.0.0.1/feed", true},
		/* its own host, and no other, and no other door of it */
		{"http://127.0.0.1:8080/story", "http://127.0.0.1:8080/feed", true},
		{"https://Nas/story", "http://nas/feed", true},
		{"http://127.0.0.1:631/", "http://127.0.0.1:8080/feed", false},
		{"http://127.0.0.1/", "http://127.0.0.1:8080/feed", false},
		{"http://127.0.0.2:8080/", "http://127.0.0.1:8080/feed", false},
		{"http://localhost:8080/", "http://127.0.0.1:8080/feed", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct rules_chain chain = {false, cases[i].named_by};
		struct err err = {0};
		char *to = rules_first(cases[i].url, cases[i].named_by, false, &err);

		if (errand_may(cases[i].url, cases[i].named_by) != cases[i].may ||
		    !to == cases[i].may)
			fail_msg("%s named by %s", cases[i].url, cases[i].named_by);
		assert_true(to || strstr(err.text, "runs no errands"));
		free(to);
		to = rules_redirect("http://127.0.0.1:8080/", cases[i].url, &chain, &err);
		assert_int_equal(!to, !cases[i].may);
		free(to);
	}
	assert_false(errand_keeps_secret("https://a.org/", "http://a.org/"));
	assert_true(errand_keeps_secret("http://a.org/", "http://a.org/"));
}

static void test_map(void **state)
{
	static const char mirrors[] = "https://press.un.org=http://127.0.0.1:80\n"
				      "HTTPS://Docs.UN.org/en/=https://mirror.example/docs/\n"
				      "https://a.org/?q=1=http://b.org/2\n"
				      "https://press.un.org/en=http://never.example";
	static const char *const cases[][2] = {
		{"https://press.un.org/en/x?y", "http://127.0.0.1:80/en/x?y"},
		{"https://press.un.org.evil.example/", NULL},
		{"https://docs.un.org/en/A/1", "https://mirror.example/docs/A/1"},
		{"https://docs.un.org/ar/A/1", NULL},
		{"https://a.org/?q=1", "http://b.org/2"},
		{"http://press.un.org/", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *got = mirrors_map(mirrors, cases[i][0]);

		if (cases[i][1])
			assert_string_equal(got, cases[i][1]);
		else
			assert_null(got);
		free(got);
	}
	assert_null(mirrors_map(NULL, "https://a.org/"));
	assert_null(mirrors_map("", "https://a.org/"));
}

static void test_proxy(void **state)
{
	(void)state;
	setenv("https_proxy", "http://proxy:3128", 1);
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
	setenv("HTTP_PROXY", "http://from-a-header:1", 1);
	setenv("no_proxy", "localhost, .un.org example.com", 1);
	assert_string_equal(rules_proxy("https://a.org/"), "http://proxy:3128");
	assert_null(rules_proxy("http://a.org/"));
	assert_null(rules_proxy("https://press.un.org/"));
	assert_null(rules_proxy("https://un.org/"));
	assert_null(rules_proxy("https://example.com/"));
	assert_non_null(rules_proxy("https://notexample.com/"));
	/* as long as an entry, or as its end behind a dot, and another */
	assert_non_null(rules_proxy("https://elsewhere/"));
	assert_non_null(rules_proxy("https://press.ab.cde/"));
	assert_non_null(rules_proxy("https://org/"));
	setenv("no_proxy", "*", 1);
	assert_null(rules_proxy("https://a.org/"));
	unsetenv("no_proxy");
	unsetenv("https_proxy");
	unsetenv("HTTP_PROXY");
}

/* -- heads ---------------------------------------------------------------- */

static void add_lines(struct answer *a, const char *lines)
{
	while (*lines) {
		size_t len = strcspn(lines, "\n") + 1;

		assert_int_equal(answer_line(a, lines, len), 0);
		lines += len;
	}
}

static void test_answer(void **state)
{
	struct answer a;

	(void)state;
	answer_init(&a);
	add_lines(&a, "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n");
	assert_false(a.ended);
	add_lines(&a, "HTTP/2 200 \r\ncontent-type: Text/HTML ; a=b; Charset=\"UTF-8\"\r\n"
	              "Content-Type: text/plain\r\nCONTENT-LENGTH: 42\r\nETag: W/\"x\"\r\n"
	              "content-encoding: GZip\r\nbroken line\r\nLocation: /x\r\n\r\n");
	assert_true(a.ended);
	assert_int_equal(a.status, 200);
	assert_int_equal(a.length, 42);
	assert_string_equal(a.type, "text/html");
	assert_string_equal(a.charset, "utf-8");
	assert_string_equal(a.coding, "gzip");
	assert_string_equal(a.etag, "W/\"x\"");
	assert_false(answer_is_redirect(&a));
	assert_int_equal(strncmp(a.block.bytes, "HTTP/2 200", 10), 0);
	add_lines(&a, "Trailer: late\r\nETag: other\r\n");
	assert_string_equal(a.etag, "W/\"x\"");
	add_lines(&a, "HTTP/1.1 308 Moved\r\nLocation: /y\r\n\r\n");
	assert_true(answer_is_redirect(&a));
	assert_string_equal(a.type, "");
	assert_int_equal(a.length, -1);
	answer_done(&a);
}

static void test_answer_odd(void **state)
{
	static const char *const lengths[] = {"x", "-1", "1e3", "99999999999999999999", "", "1,2"};
	char line[200];
	struct answer a;
	int rc = 0;

	(void)state;
	answer_init(&a);
	for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
		snprintf(line, sizeof line, "HTTP/1.1 200 OK\nContent-Length: %s\n\n", lengths[i]);
		add_lines(&a, line);
		assert_int_equal(a.length, -1);
	}
	add_lines(&a, "HTTP/1.1 2x0 OK\n\n");
	assert_int_equal(a.status, 0);
	assert_false(a.ended);
	add_lines(&a, "HTTP/1.1 200\nETag: a\001\033b\nContent-Type: ; charset=\n");
	assert_string_equal(a.etag, "a  b");
	assert_string_equal(a.charset, "");
	for (int i = 0; i < 1000 && !rc; i++)
		rc = answer_line(
			&a, "X-Long: hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh\r\n", 62);
	assert_int_equal(rc, -1);
	answer_done(&a);
}

static void test_at_once(void **state)
{
	(void)state;
	assert_int_equal(rules_at_once("https://documents.un.org/api/symbol/access?s=A/1"), 4);
	assert_int_equal(rules_at_once("https://documents.un.org.example.org/"), 0);
	assert_int_equal(rules_at_once("https://docs.un.org/en/A/1"), 0);
	assert_int_equal(rules_at_once("http://127.0.0.1/"), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_private_hosts), cmocka_unit_test(test_private_addresses),
		cmocka_unit_test(test_redirects),     cmocka_unit_test(test_errands),
		cmocka_unit_test(test_at_once),       cmocka_unit_test(test_map),
		cmocka_unit_test(test_proxy),         cmocka_unit_test(test_answer),
		cmocka_unit_test(test_answer_odd),
	};

	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
