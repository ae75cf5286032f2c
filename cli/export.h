/* SPDX-License-Identifier: ISC */
/*
 * export: the WARC file that export.c writes: what goes into it is export.c's business.
 */
#ifndef PALAIS_CLI_EXPORT_H
#define PALAIS_CLI_EXPORT_H

#include "model/base/rights.h"
#include "model/store/store.h"

struct export_warc;

/* A new file at `part` that will be called `path`; packed where that ends in ".gz". NULL with
 * err. */
struct export_warc *export_warc_new(const struct rights *rights, const char *part, const char *path,
                                    struct err *err);
/* 1; 0 where there is nothing of it to write: no bytes, no address; -1 with err. Of a version
 * whose bytes are damaged a line is said, and it is left out: 0. */
int export_warc_add(struct export_warc *w, struct store *s, int64_t version, struct err *err);
/* All of it is on the disk: 0, or -1 with err. Frees it in any case; how many were damaged is
 * in *damaged, how many had nothing to write in *without. */
int export_warc_end(struct export_warc *w, long *damaged, long *without, struct err *err);

#endif
