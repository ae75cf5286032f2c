/* SPDX-License-Identifier: ISC */
/* Texts of our own, in a minimal markup: the first line "# Title"; "## Heading";
 * paragraphs apart by blank lines; items that begin with "- "; links as
 * [label](address). NAME.txt is English, NAME.LANG.txt another language. */
#include "config.h"

#include "data/starter.h"
#include "model/base/buf.h"
#include "model/base/utf8.h"
#include "model/doc/document.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct page_file {
	FILE *file;
	char *path;
	char key[96], lang[8];
	long at;
	struct doc_maker *m;
	struct buf block; /* text of the block at hand, lines joined */
	char kind;        /* '#', '-', 'p', or 0 between blocks */
	int level, headings;
	bool title, doubt; /* a title was given; '~' stands somewhere */
	struct buf lead;   /* the first paragraph, without addresses */
};

static int page_error(const struct page_file *p, struct err *err, const char *what)
{
	return err_set(err, ERR_FAILED, "%s:%ld: %s", p->path, p->at, what);
}

/* The bracket that closes an address: symbols hold pairs of them. */
static const char *link_end(const char *s)
{
	int depth = 0;

	for (; *s && *s != ' '; s++) {
		if (*s == '(')
			depth++;
		else if (*s == ')' && depth-- == 0)
			return s;
	}
	return NULL;
}

/* Adds the text with its links. */
static int add_marked(struct page_file *p, const char *s, struct err *err)
{
	bool lead = p->kind == 'p' && !p->lead.len;

	while (*s) {
		const char *open = strchr(s, '['), *close = open ? strstr(open, "](") : NULL;
		const char *end = close ? link_end(close + 2) : NULL;
		char *label, *href;

		if (!close) {
			doc_add_str(p->m, s);
			if (lead)
				buf_str(&p->lead, s);
			break;
		}
		if (!end)
			return page_error(p, err, "a link without its closing bracket");
		doc_add_text(p->m, s, (size_t)(open - s));
		label = strndup(open + 1, (size_t)(close - open - 1));
		href = strndup(close + 2, (size_t)(end - close - 2));
		if (label && href)
			doc_add_link(p->m, label, href);
		if (lead && label) {
			buf_add(&p->lead, s, (size_t)(open - s));
			buf_str(&p->lead, label);
		}
		free(label);
		free(href);
		s = end + 1;
	}
	return 0;
}

static int end_block(struct page_file *p, struct err *err)
{
	char level[8], anchor[16];
	int rc = 0;

	if (!p->kind)
		return 0;
	if (strchr(p->block.bytes, '~'))
		p->doubt = true;
	if (p->kind == '#' && p->level == 1) {
		if (p->title)
			return page_error(p, err, "a second title");
		doc_add_fact(p->m, DOC_TITLE, p->block.bytes);
		p->title = true;
	} else {
		doc_begin(p->m, p->kind == '#'   ? DOC_HEADING
		                : p->kind == '-' ? DOC_ITEM
		                                 : DOC_PARAGRAPH);
		if (p->kind == '-')
			doc_attr(p->m, "marker", "-");
		if (p->kind != 'p') {
			snprintf(level, sizeof level, "%d", p->kind == '#' ? p->level : 1);
			doc_attr(p->m, "level", level);
		}
		if (p->kind == '#') {
			snprintf(anchor, sizeof anchor, "s%d", ++p->headings);
			doc_attr(p->m, "anchor", anchor);
		}
		rc = add_marked(p, p->block.bytes, err);
	}
	buf_reset(&p->block);
	p->kind = 0;
	return rc;
}

static int take_line(struct page_file *p, char *line, struct err *err)
{
	size_t len = strlen(line);

	while (len && (line[len - 1] == '\n' || line[len - 1] == ' '))
		line[--len] = 0;
	if (!utf8_is_clean(line, len, false))
		return page_error(p, err, "malformed UTF-8 or a control character");
	if (!len)
		return end_block(p, err);
	if (*line == '#' || !strncmp(line, "- ", 2)) {
		if (end_block(p, err) < 0)
			return -1;
		p->kind = *line;
		p->level = (int)strspn(line, "#");
		if (p->level > 6 || (p->level && line[p->level] != ' '))
			return page_error(p, err, "not a heading");
		line += p->level ? p->level + 1 : 2;
	} else {
		line += strspn(line, " ");
	}
	if (!p->kind)
		p->kind = 'p';
	if (!p->title && !(p->kind == '#' && p->level == 1))
		return page_error(p, err, "a page begins with its title");
	if (p->block.len)
		buf_char(&p->block, ' ');
	buf_str(&p->block, line);
	return p->kind == '#' ? end_block(p, err) : 0;
}

