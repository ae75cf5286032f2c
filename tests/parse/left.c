/* SPDX-License-Identifier: ISC */
/* What a page has and its document does not show: counted, and shown on demand; pages whose
 * main text is not found; limits that are met. */
#include "config.h"

#include "model/doc/left_out.h"
#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAIN \
	"<main><h1>The mill</h1><p>The mill on the lower river has been sold to the family that " \
	"kept it for the town, and will grind again before the winter.</p><p>It needs a new " \
	"wheel, said the carpenter, who has two oaks in mind for it and only one of them is " \
	"his own.</p></main>"

static struct doc *parse_page(const char *html, bool whole)
{
	struct parse_how how = {.type = "text/html; charset=utf-8", .whole = whole};

	return parse_it(html, strlen(html), &how);
}

/* -- kinds ------------------------------------------------------------------- */

static const struct {
	const char *beside, *left;
} kinds[] = {
	{"", ""},
	{"<nav><a href=/a>One</a></nav>", "links 1"},
	{"<nav><a name=a>One</a></nav>", "words 1"},
	{"<nav><a href=/a></a><a href=/b> </a></nav>", ""},
	{"<nav><a href=/a aria-label=Search></a></nav>", "links 1"},
	{"<nav><a href=/a><img src=a></a></nav>", "links 1 pictures 1"},
	{"<nav><a href=/a><img src=a alt=''></a></nav>", ""},
	{"<nav><ul><li><a href=/a>One</a><ul><li>Two</ul></ul></nav>", "links 1 lists 1"},
	{"<nav><ol><li>One</ol><menu><li>Two</menu><dl><dt>Three</dl></nav>", "lists 3"},
	{"<nav><ul><li></ul></nav>", ""},
	{"<nav><table><tr><th>A<th>B<tr><td>1<td>2</table></nav>", "tables 1"},
	{"<nav><table><tr><td>One word</table></nav>", "words 2"},
	{"<nav><form><input type=hidden></form></nav>", ""},
	{"<nav><form><label>Word</label><input></form></nav>", "forms 1"},
	{"<nav><form><select><option>A</select></form><form><textarea></textarea></form></nav>",
         "forms 2"},
	{"<nav><form><button>Go</button><input type=submit></form></nav>", "forms 1"},
	{"<nav><input><select></select></nav>", "forms 1"},
	{"<nav><button>A</button><input type=submit><input type=BUTTON></nav>", "buttons 3"},
	{"<nav><iframe src=a></iframe><object></object><video></video><audio></audio></nav>",
         "embedded 4"},
	{"<nav><embed src=a></nav>", "embedded 1"},
	{"<nav><ul><li><table><tr><th>A<th>B<tr><td>1<td>2</table></ul></nav>", "lists 1"},
	{"<table><tr><th>Lock<th>Fall<tr><td>One<span hidden> by day</span><td>9 ft</table>",
         "tables 1"},
	{"<noscript><map><area href=/a></map></noscript>", ""},
	{"<map><area href=/a><area href=/b><area></map>", "links 2"},
	{"<svg><a href=/a>A</a></svg>", ""},
	{"<noscript><iframe src=a></iframe></noscript>", ""},
	{"<noscript><input><input type=submit></noscript>", ""},
	{"<noscript><button>Go</button></noscript>", "buttons 1"},
	{"<noscript><p>Please enable JAVASCRIPT.</p><p>Or not.</p></noscript>", ""},
	{"<nav><noscript><noscript>One</noscript> word</noscript></nav>", "words 2"},
	{"<nav><a href=/a><noscript><div></div></noscript>One word</a></nav>", "links 1"},
	{"<nav>Four words<br>of text</nav>", "words 4"},
	{"<nav>河岸四字</nav>", "words 4"},
	{"<nav>Мост у реки</nav>", "words 3"},
	{"<p hidden>Put away.</p>", "words 2"},
	{"<div class=comments><div class=comment><div class=comment-meta>Tom Berg wrote that he "
         "was here, at noon.</div><div class=comment-content><p>It is a good mill, and it was "
         "one in my days, too.</p></div></div><div class=comment><p>So it is, and it will be "
         "one in theirs, I am sure.</p></div></div>",
         "comments 2"},
	{"<div class=comments><p>It is a good mill, and was one in my days.</p><p>So it is, and it "
         "will be one in theirs, too.</p></div>",
         "words 22"},
};

