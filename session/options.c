#include "config.h"

#include "session/options.h"

#include "fetch/acquire/source.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/text/units.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Those from OPT_CONFIG on are no settings of the config file. */
enum {
	OPT_SITE = 256,
	OPT_NO_LINKS,
	OPT_BODY,
	OPT_INTERFACE,
	OPT_MIRROR,
	OPT_SOURCES,
	OPT_BRANCH,
	OPT_FEED,
	OPT_TOPIC,
	OPT_APPNAME,
	OPT_SIZES,
	OPT_FULL,
	OPT_PRICE,
	OPT_PROXY,
	OPT_METERED,
	OPT_CONFIG,
	OPT_NO_CONFIG,
	OPT_SCRIPT,
	OPT_STATE,
	OPT_DRY_RUN,
	OPT_AFRESH,
	OPT_SINCE,
	OPT_REINDEX,
	OPT_KEEP,
	OPT_OLDER,
	OPT_HELP,
	OPT_VERSION
};

static const struct option longs[] = {
	{"store", required_argument, NULL, 'S'},
	{"site", required_argument, NULL, OPT_SITE},
	{"lang", required_argument, NULL, 'l'},
	{"interface", required_argument, NULL, OPT_INTERFACE},
	{"offline", no_argument, NULL, 'o'},
	{"width", required_argument, NULL, 'w'},
	{"format", required_argument, NULL, 'f'},
	{"number", required_argument, NULL, 'n'},
	{"no-links", no_argument, NULL, OPT_NO_LINKS},
	{"body", no_argument, NULL, OPT_BODY},
	{"type", required_argument, NULL, 't'},
	{"mirror", required_argument, NULL, OPT_MIRROR},
	{"sources", required_argument, NULL, OPT_SOURCES},
	{"akn-branch", required_argument, NULL, OPT_BRANCH},
	{"state", required_argument, NULL, OPT_STATE},
	{"feed", required_argument, NULL, OPT_FEED},
	{"topic", required_argument, NULL, OPT_TOPIC},
	{"reliefweb-appname", required_argument, NULL, OPT_APPNAME},
	{"budget", required_argument, NULL, 'b'},
	{"dry-run", no_argument, NULL, OPT_DRY_RUN},
	{"reindex", no_argument, NULL, OPT_REINDEX},
	{"keep", required_argument, NULL, OPT_KEEP},
	{"older", required_argument, NULL, OPT_OLDER},
	{"sizes", no_argument, NULL, OPT_SIZES},
	{"full", no_argument, NULL, OPT_FULL},
	{"since", required_argument, NULL, OPT_SINCE},
	{"afresh", no_argument, NULL, OPT_AFRESH},
	{"quiet", no_argument, NULL, 'q'},
	{"price", required_argument, NULL, OPT_PRICE},
	{"proxy", required_argument, NULL, OPT_PROXY},
	{"metered", no_argument, NULL, OPT_METERED},
	{"config", required_argument, NULL, OPT_CONFIG},
	{"no-config", no_argument, NULL, OPT_NO_CONFIG},
	{"script", required_argument, NULL, OPT_SCRIPT},
	{"help", no_argument, NULL, OPT_HELP},
	{"version", no_argument, NULL, OPT_VERSION},
	{0},
};

static int set_format(struct options *o, const char *name, struct err *err)
{
	static const char *const names[] = {"text",    "markdown", "html",   "json", "tsv",
	                                    "docfile", "raw",      "bibtex", "ris",  "csl-json"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i])) {
			o->format = (enum output_format)i;
			return 0;
		}
	return err_set(err, ERR_USAGE,
	               "-f %s: not a format: text, markdown, html, json, tsv, docfile or raw; of a "
	               "reference bibtex, ris or csl-json",
	               name);
}

static int set_width(struct options *o, const char *s, struct err *err)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (*end || n < 10 || n > 1000)
		return err_set(err, ERR_USAGE, "-w %s: columns are a number from 10 to 1000", s);
	o->width = (int)n;
	return 0;
}

