/* SPDX-License-Identifier: ISC */
/* palais' own pages: every link opens, every doubt is marked, every mark explained. */
#include "config.h"

#include "model/doc/reference.h"
#include "model/dossier/catalogue.h"
#include "model/store/marks.h"
#include "model/text/characters.h"
#include "model/text/units.h"
#include "model/views/internal.h"
#include "model/views/view.h"
#include "tests/lib/folder.h"
#include "tests/lib/tmp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

static struct stores *stores;
static char personal[80];
static int columns; /* that pages are drawn for; 0: as it comes */

static struct view_context context(void)
{
	return (struct view_context){stores, "en", 1795000000, false, columns, false};
}

static int open_shelf(void **state)
{
	struct stores_config config = {.personal = personal, .starter = "starter.store"};
	struct err err = {0};

	(void)state;
	snprintf(personal, sizeof personal, "%.40s/palais-page-%d.store", tmp_folder(),
	         (int)getpid());
	stores = stores_open(&config, &err);
	if (!stores)
		fprintf(stderr, "%s\n", err.text);
	return stores ? 0 : -1;
}

static int close_shelf(void **state)
{
	char command[200];

	(void)state;
	stores_close(stores);
	snprintf(command, sizeof command, "rm -f '%s'*", personal);
	return system(command);
}

static struct doc *make(const char *address)
{
	struct view_context c = context();
	struct err err = {0};
	struct doc *doc = view_make(&c, address, &err);

	if (!doc)
		fail_msg("%s: %s", address, err.text);
	return doc;
}

/* All text of a page, a line a block or cell. */
static void gather(const struct doc *doc, struct buf *out)
{
	buf_str(out, doc_fact(doc, DOC_TITLE));
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		buf_char(out, '\n');
		buf_add(out, b->text.bytes, b->text.len);
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t k = 0; k < b->rows[r].cell_count; k++) {
				buf_char(out, '\n');
				buf_add(out, b->rows[r].cells[k].text.bytes,
				        b->rows[r].cells[k].text.len);
			}
	}
}

/* -- the walk ----------------------------------------------------------- */

struct walk {
	char **seen; /* addresses, in the order in which they were met */
	size_t count, cap;
	char **doubtful; /* addresses of rows that are not confirmed */
	size_t doubts;
	long links, marked;
};

static bool is_outside(const char *address)
{
	return !strncmp(address, "https://", 8) || !strncmp(address, "http://", 7);
}

static bool add(char ***list, size_t *count, const char *address)
{
	for (size_t i = 0; i < *count; i++)
		if (!strcmp((*list)[i], address))
			return false;
	if (*count % 256 == 0)
		*list = realloc(*list, (*count + 256) * sizeof **list);
	assert_non_null(*list);
	(*list)[(*count)++] = strdup(address);
	return true;
}

static bool is_doubtful(const struct walk *w, const char *address)
{
	for (size_t i = 0; i < w->doubts; i++)
		if (!strcmp(w->doubtful[i], address))
			return true;
	return false;
}

/* Whether a link is how a row is presented, rather than a mention by its symbol. */
static bool presents(const struct doc_text *t, const struct doc_span *s)
{
	for (uint32_t i = 0; i < t->span_count; i++)
		if (t->spans[i].kind == DOC_TAIL && s->start >= t->spans[i].start)
			return false;
	return !memmem(t->bytes + s->start, s->end - s->start, "/", 1) ||
	       memmem(t->bytes + s->start, s->end - s->start, " ", 1);
}

static void look_at(struct walk *w, const char *page, const struct doc_text *t, bool own_text)
{
	for (uint32_t i = 0; i < t->span_count; i++) {
		const struct doc_span *s = &t->spans[i];
		char address[400];

		if (s->kind != DOC_LINK)
			continue;
		w->links++;
		snprintf(address, sizeof address, "%.*s", (int)strcspn(s->value, "#"), s->value);
		if (is_outside(address))
			continue;
		/* Cards name thousands of symbols: that they are known is enough. */
		if (strchr(address, '/') && reference_own(address, NULL) == OWN_NONE &&
		    reference_own(page, NULL) == OWN_NONE) {
			if (catalogue_knows(stores_starter(stores), address, NULL) != 1)
				fail_msg("%s: %s is not known", page, address);
		} else {
			add(&w->seen, &w->count, address);
		}
		if (own_text || !is_doubtful(w, address) || !presents(t, s))
			continue;
		if (!memmem(t->bytes + s->start, s->end - s->start, MARK_DOUBT, 1) &&
		    (s->end >= t->len || t->bytes[s->end] != '~'))
			fail_msg("%s: %s stands without its mark", page, address);
		w->marked++;
	}
}

