/* SPDX-License-Identifier: ISC */
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
	/* What its first arguments may be beside what `arguments` says, from 0 on; NULL behind
	 * the last. Or NULL. */
	const char *(*word)(size_t index);
	bool is_read;      /* what it prints is read rather than used: by the reader's pager */
	bool takes_files;  /* with local files alone it looks into no store */
	bool own_stores;   /* it opens stores of its own */
	bool only_reads;   /* what is not there is not made, not even the store's folder */
	bool writes_files; /* where the reader says, beside the reader's own folders */
	bool open;         /* for restricted readers as well */
	int (*run)(struct session *session, int argc, char **argv, struct err *err);
};

/* Each stands beside its function, as NAME_verb; here in the order of --help. */
/* clang-format off */
#define CLI_VERBS(X) \
	X(show) X(list) X(search) X(symbols) X(cites) X(cited_by) X(votes) X(cite) \
	X(history) X(diff) X(take) X(add) X(fetch) X(sync) X(feed) X(pin) X(unpin) \
	X(notes) X(tags) X(unread) X(marks) X(export) X(import) X(prune) X(pack) X(verify) X(info) X(site) \
	X(complete)
/* clang-format on */
#define CLI_DECLARE(name) extern const struct cli_verb name##_verb;
CLI_VERBS(CLI_DECLARE)
#undef CLI_DECLARE

/* Ends with NULL. */
extern const struct cli_verb *const cli_verbs[];
const struct cli_verb *cli_find_verb(const char *name);

/* Whether a verb with these arguments looks into the stores at all. */
bool cli_needs_stores(const struct cli_verb *verb, int argc, char **argv);

#endif
