/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/input.h"

#include "model/base/buf.h"
#include "model/base/vec.h"
#include "tui/term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define ESC 27
#define BYTES_MOST (1 << 16)
/* What has no end after so many milliseconds is none that a terminal sends. */
#define BEGUN_LASTS 1000
#define PASTE_END "\033[201~"

/* Bytes of the parameters of a sequence that are looked at. */
#define PARAMETERS 15

/* A sequence that means no key: an answer, a report. */
#define NO_KEY UINT32_MAX

struct known {
	char sequence[16];
	uint32_t key;
};

struct input {
	VEC(struct known) known;
	struct buf bytes; /* that have come and are not yet taken */
	size_t escapes;   /* of these so many Esc at the beginning are keys */
	int64_t came;     /* when the last did */
	bool pasting;
	struct buf paste;
	struct term_mouse mouse;
};

struct input *input_new(void)
{
	struct input *in = calloc(1, sizeof *in);

	if (in) {
		buf_init(&in->bytes, BYTES_MOST);
		buf_init(&in->paste, BYTES_MOST);
	}
	return in;
}

void input_free(struct input *in)
{
	if (!in)
		return;
	vec_done(&in->known);
	buf_done(&in->bytes);
	buf_done(&in->paste);
	free(in);
}

void input_know(struct input *in, const char *sequence, uint32_t key)
{
	struct known k = {.key = key};

	if (!sequence || sequence == (char *)-1 || !*sequence ||
	    strlen(sequence) >= sizeof k.sequence)
		return;
	memcpy(k.sequence, sequence, strlen(sequence) + 1);
	(void)vec_push(&in->known, k); /* one key less, where memory is out */
}

static void forget(struct input *in)
{
	buf_reset(&in->bytes);
	in->escapes = 0;
	in->pasting = false;
}

void input_feed(struct input *in, const char *bytes, size_t len, int64_t ms)
{
	if (ms - in->came > BEGUN_LASTS)
		forget(in);
	in->came = ms;
	buf_add(&in->bytes, bytes, len);
	in->bytes.full = false; /* what is too much is lost */
}

static void drop(struct input *in, size_t len)
{
	memmove(in->bytes.bytes, in->bytes.bytes + len, in->bytes.len - len);
	buf_cut(&in->bytes, in->bytes.len - len);
}

/* -- what is known of all terminals --------------------------------------------- */

/* CSI with a number and ~. rxvt ends it with ^, $ or @ for Ctrl, Shift or both. */
static uint32_t numbered(long number)
{
	switch (number) {
	case 1:
	case 7:
		return TERM_HOME;
	case 4:
	case 8:
		return TERM_END;
	case 3:
		return TERM_DELETE;
	case 5:
		return TERM_PAGE_UP;
	case 6:
		return TERM_PAGE_DOWN;
	case 200:
		return TERM_PASTE;
	default:
		return TERM_OTHER;
	}
}

/* By the letter that ends CSI or SS3; of rxvt with Shift or Ctrl the small ones. */
static uint32_t lettered(char c)
{
	static const char letters[] = "ABCDHFabcd";
	static const uint32_t keys[] = {TERM_UP,  TERM_DOWN, TERM_RIGHT, TERM_LEFT,  TERM_HOME,
	                                TERM_END, TERM_UP,   TERM_DOWN,  TERM_RIGHT, TERM_LEFT};
	const char *at = strchr(letters, c);

	return c && at ? keys[at - letters] : TERM_OTHER;
}

/* The keys at the right of a keyboard where it is told to send more than digits: what
 * is written on them beside the digit. */
static uint32_t keypad_key(char c)
{
	static const char letters[] = "pqrstuvwxynMjklmoX";
	static const uint32_t keys[] = {TERM_OTHER, TERM_END,     TERM_DOWN,   TERM_PAGE_DOWN,
	                                TERM_LEFT,  TERM_OTHER,   TERM_RIGHT,  TERM_HOME,
	                                TERM_UP,    TERM_PAGE_UP, TERM_DELETE, '\r',
	                                '*',        '+',          ',',         '-',
	                                '/',        '='};
	const char *at = strchr(letters, c);

	return c && at ? keys[at - letters] : lettered(c);
}

