/* SPDX-License-Identifier: ISC */
/* The versions of a document by the words that name them. */
#include "config.h"

#include "model/views/version.h"
#include "model/views/view.h"
#include "tests/lib/check.h"
#include "tests/lib/tmp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WELLS "https://press.example/en/wells.htm"

struct fixture {
	char path[100];
	struct stores *stores;
	struct view_context c;
};

/* One version of a text: its only paragraph. */
static int64_t put(struct store *s, const char *key, const char *lang, const char *text,
                   int64_t beside)
{
	struct store_origin origin = {.key = key, .url = key};
	struct store_incoming *in = store_begin(s, &origin, NULL);
	struct doc_maker *m = doc_maker_new(0);
	struct doc *doc;
	int64_t id;

	doc_add_fact(m, DOC_TITLE, "Wells");
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, text);
	doc = doc_finish(m, NULL);
	assert_non_null(in);
	if (beside)
		assert_int_equal(store_incoming_beside(in, beside, "another page", NULL), 0);
	assert_int_equal(store_add(in, text, strlen(text), NULL), 0);
	id = store_commit(in, doc, true, 1, NULL);
	assert_true(id > 0);
	doc_free(doc);
	return id;
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct stores_config config = {.personal = f->path, .starter = "starter.store"};
	struct err err = {0};

	snprintf(f->path, sizeof f->path, "%.40s/palais-versions-%ld", tmp_folder(),
	         (long)getpid());
	unlink(f->path);
	f->stores = stores_open(&config, &err);
	if (!f->stores)
		fail_msg("%s", err.text);
	f->c = (struct view_context){f->stores, "en", 1795348800, true, 0, false};
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	stores_close(f->stores);
	unlink(f->path);
	free(f);
	return 0;
}

/* As a reader types it: the words of what is found; "" where nothing is; else the error.
 * To be freed. */
static char *found(struct fixture *f, const char *word, char *address, size_t size)
{
	struct view_found v;
	struct reference w;
	struct err err = {0};
	char *text;
	bool card;
	int rc = reference_read(word, &w, &err);

	assert_int_equal(rc, 0);
	rc = view_find(&f->c, &w, &v, &card, &err);
	snprintf(address, size, "%.390s", w.key);
	if (rc <= 0)
		return strdup(rc ? err.text : "");
	assert_true(v.stored);
	text = strndup(doc_block(v.doc, 0)->text.bytes, doc_block(v.doc, 0)->text.len);
	view_found_done(&v);
	return text;
}

#define FOUND(f, word, text, at) \
	do { \
		char address_[400], *text_ = found(f, word, address_, sizeof address_); \
		assert_string_equal(text_, text); \
		assert_string_equal(address_, at); \
		free(text_); \
	} while (0)

static void a_version_is_found_by_its_number(void **state)
{
	struct fixture *f = *state;
	struct store *s = stores_writable(f->stores, NULL);

	put(s, WELLS, "en", "one", 0);
	put(s, WELLS, "en", "two", 0);
	put(s, WELLS, "fr", "un", 0);
	put(s, WELLS "@7", "en", "seven", 0);
	FOUND(f, WELLS "@1", "one", "version:en:" WELLS "@1");
	FOUND(f, WELLS "@2", "two", "version:en:" WELLS "@2");
	FOUND(f, WELLS "@7", "seven", WELLS "@7");
	FOUND(f, WELLS "@7@1", "seven", "version:en:" WELLS "@7@1");
	FOUND(f, "version:" WELLS "@1", "one", "version:en:" WELLS "@1");
	FOUND(f, "version:fr:" WELLS "@1", "un", "version:fr:" WELLS "@1");
	FOUND(f, WELLS "@3", WELLS ": there is no version 3 here: `palais history` lists them",
	      WELLS "@3");
	/* no numbers of versions: addresses that are not here */
	FOUND(f, WELLS "@0", "", WELLS "@0");
	FOUND(f, WELLS "@x", "", WELLS "@x");
	FOUND(f, WELLS "@1x", "", WELLS "@1x");
	FOUND(f, WELLS "@1000000000", "", WELLS "@1000000000");
	FOUND(f, "https://press.example/en/else.htm@1", "", "https://press.example/en/else.htm@1");
	f->c.langs = "fr";
	FOUND(f, WELLS "@1", "un", "version:fr:" WELLS "@1");
}

