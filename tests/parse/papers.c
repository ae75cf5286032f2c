/*
 * parse_papers: UN documents that come as office files and XML; feeds, and what
 * interfaces for programs answer.
 *
 * tests/cases/NAME/in.xml, in.json, or the folder in.docx.d made into an archive, against
 * want.doc, the whole docfile, to the byte; and what bad XML must come to.
 */
#include "config.h"

#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"
#include "tests/parse/zip_lib.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- cases --------------------------------------------------------------- */

static void say_difference(const char *name, const char *got, const char *want)
{
	size_t line = 1;
	while (*got && *got == *want) {
		line += *got == '\n';
		got++;
		want++;
	}
	fprintf(stderr, "%s: line %zu: “%.80s”, not “%.80s”\n", name, line, got, want);
}

/* Whether the case is passed; says why not. */
static bool run(const char *dir, const char *name, const char *file)
{
	bool word = !strcmp(file, "in.docx.d");
	char path[4096];
	size_t len, want_len;
	snprintf(path, sizeof path, "%s/%s/%s", dir, name, file);
	char *in = word ? zip_folder(path, &len) : parse_read(path, &len);
	snprintf(path, sizeof path, "%s/%s/want.doc", dir, name);
	char *want = parse_read(path, &want_len);
	struct parse_how how = {.type = word ? NULL : "text/plain; charset=utf-8"};
	if (!strcmp(file, "in.json"))
		how = (struct parse_how){.type = "application/json",
		                         .base = "https://api.example/flow?by=plan&year=2031"};
	struct buf got;
	assert_non_null(in);
	struct doc *doc = parse_it(in, len, &how);
	buf_init(&got, DOC_MAX);
	doc_write(doc, &got);
	bool same = want && strcmp(got.bytes, want) == 0;
	if (!same)
		say_difference(name, got.bytes, want ? want : "");
	buf_done(&got);
	doc_free(doc);
	free(in);
	free(want);
	return same;
}

static bool has(const char *dir, const char *name, const char *file)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s/%s", dir, name, file);
	FILE *found = fopen(path, "rb");
	if (found)
		fclose(found);
	return found != NULL;
}

static void all_cases(void **state)
{
	const char *top = getenv("srcdir");
	char dir[2048];
	struct dirent **names;
	unsigned passed = 0, cases = 0;
	(void)state;
	snprintf(dir, sizeof dir, "%s/tests/cases", top ? top : ".");
	int count = scandir(dir, &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		const char *name = names[i]->d_name;
		bool word = has(dir, name, "in.docx.d/_rels/.rels");
		bool json = has(dir, name, "in.json");
		if (word || json || has(dir, name, "in.xml")) {
			cases++;
			passed += run(dir, name, word ? "in.docx.d" : json ? "in.json" : "in.xml");
		}
		free(names[i]);
	}
	free(names);
	assert_true(cases >= 6);
	assert_int_equal(passed, cases);
}

/* -- XML ----------------------------------------------------------------- */

static struct doc *parse_xml(const char *xml)
{
	struct parse_how how = {.type = "application/octet-stream"};
	return parse_it(xml, strlen(xml), &how);
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
	struct parse_how none = {0};
	assert_string_equal(parse_type_find(&none, other, strlen(other))->type, "application/xml");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(all_cases),
	                                   cmocka_unit_test(akn_broken),
	                                   cmocka_unit_test(akn_entities),
	                                   cmocka_unit_test(akn_deep), cmocka_unit_test(types)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
