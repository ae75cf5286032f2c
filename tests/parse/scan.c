/* SPDX-License-Identifier: ISC */
/* The scan before libxml2: what it makes of markup, in how much work, in whatever pieces. */
#include "config.h"

#include "fetch/parse/html/scan.h"
#include "tests/lib/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const tag_names[] = {
#define X(id, name, flags) name,
	HTML_TAGS(X)
#undef X
		"other"};

static const char *const attr_names[] = {
#define X(id, name) name,
	HTML_ATTRS(X)
#undef X
};

struct made {
	struct buf out, jsonld;
	uint64_t work;
	bool deep;
};

enum how { AS_HTML, AS_XHTML, AS_PART };

/* Reads the page `first` bytes of output at a time once, then `then`. */
static void make(struct made *made, const char *html, size_t len, enum how how, int first, int then)
{
	char piece[4096];
	int n;
	buf_init(&made->out, 256u << 20);
	buf_init(&made->jsonld, 1u << 20);
	struct html_scan *scan = html_scan_new(html, len, how == AS_XHTML, &made->jsonld);
	assert_non_null(scan);
	if (how == AS_PART)
		html_scan_part(scan);
	for (int room = first; (n = html_scan_read(scan, piece, room)) > 0; room = then)
		buf_add(&made->out, piece, (size_t)n);
	assert_int_equal(html_scan_read(scan, piece, 1), 0);
	assert_false(html_scan_is_failed(scan));
	made->work = html_scan_work(scan);
	made->deep = html_scan_is_deep(scan);
	html_scan_free(scan);
	assert_true(buf_ok(&made->out));
}

static void made_done(struct made *made)
{
	buf_done(&made->out);
	buf_done(&made->jsonld);
}

/* A text told as a run, or given out with the markup: by what it is. */
static void check_run(const char *text, bool run)
{
	char html[200], piece[4096];
	struct buf jsonld;
	size_t len;
	int n;
	buf_init(&jsonld, 100);
	snprintf(html, sizeof html, "<p>%s</p>", text);
	struct html_scan *scan = html_scan_new(html, strlen(html), false, &jsonld);
	assert_non_null(scan);
	html_scan_runs(scan);
	n = html_scan_read(scan, piece, sizeof piece - 1);
	piece[n] = '\0';
	assert_int_equal(strstr(piece, text) == NULL, run);
	const char *s = html_scan_run(scan, &len);
	assert_int_equal(len, run ? strlen(text) : 0);
	assert_memory_equal(s, text, len);
	html_scan_run(scan, &len);
	assert_int_equal(len, 0);
	html_scan_free(scan);
	buf_done(&jsonld);
}

static void runs(void **state)
{
	(void)state;
	check_run("the water in the harbour rose (32", true);
	check_run("the water in the harbour rose 32", true);
	check_run("the water in the harbour rose31", false);
	check_run("the water in the harbour\r\n\tand the river rose", true);
	check_run("the water &amp; the harbour and the river rose", false);
	check_run("the water in the harbour and\x01 the river rose", false);
	check_run("the water in the harbour and the\x0b river", false);
	check_run("the water in the harbour and \xef\xbf\xbe the river", false);
	check_run("the water in the harbour and \xef\xbf\xbf the river", false);
	check_run("the water in the harbour and \xef\xbf\xbd the river", true);
	check_run("\xef\xbc\x8c the water in the harbour and the river", true);
	assert_false(scan_is_run("aa"));
}

/* -- what is made of markup ------------------------------------------------ */

/* "qx" or "ax" and what follows up to one of these. */
static void read_name(const char **s, char name[4])
{
	size_t n = strcspn(*s, " =/>");
	assert_true(n < 4);
	memcpy(name, *s, n);
	name[n] = '\0';
	*s += n;
}

/* Output with the names that its numbers stand for. That elements are closed in their order
 * is held to on the way. */
static void to_words(const char *s, struct buf *words)
{
	enum html_tag open[HTML_DEPTH];
	unsigned depth = 0;
	char name[4];
	while (*s) {
		if (strncmp(s, "</q>", 4) == 0) {
			assert_true(depth > 0);
			buf_printf(words, "</%s>", tag_names[open[--depth]]);
			s += 4;
		} else if (*s == '<') {
			assert_memory_equal(s, "<q ", 3);
			s += 3;
			read_name(&s, name);
			enum html_tag tag = scan_tag_of(name);
			buf_printf(words, "<%s", tag_names[tag]);
			while (*s == ' ') {
				s++;
				read_name(&s, name);
				assert_true(scan_attr_of(name) < HTML_AT_COUNT);
				buf_printf(words, " %s", attr_names[scan_attr_of(name)]);
				size_t n = *s == '=' ? strcspn(s + 2, "\"") + 3 : 0;
				buf_add(words, s, n);
				s += n;
			}
			if (*s != '/') {
				assert_true(depth < HTML_DEPTH);
				open[depth++] = tag;
			}
			size_t n = strcspn(s, ">") + 1;
			buf_add(words, s, n);
			s += n;
		} else {
			buf_char(words, *s++);
		}
	}
	assert_int_equal(depth, 0);
}

