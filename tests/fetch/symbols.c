/* SPDX-License-Identifier: ISC */
/* UN documents by symbol, from servers with the manners of the real ones: the raw
 * host's files, a directory's listing, the access API. */
#include "config.h"

#include "fetch/acquire/acquire.h"
#include "model/base/url.h"
#include "tests/lib/check.h"
#include "tests/lib/origin.h"
#include "tests/lib/tmp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct {
	struct origin *origin;
	struct stores *stores;
	struct client *client;
	struct acquire *acquire;
	char dir[64], store[100];
	struct acquire_event end;
} t;

/* -- what the servers have ------------------------------------------------- */

static FILE *create(const char *name)
{
	char path[400];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", t.dir, name);
	tmp_parents(path);
	f = fopen(path, "wb");
	assert_non_null(f);
	return f;
}

static void write_file(const char *name, const char *text)
{
	FILE *f = create(name);

	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

/* Words enough to tell a language by. */
static const char *messages_get(const char *lang)
{
	if (!strcmp(lang, "fr"))
		return "Le Conseil des digues demande que les vannes soient ouvertes avant la "
		       "nuit, et "
		       "que les bateaux qui sont dans le port soient prévenus de la hauteur des "
		       "eaux.";
	return "The Council of the locks asks that the gates be opened before the night, and that "
	       "the boats which are in the harbour be told of the height of the water.";
}

static void write_akn(const char *name, const char *symbol, const char *lang)
{
	FILE *f = create(name);

	fprintf(f,
	        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	        "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">"
	        "<statement name=\"resolution\"><preface><p><docNumber>%s</docNumber></p></preface>"
	        "<mainBody><paragraph><num>1.</num><content><p>%s</p></content></paragraph>"
	        "</mainBody></statement></akomaNtoso>\n",
	        symbol, messages_get(lang));
	assert_int_equal(fclose(f), 0);
}

static void write_pdf(const char *name, const char *symbol, const char *lang)
{
	const char *text = messages_get(lang);
	char body[2000];
	FILE *f = create(name);
	int n = snprintf(body, sizeof body, "BT /F1 11 Tf 72 760 Td 14 TL (%s) Tj T*", symbol);

	/* Latin-1, a line of some sixty letters at a time */
	for (size_t at = 0, len = strlen(text); at < len;) {
		size_t end = at + 60 < len ? at + 60 : len;

		while (end < len && text[end] != ' ')
			end++;
		n += snprintf(body + n, sizeof body - (size_t)n, " (");
		for (; at < end; at++)
			n += (unsigned char)text[at] == 0xc3
			             ? snprintf(body + n, sizeof body - (size_t)n, "\\%03o",
			                        (unsigned char)text[++at] + 0x40)
			             : snprintf(body + n, sizeof body - (size_t)n, "%c", text[at]);
		n += snprintf(body + n, sizeof body - (size_t)n, ") Tj T*");
		at += text[at] == ' ';
	}
	n += snprintf(body + n, sizeof body - (size_t)n, " ET");
	fprintf(f,
	        "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
	        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
	        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
	        "/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
	        "4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
	        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Times-Roman"
	        "/Encoding/WinAnsiEncoding>>endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n",
	        n, body);
	assert_int_equal(fclose(f), 0);
}

/* -- set-up ---------------------------------------------------------------- */

static int set_up(void **state)
{
	char raw[100], api[100], documents[100];
	const char *mirrors[] = {raw, api, documents};
	struct client_config client = {.fetch_path = "./palais-fetch",
	                               .parse_path = "./palais-parse",
	                               .mirrors = mirrors,
	                               .mirror_count = 3};
	struct stores_config stores = {.personal = t.store, .starter = "starter.store"};
	struct acquire_config config = {.pause_ms = 1};

	(void)state;
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	unsetenv("ALL_PROXY");
	setenv("PALAIS_NOW", "1790000000", 1);
	snprintf(t.dir, sizeof t.dir, "source-%ld", (long)getpid());
	snprintf(t.store, sizeof t.store, "%s.store", t.dir);
	mkdir(t.dir, 0700);
	t.origin = origin_start(&(struct origin_config){.root = t.dir});
	if (!t.origin)
		return -1;
	snprintf(raw, sizeof raw, "https://raw.githubusercontent.com/=http://127.0.0.1:%d/raw/",
	         origin_port(t.origin));
	snprintf(api, sizeof api, "https://api.github.com/=http://127.0.0.1:%d/api-github/",
	         origin_port(t.origin));
	snprintf(documents, sizeof documents, "https://documents.un.org/=http://127.0.0.1:%d/",
	         origin_port(t.origin));
	t.client = client_new(&client, NULL);
	t.stores = stores_open(&stores, NULL);
	config.client = t.client;
	config.stores = t.stores;
	config.store = t.stores ? stores_writable(t.stores, NULL) : NULL;
	t.acquire = config.store ? acquire_new(&config) : NULL;
	return t.acquire ? 0 : -1;
}

static int tear_down(void **state)
{
	char command[500];

	(void)state;
	acquire_free(t.acquire);
	client_free(t.client);
	stores_close(t.stores);
	origin_stop(t.origin);
	snprintf(command, sizeof command, "rm -rf '%s' '%s' '%s-wal' '%s-shm'", t.dir, t.store,
	         t.store, t.store);
	return system(command);
}

/* The next end, or false when nothing is under way and nothing waits. */
static bool wait_end(void)
{
	return acquire_wait(t.acquire, &t.end, NULL, NULL);
}

/* Asks for a symbol and waits for its end. */
static enum acquire_outcome get(const char *symbol, const char *lang)
{
	struct acquire_request r = {.what = symbol, .lang = lang, .languages = lang};
	struct err err = {0};

	if (acquire_add(t.acquire, &r, &err) < 0)
		fail_msg("%s: %s", symbol, err.text);
	assert_true(wait_end());
	return t.end.outcome;
}

static bool is_stored(const char *key, const char *lang)
{
	struct store_version v;
	struct store *from;
	bool is = stores_find(t.stores, key, lang, &v, &from, NULL) == 1 && !strcmp(v.lang, lang);

	store_version_done(&v);
	return is;
}

/* -- tests ------------------------------------------------------------------- */

static void known_texts_come_from_the_raw_host_by_one_request(void **state)
{
	(void)state;
	write_akn("raw/UNxml/SCresolutions/main/Pre-2020/2015/S_RES_2254_1522539E.xml",
	          "S/RES/2254 (2015)", "en");
	assert_int_equal(get("S/RES/2254(2015)", "en"), ACQUIRE_NEW);
	assert_int_equal(origin_count(t.origin, "GET ", NULL), 1);
	assert_int_equal(t.end.asked, 1);
	assert_string_equal(t.end.note, "");
	assert_true(is_stored("S/RES/2254(2015)", "en"));
	/* again: only whether it has changed */
	assert_int_equal(get("S/RES/2254(2015)", "en"), ACQUIRE_SAME);
	assert_int_equal(origin_count(t.origin, "GET ", "If-None-Match"), 1);
}

static void the_access_api_has_what_the_raw_host_lacks(void **state)
{
	(void)state;
	write_pdf("ods/S_RES_2254(2015)/fr.pdf", "S/RES/2254 \\(2015\\)", "fr");
	assert_int_equal(get("S/RES/2254(2015)", "fr"), ACQUIRE_NEW);
	assert_true(is_stored("S/RES/2254(2015)", "fr"));
	/* no path is known in French: Word is asked for first, then PDF */
	assert_int_equal(origin_count(t.origin, "GET /raw/", NULL), 0);
	assert_int_equal(origin_count(t.origin,
	                              "GET /api/symbol/access?s=S/RES/2254(2015)&l=fr&t=docx",
	                              NULL),
	                 1);
	assert_int_equal(origin_count(t.origin,
	                              "GET /api/symbol/access?s=S/RES/2254(2015)&l=fr&t=pdf", NULL),
	                 1);
	/* the address in upper case gave a page, the one in lower case the document */
	assert_int_equal(origin_count(t.origin, "GET /doc/UNDOC/", NULL), 1);
	assert_int_equal(origin_count(t.origin, "GET /doc/undoc/", NULL), 1);
}

static void a_missing_symbol_is_a_page_and_is_told_so(void **state)
{
	(void)state;
	assert_int_equal(get("S/2031/77", "en"), ACQUIRE_ABSENT);
	assert_int_equal(t.end.err.code, ERR_FAILED);
	assert_non_null(strstr(t.end.err.text, "documents.un.org (Word)"));
	assert_non_null(strstr(t.end.err.text, "(PDF)"));
	assert_int_equal(t.end.version, 0);
	assert_false(is_stored("S/2031/77", "en"));
}

static void official_records_are_asked_for_by_their_other_form(void **state)
{
	(void)state;
	write_pdf("ods/A_C.4_SR.985(OR)/en.pdf", "A/C.4/SR.985", "en");
	assert_int_equal(get("A/C.4/SR.985", "en"), ACQUIRE_NEW);
	assert_true(is_stored("A/C.4/SR.985", "en"));
}

static void another_language_than_asked_for_is_told(void **state)
{
	(void)state;
	write_pdf("ods/S_2031_5/en.pdf", "S/2031/5", "en");
	assert_int_equal(get("S/2031/5", "ar"), ACQUIRE_NEW);
	assert_non_null(strstr(t.end.note, "Arabic was asked for"));
	assert_non_null(strstr(t.end.note, "English"));
	/* it is kept as what it is */
	assert_true(is_stored("S/2031/5", "en"));
	assert_false(is_stored("S/2031/5", "ar"));
}

static void a_busy_server_is_asked_again_after_the_pause_it_wants(void **state)
{
	(void)state;
	write_file("ods/S_2031_6/busy", "2");
	write_pdf("ods/S_2031_6/en.pdf", "S/2031/6", "en");
	assert_int_equal(get("S/2031/6", "en"), ACQUIRE_NEW);
	assert_int_equal(origin_count(t.origin, "GET /api/symbol/access", "t=docx"), 3);
}

static void a_server_that_stays_busy_is_given_up(void **state)
{
	(void)state;
	write_file("ods/S_2031_7/busy", "1000");
	assert_int_equal(get("S/2031/7", "en"), ACQUIRE_REFUSED);
	assert_non_null(strstr(t.end.err.text, "not available now"));
}

static void ten_at_once_come_though_four_are_the_most(void **state)
{
	int ends = 0;

	(void)state;
	for (int i = 10; i < 20; i++) {
		struct acquire_request r = {.lang = "en", .languages = "en"};
		char name[60], symbol[40], path[60];

		snprintf(symbol, sizeof symbol, "S/2031/%d", i);
		snprintf(path, sizeof path, "ods/S_2031_%d/slow", i);
		write_file(path, "20");
		snprintf(name, sizeof name, "ods/S_2031_%d/en.pdf", i);
		write_pdf(name, symbol, "en");
		r.what = symbol;
		assert_true(acquire_add(t.acquire, &r, NULL) > 0);
	}
	while (wait_end()) {
		assert_int_equal(t.end.outcome, ACQUIRE_NEW);
		ends++;
	}
	assert_int_equal(ends, 10);
}

static void gzip_that_was_not_asked_for_is_undone(void **state)
{
	(void)state;
	write_file("ods/S_2031_8/gzip", "1");
	write_pdf("ods/S_2031_8/en.pdf", "S/2031/8", "en");
	assert_int_equal(get("S/2031/8", "en"), ACQUIRE_NEW);
	assert_true(is_stored("S/2031/8", "en"));
}

static void a_newer_symbol_is_looked_up_in_the_directory(void **state)
{
	(void)state;
	write_file(
		"api-github/repos/UNxml/SCresolutions/contents/2031/English?ref=main",
		"[{\"name\":\"S_RES_3199 (2031)-3112E.xml\",\"path\":\"a\",\"type\":\"file\","
		"\"size\":10,\"download_url\":\"https://raw.githubusercontent.com/UNxml/"
		"SCresolutions/main/2031/English/S_RES_3199%20(2031)-3112E.xml\"},"
		"{\"name\":\"S_RES-3200-3113E.xml\",\"path\":\"b\",\"type\":\"file\",\"size\":10,"
		"\"download_url\":\"https://raw.githubusercontent.com/UNxml/SCresolutions/main/"
		"2031/English/S_RES-3200-3113E.xml\"}]");
	write_file("api-github/repos/UNxml/SCresolutions/contents/2031/English?ref=main.headers",
	           "Content-Type: application/json; charset=utf-8\n");
	write_akn("raw/UNxml/SCresolutions/main/2031/English/S_RES-3200-3113E.xml",
	          "S/RES/3200 (2031)", "en");
	assert_int_equal(get("S/RES/3200(2031)", "en"), ACQUIRE_NEW);
	assert_true(is_stored("S/RES/3200(2031)", "en"));
	assert_int_equal(origin_count(t.origin, "GET /api/symbol", NULL), 0);
}

static void one_document_under_two_symbols_is_kept_once(void **state)
{
	(void)state;
	write_pdf("ods/A_85_900/en.pdf", "A/85/900\\226S/2031/9", "en");
	assert_int_equal(get("A/85/900", "en"), ACQUIRE_NEW);
	assert_true(is_stored("A/85/900", "en"));
	assert_true(is_stored("S/2031/9", "en"));
}

static void without_a_network_that_is_the_reason(void **state)
{
	struct client_config config = {
		.fetch_path = "./palais-fetch", .parse_path = "./palais-parse", .offline = true};
	struct acquire_config with = {.pause_ms = 1, .stores = t.stores};

	(void)state;
	acquire_free(t.acquire);
	client_free(t.client);
	with.client = t.client = client_new(&config, NULL);
	with.store = stores_writable(t.stores, NULL);
	t.acquire = acquire_new(&with);
	assert_int_equal(get("S/RES/2254(2015)", "en"), ACQUIRE_FAILED);
	assert_int_equal(t.end.err.code, ERR_NETWORK);
	/* a host that did not answer is not asked for another form of it */
	assert_int_equal(t.end.asked, 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(known_texts_come_from_the_raw_host_by_one_request),
		TEST(the_access_api_has_what_the_raw_host_lacks),
		TEST(a_missing_symbol_is_a_page_and_is_told_so),
		TEST(official_records_are_asked_for_by_their_other_form),
		TEST(another_language_than_asked_for_is_told),
		TEST(a_busy_server_is_asked_again_after_the_pause_it_wants),
		TEST(a_server_that_stays_busy_is_given_up),
		TEST(ten_at_once_come_though_four_are_the_most),
		TEST(gzip_that_was_not_asked_for_is_undone),
		TEST(a_newer_symbol_is_looked_up_in_the_directory),
		TEST(one_document_under_two_symbols_is_kept_once),
		TEST(without_a_network_that_is_the_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
