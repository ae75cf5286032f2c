/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/acquire/same.h"

#include "fetch/acquire/instead.inc"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/base/vec.h"
#include "model/text/characters.h"

#include <stdlib.h>
#include <string.h>

/* -- limits ------------------------------------------------------------------------- */

enum limit {
	KEPT_AT_HOME,
	KEPT_ELSEWHERE,
	KEPT_ELSEWHERE_PLAIN,
	KEPT_AT_ALL_PLAIN,
	SHORTER_TIMES,
	SHORTER_OWN,
	CHALLENGE_WORDS,
	EDGE_BYTES,
	WORD_BYTES,
	TEXT_BYTES
};

static const size_t limits[] = {
	/* Of a hundred words of the old text so many are in the new one: then it is that
         * text, whatever else is on the page (a field for a password in its head). */
	[KEPT_AT_HOME] = 50,
	/* The same where a redirect led to another host, to the home page, or from a paper
         * to a web page: a document that moves takes its words along. */
	[KEPT_ELSEWHERE] = 30,
	/* The same over plain http. */
	[KEPT_ELSEWHERE_PLAIN] = 60,
	/* Over plain http at the very address: fewer are no new edition of a page. Pages
         * keep their menus' and their subject's words. */
	[KEPT_AT_ALL_PLAIN] = 15,
	/* So many times shorter is far shorter, */
	[SHORTER_TIMES] = 4,
	/* and of a hundred words of what is left so many are the old text's, if it is an
         * excerpt of that. */
	[SHORTER_OWN] = 40,
	/* Who asks whether one is a person says little else; nor does who lets one into a
         * network, or is out of order. */
	[CHALLENGE_WORDS] = 80,
	/* "404", "not found": words of fewer bytes are said of much else, and are those of a
         * missing page only at an edge of a title's part. */
	[EDGE_BYTES] = 10,
	/* Words of ASCII that are shorter are in every text. */
	[WORD_BYTES] = 4,
	/* So much of a text is looked at. */
	[TEXT_BYTES] = 1 << 20,
};

/* -- words --------------------------------------------------------------------------- */

struct bag {
	VEC(uint64_t) words;
};

static int add_words(struct bag *bag, const char *s, size_t len)
{
	for (size_t i = 0; i < len;) {
		uint64_t hash = 0xcbf29ce484222325u;
		size_t from = i;
		bool ascii = true;

		while (i < len && ((unsigned char)s[i] >= 0x80 || (s[i] >= 'a' && s[i] <= 'z') ||
		                   (s[i] >= '0' && s[i] <= '9'))) {
			ascii = ascii && (unsigned char)s[i] < 0x80;
			hash = (hash ^ (unsigned char)s[i++]) * 0x100000001b3u;
		}
		if (i > from && (!ascii || i - from >= limits[WORD_BYTES]) &&
		    vec_push(&bag->words, hash) < 0)
			return -1;
		i += i == from;
	}
	return 0;
}

static int compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Each word once. */
static void settle(struct bag *bag)
{
	size_t n = 0;

	if (bag->words.count)
		qsort(bag->words.at, bag->words.count, sizeof *bag->words.at, compare);
	for (size_t i = 0; i < bag->words.count; i++)
		if (!n || bag->words.at[n - 1] != bag->words.at[i])
			bag->words.at[n++] = bag->words.at[i];
	bag->words.count = n;
}

static void fold_text(struct buf *out, const struct doc_text *t)
{
	text_fold(out, t->bytes, t->len);
	buf_char(out, '\n');
}

static void fold_document(const struct doc *doc, struct buf *out)
{
	const char *title = doc_fact(doc, DOC_TITLE);

	text_fold(out, title, strlen(title));
	buf_char(out, '\n');
	for (size_t i = 0; i < doc_block_count(doc) && out->len < limits[TEXT_BYTES]; i++) {
		const struct doc_block *b = doc_block(doc, i);

		fold_text(out, &b->text);
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t c = 0; c < b->rows[r].cell_count; c++)
				fold_text(out, &b->rows[r].cells[c].text);
	}
}