static int set_mirror(struct options *o, const char *s, struct err *err)
{
	const char *eq = strchr(s, '=');

	if (!eq || eq == s || !eq[1])
		return err_set(err, ERR_USAGE, "--mirror %s: FROM=TO, two addresses", s);
	return vec_push(&o->mirrors, s) < 0 ? err_set(err, ERR_FAILED, "out of memory") : 0;
}

static int set_store(struct options *o, const char *path, struct err *err)
{
	free(o->store);
	o->store = strdup(path);
	return o->store ? 0 : err_set(err, ERR_FAILED, "out of memory");
}

/* It becomes a part of an address: nothing in it may lead out of there. */
static int set_branch(struct options *o, const char *name, struct err *err)
{
	size_t n =
		strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/");

	if (!*name || name[n] || strstr(name, ".."))
		return err_set(err, ERR_USAGE, "--akn-branch %s: not the name of a branch", name);
	o->branch = name;
	return 0;
}

static int set_interface(struct options *o, const char *name, struct err *err)
{
	char code[8];

	if (lang_preference(name, code, sizeof code) < 0 || strchr(code, ','))
		return err_set(err, ERR_USAGE, "--interface %s: one of ar zh en fr ru es", name);
	messages_start(o->locale_path, code);
	return 0;
}

static int set_feed(struct options *o, const char *address, struct err *err)
{
	char *normal = url_normal(address);

	free(normal);
	if (!normal)
		return err_set(err, ERR_USAGE,
		               "--feed %.200s: not the address of a feed: https://…", address);
	return vec_push(&o->feeds, address) < 0 ? err_set(err, ERR_FAILED, "out of memory") : 0;
}

/* "2026", "2026-09", "2026-09-01". */
static int set_since(struct options *o, const char *date, struct err *err)
{
	static const char form[] = "0000-00-00";
	size_t n = strlen(date);
	bool good = n == 4 || n == 7 || n == 10;

	for (size_t i = 0; good && i < n; i++)
		good = form[i] == '0' ? date[i] >= '0' && date[i] <= '9' : date[i] == form[i];
	if (!good)
		return err_set(err, ERR_USAGE, _("--since %.60s: a date, such as 2026-09-01"),
		               date);
	o->since = date;
	return 0;
}

/* libcurl, in the program that asks, finds it where every program finds its proxy: in
 * the environment, which counts more than the config file. */
static int set_proxy(const struct options *o, const char *address, struct err *err)
{
	static const char *const schemes[] = {"http://",    "https://",  "socks4://",
	                                      "socks4a://", "socks5://", "socks5h://"};

	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (!strncmp(address, schemes[i], strlen(schemes[i])))
			return setenv("http_proxy", address, o->commanded) ||
			                       setenv("https_proxy", address, o->commanded) ||
			                       setenv("all_proxy", address, o->commanded)
			               ? err_set(err, ERR_FAILED, "out of memory")
			               : 0;
	return err_set(err, ERR_USAGE,
	               _("--proxy %.200s: http://, https:// or socks5h://HOST:PORT"), address);
}

