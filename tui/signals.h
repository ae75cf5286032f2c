/* SPDX-License-Identifier: ISC */
/*
 * signals: the few signals that matter, as bytes in a pipe that poll sees.
 */
#ifndef PALAIS_TUI_SIGNALS_H
#define PALAIS_TUI_SIGNALS_H

#include "model/base/err.h"

enum signals_kind {
	SIGNAL_NONE,
	SIGNAL_RESIZE,
	SIGNAL_INTERRUPT,
	SIGNAL_PAUSE,
	SIGNAL_HANG_UP,
	SIGNAL_END
};

int signals_start(struct err *err);
void signals_stop(void);
int signals_fd(void);
/* Stops the program as Ctrl-Z asks, until it is woken. */
void signals_pause(void);
/* While another program has the terminal: what its keys bring is its own, but for Ctrl-Z, which
 * stops this one too. The signal that is to end the program, to be raised when it is back; 0. */
int signals_away(void);
/* The next that has come, or SIGNAL_NONE. */
enum signals_kind signals_next(void);

#endif
