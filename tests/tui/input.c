/* SPDX-License-Identifier: ISC */
/* Keys out of bytes: every form of a key on every terminal, and what is none. */
#include "config.h"

#include "tests/lib/check.h"
#include "tui/input.h"
#include "tui/term.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* curses keeps a little of every terminal that it did not find. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:new_prescr\n";
}

/* Bytes to a terminal that has been started, key by key as "U+…", names for the rest. */
struct typing {
	struct term_config config;
	int to;
};

static bool typing_start(struct typing *t, const char *type)
{
	struct err err = {0};
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	t->to = ends[1];
	t->config = (struct term_config){.type = type, .rows = 5, .cols = 20};
	t->config.out = tmpfile();
	t->config.in = fdopen(ends[0], "r");
	if (term_start(&t->config, &err) < 0) {
		print_message("%s: %s\n", type, err.text);
		return false;
	}
	return true;
}

static void typing_end(struct typing *t)
{
	term_stop();
	fclose(t->config.in);
	fclose(t->config.out);
	close(t->to);
}

static void type_bytes(struct typing *t, const char *bytes, size_t len)
{
	assert_int_equal(write(t->to, bytes, len), (long)len);
}

static const struct {
	uint32_t key;
	const char *name;
} names[] = {
	{TERM_UP, "Up"},
	{TERM_DOWN, "Down"},
	{TERM_LEFT, "Left"},
	{TERM_RIGHT, "Right"},
	{TERM_PAGE_UP, "PgUp"},
	{TERM_PAGE_DOWN, "PgDn"},
	{TERM_HOME, "Home"},
	{TERM_END, "End"},
	{TERM_BACKSPACE, "Backspace"},
	{TERM_DELETE, "Delete"},
	{TERM_BACKTAB, "BackTab"},
	{TERM_OTHER, "other"},
	{27, "Esc"},
	{'\r', "Enter"},
	{'\t', "Tab"},
};

/* All keys that have come, in words. */
static void read_keys(char *out, size_t size)
{
	uint32_t key;
	size_t n = 0;

	*out = '\0';
	while (term_next_key(&key) && n + 20 < size) {
		const char *name = NULL;

		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (names[i].key == key)
				name = names[i].name;
		if (key == TERM_PASTE)
			n += (size_t)snprintf(out + n, size - n, " [%.40s]", term_pasted());
		else if (key == TERM_MOUSE)
			n += (size_t)snprintf(out + n, size - n, " %s%d,%d",
			                      term_mouse().what == MOUSE_CLICK      ? "click"
			                      : term_mouse().what == MOUSE_WHEEL_UP ? "up"
			                                                            : "down",
			                      term_mouse().row, term_mouse().col);
		else if (name)
			n += (size_t)snprintf(out + n, size - n, " %s", name);
		else
			n += (size_t)snprintf(out + n, size - n, key < 128 ? " %c" : " U+%04X",
			                      (int)key);
	}
}