static int fill(struct bag *bag, const struct doc *doc)
{
	struct buf text;
	int rc;

	buf_init(&text, 4 * (size_t)DOC_MAX);
	fold_document(doc, &text);
	rc = buf_ok(&text) ? add_words(bag, text.bytes, text.len) : -1;
	buf_done(&text);
	settle(bag);
	return rc;
}

int same_count(const struct doc *old, const struct doc *now, struct same_words *words)
{
	struct bag a = {0}, b = {0};
	int rc = fill(&a, old) < 0 || fill(&b, now) < 0 ? -1 : 0;

	*words = (struct same_words){a.words.count, b.words.count, 0};
	for (size_t i = 0, k = 0; i < a.words.count && k < b.words.count;) {
		uint64_t x = a.words.at[i], y = b.words.at[k];

		words->shared += x == y;
		i += x <= y;
		k += y <= x;
	}
	vec_done(&a.words);
	vec_done(&b.words);
	return rc;
}

/* -- what tells ---------------------------------------------------------------------- */

static const char *const challenges[] = {INSTEAD_CHALLENGE};
static const char *const absences[] = {INSTEAD_ABSENT};
static const char *const portals[] = {INSTEAD_PORTAL};
static const char *const outages[] = {INSTEAD_OUTAGE};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* Pages of few words, of which these are some. */
static const struct {
	const char *const *words;
	size_t count;
	const char *page;
} short_pages[] = {
	{challenges, COUNT(challenges), N_("a page that asks whether a person reads it")},
	{portals, COUNT(portals), N_("a page that lets one into a network")},
	{outages, COUNT(outages), N_("a page that says that its server is out of order")},
};

/* Whether no word stands between a place in a title and its end on that side: what parts a
 * title is a sign, of ASCII or of general punctuation (U+2000 on). */
static bool is_edge(const char *s, size_t from, size_t end)
{
	while (from < end && s[from] == ' ')
		from++;
	while (end > from && s[end - 1] == ' ')
		end--;
	return from == end;
}

static bool is_parting(const char *s, size_t i)
{
	return strchr("|-:<>!.,\n", s[i]) != NULL || (unsigned char)s[i] == 0xe2;
}

static bool at_edge(const char *s, size_t at, size_t len)
{
	size_t first = at, end = at + len;

	while (first > 0 && !is_parting(s, first - 1))
		first--;
	while (s[end] && !is_parting(s, end))
		end++;
	return is_edge(s, first, at) || is_edge(s, at + len, end);
}

static bool has_word(const char *folded, const char *word, bool title_alone)
{
	size_t len = strlen(word);

	for (const char *at = folded; (at = strstr(at, word)); at += len)
		if (!title_alone || len >= limits[EDGE_BYTES] ||
		    at_edge(folded, (size_t)(at - folded), len))
			return true;
	return false;
}

/* Folding sets each sign of Han apart by two spaces; the words have one. */
static void squeeze(struct buf *text)
{
	size_t n = 0;

	for (size_t i = 0; i < text->len; i++)
		if (text->bytes[i] != ' ' || !n || text->bytes[n - 1] != ' ')
			text->bytes[n++] = text->bytes[i];
	buf_cut(text, n);
}

static bool says(const struct doc *doc, bool title_alone, const char *const *words, size_t count)
{
	const char *title = doc_fact(doc, DOC_TITLE);
	struct buf text;
	bool found = false;

	buf_init(&text, 4 * (size_t)DOC_MAX);
	if (title_alone)
		text_fold(&text, title, strlen(title));
	else
		fold_document(doc, &text);
	squeeze(&text);
	for (size_t i = 0; text.len && i < count && !found; i++)
		found = has_word(text.bytes, words[i], title_alone);
	buf_done(&text);
	return found;
}

/* Which of the short pages it is that stands in place of the old one; NULL. */
static const char *short_page(const struct doc *old, const struct doc *now)
{
	for (size_t i = 0; i < COUNT(short_pages); i++)
		if (says(now, false, short_pages[i].words, short_pages[i].count) &&
		    !says(old, false, short_pages[i].words, short_pages[i].count))
			return short_pages[i].page;
	return NULL;
}

