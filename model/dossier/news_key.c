/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/dossier/news_key.h"

#include "model/base/buf.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* -- addresses ---------------------------------------------------------------- */

/* What senders add to count their readers. A name that ends in '*' begins so. */
static bool is_tracking(const char *name, size_t len)
{
	static const char *const names[] = {"utm_*", "fbclid", "gclid", "mc_cid", "mc_eid"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t n = strlen(names[i]);
		bool begins = names[i][n - 1] == '*';

		n -= begins;
		if ((begins ? len >= n : len == n) && !strncasecmp(name, names[i], n))
			return true;
	}
	return false;
}

/* The query without such parameters, with its '?' where something is left. */
static void add_query(struct buf *out, struct url_part query)
{
	const char *glue = "?";

	for (size_t at = 0, n; at < query.len; at += n + 1) {
		const char *word = query.at + at, *end = memchr(word, '&', query.len - at);

		n = end ? (size_t)(end - word) : query.len - at;
		end = memchr(word, '=', n);
		if (is_tracking(word, end ? (size_t)(end - word) : n))
			continue;
		buf_str(out, glue);
		buf_add(out, word, n);
		glue = "&";
	}
}

char *news_url(const char *address)
{
	static const char view[] = "/feed/view/";
	char *normal = url_normal(address);
	struct buf out;
	struct url u;

	if (!normal)
		return NULL;
	url_split(&u, normal);
	if (u.path.len > sizeof view - 1 && !memcmp(u.path.at, view, sizeof view - 1)) {
		u.path.at += sizeof view - 2;
		u.path.len -= sizeof view - 2;
	}
	buf_init(&out, URL_MAX);
	buf_add(&out, u.scheme.at, u.scheme.len);
	buf_str(&out, "://");
	buf_add(&out, u.host.at, u.host.len);
	if (u.port.at) {
		buf_char(&out, ':');
		buf_add(&out, u.port.at, u.port.len);
	}
	buf_add(&out, u.path.at, u.path.len);
	add_query(&out, u.query);
	free(normal);
	return buf_take(&out);
}

/* -- press releases ------------------------------------------------------------- */

/* What the UN prints before the number where it is more than the letters of the address.
 * The French forms stand for the same bodies. */
static const char *const series[][2] = {
	{"agab", "AG/AB"}, {"agcol", "AG/COL"}, {"agdsi", "AG/DSI"}, {"agef", "AG/EF"},
	{"agj", "AG/J"},   {"agpal", "AG/PAL"}, {"agshc", "AG/SHC"}, {"dsgsm", "DSG/SM"},
	{"gaab", "GA/AB"}, {"gacol", "GA/COL"}, {"gadis", "GA/DIS"}, {"gaef", "GA/EF"},
	{"gal", "GA/L"},   {"gapal", "GA/PAL"}, {"gashc", "GA/SHC"}, {"gaspd", "GA/SPD"},
	{"sga", "SG/A"},   {"sgsm", "SG/SM"},   {"sgt", "SG/T"},
};

static const char *printed_series(const char *letters, size_t len)
{
	for (size_t i = 0; i < sizeof series / sizeof *series; i++)
		if (strlen(series[i][0]) == len && !memcmp(letters, series[i][0], len))
			return series[i][1];
	return NULL;
}

/* "sc19444" as "SC/19444". */
static bool add_symbol(struct buf *out, const char *slug, size_t len)
{
	const char *printed;
	size_t letters = 0, end;

	while (letters < len && islower((unsigned char)slug[letters]))
		letters++;
	for (end = letters; end < len && isdigit((unsigned char)slug[end]);)
		end++;
	if (!letters || letters > 12 || end == letters || end - letters > 10 || end < len)
		return false;
	printed = printed_series(slug, letters);
	if (printed)
		buf_str(out, printed);
	for (size_t i = 0; !printed && i < letters; i++)
		buf_char(out, (char)toupper((unsigned char)slug[i]));
	buf_char(out, '/');
	buf_add(out, slug + letters, end - letters);
	return true;
}

/* The path below the pages of the UN's press in its forms of now and before. */
static const char *press_path(const struct url *u, size_t *len)
{
	static const struct {
		const char *host, *before;
	} places[] = {{"press.un.org", "/"},
	              {"www.un.org", "/press/"},
	              {"un.org", "/press/"},
	              {"www.un.org", "/News/Press/docs/"}};

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		size_t n = strlen(places[i].before);

		if (!url_part_is(u->host, places[i].host) || u->path.len <= n ||
		    memcmp(u->path.at, places[i].before, n) != 0)
			continue;
		*len = u->path.len - n;
		return u->path.at + n;
	}
	return NULL;
}

/* The segment at *path, which is moved behind it. */
static struct url_part next_segment(const char **path, size_t *len)
{
	const char *slash = memchr(*path, '/', *len);
	struct url_part part = {*path, slash ? (size_t)(slash - *path) : *len};
	size_t skip = part.len + (slash != NULL);

	*path += skip;
	*len -= skip;
	return part;
}

static bool is_year(struct url_part p)
{
	return p.len == 4 && strspn(p.at, "0123456789") >= 4;
}

struct press {
	struct url_part lang, slug;
	bool live; /* written while the meeting lasts */
};

/* LANG/YEAR/SLUG.doc.htm, LANG/blog/SLUG; the oldest have no language and are English. */
static bool read_press(const char *normal, struct press *p)
{
	struct url u;
	struct url_part part;
	const char *path, *dot;
	size_t len;

	url_split(&u, normal);
	path = press_path(&u, &len);
	if (!path)
		return false;
	part = next_segment(&path, &len);
	p->lang = (struct url_part){"en", 2};
	if (part.len == 2) {
		p->lang = part;
		part = next_segment(&path, &len);
	}
	p->live = url_part_is(part, "blog");
	if (!p->live && !is_year(part))
		return false;
	p->slug = next_segment(&path, &len);
	dot = p->slug.len ? memchr(p->slug.at, '.', p->slug.len) : NULL;
	if (dot)
		p->slug.len = (size_t)(dot - p->slug.at);
	return !len;
}

char *news_key(const char *address)
{
	char *url = news_url(address);
	struct press press;
	struct buf out;

	if (!url)
		return NULL;
	buf_init(&out, URL_MAX);
	if (read_press(url, &press) && add_symbol(&out, press.slug.at, press.slug.len)) {
		buf_char(&out, ' ');
		buf_add(&out, press.lang.at, press.lang.len);
	} else {
		/* one page may be linked with and without encryption */
		buf_str(&out, "https");
		buf_str(&out, strchr(url, ':'));
	}
	free(url);
	return buf_take(&out);
}

int news_rank(const char *address)
{
	char *url = news_url(address);
	struct press press;
	int rank = !url || (read_press(url, &press) && press.live) ? 0 : 1;

	free(url);
	return rank;
}
