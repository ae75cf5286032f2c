/* SPDX-License-Identifier: ISC */
/* What tables say of one thing must agree: votes with themselves, the date of a document
 * with its symbol, and dates of the timeline with the documents that they name. */
#include "config.h"

#include "data/starter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNCIL 15 /* members of the Security Council */
/* An event names, first of all, a document of its time: the report on an attack has come
 * 205 days after it. */
#define DAYS_MOST 210

/* -- votes -------------------------------------------------------------- */

int starter_check_vote(const struct tsv *t, const char *symbol, const char *vote,
                       const char *adoption, struct err *err)
{
	long y, n, a;

	if (sscanf(vote, "%ld-%ld-%ld", &y, &n, &a) != 3)
		return 0;
	if (!strncmp(symbol, "S/", 2) && y + n + a > COUNCIL)
		return tsv_error(t, err, "more votes than the Council has members", vote);
	if (!strcmp(adoption, "unanimous") && (n || a))
		return tsv_error(t, err, "unanimous, and not all in favour", vote);
	return 0;
}

/* -- years -------------------------------------------------------------- */

int starter_check_year(const struct tsv *t, const char *symbol, const char *date, struct err *err)
{
	int year = atoi(date), first, last, n;

	/* Resolutions and statements are of their day; other documents may have been
	 * written in the year before. */
	if (sscanf(symbol, "S/RES/%d(%4d)", &n, &first) == 2 ||
	    sscanf(symbol, "S/PRST/%4d/%d", &first, &n) == 2)
		last = first;
	else if (sscanf(symbol, "S/%4d/%d", &last, &n) == 2)
		first = last - 1;
	else if (sscanf(symbol, "A/RES/%2d/%d", &first, &n) == 2 ||
	         sscanf(symbol, "A/%2d/%d", &first, &n) == 2)
		/* the first session was that of 1946; since the 31st they go on to September */
		last = (first += 1945) + 1;
	else
		return 0;
	if (year < first || year > last)
		return tsv_error(t, err, "the date is not of the year of the symbol", symbol);
	return 0;
}

/* -- events ------------------------------------------------------------- */

/* The first or the last day of a date of any precision, in days since 1970. */
static long day_of(const char *date, bool last)
{
	const char *end = strchr(date, '/');
	int year = 0, month = 0, day = 0;
	struct tm tm = {0};

	sscanf(last && end ? end + 1 : date, "%4d-%2d-%2d", &year, &month, &day);
	tm.tm_year = year - 1900;
	tm.tm_mon = month ? month - 1 : 0;
	tm.tm_mday = day ? day : 1;
	if (last && !day) {
		/* the day before the first of what follows */
		tm.tm_mon = month ? month : 12;
		tm.tm_mday = 0;
	}
	return (long)(timegm(&tm) / 86400);
}

/* Days between two dates; 0 where they overlap. */
static long days_between(const char *a, const char *b)
{
	long after = day_of(b, false) - day_of(a, true),
	     before = day_of(a, false) - day_of(b, true);

	return after > 0 ? after : before > 0 ? before : 0;
}

/* The first answer about a symbol: 1, 0 when there is none, -1. */
static int known(struct starter *st, const char *sql, const char *symbol, char out[48],
                 struct err *err)
{
	sqlite3_stmt *q = store_prepare(st->store, sql, err);
	int found;

	if (!q)
		return -1;
	store_bind(q, 1, symbol);
	found = sqlite3_step(q) == SQLITE_ROW;
	if (found)
		snprintf(out, 48, "%.47s", store_column(q, 0));
	sqlite3_finalize(q);
	return found;
}

enum { EVENT_ROW_DATE = 1, EVENT_ROW_SYMBOLS = 6, EVENT_ROW_KIND = 9, EVENT_ROW_COLUMNS };

static int check_event(struct starter *st, struct tsv *t, struct err *err)
{
	/* documents have the catalogue's date, where it has one */
	static const char sql[] =
		"SELECT c.date FROM symbol y JOIN catalogue c ON c.id=y.id "
		"WHERE y.text=?1 UNION ALL SELECT date FROM document WHERE key=?1";
	const char *kind = t->field[EVENT_ROW_KIND], *date = t->field[EVENT_ROW_DATE];
	bool adopted = !strcmp(kind, "resolution") || !strcmp(kind, "veto"), first = true;
	char *save = NULL;

	for (char *s = strtok_r(t->field[EVENT_ROW_SYMBOLS], ";", &save); s;
	     s = strtok_r(NULL, ";", &save), first = false) {
		char its[48];
		int found = known(st, sql, s, its, err);
		long days = found > 0 ? days_between(date, its) : 0;

		if (found < 0)
			return -1;
		if (adopted ? days > 0 : first && days > DAYS_MOST)
			return tsv_error(t, err, "names a document of another time", s);
	}
	return 0;
}

/* -- lists of votes ------------------------------------------------------- */

enum { LIST_SYMBOL, LIST_VOTES, LIST_COLUMNS = 6 };

static long count_names(const char *list)
{
	long n = *list != 0;

	for (; *list; list++)
		n += *list == ';';
	return n;
}

/* As many states as the vote has. */
static int check_list(struct starter *st, struct tsv *t, struct err *err)
{
	static const char sql[] =
		"SELECT c.vote FROM symbol y JOIN catalogue c ON c.id=y.id WHERE y.text=?1 AND "
		"c.vote<>'' UNION ALL SELECT vote FROM document WHERE key=?1 AND vote<>''";
	char vote[48], listed[80];
	int found = known(st, sql, t->field[LIST_SYMBOL], vote, err);

	snprintf(listed, sizeof listed, "%ld-%ld-%ld", count_names(t->field[LIST_VOTES]),
	         count_names(t->field[LIST_VOTES + 1]), count_names(t->field[LIST_VOTES + 2]));
	if (found > 0 && strcmp(vote, listed) != 0)
		return tsv_error(t, err, "states that voted are not as many as the vote has", vote);
	return found < 0 ? -1 : starter_check_vote(t, t->field[LIST_SYMBOL], listed, "", err);
}

int starter_compare(struct starter *st, struct err *err)
{
	static const char *const events[] = {"id",     "date",    "pane",   "place",  "title",
	                                     "detail", "symbols", "source", "status", "kind"};
	static const char *const lists[] = {"symbol",     "in_favour", "against",
	                                    "abstaining", "source",    "status"};

	if (starter_each_row(st, "timeline.tsv", events, EVENT_ROW_COLUMNS, check_event, err) < 0)
		return -1;
	return starter_each_row(st, "votes_syria.tsv", lists, LIST_COLUMNS, check_list, err);
}
