/* SPDX-License-Identifier: ISC */
/* fuzz target: a config file of any bytes: it is read, or refused in words that say which line;
 * what was read keeps to what each option may be. */
#include "config.h"

#include "model/base/utf8.h"
#include "session/option_rows.h"
#include "session/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check(const struct options *o)
{
	must(strlen(o->langs) < sizeof o->langs && *o->langs);
	must(o->width >= 0 && o->most >= 0);
	must(o->store && *o->store && o->fetch_path && o->parse_path && o->carry_path);
	for (size_t i = 0; i < o->mirrors.count; i++)
		must(strchr(o->mirrors.at[i], '=') != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct options o = {0};
	struct err err = {0};
	char option[60], name[] = "palais";
	char *argv[] = {name, option, NULL};
	int fd = memfd_create("config", MFD_CLOEXEC);

	snprintf(option, sizeof option, "--config=/proc/self/fd/%d", fd);
	if (fd >= 0 && write(fd, data, size) == (ssize_t)size) {
		int first = options_read(&o, 2, argv, &err);

		must(first == 2 || (first == -1 && err.code == ERR_USAGE && *err.text));
		if (first == 2)
			check(&o);
		else
			must(utf8_is_clean(err.text, strlen(err.text), false));
		options_done(&o);
	}
	if (fd >= 0)
		close(fd);
	return 0;
}
