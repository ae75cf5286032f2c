/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tui/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct script {
	FILE *file;
	char *line;
	size_t cap;
	unsigned number;
};

struct script *script_open(const struct rights *rights, const char *path, struct err *err)
{
	struct script *s = calloc(1, sizeof *s);

	if (!s) {
		err_set(err, ERR_FAILED, "out of memory");
		return NULL;
	}
	s->file = !strcmp(path, "-") ? stdin : rights_read_file(rights, path, err);
	if (!s->file) {
		if (err)
			err->code = ERR_USAGE;
		free(s);
		return NULL;
	}
	return s;
}

void script_close(struct script *s)
{
	if (!s)
		return;
	if (s->file != stdin)
		fclose(s->file);
	free(s->line);
	free(s);
}

bool script_read(const char *line, unsigned number, struct script_step *step)
{
	static const struct {
		const char *word;
		enum script_kind kind;
	} words[] = {{"key", SCRIPT_KEY},   {"type", SCRIPT_TYPE},   {"size", SCRIPT_SIZE},
	             {"wait", SCRIPT_WAIT}, {"until", SCRIPT_UNTIL}, {"dump", SCRIPT_DUMP}};
	size_t n;

	line += strspn(line, " \t");
	if (!*line || *line == '#')
		return false;
	*step = (struct script_step){SCRIPT_COMMAND, line, number};
	/* a word with a colon before it is none of these, and so a command's in any case */
	n = strcspn(line, " ");
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (n == strlen(words[i].word) && !strncmp(line, words[i].word, n)) {
			step->kind = words[i].kind;
			step->text = line + n + (line[n] == ' ');
		}
	return true;
}

int script_next(struct script *s, struct script_step *step)
{
	do {
		if (getline(&s->line, &s->cap, s->file) < 0)
			return 0;
		s->number++;
		s->line[strcspn(s->line, "\n")] = '\0';
	} while (!script_read(s->line, s->number, step));
	return 1;
}
