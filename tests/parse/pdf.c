/* SPDX-License-Identifier: ISC */
/*
 * parse_pdf: what pdftohtml tells of a PDF: bad input. Whole documents: cases.c.
 */
#include "config.h"

#include "fetch/helpers/pdf.h"
#include "fetch/parse/pdf/pdf.h"
#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE pdf2xml SYSTEM \"pdf2xml.dtd\">\n" \
	"<pdf2xml producer=\"poppler\" version=\"22.12.0\">\n"
#define PAGE \
	"<page number=\"1\" position=\"absolute\" top=\"0\" left=\"0\" height=\"1188\" " \
	"width=\"918\">\n" \
	"<fontspec id=\"0\" size=\"15\" family=\"Serif\" color=\"#000000\"/>\n"
#define FOOT "</page>\n</pdf2xml>\n"

/* -- bad input -------------------------------------------------------------- */

static struct doc *parse_xml(const char *xml, size_t len)
{
	struct parse_how how = {.type = "application/pdf"};

	return parse_it(xml, len, &how);
}

static void scans(void **state)
{
	static const char xml[] = HEAD PAGE "</page>\n" PAGE FOOT;
	struct doc *doc = parse_xml(xml, strlen(xml));

	(void)state;
	assert_string_equal(doc_fact(doc, "error"),
	                    "the file is a scan without a text layer: 2 pages of images");
	assert_true(doc_block_count(doc) == 2);
	doc_free(doc);
}

static void cut_short(void **state)
{
	static const char xml[] =
		HEAD PAGE "<text top=\"100\" left=\"90\" width=\"300\" height=\"17\" font=\"0\">"
			  "The gauge of the quay was read</text>\n" FOOT;
	static const char mark[] = PDF_CUT_MARK;
	struct doc *doc = parse_xml(xml, strlen(xml));
	struct buf more;

	(void)state;
	assert_string_equal(doc_fact(doc, "incomplete"), "");
	assert_int_equal(doc_block_count(doc), 1);
	doc_free(doc);
	/* anywhere: no byte of it may be read behind the end */
	for (size_t n = strlen(HEAD); n < strlen(xml) - 12; n++) {
		char *part = malloc(n);

		memcpy(part, xml, n);
		doc = parse_xml(part, n);
		assert_true(*doc_fact(doc, "incomplete") || *doc_fact(doc, "error"));
		doc_free(doc);
		free(part);
	}
	buf_init(&more, 1u << 16);
	buf_str(&more, xml);
	buf_str(&more, mark);
	doc = parse_xml(more.bytes, more.len);
	assert_true(*doc_fact(doc, "incomplete"));
	doc_free(doc);
	buf_done(&more);
}

/* Numbers that no page has, tags that nest, entities that are none, many runs. */
static void hostile(void **state)
{
	struct buf xml;
	struct doc *doc;

	(void)state;
	buf_init(&xml, 32u << 20);
	buf_str(&xml, HEAD PAGE);
	for (int i = 0; i < 30000; i++)
		buf_printf(&xml,
		           "<text top=\"%d\" left=\"-%d\" width=\"99999999999\" height=\"0\" "
		           "font=\"%d\"><b><i><a href=\"x&#0;\">w&bad; &#x; &#1114112; %d</text>\n",
		           i % 1000, i % 70, i, i % 13);
	for (int i = 0; i < 3000; i++)
		buf_str(&xml,
		        "<text top=\"5\" left=\"5\" width=\"5\" height=\"5\" font=\"0\"><b><b>");
	doc = parse_xml(xml.bytes, xml.len);
	assert_true(doc_block_count(doc) > 0);
	doc_free(doc);
	buf_reset(&xml);
	buf_str(&xml, HEAD);
	for (int i = 0; i < 50000; i++)
		buf_str(&xml, "<page height=\"0\" width=\"0\"><fontspec size=\"-4\"/>"
		              "<text top=\"1\" font=\"0\">abcdefghijklmno</text>");
	doc = parse_xml(xml.bytes, xml.len);
	assert_true(doc_block_count(doc) > 0);
	doc_free(doc);
	buf_done(&xml);
}

