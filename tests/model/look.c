/* SPDX-License-Identifier: ISC */
/* What is drawn is what the tables have: each date, round and figure, with its doubt. */
#include "config.h"

#include "model/text/characters.h"
#include "model/text/date.h"
#include "model/views/axis.h"
#include "tests/model/drawn_lib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -- the axis ------------------------------------------------------------------- */

static void dates_have_their_cells(void **state)
{
	static const struct {
		const char *zoom;
		int columns;
		const char *date;
		int from, to;
	} cases[] = {
		/* ten years in 40 cells: four of each */
		{"", 48, "2011-01-01", 0, 0},
		{"", 48, "2011-03-31", 0, 0},
		{"", 48, "2011-04-01", 1, 1},
		{"", 48, "2011-12-31", 3, 3},
		{"", 48, "2020-12-31", 39, 39},
		{"", 48, "2021-01-01", -1, -1},
		{"", 48, "2010-12-31", -1, -1},
		{"", 48, "2012", 4, 4},
		{"", 48, "2012-10", 7, 7},
		{"", 48, "2012-10-01/2013-02-01", 7, 8},
		{"", 48, "2010-12-01/2011-02-01", 0, 0},
		{"", 48, "2020-12-01/2021-02-01", 39, 39},
		/* never more than six */
		{"", 200, "2012-01-01", 6, 6},
		/* twelve months in 40 cells: three of each */
		{"2012", 48, "2012-01-01", 0, 0},
		{"2012", 48, "2012-02-11", 3, 3},
		{"2012", 48, "2012-02-12", 4, 4},
		{"2012", 48, "2012-12", 33, 33},
		{"2012", 48, "2012", -1, -1},
		{"2012", 48, "2013-01-01", -1, -1},
		{"2012", 48, "2011-12-25/2012-01-02", 0, 0},
		{"2012", 48, "2012-12-25/2013-01-02", 35, 35},
		/* the days of a month */
		{"2012-02", 48, "2012-02-29", 28, 28},
		{"2012-02", 48, "2012-02-01", 0, 0},
		{"2012-02", 48, "2012-02", -1, -1},
		{"2012-02", 48, "2012-03-01", -1, -1},
		{"2012-02", 48, "2012-02-27/2012-03-02", 26, 28},
	};
	static const char *const names[] = {"seventh"};
	struct axis a;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		axis_init(&a, cases[i].zoom, 2011, 2020, names, 1, cases[i].columns);
		assert_true(a.name + axis_width(&a) <= cases[i].columns);
		if (axis_cell(&a, cases[i].date) != cases[i].from ||
		    axis_cell_end(&a, cases[i].date) != cases[i].to)
			fail_msg("%s in “%s”: %d to %d", cases[i].date, cases[i].zoom,
			         axis_cell(&a, cases[i].date), axis_cell_end(&a, cases[i].date));
	}
	axis_init(&a, "2012-02", 2011, 2020, names, 1, 48);
	assert_int_equal(a.count, 29);
	axis_init(&a, "2011-02", 2011, 2020, names, 1, 48);
	assert_int_equal(a.count, 28);
	axis_init(&a, "2100-02", 2011, 2020, names, 1, 48);
	assert_int_equal(a.count, 28);
	axis_init(&a, "2012-04", 2011, 2020, names, 1, 48);
	assert_int_equal(a.count, 30);
}

/* The names of ten years' rows in so many columns, each with '|' behind it, and after them how
 * many cells a year has. */
static void names_become(int columns, const char *const *names, size_t count, const char *want)
{
	const char *marks[AXIS_CELLS_MOST] = {NULL};
	struct err err = {0};
	struct view v = {.m = doc_maker_new(1 << 16)};
	struct axis a;
	struct doc *doc;
	struct buf got;

	assert_non_null(v.m);
	axis_init(&a, "", 2011, 2020, names, count, columns);
	view_begin(&v, DOC_PRE);
	for (size_t i = 0; i < count; i++)
		axis_put_marks(&v, &a, names[i], NULL, marks);
	doc = doc_finish(v.m, &err);
	assert_non_null(doc);
	buf_init(&got, 1 << 12);
	for (const char *row = drawn_terminated(&doc_block(doc, 0)->text); *row;) {
		const char *line = strstr(row, "─");

		assert_non_null(line);
		assert_int_equal(text_width(row, (size_t)(line - row)), a.name);
		while (line > row && line[-1] == ' ')
			line--;
		buf_printf(&got, "%.*s|", (int)(line - row), row);
		row = strchr(row, '\n') ? strchr(row, '\n') + 1 : "";
	}
	assert_true(a.name + axis_width(&a) <= columns);
	buf_printf(&got, "%d", a.cells);
	assert_string_equal(got.bytes, want);
	buf_done(&got);
	doc_free(doc);
}

