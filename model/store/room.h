/* SPDX-License-Identifier: ISC */
/*
 * room: that there is no more of it, said to SQLite in the one word that it knows.
 *
 * A disk that is full ends a write with ENOSPC, which SQLite calls so; a quota or a limit on
 * files ends one with another error, which it calls a fault of the disk, and whose cause it has
 * forgotten when the transaction has ended. Knows no store.
 */
#ifndef PALAIS_MODEL_STORE_ROOM_H
#define PALAIS_MODEL_STORE_ROOM_H

#include <stdbool.h>

/* For all stores of this process. */
void room_mind(void);

/* A line of SQLite's log. What was written may also find no room when it is put on the disk, by a
 * call that SQLite lets nobody replace: there it tells the cause, and forgets it. */
void room_note(int code, const char *message);

/* Whether that cause is that there is no room: on a disk, in a quota, beneath a limit. */
bool room_is_none(int why);

/* Why something could not be put on the disk, as errno has it, the last time; 0: not known. */
int room_sync_fault(void);

#endif
