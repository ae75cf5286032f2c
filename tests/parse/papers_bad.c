/* SPDX-License-Identifier: ISC */
/*
 * parse_papers_bad: Word documents that are damaged, locked or made to harm; and
 * that what reads them can do so under the seal.
 */
#include "config.h"

#include "fetch/seal/seal.h"
#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"
#include "tests/parse/zip_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RELS(target) \
	"<Relationships><Relationship Id='rId1' Type='http://x/officeDocument' Target='" target \
	"'/></Relationships>"
#define TEXT \
	"<w:document><w:body><w:p><w:r><w:t>The gate is " \
	"shut.</w:t></w:r></w:p></w:body></w:document>"

static const struct zip_part good[] = {{"_rels/.rels", RELS("word/document.xml"), 0},
                                       {"word/document.xml", TEXT, 0}};

static struct doc *parse_parts(const struct zip_part *parts, size_t count, const char *password)
{
	size_t len;
	char *bytes = zip_make(parts, count, password, &len);
	struct parse_how how = {.name = "letter.docx"};
	struct doc *doc = parse_it(bytes, len, &how);
	free(bytes);
	return doc;
}

static void assert_error(struct doc *doc, const char *says)
{
	if (!strstr(doc_fact(doc, "error"), says))
		fail_msg("“%s” does not say “%s”", doc_fact(doc, "error"), says);
	assert_true(doc_block_count(doc) > 1);
	doc_free(doc);
}

static void plain(void **state)
{
	(void)state;
	struct doc *doc = parse_parts(good, 2, NULL);
	assert_string_equal(doc_fact(doc, "error"), "");
	assert_int_equal(doc_block_count(doc), 1);
	doc_free(doc);
}

static void damaged(void **state)
{
	size_t len;
	char *bytes = zip_make(good, 2, NULL, &len);
	struct parse_how how = {.name = "letter.docx"};
	(void)state;
	assert_error(parse_it(bytes, len / 2, &how), "damaged");
	assert_error(parse_it(bytes, 8, &how), "damaged");
	/* A byte of the packed text is another: the checksum tells. */
	char *packed = memmem(bytes, len, "word/document.xml", 17);
	assert_non_null(packed);
	packed[17 + 9] ^= 0x55;
	assert_error(parse_it(bytes, len, &how), "damaged");
	free(bytes);
}

static void locked(void **state)
{
	static const char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 "
				  "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
	struct parse_how how = {.name = "letter.docx"};
	(void)state;
	assert_error(parse_parts(good, 2, "quay"), "password");
	assert_error(parse_it(ole, sizeof ole, &how), "password");
	assert_error(parse_it("\xd0\xcf\x11\xe0 old", 8, &how), "old Office");
}

static void missing(void **state)
{
	static const struct zip_part without[] = {{"_rels/.rels", RELS("word/document.xml"), 0},
	                                          {"word/styles.xml", "<w:styles/>", 0}};
	static const struct zip_part outside[] = {
		{"_rels/.rels", RELS("../../../../etc/passwd"), 0}, {"word/document.xml", TEXT, 0}};
	static const struct zip_part empty[] = {{"word/document.xml", "<w:document/>", 0}};
	static const struct zip_part nothing[] = {{"word/document.xml", "no markup", 0}};
	(void)state;
	assert_error(parse_parts(without, 2, NULL), "not in it");
	assert_error(parse_parts(outside, 2, NULL), "not in it");
	assert_error(parse_parts(empty, 1, NULL), "no text");
	assert_error(parse_parts(nothing, 1, NULL), "not one element");
}

static void bomb(void **state)
{
	size_t len = 40u << 20;
	char *much = malloc(len);
	(void)state;
	assert_non_null(much);
	memset(much, ' ', len);
	memcpy(much, "<w:document>", 12);
	struct zip_part parts[] = {{"word/document.xml", much, len}};
	assert_error(parse_parts(parts, 1, NULL), "unpacks to more");
	free(much);
}

/* Styles based on each other, numbers of lists that are not there, notes that call
 * themselves, tables in tables without end. */
