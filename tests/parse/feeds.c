/* SPDX-License-Identifier: ISC */
/* Feeds that are cut short, empty, huge, in an old character set or not feeds at all; dates
 * in all the forms that feeds write; lists of feeds that mean harm. */
#include "config.h"

#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RSS "<?xml version='1.0'?><rss version='2.0'><channel><title>Lock News</title>"
#define END "</channel></rss>"

static struct doc *parse_as(const char *type, const char *text)
{
	struct parse_how how = {.type = type, .base = "https://news.example/rss.xml"};

	return parse_it(text, strlen(text), &how);
}

static struct doc *parse_rss(const char *text)
{
	return parse_as("application/rss+xml", text);
}

static const char *link_of(const struct doc_block *b)
{
	return b->text.span_count ? b->text.spans[0].value : "";
}

static void cut_short(void **state)
{
	struct doc *doc = parse_rss(RSS "<item><title>One</title><link>/1</link></item>"
	                                "<item><title>Two</title><link>/2</link></it");

	(void)state;
	assert_string_equal(doc_fact(doc, "format"), "feed");
	assert_non_null(strstr(doc_fact(doc, "incomplete"), "broken off"));
	assert_int_equal(doc_block_count(doc), 2);
	assert_string_equal(link_of(doc_block(doc, 0)), "https://news.example/1");
	doc_free(doc);
}

static void empty(void **state)
{
	struct doc *doc = parse_rss(RSS END);

	(void)state;
	assert_string_equal(doc_fact(doc, "format"), "feed");
	assert_string_equal(doc_fact(doc, "incomplete"), "");
	assert_int_equal(doc_block_count(doc), 1);
	assert_int_equal(doc_block(doc, 0)->kind, DOC_PARAGRAPH);
	doc_free(doc);
}

static void old_characters(void **state)
{
	static const char text[] =
		"<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss version=\"2.0\"><channel>"
		"<title>Речные вести</title><item><title>Шлюз открыт</title>"
		"<link>https://news.example/1</link></item></channel></rss>";
	struct parse_how how = {.type = "text/xml"};
	size_t len;
	char *bytes = parse_encode(text, "windows-1251", &len);
	struct doc *doc = parse_it(bytes, len, &how);

	(void)state;
	assert_string_equal(doc_fact(doc, "title"), "Речные вести");
	assert_memory_equal(doc_block(doc, 0)->text.bytes, "Шлюз открыт", strlen("Шлюз открыт"));
	doc_free(doc);
	free(bytes);
}

/* More entries than a list may have, and one of them longer than a list may show. */
static void huge(void **state)
{
	struct buf text;
	struct doc *doc;
	size_t items = 0;

	(void)state;
	buf_init(&text, 16u << 20);
	buf_str(&text, RSS);
	buf_str(&text, "<item><title>Long</title><link>/0</link><description>");
	for (int i = 0; i < 100000; i++)
		buf_str(&text, "water ");
	buf_str(&text, "</description></item>");
	for (int i = 1; i < 5000; i++)
		buf_printf(&text, "<item><title>Entry %d</title><link>/%d</link></item>", i, i);
	buf_str(&text, END);
	doc = parse_rss(text.bytes);
	for (size_t i = 0; i < doc_block_count(doc); i++)
		items += doc_block(doc, i)->kind == DOC_ITEM;
	assert_int_equal(items, 2000);
	assert_int_equal(doc_block(doc, 1)->kind, DOC_QUOTE);
	assert_true(doc_block(doc, 1)->text.len < 1000);
	doc_free(doc);
	buf_done(&text);
}

static void without_link_or_date(void **state)
{
	struct doc *doc = parse_rss(RSS "<item><title>No link</title></item>"
	                                "<item><link>https://news.example/a</link></item>"
	                                "<item><title>Bad</title><link>javascript:x()</link>"
	                                "<pubDate>yesterday</pubDate></item><item/>" END);

	(void)state;
	assert_int_equal(doc_block_count(doc), 3);
	assert_int_equal(doc_block(doc, 0)->text.span_count, 0);
	assert_string_equal(doc_block(doc, 0)->marker, "");
	assert_string_equal(link_of(doc_block(doc, 1)), "https://news.example/a");
	assert_int_equal(doc_block(doc, 2)->text.span_count, 0);
	assert_string_equal(doc_block(doc, 2)->marker, "");
	doc_free(doc);
}