static void counts_by_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		char html[3000];
		struct doc *doc;

		snprintf(html, sizeof html, "<html lang=en><title>The mill</title>%s%s", MAIN,
		         kinds[i].beside);
		doc = parse_page(html, false);
		if (strcmp(doc_fact(doc, DOC_LEFT), kinds[i].left) != 0)
			fail_msg("%s: “%s”, not “%s”", kinds[i].beside, doc_fact(doc, DOC_LEFT),
			         kinds[i].left);
		assert_string_equal(doc_fact(doc, DOC_WHOLE), "");
		doc_free(doc);
		/* and there it is */
		doc = parse_page(html, true);
		assert_string_equal(doc_fact(doc, DOC_WHOLE), "asked");
		assert_true(!*doc_fact(doc, DOC_LEFT) || strstr(kinds[i].left, "pictures"));
		doc_free(doc);
	}
}

static void check_left(const char *html, const char *want)
{
	struct doc *doc = parse_page(html, false);

	assert_string_equal(doc_fact(doc, DOC_LEFT), want);
	doc_free(doc);
}

/* A picture that its figure has the address of can be had; one that has none, or whose figure is
 * not in the text, is lost. */
static void pictures_that_can_be_had(void **state)
{
#define PAGE \
	"<html lang=en><title>The mill</title><main><h1>The mill</h1><p>" \
	"The mill at the weir grinds for the three villages below it, and has done so since the " \
	"flood; its wheel was made anew in the year of the census.</p>"
#define FIGURE(src) \
	"<figure><img src='" src "'><figcaption>The wheel in spring</figcaption></figure>"

	(void)state;
	check_left(PAGE FIGURE("https://press.example/wheel.png"), "");
	check_left(PAGE FIGURE("data:image/png;base64,AAAA"), "pictures 1");
	check_left(PAGE FIGURE("https://press.example/wheel.png") FIGURE("wheel.png"),
	           "pictures 1");
	check_left(PAGE "</main><nav><img src='https://press.example/wheel.png'></nav>",
	           "pictures 1");
}

/* What comes twice is not left out where it comes again; of what is shown a part may be. */
static void said_elsewhere(void **state)
{
	static const char article[] =
		"<p>The keepers of twelve locks spoke of the level of the water, of tolls, and of "
		"the ferry.</p><p>It has not run since the spring, and the goats have to swim, as "
		"all of them can see.</p><p>They will meet again in a month, below the mill, and "
		"will bring a lamp and the minutes.</p>";
	char html[4000];

	(void)state;
	snprintf(html, sizeof html, "<title>Keepers</title><main><div>%s</div><div>%s</div></main>",
	         article, article);
	check_left(html, "");
	snprintf(html, sizeof html,
	         "<title>Keepers</title><main>%s<table><tr><th>Lock<th>Fall<tr><td>One<td>9<span "
	         "hidden> feet by day</span></table></main>",
	         article);
	check_left(html, "words 3");
	snprintf(html, sizeof html,
	         "<title>Keepers</title><main>%s<p>The minutes are <a href=/m>here<span hidden> to "
	         "read</span></a>, for whoever was away on that day.</p></main>",
	         article);
	check_left(html, "words 2");
	snprintf(html, sizeof html,
	         "<title>Keepers</title><main>%s<figure><figcaption>A goat. <span class=credit>Ada "
	         "Stone</span></figcaption></figure></main>",
	         article);
	check_left(html, "");
}

static void fill(struct buf *b, const char *begin, unsigned letters, const char *end)
{
	buf_str(b, begin);
	for (unsigned i = 0; i < letters; i++)
		buf_str(b, i % 7 == 6 ? "a " : "a");
	buf_str(b, end);
}

