/* symbols: each line of the input -> its UN symbols. */
#include "config.h"

#include "cli/cli.h"
#include "cli/file.h"
#include "cli/print.h"

#include "model/symbol.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void print_symbols(const char *line, size_t len)
{
	struct symbol_match m;
	size_t from = 0;

	while (symbol_next(line, len, from, &m)) {
		printf(from ? ";%s" : "%s", m.symbol);
		from = m.end;
	}
	putchar('\n');
}

int cli_symbols(struct cli *cli, int argc, char **argv, struct err *err)
{
	const char *path = argc > 1 ? argv[1] : "-";
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	FILE *in;
	int fd;

	(void)cli;
	if (argc > 2) {
		err_set(err, ERR_USAGE, "symbols: one file at most");
		return ERR_USAGE;
	}
	fd = file_open(path, err);
	in = fd < 0 ? NULL : fdopen(fd, "r");
	if (!in)
		return ERR_FAILED;
	while ((n = getline(&line, &cap, in)) >= 0) {
		while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			n--;
		print_symbols(line, (size_t)n);
	}
	free(line);
	n = ferror(in);
	fclose(in);
	if (n) {
		err_set(err, ERR_FAILED, "%s: %s", path, strerror(errno));
		return ERR_FAILED;
	}
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}
