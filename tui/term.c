/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/term.h"

#include "model/base/buf.h"
#include "model/base/clock.h"
#include "tui/capabilities.h"
#include "tui/crash.h"
#include "tui/draw.h"
#include "tui/grid.h"
#include "tui/input.h"
#include "tui/paint.h"
#include "tui/terminals.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <term.h>
#include <unistd.h>

/* Curses has one screen a process, so this is the one thing that is not in a
 * struct of its owner. */
static SCREEN *screen;
static FILE *out_file;
static int in_fd = -1;
static struct termios line_was; /* before all of this, */
static bool has_line;           /* where it is one */
static bool gone;               /* nobody is there any more */
static struct buf waiting;      /* what goes out with the next picture */
static struct paint_place place;
static struct input *input;
static bool afresh; /* the next picture is painted on an empty screen */
static enum term_bidi bidi_mode;
static enum translit_to letters;
static bool mouse_told;
static enum theme theme;

/* What the terminal is told at the beginning of a mode, and at its end: CSI 8 (BDSM of
 * ECMA-48) says who reorders; ?2501 that each line's direction is its own text's, so
 * that the terminal aligns. A terminal that knows neither passes over them. */
static const struct {
	const char *begin, *end;
} bidi_words[] = {
	[TERM_BIDI_LOGICAL] = {"", ""},
	[TERM_BIDI_TERMINAL] = {"\033[?2501h", "\033[?2501l"},
	[TERM_BIDI_PROGRAM] = {"\033[8l", "\033[8h"},
};

/* Pasted text comes between two marks of its own (xterm's private mode 2004), and is
 * told from keys. */
#define PASTES_MARKED "\033[?2004h"
#define PASTES_AS_KEYS "\033[?2004l"

/* Buttons and the wheel are told (1000), in decimal numbers (1006). */
#define MOUSE_TOLD "\033[?1000h\033[?1006h"
#define MOUSE_NOT_TOLD "\033[?1006l\033[?1000l"

static void write_all(int fd, const char *s, size_t len)
{
	while (len) {
		ssize_t n = write(fd, s, len);

		if (n < 0 && errno != EINTR)
			return; /* the terminal has gone: the loop will see it */
		if (n > 0) {
			s += n;
			len -= (size_t)n;
		}
	}
}

/* Goes out with the next screen, in the same write. */
static void tell(const char *words)
{
	buf_str(&waiting, words);
}

/* An empty screen, and curses knows it. Curses writes at every movement, so its
 * descriptor is put over a file in memory, and what it wrote waits for the picture. */
static void clear_screen_by_curses(void)
{
	int fd = fileno(out_file), own = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	int memory = memfd_create("screen", MFD_CLOEXEC);
	char bytes[4096];
	ssize_t n;
	off_t at = 0;

	werase(curscr);
	werase(newscr);
	clearok(curscr, TRUE);
	fflush(out_file);
	if (own >= 0 && memory >= 0)
		dup2(memory, fd);
	doupdate();
	fflush(out_file);
	if (own >= 0 && memory >= 0) {
		dup2(own, fd);
		while ((n = pread(memory, bytes, sizeof bytes, at)) > 0) {
			buf_add(&waiting, bytes, (size_t)n);
			at += n;
		}
	}
	close(memory);
	close(own);
	place = (struct paint_place){0, 0, true};
	afresh = false;
}

/* -- what terminfo says ------------------------------------------------------------ */

/* Read once: what the macros of term.h stand for is looked up each time. */
static const char *sequences[TERM_SEQUENCES];