static const struct {
	const char *bytes, *keys;
} sequences[] = {
	/* arrows, cursor keys normal and in application mode */
	{"\033[A\033[B\033[C\033[D", " Up Down Right Left"},
	{"\033OA\033OB\033OC\033OD", " Up Down Right Left"},
	{"\033[H\033[F\033OH\033OF", " Home End Home End"},
	/* by number: VT220, PuTTY, Linux, screen, tmux; rxvt */
	{"\033[1~\033[4~\033[7~\033[8~", " Home End Home End"},
	{"\033[5~\033[6~\033[3~\033[2~", " PgUp PgDn Delete other"},
	/* with Shift, Alt, Ctrl */
	{"\033[1;5C\033[1;2A\033[1;3D\033[1;6B", " Right Up Left Down"},
	{"\033[1;5H\033[1;2F\033[5;5~\033[6;2~\033[3;5~", " Home End PgUp PgDn Delete"},
	{"\033O5C\033O2A\033O1;5D", " Right Up Left"},
	{"\033[a\033[b\033[c\033[d\033Oa\033Od", " Up Down Right Left Up Left"},
	{"\033[5^\033[6$\033[7@\033[3^", " PgUp PgDn Home Delete"},
	{"\033\033[A\033\033OB\033\033[6~", " Up Down PgDn"},
	{"\033[Z\033[1;2Z", " BackTab BackTab"},
	/* the keypad in application mode */
	{"\033Oq\033Or\033Os\033Ot\033Ou\033Ov\033Ow\033Ox\033Oy",
         " End Down PgDn Left other Right Home Up PgUp"},
	{"\033Op\033On\033OM", " other Delete Enter"},
	{"\033Oj\033Ok\033Ol\033Om\033Oo\033OX", " * + , - / ="},
	/* function keys, of xterm, VT220, Linux, and others: none is a command */
	{"\033OP\033OQ\033OR\033OS\033[1;2P", " other other other other other"},
	{"\033[11~\033[15~\033[24~\033[23;5~", " other other other other"},
	{"\033[[A\033[[Eq", " other other q"},
	{"\033[25$\033[34^", " other other"},
	/* sequences that are no keys are swallowed whole */
	{"\033[I\033[O\033[?62;22c\033[24;80R\033[0n\033[?2026;2$yj", " j"},
	/* the mouse: the left button goes down, the wheel; with Shift; others, and what is none */
	{"\033[<0;33;12M\033[<0;33;12mj", " click11,32 j"},
	{"\033[<64;1;1M\033[<65;300;200M\033[<4;2;3M", " up0,0 down199,299 click2,1"},
	{"\033[<1;2;3M\033[<2;2;3M\033[<32;2;3M\033[<66;2;3Mj", " j"},
	{"\033[<0;0;3M\033[<0;3M\033[<0;3;0M\033[<0;3;4;5Mj", " j"},
	{"\033[M !!j", " j"},
	{"\033]11;rgb:ffff/ffff/ffff\033\\j", " j"},
	{"\033]52;c;cXVpdA==\aj", " j"},
	{"\033P>|XTerm(370)\033\\j\033P1$r0m\033\\k", " j k"},
	{"\033_Gi=31;OK\033\\j\033^qqq\033\\k\033Xqqq\033\\l", " j k l"},
	{"\033[27;5;9~\033[13;5u\033[999zj", " other other other j"},
	{"\033[1;2;3;4;5;6;7;8;9;10;11;12;13Aj", " Up j"},
	{"\033[6\033[6~", " other PgDn"}, /* broken off */
	{"\033[12\001j", " other \001 j"},
	{"\033O\033OA", " other Up"},
	{"\033]2;qq\rj", " j"},
	/* characters, and Esc before one */
	{"a\r\n\x7f\t\x0c", " a Enter Enter Backspace Tab \x0c"},
	{"\xd8\xb4\xe5\xae\x89", " U+0634 U+5B89"},
	{"\xff"
         "a",
         " other a"},
	{"\033j\033 ", " Esc j Esc  "},
	{"\033", " Esc"},
	{"\033\033", " Esc Esc"},
	{"\033\033j", " Esc Esc j"},
	/* what is begun and not ended is no command */
	{"\033[", ""},
	{"\033[1;5", ""},
	{"\033O", ""},
	{"\033]0;title", ""},
	{"\xe5\xae", ""},
	/* text that was pasted */
	{"\033[200~S/RES/2254 (2015)\033[201~j", " [S/RES/2254 (2015)] j"},
	{"\033[200~q\rQ\033[Ax\033[201~", " [q\rQ\033[Ax]"},
	{"\033[200~\033[201~", " []"},
	{"\033[200~not ended\033[20", ""},
};

static const char *const types[] = {"xterm-256color", "xterm", "vt100",  "vt220",        "putty",
                                    "linux",          "rxvt",  "screen", "tmux-256color"};

static void test_sequences(void **state)
{
	int wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		for (size_t j = 0; j < sizeof sequences / sizeof *sequences; j++) {
			struct typing t;
			char got[200];

			if (!typing_start(&t, types[i])) {
				typing_end(&t);
				break;
			}
			type_bytes(&t, sequences[j].bytes, strlen(sequences[j].bytes));
			read_keys(got, sizeof got);
			if (strcmp(got, sequences[j].keys)) {
				print_error("%s: ESC %s:%s and not%s\n", types[i],
				            sequences[j].bytes + 1, got, sequences[j].keys);
				wrong++;
			}
			typing_end(&t);
		}
	assert_int_equal(wrong, 0);
}

