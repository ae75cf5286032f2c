/* SPDX-License-Identifier: ISC */
/* What is drawn of who cites whom is what the citations are; plots are what the pages are. */
#include "config.h"

#include "model/text/characters.h"
#include "model/views/plot.h"
#include "tests/model/drawn_lib.h"

#include <string.h>

/* -- who cites whom --------------------------------------------------------------- */

/* Whether a column of symbols apart by ';' has one, in the row of another. */
static bool has_symbol(const struct table *t, int column, const char *from, const char *to)
{
	size_t len = strlen(to);

	for (size_t i = 0; i < t->count; i++)
		for (const char *s = t->rows[i][column]; !strcmp(t->rows[i][0], from) && *s;) {
			size_t n = strcspn(s, ";");

			if (n == len && !memcmp(s, to, n))
				return true;
			s += n + (s[n] != '\0');
		}
	return false;
}

/* What the texts cite, or where that is not known, recall. */
struct citations {
	struct table cites, documents;
};

static bool does_cite(const struct citations *c, const char *from, const char *to)
{
	return has_symbol(&c->cites, 1, from, to) || has_symbol(&c->documents, 9, from, to);
}

/* The link of a line to a document; NULL: it is none of the tree. */
static const char *leads_to(const struct doc_block *b)
{
	if (b->kind != DOC_ITEM || (strncmp(b->marker, "├ ", 4) && strncmp(b->marker, "└ ", 4)))
		return NULL;
	for (uint32_t k = 0; k < b->text.span_count; k++)
		if (b->text.spans[k].kind == DOC_LINK)
			return b->text.spans[k].value;
	fail_msg("“%s” leads nowhere", drawn_terminated(&b->text));
	return NULL;
}

static void trees_are_of_their_citations(void **state)
{
	static const char root[] = "S/RES/2254(2015)";
	struct doc *doc = drawn_make("tree:S/RES/2254(2015)", 78);
	const char *parent = NULL;
	struct citations c;
	int depths[3] = {0}, below = 0, more = 0, half = 0;

	(void)state;
	drawn_read_table(&c.cites, "cites.tsv");
	drawn_read_table(&c.documents, "documents.tsv");
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		const char *to = leads_to(b), *from = b->level == 1 ? root : parent;

		half += b->kind == DOC_HEADING;
		if (!to)
			continue;
		if (!strncmp(to, "cites:", 6)) {
			assert_string_equal(to + 6, from);
			assert_memory_equal(b->marker, "└ ", 4);
			more++;
			continue;
		}
		assert_in_range(b->level, 1, 2);
		if (half == 1 && !does_cite(&c, from, to))
			fail_msg("%s does not cite %s", from, to);
		if (half == 2 && !does_cite(&c, to, from))
			fail_msg("%s does not cite %s", to, from);
		depths[b->level]++;
		below = b->level == 1 ? 0 : below + 1;
		assert_true(below <= 3);
		if (b->level == 1)
			parent = to;
	}
	assert_int_equal(half, 2);
	/* six of either side, and ways to the rest */
	assert_int_equal(depths[1], 12);
	assert_true(depths[2] > 12 && more > 6);
	doc_free(doc);
	/* one that nothing is known of */
	doc = drawn_make("tree:S/2011/612", 78);
	assert_true(doc_block_count(doc) > 0);
	doc_free(doc);
	drawn_free_table(&c.cites);
	drawn_free_table(&c.documents);
}

/* What stands in a tree twice has its branches once. */
static void trees_do_not_grow_twice(void **state)
{
	struct doc *doc = drawn_make("tree:S/PRST/2025/4", 78);
	char *grown[40];
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i + 1 < doc_block_count(doc); i++) {
		const char *to = leads_to(doc_block(doc, i));
		int level = doc_block(doc, i)->level;

		if (doc_block(doc, i)->kind == DOC_HEADING)
			count = 0;
		if (!to || level != 1)
			continue;
		for (size_t k = 0; k < count; k++)
			if (!strcmp(grown[k], to))
				assert_true(drawn_says(&doc_block(doc, i)->text, "(above)"));
		assert_true(count < 40);
		grown[count++] = (char *)to;
	}
	doc_free(doc);
}