static int apply(struct options *o, int option, const char *arg, struct err *err)
{
	switch (option) {
	case 'S':
		return set_store(o, arg, err);
	case OPT_SITE:
		return vec_push(&o->sites, arg);
	case 'l':
		if (lang_preference(arg, o->langs, sizeof o->langs) < 0)
			return err_set(err, ERR_USAGE,
			               "-l %s: a list of ar zh en fr ru es, or A C E F R S", arg);
		return 0;
	case OPT_INTERFACE:
		return set_interface(o, arg, err);
	case 'o':
		o->offline = true;
		return 0;
	case 'w':
		return set_width(o, arg, err);
	case 'f':
		return set_format(o, arg, err);
	case 'n':
		o->most = (int)strtol(arg, NULL, 10);
		return o->most > 0 ? 0 : err_set(err, ERR_USAGE, "-n %s: a number from 1", arg);
	case OPT_NO_LINKS:
		o->no_links = true;
		return 0;
	case OPT_BODY:
		o->body = true;
		return 0;
	case 't':
		o->type = arg;
		return 0;
	case OPT_MIRROR:
		return set_mirror(o, arg, err);
	case OPT_SCRIPT:
		o->script = arg;
		return 0;
	case OPT_DRY_RUN:
		o->dry_run = true;
		return 0;
	case OPT_REINDEX:
		o->reindex = true;
		return 0;
	case OPT_KEEP:
		o->keep = arg;
		return 0;
	case OPT_OLDER:
		o->older = arg;
		return 0;
	case 'b':
		return units_read_bytes(arg, &o->budget, err);
	case OPT_SIZES:
		o->sizes = true;
		return 0;
	case OPT_FULL:
		o->full = true;
		return 0;
	case OPT_SINCE:
		return set_since(o, arg, err);
	case OPT_AFRESH:
		o->afresh = true;
		return 0;
	case 'q':
		o->quiet = true;
		return 0;
	case OPT_PRICE:
		return price_read(arg, &o->price, err);
	case OPT_PROXY:
		return set_proxy(o, arg, err);
	case OPT_METERED:
		o->metered = true;
		return 0;
	case OPT_STATE:
		o->state = arg;
		return 0;
	case OPT_SOURCES:
		o->sources = arg;
		return obtain_sources_valid(arg)
		               ? 0
		               : err_set(err, ERR_USAGE, "--sources %s: a list of %s, in any order",
		                         arg, OBTAIN_SOURCES);
	case OPT_BRANCH:
		return set_branch(o, arg, err);
	case OPT_FEED:
		return set_feed(o, arg, err);
	case OPT_TOPIC:
		return vec_push(&o->topics, arg) < 0 ? err_set(err, ERR_FAILED, "out of memory")
		                                     : 0;
	case OPT_APPNAME:
		o->appname = arg;
		return 0;
	case OPT_HELP:
		o->help = true;
		return 0;
	case OPT_VERSION:
		o->version = true;
		return 0;
	}
	return 0;
}

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
	for (const struct option *l = longs; l->name; l++) {
		if (strcmp(l->name, line) || l->val >= OPT_CONFIG)
			continue;
		if (l->has_arg && !*value)
			break;
		copy = strdup(value);
		if (!copy || vec_push(&o->owned, copy) < 0)
			return err_set(err, ERR_FAILED, "out of memory");
		return apply(o, l->val, copy, err);
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
	if (rc == 0 && ferror(f)) /* a folder opens as well as a file does */
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

static int find_config(struct options *o, int argc, char **argv)
{
	int c;

	/* a first look, for the options that say which config file is read; options may
	 * stand after the verb as well. It moves none ('-'): with the verb at the end, that
	 * would be the value of an option that lacks one. */
	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, "-S:l:ow:f:t:n:b:q", longs, NULL)) >= 0) {
		if (c == OPT_INTERFACE)
			messages_start(o->locale_path, optarg);
		if (c == OPT_CONFIG)
			o->config = optarg;
		if (c == OPT_NO_CONFIG)
			o->no_config = true;
	}
	optind = 0; /* from the beginning, and by the order of the next look */
	return 0;
}

static int read_arguments(struct options *o, int argc, char **argv, struct err *err)
{
	int c, at = 0;

	while ((c = getopt_long(argc, argv, "S:l:ow:f:t:n:b:q", longs, &at)) >= 0) {
		if (c == '?')
			return err_set(err, ERR_USAGE,
			               "%s: not an option, or its value is missing: "
			               "see palais --help",
			               argv[optind - 1]);
		if (apply(o, c, optarg, err) < 0)
			return -1;
		o->langs_given |= c == 'l';
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
	char *config;
	int first;

	/* errors of what is read here are said in the reader's language already */
	if (find_locale(o) < 0)
		return err_set(err, ERR_FAILED, "out of memory");
	messages_start(o->locale_path, NULL);
	units_read_bytes(OPTIONS_BUDGET, &o->budget, err);
	find_config(o, argc, argv);
	if (!o->no_config) {
		config =
			o->config ? strdup(o->config) : xdg("XDG_CONFIG_HOME", ".config", "config");
		if (config && read_config(o, config, o->config != NULL, err) < 0) {
			free(config);
			return -1;
		}
		free(config);
	}
	o->commanded = true;
	first = read_arguments(o, argc, argv, err);
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
