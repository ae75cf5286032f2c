/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/model/hub_lib.h"

#include "model/hub/folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct rights rights = {false};

bool hub_test_begin(struct hub_test *t, void **state, const char *name)
{
	const struct folder *f = *state;
	char path[140];

	*t = (struct hub_test){.store = NULL};
	if (sign_make(&t->secret, &t->public, &t->err) < 0)
		return false;
	snprintf(path, sizeof path, "%s/%s.store", f->path, name);
	snprintf(t->folder, sizeof t->folder, "%s/%s", f->path, name);
	assert_int_equal(mkdir(t->folder, 0755), 0);
	t->store = must_open(path, STORE_PERSONAL);
	return true;
}

void hub_test_end(struct hub_test *t)
{
	store_close(t->store);
}

static struct doc *make_page(int number, int turn, size_t bytes)
{
	struct doc_maker *m = doc_maker_new(0);
	uint64_t chance = 1 + (uint64_t)number * 1000003 + (uint64_t)turn * 7919;
	char word[33], title[40];

	snprintf(title, sizeof title, "Release %d", number);
	doc_add_fact(m, DOC_TITLE, title);
	doc_add_fact(m, DOC_LANGUAGE, "en");
	doc_add_fact(m, DOC_FORMAT, "html");
	for (size_t n = 0; n < bytes; n += 32) {
		if (n % 4096 == 0)
			doc_begin(m, DOC_PARAGRAPH);
		for (int i = 0; i < 32; i++) {
			chance = chance * 6364136223846793005u + 1442695040888963407u;
			word[i] = "abcdefghijklmnop"[chance >> 60];
		}
		word[32] = '\0';
		doc_add_str(m, word);
	}
	return doc_finish(m, NULL);
}

int64_t hub_put(struct store *s, int number, int turn, size_t bytes)
{
	char url[60], raw[60];
	struct store_origin o = {.key = url, .asked = url, .url = url, .type = "text/html"};
	struct doc *doc = make_page(number, turn, bytes);
	struct err err = {0};
	struct store_incoming *in;
	int64_t id;

	snprintf(url, sizeof url, HUB_PAGE, number);
	snprintf(raw, sizeof raw, "page %d, %d", number, turn);
	in = store_begin(s, &o, &err);
	assert_non_null(in);
	assert_int_equal(store_add(in, raw, strlen(raw), &err), 0);
	id = store_commit(in, doc, true, 1, &err);
	if (id < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	return id;
}

int hub_test_publish(struct hub_test *t)
{
	const struct hub_publish p = {.store = t->store,
	                              .rights = &rights,
	                              .folder = t->folder,
	                              .key = &t->secret,
	                              .keys = &t->was,
	                              .key_count = t->was != NULL};

	err_clear(&t->err);
	return hub_publish(&p, &t->done, &t->err);
}

void hub_test_read(const struct hub_test *t, const char *name, struct buf *out)
{
	const struct hub_folder f = {.rights = &rights, .path = t->folder};
	struct err err = {0};

	buf_init(out, 16 << 20);
	if (hub_folder_read(&f, name, out, &err) != 1)
		fail_msg("%s: %s", name, err.text);
}

void hub_test_touch(const struct hub_test *t, const char *name)
{
	struct timespec times[2] = {{.tv_sec = 1700000000}};
	uint8_t hash[HUB_HASH];
	char path[300];
	struct buf b;

	hub_test_read(t, name, &b);
	hub_hash(b.bytes, b.len, hash);
	buf_done(&b);
	times[0].tv_sec += hash[0] << 8 | hash[1];
	times[1] = times[0];
	snprintf(path, sizeof path, "%s/%s", t->folder, name);
	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

void hub_test_write(const struct hub_test *t, const char *name, const char *bytes, size_t len)
{
	struct hub_folder f = {.rights = &rights, .path = t->folder};
	struct buf b;

	buf_init(&b, 16 << 20);
	buf_add(&b, bytes, len);
	assert_int_equal(hub_folder_write(&f, name, &b, NULL), 0);
	buf_done(&b);
	hub_test_touch(t, name);
}

void hub_test_root(const struct hub_test *t, struct hub_root *root)
{
	struct err err = {0};
	struct buf b;

	hub_test_read(t, HUB_ROOT, &b);
	if (hub_root_open(b.bytes, b.len, HUB_ROOT, &t->public, root, &err) < 0)
		fail_msg("%s", err.text);
	buf_done(&b);
}

void hub_test_list(const struct hub_test *t, bool full, struct hub_list *list)
{
	struct hub_root root;
	char name[HUB_NAME];
	struct buf b;

	hub_test_root(t, &root);
	hub_name(full ? HUB_LIST : HUB_LIST_OF_CHANGES,
	         full ? root.list.hash : root.changes[0].hash, name);
	hub_test_read(t, name, &b);
	assert_true(hub_file_is(full ? &root.list : &root.changes[0], b.bytes, b.len));
	assert_int_equal(hub_list_read(list, b.bytes, b.len, name, NULL), 0);
	buf_done(&b);
}

void hub_test_relist(const struct hub_test *t, bool full, const char *text, size_t len)
{
	struct hub_root root;
	char name[HUB_NAME];
	struct hub_file *file;
	struct buf b;

	hub_test_root(t, &root);
	file = full ? &root.list : &root.changes[0];
	hub_hash(text, len, file->hash);
	file->bytes = len;
	hub_name(full ? HUB_LIST : HUB_LIST_OF_CHANGES, file->hash, name);
	hub_test_write(t, name, text, len);
	buf_init(&b, HUB_ROOT_MOST);
	assert_int_equal(hub_root_sign(&root, &t->secret, &b, NULL), 0);
	hub_test_write(t, HUB_ROOT, b.bytes, b.len);
	buf_done(&b);
}

char *hub_test_names(const struct hub_test *t)
{
	char command[200], *names = calloc(1, 8192);
	FILE *pipe;

	snprintf(command, sizeof command, "ls '%s'", t->folder);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	assert_true(fread(names, 1, 8191, pipe) > 0);
	pclose(pipe);
	return names;
}