/* Marks that stand on a page are explained in its last block, and no others. */
static void check_legend(const char *page, const struct doc *doc)
{
	static const char *const marks[] = {MARK_HERE " ", MARK_AWAY " ", MARK_DOUBT};
	size_t n = doc_block_count(doc);
	const struct doc_block *last;
	struct buf all;

	if (!n)
		return;
	last = doc_block(doc, n - 1);
	buf_init(&all, DOC_MAX);
	gather(doc, &all);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		const char *first = strstr(all.bytes, marks[i]);

		if (first && !memmem(last->text.bytes, last->text.len, marks[i], strlen(marks[i])))
			fail_msg("%s: %s stands and is not explained", page, marks[i]);
	}
	buf_done(&all);
}

static void visit(struct walk *w, const char *page)
{
	struct doc *doc = make(page);
	bool own_text = !strncmp(page, "page:", 5);

	assert_true(*doc_fact(doc, DOC_TITLE));
	if (is_doubtful(w, page) && !strstr(doc_fact(doc, DOC_TITLE), MARK_DOUBT))
		fail_msg("%s: its title stands without its mark", page);
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		look_at(w, page, &b->text, own_text);
		for (uint32_t r = 0; r < b->row_count; r++)
			for (uint32_t k = 0; k < b->rows[r].cell_count; k++)
				look_at(w, page, &b->rows[r].cells[k].text, own_text);
	}
	if (strcmp(page, "page:about") != 0)
		check_legend(page, doc);
	doc_free(doc);
}

struct doubts {
	struct walk *w;
	enum dossier_kind kind;
	int status;
};

static int note_doubt(const struct dossier_row *r, void *payload)
{
	struct doubts *d = payload;
	char address[120];

	if (!strcmp(r->at[d->status], "confirmed") && !*r->source_sort)
		return 0;
	if (d->kind == DOSSIER_DOCUMENTS)
		snprintf(address, sizeof address, "%s", r->at[DOCUMENT_KEY]);
	else
		snprintf(address, sizeof address, "%s:%ld", dossier_table(d->kind)->name,
		         (long)r->id);
	add(&d->w->doubtful, &d->w->doubts, address);
	return 0;
}

static void every_link_opens_and_every_doubt_is_marked(void **state)
{
	static const struct doubts kinds[] = {
		{NULL, DOSSIER_EVENTS, EVENT_STATUS},       {NULL, DOSSIER_ROUNDS, ROUND_STATUS},
		{NULL, DOSSIER_DOCUMENTS, DOCUMENT_STATUS}, {NULL, DOSSIER_AGENCIES, AGENCY_STATUS},
		{NULL, DOSSIER_FIGURES, FIGURE_STATUS},     {NULL, DOSSIER_SOURCES, SOURCE_STATUS},
		{NULL, DOSSIER_PERSONS, PERSON_STATUS},
	};
	struct walk w = {0};
	char key[40], title[120], brief[40], address[48];

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct doubts d = kinds[i];

		d.w = &w;
		dossier_each(stores_starter(stores), d.kind, NULL, note_doubt, &d, NULL);
	}
	assert_true(w.doubts > 100);
	for (size_t i = 0; i < view_pane_count(stores); i++) {
		assert_int_equal(view_pane(stores, i, key, sizeof key, title, sizeof title, brief,
		                           sizeof brief),
		                 0);
		snprintf(address, sizeof address, "pane:%s", key);
		add(&w.seen, &w.count, address);
		snprintf(address, sizeof address, "list:%s", key);
		add(&w.seen, &w.count, address);
	}
	for (size_t i = 0; i < w.count; i++) {
		/* The list may move when it grows. */
		char page[400];

		snprintf(page, sizeof page, "%s", w.seen[i]);
		visit(&w, page);
	}
	assert_true(w.count > 5000);
	assert_true(w.marked > 300);
	print_message("# %zu pages, %ld links, %ld marked rows\n", w.count, w.links, w.marked);
	for (size_t i = 0; i < w.count; i++)
		free(w.seen[i]);
	for (size_t i = 0; i < w.doubts; i++)
		free(w.doubtful[i]);
	free(w.seen);
	free(w.doubtful);
}

