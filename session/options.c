/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/options.h"

#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/text/units.h"
#include "session/option_rows.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* -- config file: a line is an option's long name and its value ----------- */

static int config_line(struct options *o, const char *path, unsigned number, char *line,
                       struct err *err)
{
	char *value, *copy;
	size_t n;

	line += strspn(line, " \t");
	line[strcspn(line, "\n")] = '\0';
	if (!*line || *line == '#')
		return 0;
	n = strcspn(line, " \t=");
	value = line + n + strspn(line + n, " \t=");
	for (size_t len = strlen(value); len && strchr(" \t\r", value[len - 1]);)
		value[--len] = '\0';
	line[n] = '\0';
	for (const struct option_row *r = option_rows; r->name; r++) {
		if (strcmp(r->name, line) || !r->setting)
			continue;
		if (r->value && !*value)
			break;
		copy = strdup(value);
		if (!copy || vec_push(&o->owned, copy) < 0) {
			free(copy);
			return err_set(err, ERR_FAILED, "out of memory");
		}
		return option_set(r, o, copy, err);
	}
	return err_set(err, ERR_USAGE, "%s: line %u: '%s' is no setting", path, number, line);
}

static int read_config(struct options *o, const char *path, bool must, struct err *err)
{
	FILE *f = fopen(path, "re");
	char *line = NULL;
	size_t cap = 0;
	unsigned number = 0;
	int rc = 0;

	if (!f)
		return must ? err_set(err, ERR_USAGE, "%s: %s", path, strerror(errno)) : 0;
	while (rc == 0 && getline(&line, &cap, f) >= 0)
		rc = config_line(o, path, ++number, line, err);
	/* a folder opens as well as a file does; and a line may be longer than memory */
	if (rc == 0 && !feof(f))
		rc = err_set(err, ERR_USAGE, "%s: %s", path, strerror(errno));
	free(line);
	fclose(f);
	return rc;
}

/* -- places ------------------------------------------------------------- */

static const char *home(void)
{
	const char *h = getenv("HOME");
	struct passwd *pw;

	if (h && *h)
		return h;
	pw = getpwuid(getuid());
	return pw ? pw->pw_dir : NULL;
}

/* $XDG_… or $HOME/below, and the name in it. Caller frees. */
static char *xdg(const char *variable, const char *below, const char *name)
{
	const char *dir = getenv(variable), *h = home();
	char *path = NULL;
	int n;

	/* the XDG rules: a relative path there is to be ignored */
	if (dir && *dir == '/')
		n = asprintf(&path, "%s/palais/%s", dir, name);
	else if (h)
		n = asprintf(&path, "%s/%s/palais/%s", h, below, name);
	else
		return NULL;
	return n < 0 ? NULL : path;
}

static char *beside(const char *dir, const char *below, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s%s", dir, below, name) < 0)
		return NULL;
	if (access(path, R_OK) == 0)
		return path;
	free(path);
	return NULL;
}

/* A part of the program: beside it (in the tree that it was built in), where it
 * was installed, or where an installation was moved to. */
static char *find_part(const char *name, const char *installed, const char *moved)
{
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	char *slash, *path = NULL;

	if (n > 0) {
		exe[n] = '\0';
		slash = strrchr(exe, '/');
		if (slash)
			*slash = '\0';
		path = beside(exe, "", name);
		if (!path && access(installed, R_OK) < 0)
			path = beside(exe, moved, name);
	}
	return path ? path : strdup(installed);
}

/* The folder of the catalogues, by one of them. */
static int find_locale(struct options *o)
{
	static const char one[] = "/ar/LC_MESSAGES/palais.mo";

	o->locale_path = find_part("locale/ar/LC_MESSAGES/palais.mo",
	                           LOCALEDIR "/ar/LC_MESSAGES/palais.mo", "../share/");
	if (!o->locale_path)
		return -1;
	o->locale_path[strlen(o->locale_path) - strlen(one)] = '\0';
	return 0;
}

/* -- the command line ---------------------------------------------------- */

/* What getopt takes: a long option by the number of its row. */
#define FIRST_ROW 256

struct getopt_words {
	struct option longs[OPTION_ROWS_MOST + 1];
	char letters[2 * OPTION_ROWS_MOST + 2]; /* "-" before them, for the first look */
};

