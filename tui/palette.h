/* SPDX-License-Identifier: ISC */
/*
 * palette: colours as a terminal of 256 has them: a cube of 216, and 24 greys. The first sixteen
 * are its owner's and are left alone. Knows no terminal.
 */
#ifndef PALAIS_TUI_PALETTE_H
#define PALAIS_TUI_PALETTE_H

#include "model/doc/drawing.h"

/* The number of the nearest, 16 to 255. */
int palette_nearest(struct drawing_colour colour);

#endif
