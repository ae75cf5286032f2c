/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/parse/parse_lib.h"

#include "tests/lib/check.h"

#include <fcntl.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct doc *parse_it(const void *bytes, size_t len, const struct parse_how *how)
{
	const struct parse_how none = {0};
	struct err err = {0};
	struct buf data, file;
	buf_init(&data, len + 1);
	buf_add(&data, bytes, len);
	struct doc *doc = parse_bytes(how ? how : &none, &data, &err);
	buf_done(&data);
	assert_non_null(doc);
	buf_init(&file, DOC_MAX);
	doc_write(doc, &file);
	assert_true(buf_ok(&file));
	doc_free(doc);
	doc = doc_read(file.bytes, file.len, &err);
	if (!doc)
		fail_msg("docfile: %s", err.text);
	buf_done(&file);
	return doc;
}

struct doc *parse_str(const char *html)
{
	return parse_it(html, strlen(html), NULL);
}

static void add_text(struct buf *out, const struct doc_text *text)
{
	buf_add(out, text->bytes, text->len);
	buf_char(out, '\n');
}

char *parse_body(const struct doc *doc, bool marks)
{
	struct buf out;
	buf_init(&out, DOC_MAX);
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		if (b->kind == DOC_FIGURE)
			continue;
		if (marks && (*b->number || *b->marker))
			buf_printf(&out, "%s%s ", b->number, b->marker);
		add_text(&out, &b->text);
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
				add_text(&out, &b->rows[r].cells[c].text);
	}
	char *text = buf_take(&out);
	assert_non_null(text);
	return text;
}

/* -- files and sets ------------------------------------------------------ */

char *parse_read(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	struct buf out;
	size_t n;
	char *room;
	if (!f)
		return NULL;
	buf_init(&out, 64u << 20);
	while ((room = buf_room(&out, 65536)) && (n = fread(room, 1, 65536, f)) > 0)
		buf_grown(&out, n);
	fclose(f);
	*len = out.len;
	return buf_take(&out);
}

char *parse_encode(const char *utf8, const char *set, size_t *len)
{
	iconv_t handle = iconv_open(set, "UTF-8");
	size_t left = strlen(utf8), room = left * 4 + 16;
	char *in = (char *)utf8, *out = calloc(1, room), *to = out;
	assert_true(handle != (iconv_t)-1);
	assert_non_null(out);
	size_t all = room;
	assert_int_equal(iconv(handle, &in, &left, &to, &room), 0);
	*len = all - room;
	iconv_close(handle);
	return out;
}

size_t parse_mapped(void)
{
	char line[64] = "";
	int fd = open("/proc/self/statm", O_RDONLY);

	assert_true(read(fd, line, sizeof line - 1) > 0);
	close(fd);
	return strtoull(line, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE);
}
