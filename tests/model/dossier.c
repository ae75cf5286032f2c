/* SPDX-License-Identifier: ISC */
/* The tables of data/ and the starter store that is made from them. */
#include "config.h"

#include "model/dossier/catalogue.h"
#include "model/dossier/tables.h"
#include "tests/lib/folder.h"
#include "tests/lib/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static struct store *starter;

static int open_starter(void **state)
{
	struct err err = {0};

	(void)state;
	starter = store_open("starter.store", STORE_STARTER, &err);
	if (!starter)
		fprintf(stderr, "%s\n", err.text);
	return starter ? 0 : -1;
}

static int close_starter(void **state)
{
	(void)state;
	store_close(starter);
	return 0;
}

/* -- tables read by other means ----------------------------------------- */

struct compare {
	struct lines lines;
	const struct dossier_table *table;
	enum dossier_kind kind;
	long rows;
};

static int compare_row(const struct dossier_row *r, void *payload)
{
	struct compare *c = payload;
	int first = c->table->numbered;

	assert_true(lines_next(&c->lines));
	c->rows++;
	if (first)
		assert_int_equal(r->id, atol(c->lines.field[0]));
	for (int i = 0; first + i < c->lines.count; i++) {
		/* The catalogue knows dates and votes better; keys are filled in. */
		if (c->kind == DOSSIER_DOCUMENTS &&
		    (i == DOCUMENT_DATE || i == DOCUMENT_VOTE || i == DOCUMENT_KEY))
			continue;
		assert_string_equal(r->at[i], c->lines.field[first + i]);
	}
	return 0;
}

static void tables_are_whole(void **state)
{
	static const enum dossier_kind kinds[] = {
		DOSSIER_PANES,    DOSSIER_EVENTS,  DOSSIER_ROUNDS,  DOSSIER_DOCUMENTS,
		DOSSIER_AGENCIES, DOSSIER_FIGURES, DOSSIER_SOURCES, DOSSIER_PERSONS};

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct compare c = {.kind = kinds[i], .table = dossier_table(kinds[i])};
		struct err err = {0};

		lines_open(&c.lines, c.table->file);
		assert_true(lines_next(&c.lines));
		assert_int_equal(dossier_each(starter, kinds[i], NULL, compare_row, &c, &err), 0);
		assert_false(lines_next(&c.lines));
		assert_int_equal(c.rows, dossier_count(starter, kinds[i], NULL, &err));
		lines_close(&c.lines);
	}
}

static void counts_are_those_of_the_files(void **state)
{
	struct err err = {0};

	(void)state;
	assert_int_equal(dossier_count(starter, DOSSIER_TERMS, NULL, &err),
	                 count_lines("languages.tsv"));
	assert_int_equal(dossier_count(starter, DOSSIER_SECTIONS, NULL, &err),
	                 count_lines("sections.tsv"));
	assert_int_equal(catalogue_count(starter, &err), count_lines("resolutions.tsv"));
	assert_true(dossier_count(starter, DOSSIER_EVENTS, "kind=veto pane=talks", &err) > 0);
	assert_int_equal(dossier_count(starter, DOSSIER_EVENTS, "kind=veto,round", &err),
	                 dossier_count(starter, DOSSIER_EVENTS, "kind=veto", &err) +
	                         dossier_count(starter, DOSSIER_EVENTS, "kind=round", &err));
	assert_int_equal(dossier_count(starter, DOSSIER_ROUNDS, "series=Astana_format", &err), 22);
}

static int keep_row(const struct dossier_row *r, void *payload)
{
	snprintf(payload, 600, "%s|%s|%s|%s", r->at[DOCUMENT_KEY], r->at[DOCUMENT_DATE],
	         r->at[DOCUMENT_VOTE], r->at[DOCUMENT_TITLE]);
	return 0;
}

static void the_extract_wins_for_date_and_vote(void **state)
{
	char row[600];
	struct err err = {0};

	(void)state;
	assert_int_equal(dossier_document(starter, "S/RES/2799(2025)", keep_row, row, &err), 1);
	assert_string_equal(row, "S/RES/2799(2025)|2025-11-06|14-0-1|Delists Ahmed al-Sharaa and "
	                         "Anas Khattab from ISIL/Al-Qaida list");
	assert_int_equal(dossier_document(starter, "NOSYM:IIIM-FAQ", keep_row, row, &err), 1);
	assert_memory_equal(row, "iiim-faq-2017|", 14);
	assert_int_equal(dossier_document(starter, "iiim-faq-2017", keep_row, row, &err), 1);
	assert_int_equal(dossier_document(starter, "S/RES/0", keep_row, row, &err), 0);
}

