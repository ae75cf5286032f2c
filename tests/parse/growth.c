/* SPDX-License-Identifier: ISC */
/* growth: what there is twice as much of is twice the work, for every parser. */
#include "config.h"

#include "fetch/parse/json/json.h"
#include "fetch/parse/warc/warc.h"
#include "tests/lib/growth.h"
#include "tests/parse/parse_lib.h"
#include "tests/parse/zip_lib.h"

static void parse(const char *bytes, size_t len, const char *type)
{
	const struct parse_how how = {.type = type};
	struct err err = {0};
	struct buf data;

	buf_init(&data, len + 1);
	buf_add(&data, bytes, len);
	struct doc *doc = parse_bytes(&how, &data, &err);
	assert_non_null(doc);
	doc_free(doc);
	buf_done(&data);
}

/* As the text of a Word document. */
static void parse_word(const char *bytes, size_t len, const char *type)
{
	const struct zip_part parts[] = {
		{"[Content_Types].xml", "<Types/>", 0},
		{"word/document.xml", bytes, len},
	};
	size_t size;
	char *zip = zip_make(parts, 2, NULL, &size);

	(void)type;
	parse(zip, size, "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
	free(zip);
}

struct archive {
	const char *bytes;
	size_t len, at;
};

static long give(void *payload, char *bytes, size_t room)
{
	struct archive *a = payload;
	size_t n = a->len - a->at < room ? a->len - a->at : room;

	memcpy(bytes, a->bytes + a->at, n);
	a->at += n;
	return (long)n;
}

static int take(void *payload, const char *bytes, size_t len)
{
	(void)payload, (void)bytes, (void)len;
	return 0;
}

static void unpack(const char *bytes, size_t len, const char *type)
{
	struct archive a = {bytes, len, 0};
	const struct warc_streams streams = {give, take, &a};

	(void)type;
	assert_int_equal(warc_unpack(&streams), 0);
}

#define HTML parse, "text/html"
#define PLAIN parse, "text/plain"
#define CSV parse, "text/csv"
#define JSON parse, "application/json"
#define PDF parse, "application/x-pdftohtml"
#define AKN parse, "application/akn+xml"
#define MARC parse, "application/marcxml+xml"
#define FEED parse, "application/rss+xml"
#define ATOM parse, "application/atom+xml"
#define WORD parse_word, "Word"
#define WARC unpack, "WARC"

#define PAGE "<pdf2xml><page number=\"1\" height=\"800\" width=\"600\">"
#define IN_AKN "<akomaNtoso><statement><body>"
#define IN_MARC "<collection><record>"
#define IN_RSS "<rss><channel><title>t</title>"
#define IN_WORD \
	"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" \
	"<w:body>"

static const struct construct constructs[] = {
	{HTML, "<p>", "<a href=\"/n/%u\">n</a> ", ""},
	{HTML, "", "<h2>heading %u</h2>", ""},
	{HTML, "", "<figure><figcaption>Words of the figure %u</figcaption></figure>", ""},
	{HTML, "<img src=a>", "<div class=caption>Words of the caption %u</div>", ""},
	{HTML, "", "<h2>h%u</h2><p>Words of it.</p>", ""},
	{HTML, "<table><tr>", "<td>%u", "</table>"},
	{HTML, "<table>", "<tr><td>%u<td>b", "</table>"},
	{HTML, "<table>", "<tr><td rowspan=9 colspan=9>%u", "</table>"},
	{HTML, "<ul>", "<li>item %u", "</ul>"},
	{HTML, "", "<ul><li>", "x"},
	{HTML, "<p>a", "\xcc\x81", ""},
	{HTML, "", "<!-- ", ""},
	{HTML, "", "<b>x<i>y</b>z</i>", ""},
	{HTML, "<p ", "a%u=x ", ">y"},
	{HTML, "", "<div>", "x"},
	{HTML, "", "<table><tr><td>", "x"},
	{HTML, "", "<p id=a%u>Words of a text here.", ""},
	{HTML, "", "<a href=#a%u>x</a><p id=a%u>y", ""},
	{HTML, "<select>", "<option>x%u", ""},
	{HTML, "", "<img alt=\"a picture\" src=/%u>", ""},
	{HTML, "", "<meta name=a%u content=b>", ""},
	{HTML, "<script type=application/ld+json>", "[", ""},
	{HTML, "<script type=application/ld+json>[", "{\"@type\":\"x\"},", "]</script>"},
	{HTML, "<p>", "S/RES/2254 (2015) ", ""},
	{HTML, "<pre>", "line %u\n", "</pre>"},
	{HTML, "<dl>", "<dt>a<dd>b%u", ""},
	{HTML, "<p>", "<sup>%u</sup>word", ""},
	{HTML, "<p>", "&amp;", ""},
	{HTML, "<p>", "one-word", ""},
	{HTML, "<p>", "word<br>", ""},
	{HTML, "", "<form><input name=a%u><button>x</button></form>", ""},
	{HTML, "", "<p>\xd8\xb3\xd9\x88\xd8\xb1\xd9\x8a\xd8\xa7 %u", ""},
	{HTML, "<h1>a</h1><p>", "<time>2020-01-01</time> ", ""},
	{HTML, "<h1>a</h1><p>", "<b>a</b><time>2020-01-01</time>", ""},
	{HTML, "<math>", "<mfrac><mi>a</mi><mi>b%u</mi></mfrac>", ""},
	{HTML, "", "<math><msqrt><mi>a<mo>+", ""},
	{HTML, "<math><mfenced>", "<mi>a</mi>", ""},
	{HTML, "<math>", "<mfrac><mrow>", "<mi>a</mi>"},
	{HTML, "<math>", "<msup><mi>a</mi><mn>%u</mn></msup>", ""},
	{HTML, "<math><mmultiscripts><mi>a</mi>", "<mn>%u</mn>", ""},
	{PLAIN, "", "Words of a line here.\n", ""},
	{PLAIN, "", "Words of a paragraph.\n\n", ""},
	{PLAIN, "", "word ", ""},
	{PLAIN, "", "a", ""},
	{PLAIN, "", "\n", ""},
	{PLAIN, "", "\xcc\x81", ""},
	{PLAIN, "", "1. item\n", ""},
	{PLAIN, "", "https://x.example/%u ", ""},
	{CSV, "a,b\n", "%u,x\n", ""},
	{CSV, "a", ",%u", ""},
	{CSV, "a,b\n", "\"", ""},
	{CSV, "a,b\n", "\",", ""},
	{JSON, "", "[", ""},
	{JSON, "[", "1,", "1]"},
	{JSON, "{", "\"a%u\":1,", "\"b\":1}"},
	{JSON, "[", "{\"a\":\"b\"},", "1]"},
	{JSON, "\"", "x", "\""},
	{JSON, "\"", "\\u0041", "\""},
	{JSON, "", "{\"a\": 1}\n", ""},
	{JSON, "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[",
         "{\"id\":\"%u\",\"title\":\"t\"},", "{}]}"},
	{PDF, PAGE,
         "<text top=\"%u\" left=\"80\" width=\"90\" height=\"12\" font=\"0\">Words</text>",
         "</page></pdf2xml>"},
	{PDF, PAGE,
         "<text top=\"90\" left=\"%u\" width=\"9\" height=\"12\" font=\"0\">Words</text>",
         "</page></pdf2xml>"},
	{PDF, PAGE, "<text top=\"90\" left=\"80\" width=\"9\" height=\"12\" font=\"0\">W</text>",
         "</page></pdf2xml>"},
	{PDF, PAGE, "<fontspec id=\"%u\" size=\"12\" family=\"T\" color=\"#000000\"/>",
         "</page></pdf2xml>"},
	{PDF, "<pdf2xml>",
         "<page number=\"%u\" height=\"800\" width=\"600\"><text top=\"90\" left=\"80\" "
         "width=\"90\" "
         "height=\"12\" font=\"0\">Words</text></page>",
         "</pdf2xml>"},
	{PDF, "<pdf2xml><outline>", "<item page=\"1\">x%u</item>", "</outline></pdf2xml>"},
	{AKN, IN_AKN, "<p>Words of it.</p>", "</body></statement></akomaNtoso>"},
	{AKN, IN_AKN "<p ", "a%u=\"\" ", "/></body></statement></akomaNtoso>"},
	{AKN, IN_AKN, "<section>", ""},
	{AKN, IN_AKN, "<paragraph><num>%u</num><content><p>x</p></content></paragraph>", ""},
	{AKN, IN_AKN "<p>", "<i>a</i>", ""},
	{AKN, IN_AKN "<table>", "<tr><td><p>x</p></td></tr>", "</table>"},
	{AKN, IN_AKN, "<!-- x -->", ""},
	{AKN, "<!DOCTYPE akomaNtoso [", "<!ENTITY e%u \"x\">", "]>" IN_AKN "<p>x</p>"},
	{MARC, IN_MARC, "<datafield tag=\"650\"><subfield code=\"a\">x%u</subfield></datafield>",
         ""},
	{MARC, IN_MARC, "<controlfield tag=\"001\">%u</controlfield>", ""},
	{MARC, "<collection>",
         "<record><datafield tag=\"245\"><subfield code=\"a\">x</subfield></datafield></record>",
         ""},
	{MARC, IN_MARC "<datafield tag=\"245\">", "<subfield code=\"a\">x</subfield>", ""},
	{FEED, IN_RSS, "<item><title>t%u</title><link>https://x.example/%u</link></item>", ""},
	{FEED, IN_RSS "<item>", "<title>t</title>", ""},
	{FEED, IN_RSS "<item>", "<category>c%u</category>", ""},
	{FEED, IN_RSS "<item><description>", "&lt;p&gt;x", ""},
	{FEED, IN_RSS, "a & b ", ""},
	{ATOM, "<feed>", "<entry><id>%u</id><title>t</title></entry>", ""},
	{ATOM, "<feed ", "xmlns:a%u=\"b\" ", "/>"},
	{ATOM, "<feed><entry>", "<link href=\"/%u\"/>", ""},
	{WORD, IN_WORD, "<w:p><w:r><w:t>Words</w:t></w:r></w:p>", "</w:body></w:document>"},
	{WORD, IN_WORD "<w:p>", "<w:r><w:t>Words</w:t></w:r>", "</w:p></w:body></w:document>"},
	{WORD, IN_WORD "<w:tbl>", "<w:tr><w:tc><w:p/></w:tc></w:tr>",
         "</w:tbl></w:body></w:document>"},
	{WORD, IN_WORD, "<w:p><w:r><w:footnoteReference w:id=\"%u\"/></w:r></w:p>", ""},
	{WORD, IN_WORD "<w:p>", "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", ""},
	{WORD, IN_WORD "<w:p><m:oMath><m:d>", "<m:e><m:r><m:t>x</m:t></m:r></m:e>", ""},
	{WORD, IN_WORD "<w:p><m:oMath>", "<m:f><m:num>", ""},
	{WARC, "", "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", ""},
	{WARC, "WARC/1.0\r\n", "A%u: b\r\n", ""},
	{WARC, "", "\r\n", ""},
};

static void linear(void **state)
{
	(void)state;
	growth_check(constructs, sizeof constructs / sizeof *constructs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(linear)};

	parse_json_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
