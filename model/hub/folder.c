/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/hub/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE 65536

static char *path_of(const struct hub_folder *f, const char *name, struct err *err)
{
	char *path;

	if (asprintf(&path, "%s/%s", f->path, name) >= 0)
		return path;
	err_set(err, ERR_FAILED, "out of memory");
	return NULL;
}

static int read_all(FILE *file, const char *path, struct buf *out, struct err *err)
{
	size_t n = 1;
	char *room;

	while (n) {
		/* a byte more than the maximum tells that there are more */
		size_t piece = out->max - out->len < PIECE ? out->max - out->len : PIECE;

		if (!piece)
			return fgetc(file) == EOF
			               ? 1
			               : err_set(err, ERR_FAILED, "%s: too long for a hub", path);
		room = buf_room(out, piece);
		if (!room)
			return err_set(err, ERR_FAILED, "out of memory");
		n = fread(room, 1, piece, file);
		buf_grown(out, n);
	}
	return ferror(file) ? err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno)) : 1;
}

int hub_folder_read(const struct hub_folder *f, const char *name, struct buf *out, struct err *err)
{
	char *path = path_of(f, name, err);
	struct err why = {0};
	FILE *file;
	int rc;

	if (!path)
		return -1;
	file = rights_read_file(f->rights, path, &why);
	if (!file && errno == ENOENT)
		rc = 0;
	else if (!file)
		rc = err_set(err, why.code, "%s", why.text);
	else
		rc = read_all(file, path, out, err);
	if (file)
		fclose(file);
	free(path);
	return rc;
}

int hub_folder_read_file(const struct hub_folder *f, enum hub_kind kind,
                         const struct hub_file *file, struct buf *out, struct err *err)
{
	char name[HUB_NAME];
	int got;

	hub_name(kind, file->hash, name);
	got = hub_folder_read(f, name, out, err);
	if (got > 0 && hub_file_is(file, out->bytes, out->len))
		return 0;
	return got < 0 ? -1
	               : err_set(err, ERR_FAILED,
	                         "%s/%s: %s: without it the hub cannot be gone on with", f->path,
	                         name, got ? "damaged" : "not there");
}

int hub_folder_write(struct hub_folder *f, const char *name, const struct buf *bytes,
                     struct err *err)
{
	char *path = path_of(f, name, err);
	int rc = path ? rights_write_whole(f->rights, path, true, bytes, err) : -1;

	free(path);
	f->written += rc == 0 ? bytes->len : 0;
	return rc;
}

int hub_folder_write_file(struct hub_folder *f, enum hub_kind kind, const struct buf *bytes,
                          struct hub_file *file, struct err *err)
{
	char name[HUB_NAME];

	if (!buf_ok(bytes))
		return err_set(err, ERR_FAILED, "out of memory");
	file->bytes = bytes->len;
	hub_hash(bytes->bytes, bytes->len, file->hash);
	hub_name(kind, file->hash, name);
	return hub_folder_write(f, name, bytes, err);
}

/* -- what stays ------------------------------------------------------------------ */

int hub_stays_add(struct hub_stays *s, enum hub_kind kind, const struct hub_file *file)
{
	char name[HUB_NAME], *copy;

	hub_name(kind, file->hash, name);
	copy = strdup(name);
	if (copy && vec_push(&s->names, copy) < 0) {
		free(copy);
		copy = NULL;
	}
	return copy ? 0 : -1;
}

int hub_stays_add_all(struct hub_stays *s, const struct hub_root *root, const struct hub_list *list)
{
	int rc = hub_stays_add(s, HUB_LIST, &root->list);

	for (size_t i = 0; rc == 0 && i < root->change_count; i++)
		rc = hub_stays_add(s, HUB_LIST_OF_CHANGES, &root->changes[i]);
	for (size_t i = 0; rc == 0 && i < list->packs.count; i++)
		rc = hub_stays_add(s, HUB_PACK, &list->packs.at[i].file);
	for (size_t i = 0; rc == 0 && i < list->words.count; i++)
		rc = hub_stays_add(s, HUB_WORDS, &list->words.at[i].file);
	return rc;
}

void hub_stays_done(struct hub_stays *s)
{
	for (size_t i = 0; i < s->names.count; i++)
		free(s->names.at[i]);
	vec_done(&s->names);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Whether a name is that of one which was never finished. */
static bool is_part(const char *name)
{
	size_t n = rights_part_name(name);
	char whole[HUB_NAME];
	enum hub_kind kind;

	if (!n || n >= sizeof whole)
		return false;
	memcpy(whole, name, n);
	whole[n] = '\0';
	return !strcmp(whole, HUB_ROOT) || !strcmp(whole, HUB_KEY) || hub_is_name(whole, &kind);
}

static bool is_older(int dir, const char *name, const char *than)
{
	struct stat a, b;

	if (fstatat(dir, name, &a, AT_SYMLINK_NOFOLLOW) < 0 || fstatat(dir, than, &b, 0) < 0)
		return true;
	return a.st_mtim.tv_sec != b.st_mtim.tv_sec ? a.st_mtim.tv_sec < b.st_mtim.tv_sec
	                                            : a.st_mtim.tv_nsec < b.st_mtim.tv_nsec;
}

static bool does_stay(int dir, const struct hub_stays *stays, const char *name)
{
	enum hub_kind kind;

	if (is_part(name))
		return false;
	return !hub_is_name(name, &kind) ||
	       (stays->names.count && bsearch(&name, stays->names.at, stays->names.count,
	                                      sizeof *stays->names.at, by_name)) ||
	       (stays->older && is_older(dir, name, HUB_ROOT));
}

int hub_folder_clear(const struct hub_folder *f, struct hub_stays *stays, struct err *err)
{
	DIR *dir = opendir(f->path);
	const struct dirent *d;
	int rc = 0;

	if (!dir)
		return err_set(err, ERR_FAILED, "%s: %s", f->path, strerror(errno));
	if (stays->names.count)
		qsort(stays->names.at, stays->names.count, sizeof *stays->names.at, by_name);
	while (rc == 0 && (d = readdir(dir))) {
		if (does_stay(dirfd(dir), stays, d->d_name))
			continue;
		if (unlinkat(dirfd(dir), d->d_name, 0) < 0)
			rc = err_set(err, ERR_FAILED, "%s/%s: %s", f->path, d->d_name,
			             strerror(errno));
	}
	closedir(dir);
	return rc;
}
