/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "cli/verbs.h"

#include "model/doc/reference.h"

#include <string.h>

#define ENTRY(name) &name##_verb,
const struct cli_verb *const cli_verbs[] = {CLI_VERBS(ENTRY) NULL};
#undef ENTRY

const struct cli_verb *cli_find_verb(const char *name)
{
	for (const struct cli_verb *const *v = cli_verbs; *v; v++)
		if (!strcmp((*v)->name, name))
			return *v;
	return NULL;
}

bool cli_needs_stores(const struct cli_verb *verb, int argc, char **argv)
{
	if (verb->own_stores)
		return false;
	if (!verb->takes_files)
		return true;
	for (int i = 1; i < argc; i++)
		if (!reference_is_file(argv[i]))
			return true;
	return false;
}
