/* SPDX-License-Identifier: ISC */
/* fuzz target: what a terminal sends, as keys: the same in whatever pieces it comes, all of it
 * taken, and each key a character or one that there is. The first byte is the pieces' length. */
#include "config.h"

#include "tui/input.h"
#include "tui/term.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define KEYS_MOST 70000

struct keys_seen {
	uint32_t at[KEYS_MOST];
	size_t count, pasted; /* bytes */
};

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void drain(struct input *in, struct keys_seen *seen)
{
	uint32_t key;

	while (input_next(in, &key) == INPUT_KEY) {
		must(seen->count < KEYS_MOST);
		seen->at[seen->count++] = key;
		if (key != TERM_PASTE)
			continue;
		const char *text = input_pasted(in);
		must(text);
		seen->pasted += strlen(text);
	}
}

static void type(const uint8_t *data, size_t size, size_t step, struct keys_seen *seen)
{
	struct input *in = input_new();
	uint32_t key;

	must(in);
	seen->count = seen->pasted = 0;
	for (size_t at = 0; at < size; at += step) {
		input_feed(in, (const char *)data + at, size - at < step ? size - at : step, 1);
		drain(in, seen);
	}
	/* what was begun and never ended is taken after a pause, however deep */
	for (int i = 0; i < 4; i++) {
		input_pause(in);
		drain(in, seen);
	}
	must(input_next(in, &key) != INPUT_KEY);
	input_free(in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct keys_seen whole, pieces;

	if (size < 2)
		return 0;
	setlocale(LC_CTYPE, "C.UTF-8");
	type(data + 1, size - 1, size, &whole);
	type(data + 1, size - 1, 1 + data[0] % 9, &pieces);
	must(whole.count == pieces.count && whole.pasted == pieces.pasted);
	must(memcmp(whole.at, pieces.at, whole.count * sizeof *whole.at) == 0);
	return 0;
}
