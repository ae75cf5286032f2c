/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/sealing.h"

#include "fetch/seal/seal.h"
#include "model/store/store.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDERS_MOST 3
#define PROGRAMS_MOST 40

struct names {
	char *folders[FOLDERS_MOST], *programs[PROGRAMS_MOST];
	size_t folder_count, program_count;
};

/* -- folders ------------------------------------------------------------------- */

/* That of a file, which can be made where it is not there. The name is the list's from here on. */
static void add_folder_of(struct names *n, char *file, bool make)
{
	struct err err;
	char *slash = file ? strrchr(file, '/') : NULL;

	if (!file || n->folder_count == FOLDERS_MOST) {
		free(file);
		return;
	}
	/* where it cannot be made, writing says so when it comes to that */
	if (make)
		(void)stores_make_folders(file, &err);
	if (slash) {
		slash[slash == file] = '\0';
	} else {
		free(file);
		file = strdup(".");
		if (!file)
			return;
	}
	n->folders[n->folder_count++] = file;
}

/* Whether the reader's home lies in the folder that palais stands in: whoever may write there
 * may say what the reader's shell does next. */
static bool is_above_home(const char *folder)
{
	const char *home = getenv("HOME");
	char real[PATH_MAX];
	size_t n = strlen(folder);

	if (!home || !realpath(home, real))
		return false;
	return !strcmp(folder, "/") ||
	       (!strncmp(real, folder, n) && (real[n] == '\0' || real[n] == '/'));
}

static void add_folders(struct names *n, const struct session *s, enum sealing how)
{
	const struct options *o = s->options;
	char here[PATH_MAX];

	if (strcmp(o->store, STORE_MEMORY) != 0)
		add_folder_of(n, strdup(o->store), how != SEALING_READS);
	if (how != SEALING_HERE || o->rights.restricted)
		return;
	add_folder_of(n, options_own_file("bidi"), true);
	if (getcwd(here, sizeof here) && !is_above_home(here)) {
		n->folders[n->folder_count] = strdup(here);
		n->folder_count += n->folders[n->folder_count] != NULL;
	}
}

/* -- programs ------------------------------------------------------------------ */

static void add_program(struct names *n, const char *path, const char *ending)
{
	char *whole = NULL;

	if (n->program_count < PROGRAMS_MOST && asprintf(&whole, "%s%s", path, ending) >= 0)
		n->programs[n->program_count++] = whole;
}

/* What execlp would find: tmux takes what is copied. */
static void add_tmux(struct names *n)
{
	const char *path = getenv("PATH");

	for (const char *p = path; p && *p; p += *p == ':') {
		size_t len = strcspn(p, ":");
		char file[PATH_MAX];

		snprintf(file, sizeof file, "%.*s/tmux", len ? (int)len : 1, len ? p : ".");
		if (access(file, X_OK) == 0) {
			add_program(n, file, "");
			return;
		}
		p += len;
	}
}

static void add_programs(struct names *n, const struct session *s)
{
	const struct options *o = s->options;

	/* the first few are those whose loaders are looked for */
	add_program(n, o->fetch_path, "");
	add_program(n, o->parse_path, "");
	add_program(n, o->carry_path, "");
	if (getenv("TMUX") && !o->rights.restricted)
		add_tmux(n);
	add_program(n, o->parse_path, "-zip");
	add_program(n, o->parse_path, "-pdf");
	add_program(n, PDFTOHTML, "");
}

static void names_done(struct names *n)
{
	for (size_t i = 0; i < n->folder_count; i++)
		free(n->folders[i]);
	for (size_t i = 0; i < n->program_count; i++)
		free(n->programs[i]);
}

void session_seal(struct session *s, enum sealing how)
{
	struct names n = {.folder_count = 0};
	struct seal_own own = {.any_file = how == SEALING_FILES};

	add_folders(&n, s, how);
	add_programs(&n, s);
	own.folders = (const char *const *)n.folders;
	own.folder_count = n.folder_count;
	own.programs = (const char *const *)n.programs;
	own.program_count = n.program_count;
	s->sealed = seal_own(&own) && how != SEALING_FILES;
	names_done(&n);
}