static void make_words(struct getopt_words *w)
{
	size_t n = 0;

	memset(w, 0, sizeof *w);
	w->letters[n++] = '-';
	for (int i = 0; option_rows[i].name; i++) {
		const struct option_row *r = &option_rows[i];

		w->longs[i] = (struct option){r->name, r->value ? required_argument : no_argument,
		                              NULL, FIRST_ROW + i};
		if (r->letter)
			w->letters[n++] = r->letter;
		if (r->letter && r->value)
			w->letters[n++] = ':';
	}
}

static const struct option_row *row_of(int c)
{
	const struct option_row *r = option_rows;

	if (c >= FIRST_ROW)
		return &option_rows[c - FIRST_ROW];
	while (r->name && r->letter != c)
		r++;
	return r->name ? r : NULL;
}

/* A first look, for the options that say which config file is read and in which
 * language errors are told; options may stand after the verb as well. This look moves none
 * ('-'): with the verb at the end, that would be the value of an option that lacks one.
 * What is wrong is said when all are read. */
static void read_first(struct options *o, int argc, char **argv, const struct getopt_words *w)
{
	int c;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, w->letters, w->longs, NULL)) >= 0) {
		const struct option_row *r = row_of(c);

		if (r && r->first)
			option_set(r, o, optarg, NULL);
	}
	optind = 0; /* from the beginning, and by the order of the next look */
}

static int read_arguments(struct options *o, int argc, char **argv, const struct getopt_words *w,
                          struct err *err)
{
	int c;

	o->commanded = true;
	while ((c = getopt_long(argc, argv, w->letters + 1, w->longs, NULL)) >= 0) {
		const struct option_row *r = row_of(c);

		if (!r)
			return err_set(err, ERR_USAGE,
			               "%s: not an option, or its value is missing: "
			               "see palais --help",
			               argv[optind - 1]);
		if (option_set(r, o, optarg, err) < 0)
			return -1;
	}
	return optind;
}

static int set_defaults(struct options *o, struct err *err)
{
	if (!o->store) {
		o->store = xdg("XDG_DATA_HOME", ".local/share", "palais.store");
		if (!o->store)
			return err_set(err, ERR_USAGE,
			               "no home directory: name a store with -S FILE");
	}
	if (!o->sites.count && access(SITE_STORE, R_OK) == 0 && vec_push(&o->sites, SITE_STORE) < 0)
		return err_set(err, ERR_FAILED, "out of memory");
	if (!*o->langs) {
		const char *locale = getenv("LC_ALL");

		if (!locale || !*locale)
			locale = getenv("LC_MESSAGES");
		if (!locale || !*locale)
			locale = getenv("LANG");
		lang_preference(lang_of_locale(locale), o->langs, sizeof o->langs);
	}
	o->fetch_path = find_part("palais-fetch", LIBEXECDIR "/palais-fetch", "../libexec/");
	o->parse_path = find_part("palais-parse", LIBEXECDIR "/palais-parse", "../libexec/");
	o->starter = find_part("starter.store", PKGDATADIR "/starter.store", "../share/palais/");
	return o->fetch_path && o->parse_path && o->starter
	               ? 0
	               : err_set(err, ERR_FAILED, "out of memory");
}

int options_read(struct options *o, int argc, char **argv, struct err *err)
{
	struct getopt_words words;
	char *config;
	int first;

	/* errors of what is read here are said in the reader's language already */
	if (find_locale(o) < 0)
		return err_set(err, ERR_FAILED, "out of memory");
	messages_start(o->locale_path, NULL);
	units_read_bytes(OPTIONS_BUDGET, &o->budget, err);
	make_words(&words);
	read_first(o, argc, argv, &words);
	if (!o->no_config) {
		config =
			o->config ? strdup(o->config) : xdg("XDG_CONFIG_HOME", ".config", "config");
		if (config && read_config(o, config, o->config != NULL, err) < 0) {
			free(config);
			return -1;
		}
		free(config);
	}
	first = read_arguments(o, argc, argv, &words, err);
	if (first < 0 || set_defaults(o, err) < 0)
		return -1;
	return first;
}

void options_done(struct options *o)
{
	for (size_t i = 0; i < o->owned.count; i++)
		free(o->owned.at[i]);
	vec_done(&o->owned);
	vec_done(&o->sites);
	vec_done(&o->mirrors);
	vec_done(&o->feeds);
	vec_done(&o->topics);
	free(o->store);
	free(o->fetch_path);
	free(o->parse_path);
	free(o->starter);
	free(o->locale_path);
}
