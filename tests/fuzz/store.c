/* SPDX-License-Identifier: ISC */
/* fuzz target: a file of any bytes as a store of others: it is refused in words, or what is
 * read of it is clean. Bytes are laid over a good store (each four: where, and what), are SQL that
 * somebody has run in one, whose schema is then another's, or are the file. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/doc/document.h"
#include "model/store/internal.h"
#include "model/store/schema.h"
#include "model/store/unsaid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A good store that is empty, once for all. */
static const struct buf *good(void)
{
	static struct buf bytes;
	char path[] = "/tmp/palais-fuzz-XXXXXX";
	struct err err;
	struct store *s;
	sqlite3 *db;
	FILE *f;
	char sql[80], part[4096], copy[60];
	size_t n;
	int fd;

	if (bytes.len)
		return &bytes;
	fd = mkstemp(path);
	s = store_open(path, STORE_PERSONAL, &err);
	if (fd < 0 || !s)
		abort();
	store_close(s);
	snprintf(copy, sizeof copy, "%s.copy", path);
	snprintf(sql, sizeof sql, "VACUUM INTO '%s'", copy);
	if (sqlite3_open(path, &db) || sqlite3_exec(db, sql, NULL, NULL, NULL))
		abort();
	sqlite3_close(db);
	buf_init(&bytes, 1 << 24);
	f = fopen(copy, "r");
	while (f && (n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(&bytes, part, n);
	if (f)
		fclose(f);
	unlink(copy);
	unlink(path);
	snprintf(copy, sizeof copy, "%s-wal", path);
	unlink(copy);
	snprintf(copy, sizeof copy, "%s-shm", path);
	unlink(copy);
	close(fd);
	return &bytes;
}

static void lay_over(struct buf *file, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i + 4 <= size && file->len; i += 4) {
		uint32_t where = (uint32_t)data[i] << 16 | (uint32_t)data[i + 1] << 8 | data[i + 2];

		file->bytes[where % file->len] = (char)data[i + 3];
	}
}

/* No longer than a moment, and in no other file. */
static int too_long(void *payload)
{
	int *steps = payload;

	return ++*steps > 100;
}

static void run_in(struct buf *file, const uint8_t *data, size_t size)
{
	char *sql = strndup((const char *)data, size);
	sqlite3_int64 len = 0;
	unsigned char *bytes;
	sqlite3 *db;
	int steps = 0;

	if (!sql || sqlite3_open(":memory:", &db))
		abort();
	bytes = sqlite3_malloc64(good()->len);
	if (!bytes)
		abort();
	memcpy(bytes, good()->bytes, good()->len);
	if (sqlite3_deserialize(db, "main", bytes, (sqlite3_int64)good()->len,
	                        (sqlite3_int64)good()->len,
	                        SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE))
		abort();
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 1 << 22);
	sqlite3_progress_handler(db, 1000, too_long, &steps);
	sqlite3_exec(db, sql, NULL, NULL, NULL);
	bytes = sqlite3_serialize(db, "main", &len, 0);
	if (bytes)
		buf_add(file, bytes, (size_t)len);
	sqlite3_free(bytes);
	sqlite3_close(db);
	free(sql);
}

/* Nothing but our own tables, indexes and triggers runs in what is opened. */
static void check_schema(struct store *s)
{
	sqlite3_stmt *q = store_prepare(
		s, "SELECT type||' '||name||' '||tbl_name FROM sqlite_schema ORDER BY 1", NULL);
	size_t i = 0;

	if (!q)
		abort();
	for (; sqlite3_step(q) == SQLITE_ROW; i++)
		if (i >= schema_name_count ||
		    strcmp((const char *)sqlite3_column_text(q, 0), schema_names[i]))
			abort();
	sqlite3_finalize(q);
	if (i != schema_name_count)
		abort();
}

static void read_it(const char *path)
{
	struct err err = {0};
	struct store_version v;
	struct store *s = store_open(path, STORE_BUNDLE, &err);

	if (!s) {
		if (!err.code || !*err.text)
			abort();
		return;
	}
	check_schema(s);
	if (store_find(s, "S/RES/2254(2015)", "en", &v, &err) > 0)
		if (!utf8_is_clean(v.title, strlen(v.title), false))
			abort();
	store_version_done(&v);
	store_close(s);
	unsaid_forget();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf file;
	char path[60];
	int fd = memfd_create("store", MFD_CLOEXEC);

	if (fd < 0 || !size)
		return 0;
	buf_init(&file, 1 << 24);
	if (data[0] & 1) {
		buf_add(&file, good()->bytes, good()->len);
		lay_over(&file, data + 1, size - 1);
	} else if (data[0] & 2) {
		run_in(&file, data + 1, size - 1);
	} else {
		buf_add(&file, data + 1, size - 1);
	}
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (write(fd, file.bytes, file.len) == (ssize_t)file.len)
		read_it(path);
	close(fd);
	buf_done(&file);
	return 0;
}
