/* SPDX-License-Identifier: ISC */
/*
 * options: what the command line, the config file and the environment say.
 */
#ifndef PALAIS_SESSION_OPTIONS_H
#define PALAIS_SESSION_OPTIONS_H

#include "model/base/err.h"
#include "model/base/vec.h"
#include "model/text/price.h"

#include <stdbool.h>

/* -f: not every verb has each. */
enum output_format {
	FORMAT_TEXT,
	FORMAT_MARKDOWN,
	FORMAT_HTML,
	FORMAT_JSON,
	FORMAT_TSV,
	FORMAT_DOCFILE,
	FORMAT_RAW,
	FORMAT_BIBTEX,
	FORMAT_RIS,
	FORMAT_CSL
};

/* What a sync may spend when nothing else is said. */
#define OPTIONS_BUDGET "1M"

struct options {
	char *store; /* path of the personal store */
	VEC(const char *) sites;
	VEC(const char *) mirrors; /* "FROM=TO" */
	VEC(const char *) feeds, topics;
	const char *appname; /* of ReliefWeb, or NULL */
	char langs[32];
	int width; /* 0: the terminal's, else 80 */
	int most;  /* of search; 0: its own default */
	enum output_format format;
	bool offline, no_links, body, whole, no_config;
	bool help, version;
	const char *type, *script, *config, *state;
	bool reindex;             /* of verify */
	bool force;               /* of what writes a file */
	const char *keep, *older; /* of prune */
	bool dry_run, sizes, full, afresh, quiet, metered;
	const char *since; /* an ISO date */
	uint64_t budget;   /* bytes; 0: none */
	struct price price;
	const char *sources, *branch; /* of UN documents */
	bool commanded;               /* what is read now is the command line */
	bool langs_given;             /* on the command line */
	/* where the parts of the program are */
	char *fetch_path, *parse_path, *starter, *locale_path;
	VEC(char *) owned; /* strings that the config file gave */
};

/* Reads the config file, then the command line, which wins. The index of the
 * first argument that is no option, or -1 with err. */
int options_read(struct options *o, int argc, char **argv, struct err *err);
void options_done(struct options *o);

#endif