/* -- the catalogue ------------------------------------------------------ */

static int entry_like_line(const struct catalogue_entry *e, void *payload)
{
	struct lines *l = payload;

	assert_string_equal(e->date, l->field[1]);
	assert_string_equal(e->title, l->field[2]);
	assert_string_equal(e->agenda, l->field[3]);
	assert_string_equal(e->adoption, l->field[4]);
	assert_string_equal(e->meeting, l->field[6]);
	assert_string_equal(e->draft, l->field[7]);
	assert_string_equal(e->chapter7, l->field[8]);
	assert_int_equal(e->syria, atoi(l->field[9]));
	assert_string_equal(e->subjects, l->field[10]);
	return 0;
}

static void the_catalogue_is_as_its_file(void **state)
{
	struct lines l;
	struct err err = {0};

	(void)state;
	lines_open(&l, "resolutions.tsv");
	lines_next(&l);
	while (lines_next(&l))
		assert_int_equal(catalogue_entry(starter, l.field[0], entry_like_line, &l, &err),
		                 1);
	lines_close(&l);
}

static int in_order(const struct catalogue_entry *e, void *payload)
{
	char *last = payload;

	assert_true(strcmp(e->date, last) <= 0);
	snprintf(last, 16, "%s", e->date);
	return 0;
}

static void newest_comes_first(void **state)
{
	char last[16] = "9";
	struct err err = {0};

	(void)state;
	assert_int_equal(catalogue_each(starter, CATALOGUE_LINES, in_order, last, &err), 0);
}

struct next {
	char **list; /* where the next symbol of the line is */
	long count;
};

static int next_of_line(const char *symbol, void *payload)
{
	struct next *n = payload;

	/* The line may name a symbol twice: passed over until this one is met. */
	while (*n->list && strncmp(*n->list, symbol, strlen(symbol)) != 0) {
		*n->list = strchr(*n->list, ';');
		if (*n->list)
			++*n->list;
	}
	assert_non_null(*n->list);
	n->count++;
	return 0;
}

static int count_symbol(const char *symbol, void *payload)
{
	(void)symbol;
	++*(long *)payload;
	return 0;
}

static void citations_go_both_ways(void **state)
{
	struct lines l;
	struct err err = {0};
	long total, there = 0, back = 0, n = 0;

	(void)state;
	lines_open(&l, "cites.tsv");
	lines_next(&l);
	while (lines_next(&l)) {
		char *list = l.field[1];
		struct next next = {&list, 0};

		assert_int_equal(
			catalogue_cites(starter, l.field[0], &total, next_of_line, &next, &err), 0);
		assert_int_equal(total, next.count);
		there += total;
		if (n++ % 50 == 0) {
			back = 0;
			assert_int_equal(catalogue_cited(starter, l.field[0], &total, count_symbol,
			                                 &back, &err),
			                 0);
			assert_int_equal(total, back);
		}
	}
	assert_true(there > 50000);
	assert_int_equal(
		catalogue_cited(starter, "S/RES/2254(2015)", &total, count_symbol, &back, &err), 0);
	assert_true(total >= 20);
	lines_close(&l);
}

struct tally {
	long y, n, a;
};

static int count_vote(const char *state, char vote, void *payload)
{
	struct tally *t = payload;

	assert_true(*state);
	*(vote == 'y' ? &t->y : vote == 'n' ? &t->n : &t->a) += 1;
	return 0;
}

static long parts(const char *list)
{
	long n = *list != 0;

	for (; *list; list++)
		n += *list == ';';
	return n;
}

static int count_text(const char *symbol, char vote, void *payload)
{
	assert_true(vote == 'y' || vote == 'n' || vote == 'a');
	return count_symbol(symbol, payload);
}

