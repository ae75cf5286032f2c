/* SPDX-License-Identifier: ISC */
/*
 * buf: growing bytes with a maximum given at birth.
 *
 * Embedded by value: buf_init/buf_done. Adding past the maximum, or a failed
 * allocation, adds nothing and marks the buffer `full`; later adds do nothing.
 * A writer may therefore add without looking and ask once at the end
 * (buf_ok). The bytes are always followed by a NUL that is not counted.
 */
#ifndef PALAIS_MODEL_BASE_BUF_H
#define PALAIS_MODEL_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *bytes; /* owned; "" while empty, never NULL */
	size_t len;  /* bytes in use */
	size_t cap;  /* bytes allocated, without the NUL */
	size_t max;  /* never more than this many */
	bool full;   /* something did not fit */
};

void buf_init(struct buf *b, size_t max);
void buf_done(struct buf *b);  /* frees; the buf is empty and usable again */
void buf_reset(struct buf *b); /* empties, keeps the memory */

void buf_add(struct buf *b, const void *bytes, size_t len);
void buf_str(struct buf *b, const char *s);
void buf_char(struct buf *b, char c);
/* As text between the marks of HTML or XML: what these would take for theirs is written as an
 * entity. */
void buf_markup(struct buf *b, const char *s, size_t len);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The code point as UTF-8. */
void buf_utf8(struct buf *b, unsigned int code_point);

/* Room for len more bytes to be written at the end, or NULL; buf_grown()
 * counts what was written there. */
char *buf_room(struct buf *b, size_t len);
void buf_grown(struct buf *b, size_t len);

/* Cuts to len bytes, if longer. */
void buf_cut(struct buf *b, size_t len);

/* Whether everything fitted. */
bool buf_ok(const struct buf *b);
/* Whether any buffer has had no memory since this was asked last: somebody may not have
 * looked, and what is shown then lacks a part. */
bool buf_lacked(void);

/* The bytes as a string that the caller frees; the buf is empty after. NULL
 * when not everything fitted. */
char *buf_take(struct buf *b);

/* Adds a string in JSON's quotes. */
void buf_json(struct buf *b, const char *s, size_t len);

#endif
