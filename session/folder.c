/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/folder.h"

#include "model/base/messages.h"
#include "model/base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* -- completing --------------------------------------------------------------- */

/* What the names that begin so have in common. */
struct common {
	const char *begun;
	size_t count, len;
	char name[NAME_MAX + 1];
};

/* Whether a line that is typed can hold it. */
static bool can_be_typed(const char *name)
{
	return utf8_is_clean(name, strlen(name), false);
}

static void take_name(struct common *c, const char *name)
{
	size_t len = 0;

	if (strncmp(name, c->begun, strlen(c->begun)) != 0 || (*name == '.' && *c->begun != '.') ||
	    !strcmp(name, ".") || !strcmp(name, "..") || !can_be_typed(name))
		return;
	if (!c->count++) {
		snprintf(c->name, sizeof c->name, "%s", name);
		c->len = strlen(c->name);
		return;
	}
	while (len < c->len && name[len] == c->name[len])
		len++;
	/* no cut within a character */
	while (len && ((unsigned char)c->name[len] & 0xc0) == 0x80)
		len--;
	c->len = len;
}

static bool complete(const char *line, const char *path, char *out, size_t size)
{
	const char *slash = strrchr(path, '/');
	int dir_len = slash ? (int)(slash + 1 - path) : 0;
	struct common c = {.begun = path + dir_len};
	char folder[PATH_MAX], whole[PATH_MAX + NAME_MAX + 1];
	struct dirent *one;
	struct stat st;
	DIR *dir;

	if (snprintf(folder, sizeof folder, "%.*s", dir_len, path) >= (int)sizeof folder ||
	    !(dir = opendir(dir_len ? folder : ".")))
		return false;
	while ((one = readdir(dir)))
		take_name(&c, one->d_name);
	closedir(dir);
	c.name[c.len] = '\0';
	snprintf(whole, sizeof whole, "%s%s", folder, c.name);
	bool inside = c.count == 1 && stat(whole, &st) == 0 && S_ISDIR(st.st_mode);
	if (strlen(whole) + inside <= strlen(path))
		return false;
	return snprintf(out, size, "%.*s%s%s", (int)(path - line), line, whole, inside ? "/" : "") <
	       (int)size;
}

bool folder_complete(const struct rights *rights, const char *line, char *out, size_t size)
{
	const char *word = strrchr(line, ' ');

	if (rights_need(rights, line, NULL) < 0)
		return false;
	return complete(line, line, out, size) || (word && complete(line, word + 1, out, size));
}

/* -- all of one ------------------------------------------------------------------ */

struct walk {
	struct folder *f;
	char *root; /* as the file system names it */
	int deep;
};

static int out_of_memory(struct err *err)
{
	return err_set(err, ERR_FAILED, "out of memory");
}

static int leave_out(struct folder *f, const char *path, const char *why, struct err *err)
{
	char *line;

	if (asprintf(&line, "%s: %s", path, why) < 0)
		return out_of_memory(err);
	if (vec_push(&f->left, line) < 0) {
		free(line);
		return out_of_memory(err);
	}
	return 0;
}

static int is_shown(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

/* Not by the rules of a language, of which the next run may have others. */
static int by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Whether what a link leads to is in the folder, and comes by itself. */
static bool stays_inside(const struct walk *w, const char *path)
{
	char *real = realpath(path, NULL);
	size_t len = strlen(w->root);
	bool inside = real && !strncmp(real, w->root, len) &&
	              (real[len] == '/' || !real[len] || w->root[len - 1] == '/');

	free(real);
	return inside;
}

static int walk(struct walk *w, const char *path, struct err *err);

/* `path` is taken over. */
static int take(struct walk *w, char *path, struct err *err)
{
	struct stat st;
	int rc = 0;

	if (lstat(path, &st) < 0) {
		rc = leave_out(w->f, path, strerror(errno), err);
	} else if (S_ISREG(st.st_mode)) {
		if (vec_push(&w->f->files, path) == 0)
			return 0;
		rc = out_of_memory(err);
	} else if (S_ISDIR(st.st_mode)) {
		struct err why = {0};

		rc = walk(w, path, &why);
		if (rc < 0 && why.code == ERR_USAGE) /* of this one alone */
			rc = leave_out(w->f, path, why.text, err);
		else if (rc < 0)
			*err = why;
	} else if (!S_ISLNK(st.st_mode)) {
		rc = leave_out(w->f, path, _("neither a file nor a folder"), err);
	} else if (!stays_inside(w, path)) {
		rc = leave_out(w->f, path, _("a link out of the folder: not followed"), err);
	}
	free(path);
	return rc;
}

/* ERR_USAGE: the folder cannot be read; what was read before it is good. */
static int walk(struct walk *w, const char *path, struct err *err)
{
	struct dirent **names = NULL;
	size_t len = strlen(path);
	int rc = 0, count;

	if (w->deep == FOLDER_DEEP)
		return err_set(err, ERR_USAGE, "folders in one another: more than %d", FOLDER_DEEP);
	count = scandir(path, &names, is_shown, by_bytes);
	if (count < 0)
		return err_set(err, ERR_USAGE, "%s", strerror(errno));
	w->deep++;
	for (int i = 0; i < count; i++) {
		char *inner = NULL;

		if (rc == 0 && asprintf(&inner, "%s%s%s", path, path[len - 1] == '/' ? "" : "/",
		                        names[i]->d_name) < 0)
			rc = out_of_memory(err);
		else if (rc == 0)
			rc = take(w, inner, err);
		free(names[i]);
	}
	free(names);
	w->deep--;
	return rc;
}

bool folder_is(const struct rights *rights, const char *path)
{
	struct stat st;

	return rights_need(rights, path, NULL) == 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int folder_read(struct folder *f, const struct rights *rights, const char *path, struct err *err)
{
	struct walk w = {.f = f};
	int rc;

	*f = (struct folder){0};
	if (rights_need(rights, path, err) < 0)
		return -1;
	w.root = realpath(path, NULL);
	if (!w.root)
		return err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	rc = walk(&w, path, err);
	if (rc < 0 && err->code == ERR_USAGE) {
		err->code = ERR_FAILED;
		err_prefix(err, path);
	}
	free(w.root);
	return rc;
}

void folder_done(struct folder *f)
{
	for (size_t i = 0; i < f->files.count; i++)
		free(f->files.at[i]);
	for (size_t i = 0; i < f->left.count; i++)
		free(f->left.at[i]);
	vec_done(&f->files);
	vec_done(&f->left);
}
