/* SPDX-License-Identifier: ISC */
/*
 * rights: what a run may do on the machine that it runs on, for whoever sits before it.
 *
 * On a public host the reader is nobody's user: a restricted run opens no file that a reader
 * names, reads and writes nothing in a home, and starts no program of the reader's choice.
 * There is one struct, a part of the options, and the doors that ask it are here: whatever
 * opens a file by a name from outside goes through them (tests/doors.t holds who else opens
 * anything). Rights are taken, and never given back.
 */
#ifndef PALAIS_MODEL_BASE_RIGHTS_H
#define PALAIS_MODEL_BASE_RIGHTS_H

#include "model/base/buf.h"
#include "model/base/err.h"

#include <stdbool.h>
#include <stdio.h>

struct rights {
	bool restricted;
};

/* From here on. The process keeps of its environment what says how text is shown, so that
 * neither it nor a library nor a child finds a proxy, a program or a folder there; it does
 * not stop for a shell (Ctrl-Z), and leaves no core file. */
void rights_restrict(struct rights *r);

/* For what needs more than reading what is in the stores: 0, or -1 with err, which says of
 * `what` that it is not for here. */
int rights_need(const struct rights *r, const char *what, struct err *err);

/* Opens a file that a reader named: a descriptor or a stream, or -1 or NULL with err, and
 * errno as the system has set it (0: it is not for here). */
int rights_open(const struct rights *r, const char *path, struct err *err);
FILE *rights_read_file(const struct rights *r, const char *path, struct err *err);

enum rights_how {
	RIGHTS_NEW,   /* never over a file that is there */
	RIGHTS_OVER,  /* over it, as the reader said */
	RIGHTS_APPEND /* behind what is in it */
};
FILE *rights_write_file(const struct rights *r, const char *path, enum rights_how how,
                        struct err *err);
/* A file that is made under another name beside it, and takes its own when it is whole: that
 * other name is in part. Over a file that is there only if `over`; -1 with err, at once and
 * again at the end. Such as processes that are gone have left of the same name go. */
#define RIGHTS_PART 4200
int rights_begin_part(const struct rights *r, const char *path, bool over, char part[RIGHTS_PART],
                      struct err *err);
/* What a library has made there is written down, and has its name; where it cannot, it is
 * gone. */
int rights_end_part(const char *part, const char *path, bool over, struct err *err);
/* Takes it away, with what SQLite may have beside it. */
void rights_drop_part(const char *part);
/* Of the name of a part, as somebody who was killed leaves it behind: how long the name is that
 * it would have got; 0 of any other name. */
size_t rights_part_name(const char *part);
/* Makes a file of all these bytes, new or over another: it is whole when it has its name, and
 * what was there stays until then. 0 or -1 with err. */
int rights_write_whole(const struct rights *r, const char *path, bool over, const struct buf *b,
                       struct err *err);

#endif
