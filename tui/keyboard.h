/* SPDX-License-Identifier: ISC */
/*
 * keyboard: keys of Arabic and Cyrillic layouts by their place: who writes Arabic need not
 * change the layout to go down a line. Pure: knows no commands.
 */
#ifndef PALAIS_TUI_KEYBOARD_H
#define PALAIS_TUI_KEYBOARD_H

#include <stdint.h>

/* What the key has on a Latin keyboard (QWERTY) that gives this character on another layout;
 * 0: none that is known, or it is on a Latin one itself. */
uint32_t keyboard_place(uint32_t character);

#endif
