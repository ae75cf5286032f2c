/* SPDX-License-Identifier: ISC */
/* What can be typed after a colon: commands, and lists and panes by their names. */
#include "config.h"

#include "model/base/messages.h"
#include "model/views/view.h"
#include "session/folder.h"
#include "tui/app_int.h"
#include "tui/commands.h"

#include <stdio.h>
#include <string.h>

/* The i-th name that opens something: a list's, then a pane's; false behind the last. */
static bool name_at(const struct app *a, size_t i, const char **name, const char **kind)
{
	const char *list = view_list_name(i);
	size_t lists = 0;

	*kind = "list";
	*name = list;
	if (list)
		return true;
	while (view_list_name(lists))
		lists++;
	if (i - lists >= a->tab_count)
		return false;
	*kind = "pane";
	*name = a->tabs[i - lists].key;
	return true;
}

bool app_named(struct app *a, const char *name, char *out, size_t size)
{
	const char *one, *kind;
	size_t len = strlen(name), count = 0;

	for (size_t i = 0; name_at(a, i, &one, &kind); i++) {
		bool whole = !strcmp(one, name);

		if (strncmp(one, name, len) != 0)
			continue;
		snprintf(out, size, "%s:%s", kind, one);
		count++;
		if (whole)
			return true;
	}
	/* what begins commands is theirs */
	return count == 1 && !command_complete(name);
}

bool app_complete(struct app *a, const char *begun, char *out, size_t size)
{
	const char *command = command_complete(begun), *one, *kind;
	size_t len = strlen(begun);

	if (command)
		snprintf(out, size, "%s", command);
	for (size_t i = 0; !command && len && name_at(a, i, &one, &kind); i++)
		if (!strncmp(one, begun, len) && one[len]) {
			snprintf(out, size, "%s", one);
			return true;
		}
	return command != NULL;
}

/* A command that takes files, of which the first is begun: where that begins; NULL. */
static const char *files_of(const char *typed)
{
	char name[40];
	const char *blank = strchr(typed, ' ');
	const struct command *command;

	if (!blank)
		return NULL;
	snprintf(name, sizeof name, "%.*s", (int)(blank - typed), typed);
	command = command_by_name(name);
	return command && command->arguments && strstr(command->arguments, "FILE") ? blank + 1
	                                                                           : NULL;
}

bool app_complete_typed(struct app *a, char *out, size_t size)
{
	const struct rights *rights = &a->session->options->rights;
	const char *typed = prompt_text(a->prompt), *files = NULL;
	enum prompt_kind kind = prompt_kind(a->prompt);
	char path[COMMAND_MOST];

	if (kind == PROMPT_COMMAND)
		files = files_of(typed);
	else if (kind == PROMPT_FILE || kind == PROMPT_FROM ||
	         (kind == PROMPT_OPEN && (*typed == '/' || *typed == '.')))
		files = typed;
	if (files && folder_complete(rights, files, path, sizeof path))
		return snprintf(out, size, "%.*s%s", (int)(files - typed), typed, path) < (int)size;
	return kind == PROMPT_COMMAND && !files && app_complete(a, typed, out, size);
}

void app_name_words(struct app *a, const char *typed, char *out, size_t size)
{
	const struct command *command;
	char name[40], keys[60], word[100];

	*out = '\0';
	snprintf(name, sizeof name, "%.*s", (int)strcspn(typed, " "), typed);
	if (!*name || typed[strlen(name)])
		return;
	command = command_by_name(name);
	if (command) {
		keys_of(a->keys, command, keys, sizeof keys);
		keys[strcspn(keys, " ")] = '\0';
		snprintf(out, size, "%s%s%s", command->name, *keys ? "  " : "", keys);
	} else if (app_named(a, name, word, sizeof word)) {
		snprintf(out, size, "%s", strchr(word, ':') + 1);
	} else if (app_complete(a, name, word, sizeof word)) {
		snprintf(out, size, "%s …", word);
	}
}
