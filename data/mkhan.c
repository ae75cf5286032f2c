/* SPDX-License-Identifier: ISC */
/* mkhan FILE: reads Unicode's table of variants of Chinese characters (Unihan_Variants) from
 * standard input, and writes which simplified character stands for a traditional one, as
 * model/text/terms.c has it. Of several the first that is another character. Without input
 * the table has one row, of nothing. */
#include "config.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CODES 0x10000 /* those beyond are rare ones, and stay as they are */

static void read_line(const char *line, uint16_t *to)
{
	const char *at = strstr(line, "\tkSimplifiedVariant\t");
	unsigned long from = strncmp(line, "U+", 2) == 0 ? strtoul(line + 2, NULL, 16) : 0;

	if (!at || !from || from >= CODES)
		return;
	while ((at = strstr(at, "U+"))) {
		unsigned long code = strtoul(at + 2, NULL, 16);

		if (code && code != from && code < CODES) {
			to[from] = (uint16_t)code;
			return;
		}
		at += 2;
	}
}

/* What is simplified once more counts as that at once; never round in a circle. */
static uint16_t last_of(const uint16_t *to, unsigned from)
{
	unsigned at = from;

	for (int n = 0; n < 4 && to[at]; n++)
		at = to[at];
	return (uint16_t)at;
}

static int write_table(const uint16_t *to, const char *path)
{
	FILE *out = fopen(path, "w");
	int n = 0;

	if (!out)
		return -1;
	fputs("/* Made by data/mkhan.c. */\nstatic const uint16_t simplified[][2] = {", out);
	for (unsigned c = 0; c < CODES; c++) {
		unsigned last = to[c] ? last_of(to, c) : c;

		if (last != c)
			fprintf(out, "%s{%u, %u},", n++ % 6 ? " " : "\n\t", c, last);
	}
	fputs(n ? "\n};\n" : "{0, 0}};\n", out);
	return (ferror(out) | fclose(out)) ? -1 : 0;
}

int main(int argc, char **argv)
{
	static uint16_t to[CODES];
	char line[4096];

	if (argc != 2) {
		fputs("usage: mkhan FILE <VARIANTS\n", stderr);
		return 2;
	}
	while (fgets(line, sizeof line, stdin))
		read_line(line, to);
	if (write_table(to, argv[1]) == 0)
		return 0;
	fprintf(stderr, "mkhan: %s: %s\n", argv[1], strerror(errno));
	unlink(argv[1]);
	return 1;
}