static void what_is_not_there_is_an_error(void **state)
{
	static const char *const none[] = {
		"pane:moon", "list:moons", "event:999999",      "event:x",
		"event:",    "page:moon",  "S/RES/99999(2099)", "figure:1x",
		"person:0",  "",           "round:-1"};
	struct view_context c = context();

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		struct err err = {0};

		assert_null(view_make(&c, none[i], &err));
		assert_int_equal(err.code, ERR_FAILED);
		assert_true(*err.text);
	}
	assert_int_equal(reference_own("pane:talks", NULL), OWN_PANE);
	assert_int_equal(reference_own("page:about", NULL), OWN_PAGE);
	assert_int_equal(reference_own("S/RES/2254(2015)", NULL), OWN_NONE);
}

/* -- what a text here changes ------------------------------------------- */

static void keep(const char *key, const char *title)
{
	struct store_origin origin = {
		.key = key, .url = "https://documents.un.org/x", .type = "text/plain"};
	struct err err = {0};
	struct store *s = stores_writable(stores, &err);
	struct store_incoming *in = store_begin(s, &origin, &err);
	struct doc_maker *m = doc_maker_new(0);
	struct doc *doc;

	assert_non_null(in);
	doc_add_fact(m, DOC_TITLE, title);
	doc_add_fact(m, DOC_LANGUAGE, "en");
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, "Text.");
	doc = doc_finish(m, &err);
	assert_int_equal(store_add(in, "Text.", 5, &err), 0);
	assert_true(store_commit(in, doc, true, 1, &err) > 0);
	doc_free(doc);
}

static void has(const char *address, const char *text)
{
	struct doc *doc = make(address);
	struct buf all;

	buf_init(&all, DOC_MAX);
	gather(doc, &all);
	if (!strstr(all.bytes, text))
		fail_msg("%s does not have '%s'", address, text);
	buf_done(&all);
	doc_free(doc);
}

static void texts_that_are_here_are_marked(void **state)
{
	struct err err = {0};

	(void)state;
	has("S/RES/2254(2015)", "The text is not in the store");
	has("list:bookmarks", "No bookmarks yet");
	keep("S/RES/2254(2015)", "Resolution 2254");
	assert_int_equal(store_queue_add(stores_writable(stores, &err), "S/2012/522", &err), 0);
	assert_int_equal(marks_bookmark(stores_writable(stores, &err),
	                                &(struct mark_source){"event:3", "A date", "", ""}, true,
	                                &err),
	                 0);
	has("pane:talks", MARK_HERE " Road map for a political settlement in Syria");
	has("pane:talks", MARK_HERE " readable here now");
	has("S/RES/2254(2015)", "The text is in the store.");
	has("pane:library", "Resolution 2254");
	has("pane:library", "Queue");
	has("pane:library", "A date");
	has("list:cache", "1 document, 5 B");
	has("list:cache", "Talks  en");
	has("list:queue", "S/2012/522");
}

