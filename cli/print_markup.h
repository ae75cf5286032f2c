/* SPDX-License-Identifier: ISC */
/*
 * print_markup: a text with its spans, in a format that has signs before and behind them.
 */
#ifndef PALAIS_CLI_PRINT_MARKUP_H
#define PALAIS_CLI_PRINT_MARKUP_H

#include "model/base/buf.h"
#include "model/doc/document.h"

#include <stddef.h>

struct markup {
	/* Text without spans, escaped as the format wants it. */
	void (*plain)(struct buf *out, const char *s, size_t len);
	void (*open)(struct buf *out, const struct doc_span *s);
	void (*close)(struct buf *out, const struct doc_span *s);
};

/* Opens and closes marks where the spans begin and end; they always nest. */
void print_spans(struct buf *out, const struct doc_text *t, const struct markup *m);

#endif
