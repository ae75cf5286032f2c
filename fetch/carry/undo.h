/* SPDX-License-Identifier: ISC */
/*
 * undo: records of a hub, unpacked one after another for palais, which sees no foreign frame
 * (fetch/wire/undo.h).
 */
#ifndef PALAIS_FETCH_CARRY_UNDO_H
#define PALAIS_FETCH_CARRY_UNDO_H

#include <stdbool.h>

/* Answers until there are no more questions; false when one was none. */
bool undo_run(int from, int to);

#endif