static void check_made(const char *html, enum how how, const char *want)
{
	struct made made;
	struct buf words;
	make(&made, html, strlen(html), how, 4096, 4096);
	buf_init(&words, 1u << 20);
	to_words(made.out.bytes, &words);
	if (strcmp(words.bytes, want) != 0)
		fail_msg("%s\nmade\n%s\nnot\n%s", html, words.bytes, want);
	buf_done(&words);
	made_done(&made);
}

struct rule {
	const char *html, *want;
};

/* Both stand in a body. */
static void check_rules(const struct rule *rules, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char html[3000], want[3000];
		snprintf(html, sizeof html, "<body>%s", rules[i].html);
		snprintf(want, sizeof want, "<html><body>%s</body></html>", rules[i].want);
		check_made(html, false, want);
	}
}

#define CHECK_RULES(rules) check_rules(rules, sizeof(rules) / sizeof *(rules))

/* Where an element ends that nobody has ended. */
static void blocks(void **state)
{
	static const struct rule rules[] = {
		{"<p>a<p>b<div>c</div>d", "<p>a</p><p>b</p><div>c</div>d"},
		{"<p>a<b>b<ul><li>c", "<p>a<b>b</b></p><ul><li>c</li></ul>"},
		{"<nav><div>a</nav>b", "<nav><div>a</div></nav>b"},
		{"<header><div><div>a</header>b", "<header><div><div>a</div></div></header>b"},
		{"<aside><p>a</aside>b", "<aside><p>a</p></aside>b"},
		{"<section></div>a</section>b", "<section>a</section>b"},
		{"<div>a</section>b</div>c", "<div>ab</div>c"},
		{"<div><p>a</div>b</p>c", "<div><p>a</p></div>bc"},
		{"<h2>a<h3>b</h2>c", "<h2>a</h2><h3>b</h3>c"},
		{"<h2><p>a</h3>b", "<h2></h2><p>ab</p>"},
		{"<button><p>a</button>b", "<button><p>a</p></button>b"},
		{"<p><button>a<div>b</div></button>c</p>",
	         "<p><button>a<div>b</div></button>c</p>"},
		{"<dialog><div>a</dialog>b", "<dialog><div>a</div></dialog>b"},
		{"<p>a</p></p>b", "<p>a</p>b"},
		{"</br>a", "<br/>a"},
		{"<h2>a<p>b<p>c", "<h2>a</h2><p>b</p><p>c</p>"},
		{"<h2>a<div>b</"
	         "div>"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccc</h2>d",
	         "<h2>a</h2><div>b</"
	         "div>"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "cccccccccccccccccccccccccccccccccccccccccccccccd"},
		{"<h2>a<div>b</"
	         "div>"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc</h2>d",
	         "<h2>a<div>b</"
	         "div>"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"
	         "ccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc</h2>d"},
		{"<nav><table><tr><td>a</nav>b", "<nav><table><tr><td>a</td></tr></table></nav>b"},
		{"<nav><table><tr><td>a</nav>b</td>c",
	         "<nav><table><tr><td>a</td></tr></table></nav>bc"},
		{"<nav><table><tr><td>a</nav>b</table>c",
	         "<nav><table><tr><td>ab</td></tr></table>c</nav>"},
		{"<header><object>a</header>b", "<header><object/>a</header>b"},
		{"<header><object>a</header>b</object>c", "<header><object>ab</object>c</header>"},
	};
	(void)state;
	CHECK_RULES(rules);
}

/* Items, options, terms, words in small letters above others. */
static void lists(void **state)
{
	static const struct rule rules[] = {
		{"<ul><li>a<li>b<ul><li>c</ul>d</ul>e",
	         "<ul><li>a</li><li>b<ul><li>c</li></ul>d</li></ul>e"},
		{"<ul><li><div>a<li>b</ul>", "<ul><li><div>a</div></li><li>b</li></ul>"},
		{"<ul><li><section>a<li>b</ul>",
	         "<ul><li><section>a<li>b</li></section></li></ul>"},
		{"<ol><li><p>a<li>b</ol>", "<ol><li><p>a</p></li><li>b</li></ol>"},
		{"<dl><dt>a<dd>b<dd>c<dt>d</dl>",
	         "<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d</dt></dl>"},
		{"<dl><dt>a<dd><div>b<dt>c</dl>",
	         "<dl><dt>a</dt><dd><div>b</div></dd><dt>c</dt></dl>"},
		{"<select><option>a<option>b<optgroup><option>c<optgroup><option>d</select>e",
	         "<select><option>a</option><option>b</option><optgroup><option>c</option></"
	         "optgroup><optgroup><option>d</option></optgroup></select>e"},
		{"<ruby>a<rt>b<rp>c<rt>d</ruby>e", "<ruby>a<rt>b</rt><rp>c</rp><rt>d</rt></ruby>e"},
		{"<select><option>a<input>b</select>",
	         "<select><option>a</option></select><input/>b"},
		{"<ul><li>a</ul></li>b", "<ul><li>a</li></ul>b"},
	};
	(void)state;
	CHECK_RULES(rules);
}

