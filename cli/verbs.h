/*
 * verbs: the verbs without the screen.
 *
 * A verb is a function that gets the session and its own arguments
 * (argv[0] is the verb). It prints its result on standard output and returns the
 * exit status; an error that ends it goes into err and is printed by the caller.
 */
#ifndef PALAIS_CLI_VERBS_H
#define PALAIS_CLI_VERBS_H

#include "model/base/err.h"
#include "session/session.h"

#include <stdbool.h>
#include <stddef.h>

struct cli_verb {
	const char *name;
	const char *arguments; /* as shown by --help */
	const char *help;      /* one line */
	int (*run)(struct session *session, int argc, char **argv, struct err *err);
};

/* Ends with an entry without a name. */
extern const struct cli_verb cli_verbs[];
const struct cli_verb *cli_find_verb(const char *name);

/* Whether a verb with these arguments looks into the stores at all. */
bool cli_needs_stores(const struct cli_verb *verb, int argc, char **argv);

int cli_show(struct session *session, int argc, char **argv, struct err *err);
int cli_list(struct session *session, int argc, char **argv, struct err *err);
int cli_symbols(struct session *session, int argc, char **argv, struct err *err);
int cli_search(struct session *session, int argc, char **argv, struct err *err);
int cli_add(struct session *session, int argc, char **argv, struct err *err);
int cli_fetch(struct session *session, int argc, char **argv, struct err *err);
int cli_cites(struct session *session, int argc, char **argv, struct err *err);
int cli_cited_by(struct session *session, int argc, char **argv, struct err *err);
int cli_votes(struct session *session, int argc, char **argv, struct err *err);
int cli_cite(struct session *session, int argc, char **argv, struct err *err);
int cli_history(struct session *session, int argc, char **argv, struct err *err);
int cli_diff(struct session *session, int argc, char **argv, struct err *err);
int cli_sync(struct session *session, int argc, char **argv, struct err *err);
int cli_feed(struct session *session, int argc, char **argv, struct err *err);
int cli_verify(struct session *session, int argc, char **argv, struct err *err);
int cli_pin(struct session *session, int argc, char **argv, struct err *err);
int cli_unpin(struct session *session, int argc, char **argv, struct err *err);
int cli_prune(struct session *session, int argc, char **argv, struct err *err);
int cli_info(struct session *session, int argc, char **argv, struct err *err);

#endif
