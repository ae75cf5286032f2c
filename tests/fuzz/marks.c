/* SPDX-License-Identifier: ISC */
/* fuzz target: a file of marks of any bytes: all of it is taken, or nothing; what was taken and is
 * written again is taken as the same. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/store/marks.h"
#include "tests/fuzz/store_afresh.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* Takes it into a store of its own, and writes that. Whether it was taken. */
static bool through(const char *json, size_t len, struct buf *out)
{
	struct err err = {0};
	struct marks_taken taken;
	struct store *s = store_afresh();
	bool took;

	took = marks_import(s, json, len, &taken, &err) == 0;
	must(took || *err.text);
	must(marks_json(s, MARKS_ALL, out, &err) == 0);
	must(took || !marks_are_there(s));
	if (took) {
		long all = taken.added;

		/* a second time all of it is there */
		must(marks_import(s, json, len, &taken, &err) == 0);
		must(taken.added == 0 || all > 0);
	}
	return took;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf once, twice;

	buf_init(&once, 1 << 24);
	buf_init(&twice, 1 << 24);
	if (through((const char *)data, size, &once)) {
		must(utf8_is_clean(once.bytes, once.len, true));
		must(through(once.bytes, once.len, &twice));
		must(once.len == twice.len && memcmp(once.bytes, twice.bytes, once.len) == 0);
	}
	buf_done(&once);
	buf_done(&twice);
	return 0;
}
