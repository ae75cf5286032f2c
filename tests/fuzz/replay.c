/* SPDX-License-Identifier: ISC */
/*
 * replay: runs a fuzz target over its seeds, as TAP. With -fsanitize=fuzzer the
 * target has a main of its own, and this file is left out.
 */
#include "config.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define SEED_MAX (8u << 20)

static int replay(const char *dir, const char *name, uint8_t *data, int number)
{
	char path[4096];
	size_t size;
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "rb");
	if (!f) {
		printf("not ok %d - %s cannot be read\n", number, name);
		return 1;
	}
	size = fread(data, 1, SEED_MAX, f);
	fclose(f);
	LLVMFuzzerTestOneInput(data, size);
	/* Every beginning of a small one too: what is cut short is half of what
	 * ever goes wrong. */
	for (size_t i = 0; size <= 4096 && i < size; i++) {
		uint8_t *part = malloc(i ? i : 1);

		for (size_t k = 0; part && k < i; k++)
			part[k] = data[k];
		if (part)
			LLVMFuzzerTestOneInput(part, i);
		free(part);
	}
	printf("ok %d - %s\n", number, name);
	fflush(stdout);
	return 0;
}

int main(int argc, char **argv)
{
	uint8_t *data = malloc(SEED_MAX);
	struct dirent **names;
	int n, done = 0, failed = 0;

	n = argc == 2 && data ? scandir(argv[1], &names, NULL, alphasort) : -1;
	if (n < 0) {
		fputs("usage: replay SEEDS\n", stderr);
		return 1;
	}
	for (int i = 0; i < n; i++) {
		if (names[i]->d_name[0] != '.')
			failed += replay(argv[1], names[i]->d_name, data, ++done);
		free(names[i]);
	}
	free(names);
	free(data);
	printf("1..%d\n", done);
	return failed > 0;
}
