/* SPDX-License-Identifier: ISC */
/* HTML: facts, kinds of blocks, spans, addresses, other types. */
#include "config.h"

#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#define LONG_TEXT \
	"The road to the mill was closed for a week, because the stream had taken the bridge, " \
	"and " \
	"nobody could say when it would be open again."

static struct doc *parse_at(const char *html, const char *base)
{
	struct parse_how how = {.base = base, .type = "text/html; charset=utf-8"};
	return parse_it(html, strlen(html), &how);
}

/* The n-th block of a kind; fails when there is none. */
static const struct doc_block *nth(const struct doc *doc, enum doc_kind kind, int n)
{
	for (size_t i = 0; i < doc_block_count(doc); i++)
		if (doc_block(doc, i)->kind == kind && n-- == 0)
			return doc_block(doc, i);
	fail_msg("no such block");
	return NULL;
}

static void assert_text(const struct doc_text *text, const char *want)
{
	assert_int_equal(text->len, strlen(want));
	assert_memory_equal(text->bytes, want, text->len);
}

/* -- facts --------------------------------------------------------------- */

static void facts_of_drupal(void **state)
{
	static const char html[] =
		"<html lang=en><head><title>Chief Speaks of Bridges | Example Press</title>"
		"<link rel=canonical href=/en/2024/x.doc.htm></head><body><main>"
		"<div class='field field--name-field-symbol field__item'>SG/SM/12345</div>"
		"<div class='field field--name-field-dated'><time datetime=2024-03-02T12:00:00Z>2 "
		"March"
		"</time></div><div class='field field--name-field-un-bodies'><ul><li><a "
		"href=/a>Chief</a>"
		"<li><a href=/b>Statements</a></ul></div>"
		"<h1>Chief Speaks of Bridges</h1><div class='field field--name-body'><p>" LONG_TEXT
		"</p><p>" LONG_TEXT " It rained.</p></div></main></body></html>";
	(void)state;
	struct doc *doc = parse_at(html, "https://press.example/en/x");
	assert_string_equal(doc_fact(doc, "title"), "Chief Speaks of Bridges");
	assert_string_equal(doc_fact(doc, "symbol"), "SG/SM/12345");
	assert_string_equal(doc_fact(doc, "date"), "2024-03-02");
	assert_string_equal(doc_fact(doc, "body"), "Chief; Statements");
	assert_string_equal(doc_fact(doc, "language"), "en");
	assert_string_equal(doc_fact(doc, "url"), "https://press.example/en/2024/x.doc.htm");
	assert_int_equal(doc_block_count(doc), 2);
	doc_free(doc);
}

static void facts_of_meta(void **state)
{
	static const char html[] =
		"<title>A &amp; B - Site</title><meta property=og:title content='A &amp;amp; B at "
		"sea'>"
		"<meta name=author content='Ada Stone'><meta name=description content=' Of\n two. "
		"'>"
		"<meta property=article:published_time content=2021-07-08T23:30:00+02:00>"
		"<meta property=article:modified_time content=2021-07-09><meta "
		"property=article:section "
		"content=Sea><meta property=og:url content=//x.example/a><p>" LONG_TEXT;
	(void)state;
	struct doc *doc = parse_at(html, "https://y.example/");
	assert_string_equal(doc_fact(doc, "title"), "A & B at sea");
	assert_string_equal(doc_fact(doc, "author"), "Ada Stone");
	assert_string_equal(doc_fact(doc, "description"), "Of two.");
	assert_string_equal(doc_fact(doc, "date"), "2021-07-08");
	assert_string_equal(doc_fact(doc, "modified"), "2021-07-09");
	assert_string_equal(doc_fact(doc, "section"), "Sea");
	assert_string_equal(doc_fact(doc, "url"), "https://x.example/a");
	doc_free(doc);
}