static void read_sequences(void)
{
	const char *const all[TERM_SEQUENCES] = {[TERM_PLACE] = cursor_address,
	                                         [TERM_CORNER] = cursor_home,
	                                         [TERM_ROW] = row_address,
	                                         [TERM_COLUMN] = column_address,
	                                         [TERM_RETURN] = carriage_return,
	                                         [TERM_UP_BY] = parm_up_cursor,
	                                         [TERM_DOWN_BY] = parm_down_cursor,
	                                         [TERM_LEFT_BY] = parm_left_cursor,
	                                         [TERM_RIGHT_BY] = parm_right_cursor,
	                                         [TERM_STEP_UP] = cursor_up,
	                                         [TERM_STEP_DOWN] = cursor_down,
	                                         [TERM_STEP_LEFT] = cursor_left,
	                                         [TERM_STEP_RIGHT] = cursor_right,
	                                         [TERM_KEEP] = save_cursor,
	                                         [TERM_GO_BACK] = restore_cursor,
	                                         [TERM_ERASE_LINE] = clr_eol,
	                                         [TERM_INSERT_BY] = parm_ich,
	                                         [TERM_INSERT] = insert_character,
	                                         [TERM_PLAIN] = exit_attribute_mode,
	                                         [TERM_ALPHABET] = exit_alt_charset_mode,
	                                         [TERM_BOLD] = enter_bold_mode,
	                                         [TERM_REVERSE] = enter_reverse_mode,
	                                         [TERM_UNDERLINE] = enter_underline_mode,
	                                         [TERM_DIM] = enter_dim_mode,
	                                         [TERM_COLOUR] = set_a_foreground,
	                                         [TERM_GROUND] = set_a_background,
	                                         [TERM_REGION] = change_scroll_region,
	                                         [TERM_SCROLL_UP] = scroll_forward,
	                                         [TERM_SCROLL_DOWN] = scroll_reverse,
	                                         [TERM_SCROLL_UP_BY] = parm_index,
	                                         [TERM_SCROLL_DOWN_BY] = parm_rindex};

	for (int i = 0; i < TERM_SEQUENCES; i++)
		sequences[i] = all[i] && all[i] != (char *)-1 && *all[i] ? all[i] : NULL;
}

const char *term_sequence(enum term_sequence which)
{
	return sequences[which];
}

static struct buf *sink; /* tputs has no other way to say where */

static int collect(int c)
{
	buf_char(sink, (char)c);
	return c;
}

/* A decimal number. */
static void add_number(struct buf *out, int number)
{
	char digits[12];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + number % 10);
	while (number /= 10);
	buf_add(out, digits + at, sizeof digits - at);
}

/* As nearly all sequences are: numbers between letters, %i and no padding. Some hundred are
 * tried for a picture, and terminfo's interpreter is slow. False: it is for that. */
static bool add_simple(struct buf *out, const char *s, int one, int two)
{
	size_t before = out->len;
	int first = 0;

	for (; *s && *s != '$'; s++) {
		if (*s != '%') {
			buf_char(out, *s);
		} else if (s[1] == 'i') {
			first = 1;
			s++;
		} else if (!strncmp(s, "%p1%d", 5) || !strncmp(s, "%p2%d", 5)) {
			add_number(out, first + (s[2] == '1' ? one : two));
			s += 4;
		} else {
			break;
		}
	}
	if (*s)
		buf_cut(out, before);
	return !*s;
}

bool term_sequence_add(struct buf *out, enum term_sequence which, int one, int two)
{
	const char *s = sequences[which];

	if (!s)
		return false;
	if (add_simple(out, s, one, two))
		return true;
	sink = out;
	tputs(strchr(s, '%') ? tiparm(s, one, two) : s, 1, collect);
	return true;
}

bool term_wraps(bool *waits)
{
	*waits = eat_newline_glitch;
	return auto_right_margin;
}

/* -- start and end ----------------------------------------------------------------- */

static void add_word(struct buf *out, const char *s)
{
	sink = out;
	if (s && s != (char *)-1)
		tputs(s, 1, collect);
}

/* All that may have been changed, back as it was: what curses would send, and our own. */
static void watch_crashes(void)
{
	struct buf bytes;

	buf_init(&bytes, 1000);
	if (change_scroll_region && change_scroll_region != (char *)-1)
		add_word(&bytes, tiparm(change_scroll_region, 0, term_rows() - 1));
	add_word(&bytes, exit_attribute_mode);
	add_word(&bytes, cursor_normal);
	add_word(&bytes, keypad_local);
	/* each mode's end says nothing where it was not begun */
	for (size_t i = 0; i < sizeof bidi_words / sizeof *bidi_words; i++)
		buf_str(&bytes, bidi_words[i].end);
	buf_str(&bytes, PASTES_AS_KEYS);
	if (mouse_told)
		buf_str(&bytes, MOUSE_NOT_TOLD);
	add_word(&bytes, exit_ca_mode);
	crash_watch(fileno(out_file), &bytes, has_line ? &line_was : NULL);
	buf_done(&bytes);
}

