/* SPDX-License-Identifier: ISC */
/*
 * tsv: a table of data/ read line by line: one line of names, then rows with as
 * many fields, apart by tabs, UTF-8, no quoting. Errors are "file:line: what".
 */
#ifndef PALAIS_DATA_TSV_H
#define PALAIS_DATA_TSV_H

#include "model/base/err.h"

#include <stdio.h>

#define TSV_MOST 24

struct tsv {
	FILE *file;
	char *path, *line;
	size_t cap;
	long at;               /* lines read */
	int count;             /* columns */
	char *field[TSV_MOST]; /* of the row at hand; in `line` */
};

/* Opens dir/name and reads its first line, which must be these names; NULL: any, which stand in
 * field[], `count` of them, until the first row is read. 1, 0 when there is no such file, -1 with
 * err. */
int tsv_open(struct tsv *t, const char *dir, const char *name, const char *const *columns,
             int count, struct err *err);
/* The next row into field[]: 1, 0 at the end, -1 with err. */
int tsv_next(struct tsv *t, struct err *err);
/* Sets err to "file:line: …". Returns -1. */
int tsv_error(const struct tsv *t, struct err *err, const char *what, const char *value);
void tsv_close(struct tsv *t);

#endif