/* A table is a room of its own. */
static void tables(void **state)
{
	static const struct rule rules[] = {
		{"<table><tr><td>a<td>b<tr><th>c</table>d",
	         "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>d"},
		{"<table><td>a<tr><td>b</table>",
	         "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"},
		{"<table><caption>a<tr><td>b</table>",
	         "<table><caption>a</caption><tr><td>b</td></tr></table>"},
		{"<table><colgroup><col><tr><td>a</table>",
	         "<table><colgroup><col/></colgroup><tr><td>a</td></tr></table>"},
		{"<table><thead><tr><td>a<tbody><tr><td>b<tfoot><tr><td>c</table>",
	         "<table><thead><tr><td>a</td></tr></thead><tbody><tr><td>b</td></tr></"
	         "tbody><tfoot><tr><td>c</td></tr></tfoot></table>"},
		{"<table><tr><td><table><tr><td>a</table>b</table>c",
	         "<table><tr><td><table><tr><td>a</td></tr></table>b</td></tr></table>c"},
		{"<div><table><tr><td>a</div>b</table>c",
	         "<div><table><tr><td>ab</td></tr></table>c</div>"},
		{"<table><tr><td><p>a</td>b</table></p>c",
	         "<table><tr><td><p>a</p></td>b</tr></table>c"},
		{"<table><tr><td><b>a</td><td>b</b></table>c",
	         "<table><tr><td><b>a</b></td><td>b</td></tr></table>c"},
		{"<a href=\"x\"><table><tr><td><a href=\"y\">b</a></table>c</a>",
	         "<a href=\"x\"><table><tr><td><a href=\"y\">b</a></td></tr></table>c</a>"},
		{"<td>a<td>b", "<td>a</td><td>b</td>"},
		{"<p>a<table><tr><td>b</table>", "<p>a</p><table><tr><td>b</td></tr></table>"},
	};
	(void)state;
	CHECK_RULES(rules);
}

/* Inline elements that cross one another. */
static void crossed(void **state)
{
	static const struct rule rules[] = {
		{"<b><i>a</b>b</i>c", "<b><i>a</i></b><i>b</i>c"},
		{"<b><span>a</b>b</span>c", "<b><span>a</span></b>bc"},
		{"<b><p>a</b>b</p>c", "<b><p>ab</p></b>c"},
		{"<a href=\"x\">a<a href=\"y\">b</a>c", "<a href=\"x\">a</a><a href=\"y\">b</a>c"},
		{"<a href=\"x\"><div class=\"k\">a</a>b</div>c",
	         "<a href=\"x\"><div class=\"k\">a</div></a><div class=\"k\">b</div>c"},
		{"<a href=\"x\"><b><i>a</a>b</b>c",
	         "<a href=\"x\"><b><i>a</i></b></a><b><i>b</i></b><i>c</i>"},
		{"<b><a href=\"x\">a</b>b</a>c", "<b><a href=\"x\">a</a></b><a href=\"x\">b</a>c"},
		{"<em>a</i>b</em>c", "<em>ab</em>c"},
		{"<div><b>a</div>b</b>c", "<div><b>a</b></div>bc"},
		{"<b><i><u><s><em><tt><big><small><code><font>a</b>b",
	         "<b><i><u><s><em><tt><big><small><code><font>a</font></code></small></big></tt></"
	         "em></s></u></i></b><u><s><em><tt><big><small><code><font>b</font></code></"
	         "small></big></tt></em></s></u>"},
		{"<a href=\"x\"><div><div><div><div><div><div><div><div>a</a>b",
	         "<a "
	         "href=\"x\"><div><div><div><div><div><div><div><div>ab</div></div></div></div></"
	         "div></div></div></div></a>"},
		{"<nobr>a<nobr>b", "<nobr>a</nobr><nobr>b</nobr>"},
		{"<a href=\"x\"><div><div><div><div><div><div><div>a</a>b",
	         "<a "
	         "href=\"x\"><div><div><div><div><div><div><div>a</div></div></div></div></div></"
	         "div></div></a><div><div><div><div><div><div><div>b</div></div></div></div></"
	         "div></div></div>"},
	};
	(void)state;
	CHECK_RULES(rules);
}

