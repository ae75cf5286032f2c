/* SPDX-License-Identifier: ISC */
/* Stories that stand once, feeds that are asked or left out, figures from outside. */
#include "config.h"

#include "model/base/clock.h"
#include "model/dossier/feed_rows.h"
#include "model/dossier/feeds.h"
#include "model/dossier/news_key.h"
#include "model/views/view.h"
#include "tests/lib/check.h"
#include "tests/lib/folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct folder folder;
static struct stores *stores;
static char personal[120];
static struct feeds_config config;

static int open_all(void **state)
{
	struct stores_config how = {.personal = personal, .starter = folder.store};
	struct err err = {0};

	(void)state;
	if (folder_make(&folder) < 0)
		return -1;
	folder_put(&folder, "sections.tsv",
	           "pane\torder\tkind\ttitle\tfilter\tmost\n"
	           "river\t1\tchart\tThe plan\trequired=required funded=funded share=share\t4\n");
	folder_put(&folder, "figures.tsv",
	           "id\tyear\tas_of\tindicator\tvalue\tunit\tsource\tstatus\tseries\tbound\n"
	           "1\t2030\t2030-12\tplan\t4000000\tUSD\tx\tconfirmed\trequired\t\n"
	           "2\t2031\t2031-02\tplan\t5000000\tUSD\tx\tconfirmed\trequired\t\n"
	           "3\t2031\t2031-02\tshare\t10\tpercent\tx\tconfirmed\tshare\t\n");
	folder_put(&folder, "topics.tsv", "id\tlang\tword\n1\ten\tLower River\n");
	folder_put(&folder, "sources.tsv",
	           "id\tpane\tname\tkind\turl\tlanguages\tnote\tstatus\n"
	           "1\t\tGauge News\tfeed\thttps://Gauge.example/rss#x\tE\tn\tconfirmed\n"
	           "2\triver\tPilots\tcountry feed\thttps://pilot.example/rss\tE F\tn\tpartly\n"
	           "3\t\tGazette\tfeed\thttps://gauge.example/fr\tF\tn\tconfirmed\n"
	           "4\t\tReports\tcountry api\thttps://api.example/r?appname={appname}&n=5\tE\tn\t"
	           "confirmed\n"
	           "5\t\tSums\tapi\thttps://sums.example/{year}\tE\tn\tconfirmed\n"
	           "6\t\tA page\tpage\thttps://page.example/\tE\tn\tconfirmed\n");
	if (folder_build(&folder) != 0) {
		fprintf(stderr, "%s\n", folder.said);
		return -1;
	}
	snprintf(personal, sizeof personal, "%s/own.store", folder.path);
	stores = stores_open(&how, &err);
	if (!stores || !stores_writable(stores, &err))
		fprintf(stderr, "%s\n", err.text);
	config = (struct feeds_config){0};
	if (stores)
		stores_set_feeds(stores, &config);
	return stores ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	stores_close(stores);
	folder_drop(&folder);
	return 0;
}

/* -- keys ------------------------------------------------------------------------ */

