/* SPDX-License-Identifier: ISC */
/* Pictures become few pixels, or a line on why they do not: of each format, whole, cut short, and
 * made to take more than there is. */
#include "config.h"

#include "fetch/parse/picture/picture.h"
#include "fetch/seal/seal.h"
#include "fetch/wire/host.h"
#include "fetch/wire/wire.h"
#include "model/base/work.h"
#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"
#include "tests/parse/picture_lib.h"

#include <errno.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define RED "f00"
#define BLUE "00f"

static struct buf file;

static int set_up(void **state)
{
	(void)state;
	buf_init(&file, 64u << 20);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	buf_done(&file);
	return 0;
}

static struct doc *parsed(const char *name)
{
	const struct parse_how how = {.base = name};

	return parse_it(file.bytes, file.len, &how);
}

static const struct doc_block *figure(const struct doc *doc)
{
	assert_string_equal(doc_fact(doc, DOC_ERROR), "");
	assert_int_equal(doc_block_count(doc), 1);
	assert_int_equal(doc_block(doc, 0)->kind, DOC_FIGURE);
	return doc_block(doc, 0);
}

static void check_text(const struct doc_block *b, const char *want)
{
	assert_int_equal(b->text.len, strlen(want));
	assert_memory_equal(b->text.bytes, want, b->text.len);
}

/* Two rows of one red and one blue pixel, of a picture of 8 by 8, as shrunk_begin leaves it. */
static void check_flag(const struct doc_block *b, const char *upper, const char *lower)
{
	struct drawing d;

	assert_true(drawing_read(b->pixels, &d));
	assert_int_equal(d.width, 8);
	assert_int_equal(d.height, 8);
	for (int y = 0; y < 8; y++)
		for (int x = 0; x < 8; x++)
			assert_memory_equal(d.digits + 3 * (8 * y + x), y < 4 ? upper : lower, 3);
}

static void check_error(const char *want)
{
	struct doc *doc = parsed("https://press.example/a");

	if (!strstr(doc_fact(doc, DOC_ERROR), want))
		fail_msg("%s, wanted %s", doc_fact(doc, DOC_ERROR), want);
	for (size_t i = 0; i < doc_block_count(doc); i++)
		assert_string_equal(doc_block(doc, i)->pixels, "");
	doc_free(doc);
}

/* -- whole ------------------------------------------------------------------------- */

static void test_png(void **state)
{
	static const struct picture_png plain = {8, 8, 0, 0, false}, laced = {8, 8, 0, 0, true};
	struct doc *doc;

	(void)state;
	picture_make_png(&file, &plain, picture_flag);
	doc = parsed("https://press.example/files/flag.png?itok=1");
	check_flag(figure(doc), RED, BLUE);
	check_text(figure(doc), "PNG, 8 × 8 pixels");
	assert_string_equal(doc_fact(doc, DOC_TITLE), "flag.png");
	assert_string_equal(doc_fact(doc, DOC_FORMAT), "png");
	assert_string_equal(doc_fact(doc, "incomplete"), "");
	doc_free(doc);
	buf_reset(&file);
	picture_make_png(&file, &laced, picture_flag);
	doc = parsed("https://press.example/");
	check_flag(figure(doc), RED, BLUE);
	assert_string_equal(doc_fact(doc, DOC_TITLE), "PNG");
	doc_free(doc);
}

static void glass(uint32_t x, uint32_t y, uint8_t rgba[4])
{
	(void)x;
	memcpy(rgba, y < 4 ? "\0\0\0\0" : "\0\0\0\x88", 4);
}

/* What can be looked through lies on white. */
static void test_glass(void **state)
{
	static const struct picture_png plain = {8, 8, 0, 0, false};
	struct doc *doc;

	(void)state;
	picture_make_png(&file, &plain, glass);
	doc = parsed("a");
	check_flag(figure(doc), "fff", "777");
	doc_free(doc);
	buf_reset(&file);
	picture_make_webp(&file, 8, 8, 0, glass);
	doc = parsed("a");
	check_flag(figure(doc), "fff", "777");
	doc_free(doc);
}

static void wide_flag(uint32_t x, uint32_t y, uint8_t rgba[4])
{
	picture_flag(x / 100, y / 100, rgba);
}

