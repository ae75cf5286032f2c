/* SPDX-License-Identifier: ISC */
/* By which symbols texts are found, and that none is won by what a text says of itself; a
 * store that was made when it was. */
#include "config.h"

#include "model/store/availability.h"
#include "model/store/name.h"
#include "model/store/prune.h"
#include "model/store/servers.h"
#include "model/store/stores.h"
#include "tests/model/store_lib.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOG "https://blog.example/audit"
#define PAPER "https://documents.un.org/doc/a.pdf"
#define ASKED "https://documents.un.org/api/symbol/access?s=A/80/590&l=en&t=pdf"

/* A document of a form that calls itself `own`, apart by blanks. */
static struct doc *make_doc(const char *format, const char *own, const char *title,
                            const char *lang)
{
	struct doc_maker *m = doc_maker_new(0);
	char symbol[SYMBOL_MAX];
	size_t n;

	doc_add_fact(m, DOC_TITLE, title);
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_add_fact(m, DOC_FORMAT, format);
	for (const char *s = own; *s; s += n + (s[n] == ' ')) {
		n = strcspn(s, " ");
		snprintf(symbol, sizeof symbol, "%.*s", (int)n, s);
		doc_add_fact(m, s == own ? DOC_SYMBOL : DOC_ALIAS, symbol);
	}
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, title);
	return doc_finish(m, NULL);
}

struct text {
	const char *key, *asked, *url, *format, *own, *title, *lang;
};

