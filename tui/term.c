/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/term.h"

#include "model/base/buf.h"
#include "tui/terminals.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <term.h>
#include <unistd.h>

/* Curses has one screen a process, so this is the one thing that is not in a
 * struct of its owner. */
static SCREEN *screen;
static FILE *out_file;
static int in_fd = -1;
static int tty_fd = -1, gather_fd = -1; /* see term_flush */
static enum term_bidi bidi_mode;
static enum translit_to letters;

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
	write_all(gather_fd >= 0 ? gather_fd : fileno(out_file), words, strlen(words));
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
	screen = newterm(type, out_file, config->in ? config->in : stdin);
	if (!screen)
		return err_set(err, ERR_FAILED,
		               "TERM=%.40s: a terminal that is not known here: "
		               "try TERM=xterm, or `palais show`",
		               type);
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
	nodelay(stdscr, TRUE);
	idlok(stdscr, TRUE);
	typeahead(-1); /* a screen that is begun is finished */
	leaveok(stdscr, FALSE);
	tty_fd = fcntl(fileno(out_file), F_DUPFD_CLOEXEC, 3);
	gather_fd = memfd_create("screen", MFD_CLOEXEC);
	/* long enough for an arrow key's bytes over a slow line, short enough for Esc */
	set_escdelay(100);
	letters = strcmp(nl_langinfo(CODESET), "UTF-8") ? TRANSLIT_ASCII
	          : terminals_few_letters(type)         ? TRANSLIT_FEW
	                                                : TRANSLIT_NONE;
	bidi_mode = config->bidi;
	tell(bidi_words[bidi_mode].begin);
	return 0;
}

void term_stop(void)
{
	if (!screen)
		return;
	endwin();
	write_all(fileno(out_file), bidi_words[bidi_mode].end, strlen(bidi_words[bidi_mode].end));
	bidi_mode = TERM_BIDI_LOGICAL;
	delscreen(screen);
	screen = NULL;
	close(tty_fd);
	close(gather_fd);
	tty_fd = gather_fd = -1;
}

int term_fd(void)
{
	return in_fd;
}

static uint32_t function_key(wint_t c)
{
	static const struct {
		wint_t curses;
		enum term_key key;
	} table[] = {
		{KEY_UP, TERM_UP},       {KEY_DOWN, TERM_DOWN},     {KEY_LEFT, TERM_LEFT},
		{KEY_RIGHT, TERM_RIGHT}, {KEY_PPAGE, TERM_PAGE_UP}, {KEY_NPAGE, TERM_PAGE_DOWN},
		{KEY_HOME, TERM_HOME},   {KEY_END, TERM_END},       {KEY_BACKSPACE, TERM_BACKSPACE},
		{KEY_DC, TERM_DELETE},   {KEY_BTAB, TERM_BACKTAB},  {KEY_ENTER, '\r'},
		{KEY_FIND, TERM_HOME},   {KEY_SELECT, TERM_END},    {KEY_A1, TERM_HOME},
		{KEY_C1, TERM_END},      {KEY_A3, TERM_PAGE_UP},    {KEY_C3, TERM_PAGE_DOWN},
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].curses == c)
			return table[i].key;
	return TERM_OTHER;
}

int term_next_key(uint32_t *key)
{
	wint_t c;
	int rc = get_wch(&c);

	if (rc == ERR)
		return 0;
	if (rc == KEY_CODE_YES) {
		if (c == KEY_RESIZE)
			return term_next_key(key);
		*key = function_key(c);
	} else {
		*key = c == 127 ? TERM_BACKSPACE : c == '\n' ? '\r' : (uint32_t)c;
	}
	return 1;
}

void term_resize(void)
{
	struct winsize ws;

	if (ioctl(fileno(out_file), TIOCGWINSZ, &ws) == 0 && ws.ws_row && ws.ws_col)
		resizeterm(ws.ws_row, ws.ws_col);
}

void term_set_size(int rows, int cols)
{
	resizeterm(rows, cols);
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

void term_set_bidi(enum term_bidi bidi)
{
	if (bidi == bidi_mode)
		return;
	tell(bidi_words[bidi_mode].end);
	bidi_mode = bidi;
	tell(bidi_words[bidi_mode].begin);
}

/* What has been gathered goes out at once. */
static void send_gathered(void)
{
	off_t len = lseek(gather_fd, 0, SEEK_CUR);
	char bytes[16384];
	off_t at = 0;

	while (at < len) {
		size_t want = len - at < (off_t)sizeof bytes ? (size_t)(len - at) : sizeof bytes;
		ssize_t n = pread(gather_fd, bytes, want, at);

		if (n <= 0)
			break;
		write_all(tty_fd, bytes, (size_t)n);
		at += n;
	}
	lseek(gather_fd, 0, SEEK_SET);
}

/* Curses writes at every movement of the cursor, which over SSH is a packet for
 * each few words. So its descriptor is put over a file in memory while it draws, and
 * a screen is one write. */
void term_flush(void)
{
	int fd = fileno(out_file);
	bool gathers;

	wnoutrefresh(stdscr);
	fflush(out_file);
	gathers = tty_fd >= 0 && gather_fd >= 0 && dup2(gather_fd, fd) >= 0;
	doupdate();
	if (!gathers)
		return;
	dup2(tty_fd, fd);
	send_gathered();
}

void term_repaint(void)
{
	clearok(curscr, TRUE);
}

static void base64(struct buf *out, const char *s)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+/";
	const unsigned char *p = (const unsigned char *)s;
	size_t len = strlen(s);

	for (size_t i = 0; i < len; i += 3) {
		unsigned v = (unsigned)p[i] << 16;

		if (i + 1 < len)
			v |= (unsigned)p[i + 1] << 8;
		if (i + 2 < len)
			v |= p[i + 2];
		buf_char(out, digits[v >> 18]);
		buf_char(out, digits[v >> 12 & 63]);
		buf_char(out, i + 1 < len ? digits[v >> 6 & 63] : '=');
		buf_char(out, i + 2 < len ? digits[v & 63] : '=');
	}
}

/* tmux drops OSC 52 unless it is told otherwise, and takes this in any case. */
static void copy_through_tmux(const char *text)
{
	int p[2];
	pid_t pid;

	if (pipe(p) < 0)
		return;
	pid = fork();
	if (pid == 0) {
		dup2(p[0], 0);
		close(p[0]);
		close(p[1]);
		execlp("tmux", "tmux", "load-buffer", "-w", "-", (char *)NULL);
		_exit(127);
	}
	close(p[0]);
	if (pid > 0) {
		ssize_t n = write(p[1], text, strlen(text));

		(void)n; /* a clipboard that did not take it: nothing to be done */
	}
	close(p[1]);
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

void term_copy(const char *text)
{
	struct buf b;

	if (getenv("TMUX")) {
		copy_through_tmux(text);
		return;
	}
	buf_init(&b, 1 << 16);
	buf_str(&b, "\033]52;c;");
	base64(&b, text);
	buf_str(&b, "\a");
	if (buf_ok(&b)) {
		fwrite(b.bytes, 1, b.len, out_file);
		fflush(out_file);
	}
	buf_done(&b);
}

const char *term_library(void)
{
	return curses_version();
}
