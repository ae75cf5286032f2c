/* SPDX-License-Identifier: ISC */
/*
 * pager: long output through the reader's own pager.
 */
#ifndef PALAIS_CLI_PAGER_H
#define PALAIS_CLI_PAGER_H

#include <sys/types.h>

/* Puts $PAGER between us and the terminal: its process, or 0 when standard output
 * is no terminal, no pager is set, or it could not be started. */
pid_t pager_start(void);
/* Ends the output and waits until the reader has left the pager. */
void pager_end(pid_t pager);

#endif
