/* SPDX-License-Identifier: ISC */
/*
 * page_file: a text of pages/ read block by block, in a minimal markup: the first line
 * "# Title"; "## Heading"; paragraphs apart by blank lines; items that begin with "- ".
 * Links, [label](address), are left as they are written. Errors are "file:line: what".
 */
#ifndef PALAIS_DATA_PAGE_FILE_H
#define PALAIS_DATA_PAGE_FILE_H

#include "model/base/err.h"

struct page_block {
	const char *path; /* of the file */
	long line;        /* its last */
	char kind;        /* '#' a heading, '-' an item, 'p' a paragraph */
	int level;        /* of a heading; that of the title is 1 */
	int number;       /* from 1 on, in the file */
	const char *text; /* its lines joined; lives as long as the call */
};

/* Sets err to "file:line: …". Returns -1. */
int page_file_error(const struct page_block *b, struct err *err, const char *what);
/* Hands over each block, the title first, until `each` fails: 0, -1 with err. */
int page_file_read(const char *path,
                   int (*each)(const struct page_block *, void *payload, struct err *),
                   void *payload, struct err *err);

/* The names of the files in dir/pages that are texts (NAME.txt), in their order,
 * until `each` fails; none where there is no such folder: 0, -1 with err. */
int page_file_each(const char *dir,
                   int (*each)(const char *dir, const char *name, void *payload, struct err *),
                   void *payload, struct err *err);

#endif