/* -- sequences ------------------------------------------------------------------ */

/* Each gives the bytes of what stands at s, 0 where it is not whole. */

/* The left button as it goes down, and the wheel, as xterm tells them in its mode 1006:
 * "<BUTTON;COLUMN;ROW", from 1 on. What else is told of a mouse is no key. */
static bool read_mouse(const char *parameters, char final, struct term_mouse *mouse)
{
	static const int shift_alt_ctrl = 4 | 8 | 16;
	int button, row, col, n = 0;

	if (final != 'M' || sscanf(parameters, "<%4d;%4d;%4d%n", &button, &col, &row, &n) < 3 ||
	    parameters[n] || row < 1 || col < 1)
		return false;
	button &= ~shift_alt_ctrl;
	*mouse = (struct term_mouse){button == 64   ? MOUSE_WHEEL_UP
	                             : button == 65 ? MOUSE_WHEEL_DOWN
	                                            : MOUSE_CLICK,
	                             row - 1, col - 1};
	return !button || button == 64 || button == 65;
}

static uint32_t csi_key(const char *parameters, char final)
{
	struct term_mouse mouse;

	if (*parameters == '<' && read_mouse(parameters, final, &mouse))
		return TERM_MOUSE;
	if (strchr("<=>?", *parameters) && *parameters)
		return NO_KEY;
	if (strchr("IORnty", final))
		return NO_KEY; /* focus, and answers to what was asked */
	if (final == 'Z')
		return TERM_BACKTAB;
	if (strchr("~^$@", final))
		return numbered(strtol(parameters, NULL, 10));
	return lettered(final);
}

static size_t read_csi(const char *s, size_t len, uint32_t *key)
{
	size_t i = 2;
	char parameters[PARAMETERS + 1] = "";

	if (i < len && s[i] == '[') { /* a function key of the Linux console */
		*key = TERM_OTHER;
		return i + 1 < len ? i + 2 : 0;
	}
	while (i < len && s[i] >= 0x20 && s[i] < 0x40 && (s[i] != '$' || s[2] == '?'))
		i++;
	if (i == len)
		return 0;
	memcpy(parameters, s + 2, i - 2 < PARAMETERS ? i - 2 : PARAMETERS);
	if (s[i] < 0x20 || s[i] > 0x7e) { /* broken off; what breaks it off is itself */
		*key = TERM_OTHER;
		return i;
	}
	if (s[i] == 'M' && i == 2) { /* a mouse's, and three bytes follow */
		*key = NO_KEY;
		return len < 6 ? 0 : 6;
	}
	*key = csi_key(parameters, s[i]);
	return i + 1;
}

static size_t read_ss3(const char *s, size_t len, uint32_t *key)
{
	size_t i = 2;

	while (i < len && ((s[i] >= '0' && s[i] <= '9') || s[i] == ';'))
		i++;
	if (i == len)
		return 0;
	*key = s[i] > 0x20 && s[i] < 0x7f ? keypad_key(s[i]) : TERM_OTHER;
	return s[i] > 0x20 && s[i] < 0x7f ? i + 1 : i;
}

/* OSC, DCS and their like, to ST or BEL; any other control ends them as well. */
static size_t read_string(const char *s, size_t len, uint32_t *key)
{
	size_t i = 2;

	*key = NO_KEY;
	while (i < len && (unsigned char)s[i] >= 0x20)
		i++;
	if (i == len || (s[i] == ESC && i + 1 == len))
		return 0;
	if (s[i] == ESC)
		return s[i + 1] == '\\' ? i + 2 : i;
	return i + 1;
}

/* The terminal's own: 0 when none of them, or not whole yet: *begun. */
static size_t read_known(const struct input *in, const char *s, size_t len, uint32_t *key,
                         bool *begun)
{
	for (size_t i = 0; i < in->known.count; i++) {
		const char *sequence = in->known.at[i].sequence;
		size_t n = strlen(sequence);

		if (len >= n && !memcmp(s, sequence, n)) {
			*key = in->known.at[i].key;
			return n;
		}
		if (len < n && !memcmp(s, sequence, len))
			*begun = true;
	}
	return 0;
}

