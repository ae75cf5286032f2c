/* SPDX-License-Identifier: ISC */
/* No byte of a document, a name or an error steers the terminal: every character that
 * could is sent through every path, and what reaches the terminal is looked at. */
#include "config.h"

#include "model/base/err.h"
#include "model/base/utf8.h"
#include "tests/tui/screen_lib.h"
#include "tui/draw.h"
#include "tui/prompt.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* -- the characters -------------------------------------------------------------- */

#define BAD_MOST 220

struct bad {
	char bytes[8];
	size_t len;
};

static void add(struct bad *list, size_t *count, uint32_t c)
{
	struct buf b;

	buf_init(&b, 16);
	if (c)
		buf_utf8(&b, c);
	assert_true(*count < BAD_MOST);
	list[*count].len = c ? b.len : 1;
	memcpy(list[*count].bytes, c ? b.bytes : "", list[*count].len);
	++*count;
	buf_done(&b);
}

static void add_raw(struct bad *list, size_t *count, const char *bytes)
{
	assert_true(*count < BAD_MOST);
	list[*count].len = strlen(bytes);
	memcpy(list[(*count)++].bytes, bytes, strlen(bytes) + 1);
}

/* C0, DEL, C1, what orders text, tags, private, unassigned, malformed. */
static size_t bad_characters(struct bad *list)
{
	static const uint32_t others[] = {
		0x202a, 0x202b,  0x202c,   0x202d, 0x202e,  0x2066,  0x2067,  0x2068,  0x2069,
		0x206a, 0x206f,  0xfeff,   0xfff9, 0xfffb,  0xe0001, 0xe0041, 0xe007f, 0xe000,
		0xf8ff, 0xf0000, 0x10fffd, 0xfffe, 0x1ffff, 0x378,   0x2fe0,  0x2028,  0x2029};
	static const char *const raw[] = {
		"\x9b",     "\x9d",        "\x90",         "\xc2",
		"\xe2\x80", "\xc0\x9b",    "\xed\xa0\x80", "\xf4\x90\x80\x80",
		"\xff",     "\xe0\x80\x9b"};
	size_t count = 0;

	for (uint32_t c = 0; c < 0xa0; c++)
		if (c < 0x20 || c >= 0x7f)
			add(list, &count, c);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		add(list, &count, others[i]);
	for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
		add_raw(list, &count, raw[i]);
	return count;
}

/* "a", the character, and what would be a sequence after it. */
static void words(struct buf *out, const struct bad *c)
{
	buf_reset(out);
	buf_char(out, 'a');
	buf_add(out, c->bytes, c->len);
	buf_str(out, "]0;x\a[31mz");
}

/* -- what may be sent -------------------------------------------------------------- */

/* A sequence that curses sends, or 0: nothing of a document begins one. */
static size_t curses_sequence(const char *s)
{
	size_t n = 2;

	if (s[1] != '[')
		return s[1] && strchr("()", s[1]) && s[2] ? 3
		       : s[1] && strchr("=>78M", s[1])    ? 2
		                                          : 0;
	while (s[n] && strchr("0123456789;?", s[n]))
		n++;
	if (s[n] == 'm' && n > 2 && strstr(s, "31") == s + 2)
		return 0; /* a colour: palais uses none */
	return s[n] && strchr("ABCDGHJKLMPSTX@bdhlmrt", s[n]) ? n + 1 : 0;
}

static void check_sent(const struct test_screen *g, size_t which)
{
	const char *s = g->sent.bytes;
	size_t len = g->sent.len;

	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)s[i];
		size_t n = 1;

		if (c == 0x1b) {
			n = curses_sequence(s + i);
			if (!n)
				fail_msg("character %zu: ESC %.10s", which, s + i + 1);
		} else if (c < 0x20 || c == 0x7f) {
			if (!strchr("\r\n\b\017", c))
				fail_msg("character %zu: control %02x", which, c);
		} else {
			uint32_t u;

			n = utf8_decode(s + i, len - i, &u);
			if (!utf8_is_clean(s + i, n, false))
				fail_msg("character %zu: U+%04X reached the terminal", which, u);
		}
		i += n;
	}
}

static void check_string(const char *s, size_t len, bool newlines, size_t which)
{
	if (!utf8_is_clean(s, len, newlines))
		fail_msg("character %zu is in a document", which);
}

/* -- documents ---------------------------------------------------------------------- */

static void check_doc(const struct doc *doc, size_t which)
{
	const char *value;

	for (size_t i = 0; i < doc_fact_count(doc); i++) {
		const char *name = doc_fact_at(doc, i, &value);

		check_string(name, strlen(name), false, which);
		check_string(value, strlen(value), false, which);
	}
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		const char *strings[] = {b->lang, b->anchor, b->number, b->marker,
		                         b->page, b->credit, b->other};

		for (size_t k = 0; k < sizeof strings / sizeof *strings; k++)
			check_string(strings[k], strlen(strings[k]), false, which);
		check_string(b->text.bytes, b->text.len, b->kind == DOC_PRE, which);
		for (uint32_t k = 0; k < b->text.span_count; k++)
			check_string(b->text.spans[k].value, strlen(b->text.spans[k].value), false,
			             which);
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
				check_string(b->rows[r].cells[c].text.bytes,
				             b->rows[r].cells[c].text.len, false, which);
	}
}