static void paragraphs_or_words(void **state)
{
	static const struct {
		unsigned letters;
		const char *left;
	} lines[] = {{64, "words 10"}, {65, "paragraphs 1"}};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct buf html;
		struct doc *doc;

		buf_init(&html, 10000);
		buf_str(&html, "<title>The mill</title>" MAIN);
		fill(&html, "<nav><div>", lines[i].letters, "</div></nav>");
		doc = parse_page(html.bytes, false);
		assert_string_equal(doc_fact(doc, DOC_LEFT), lines[i].left);
		doc_free(doc);
		buf_done(&html);
	}
}

/* -- the main text is not found ---------------------------------------------- */

/* Whether a page with so many letters of text and so many beside is shown whole. */
static bool is_whole(unsigned text, unsigned beside)
{
	struct buf html;
	struct doc *doc;
	bool whole;

	buf_init(&html, 1u << 20);
	fill(&html, "<title>A quay</title><nav><p>", beside, "</p><a href=/x>");
	fill(&html, "", 3000, "</a></nav>");
	fill(&html, "<div><p>", text, "</p></div>");
	doc = parse_page(html.bytes, false);
	whole = strcmp(doc_fact(doc, DOC_WHOLE), "no-main-text") == 0;
	assert_true(whole || !*doc_fact(doc, DOC_WHOLE));
	doc_free(doc);
	buf_done(&html);
	return whole;
}

static void whole_where_tiny(void **state)
{
	(void)state;
	assert_true(is_whole(0, 1));
	assert_true(is_whole(119, 5000));
	assert_false(is_whole(120, 5000));
	assert_false(is_whole(100, 400));
	assert_true(is_whole(100, 401));
	assert_false(is_whole(10, 40));
	assert_true(is_whole(10, 41));
	assert_false(is_whole(10, 0)); /* links count for nothing */
}

static void without_text(void **state)
{
	static const char *const pages[] = {
		"<title>Nothing</title><body><img src=a></body>",
		"<title>Nothing</title><script>x</script><div> <p> </p></div>",
		"<html><head><title>Nothing</title></head></html>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		for (int whole = 0; whole < 2; whole++) {
			struct doc *doc = parse_page(pages[i], whole);

			assert_string_equal(doc_fact(doc, DOC_ERROR), "no text in this page");
			assert_string_equal(doc_fact(doc, DOC_TITLE), "Nothing");
			assert_string_equal(doc_fact(doc, DOC_WHOLE), "");
			assert_true(doc_size(doc) > 0);
			doc_free(doc);
		}
}

/* A feed without an entry that can be shown is no failure, and no empty document. */
static void feeds_without_text(void **state)
{
	static const char *const feeds[] = {
		"<rss><channel></channel></rss>",
		"<rss><channel><item></item></channel></rss>",
		"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}",
		"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{}]}",
		"{\"totalCount\":1,\"links\":{},\"data\":[]}",
		"{\"totalCount\":1,\"links\":{},\"data\":[{\"fields\":{}}]}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++) {
		struct doc *doc = parse_it(feeds[i], strlen(feeds[i]), NULL);
		char *body = parse_body(doc, false);

		assert_string_equal(doc_fact(doc, DOC_ERROR), "");
		assert_non_null(strstr(body, "There is no entry in this feed."));
		free(body);
		doc_free(doc);
	}
}

static void leads_on(void **state)
{
	static const struct {
		const char *content, *to;
	} forms[] = {{"0; url=/b", "/b"},
	             {"3;URL='/b c'", "/b c"},
	             {"0;url=&quot;/b&quot;", "/b"},
	             {"0; url=javascript:x", NULL},
	             {"300", NULL}};
	char html[300];

	(void)state;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		snprintf(html, sizeof html, "<meta http-equiv=refresh content=\"%s\">",
		         forms[i].content);
		struct doc *doc = parse_page(html, false);
		const struct doc_block *b = doc_block(doc, 0);
		assert_int_equal(b->text.span_count, forms[i].to != NULL);
		if (forms[i].to)
			assert_string_equal(b->text.spans[0].value, forms[i].to);
		assert_true(*doc_fact(doc, DOC_ERROR));
		doc_free(doc);
	}
}

