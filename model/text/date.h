/* SPDX-License-Identifier: ISC */
/*
 * date: civil dates of documents, and ages, in the language of the interface and as
 * UN texts write them in it (locale.h).
 *
 * A document's date is as precise as it is known: "2015", "2015-12",
 * "2015-12-18", or a range with '/'. Times of the store are UTC seconds.
 */
#ifndef PALAIS_MODEL_TEXT_DATE_H
#define PALAIS_MODEL_TEXT_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "18 December 2015" (or "18 Dec 2015" when brief), "December 2015", "2015",
 * "23–31 March 2017"; what is no such date is copied as it stands. An ISO time of
 * day after the date is left out. */
void date_print(const char *iso, bool brief, char *out, size_t size);
/* The same in brief where the year is known: "18 Dec"; a year alone stays. */
void date_in_year(const char *iso, char *out, size_t size);

/* "now", "4 minutes", "3 hours", "12 days", "2 months", "3 years". */
void date_age(int64_t then, int64_t now, char *out, size_t size);
/* "now", "4 minutes ago". */
void date_ago(int64_t then, int64_t now, char *out, size_t size);

/* The civil date that a program or a page has written, as it stands there, whatever its
 * zone: RFC 822, RFC 3339, by month names of many languages, in numbers. "2022-04-01";
 * "2022-04" and "2022" where that is all. False for what is none, cannot be (31 June, 25
 * o'clock), or could be two (05/03/2026). */
bool date_read(const char *s, char out[11]);

/* The same as a reader types it for short: also "3/2017", "3/17", "17-3" and "2017 3", which
 * are months. */
bool date_typed(const char *s, char out[11]);
/* "2026-11-22 17:05" in UTC. */
void date_time(int64_t when, char *out, size_t size);

#endif