static void facts_of_jsonld(void **state)
{
	static const char html[] =
		"<script "
		"type='application/ld+json'>{\"@type\":\"WebSite\",\"name\":\"No\"}</script>"
		"<script "
		"type='application/ld+json'>[{\"@type\":\"NewsArticle\",\"headline\":\"Wind \\u00e0"
		" \\ud83d\\ude80\",\"keywords\":[\"a\",{\"b\":[1,2]}],\"author\":[{\"@type\":"
		"\"Person\","
		"\"name\":\"Tom \\\"T\\\" "
		"Berg\"}],\"datePublished\":\"2020-01-02T03:04:05Z\"}]</script>"
		"<script type='application/ld+json'>{\"broken\":[{]}</script><p>" LONG_TEXT;
	(void)state;
	struct doc *doc = parse_str(html);
	assert_string_equal(doc_fact(doc, "title"), "Wind à 🚀");
	assert_string_equal(doc_fact(doc, "author"), "Tom \"T\" Berg");
	assert_string_equal(doc_fact(doc, "date"), "2020-01-02");
	doc_free(doc);
}

/* What sites write that is not quite JSON, and JSON that a scan for names would trip on. */
static void jsonld_forms(void **state)
{
	static const char *const forms[] = {
		"{\"@type\":\"NewsArticle\",\"inLanguage\":[\"en\",{\"@type\":\"Language\","
		"\"name\":"
		"\"English\"}],\"datePublished\":\"2020-01-02\",\"headline\":\"The wind\"}",
		"{\"@type\":[\"Thing\",\"NewsArticle\"],\"author\":[],\"creator\":\"Tom Berg\","
		"\"name\":\"The\",\"headline\":\"The wind\",\"datePublished\":[\"2020-01-02\"]}",
		"\n//<![CDATA[\n{\"@type\":\"Report\",\"headline\":\"The\nwind\",\"datePublished\":"
		"\"2020-01-02\"}\n//]]>",
		"var x = {\"@type\":\"Report\",\"headline\":\"The wind\",\"datePublished\":"
		"\"2020-01-02\"};",
		"{\"@graph\":[\"x\",{\"@type\":\"WebPage\",\"name\":\"No\"},{\"@type\":"
		"\"BlogPosting\","
		"\"headline\":\"The "
		"wind\",\"datePublished\":\"2020-01-02\"},{\"@type\":\"Article\","
		"\"headline\":\"No\"}]}",
	};
	char html[2000];
	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		snprintf(html, sizeof html,
		         "<script type='application/ld+json'>%s</script><p>" LONG_TEXT, forms[i]);
		struct doc *doc = parse_str(html);
		assert_string_equal(doc_fact(doc, "title"), "The wind");
		assert_string_equal(doc_fact(doc, "date"), "2020-01-02");
		assert_string_equal(doc_fact(doc, "author"), i == 1 ? "Tom Berg" : "");
		doc_free(doc);
	}
}

/* A list in a list …, so many deep, with an article in it, is read or not. */
static bool jsonld_depth(int depth)
{
	struct buf html;
	buf_init(&html, 1u << 20);
	buf_str(&html, "<script type='application/ld+json'>");
	for (int i = 0; i < depth; i++)
		buf_char(&html, '[');
	buf_str(&html,
	        "{\"@type\":\"Article\",\"headline\":\"Deep\",\"datePublished\":\"2020-01-02\"}");
	for (int i = 0; i < depth; i++)
		buf_char(&html, ']');
	buf_str(&html, "</script><p>" LONG_TEXT);
	struct doc *doc = parse_str(html.bytes);
	bool read = strcmp(doc_fact(doc, "date"), "2020-01-02") == 0;
	doc_free(doc);
	buf_done(&html);
	return read;
}

