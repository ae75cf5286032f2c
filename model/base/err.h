/* SPDX-License-Identifier: ISC */
/*
 * err: why something failed, in words for the reader and a code for scripts.
 *
 * A function that can fail returns 0 or -1 (or a pointer or NULL) and takes a
 * `struct err *` last. The text is written where the cause is known, as
 * "what: why", without a newline; it is shown by the screen or the command
 * line alone. A plain value: no allocation, nothing to free. Text is cleaned of
 * control characters when it is set, so an error that quotes foreign bytes can
 * be printed as it stands.
 */
#ifndef PALAIS_MODEL_BASE_ERR_H
#define PALAIS_MODEL_BASE_ERR_H

/* The codes are the program's exit status (see palais(1)), which of the last two is one. */
enum err_code {
	ERR_NONE = 0,
	ERR_FAILED = 1,  /* not found, or some of it failed */
	ERR_USAGE = 2,   /* the caller's words were wrong */
	ERR_NETWORK = 3, /* the network was needed: none, or refused */
	ERR_STORE = 4,   /* a store is damaged, or newer than this program */
	ERR_DISK = 5     /* a store is good, and cannot be read or written: a full disk, no
	                    right: a status of 4 */
};

struct err {
	enum err_code code;
	char text[400];
};

/* Sets code and text (printf-like, in the language of the interface: the format is a
 * message; cut at the size of the field). Returns -1,
 * so that `return err_set(...)` reads well. err may be NULL. */
int err_set(struct err *err, enum err_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts "prefix: " before a text that is there. Returns -1. */
int err_prefix(struct err *err, const char *prefix);

/* Forgets. */
void err_clear(struct err *err);

#endif