/* Whether a page has a link to an address. */
static bool links_to(const struct doc *doc, const char *address)
{
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);

		for (uint32_t k = 0; k < b->text.span_count; k++)
			if (b->text.spans[k].kind == DOC_LINK &&
			    !strcmp(b->text.spans[k].value, address))
				return true;
	}
	return false;
}

static void what_is_near_has_its_neighbours(void **state)
{
	static const struct {
		const char *page, *link;
		bool there;
	} cases[] = {
		{"list:timeline/date~2016-12", "list:timeline/date~2016-11", true},
		{"list:timeline/date~2016-12", "list:timeline/date~2017-01", true},
		{"list:timeline/date~2016-12", "list:timeline/date~2016", true},
		{"list:timeline/date~2016-12", "list:timeline", true},
		{"list:timeline/date~2017-01", "list:timeline/date~2016-12", true},
		{"list:timeline/date~2017-01", "list:timeline/date~2017-02", true},
		{"list:timeline/date~2017", "list:timeline/date~2016", true},
		{"list:timeline/date~2017", "list:timeline/date~2018", true},
		{"list:timeline/date~2017", "list:timeline/date~2017-05", true},
		/* the table begins in 2011 and ends in 2026 */
		{"list:timeline/date~2011", "list:timeline/date~2010", false},
		{"list:timeline/date~2011", "list:timeline/date~2012", true},
		{"list:timeline/date~2026", "list:timeline/date~2027", false},
		{"list:timeline/date~2011-01", "list:timeline/date~2010-12", false},
		{"list:timeline/date~2026-12", "list:timeline/date~2027-01", false},
		/* what is chosen stays chosen, and leads back */
		{"list:timeline/kind=veto", "list:timeline/kind=veto;date~2017", true},
		{"list:timeline/kind=veto", "list:timeline/kind=veto;pane=talks", true},
		{"list:timeline/kind=veto", "list:timeline/kind=round", true},
		{"list:timeline/kind=veto", "list:timeline", true},
		{"list:timeline/pane=iiim;kind=veto", "list:timeline/kind=veto", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct doc *doc = drawn_make(cases[i].page, 110);

		if (links_to(doc, cases[i].link) != cases[i].there)
			fail_msg("%s: %s", cases[i].page, cases[i].link);
		doc_free(doc);
	}
}

/* Every date is counted somewhere: in the choices, and where it cannot be drawn in words. */
static void what_is_vague_is_said(void **state)
{
	struct doc *doc = drawn_make("list:timeline/date~2016-03", 78);
	bool said = false;

	(void)state;
	for (size_t i = 0; i < doc_block_count(doc); i++)
		said |= drawn_says(&doc_block(doc, i)->text, "1 date is not known so exactly");
	assert_true(said);
	doc_free(doc);
	doc = drawn_make("list:timeline/date~2016", 78);
	for (size_t i = 0; i < doc_block_count(doc); i++)
		assert_false(drawn_says(&doc_block(doc, i)->text, "not known so exactly"));
	doc_free(doc);
}

/* No row is wider than there is room for. */
static void drawings_fit(void **state)
{
	static const char *const pages[] = {"list:timeline", "list:timeline/date~2017",
	                                    "list:timeline/date~2017-03", "list:rounds",
	                                    "list:charts"};
	static const int columns[] = {38, 60, 78, 110};

	(void)state;
	for (size_t p = 0; p < sizeof pages / sizeof *pages; p++)
		for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
			struct doc *doc = drawn_make(pages[p], columns[c]);

			for (size_t i = 0; i < doc_block_count(doc); i++) {
				const struct doc_block *b = doc_block(doc, i);
				const char *s =
					b->kind == DOC_PRE ? drawn_terminated(&b->text) : NULL;

				while (b->kind == DOC_PRE && s && *s) {
					size_t n = strcspn(s, "\n");

					if (text_width(s, n) > (size_t)columns[c])
						fail_msg("%s in %d: %.*s", pages[p], columns[c],
						         (int)n, s);
					s += n + (s[n] != '\0');
				}
			}
			doc_free(doc);
		}
}

/* -- plots ----------------------------------------------------------------------- */

