/* SPDX-License-Identifier: ISC */
/* A palais-parse that takes a file apart, and one that lies: what is out of order ends it, and
 * what came before is good. */
#include "config.h"

#include "fetch/helpers/unpack.h"
#include "tests/lib/check.h"
#include "tests/lib/tmp.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[100], helper[130], said[140];

static int set_up(void **state)
{
	FILE *f;

	(void)state;
	snprintf(folder, sizeof folder, "%.40s/palais-unpack-XXXXXX", tmp_folder());
	assert_non_null(mkdtemp(folder));
	snprintf(helper, sizeof helper, "%s/helper", folder);
	snprintf(said, sizeof said, "%s/said", folder);
	f = fopen(helper, "w");
	fprintf(f, "#!/bin/sh\nexec /bin/cat '%s'\n", said);
	fclose(f);
	return chmod(helper, 0700);
}

static int tear_down(void **state)
{
	(void)state;
	unlink(helper);
	unlink(said);
	return rmdir(folder);
}

/* -- what the helper says ---------------------------------------------------------- */

static void hello(struct buf *out, uint64_t version)
{
	struct wire_hello h = {version};

	assert_int_equal(wire_put(out, WIRE_HELLO, 0, &h, NULL), 0);
}

static void record(struct buf *out, uint32_t id)
{
	struct wire_record r = {.when = 1, .url = "https://quay.example/", .type = "text/html"};

	assert_int_equal(wire_put(out, WIRE_RECORD, id, &r, NULL), 0);
}

static void end(struct buf *out, uint32_t id, bool whole, enum err_code code, const char *text)
{
	struct wire_end e = {.whole = whole, .code = code, .text = text};

	assert_int_equal(wire_put(out, WIRE_END, id, &e, NULL), 0);
}

/* Runs it: what its events are, in words, and how it ended. */
static void run(const struct buf *out, const char *want)
{
	const struct client_config config = {.fetch_path = "/nowhere", .parse_path = helper};
	struct unpack_event e;
	struct err err = {0};
	struct client *c = client_new(&config, &err);
	struct unpack *u;
	struct buf got;
	int rc, fd = open("/dev/null", O_RDONLY);
	FILE *f = fopen(said, "w");

	fwrite(out->bytes, 1, out->len, f);
	fclose(f);
	assert_non_null(c);
	u = unpack_new(c, fd, &err);
	assert_non_null(u);
	buf_init(&got, 1 << 16);
	while ((rc = unpack_next(u, &e, &err)) > 0) {
		if (e.kind == UNPACK_RECORD)
			buf_printf(&got, "record %s %s, ", e.record.url ? e.record.url : "-",
			           e.record.type);
		else if (e.kind == UNPACK_BODY)
			buf_printf(&got, "%.*s, ", (int)e.len, e.bytes);
		else
			buf_printf(&got, "%s%s, ",
			           e.whole    ? "whole"
			           : e.passed ? e.passed
			                      : "bad ",
			           e.err.code ? e.err.text : "");
	}
	buf_printf(&got, "%s", rc < 0 ? "ended: " : "over");
	if (rc < 0)
		buf_str(&got, err.text);
	assert_string_equal(got.bytes, want);
	buf_done(&got);
	unpack_free(u);
	client_free(c);
	close(fd);
}

#define ORDER "ended: what the parser says is not in order"
#define RECORD "record https://quay.example/ text/html, "

static void test_good(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 16);
	hello(&out, WIRE_VERSION);
	record(&out, 1);
	wire_put_body(&out, 1, "quay", 4);
	end(&out, 1, true, ERR_NONE, NULL);
	end(&out, 2, false, ERR_NONE, "request");
	end(&out, 3, false, ERR_FAILED, "damaged");
	record(&out, 4);
	end(&out, 4, false, ERR_FAILED, "cut");
	end(&out, 0, false, ERR_NONE, NULL);
	run(&out, RECORD "quay, whole, request, bad damaged, " RECORD "bad cut, over");
	buf_done(&out);
}

static void test_ends(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 16);
	hello(&out, WIRE_VERSION);
	end(&out, 0, false, ERR_FAILED, "no such file");
	run(&out, "ended: no such file");
	/* without a last word */
	buf_reset(&out);
	hello(&out, WIRE_VERSION);
	end(&out, 1, false, ERR_NONE, "request");
	run(&out, "request, ended: the parser gave up with status 0");
	buf_done(&out);
}

static void test_lies(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 16);
	run(&out, "ended: the parser gave up with status 0");
	/* no hello, another's, a second one */
	record(&out, 1);
	run(&out, ORDER);
	buf_reset(&out);
	hello(&out, WIRE_VERSION + 1);
	run(&out, ORDER);
	buf_reset(&out);
	hello(&out, WIRE_VERSION);
	hello(&out, WIRE_VERSION);
	run(&out, ORDER);
	/* numbers that do not follow */
	for (int i = 0; i < 6; i++) {
		buf_reset(&out);
		hello(&out, WIRE_VERSION);
		if (i == 0)
			record(&out, 2);
		if (i == 1)
			end(&out, 2, false, ERR_NONE, "request");
		if (i == 2)
			wire_put_body(&out, 1, "quay", 4);
		if (i == 3) /* whole, and never begun */
			end(&out, 1, true, ERR_NONE, NULL);
		if (i > 3)
			record(&out, 1);
		if (i == 4)
			wire_put_body(&out, 2, "quay", 4);
		if (i == 5)
			end(&out, 0, false, ERR_NONE, NULL);
		run(&out, i > 3 ? RECORD ORDER : ORDER);
	}
	/* begun, and said to be none that is wanted; begun twice */
	for (int i = 0; i < 2; i++) {
		buf_reset(&out);
		hello(&out, WIRE_VERSION);
		record(&out, 1);
		if (i)
			record(&out, 2);
		else
			end(&out, 1, false, ERR_NONE, "request");
		run(&out, RECORD ORDER);
	}
	/* what is not the wire's */
	buf_reset(&out);
	hello(&out, WIRE_VERSION);
	buf_str(&out, "\177 and so on and so on");
	run(&out, "ended: message refused: of no known type");
	buf_done(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_good, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_ends, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lies, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