static size_t read_character(const char *s, size_t len, uint32_t *key)
{
	mbstate_t state = {0};
	wchar_t c = 0;
	size_t n = mbrtowc(&c, s, len, &state);

	if (n == (size_t)-2)
		return 0;
	*key = n == (size_t)-1 ? TERM_OTHER
	       : c == 127      ? TERM_BACKSPACE
	       : c == '\n'     ? '\r'
	                       : (uint32_t)c;
	return n == (size_t)-1 || !n ? 1 : n;
}

static size_t read_escape(const char *s, size_t len, uint32_t *key)
{
	/* Alt with a key is Esc before what the key sends */
	if (len > 2 && s[1] == ESC && (s[2] == '[' || s[2] == 'O')) {
		size_t n = read_escape(s + 1, len - 1, key);

		return n ? n + 1 : 0;
	}
	if (len < 2 || (len == 2 && s[1] == ESC))
		return 0;
	if (s[1] == '[')
		return read_csi(s, len, key);
	if (s[1] == 'O')
		return read_ss3(s, len, key);
	if (strchr("]PX^_", s[1]) && s[1])
		return read_string(s, len, key);
	*key = ESC;
	return 1;
}

/* -- pasted text ------------------------------------------------------------------ */

/* Takes what has come of it; true: that was all. */
static bool take_paste(struct input *in)
{
	const char *s = in->bytes.bytes;
	const char *end = memmem(s, in->bytes.len, PASTE_END, strlen(PASTE_END));
	size_t n = end ? (size_t)(end - s) : in->bytes.len;

	/* the end's own beginning may be here */
	for (size_t k = strlen(PASTE_END) - 1; !end && k; k--)
		if (n >= k && !memcmp(s + n - k, PASTE_END, k)) {
			n -= k;
			break;
		}
	buf_add(&in->paste, s, n);
	drop(in, end ? n + strlen(PASTE_END) : n);
	in->pasting = !end;
	return end != NULL;
}

const char *input_pasted(const struct input *in)
{
	return in->paste.bytes;
}

/* The sequence of n bytes that is taken now says it. */
static void note_mouse(struct input *in, size_t n)
{
	char parameters[PARAMETERS + 1] = "";
	size_t from = *in->bytes.bytes == ESC && in->bytes.bytes[1] == ESC ? 3 : 2;

	memcpy(parameters, in->bytes.bytes + from,
	       n - from - 1 < PARAMETERS ? n - from - 1 : PARAMETERS);
	read_mouse(parameters, 'M', &in->mouse);
}

struct term_mouse input_mouse(const struct input *in)
{
	return in->mouse;
}

/* -- keys ------------------------------------------------------------------------- */

enum input_state input_next(struct input *in, uint32_t *key)
{
	while (in->bytes.len || in->pasting) {
		bool begun = false;
		size_t n;

		if (in->pasting) {
			*key = TERM_PASTE;
			return take_paste(in) ? INPUT_KEY : INPUT_BEGUN;
		}
		if (in->escapes) {
			in->escapes--;
			drop(in, 1);
			*key = ESC;
			return INPUT_KEY;
		}
		n = read_known(in, in->bytes.bytes, in->bytes.len, key, &begun);
		if (!n && *in->bytes.bytes == ESC)
			n = read_escape(in->bytes.bytes, in->bytes.len, key);
		else if (!n)
			n = read_character(in->bytes.bytes, in->bytes.len, key);
		if (!n || (begun && n == 1 && *in->bytes.bytes == ESC))
			return INPUT_BEGUN;
		if (*key == TERM_MOUSE)
			note_mouse(in, n);
		drop(in, n);
		in->pasting = *key == TERM_PASTE;
		if (in->pasting)
			buf_reset(&in->paste);
		else if (*key != NO_KEY)
			return INPUT_KEY;
	}
	return INPUT_NOTHING;
}

void input_pause(struct input *in)
{
	size_t len = in->bytes.len;

	if (!in->pasting && len && len == strspn(in->bytes.bytes, "\033"))
		in->escapes = len;
}