/* A name that is longer than any is none; an address that is all of it says it once. */
static void names(void **state)
{
	char guid[300] = "", text[600];

	(void)state;
	for (int more = 0; more < 2; more++) {
		struct doc *doc;

		memset(guid, 'g', 200 + (size_t)more);
		snprintf(text, sizeof text, RSS "<item><title>T</title><guid>%s</guid></item>" END,
		         guid);
		doc = parse_rss(text);
		assert_string_equal(doc_block(doc, 0)->anchor, more ? "" : guid);
		doc_free(doc);
	}
}

static void dates(void **state)
{
	static const char *const cases[][2] = {
		{"Fri, 14 Mar 2031 00:01:55 -0400", "2031-03-14"},
		{"14 Mar 2031 23:59:59 GMT", "2031-03-14"},
		{"Fri, 4 Mar 31 07:00 EST", "2031-03-04"},
		{"  Friday, 14 March 2031 08:00:00 UT ", "2031-03-14"},
		{"Fri,14 MAR 2031 08:00:00 +0530", "2031-03-14"},
		{"2031-03-14T08:00:00Z", "2031-03-14"},
		{"2031-03-14T08:00:00.123+02:00", "2031-03-14"},
		{"2031-03-14T08:00:00-0330", "2031-03-14"},
		{"2031-03-14", "2031-03-14"},
		{"2031-03-14 08:00:00", "2031-03-14"},
		{"31-03-14", ""},
		{"2031-13-14", ""},
		{"Fri, 41 Mar 2031 08:00:00 GMT", ""},
		{"Fri, 14 Xyz 2031 08:00:00 GMT", ""},
		{"1", ""},
		{"", ""},
	};
	char text[400];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc *doc;

		snprintf(text, sizeof text,
		         RSS "<item><title>T</title><pubDate>%s</pubDate></item>" END, cases[i][0]);
		doc = parse_rss(text);
		if (strcmp(doc_block(doc, 0)->marker, cases[i][1]) != 0)
			fail_msg("“%s”: “%s”, not “%s”", cases[i][0], doc_block(doc, 0)->marker,
			         cases[i][1]);
		doc_free(doc);
	}
}

/* Said to be a feed, and a page for people. */
static void page_instead(void **state)
{
	static const char *const pages[] = {
		"<!DOCTYPE html><html><title>Just a moment</title><p>Checking your browser.</html>",
		"<?xml version='1.0'?><html><body><p>Blocked</p></body></html>"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct doc *doc = parse_rss(pages[i]);

		assert_non_null(strstr(doc_fact(doc, "error"), "a web page came"));
		doc_free(doc);
	}
}

/* -- lists of feeds ----------------------------------------------------------- */

#define OPML "<opml version='2.0'><head><title>L</title></head><body>"

static void opml_is_known(void **state)
{
	static const char *const given[] = {"text/x-opml",
	                                    "text/xml",
	                                    "application/xml",
	                                    "text/plain",
	                                    "application/octet-stream",
	                                    NULL};
	static const char text[] = "<?xml version='1.0'?>\n<!-- mine -->" OPML "</body></opml>";

	(void)state;
	for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
		struct parse_how how = {.type = given[i]};

		assert_string_equal(parse_type_find(&how, text, strlen(text))->type, "text/x-opml");
	}
}

