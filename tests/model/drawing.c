/* SPDX-License-Identifier: ISC */
/* Pictures as few pixels: what is one, their mean in fewer, and in documents. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/doc/copy.h"
#include "model/doc/document.h"
#include "model/doc/drawing.h"

static void test_form(void **state)
{
	static const char *const none[] = {
		"",
		"2x1",
		"2x1 ",
		"2x1 fff00",   /* too few digits, */
		"2x1 fff0000", /* too many */
		"2x1 fff00g",  /* no digit */
		"2x1 FFF000",  /* one form alone */
		"2x1 fff000 ", /* something behind */
		"02x1 fff000", /* */
		"+2x1 fff000", /* */
		"2 x1 fff000", /* */
		"-1x-1 fff",   /* */
		"0x1 ",        /* no pixel */
		"1x0 ",        /* */
		"99999999999x1 fff",
		"1x4294967297 fff",
	};
	struct drawing d;

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		if (drawing_is_one(none[i]))
			fail_msg("%s", none[i]);
	assert_true(drawing_read("2x1 fff00a", &d));
	assert_int_equal(d.width, 2);
	assert_int_equal(d.height, 1);
	assert_string_equal(d.digits, "fff00a");
}

/* Of a document's the sides alone are read. */
static void test_known(void **state)
{
	struct drawing d = {0, 0, NULL};

	(void)state;
	assert_false(drawing_of("", &d));
	assert_false(drawing_of("2x fff000", &d));
	assert_false(drawing_of("2x1", &d));
	assert_false(drawing_of("2-1 fff000", &d));
	assert_null(d.digits);
	assert_true(drawing_of("2x1 not looked at", &d));
	assert_int_equal(d.width, 2);
	assert_int_equal(d.height, 1);
	assert_string_equal(d.digits, "not looked at");
}

static bool is_one_of(int width, int height)
{
	char *s = malloc(32 + 3 * (size_t)width * (size_t)height);
	int n = snprintf(s, 32, "%dx%d ", width, height);
	bool is;

	memset(s + n, '7', 3 * (size_t)width * (size_t)height);
	s[n + 3 * width * height] = '\0';
	is = drawing_is_one(s);
	free(s);
	return is;
}

static void test_largest(void **state)
{
	(void)state;
	assert_true(is_one_of(DRAWING_WIDTH_MOST, DRAWING_HEIGHT_MOST));
	assert_false(is_one_of(DRAWING_WIDTH_MOST + 1, 1));
	assert_false(is_one_of(1, DRAWING_HEIGHT_MOST + 1));
	assert_int_equal(DRAWING_WIDTH_MOST, 64);
	assert_int_equal(DRAWING_HEIGHT_MOST, 96);
}

static void test_made(void **state)
{
	struct buf out;
	struct drawing d;
	struct drawing_colour c;

	(void)state;
	buf_init(&out, 100);
	drawing_begin(&out, 2, 2);
	drawing_add(&out, (struct drawing_colour){0, 8, 9});
	drawing_add(&out, (struct drawing_colour){255, 246, 247});
	drawing_add(&out, (struct drawing_colour){17, 34, 51});
	drawing_add(&out, (struct drawing_colour){68, 85, 102});
	assert_string_equal(out.bytes, "2x2 001fef123456");
	assert_true(drawing_read(out.bytes, &d));
	c = drawing_at(&d, 2, 2, 1, 1);
	assert_int_equal(c.red, 68);
	assert_int_equal(c.green, 85);
	assert_int_equal(c.blue, 102);
	/* the mean of the column at the left */
	c = drawing_at(&d, 2, 1, 0, 0);
	assert_int_equal(c.red, 17 / 2);
	assert_int_equal(c.green, 34 / 2);
	assert_int_equal(c.blue, (17 + 51) / 2);
	buf_done(&out);
}

static void check_fit(int width, int height, int columns, int want_columns, int want_rows)
{
	struct drawing d = {width, height, ""};
	int rows = -1;

	assert_int_equal(drawing_fit(&d, columns, &rows), want_columns);
	assert_int_equal(rows, want_rows);
}

static void test_fits(void **state)
{
	(void)state;
	check_fit(64, 48, 80, 64, 48); /* never larger */
	check_fit(64, 48, 32, 32, 24);
	check_fit(64, 48, 36, 36, 27);
	check_fit(64, 48, 0, 1, 1);
	check_fit(64, 1, 10, 10, 1); /* at least a row */
	check_fit(3, 96, 2, 2, 64);
}

static void test_light(void **state)
{
	(void)state;
	assert_int_equal(drawing_light((struct drawing_colour){0, 0, 0}), 0);
	assert_int_equal(drawing_light((struct drawing_colour){255, 255, 255}), 255);
	assert_int_equal(drawing_light((struct drawing_colour){255, 0, 0}), 76);
	assert_int_equal(drawing_light((struct drawing_colour){0, 255, 0}), 150);
	assert_int_equal(drawing_light((struct drawing_colour){0, 0, 255}), 29);
}

static struct doc *read_doc(const char *s)
{
	struct err err = {0};
	struct doc *doc = doc_read(s, strlen(s), &err);

	if (!doc)
		fail_msg("%s", err.text);
	return doc;
}

static const char with[] =
	"docfile 2\nB figure\nA credit C. D.\n"
	"A picture https://press.example/a.jpg\nA pixels 2x1 fff00a\nT A view\n.\n";

static void test_documents(void **state)
{
	struct doc *doc = read_doc(with), *copy;
	struct doc_maker *m = doc_maker_new(0);
	struct buf out;

	(void)state;
	assert_string_equal(doc_block(doc, 0)->picture, "https://press.example/a.jpg");
	assert_string_equal(doc_block(doc, 0)->pixels, "2x1 fff00a");
	doc_copy_block(m, doc_block(doc, 0), NULL, NULL);
	copy = doc_finish(m, NULL);
	buf_init(&out, 1000);
	doc_write(copy, &out);
	assert_string_equal(out.bytes, with);
	buf_done(&out);
	doc_free(copy);
	doc_free(doc);
}

/* What a parser hands over is checked where it is read: no document has what is none. */
static void test_refused(void **state)
{
	struct doc *doc = read_doc("docfile 2\nB figure\nA picture javascript:x\n"
	                           "A pixels 9x9 fff\nT A view\n.\n");
	struct err err = {0};

	(void)state;
	assert_string_equal(doc_block(doc, 0)->picture, "");
	assert_string_equal(doc_block(doc, 0)->pixels, "");
	doc_free(doc);
	assert_null(doc_read("docfile 1\nB figure\nA pixels 1x1 fff\n.\n", 41, &err));
	assert_non_null(strstr(err.text, "unknown attribute"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_form),      cmocka_unit_test(test_known),
		cmocka_unit_test(test_largest),   cmocka_unit_test(test_made),
		cmocka_unit_test(test_fits),      cmocka_unit_test(test_light),
		cmocka_unit_test(test_documents), cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