/* The same bytes one by one, as a slow line brings them. */
static void test_slowly(void **state)
{
	(void)state;
	for (size_t j = 0; j < sizeof sequences / sizeof *sequences; j++) {
		const char *s = sequences[j].bytes;
		struct input *in = input_new();
		struct input *whole = input_new();
		uint32_t got[40], want[40];
		size_t n = 0, m = 0;

		input_feed(whole, s, strlen(s), 0);
		while (m < 40 && input_next(whole, want + m) == INPUT_KEY)
			m++;
		for (size_t i = 0; s[i]; i++) {
			input_feed(in, s + i, 1, 0);
			while (n < 40 && input_next(in, got + n) == INPUT_KEY)
				n++;
		}
		assert_int_equal(n, m);
		assert_memory_equal(got, want, n * sizeof *got);
		input_free(in);
		input_free(whole);
	}
}

/* What a terminal's entry says of its own goes first. */
static void test_own(void **state)
{
	struct input *in = input_new();
	uint32_t key;

	(void)state;
	input_know(in, "\b", TERM_BACKSPACE);
	input_know(in, "\033K", TERM_PAGE_DOWN);
	input_know(in, "\033[216z", TERM_PAGE_UP);
	input_know(in, NULL, TERM_UP);
	input_know(in, "", TERM_UP);
	input_feed(in, "\b\033K\033[216z\033Lx", 12, 0);
	assert_int_equal(input_next(in, &key), INPUT_KEY);
	assert_int_equal(key, TERM_BACKSPACE);
	assert_int_equal(input_next(in, &key), INPUT_KEY);
	assert_int_equal(key, TERM_PAGE_DOWN);
	assert_int_equal(input_next(in, &key), INPUT_KEY);
	assert_int_equal(key, TERM_PAGE_UP);
	assert_int_equal(input_next(in, &key), INPUT_KEY);
	assert_int_equal(key, 27);
	assert_int_equal(input_next(in, &key), INPUT_KEY);
	assert_int_equal(key, 'L');
	assert_int_equal(input_next(in, &key), INPUT_KEY);
	assert_int_equal(input_next(in, &key), INPUT_NOTHING);
	input_free(in);
}

/* A second later nobody ends what was begun. */
static void test_begun(void **state)
{
	struct input *in = input_new();
	uint32_t key;

	(void)state;
	input_feed(in, "\033[6", 3, 5000);
	assert_int_equal(input_next(in, &key), INPUT_BEGUN);
	input_feed(in, "~", 1, 6000);
	assert_int_equal(input_next(in, &key), INPUT_KEY);
	assert_int_equal(key, TERM_PAGE_DOWN);
	input_feed(in, "\033[6", 3, 7000);
	assert_int_equal(input_next(in, &key), INPUT_BEGUN);
	input_feed(in, "~", 1, 8001);
	assert_int_equal(input_next(in, &key), INPUT_KEY);
	assert_int_equal(key, '~');
	input_free(in);
}

/* Esc alone is a key after a tenth of a second: no less, since a slow line may bring the
 * rest, and not much more. */
static void test_esc(void **state)
{
	long least = 1000000;
	struct typing t;
	uint32_t key;

	(void)state;
	assert_true(typing_start(&t, "xterm-256color"));
	for (int i = 0; i < 4; i++) {
		struct timespec from, to;
		long us;

		type_bytes(&t, "\033", 1);
		clock_gettime(CLOCK_MONOTONIC, &from);
		assert_int_equal(term_next_key(&key), 1);
		clock_gettime(CLOCK_MONOTONIC, &to);
		assert_int_equal(key, 27);
		us = (to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000;
		least = us < least ? us : least;
	}
	assert_in_range(least, 95000, 125000);
	typing_end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sequences), cmocka_unit_test(test_slowly),
		cmocka_unit_test(test_own),       cmocka_unit_test(test_begun),
		cmocka_unit_test(test_esc),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
