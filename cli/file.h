/*
 * file: local files, parsed by the sealed child.
 */
#ifndef PALAIS_CLI_FILE_H
#define PALAIS_CLI_FILE_H

#include "cli/cli.h"
#include "model/doc.h"

/* Opens for reading ("-": standard input) a regular file or a pipe: the
 * descriptor, or -1 with err. */
int file_open(const char *path, struct err *err);

/* The document of a file, or NULL with err when it could not be read at all. A
 * file that could be read and not parsed gives an error document. */
struct doc *file_parse(struct cli *cli, const char *path, struct err *err);

#endif
