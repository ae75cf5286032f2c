/* SPDX-License-Identifier: ISC */
/* The mouse, where the reader has asked for it: the wheel, and clicks on what there is. */
#include "config.h"

#include "tui/app_int.h"
#include "tui/commands.h"
#include "tui/term.h"

#include <string.h>

/* Rows for each notch of the wheel. */
#define NOTCH 3

static int click(struct app *a, struct term_mouse mouse)
{
	struct tab *t = app_tab(a);
	const char *href;
	size_t tab;

	if (!mouse.row)
		return app_tab_at(a, mouse.col, &tab) ? app_go_tab(a, tab) : DID_NOTHING;
	if (mouse.row >= a->rows - 1)
		return DID_NOTHING;
	href = pane_click(t->pane, mouse.row - 1, mouse.col);
	return href ? app_follow(a, t, href) : DID_DRAW;
}

int app_mouse(struct app *a)
{
	struct term_mouse mouse = term_mouse();

	/* a line that is typed is not left by a slip of the hand */
	if (!a->mouse || a->prompt || a->mode == MODE_CHOOSE)
		return DID_NOTHING;
	a->mode = MODE_NORMAL;
	*a->message = '\0';
	if (mouse.what == MOUSE_CLICK)
		return click(a, mouse);
	pane_scroll(app_tab(a)->pane, mouse.what == MOUSE_WHEEL_UP ? -NOTCH : NOTCH);
	return DID_DRAW;
}

void app_set_mouse(struct app *a, bool on)
{
	a->mouse = on;
	term_set_mouse(on);
}
