/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/url.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* RFC 3986, 5.4.1 and 5.4.2; an empty path of a host is "/" here. */
static void test_resolve_rfc(void **state)
{
	static const char base[] = "http://a/b/c/d;p?q";
	static const char *const cases[][2] = {
		{"g:h", "g:h"},
		{"g", "http://a/b/c/g"},
		{"./g", "http://a/b/c/g"},
		{"g/", "http://a/b/c/g/"},
		{"/g", "http://a/g"},
		{"//g", "http://g/"},
		{"?y", "http://a/b/c/d;p?y"},
		{"g?y", "http://a/b/c/g?y"},
		{"#s", "http://a/b/c/d;p?q#s"},
		{"g#s", "http://a/b/c/g#s"},
		{"g?y#s", "http://a/b/c/g?y#s"},
		{";x", "http://a/b/c/;x"},
		{"g;x", "http://a/b/c/g;x"},
		{"g;x?y#s", "http://a/b/c/g;x?y#s"},
		{"", "http://a/b/c/d;p?q"},
		{".", "http://a/b/c/"},
		{"./", "http://a/b/c/"},
		{"..", "http://a/b/"},
		{"../", "http://a/b/"},
		{"../g", "http://a/b/g"},
		{"../..", "http://a/"},
		{"../../", "http://a/"},
		{"../../g", "http://a/g"},
		{"../../../g", "http://a/g"},
		{"../../../../g", "http://a/g"},
		{"/./g", "http://a/g"},
		{"/../g", "http://a/g"},
		{"g.", "http://a/b/c/g."},
		{".g", "http://a/b/c/.g"},
		{"g..", "http://a/b/c/g.."},
		{"..g", "http://a/b/c/..g"},
		{"./../g", "http://a/b/g"},
		{"./g/.", "http://a/b/c/g/"},
		{"g/./h", "http://a/b/c/g/h"},
		{"g/../h", "http://a/b/c/h"},
		{"g;x=1/./y", "http://a/b/c/g;x=1/y"},
		{"g;x=1/../y", "http://a/b/c/y"},
		{"g?y/./x", "http://a/b/c/g?y/./x"},
		{"g?y/../x", "http://a/b/c/g?y/../x"},
		{"g#s/./x", "http://a/b/c/g#s/./x"},
		{"http:g", "http:g"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *got = url_resolve(base, cases[i][0]);

		assert_non_null(got);
		assert_string_equal(got, cases[i][1]);
		free(got);
	}
}

/* Base, reference, result: what the UN's pages hold. */
static void test_resolve_found(void **state)
{
	static const char *const cases[][3] = {
		{"https://docs.un.org/en/S/RES/2728(2024)", "/ar/S/RES/2728(2024)",
	         "https://docs.un.org/ar/S/RES/2728(2024)"},
		{"https://documents.un.org/api/symbol/access?s=S/RES/2728(2024)&l=en&t=pdf",
	         "/doc/UNDOC/GEN/N24/080/81/PDF/N2408081.PDF",
	         "https://documents.un.org/doc/UNDOC/GEN/N24/080/81/PDF/N2408081.PDF"},
		{"https://undocs.org/x", "https://docs.un.org:443/en/A/1",
	         "https://docs.un.org:443/en/A/1"},
		{"https://a.org", "b", "https://a.org/b"},
		{"https://a.org?q", "b", "https://a.org/b"},
		{"https://a.org/x", "  /two\n words ", "https://a.org/two%20words"},
		{"https://a.org/x", "/سوريا", "https://a.org/%D8%B3%D9%88%D8%B1%D9%8A%D8%A7"},
		{"https://a.org/x", "mailto:someone@un.org", "mailto:someone@un.org"},
		{"https://a.org/x", "HTTPS://UN.org/A", "https://un.org/A"},
		{"https://a.org/x", "//[2001:DB8::1]:8080/y", "https://[2001:db8::1]:8080/y"},
		{"https://a.org/x", "/100%", "https://a.org/100%25"},
		{"https:/.//b.org/x", "y", "https:/.//b.org/y"},
		{"https://a.org/x", "?a[]=1|2", "https://a.org/x?a[]=1%7C2"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *got = url_resolve(cases[i][0], cases[i][1]);

		assert_non_null(got);
		assert_string_equal(got, cases[i][2]);
		free(got);
	}
	assert_null(url_resolve("", "x"));
	assert_null(url_resolve("not absolute", "x"));
	assert_null(url_resolve("mailto:x@y", "z"));
}

static void test_normal(void **state)
{
	static const char *const cases[][2] = {
		{"HTTP://UN.Org", "http://un.org/"},
		{"https://docs.un.org:443/en/A", "https://docs.un.org/en/A"},
		{"http://un.org:80/", "http://un.org/"},
		{"http://un.org:443/", "http://un.org:443/"},
		{"http://un.org:/", "http://un.org/"},
		{"http://un.org./a", "http://un.org/a"},
		{"http://un.org..", "http://un.org/"},
		{"http://a\x18 b:c@un.org/", "http://a%18%20b:c@un.org/"},
		{"http://un.org/a/../b/./c", "http://un.org/b/c"},
		{"http://un.org/%7euser/%2f%c3%a9", "http://un.org/~user/%2F%C3%A9"},
		{"http://un.org/é", "http://un.org/%C3%A9"},
		{"http://un.org/a?b#c", "http://un.org/a?b"},
		{"http://un.org/S/RES/2254(2015)", "http://un.org/S/RES/2254(2015)"},
		{" http://un.org/a b ", "http://un.org/a%20b"},
		{"http://\xd8\xb3.example/", "http://\xd8\xb3.example/"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *got = url_normal(cases[i][0]), *again;

		assert_non_null(got);
		assert_string_equal(got, cases[i][1]);
		again = url_normal(got);
		assert_string_equal(again, got);
		free(again);
		free(got);
	}
}

static void test_not_web(void **state)
{
	static const char *const cases[] = {
		"",
		"un.org",
		"/x",
		"ftp://un.org/",
		"file:///etc/passwd",
		"http:/x",
		"http://",
		"http:///x",
		"http://un.org:99999/",
		"http://un.org:8o/",
		"http://a b/",
		"http://a\"b/",
		"javascript:alert(1)",
		"http://%31%32%37.0.0.1/",
		"http://[::1/",
		"http://a:b:c/",
	};
	char *longer = malloc(9000);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_false(url_is_web(cases[i]));
		assert_null(url_normal(cases[i]));
	}
	memset(longer, 'a', 8999);
	memcpy(longer, "http://a/", 9);
	longer[8999] = '\0';
	assert_null(url_normal(longer));
	free(longer);
}

static void assert_part(struct url_part part, const char *want)
{
	if (!want) {
		assert_null(part.at);
		return;
	}
	assert_non_null(part.at);
	assert_int_equal(part.len, strlen(want));
	assert_memory_equal(part.at, want, part.len);
}

static void test_split(void **state)
{
	struct url u;

	(void)state;
	url_split(&u, "https://me:pa@ss@un.org:8443/a?b?c#d#e");
	assert_part(u.scheme, "https");
	assert_part(u.user, "me:pa@ss");
	assert_part(u.host, "un.org");
	assert_part(u.port, "8443");
	assert_part(u.path, "/a");
	assert_part(u.query, "b?c");
	assert_part(u.fragment, "d#e");
	assert_int_equal(url_port(&u), 8443);
	assert_true(url_part_is(u.host, "UN.org"));
	assert_false(url_part_is(u.host, "un.or"));
	url_split(&u, "http://[::1]:80");
	assert_part(u.host, "[::1]");
	assert_part(u.port, "80");
	assert_part(u.path, "");
	url_split(&u, "http://[::1]");
	assert_part(u.host, "[::1]");
	assert_part(u.port, NULL);
	url_split(&u, "page.html?");
	assert_part(u.scheme, NULL);
	assert_part(u.host, NULL);
	assert_part(u.path, "page.html");
	assert_part(u.query, "");
	assert_part(u.fragment, NULL);
	assert_int_equal(url_port(&u), -1);
	assert_true(url_same_origin("http://un.org/a", "HTTP://UN.ORG:80/b"));
	assert_false(url_same_origin("http://un.org/a", "https://un.org/a"));
	assert_false(url_same_origin("http://un.org/a", "http://un.org:81/a"));
	assert_true(url_is_https("https://un.org/"));
	assert_false(url_is_https("http://un.org/"));
}

static void test_encode(void **state)
{
	char *s = url_encode("S/RES/2254 (2015)", "/()");

	(void)state;
	assert_string_equal(s, "S/RES/2254%20(2015)");
	free(s);
	s = url_encode("S/RES/2254(2015)", "");
	assert_string_equal(s, "S%2FRES%2F2254%282015%29");
	free(s);
	s = url_decode("a%20b%2fc%zz%4%00", 17);
	assert_string_equal(s, "a b/c%zz%4%00");
	free(s);
	s = url_file_name("https://un.org/x/A_C.3_78%20E.pdf?y=/z#q");
	assert_string_equal(s, "A_C.3_78 E.pdf");
	free(s);
	s = url_file_name("https://un.org/x/");
	assert_string_equal(s, "");
	free(s);
}

static void test_host(void **state)
{
	static const char *const cases[][3] = {
		{"https://docs.un.org/en/S", "docs.un.org", "/en/S"},
		{"http://[::1]:8080?q", "[::1]:8080", "?q"},
		{"https://a.example#x/y", "a.example", "#x/y"},
		{"https://a.example", "a.example", ""},
		{"file:///tmp/x", "", "/tmp/x"},
		{"docs.un.org/en", "docs.un.org", "/en"},
		{"", "", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct url_part host = url_host(cases[i][0]);

		assert_int_equal(host.len, strlen(cases[i][1]));
		assert_memory_equal(host.at, cases[i][1], host.len);
		assert_string_equal(host.at + host.len, cases[i][2]);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_resolve_rfc), cmocka_unit_test(test_resolve_found),
		cmocka_unit_test(test_normal),      cmocka_unit_test(test_not_web),
		cmocka_unit_test(test_split),       cmocka_unit_test(test_encode),
		cmocka_unit_test(test_host),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