static void names_are_cut_between_words(void **state)
{
	static const char *const two[] = {"Constitutional Committee", "Astana format"};
	static const char *const like[] = {"Joint Mechanism", "Joint Mission"};
	static const char *const last[] = {"Joint Mechanism", "Joint"};
	static const char *const han[] = {"叙利亚内部会谈", "宪法委员会"};

	(void)state;
	/* whole where a third of the columns has room, else what the line leaves */
	names_become(78, two, 2, "Constitutional Committee|Astana format|5");
	names_become(75, two, 2, "Constitutional Committee|Astana format|5");
	names_become(72, two, 2, "Constitutional Committee|Astana format|4");
	names_become(45, two, 2, "Constitutional Committee|Astana format|2");
	names_become(44, two, 2, "Constitutional…|Astana format|2");
	names_become(36, two, 2, "Constitutional…|Astana format|2");
	names_become(35, two, 2, "Constitutional Committee|Astana format|1");
	names_become(34, two, 2, "Constitutional…|Astana format|1");
	names_become(26, two, 2, "Constitutional…|Astana format|1");
	/* no room for a first word */
	names_become(25, two, 2, "Constitutiona…|Astana format|1");
	names_become(16, two, 2, "Cons…|Asta…|1");
	/* never two that are alike, nor one that is like a whole one */
	names_become(22, like, 2, "Joint Mech…|Joint Miss…|1");
	names_become(24, last, 2, "Joint…|Joint|1");
	/* without blanks a name is one word */
	names_become(36, han, 2, "叙利亚内部会谈|宪法委员会|2");
	names_become(25, han, 2, "叙利亚内部会谈|宪法委员会|1");
	names_become(22, han, 2, "叙利亚内部…|宪法委员会|1");
}

static void months_are_typed_for_short(void **state)
{
	static const char *const cases[][2] = {
		{"3/2017", "2017-03"},
		{"3/17", "2017-03"},
		{"17-3", "2017-03"},
		{"2017-3", "2017-03"},
		{"2017/03", "2017-03"},
		{"03.2017", "2017-03"},
		{"2017 3", "2017-03"},
		{"2017", "2017"},
		{"2017-03-14", "2017-03-14"},
		{"March 2017", "2017-03"},
		{"14 Mar 2017", "2017-03-14"},
		{"13/17", ""},
		{"0/17", ""},
		{"3/", ""},
		{"/17", ""},
		{"3/2017x", ""},
		{"veto", ""},
		{"51-3", "1951-03"},
	};
	char out[11];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (!date_typed(cases[i][0], out))
			*out = '\0';
		if (strcmp(out, cases[i][1]) != 0)
			fail_msg("“%s”: “%s”, not “%s”", cases[i][0], out, cases[i][1]);
	}
}

/* -- the timeline ---------------------------------------------------------------- */

/* A row of the drawing that begins with a name, after it: characters, not bytes. */
static const char *row_of(const struct doc *doc, const char *name)
{
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		const char *s = b->kind == DOC_PRE ? b->text.bytes : NULL;

		while (s && *s) {
			if (!strncmp(s, name, strlen(name)))
				return s + strlen(name) + strspn(s + strlen(name), " ");
			s = strchr(s, '\n');
			s = s ? s + 1 : NULL;
		}
	}
	return NULL;
}

/* Marks of a row: those that are plain, and those of what is not confirmed. */
static void count_marks(const char *row, const char *mark, int *plain, int *doubtful)
{
	*plain = *doubtful = 0;
	for (; row && *row && *row != '\n'; row++) {
		*plain += !strncmp(row, mark, strlen(mark));
		*doubtful += *row == '~';
	}
}

