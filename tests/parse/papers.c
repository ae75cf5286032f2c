/* SPDX-License-Identifier: ISC */
/*
 * parse_papers: UN documents that come as office files and XML: what bad XML must come to.
 * Whole documents: cases.c.
 */
#include "config.h"

#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- XML ----------------------------------------------------------------- */

static struct doc *parse_xml(const char *xml)
{
	struct parse_how how = {.type = "application/octet-stream"};
	return parse_it(xml, strlen(xml), &how);
}

/* The kind of the block that begins with Annex, where it is followed by so many letters, and
 * a line of so many stands below it; the length of its text. */
static enum doc_kind annex_of(int beside, int below, size_t *len)
{
	char xml[2000], letters[500];
	enum doc_kind kind = DOC_RULE;

	memset(letters, 'x', sizeof letters);
	snprintf(xml, sizeof xml,
	         "<akomaNtoso><doc><mainBody><p>The gate is shut.</p><p>Annex II%s%.*s</p>"
	         "<p>%.*s</p><p>And open.</p></mainBody></doc></akomaNtoso>",
	         beside ? " to the letter " : "", beside, letters, below, letters);
	struct doc *doc = parse_xml(xml);
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		if (b->text.len < 5 || memcmp(b->text.bytes, "Annex", 5) != 0)
			continue;
		kind = b->kind;
		*len = b->text.len;
	}
	doc_free(doc);
	return kind;
}

/* An annex is headed by a line that is not long, and titled by one that is not either. */
static void annex_limits(void **state)
{
	size_t len = 0;

	(void)state;
	assert_int_equal(annex_of(0, 300, &len), DOC_HEADING);
	assert_true(len > 300);
	assert_int_equal(annex_of(0, 301, &len), DOC_HEADING);
	assert_int_equal(len, 8);
	assert_int_equal(annex_of(97, 301, &len), DOC_HEADING);
	assert_int_equal(annex_of(98, 301, &len), DOC_PARAGRAPH);
}

static void akn_broken(void **state)
{
	(void)state;
	struct doc *doc = parse_xml("<akomaNtoso><doc><mainBody><p>The gate is shut.</p><p>No");
	assert_int_equal(doc_block_count(doc), 2);
	assert_string_equal(doc_fact(doc, "format"), "akn");
	assert_non_null(strstr(doc_fact(doc, "incomplete"), "line 1"));
	doc_free(doc);
	doc = parse_xml("<akomaNtoso>");
	assert_non_null(strstr(doc_fact(doc, "error"), "no text"));
	doc_free(doc);
}

/* What an entity may not do: name a file, or grow without end. */
static void akn_entities(void **state)
{
	(void)state;
	struct doc *doc =
		parse_xml("<!DOCTYPE akomaNtoso [<!ENTITY gate 'the <b>gate</b>'>"
	                  "<!ENTITY file SYSTEM 'file:///etc/hostname'>]>"
	                  "<akomaNtoso><doc><mainBody><p>Near &gate;&nbsp;7&file; today</p>"
	                  "</mainBody></doc></akomaNtoso>");
	char *body = parse_body(doc, false);
	assert_string_equal(body, "Near the gate\xc2\xa0"
	                          "7 today\n");
	free(body);
	doc_free(doc);
	doc = parse_xml(
		"<!DOCTYPE akomaNtoso [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>"
		"<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
		"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
		"<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
		"<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>"
		"<!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>]>"
		"<akomaNtoso><doc><mainBody><p>&f;</p></mainBody></doc></akomaNtoso>");
	assert_true(doc_size(doc) < (20u << 20));
	doc_free(doc);
}

static void akn_deep(void **state)
{
	struct buf xml;
	(void)state;
	buf_init(&xml, 1u << 20);
	buf_str(&xml, "<akomaNtoso><doc><mainBody>");
	for (int i = 0; i < 20000; i++)
		buf_str(&xml, "<block><span class='italic'>x");
	struct doc *doc = parse_xml(xml.bytes);
	assert_string_equal(doc_fact(doc, "format"), "akn");
	assert_true(*doc_fact(doc, "incomplete"));
	doc_free(doc);
	buf_done(&xml);
}

/* Found by content, whatever the server calls it. */
static void types(void **state)
{
	static const char akn[] = "\xef\xbb\xbf<?xml version='1.0'?>\r\n<!-- a copy -->\r\n"
				  "<!DOCTYPE x>\n<an:akomaNtoso xmlns:an='urn:x'>";
	static const char other[] = "<?xml version='1.0'?><collection><stores/></collection>";
	static const char *const given[] = {"text/plain; charset=utf-8", "application/xml",
	                                    "text/xml", "application/octet-stream", NULL};
	(void)state;
	for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
		struct parse_how how = {.type = given[i]};
		assert_string_equal(parse_type_find(&how, akn, strlen(akn))->type,
		                    "application/akn+xml");
	}
	/* tables, by what is said of them or by their name */
	static const struct {
		struct parse_how how;
		const char *type;
	} tables[] = {
		{{.type = "text/csv; header=present"}, "text/csv"},
		{{.name = "/tmp/boats.CSV"}, "text/csv"},
		{{.type = "text/plain", .name = "boats.csv"}, "text/csv"},
		{{.type = "application/octet-stream", .name = "boats.tsv"},
	         "text/tab-separated-values"},
		{{.type = "text/x-csv", .name = "boats.csv"}, "text/csv"},
		{{.type = "text/x-notes", .name = "boats.txt"}, "text/plain"},
		{{.type = "text/plain", .name = "boats.html"}, "text/plain"},
		{{.type = "text/html", .name = "boats.csv"}, "text/html"},
	};
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		assert_string_equal(parse_type_find(&tables[i].how, "a,b\n1,2\n", 8)->type,
		                    tables[i].type);
	struct parse_how sheet = {.type = "application/vnd.openxmlformats-officedocument."
	                                  "spreadsheetml.sheet"};
	assert_string_equal(parse_type_find(&sheet, "PK\3\4", 4)->called, "an Excel table");
	struct parse_how none = {0};
	assert_string_equal(parse_type_find(&none, other, strlen(other))->type, "application/xml");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(annex_limits),
	                                   cmocka_unit_test(akn_broken),
	                                   cmocka_unit_test(akn_entities),
	                                   cmocka_unit_test(akn_deep), cmocka_unit_test(types)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
