/* SPDX-License-Identifier: ISC */
/*
 * parse_any: what the parsers' fuzz targets share: any bytes make a document, whose
 * docfile can be read.
 */
#ifndef PALAIS_TESTS_FUZZ_PARSE_ANY_H
#define PALAIS_TESTS_FUZZ_PARSE_ANY_H

#include "fetch/parse/core/parser.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Parses and frees the bytes; aborts when there is no document, or none that is read. */
static inline void parse_any(const struct parse_how *how, struct buf *bytes)
{
	struct err err = {0};
	struct buf file;
	struct doc *doc;

	doc = parse_bytes(how, bytes, &err);
	if (!doc)
		abort();
	buf_init(&file, DOC_MAX);
	doc_write(doc, &file);
	doc_free(doc);
	doc = doc_read(file.bytes, file.len, &err);
	if (!doc)
		abort();
	doc_free(doc);
	buf_done(&file);
	buf_done(bytes);
}

#endif
