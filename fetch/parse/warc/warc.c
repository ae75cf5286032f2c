/* SPDX-License-Identifier: ISC */
/* The records of a file, one after another. */
#include "config.h"

#include "fetch/parse/warc/internal.h"

#include "fetch/wire/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct unpacking {
	struct source source;
	struct given given;
	struct buf line;
	uint32_t last; /* number of the last record */
	bool said;     /* something was wrong with it, or behind it */
};

/* What is wrong, with where. */
static void fail(struct unpacking *u, uint64_t where, const struct err *why)
{
	struct err err;

	err_set(&err, ERR_FAILED, "record %u, at byte %llu: %s", u->last, (unsigned long long)where,
	        why->text);
	given_end(&u->given, &err);
	u->said = true;
}

static void begin(struct unpacking *u)
{
	u->given.id = ++u->last;
	u->given.passed = NULL;
	u->given.size = 0;
	u->said = false;
}

static void one_record(struct unpacking *u, uint64_t where)
{
	struct err err = {0}, other = {0};
	struct record r;
	struct block b;

	begin(u);
	if (head_read(&r, &u->source, &err) == 0) {
		block_begin(&b, &u->source, &r);
		payload_give(&u->given, &r, &b, &err);
		/* what is left is read in any case, and the first that was wrong is said */
		if (block_end(&b, &other) < 0 && !err.code)
			err = other;
	}
	if (err.code)
		fail(u, where, &err);
	else
		given_end(&u->given, &err);
	record_done(&r);
}

/* What stands where a record should: said once, also when the record before was damaged and
 * this is of it. */
static void say_damage(struct unpacking *u, uint64_t where)
{
	struct err err = {0};

	if (u->said)
		return;
	begin(u);
	err_set(&err, ERR_FAILED, "what stands there is no record, or damaged");
	fail(u, where, &err);
}

static bool is_empty(const struct buf *line)
{
	return line->len <= 2 && strspn(line->bytes, "\r\n") == line->len;
}

/* To the line that a record begins with. Empty lines are nothing. False at the end. */
static bool find_record(struct unpacking *u, uint64_t *where)
{
	while (!u->given.gone) {
		uint64_t before = source_where(&u->source);
		bool is_line = source_line(&u->source, &u->line);

		*where = u->source.packed ? u->source.began : before;
		if (record_begins(&u->line))
			return true;
		if (!is_empty(&u->line) || u->source.state == SOURCE_DAMAGED)
			say_damage(u, *where);
		if (!is_line && u->source.state != SOURCE_DAMAGED)
			return false;
		if (!is_line)
			source_resume(&u->source);
	}
	return false;
}

static void read_all(struct unpacking *u, struct err *err)
{
	bool begins = source_line(&u->source, &u->line) && record_begins(&u->line);
	uint64_t where = 0;

	/* a packed one may be damaged where it begins */
	if (!begins && (u->source.packed || u->source.state == SOURCE_WORK))
		begins = find_record(u, &where);
	if (!begins && u->source.state != SOURCE_WORK)
		err_set(err, ERR_FAILED, "this is no WARC file");
	while (begins) {
		one_record(u, where);
		begins = find_record(u, &where);
	}
	if (u->source.state == SOURCE_WORK)
		err_set(err, ERR_FAILED,
		        "stopped after too much work for so few bytes: what was "
		        "read is kept");
}

int warc_unpack(const struct warc_streams *streams)
{
	struct unpacking *u = calloc(1, sizeof *u);
	struct wire_hello hello = {WIRE_VERSION};
	struct err err = {0};
	bool gone;

	if (!u || source_begin(&u->source, streams) < 0) {
		free(u);
		return -1;
	}
	u->given.streams = streams;
	buf_init(&u->given.message, 2 * WIRE_PAYLOAD_MAX);
	buf_init(&u->line, 2 * LINE_MOST);
	wire_put(&u->given.message, WIRE_HELLO, 0, &hello, NULL);
	read_all(u, &err);
	u->given.id = 0;
	u->given.passed = NULL;
	given_end(&u->given, &err);
	gone = u->given.gone;
	source_done(&u->source);
	buf_done(&u->given.message);
	buf_done(&u->line);
	free(u);
	return gone ? -1 : 0;
}
