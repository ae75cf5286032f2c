/* SPDX-License-Identifier: ISC */
/* References: in words, BibTeX, RIS, CSL-JSON. */
#include "config.h"

#include "model/dossier/citation.h"
#include "tests/lib/check.h"

#include <string.h>

/* A version with nothing but what every one has. */
static struct store_version version_at(const char *url, const char *won, const char *symbols)
{
	return (struct store_version){.key = (char *)"",
	                              .lang = (char *)"fr",
	                              .url = (char *)url,
	                              .type = (char *)"application/pdf",
	                              .won = (char *)won,
	                              .symbols = (char *)symbols,
	                              .claims = (char *)"",
	                              .file = (char *)"",
	                              .mirror = (char *)"",
	                              .sha256 = "5af1",
	                              .fetched = 1790000000};
}

static struct citation made(void)
{
	static const struct record record = {.title = "on the height of the water",
	                                     .date = "2031-05-04"};
	struct store_version version = version_at("https://documents.un.org/doc/a.pdf", "asked",
	                                          "S/RES/3199(2031) A/99/1");
	struct citation r;

	citation_make(&r, NULL, &record, &version, "S/RES/3199(2031)");
	return r;
}

static void contains(void write(const struct citation *, struct buf *), const struct citation *r,
                     const char *text)
{
	struct buf b;

	buf_init(&b, 1 << 16);
	write(r, &b);
	if (!strstr(b.bytes, text))
		fail_msg("no \"%s\" in:\n%s", text, b.bytes);
	buf_done(&b);
}

static void a_resolution_in_words(void **state)
{
	struct citation r = made();

	(void)state;
	contains(citation_text, &r,
	         "United Nations, Security Council, “Resolution 3199 (2031) on the height of the "
	         "water”, S/RES/3199 (2031), 4 May 2031, https://docs.un.org/fr/S/RES/3199(2031) "
	         "(fetched 2026-09-21)");
}

static void cited_as(const struct store_version *v, const char *symbol, const char *url,
                     const char *note)
{
	struct doc_maker *m = doc_maker_new(0);
	struct citation r;
	struct doc *doc;

	doc_add_fact(m, DOC_TITLE, "On water");
	doc_add_fact(m, DOC_SYMBOL, "S/2031/5");
	doc_add_fact(m, DOC_URL, "https://docs.un.org/en/S/2031/5");
	doc = doc_finish(m, NULL);
	citation_make(&r, doc, NULL, v, "S/2031/5");
	doc_free(doc);
	assert_string_equal(r.symbol, symbol);
	assert_string_equal(r.url, url);
	assert_string_equal(r.note, note);
}

/* An address is that from which the text came, whatever the text says. */
static void a_reference_says_where_the_text_came_from(void **state)
{
	struct store_version v =
		version_at("https://documents.un.org/doc/a.pdf", "asked", "S/2031/5");

	(void)state;
	cited_as(&v, "S/2031/5", "https://docs.un.org/fr/S/2031/5", "");
	v.mirror = (char *)"http://cache.example:8080/a.pdf";
	cited_as(&v, "S/2031/5", "https://docs.un.org/fr/S/2031/5", "through cache.example:8080");
	v = version_at("https://blog.example/x", "", "");
	cited_as(&v, "", "https://blog.example/x", "");
	v = version_at("https://raw.githubusercontent.com/UNxml/a/main/x.xml", "names", "S/2031/5");
	cited_as(&v, "S/2031/5", "https://raw.githubusercontent.com/UNxml/a/main/x.xml",
	         "copy kept by UNxml");
	v.won = (char *)"";
	v.symbols = (char *)"";
	cited_as(&v, "", "https://raw.githubusercontent.com/UNxml/a/main/x.xml", "");
	/* it is known by another symbol than it calls itself by */
	v = version_at("https://undocs.org/x", "asked", "S/2031/6 S/2031/7");
	cited_as(&v, "S/2031/6", "https://docs.un.org/fr/S/2031/6", "");
}

