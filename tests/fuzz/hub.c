/* SPDX-License-Identifier: ISC */
/* fuzz target: the root of a hub, its signature and its lists, as a web server sends them. What
 * is taken can be written again, and is then read as the same. */
#include "config.h"

#include "model/hub/list.h"
#include "model/hub/root.h"
#include "model/hub/sign.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_root(const char *bytes, size_t len)
{
	struct hub_root root, again;
	struct buf out;

	if (hub_root_read(bytes, len, "x", &root, NULL) < 0)
		return;
	if (root.generation < 1 || root.change_count > HUB_CHANGES)
		abort();
	buf_init(&out, HUB_ROOT_MOST);
	hub_root_write(&root, &out);
	if (!buf_ok(&out) || hub_root_read(out.bytes, out.len, "x", &again, NULL) < 0 ||
	    again.generation != root.generation || again.date != root.date ||
	    again.change_count != root.change_count ||
	    memcmp(&again.list, &root.list, sizeof root.list) != 0)
		abort();
	buf_done(&out);
}

static void check_list(const char *bytes, size_t len)
{
	struct hub_list list, again;
	struct buf out;

	if (hub_list_read(&list, bytes, len, "x", NULL) < 0)
		return;
	for (size_t i = 0; i < list.texts.count; i++) {
		const struct hub_text *t = &list.texts.at[i];

		if (!t->key || !*t->key || !t->lang || (!t->gone && !t->pack))
			abort();
	}
	buf_init(&out, 2 * len + 4096);
	hub_list_write(&list, &out);
	if (!buf_ok(&out) || hub_list_read(&again, out.bytes, out.len, "x", NULL) < 0)
		abort();
	if (again.texts.count != list.texts.count || again.packs.count != list.packs.count ||
	    again.generation != list.generation || again.after != list.after)
		abort();
	hub_list_done(&again);
	hub_list_done(&list);
	buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy, so that reading past its end is seen. */
	char *copy = malloc(size ? size : 1);
	struct signature s;

	if (!copy)
		return 0;
	memcpy(copy, data, size);
	if (signature_read(copy, size, &s)) {
		if (s.len > size)
			abort();
		check_root(copy + s.len, size - s.len);
	}
	check_root(copy, size);
	check_list(copy, size);
	free(copy);
	return 0;
}