static void circles(void **state)
{
	struct buf text;
	(void)state;
	buf_init(&text, 16u << 20);
	buf_str(&text, "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='A'/><w:numPr><w:ilvl "
	               "w:val='77'/><w:numId w:val='9'/></w:numPr></w:pPr><w:r><w:t>One</w:t>"
	               "<w:footnoteReference w:id='1'/><w:fldChar w:fldCharType='end'/>"
	               "<w:fldChar w:fldCharType='separate'/></w:r></w:p>");
	for (int i = 0; i < 60; i++)
		buf_str(&text,
		        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999'/><w:vMerge/>"
		        "</w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc><w:tc>");
	struct zip_part parts[] = {
		{"word/document.xml", text.bytes, 0},
		{"word/_rels/document.xml.rels",
	         "<Relationships><Relationship Id='1' Type='/styles' Target='styles.xml'/>"
	         "<Relationship Id='2' Type='/footnotes' Target='notes.xml'/>"
	         "<Relationship Id='3' Type='/numbering' Target='numbering.xml'/></Relationships>",
	         0},
		{"word/styles.xml",
	         "<w:styles><w:style w:styleId='A'><w:basedOn w:val='B'/></w:style>"
	         "<w:style w:styleId='B'><w:basedOn w:val='A'/></w:style></w:styles>",
	         0},
		{"word/numbering.xml",
	         "<w:numbering><w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='A'/>"
	         "</w:abstractNum><w:num w:numId='9'><w:abstractNumId w:val='1'/></w:num>"
	         "</w:numbering>",
	         0},
		{"word/notes.xml",
	         "<w:footnotes><w:footnote w:id='1'><w:p><w:r><w:t>Two</w:t><w:footnoteReference "
	         "w:id='1'/></w:r></w:p></w:footnote></w:footnotes>",
	         0},
	};
	struct doc *doc = parse_parts(parts, 5, NULL);
	assert_string_equal(doc_fact(doc, "error"), "");
	assert_true(*doc_fact(doc, "incomplete"));
	char *body = parse_body(doc, false);
	assert_non_null(strstr(body, "Two"));
	free(body);
	doc_free(doc);
	buf_done(&text);
}

/* A field whose end was lost hides the rest of its paragraph, not of the text. */
static void open_field(void **state)
{
	static const struct zip_part part = {
		"word/document.xml",
		"<w:document><w:body><w:p><w:r><w:t>One</w:t><w:fldChar w:fldCharType='begin'/>"
		"<w:instrText>PAGE</w:instrText><w:t>hidden</w:t></w:r></w:p>"
		"<w:p><w:r><w:t>Two</w:t></w:r></w:p></w:body></w:document>",
		0};
	(void)state;
	struct doc *doc = parse_parts(&part, 1, NULL);
	char *body = parse_body(doc, false);
	assert_string_equal(body, "One\nTwo\n");
	free(body);
	doc_free(doc);
}

/* libzip and our own part need no call that the seal forbids. */
static void sealed(void **state)
{
	size_t len;
	struct zip_part many[40] = {{"word/document.xml", TEXT, 0}};
	char names[40][32];
	(void)state;
	for (size_t i = 1; i < 40; i++) {
		snprintf(names[i], sizeof names[i], "word/part%zu.xml", i);
		many[i] = (struct zip_part){names[i], "<x/>", 0};
	}
	char *bytes = zip_make(many, 40, NULL, &len);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct seal_layers layers;
		struct err err;
		struct buf data;
		setenv("TZ", "UTC0", 1);
		tzset();
		struct parse_how how = {.name = "letter.docx"};
		buf_init(&data, 1u << 20);
		buf_add(&data, bytes, len);
		if (seal_parse(&layers, &err) < 0)
			_exit(2);
		struct doc *doc = parse_bytes(&how, &data, &err);
		_exit(doc && doc_block_count(doc) == 1 && !*doc_fact(doc, "error") ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(plain),      cmocka_unit_test(damaged),
	                                   cmocka_unit_test(locked),     cmocka_unit_test(missing),
	                                   cmocka_unit_test(bomb),       cmocka_unit_test(circles),
	                                   cmocka_unit_test(open_field), cmocka_unit_test(sealed)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
