/* SPDX-License-Identifier: ISC */
/*
 * option_rows: all options, once: name, letter, help, and where the value goes. The
 * parser of the command line, the config file (options.c), --help (cli/help.c) and the
 * check of the manual (tests/manuals.t) are made from these rows.
 */
#ifndef PALAIS_SESSION_OPTION_ROWS_H
#define PALAIS_SESSION_OPTION_ROWS_H

#include "session/options.h"

#include <stddef.h>

struct option_row {
	const char *name;  /* "store" for --store; NULL after the last row */
	char letter;       /* 'S' for -S; 0 */
	const char *value; /* its value's name as --help has it; NULL: it takes none */
	const char *help;  /* a message; NULL: it shares a line with its neighbour that has none */
	const char *shown; /* what stands for %s in it */
	bool setting;      /* may stand in the config file */
	bool open;         /* for restricted readers as well; all others are the site's alone */
	bool first;        /* counts before the config file is read, for that is read by it */
	size_t at;         /* in struct options: a const char *, of one without value a bool; */
	/* or what is done with the value, which is borrowed for as long as the options are */
	int (*set)(struct options *o, const char *value, struct err *err);
};

/* The names of formats, in the order of enum output_format; NULL behind the last. */
extern const char *const option_formats[];

/* At most OPTION_ROWS_MOST, in the order of --help. */
#define OPTION_ROWS_MOST 60
extern const struct option_row option_rows[];

/* Sets one: value is NULL for one that takes none. 0, -1 err, also where it is not open to
 * a restricted reader. */
int option_set(const struct option_row *row, struct options *o, const char *value, struct err *err);

#endif
