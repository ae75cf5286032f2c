/* SPDX-License-Identifier: ISC */
/*
 * json: what must be done before the seal, for JSON to be read after it.
 */
#ifndef PALAIS_FETCH_PARSE_JSON_JSON_H
#define PALAIS_FETCH_PARSE_JSON_JSON_H

/* Seeds the library's tables: left to itself it opens /dev/urandom at first use,
 * which the seal forbids. */
void parse_json_prepare(void);

#endif