/* A form, a field, what asks. */
static void forms(void **state)
{
	static const struct rule rules[] = {
		{"<form>a<form>b</form>c</form>d", "<form>ab</form>cd"},
		{"<form><p>a</form>b", "<form><p>a</p></form>b"},
		{"<form><div>a</form>b</div>c", "<form><div>ab</div></form>c"},
		{"<form><div>a</form>b<form>c</form>", "<form><div>ab<form>c</form></div></form>"},
		{"<button>a<button>b</button>c", "<button>a</button><button>b</button>c"},
		{"<button>a", "<button/>a"},
		{"<select><option>a", "<select/><option>a</option>"},
		{"<textarea><p>a</textarea>b", "<textarea>&lt;p>a</textarea>b"},
		{"<textarea>a", "<textarea/>a"},
		{"<video>a<p>b", "<video/>a<p>b</p>"},
		{"<object>a<p>b</object>c", "<object>a<p>b</p></object>c"},
		{"<noscript><div>a</noscript>b", "<noscript><div>a</div></noscript>b"},
		{"<noscript>a", "<noscript/>a"},
	};
	(void)state;
	CHECK_RULES(rules);
}

/* In the beginning of a page that goes on, what is not ended is as it will be. */
static void parts(void **state)
{
	static const struct rule rules[] = {
		{"a<script>b", "<html><body>a</body></html>"},
		{"a<script>b</script>c", "<html><body>ac</body></html>"},
		{"a<style>b", "<html><body>a</body></html>"},
		{"a<script src=b />c", "<html><body>a</body></html>"},
		{"a<svg><text>b", "<html><body>a</body></html>"},
		{"a<template>b", "<html><body>a</body></html>"},
		{"a<p>b", "<html><body>a<p>b</p></body></html>"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
		check_made(rules[i].html, AS_PART, rules[i].want);
	check_made("<?xml version=\"1.0\"?><html><body>a<script/>b", AS_PART,
	           "<html><body>ab</body></html>");
	check_made("<html><body>a<script>b", AS_HTML, "<html><body>ab</body></html>");
}

/* What is no text of the page. */
static void left_out(void **state)
{
	static const struct rule rules[] = {
		{"a<!-- <p>b -->c", "ac"},
		{"a<!-->b<!--->c", "abc"},
		{"a<!-- b --!>c", "ac"},
		{"a<!--b>c", "ac"},
		{"a<![CDATA[b]]>c", "ac"},
		{"a<?php b ?>c", "ac"},
		{"a<![if x]>b<![endif]>c", "abc"},
		{"a</>b</ c>d", "abd"},
		{"<script>\"<p>\"</script>a", "a"},
		{"<script/>a", "a"},
		{"<script/>a</script>b", "b"},
		{"<style>p</style>a<style>", "a"},
		{"<template><p>a<template>b</template>c</template>d", "d"},
		{"<template>a", "a"},
		{"<svg><svg/>a</svg>b", "b"},
		{"<svg><title>a</title><title>b</title></svg>c", "<img alt=\"a\"/>c"},
		{"<div><template "
	         "shadowrootmode=open><p>a</div><template>b</template></template>c</div>",
	         "<div><template shadowrootmode=\"open\"><p>a</p></template>c</div>"},
		{"<svg><title>a \"b\"</title><text>c</text></svg>d",
	         "<img alt=\"a &quot;b&quot;\"/>d"},
		{"<svg aria-label='a &amp; b'><title>c</title></svg>d",
	         "<img alt=\"a &amp; b\"/>d"},
		{"<svg aria-label><title>c</title></svg>d", "<img alt=\"c\"/>d"},
		{"<template aria-label=a>b</template>c", "c"},
		{"<svg><g/>a", "<other/>a"},
		{"<svg><p>a</svg>b", "<p>ab</p>"},
		{"<svg><foreignObject><p>a</foreignObject></svg>b", "b"},
		{"<svg/>a</svg>b", "ab"},
		{"<svg><title> </title><style>x</style><a>b</a></svg>c", "c"},
		{"<iframe><p>a</iframe>b", "<iframe></iframe>b"},
		{"<iframe>a", "<iframe/>a"},
		{"<iframe/>a", "<iframe/>a"},
		{"<xmp><p>&amp;</xmp>a", "<xmp>&lt;p>&amp;amp;</xmp>a"},
		{"<plaintext>a<p>&lt;", "<plaintext>a&lt;p>&amp;lt;</plaintext>"},
	};
	(void)state;
	CHECK_RULES(rules);
}

/* Signs and numbers. */
static void text(void **state)
{
	static const struct rule rules[] = {
		{"a < b <3 c<", "a &lt; b &lt;3 c&lt;"},
		{"a &lt; &amp; &nbsp;b", "a &lt; &amp; &nbsp;b"},
		{"a&#0;b&#27;c&#x7f;d", "abcd"},
		{"&#150;&#x80;&#129;", "–€"},
		{"&#9;a&#10;b&#13;", " a b"},
		{"&#60;p&#62;&#38;", "&#60;p&#62;&#38;"},
		{"&#xd800;&#1114112;", "��"},
		{"&#8217;&#x2019;&#8217", "&#8217;&#x2019;&#8217"},
		{"&#;&#x;&#", "&#;&#x;&#"},
	};
	(void)state;
	CHECK_RULES(rules);
}

/* Those that are read, each once. */
static void attributes(void **state)
{
	static const struct rule rules[] = {
		{"<p class=a CLASS=b id=\"c\" onclick=\"d\">e", "<p class=\"a\" id=\"c\">e</p>"},
		{"<a href='x\"y' title=\"a'b\">c", "<a href=\"x&quot;y\" title=\"a'b\">c</a>"},
		{"<a href=x&#150;y/>z", "<a href=\"x–y/\">z</a>"},
		{"<p hidden>a", "<p hidden>a</p>"},
		{"<p style=\"color:red\">a", "<p>a</p>"},
		{"<p style=\"display:none\">a", "<p style=\"display:none\">a</p>"},
		{"<ol style=\"list-style-type:lower-roman\"><li>a",
	         "<ol style=\"list-style-type:lower-roman\"><li>a</li></ol>"},
		{"<p xml:lang=\"fr\" lang=\"en\">a", "<p lang=\"fr\">a</p>"},
		{"<p\nclass = \"a\"\n>b", "<p class=\"a\">b</p>"},
		{"<p =a class=b>c", "<p class=\"b\">c</p>"},
		{"<a href=\"x>y</a>z", "<a href=\"x\">y</a>z"},
		{"<a href='x y>z", "<a href=\"x\">z</a>"},
		{"<p a<b class=c>d", "<p class=\"c\">d</p>"},
		{"<p/class=a>b", "<p class=\"a\">b</p>"},
		{"<p class=\"a<b\">c", "<p class=\"a<b\">c</p>"},
		{"<div/>a", "<div/>a"},
		{"<p class=", ""},
		{"<p class=\"&#27;a&#147;\">b", "<p class=\"a“\">b</p>"},
	};
	(void)state;
	CHECK_RULES(rules);
}

/* Elements that hold nothing. */
static void void_ones(void **state)
{
	static const struct rule rules[] = {
		{"<embed src=\"a\">b<wbr>c<br>d<hr>e<img "
	         "alt=\"f\">g<input>h<param>i<source>j<track>k<col>",
	         "<embed src=\"a\"/>b<wbr/>c<br/>d<hr/>e<img "
	         "alt=\"f\"/>g<input/>h<param/>i<source/>j<track/>k<col/>"},
		{"<image alt=\"a\">b", "<img alt=\"a\"/>b"},
		{"</img></embed>a", "a"},
	};
	(void)state;
	CHECK_RULES(rules);
}

/* What a page is made of, whatever of it was said. */
static void pages(void **state)
{
	(void)state;
	check_made("<title>a</title>b", false,
	           "<html><head><title>a</title></head><body>b</body></html>");
	check_made(
		"<head><title>a<b></title><link rel=\"x\"></head>b", false,
		"<html><head><title>a&lt;b></title><link rel=\"x\"/></head><body>b</body></html>");
	check_made("a", false, "<html><body>a</body></html>");
	check_made("", false, "<html><body></body></html>");
	check_made(" \n", false, "<html><body></body></html>");
	check_made(
		"<html lang=\"a\"><html lang=\"b\" class=\"c\"><body class=\"d\"><body id=\"e\">f",
		false,
		"<html lang=\"a\"><html lang=\"b\" class=\"c\"/><body class=\"d\"><body "
		"id=\"e\"/>f</body></html>");
	check_made("<head><p>a", false, "<html><head></head><body><p>a</p></body></html>");
	check_made("<p>a<head><title>b</title>", false,
	           "<html><body><p>a<title>b</title></p></body></html>");
	check_made("<head><noscript><img alt=\"a\"><p>b</p></noscript><meta content=\"c\"></head>d",
	           false,
	           "<html><head><noscript><img alt=\"a\"/><p>b</p></noscript><meta "
	           "content=\"c\"/></head><body>d</body></html>");
	check_made("<head></head> <script>a</script><link rel=\"x\"><p>b", false,
	           "<html><head></head><link rel=\"x\"/><body><p>b</p></body></html>");
	check_made("<!DOCTYPE html [<!ENTITY a \"b>c\">]>d", false, "<html><body>d</body></html>");
	check_made("<title>a", false, "<html><head><title>a</title></head><body></body></html>");
	check_made("<title>a<p>b", false,
	           "<html><head><title>a</title></head><body><p>b</p></body></html>");
	check_made("<!-- a", false, "<html><body></body></html>");
	check_made("<p>a<!-- b", false, "<html><body><p>a</p></body></html>");
	check_made("a<p", false, "<html><body>a</body></html>");
	check_made("a</p", false, "<html><body>a</body></html>");
	check_made("<title/>a", false, "<html><head><title/></head><body>a</body></html>");
	check_made("</body></html>a", false, "<html><body>a</body></html>");
	check_made("<div>a</body>b", false, "<html><body><div>ab</div></body></html>");
	check_made("<frameset><frame src=\"a\"><noframes><body>b</noframes></frameset>", false,
	           "<html><frameset><frame "
	           "src=\"a\"/><noframes><body>b</body></noframes></frameset></html>");
	check_made("<?xml version=\"1.0\"?><html><head><script/><title/></head><body><div/><a "
	           "id=\"x\"/>a<textarea/>b<![CDATA[<c>&amp;]]></body></html>",
	           false,
	           "<html><head><title/></head><body><div/><a "
	           "id=\"x\"/>a<textarea/>b&lt;c>&amp;amp;</body></html>");
	check_made("<p/>a<script/>b<style/>c<![CDATA[d]]>", true,
	           "<html><body><p/>abcd</body></html>");
	check_made("<plaintext>a<p>b", true,
	           "<html><body><plaintext>a<p>b</p></plaintext></body></html>");
	check_made("<?xml "
	           "version=\"1.0\"?><h:html><h:body><h:p>a<h:br/>b</h:p><x:y>c</x:y></h:body></"
	           "h:html>",
	           false, "<html><body><p>a<br/>b</p><other>c</other></body></html>");
	check_made("<h:p>a</h:p>", false, "<html><body><other>a</other></body></html>");
}

/* -- what is deep ----------------------------------------------------------- */

/* 300 elements deep, and back out of them by their own ends, by one end for all, by none. */
static void depth(void **state)
{
	static const struct {
		const char *middle, *after;
		unsigned ends;
		bool deep;
		const char *end; /* what follows stands where it would without them */
	} cases[] = {
		{"<p>a</p>", "b", 300, true, "</div>b</section></main>"},
		{"<p>a</p>", "</section>b<div>c</div>d", 0, true,
	         "</div></section>b<div>c</div>d</main>"},
		{"<br> ", "b", 300, false, "</div>b</section></main>"},
		{"<i>a</b></i>", "</b>b", 300, true, "</div>b</section></main>"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf html, words;
		struct made made;
		buf_init(&html, 1u << 20);
		buf_init(&words, 1u << 20);
		buf_str(&html, "<body><main><section>");
		for (int k = 0; k < 300; k++)
			buf_str(&html, "<div>");
		buf_str(&html, cases[i].middle);
		for (unsigned k = 0; k < cases[i].ends; k++)
			buf_str(&html, "</div>");
		buf_str(&html, cases[i].after);
		make(&made, html.bytes, html.len, false, 4096, 4096);
		assert_int_equal(made.deep, cases[i].deep);
		to_words(made.out.bytes, &words);
		assert_non_null(strstr(words.bytes, cases[i].end));
		made_done(&made);
		buf_done(&words);
		buf_done(&html);
	}
}

/* How deep the word stands, and that it is there. */
static unsigned depth_at(const char *words, const char *word)
{
	const char *end = strstr(words, word);
	unsigned depth = 0;
	assert_non_null(end);
	for (const char *s = words; (s = strchr(s, '<')) && s < end; s++) {
		const char *close = strchr(s, '>');
		if (s[1] == '/')
			depth--;
		else if (close[-1] != '/')
			depth++;
	}
	return depth;
}

/* Words in blocks that do not fit are apart; ends of what did not fit end nothing else; and
 * what follows them is as if they had not been. */
static void deep_words(void **state)
{
	struct made made;
	struct buf html, words;
	(void)state;
	buf_init(&html, 1u << 20);
	buf_init(&words, 1u << 20);
	buf_str(&html, "<body><main><section>");
	for (int i = 0; i < 300; i++)
		buf_str(&html, "<div>");
	buf_str(&html, "one<div>two</div>three<p>four");
	for (int i = 0; i < 152; i++)
		buf_str(&html, "</div>");
	buf_str(&html, "five</section><div>six</div>seven");
	make(&made, html.bytes, html.len, false, 4096, 4096);
	to_words(made.out.bytes, &words);
	assert_non_null(strstr(words.bytes, "one two three four"));
	assert_int_equal(depth_at(words.bytes, "four"), HTML_DEPTH);
	assert_int_equal(depth_at(words.bytes, "five"), 4 + 300 - 152);
	assert_non_null(strstr(words.bytes, "</section><div>six</div>seven</main>"));
	buf_done(&words);
	buf_done(&html);
	made_done(&made);
}

/* -- JSON-LD ------------------------------------------------------------------ */

static void jsonld(void **state)
{
	static const char html[] = "<script type='application/ld+json'>{1}</script><p>a<SCRIPT "
				   "TYPE=\"Application/LD+JSON; x\">{2<}</SCRIPT ><script "
				   "type=text/plain>{3}</script><template><script "
				   "type=application/ld+json>{4}</script></template>";
	struct made made;
	(void)state;
	make(&made, html, sizeof html - 1, false, 4096, 4096);
	assert_int_equal(made.jsonld.len, 9);
	assert_memory_equal(made.jsonld.bytes, "{1}\0{2<}\0", 9);
	made_done(&made);
}

/* -- pieces -------------------------------------------------------------------- */

static const char everything[] =
	"<!DOCTYPE html><html lang=fr><head><title>Un caf\xc3\xa9 &amp; <b></title><meta "
	"charset=utf-8>"
	"<script>if (a<b) { x('</p>'); }</script><style>p{}</style></head><body class='a\"b'>"
	"<!-- c --><nav><div>m</nav><h1>Un caf\xc3\xa9</h1><p class=\"x "
	"y\">L&#150;\xc3\xa9t\xc3\xa9 "
	"&#27; 1 < 2 <b><i>u</b>v</i> <a "
	"href='a?b=c&amp;d'>ici</a>.<table><tr><th>a<td>\xc3\xa9</table>"
	"<svg><title>d</title></svg><textarea><p></textarea><template>t</template></body></html>";

/* Cut at every byte, and into pieces of every size. */
static void pieces(void **state)
{
	struct made whole, cut;
	(void)state;
	make(&whole, everything, sizeof everything - 1, false, 4096, 4096);
	assert_true(whole.out.len > 200);
	for (int n = 1; n <= (int)whole.out.len; n++)
		for (int k = 0; k < 2; k++) {
			make(&cut, everything, sizeof everything - 1, false, n, k ? n : 4096);
			assert_string_equal(cut.out.bytes, whole.out.bytes);
			made_done(&cut);
		}
	made_done(&whole);
}

/* -- work ----------------------------------------------------------------------- */

/* before, n times the part (with its number where it asks for that), after. */
struct bomb {
	const char *before, *part, *after;
};

static void work_of(const struct bomb *bomb, unsigned n, uint64_t *work, uint64_t *size)
{
	struct buf html;
	struct made made;
	buf_init(&html, 64u << 20);
	buf_str(&html, bomb->before);
	for (unsigned i = 0; i < n; i++)
		if (strchr(bomb->part, '%'))
			buf_printf(&html, "<x-%u a%u>", i, i);
		else
			buf_str(&html, bomb->part);
	buf_str(&html, bomb->after);
	assert_true(buf_ok(&html));
	make(&made, html.bytes, html.len, false, 4096, 4096);
	*work = made.work;
	*size = made.out.len;
	/* no byte is worth more than the elements that can be open */
	if (*work > (html.len + 1000) * HTML_DEPTH / 2 || *size > (html.len + 1000) * 40)
		fail_msg("%s × %u: work %lu, size %lu", bomb->part, n, (unsigned long)*work,
		         (unsigned long)*size);
	made_done(&made);
	buf_done(&html);
}

/* Whatever there is twice as much of is twice the work, and no more. */
static void linear(void **state)
{
	static const struct bomb bombs[] = {
		{"", "<!-- x -->", ""},
		{"", "<!--", ""},
		{"", "<!-- x>", ""},
		{"", "<!-- x--!", ""},
		{"", "<!DOCTYPE html [", ""},
		{"", "<!DOCTYPE html [>", ""},
		{"", "<![CDATA[", ""},
		{"", "<![", ""},
		{"", "<?", ""},
		{"", "<?x>", ""},
		{"", "</", ""},
		{"", "</>", ""},
		{"", "<", ""},
		{"", "&", ""},
		{"", "&#1;", ""},
		{"", "&#", ""},
		{"", "&amp;", ""},
		{"<p ", "class=x ", ">y"},
		{"<p ", "abcdefgh ", ">y"},
		{"<p ", "<", ">y"},
		{"", "%", ""},
		{"", "<a href=\"x>y ", ""},
		{"", "<a href='x>y ", ""},
		{"", "<a href='x>y\" ", ""},
		{"", "<p class=", ""},
		{"", "<b>x<i>y</b>z</i>", ""},
		{"", "<b><i>", ""},
		{"<b>", "<i></b>x<b></i>", ""},
		{"", "<b><p>x</b>", ""},
		{"", "<a href=x>y", ""},
		{"", "<a href=x><div>y</a>", ""},
		{"<div><div><div><div><div><div><div><div>", "<a href=x><p>y</a>", ""},
		{"", "<font color=red>", ""},
		{"", "<div>", ""},
		{"", "</div>", ""},
		{"<div>", "</p></b></h1></li></form>", ""},
		{"", "<div></b>", ""},
		{"<div>", "<span></div>", ""},
		{"<b><table>", "</b>", ""},
		{"", "<table><tr><td>", ""},
		{"", "<table>", ""},
		{"<table>", "<tr><td>x", ""},
		{"", "<ul><li>", ""},
		{"", "<li><div>x", ""},
		{"", "<dl><dt>x<dd>", ""},
		{"", "<select><option>x", ""},
		{"", "<form>", ""},
		{"", "<form><div></form>", ""},
		{"", "<button>", ""},
		{"", "<script/>", ""},
		{"", "<script>", ""},
		{"", "<script></script>", ""},
		{"", "<style>", ""},
		{"", "<svg>", ""},
		{"", "<svg><title>x", ""},
		{"", "<svg><p>", "</svg>"},
		{"", "<template>", ""},
		{"", "<template>", "</template>"},
		{"", "<title>", ""},
		{"", "<textarea>", ""},
		{"", "<iframe>", ""},
		{"", "<noscript>", ""},
		{"", "<noscript>", "</noscript>"},
		{"", "<video><object><map><audio><canvas>", ""},
		{"", "<plaintext>", ""},
		{"", "<html a=b><body c=d><head>", ""},
		{"", "<frameset>", ""},
		{"", "word ", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
		uint64_t once, twice, size, size_twice;
		work_of(&bombs[i], 5000, &once, &size);
		work_of(&bombs[i], 10000, &twice, &size_twice);
		if (twice > once * 21 / 10 + 1000 || size_twice > size * 21 / 10 + 1000)
			fail_msg("%s: work %lu, then %lu; size %lu, then %lu", bombs[i].part,
			         (unsigned long)once, (unsigned long)twice, (unsigned long)size,
			         (unsigned long)size_twice);
	}
}

static char *times(const char *part, int n, const char *after)
{
	struct buf b;
	buf_init(&b, 1u << 20);
	for (int i = 0; i < n; i++)
		buf_str(&b, part);
	buf_str(&b, after);
	return buf_take(&b);
}

/* What a long tag is opened again with is bounded as a whole. */
static void opened_again(void **state)
{
	uint64_t work, size;
	char *class = times("x ", 20000, "\">");
	char *before = times("<b>", 150, "<i class=\"");
	struct buf all;
	(void)state;
	buf_init(&all, 1u << 20);
	buf_str(&all, before);
	buf_str(&all, class);
	work_of(&(struct bomb){all.bytes, "x</b>", ""}, 150, &work, &size);
	assert_true(size > 70000); /* once again, with its attributes */
	assert_true(size < 100000);
	assert_true(work < 400000);
	buf_done(&all);
	free(before);
	free(class);
}

/* An end without a start, and a start that could end something and does not, look through
 * nothing, however much is open. */
static void costs_nothing(void **state)
{
	static const char *const parts[] = {"</span>", "</p>",      "</h1>", "</nav>", "</x-y>",
	                                    "</form>", "<button/>", "<a/>",  "<hr>"};
	char *before = times("<div>", 180, "");
	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		uint64_t work, size, len = 180 * 5 + 10000 * strlen(parts[i]);
		work_of(&(struct bomb){before, parts[i], ""}, 10000, &work, &size);
		if (work > len * 4)
			fail_msg("%s: %lu for %lu", parts[i], (unsigned long)work,
			         (unsigned long)len);
	}
	free(before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks),       cmocka_unit_test(lists),
		cmocka_unit_test(tables),       cmocka_unit_test(crossed),
		cmocka_unit_test(forms),        cmocka_unit_test(left_out),
		cmocka_unit_test(parts),        cmocka_unit_test(runs),
		cmocka_unit_test(text),         cmocka_unit_test(attributes),
		cmocka_unit_test(void_ones),    cmocka_unit_test(pages),
		cmocka_unit_test(depth),        cmocka_unit_test(jsonld),
		cmocka_unit_test(pieces),       cmocka_unit_test(linear),
		cmocka_unit_test(opened_again), cmocka_unit_test(costs_nothing),
		cmocka_unit_test(deep_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
