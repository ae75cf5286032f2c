/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/feeds.h"

#include "model/base/clock.h"
#include "model/base/lang.h"
#include "model/base/url.h"
#include "model/base/vec.h"
#include "model/dossier/feed_rows.h"
#include "model/dossier/tables.h"
#include "model/text/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
	struct news_feed feed; /* its strings are owned, but for lang */
	char *name, *pane, *url, *languages;
	char lang[8];
};

/* A row of the store: the reader's own, or a setting. */
struct setting {
	char *url, *name, *lang;
	bool own, off, gone, whole;
};

struct feeds {
	VEC(struct entry) entries;
	VEC(struct setting) settings;
	const struct feeds_config *config;
	const char *langs;
};

static void feeds_done(struct feeds *f)
{
	for (size_t i = 0; i < f->entries.count; i++) {
		free(f->entries.at[i].name);
		free(f->entries.at[i].pane);
		free(f->entries.at[i].url);
		free(f->entries.at[i].languages);
	}
	for (size_t i = 0; i < f->settings.count; i++) {
		free(f->settings.at[i].url);
		free(f->settings.at[i].name);
		free(f->settings.at[i].lang);
	}
	vec_done(&f->entries);
	vec_done(&f->settings);
}

/* -- settings ----------------------------------------------------------------- */

static int take_setting(const struct feed_row *r, void *payload)
{
	struct feeds *f = payload;
	struct setting s = {strdup(r->url), strdup(r->name),          strdup(r->lang),
	                    r->own,         !strcmp(r->state, "off"), !strcmp(r->state, "gone"),
	                    r->whole};

	if (s.url && s.name && s.lang && vec_push(&f->settings, s) == 0)
		return 0;
	free(s.url);
	free(s.name);
	free(s.lang);
	return -1;
}

static const struct setting *setting_of(const struct feeds *f, const char *url)
{
	for (size_t i = 0; i < f->settings.count; i++)
		if (!strcmp(f->settings.at[i].url, url))
			return &f->settings.at[i];
	return NULL;
}

static bool host_is_off(const struct feeds *f, const char *address)
{
	struct url u;

	url_split(&u, address);
	for (size_t i = 0; i < f->settings.count; i++)
		if (f->settings.at[i].off && url_part_is(u.host, f->settings.at[i].url))
			return true;
	return false;
}

/* -- entries ------------------------------------------------------------------ */

/* The reader's first language that the feed is in, or NULL. */
static const char *common_language(const char *letters, const char *langs)
{
	for (const char *s = langs; *s; s += strcspn(s, ",") + (strchr(s, ',') != NULL))
		for (int i = 0; i < LANG_COUNT; i++)
			if (!strncmp(s, lang_codes[i], 2) && strchr(letters, lang_letters[i]))
				return lang_codes[i];
	return NULL;
}

static enum news_feed_state state_of(const struct feeds *f, const struct entry *e, bool locked)
{
	const struct setting *s = setting_of(f, e->url);

	if ((s && s->off) || host_is_off(f, e->url))
		return NEWS_FEED_OFF;
	if (s && s->gone)
		return NEWS_FEED_GONE;
	if (locked)
		return NEWS_FEED_LOCKED;
	return e->feed.own || *e->lang ? NEWS_FEED_ON : NEWS_FEED_FOREIGN;
}

/* Adds a feed with what the reader has said of it, unless its address is there. */
static int add_entry(struct feeds *f, const struct news_feed *feed, const char *url, bool locked)
{
	const struct setting *s = setting_of(f, url);
	struct entry e = {*feed,       strdup(feed->name),      strdup(feed->pane),
	                  strdup(url), strdup(feed->languages), ""};

	for (size_t i = 0; i < f->entries.count; i++)
		if (!strcmp(f->entries.at[i].url, url))
			goto drop;
	if (!e.name || !e.pane || !e.url || !e.languages)
		goto drop;
	snprintf(e.lang, sizeof e.lang, "%s", feed->lang ? feed->lang : "");
	e.feed.own |= s && s->own;
	e.feed.filtered &= !e.feed.own;
	e.feed.whole = s && s->whole;
	e.feed.state = state_of(f, &e, locked);
	e.feed.number = (int)f->entries.count + 1;
	if (vec_push(&f->entries, e) == 0)
		return 0;
drop:
	free(e.name);
	free(e.pane);
	free(e.url);
	free(e.languages);
	return e.name && e.pane && e.url && e.languages ? 0 : -1;
}

static void this_year(char out[8])
{
	char now[40];

	date_time(clock_now(), now, sizeof now);
	snprintf(out, 8, "%.4s", now);
}

/* An address of the dossier's in its one form, with what it wants filled in: {appname},
 * by which an interface knows the reader, and {year}. NULL when it is no address. */
