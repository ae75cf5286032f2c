/* SPDX-License-Identifier: ISC */
/*
 * scan: a page on its way into libxml2, put in order.
 *
 * libxml2's parser of HTML keeps the rules of HTML 4, and takes a time that is quadratic in
 * comments, attributes and crossed elements. So it is given markup in which nothing is
 * left to rules: each element is closed, inside the one that it stands in, no deeper than
 * HTML_DEPTH; where one ends is decided here, as HTML 5 does. Comments, scripts, styles,
 * templates and drawings are left out, and all attributes but those that are read, each
 * once. What that costs is linear in the page, however it is made.
 *
 * All elements are given out as one that HTML 4 has no rules for, <q>; which it is is the name
 * of its first attribute. That and the names of the others are numbers (scan_tag_of,
 * scan_attr_of), which need not be looked up again. Knows neither libxml2 nor the tree.
 */
#ifndef PALAIS_FETCH_PARSE_HTML_SCAN_H
#define PALAIS_FETCH_PARSE_HTML_SCAN_H

#include "fetch/parse/html/html.h"

struct html_scan;

/* A scan of UTF-8 without NUL, which must stay. xhtml: as XML has it, "<p/>" is a whole
 * element; a page that begins as XML does is read so anyway. The JSON-LD scripts are added to
 * jsonld, a NUL after each. NULL when memory ran out. */
struct html_scan *html_scan_new(const char *utf8, size_t len, bool xhtml, struct buf *jsonld);
void html_scan_free(struct html_scan *scan); /* NULL is fine */
/* It is the beginning of a page that goes on: a script that is not ended ends behind it. */
void html_scan_part(struct html_scan *scan);

/* Puts at most len bytes into `to`; how many, 0 at the end. data: the scan. */
int html_scan_read(void *data, char *to, int len);

/* A parser looks at each byte of a text several times, to find what is none. Longer texts in
 * which all is as it is are therefore not given out, from now on, but an empty element that
 * stands for each (scan_is_run, by the name of its first attribute), and are taken by
 * html_scan_run in their order: where it lies in the page, and its length. */
void html_scan_runs(struct html_scan *scan);
const char *html_scan_run(struct html_scan *scan, size_t *len);
bool scan_is_run(const char *name);

/* Of what was read so far: whether some text stood deeper than fits, whether memory ran
 * out, and how much work it was: bytes looked at, and elements. */
bool html_scan_is_deep(const struct html_scan *scan);
bool html_scan_is_failed(const struct html_scan *scan);
uint64_t html_scan_work(const struct html_scan *scan);

/* What an element is by the name of its first attribute, and what another attribute is by its
 * own: HTML_OTHER, HTML_AT_COUNT where the name is none of the scan's. */
enum html_tag scan_tag_of(const char *name);
enum html_attr_name scan_attr_of(const char *name);

#endif