/* By day: each date of the month has a cell of its own, unless two are of one day. */
static void each_date_is_drawn(void **state)
{
	struct table t;
	int drawn = 0;

	(void)state;
	drawn_read_table(&t, "timeline.tsv");
	assert_true(t.count > 200);
	for (size_t i = 0; i < t.count; i++) {
		char address[80], date[8];
		struct doc *doc;
		int plain, doubtful, same = 0;

		if (strcmp(t.rows[i][9], "veto") || strlen(t.rows[i][1]) != 10)
			continue;
		snprintf(date, sizeof date, "%.7s", t.rows[i][1]);
		for (size_t k = 0; k < t.count; k++)
			same += !strcmp(t.rows[k][9], "veto") && !strncmp(t.rows[k][1], date, 7) &&
			        strlen(t.rows[k][1]) == 10;
		snprintf(address, sizeof address, "list:timeline/date~%s;kind=veto", date);
		doc = drawn_make(address, 78);
		count_marks(row_of(doc, "vetoes"), "×", &plain, &doubtful);
		if (plain + doubtful != same)
			fail_msg("%s: %d and %d, not %d", address, plain, doubtful, same);
		doc_free(doc);
		drawn++;
	}
	assert_true(drawn > 10);
	drawn_free_table(&t);
}

/* The number beside a year's heading, and the entries below it. */
static void years_have_all_their_dates(void **state)
{
	struct doc *doc = drawn_make("list:timeline", 78);
	struct table t;
	size_t entries = 0;

	(void)state;
	drawn_read_table(&t, "timeline.tsv");
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		int shown, counted = 0;
		char year[8] = "";

		entries += b->kind == DOC_ITEM && *b->anchor;
		if (b->kind != DOC_HEADING ||
		    sscanf(drawn_terminated(&b->text), "%4[0-9] %d", year, &shown) != 2)
			continue;
		for (size_t k = 0; k < t.count; k++)
			counted += !strncmp(t.rows[k][1], year, 4);
		if (counted != shown)
			fail_msg("%s: %d, not %d", year, shown, counted);
	}
	assert_int_equal(entries, t.count);
	drawn_free_table(&t);
	doc_free(doc);
}

static void doubts_are_marked_on_the_axis(void **state)
{
	/* as data/timeline.tsv and data/hosts.tsv have them */
	struct doc *doc = drawn_make("list:timeline/date~2011-10;kind=veto", 78);
	int plain, doubtful;

	(void)state;
	count_marks(row_of(doc, "vetoes"), "×", &plain, &doubtful);
	assert_int_equal(plain, 0);
	assert_int_equal(doubtful, 1);
	doc_free(doc);
	doc = drawn_make("list:timeline/date~2017-04;kind=veto", 78);
	count_marks(row_of(doc, "vetoes"), "×", &plain, &doubtful);
	assert_int_equal(plain, 1);
	assert_int_equal(doubtful, 0);
	doc_free(doc);
}

static void addresses_say_how_near(void **state)
{
	static const char *const cases[][3] = {
		/* address, nearness, and the same in a month */
		{"list:timeline", "", "list:timeline/date~2017-03"},
		{"list:timeline/date~2016", "2016", "list:timeline/date~2017-03"},
		{"list:timeline/kind=veto;date~2016-02", "2016-02",
	         "list:timeline/kind=veto;date~2017-03"},
		{"list:timeline/date~20", "", "list:timeline/date~2017-03"},
		{"list:timeline/date~2016-02-03", "", "list:timeline/date~2017-03"},
	};
	char zoom[8], out[200];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(view_timeline_zoom(cases[i][0], zoom));
		assert_string_equal(zoom, cases[i][1]);
		view_timeline_address(cases[i][0], "2017-03", out, sizeof out);
		assert_string_equal(out, cases[i][2]);
	}
	assert_false(view_timeline_zoom("list:timelines", zoom));
	assert_false(view_timeline_zoom("list:rounds", zoom));
	view_timeline_address("list:timeline/kind=veto;date~2016-02", "", out, sizeof out);
	assert_string_equal(out, "list:timeline/kind=veto");
}

/* -- the rounds ------------------------------------------------------------------ */