static void opml_harm(void **state)
{
	struct doc *doc = parse_as(
		NULL, "<!DOCTYPE opml [<!ENTITY f SYSTEM 'file:///etc/hostname'>"
		      "<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>"
		      "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
		      "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>" OPML
		      "<outline text='&#27;[31mred&#x202e;' xmlUrl='https://a.example/&#10;x'/>"
		      "<outline text='js' xmlUrl=' JavaScript:alert(1)'/>"
		      "<outline text='data' xmlUrl='data:text/html,x'/></body></opml>");

	(void)state;
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		assert_null(memchr(b->text.bytes, 27, b->text.len));
		for (uint32_t s = 0; s < b->text.span_count; s++)
			assert_memory_equal(b->text.spans[s].value, "https://a.example/", 18);
	}
	assert_true(doc_size(doc) < 2000);
	assert_true(atoi(doc_fact(doc, "refused")) >= (*doc_fact(doc, "incomplete") ? 0 : 2));
	doc_free(doc);
}

static void opml_deep_and_long(void **state)
{
	struct buf text;
	struct doc *doc;

	(void)state;
	buf_init(&text, 16u << 20);
	buf_str(&text, OPML);
	for (int i = 0; i < 200; i++)
		buf_str(&text, "<outline text='deeper'>");
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "<outline text='%d' xmlUrl='https://a.example/%d'/>", i, i);
	doc = parse_as("text/x-opml", text.bytes);
	assert_string_equal(doc_fact(doc, "format"), "opml");
	assert_int_equal(doc_block_count(doc), 5000);
	assert_int_equal(doc_block(doc, 4999)->level, 8);
	doc_free(doc);
	buf_reset(&text);
	buf_str(&text, OPML);
	for (int i = 0; i < 100000; i++)
		buf_str(&text, "<outline text='x'>");
	doc = parse_as("text/x-opml", text.bytes);
	assert_true(*doc_fact(doc, "incomplete"));
	doc_free(doc);
	buf_done(&text);
}

/* -- interfaces for programs ---------------------------------------------------- */

static void errors_are_the_servers(void **state)
{
	static const char *const answers[] = {
		"{\"time\":3,\"status\":403,\"error\":{\"type\":\"Denied\",\"message\":\"No such "
		"name.\"}}",
		"{\"status\":\"error\",\"code\":\"NotFound\",\"message\":\"No such name.\"}"};
	struct doc *doc;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		doc = parse_as("application/json", answers[i]);
		assert_non_null(strstr(doc_fact(doc, "error"), "No such name."));
		doc_free(doc);
	}
	doc = parse_as("application/json", "{\"status\":\"ok\",\"message\":\"Fine.\"}");
	assert_string_equal(doc_fact(doc, "error"), "");
	doc_free(doc);
}

/* Members of other types than the form has. */
static void odd_answers(void **state)
{
	static const char *const answers[] = {
		"{\"totalCount\":1,\"data\":[{\"fields\":{\"title\":7,\"source\":\"x\",\"date\":[]}"
		"}]}",
		"{\"totalCount\":1,\"links\":{},\"data\":[]}",
		"{\"data\":{\"plans\":[{\"requirements\":{\"revisedRequirements\":\"9\"},\"name\":["
		"]},7]}}",
		"{\"data\":{\"requirements\":{\"objects\":[{\"objectType\":\"Plan\"},null]}}}",
		"{\"data\":{\"plans\":7,\"report3\":[]}}"};

	(void)state;
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		struct doc *doc = parse_as("application/json", answers[i]);

		assert_string_equal(doc_fact(doc, "error"), "");
		assert_true(doc_block_count(doc) > 0 || i == 0);
		doc_free(doc);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(cut_short),
	                                   cmocka_unit_test(empty),
	                                   cmocka_unit_test(old_characters),
	                                   cmocka_unit_test(huge),
	                                   cmocka_unit_test(without_link_or_date),
	                                   cmocka_unit_test(names),
	                                   cmocka_unit_test(dates),
	                                   cmocka_unit_test(page_instead),
	                                   cmocka_unit_test(opml_is_known),
	                                   cmocka_unit_test(opml_harm),
	                                   cmocka_unit_test(opml_deep_and_long),
	                                   cmocka_unit_test(errors_are_the_servers),
	                                   cmocka_unit_test(odd_answers)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