/* An article whose text has so many letters "a" is read with it or not. */
static bool jsonld_size(size_t size)
{
	struct buf html;
	buf_init(&html, 4u << 20);
	buf_str(&html,
	        "<script type='application/ld+json'>{\"@type\":\"Article\",\"datePublished\":"
	        "\"2020-01-02\",\"articleBody\":\"");
	for (size_t i = 0; i < size; i++)
		buf_char(&html, i % 8 ? 'a' : ' ');
	buf_str(&html, "\"}</script><p>Short.");
	struct doc *doc = parse_str(html.bytes);
	bool read = doc_size(doc) > size / 2;
	assert_string_equal(doc_fact(doc, "date"), size < 1000000 ? "2020-01-02" : "");
	doc_free(doc);
	buf_done(&html);
	return read;
}

static void jsonld_limits(void **state)
{
	(void)state;
	assert_true(jsonld_depth(24));
	assert_false(jsonld_depth(25));
	assert_false(jsonld_depth(100000));
	assert_true(jsonld_size(512u << 10));
	assert_false(jsonld_size((512u << 10) + 1));
	assert_false(jsonld_size(1100000));
}

static void language_of_text(void **state)
{
	static const char html[] =
		"<html lang=en><title>x</title><p>تصل القافلة إلى القرية مع أول ضوء، ويستقبلها "
		"الأهالي "
		"عند الجسر القديم منذ ثلاثة أيام، ولم يكن الطريق سهلاً على أحد من الناس.</p>"
		"<p>The driver of the second lorry is from Dublin.</p>";
	(void)state;
	struct doc *doc = parse_str(html);
	assert_string_equal(doc_fact(doc, "language"), "ar");
	const struct doc_block *b = nth(doc, DOC_PARAGRAPH, 1);
	assert_int_equal(b->dir, DOC_LTR);
	assert_string_equal(b->lang, "en");
	doc_free(doc);
}

static void symbol_in_title(void **state)
{
	(void)state;
	struct doc *doc = parse_str("<title>A/RES/80/241 - Of bridges</title><p>" LONG_TEXT);
	assert_string_equal(doc_fact(doc, "symbol"), "A/RES/80/241");
	doc_free(doc);
	doc = parse_str("<title>A / B testing of bridges</title><p>" LONG_TEXT);
	assert_string_equal(doc_fact(doc, "symbol"), "");
	doc_free(doc);
}

/* -- blocks -------------------------------------------------------------- */

static void kinds(void **state)
{
	static const char html[] =
		"<title>Kinds</title><main><h1>Kinds</h1><p>" LONG_TEXT "</p><h2>Of lists</h2>"
		"<ol start=3><li>Third thing, as it were.<li>Fourth thing.<ul><li>Inside "
		"it.</ul></ol>"
		"<blockquote><p>" LONG_TEXT " So it was said.</p></blockquote><pre>a\n  b</pre>"
		"<figure><img src=a><figcaption>A mill. <span class=credit>Photo: "
		"Ada</span></figcaption>"
		"</figure><table><caption>Mills</caption><tr><th>Name<th "
		"colspan=2>Wheels<tr><td>Old mill"
		"<td>2<td>3</table><p>" LONG_TEXT " The end.</p></main>";
	(void)state;
	struct doc *doc = parse_str(html);
	assert_int_equal(nth(doc, DOC_HEADING, 0)->level, 2);
	assert_string_equal(nth(doc, DOC_ITEM, 0)->marker, "3.");
	assert_string_equal(nth(doc, DOC_ITEM, 1)->marker, "4.");
	assert_string_equal(nth(doc, DOC_ITEM, 2)->marker, "•");
	assert_int_equal(nth(doc, DOC_ITEM, 2)->level, 2);
	assert_int_equal(nth(doc, DOC_QUOTE, 0)->level, 1);
	assert_text(&nth(doc, DOC_PRE, 0)->text, "a\n  b");
	assert_text(&nth(doc, DOC_FIGURE, 0)->text, "A mill.");
	assert_string_equal(nth(doc, DOC_FIGURE, 0)->credit, "Photo: Ada");
	const struct doc_block *table = nth(doc, DOC_TABLE, 0);
	assert_text(&table->text, "Mills");
	assert_int_equal(table->row_count, 2);
	assert_true(table->rows[0].cells[1].header);
	assert_int_equal(table->rows[0].cells[1].colspan, 2);
	assert_int_equal(table->rows[1].cell_count, 3);
	assert_text(&table->rows[1].cells[0].text, "Old mill");
	doc_free(doc);
}

