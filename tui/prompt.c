/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/prompt.h"

#include "model/base/buf.h"
#include "model/base/messages.h"
#include "model/base/utf8.h"
#include "model/text/characters.h"
#include "tui/draw.h"
#include "tui/term.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST 4000

struct prompt {
	enum prompt_kind kind;
	struct buf text;
	size_t at; /* byte of the cursor */
};

struct prompt *prompt_new(enum prompt_kind kind, const char *text)
{
	struct prompt *p = calloc(1, sizeof *p);

	if (!p)
		return NULL;
	p->kind = kind;
	buf_init(&p->text, LONGEST);
	if (text)
		prompt_set(p, text);
	return p;
}

void prompt_free(struct prompt *p)
{
	if (!p)
		return;
	buf_done(&p->text);
	free(p);
}

enum prompt_kind prompt_kind(const struct prompt *p)
{
	return p->kind;
}

const char *prompt_label(const struct prompt *p)
{
	static const char *const labels[] = {
		[PROMPT_FIND] = N_("find: "),         [PROMPT_OPEN] = N_("open: "),
		[PROMPT_SEARCH] = N_("search all: "), [PROMPT_COMMAND] = ":",
		[PROMPT_NOTE] = N_("note: "),         [PROMPT_TAGS] = N_("tags: "),
		[PROMPT_DATE] = N_("date: "),         [PROMPT_FILE] = N_("into the file: ")};

	return _(labels[p->kind]);
}

const char *prompt_text(const struct prompt *p)
{
	return p->text.bytes;
}

void prompt_set(struct prompt *p, const char *text)
{
	buf_reset(&p->text);
	utf8_clean(&p->text, text, strlen(text), false);
	p->at = p->text.len;
}

static void erase(struct prompt *p, size_t from, size_t to)
{
	memmove(p->text.bytes + from, p->text.bytes + to, p->text.len - to);
	buf_cut(&p->text, p->text.len - (to - from));
	p->at = from;
}

static size_t before(const struct prompt *p)
{
	size_t i = 0, last = 0;

	while (i < p->at) {
		last = i;
		i += text_cluster(p->text.bytes + i, p->text.len - i);
	}
	return last;
}

static size_t after(const struct prompt *p)
{
	return p->at +
	       (p->at < p->text.len ? text_cluster(p->text.bytes + p->at, p->text.len - p->at) : 0);
}

/* An arrow goes the way that it points, also over letters from the right. */
static size_t beside(const struct prompt *p, int direction)
{
	size_t at = draw_typed_beside(p->text.bytes, p->text.len, p->at, direction);

	return at != DRAW_AS_READ ? at : direction < 0 ? before(p) : after(p);
}

static void insert(struct prompt *p, uint32_t c)
{
	char tail[LONGEST + 1];
	size_t n = p->text.len - p->at;
	struct buf typed;

	memcpy(tail, p->text.bytes + p->at, n);
	buf_cut(&p->text, p->at);
	buf_init(&typed, 8);
	buf_utf8(&typed, c);
	utf8_clean(&p->text, typed.bytes, typed.len, false);
	buf_done(&typed);
	p->at = p->text.len;
	buf_add(&p->text, tail, n);
	p->text.full = false; /* a line that is full takes no more, and stands */
}

enum prompt_result prompt_key(struct prompt *p, uint32_t key)
{
	switch (key) {
	case '\r':
		return PROMPT_ENTERED;
	case 27: /* Esc */
	case 7:  /* Ctrl-G */
	case 3:
		return PROMPT_LEFT;
	case '\t':
		return PROMPT_COMPLETE;
	case TERM_UP:
		return PROMPT_OLDER;
	case TERM_DOWN:
		return PROMPT_NEWER;
	case TERM_BACKSPACE:
	case 8:
		if (!p->text.len)
			return PROMPT_LEFT;
		if (p->at)
			erase(p, before(p), p->at);
		break;
	case TERM_DELETE:
	case 4: /* Ctrl-D */
		if (p->at < p->text.len)
			erase(p, p->at, after(p));
		break;
	case 21: /* Ctrl-U */
		erase(p, 0, p->at);
		break;
	case 11: /* Ctrl-K */
		buf_cut(&p->text, p->at);
		break;
	case TERM_LEFT:
		p->at = beside(p, -1);
		break;
	case 2:
		p->at = before(p);
		break;
	case TERM_RIGHT:
		p->at = beside(p, 1);
		break;
	case 6:
		p->at = after(p);
		break;
	case TERM_HOME:
	case 1:
		p->at = 0;
		break;
	case TERM_END:
	case 5:
		p->at = p->text.len;
		break;
	default:
		if (key >= ' ' && key < 0x110000 && (key < 0x7f || key > 0x9f) &&
		    p->text.len + 4 < LONGEST)
			insert(p, key);
	}
	return PROMPT_GOES_ON;
}

void prompt_paste(struct prompt *p, const char *text)
{
	size_t len = strlen(text);

	while (len && (unsigned char)text[len - 1] <= ' ')
		len--;
	for (size_t i = 0; i < len && p->text.len + 4 < LONGEST;) {
		uint32_t c;

		i += utf8_decode(text + i, len - i, &c);
		insert(p, c < ' ' ? ' ' : c);
	}
}

size_t prompt_cursor(const struct prompt *p)
{
	return p->at;
}