/* The mean of each part of a larger one; its sides as they were. */
static void check_large(const char *text)
{
	struct doc *doc = parsed("a");
	struct drawing d;

	check_text(figure(doc), text);
	assert_true(drawing_read(figure(doc)->pixels, &d));
	assert_int_equal(d.width, 64);
	assert_int_equal(d.height, 64);
	assert_memory_equal(d.digits, RED, 3);
	assert_memory_equal(d.digits + 3 * 64 * 31, RED, 3);
	assert_memory_equal(d.digits + 3 * 64 * 33, BLUE, 3);
	assert_memory_equal(d.digits + 3 * (64 * 64 - 1), BLUE, 3);
	doc_free(doc);
}

static void test_large(void **state)
{
	static const struct picture_png plain = {800, 800, 0, 0, false};

	(void)state;
	picture_make_png(&file, &plain, wide_flag);
	check_large("PNG, 800 × 800 pixels");
	buf_reset(&file);
	picture_make_webp(&file, 800, 800, 0, wide_flag);
	check_large("WebP, 800 × 800 pixels");
}

/* Colours of JPEG are near, and its size is told as it was before it was made small. */
static void check_jpeg(uint32_t side, const char *text)
{
	struct doc *doc = parsed("a");
	struct drawing d;
	struct drawing_colour c;

	check_text(figure(doc), text);
	assert_true(drawing_read(figure(doc)->pixels, &d));
	assert_int_equal(d.width, side < 64 ? side : 64);
	c = drawing_at(&d, 8, 8, 1, 1);
	assert_true(c.red > 230 && c.green < 25 && c.blue < 25);
	c = drawing_at(&d, 8, 8, 6, 6);
	assert_true(c.blue > 230 && c.green < 25 && c.red < 25);
	doc_free(doc);
}

static void tall_flag(uint32_t x, uint32_t y, uint8_t rgba[4])
{
	picture_flag(x, y / 8, rgba);
}

static void test_jpeg(void **state)
{
	(void)state;
	picture_make_jpeg(&file, 64, 64, false, false, tall_flag);
	check_jpeg(64, "JPEG, 64 × 64 pixels");
	buf_reset(&file);
	picture_make_jpeg(&file, 64, 64, false, true, tall_flag);
	check_jpeg(64, "JPEG, 64 × 64 pixels");
	buf_reset(&file);
	picture_make_jpeg(&file, 800, 800, false, false, wide_flag);
	check_jpeg(800, "JPEG, 800 × 800 pixels");
}

/* Four inks, as Adobe's programs write them and as others do. */
static void test_inks(void **state)
{
	char *adobe;

	(void)state;
	picture_make_jpeg(&file, 64, 64, true, false, tall_flag);
	check_jpeg(64, "JPEG, 64 × 64 pixels");
	adobe = memmem(file.bytes, file.len, "Adobe", 5);
	assert_non_null(adobe);
	memcpy(adobe, "Other", 5);
	/* without the mark the same bytes mean how much ink there is: turned round, and all black
	 */
	struct doc *doc = parsed("a");
	struct drawing d;

	assert_true(drawing_read(figure(doc)->pixels, &d));
	assert_memory_equal(d.digits, "000", 3);
	doc_free(doc);
}

static void test_webp(void **state)
{
	struct doc *doc;

	(void)state;
	picture_make_webp(&file, 8, 8, 0, picture_flag);
	doc = parsed("a");
	check_flag(figure(doc), RED, BLUE);
	doc_free(doc);
	buf_reset(&file);
	picture_make_webp(&file, 8, 8, 3, picture_flag);
	doc = parsed("a");
	check_flag(figure(doc), RED, BLUE);
	check_text(figure(doc), "WebP, 8 × 8 pixels, the first of several");
	assert_string_equal(doc_fact(doc, DOC_FORMAT), "webp");
	doc_free(doc);
}

/* -- broken ------------------------------------------------------------------------ */

static void noise(uint32_t x, uint32_t y, uint8_t rgba[4])
{
	uint32_t n = (x * 2654435761u) ^ (y * 40503u * 65599u);

	n ^= n >> 13;
	n *= 2246822519u;
	for (int i = 0; i < 3; i++)
		rgba[i] = (uint8_t)(n >> 8 * i);
	rgba[3] = 255;
}

/* Of one that broke off the upper part is shown, and that it is not all is told. */
static void check_cut(void)
{
	struct doc *doc;
	struct drawing d;

	buf_cut(&file, file.len / 2);
	doc = parsed("a");
	assert_true(drawing_read(figure(doc)->pixels, &d));
	assert_string_not_equal(doc_fact(doc, "incomplete"), "");
	assert_memory_not_equal(d.digits, "000000000000000000", 18);
	doc_free(doc);
}

