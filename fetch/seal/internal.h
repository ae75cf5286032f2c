/* SPDX-License-Identifier: ISC */
/*
 * internal: the layers, one file each, that seal.c puts together into profiles.
 */
#ifndef PALAIS_FETCH_SEAL_INTERNAL_H
#define PALAIS_FETCH_SEAL_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Who is sealed. */
enum profile {
	PROFILE_PARSE, /* a parser: reads, writes, ends */
	PROFILE_HOST,  /* a palais-parse that forks parsers */
	PROFILE_PDF,   /* what becomes pdftohtml */
	PROFILE_FETCH  /* palais-fetch */
};

/* -- landlock.c ------------------------------------------------------------- */

#define FS_EXECUTE 1u
#define FS_WRITE_FILE 2u
#define FS_READ_FILE 4u
#define FS_READ_DIR 8u
#define FS_READ (FS_READ_FILE | FS_READ_DIR)
#define FS_REMOVE_FILE 0x20u
#define FS_MAKE_DIR 0x80u
#define FS_MAKE_FILE 0x100u
#define FS_MOVE 0x2000u
#define FS_TRUNCATE 0x4000u
/* All that is done to plain files; devices, sockets and links are something else. */
#define FS_FILES \
	(FS_WRITE_FILE | FS_REMOVE_FILE | FS_MAKE_DIR | FS_MAKE_FILE | FS_MOVE | FS_TRUNCATE)

/* What may be done beneath a path; one that is not there is not granted, and that is well. */
struct grant {
	const char *path;
	uint64_t access;
};

/* The kernel's version of the interface, 0: none. */
int landlock_version(void);
/* What stays as it was: connecting to TCP ports, reading, FS_FILES, starting programs. */
enum { LEFT_CONNECT = 1, LEFT_READ = 2, LEFT_FILES = 4, LEFT_PROGRAMS = 8 };
/* Forbids all that the kernel knows to forbid, but for these grants and what is left. The
 * version that took effect, 0: none. */
int landlock_restrict(const struct grant *grants, size_t count, unsigned left);
/* The loader that a program names: the first word of an ELF file's own table, or "". */
void landlock_loader(const char *program, char *out, size_t size);

/* -- filter.c --------------------------------------------------------------- */

/* Whether this architecture has a filter, and the kernel takes one. */
bool filter_known(void);
/* program: the one string whose address may be given to execve (PROFILE_PDF). */
bool filter_set(enum profile profile, const char *program);

#endif
