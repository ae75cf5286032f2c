/* SPDX-License-Identifier: ISC */
/* What is carried from one store to another: what it may do where it arrives. */
#include "config.h"

#include "model/store/parts.h"
#include "model/store/verify.h"
#include "model/symbol/symbol.h"
#include "tests/model/carry_lib.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* -- arriving ------------------------------------------------------------------------------ */

/* What a key leads to, how it is won, and by whom it came; "" for nothing. */
static void expect(struct store *s, const char *key, const char *title, const char *won)
{
	struct store_version v;
	struct err err = {0};
	int found = store_find(s, key, "en", &v, &err);

	assert_int_equal(found, *title != '\0');
	if (found) {
		assert_string_equal(v.title, title);
		assert_string_equal(v.won, won);
	}
	store_version_done(&v);
}

static void fault(const struct store_fault *f, void *payload)
{
	(void)payload;
	fail_msg("%s: %s", f->what, f->why);
}

static void expect_clean(struct store *s)
{
	struct store_verify_watch watch = {.fault = fault};
	struct store_verify_counts counts;

	index_waiting(s);
	assert_int_equal(store_verify(s, &watch, &counts, NULL), 0);
	assert_int_equal(counts.faults, 0);
}

/* The stream of a store that has this alone. */
static void carry(void **state, const struct text *t, bool with_bytes, struct buf *stream)
{
	const char *path = carry_beside(state, "from.store");
	struct store *from;

	unlink(path);
	from = must_open(path, STORE_PERSONAL);
	carry_put(from, t);
	carry_write_all(from, with_bytes, stream);
	store_close(from);
}

static int64_t count(struct store *s, const char *what)
{
	struct store_info info;

	assert_int_equal(store_info(s, &info, NULL), 0);
	return *what == 'v' ? info.versions : info.works;
}

static void test_what_arrives_is_by_its_carrier(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream;
	enum carried_how how;
	char name[100];

	carry(state, &genuine, false, &stream);
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "stick.store"), "c");
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_string_equal(v.title, "the audit");
	assert_string_equal(v.won, "carried");
	assert_string_equal(v.url, PAPER);
	assert_true(v.absent);
	assert_int_equal(v.size, 9);
	assert_int_equal(v.parser, 1);
	assert_int_equal(v.origin_date, 1700000000);
	/* a server is never asked whether what it did not send still stands */
	assert_string_equal(v.etag, "");
	assert_int_equal(v.fresh, 0);
	assert_true(carried_by(v.mirror, &how, name, sizeof name));
	assert_int_equal(how, CARRIED_BUNDLE);
	assert_string_equal(name, "stick.store");
	assert_false(carried_by("https://x.example/", &how, name, sizeof name));
	assert_false(carried_by("carried:pigeon x", &how, name, sizeof name));
	store_version_done(&v);
	/* where it was found is no name of it here */
	expect(s, PAPER, "", "");
	expect(s, ASKED, "", "");
	expect_clean(s);
	/* once more */
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "stick.store"), "h");
	assert_int_equal(count(s, "v"), 1);
	/* and on to a third, which knows all the way */
	buf_done(&stream);
	carry_write_all(s, true, &stream);
	store_close(s);
	s = must_open(carry_beside(state, "third.store"), STORE_PERSONAL);
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "other"), "c");
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_string_equal(v.mirror, "carried:bundle other via carried:bundle stick.store");
	assert_true(carried_by(v.mirror, &how, name, sizeof name));
	assert_string_equal(name, "other");
	store_version_done(&v);
	buf_done(&stream);
	store_close(s);
}

