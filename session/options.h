/* SPDX-License-Identifier: ISC */
/*
 * options: what the command line, the config file and the environment say.
 */
#ifndef PALAIS_SESSION_OPTIONS_H
#define PALAIS_SESSION_OPTIONS_H

#include "model/base/err.h"
#include "model/base/rights.h"
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
	FORMAT_SVG,
	FORMAT_RAW,
	FORMAT_BIBTEX,
	FORMAT_RIS,
	FORMAT_CSL
};

/* What a sync may spend when nothing else is said. */
#define OPTIONS_BUDGET "1M"

/* By what things stand out on the screen. */
enum theme {
	THEME_PLAIN,   /* bold, underlined, reverse */
	THEME_BOLD,    /* nothing is underlined */
	THEME_COLOUR,  /* links and headings in two of the terminal's own eight colours */
	THEME_CONTRAST /* bold and reverse alone, and the reader's line is marked by them */
};
/* By its name: -1 with err where it is none. */
int theme_read(const char *word, enum theme *theme, struct err *err);

struct options {
	struct rights rights;
	char *store; /* path of the personal store */
	VEC(const char *) sites;
	size_t sites_set;          /* so many of them by the config files */
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
	bool reindex, repair;     /* of verify */
	const char *keep, *older; /* of prune */
	const char *from;         /* of sync: a hub */
	VEC(const char *) keys;   /* fingerprints of hubs' keys that the reader knows */
	bool dry_run, sizes, full, afresh, quiet, metered, force;
	bool raw, marks, warc;    /* of export; raw also of site publish */
	const char *pane, *query; /* of export */
	const char *since;        /* an ISO date */
	bool accessible;          /* line by line */
	bool mouse;               /* it is told of */
	enum theme theme;
	uint64_t budget; /* bytes; 0: none */
	struct price price;
	const char *sources, *branch; /* of UN documents */
	const char *proxy;
	bool proxy_first; /* it counts more than the environment's */
	bool commanded;   /* what is read now is the command line */
	bool ours;        /* what is read now is the site's config file */
	bool langs_given; /* on the command line */
	/* where the parts of the program are */
	char *fetch_path, *parse_path, *carry_path, *starter, *locale_path;
	VEC(char *) owned; /* strings that the config file gave */
};

/* Reads the site's config file, the reader's, then the command line, which wins. The index
 * of the first argument that is no option, or -1 with err. A restricted run reads no file of
 * the reader's; o->rights may have been restricted before. */
int options_read(struct options *o, int argc, char **argv, struct err *err);
void options_done(struct options *o);

/* A file of the reader's beside the config file, by its name. The caller's; NULL where there is
 * no home. */
char *options_own_file(const char *name);

#endif
