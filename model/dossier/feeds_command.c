/* SPDX-License-Identifier: ISC */
/* What a reader says of feeds, in words: on the command line and after `:feed`. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/dossier/feed_rows.h"
#include "model/dossier/feeds.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- which feed is meant -------------------------------------------------------- */

struct meant {
	const char *word;
	char *normal; /* the word as an address, or NULL */
	struct buf folded;
	long number;            /* the word as a number, or 0 */
	struct news_feed found; /* its strings but url and name are not kept */
	char *url, *name;
	int fits;     /* how many names have the word in them */
	int of_host;  /* how many are of the host that the word names */
	bool exactly; /* by number or address */
};

static void keep_found(struct meant *m, const struct news_feed *f)
{
	free(m->url);
	free(m->name);
	m->found = *f;
	m->url = strdup(f->url);
	m->name = strdup(f->name);
}

static int look_at(const struct news_feed *f, void *payload)
{
	struct meant *m = payload;
	struct buf folded;
	struct url u;

	if (f->number == m->number || (m->normal && !strcmp(f->url, m->normal))) {
		m->exactly = true;
		keep_found(m, f);
		return 1;
	}
	url_split(&u, f->url);
	m->of_host += url_part_is(u.host, m->word);
	buf_init(&folded, 4000);
	text_fold(&folded, f->name, strlen(f->name));
	if (m->folded.len && strstr(folded.bytes, m->folded.bytes) && !m->fits++)
		keep_found(m, f);
	buf_done(&folded);
	return 0;
}

static void meant_done(struct meant *m)
{
	free(m->normal);
	free(m->url);
	free(m->name);
	buf_done(&m->folded);
}

/* Finds what a word means. hosts: the name of a host is a meaning as well, and comes
 * before parts of names. */
static int find(struct stores *stores, const char *langs, const char *word, bool hosts,
                struct meant *m, struct err *err)
{
	size_t digits = strspn(word, "0123456789");

	*m = (struct meant){.word = word, .normal = url_normal(word)};
	m->number = digits && digits < 7 && !word[digits] ? strtol(word, NULL, 10) : 0;
	buf_init(&m->folded, 1000);
	text_fold(&m->folded, word, strlen(word));
	if (feeds_each(stores, langs, look_at, m, err) < 0)
		return -1;
	if ((m->exactly || m->fits) && (!m->url || !m->name))
		return err_set(err, ERR_FAILED, "feeds: out of memory");
	if (m->exactly || (hosts && m->of_host) || m->fits == 1)
		return 0;
	if (m->fits > 1)
		return err_set(err, ERR_FAILED,
		               "%.200s: %d feeds have that in their names: the number that `feed` "
		               "lists, or the address",
		               word, m->fits);
	if (m->of_host)
		return err_set(err, ERR_FAILED,
		               "%.200s: a host, whose feeds are named by number or address here",
		               word);
	return err_set(err, ERR_FAILED, "%.200s: no such feed: `feed` lists them", word);
}

/* -- what is done ----------------------------------------------------------------- */

struct order {
	struct stores *stores;
	const char *langs;
	const char *word; /* all after the first word, with single blanks */
	char *said;
	size_t size;
};

static int do_add(const struct order *o, const char *unused, struct err *err)
{
	size_t n = strcspn(o->word, " ");
	char *url = strndup(o->word, n);
	const char *name = o->word + n + strspn(o->word + n, " ");
	int rc = url ? feeds_add(o->stores, url, name, "", err)
	             : err_set(err, ERR_FAILED, "feeds: out of memory");

	(void)unused;
	if (rc == 0)
		snprintf(o->said, o->size, _("added: %.300s"), url);
	free(url);
	return rc;
}

static int do_remove(const struct order *o, const char *unused, struct err *err)
{
	struct store *s = stores_writable(o->stores, err);
	struct meant m = {0};
	int rc = s ? find(o->stores, o->langs, o->word, false, &m, err) : -1;

	(void)unused;
	if (rc == 0 && m.found.config)
		rc = err_set(err, ERR_FAILED, "%.200s: named in the config file: take it out there",
		             m.name);
	else if (rc == 0 && !m.found.own)
		rc = err_set(err, ERR_FAILED, "%.200s: not one of yours: `feed off` leaves it out",
		             m.name);
	if (rc == 0)
		rc = store_feed_remove(s, m.url, err);
	if (rc == 0)
		snprintf(o->said, o->size, _("removed: %.300s"), m.name);
	meant_done(&m);
	return rc;
}

/* Lower case of ASCII, as hosts stand in addresses of the one form. */
static void host_name(const char *word, char *out, size_t size)
{
	snprintf(out, size, "%s", word);
	for (char *c = out; *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c | 32) : *c;
}