static void test_it_is_below_what_the_source_sent(void **state)
{
	static const struct text newer = {SYMBOL, ASKED, PAPER, SYMBOL, "the audit, altered"};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;

	carry_put(s, &genuine);
	carry(state, &newer, true, &stream);
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "x"), "b");
	expect(s, SYMBOL, "the audit", "asked");
	assert_int_equal(count(s, "v"), 2);
	assert_int_equal(found_by(s, "altered"), 0);
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "x"), "h");
	expect_clean(s);
	store_close(s);
	/* the other way round: what comes from the source goes before it */
	s = must_open(carry_beside(state, "b.store"), STORE_PERSONAL);
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "x"), "c");
	expect(s, SYMBOL, "the audit, altered", "carried");
	carry_put(s, &genuine);
	expect(s, SYMBOL, "the audit", "asked");
	expect_clean(s);
	buf_done(&stream);
	store_close(s);
}

/* Also where nothing bears a symbol: what the reader has fetched is shown first. */
static void test_it_is_below_a_page_that_was_fetched(void **state)
{
	static const struct text altered = {PAGE, PAGE, PAGE, "", "what was not seen"};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;

	carry_put(s, &page);
	carry(state, &altered, false, &stream);
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "x"), "b");
	expect(s, PAGE, "what was seen", "");
	expect_clean(s);
	buf_done(&stream);
	store_close(s);
}

static void test_it_is_below_a_file(void **state)
{
	static const struct text file = {NULL, NULL, NULL, SYMBOL, "from a stick"};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;

	carry_put(s, &file);
	carry(state, &genuine, false, &stream);
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "x"), "b");
	expect(s, SYMBOL, "from a stick", "file");
	store_close(s);
	s = must_open(carry_beside(state, "b.store"), STORE_PERSONAL);
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "x"), "c");
	carry_put(s, &file);
	expect(s, SYMBOL, "from a stick", "file");
	expect_clean(s);
	buf_done(&stream);
	store_close(s);
}

/* The same bytes from their source: what was carried becomes that, bytes and all. */
static void test_the_same_from_its_source(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream;
	char bytes[20] = "";

	carry(state, &genuine, false, &stream);
	carry_arrive(s, stream.bytes, stream.len, "x");
	carry_put(s, &genuine);
	assert_int_equal(count(s, "v"), 1);
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_string_equal(v.won, "asked");
	assert_string_equal(v.symbols, SYMBOL);
	assert_false(v.absent);
	assert_int_equal(store_bytes(s, v.id, 0, bytes, sizeof bytes, NULL), 9);
	assert_string_equal(bytes, "the audit");
	store_version_done(&v);
	expect(s, ASKED, "the audit", "asked");
	expect_clean(s);
	/* and a carrier's word changes nothing of it */
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "y"), "h");
	expect(s, SYMBOL, "the audit", "asked");
	buf_done(&stream);
	store_close(s);
}

static void test_bytes_come_later(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf without, with;

	carry(state, &genuine, false, &without);
	carry(state, &genuine, true, &with);
	carry_arrive(s, without.bytes, without.len, "x");
	assert_string_equal(carry_arrive(s, with.bytes, with.len, "y"), "c");
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_string_equal(v.won, "carried");
	assert_false(v.absent);
	store_version_done(&v);
	assert_int_equal(count(s, "v"), 1);
	assert_string_equal(carry_arrive(s, with.bytes, with.len, "y"), "h");
	assert_string_equal(carry_arrive(s, without.bytes, without.len, "x"), "h");
	expect_clean(s);
	buf_done(&without);
	buf_done(&with);
	store_close(s);
}

/* A carrier that gives a text another symbol, beside or in place of its own: what comes for
 * that symbol is a work of its own, and nothing genuine is found by a name that it gave. */
