/* SPDX-License-Identifier: ISC */
/*
 * internal: a record of the library as it is read, for marc.c and files.c alone.
 */
#ifndef PALAIS_FETCH_PARSE_MARC_INTERNAL_H
#define PALAIS_FETCH_PARSE_MARC_INTERNAL_H

#include "fetch/parse/core/xml.h"
#include "model/doc/document.h"

struct marc {
	const struct xml_tree *tree;
	struct doc_maker *maker;
	uint32_t record; /* the one that is being read */
	bool single;     /* it is the whole document */
};

/* The next field after `after` (0: the first) whose number begins so; 0: none. */
uint32_t marc_next(const struct marc *m, uint32_t after, const char *number);
/* The code of a subfield, or NUL. */
char marc_code(const struct marc *m, uint32_t sub);
/* One subfield, and all of a field with one of these codes, as a string cut to the size. */
const char *marc_text(const struct marc *m, uint32_t sub, char *out, size_t size);
const char *marc_value(const struct marc *m, uint32_t field, const char *codes, char *out,
                       size_t size);

/* The files of a record: written as links where `write`, the UN's letters of their
 * languages added to letters. */
void marc_files(const struct marc *m, bool write, char letters[8]);

/* "[2015]", "c2015", "20151200": as precise as it is known; false for no date. */
bool marc_date(const char *text, char iso[11]);
/* A date as all others are shown; what is none stays as it is. */
void marc_print_date(struct buf *text);
/* Without the "by" that our own says already. */
void marc_drop_by(struct buf *text);

#endif
