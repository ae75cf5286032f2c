/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "cli/export.h"

#include "model/base/clock.h"
#include "model/store/warc.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct export_warc {
	FILE *file;
	const char *path; /* borrowed */
	struct warc *warc;
	long damaged, without;
};

static int put(const char *bytes, size_t len, void *payload, struct err *err)
{
	struct export_warc *w = payload;

	if (fwrite(bytes, 1, len, w->file) == len)
		return 0;
	return err_set(err, ERR_FAILED, "%s: %s", w->path, strerror(errno));
}

static bool is_packed(const char *path)
{
	size_t n = strlen(path);

	return n > 3 && !strcmp(path + n - 3, ".gz");
}

static void drop(struct export_warc *w)
{
	warc_free(w->warc);
	if (w->file)
		fclose(w->file);
	free(w);
}

struct export_warc *export_warc_new(const struct rights *rights, const char *part, const char *path,
                                    struct err *err)
{
	const char *slash = strrchr(path, '/');
	struct export_warc *w = calloc(1, sizeof *w);
	struct warc_config config = {.name = slash ? slash + 1 : path,
	                             .software = PACKAGE_STRING,
	                             .now = clock_now(),
	                             .gzip = is_packed(path),
	                             .put = put,
	                             .payload = w};

	if (!w) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	w->path = path;
	w->file = rights_write_file(rights, part, RIGHTS_NEW, err);
	w->warc = w->file ? warc_new(&config, err) : NULL;
	if (w->warc)
		return w;
	drop(w);
	return NULL;
}

int export_warc_add(struct export_warc *w, struct store *s, int64_t version, struct err *err)
{
	struct store_version v;
	struct err why = {0};
	int rc = store_version_get(s, version, &v, &why);

	if (rc > 0)
		rc = v.absent ? 0 : warc_add(w->warc, s, &v, &why);
	store_version_done(&v);
	w->without += rc == 0;
	if (rc >= 0)
		return rc;
	if (why.code != ERR_STORE) {
		*err = why;
		return -1;
	}
	fprintf(stderr, "palais: %s\n", why.text);
	w->damaged++;
	return 0;
}

int export_warc_end(struct export_warc *w, long *damaged, long *without, struct err *err)
{
	int rc = 0;

	*damaged = w->damaged;
	*without = w->without;
	if (fflush(w->file) != 0 || fsync(fileno(w->file)) < 0)
		rc = err_set(err, ERR_FAILED, "%s: %s", w->path, strerror(errno));
	drop(w);
	return rc;
}
