/*
 * app: the screen as a program: sole owner of panes, the client and what is
 * under way. Reads keys or a script, runs commands, draws once for all that
 * happened.
 */
#ifndef PALAIS_TUI_APP_H
#define PALAIS_TUI_APP_H

#include "model/base/err.h"
#include "session/session.h"

struct file_parse;

struct app_config {
	struct session *session;  /* options, stores, client; borrowed */
	const char *open;         /* WHAT to begin with, or NULL */
	struct file_parse *early; /* its parse, where it is a file and was started already */
	const char *script;       /* file of commands, or NULL */
};

/* Runs until the reader leaves: 0, or -1 with err (shown by the caller, the
 * terminal being given back by then). */
int app_run(const struct app_config *config, struct err *err);

#endif
