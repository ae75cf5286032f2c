/* SPDX-License-Identifier: ISC */
/* site: a store that one writes and many read. */
#include "config.h"

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

/* As sync does with a reader's own store; words: "sync", and kinds. */
static int sync_site(struct session *session, int count, char **words, struct err *err)
{
	const char *path = which(session->options, err);
	struct options options = *session->options;
	struct session site;
	int status;

	if (!path || become_owner(path, err) < 0)
		return (int)err->code;
	options.store = (char *)path;
	options.sites.count = 0;
	session_init(&site, &options);
	status = session_open(&site, err) < 0 ? (int)err->code
	                                      : sync_verb.run(&site, count, words, err);
	session_done(&site);
	return status;
}

static int run(struct session *session, int argc, char **argv, struct err *err)
{
	if (argc == 3 && !strcmp(argv[1], "init"))
		return init(argv[2], err);
	if (argc >= 2 && !strcmp(argv[1], "sync"))
		return sync_site(session, argc - 1, argv + 1, err);
	err_set(err, ERR_USAGE, "site: init DIR, or sync [KIND…]");
	return ERR_USAGE;
}

const struct cli_verb site_verb = {
	.name = "site",
	.arguments = "init DIR | sync",
	.help = N_("a store that one writes and many read"),
	.own_stores = true,
	.writes_files = true,
	.run = run,
};