static void keys(void **state)
{
	static const char *const cases[][2] = {
		{"https://press.un.org/en/2031/sc19444.doc.htm", "SC/19444 en"},
		{"https://press.un.org/en/blog/sc19444", "SC/19444 en"},
		{"http://press.un.org/en/2031/sc19444.doc.htm?utm_source=x#top", "SC/19444 en"},
		{"https://www.un.org/press/en/2031/sc19444.doc.htm", "SC/19444 en"},
		{"https://press.un.org/fr/2031/cs19444.doc.htm", "CS/19444 fr"},
		{"https://press.un.org/fr/2031/agshc4400.doc.htm", "AG/SHC/4400 fr"},
		{"https://press.un.org/en/2031/ga12999.doc.htm", "GA/12999 en"},
		{"https://press.un.org/en/2031/sgsm23456.doc.htm", "SG/SM/23456 en"},
		{"https://press.un.org/en/2031/dsgsm2000.doc.htm", "DSG/SM/2000 en"},
		{"https://press.un.org/en/2031/sga2400.doc.htm", "SG/A/2400 en"},
		{"https://press.un.org/en/2031/pal2299.doc.htm", "PAL/2299 en"},
		{"https://press.un.org/en/2031/db310314.doc.htm", "DB/310314 en"},
		{"https://press.un.org/en/2031/bio5555.doc.htm", "BIO/5555 en"},
		{"https://press.un.org/en/2031/gashc4400.doc.htm", "GA/SHC/4400 en"},
		{"https://press.un.org/en/content/security-council",
	         "https://press.un.org/en/content/security-council"},
		{"https://press.un.org/en/2031/sc19444.doc.htm/more",
	         "https://press.un.org/en/2031/sc19444.doc.htm/more"},
		{"https://news.un.org/feed/view/en/story/2031/03/115",
	         "https://news.un.org/en/story/2031/03/115"},
		{"http://News.Example/a?utm_campaign=x&id=7&UTM_Medium=y&fbclid=1",
	         "https://news.example/a?id=7"},
		{"https://news.example/a?utm=1", "https://news.example/a?utm=1"},
		{"https://news.example/a/feed/view/b", "https://news.example/a/feed/view/b"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *key = news_key(cases[i][0]);

		assert_non_null(key);
		assert_string_equal(key, cases[i][1]);
		free(key);
	}
	assert_null(news_key("javascript:alert(1)"));
	assert_null(news_key("/en/story"));
	assert_true(news_rank("https://press.un.org/en/2031/sc19444.doc.htm") >
	            news_rank("https://press.un.org/en/blog/sc19444"));
}

/* -- stories ---------------------------------------------------------------------- */

struct item {
	const char *url, *date, *title, *summary, *guid;
};

static struct doc *make_feed(const struct item *items, size_t count)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_FORMAT, "feed");
	doc_add_fact(m, DOC_LANGUAGE, "en");
	for (size_t i = 0; i < count; i++) {
		doc_begin(m, DOC_ITEM);
		doc_attr(m, "marker", items[i].date);
		if (items[i].guid)
			doc_attr(m, "anchor", items[i].guid);
		doc_add_link(m, items[i].title, items[i].url);
		doc_begin(m, DOC_QUOTE);
		doc_add_str(m, items[i].summary);
	}
	return doc_finish(m, NULL);
}

struct told {
	int fresh, changed;
	char url[200];
};

static int tell(const struct headline *n, enum headline_change change, void *payload)
{
	struct told *t = payload;

	t->fresh += change == HEADLINE_NEW;
	t->changed += change == HEADLINE_CHANGED;
	snprintf(t->url, sizeof t->url, "%s", n->url);
	return 0;
}

#define GAUGE "https://gauge.example/rss"
#define PILOT "https://pilot.example/rss"

static struct news_taken take(const char *feed, const struct item *items, size_t count,
                              struct told *told)
{
	struct doc *doc = make_feed(items, count);
	struct news_taken taken;
	struct err err = {0};

	*told = (struct told){0};
	if (news_take_each(stores, stores_personal(stores), feed, doc, &taken, tell, told, &err) <
	    0)
		fail_msg("%s", err.text);
	doc_free(doc);
	return taken;
}

static int keep_title(const struct headline *n, void *payload)
{
	snprintf(payload, 400, "%s|%s|%s|%s", n->url, n->date, n->title, n->feed);
	return 1;
}

/* "url|date|title|feed" of the newest story. */
static const char *newest(char out[400])
{
	*out = '\0';
	headlines_each(stores_personal(stores), NULL, 1, keep_title, out, NULL);
	return out;
}

static void a_story_stands_once(void **state)
{
	struct item a = {"https://press.un.org/en/blog/sc19444", "2031-03-14",
	                 "Lower River: meeting", "Begins at ten.", NULL};
	struct told told;
	char out[400];

	(void)state;
	assert_int_equal(take(GAUGE, &a, 1, &told).fresh, 1);
	assert_int_equal(told.fresh, 1);
	/* the same again, and by another feed */
	assert_int_equal(take(GAUGE, &a, 1, &told).fresh, 0);
	assert_int_equal(take(PILOT, &a, 1, &told).changed, 0);
	assert_int_equal(told.fresh + told.changed, 0);
	/* the release is the better address */
	a.url = "https://press.un.org/en/2031/sc19444.doc.htm?utm_source=rss";
	a.title = "Lower River: meetings coverage";
	assert_int_equal(take(PILOT, &a, 1, &told).changed, 1);
	assert_string_equal(told.url, "https://press.un.org/en/2031/sc19444.doc.htm");
	assert_string_equal(newest(out), "https://press.un.org/en/2031/sc19444.doc.htm|2031-03-14|"
	                                 "Lower River: meetings coverage|" PILOT);
	/* the live page does not take it back */
	a.url = "https://press.un.org/en/blog/sc19444";
	a.title = "Lower River: live";
	assert_int_equal(take(GAUGE, &a, 1, &told).changed, 0);
	assert_int_equal(headlines_count(stores_personal(stores), NULL), 1);
	assert_int_equal(headlines_count_of(stores_personal(stores), PILOT, NULL), 1);
}

