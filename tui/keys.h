/* SPDX-License-Identifier: ISC */
/*
 * keys: which key does what. The defaults come from the commands; a key
 * file ($XDG_CONFIG_HOME/palais/keys) changes them, one "KEY COMMAND" a line.
 * Knows no curses: keys are the numbers of term.h.
 */
#ifndef PALAIS_TUI_KEYS_H
#define PALAIS_TUI_KEYS_H

#include "model/base/err.h"
#include "model/base/rights.h"
#include "tui/commands.h"

#include <stddef.h>
#include <stdint.h>

struct keys;

struct keys *keys_new(void);
void keys_free(struct keys *k);

/* Binds keys as a file says; a file that is not there changes nothing. */
int keys_read(struct keys *k, const struct rights *rights, const char *path, struct err *err);
int keys_bind(struct keys *k, const char *key, const char *command, struct err *err);

/* What it does; NULL: nothing. */
const struct command *keys_find(const struct keys *k, uint32_t key);

/* The keys of a command as the help page writes them: "j Down". */
void keys_of(const struct keys *k, const struct command *command, char *out, size_t size);

/* The name of a key, or "": it has none. */
void keys_name(uint32_t key, char *out, size_t size);

/* The number of a key by its name, 0 when there is no such key. */
uint32_t keys_number(const char *name);

#endif
