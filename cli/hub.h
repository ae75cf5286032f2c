/* SPDX-License-Identifier: ISC */
/*
 * hub: bringing a store what has changed at a hub, and making the folder of one.
 */
#ifndef PALAIS_CLI_HUB_H
#define PALAIS_CLI_HUB_H

#include "model/base/err.h"
#include "session/session.h"

/* `sync --from ADDRESS`, into the reader's store. The exit status. */
int hub_run_sync(struct session *session, struct err *err);
/* `site key FILE`: makes a pair, FILE and FILE.pub. */
int hub_run_key(struct session *session, const char *file, struct err *err);
/* `site publish DIR KEYFILE`, of the store that the session's options name. */
int hub_run_publish(struct session *session, const char *folder, const char *key_file,
                    struct err *err);

#endif