/* Three stories, one address: what the feed calls them tells them apart. */
static void stories_of_one_address(void **state)
{
	struct item a[] = {
		{"https://gauge.example/now", "2031-03-14", "Lower River: flood", "Rising.", "g-1"},
		{"https://gauge.example/now", "2031-03-15", "Lower River: ice", "Thin.", "g-2"},
		{"https://gauge.example/now", "2031-03-16", "Lower River: clear", "At last.", NULL},
	};
	struct store *own = stores_personal(stores);
	struct told told;
	long before = headlines_count(own, NULL);

	(void)state;
	/* alone it stands by its address */
	assert_int_equal(take(GAUGE, a, 1, &told).fresh, 1);
	/* and goes over when another comes: nothing twice */
	assert_int_equal(take(GAUGE, a, 2, &told).fresh, 1);
	assert_int_equal(headlines_count(own, NULL) - before, 2);
	/* without a name its headline is one */
	assert_int_equal(take(GAUGE, a, 3, &told).fresh, 1);
	assert_int_equal(take(GAUGE, a, 3, &told).fresh, 0);
	assert_int_equal(headlines_count(own, NULL) - before, 3);
	/* what was told apart stays so when the others are gone from the feed */
	assert_int_equal(take(GAUGE, a + 1, 1, &told).fresh, 0);
	a[1].title = "Lower River: more ice";
	assert_int_equal(take(GAUGE, a + 1, 1, &told).changed, 1);
	assert_int_equal(headlines_count(own, NULL) - before, 3);
	/* another feed's name for the address is none of these */
	a[1].guid = "p-9";
	a[1].title = "Lower River: again";
	assert_int_equal(take(PILOT, a + 1, 1, &told).fresh, 1);
	assert_int_equal(headlines_count(own, NULL) - before, 4);
	/* and another headline does not go over to the new name */
	a[1].guid = "p-10";
	a[1].title = "Lower River: not that one";
	assert_int_equal(take(PILOT, a + 1, 2, &told).fresh, 1);
	assert_int_equal(headlines_count(own, NULL) - before, 5);
}

static int keep_summary(const struct headline *n, void *payload)
{
	snprintf(payload, 400, "%s", n->summary);
	return 1;
}

static void paragraphs_on_one_line(void **state)
{
	struct doc_maker *m = doc_maker_new(0);
	struct news_taken taken;
	struct doc *doc;
	char out[400];

	(void)state;
	doc_add_fact(m, DOC_FORMAT, "feed");
	doc_begin(m, DOC_ITEM);
	doc_attr(m, "marker", "2032-01-01");
	doc_add_link(m, "Lower River", "https://gauge.example/p");
	for (int i = 0; i < 2; i++) {
		doc_begin(m, DOC_QUOTE);
		doc_add_str(m, i ? "Two." : "One.");
	}
	doc = doc_finish(m, NULL);
	assert_int_equal(news_take(stores, stores_personal(stores), GAUGE, doc, &taken, NULL), 0);
	headlines_each(stores_personal(stores), NULL, 1, keep_summary, out, NULL);
	assert_string_equal(out, "One. Two.");
	doc_free(doc);
}

static void changes_are_told_once(void **state)
{
	struct item a = {"https://gauge.example/a", "2031-03-15", "Lower River rises", "By one.",
	                 NULL};
	struct told told;
	char out[400];

	(void)state;
	take(GAUGE, &a, 1, &told);
	a.summary = "By two.";
	assert_int_equal(take(GAUGE, &a, 1, &told).changed, 1);
	assert_int_equal(take(GAUGE, &a, 1, &told).changed, 0);
	a.date = "2031-03-16";
	assert_int_equal(take(GAUGE, &a, 1, &told).changed, 1);
	/* two feeds with other words for one page do not take turns */
	a.title = "Water: Lower River rises";
	assert_int_equal(take(PILOT, &a, 1, &told).changed, 0);
	a.title = "Lower River rises";
	assert_int_equal(take(GAUGE, &a, 1, &told).changed, 0);
	assert_string_equal(newest(out),
	                    "https://gauge.example/a|2031-03-16|Lower River rises|" GAUGE);
}

