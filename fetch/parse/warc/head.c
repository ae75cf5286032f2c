/* SPDX-License-Identifier: ISC */
/* The fields of a record. */
#include "config.h"

#include "fetch/parse/warc/internal.h"

#include "model/base/header.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool record_begins(const struct buf *line)
{
	/* 0.17, 0.18, 1.0 and 1.1 name their fields alike */
	return line->len > 8 && !memcmp(line->bytes, "WARC/", 5) &&
	       isdigit((unsigned char)line->bytes[5]) && line->bytes[6] == '.';
}

/* All of them digits, and not more than a file may have: else -1. */
static int64_t read_number(const char *s)
{
	int64_t n = 0;

	for (const char *p = s; *p; p++) {
		if (*p < '0' || *p > '9')
			return -1;
		n = n * 10 + (*p - '0');
		if (n > HEADER_NUMBER_MOST)
			return -1;
	}
	return *s ? n : -1;
}

/* Days from 1970-01-01 to a date of the Gregorian calendar. */
static int64_t days(int64_t year, int64_t month, int64_t day)
{
	int64_t y = month > 2 ? year : year - 1, m = (month + 9) % 12;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

/* "2026-11-22T12:00:00Z", with parts of a second or without; 0 for what is none. */
static int64_t read_time(const char *s)
{
	int year, month, day, hour, minute, second, n = 0;

	if (sscanf(s, "%4d-%2d-%2dT%2d:%2d:%2d%n", &year, &month, &day, &hour, &minute, &second,
	           &n) != 6 ||
	    n != 19)
		return 0;
	s += n;
	if (*s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	if (strcmp(s, "Z") != 0 || year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 ||
	    hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
		return 0;
	return days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second;
}

static void set(char **field, const char *value)
{
	if (!*field && *value)
		*field = strdup(value);
}

static void set_uri(struct record *r, char *value)
{
	size_t len = strlen(value);

	/* 1.0 wrote it in < and > in places */
	if (len > 2 && *value == '<' && value[len - 1] == '>') {
		value[len - 1] = '\0';
		value++;
	}
	set(&r->uri, value);
}

static int take_field(struct record *r, const char *name, char *value, struct err *err)
{
	int64_t n;

	if (!strcasecmp(name, "WARC-Type")) {
		snprintf(r->called, sizeof r->called, "%s", value);
		r->type = !strcasecmp(value, "response")   ? RECORD_RESPONSE
		          : !strcasecmp(value, "resource") ? RECORD_RESOURCE
		                                           : RECORD_OTHER;
	} else if (!strcasecmp(name, "Content-Length")) {
		n = read_number(value);
		if (n < 0)
			return err_set(err, ERR_FAILED, "its length is none");
		r->length = (uint64_t)n;
	} else if (!strcasecmp(name, "WARC-Target-URI")) {
		set_uri(r, value);
	} else if (!strcasecmp(name, "WARC-Date")) {
		r->when = read_time(value);
	} else if (!strcasecmp(name, "Content-Type")) {
		set(&r->media, value);
	} else if (!strcasecmp(name, "WARC-Block-Digest")) {
		set(&r->digest, value);
	} else if (!strcasecmp(name, "WARC-Truncated")) {
		r->truncated = true;
	} else if (!strcasecmp(name, "WARC-Segment-Number")) {
		r->segment = true;
	}
	return 0;
}

/* A line without its end: -1 with err where it is no field. */
static int take_line(struct record *r, char *line, struct err *err)
{
	char *colon = strchr(line, ':'), *value = colon ? colon + 1 : NULL, *end;

	if (*line == ' ' || *line == '\t') /* the field before goes on: none that is read here */
		return 0;
	if (!value || colon == line)
		return err_set(err, ERR_FAILED, "a line of its head is no field");
	*colon = '\0';
	value += strspn(value, " \t");
	end = value + strlen(value);
	while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
		*--end = '\0';
	return take_field(r, line, value, err);
}

/* The end of a line goes; false where it is longer than any may be. */
static bool end_line(struct buf *line)
{
	size_t len = line->len;

	if (!len || line->bytes[len - 1] != '\n')
		return false;
	len--;
	if (len && line->bytes[len - 1] == '\r')
		len--;
	buf_cut(line, len);
	return !memchr(line->bytes, '\0', len);
}

int head_read(struct record *r, struct source *s, struct err *err)
{
	bool has_length = false;
	struct buf line;
	int rc = 0, count = 0;

	*r = (struct record){.type = RECORD_OTHER};
	buf_init(&line, 2 * LINE_MOST);
	for (;;) {
		if (!source_line(s, &line))
			rc = err_set(err, ERR_FAILED, "its head ends early");
		else if (!end_line(&line) || ++count > LINES_MOST)
			rc = err_set(err, ERR_FAILED, "its head is larger than any, or none");
		if (rc < 0 || !line.len)
			break;
		has_length |= !strncasecmp(line.bytes, "Content-Length:", 15);
		rc = take_line(r, line.bytes, err);
		if (rc < 0)
			break;
	}
	buf_done(&line);
	if (rc == 0 && (!has_length || !*r->called))
		rc = err_set(err, ERR_FAILED, "its head says no length or no type");
	return rc;
}

void record_done(struct record *r)
{
	free(r->uri);
	free(r->media);
	free(r->digest);
}
