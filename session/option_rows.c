/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "session/option_rows.h"

#include "fetch/acquire/acquire.h"
#include "model/text/date.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/hub/sign.h"
#include "model/text/units.h"

#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* -- what is more than a word or a mark --------------------------------------------- */

static int out_of_memory(struct err *err)
{
	return err_set(err, ERR_FAILED, "out of memory");
}

const char *const option_formats[] = {"text", "markdown", "html",   "json", "tsv",      "docfile",
                                      "svg",  "raw",      "bibtex", "ris",  "csl-json", NULL};

static int set_format(struct options *o, const char *name, struct err *err)
{
	for (size_t i = 0; option_formats[i]; i++)
		if (!strcmp(name, option_formats[i])) {
			o->format = (enum output_format)i;
			return 0;
		}
	return err_set(err, ERR_USAGE,
	               "-f %s: not a format: text, markdown, html, json, tsv, docfile, svg or raw; "
	               "of a reference bibtex, ris or csl-json",
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

static int add_mirror(struct options *o, const char *s, struct err *err)
{
	const char *eq = strchr(s, '=');

	if (!eq || eq == s || !eq[1])
		return err_set(err, ERR_USAGE, "--mirror %s: FROM=TO, two addresses", s);
	return vec_push(&o->mirrors, s) < 0 ? out_of_memory(err) : 0;
}

/* In the site's config file %u stands for the reader's login name. */
static char *expand_reader(const char *path)
{
	const char *at = strstr(path, "%u");
	const struct passwd *pw = at ? getpwuid(getuid()) : NULL;
	char *whole;

	if (!at)
		return strdup(path);
	if (!pw || asprintf(&whole, "%.*s%s%s", (int)(at - path), path, pw->pw_name, at + 2) < 0)
		return NULL;
	return whole;
}

static int set_store(struct options *o, const char *path, struct err *err)
{
	free(o->store);
	o->store = o->ours ? expand_reader(path) : strdup(path);
	return o->store ? 0 : out_of_memory(err);
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

static int add_feed(struct options *o, const char *address, struct err *err)
{
	char *normal = url_normal(address);

	free(normal);
	if (!normal)
		return err_set(err, ERR_USAGE,
		               "--feed %.200s: not the address of a feed: https://…", address);
	return vec_push(&o->feeds, address) < 0 ? out_of_memory(err) : 0;
}

/* "2026", "2026-09", "2026-09-01". */
static int set_since(struct options *o, const char *date, struct err *err)
{
	static const char form[] = "0000-00-00";
	size_t n = strlen(date);
	bool good = n == 4 || n == 7 || n == 10;
	char day[11];

	for (size_t i = 0; good && i < n; i++)
		good = form[i] == '0' ? date[i] >= '0' && date[i] <= '9' : date[i] == form[i];
	if (!good || !date_read(date, day))
		return err_set(err, ERR_USAGE, _("--since %.60s: a date, such as 2026-09-01"),
		               date);
	o->since = date;
	return 0;
}

static int set_proxy(struct options *o, const char *address, struct err *err)
{
	static const char *const schemes[] = {"http://",    "https://",  "socks4://",
	                                      "socks4a://", "socks5://", "socks5h://"};

	o->proxy = address;
	o->proxy_first = o->commanded;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (!strncmp(address, schemes[i], strlen(schemes[i])))
			return 0;
	return err_set(err, ERR_USAGE,
	               _("--proxy %.200s: http://, https:// or socks5h://HOST:PORT"), address);
}

static int set_restricted(struct options *o, const char *value, struct err *err)
{
	(void)value;
	(void)err;
	rights_restrict(&o->rights);
	return 0;
}

static int add_site(struct options *o, const char *path, struct err *err)
{
	return vec_push(&o->sites, path) < 0 ? out_of_memory(err) : 0;
}

static int add_key(struct options *o, const char *fingerprint, struct err *err)
{
	if (!sign_is_fingerprint(fingerprint))
		return err_set(err, ERR_USAGE,
		               _("--key %.80s: not the fingerprint of a hub's key: forty digits"),
		               fingerprint);
	return vec_push(&o->keys, fingerprint) < 0 ? out_of_memory(err) : 0;
}

static int add_topic(struct options *o, const char *word, struct err *err)
{
	return vec_push(&o->topics, word) < 0 ? out_of_memory(err) : 0;
}

static int set_languages(struct options *o, const char *list, struct err *err)
{
	o->langs_given |= o->commanded;
	return lang_preference(list, o->langs, sizeof o->langs) < 0
	               ? err_set(err, ERR_USAGE,
	                         "-l %s: a list of ar zh en fr ru es, or A C E F R S", list)
	               : 0;
}

static int set_number(struct options *o, const char *s, struct err *err)
{
	char *end;
	long n = strtol(s, &end, 10);

	if (end == s || *end || n < 1)
		return err_set(err, ERR_USAGE, "-n %s: a number from 1", s);
	o->most = n < INT_MAX ? (int)n : INT_MAX;
	return 0;
}

static int set_sources(struct options *o, const char *list, struct err *err)
{
	o->sources = list;
	return acquire_sources_valid(list)
	               ? 0
	               : err_set(err, ERR_USAGE, "--sources %s: a list of %s, in any order", list,
	                         ACQUIRE_SOURCES);
}

static int set_budget(struct options *o, const char *bytes, struct err *err)
{
	return units_read_bytes(bytes, &o->budget, err);
}

static int set_price(struct options *o, const char *price, struct err *err)
{
	return price_read(price, &o->price, err);
}

/* One of the words; its place among them. */
static int choose(const char *option, const char *word, const char *const *words, int *chosen,
                  struct err *err)
{
	char list[80] = "";

	for (int i = 0; words[i]; i++) {
		if (!strcmp(words[i], word)) {
			*chosen = i;
			return 0;
		}
		snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", i ? " " : "",
		         words[i]);
	}
	return err_set(err, ERR_USAGE, _("--%s %.40s: one of %s"), option, word, list);
}

static int set_mouse(struct options *o, const char *word, struct err *err)
{
	static const char *const words[] = {"off", "on", NULL};
	int chosen = 0, rc = choose("mouse", word, words, &chosen, err);

	o->mouse = chosen;
	return rc;
}

int theme_read(const char *word, enum theme *theme, struct err *err)
{
	static const char *const words[] = {"plain", "bold", "colour", "contrast", NULL};
	int chosen = 0, rc = choose("theme", word, words, &chosen, err);

	if (rc == 0)
		*theme = (enum theme)chosen;
	return rc;
}

static int set_theme(struct options *o, const char *word, struct err *err)
{
	return theme_read(word, &o->theme, err);
}

/* -- the rows ------------------------------------------------------------------------ */

#define AT(field) offsetof(struct options, field)

/* In the order of --help. */
const struct option_row option_rows[] = {
	{"store", 'S', "FILE", N_("the personal store"), .setting = true, .set = set_store},
	{"site", 0, "FILE",
         N_("a read-only store between the personal one and the starter; repeatable"),
         .setting = true, .set = add_site},
	{"lang", 'l', "LANG",
         N_("languages of documents: ar zh en fr ru es, or A C E F R S; a list is an order of "
            "preference"),
         .setting = true, .set = set_languages, .open = true},
	{"interface", 0, "LANG", N_("the language of palais itself"), .setting = true,
         .first = true, .set = set_interface, .open = true},
	{"offline", 'o', NULL, N_("never go out"), .setting = true, .at = AT(offline),
         .open = true},
	{"width", 'w', "N", N_("columns of text output"), .setting = true, .set = set_width,
         .open = true},
	{"format", 'f', "FORMAT",
         N_("text, markdown, html, json, tsv, docfile, svg, raw; for cite: text, bibtex, ris, "
            "csl-json"),
         .setting = true, .set = set_format, .open = true},
	{"number", 'n', "N", N_("at most so many results"), .setting = true, .set = set_number,
         .open = true},
	{"no-links", 0, NULL, N_("no link numbers and no addresses in text output"),
         .setting = true, .at = AT(no_links), .open = true},
	{"body", 0, NULL, N_("the document's own blocks alone"), .setting = true, .at = AT(body),
         .open = true},
	{"whole", 0, NULL, N_("show: a web page with all that its main text leaves out"),
         .at = AT(whole), .open = true},
	{"type", 't', "TYPE", N_("media type of a local file"), .setting = true, .at = AT(type),
         .open = true},
	{"mirror", 0, "FROM=TO", N_("addresses that begin with FROM are asked of TO; repeatable"),
         .setting = true, .set = add_mirror},
	{"sources", 0, "LIST", N_("where UN documents are asked for, in this order: %s"),
         .shown = ACQUIRE_SOURCES, .setting = true, .set = set_sources, .open = true},
	{"akn-branch", 0, "NAME", N_("of the repositories of machine-readable texts (%s)"),
         .shown = ACQUIRE_BRANCH, .setting = true, .set = set_branch},
	{"feed", 0, "URL", N_("one more feed, of which everything is kept; repeatable"),
         .setting = true, .set = add_feed, .open = true},
	{"topic", 0, "WORD",
         N_("one more word by which headlines of the file are told; repeatable"), .setting = true,
         .set = add_topic, .open = true},
	{"reliefweb-appname", 0, "NAME",
         N_("by which ReliefWeb's interface knows you: without one it is not asked"),
         .setting = true, .at = AT(appname)},
	{"dry-run", 0, NULL,
         N_("sync: what would be asked, and what it would cost; prune: what would go"),
         .at = AT(dry_run), .open = true},
	{"keep", 0, "SIZE",
         N_("prune: the oldest documents go until the rest has this size (500M)"), .at = AT(keep),
         .open = true},
	{"older", 0, "DAYS", N_("prune: documents that were not read for so long go (365)"),
         .at = AT(older), .open = true},
	{"reindex", 0, NULL, N_("verify: makes the search index anew first"), .at = AT(reindex)},
	{"repair", 0, NULL, N_("verify: saves what is whole of a damaged store into a new one"),
         .at = AT(repair)},
	{"budget", 'b', "BYTES",
         N_("sync: at most so much both ways, such as 500k; 0 is no limit (%s)"),
         .shown = OPTIONS_BUDGET, .setting = true, .set = set_budget, .open = true},
	{"from", 0, "ADDRESS", N_("sync: what has changed at a hub, and nothing else"),
         .at = AT(from), .open = true},
	{"key", 0, "FINGERPRINT",
         N_("sync --from: the hub's key is this one; site publish: it was; repeatable"),
         .setting = true, .set = add_key, .open = true},
	{"sizes", 0, NULL, N_("sync --dry-run: servers are asked for sizes that are not known"),
         .setting = true, .at = AT(sizes), .open = true},
	{"full", 0, NULL, N_("sync: articles too, not only headlines"), .setting = true,
         .at = AT(full), .open = true},
	{"since", 0, "DATE",
         N_("sync: articles and documents from that day on; verify: what came or was checked "
            "since"),
         .set = set_since, .open = true},
	{"afresh", 0, NULL, N_("sync, fetch: asks also for what its server has called fresh"),
         .at = AT(afresh), .open = true},
	{"quiet", 'q', NULL, N_("sync, fetch: failures alone are told"), .setting = true,
         .at = AT(quiet), .open = true},
	{"price", 0, "PRICE", N_("of a megabyte, such as \"3.50 USD\": costs are told in it"),
         .setting = true, .set = set_price, .open = true},
	{"proxy", 0, "ADDRESS", N_("http://, socks5h://… : all requests go through it"),
         .setting = true, .set = set_proxy},
	{"metered", 0, NULL, N_("nothing is asked of its own accord"), .setting = true,
         .at = AT(metered), .open = true},
	{"state", 0, "NAME", N_("whose votes `votes` lists"), .at = AT(state), .open = true},
	{"pane", 0, "NAME", N_("export: the documents of a pane"), .at = AT(pane)},
	{"search", 0, "QUERY", N_("export: the documents that are found so"), .at = AT(query)},
	{"raw", 0, NULL, N_("export, site publish: with the bytes as they came"), .at = AT(raw)},
	{"warc", 0, NULL, N_("export: the answers as they came, as a WARC file"), .at = AT(warc)},
	{"marks", 0, NULL, N_("export: with what you have marked"), .at = AT(marks)},
	{"force", 0, NULL, N_("export, feed export, marks export: over a file that is there"),
         .at = AT(force)},
	{"restricted", 0, NULL,
         N_("for a public host: no files, programs or addresses of the reader's or the host's own"),
         .setting = true, .first = true, .open = true, .set = set_restricted},
	{"config", 0, "FILE", NULL, .first = true, .at = AT(config)},
	{"no-config", 0, NULL, NULL, .first = true, .at = AT(no_config)},
	{"accessible", 0, NULL, N_("line by line, for screen readers; by itself on TERM=dumb"),
         .setting = true, .at = AT(accessible), .open = true},
	{"mouse", 0, "on|off", N_("whether the wheel scrolls and a click opens (off)"),
         .setting = true, .set = set_mouse, .open = true},
	{"theme", 0, "NAME", N_("of the screen: plain, bold, colour or contrast (plain)"),
         .setting = true, .set = set_theme, .open = true},
	{"script", 0, "FILE", N_("commands for the screen, from a file"), .at = AT(script)},
	{"help", 0, NULL, NULL, .at = AT(help), .open = true},
	{"version", 0, NULL, NULL, .at = AT(version), .open = true},
	{0},
};

int option_set(const struct option_row *row, struct options *o, const char *value, struct err *err)
{
	char *field = (char *)o + row->at;
	char name[40];

	snprintf(name, sizeof name, "--%s", row->name);
	if (!row->open && !o->ours && rights_need(&o->rights, name, err) < 0)
		return -1;
	if (row->set)
		return row->set(o, value, err);
	if (row->value)
		*(const char **)(void *)field = value;
	else
		*(bool *)field = true;
	return 0;
}
