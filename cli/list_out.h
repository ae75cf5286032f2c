/* SPDX-License-Identifier: ISC */
/*
 * list_out: rows of `palais list` as text, TSV or JSON, gathered in a buffer.
 */
#ifndef PALAIS_CLI_LIST_OUT_H
#define PALAIS_CLI_LIST_OUT_H

#include "model/base/buf.h"
#include "session/session.h"

#include <stdbool.h>

/* What a row is made of, in memory that the next one uses again. */
enum { LIST_LEFT, LIST_MAIN, LIST_RIGHT, LIST_MARKS, LIST_PARTS };

struct list_out {
	const struct session *session;
	struct buf buf;
	const char *const *columns;
	int count; /* columns */
	int left;  /* cells of the first part of a text row */
	long rows;
	bool translit; /* the reader's locale has ASCII alone */
	struct buf parts[LIST_PARTS];
};

/* A text row: left (a date), main, and what stands at the far edge. */
struct list_line {
	const char *left, *main, *right;
	bool doubt;
};

void list_out_init(struct list_out *o, const struct session *session, const char *const *columns,
                   int count, int left);
/* A row: as many values as columns, for programs, and how it reads as text. Either may be NULL
 * where the format is the other's. */
void list_out_row(struct list_out *o, const char *const *values, const struct list_line *line);
/* Ends it, and writes it to standard output unless so_far is -1 (err is set then).
 * 0, or -1 with err. */
int list_out_done(struct list_out *o, int so_far, struct err *err);

#endif
