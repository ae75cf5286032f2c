/* SPDX-License-Identifier: ISC */
/*
 * seal: takes from this process everything that it does not need: one profile for each
 * helper.
 *
 * After seal_parse the process can read and write the descriptors it has, get
 * memory and end. It cannot open, connect, start or signal anything: rlimits,
 * landlock and seccomp each say so for themselves. A layer that the kernel (or
 * valgrind, or a sanitizer) lacks is left out and reported, not fatal.
 * There is no way back.
 */
#ifndef PALAIS_FETCH_SEAL_SEAL_H
#define PALAIS_FETCH_SEAL_SEAL_H

#include "model/base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* What a parser may take, its libraries included: 10 s of processor and 256 MB, as the
 * reader is told. At the first warning, and each second after it, SIGXCPU comes; the last
 * moment is the reader's to be told in. */
#define SEAL_SECONDS 10
#define SEAL_WARNED_AT 6
#define SEAL_MEGABYTES 256u

struct seal_layers {
	bool rlimit;   /* no new files, processes or cores; memory and time bounded */
	bool no_privs; /* PR_SET_NO_NEW_PRIVS */
	int landlock;  /* the kernel's ABI version, 0: none */
	bool seccomp;  /* all but the calls that it needs fail, or kill the process */
	bool emulated; /* under valgrind, where layers are missing for good reason */
};

/* Seals. What took effect is in *layers. -1 with err when nothing did: then
 * nothing may be parsed. */
int seal_parse(struct seal_layers *layers, struct err *err);

/* The same for taking a file apart, which goes on for as long as the file does. writes: what
 * comes out may be a file on standard output. */
int seal_unpack(struct seal_layers *layers, bool writes, struct err *err);

/* A wider seal, for becoming pdftohtml: this one program may be started, and the
 * libraries and tables that it loads may be read. No other file can be read where the
 * kernel has landlock; none can be written, nothing connected, no process added, and
 * memory and time are bounded. */
int seal_pdf(struct seal_layers *layers, const char *program, struct err *err);

/* For palais-fetch, before it reads what it is asked: connections to the internet, threads that
 * find names; the files of name service, certificates and libraries may be read, and those
 * of `files` (NULL last). Nothing is written, started or listened on, and no other program of
 * this machine is spoken to; capabilities are gone. */
int seal_fetch(struct seal_layers *layers, const char *const *files, struct err *err);

/* For a process that forks one for each document, and reads no foreign byte itself: files
 * are closed to it, it can have children, hear who asks for them and tell how they
 * ended. */
int seal_host(struct err *err);
/* For such a child, before it reads anything: all that seal_parse takes. *layers is what its
 * host and itself have together. */
int seal_hosted(struct seal_layers *layers, struct err *err);

/* palais itself, after its start: beneath these folders alone files are written, made and
 * removed, and these programs alone are started, its own parts among them. Reading stays as it
 * was: what the reader may read, palais shows. */
struct seal_own {
	const char *const *folders; /* one that is not there is not granted */
	size_t folder_count;
	const char *const *programs;
	size_t program_count;
	bool any_file; /* plain files anywhere: whose names the reader gives */
};
/* The kernel's version of landlock, 0: there is none, and all stays as it was. What this
 * process starts is under it as well. */
int seal_own(const struct seal_own *own);

/* The layers, for tests that try each without the others. */
enum { SEAL_LIMITS = 1, SEAL_LANDLOCK = 2, SEAL_FILTER = 4, SEAL_ALL = 7 };
/* As seal_parse (program NULL) or seal_pdf, with some of the layers alone. */
int seal_with(struct seal_layers *layers, const char *program, unsigned which, struct err *err);
int seal_fetch_with(struct seal_layers *layers, const char *const *files, unsigned which,
                    struct err *err);
int seal_host_with(unsigned which, struct err *err);
int seal_hosted_with(struct seal_layers *layers, unsigned which, struct err *err);

/* What this kernel and this program could give; nothing is sealed. */
void seal_kernel(struct seal_layers *layers);
/* Their names and whether they are there, a line each; what snprintf returns. */
int seal_print(const struct seal_layers *layers, char *out, size_t size);

/* Nothing but standard input and output stays open; standard error leads nowhere. The
 * first thing that a helper does. */
void seal_descriptors(void);
/* Nothing but the first three. */
void seal_close_others(void);

#endif