/* Places, sizes and pages that no paper has are as large as reading takes them, either
 * way: what is judged by two thousand times a size stays a number. */
static void beyond_paper(void **state)
{
	static const char xml[] =
		HEAD "<page height=\"9999999\" width=\"99999999\">\n"
		     "<fontspec id=\"0\" size=\"2999999\"/>\n"
		     "<text top=\"100001\" left=\"-1000001\" width=\"100000\" height=\"99999\" "
		     "font=\"0\">Ebb</text>\n"
		     "<text top=\"100001\" left=\"9999999\" width=\"9999999\" height=\"99999\" "
		     "font=\"0\">flood</text>\n" FOOT;
	struct pdf_file file;
	const struct pdf_run *run;
	struct doc *doc = parse_xml(xml, strlen(xml));
	struct err err = {0};

	(void)state;
	assert_true(doc_block_count(doc) > 0);
	doc_free(doc);
	pdf_file_init(&file);
	assert_int_equal(pdf_read(&file, xml, strlen(xml), &err), 0);
	assert_int_equal(file.pages.at[0].width, 100000);
	assert_int_equal(file.pages.at[0].height, 100000);
	assert_int_equal(file.runs.count, 2);
	run = &file.runs.at[0];
	assert_int_equal(run->top, 100000);
	assert_int_equal(run->left, -100000);
	assert_int_equal(run->width, 100000);
	assert_int_equal(run->height, 99999);
	assert_int_equal(run->size, 100000);
	pdf_file_done(&file);
}

/* -- which way bytes take ------------------------------------------------------- */

static void guesses(void **state)
{
	static const struct {
		const char *bytes;
		bool all;
		enum pdf_guess guess;
	} cases[] = {
		{"%PDF-1.4\n", false, PDF_IS},
		{"\xef\xbb\xbf%PDF-1.4\n", false, PDF_IS},
		{"\r\n\r\njunk before %PDF-1.7", false, PDF_IS},
		{"<!doctype html><p>All about %PDF- files", false, PDF_NOT},
		{"{\"a\": \"%PDF-\"}", false, PDF_NOT},
		{"PK\3\4 %PDF-", false, PDF_NOT},
		{"HTTP", false, PDF_UNKNOWN},
		{"plain words", true, PDF_NOT},
		{"", false, PDF_UNKNOWN},
		{"", true, PDF_NOT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (pdf_guess(cases[i].bytes, strlen(cases[i].bytes), cases[i].all) !=
		    cases[i].guess)
			fail_msg("%s", cases[i].bytes);
}

/* What is said to be a PDF and is none is what it is. */
static void mislabelled(void **state)
{
	static const char page[] = "<html><body><h1>Gauges</h1><p>The gauge of the quay was "
				   "read.</p></body></html>";
	static const char noise[] = "\1\2\3\4\5\6\7\1\2\3\4\5\6\7";
	struct parse_how how = {.type = "application/pdf", .name = "x.pdf"};
	struct doc *doc = parse_it(page, strlen(page), &how);

	(void)state;
	assert_string_equal(doc_fact(doc, "error"), "");
	assert_true(doc_block_count(doc) > 0);
	doc_free(doc);
	doc = parse_it("The gauge was read.", 19, &how);
	assert_string_equal(doc_fact(doc, "error"), "");
	doc_free(doc);
	doc = parse_it(noise, strlen(noise), &how);
	assert_non_null(strstr(doc_fact(doc, "error"), "none"));
	doc_free(doc);
	assert_string_equal(parse_type_find(&how, "PK\3\4word/document.xml", 22)->names, " docx ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scans),   cmocka_unit_test(cut_short),
		cmocka_unit_test(hostile), cmocka_unit_test(beyond_paper),
		cmocka_unit_test(guesses), cmocka_unit_test(mislabelled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