static void a_file_is_no_source(void **state)
{
	struct store_version v = version_at("", "file", "S/2031/5");
	struct citation r;

	(void)state;
	v.file = (char *)"stick.pdf";
	cited_as(&v, "S/2031/5", "",
	         "from file stick.pdf, SHA-256 5af1, not compared with the UN's text");
	citation_make(&r, NULL, NULL, &v, "S/2031/5");
	assert_int_equal(r.accessed, 0);
	contains(citation_text, &r, "from file stick.pdf, SHA-256 5af1, not compared");
	contains(citation_bibtex, &r, "  note = {{from file stick.pdf");
	contains(citation_ris, &r, "N1  - from file stick.pdf");
	contains(citation_csl, &r, ",\"note\":\"from file stick.pdf");
	v.file = (char *)"";
	v.won = (char *)"";
	v.symbols = (char *)"";
	cited_as(&v, "", "", "from a file, SHA-256 5af1");
	/* palais' own pages are neither */
	v.type = (char *)"text/x-docfile";
	cited_as(&v, "S/2031/5", "https://docs.un.org/fr/S/2031/5", "");
}

static void bibtex_has_its_fields_and_escapes(void **state)
{
	struct citation r = made();

	(void)state;
	contains(citation_bibtex, &r, "@techreport{S-RES-3199-2031,\n");
	contains(citation_bibtex, &r, "  number = {{S/RES/3199 (2031)}},\n");
	contains(citation_bibtex, &r, "  year = {2031},\n  month = may,\n");
	contains(citation_bibtex, &r, "  urldate = {2026-09-21}\n}\n");
	strcpy(r.title, "Locks & gates: 100 % of {all} in #5_a\\b");
	contains(citation_bibtex, &r,
	         "title = {{Locks \\& gates: 100 \\% of \\{all\\} in \\#5\\_a\\textbackslash{}b}}");
}

static void ris_begins_and_ends(void **state)
{
	struct citation r = made();

	(void)state;
	contains(citation_ris, &r, "TY  - RPRT\r\nAU  - United Nations, Security Council\r\n");
	contains(citation_ris, &r, "PY  - 2031\r\nDA  - 2031/05/04/\r\n");
	contains(citation_ris, &r, "ER  - \r\n");
	strcpy(r.date, "2031-05");
	contains(citation_ris, &r, "DA  - 2031/05//\r\n");
}

static void csl_is_json(void **state)
{
	struct citation r = made();

	(void)state;
	contains(citation_csl, &r, "\"issued\":{\"date-parts\":[[2031,5,4]]}");
	contains(citation_csl, &r,
	         "\"author\":[{\"literal\":\"United Nations, Security Council\"}]");
	strcpy(r.title, "A \"quoted\" title");
	contains(citation_csl, &r, "\"title\":\"A \\\"quoted\\\" title\"");
}

static void a_label_is_no_title(void **state)
{
	static const struct record record = {.label = "What the survey found"};
	struct citation r;

	(void)state;
	citation_make(&r, NULL, &record, NULL, "S/2031/4");
	contains(citation_bibtex, &r, "title = {{[What the survey found]}}");
	citation_make(&r, NULL, &record, NULL, "S/PRST/2031/4");
	contains(citation_text, &r, "“Statement by the President of the Security Council”");
}

static void a_page_is_no_report(void **state)
{
	struct citation r;

	(void)state;
	citation_make(&r, NULL, NULL, NULL, "https://press.example/en/first.htm");
	contains(citation_bibtex, &r, "@misc{document,\n");
	contains(citation_ris, &r, "TY  - ELEC\r\n");
	contains(citation_csl, &r, "\"type\":\"webpage\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_reference_says_where_the_text_came_from),
		cmocka_unit_test(a_file_is_no_source),
		cmocka_unit_test(a_resolution_in_words),
		cmocka_unit_test(bibtex_has_its_fields_and_escapes),
		cmocka_unit_test(ris_begins_and_ends),
		cmocka_unit_test(csl_is_json),
		cmocka_unit_test(a_label_is_no_title),
		cmocka_unit_test(a_page_is_no_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
