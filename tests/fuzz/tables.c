/* SPDX-License-Identifier: ISC */
/* fuzz target: a table of data/: what is read of it is as wide as its first line and clean; what
 * is not is refused with its line. */
#include "config.h"

#include "data/tsv.h"
#include "model/base/utf8.h"

#include <stdio.h>
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

static void read_all(const char *name, const char *const *columns, int count)
{
	struct err err = {0};
	struct tsv t;
	int got = tsv_open(&t, "/proc/self/fd", name, columns, count, &err);
	long rows = 0;

	if (got > 0) {
		must(!columns || t.count == count);
		while ((got = tsv_next(&t, &err)) > 0)
			for (int i = 0; i < t.count; i++)
				must(!strpbrk(t.field[i], "\t\n") &&
				     utf8_is_clean(t.field[i], strlen(t.field[i]), false));
		rows = t.at;
	}
	must(rows >= 0 && (got == 0 || (got < 0 && strstr(err.text, name))));
	tsv_close(&t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const columns[] = {"word", "meaning"};
	char name[20];
	int fd = memfd_create("table", MFD_CLOEXEC);

	snprintf(name, sizeof name, "%d", fd);
	if (fd >= 0 && write(fd, data, size) == (ssize_t)size) {
		read_all(name, NULL, 0);
		read_all(name, columns, 2);
	}
	if (fd >= 0)
		close(fd);
	return 0;
}
