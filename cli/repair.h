/* SPDX-License-Identifier: ISC */
/* repair: what `verify --repair` does with the reader's store before it looks stores over. */
#ifndef PALAIS_CLI_REPAIR_H
#define PALAIS_CLI_REPAIR_H

#include "session/session.h"

/* A store that is damaged is salvaged, line by line of what is lost; one whose index alone is
 * at fault gets a new one, and a good one stays. No store is open yet. 1 when something is
 * lost, 0, -1 with err. */
int repair_store(struct session *session, struct err *err);

#endif