static void test_cut(void **state)
{
	static const struct picture_png plain = {200, 200, 0, 0, false};
	struct doc *doc;

	(void)state;
	picture_make_png(&file, &plain, noise);
	check_cut();
	doc = parsed("a");
	assert_true(!memcmp(figure(doc)->pixels + strlen(figure(doc)->pixels) - 6, "000000", 6));
	doc_free(doc);
	buf_reset(&file);
	picture_make_jpeg(&file, 64, 64, false, false, noise);
	check_cut();
	buf_reset(&file);
	picture_make_webp(&file, 64, 64, 0, noise);
	buf_cut(&file, file.len / 2);
	check_error("ends too early");
}

/* Cut wherever it is, there is a document, and no more is read than there is. */
static void test_cut_anywhere(void **state)
{
	static const struct picture_png plain = {9, 7, 0, 0, false};
	struct buf whole;

	(void)state;
	for (int kind = 0; kind < 4; kind++) {
		buf_init(&whole, 1 << 20);
		if (kind == 0)
			picture_make_png(&whole, &plain, noise);
		else if (kind == 1)
			picture_make_jpeg(&whole, 9, 7, false, true, noise);
		else
			picture_make_webp(&whole, 9, 7, kind == 3 ? 2 : 0, noise);
		for (size_t len = 12; len < whole.len; len++) {
			/* memory of just that size: a byte beyond it would be found out */
			char *copy = malloc(len);

			memcpy(copy, whole.bytes, len);
			doc_free(parse_it(copy, len, NULL));
			free(copy);
		}
		buf_done(&whole);
	}
}

static void test_sizes(void **state)
{
	static const struct picture_png none = {8, 8, 0, 8, false},
					bomb = {8, 8, 65535, 65535, false},
					wide = {8, 1, 30001, 1, false},
					held = {8, 8, 4001, 4000, true},
					much = {8, 8, 8001, 5001, false};

	(void)state;
	picture_make_png(&file, &none, picture_flag);
	check_error("picture: ");
	buf_reset(&file);
	picture_make_png(&file, &bomb, picture_flag);
	check_error("65535 × 65535 pixels are more than are read here");
	buf_reset(&file);
	picture_make_png(&file, &wide, picture_flag);
	check_error("30001 × 1 pixels are more");
	buf_reset(&file);
	picture_make_png(&file, &held, picture_flag);
	check_error("4001 × 4000 pixels are more");
	buf_reset(&file);
	picture_make_png(&file, &much, picture_flag);
	check_error("8001 × 5001 pixels are more");
}

/* Its head says so, and no memory is taken for it. */
static void test_jpeg_size(void **state)
{
	char *head;

	(void)state;
	picture_make_jpeg(&file, 64, 64, false, false, picture_flag);
	head = memmem(file.bytes, file.len, "\xff\xc0\0\x11\x08", 5);
	assert_non_null(head);
	memcpy(head + 5, "\xff\xdc\xff\xdc", 4);
	check_error("65500 × 65500 pixels are more than are read here");
	memcpy(head + 5, "\0\x40\0\0", 4);
	check_error("picture: ");
}

static void test_limits(void **state)
{
	struct err err = {0};

	(void)state;
	assert_true(picture_may(8000, 5000, false, &err));
	assert_false(picture_may(8000, 5001, false, &err));
	assert_true(picture_may(4000, 4000, true, &err));
	assert_false(picture_may(4000, 4001, true, &err));
	assert_true(picture_may(30000, 1, false, &err));
	assert_false(picture_may(1, 30001, false, &err));
	assert_false(picture_may(0, 1, false, &err));
	assert_false(picture_may(1, 0, false, &err));
}

#ifndef PALAIS_ASAN
/* The end of a child that reads a WebP with so much room: 4 where it was read, 0 where it said why
 * not. */
static int webp_within(rlim_t room)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		struct shrunk *s = calloc(1, sizeof *s);
		struct picture p = {0};
		struct err err = {0};
		struct rlimit most;

#ifdef __GLIBC__ /* whatever is large comes of the kernel, and goes back to it */
		mallopt(M_MMAP_THRESHOLD, 1 << 20);
		malloc_trim(0);
#endif
		picture_make_webp(&file, 1500, 1000, 0, noise);
		if (!s || !picture_webp_load() || getrlimit(RLIMIT_AS, &most) < 0)
			_exit(2);
		most.rlim_cur = parse_mapped() + room;
		if (setrlimit(RLIMIT_AS, &most) < 0)
			_exit(3);
		if (picture_webp(file.bytes, file.len, true, &p, s, &err) == 0)
			_exit(4);
		_exit(strcmp(err.text, "picture: out of memory") != 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}
#endif

