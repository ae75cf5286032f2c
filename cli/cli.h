/*
 * cli: the verbs without the screen.
 *
 * A verb is a function that gets the options as parsed and its own arguments
 * (argv[0] is the verb). It prints its result on standard output and returns the
 * exit status; an error that ends it goes into err and is printed by the caller.
 */
#ifndef PALAIS_CLI_CLI_H
#define PALAIS_CLI_CLI_H

#include "model/err.h"
#include "model/price.h"
#include "model/shelf.h"

#include <stdbool.h>
#include <stddef.h>

enum cli_format {
	CLI_TEXT,
	CLI_MARKDOWN,
	CLI_HTML,
	CLI_JSON,
	CLI_TSV,
	CLI_DOCFILE,
	CLI_RAW,
	CLI_BIBTEX,
	CLI_RIS,
	CLI_CSL
};

struct client;

struct cli {
	struct shelf *shelf;          /* open, but for a verb that needs none */
	const char *langs;            /* order of preference: "ar,en" */
	bool langs_given;             /* by -l, for this run */
	const char *sources, *branch; /* as in fetch/obtain.h; NULL: the usual */
	int width;                    /* columns of text output */
	int most;                     /* results of search; 0: the usual */
	enum cli_format format;
	bool no_links, body, offline;
	const char *type;         /* --type of a local file, or NULL */
	const char *state;        /* --state of votes, or NULL */
	const char *keep, *older; /* of prune, or NULL */
	bool reindex;             /* of verify */
	bool dry_run;             /* of sync: what it would cost; of prune: what would go */
	/* of sync and fetch */
	bool sizes;        /* and servers are asked for it */
	bool full;         /* articles, not only headlines */
	bool afresh;       /* also what servers have called fresh */
	bool quiet;        /* failures alone are told */
	const char *since; /* an ISO date, or NULL */
	uint64_t budget;   /* bytes both ways; 0: none */
	bool metered;      /* nothing is asked that was not asked for in so many words */
	struct price price;
	/* palais-fetch and palais-parse, started when first asked for; NULL with err. */
	struct client *(*client)(struct cli *cli, struct err *err);
	void *owner; /* of client() */
};

struct cli_verb {
	const char *name;
	const char *arguments; /* as shown by --help */
	const char *help;      /* one line */
	int (*run)(struct cli *cli, int argc, char **argv, struct err *err);
};

/* Ends with an entry without a name. */
extern const struct cli_verb cli_verbs[];
const struct cli_verb *cli_find_verb(const char *name);

/* Whether a verb with these arguments looks into the stores at all. */
bool cli_needs_shelf(const struct cli_verb *verb, int argc, char **argv);

/* Whether the word names a local file rather than a symbol or an address. */
bool cli_is_file(const char *what);

int cli_show(struct cli *cli, int argc, char **argv, struct err *err);
int cli_list(struct cli *cli, int argc, char **argv, struct err *err);
int cli_symbols(struct cli *cli, int argc, char **argv, struct err *err);
int cli_search(struct cli *cli, int argc, char **argv, struct err *err);
int cli_add(struct cli *cli, int argc, char **argv, struct err *err);
int cli_fetch(struct cli *cli, int argc, char **argv, struct err *err);
int cli_cites(struct cli *cli, int argc, char **argv, struct err *err);
int cli_cited_by(struct cli *cli, int argc, char **argv, struct err *err);
int cli_votes(struct cli *cli, int argc, char **argv, struct err *err);
int cli_cite(struct cli *cli, int argc, char **argv, struct err *err);
int cli_sync(struct cli *cli, int argc, char **argv, struct err *err);
int cli_feed(struct cli *cli, int argc, char **argv, struct err *err);
int cli_verify(struct cli *cli, int argc, char **argv, struct err *err);
int cli_pin(struct cli *cli, int argc, char **argv, struct err *err);
int cli_unpin(struct cli *cli, int argc, char **argv, struct err *err);
int cli_prune(struct cli *cli, int argc, char **argv, struct err *err);
int cli_info(struct cli *cli, int argc, char **argv, struct err *err);

#endif