static struct doc *made(const struct buf *w)
{
	static const char *const attrs[] = {"lang", "anchor", "number", "marker", "page", "credit"};
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_TITLE, w->bytes);
	doc_begin(m, DOC_PARAGRAPH);
	for (size_t i = 0; i < sizeof attrs / sizeof *attrs; i++)
		doc_attr(m, attrs[i], w->bytes);
	doc_add_text(m, w->bytes, w->len);
	doc_add_link(m, w->bytes, w->bytes);
	doc_begin(m, DOC_FIGURE);
	doc_attr(m, "credit", w->bytes);
	doc_begin(m, DOC_PRE);
	doc_add_text(m, w->bytes, w->len);
	doc_begin(m, DOC_TABLE);
	doc_add_row(m);
	doc_add_cell(m, true, 1, 1);
	doc_add_text(m, w->bytes, w->len);
	return doc_finish(m, NULL);
}

/* The same out of a docfile that a parser has been made to write. NULL where the form
 * itself does not allow it. */
static struct doc *read_back(const struct buf *w)
{
	struct buf b;
	struct doc *doc;
	struct err err = {0};

	buf_init(&b, 10000);
	buf_str(&b, "docfile 1\nF title ");
	buf_add(&b, w->bytes, w->len);
	buf_str(&b, "\nB paragraph\nA marker ");
	buf_add(&b, w->bytes, w->len);
	buf_str(&b, "\nT ");
	buf_add(&b, w->bytes, w->len);
	buf_str(&b, "\nS 0 1 link ");
	buf_add(&b, w->bytes, w->len);
	buf_str(&b, "\n.\n");
	doc = doc_read(b.bytes, b.len, &err);
	buf_done(&b);
	check_string(err.text, strlen(err.text), false, 0);
	return doc;
}

static void through_document(struct test_screen *g, struct doc *doc, size_t which)
{
	check_doc(doc, which);
	pane_resize(g->pane, g->rows - 2, g->cols);
	pane_set(g->pane, doc, false);
	screen_draw(g);
	check_sent(g, which);
	assert_true(pane_link(g->pane) || !pane_link_next(g->pane, 1));
}

static void each(void (*path)(struct test_screen *, const struct buf *, size_t))
{
	static struct bad list[BAD_MOST];
	size_t count = bad_characters(list);
	struct test_screen g;
	struct buf w;

	buf_init(&w, 1000);
	screen_open(&g, "xterm-256color", 14, 60);
	for (size_t i = 0; i < count; i++) {
		words(&w, &list[i]);
		path(&g, &w, i);
	}
	screen_close(&g);
	buf_done(&w);
	print_message("%zu characters\n", count);
}

static void made_path(struct test_screen *g, const struct buf *w, size_t which)
{
	through_document(g, made(w), which);
}

static void read_path(struct test_screen *g, const struct buf *w, size_t which)
{
	struct doc *doc = memchr(w->bytes, '\n', w->len) ? NULL : read_back(w);

	if (doc)
		through_document(g, doc, which);
}

static void test_made(void **state)
{
	(void)state;
	each(made_path);
}

static void test_read(void **state)
{
	(void)state;
	each(read_path);
}

/* -- chrome, errors, typing ------------------------------------------------------------ */

/* A message, a title in a tab, an address in the status line: all by draw_text. */
static void chrome_path(struct test_screen *g, const struct buf *w, size_t which)
{
	draw_begin();
	draw_text(0, 0, w->bytes, w->len, g->cols, 0);
	draw_text(3, 5, w->bytes, strlen(w->bytes), g->cols - 5, DRAW_BOLD);
	term_flush();
	screen_take(g);
	check_sent(g, which);
}

static void test_chrome(void **state)
{
	(void)state;
	each(chrome_path);
}

static void error_path(struct test_screen *g, const struct buf *w, size_t which)
{
	struct err err;

	(void)g;
	err_set(&err, ERR_FAILED, "%s: %s", w->bytes, "not here");
	for (const char *p = err.text; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f ||
		    ((unsigned char)*p == 0xc2 && (unsigned char)p[1] < 0xa0))
			fail_msg("character %zu in an error", which);
	if (!utf8_is_clean(err.text, strlen(err.text), false))
		fail_msg("character %zu in an error: %s", which, err.text);
}

static void test_errors(void **state)
{
	(void)state;
	each(error_path);
}

static void typed_path(struct test_screen *g, const struct buf *w, size_t which)
{
	struct prompt *p = prompt_new(PROMPT_FIND, w->bytes);
	const char *text;

	for (size_t i = 0; i < w->len;) {
		uint32_t c;

		i += utf8_decode(w->bytes + i, w->len - i, &c);
		prompt_key(p, c);
	}
	text = prompt_text(p);
	check_string(text, strlen(text), false, which);
	draw_begin();
	draw_typed(2, 6, &(struct draw_line){text, prompt_cursor(p), false}, 40);
	term_flush();
	screen_take(g);
	check_sent(g, which);
	prompt_free(p);
}

static void test_typed(void **state)
{
	(void)state;
	each(typed_path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_made),   cmocka_unit_test(test_read),
		cmocka_unit_test(test_chrome), cmocka_unit_test(test_errors),
		cmocka_unit_test(test_typed),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