static int64_t put(struct store *s, const struct text *t)
{
	struct store_origin o = {.key = t->key, .asked = t->asked, .url = t->url};
	struct doc *doc = make_doc(t->format, t->own, t->title, t->lang ? t->lang : "en");
	struct err err = {0};
	struct store_incoming *in = store_begin(s, &o, &err);
	int64_t id;

	assert_non_null(in);
	assert_int_equal(store_add(in, t->title, strlen(t->title), &err), 0);
	id = store_commit(in, doc, true, 1, &err);
	if (id < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	return id;
}

static const struct text blog = {BLOG, BLOG, BLOG, "html", "A/80/590", "what was not seen", NULL};
static const struct text genuine = {"A/80/590", ASKED, PAPER, "pdf", "A/80/590", "the audit", NULL};
static const struct text file = {NULL, NULL, NULL, "pdf", "A/80/590", "from a stick", NULL};

/* What a key leads to; "" for nothing. */
static void expect(struct store *s, const char *key, const char *title)
{
	struct store_version v;
	struct err err = {0};
	int found = store_find(s, key, "en", &v, &err);

	assert_int_equal(found, *title != '\0');
	if (found)
		assert_string_equal(v.title, title);
	store_version_done(&v);
}

static void expect_named(struct store *s, const char *key, const char *won, const char *symbols,
                         const char *claims)
{
	struct store_version v;

	assert_int_equal(store_find(s, key, "en", &v, NULL), 1);
	assert_string_equal(v.won, won);
	assert_string_equal(v.symbols, symbols);
	assert_string_equal(v.claims, claims);
	store_version_done(&v);
}

static int say_claimant(const char *key, const char *title, void *payload)
{
	char *said = payload;

	snprintf(said + strlen(said), 200, "%s|%s;", key, title);
	return 0;
}

static void expect_claimants(struct store *s, const char *symbol, const char *words)
{
	char said[400] = "";

	assert_int_equal(store_each_claimant(s, symbol, say_claimant, said, NULL), 0);
	assert_string_equal(said, words);
}

/* -- what comes ------------------------------------------------------------------- */

static void test_a_blog_names_nothing(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put(s, &blog);
	expect(s, "A/80/590", "");
	expect_named(s, BLOG, "", "", "A/80/590");
	expect_claimants(s, "A/80/590", BLOG "|what was not seen;");
	/* the genuine one does not join it */
	put(s, &genuine);
	expect(s, "A/80/590", "the audit");
	expect_named(s, "A/80/590", "asked", "A/80/590", "");
	expect(s, BLOG, "what was not seen");
	/* nor does a later version of it */
	put(s, &(struct text){BLOG, BLOG, BLOG, "html", "A/80/590", "once more", NULL});
	expect(s, "A/80/590", "the audit");
	expect(s, BLOG, "once more");
	store_close(s);
}

/* It claims no more what it no longer says. */
static void test_claims_go(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put(s, &blog);
	put(s, &(struct text){BLOG, BLOG, BLOG, "html", "", "calmer", NULL});
	expect_claimants(s, "A/80/590", "");
	store_close(s);
}

static void test_both_symbols_count(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put(s, &(struct text){"A/80/590", ASKED, PAPER, "pdf", "A/80/590 S/2025/7", "both", NULL});
	expect(s, "S/2025/7", "both");
	expect(s, PAPER, "both");
	expect(s, ASKED, "both");
	expect_named(s, "S/2025/7", "asked", "A/80/590 S/2025/7", "");
	store_close(s);
}

static void test_what_came_instead_is_not_it(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put(s, &(struct text){"A/80/590", ASKED, PAPER, "pdf", "A/80/777", "another", NULL});
	expect(s, "A/80/590", "");
	expect(s, "A/80/777", "another");
	/* a page that a portal puts in its place */
	put(s, &(struct text){"A/80/591", ASKED, "http://portal.example/", "html", "", "sign in",
	                      NULL});
	expect(s, "A/80/591", "");
	expect(s, "http://portal.example/", "");
	store_close(s);
}

/* The address of what was named once names it, and what is no page of that form does not. */
static void test_known_address(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_prune_wish wish = {.keep = -1, .older = -1};
	struct store_prune_counts n;

	put(s, &(struct text){PAPER, PAPER, PAPER, "pdf", "A/80/590", "first", NULL});
	expect_named(s, "A/80/590", "names", "A/80/590", "");
	put(s, &(struct text){PAPER, PAPER, PAPER, "pdf", "", "second", NULL});
	expect(s, "A/80/590", "second");
	put(s, &(struct text){PAPER, PAPER, PAPER, "html", "", "third", NULL});
	expect(s, "A/80/590", "second");
	/* and what is newer and worth less lets nothing go */
	assert_int_equal(store_prune(s, &wish, &n, NULL), 0);
	assert_int_equal(n.gone, 2);
	expect(s, "A/80/590", "second");
	store_close(s);
}

/* -- files -------------------------------------------------------------------------- */

static void test_a_file_alone(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;

	put(s, &file);
	expect_named(s, "A/80/590", "file", "A/80/590", "");
	assert_int_equal(store_find(s, "A/80/590", NULL, &v, NULL), 1);
	assert_string_equal(v.key, "A/80/590");
	store_version_done(&v);
	store_close(s);
}

static void test_a_file_never_shadows(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put(s, &file);
	put(s, &genuine);
	expect(s, "A/80/590", "the audit");
	put(s, &(struct text){NULL, NULL, NULL, "pdf", "A/80/590", "another stick", NULL});
	expect(s, "A/80/590", "the audit");
	expect_named(s, "A/80/590", "asked", "A/80/590", "");
	/* in another language it is the only one */
	put(s, &(struct text){NULL, NULL, NULL, "pdf", "A/80/590", "stick, in French", "fr"});
	expect(s, "A/80/590", "the audit");
	store_close(s);
}

/* What has won a symbol by its source takes it from another work that is files alone. */
static void test_a_file_gives_way(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put(s, &(struct text){NULL, NULL, NULL, "pdf", "S/2025/7", "a stick", NULL});
	put(s, &(struct text){NULL, NULL, NULL, "pdf", "A/79/5 S/2025/8", "two names", NULL});
	put(s, &genuine);
	put(s, &(struct text){"A/80/590", ASKED, PAPER, "pdf", "A/80/590 S/2025/7 S/2025/8",
	                      "with more names", NULL});
	expect(s, "S/2025/7", "with more names");
	expect(s, "S/2025/8", "with more names");
	expect(s, "A/79/5", "two names");
	expect_claimants(s, "S/2025/7",
	                 "sha256:"
	                 "e616786f769775bd754e1b4f93a67ab3a516634b2d3c807bb33e4db58b6c7d7a"
	                 "|a stick;");
	store_close(s);
}

/* The same bytes as a page's: the file says nothing that is not known. */
static void test_the_same_bytes(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_info info;
	int64_t id = put(s, &blog), other = put(s, &genuine);

	assert_int_equal(put(s, &(struct text){NULL, NULL, NULL, "html", "", blog.title, NULL}),
	                 id);
	assert_int_equal(
		put(s, &(struct text){NULL, NULL, NULL, "pdf", "A/80/599", genuine.title, NULL}),
		other);
	expect(s, "A/80/599", "");
	assert_int_equal(store_info(s, &info, NULL), 0);
	assert_int_equal(info.works, 2);
	assert_int_equal(info.versions, 2);
	store_close(s);
}

/* -- known by their bytes ------------------------------------------------------------------ */

/* A catalogue that knows one text. */
static int knows_one(struct store *where, const char *sha256, char *symbol, char *lang,
                     struct err *err)
{
	assert_non_null(where);
	(void)err;
	assert_int_equal(strlen(sha256), 64);
	/* of the bytes "the genuine bytes" */
	if (strcmp(sha256, "ea74f43ad233c8b38e686ae3052baf543f412956ea1b7c863a9fc2f9b25fba4a") != 0)
		return 0;
	strcpy(symbol, "A/RES/80/1");
	strcpy(lang, "en");
	return 1;
}

/* Any store: of what is in it only the tables' names are looked at. */
static struct store *catalogue;

static int close_catalogue(void **state)
{
	(void)state;
	store_close(catalogue);
	return 0;
}

static struct store *open_knowing(void **state)
{
	struct err err = {0};
	struct store *s;

	if (!catalogue)
		catalogue = must_open(STORE_MEMORY, STORE_PERSONAL);
	s = store_open_knowing(folder_store(state), STORE_PERSONAL, knows_one, catalogue, &err);
	if (!s)
		fail_msg("%s", err.text);
	return s;
}

#define ELSEWHERE "http://blog.example/copy.xml"
static const struct text copy = {ELSEWHERE, ELSEWHERE,           ELSEWHERE, "akn",
                                 "",        "the genuine bytes", NULL};

static void test_known_bytes(void **state)
{
	struct store *s = open_knowing(state);

	/* from a stick they are the text, and another file does not shadow it */
	put(s, &(struct text){NULL, NULL, NULL, "akn", "A/RES/80/1", copy.title, NULL});
	expect_named(s, "A/RES/80/1", "bytes", "A/RES/80/1", "");
	put(s, &(struct text){NULL, NULL, NULL, "akn", "A/RES/80/1", "another stick", NULL});
	expect(s, "A/RES/80/1", copy.title);
	/* other bytes are what they were */
	put(s, &(struct text){NULL, NULL, NULL, "akn", "A/RES/80/2", "a stick", NULL});
	expect_named(s, "A/RES/80/2", "file", "A/RES/80/2", "");
	store_close(s);
}

/* Of an address that names nothing: the text bears its symbol; what comes there later is not
 * that document, takes the address with it, and changes nothing of it. */
static void test_known_bytes_elsewhere(void **state)
{
	struct store *s = open_knowing(state);

	put(s, &copy);
	expect_named(s, "A/RES/80/1", "bytes", "A/RES/80/1", "");
	expect(s, ELSEWHERE, copy.title);
	put(s,
	    &(struct text){ELSEWHERE, ELSEWHERE, ELSEWHERE, "akn", "A/RES/80/1", "forged", NULL});
	expect(s, "A/RES/80/1", copy.title);
	expect_named(s, ELSEWHERE, "", "", "A/RES/80/1");
	expect(s, ELSEWHERE, "forged");
	store_close(s);
}

/* Where a page of others has been they are a version of that, and no name of it: neither what
 * comes there next nor the genuine text meets the other. */
static void test_known_bytes_at_a_page(void **state)
{
	struct store *s = open_knowing(state);
	struct store_version v;

	put(s, &(struct text){ELSEWHERE, ELSEWHERE, ELSEWHERE, "html", "", "a page", NULL});
	put(s, &copy);
	expect(s, ELSEWHERE, copy.title);
	expect_named(s, ELSEWHERE, "", "", "A/RES/80/1");
	expect(s, "A/RES/80/1", "");
	put(s,
	    &(struct text){ELSEWHERE, ELSEWHERE, ELSEWHERE, "akn", "A/RES/80/1", "forged", NULL});
	put(s, &(struct text){"A/RES/80/1", ASKED, PAPER, "pdf", "A/RES/80/1", "the paper", NULL});
	expect(s, "A/RES/80/1", "the paper");
	expect(s, ELSEWHERE, "forged");
	assert_int_equal(store_find(s, ELSEWHERE, NULL, &v, NULL), 1);
	assert_string_equal(v.key, ELSEWHERE);
	store_version_done(&v);
	store_close(s);
}

/* What was kept as a file before its bytes were known is judged anew when it is added again,
 * and what comes from the source joins it. */
static void test_known_bytes_later(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put(s, &(struct text){NULL, NULL, NULL, "akn", "A/RES/80/1", copy.title, NULL});
	expect_named(s, "A/RES/80/1", "file", "A/RES/80/1", "");
	store_close(s);
	s = open_knowing(state);
	put(s, &(struct text){NULL, NULL, NULL, "akn", "A/RES/80/1", copy.title, NULL});
	expect_named(s, "A/RES/80/1", "bytes", "A/RES/80/1", "");
	put(s, &(struct text){"A/RES/80/1", ASKED, PAPER, "pdf", "A/RES/80/1", "the paper", NULL});
	expect(s, "A/RES/80/1", "the paper");
	expect_named(s, "A/RES/80/1", "asked", "A/RES/80/1", "");
	store_close(s);
}

/* -- others' stores --------------------------------------------------------------------- */

static struct stores *open_with_site(const struct folder *f, char site[200])
{
	char personal[200], starter[200];
	const char *sites[] = {site};
	struct stores_config c = {
		.personal = personal, .sites = sites, .site_count = 1, .starter = starter};
	struct stores *stores;
	struct err err = {0};

	snprintf(personal, sizeof personal, "%s/own.store", f->path);
	snprintf(starter, sizeof starter, "%s/starter", f->path);
	store_close(must_open(starter, STORE_PERSONAL));
	stores = stores_open(&c, &err);
	if (!stores)
		fail_msg("%s", err.text);
	return stores;
}

static void expect_in(struct stores *stores, const char *key, const char *title)
{
	struct store_version v;
	struct store *from;
	int found = stores_find(stores, key, "en", &v, &from, NULL);

	assert_int_equal(found, *title != '\0');
	if (found)
		assert_string_equal(v.title, title);
	store_version_done(&v);
}

/* A forged row says that the blog was asked for by its symbol. */
static void forge(const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
	                              "UPDATE work SET key='A/80/590', won='asked' WHERE "
	                              "key='" BLOG "'; UPDATE version SET won='asked'; "
	                              "INSERT INTO alias SELECT 'S/2025/9', id, 'names' FROM work "
	                              "WHERE key='A/80/590'; INSERT INTO alias SELECT '" BLOG
	                              "', id, '' FROM work WHERE key='A/80/590'",
	                              NULL, NULL, NULL),
	                 SQLITE_OK);
	sqlite3_close(db);
}

