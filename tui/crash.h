/* SPDX-License-Identifier: ISC */
/*
 * crash: the terminal as it was, when palais ends by a fault of its own (SIGSEGV, SIGBUS,
 * SIGFPE, SIGILL, SIGABRT) or by Ctrl-\: what a handler may do in such a state is done, and
 * the signal goes on to its own end.
 */
#ifndef PALAIS_TUI_CRASH_H
#define PALAIS_TUI_CRASH_H

#include "model/base/buf.h"

#include <termios.h>

/* From now on: bytes that give the screen back (copied; what is too long is left out) and the
 * line's settings as they were (NULL: it has none), for that descriptor. */
void crash_watch(int fd, const struct buf *bytes, const struct termios *was);
/* No longer: the terminal is given back. */
void crash_rest(void);

#endif
