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

/* For all stores of this process. */
void room_mind(void);

#endif