static void spans(void **state)
{
	static const char html[] =
		"<title>Spans</title><p><em>Recalling</em> its <a href=../b>resolution "
		"<b>one</b></a> and "
		"its <a href='javascript:x()'>other</a> one, <a href=#n1>which</a> was about mills "
		"and was "
		"long enough to be called a paragraph of text.</p><p id=n1>" LONG_TEXT "</p>";
	(void)state;
	struct doc *doc = parse_at(html, "https://x.example/a/c/d?q");
	const struct doc_text *text = &nth(doc, DOC_PARAGRAPH, 0)->text;
	const struct doc_span *s = text->spans;
	assert_int_equal(text->span_count, 4);
	assert_int_equal(s[0].kind, DOC_EM);
	assert_int_equal(s[0].end, 9);
	bool link = false, strong = false, anchor = false;
	for (uint32_t i = 0; i < text->span_count; i++) {
		link |= s[i].kind == DOC_LINK && !strcmp(s[i].value, "https://x.example/a/b") &&
		        s[i].start == 14 && s[i].end == 28;
		strong |= s[i].kind == DOC_STRONG && s[i].start == 25 && s[i].end == 28;
		anchor |= s[i].kind == DOC_LINK && !strcmp(s[i].value, "#n1");
	}
	assert_true(link && strong && anchor);
	assert_string_equal(nth(doc, DOC_PARAGRAPH, 1)->anchor, "n1");
	assert_int_equal(doc_find_anchor(doc, "n1"), 1);
	doc_free(doc);
}

static void addresses(void **state)
{
	static const struct {
		const char *href, *want; /* "": no link */
	} cases[] = {
		{"e", "https://x.example/a/c/e"},
		{"./e/../f", "https://x.example/a/c/f"},
		{"/r?x=1#y", "https://x.example/r?x=1#y"},
		{"//z.example/p", "https://z.example/p"},
		{"?k=v", "https://x.example/a/c/d?k=v"},
		{"HTTP://Z.example/", "http://z.example/"},
		{"mailto:a@x.example", "mailto:a@x.example"},
		{"../../../g", "https://x.example/g"},
		{" data:text/html,x", ""},
		{"vbscript:x", ""},
		{"JavaScript:alert(1)", ""},
		{"", ""},
	};
	char html[1024];
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		strcpy(html, "<title>x</title><p>" LONG_TEXT " <a href=\"");
		strcat(html, cases[i].href);
		strcat(html, "\">word</a> and more of it.</p>");
		struct doc *doc = parse_at(html, "https://x.example/a/c/d?q");
		const struct doc_text *text = &nth(doc, DOC_PARAGRAPH, 0)->text;
		assert_int_equal(text->span_count, *cases[i].want ? 1 : 0);
		if (*cases[i].want)
			assert_string_equal(text->spans[0].value, cases[i].want);
		doc_free(doc);
	}
}

static void base_element(void **state)
{
	(void)state;
	struct doc *doc = parse_at("<base href=/deep/><title>x</title><p>" LONG_TEXT
	                           " <a href=e>word</a></p>",
	                           "https://x.example/a");
	assert_string_equal(nth(doc, DOC_PARAGRAPH, 0)->text.spans[0].value,
	                    "https://x.example/deep/e");
	doc_free(doc);
}

