/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "data/page_file.h"

#include "model/base/buf.h"
#include "model/base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No block is longer. */
#define BLOCK_MOST (1 << 16)

struct reader {
	struct page_block block; /* at hand; kind is 0 between blocks */
	struct buf text;         /* its lines joined */
	int titles;
	int (*each)(const struct page_block *, void *, struct err *);
	void *payload;
};

int page_file_error(const struct page_block *b, struct err *err, const char *what)
{
	return err_set(err, ERR_FAILED, "%s:%ld: %s", b->path, b->line, what);
}

static int end_block(struct reader *r, struct err *err)
{
	int rc;

	if (!r->block.kind)
		return 0;
	if (r->block.kind == '#' && r->block.level == 1 && r->titles++)
		return page_file_error(&r->block, err, "a second title");
	r->block.number++;
	r->block.text = r->text.bytes;
	rc = r->each(&r->block, r->payload, err);
	buf_reset(&r->text);
	r->block.kind = 0;
	return rc;
}

static int take_line(struct reader *r, char *line, struct err *err)
{
	struct page_block *b = &r->block;
	size_t len = strlen(line);

	while (len && (line[len - 1] == '\n' || line[len - 1] == ' '))
		line[--len] = 0;
	if (!utf8_is_clean(line, len, false))
		return page_file_error(b, err, "malformed UTF-8 or a control character");
	if (!len)
		return end_block(r, err);
	if (*line == '#' || !strncmp(line, "- ", 2)) {
		if (end_block(r, err) < 0)
			return -1;
		b->kind = *line;
		b->level = (int)strspn(line, "#");
		if (b->level > 6 || (b->level && line[b->level] != ' '))
			return page_file_error(b, err, "not a heading");
		line += b->level ? b->level + 1 : 2;
	} else {
		line += strspn(line, " ");
	}
	if (!b->kind)
		b->kind = 'p';
	if (!r->titles && !(b->kind == '#' && b->level == 1))
		return page_file_error(b, err, "a page begins with its title");
	if (r->text.len)
		buf_char(&r->text, ' ');
	buf_str(&r->text, line);
	return b->kind == '#' ? end_block(r, err) : 0;
}

int page_file_read(const char *path,
                   int (*each)(const struct page_block *, void *payload, struct err *),
                   void *payload, struct err *err)
{
	struct reader r = {.block.path = path, .each = each, .payload = payload};
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	int rc = 0;

	if (!file)
		return err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	buf_init(&r.text, BLOCK_MOST);
	while (rc == 0 && getline(&line, &cap, file) >= 0) {
		r.block.line++;
		rc = take_line(&r, line, err);
	}
	if (rc == 0)
		rc = end_block(&r, err);
	if (rc == 0 && !r.titles)
		rc = page_file_error(&r.block, err, "a page begins with its title");
	free(line);
	buf_done(&r.text);
	fclose(file);
	return rc;
}

/* Others in the folder are left alone. */
static int is_page(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 4 && n < 80 && *d->d_name != '.' &&
	       strchr(d->d_name, '.') == d->d_name + n - 4 && !strcmp(d->d_name + n - 4, ".txt");
}

int page_file_each(const char *dir,
                   int (*each)(const char *dir, const char *name, void *payload, struct err *),
                   void *payload, struct err *err)
{
	char path[4096];
	struct dirent **names;
	int n, rc = 0;

	if (snprintf(path, sizeof path, "%s/pages", dir) >= (int)sizeof path)
		return err_set(err, ERR_FAILED, "%s: %s", dir, strerror(ENAMETOOLONG));
	n = scandir(path, &names, is_page, alphasort);
	if (n < 0 && errno != ENOENT)
		return err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (rc == 0)
			rc = each(path, names[i]->d_name, payload, err);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return rc;
}
