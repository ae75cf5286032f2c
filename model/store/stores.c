/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/stores.h"

#include "model/base/messages.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct stores {
	struct store *personal; /* NULL until its file is there */
	struct store *starter;
	struct store **sites;
	size_t site_count;
	char *personal_path;
	const struct feeds_config *feeds;
};

static int open_sites(struct stores *s, const struct stores_config *config, struct err *err)
{
	s->sites = calloc(config->site_count + 1, sizeof *s->sites);
	if (!s->sites)
		return err_set(err, ERR_FAILED, "stores: out of memory");
	for (size_t i = 0; i < config->site_count; i++) {
		s->sites[i] = store_open(config->sites[i], STORE_SITE, err);
		if (!s->sites[i])
			return -1;
		s->site_count++;
	}
	return 0;
}

struct stores *stores_open(const struct stores_config *config, struct err *err)
{
	struct stores *s = calloc(1, sizeof *s);

	if (!s || !(s->personal_path = strdup(config->personal))) {
		free(s);
		err_set(err, ERR_FAILED, "stores: out of memory");
		return NULL;
	}
	/* ENOENT alone means "not yet": a store that is there and may not be
	 * looked at is said, lest the reader take it for lost. */
	if (access(config->personal, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR)) {
		s->personal = store_open(config->personal, STORE_PERSONAL, err);
		if (!s->personal)
			goto fail;
	}
	if (open_sites(s, config, err) < 0)
		goto fail;
	s->starter = store_open(config->starter, STORE_STARTER, err);
	if (!s->starter) {
		err_prefix(err, _("starter store"));
		goto fail;
	}
	return s;
fail:
	stores_close(s);
	return NULL;
}

void stores_close(struct stores *s)
{
	if (!s)
		return;
	store_close(s->personal);
	for (size_t i = 0; i < s->site_count; i++)
		store_close(s->sites[i]);
	free(s->sites);
	store_close(s->starter);
	free(s->personal_path);
	free(s);
}

struct store *stores_store(struct stores *s, size_t index)
{
	if (s->personal) {
		if (index == 0)
			return s->personal;
		index--;
	}
	if (index < s->site_count)
		return s->sites[index];
	return index == s->site_count ? s->starter : NULL;
}

struct store *stores_starter(struct stores *s)
{
	return s->starter;
}

struct store *stores_personal(struct stores *s)
{
	return s->personal;
}

void stores_set_feeds(struct stores *s, const struct feeds_config *feeds)
{
	s->feeds = feeds;
}

const struct feeds_config *stores_feeds(const struct stores *s)
{
	return s->feeds;
}

/* Every missing directory above the file, readable by its owner alone: what a
 * person reads is nobody else's business. */
static int make_parents(const char *path, struct err *err)
{
	char *copy = strdup(path);
	int rc = 0;

	for (char *p = copy ? strchr(copy + 1, '/') : NULL; p; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(copy, 0700) < 0 && errno != EEXIST)
			rc = err_set(err, ERR_FAILED, "%s: cannot be made: %s", copy,
			             strerror(errno));
		*p = '/';
		if (rc < 0)
			break;
	}
	free(copy);
	return rc;
}

struct store *stores_writable(struct stores *s, struct err *err)
{
	if (!s->personal) {
		mode_t mask;

		if (make_parents(s->personal_path, err) < 0)
			return NULL;
		mask = umask(077);
		s->personal = store_open(s->personal_path, STORE_PERSONAL, err);
		umask(mask);
	}
	if (s->personal && !store_writable(s->personal)) {
		err_set(err, ERR_FAILED, "%s: may not be written", s->personal_path);
		return NULL;
	}
	return s->personal;
}

int stores_find(struct stores *s, const char *key, const char *langs, struct store_version *v,
                struct store **from, struct err *err)
{
	struct store *store;
	size_t n = langs ? strcspn(langs, ",") : 0;
	int found = 0;

	memset(v, 0, sizeof *v);
	for (size_t i = 0; (store = stores_store(s, i)); i++) {
		struct store_version here;
		int rc = store_find(store, key, langs, &here, err);

		if (rc < 0) {
			store_version_done(v);
			return -1;
		}
		if (!rc)
			continue;
		/* The first that has it, unless a later one has the wanted language. */
		if (!found || (n && strlen(here.lang) == n && !strncmp(here.lang, langs, n) &&
		               strcmp(v->lang, here.lang))) {
			store_version_done(v);
			*v = here;
			*from = store;
			found = 1;
			if (!n || (strlen(v->lang) == n && !strncmp(v->lang, langs, n)))
				break;
		} else {
			store_version_done(&here);
		}
	}
	return found;
}