static int refuse(const struct headline *n, enum headline_change change, void *payload)
{
	(void)n, (void)change, (void)payload;
	return -1;
}

static void what_ends_keeps_nothing(void **state)
{
	struct item a = {"https://gauge.example/z", "2031-03-20", "Lower River falls", "", NULL};
	struct doc *doc = make_feed(&a, 1);
	struct news_taken taken;
	struct err err = {0};
	long before = headlines_count(stores_personal(stores), NULL);

	(void)state;
	assert_int_equal(news_take_each(stores, stores_personal(stores), GAUGE, doc, &taken, refuse,
	                                NULL, &err),
	                 -1);
	assert_int_equal(headlines_count(stores_personal(stores), NULL), before);
	doc_free(doc);
}

/* A feed of everything is filtered; one of the file alone, and the reader's own, not. */
static void filters(void **state)
{
	static const char *const topics[] = {"Tide"}, *const urls[] = {"https://own.example/rss"};
	struct item items[] = {
		{"https://x.example/1", "2031-01-01", "Tides in the north", "", NULL},
		{"https://x.example/2", "2031-01-01", "LOWER RÍVER news", "", NULL},
		{"https://x.example/3", "2031-01-01", "Elsewhere", "", NULL}};
	struct told told;
	struct err err = {0};

	(void)state;
	assert_int_equal(take(GAUGE, items, 3, &told).kept, 1);
	config.topics = topics;
	config.topic_count = 1;
	assert_int_equal(take(GAUGE, items, 3, &told).kept, 2);
	assert_int_equal(take(PILOT, items, 3, &told).kept, 3);
	assert_int_equal(take("https://own.example/rss", items, 3, &told).kept, 2);
	config.urls = urls;
	config.url_count = 1;
	assert_int_equal(take("https://own.example/rss", items, 3, &told).kept, 3);
	assert_int_equal(feeds_add(stores, "https://mine.example/", "", "", &err), 0);
	assert_int_equal(take("https://mine.example/", items, 3, &told).kept, 3);
	config = (struct feeds_config){0};
}

/* -- which feeds ------------------------------------------------------------------- */

static int gather(const struct news_feed *f, void *payload)
{
	buf_printf(payload, "%d %s%s\n", f->number, f->url, f->api ? " api" : "");
	return 0;
}

static void asked_are(const char *langs, const char *pane, const char *want)
{
	struct buf b;
	struct err err = {0};

	buf_init(&b, 10000);
	if (news_each_feed(stores, langs, pane, gather, &b, &err) < 0)
		fail_msg("%s", err.text);
	assert_string_equal(b.bytes, want);
	buf_done(&b);
}

/* What a reader types; "" when it was done, else the error. */
static const char *order(const char *line, int *code)
{
	static char said[600];
	char *copy = strdup(line), *words[20], *rest = NULL;
	struct err err = {0};
	int count = 0, rc;

	for (char *w = strtok_r(copy, " ", &rest); w; w = strtok_r(NULL, " ", &rest))
		words[count++] = w;
	rc = feeds_command(stores, "en", count, words, said, sizeof said, &err);
	*code = rc < 0 ? (int)err.code : rc == 0 ? -1 : 0;
	if (rc < 0)
		snprintf(said, sizeof said, "%s", err.text);
	free(copy);
	return said;
}

static void orders(const char *line, int want)
{
	int code;
	const char *said = order(line, &code);

	if (code != want)
		fail_msg("%s: %d (%s), not %d", line, code, said, want);
	assert_true(code < 0 || *said);
}

#define SUMS "5 https://sums.example/2031 api\n"
#define MINE "6 https://mine.example/\n"