/* So does one that says so as well; one that loads itself anew does not. */
static void leads_on_with_words(void **state)
{
	static const struct {
		const char *to;
		bool says;
	} pages[] = {
		{"https://quay.example/b", true}, {"https://quay.example/a", false}, {"a", false}};
	char html[600];

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct parse_how how = {.type = "text/html", .base = "https://quay.example/a"};

		snprintf(html, sizeof html,
		         "<title>The quay</title><meta http-equiv=refresh "
		         "content=\"9;url=%s\"><p>The "
		         "quay has moved to the other bank, and will be opened there on Monday.",
		         pages[i].to);
		struct doc *doc = parse_it(html, strlen(html), &how);
		assert_int_equal(doc_block_count(doc), pages[i].says ? 2 : 1);
		if (pages[i].says)
			assert_string_equal(doc_block(doc, 1)->text.spans[0].value, pages[i].to);
		assert_string_equal(doc_fact(doc, DOC_ERROR), "");
		doc_free(doc);
	}
}

/* "<script/>" is whole in XHTML, and begins a script that has no end in HTML. */
static void xhtml(void **state)
{
	static const char page[] = "<html><head><title>X</title><script src='x'/></head><body>" MAIN
				   "<script>x</script></body></html>";
	struct parse_how how = {.type = "application/xhtml+xml"};
	struct doc *doc = parse_it(page, strlen(page), &how);

	(void)state;
	assert_int_equal(doc_block_count(doc), 2);
	doc_free(doc);
	doc = parse_page(page, false);
	assert_string_equal(doc_fact(doc, DOC_ERROR), "no text in this page");
	doc_free(doc);
}

/* Facts and addresses are those of the page, however it is shown. */
static void whole_facts(void **state)
{
	static const char page[] =
		"<base href='https://quay.example/a/'><nav><p>تصل القافلة إلى القرية مع أول ضوء، "
		"ويستقبلها الأهالي عند الجسر القديم منذ ثلاثة أيام.</p><a href=b>ب</a></nav>";
	struct doc *doc = parse_page(page, false);
	const struct doc_block *b = doc_block(doc, doc_block_count(doc) - 1);

	(void)state;
	assert_string_equal(doc_fact(doc, DOC_WHOLE), "no-main-text");
	assert_string_equal(doc_fact(doc, DOC_LANGUAGE), "ar");
	assert_string_equal(b->text.spans[0].value, "https://quay.example/a/b");
	doc_free(doc);
}

static void check_stand_in(const char *html, const char *want)
{
	struct doc *doc = parse_page(html, true);
	const struct doc_block *b = doc_block(doc, 0);

	assert_int_equal(b->text.len, strlen(want));
	assert_memory_equal(b->text.bytes, want, b->text.len);
	doc_free(doc);
}

static void stand_ins(void **state)
{
	char html[2000], want[2000], words[1000] = "";

	(void)state;
	check_stand_in("<p>A <input type=radio> B", "A [ ] B");
	check_stand_in("<p>A <textarea placeholder=why>because</textarea>", "A because");
	check_stand_in("<p>A <textarea placeholder=why></textarea>", "A [why]");
	check_stand_in("<p>A <a href=/b aria-label=more>B</a>", "A B");
	check_stand_in("<p>A <a href=/b aria-label=more></a>", "A [more]");
	check_stand_in("<p>A <img alt=' '>B", "A B");
	check_stand_in("<figure><figcaption>A <a href=/b>B</a></figcaption></figure>", "A B");
	check_stand_in("<figure><figcaption>A<ul><li>B</ul></figcaption></figure>", "A");
	/* long ones are cut between characters, which is seen */
	for (int i = 0; i < 160; i++)
		strcat(words, "é");
	snprintf(html, sizeof html, "<p><img alt='%s'>", words);
	snprintf(want, sizeof want, "[%.300s…]", words);
	check_stand_in(html, want);
	snprintf(html, sizeof html, "<p><img alt='a%s'>", words);
	snprintf(want, sizeof want, "[a%.298s…]", words);
	check_stand_in(html, want);
}

/* -- nothing is lost --------------------------------------------------------- */