static void facts_are_worded_with_care(void **state)
{
	(void)state;
	has("event:70", "14–24 March 2016");
	has("S/RES/2254(2015)", "15-0-0, unanimous");
	has("a/res/71/248", "105-15-52");
	has("S/RES/2254(2015)", "https://docs.un.org/zh/S/RES/2254(2015)");
	has("round:4", "not known");
	has("iiim-faq-2017", "2017 (day and month are not known)");
	has("list:figures", "no figure found");
	has("S/RES/2042(2012)", "What cites it");
	has("A/RES/75/193", "who voted how: 176 states");
	has("votes:A/RES/75/193", "In favour   101  ██");
	has("votes:A/RES/75/193", "abstained");
	has("votes:S/RES/1285(2000)", "not known here");
	has("state:kuwait", "Kuwait: votes");
	has("state:Korea", "which state?");
	has("cites:S/RES/2254(2015)", "What it cites");
	has("S/RES/2218(2013)", "number and year disagree");
	has("S/RES/2218(2013)", "S/RES/2118 (2013)");
}

/* How often a page has some words; *at is where first, in bytes. */
static int times(const char *address, const char *words, size_t *at)
{
	struct doc *doc = make(address);
	struct buf b;
	int n = 0;

	buf_init(&b, 1 << 22);
	gather(doc, &b);
	for (const char *p = b.bytes; (p = strstr(p, words)); p += strlen(words))
		if (!n++ && at)
			*at = (size_t)(p - b.bytes);
	buf_done(&b);
	doc_free(doc);
	return n;
}

static bool leads_to(const char *address, const char *href)
{
	struct doc *doc = make(address);
	bool found = false;

	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_text *t = &doc_block(doc, i)->text;

		for (uint32_t k = 0; k < t->span_count; k++)
			found = found ||
			        (t->spans[k].kind == DOC_LINK && !strcmp(t->spans[k].value, href));
	}
	doc_free(doc);
	return found;
}

static void front_pages_have_what_they_should(void **state)
{
	size_t newer = 0, older = 0;

	(void)state;
	/* a count stands under the day on which it was said */
	has("pane:humanitarian", "Killed  over 250,000");
	has("figure:51", "February 2016");
	has("figure:128", "In need");
	has("pane:humanitarian", "food security FAO, WFP; refugees UNHCR");
	has("pane:humanitarian", "Photograph: UNICEF/Alessio Romenzi.");
	has("pane:humanitarian", "2024 humanitarian needs overview");
	/* one document once, and under a heading the newest first */
	assert_int_equal(times("pane:humanitarian", "S/2023/506", NULL), 1);
	assert_int_equal(times("pane:humanitarian", "S/RES/2165 (2014)", &newer), 1);
	assert_int_equal(times("pane:humanitarian", "S/RES/2139 (2014)", &older), 1);
	assert_true(newer < older);
	has("pane:talks", "Kofi Annan, Joint Special Envoy");
	has("pane:talks", "Geir O. Pedersen");
	/* a plan's years with their gaps, and a share of the two sums that stand there */
	has("list:figures", "2012  –         no figure found");
	has("list:figures", "2026  –         no figure found");
	has("list:figures", " 39 %");
	has("list:figures", "The sums come from several papers");
	has("list:rounds", "Geneva IV · Agenda of four baskets agreed");
	/* the longest series' name on the axis is whole; no outcome is cut */
	has("list:rounds", "Constitutional Committee ─");
	assert_int_equal(times("list:rounds", "…", NULL), 0);
	/* what has no address says so, and leads on */
	has("iiim-contributions-2017", "none was found");
	has("iiim-contributions-2017", "those that may have it");
	/* the address is the link, the words that follow it are not */
	has("votes:S/2016/846", "press.un.org (SC/12545)");
	assert_true(leads_to("votes:S/2016/846", "https://press.un.org/en/2016/sc12545.doc.htm"));
	assert_true(leads_to("figure:17", "A/HRC/26/CRP.2"));
	has("list:catalogue", "Meeting at which draft S/2011/612 was vetoed");
}

/* Preformatted lines do not wrap: they fit the narrowest screen. */
static void fits_forty_columns(const char *address)
{
	struct doc *doc = make(address);

	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		const char *p = b->text.bytes, *end = p + b->text.len;

		while (b->kind == DOC_PRE && p < end) {
			const char *nl = memchr(p, '\n', (size_t)(end - p));

			nl = nl ? nl : end;
			assert_true(text_width(p, (size_t)(nl - p)) <= 40);
			p = nl + 1;
		}
	}
	doc_free(doc);
}