static void a_symbol_has_versions_too(void **state)
{
	struct fixture *f = *state;
	struct store *s = stores_writable(f->stores, NULL);

	put(s, "S/RES/2254(2015)", "en", "first", 0);
	put(s, "S/RES/2254(2015)", "en", "second", 0);
	FOUND(f, "S/RES/2254 (2015)@1", "first", "version:en:S/RES/2254(2015)@1");
	/* the year is left out, and the word is a number alone */
	FOUND(f, "2254@1", "first", "version:en:S/RES/2254(2015)@1");
}

static struct version_text text_of(struct fixture *f, const char *word)
{
	struct version_text t;
	struct reference w;
	int numbers[2];

	assert_int_equal(reference_read(word, &w, NULL), 0);
	assert_int_equal(version_named(&f->c, &w, &t, numbers, NULL), 1);
	return t;
}

static void check_pair(struct fixture *f, int n, int m, const char *want)
{
	struct version_text t = text_of(f, WELLS);
	struct err err = {0};
	int numbers[2] = {n, m};
	char got[500];

	if (version_pair(&t, numbers, &err) < 0)
		snprintf(got, sizeof got, "%s", err.text);
	else
		snprintf(got, sizeof got, "%d %d", numbers[0], numbers[1]);
	assert_string_equal(got, want);
}

static void two_are_compared(void **state)
{
	struct fixture *f = *state;
	struct store *s = stores_writable(f->stores, NULL);
	int64_t last = put(s, WELLS, "en", "one", 0);

	check_pair(f, 0, 0, WELLS ": one version alone is here");
	check_pair(f, 1, 0, WELLS ": one version alone is here");
	put(s, WELLS, "en", "portal", last);
	/* what is beside the text is none of its versions, but where it is named */
	check_pair(f, 0, 0, WELLS ": one version alone is here");
	check_pair(f, 2, 0, "1 2");
	last = put(s, WELLS, "en", "two", 0);
	put(s, WELLS, "en", "another portal", last);
	put(s, WELLS, "en", "three", 0);
	check_pair(f, 0, 0, "3 5");
	check_pair(f, 5, 0, "3 5");
	check_pair(f, 1, 0, "1 5");
	check_pair(f, 4, 0, "4 5");
	check_pair(f, 3, 1, "3 1");
}

static void check_changes(struct store *s, int64_t version, int rc, const char *want)
{
	char got[80] = "";

	assert_int_equal(version_changes(s, version, got, sizeof got, NULL), rc);
	assert_string_equal(got, want);
}

static void what_came_is_told_against_the_one_before(void **state)
{
	struct fixture *f = *state;
	struct store *s = stores_writable(f->stores, NULL);
	int64_t one = put(s, WELLS, "en", "One is here.", 0), beside, two, french;

	check_changes(s, one, 0, "");
	beside = put(s, WELLS, "en", "A portal.", one);
	check_changes(s, beside, 0, "");
	two = put(s, WELLS, "en", "One is there.", 0);
	check_changes(s, two, 1, "1 paragraph changed");
	check_changes(s, one, 0, "");
	/* another language is another text */
	french = put(s, WELLS, "fr", "Un est ici.", 0);
	check_changes(s, french, 0, "");
	check_changes(s, french + 100, 0, "");
}

/* The page at an own address: whether there is one. */
static bool is_page(struct fixture *f, const char *address)
{
	struct doc *doc = view_make(&f->c, address, NULL);
	bool is = doc != NULL;

	doc_free(doc);
	return is;
}

