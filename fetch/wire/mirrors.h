/* SPDX-License-Identifier: ISC */
/*
 * mirrors: which address is asked in place of another, by the reader's --mirror.
 *
 * palais-fetch maps an address last, after the rules have judged it; palais maps it too, to
 * say through where a document came. Knows addresses only.
 */
#ifndef PALAIS_FETCH_WIRE_MIRRORS_H
#define PALAIS_FETCH_WIRE_MIRRORS_H

/* The address that is really asked: `url` with the first of the mirrors (lines
 * of FROM=TO) that matches it, or NULL when none does. FROM matches where it
 * ends at '/', '?' or the end. Caller frees. */
char *mirrors_map(const char *mirrors, const char *url);

#endif
