/* SPDX-License-Identifier: ISC */
/* What stays in a store and what is let go of, by age and by size; what goes leaves no word
 * behind. */
#include "config.h"

#include "model/store/lease.h"
#include "model/store/parts.h"
#include "model/store/pins.h"
#include "model/store/prune.h"
#include "model/store/verify.h"
#include "tests/model/store_lib.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE "https://example.org/page"
#define PAPER "https://documents.un.org/doc/tide.pdf"

static struct doc *text_doc(const char *lang, const char *text)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_TITLE, "Notes of a pilot");
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, text);
	return doc_finish(m, NULL);
}

/* bytes: this many, that begin with the text. */
static int64_t put(struct store *s, const char *url, const char *lang, const char *text,
                   size_t bytes, bool whole)
{
	struct store_origin o = {.key = url, .url = url, .asked = url, .type = "text/html"};
	struct err err = {0};
	struct store_incoming *in = store_begin(s, &o, &err);
	struct doc *doc = text_doc(lang, text);
	char *raw = calloc(1, bytes);
	int64_t id;

	assert_non_null(in);
	memcpy(raw, text, strlen(text));
	assert_int_equal(store_add(in, raw, bytes, &err), 0);
	id = store_commit(in, doc, whole, 1, &err);
	if (id < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	free(raw);
	return id;
}

struct pins {
	char said[600];
};

static int say_pin(const struct store_pinned *p, void *payload)
{
	struct pins *pins = payload;
	size_t n = strlen(pins->said);

	snprintf(pins->said + n, sizeof pins->said - n, "%s|%s|%s;", p->key, p->title,
	         p->here ? "here" : "away");
	return 0;
}

static struct pins all_pins(struct store *s)
{
	struct pins pins = {""};

	assert_int_equal(store_each_pinned(s, say_pin, &pins, NULL), 0);
	return pins;
}

/* -- pins ------------------------------------------------------------------- */

static void test_pin(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put(s, PAGE, "en", "The tide was late", 40, true);
	assert_int_equal(store_is_pinned(s, PAGE, NULL), 0);
	assert_int_equal(store_pin(s, PAGE, true, NULL), 1);
	assert_int_equal(store_pin(s, PAGE, true, NULL), 0);
	assert_int_equal(store_is_pinned(s, PAGE, NULL), 1);
	assert_string_equal(all_pins(s).said, PAGE "|Notes of a pilot|here;");
	assert_int_equal(store_pin(s, PAGE, false, NULL), 1);
	assert_int_equal(store_pin(s, PAGE, false, NULL), 0);
	assert_string_equal(all_pins(s).said, "");
	store_close(s);
}

/* Its row is made, and is the one that the document takes when it comes. */
static void test_pin_what_is_to_come(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_info info;
	struct store_version v;

	assert_int_equal(store_pin(s, PAGE, true, NULL), 1);
	assert_int_equal(store_find(s, PAGE, NULL, &v, NULL), 0);
	assert_string_equal(all_pins(s).said, PAGE "||away;");
	put(s, PAGE, "en", "The tide was late", 40, true);
	assert_string_equal(all_pins(s).said, PAGE "|Notes of a pilot|here;");
	assert_int_equal(store_pin(s, "S/RES/9001(2031)", true, NULL), 1);
	assert_int_equal(store_pin(s, "S/RES/9001(2031)", false, NULL), 1);
	assert_int_equal(store_info(s, &info, NULL), 0);
	assert_int_equal(info.works, 1);
	store_close(s);
}

/* A piece is not yet what was pinned. */
static void test_pin_of_a_piece(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	put(s, PAGE, "en", "The tide was late", 40, false);
	assert_int_equal(store_pin(s, PAGE, true, NULL), 1);
	assert_string_equal(all_pins(s).said, PAGE "|Notes of a pilot|away;");
	store_close(s);
}

static void test_pin_by_alias(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin o = {.key = "S/9001", .url = PAPER, .type = "application/pdf"};
	struct store_incoming *in = store_begin(s, &o, NULL);
	struct doc *doc = text_doc("en", "The tide was late");

	assert_int_equal(store_add(in, "x", 1, NULL), 0);
	assert_true(store_commit(in, doc, true, 1, NULL) > 0);
	doc_free(doc);
	assert_int_equal(store_pin(s, PAPER, true, NULL), 1);
	assert_int_equal(store_is_pinned(s, "S/9001", NULL), 1);
	assert_string_equal(all_pins(s).said, "S/9001|Notes of a pilot|here;");
	store_close(s);
}

/* -- letting go ---------------------------------------------------------------- */

static void at(const char *day)
{
	char when[40];

	snprintf(when, sizeof when, "%sT12:00:00", day);
	setenv("PALAIS_NOW", when, 1);
}

static void no_fault(const struct store_fault *fault, void *payload)
{
	(void)payload;
	fail_msg("%s: %s", fault->what, fault->why);
}

static void assert_good(struct store *s)
{
	struct store_verify_watch watch = {.fault = no_fault};
	struct store_verify_counts n;

	assert_int_equal(store_verify(s, &watch, &n, NULL), 0);
}

static void say_gone(enum store_prune_kind kind, const char *key, const char *lang, int64_t bytes,
                     int64_t used, void *payload)
{
	struct pins *said = payload;
	size_t n = strlen(said->said);
	const char *name = strrchr(key, '/');

	assert_true(bytes > 0);
	assert_true(used > 0);
	snprintf(said->said + n, sizeof said->said - n, "%c %s %s;", "spd"[kind],
	         name ? name + 1 : key, lang);
}

/* What goes, by its names; what is left is sound. */
static struct pins prune(struct store *s, struct store_prune_wish wish,
                         struct store_prune_counts *n)
{
	struct pins said = {""};
	struct err err = {0};

	wish.each = say_gone;
	wish.payload = &said;
	if (store_prune(s, &wish, n, &err) < 0)
		fail_msg("%s", err.text);
	assert_good(s);
	return said;
}

static bool is_here(struct store *s, const char *key)
{
	struct store_version v;
	int found = store_find(s, key, NULL, &v, NULL);

	assert_true(found >= 0);
	store_version_done(&v);
	return found;
}

static int hits(struct store *s, const char *words)
{
	return found_by(s, words);
}

#define AGE(days) ((struct store_prune_wish){.keep = -1, .older = (days)})

static void test_superseded(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_prune_counts n;

	at("2026-01-01");
	put(s, PAGE, "en", "An ebbing tide", 100, true);
	put(s, PAGE, "ar", "مد متأخر", 100, true);
	at("2026-02-01");
	put(s, PAGE, "en", "A rising tide", 70000, true);
	assert_string_equal(prune(s, AGE(-1), &n).said, "s page en;");
	assert_int_equal(n.gone, 1);
	assert_true(n.bytes > 100);
	assert_int_equal(hits(s, "rising"), 1);
	assert_int_equal(hits(s, "ebbing"), 0);
	assert_int_equal(hits(s, "متأخر"), 1);
	/* a second time there is nothing to let go of */
	assert_string_equal(prune(s, AGE(-1), &n).said, "");
	assert_int_equal(n.gone, 0);
	store_close(s);
}

static void test_old_parts(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_prune_counts n;
	struct store_origin o = {.url = "https://example.org/cut",
	                         .asked = "https://example.org/cut"};
	struct store_incoming *in;
	char bytes[20000] = "x";
	int64_t held;

	at("2026-03-01");
	in = store_begin(s, &o, NULL);
	assert_int_equal(store_add(in, bytes, sizeof bytes, NULL), 0);
	assert_true(store_suspend(in, NULL) > 0);
	put(s, "https://example.org/half", "en", "Half of it", 100, false);
	held = put(s, "https://example.org/held", "en", "It is coming", 100, false);
	at("2026-03-25");
	put(s, "https://example.org/new", "en", "A later half", 100, false);
	at("2026-04-10");
	assert_int_equal(store_part_claim(s, held, NULL), 1);
	assert_string_equal(prune(s, AGE(-1), &n).said, "p cut ;p half en;");
	assert_int_equal(hits(s, "half"), 1);
	assert_true(is_here(s, "https://example.org/held"));
	store_part_release(s, held);
	assert_string_equal(prune(s, AGE(-1), &n).said, "p held en;");
	store_close(s);
}

static void fill_years(struct store *s)
{
	at("2024-01-01");
	put(s, "https://example.org/oldest", "en", "A first tide", 50000, true);
	at("2024-02-01");
	put(s, "https://example.org/second", "en", "A second tide", 50000, true);
	put(s, "https://example.org/second", "fr", "Une autre", 50000, true);
	at("2026-06-01");
	put(s, "https://example.org/young", "en", "A young tide", 50000, true);
	at("2026-11-01");
}

static void test_by_age(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_prune_counts n;

	fill_years(s);
	/* read lately */
	assert_int_equal(store_place_set(s, "https://example.org/oldest", 1, 0, NULL), 0);
	assert_string_equal(prune(s, AGE(365), &n).said, "d second en;d second fr;");
	assert_int_equal(hits(s, "tide"), 2);
	assert_false(is_here(s, "https://example.org/second"));
	assert_string_equal(prune(s, AGE(30), &n).said, "d young en;");
	store_close(s);
}

static void test_by_size(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_prune_counts n;

	fill_years(s);
	assert_string_equal(
		prune(s, (struct store_prune_wish){.keep = 400000, .older = -1}, &n).said, "");
	/* a work goes with all its languages */
	assert_string_equal(
		prune(s, (struct store_prune_wish){.keep = 120000, .older = -1}, &n).said,
		"d oldest en;d second en;d second fr;");
	assert_true(n.left > 50000 && n.left < 60000);
	assert_int_equal(hits(s, "tide"), 1);
	assert_string_equal(prune(s, (struct store_prune_wish){.keep = 0, .older = -1}, &n).said,
	                    "d young en;");
	assert_int_equal(n.left, 0);
	store_close(s);
}

/* Whatever the age and the size. */
static void test_what_stays(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_origin file = {.type = "text/html"};
	struct store_incoming *in;
	struct doc *doc = text_doc("en", "From a file");
	const char *kept[] = {"https://example.org/second", "https://example.org/not-here"};
	struct store_prune_wish all = {.keep = 0, .older = 0, .kept = kept, .kept_count = 2};
	struct store_prune_counts n;

	fill_years(s);
	at("2024-03-01");
	in = store_begin(s, &file, NULL);
	assert_int_equal(store_add(in, "file", 4, NULL), 0);
	assert_true(store_commit(in, doc, true, 1, NULL) > 0);
	doc_free(doc);
	put(s, PAGE, "en", "An ebbing tide", 100, true);
	at("2024-04-01");
	put(s, PAGE, "en", "A rising tide", 100, true);
	assert_int_equal(store_pin(s, PAGE, true, NULL), 1);
	assert_int_equal(store_pin(s, "S/RES/9001(2031)", true, NULL), 1);
	at("2026-11-01");
	assert_string_equal(prune(s, all, &n).said, "d oldest en;d young en;");
	assert_true(n.left > 100000);
	assert_int_equal(hits(s, "file"), 1);
	assert_int_equal(store_is_pinned(s, "S/RES/9001(2031)", NULL), 1);
	assert_string_equal(prune(s, all, &n).said, "");
	store_close(s);
}

static void test_dry_run(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_prune_wish wish = {.keep = 0, .older = -1, .dry_run = true};
	struct store_prune_counts said, done;
	struct pins first;

	fill_years(s);
	first = prune(s, wish, &said);
	assert_int_equal(hits(s, "tide"), 3);
	wish.dry_run = false;
	assert_string_equal(prune(s, wish, &done).said, first.said);
	assert_int_equal(said.gone, done.gone);
	assert_int_equal(said.bytes, done.bytes);
	assert_int_equal(said.left, done.left);
	assert_int_equal(hits(s, "tide"), 0);
	store_close(s);
}

/* A file that is mostly empty then is written anew. */
static void test_file_gets_shorter(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct store_prune_counts n;
	struct store_info info;

	at("2024-01-01");
	put(s, "https://example.org/large", "en", "Much of it", 3000000, true);
	at("2026-01-01");
	put(s, PAGE, "en", "A tide", 100, true);
	prune(s, AGE(365), &n);
	assert_true(n.file > 2900000);
	assert_int_equal(store_info(s, &info, NULL), 0);
	assert_true(info.file_bytes < 1000000);
	assert_int_equal(hits(s, "tide"), 1);
	store_close(s);
}

static void test_one_at_a_time(void **state)
{
	struct folder *f = *state;
	struct store *s = must_open(f->store, STORE_PERSONAL);
	struct store_prune_wish wish = AGE(0);
	struct store_prune_counts n;
	struct err err = {0};
	sqlite3 *db;

	fill_years(s);
	assert_int_equal(store_lease_take(s, "prune", 600, NULL), 1);
	assert_int_equal(sqlite3_open(f->store, &db), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(db, "UPDATE lease SET host='elsewhere.example'", NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(store_prune(s, &wish, &n, &err), -1);
	assert_int_equal(err.code, ERR_FAILED);
	assert_int_equal(hits(s, "tide"), 3);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, folder_set_up, folder_tear_down)
		T(test_pin),
		T(test_pin_what_is_to_come),
		T(test_pin_of_a_piece),
		T(test_pin_by_alias),
		T(test_superseded),
		T(test_old_parts),
		T(test_by_age),
		T(test_by_size),
		T(test_what_stays),
		T(test_dry_run),
		T(test_file_gets_shorter),
		T(test_one_at_a_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
