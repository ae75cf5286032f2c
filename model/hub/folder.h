/* SPDX-License-Identifier: ISC */
/*
 * folder: the files of a hub where they are made, for any web server to give out.
 *
 * Knows names and bytes. Files that never change are written before the root that names them,
 * so that whoever looks at any moment finds what it says.
 */
#ifndef PALAIS_MODEL_HUB_FOLDER_H
#define PALAIS_MODEL_HUB_FOLDER_H

#include "model/base/rights.h"
#include "model/hub/list.h"

struct hub_folder {
	const struct rights *rights; /* borrowed, as the path is */
	const char *path;
	uint64_t written; /* bytes, by this run */
};

/* A file into `out` (its maximum is that of the file): 1, 0 when it is not there, -1 err. */
int hub_folder_read(const struct hub_folder *f, const char *name, struct buf *out, struct err *err);
/* One that is named by its hash, and has to be it: 0, -1. */
int hub_folder_read_file(const struct hub_folder *f, enum hub_kind kind,
                         const struct hub_file *file, struct buf *out, struct err *err);
int hub_folder_write(struct hub_folder *f, const char *name, const struct buf *bytes,
                     struct err *err);
/* Under the name of its hash, which is told. */
int hub_folder_write_file(struct hub_folder *f, enum hub_kind kind, const struct buf *bytes,
                          struct hub_file *file, struct err *err);

/* What the folder holds, and what of it is to stay; all else that has the name of a hub's file
 * goes. Files of other names are nobody's business here. */
struct hub_stays {
	VEC(char *) names;
	bool older; /* and all that is older than the root: of the generation before */
};
int hub_stays_add(struct hub_stays *s, enum hub_kind kind, const struct hub_file *file);
int hub_stays_add_all(struct hub_stays *s, const struct hub_root *root,
                      const struct hub_list *list);
void hub_stays_done(struct hub_stays *s);
/* Files that somebody began to write and was killed go in any case. */
int hub_folder_clear(const struct hub_folder *f, struct hub_stays *stays, struct err *err);

#endif
