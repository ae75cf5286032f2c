/* SPDX-License-Identifier: ISC */
/*
 * unsaid: what could not be read and nobody has told.
 *
 * A page asks dozens of small questions, and where one has no answer it goes on without: that
 * is right where nothing is known, and wrong where the disk failed or memory was lacking. So
 * SQLite's own log is listened to, and whoever shows something asks here, at the end, whether all
 * of it was read.
 */
#ifndef PALAIS_MODEL_STORE_UNSAID_H
#define PALAIS_MODEL_STORE_UNSAID_H

#include "model/base/err.h"

#include <stdbool.h>

/* SQLite's log is ours from here on. Before the first store is opened; later it changes
 * nothing. */
void unsaid_listen(void);
/* Whether a question has failed since the last unsaid_take. */
bool unsaid_is_there(void);
/* As if it had not: it was asked again in another way. */
void unsaid_forget(void);
/* Notes a fault that SQLite tells to its caller alone: other codes than such of files, of
 * memory and of damage are none. */
void unsaid_note(int code);
/* 0 when all was read, and memory was there for what was made of it, else -1 with err, once. */
int unsaid_take(struct err *err);

#endif
