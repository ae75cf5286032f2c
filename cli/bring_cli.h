/*
 * bring_cli: a document off the network into the personal store, for verbs.
 */
#ifndef PALAIS_CLI_BRING_CLI_H
#define PALAIS_CLI_BRING_CLI_H

#include "cli/cli.h"
#include "fetch/downloads.h"

/* An empty list of downloads into the personal store, which is made if need be; NULL
 * with err. */
struct downloads *cli_downloads(struct cli *cli, struct err *err);

/* Brings one document and waits for it: `what` is a canonical symbol, wanted in
 * `lang` (NULL: the first of the reader's), or a web address. 0 when it is in the
 * store, -1 with err (ERR_NETWORK when there was no network). Progress goes to
 * standard error when that is a terminal. */
int bring_now(struct cli *cli, const char *what, const char *lang, struct err *err);

#endif
