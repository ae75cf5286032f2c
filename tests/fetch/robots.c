/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/robots.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <string.h>

static struct doc *file(const char *lines)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_begin(m, DOC_PRE);
	doc_add_str(m, lines);
	return doc_finish(m, NULL);
}

struct asked {
	const char *path;
	bool allowed;
};

static void ask_all(const char *lines, const struct asked *a, size_t count)
{
	struct doc *robots = file(lines);
	char url[200];

	assert_non_null(robots);
	for (size_t i = 0; i < count; i++) {
		snprintf(url, sizeof url, "https://press.example%s", a[i].path);
		if (robots_allow(robots, url) != a[i].allowed)
			fail_msg("%s: %s", url, a[i].allowed ? "should be allowed" : "should not");
	}
	doc_free(robots);
}

#define ASK(lines, ...) \
	do { \
		static const struct asked cases[] = {__VA_ARGS__}; \
		ask_all(lines, cases, sizeof cases / sizeof *cases); \
	} while (0)

static void test_none(void **state)
{
	(void)state;
	assert_true(robots_allow(NULL, "https://press.example/a"));
	ASK("", {"/", true}, {"/x?y", true});
	ASK("this is no such file\n<html>\n", {"/", true});
	/* of as many letters, or beginning so: of another name */
	ASK("User-agent: *\nTemplate: /a\nDisallows: /a\n", {"/a", true});
	ASK("User-agent: *\nDisallow: /\nprice: /a\nAllowed: /a\n", {"/a", false});
	ASK("User-agent: *\nFiles-from: a\nDisallow: /a\n", {"/a", false});
	ASK("Disallow: /before-any-group\n", {"/before-any-group", true});
}

static void test_longest_rule_counts(void **state)
{
	(void)state;
	ASK("User-agent: *\nDisallow: /news/\nAllow: /news/open/\n", {"/news/a", false},
	    {"/news/open/a", true}, {"/newsreel", true}, {"/", true}, {"/robots.txt", true});
	/* of two of one length the one that allows counts, wherever it stands */
	ASK("User-agent: *\nAllow: /a\nDisallow: /a\n", {"/a/b", true});
	ASK("User-agent: *\nDisallow: /a\nAllow: /a\n", {"/a/b", true});
	ASK("User-agent: palais\nAllow: /a\nDisallow: /a\n", {"/a/b", true});
	ASK("User-agent: palais\nDisallow: /a\nAllow: /a\n", {"/a/b", true});
	ASK("User-agent: palais\nDisallow: /a/b\nAllow: /a\n", {"/a/b", false}, {"/a", true});
	ASK("User-agent: *\nDisallow: /\nAllow: /$\n", {"/", true}, {"/a", false});
	ASK("User-agent: *\nDisallow:\n", {"/a", true});
	ASK("User-agent: *\nDisallow: /\n", {"/robots.txt", true}, {"/x", false});
}

static void test_patterns(void **state)
{
	(void)state;
	ASK("User-agent: *\nDisallow: */news/\n", {"/feed/subscribe/en/news/all/rss.xml", false},
	    {"/en/story/2026/11/1", true});
	ASK("User-agent: *\nDisallow: /*.pdf$\n", {"/a/b.pdf", false}, {"/a/b.pdf?x", true},
	    {"/a.pdf.html", true});
	/* nothing of a path counts twice, nor what stands behind it */
	ASK("User-agent: *\nDisallow: /ab*ab$\n", {"/ab", true}, {"/aba", true}, {"/abab", false});
	ASK("User-agent: *\nDisallow: /*/a*/b$\n", {"/x/aaa/b", false}, {"/x/aaa/bb", true},
	    {"/x/a/b/b", false});
	ASK("User-agent: *\nDisallow: /caf%C3%A9\nDisallow: /%7Ejoe\n", {"/caf%c3%a9/menu", false},
	    {"/~joe/", false}, {"/cafe", true});
	ASK("User-agent: *\nDisallow: /search?q=\n", {"/search?q=x", false}, {"/search", true});
}

static void test_groups(void **state)
{
	(void)state;
	ASK("User-agent: *\nDisallow: /\n\nUser-agent: Palais\nDisallow: /private\n", {"/a", true},
	    {"/private/a", false});
	ASK("User-agent: other\nUser-agent: palais/0.1\nDisallow: /a\n\nUser-agent: *\nDisallow: "
	    "/b\n",
	    {"/a", false}, {"/b", true});
	/* two groups for one name are one */
	ASK("User-agent: palais\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\nUser-agent: "
	    "palais\n"
	    "Disallow: /b\n",
	    {"/a", false}, {"/b", false}, {"/c", true});
	ASK("User-agent: palaisbot\nDisallow: /\n", {"/a", true});
	/* a blank line ends no group, and other fields do not either */
	ASK("User-agent: *\nCrawl-delay: 10\n\nDisallow: /a\nSitemap: https://x.example/s\n",
	    {"/a", false});
	ASK("user-AGENT : *   # all\r\n  dISallow :/a # not there\r\n", {"/a", false},
	    {"/b", true});
}

/* A line of 2048 bytes is a rule, a longer one is not. */
static void test_long_line(void **state)
{
	(void)state;
	for (size_t len = 2047; len < 2050; len++) {
		char lines[2200] = "User-agent: *\nDisallow: ";
		size_t at = strlen("User-agent: *\n"), used = strlen(lines) - at;
		char url[2200] = "https://x.example";
		struct doc *robots;

		memset(lines + at + used, 'a', len - used);
		lines[at + used] = '/';
		memcpy(url + strlen(url), lines + at + used, len - used);
		robots = file(lines);
		assert_int_equal(robots_allow(robots, url), len > 2048);
		doc_free(robots);
	}
}

/* Rules with many stars cost no more than their length times the path's. */
static void test_many_stars(void **state)
{
	char lines[2400] = "User-agent: *\nDisallow: /", path[1200];
	struct doc *robots;
	size_t n = strlen(lines);

	(void)state;
	for (int i = 0; i < 900; i++) {
		lines[n++] = '*';
		lines[n++] = 'a';
	}
	strcpy(lines + n, "b\n");
	memset(path, 'a', sizeof path);
	memcpy(path, "https://x.example/", 18);
	path[sizeof path - 1] = '\0';
	robots = file(lines);
	for (int i = 0; i < 1000; i++)
		assert_true(robots_allow(robots, path));
	doc_free(robots);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_none),       cmocka_unit_test(test_longest_rule_counts),
		cmocka_unit_test(test_patterns),   cmocka_unit_test(test_groups),
		cmocka_unit_test(test_many_stars), cmocka_unit_test(test_long_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