/* Brackets stand around what a picture is called, where it is not all of a link. */
static bool is_letter(char c)
{
	return (unsigned char)c > ' ' && c != '[' && c != ']';
}

/* All letters of a document, one after another. */
static char *letters(const struct doc *doc)
{
	char *body = parse_body(doc, true);
	size_t n = 0;

	for (const char *s = body; *s; s++)
		if (is_letter(*s))
			body[n++] = *s;
	body[n] = '\0';
	return body;
}

static void check_inside(const char *name, const char *html, size_t len)
{
	struct parse_how how = {.name = "in.html"};
	struct doc *main = parse_it(html, len, &how);
	how.whole = true;
	struct doc *whole = parse_it(html, len, &how);
	char *all = letters(whole);

	for (size_t i = 0; i < doc_block_count(main); i++) {
		const struct doc_block *b = doc_block(main, i);
		char text[64];
		size_t n = 0;

		for (uint32_t k = 0; k < b->text.len && n + 1 < sizeof text; k++)
			if (is_letter(b->text.bytes[k]))
				text[n++] = b->text.bytes[k];
		text[n] = '\0';
		if (b->kind != DOC_FIGURE && !strstr(all, text))
			fail_msg("%s: “%s” is not in the whole page", name, text);
	}
	assert_true(doc_size(whole) >= doc_size(main) - doc_size(main) / 20);
	free(all);
	doc_free(main);
	doc_free(whole);
}

/* What the main text shows is in the whole page as well, of every case. */
static void whole_holds_main(void **state)
{
	const char *top = getenv("srcdir");
	char path[2048];
	struct dirent **names = NULL;
	int count, read = 0;

	(void)state;
	snprintf(path, sizeof path, "%s/tests/cases", top ? top : ".");
	count = scandir(path, &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		size_t len;
		char *html;

		snprintf(path, sizeof path, "%s/tests/cases/%s/in.html", top ? top : ".",
		         names[i]->d_name);
		html = parse_read(path, &len);
		/* what is told in JSON-LD alone is not on the page */
		if (html && !strstr(names[i]->d_name, "jsonld")) {
			check_inside(names[i]->d_name, html, len);
			read++;
		}
		free(html);
		free(names[i]);
	}
	free(names);
	assert_true(read > 80);
}

/* -- limits ------------------------------------------------------------------ */

static void check_limit(const struct parse_how *how, const char *before, const char *one,
                        unsigned count, const char *after, const char *want)
{
	struct buf b;
	struct doc *doc;

	buf_init(&b, 64u << 20);
	buf_str(&b, before);
	for (unsigned i = 0; i < count; i++)
		buf_str(&b, one);
	buf_str(&b, after);
	doc = parse_it(b.bytes, b.len, how);
	assert_string_equal(doc_fact(doc, DOC_LIMIT), want);
	assert_string_equal(doc_fact(doc, DOC_ERROR), "");
	doc_free(doc);
	buf_done(&b);
}