static void feeds_are_chosen(void **state)
{
	(void)state;
	asked_are("en", NULL,
	          "1 https://gauge.example/rss\n2 https://pilot.example/rss\n" SUMS MINE);
	asked_are("fr,en", "moon",
	          "1 https://gauge.example/rss\n3 https://gauge.example/fr\n" SUMS MINE);
	config.appname = "a b&c";
	asked_are("en", "moon",
	          "1 https://gauge.example/rss\n"
	          "4 https://api.example/r?appname=a%20b%26c&n=5 api\n" SUMS MINE);
	config.appname = NULL;
	orders("off 1", 0);
	asked_are("en", NULL, "2 https://pilot.example/rss\n" SUMS MINE);
	orders("on gauge NEWS", 0);
	orders("off pilots", 0);
	asked_are("en", NULL, "1 https://gauge.example/rss\n" SUMS MINE);
	orders("on https://pilot.example/rss", 0);
	/* a host is all of its feeds */
	orders("off Gauge.example", 0);
	asked_are("fr,en", NULL, "2 https://pilot.example/rss\n" SUMS MINE);
	orders("on 1", ERR_FAILED);
	orders("on gauge.example", 0);
	asked_are("fr,en", "moon",
	          "1 https://gauge.example/rss\n3 https://gauge.example/fr\n" SUMS MINE);
	assert_int_equal(feeds_gone(stores, "https://mine.example/", NULL), 0);
	asked_are("en", "moon", "1 https://gauge.example/rss\n" SUMS);
	orders("remove 6", 0);
}

static void orders_that_fail(void **state)
{
	(void)state;
	orders("add ftp://a.example/", ERR_USAGE);
	orders("add javascript:alert(1)", ERR_USAGE);
	orders("add", ERR_USAGE);
	orders("add https://GAUGE.example/rss", ERR_FAILED);
	orders("off nothing-of-that-name", ERR_FAILED);
	orders("off 99", ERR_FAILED);
	orders("whole ga", ERR_FAILED); /* two names have it */
	orders("whole gauge.example", ERR_FAILED);
	orders("remove 1", ERR_FAILED);
	orders("explain 1", -1);
	orders("add https://new.example/rss", 0);
	orders("add https://new.example/rss", ERR_FAILED);
	orders("remove new.ex", 0); /* by its address, which stands for a name */
	/* one in another language may be chosen */
	orders("add https://gauge.example/fr The gazette", 0);
	asked_are("en", "moon", "1 https://gauge.example/rss\n3 https://gauge.example/fr\n" SUMS);
	orders("remove 3", 0);
}

static int is_whole(const struct news_feed *f, void *payload)
{
	*(bool *)payload = f->whole;
	return f->number == 2;
}

static void pages_or_headlines(void **state)
{
	bool whole = false;

	(void)state;
	orders("whole pilots", 0);
	assert_int_equal(feeds_each(stores, "en", is_whole, &whole, NULL), 0);
	assert_true(whole);
	orders("headlines 2", 0);
	assert_int_equal(feeds_each(stores, "en", is_whole, &whole, NULL), 0);
	assert_false(whole);
}

/* -- OPML --------------------------------------------------------------------------- */

static void opml_in_and_out(void **state)
{
	struct doc_maker *m = doc_maker_new(0);
	struct feeds_imported count;
	struct err err = {0};
	struct doc *doc;
	struct buf out;
	int written;

	(void)state;
	doc_add_fact(m, DOC_FORMAT, "opml");
	doc_add_fact(m, "refused", "2");
	doc_begin(m, DOC_ITEM);
	doc_add_str(m, "A folder");
	doc_begin(m, DOC_ITEM);
	doc_attr(m, "lang", "fr");
	doc_add_link(m, "Quais & \"portes\" <1>", "https://quay.example/?a=1&b=2");
	doc_begin(m, DOC_ITEM);
	doc_add_link(m, "Known", GAUGE);
	doc = doc_finish(m, NULL);
	assert_int_equal(feeds_import(stores, doc, &count, &err), 0);
	assert_int_equal(count.added, 1);
	assert_int_equal(count.known, 1);
	assert_int_equal(count.bad, 2);
	doc_free(doc);
	buf_init(&out, 100000);
	assert_int_equal(feeds_export(stores, "en", &out, &written, &err), 0);
	assert_int_equal(written, 3);
	assert_non_null(strstr(out.bytes, "text=\"Quais &amp; &quot;portes&quot; &lt;1&gt;\""));
	assert_non_null(strstr(out.bytes, "xmlUrl=\"https://quay.example/?a=1&amp;b=2\" "
	                                  "language=\"fr\"/>"));
	assert_null(strstr(out.bytes, "sums.example"));
	buf_done(&out);
	doc = make_feed(NULL, 0);
	assert_int_equal(feeds_import(stores, doc, &count, &err), -1);
	doc_free(doc);
}

