/* SPDX-License-Identifier: ISC */
/*
 * local_file: local files, parsed by the sealed child.
 */
#ifndef PALAIS_SESSION_LOCAL_FILE_H
#define PALAIS_SESSION_LOCAL_FILE_H

#include "model/doc/document.h"
#include "session/session.h"

/* Opens for reading ("-": standard input) a regular file or a pipe: the
 * descriptor, or -1 with err. */
int file_open(const struct rights *rights, const char *path, struct err *err);

/* Whether a path is standard input, or of what may never end: a pipe, a terminal, a device.
 * On a screen nothing of the kind is read: nobody could end it. For those alone who may name
 * paths (rights_need). */
bool file_is_endless(const char *path);

/* Whether a word that a reader typed, and that looks like no file ("page.html"), is a
 * regular file's name all the same: then its path ("./page.html") is in path. A symbol, and
 * an address with its scheme, is none; and a restricted reader learns of none. */
bool file_is_here(const struct rights *rights, const char *word, char *path, size_t size);

/* A parse under way: palais-parse starts while the caller does something else. */
struct file_parse {
	struct client *client;
	int fd, id;
};
/* How one is parsed. */
enum {
	FILE_WHOLE = 1u << 0 /* a web page with all that is not its main text */
};
int file_parse_start(struct session *session, const char *path, unsigned how, struct file_parse *p,
                     struct err *err);
/* Gives the parser the beginning of a regular file, before anybody has seen it. */
void file_parse_ahead(struct file_parse *p);
/* Waits for the document; the parse is over in any case. */
struct doc *file_parse_end(struct file_parse *p, struct err *err);
/* Gives it up. */
void file_parse_drop(struct file_parse *p);

/* The document of a file, or NULL with err when it could not be read at all. A
 * file that could be read and not parsed gives an error document. whole: FILE_WHOLE. */
struct doc *file_parse(struct session *session, const char *path, bool whole, struct err *err);

#endif
