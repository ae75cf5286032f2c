/* SPDX-License-Identifier: ISC */
/* Pages that mean harm, or are broken past what their makers could see. */
#include "config.h"

#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <stdlib.h>
#include <string.h>

/* before × n, middle, after × n: the text of the document. */
static char *nested(const char *before, const char *middle, const char *after, int n)
{
	struct buf html;
	buf_init(&html, 64u << 20);
	buf_str(&html, "<!DOCTYPE html><title>Deep</title><body>");
	for (int i = 0; i < n; i++)
		buf_str(&html, before);
	buf_str(&html, middle);
	for (int i = 0; i < n; i++)
		buf_str(&html, after);
	buf_str(&html, "<p>after all of it</p>");
	assert_true(buf_ok(&html));
	struct doc *doc = parse_it(html.bytes, html.len, NULL);
	char *body = parse_body(doc, false);
	doc_free(doc);
	buf_done(&html);
	return body;
}

static void deep(void **state)
{
	static const struct {
		const char *before, *after;
		int n;
	} cases[] = {
		{"<div>", "</div>", 100000},
		{"<table><tr><td>", "</td></tr></table>", 2000},
		{"<ul><li>", "</li></ul>", 5000},
		{"<blockquote>", "</blockquote>", 5000},
		{"<b>", "</b>", 20000},
		{"<a href=x>", "</a>", 20000},
		{"<span>", "", 20000},
		{"", "</div>", 20000},
		{"<form>", "", 5000},
		{"<svg>", "</svg>", 5000},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool hidden = strcmp(cases[i].before, "<svg>") == 0;
		char *body = nested(cases[i].before, "deep text end", cases[i].after, cases[i].n);
		if (!hidden && !strstr(body, "deep text end"))
			fail_msg("%s × %d: %.200s", cases[i].before, cases[i].n, body);
		free(body);
	}
}

/* No control character reaches a document, however it is written. */
static void escapes(void **state)
{
	static const char html[] =
		"<!DOCTYPE html><title>T\033]0;X\007U&#27;[7m</title><body><h1>E\033[5mB</h1>"
		"<p>raw \033[2J and &#27;[31m and &#x1b;]0;T&#7; and &#155;31m and \xc2\x9b"
		"31m, \x08\x7f "
		"&#0; and \xe2\x80\xae gnirts \xe2\x80\xac here, long enough to be a paragraph of "
		"it.</p>"
		"<a href='http://x.example/\033[31m'>link\033[8m</a><p id=ok>last line ok</p>";
	(void)state;
	struct doc *doc = parse_it(html, sizeof html - 1, NULL);
	char *body = parse_body(doc, false);
	assert_non_null(strstr(body, "last line ok"));
	for (const char *s = body; *s; s++)
		assert_true((unsigned char)*s >= ' ' || *s == '\n');
	assert_null(strchr(body, 0x7f));
	assert_null(strstr(body, "\xe2\x80\xae"));
	assert_null(strstr(body, "\xc2\x9b"));
	for (const char *s = doc_fact(doc, "title"); *s; s++)
		assert_true((unsigned char)*s >= ' ');
	free(body);
	doc_free(doc);
}

static void odd_bytes(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} cases[] = {
#define CASE(s) {s, sizeof(s) - 1}
		CASE("<"),
		CASE("<!"),
		CASE("<!--"),
		CASE("<!-->"),
		CASE("<p"),
		CASE("</"),
		CASE("&#"),
		CASE("<html"),
		CASE("\xff"),
		CASE("\xef\xbb\xbf"),
		CASE("\xff\xfe"),
		CASE("\0\0\0\0"),
		CASE("<p>a\0b</p>"),
		CASE("<script>"),
		CASE("<style><p>x"),
		CASE("<title>"),
		CASE("<html><html lang=x><body><body class=y><head>"),
		CASE("<table><td><table><tr></table>"),
		CASE("<li><li><ul></li><li>x"),
		CASE("<p>&#xD800;&#1114112;&bogus;&amp"),
		CASE("<a href>x</a>"),
		CASE("<frameset><frame src=a></frameset>"),
		CASE("<plaintext><p>x"),
		CASE("<p id=''>x<p id>y"),
		CASE("<table><caption>c<tr><td rowspan=99999999999 "
	             "colspan=-1>x<td>y<tr><td>z<td>w</table>"),
		CASE("<ol start=-5><li value=99999999999>x</ol>"),
		CASE("<base href='::::'><a href='?'>x</a>"),
		CASE("<script type=application/ld+json>{\"a\":{\"b\":[[[[\"</script>"),
		CASE("<script type=application/ld+json>\"\\u12</script><p>x"),
		CASE("<?xml version='1.0' encoding='utf-16'?><html><p>x"),
		CASE("<!DOCTYPE html [<!ENTITY a 'b'>]><p>&a;"),
#undef CASE
	};
	struct parse_how how = {.type = "text/html"};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		doc_free(parse_it(cases[i].bytes, cases[i].len, &how));
}

/* Every beginning of a page is a page. */
static void cut_anywhere(void **state)
{
	static const char html[] =
		"<!DOCTYPE html><html lang=fr><head><title>Un café</title><meta charset=utf-8>"
		"<script>if (a<b) { x('</p>'); }</script></head><body><!-- c --><h1>Un café</h1><p "
		"class=\"x y\">"
		"L’été &amp; l’hiver, <a "
		"href='a?b=c&amp;d'>ici</a>.<table><tr><th>a<td>é</table></body></html>";
	(void)state;
	for (size_t n = 0; n < sizeof html; n++)
		doc_free(parse_it(html, n, NULL));
}

/* One very long word, attribute, line of cells, and list of attributes. */
static void large(void **state)
{
	struct buf html;
	(void)state;
	buf_init(&html, 64u << 20);
	buf_str(&html, "<title>Large</title><p>");
	for (int i = 0; i < 200000; i++)
		buf_str(&html, "wordword");
	buf_str(&html, "</p><p class='");
	for (int i = 0; i < 100000; i++)
		buf_str(&html, "c-d ");
	buf_str(&html, "'>x</p><table><tr>");
	for (int i = 0; i < 50000; i++)
		buf_str(&html, "<td>cell");
	buf_str(&html, "</table><p ");
	for (int i = 0; i < 3000; i++)
		buf_printf(&html, "a%d=b ", i);
	buf_str(&html, ">end of it</p>");
	struct doc *doc = parse_it(html.bytes, html.len, NULL);
	char *body = parse_body(doc, false);
	assert_non_null(strstr(body, "wordword"));
	free(body);
	doc_free(doc);
	buf_done(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deep),      cmocka_unit_test(escapes),
		cmocka_unit_test(odd_bytes), cmocka_unit_test(cut_anywhere),
		cmocka_unit_test(large),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
