/* SPDX-License-Identifier: ISC */
/*
 * fetch: a document off the network into the personal store, for verbs that show it.
 */
#ifndef PALAIS_CLI_FETCH_H
#define PALAIS_CLI_FETCH_H

#include "session/session.h"

/* Brings one document and waits for it: `what` is a canonical symbol, wanted in
 * `lang` (NULL: the first of the reader's), or a web address. 0 when it is in the
 * store, -1 with err (ERR_NETWORK when there was no network). Progress goes to
 * standard error when that is a terminal. */
int fetch_now(struct session *session, const char *what, const char *lang, struct err *err);

#endif
