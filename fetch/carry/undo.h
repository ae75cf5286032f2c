/* SPDX-License-Identifier: ISC */
/*
 * undo: rows of others' stores, unpacked one after another as they are asked for.
 */
#ifndef PALAIS_FETCH_CARRY_UNDO_H
#define PALAIS_FETCH_CARRY_UNDO_H

/* Until nobody asks any more: the exit status. */
int undo_all(void);

#endif
