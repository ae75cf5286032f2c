/* SPDX-License-Identifier: ISC */
/* References: in words, BibTeX, RIS, CSL-JSON. */
#include "config.h"

#include "model/dossier/citation.h"
#include "tests/lib/check.h"

#include <string.h>

static struct citation made(void)
{
	static const struct record record = {.title = "on the height of the water",
	                                     .date = "2031-05-04"};
	struct store_version version = {.lang = (char *)"fr", .fetched = 1790000000};
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
		cmocka_unit_test(a_resolution_in_words),
		cmocka_unit_test(bibtex_has_its_fields_and_escapes),
		cmocka_unit_test(ris_begins_and_ends),
		cmocka_unit_test(csl_is_json),
		cmocka_unit_test(a_label_is_no_title),
		cmocka_unit_test(a_page_is_no_report),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