/* The pane whose page this is shows its first paragraph. */
static int put_lead(struct starter *st, const struct page_file *p, struct err *err)
{
	sqlite3_stmt *q = store_prepare(st->store, "UPDATE pane SET lead=?2 WHERE page=?1", err);

	if (!q)
		return -1;
	store_bind(q, 1, p->key + strlen("page:"));
	store_bind(q, 2, p->lead.bytes);
	return store_run(st->store, q, err);
}

static int put_page(struct starter *st, struct page_file *p, struct err *err)
{
	struct doc *doc;
	int rc;

	if (p->doubt) {
		doc_begin(p->m, DOC_RULE);
		doc_begin(p->m, DOC_PARAGRAPH);
		doc_add_str(p->m, "~ not confirmed, or only in part");
	}
	doc_add_fact(p->m, DOC_LANGUAGE, p->lang);
	doc = doc_finish(p->m, err);
	p->m = NULL;
	if (!doc)
		return -1;
	rc = store_put_page(st->store, p->key, doc, err);
	doc_free(doc);
	if (rc == 0 && !strcmp(p->lang, "en"))
		rc = put_lead(st, p, err);
	return rc;
}

static int read_page(struct starter *st, struct page_file *p, struct err *err)
{
	char *line = NULL;
	size_t cap = 0;
	int rc = 0;

	p->file = fopen(p->path, "r");
	if (!p->file)
		return err_set(err, ERR_FAILED, "%s: %s", p->path, strerror(errno));
	p->m = doc_maker_new(0);
	if (!p->m)
		rc = err_set(err, ERR_FAILED, "%s: out of memory", p->path);
	while (rc == 0 && getline(&line, &cap, p->file) >= 0) {
		p->at++;
		rc = take_line(p, line, err);
	}
	if (rc == 0)
		rc = end_block(p, err);
	if (rc == 0 && !p->title)
		rc = page_error(p, err, "a page begins with its title");
	if (rc == 0)
		rc = put_page(st, p, err);
	free(line);
	doc_maker_free(p->m);
	fclose(p->file);
	return rc;
}

/* NAME.txt or NAME.LANG.txt; others in the folder are left alone. */
static int is_page(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 4 && n < 80 && *d->d_name != '.' && !strcmp(d->d_name + n - 4, ".txt");
}

static int one_page(struct starter *st, const char *name, struct err *err)
{
	struct page_file p = {.lang = "en"};
	size_t size = strlen(st->dir) + strlen(name) + 8;
	const char *dot = strchr(name, '.');
	int rc = -1;

	p.path = malloc(size);
	if (!p.path)
		return err_set(err, ERR_FAILED, "%s: out of memory", name);
	snprintf(p.path, size, "%s/pages/%s", st->dir, name);
	snprintf(p.key, sizeof p.key, "page:%.*s", (int)(dot - name), name);
	if (strcmp(dot, ".txt") != 0)
		snprintf(p.lang, sizeof p.lang, "%.2s", dot + 1);
	buf_init(&p.block, 1 << 16);
	buf_init(&p.lead, 1 << 16);
	rc = read_page(st, &p, err);
	buf_done(&p.block);
	buf_done(&p.lead);
	free(p.path);
	return rc;
}

int starter_pages(struct starter *st, struct err *err)
{
	size_t size = strlen(st->dir) + 8;
	char *path = malloc(size);
	struct dirent **names;
	int n, rc = 0;

	if (!path)
		return err_set(err, ERR_FAILED, "pages: out of memory");
	snprintf(path, size, "%s/pages", st->dir);
	n = scandir(path, &names, is_page, alphasort);
	if (n < 0 && errno != ENOENT)
		rc = err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
	free(path);
	for (int i = 0; i < n; i++) {
		if (rc == 0)
			rc = one_page(st, names[i]->d_name, err);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return rc;
}