static void test_a_site_is_not_believed(void **state)
{
	const struct folder *f = *state;
	char site[200];
	struct stores *stores;
	struct availability *look;
	struct store_version v;
	struct store *s;

	snprintf(site, sizeof site, "%s/site.store", f->path);
	s = must_open(site, STORE_PERSONAL);
	put(s, &blog);
	put(s, &(struct text){"A/80/777", ASKED, PAPER, "pdf", "", "genuine", NULL});
	put(s, &(struct text){NULL, NULL, NULL, "pdf", "A/80/778", "a stick", NULL});
	store_close(s);
	forge(site);
	stores = open_with_site(f, site);
	expect_in(stores, "A/80/590", "");
	expect_in(stores, "S/2025/9", "");
	expect_in(stores, "A/80/777", "genuine");
	expect_in(stores, "A/80/778", "");
	expect_in(stores, BLOG, "what was not seen");
	look = availability_new(stores, NULL);
	assert_int_equal(availability_at(look, "A/80/590"), AVAILABILITY_AWAY);
	assert_int_equal(availability_at(look, "A/80/777"), AVAILABILITY_HERE);
	assert_int_equal(availability_at(look, BLOG), AVAILABILITY_HERE);
	availability_free(look);
	assert_int_equal(store_find(stores_store(stores, 0), BLOG, NULL, &v, NULL), 1);
	assert_string_equal(v.won, "");
	assert_string_equal(v.symbols, "");
	assert_string_equal(v.claims, "A/80/590 A/80/590 S/2025/9");
	store_version_done(&v);
	stores_close(stores);
}