static void numbers_and_notes(void **state)
{
	static const char html[] = "<title>x</title><p><em>The Assembly,</em></p><p>1. Calls for "
				   "mills, and for more of them "
				   "in the years to come;<sup><a href=#fn1>1</a></sup></p><p>2. "
				   "Calls for a bridge, and for a "
				   "second one beside the first;</p><p>3. Decides to speak of it "
				   "again at its next session, "
				   "and of nothing else.</p><hr><p id=fn1><sup>1</sup> See the "
				   "record of the ninth meeting.";
	(void)state;
	struct doc *doc = parse_str(html);
	assert_text(&nth(doc, DOC_PARAGRAPH, 0)->text, "The Assembly,");
	assert_string_equal(nth(doc, DOC_PARAGRAPH, 1)->number, "1");
	assert_string_equal(nth(doc, DOC_PARAGRAPH, 3)->number, "3");
	assert_int_equal(nth(doc, DOC_PARAGRAPH, 1)->text.spans[0].kind, DOC_CALL);
	assert_string_equal(nth(doc, DOC_PARAGRAPH, 1)->text.spans[0].value, "fn1");
	const struct doc_block *note = nth(doc, DOC_NOTE, 0);
	assert_string_equal(note->marker, "1");
	assert_string_equal(note->anchor, "fn1");
	assert_text(&note->text, "See the record of the ninth meeting.");
	doc_free(doc);
}

static void lists_of_links(void **state)
{
	struct buf html;
	unsigned found = 0;
	(void)state;
	buf_init(&html, 1 << 16);
	buf_str(&html,
	        "<title>Documents</title><nav><a href=/>Home</a></nav><h1>Documents</h1><ul>");
	for (int i = 0; i < 200; i++)
		buf_printf(&html, "<li><a href=d%d>A/80/%d, of mills and bridges</a> 3 May", i, i);
	struct doc *doc = parse_at(html.bytes, "https://x.example/");
	for (size_t i = 0; i < doc_block_count(doc); i++)
		found += doc_block(doc, i)->kind == DOC_ITEM &&
		         doc_block(doc, i)->text.span_count == 1;
	assert_int_equal(found, 200);
	doc_free(doc);
	buf_done(&html);
}

/* -- other types --------------------------------------------------------- */

