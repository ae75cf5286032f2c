/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/stores.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/symbol/identity.h"

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
	bool closed; /* it is there or not, and may not be looked at */
	store_bytes_fn *bytes;
	const struct feeds_config *feeds;
};

static int open_sites(struct stores *s, const struct stores_config *config, struct err *err)
{
	s->sites = calloc(config->site_count + 1, sizeof *s->sites);
	if (!s->sites)
		return err_set(err, ERR_FAILED, "stores: out of memory");
	for (size_t i = 0; i < config->site_count; i++) {
		s->sites[i] =
			store_open_knowing(config->sites[i], STORE_SITE, NULL, s->starter, err);
		if (!s->sites[i])
			return -1;
		store_unpack_by(s->sites[i], config->unpack, config->unpack_payload);
		s->site_count++;
	}
	return 0;
}

static struct store *open_personal(struct stores *s, struct err *err)
{
	return store_open_knowing(s->personal_path, STORE_PERSONAL, s->bytes, s->starter, err);
}

struct stores *stores_open(const struct stores_config *config, struct err *err)
{
	struct stores *s = calloc(1, sizeof *s);

	if (!s || !(s->personal_path = strdup(config->personal))) {
		free(s);
		err_set(err, ERR_FAILED, "stores: out of memory");
		return NULL;
	}
	s->bytes = config->bytes;
	s->starter = store_open(config->starter, STORE_STARTER, err);
	if (!s->starter) {
		err_prefix(err, _("starter store"));
		goto fail;
	}
	/* ENOENT alone means "not yet": a store that is there and may not be
	 * looked at is said, lest the reader take it for lost. */
	if (access(config->personal, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR)) {
		s->closed = config->shows && errno == EACCES && access(config->personal, F_OK) < 0;
		s->personal = s->closed ? NULL : open_personal(s, err);
		if (!s->personal && !s->closed)
			goto fail;
	}
	if (open_sites(s, config, err) < 0)
		goto fail;
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

void stores_let_go(struct stores *s)
{
	struct store *store;

	for (size_t i = 0; s && (store = stores_store(s, i)); i++)
		store_let_go(store);
}

void stores_set_feeds(struct stores *s, const struct feeds_config *feeds)
{
	s->feeds = feeds;
}

const struct feeds_config *stores_feeds(const struct stores *s)
{
	return s->feeds;
}

int stores_make_folders(const char *path, struct err *err)
{
	char *copy = strdup(path);
	int rc = 0;

	for (char *p = copy ? strchr(copy + 1, '/') : NULL; p; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(copy, 0700) < 0 && errno != EEXIST)
			rc = err_set(err, ERR_DISK, "%s: cannot be made: %s", copy,
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
	if (s->closed) {
		err_set(err, ERR_DISK, "%s: cannot be made: %s", s->personal_path,
		        strerror(EACCES));
		return NULL;
	}
	if (!s->personal) {
		mode_t mask;

		if (stores_make_folders(s->personal_path, err) < 0)
			return NULL;
		mask = umask(077);
		s->personal = open_personal(s, err);
		umask(mask);
	}
	if (s->personal && !store_writable(s->personal)) {
		err_set(err, ERR_DISK, "%s: may not be written", s->personal_path);
		return NULL;
	}
	return s->personal;
}

struct store *stores_receiving(struct stores *s, struct err *err)
{
	if (!s->closed)
		return stores_writable(s, err);
	if (!s->personal)
		s->personal =
			store_open_knowing(STORE_MEMORY, STORE_PERSONAL, s->bytes, s->starter, err);
	return s->personal;
}

const char *stores_closed(const struct stores *s)
{
	return s->closed ? s->personal_path : NULL;
}

/* In a store that others have made a symbol leads to what bears it by its address alone;
 * the rest only calls itself so. */
static bool may_answer(struct store *s, const char *key, const struct store_version *v)
{
	char symbol[SYMBOL_MAX];
	enum store_kind kind = store_kind_of(s);

	return (kind != STORE_SITE && kind != STORE_BUNDLE) || url_is_web(key) ||
	       !symbol_normal(key, symbol) || store_version_bears(v, key);
}

/* How good an answer is: the wanted language before all, and what is not a mere file. */
static int worth(const struct store_version *v, const char *langs, size_t n)
{
	bool wanted = !n || (strlen(v->lang) == n && !strncmp(v->lang, langs, n));

	return 2 * wanted + (identity_read(v->won) != IDENTITY_FILE);
}

int stores_find(struct stores *s, const char *key, const char *langs, struct store_version *v,
                struct store **from, struct err *err)
{
	struct store *store;
	size_t n = langs ? strcspn(langs, ",") : 0;
	int best = -1;

	memset(v, 0, sizeof *v);
	/* the first of several that are as good, and no more are asked than it takes */
	for (size_t i = 0; best < 3 && (store = stores_store(s, i)); i++) {
		struct store_version here;
		int rc = store_find(store, key, langs, &here, err);

		if (rc < 0) {
			store_version_done(v);
			return -1;
		}
		if (rc && may_answer(store, key, &here) && worth(&here, langs, n) > best) {
			store_version_done(v);
			*v = here;
			*from = store;
			best = worth(v, langs, n);
		} else if (rc) {
			store_version_done(&here);
		}
	}
	return best >= 0;
}

/* In others' stores a row may say more than its address does. */
static int foreign_claimant(struct store *store, const char *symbol,
                            int (*each)(const char *, const char *, void *), void *payload,
                            struct err *err)
{
	struct store_version v;
	int rc = store_find(store, symbol, NULL, &v, err);

	if (rc > 0 && !may_answer(store, symbol, &v) && *v.url)
		rc = each(v.url, v.title, payload);
	store_version_done(&v);
	return rc < 0 ? -1 : 0;
}

int stores_each_claimant(struct stores *s, const char *symbol,
                         int (*each)(const char *, const char *, void *), void *payload,
                         struct err *err)
{
	struct store *store;

	for (size_t i = 0; (store = stores_store(s, i)); i++)
		if (store_each_claimant(store, symbol, each, payload, err) < 0 ||
		    foreign_claimant(store, symbol, each, payload, err) < 0)
			return -1;
	return 0;
}