static bool asks_password(const struct doc *doc)
{
	return *doc_fact(doc, DOC_PASSWORD);
}

static struct url_part host_of(const char *url)
{
	struct url_part host = url_host(url);

	if (host.len > 4 && !strncmp(host.at, "www.", 4)) {
		host.at += 4;
		host.len -= 4;
	}
	return host;
}

static bool is_same_host(const char *a, const char *b)
{
	struct url_part x = host_of(a), y = host_of(b);

	return x.len == y.len && !strncmp(x.at, y.at, x.len);
}

/* "/", "/en", "/index.html" of a host. */
static bool is_home(const char *url)
{
	struct url u;

	url_split(&u, url);
	if (u.query.len)
		return false;
	return u.path.len <= 4 || (u.path.len <= 12 && !strncmp(u.path.at, "/index.", 7));
}

static bool is_plain(const char *url)
{
	return !url_is_https(url);
}

/* A hundredth part of them, of a text that has any. */
static size_t percent(size_t part, size_t whole)
{
	return whole ? part * 100 / whole : 100;
}

/* Where it was led to: not where the old one was found, nor where it was asked for. */
static const char *led_away(const char *asked, const char *old, const char *now)
{
	if (!strcmp(old, now) || !strcmp(asked, now))
		return NULL;
	if (!is_same_host(asked, now) && !is_same_host(old, now))
		return N_("a page of another host");
	if (is_home(now) && !is_home(asked))
		return N_("the home page");
	return NULL;
}

static bool is_page(const struct doc *doc)
{
	return !strcmp(doc_fact(doc, DOC_FORMAT), "html");
}

static const char *judge_words(const char *asked, const struct same_side *old,
                               const struct same_side *now, const struct same_words *w)
{
	size_t kept = percent(w->shared, w->old), own = percent(w->shared, w->now);
	bool plain = is_plain(asked) || is_plain(now->url);
	const char *away = led_away(asked, old->url, now->url);

	if (kept < limits[KEPT_AT_HOME]) {
		if (asks_password(now->doc) && !asks_password(old->doc))
			return N_("a page that asks for a password");
		const char *page =
			w->now <= limits[CHALLENGE_WORDS] ? short_page(old->doc, now->doc) : NULL;

		if (page)
			return page;
		if (says(now->doc, true, absences, COUNT(absences)) &&
		    !says(old->doc, true, absences, COUNT(absences)))
			return N_("a page that says that there is no such page");
	}
	if (away && kept < limits[plain ? KEPT_ELSEWHERE_PLAIN : KEPT_ELSEWHERE])
		return away;
	if (is_page(now->doc) && !is_page(old->doc) &&
	    kept < limits[plain ? KEPT_ELSEWHERE_PLAIN : KEPT_ELSEWHERE])
		return N_("a web page in place of the file");
	if (w->now * limits[SHORTER_TIMES] < w->old && own < limits[SHORTER_OWN])
		return N_("a far shorter text of other words");
	if (plain && kept < limits[KEPT_AT_ALL_PLAIN])
		return N_("a text of other words, over a line that anybody may answer on");
	return NULL;
}

/* Lists of news, figures and the like are new each time. */
static bool is_text(const struct doc *doc)
{
	static const char *const texts[] = {"", "html", "pdf", "docx", "akn", "marc"};
	const char *format = doc_fact(doc, DOC_FORMAT);

	for (size_t i = 0; i < COUNT(texts); i++)
		if (!strcmp(format, texts[i]))
			return true;
	return false;
}

const char *same_judge(const char *asked, const struct same_side *old, const struct same_side *now)
{
	struct same_words w;

	if (!is_text(now->doc) && !is_text(old->doc))
		return NULL;
	/* what cannot be compared is taken: nothing is lost by that, it has its version */
	if (same_count(old->doc, now->doc, &w) < 0 || !w.old)
		return NULL;
	return judge_words(asked, old, now, &w);
}