static void charts_fit_forty_columns(void **state)
{
	(void)state;
	columns = 40;
	fits_forty_columns("list:figures");
	fits_forty_columns("list:charts");
	columns = 0;
	/* a front page's are the same for all */
	fits_forty_columns("pane:humanitarian");
	fits_forty_columns("votes:A/RES/75/193");
}

static void dates_are_as_exact_as_they_are_known(void **state)
{
	static const struct {
		const char *date, *full, *marker, *bare;
	} known[] = {
		{"2015-12-18", "18 December 2015", "18 Dec 2015", "18 Dec"},
		{"2016-03", "March 2016 (the day is not known)", "Mar 2016", "Mar"},
		{"2018", "2018 (day and month are not known)", "2018", "2018"},
		{"2017-03-23/2017-03-31", "23–31 March 2017", "23–31 Mar 2017", "23–31 Mar"},
		{"2017-11-28/2017-12-14", "28 November–14 December 2017", "28 Nov 2017 …",
	         "28 Nov–14 Dec"},
		{"", "", "", ""},
	};
	char out[96];

	(void)state;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		view_date(known[i].date, true, out, sizeof out);
		assert_string_equal(out, known[i].full);
		view_date_marker(known[i].date, true, out, sizeof out);
		assert_string_equal(out, known[i].marker);
		view_date_marker(known[i].date, false, out, sizeof out);
		assert_string_equal(out, known[i].bare);
	}
	units_short_number("13500000", out, sizeof out);
	assert_string_equal(out, "13.5 M");
	units_number("13500000", out, sizeof out);
	assert_string_equal(out, "13,500,000");
	units_number("36.6", out, sizeof out);
	assert_string_equal(out, "36.6");
}

/* -- another country, and speed ----------------------------------------- */

static void another_folder_is_another_country(void **state)
{
	struct stores *mine = stores;
	struct stores_config config = {0};
	struct err err = {0};
	struct folder f;

	(void)state;
	assert_int_equal(folder_make(&f), 0);
	assert_int_equal(folder_build(&f), 0);
	config.starter = f.store;
	config.personal = "/tmp/palais-none/none.store";
	stores = stores_open(&config, &err);
	assert_non_null(stores);
	assert_int_equal(view_pane_count(stores), 1);
	has("pane:river", "The river talks");
	has("pane:river", "Talks about a river, see a letter.");
	has("pane:river", MARK_NONE " A meeting");
	has("pane:river", "A bridge opens" MARK_DOUBT);
	has("event:1", "May 1999 (the day is not known)");
	has("map-1998", "A map" MARK_DOUBT);
	has("S/1999/1", "only because another text names it");
	has("page:river", "not confirmed");
	has("list:figures", "Figures by year");
	has("list:catalogue", "Catalogue");
	stores_close(stores);
	stores = mine;
	folder_drop(&f);
}

/* Milliseconds of this process: what else the machine does is not counted. */
static double quickest(const char *address)
{
	double best = 1e9;

	for (int i = 0; i < 5; i++) {
		struct timespec a, b;
		double t;

		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
		doc_free(make(address));
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
		t = (double)(b.tv_sec - a.tv_sec) * 1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6;
		best = t < best ? t : best;
	}
	return best;
}

static void pages_are_quick(void **state)
{
#ifdef PALAIS_ASAN
	const double slack = 20;
#else
	const double slack = 2;
#endif

	(void)state;
	assert_true(quickest("pane:talks") < 2 * slack);
	assert_true(quickest("list:catalogue") < 30 * slack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_link_opens_and_every_doubt_is_marked),
		cmocka_unit_test(what_is_not_there_is_an_error),
		cmocka_unit_test(facts_are_worded_with_care),
		cmocka_unit_test(front_pages_have_what_they_should),
		cmocka_unit_test(charts_fit_forty_columns),
		cmocka_unit_test(dates_are_as_exact_as_they_are_known),
		cmocka_unit_test(pages_are_quick),
		cmocka_unit_test(another_folder_is_another_country),
		cmocka_unit_test(texts_that_are_here_are_marked),
	};

	return cmocka_run_group_tests(tests, open_shelf, close_shelf);
}
