/* SPDX-License-Identifier: ISC */
/*
 * filter_read: the filters of a query as they are typed: lang:ar, body:"Security Council".
 */
#ifndef PALAIS_MODEL_SEARCH_FILTER_READ_H
#define PALAIS_MODEL_SEARCH_FILTER_READ_H

#include "model/search/query.h"

/* Bytes of the filter that stands here: a name, a colon and a value, which may be in quotation
 * marks; 0 when it is none. A name before a blank or a slash is a word. */
size_t filter_length(const char *s);
/* Adds it to the query: 0, or -1 with err. */
int filter_read(struct query *q, const char *s, size_t len, struct err *err);

#endif
