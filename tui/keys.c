/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/keys.h"

#include "model/base/utf8.h"
#include "model/base/vec.h"
#include "tui/term.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct binding {
	uint32_t key;
	const struct command *command; /* NULL: none */
};

struct keys {
	VEC(struct binding) bindings;
};

static const struct {
	const char *name;
	uint32_t key;
} names[] = {
	{"Space", ' '},
	{"Enter", '\r'},
	{"Tab", '\t'},
	{"BackTab", TERM_BACKTAB},
	{"Esc", 27},
	{"Backspace", TERM_BACKSPACE},
	{"Up", TERM_UP},
	{"Down", TERM_DOWN},
	{"Left", TERM_LEFT},
	{"Right", TERM_RIGHT},
	{"PgUp", TERM_PAGE_UP},
	{"PgDn", TERM_PAGE_DOWN},
	{"Home", TERM_HOME},
	{"End", TERM_END},
	{"Delete", TERM_DELETE},
};

uint32_t keys_number(const char *name)
{
	size_t len = strlen(name);
	uint32_t c;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcasecmp(names[i].name, name))
			return names[i].key;
	if (!strncasecmp(name, "Ctrl-", 5) && len == 6)
		return (uint32_t)(toupper((unsigned char)name[5]) & 0x1f);
	if (len && utf8_decode(name, len, &c) == len)
		return c;
	return 0;
}

static void add_name(uint32_t key, struct buf *out)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].key == key) {
			buf_str(out, names[i].name);
			return;
		}
	if (key < 32)
		buf_printf(out, "Ctrl-%c", (int)key + 64);
	else
		buf_utf8(out, key);
}

void keys_name(uint32_t key, char *out, size_t size)
{
	struct buf b;

	buf_init(&b, 40);
	if (key < TERM_PASTE)
		add_name(key, &b);
	snprintf(out, size, "%s", b.bytes);
	buf_done(&b);
}

static int bind_key(struct keys *k, uint32_t key, const struct command *command)
{
	struct binding b = {key, command};

	for (size_t i = 0; i < k->bindings.count; i++)
		if (k->bindings.at[i].key == key) {
			k->bindings.at[i].command = command;
			return 0;
		}
	return vec_push(&k->bindings, b);
}

int keys_bind(struct keys *k, const char *key, const char *name, struct err *err)
{
	uint32_t number = keys_number(key);
	bool none = !strcmp(name, "none");
	const struct command *command = none ? NULL : command_by_name(name);

	if (!number)
		return err_set(err, ERR_USAGE, "'%s' is no key", key);
	if (!command && !none)
		return err_set(err, ERR_USAGE, "'%s' is no command", name);
	return bind_key(k, number, command);
}

static void bind_defaults(struct keys *k, const struct command *command)
{
	const char *p = command->keys ? command->keys : "";

	while (*p) {
		char name[16];
		size_t n = strcspn(p, " ");

		snprintf(name, sizeof name, "%.*s", (int)n, p);
		bind_key(k, keys_number(name), command);
		p += n + strspn(p + n, " ");
	}
}

struct keys *keys_new(void)
{
	struct keys *k = calloc(1, sizeof *k);

	for (int g = 0; k && command_groups[g]; g++)
		for (const struct command *const *c = command_groups[g]->commands; *c; c++)
			bind_defaults(k, *c);
	return k;
}

void keys_free(struct keys *k)
{
	if (!k)
		return;
	vec_done(&k->bindings);
	free(k);
}

int keys_read(struct keys *k, const struct rights *rights, const char *path, struct err *err)
{
	struct err lack = {0};
	FILE *f = rights_read_file(rights, path, &lack);
	char line[256], key[64], command[64];
	unsigned number = 0;
	int rc = 0;

	if (!f)
		return !errno || errno == ENOENT || errno == ENOTDIR
		               ? 0
		               : err_set(err, ERR_USAGE, "%s", lack.text);
	/* one that is wrong keeps no other from being bound; the first is told */
	while (fgets(line, sizeof line, f)) {
		struct err why = {0}, *said = rc ? NULL : err;

		number++;
		if (line[strspn(line, " \t\n")] == '\0' || line[strspn(line, " \t")] == '#')
			continue;
		if (sscanf(line, "%63s %63s", key, command) != 2)
			rc = err_set(said, ERR_USAGE, "%s: line %u: a key and a command", path,
			             number);
		else if (keys_bind(k, key, command, &why) < 0)
			rc = err_set(said, ERR_USAGE, "%s: line %u: %s", path, number, why.text);
	}
	fclose(f);
	return rc;
}

const struct command *keys_find(const struct keys *k, uint32_t key)
{
	for (size_t i = 0; i < k->bindings.count; i++)
		if (k->bindings.at[i].key == key)
			return k->bindings.at[i].command;
	return NULL;
}

void keys_of(const struct keys *k, const struct command *command, char *out, size_t size)
{
	struct buf b;

	buf_init(&b, 4096);
	for (size_t i = 0; i < k->bindings.count; i++)
		if (k->bindings.at[i].command == command) {
			if (b.len)
				buf_char(&b, ' ');
			add_name(k->bindings.at[i].key, &b);
		}
	snprintf(out, size, "%s", b.bytes);
	buf_done(&b);
}
