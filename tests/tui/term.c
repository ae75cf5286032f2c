/* SPDX-License-Identifier: ISC */
/* The terminal: keys that come, what is sent outside the screen, and what is known of
 * terminals. */
#include "config.h"
#include "tests/lib/tmp.h"

#include "tests/tui/screen_lib.h"
#include "tui/clipboard.h"
#include "tui/draw.h"
#include "tui/terminals.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

/* -- the clipboard ----------------------------------------------------------------------- */

/* What copying sends; to be freed. */
static char *copied(const char *text)
{
	struct test_screen g;
	char *sent;

	screen_open(&g, "xterm-256color", 5, 20);
	screen_take(&g);
	clipboard_put(text);
	screen_take(&g);
	sent = strndup(g.sent.bytes, g.sent.len);
	screen_close(&g);
	return sent;
}

static void test_copy(void **state)
{
	static const struct {
		const char *text, *coded;
	} cases[] = {
		{"", ""},
		{"f", "Zg=="},
		{"fo", "Zm8="},
		{"foo", "Zm9v"},
		{"foob", "Zm9vYg=="},
		{"fooba", "Zm9vYmE="},
		{"foobar", "Zm9vYmFy"},
		{"é", "w6k="},
		{"安", "5a6J"},
		{"\x7f?>~\xff", "fz8+fv8="},
	};

	(void)state;
	unsetenv("TMUX");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char want[80], *got = copied(cases[i].text);

		snprintf(want, sizeof want, "\033]52;c;%s\a", cases[i].coded);
		assert_string_equal(got, want);
		free(got);
	}
}

/* What is longer than terminals take is not sent in part. */
static void test_copy_long(void **state)
{
	char *text = malloc(60001), *got;

	(void)state;
	memset(text, 'x', 60000);
	text[60000] = '\0';
	got = copied(text);
	assert_string_equal(got, "");
	free(got);
	text[40000] = '\0';
	got = copied(text);
	assert_int_equal(strlen(got), strlen("\033]52;c;\a") + (40000 + 2) / 3 * 4);
	free(got);
	free(text);
}

/* Inside tmux through tmux. */
static void test_copy_tmux(void **state)
{
	char folder[TMP_NAME], path[TMP_NAME + 10], out[TMP_NAME + 10], old[4000], line[100] = "";
	char *sent;
	FILE *f;

	(void)state;
	assert_non_null(mkdtemp(tmp_name(folder, "term")));
	snprintf(path, sizeof path, "%s/tmux", folder);
	snprintf(out, sizeof out, "%s/out", folder);
	f = fopen(path, "we");
	assert_non_null(f);
	fprintf(f, "#!/bin/sh\nPATH=%s\necho \"$*\" >'%s'\ncat >>'%s'\n", getenv("PATH"), out, out);
	fclose(f);
	assert_int_equal(chmod(path, 0700), 0);
	snprintf(old, sizeof old, "%s", getenv("PATH"));
	setenv("PATH", folder, 1);
	setenv("TMUX", "x", 1);
	sent = copied("some words");
	setenv("PATH", old, 1);
	unsetenv("TMUX");
	assert_string_equal(sent, "");
	free(sent);
	f = fopen(out, "re");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f));
	assert_string_equal(line, "load-buffer -w -\n");
	assert_non_null(fgets(line, sizeof line, f));
	assert_string_equal(line, "some words");
	fclose(f);
	unlink(out);
	unlink(path);
	rmdir(folder);
}

/* -- keys -------------------------------------------------------------------------------- */

static void test_keys(void **state)
{
	static const char bytes[] =
		"a\r\n\x7f\x0c\t"
		"\xd8\xb4" /* a letter of two bytes */
		"\033OA\033OB\033OD\033OC\033[5~\033[6~\033OH\033OF\033[3~\033[Z"
		"\033OP";
	static const uint32_t want[] = {
		'a',         '\r',         '\r',           TERM_BACKSPACE, 12,
		'\t',        0x634,        TERM_UP,        TERM_DOWN,      TERM_LEFT,
		TERM_RIGHT,  TERM_PAGE_UP, TERM_PAGE_DOWN, TERM_HOME,      TERM_END,
		TERM_DELETE, TERM_BACKTAB, TERM_OTHER};
	struct term_config config = {.type = "xterm-256color", .rows = 5, .cols = 20};
	struct err err = {0};
	int ends[2];
	uint32_t key;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], bytes, sizeof bytes - 1), (long)sizeof bytes - 1);
	config.out = tmpfile();
	config.in = fdopen(ends[0], "r");
	assert_int_equal(term_start(&config, &err), 0);
	assert_int_equal(term_fd(), ends[0]);
	for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
		assert_int_equal(term_next_key(&key), 1);
		assert_int_equal(key, want[i]);
	}
	assert_int_equal(term_next_key(&key), 0);
	term_stop();
	term_stop(); /* twice is no harm */
	fclose(config.in);
	fclose(config.out);
	close(ends[1]);
}

