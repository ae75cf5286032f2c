/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/model/drawn_lib.h"

#include "tests/lib/tmp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct stores *drawn_stores;
static char personal[120];

int drawn_open(void **state)
{
	struct stores_config config = {.personal = personal, .starter = "starter.store"};
	struct err err = {0};

	(void)state;
	snprintf(personal, sizeof personal, "%.40s/palais-look-%d.store", tmp_folder(),
	         (int)getpid());
	drawn_stores = stores_open(&config, &err);
	return drawn_stores ? 0 : -1;
}

int drawn_close(void **state)
{
	char command[200];

	(void)state;
	stores_close(drawn_stores);
	snprintf(command, sizeof command, "rm -f '%s'*", personal);
	return system(command);
}

/* With a NUL behind it, until the next. */
const char *drawn_terminated(const struct doc_text *text)
{
	static char copy[1 << 16];

	assert_true(text->len < sizeof copy);
	memcpy(copy, text->bytes, text->len);
	copy[text->len] = '\0';
	return copy;
}

bool drawn_says(const struct doc_text *text, const char *words)
{
	return memmem(text->bytes, text->len, words, strlen(words)) != NULL;
}

struct doc *drawn_make(const char *address, int columns)
{
	struct view_context c = {drawn_stores, "en", 1795000000, true, columns, false};
	struct err err = {0};
	struct doc *doc = view_make(&c, address, &err);

	if (!doc)
		fail_msg("%s: %s", address, err.text);
	return doc;
}

/* -- tables, as they lie in data/ --------------------------------------------- */

static char *drawn_take_field(char **at, char mark)
{
	char *start = *at, *end = strchr(start, mark);

	if (!end)
		return start;
	*end = '\0';
	*at = end + 1;
	return start;
}

void drawn_read_table(struct table *t, const char *name)
{
	char path[300], *at, *line;
	const char *srcdir = getenv("srcdir");
	size_t size = 1 << 21;
	FILE *f;

	memset(t, 0, sizeof *t);
	snprintf(path, sizeof path, "%s/data/%s", srcdir ? srcdir : "..", name);
	f = fopen(path, "r");
	assert_non_null(f);
	t->text = calloc(1, size);
	assert_non_null(t->text);
	assert_in_range(fread(t->text, 1, size, f), 1, size - 1);
	fclose(f);
	at = t->text;
	drawn_take_field(&at, '\n');
	while (*at) {
		line = drawn_take_field(&at, '\n');
		assert_true(t->count < 4000);
		for (int i = 0; i < 12; i++) {
			char *end = strchr(line, '\t');

			t->rows[t->count][i] = line;
			if (end)
				*end = '\0';
			line = end ? end + 1 : line + strlen(line);
		}
		t->count++;
	}
}

void drawn_free_table(struct table *t)
{
	free(t->text);
}

size_t drawn_count_of(const char *text, const char *words)
{
	size_t n = 0;

	for (; (text = strstr(text, words)); text++)
		n++;
	return n;
}