static void rounds_are_told_in_their_order(void **state)
{
	struct doc *doc = drawn_make("list:rounds", 78);
	struct table t;
	char before[16] = "";
	size_t told = 0;

	(void)state;
	drawn_read_table(&t, "rounds.tsv");
	for (size_t i = 0; i < doc_block_count(doc); i++) {
		const struct doc_block *b = doc_block(doc, i);
		const char *href = NULL;
		char **row = NULL;

		for (uint32_t k = 0; b->kind == DOC_ITEM && k < b->text.span_count; k++)
			if (!strncmp(b->text.spans[k].value, "round:", 6))
				href = b->text.spans[k].value + 6;
		for (size_t k = 0; href && k < t.count; k++)
			if (!strcmp(t.rows[k][0], href))
				row = t.rows[k];
		if (!href)
			continue;
		assert_non_null(row);
		/* series, number, place, chair, outcome */
		for (int k = 1; k < 8; k++)
			if (k != 3 && k != 4 && !drawn_says(&b->text, row[k]))
				fail_msg("round:%s: no “%s” in “%s”", href, row[k],
				         drawn_terminated(&b->text));
		assert_true(strcmp(before, row[3]) <= 0);
		snprintf(before, sizeof before, "%s", row[3]);
		told++;
	}
	assert_int_equal(told, t.count);
	drawn_free_table(&t);
	doc_free(doc);
}

/* The days of a round, all of them, where the axis shows days. */
static void rounds_have_their_ends(void **state)
{
	struct doc *doc = drawn_make("list:timeline/date~2017-03;kind=round", 78);
	int plain, doubtful;

	(void)state;
	/* 1 to 3, 14 and 15, and 23 to 31 March: two cells a day */
	count_marks(row_of(doc, "rounds"), "●", &plain, &doubtful);
	assert_int_equal(plain, 5 + 3 + 17);
	assert_int_equal(doubtful, 0);
	doc_free(doc);
	doc = drawn_make("list:rounds", 78);
	/* two within a quarter, and one */
	count_marks(row_of(doc, "Vienna meetings"), "●", &plain, &doubtful);
	assert_int_equal(plain, 1);
	count_marks(row_of(doc, "Sochi congress"), "●", &plain, &doubtful);
	assert_int_equal(plain, 1);
	doc_free(doc);
}

/* -- charts ---------------------------------------------------------------------- */

/* The last row of a year in a series, as README of data/ has it; NULL. */
static char **figure_of(struct table *t, const char *series, int year)
{
	char **found = NULL;

	for (size_t i = 0; i < t->count; i++)
		if (!strcmp(t->rows[i][8], series) && atoi(t->rows[i][1]) == year)
			found = t->rows[i];
	return found;
}

struct values {
	struct table t;
	long values, gaps;
};

static int compare_value(const struct view_chart_row *r, void *payload)
{
	struct values *v = payload;
	char **row = figure_of(&v->t, r->series, r->year), id[24];

	if (!row) {
		assert_string_equal(r->raw, "");
		assert_string_equal(r->id, "");
		v->gaps++;
		return 0;
	}
	snprintf(id, sizeof id, "figure:%.12s", row[0]);
	assert_string_equal(r->id, id);
	assert_string_equal(r->as_of, row[2]);
	assert_string_equal(r->raw, row[4]);
	assert_string_equal(r->unit, row[5]);
	assert_string_equal(r->source, row[6]);
	assert_string_equal(r->status, row[7]);
	assert_string_equal(r->bound, row[9]);
	if (strcmp(row[7], "confirmed") != 0)
		assert_true(r->doubt);
	v->values++;
	return 0;
}

static void charts_have_the_values_of_the_tables(void **state)
{
	struct view_context c = {drawn_stores, "en", 1795000000, true, 0, false};
	struct err err = {0};
	struct values v = {0};
	long drawn = 0;

	(void)state;
	drawn_read_table(&v.t, "figures.tsv");
	assert_int_equal(view_chart_rows(&c, "", compare_value, &v, &err), 0);
	for (size_t i = 0; i < v.t.count; i++)
		drawn += *v.t.rows[i][8] && strcmp(v.t.rows[i][8], "killed") != 0 &&
		         strcmp(v.t.rows[i][8], "injured") != 0 &&
		         figure_of(&v.t, v.t.rows[i][8], atoi(v.t.rows[i][1])) == v.t.rows[i];
	/* all of them, and years without */
	assert_int_equal(v.values, drawn);
	assert_true(v.gaps > 20);
	assert_int_equal(view_chart_rows(&c, "moons", compare_value, &v, &err), -1);
	drawn_free_table(&v.t);
}

