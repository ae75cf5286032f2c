/* SPDX-License-Identifier: ISC */
/* Tables of data/, strictly read. */
#include "config.h"

#include "data/tsv.h"

#include "model/base/utf8.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int tsv_error(const struct tsv *t, struct err *err, const char *what, const char *value)
{
	if (value)
		return err_set(err, ERR_FAILED, "%s:%ld: %s: '%.120s'", t->path, t->at, what,
		               value);
	return err_set(err, ERR_FAILED, "%s:%ld: %s", t->path, t->at, what);
}

/* Reads a line and cuts it at its tabs: fields, 0 at the end, -1. */
static int cut_line(struct tsv *t, struct err *err)
{
	ssize_t len = getline(&t->line, &t->cap, t->file);
	char *p = t->line;
	int n = 0;

	if (len < 0)
		return ferror(t->file) ? tsv_error(t, err, "cannot be read", strerror(errno)) : 0;
	t->at++;
	if (len && t->line[len - 1] == '\n')
		t->line[--len] = 0;
	if (strlen(t->line) != (size_t)len)
		return tsv_error(t, err, "a NUL byte", NULL);
	for (;;) {
		char *tab = strchr(p, '\t');

		if (n == TSV_MOST)
			return tsv_error(t, err, "too many columns", NULL);
		t->field[n++] = p;
		if (!tab)
			break;
		*tab = 0;
		p = tab + 1;
	}
	for (int i = 0; i < n; i++)
		if (!utf8_is_clean(t->field[i], strlen(t->field[i]), false))
			return tsv_error(t, err, "malformed UTF-8 or a control character",
			                 t->field[i]);
	return n;
}

int tsv_open(struct tsv *t, const char *dir, const char *name, const char *const *columns,
             int count, struct err *err)
{
	size_t size = strlen(dir) + strlen(name) + 2;
	int n;

	memset(t, 0, sizeof *t);
	t->path = malloc(size);
	if (!t->path)
		return err_set(err, ERR_FAILED, "%s: out of memory", name);
	snprintf(t->path, size, "%s/%s", dir, name);
	t->count = count;
	t->file = fopen(t->path, "r");
	if (!t->file)
		return errno == ENOENT
		               ? 0
		               : err_set(err, ERR_FAILED, "%s: %s", t->path, strerror(errno));
	n = cut_line(t, err);
	if (n < 0)
		return -1;
	if (!columns) {
		t->count = n;
		return 1;
	}
	for (int i = 0; i < count; i++)
		if (i >= n || strcmp(t->field[i], columns[i]) != 0)
			return tsv_error(t, err, "the column's name should be", columns[i]);
	return n > count ? tsv_error(t, err, "a column that is not known", t->field[count]) : 1;
}

int tsv_next(struct tsv *t, struct err *err)
{
	int n = cut_line(t, err);
	char what[64];

	if (n <= 0 || n == t->count)
		return n > 0 ? 1 : n;
	snprintf(what, sizeof what, "%d columns instead of %d", n, t->count);
	return tsv_error(t, err, what, NULL);
}

void tsv_close(struct tsv *t)
{
	if (t->file)
		fclose(t->file);
	free(t->path);
	free(t->line);
	memset(t, 0, sizeof *t);
}