static void plots_have_a_mark_for_each_row(void **state)
{
	static const char *const pages[][2] = {{"list:timeline", "timeline.tsv"},
	                                       {"list:rounds", "rounds.tsv"}};
	struct view_context c = {drawn_stores, "en", 1795000000, true, 0, false};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct table t;
		struct buf out;

		buf_init(&out, 1 << 22);
		drawn_read_table(&t, pages[i][1]);
		assert_int_equal(view_plot(&c, pages[i][0], &out, &err), 0);
		assert_int_equal(drawn_count_of(out.bytes, "<g><title>"), t.count);
		/* and what it stands for, with its source */
		for (size_t k = 0; k < t.count; k++) {
			const char *number = t.rows[k][i ? 2 : 4];

			assert_true(strpbrk(number, "&<>") || strstr(out.bytes, number));
		}
		assert_null(strstr(out.bytes, "href"));
		drawn_free_table(&t);
		buf_done(&out);
	}
}

static void plots_are_xml(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 16);
	plot_words(&out, "a <b> & \"c\"\n\x1b[1m ش");
	assert_string_equal(out.bytes, "a &lt;b&gt; &amp; &quot;c&quot;[1m ش");
	buf_reset(&out);
	plot_line(&out, 1.04, 2.06, -3, 0, true);
	assert_string_equal(out.bytes, "<line x1=\"1\" y1=\"2.1\" x2=\"-3\" y2=\"0\" "
	                               "stroke=\"#bbb\"/>\n");
	buf_reset(&out);
	/* the start of a text from the right is at its right */
	plot_text(&out, 5, 6, PLOT_START, 9, "شرق");
	assert_non_null(strstr(out.bytes, "text-anchor=\"end\""));
	assert_non_null(strstr(out.bytes, "direction=\"rtl\""));
	buf_reset(&out);
	plot_text(&out, 5, 6, PLOT_START, 9, "east");
	assert_non_null(strstr(out.bytes, "text-anchor=\"start\""));
	buf_done(&out);
}

/* A bar for each value, its source once, gaps as dashes. */
static void plots_of_charts_have_their_values(void **state)
{
	struct view_context c = {drawn_stores, "en", 1795000000, true, 0, false};
	struct err err = {0};
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 22);
	assert_int_equal(view_plot(&c, "chart:need", &out, &err), 0);
	assert_int_equal(drawn_count_of(out.bytes, "<g><title>"), 13);
	assert_int_equal(drawn_count_of(out.bytes, ">–</text>"), 2);
	assert_int_equal(drawn_count_of(out.bytes, ">16.5 M~</text>"), 1);
	assert_int_equal(drawn_count_of(out.bytes, ">16.7 M</text>"), 1);
	/* the greatest is a hundred high */
	assert_non_null(strstr(out.bytes, " height=\"100\" fill"));
	buf_reset(&out);
	assert_int_equal(view_plot(&c, "chart:plan", &out, &err), 0);
	/* 12 required and 8 funded */
	assert_int_equal(drawn_count_of(out.bytes, "<g><title>"), 20);
	assert_int_equal(drawn_count_of(out.bytes, ">37 %~</text>"), 1);
	assert_int_equal(drawn_count_of(out.bytes, ">39 %</text>"), 1);
	buf_done(&out);
}

static void what_is_not_drawn_is_no_plot(void **state)
{
	static const char *const pages[] = {"list:agencies", "event:1", "list:moons",
	                                    "S/RES/2254(2015)"};
	struct view_context c = {drawn_stores, "en", 1795000000, true, 0, false};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct err err = {0};
		struct buf out;

		buf_init(&out, 1 << 22);
		assert_int_equal(view_plot(&c, pages[i], &out, &err), -1);
		assert_int_equal(err.code, ERR_USAGE);
		assert_int_equal(out.len, 0);
		buf_done(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_near_has_its_neighbours),
		cmocka_unit_test(what_is_vague_is_said),
		cmocka_unit_test(plots_are_xml),
		cmocka_unit_test(trees_are_of_their_citations),
		cmocka_unit_test(trees_do_not_grow_twice),
		cmocka_unit_test(drawings_fit),
		cmocka_unit_test(plots_have_a_mark_for_each_row),
		cmocka_unit_test(plots_of_charts_have_their_values),
		cmocka_unit_test(what_is_not_drawn_is_no_plot),
	};

	return cmocka_run_group_tests(tests, drawn_open, drawn_close);
}