static void ballots_are_whole(void **state)
{
	struct lines l;
	struct err err = {0};
	long texts = 0;

	(void)state;
	lines_open(&l, "votes_syria.tsv");
	lines_next(&l);
	while (lines_next(&l)) {
		struct tally t = {0};

		assert_int_equal(catalogue_ballot(starter, l.field[0], count_vote, &t, &err), 1);
		assert_int_equal(t.y, parts(l.field[1]));
		assert_int_equal(t.n, parts(l.field[2]));
		assert_int_equal(t.a, parts(l.field[3]));
	}
	lines_close(&l);
	assert_int_equal(catalogue_votes_of(starter, "jordan", count_text, &texts, &err), 1);
	assert_true(texts > 30);
	assert_int_equal(catalogue_votes_of(starter, "ATLANTIS", count_text, &texts, &err), 0);
	texts = 0;
	assert_int_equal(catalogue_votes_of(starter, "Korea", count_text, &texts, &err), 2);
	assert_int_equal(texts, 0);
}

static void lists_pack_and_unpack(void **state)
{
	static const int64_t ids[] = {5, 3, 1000000, 999999, 1, 2, 128, 127, 64};
	struct buf b;
	int64_t last = 0;
	size_t at = 0;

	(void)state;
	buf_init(&b, 1 << 10);
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		catalogue_pack(&b, &last, ids[i]);
	last = 0;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		assert_int_equal(catalogue_unpack((unsigned char *)b.bytes, b.len, &at, &last),
		                 ids[i]);
	assert_int_equal(catalogue_unpack((unsigned char *)b.bytes, b.len, &at, &last), 0);
	/* Broken off in the middle of a number. */
	at = 0;
	last = 0;
	assert_int_equal(catalogue_unpack((const unsigned char *)"\xff\xff", 2, &at, &last), 0);
	buf_done(&b);
}

/* -- the starter as a file ---------------------------------------------- */

static void the_starter_is_small(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(stat("starter.store", &st), 0);
	assert_true(st.st_size > 1000000 && st.st_size < 7000000);
}

static void same_data_same_bytes(void **state)
{
	struct folder f;
	char command[300];

	(void)state;
	assert_int_equal(folder_make(&f), 0);
	/* on one day and on another: the clock is not in the bytes */
	setenv("PALAIS_NOW", "2026-01-01T00:00:00", 1);
	assert_int_equal(folder_build(&f), 0);
	snprintf(command, sizeof command, "mv '%s' '%s'.first", f.store, f.store);
	assert_int_equal(system(command), 0);
	setenv("PALAIS_NOW", "2026-02-02T02:02:02", 1);
	assert_int_equal(folder_build(&f), 0);
	unsetenv("PALAIS_NOW");
	snprintf(command, sizeof command, "cmp '%s' '%s'.first", f.store, f.store);
	assert_int_equal(system(command), 0);
	folder_drop(&f);
}

/* -- what mkstarter refuses --------------------------------------------- */

