/* SPDX-License-Identifier: ISC */
/* fuzz target: what is carried from one store to another. A stream of records of any bytes: what
 * is read of it is clean and keeps to its bounds; what is packed, and questions about rows:
 * unpacked or refused. The first byte chooses. */
#include "config.h"

#include "fetch/carry/undo.h"
#include "fetch/carry/xz.h"
#include "model/base/utf8.h"
#include "model/doc/document.h"
#include "model/store/carried.h"
#include "model/store/marks.h"
#include "tests/fuzz/store_afresh.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void must_be_line(const char *s)
{
	must(s && strlen(s) <= CARRIED_LINE && utf8_is_clean(s, strlen(s), false));
}

static void check_record(const struct carried *c)
{
	must_be_line(c->key);
	must_be_line(c->symbols);
	must_be_line(c->lang);
	must_be_line(c->url);
	must_be_line(c->asked);
	must_be_line(c->mirror);
	must_be_line(c->name);
	must_be_line(c->type);
	must(c->size >= 0 && c->size <= CARRIED_BYTES && strlen(c->sha256) == 64);
	must(c->doc && c->docfile_len <= DOC_MAX);
}

/* Every second record's bytes are read, the others' are read over. */
static void read_stream(const struct buf *b)
{
	struct carried_memory memory = {b, 0};
	struct carried_reader *r = carried_reader_new(carried_from_memory, &memory);
	const struct carried *c;
	struct err err = {0};
	char part[300];
	int got, count = 0;
	long n = 0;

	must(r);
	while ((got = carried_next(r, &c, &err)) > 0) {
		int64_t came = 0;

		if (c->marks) {
			must(c->marks_len <= CARRIED_MARKS);
			continue;
		}
		check_record(c);
		while (c->has_bytes && count % 2 == 0 &&
		       (n = carried_bytes(r, part, sizeof part, &err)) > 0)
			came += n;
		must(n < 0 || !c->has_bytes || count % 2 || came == c->size);
		count++;
	}
	must(got == 0 || *err.text);
	carried_reader_free(r);
}

/* Into a store in memory, as from a bundle of anybody's. */
static void arrive(const struct buf *b)
{
	static const struct carrier by = {.how = CARRIED_BUNDLE, .name = "a"};
	struct carried_memory memory = {b, 0};
	struct err err = {0};
	struct carried_reader *r = carried_reader_new(carried_from_memory, &memory);
	struct store *s = store_afresh();
	const struct carried *c;
	int64_t id;

	must(r);
	while (carried_next(r, &c, &err) > 0) {
		struct marks_taken taken;

		if (c->marks && marks_import(s, c->marks, c->marks_len, &taken, &err) < 0)
			must(*err.text);
		if (!c->marks && carried_arrive(s, r, &by, &id, &err) < 0) {
			must(*err.text);
			break;
		}
	}
	carried_reader_free(r);
}

static bool take(const char *bytes, size_t len, void *payload)
{
	struct buf *plain = payload;

	buf_add(plain, bytes, len);
	return buf_ok(plain);
}

static int file_of(const uint8_t *data, size_t size)
{
	int fd = memfd_create("carried", MFD_CLOEXEC);

	must(fd >= 0 && write(fd, data, size) == (ssize_t)size && lseek(fd, 0, SEEK_SET) == 0);
	return fd;
}

static void unpack_it(const uint8_t *data, size_t size)
{
	int from = file_of(data, size);
	struct buf plain;

	buf_init(&plain, 1 << 20);
	must((int)xz_unpack("", 0, from, take, &plain) >= 0);
	if (plain.len)
		read_stream(&plain);
	buf_done(&plain);
	close(from);
}

static void answer(const uint8_t *data, size_t size)
{
	int from = file_of(data, size), to = open("/dev/null", O_WRONLY | O_CLOEXEC);

	must(to >= 0);
	undo_run(from, to);
	close(from);
	close(to);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b;

	if (!size)
		return 0;
	buf_init(&b, size);
	buf_add(&b, data + 1, size - 1);
	switch (data[0] % 8) {
	case 0:
		unpack_it(data + 1, size - 1);
		break;
	case 1:
		answer(data + 1, size - 1);
		break;
	case 2:
		arrive(&b);
		break;
	default:
		read_stream(&b);
	}
	buf_done(&b);
	return 0;
}