/* -- figures ------------------------------------------------------------------------ */

static struct doc *make_figures(const char *year, const char *indicator, const char *value,
                                const char *series)
{
	const char *heads[] = {"year", "indicator", "value", "unit", "series"};
	const char *cells[] = {year, indicator, value, "USD", series};
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, "figures", "Sums");
	doc_begin(m, DOC_TABLE);
	for (int row = 0; row < 2; row++) {
		doc_add_row(m);
		for (int i = 0; i < 5; i++) {
			doc_add_cell(m, row == 0, 1, 1);
			doc_add_str(m, row ? cells[i] : heads[i]);
		}
	}
	return doc_finish(m, NULL);
}

static int figures_from(const char *address, const char *year, const char *indicator,
                        const char *value, const char *series)
{
	struct doc *doc = make_figures(year, indicator, value, series);
	struct news_taken taken;
	struct err err = {0};

	if (news_take(stores, stores_personal(stores), address, doc, &taken, &err) < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	return taken.figures;
}

static char *front_page(void)
{
	struct view_context c = {stores, "en", clock_now(), false, 0, false};
	struct doc *doc = view_make(&c, "pane:river", NULL);
	struct buf b;

	assert_non_null(doc);
	buf_init(&b, 1 << 20);
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_text *t = &doc_block(doc, i)->text;

		buf_add(&b, t->bytes, t->len);
		buf_char(&b, '\n');
	}
	doc_free(doc);
	return buf_take(&b);
}

static void figures_from_outside(void **state)
{
	static const char sums[] = "https://sums.example/2031";
	char *page = front_page();

	(void)state;
	assert_non_null(strstr(page, "5.0 M"));
	assert_non_null(strstr(page, "10 %"));
	assert_null(strstr(page, "*"));
	free(page);
	assert_int_equal(
		figures_from(sums, "2031", "Lower River plan: funded", "3000000", "funded"), 1);
	assert_int_equal(figures_from("https://sums.example/b", "2031",
	                              "Lower River plan: required", "6000000", "required"),
	                 1);
	/* in place of the older one, and the share is that of the new sums */
	page = front_page();
	assert_non_null(strstr(page, "6.0 M*"));
	assert_non_null(strstr(page, "50 %"));
	assert_non_null(strstr(page, "* from sums.example, as of 14 March 2031"));
	assert_non_null(strstr(page, "4.0 M"));
	free(page);
	/* what is of elsewhere, of no year, or no number, is none; the old ones go */
	assert_int_equal(figures_from(sums, "2031", "Upper lakes: funded", "3", "funded"), 0);
	assert_int_equal(figures_from(sums, "31", "Lower River: funded", "3", "funded"), 0);
	assert_int_equal(figures_from(sums, "2031", "Lower River: funded", "-3", "funded"), 0);
	assert_int_equal(figures_from(sums, "2031", "Lower River: funded", "3e9", "funded"), 0);
	assert_int_equal(figures_from("https://sums.example/b", "2031", "Lower River: required",
	                              "x", "required"),
	                 0);
	page = front_page();
	assert_null(strstr(page, "*"));
	assert_non_null(strstr(page, "5.0 M"));
	free(page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys),
		cmocka_unit_test(a_story_stands_once),
		cmocka_unit_test(changes_are_told_once),
		cmocka_unit_test(what_ends_keeps_nothing),
		cmocka_unit_test(filters),
		cmocka_unit_test(feeds_are_chosen),
		cmocka_unit_test(orders_that_fail),
		cmocka_unit_test(pages_or_headlines),
		cmocka_unit_test(opml_in_and_out),
		cmocka_unit_test(figures_from_outside),
		cmocka_unit_test(stories_of_one_address),
		cmocka_unit_test(paragraphs_on_one_line),
	};

	setenv("PALAIS_NOW", "2031-03-14T12:00:00Z", 1);
	return cmocka_run_group_tests(tests, open_all, close_all);
}