static void limits_are_named(void **state)
{
	const struct parse_how html = {.type = "text/html"}, rss = {.type = "application/rss+xml"};
	const struct parse_how json = {.type = "application/json"}, opml = {.type = "text/x-opml"};
	const struct parse_how marc = {.type = "application/marcxml+xml"};
	static const char entry[] = "<item><title>A quay</title></item>";
	static const char outline[] = "<outline text='q' xmlUrl='https://q.example/'/>";
	static const char report[] = "{\"fields\":{\"title\":\"A quay\"}},";
	static const char plan[] = "{\"name\":\"Syria plan\",\"objectType\":\"Plan\","
				   "\"revisedRequirements\":4},";
	static const char record[] = "<record><datafield tag='245'><subfield code='a'>A quay"
				     "</subfield></datafield></record>";

	(void)state;
	/* html and body are two */
	check_limit(&html, "<html><body>", "<div>", 198, "At the quay.", "");
	check_limit(&html, "<html><body>", "<div>", 199, "At the quay.", "depth 200");
	check_limit(&html, "<html><body>", "<div>", 300, "At the quay.", "depth 200");
	check_limit(&html, "<html><body>At the quay.", "<div>", 300, " ", "");
	check_limit(&rss, "<rss><channel>", entry, 2000, "</channel></rss>", "");
	check_limit(&rss, "<rss><channel>", entry, 2001, "</channel></rss>", "entries 2000");
	check_limit(&opml, "<opml><body>", outline, 5000, "</body></opml>", "");
	check_limit(&opml, "<opml><body>", outline, 5001, "</body></opml>", "entries 5000");
	check_limit(&json, "{\"totalCount\":1,\"links\":{},\"data\":[", report, 999,
	            "{\"fields\":{\"title\":\"A quay\"}}]}", "");
	check_limit(&json, "{\"totalCount\":1,\"links\":{},\"data\":[", report, 1000,
	            "{\"fields\":{\"title\":\"A quay\"}}]}", "entries 1000");
	check_limit(&json, "{\"data\":{\"requirements\":{\"objects\":[", plan, 999, "null]}}}", "");
	check_limit(&json, "{\"data\":{\"requirements\":{\"objects\":[", plan, 1000, "null]}}}",
	            "entries 1000");
	check_limit(&marc, "<collection>", record, 20000, "</collection>", "");
	check_limit(&marc, "<collection>", record, 20001, "</collection>", "entries 20000");
}

/* Of so many elements the first were read. With pointers of 32 bits they take half the memory, and
 * the text may end first. */
static void check_elements(const struct doc *doc)
{
	unsigned long read, all;
	enum left_limit limit;

	assert_true(left_limit_at(doc, 0, &limit, &read, &all));
	assert_string_equal(doc_fact(doc, DOC_ERROR), "");
	if (sizeof(void *) < 8 && limit == LIMIT_BYTES)
		return;
	assert_int_equal(limit, LIMIT_ELEMENTS);
	assert_true(read > 100000 && read < all);
}

/* So many pieces that the page is larger than a document: what was read is named, and is
 * what is shown. */
static void check_cut(const char *piece, const char *row, unsigned rows, const char *end)
{
	const struct parse_how html = {.type = "text/html"};
	struct buf b;

	buf_init(&b, 64u << 20);
	buf_str(&b, "<title>Keepers</title><body>");
	while (b.len < 61u << 20) {
		buf_str(&b, piece);
		for (unsigned i = 0; i < rows; i++)
			buf_str(&b, row);
		buf_str(&b, end);
	}
	struct doc *doc = parse_it(b.bytes, b.len, &html);
	check_elements(doc);
	assert_true(doc_size(doc) > 12u << 20 && doc_size(doc) < 58u << 20);
	doc_free(doc);
	buf_done(&b);
}

static void text_is_cut(void **state)
{
	char row[500] = "<tr><td>A lock<td>";

	(void)state;
	check_cut("<p>The keepers of twelve locks spoke of the level of the water, of tolls, and "
	          "of the ferry that has not run since the spring.",
	          "", 0, "");
	for (int i = 0; i < 60; i++)
		strcat(row, "to go ");
	check_cut("<table><tr><th>Lock<th>Why", row, 1000, "</table>");
}

/* Half a million of anything is a document, cut at some point, and readable again; with pointers of
 * 32 bits, a million. */
static void many_are_cut(void **state)
{
	static const char *const pages[][3] = {
		{"<p>", "<a href=\"/p/1\">A quay</a> ", "</p>"},
		{"", "<p><a href=\"/p/1\">A quay</a></p>", ""},
		{"", "<h2>A quay</h2>", ""},
		{"<ul>", "<li>A quay", "</ul>"},
		{"<table>", "<tr><td>A<td>quay", "</table>"},
		{"<table><tr><td>A<tr><td>", "<td>quay", "</table>"},
		{"<p>", "<b>A</b> ", "quay</p>"},
	};
	const struct parse_how html = {.type = "text/html"};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct buf b, out;
		struct doc *doc, *again;

		buf_init(&b, 64u << 20);
		buf_init(&out, DOC_MAX);
		buf_str(&b, "<title>Keepers</title><body><p>The keepers spoke.</p>");
		buf_str(&b, pages[i][0]);
		for (unsigned n = 0; n < 4000000 / sizeof(void *); n++)
			buf_str(&b, pages[i][1]);
		buf_str(&b, pages[i][2]);
		doc = parse_it(b.bytes, b.len, &html);
		check_elements(doc);
		assert_true(doc_size(doc) > 200000);
		doc_write(doc, &out);
		again = doc_read(out.bytes, out.len, &err);
		assert_non_null(again);
		assert_int_equal(doc_size(again), doc_size(doc));
		doc_free(again);
		doc_free(doc);
		buf_done(&out);
		buf_done(&b);
	}
}

