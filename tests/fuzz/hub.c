/* SPDX-License-Identifier: ISC */
/* fuzz target: what a hub says: its root, its lists, its key and signatures. What is read is
 * written again as the same bytes; all else is refused in words. The first byte chooses. */
#include "config.h"

#include "model/base/utf8.h"
#include "model/hub/list.h"
#include "model/hub/root.h"
#include "model/hub/sign.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void must_be_same(const struct buf *written, const char *text, size_t len)
{
	must(written->len == len && memcmp(written->bytes, text, len) == 0);
}

static void read_root(const char *text, size_t len)
{
	struct hub_root root;
	struct err err = {0};
	struct buf again;

	if (hub_root_read(text, len, "a", &root, &err) < 0) {
		must(*err.text);
		return;
	}
	must(root.generation > 0 && root.change_count <= HUB_CHANGES);
	buf_init(&again, HUB_ROOT_MOST);
	hub_root_write(&root, &again);
	must_be_same(&again, text, len);
	buf_done(&again);
}

static void read_list(const char *text, size_t len)
{
	struct hub_list list;
	struct err err = {0};
	struct buf again;

	hub_list_init(&list);
	if (hub_list_read(&list, text, len, "a", &err) < 0) {
		must(*err.text && list.texts.count == 0);
	} else {
		for (size_t i = 0; i < list.texts.count; i++) {
			const struct hub_text *t = &list.texts.at[i];

			must(utf8_is_clean(t->key, strlen(t->key), false));
			must(t->gone || t->pack);
		}
		buf_init(&again, HUB_LIST_MOST);
		hub_list_write(&list, &again);
		must_be_same(&again, text, len);
		buf_done(&again);
	}
	hub_list_done(&list);
}

static void read_keys(const char *text, size_t len)
{
	struct sign_public public;
	struct sign_secret secret;
	struct signature s;
	struct err err = {0};
	char print[SIGN_FINGERPRINT];

	if (sign_public_read(text, len, "a", &public, &err) == 0) {
		sign_fingerprint(&public, print);
		must(sign_fingerprint_is(&public, print) && sign_is_fingerprint(print));
	} else {
		must(*err.text);
	}
	sign_secret_read(text, len, "a", &secret, &err);
	if (signature_read(text, len, &s))
		must(s.len <= len && s.comment >= text && s.comment_len <= s.len &&
		     s.comment + s.comment_len <= text + len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const reads[])(const char *, size_t) = {read_root, read_list, read_keys};
	char *text;

	if (!size)
		return 0;
	/* a copy, so that reading past its end is seen */
	text = malloc(size);
	must(text);
	memcpy(text, data + 1, size - 1);
	reads[data[0] % 3](text, size - 1);
	free(text);
	return 0;
}
