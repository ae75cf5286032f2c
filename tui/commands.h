/* SPDX-License-Identifier: ISC */
/*
 * commands: all that can be done, once. A command is one entry beside its handler, in
 * the file of its group (cmd_*.c); from these entries the key table, the prompt's
 * completion, the help page and the check of the manual (tests/manuals.t) are made.
 */
#ifndef PALAIS_TUI_COMMANDS_H
#define PALAIS_TUI_COMMANDS_H

#include <stdbool.h>
#include <stdint.h>

struct app;
struct command;
struct tab;

/* What a handler is told. */
struct command_call {
	struct app *app;
	struct tab *tab; /* the one that is shown */
	const struct command *command;
	const char *argument; /* what follows its name; "" */
	uint32_t key;         /* that was pressed for it; 0: it was called by name */
	unsigned count;       /* the number before the key; 0: none */
};

/* What a number before a command's key means. */
enum command_counts {
	COUNT_NEVER,   /* nothing: digits before it are panes */
	COUNT_REPEATS, /* it is run so often */
	COUNT_TAKES    /* what the command makes of it */
};

struct command {
	const char *name; /* for ':', scripts and key files */
	bool late; /* a beginning that others have too is theirs, as it was before this came */
	enum command_counts counts;
	const char *alias;     /* another name, of which no beginning will do; or NULL */
	const char *keys;      /* at first: "j Down Ctrl-N", as in a key file; or NULL */
	const char *arguments; /* as a manual writes them: "[WHAT]"; or NULL */
	const char *help;      /* a line; a message */
	int (*run)(const struct command_call *call); /* what it means for the screen (app.h) */
};

/* Those that stand together on the help page, under a heading. */
struct command_group {
	const char *title;                     /* a message */
	const struct command *const *commands; /* in their order; NULL after the last */
};

extern const struct command whole_command, picture_command;

extern const struct command_group cmd_move, cmd_link, cmd_pane, cmd_paper, cmd_version, cmd_find,
	cmd_time, cmd_keep, cmd_notes, cmd_read, cmd_copy, cmd_net, cmd_program;

/* In the order of the help page; NULL after the last. */
extern const struct command_group *const command_groups[];

/* The command of that name or alias, or of whose name alone it is the beginning; NULL. */
const struct command *command_by_name(const char *name);

/* The first name that begins so and is longer; NULL. */
const char *command_complete(const char *begun);

#endif
