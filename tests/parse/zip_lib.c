/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/parse/zip_lib.h"

#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zip.h>

static void add(zip_t *zip, const char *name, const char *text, size_t len, const char *password)
{
	zip_source_t *source = zip_source_buffer(zip, text, len, 0);
	assert_non_null(source);
	zip_int64_t index = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);
	assert_true(index >= 0);
	if (password)
		assert_int_equal(
			zip_file_set_encryption(zip, (zip_uint64_t)index, ZIP_EM_AES_256, password),
			0);
}

static zip_t *begin(zip_source_t **source)
{
	zip_error_t error;
	zip_error_init(&error);
	*source = zip_source_buffer_create(NULL, 0, 0, &error);
	assert_non_null(*source);
	zip_source_keep(*source);
	zip_t *zip = zip_open_from_source(*source, ZIP_TRUNCATE, &error);
	assert_non_null(zip);
	return zip;
}

static char *finish(zip_t *zip, zip_source_t *source, size_t *len)
{
	zip_stat_t stat;
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_open(source), 0);
	assert_int_equal(zip_source_stat(source, &stat), 0);
	char *bytes = malloc(stat.size);
	assert_non_null(bytes);
	*len = (size_t)zip_source_read(source, bytes, stat.size);
	assert_int_equal(*len, stat.size);
	zip_source_close(source);
	zip_source_free(source);
	return bytes;
}

char *zip_make(const struct zip_part *parts, size_t count, const char *password, size_t *len)
{
	zip_source_t *source;
	zip_t *zip = begin(&source);
	for (size_t i = 0; i < count; i++)
		add(zip, parts[i].name, parts[i].text,
		    parts[i].len ? parts[i].len : strlen(parts[i].text), password);
	return finish(zip, source, len);
}

struct texts {
	char *at[64]; /* libzip reads them when the archive is closed */
	size_t count;
};

static void add_folder(zip_t *zip, const char *top, const char *below, struct texts *texts)
{
	char path[2048], name[2048];
	struct dirent **names;
	snprintf(path, sizeof path, "%.1000s/%.1000s", top, below);
	int count = scandir(path, &names, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		struct stat stat;
		size_t len;
		snprintf(name, sizeof name, "%.900s%.900s", below, names[i]->d_name);
		snprintf(path, sizeof path, "%.1000s/%.1000s", top, name);
		bool dots =
			strcmp(names[i]->d_name, ".") == 0 || strcmp(names[i]->d_name, "..") == 0;
		free(names[i]);
		if (dots || lstat(path, &stat) < 0)
			continue;
		if (S_ISDIR(stat.st_mode)) {
			strncat(name, "/", 2);
			add_folder(zip, top, name, texts);
			continue;
		}
		assert_true(texts->count < 64);
		char *text = texts->at[texts->count++] = parse_read(path, &len);
		assert_non_null(text);
		add(zip, name, text, len, NULL);
	}
	if (count >= 0)
		free(names);
}

char *zip_folder(const char *path, size_t *len)
{
	struct texts texts = {.count = 0};
	zip_source_t *source;
	zip_t *zip = begin(&source);
	add_folder(zip, path, "", &texts);
	char *bytes = finish(zip, source, len);
	for (size_t i = 0; i < texts.count; i++)
		free(texts.at[i]);
	return bytes;
}