/* -- modes -------------------------------------------------------------------------------- */

static bool sent_had(struct test_screen *g, const char *words)
{
	return memmem(g->sent.bytes, g->sent.len, words, strlen(words)) != NULL;
}

static bool sent_has(struct test_screen *g, const char *words)
{
	screen_take(g);
	return sent_had(g, words);
}

/* What a mode begins it ends, when another comes and when the terminal is given back. */
static void test_modes(void **state)
{
	struct test_screen g;
	char bytes[4000];
	long n;

	(void)state;
	screen_open_as(&g, "xterm-256color", 5, 20, TERM_BIDI_PROGRAM);
	screen_draw(&g);
	assert_int_equal(term_bidi(), TERM_BIDI_PROGRAM);
	term_set_bidi(TERM_BIDI_PROGRAM); /* it is so already */
	term_flush();
	assert_false(sent_has(&g, "\033[8"));
	term_set_bidi(TERM_BIDI_TERMINAL);
	term_flush();
	assert_true(sent_has(&g, "\033[8h\033[?2501h"));
	term_set_bidi(TERM_BIDI_LOGICAL);
	term_flush();
	assert_true(sent_has(&g, "\033[?2501l"));
	term_set_bidi(TERM_BIDI_PROGRAM);
	term_flush();
	assert_true(sent_has(&g, "\033[8l"));
	term_stop();
	n = pread(fileno(g.out), bytes, sizeof bytes, g.read);
	assert_true(n > 0 && memmem(bytes, (size_t)n, "\033[8h", 4));
	assert_int_equal(term_bidi(), TERM_BIDI_LOGICAL);
	screen_close(&g);
}

/* For a while the terminal is as it was found; then all is painted once more. */
static void test_pause(void **state)
{
	struct test_screen g;

	(void)state;
	screen_open_as(&g, "xterm-256color", 5, 20, TERM_BIDI_PROGRAM);
	screen_draw(&g);
	assert_true(sent_had(&g, "\033[?2004h"));
	term_pause();
	screen_take(&g);
	assert_true(sent_had(&g, "\033[?1049l"));
	assert_true(sent_had(&g, "\033[?1l\033>"));
	assert_true(sent_had(&g, "\033[8h\033[?2004l"));
	term_resume();
	screen_draw(&g);
	assert_true(sent_had(&g, "\033[?1049h"));
	assert_true(sent_had(&g, "\033[?1h\033="));
	assert_true(sent_had(&g, "\033[8l\033[?2004h"));
	screen_check_row(&g, 0, "[Tab]");
	screen_check_row(&g, 4, "status");
	assert_int_equal(screen_draw(&g), 0);
	term_stop();
	screen_take(&g);
	assert_true(sent_had(&g, "\033[?2004l"));
	screen_close(&g);
}

/* Afresh: all that stands there is sent once more. */
static void test_repaint(void **state)
{
	struct test_screen g;

	(void)state;
	screen_open(&g, "xterm-256color", 5, 20);
	screen_draw(&g);
	assert_int_equal(screen_draw(&g), 0);
	term_repaint();
	assert_true(screen_draw(&g) > 10);
	screen_check_row(&g, 0, "[Tab]");
	assert_int_equal(screen_draw(&g), 0);
	screen_close(&g);
}

/* -- what is known ------------------------------------------------------------------------ */

static const char *const variables[] = {"TMUX",   "STY",         "VTE_VERSION", "KONSOLE_VERSION",
                                        "MLTERM", "TERM_PROGRAM"};

static void known(const char *variable, const char *value, const char *type, enum term_bidi want)
{
	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
		unsetenv(variables[i]);
	if (variable)
		setenv(variable, value, 1);
	assert_int_equal(terminals_bidi(type), want);
}

