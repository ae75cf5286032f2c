/* SPDX-License-Identifier: ISC */
/* fuzz target: what a terminal sends, key by key and pasted, into the prompt; and the same bytes
 * as a file of keys. The line is clean, and the cursor is on a character of it. The first byte
 * is the kind of prompt. */
#include "config.h"

#include "model/base/utf8.h"
#include "tui/keys.h"
#include "tui/prompt.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct prompt *p)
{
	const char *text = prompt_text(p);
	size_t at = prompt_cursor(p), len = strlen(text);

	if (at > len || ((unsigned char)text[at] & 0xc0) == 0x80 || !utf8_is_clean(text, len, true))
		abort();
}

static void type(const uint8_t *data, size_t size, enum prompt_kind kind)
{
	struct prompt *p = prompt_new(kind, size & 1 ? "ab\xd8\xb3" : NULL);
	char *paste = NULL;

	if (!p)
		return;
	for (size_t i = 0; i + 4 <= size; i += 4) {
		uint32_t key;

		memcpy(&key, data + i, sizeof key);
		/* most of them are keys that there are */
		key = key & 0x80000000 ? key & 0x7fffffff : key & 0x3ff;
		prompt_key(p, key);
		check(p);
	}
	paste = strndup((const char *)data, size);
	if (paste)
		prompt_paste(p, paste);
	check(p);
	free(paste);
	prompt_free(p);
}

static void read_keys(const uint8_t *data, size_t size)
{
	static const struct rights all;
	struct keys *k = keys_new();
	struct err err = {0};
	char path[60];
	int fd = memfd_create("keys", MFD_CLOEXEC);

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (k && fd >= 0 && write(fd, data, size) == (ssize_t)size &&
	    keys_read(k, &all, path, &err) < 0 && !*err.text)
		abort();
	if (fd >= 0)
		close(fd);
	keys_free(k);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	type(data + 1, size - 1, (enum prompt_kind)(data[0] % PROMPT_KINDS));
	read_keys(data + 1, size - 1);
	return 0;
}