/* The keys as this terminal's entry has them; what all send, input.c knows. */
static void know_keys(void)
{
	const struct {
		const char *sequence;
		uint32_t key;
	} table[] = {
		{key_up, TERM_UP},       {key_down, TERM_DOWN},     {key_left, TERM_LEFT},
		{key_right, TERM_RIGHT}, {key_ppage, TERM_PAGE_UP}, {key_npage, TERM_PAGE_DOWN},
		{key_home, TERM_HOME},   {key_end, TERM_END},       {key_backspace, TERM_BACKSPACE},
		{key_dc, TERM_DELETE},   {key_btab, TERM_BACKTAB},  {key_enter, '\r'},
		{key_find, TERM_HOME},   {key_select, TERM_END},
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		input_know(input, table[i].sequence, table[i].key);
}

int term_start(const struct term_config *config, struct err *err)
{
	const char *type = config->type ? config->type : getenv("TERM");

	out_file = config->out ? config->out : stdout;
	in_fd = fileno(config->in ? config->in : stdin);
	if (!type || !*type)
		return err_set(err, ERR_FAILED,
		               "TERM is not set: `palais show` and `palais list` "
		               "need no terminal");
	if (config->rows) { /* curses takes a size of our own from here alone */
		char number[12];

		snprintf(number, sizeof number, "%d", config->rows);
		setenv("LINES", number, 1);
		snprintf(number, sizeof number, "%d", config->cols);
		setenv("COLUMNS", number, 1);
	}
	gone = false;
	has_line = tcgetattr(fileno(out_file), &line_was) == 0;
	buf_init(&waiting, 1 << 22);
	screen = newterm(type, out_file, config->in ? config->in : stdin);
	if (!screen)
		return err_set(err, ERR_FAILED,
		               "TERM=%.40s: a terminal that is not known here: "
		               "try TERM=xterm, or `palais show`",
		               type);
	/* from here on the window says how large it is: curses would go back to these */
	unsetenv("LINES");
	unsetenv("COLUMNS");
	if (!cursor_address) {
		term_stop();
		return err_set(err, ERR_FAILED,
		               "TERM=%.40s: this terminal cannot place the cursor: "
		               "use `palais show` and `palais list`",
		               type);
	}
	cbreak();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	read_sequences();
	capabilities_read();
	afresh = true;
	input = input_new();
	if (!input) {
		term_stop();
		return err_set(err, ERR_FAILED, "out of memory");
	}
	know_keys();
	letters = strcmp(nl_langinfo(CODESET), "UTF-8") ? TRANSLIT_ASCII
	          : terminals_few_letters(type)         ? TRANSLIT_FEW
	                                                : TRANSLIT_NONE;
	watch_crashes();
	bidi_mode = config->bidi;
	tell(bidi_words[bidi_mode].begin);
	tell(PASTES_MARKED);
	return 0;
}

void term_pause(void)
{
	endwin();
	tell(bidi_words[bidi_mode].end);
	tell(PASTES_AS_KEYS);
	if (mouse_told)
		tell(MOUSE_NOT_TOLD);
	write_all(fileno(out_file), waiting.bytes, waiting.len);
	buf_reset(&waiting);
}

void term_stop(void)
{
	if (!screen)
		return;
	term_pause();
	crash_rest();
	buf_done(&waiting);
	bidi_mode = TERM_BIDI_LOGICAL;
	mouse_told = false;
	theme = THEME_PLAIN;
	delscreen(screen);
	screen = NULL;
	input_free(input);
	input = NULL;
}

void term_resume(void)
{
	reset_prog_mode();
	keypad(stdscr, TRUE);
	term_resize(); /* that was told to a program that slept */
	tell(bidi_words[bidi_mode].begin);
	tell(PASTES_MARKED);
	if (mouse_told)
		tell(MOUSE_TOLD);
	afresh = true;
}

int term_fd(void)
{
	return in_fd;
}

/* -- keys ----------------------------------------------------------------------- */

/* long enough for an arrow key's bytes over a slow line, short enough for Esc */
#define ESCAPE_WAITS 100 /* milliseconds */

/* Whether bytes have come within so many milliseconds; they are the input's. */
static bool read_bytes(int wait)
{
	struct pollfd fd = {.fd = in_fd, .events = POLLIN};
	char bytes[4096];
	ssize_t n;

	if (poll(&fd, 1, wait) <= 0 || !(fd.revents & (POLLIN | POLLHUP)))
		return false;
	n = read(in_fd, bytes, sizeof bytes);
	if (n <= 0) {
		gone = gone || !n || (errno != EINTR && errno != EAGAIN);
		return false;
	}
	input_feed(input, bytes, (size_t)n, clock_ms());
	return true;
}

int term_next_key(uint32_t *key)
{
	for (;;) {
		enum input_state state = input_next(input, key);

		if (state == INPUT_KEY)
			return 1;
		if (read_bytes(state == INPUT_BEGUN ? ESCAPE_WAITS : 0))
			continue;
		input_pause(input);
		return input_next(input, key) == INPUT_KEY;
	}
}

bool term_gone(void)
{
	return gone;
}

const char *term_pasted(void)
{
	return input_pasted(input);
}

struct term_mouse term_mouse(void)
{
	return input_mouse(input);
}

void term_set_mouse(bool on)
{
	if (on == mouse_told)
		return;
	mouse_told = on;
	tell(on ? MOUSE_TOLD : MOUSE_NOT_TOLD);
	watch_crashes();
}

/* -- size ----------------------------------------------------------------------- */

void term_resize(void)
{
	struct winsize ws;

	if (ioctl(fileno(out_file), TIOCGWINSZ, &ws) == 0 && ws.ws_row && ws.ws_col)
		term_set_size(ws.ws_row, ws.ws_col);
}

void term_set_size(int rows, int cols)
{
	if (rows == term_rows() && cols == term_cols())
		return;
	resizeterm(rows, cols);
	watch_crashes();
	afresh = true; /* what terminals make of their cells is their own */
}

int term_rows(void)
{
	return getmaxy(stdscr);
}

int term_cols(void)
{
	return getmaxx(stdscr);
}

enum translit_to term_letters(void)
{
	return letters;
}

enum term_bidi term_bidi(void)
{
	return bidi_mode;
}

enum theme term_theme(void)
{
	return theme;
}

/* Whether it has so many, and they are not declined. */
static bool has_colours(int count)
{
	const char *none = getenv("NO_COLOR");

	return max_colors >= count && term_sequence(TERM_COLOUR) && !(none && *none);
}

bool term_colours(void)
{
	return has_colours(256) && term_sequence(TERM_GROUND) && term_sequence(TERM_PLAIN) &&
	       letters == TRANSLIT_NONE;
}

void term_set_theme(enum theme chosen)
{
	bool coloured = has_colours(8);

	theme = chosen == THEME_COLOUR && !coloured ? THEME_PLAIN : chosen;
}

void term_set_bidi(enum term_bidi bidi)
{
	if (bidi == bidi_mode)
		return;
	tell(bidi_words[bidi_mode].end);
	bidi_mode = bidi;
	tell(bidi_words[bidi_mode].begin);
}

/* A screen is one write: over SSH each is a packet. */
void term_flush(void)
{
	struct grids g;

	if (afresh)
		clear_screen_by_curses();
	if (grids_take(&g))
		paint(&waiting, &g, &place);
	grids_done(&g);
	draw_settle();
	write_all(fileno(out_file), waiting.bytes, waiting.len);
	buf_reset(&waiting);
}

void term_repaint(void)
{
	afresh = true;
}

void term_send(const char *bytes, size_t len)
{
	write_all(fileno(out_file), bytes, len);
}

const char *term_library(void)
{
	return curses_version();
}
