/*
 * bring_cli: an address off the network into the personal store, for verbs.
 */
#ifndef PALAIS_CLI_BRING_CLI_H
#define PALAIS_CLI_BRING_CLI_H

#include "cli/cli.h"

/* Brings one address and waits for it: 0 when it is in the store, -1 with err
 * (ERR_NETWORK when there was no network). Progress goes to standard error when
 * that is a terminal. */
int bring_now(struct cli *cli, const char *url, struct err *err);

#endif
