/* SPDX-License-Identifier: ISC */
/*
 * carried_int: the form of what is carried, for who writes and who reads it; no other module
 * includes this.
 */
#ifndef PALAIS_MODEL_STORE_CARRIED_INT_H
#define PALAIS_MODEL_STORE_CARRIED_INT_H

#include "model/store/carried.h"
#include "model/store/packed.h"

/* First lines: of a document, of marks with their length behind it; the last of a stream,
 * with the number of records, or why there are no more. */
#define CARRIED_DOCUMENT "document 1"
#define CARRIED_READERS "marks 1"
#define CARRIED_END "end"
#define CARRIED_REFUSED "refused"

/* Its lines, in their order; each once at most, but for symbols. */
enum carried_field {
	CARRIED_KEY,
	CARRIED_SYMBOL,
	CARRIED_LANG,
	CARRIED_WON,
	CARRIED_URL,
	CARRIED_ASKED,
	CARRIED_MIRROR,
	CARRIED_NAME,
	CARRIED_TYPE,
	CARRIED_CODING,
	CARRIED_CHARSET,
	CARRIED_FETCHED,
	CARRIED_CHECKED,
	CARRIED_DATE,
	CARRIED_PARSER,
	CARRIED_SHA256,
	CARRIED_SIZE,
	CARRIED_DOCFILE,
	CARRIED_CONTENT,
	CARRIED_FIELDS
};
extern const char *const carried_names[CARRIED_FIELDS];
/* Whether a reader takes that value of a field: NULL, or why not; and its largest number. */
const char *carried_judge(enum carried_field field, const char *value);
int64_t carried_most(enum carried_field field);

/* The record that was read last. */
const struct carried *carried_at_hand(const struct carried_reader *r);

#endif