static char *source_url(const struct feeds *f, const char *url, bool *locked)
{
	const char *appname = f->config ? f->config->appname : NULL;
	char *coded = appname ? url_encode(appname, "") : NULL, *normal, year[8];
	struct buf b;

	this_year(year);
	*locked = false;
	buf_init(&b, URL_MAX);
	while (*url) {
		size_t n = strcspn(url, "{");

		buf_add(&b, url, n);
		url += n;
		if (!strncmp(url, "{year}", 6)) {
			buf_str(&b, year);
			url += 6;
		} else if (!strncmp(url, "{appname}", 9)) {
			*locked = !coded;
			buf_str(&b, coded ? coded : "");
			url += 9;
		} else if (*url) {
			buf_char(&b, *url++);
		}
	}
	normal = buf_ok(&b) ? url_normal(b.bytes) : NULL;
	buf_done(&b);
	free(coded);
	return normal;
}

/* Kinds of sources that are asked, and what they are. */
static const struct {
	const char *kind;
	bool api, country; /* country: all that it has is of this file */
} kinds[] = {
	{"feed", false, false},
	{"country feed", false, true},
	{"api", true, false},
	{"country api", true, true},
};

static int take_source(const struct dossier_row *r, void *payload)
{
	struct feeds *f = payload;
	struct news_feed feed = {.name = r->at[SOURCE_NAME],
	                         .pane = r->at[SOURCE_PANE],
	                         .languages = r->at[SOURCE_LANGUAGES]};
	bool locked;
	char *url;
	int rc = 0;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(kinds[i].kind, r->at[SOURCE_KIND]) != 0)
			continue;
		feed.api = kinds[i].api;
		feed.filtered = !kinds[i].country;
		feed.doubt = r->doubtful;
		feed.lang = common_language(r->at[SOURCE_LANGUAGES], f->langs);
		url = source_url(f, r->at[SOURCE_URL], &locked);
		rc = url ? add_entry(f, &feed, url, locked) : 0;
		free(url);
	}
	return rc;
}

static int add_own(struct feeds *f)
{
	for (size_t i = 0; f->config && i < f->config->url_count; i++) {
		struct news_feed feed = {
			.name = "", .pane = "", .languages = "", .own = true, .config = true};
		char *url = url_normal(f->config->urls[i]);
		int rc = url ? add_entry(f, &feed, url, false) : 0;

		free(url);
		if (rc < 0)
			return -1;
	}
	for (size_t i = 0; i < f->settings.count; i++) {
		const struct setting *s = &f->settings.at[i];
		struct news_feed feed = {
			.name = s->name, .pane = "", .languages = "", .own = true, .lang = s->lang};

		if (s->own && add_entry(f, &feed, s->url, false) < 0)
			return -1;
	}
	return 0;
}

/* A feed without a name has that which it gives itself, once it is here. */
static int name_entry(struct stores *stores, struct entry *e)
{
	struct store_version v;
	struct store *from;
	char *name = NULL;

	if (*e->name)
		return 0;
	if (stores_find(stores, e->url, NULL, &v, &from, NULL) > 0) {
		if (v.title && *v.title)
			name = strdup(v.title);
		store_version_done(&v);
	}
	if (!name)
		name = strdup(e->url);
	if (!name)
		return -1;
	free(e->name);
	e->name = name;
	return 0;
}

static int feeds_read(struct feeds *f, struct stores *stores, struct err *err)
{
	static const struct dossier_query query = {
		.filter = "kind=feed,country_feed,api,country_api"};
	struct store *own = stores_personal(stores);
	int rc = own ? store_each_feed(own, take_setting, f, err) : 0;

	if (rc == 0)
		rc = dossier_each(stores_starter(stores), DOSSIER_SOURCES, &query, take_source, f,
		                  err);
	if (rc == 0)
		rc = add_own(f);
	for (size_t i = 0; rc == 0 && i < f->entries.count; i++)
		rc = name_entry(stores, &f->entries.at[i]);
	if (rc < 0 && err && !err->code)
		err_set(err, ERR_FAILED, "feeds: out of memory");
	return rc;
}

int feeds_each(struct stores *stores, const char *langs,
               int (*each)(const struct news_feed *, void *), void *payload, struct err *err)
{
	struct feeds f = {.config = stores_feeds(stores), .langs = langs && *langs ? langs : "en"};
	int rc = feeds_read(&f, stores, err), stop = 0;

	for (size_t i = 0; rc == 0 && !stop && i < f.entries.count; i++) {
		struct entry *e = &f.entries.at[i];

		e->feed.name = e->name;
		e->feed.pane = e->pane;
		e->feed.url = e->url;
		e->feed.languages = e->languages;
		e->feed.lang = e->lang;
		stop = each(&e->feed, payload);
	}
	feeds_done(&f);
	return rc < 0 || stop < 0 ? -1 : 0;
}

const char *feeds_state_name(enum news_feed_state state)
{
	static const char *const names[] = {"on", "off", "gone", "language", "appname"};

	return names[state];
}

int feeds_facts(struct stores *stores, const char *url, struct feeds_facts *facts, struct err *err)
{
	struct store *own = stores_personal(stores), *from;
	struct store_version v;
	int found = stores_find(stores, url, NULL, &v, &from, err);

	*facts = (struct feeds_facts){0};
	if (found > 0) {
		facts->checked = v.checked;
		store_version_done(&v);
	}
	facts->headlines = own && found >= 0 ? headlines_count_of(own, url, err) : 0;
	return found < 0 || facts->headlines < 0 ? -1 : 0;
}
