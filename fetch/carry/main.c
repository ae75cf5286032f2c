/* SPDX-License-Identifier: ISC */
/* palais-carry: reads a bundle that others have made on standard input, be it a store or packed
 * for carrying, and writes what it has on standard output as a stream (model/store/carried.h),
 * which palais reads as strictly as if it had come so. Sealed, so that neither SQLite nor what
 * unpacks ever sees foreign bytes where the reader's files are. It also packs such a stream, for
 * palais itself has no library for that. */
#include "config.h"

#include "fetch/carry/undo.h"
#include "fetch/carry/xz.h"
#include "fetch/seal/seal.h"
#include "fetch/wire/told.h"
#include "fetch/wire/undo.h"
#include "model/store/bundle.h"
#include "model/store/carried.h"
#include "model/store/marks.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifdef PALAIS_ASAN
/* Looking for leaks needs what the seal forbids. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

/* -- writing -------------------------------------------------------------------------------- */

/* A pipe's worth at a time: records are many small pieces. */
static char room[65536];
static size_t used;

static bool flush(void)
{
	size_t at = 0;

	while (at < used) {
		ssize_t n = write(STDOUT_FILENO, room + at, used - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		at += (size_t)n;
	}
	used = 0;
	return true;
}

static int put(const char *bytes, size_t len, void *payload, struct err *err)
{
	(void)payload;
	while (len) {
		size_t n = len < sizeof room - used ? len : sizeof room - used;

		memcpy(room + used, bytes, n);
		used += n;
		bytes += n;
		len -= n;
		if (used == sizeof room && !flush())
			return err_set(err, ERR_FAILED, "nobody reads");
	}
	return 0;
}

static bool take(const char *bytes, size_t len, void *payload)
{
	return put(bytes, len, payload, NULL) == 0;
}

/* The last line in place of an end. */
static int refuse(enum err_code code, const char *why)
{
	return carried_write_refusal(code, why, put, NULL, NULL) < 0 || !flush();
}

/* -- a store ---------------------------------------------------------------------------------- */

struct carrying {
	struct store *s;
	int64_t records;
	struct err *err;
};

static int carry(int64_t version, const char *key, const char *lang, void *payload)
{
	struct carrying *c = payload;
	int rc = carried_write(c->s, version, true, put, NULL, c->err);

	(void)key;
	(void)lang;
	c->records += rc > 0;
	return rc < 0 ? -1 : 0;
}

static int carry_marks(struct carrying *c)
{
	struct buf json;
	int rc = 0;

	if (!marks_are_there(c->s))
		return 0;
	buf_init(&json, CARRIED_MARKS);
	if (marks_json(c->s, MARKS_ALL, &json, c->err) < 0)
		rc = -1;
	else
		rc = carried_write_marks(json.bytes, json.len, put, NULL, c->err);
	buf_done(&json);
	c->records++;
	return rc;
}

static int read_store(char *bytes, size_t len)
{
	struct err err = {0};
	struct carrying c = {.s = bundle_open_bytes(bytes, len, "bundle", &err), .err = &err};
	int rc = -1;

	if (c.s && bundle_each(c.s, carry, &c, &err) == 0 && carry_marks(&c) == 0)
		rc = carried_write_end(c.records, put, NULL, &err);
	store_close(c.s);
	return rc < 0 ? refuse(err.code, err.text) : !flush();
}

/* -- what comes -------------------------------------------------------------------------------- */

static int read_packed(const char *first, size_t len)
{
	enum unpacked end = xz_unpack(first, len, STDIN_FILENO, take, NULL);

	return !flush() ? 1 : (int)end;
}

/* All of a file, in memory that is the reader's alone, or NULL: of a pipe. */
static char *map(size_t *len)
{
	struct stat st;
	char *bytes;

	if (fstat(STDIN_FILENO, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size <= 0)
		return NULL;
	*len = (size_t)st.st_size;
	bytes = mmap(NULL, *len, PROT_READ | PROT_WRITE, MAP_PRIVATE, STDIN_FILENO, 0);
	return bytes == MAP_FAILED ? NULL : bytes;
}

static bool is_store(const char *bytes, size_t len)
{
	static const char head[] = "SQLite format 3";

	return len >= sizeof head && !memcmp(bytes, head, sizeof head);
}

static int open_bundle(char *bytes, size_t len)
{
	char first[64];
	ssize_t n;

	if (bytes && is_store(bytes, len))
		return read_store(bytes, len);
	n = read(STDIN_FILENO, first, sizeof first);
	if (n > 0 && xz_is(first, (size_t)n))
		return read_packed(first, (size_t)n);
	return refuse(ERR_FAILED, n > 0 && is_store(first, (size_t)n)
	                                  ? "a store is read of a file, not of a pipe"
	                                  : "it is no bundle");
}

/* Before the seal: what libraries set up, and the file, so that nothing has to be opened. */
int main(int argc, char **argv)
{
	char *words[TOLD_WORDS + 1], *bytes = NULL;
	struct seal_layers sealed;
	struct err err;
	size_t len = 0;
	bool packs, undoes;

	argc = told_read(argc, argv, words);
	packs = argc == 2 && !strcmp(words[1], "pack");
	undoes = argc == 2 && !strcmp(words[1], UNDO_OPTION);
	seal_descriptors();
	/* the times of marks are written out, and a time zone is a file unless it is named so */
	setenv("TZ", "UTC0", 1);
	tzset();
	if (!packs && !undoes) {
		bundle_prepare();
		bytes = map(&len);
	}
	if (seal_unpack(&sealed, packs, &err) < 0)
		return 1;
	if (undoes)
		return !undo_run(STDIN_FILENO, STDOUT_FILENO);
	return packs ? !xz_pack(STDIN_FILENO, STDOUT_FILENO) : open_bundle(bytes, len);
}
