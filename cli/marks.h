/* SPDX-License-Identifier: ISC */
/*
 * marks: a file of marks taken in, for `palais import` too.
 */
#ifndef PALAIS_CLI_MARKS_H
#define PALAIS_CLI_MARKS_H

#include "session/session.h"

/* Says on standard output how many came. 0, -1 with err. */
int marks_import_file(struct session *session, const char *path, struct err *err);

#endif
