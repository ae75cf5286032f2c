/* SPDX-License-Identifier: ISC */
/*
 * marks_int: what the files of marks share. No other module includes this.
 */
#ifndef PALAIS_MODEL_STORE_MARKS_INT_H
#define PALAIS_MODEL_STORE_MARKS_INT_H

#include "model/store/internal.h"
#include "model/store/marks.h"

/* A transaction, and its end: rc is what came of it. */
int marks_begin(struct store *s, struct err *err);
int marks_end(struct store *s, int rc, struct err *err);

/* Put what came from elsewhere as it is: 1 where something is new by that, 0, -1 err. */
int marks_put_bookmark(struct store *s, const struct bookmark *b, struct err *err);
int marks_put_tag(struct store *s, const char *address, const char *tag, size_t len, bool keep,
                  struct err *err);
int marks_put_mark(struct store *s, const struct mark *m, struct err *err);
/* Of several times the last counts. */
int marks_put_read(struct store *s, const char *key, bool read, int64_t since, struct err *err);
int marks_put_looked(struct store *s, const char *pane, int64_t before, int64_t last,
                     struct err *err);

/* In the order of a file. */
int marks_bookmarks_in_order(struct store *s, int (*each)(const struct bookmark *, void *),
                             void *payload, struct err *err);

#endif
