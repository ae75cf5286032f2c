/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/commands.h"

#include <stddef.h>
#include <string.h>

const struct command_group *const command_groups[] = {
	&cmd_move, &cmd_link, &cmd_pane,  &cmd_paper, &cmd_version, &cmd_find,    &cmd_time,
	&cmd_read, &cmd_keep, &cmd_notes, &cmd_copy,  &cmd_net,     &cmd_program, NULL,
};

const struct command *command_by_name(const char *name)
{
	size_t len = strlen(name), count[2] = {0};
	const struct command *found[2] = {NULL};

	for (int g = 0; len && command_groups[g]; g++)
		for (const struct command *const *c = command_groups[g]->commands; *c; c++) {
			if (!strcmp((*c)->name, name) ||
			    ((*c)->alias && !strcmp((*c)->alias, name)))
				return *c;
			if (strncmp((*c)->name, name, len))
				continue;
			found[(*c)->late] = *c;
			count[(*c)->late]++;
		}
	if (count[0])
		return count[0] == 1 ? found[0] : NULL;
	return count[1] == 1 ? found[1] : NULL;
}

const char *command_complete(const char *begun)
{
	size_t len = strlen(begun);

	for (int g = 0; len && command_groups[g]; g++)
		for (const struct command *const *c = command_groups[g]->commands; *c; c++)
			if (!strncmp((*c)->name, begun, len) && (*c)->name[len])
				return (*c)->name;
	return NULL;
}