static void test_false_names_hold_nothing(void **state)
{
	static const struct text second = {OTHER, ASKED_OTHER, "https://documents.un.org/doc/b.pdf",
	                                   OTHER, "the other"};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;

	buf_init(&stream, 1 << 20);
	carry_with_line(&stream, "symbol", "symbol " SYMBOL "\nsymbol " OTHER);
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "x"), "c");
	expect(s, SYMBOL, "the audit", "carried");
	expect(s, OTHER, "the audit", "carried");
	carry_put(s, &second);
	expect(s, OTHER, "the other", "asked");
	expect(s, SYMBOL, "the audit", "carried");
	store_close(s);
	/* its own comes first: the other name leads there no more */
	s = must_open(carry_beside(state, "b.store"), STORE_PERSONAL);
	carry_arrive(s, stream.bytes, stream.len, "x");
	carry_put(s, &(struct text){SYMBOL, ASKED, PAPER, SYMBOL, "the true audit"});
	expect(s, SYMBOL, "the true audit", "asked");
	expect(s, OTHER, "", "");
	/* nor is one added to what is here by its source */
	carry_arrive(s, stream.bytes, stream.len, "x");
	expect(s, OTHER, "", "");
	carry_put(s, &second);
	expect(s, OTHER, "the other", "asked");
	expect(s, SYMBOL, "the true audit", "asked");
	store_close(s);
	/* a file's masthead is not led astray either */
	s = must_open(carry_beside(state, "c.store"), STORE_PERSONAL);
	carry_arrive(s, stream.bytes, stream.len, "x");
	carry_put(s, &(struct text){NULL, NULL, NULL, OTHER, "a file"});
	expect(s, OTHER, "a file", "file");
	expect(s, SYMBOL, "the audit", "carried");
	buf_done(&stream);
	store_close(s);
}

/* Whatever it calls itself, and however often. */
static void test_its_key_is_its_key(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream, facts;

	buf_init(&facts, 4096);
	buf_str(&facts, "docfile 1\nF symbol " OTHER "\n");
	for (int i = 0; i < 30; i++)
		buf_printf(&facts, "F alias A/80/%d\n", 100 + i);
	buf_str(&facts, "B paragraph\nT x\n.\n");
	buf_init(&stream, 1 << 20);
	buf_printf(&stream,
	           "document 1\nkey " SYMBOL "\nsymbol " SYMBOL "\nsymbol " OTHER
	           "\nparser 1\nsha256 %064d\nsize 1\ndocfile %zu\n\n%send 1\n",
	           0, facts.len, facts.bytes);
	carry_arrive(s, stream.bytes, stream.len, "x");
	assert_int_equal(store_find(s, OTHER, "en", &v, NULL), 1);
	assert_string_equal(v.key, SYMBOL);
	assert_string_equal(v.symbols, SYMBOL " " OTHER);
	store_version_done(&v);
	buf_done(&stream);
	buf_done(&facts);
	store_close(s);
}

/* What a text of a source claims is not taken away by what is carried. */
static void test_claims_stay(void **state)
{
	static const struct text claims = {PAGE, PAGE, PAGE, OTHER, "what was seen"};
	static const struct text quiet = {PAGE, PAGE, PAGE, "", "what was not seen"};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream;

	carry_put(s, &claims);
	carry(state, &quiet, false, &stream);
	carry_arrive(s, stream.bytes, stream.len, "x");
	assert_int_equal(store_find(s, PAGE, "en", &v, NULL), 1);
	assert_string_equal(v.claims, OTHER);
	store_version_done(&v);
	buf_done(&stream);
	store_close(s);
}

/* Of the same hash, other words: they are not taken. */
static void test_other_words_for_the_same_bytes(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf stream;
	char *at;

	carry_put(s, &genuine);
	carry(state, &genuine, false, &stream);
	at = strstr(stream.bytes, "T the audit");
	memcpy(at, "T the AUDIT", 11);
	assert_string_equal(carry_arrive(s, stream.bytes, stream.len, "x"), "d");
	assert_int_equal(found_by(s, "audit"), 1);
	expect(s, SYMBOL, "the audit", "asked");
	buf_done(&stream);
	store_close(s);
}

/* A time that is to come is none of anybody's. */
static void test_times_are_not_to_come(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_version v;
	struct buf stream;

	buf_init(&stream, 1 << 20);
	carry_with_line(&stream, "fetched", "fetched 253402300799");
	carry_arrive(s, stream.bytes, stream.len, "x");
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_true(v.fetched < 1800000000);
	store_version_done(&v);
	store_close(s);
	/* and one long ago says nothing of this clock */
	s = must_open(carry_beside(state, "b.store"), STORE_PERSONAL);
	carry_with_line(&stream, "fetched", "fetched 1000000000");
	carry_put(s, &page);
	carry_arrive(s, stream.bytes, stream.len, "x");
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_int_equal(v.fetched, 1000000000);
	store_version_done(&v);
	assert_int_equal(store_clock(s), STORE_CLOCK_RIGHT);
	buf_done(&stream);
	store_close(s);
}