static void addresses_that_name_no_version_are_no_pages(void **state)
{
	struct fixture *f = *state;
	struct store *s = stores_writable(f->stores, NULL);
	struct version_text t;
	struct reference w;
	struct err err = {0};
	int numbers[2];

	put(s, WELLS, "en", "one", 0);
	put(s, WELLS, "en", "two", 0);
	assert_true(is_page(f, "history:" WELLS));
	assert_true(is_page(f, "history:en:" WELLS));
	assert_true(is_page(f, "diff:en:" WELLS "@1@2"));
	/* in a language in which it is not here there is nothing to list */
	assert_false(is_page(f, "history:ar:" WELLS));
	assert_false(is_page(f, "diff:en:" WELLS "@1"));
	assert_false(is_page(f, "diff:en:" WELLS "@1@3"));
	assert_false(is_page(f, "diff:en:" WELLS));
	assert_false(is_page(f, "history:https://press.example/none"));
	FOUND(f, "version:en:" WELLS, "version:en:" WELLS ": there is no such page",
	      "version:en:" WELLS);
	FOUND(f, "version:en:https://press.example/none@1",
	      "version:en:https://press.example/none@1: not in the store",
	      "version:en:https://press.example/none@1");
	assert_int_equal(reference_read("pane:talks", &w, NULL), 0);
	assert_int_equal(version_named(&f->c, &w, &t, numbers, &err), -1);
	assert_int_equal(err.code, ERR_USAGE);
	assert_int_equal(reference_read("./wells.html", &w, NULL), 0);
	assert_int_equal(version_named(&f->c, &w, &t, numbers, NULL), -1);
}

/* What a word means, by itself. */
static void words_are_read(void **state)
{
	static const struct {
		const char *word;
		enum reference_kind kind;
		const char *key;
	} cases[] = {
		{"un.org/en/x", REFERENCE_WEB, "https://un.org/en/x"},
		{"www.un.org", REFERENCE_WEB, "https://www.un.org/"},
		{"WWW.Quay.example/A", REFERENCE_WEB, "https://www.quay.example/A"},
		{"press.un.org", REFERENCE_WEB, "https://press.un.org/"},
		{"un.org?x=1", REFERENCE_WEB, "https://un.org/?x=1"},
		{"quay.example/a b", REFERENCE_NAME, "quay.example/a b"},
		{"notun.org", REFERENCE_NAME, "notun.org"},
		{"page.html", REFERENCE_NAME, "page.html"},
		{"docs/page.html", REFERENCE_NAME, "docs/page.html"},
		{"1.2/3", REFERENCE_NAME, "1.2/3"},
		{"a..b/c", REFERENCE_NAME, "a..b/c"},
		{".hidden/x", REFERENCE_NAME, ".hidden/x"},
		{"x.y/z", REFERENCE_NAME, "x.y/z"},
		{"docs.un.org/en/S/2013/871", REFERENCE_SYMBOL, "S/2013/871"},
		{"A/C.3/68/L.19", REFERENCE_SYMBOL, "A/C.3/68/L.19"},
		{"UNSCR 2170", REFERENCE_SYMBOL, "S/RES/2170(2014)"},
		{"قرار ٢١٧٠", REFERENCE_SYMBOL, "S/RES/2170(2014)"},
		{"list:catalogue/resolution 2170", REFERENCE_OWN, "list:catalogue/resolution 2170"},
		{"./resolution 2170", REFERENCE_FILE, "./resolution 2170"},
		{"talks", REFERENCE_NAME, "talks"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reference w;
		struct err err = {0};

		assert_int_equal(reference_read(cases[i].word, &w, &err), 0);
		if (w.kind != cases[i].kind || strcmp(w.key, cases[i].key) != 0)
			fail_msg("%s: %d %s", cases[i].word, (int)w.kind, w.key);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_read),
		cmocka_unit_test_setup_teardown(a_version_is_found_by_its_number, set_up,
	                                        tear_down),
		cmocka_unit_test_setup_teardown(a_symbol_has_versions_too, set_up, tear_down),
		cmocka_unit_test_setup_teardown(two_are_compared, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_came_is_told_against_the_one_before, set_up,
	                                        tear_down),
		cmocka_unit_test_setup_teardown(addresses_that_name_no_version_are_no_pages, set_up,
	                                        tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
