/* SPDX-License-Identifier: ISC */
/*
 * clipboard: text for the reader's clipboard, through the terminal.
 */
#ifndef PALAIS_TUI_CLIPBOARD_H
#define PALAIS_TUI_CLIPBOARD_H

/* By OSC 52; inside tmux through tmux. Text that is too long is not sent. */
void clipboard_put(const char *text);

#endif