static int do_state(const struct order *o, const char *state, struct err *err)
{
	bool on = !strcmp(state, "on");
	struct store *s = stores_writable(o->stores, err);
	struct meant m = {0};
	char host[256];
	int rc = s ? find(o->stores, o->langs, o->word, true, &m, err) : -1;

	host_name(o->word, host, sizeof host);
	if (rc == 0 && !m.exactly && m.of_host) {
		rc = on ? store_feed_remove(s, host, err) : store_feed_state(s, host, state, err);
		if (rc == 0)
			snprintf(o->said, o->size,
			         on ? _("asked again: all of %.200s")
			            : _("not asked any more: all of %.200s"),
			         host);
	} else if (rc == 0) {
		rc = store_feed_state(s, m.url, state, err);
		if (rc == 0)
			snprintf(o->said, o->size,
			         on ? _("asked again: %.300s") : _("not asked any more: %.300s"),
			         m.name);
	}
	if (rc == 0 && on && m.url) {
		/* it may be kept back by its host still, or by something else */
		struct meant now;

		if (find(o->stores, o->langs, m.url, false, &now, err) < 0)
			rc = -1;
		else if (now.found.state == NEWS_FEED_OFF && m.exactly)
			rc = err_set(
				err, ERR_FAILED,
				"%.200s: its whole host is off: `feed on` with the host's name",
				m.name);
		meant_done(&now);
	}
	meant_done(&m);
	return rc;
}

static int do_whole(const struct order *o, const char *whole, struct err *err)
{
	struct store *s = stores_writable(o->stores, err);
	struct meant m = {0};
	int rc = s ? find(o->stores, o->langs, o->word, false, &m, err) : -1;

	if (rc == 0)
		rc = store_feed_whole(s, m.url, *whole, err);
	if (rc == 0)
		snprintf(o->said, o->size,
		         *whole ? _("with the pages of its stories: %.300s")
		                : _("headlines alone: %.300s"),
		         m.name);
	meant_done(&m);
	return rc;
}

static const struct {
	const char *name;
	int (*run)(const struct order *, const char *argument, struct err *);
	const char *argument;
} orders[] = {
	{"add", do_add, ""},    {"remove", do_remove, ""},  {"off", do_state, "off"},
	{"on", do_state, "on"}, {"whole", do_whole, "yes"}, {"headlines", do_whole, ""},
};

const char *feeds_order(size_t index)
{
	return index < sizeof orders / sizeof *orders ? orders[index].name : NULL;
}

int feeds_command(struct stores *stores, const char *langs, int argc, char *const *argv, char *said,
                  size_t size, struct err *err)
{
	struct order o = {stores, langs, "", said, size};
	struct buf word;
	int rc = 0;

	buf_init(&word, URL_MAX + 400);
	for (int i = 1; i < argc; i++)
		buf_printf(&word, "%s%s", i > 1 ? " " : "", argv[i]);
	o.word = word.bytes;
	for (size_t i = 0; rc == 0 && argc && i < sizeof orders / sizeof *orders; i++) {
		if (strcmp(orders[i].name, argv[0]) != 0)
			continue;
		if (!word.len)
			rc = err_set(err, ERR_USAGE, "feed %s: which one?", argv[0]);
		else if (!buf_ok(&word))
			rc = err_set(err, ERR_USAGE, "feed %s: too long", argv[0]);
		else
			rc = orders[i].run(&o, orders[i].argument, err) < 0 ? -1 : 1;
	}
	buf_done(&word);
	return rc;
}

/* -- one by one --------------------------------------------------------------------- */

struct same {
	const char *url;
	bool there;
};

static int is_there(const struct news_feed *f, void *payload)
{
	struct same *s = payload;

	/* one in another language may be chosen all the same */
	s->there = !strcmp(f->url, s->url) && (f->own || f->state != NEWS_FEED_FOREIGN);
	return s->there;
}

int feeds_add(struct stores *stores, const char *url, const char *name, const char *lang,
              struct err *err)
{
	char *normal = url_normal(url);
	struct same same = {normal, false};
	struct feed_row row = {
		.url = normal, .name = name ? name : "", .lang = lang ? lang : "", .own = true};
	struct store *s;
	int rc = -1;

	if (!normal)
		return err_set(err, ERR_USAGE, "%.200s: not the address of a feed: https://…", url);
	if (feeds_each(stores, NULL, is_there, &same, err) == 0) {
		s = same.there ? NULL : stores_writable(stores, err);
		rc = s ? store_feed_add(s, &row, err) : same.there ? 0 : -1;
	}
	if (rc == 0)
		rc = err_set(err, ERR_FAILED, "%.200s: among the feeds already", normal);
	free(normal);
	return rc < 0 ? -1 : 0;
}

int feeds_gone(struct stores *stores, const char *url, struct err *err)
{
	struct store *s = stores_writable(stores, err);

	return s ? store_feed_state(s, url, "gone", err) : -1;
}
