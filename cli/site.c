/* SPDX-License-Identifier: ISC */
/* site: a store that one writes and many read. */
#include "config.h"

#include "cli/hub.h"
#include "cli/print.h"
#include "cli/verbs.h"
#include "model/base/messages.h"
#include "model/store/site.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int init(const char *folder, struct err *err)
{
	bool closed = false;
	int made = store_site_make(folder, &closed, err);

	if (made < 0)
		return (int)err->code;
	if (closed) {
		fputs("palais: ", stderr);
		fprintf(stderr, _("%s: others may not look into it: `chmod o+rx` lets them"),
		        folder);
		fputc('\n', stderr);
	}
	printf("%s/%s\t%s\n", folder, STORE_SITE_NAME,
	       made ? _("made: `palais site sync` fills it")
	            : _("it was there: rights and version are put right"));
	return print_end(stdout, err) < 0 ? ERR_FAILED : 0;
}

/* The one that the command line names, else the only one that is known. */
static const char *which(const struct options *o, struct err *err)
{
	size_t named = o->sites.count - o->sites_set;

	if (named == 1 || (!named && o->sites.count == 1))
		return o->sites.at[o->sites.count - 1];
	err_set(err, ERR_USAGE,
	        o->sites.count ? N_("site sync: which of them? --site FILE names one")
	                       : N_("site sync: no site's store is known: `palais site init DIR` "
	                            "makes one, --site FILE names it"));
	return NULL;
}

static int set_user(const struct passwd *pw, const struct stat *st)
{
	gid_t group = pw ? pw->pw_gid : st->st_gid;

	if ((pw ? initgroups(pw->pw_name, group) : setgroups(0, NULL)) < 0 || setgid(group) < 0)
		return -1;
	return setuid(st->st_uid);
}

/* It is written by whom it belongs to: root becomes that user, for what comes from the network
 * is not for root to take, and a file of root's beside the store would be in the way of its
 * owner; others are told. */
static int become_owner(const char *path, struct err *err)
{
	const struct passwd *pw;
	struct stat st;

	if (stat(path, &st) < 0)
		return err_set(err, ERR_FAILED,
		               "%s: %s: `palais site init` with its folder makes it", path,
		               strerror(errno));
	if (geteuid() == st.st_uid)
		return 0;
	pw = getpwuid(st.st_uid);
	if (geteuid() != 0)
		return err_set(err, ERR_FAILED, "%s: belongs to %s, who alone writes it", path,
		               pw ? pw->pw_name : _("another user"));
	if (set_user(pw, &st) < 0)
		return err_set(err, ERR_FAILED, "%s: its owner's rights cannot be taken: %s", path,
		               strerror(errno));
	return 0;
}

/* A verb with the site's store in place of a reader's. */
struct site_run {
	struct session *session;
	int count;
	char **words;
};

static int with_store(const char *path, struct site_run *r,
                      int (*run)(struct session *, int, char **, struct err *), struct err *err)
{
	struct options options = *r->session->options;
	struct session site;
	int status;

	options.store = (char *)path;
	options.sites.count = 0;
	session_init(&site, &options);
	status =
		session_open(&site, err) < 0 ? (int)err->code : run(&site, r->count, r->words, err);
	session_done(&site);
	return status;
}

/* As sync does with a reader's own store; words: "sync", and kinds. */
static int sync_site(struct site_run *r, struct err *err)
{
	const char *path = which(r->session->options, err);

	if (!path || become_owner(path, err) < 0)
		return (int)err->code;
	return with_store(path, r, sync_verb.run, err);
}

static int publish(struct session *session, int count, char **words, struct err *err)
{
	(void)count;
	return hub_run_publish(session, words[1], words[2], err);
}

/* Of the site's store, where one is known; else of the reader's. */
static int publish_site(struct site_run *r, struct err *err)
{
	const struct options *o = r->session->options;
	const char *path = o->sites.count ? which(o, err) : o->store;

	return path ? with_store(path, r, publish, err) : (int)err->code;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	struct site_run r = {session, argc - 1, argv + 1};

	if (argc == 3 && !strcmp(argv[1], "init"))
		return init(argv[2], err);
	if (argc >= 2 && !strcmp(argv[1], "sync"))
		return sync_site(&r, err);
	if (argc == 3 && !strcmp(argv[1], "key"))
		return hub_run_key(session, argv[2], err);
	if (argc == 4 && !strcmp(argv[1], "publish"))
		return publish_site(&r, err);
	err_set(err, ERR_USAGE, "site: init DIR, sync [KIND…], key FILE, or publish DIR KEYFILE");
	return ERR_USAGE;
}

const struct cli_verb site_verb = {
	.name = "site",
	.arguments = "init DIR | sync [KIND…] | key FILE | publish DIR KEYFILE",
	.help = N_("a store that one writes and many read, and a hub of it for any web server"),
	.own_stores = true,
	.writes_files = true,
	.run = run,
};