/* A download of the reader's that broke off is none of a carrier's. */
static void test_parts_stay(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = {.key = SYMBOL, .asked = ASKED, .url = PAPER};
	struct store_incoming *in = store_begin(s, &o, NULL);
	struct store_part part;
	struct buf stream;

	assert_int_equal(store_add(in, "the", 3, NULL), 0);
	assert_true(store_suspend(in, NULL) > 0);
	carry(state, &genuine, true, &stream);
	carry_arrive(s, stream.bytes, stream.len, "x");
	assert_int_equal(store_part_find(s, ASKED, &part, NULL), 1);
	store_part_done(&part);
	buf_done(&stream);
	store_close(s);
}

/* -- bytes that the catalogue knows ---------------------------------------------------------- */

static int known(struct store *catalogue, const char *sha256, char *symbol, char *lang,
                 struct err *err)
{
	struct store_version v;
	int rc = store_find(catalogue, SYMBOL, "en", &v, err);

	rc = rc > 0 && !strcmp(v.sha256, sha256);
	store_version_done(&v);
	snprintf(symbol, SYMBOL_MAX, "%s", SYMBOL);
	snprintf(lang, 8, "en");
	return rc;
}

static void test_known_bytes_are_the_uns(void **state)
{
	static const struct text blog = {PAGE, PAGE, PAGE, "", "the audit"};
	struct store *catalogue = must_open(carry_beside(state, "catalogue.store"), STORE_PERSONAL);
	struct store *s;
	struct store_version v;
	struct buf with, without;

	carry_put(catalogue, &genuine);
	s = store_open_knowing(folder_store(state), STORE_PERSONAL, known, catalogue, NULL);
	assert_non_null(s);
	carry(state, &blog, false, &without);
	carry(state, &blog, true, &with);
	/* a hash alone is a carrier's word */
	carry_made = 0;
	carry_arrive(s, without.bytes, without.len, "x");
	expect(s, SYMBOL, "", "");
	expect(s, PAGE, "the audit", "carried");
	store_close(s);
	unlink(folder_store(state));
	s = store_open_knowing(folder_store(state), STORE_PERSONAL, known, catalogue, NULL);
	/* and what bytes say is read of them, not of its docfile */
	memcpy(strstr(with.bytes, "F title the audit"), "F title the AUDIT", 17);
	assert_string_equal(carry_arrive(s, with.bytes, with.len, "x"), "c");
	assert_int_equal(carry_made, 1);
	assert_int_equal(store_find(s, SYMBOL, "en", &v, NULL), 1);
	assert_string_equal(v.title, "the audit");
	assert_string_equal(v.won, "bytes");
	assert_int_equal(v.parser, 7);
	store_version_done(&v);
	assert_string_equal(carry_arrive(s, with.bytes, with.len, "x"), "h");
	expect_clean(s);
	store_close(s);
	store_close(catalogue);
	buf_done(&with);
	buf_done(&without);
}

int main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, folder_set_up, folder_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_what_arrives_is_by_its_carrier),
		TEST(test_it_is_below_what_the_source_sent),
		TEST(test_it_is_below_a_page_that_was_fetched),
		TEST(test_it_is_below_a_file),
		TEST(test_the_same_from_its_source),
		TEST(test_bytes_come_later),
		TEST(test_false_names_hold_nothing),
		TEST(test_its_key_is_its_key),
		TEST(test_claims_stay),
		TEST(test_other_words_for_the_same_bytes),
		TEST(test_times_are_not_to_come),
		TEST(test_parts_stay),
		TEST(test_known_bytes_are_the_uns),
	};

	return cmocka_run_group_tests_name("arriving", tests, NULL, NULL);
}