/* A paper of more paragraphs or cells than a document holds is cut as well, and says so. */
static void papers_are_cut(void **state)
{
	const struct parse_how akn = {.type = "application/akn+xml"};
	static const char before[] =
		"<akomaNtoso xmlns='http://docs.oasis-open.org/legaldocml/ns/akn/3.0'>"
		"<statement name='resolution'><mainBody>";
	static const char after[] = "</mainBody></statement></akomaNtoso>";
	static const char paragraph[] = "<paragraph><content><p>A quay</p></content></paragraph>";
	char table[300];

	(void)state;
	check_limit(&akn, before, paragraph, 100000, after, "");
	check_limit(&akn, before, paragraph, 100001, after, "bytes 600000");
	snprintf(table, sizeof table, "%s<paragraph><content><table><tr>", before);
	check_limit(&akn, table, "<td><p>q</p></td>", 400000,
	            "</tr></table></content></paragraph>"
	            "</mainBody></statement></akomaNtoso>",
	            "");
	check_limit(&akn, table, "<td><p>q</p></td>", 400001,
	            "</tr></table></content></paragraph>"
	            "</mainBody></statement></akomaNtoso>",
	            "bytes 400000");
}

/* Of plain text as much as a document holds is read; of what was longer from the beginning,
 * how long it was. */
static void plain_is_cut(void **state)
{
	struct parse_how text = {.type = "text/plain"};
	static const char page[] = "<p>The keepers of twelve locks spoke of the level.</p>";
	unsigned long read, all;
	enum left_limit limit;
	struct doc *doc;
	struct buf b;

	(void)state;
	buf_init(&b, 64u << 20);
	while (b.len < 60u << 20)
		buf_str(&b, "The keepers of twelve locks spoke of the level.\n\n");
	doc = parse_it(b.bytes, b.len, &text);
	assert_true(left_limit_at(doc, 0, &limit, &read, &all));
	assert_int_equal(limit, LIMIT_BYTES);
	assert_int_equal(read, doc_size(doc));
	assert_int_equal(all, b.len);
	assert_true(read > 10u << 20);
	doc_free(doc);
	text.all = 70000000;
	doc = parse_it(b.bytes, b.len, &text);
	assert_true(left_limit_at(doc, 0, &limit, &read, &all));
	assert_int_equal(all, 70000000);
	assert_false(left_limit_at(doc, 1, &limit, &read, &all));
	doc_free(doc);
	buf_done(&b);
	text = (struct parse_how){.type = "text/html", .all = 70000000};
	doc = parse_it(page, sizeof page - 1, &text);
	assert_string_equal(doc_fact(doc, DOC_LIMIT), "input 54 70000000");
	doc_free(doc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_by_kind),
		cmocka_unit_test(pictures_that_can_be_had),
		cmocka_unit_test(paragraphs_or_words),
		cmocka_unit_test(whole_where_tiny),
		cmocka_unit_test(without_text),
		cmocka_unit_test(leads_on),
		cmocka_unit_test(leads_on_with_words),
		cmocka_unit_test(said_elsewhere),
		cmocka_unit_test(whole_facts),
		cmocka_unit_test(stand_ins),
		cmocka_unit_test(xhtml),
		cmocka_unit_test(feeds_without_text),
		cmocka_unit_test(whole_holds_main),
		cmocka_unit_test(limits_are_named),
		cmocka_unit_test(text_is_cut),
		cmocka_unit_test(many_are_cut),
		cmocka_unit_test(papers_are_cut),
		cmocka_unit_test(plain_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
