/* SPDX-License-Identifier: ISC */
/* fuzz target: a file of any bytes as a store of others: it is refused in words, or what is
 * read of it is clean. Bytes are laid over a good store (each six: where, and what), or are the
 * file. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/doc/document.h"
#include "model/store/internal.h"
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