/* Pixels of six megabytes, and libwebp asks for as many; what of both a machine has mapped already
 * is its own: whichever is refused, it is said. */
static void test_webp_memory(void **state)
{
	(void)state;
#ifdef PALAIS_ASAN
	print_message("no limit on memory under a sanitizer\n");
#else
	rlim_t room = 0;
	int end;

	while ((end = webp_within(room << 20)) == 0 && room < 64)
		room += 2;
	assert_int_equal(end, 4);
	assert_in_range(room, 3, 63);
#endif
}

/* A picture that is stopped for its time is given up between two rows. */
static void test_stopped(void **state)
{
	static struct shrunk s;
	static const uint8_t row[3 * 8];

	(void)state;
	shrunk_begin(&s, 8, 8);
	work_begin();
	assert_true(shrunk_row(&s, 0, row));
	work_stop();
	assert_false(shrunk_row(&s, 1, row));
	work_begin();
}

static void check_shape(uint32_t width, uint32_t height, int columns, int rows)
{
	static struct shrunk s;

	shrunk_begin(&s, width, height);
	assert_int_equal(s.columns, columns);
	assert_int_equal(s.rows, rows);
}

static void test_shapes(void **state)
{
	(void)state;
	check_shape(8, 8, 8, 8);
	check_shape(1200, 800, 64, 43);
	check_shape(800, 1200, 64, 96);
	check_shape(600, 1200, 48, 96);
	check_shape(30000, 1, 64, 1);
	check_shape(1, 30000, 1, 96);
	check_shape(64, 97, 63, 96);
}

/* Under the closed seal nothing is opened: it says so. */
static void test_not_opened(void **state)
{
	static const struct picture_png plain = {8, 8, 0, 0, false};
	const struct parse_how how = {.no_pictures = true};
	struct doc *doc;

	(void)state;
	picture_make_png(&file, &plain, picture_flag);
	doc = parse_it(file.bytes, file.len, &how);
	assert_string_equal(doc_fact(doc, DOC_ERROR),
	                    "picture: not read here, libpng is not installed");
	doc_free(doc);
}

/* -- sealed -------------------------------------------------------------------------- */

/* The libraries need no call that the seal forbids, nor do they when a picture is broken. */
static int read_sealed(int out)
{
	const struct parse_how how = {0};
	struct seal_layers layers;
	struct err err = {0};
	struct buf written;
	struct doc *doc;

	buf_init(&written, 1 << 20);
	if (!picture_load() || seal_parse(&layers, &err) < 0)
		return 90;
	doc = parse_bytes(&how, &file, &err);
	if (!doc)
		return 91;
	doc_write(doc, &written);
	return write(out, written.bytes, written.len) == (ssize_t)written.len ? 0 : 92;
}

static void check_sealed(const char *want)
{
	char text[65536] = "";
	size_t len = 0;
	int fds[2], status;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		close(fds[0]);
		_exit(read_sealed(fds[1]));
	}
	close(fds[1]);
	while ((n = read(fds[0], text + len, sizeof text - 1 - len)) > 0)
		len += (size_t)n;
	close(fds[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (status || !strstr(text, want))
		fail_msg("status %#x, wanted %s: %s", status, want, text);
}

static void test_sealed(void **state)
{
	static const struct picture_png large = {1500, 1000, 0, 0, false},
					laced = {300, 200, 0, 0, true},
					bomb = {8, 8, 65535, 65535, false};

	(void)state;
	picture_make_png(&file, &large, wide_flag);
	check_sealed("A pixels 64x43 f00f00");
	buf_reset(&file);
	picture_make_png(&file, &laced, noise);
	check_sealed("A pixels 64x43 ");
	buf_reset(&file);
	picture_make_png(&file, &bomb, noise);
	check_sealed("F error picture: 65535 × 65535");
	buf_reset(&file);
	picture_make_jpeg(&file, 1500, 1000, false, true, noise);
	check_sealed("A pixels 64x43 ");
	buf_cut(&file, file.len / 3);
	check_sealed("F incomplete picture: ");
	buf_reset(&file);
	picture_make_webp(&file, 1500, 1000, 2, wide_flag);
	check_sealed("the first of several");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_png),         TEST(test_glass),  TEST(test_large),
		TEST(test_jpeg),        TEST(test_inks),   TEST(test_webp),
		TEST(test_webp_memory), TEST(test_cut),    TEST(test_cut_anywhere),
		TEST(test_sizes),       TEST(test_limits), TEST(test_jpeg_size),
		TEST(test_stopped),     TEST(test_shapes), TEST(test_not_opened),
		TEST(test_sealed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
