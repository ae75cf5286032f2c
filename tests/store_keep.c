/* What stays in a store: pins. */
#include "config.h"

#include "tests/check.h"

#include "model/store_keep.h"
#include "model/store_verify.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE "https://example.org/page"

struct folder {
	char path[100], store[120];
};

static int set_up(void **state)
{
	struct folder *f = calloc(1, sizeof *f);
	const char *tmp = getenv("TMPDIR");

	snprintf(f->path, sizeof f->path, "%.70s/palais-keep-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(f->path));
	snprintf(f->store, sizeof f->store, "%s/a.store", f->path);
	setenv("PALAIS_NOW", "2026-11-22T12:00:00", 1);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct folder *f = *state;
	char command[300];

	snprintf(command, sizeof command, "rm -rf %s", f->path);
	assert_int_equal(system(command), 0);
	free(f);
	return 0;
}

static struct store *must_open(const struct folder *f)
{
	struct err err = {0};
	struct store *s = store_open(f->store, STORE_PERSONAL, &err);

	if (!s)
		fail_msg("%s", err.text);
	return s;
}

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
	struct store *s = must_open(*state);

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
	struct store *s = must_open(*state);
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
	struct store *s = must_open(*state);

	put(s, PAGE, "en", "The tide was late", 40, false);
	assert_int_equal(store_pin(s, PAGE, true, NULL), 1);
	assert_string_equal(all_pins(s).said, PAGE "|Notes of a pilot|away;");
	store_close(s);
}

static void test_pin_by_alias(void **state)
{
	struct store *s = must_open(*state);
	struct store_origin o = {.key = "S/9001", .url = PAGE, .type = "text/html"};
	struct store_incoming *in = store_begin(s, &o, NULL);
	struct doc *doc = text_doc("en", "The tide was late");

	assert_int_equal(store_add(in, "x", 1, NULL), 0);
	assert_true(store_commit(in, doc, true, 1, NULL) > 0);
	doc_free(doc);
	assert_int_equal(store_pin(s, PAGE, true, NULL), 1);
	assert_int_equal(store_is_pinned(s, "S/9001", NULL), 1);
	assert_string_equal(all_pins(s).said, "S/9001|Notes of a pilot|here;");
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
		T(test_pin),
		T(test_pin_what_is_to_come),
		T(test_pin_of_a_piece),
		T(test_pin_by_alias),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