static const struct refusal {
	const char *file, *text, *says;
} refusals[] = {
	{"timeline.tsv",
         "id\tdate\tpane\tplace\ttitle\tdetail\tsymbols\tsource\tstatus\tkind\n"
         "1\t1999-05\triver\tHere\n",
         "timeline.tsv:2: 4 columns instead of 10"},
	{"timeline.tsv",
         "id\tdate\tpane\tplace\ttitle\tdetail\tsymbols\tsource\tstatus\tkind\n"
         "1\t1999-05-32\triver\tHere\tA\tB\t\tx\tpartly\tevent\n",
         "timeline.tsv:2: not a date: '1999-05-32'"},
	{"timeline.tsv",
         "id\tdate\tpane\tplace\ttitle\tdetail\tsymbols\tsource\tstatus\tkind\n"
         "1\t2000-02-03/2000-02-01\triver\tHere\tA\tB\t\tx\tpartly\tevent\n",
         "timeline.tsv:2: not a date"},
	{"timeline.tsv",
         "id\tdate\tpane\tplace\ttitle\tdetail\tsymbols\tsource\tstatus\tkind\n"
         "1\t1999\triver\tHere\tA\tB\t\tx\tsure\tevent\n",
         "timeline.tsv:2: unknown status: 'sure'"},
	{"timeline.tsv",
         "id\tdate\tpane\tplace\ttitle\tdetail\tsymbols\tsource\tstatus\tkind\n"
         "1\t1999\tlake\tHere\tA\tB\t\tx\tpartly\tevent\n",
         "timeline.tsv:2: no such pane in dossier.tsv: 'lake'"},
	{"timeline.tsv",
         "id\tdate\tpane\tplace\ttitle\tdetail\tsymbols\tsource\tstatus\tkind\n"
         "1\t1999\triver\tHere\tA\tB\t\tx\tpartly\tevent\n"
         "1\t1999\triver\tHere\tA\tB\t\tx\tpartly\tevent\n",
         "timeline.tsv:3: duplicate key: '1'"},
	{"timeline.tsv", "id\tday\tpane\n", "timeline.tsv:1: the column's name should be: 'date'"},
	{"timeline.tsv",
         "id\tdate\tpane\tplace\ttitle\tdetail\tsymbols\tsource\tstatus\tkind\n"
         "1\t1999\triver\tHe\033re\tA\tB\t\tx\tpartly\tevent\n",
         "timeline.tsv:2: malformed UTF-8 or a control character"},
	{"sections.tsv", "pane\torder\tkind\ttitle\tfilter\tmost\nriver\t1\tdance\tA\t\t3\n",
         "sections.tsv:2: unknown kind of section: 'dance'"},
	{"agencies.tsv",
         "id\tname\tacronym\tsector\tpage\tfeed\tsource\tstatus\n"
         "1\tA\tB\tC\t\tftp://x\tx\tpartly\n",
         "agencies.tsv:2: not an address: 'ftp://x'"},
	{"resolutions.tsv",
         "symbol\tdate\ttitle\tagenda\tadoption\tvote\tmeeting\tdraft\tchapter7\tsyria\tsubjects\n"
         "S/RES/1(1999)\t1999-01-01\tA\t\t\tmany\t\t\t\t0\t\n",
         "resolutions.tsv:2: not a vote: 'many'"},
	{"cites.tsv", "symbol\tcites\nS/1999/1\tS/1999/2\nS/1999/1\tS/1999/3\n",
         "cites.tsv:3: duplicate key: 'S/1999/1'"},
	{"cites.tsv", "symbol\tcites\nA/RES/75/132\tA/59/17(Supp);A/59/17(supp)\n",
         "cites.tsv:2: not a symbol in canonical form: 'A/59/17(supp)'"},
	{"cites.tsv", "symbol\tcites\nA/RES/75/132\tA/hrc/RES/48/15\n",
         "cites.tsv:2: not a symbol in canonical form: 'A/hrc/RES/48/15'"},
	{"cites.tsv", "symbol\tcites\nA/RES/75/185\tS/RES/15(1946);S/RES/15(2002)\n",
         "cites.tsv:2: no resolution of the Council has this number and year: 'S/RES/15(2002)'"},
	{"cites.tsv", "symbol\tcites\nA/RES/75/185\tS/RES/12(1999)\n",
         "cites.tsv:2: no resolution of the Council has this number and year: 'S/RES/12(1999)'"},
	{"cites.tsv", "symbol\tcites\nS/RES/2342(2017)\tS/RES/2140(2014);S/RES/2140(2015)\n",
         "cites.tsv:2: no resolution of the Council has this number and year: 'S/RES/2140(2015)'"},
	{"cites.tsv", "symbol\tcites\nA/RES/75/16\tA/RES/31/1;A/RES/30/18\n",
         "cites.tsv:2: no resolution of the Assembly has this form: 'A/RES/30/18'"},
	{"cites.tsv", "symbol\tcites\nA/RES/77/221\tA/HRC/RES/46/60;A/RES/46/6;A/HRC/RES/46/6\n",
         "cites.tsv:2: stands beside the Human Rights Council's of the same number: 'A/RES/46/6'"},
	{"votes_syria.tsv",
         "symbol\tin_favour\tagainst\tabstaining\tsource\tstatus\nA\tX\tX\t\tx\tpartly\n",
         "votes_syria.tsv:2: votes twice on one text: 'X'"},
	{"resolutions.tsv",
         "symbol\tdate\ttitle\tagenda\tadoption\tvote\tmeeting\tdraft\tchapter7\tsyria\tsubjects\n"
         "S/RES/1(1999)\t1999-01-01\tA\t\t\t15-0-3\t\t\t\t0\t\n",
         "resolutions.tsv:2: more votes than the Council has members: '15-0-3'"},
	{"resolutions.tsv",
         "symbol\tdate\ttitle\tagenda\tadoption\tvote\tmeeting\tdraft\tchapter7\tsyria\tsubjects\n"
         "S/RES/1(1999)\t1999-01-01\tA\t\tunanimous\t14-0-1\t\t\t\t0\t\n",
         "resolutions.tsv:2: unanimous, and not all in favour: '14-0-1'"},
	{"resolutions.tsv",
         "symbol\tdate\ttitle\tagenda\tadoption\tvote\tmeeting\tdraft\tchapter7\tsyria\tsubjects\n"
         "S/RES/1(1999)\t1999-01-01\tA\t\tunanimous\t14-1-0\t\t\t\t0\t\n",
         "resolutions.tsv:2: unanimous, and not all in favour: '14-1-0'"},
	{"resolutions.tsv",
         "symbol\tdate\ttitle\tagenda\tadoption\tvote\tmeeting\tdraft\tchapter7\tsyria\tsubjects\n"
         "A/RES/74/9\t2019-12-03\tA\t\t\t137-N.A.-2\t\t\t\t0\t\n",
         "resolutions.tsv:2: not a vote: '137-N.A.-2'"},
	{"resolutions.tsv",
         "symbol\tdate\ttitle\tagenda\tadoption\tvote\tmeeting\tdraft\tchapter7\tsyria\tsubjects\n"
         "S/PRST/2005/10\t2006-02-17\tA\t\t\t\t\t\t\t0\t\n",
         "resolutions.tsv:2: the date is not of the year of the symbol: 'S/PRST/2005/10'"},
	{"resolutions.tsv",
         "symbol\tdate\ttitle\tagenda\tadoption\tvote\tmeeting\tdraft\tchapter7\tsyria\tsubjects\n"
         "S/RES/2423(2018)\t2016-06-29\tA\t\t\t\t\t\t\t0\t\n",
         "resolutions.tsv:2: the date is not of the year of the symbol: 'S/RES/2423(2018)'"},
	{"resolutions.tsv",
         "symbol\tdate\ttitle\tagenda\tadoption\tvote\tmeeting\tdraft\tchapter7\tsyria\tsubjects\n"
         "A/RES/74/8\t2020-09-01\tA\t\t\t\t\t\t\t0\t\n"
         "A/RES/74/9\t2021-01-03\tA\t\t\t\t\t\t\t0\t\n",
         "resolutions.tsv:3: the date is not of the year of the symbol: 'A/RES/74/9'"},
	{"resolutions.tsv",
         "symbol\tdate\ttitle\tagenda\tadoption\tvote\tmeeting\tdraft\tchapter7\tsyria\tsubjects\n"
         "A/RES/74/9\t2020-01-03\tAn end ...\t\t\t\t\t\t\t0\t\n",
         "resolutions.tsv:2: not a whole title: 'An end ...'"},
	{"titles.tsv",
         "symbol\tar\tzh\ten\tfr\tru\tes\n"
         "A/RES/74/9\t\t\tAn end…\t\t\t\n",
         "titles.tsv:2: not a whole title: 'An end…'"},
	{"documents.tsv",
         "symbol\tbody\tdate\ttitle\ttype\tpane\tvote\tlanguages\turl\trecalls\tsource\tstatus\tkey"
         "\n"
         "S/2012/4\tB\t2011-01-01\tA\tletter\triver\t\tE\t\t\tx\tpartly\t\n"
         "S/2012/5\tB\t2010-12-31\tA\tletter\triver\t\tE\t\t\tx\tpartly\t\n",
         "documents.tsv:3: the date is not of the year of the symbol: 'S/2012/5'"},
	{"documents.tsv",
         "symbol\tbody\tdate\ttitle\ttype\tpane\tvote\tlanguages\turl\trecalls\tsource\tstatus\tkey"
         "\n"
         "S/2012/5\tB\t2012-12-31\tA\tdraft\triver\t9-4-3\tE\t\t\tx\tpartly\t\n",
         "documents.tsv:2: more votes than the Council has members: '9-4-3'"},
	{"documents.tsv",
         "symbol\tbody\tdate\ttitle\ttype\tpane\tvote\tlanguages\turl\trecalls\tsource\tstatus\tkey"
         "\n"
         "S/2012/5\tB\t2012-12-31\tA ... B\tdraft\triver\t\tE\t\t\tx\tpartly\t\n",
         "documents.tsv:2: not a whole title: 'A ... B'"},
	{"timeline.tsv",
         "id\tdate\tpane\tplace\ttitle\tdetail\tsymbols\tsource\tstatus\tkind\n"
         "1\t1998-12\triver\tHere\tA\tB\tNOSYM:MAP;map-1998\tx\tpartly\tevent\n"
         "2\t1999-07-29\triver\tHere\tA\tB\tmap-1998\tx\tpartly\tevent\n"
         "3\t1999-07-30\triver\tHere\tA\tB\tmap-1998\tx\tpartly\tevent\n",
         "timeline.tsv:4: names a document of another time: 'map-1998'"},
	{"timeline.tsv",
         "id\tdate\tpane\tplace\ttitle\tdetail\tsymbols\tsource\tstatus\tkind\n"
         "1\t1998-05\triver\tHere\tA\tB\tmap-1998\tx\tpartly\tveto\n"
         "2\t1999-01-01\triver\tHere\tA\tB\tmap-1998\tx\tpartly\tresolution\n",
         "timeline.tsv:3: names a document of another time: 'map-1998'"},
	{"votes_syria.tsv",
         "symbol\tin_favour\tagainst\tabstaining\tsource\tstatus\n"
         "A\tX\tY\t\t\tpartly\n",
         "votes_syria.tsv:2: votes without a source: 'A'"},
	{"votes_syria.tsv",
         "symbol\tin_favour\tagainst\tabstaining\tsource\tstatus\n"
         "A\tX\tY\t\tx\tsure\n",
         "votes_syria.tsv:2: unknown status: 'sure'"},
	{"votes_syria.tsv",
         "symbol\tin_favour\tagainst\tabstaining\tsource\tstatus\n"
         "S/2012/5\tB;C;D;E;F;G;H;I;J;K;L;M;N;O;P\tQ\t\tx\tpartly\n",
         "votes_syria.tsv:2: more votes than the Council has members: '15-1-0'"},
	{"hosts.tsv", "name\tkind\tsort\na.example\tblog\t\n",
         "hosts.tsv:2: no kind of source: 'blog'"},
	{"hosts.tsv", "name\tkind\tsort\na.example\tother\tblog\n",
         "hosts.tsv:2: not upload, mirror or essay: 'blog'"},
	{"pages/river.txt", "No title.\n", "river.txt:1: a page begins with its title"},
	{"pages/river.txt", "# A\n\nSee [this](S/1\n", "a link without its closing bracket"},
	{"dossier.tsv", "key\ttitle\tshort\tpage\nriver\tA\tB\tlost\n", "no pages/lost.txt"},
};

static void bad_tables_stop_the_build(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct folder f;

		assert_int_equal(folder_make(&f), 0);
		folder_put(&f, refusals[i].file, refusals[i].text);
		if (folder_build(&f) != 1)
			fail_msg("%s: not refused: %s", refusals[i].file, f.said);
		if (!strstr(f.said, refusals[i].says))
			fail_msg("'%s' does not say '%s'", f.said, refusals[i].says);
		assert_int_equal(access(f.store, F_OK), -1);
		folder_drop(&f);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_whole),
		cmocka_unit_test(counts_are_those_of_the_files),
		cmocka_unit_test(the_extract_wins_for_date_and_vote),
		cmocka_unit_test(the_catalogue_is_as_its_file),
		cmocka_unit_test(newest_comes_first),
		cmocka_unit_test(citations_go_both_ways),
		cmocka_unit_test(ballots_are_whole),
		cmocka_unit_test(lists_pack_and_unpack),
		cmocka_unit_test(the_starter_is_small),
		cmocka_unit_test(same_data_same_bytes),
		cmocka_unit_test(bad_tables_stop_the_build),
	};

	return cmocka_run_group_tests(tests, open_starter, close_starter);
}