/* A reader's file does not hide what the site has by its source. */
static void test_a_file_hides_no_site(void **state)
{
	const struct folder *f = *state;
	char site[200], own[200];
	struct stores *stores;
	struct store *s;

	snprintf(site, sizeof site, "%s/site.store", f->path);
	snprintf(own, sizeof own, "%s/own.store", f->path);
	s = must_open(site, STORE_PERSONAL);
	put(s, &genuine);
	store_close(s);
	s = must_open(own, STORE_PERSONAL);
	put(s, &file);
	store_close(s);
	stores = open_with_site(f, site);
	expect_in(stores, "A/80/590", "the audit");
	stores_close(stores);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, folder_set_up, folder_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_blog_names_nothing),  TEST(test_claims_go),
		TEST(test_both_symbols_count),    TEST(test_what_came_instead_is_not_it),
		TEST(test_known_address),         TEST(test_a_file_alone),
		TEST(test_a_file_never_shadows),  TEST(test_a_file_gives_way),
		TEST(test_the_same_bytes),        TEST(test_a_site_is_not_believed),
		TEST(test_a_file_hides_no_site),  TEST(test_known_bytes),
		TEST(test_known_bytes_elsewhere), TEST(test_known_bytes_at_a_page),
		TEST(test_known_bytes_later),
	};

	return cmocka_run_group_tests_name("store_names", tests, NULL, close_catalogue);
}