/* The row of a year in a chart, to its end. */
static void year_row(const struct doc *doc, const char *year, char *out, size_t size)
{
	const char *row = row_of(doc, year);

	assert_non_null(row);
	snprintf(out, size, "%.*s", (int)strcspn(row, "\n"), row);
}

static int cells_of(const char *row, const char *cell)
{
	return (int)drawn_count_of(row, cell);
}

/* Bars are as long as their figures are great, gaps are gaps, and each leads to its figure. */
static void bars_are_as_long_as_their_figures(void **state)
{
	struct doc *doc = drawn_make("chart:need", 78);
	char row[400];

	(void)state;
	/* 78 cells less six of the year, ten of the number and one: 61, and never above 60 */
	year_row(doc, "2024", row, sizeof row);
	assert_int_equal(cells_of(row, "█"), 60);
	assert_memory_equal(row, "16.7 M ", 7);
	year_row(doc, "2012", row, sizeof row);
	assert_int_equal(cells_of(row, "█"), 14); /* 4.0 of 16.7 in 60 */
	year_row(doc, "2025", row, sizeof row);
	assert_memory_equal(row, "16.5 M~ ", 8);
	year_row(doc, "2020", row, sizeof row);
	assert_memory_equal(row, ">11.1 M ", 8);
	year_row(doc, "2019", row, sizeof row);
	assert_int_equal(cells_of(row, "█"), 0);
	assert_non_null(strstr(row, "– "));
	assert_non_null(strstr(row, "no figure found"));
	doc_free(doc);
	doc = drawn_make("chart:plan", 78);
	/* 5.4 required, 2.1 funded: 53 cells, of which 38.9 in a hundred */
	year_row(doc, "2023", row, sizeof row);
	assert_int_equal(cells_of(row, "█") + cells_of(row, "░"), 55);
	assert_int_equal(cells_of(row, "█"), 21);
	assert_non_null(strstr(row, " 39 %"));
	/* what was funded is not known, or not confirmed */
	year_row(doc, "2017", row, sizeof row);
	assert_int_equal(cells_of(row, "█"), 0);
	assert_non_null(strstr(row, "   –"));
	year_row(doc, "2024", row, sizeof row);
	assert_non_null(strstr(row, " 37 %~"));
	doc_free(doc);
	doc = drawn_make("chart:countries", 38);
	year_row(doc, "2015", row, sizeof row);
	assert_non_null(strstr(row, "Türkiye 1.6 M"));
	doc_free(doc);
}

static void values_lead_to_their_figures(void **state)
{
	static const char *const charts[] = {"chart:plan", "chart:need", "chart:countries"};
	size_t links = 0;

	(void)state;
	for (size_t n = 0; n < sizeof charts / sizeof *charts; n++) {
		struct doc *doc = drawn_make(charts[n], 78);

		for (size_t i = 0; i < doc_block_count(doc); i++) {
			const struct doc_block *b = doc_block(doc, i);

			for (uint32_t k = 0; b->kind == DOC_PRE && k < b->text.span_count; k++) {
				assert_memory_equal(b->text.spans[k].value, "figure:", 7);
				doc_free(drawn_make(b->text.spans[k].value, 78));
				links++;
			}
		}
		doc_free(doc);
	}
	/* 13 required and one funded alone, 13 in need, five countries */
	assert_int_equal(links, 13 + 13 + 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_have_their_cells),
		cmocka_unit_test(names_are_cut_between_words),
		cmocka_unit_test(months_are_typed_for_short),
		cmocka_unit_test(each_date_is_drawn),
		cmocka_unit_test(years_have_all_their_dates),
		cmocka_unit_test(doubts_are_marked_on_the_axis),
		cmocka_unit_test(addresses_say_how_near),
		cmocka_unit_test(rounds_are_told_in_their_order),
		cmocka_unit_test(rounds_have_their_ends),
		cmocka_unit_test(charts_have_the_values_of_the_tables),
		cmocka_unit_test(bars_are_as_long_as_their_figures),
		cmocka_unit_test(values_lead_to_their_figures),
	};

	return cmocka_run_group_tests(tests, drawn_open, drawn_close);
}