static void other_types(void **state)
{
	static const struct {
		const char *bytes, *name, *says;
	} cases[] = {
		{"%PDF-1.4\n", NULL, "a PDF document"},
		{"PK\3\4word/document.xml", NULL, "Word document"},
		{"{\"a\": 1", NULL, "not JSON"},
		{"<?xml version='1.0'?><ledger/>", NULL, "XML"},
		{"GIF89a\1", "a.html", "an image"},
		{"\1\2\3\4\5\6\7\1\2\3\4\5\6\7", NULL, "binary"},
		{"", NULL, "empty"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct parse_how how = {.name = cases[i].name};
		struct doc *doc = parse_it(cases[i].bytes, strlen(cases[i].bytes), &how);
		if (!strstr(doc_fact(doc, "error"), cases[i].says))
			fail_msg("%s: %s", cases[i].says, doc_fact(doc, "error"));
		assert_true(doc_block_count(doc) > 0);
		doc_free(doc);
	}
}

/* A repository's listing is a list of links; other JSON stands as it is. */
static void json(void **state)
{
	static const char listing[] =
		"[{\"name\":\"a_E.xml\",\"path\":\"x/a_E.xml\",\"type\":\"file\",\"size\":2048,"
		"\"download_url\":\"https://raw.example/x/a_E.xml\"},"
		"{\"name\":\"old\",\"path\":\"x/old\",\"type\":\"dir\",\"download_url\":null}]";
	struct parse_how how = {.type = "application/json"};
	struct doc *doc = parse_it(listing, strlen(listing), &how);

	(void)state;
	assert_string_equal(doc_fact(doc, "format"), "json");
	assert_int_equal(doc_block_count(doc), 2);
	assert_int_equal(doc_block(doc, 0)->kind, DOC_ITEM);
	assert_string_equal(doc_block(doc, 0)->text.spans[0].value,
	                    "https://raw.example/x/a_E.xml");
	assert_int_equal(doc_block(doc, 1)->text.span_count, 0);
	doc_free(doc);
	/* a file of fewer than no bytes has no size */
	static const char less[] =
		"[{\"name\":\"a\",\"path\":\"a\",\"type\":\"file\",\"size\":-5}]";
	doc = parse_it(less, strlen(less), &how);
	assert_int_equal(doc_block(doc, 0)->text.len, 1);
	doc_free(doc);
	static const char feed[] =
		"{\"version\":\"https://jsonfeed.org/version/"
		"1.1\",\"title\":\"Tides\",\"language\":\"en\","
		"\"items\":[{\"id\":\"1\",\"url\":\"https://news.example/tides/"
		"1\",\"title\":\"High\","
		"\"content_html\":\"<p>At "
		"<b>eight</b>.</p>\",\"date_published\":\"2031-03-12T10:00:00Z\"}]}";
	doc = parse_it(feed, strlen(feed), &how);
	assert_string_equal(doc_fact(doc, "format"), "feed");
	assert_string_equal(doc_fact(doc, "title"), "Tides");
	assert_string_equal(doc_block(doc, 0)->marker, "2031-03-12");
	assert_string_equal(doc_block(doc, 0)->text.spans[0].value, "https://news.example/tides/1");
	assert_int_equal(doc_block(doc, 1)->text.len, 9);
	doc_free(doc);
	doc = parse_it("{\"a\":1}\n{\"b\":2}\n", 16, &how);
	assert_int_equal(doc_block_count(doc), 2);
	assert_int_equal(doc_block(doc, 0)->kind, DOC_PRE);
	doc_free(doc);
}

static void plain_text(void **state)
{
	static const char text[] =
		"A first line of the letter that goes on for a while, as letters\r\nof that time "
		"did, and "
		"ends here.\r\n\r\nName    Wheels\r\nOld     2\r\n\r\n\033[31mred";
	struct parse_how how = {.type = "text/plain", .name = "/tmp/letter.txt"};
	(void)state;
	struct doc *doc = parse_it(text, sizeof text - 1, &how);
	assert_string_equal(doc_fact(doc, "title"), "letter.txt");
	assert_text(
		&nth(doc, DOC_PARAGRAPH, 0)->text,
		"A first line of the letter that goes on for a while, as letters of that time did, "
		"and ends here.");
	assert_text(&nth(doc, DOC_PRE, 0)->text, "Name    Wheels\nOld     2");
	for (size_t i = 0; i < doc_block_count(doc); i++)
		assert_null(
			memchr(doc_block(doc, i)->text.bytes, '\033', doc_block(doc, i)->text.len));
	doc_free(doc);
}

/* How many tables there are in values of that kind. */
static size_t tables_of(const struct buf *values)
{
	struct parse_how how = {.type = "text/csv"};
	struct doc *doc = parse_it(values->bytes, values->len, &how);
	size_t tables = 0;

	for (size_t i = 0; i < doc_block_count(doc); i++)
		tables += doc_block(doc, i)->kind == DOC_TABLE;
	doc_free(doc);
	return tables;
}

/* A title may be so many lines long, and no longer. */
static void titles_of_values(void **state)
{
	struct buf values;

	(void)state;
	for (int lines = 18; lines <= 22; lines += 4) {
		buf_init(&values, 4000);
		for (int i = 0; i < lines; i++)
			buf_str(&values, "What is said of the boats\n");
		buf_str(&values, "Lock,Boats\nUpper,12\n");
		assert_int_equal(tables_of(&values), lines < 20);
		buf_done(&values);
	}
}

/* A quote that nothing ends for so long is a sign: then commas behind it part values. */
static void quotes_in_values(void **state)
{
	struct parse_how how = {.type = "text/csv"};
	struct buf values;
	struct doc *doc;

	(void)state;
	for (int n = 60000; n <= 72000; n += 12000) {
		buf_init(&values, 100000);
		buf_str(&values, "Lock,Boats\n\"");
		for (int i = 0; i < n / 10; i++)
			buf_str(&values, "a word, so");
		buf_str(&values, "\",9\n");
		doc = parse_it(values.bytes, values.len, &how);
		assert_int_equal(nth(doc, DOC_TABLE, 0)->rows[1].cell_count,
		                 n < 65536 ? 2 : n / 10 + 2);
		doc_free(doc);
		buf_done(&values);
	}
}

/* Names that are longer than any are in brackets under a stroke. */
static void long_parts_of_formulas(void **state)
{
	(void)state;
	for (int n = 180; n <= 220; n += 40) {
		char html[600], letters[300] = "";
		struct doc *doc;

		memset(letters, 'a', (size_t)n);
		snprintf(html, sizeof html,
		         "<p>It is <math><mfrac><mi>%s</mi><mi>b</mi></mfrac></math> of it.",
		         letters);
		doc = parse_it(html, strlen(html), &(struct parse_how){.type = "text/html"});
		assert_int_equal(nth(doc, DOC_PARAGRAPH, 0)->text.bytes[6], n < 200 ? 'a' : '(');
		doc_free(doc);
	}
}

/* The text of a block that stands after a paragraph of a page, whose html has attributes. */
static void check_marks(const char *attributes, const char *block, enum doc_kind kind,
                        const char *want)
{
	char html[4000];
	bool arabic = strstr(attributes, "=ar") || !strcmp(attributes, " ");
	snprintf(html, sizeof html, "<html%s><title>x</title><main><p>%s</p>%s</main>", attributes,
	         arabic ? "تصل القافلة إلى القرية مع أول ضوء، ويستقبلها الأهالي عند الجسر القديم "
	                  "منذ "
	                  "ثلاثة أيام، ولم يكن الطريق سهلاً على أحد من الناس."
	                : LONG_TEXT,
	         block);
	struct doc *doc = parse_str(html);
	const struct doc_block *b = nth(doc, kind, kind == DOC_PARAGRAPH);
	assert_text(&b->text, want);
	doc_free(doc);
}

static void small_marks(void **state)
{
	(void)state;
	check_marks("", "<p><sup>3</sup>Record of the mill, which nobody has read since then.",
	            DOC_PARAGRAPH, "3 Record of the mill, which nobody has read since then.");
	check_marks("", "<p><sup>3 </sup> Record of the mill, which nobody has read since then.",
	            DOC_PARAGRAPH, "3 Record of the mill, which nobody has read since then.");
	check_marks("", "<p>It holds 10<sup>2 </sup>boats, and no more than that in any winter.",
	            DOC_PARAGRAPH, "It holds 10² boats, and no more than that in any winter.");
	check_marks("", "<del><pre>gate\nshut</pre></del><p>" LONG_TEXT, DOC_PRE, "[-gate\nshut-]");
	/* the direction of what is around: said, of the language, of the text */
	check_marks(" lang=ar",
	            "<p>الرسم <span dir=ltr>$3.20</span> عن كل قارب يمر من هنا في الصيف.",
	            DOC_PARAGRAPH,
	            "الرسم \u200f\u200e$3.20\u200e\u200f عن كل قارب يمر من هنا في الصيف.");
	check_marks(" ", "<p>الرسم <span dir=ltr>$3.20</span> عن كل قارب يمر من هنا في الصيف.",
	            DOC_PARAGRAPH,
	            "الرسم \u200f\u200e$3.20\u200e\u200f عن كل قارب يمر من هنا في الصيف.");
	check_marks(" lang=en",
	            "<p lang=ar>الرسم <span dir=ltr>$3.20</span> عن كل قارب يمر من هنا.",
	            DOC_PARAGRAPH, "الرسم \u200f\u200e$3.20\u200e\u200f عن كل قارب يمر من هنا.");
	check_marks(" lang=en",
	            "<p>The toll is <span dir=ltr>$3.20</span> for each boat of the summer.",
	            DOC_PARAGRAPH, "The toll is $3.20 for each boat of the summer.");
	check_marks(" lang=en",
	            "<p>The word <bdi>قارب</bdi> means a boat, as everybody here knows.",
	            DOC_PARAGRAPH,
	            "The word \u200e\u200fقارب\u200f\u200e means a boat, as everybody here knows.");
	struct doc *doc = parse_str(
		"<title>x</title><main><p>" LONG_TEXT "<p>It is x<sup>nnnn<b>2</b></sup> "
		"and so on, and that is what the keepers have said.</p>"
		"<ol style='list-style-type: lower-roman; --x: decimal'><li>one</ol><p>" LONG_TEXT);
	const struct doc_text *t = &nth(doc, DOC_PARAGRAPH, 1)->text;
	assert_int_equal(t->span_count, 1);
	assert_memory_equal(t->bytes + t->spans[0].start, "ⁿⁿⁿⁿ²", sizeof "ⁿⁿⁿⁿ²" - 1);
	assert_string_equal(nth(doc, DOC_ITEM, 0)->marker, "i.");
	doc_free(doc);
}

/* Columns made by tabs stay columns, an indent an indent; a field that is a sentence makes no
 * column of its width. */
static void columns_of_tabs(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{"Quay\t2031\t2032\nCold Quay\t9\t10\nÉcluse\t\t7",
	         "Quay       2031  2032\nCold Quay  9     10\nÉcluse           7"},
		{"gate\n\topen\n\t\tshut", "gate\n    open\n        shut"},
		{"a\tb\nThis field goes on for so long that nobody would set a column of its "
	         "width.\tc",
	         "a  b\nThis field goes on for so long that nobody would set a column of its "
	         "width.  "
	         "c"},
		{"The place where the barges turned round until 1931\t2\nx\t3",
	         "The place where the barges turned round until 1931  2\nx"
	         "                                                   3"},
		{"年\t1\nyear\t2", "年    1\nyear  2"},
	};
	struct parse_how how = {.name = "x.txt"};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc *doc = parse_it(cases[i].text, strlen(cases[i].text), &how);
		assert_text(&nth(doc, DOC_PRE, 0)->text, cases[i].want);
		doc_free(doc);
	}
	/* a line of more tabs than columns */
	struct buf text;
	buf_init(&text, 10000);
	buf_str(&text, "a\tb\n");
	for (int i = 0; i < 70; i++)
		buf_str(&text, "x\t");
	buf_str(&text, "y");
	struct doc *doc = parse_it(text.bytes, text.len, &how);
	assert_int_equal(nth(doc, DOC_PRE, 0)->text.len, 4 + 1 + 70 * 3 + 1);
	doc_free(doc);
	buf_done(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_of_drupal),
		cmocka_unit_test(facts_of_meta),
		cmocka_unit_test(facts_of_jsonld),
		cmocka_unit_test(jsonld_forms),
		cmocka_unit_test(jsonld_limits),
		cmocka_unit_test(language_of_text),
		cmocka_unit_test(symbol_in_title),
		cmocka_unit_test(kinds),
		cmocka_unit_test(spans),
		cmocka_unit_test(addresses),
		cmocka_unit_test(base_element),
		cmocka_unit_test(numbers_and_notes),
		cmocka_unit_test(lists_of_links),
		cmocka_unit_test(other_types),
		cmocka_unit_test(titles_of_values),
		cmocka_unit_test(quotes_in_values),
		cmocka_unit_test(long_parts_of_formulas),
		cmocka_unit_test(plain_text),
		cmocka_unit_test(json),
		cmocka_unit_test(columns_of_tabs),
		cmocka_unit_test(small_marks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