static void test_known(void **state)
{
	(void)state;
	known(NULL, NULL, "xterm", TERM_BIDI_PROGRAM);
	known("TMUX", "x", "mlterm", TERM_BIDI_PROGRAM);
	known("TMUX", "", "mlterm", TERM_BIDI_TERMINAL);
	known("STY", "x", "mlterm", TERM_BIDI_PROGRAM);
	known(NULL, NULL, "screen-256color", TERM_BIDI_PROGRAM);
	known(NULL, NULL, "tmux", TERM_BIDI_PROGRAM);
	known("VTE_VERSION", "5800", "xterm", TERM_BIDI_TERMINAL);
	known("VTE_VERSION", "5799", "mlterm", TERM_BIDI_PROGRAM);
	known("KONSOLE_VERSION", "1", "xterm", TERM_BIDI_TERMINAL);
	known(NULL, NULL, "konsole-256color", TERM_BIDI_TERMINAL);
	known("MLTERM", "3", "xterm", TERM_BIDI_TERMINAL);
	known(NULL, NULL, "mlterm", TERM_BIDI_TERMINAL);
	known("TERM_PROGRAM", "Apple_Terminal", "xterm", TERM_BIDI_TERMINAL);
	known("TERM_PROGRAM", "mintty", "xterm", TERM_BIDI_TERMINAL);
	known("TERM_PROGRAM", "other", "xterm", TERM_BIDI_PROGRAM);
	known(NULL, NULL, "mintty", TERM_BIDI_TERMINAL);
	known(NULL, NULL, "xterm-kitty", TERM_BIDI_LOGICAL);
	known(NULL, NULL, "linux", TERM_BIDI_PROGRAM);
}

static void test_mode_names(void **state)
{
	enum term_bidi mode;

	(void)state;
	for (int i = TERM_BIDI_LOGICAL; i <= (int)TERM_BIDI_PROGRAM; i++) {
		assert_true(terminals_bidi_by_name(terminals_bidi_name((enum term_bidi)i), &mode));
		assert_int_equal(mode, i);
	}
	assert_true(terminals_bidi_by_name("t", &mode));
	assert_int_equal(mode, TERM_BIDI_TERMINAL);
	assert_false(terminals_bidi_by_name("", &mode));
	assert_false(terminals_bidi_by_name("programs", &mode));
	assert_true(terminals_few_letters("linux"));
	assert_true(terminals_few_letters("linux-16color"));
	assert_false(terminals_few_letters("linuxlike"));
	assert_false(terminals_few_letters("xterm"));
}

/* -- the edges ------------------------------------------------------------------------------ */

/* What does not fit is cut between letters, and nothing is drawn beyond the edges. */
static void test_edges(void **state)
{
	struct test_screen g;

	(void)state;
	screen_open(&g, "xterm-256color", 4, 10);
	draw_begin();
	assert_int_equal(draw_text(0, 0, "abcdefghijkl", 12, 20, 0), 10);
	assert_int_equal(draw_text(1, 5, "安理会", 9, 20, 0), 4); /* half a letter is none */
	assert_int_equal(draw_text(2, 0, "abcdef", 6, 3, 0), 3);
	assert_int_equal(draw_text(4, 0, "x", 1, 5, 0), 0);
	assert_int_equal(draw_text(-1, 0, "x", 1, 5, 0), 0);
	assert_int_equal(draw_text(3, 10, "x", 1, 5, 0), 0);
	assert_int_equal(draw_text(3, -1, "x", 1, 5, 0), 0);
	assert_int_equal(draw_text(3, 0, "a\u00a0b\u00adc", 7, 9, 0), 4);
	term_flush();
	screen_take(&g);
	screen_check_row(&g, 0, "abcdefghij");
	screen_check_row(&g, 1, "     安理");
	screen_check_row(&g, 2, "abc");
	screen_check_row(&g, 3, "a bc");
	screen_close(&g);
}

/* A typed line shows what is around its cursor. */
static void test_typed(void **state)
{
	static const char s[] = "0123456789";
	struct test_screen g;

	(void)state;
	screen_open(&g, "xterm-256color", 4, 8);
	draw_begin();
	assert_int_equal(draw_typed(0, 1, &(struct draw_line){s, 0, false}, 5), 1);
	assert_int_equal(draw_typed(1, 1, &(struct draw_line){s, 4, false}, 5), 5);
	assert_int_equal(draw_typed(2, 1, &(struct draw_line){s, 5, false}, 5), 5);
	assert_int_equal(draw_typed(3, 1, &(struct draw_line){s, 10, false}, 99),
	                 7); /* no further than the edge */
	assert_int_equal(draw_typed(9, 1, &(struct draw_line){s, 10, false}, 5), 7);
	term_flush();
	screen_take(&g);
	screen_check_row(&g, 0, " 01234");
	screen_check_row(&g, 1, " 01234");
	screen_check_row(&g, 2, " 12345");
	screen_check_row(&g, 3, " 456789");
	screen_close(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copy),       cmocka_unit_test(test_copy_long),
		cmocka_unit_test(test_copy_tmux),  cmocka_unit_test(test_keys),
		cmocka_unit_test(test_modes),      cmocka_unit_test(test_pause),
		cmocka_unit_test(test_repaint),    cmocka_unit_test(test_known),
		cmocka_unit_test(test_mode_names), cmocka_unit_test(test_edges),
		cmocka_unit_test(test_typed),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
