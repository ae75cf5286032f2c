/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/options.h"

#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/store/store.h"
#include "model/text/units.h"
#include "session/option_rows.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- config file: a line is an option's long name and its value ----------- */

static int config_line(struct options *o, const char *path, unsigned number, char *line,
                       struct err *err)
{
	char *value, *copy, place[320];
	size_t n;

	line += strspn(line, " \t");
	line[strcspn(line, "\n")] = '\0';
	if (!*line || *line == '#')
		return 0;
	n = strcspn(line, " \t=");
	value = line + n + strspn(line + n, " \t=");
	for (size_t len = strlen(value); len && strchr(" \t\r", value[len - 1]);)
		value[--len] = '\0';
	for (const struct option_row *r = option_rows; r->name; r++) {
		if (strlen(r->name) != n || strncmp(r->name, line, n) || !r->setting)
			continue;
		/* "metered off" would turn it on */
		if (!r->value != !*value)
			break;
		copy = strdup(value);
		if (!copy || vec_push(&o->owned, copy) < 0) {
			free(copy);
			return err_set(err, ERR_FAILED, "out of memory");
		}
		if (option_set(r, o, copy, err) == 0)
			return 0;
		snprintf(place, sizeof place, "%.300s:%u", path, number);
		return err_prefix(err, place);
	}
	return err_set(err, ERR_USAGE, "%s: line %u: '%s' is no setting", path, number, line);
}

/* Closes f. */
static int read_config(struct options *o, const char *path, FILE *f, struct err *err)
{
	char *line = NULL;
	size_t cap = 0;
	unsigned number = 0;
	int rc = 0;

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

	/* one that is said from where palais happens to run is not one */
	if (h && *h == '/')
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

char *options_own_file(const char *name)
{
	return xdg("XDG_CONFIG_HOME", ".config", name);
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

/* The folder that the program is in. */
static bool own_folder(char out[PATH_MAX])
{
	ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
	char *slash;

	out[n > 0 ? n : 0] = '\0';
	slash = strrchr(out, '/');
	if (slash)
		*slash = '\0';
	return slash;
}

/* A part of the program: beside it (in the tree that it was built in), where it
 * was installed, or where an installation was moved to. */
static char *find_part(const char *name, const char *installed, const char *moved)
{
	char folder[PATH_MAX], *path = NULL;

	if (own_folder(folder)) {
		path = beside(folder, "", name);
		if (!path && access(installed, R_OK) < 0)
			path = beside(folder, moved, name);
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

/* -- config files -------------------------------------------------------- */

/* That of the site: beside the program where its other parts are (the tree that it was built
 * in), else where it was installed, or moved to. No word of a reader's leads elsewhere. Caller
 * frees. */
static char *find_site_config(void)
{
	char folder[PATH_MAX], *part, *path = NULL;
	int n = 0;

	if (!own_folder(folder))
		return strdup(SITE_CONFIG);
	part = beside(folder, "", "palais-parse");
	if (part)
		n = asprintf(&path, "%s/site.config", folder);
	else if (access(SITE_CONFIG, F_OK) == 0)
		path = strdup(SITE_CONFIG);
	else
		n = asprintf(&path, "%s/../etc/palais/config", folder);
	free(part);
	return n < 0 ? NULL : path;
}

/* One that may not be read is told: it may be what restricts. */
static int read_site_config(struct options *o, struct err *err)
{
	char *path = find_site_config();
	FILE *f = path ? fopen(path, "re") : NULL;
	int rc = 0;

	if (!path)
		return err_set(err, ERR_FAILED, "out of memory");
	o->ours = true;
	if (f)
		rc = read_config(o, path, f, err);
	else if (errno != ENOENT && errno != ENOTDIR)
		rc = err_set(err, ERR_USAGE, "%s: %s", path, strerror(errno));
	o->ours = false;
	free(path);
	return rc;
}

static int read_own_config(struct options *o, struct err *err)
{
	char *path = o->config ? strdup(o->config) : options_own_file("config");
	FILE *f = path ? rights_read_file(&o->rights, path, o->config ? err : NULL) : NULL;
	int rc = f ? read_config(o, path, f, err) : o->config ? -1 : 0;

	if (rc < 0 && err->code == ERR_FAILED)
		err->code = ERR_USAGE;
	free(path);
	return rc;
}

/* libcurl, in the program that asks, finds it where every program finds its proxy: in the
 * environment, which counts more than the config file. */
static int set_proxies(const struct options *o, struct err *err)
{
	static const char *const names[] = {"http_proxy", "https_proxy", "all_proxy"};

	for (size_t i = 0; o->proxy && i < sizeof names / sizeof *names; i++)
		if (setenv(names[i], o->proxy, o->proxy_first) < 0)
			return err_set(err, ERR_FAILED, "out of memory");
	return 0;
}

/* SQLite keeps a store's log beside the file that a link leads to: that is the store. */
static void follow_link(char **store)
{
	struct stat st;
	char *real;

	if (lstat(*store, &st) < 0 || !S_ISLNK(st.st_mode) || !(real = realpath(*store, NULL)))
		return;
	free(*store);
	*store = real;
}

static int set_defaults(struct options *o, struct err *err)
{
	if (!o->store && o->rights.restricted) {
		o->store = strdup(STORE_MEMORY);
		if (!o->store)
			return err_set(err, ERR_FAILED, "out of memory");
	} else if (!o->store) {
		o->store = xdg("XDG_DATA_HOME", ".local/share", "palais.store");
		if (!o->store)
			return err_set(err, ERR_USAGE,
			               "no home directory: name a store with -S FILE");
	}
	follow_link(&o->store);
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
	o->carry_path = find_part("palais-carry", LIBEXECDIR "/palais-carry", "../libexec/");
	o->starter = find_part("starter.store", PKGDATADIR "/starter.store", "../share/palais/");
	return o->fetch_path && o->parse_path && o->carry_path && o->starter
	               ? 0
	               : err_set(err, ERR_FAILED, "out of memory");
}

int options_read(struct options *o, int argc, char **argv, struct err *err)
{
	struct getopt_words words;
	int first;

	/* errors of what is read here are said in the reader's language already */
	if (find_locale(o) < 0)
		return err_set(err, ERR_FAILED, "out of memory");
	messages_start(o->locale_path, NULL);
	units_read_bytes(OPTIONS_BUDGET, &o->budget, err);
	make_words(&words);
	read_first(o, argc, argv, &words);
	if (!o->no_config && read_site_config(o, err) < 0)
		return -1;
	if (!o->no_config && !o->rights.restricted && read_own_config(o, err) < 0)
		return -1;
	o->sites_set = o->sites.count;
	first = read_arguments(o, argc, argv, &words, err);
	if (first < 0 || set_defaults(o, err) < 0 || set_proxies(o, err) < 0)
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
	vec_done(&o->keys);
	vec_done(&o->topics);
	free(o->store);
	free(o->fetch_path);
	free(o->parse_path);
	free(o->carry_path);
	free(o->starter);
	free(o->locale_path);
}
