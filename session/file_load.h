/* SPDX-License-Identifier: ISC */
/*
 * file_load: a local file on its way to the screen, while keys are taken.
 *
 * A short file is waited for. Of a long one the beginning is parsed first, as the beginning of
 * a page that comes slowly is (fetch/acquire/early.h), then the whole, which its owner hears of
 * among the client's events. What is shown of the beginning is a part, and never more.
 */
#ifndef PALAIS_SESSION_FILE_LOAD_H
#define PALAIS_SESSION_FILE_LOAD_H

#include "fetch/helpers/client.h"
#include "session/local_file.h"

#define FILE_LOAD_LONG (1u << 20)   /* bytes from which on a regular file is long */
#define FILE_LOAD_HEAD (256u << 10) /* of its beginning: some thirty screens of text */

struct file_load;

/* Starts it; how: FILE_WHOLE or 0. NULL with err when it cannot be opened. */
struct file_load *file_load_start(struct session *session, const char *path, unsigned how,
                                  struct err *err);
/* Gives up what is under way; NULL is nothing. */
void file_load_free(struct file_load *load);

bool file_load_is_long(const struct file_load *load);
/* Of a short one, waits for the document: the caller's, NULL with err when reading failed. */
struct doc *file_load_end(struct file_load *load, struct err *err);

/* What a long one has to show. */
enum file_load_came {
	FILE_LOAD_OTHER,   /* nothing, and the event is not of this file */
	FILE_LOAD_NOTHING, /* nothing yet */
	FILE_LOAD_PART,    /* its beginning: file_load_part */
	FILE_LOAD_ALL      /* the document: file_load_take_doc */
};
/* Waits so long, in milliseconds, for its beginning, where that can be read alone. */
enum file_load_came file_load_wait(struct file_load *load, int limit_ms);
/* Takes an event of the client. */
enum file_load_came file_load_take(struct file_load *load, const struct client_event *event);
/* Waits for the whole, and for nothing before it. */
void file_load_wait_all(struct file_load *load);

/* The document of its beginning, NULL while there is none: the load's. */
const struct doc *file_load_part(const struct file_load *load);
/* The document of all of it, once; an error document when parsing failed, told in err. */
struct doc *file_load_take_doc(struct file_load *load, struct err *err);
/* Bytes of the file, and of its beginning. */
uint64_t file_load_size(const struct file_load *load);
uint64_t file_load_read(const struct file_load *load);

#endif
