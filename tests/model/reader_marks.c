/* SPDX-License-Identifier: ISC */
/* What a reader has marked: in the store, in a file, and out of one. */
#include "config.h"

#include "model/base/clock.h"
#include "model/store/internal.h"
#include "model/store/marks.h"
#include "model/store/schema.h"
#include "tests/model/store_lib.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAPER "A/79/1"
#define WORDS "The toll is two pence."

static struct err err;

static const struct mark_source paper = {PAPER, "Tolls", "Tolls, A/79/1 (2025).", "ab12"};
static const struct mark_source page = {"https://example.org/x", "A page", "", ""};

/* Everything in it as one text. */
static char *json(struct store *s)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	if (marks_json(s, MARKS_ALL, &b, &err) < 0)
		fail_msg("%s", err.text);
	return buf_take(&b);
}

static void now(const char *when)
{
	setenv("PALAIS_NOW", when, 1);
}

static struct mark a_note(const char *note, int64_t when)
{
	struct mark m = {.kind = MARK_NOTE,
	                 .source = paper,
	                 .lang = "en",
	                 .anchor = {.number = "4", .block = 7, .words = WORDS},
	                 .end = (int64_t)strlen(WORDS),
	                 .note = note,
	                 .created = when,
	                 .changed = when};

	anchor_hash(WORDS, strlen(WORDS), m.anchor.hash);
	return m;
}

static int64_t add(struct store *s, struct mark m)
{
	int64_t id = marks_note(s, &m, &err);

	if (id < 0)
		fail_msg("%s", err.text);
	return id;
}

static void import(struct store *s, const char *text, long added, long there)
{
	struct marks_taken taken;

	if (marks_import(s, text, strlen(text), &taken, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(taken.added, added);
	assert_int_equal(taken.there, there);
}

static int list_bookmark(const struct bookmark *b, void *payload)
{
	char *said = payload;

	sprintf(said + strlen(said), "%s|%s|%s|%lld;", b->source.document, b->source.title, b->tags,
	        (long long)b->added);
	return 0;
}

static int list_tag(const char *tag, long count, void *payload)
{
	char *said = payload;

	sprintf(said + strlen(said), "%s %ld;", tag, count);
	return 0;
}

static int list_mark(const struct mark *m, void *payload)
{
	char *said = payload;

	sprintf(said + strlen(said), "%s %s %s: %s;", m->source.document, m->lang,
	        mark_kinds[m->kind], m->note);
	return 0;
}

/* -- in the store --------------------------------------------------------------- */

static void bookmarks_have_tags(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	char said[600] = "";

	now("1000");
	assert_false(marks_is_bookmark(s, PAPER));
	assert_int_equal(marks_tag(s, PAPER, "law", &err), -1); /* it is none */
	assert_int_equal(marks_bookmark(s, &paper, true, &err), 0);
	now("2000");
	assert_int_equal(marks_bookmark(s, &page, true, &err), 0);
	assert_true(marks_is_bookmark(s, PAPER));
	assert_int_equal(marks_tag(s, PAPER, "law, tolls  law", &err), 0);
	assert_int_equal(marks_tag(s, page.document, "law", &err), 0);
	marks_each_bookmark(s, NULL, list_bookmark, said, &err);
	assert_string_equal(said, "https://example.org/x|A page|law|2000;"
	                          "A/79/1|Tolls|law tolls|1000;");
	*said = '\0';
	marks_each_bookmark(s, "tolls", list_bookmark, said, &err);
	assert_string_equal(said, "A/79/1|Tolls|law tolls|1000;");
	*said = '\0';
	marks_each_tag(s, list_tag, said, &err);
	assert_string_equal(said, "law 2;tolls 1;");
	/* once more is the same one, by its title of now */
	assert_int_equal(
		marks_bookmark(s, &(struct mark_source){PAPER, "Tolls!", "", ""}, true, &err), 0);
	assert_int_equal(marks_tag(s, PAPER, "-law", &err), 0);
	*said = '\0';
	marks_each_bookmark(s, NULL, list_bookmark, said, &err);
	assert_string_equal(said, "https://example.org/x|A page|law|2000;"
	                          "A/79/1|Tolls!|tolls|1000;");
	/* a bookmark goes with its tags */
	assert_int_equal(marks_bookmark(s, &paper, false, &err), 0);
	*said = '\0';
	marks_each_tag(s, list_tag, said, &err);
	assert_string_equal(said, "law 1;");
	store_close(s);
}

static void a_tag_is_a_word(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	char tag[100], said[200] = "";

	assert_int_equal(marks_bookmark(s, &paper, true, &err), 0);
	memset(tag, 'x', sizeof tag);
	tag[80] = '\0';
	assert_int_equal(marks_tag(s, PAPER, tag, &err), 0);
	tag[80] = 'x';
	tag[81] = '\0';
	assert_int_equal(marks_tag(s, PAPER, tag, &err), -1);
	assert_int_equal(err.code, ERR_USAGE);
	/* of several with one that is none, none is taken */
	assert_int_equal(marks_tag(s, PAPER, "good \x1b[1m", &err), -1);
	assert_int_equal(marks_each_tag(s, list_tag, said, &err), 0);
	assert_int_equal(strspn(said, "x"), 80);
	assert_string_equal(said + 80, " 1;");
	store_close(s);
}

static void notes_are_those_of_a_text(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct mark m = a_note("first", 10), french = a_note("premier", 11), other;
	char said[600] = "";
	int64_t id = add(s, m);

	french.lang = "fr";
	other = a_note("elsewhere", 12);
	other.source = page;
	add(s, french);
	add(s, other);
	assert_int_equal(add(s, m), id); /* the same is there once */
	marks_each(s, PAPER, "en", list_mark, said, &err);
	assert_string_equal(said, "A/79/1 en note: first;");
	*said = '\0';
	marks_each(s, NULL, NULL, list_mark, said, &err);
	assert_string_equal(said, "A/79/1 en note: first;A/79/1 fr note: premier;"
	                          "https://example.org/x en note: elsewhere;");
	now("99");
	assert_int_equal(marks_say(s, id, "second", &err), 0);
	*said = '\0';
	assert_int_equal(marks_get(s, id, list_mark, said, &err), 1);
	assert_string_equal(said, "A/79/1 en note: second;");
	assert_int_equal(marks_remove(s, id, &err), 0);
	assert_int_equal(marks_get(s, id, list_mark, said, &err), 0);
	store_close(s);
}

/* What was noted at an address is of the document that the address leads to now. */
static void notes_follow_an_alias(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct mark m = a_note("seen at its address", 10);
	struct marks_read *many;
	char said[200] = "";

	m.source.document = "https://example.org/tolls";
	add(s, m);
	assert_int_equal(store_exec(s,
	                            "INSERT INTO work(id, key) VALUES(1, 'A/79/1'); "
	                            "INSERT INTO alias(key, work) "
	                            "VALUES('https://example.org/tolls', 1)",
	                            &err),
	                 0);
	marks_each(s, PAPER, "en", list_mark, said, &err);
	assert_string_equal(said, "https://example.org/tolls en note: seen at its address;");
	assert_int_equal(marks_set_read(s, PAPER, true, &err), 0);
	assert_true(marks_is_read(s, "https://example.org/tolls"));
	many = marks_read_new(s);
	assert_true(marks_read_has(many, PAPER));
	assert_true(marks_read_has(many, "https://example.org/tolls"));
	assert_false(marks_read_has(many, "https://example.org/toll"));
	marks_read_free(many);
	/* unread again by each of its names */
	assert_int_equal(marks_set_read(s, "https://example.org/tolls", true, &err), 0);
	assert_int_equal(marks_set_read(s, PAPER, false, &err), 0);
	assert_false(marks_is_read(s, "https://example.org/tolls"));
	many = marks_read_new(s);
	assert_false(marks_read_has(many, PAPER));
	assert_false(marks_read_has(many, "https://example.org/tolls"));
	marks_read_free(many);
	assert_false(marks_read_has(NULL, PAPER));
	store_close(s);
}

static void the_last_word_on_reading_counts(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);

	now("500");
	assert_false(marks_is_read(NULL, PAPER));
	assert_false(marks_is_read(s, PAPER));
	for (int i = 0; i < 3; i++) { /* within one second */
		assert_int_equal(marks_set_read(s, PAPER, true, &err), 0);
		assert_true(marks_is_read(s, PAPER));
		assert_int_equal(marks_set_read(s, PAPER, false, &err), 0);
		assert_false(marks_is_read(s, PAPER));
	}
	now("400"); /* a clock that went back */
	assert_int_equal(marks_set_read(s, PAPER, true, &err), 0);
	assert_true(marks_is_read(s, PAPER));
	assert_int_equal(marks_looked_before(s, "talks"), 0);
	assert_int_equal(marks_look(s, "talks", &err), 0);
	assert_int_equal(marks_looked_before(s, "talks"), 0);
	now("900");
	assert_int_equal(marks_look(s, "talks", &err), 0);
	assert_int_equal(marks_looked_before(s, "talks"), 400);
	store_close(s);
}

/* -- files -------------------------------------------------------------------------- */

static void fill(struct store *s)
{
	struct mark m = a_note("A \"quoted\" word\\, ملاحظة", 1795000000), h = m;

	now("1795000000");
	marks_bookmark(s, &paper, true, &err);
	marks_bookmark(s, &page, true, &err);
	marks_tag(s, PAPER, "law tolls", &err);
	add(s, m);
	h.kind = MARK_HIGHLIGHT;
	h.start = 4;
	h.end = 8;
	h.note = "";
	add(s, h);
	m.anchor.number[0] = '\0';
	m.source = page;
	m.lang = "";
	add(s, m);
	marks_set_read(s, PAPER, true, &err);
	marks_set_read(s, page.document, false, &err);
	marks_look(s, "talks", &err);
}

static void a_file_holds_all_of_it(void **state)
{
	struct folder *f = *state;
	char other[140];
	struct store *s = must_open(f->store, STORE_PERSONAL), *next;
	char *first, *again;

	fill(s);
	first = json(s);
	assert_non_null(strstr(first, "\"hash\":\""));
	assert_non_null(strstr(first, "\"added\":\"2026-11-18T11:06:40Z\""));
	assert_non_null(strstr(first, "\"tags\":[\"law\",\"tolls\"]"));
	import(s, first, 0, 8);
	again = json(s);
	assert_string_equal(first, again);
	free(again);
	store_close(s);
	snprintf(other, sizeof other, "%s/b.store", f->path);
	next = must_open(other, STORE_PERSONAL);
	import(next, first, 8, 0);
	again = json(next);
	assert_string_equal(first, again);
	import(next, first, 0, 8);
	store_close(next);
	remove(other);
	free(again);
	free(first);
}

static void what_differs_is_kept_twice(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	char said[900] = "", *old, *both;
	int64_t id = add(s, a_note("as it was", 10));

	now("100");
	marks_bookmark(s, &paper, true, &err);
	marks_set_read(s, PAPER, true, &err);
	old = json(s);
	now("200");
	marks_say(s, id, "as it is", &err);
	marks_bookmark(s, &paper, false, &err);
	marks_bookmark(s, &(struct mark_source){PAPER, "Tolls of now", "", ""}, true, &err);
	marks_set_read(s, PAPER, false, &err);
	import(s, old, 2, 1);
	marks_each(s, NULL, NULL, list_mark, said, &err);
	assert_string_equal(said, "A/79/1 en note: as it was;A/79/1 en note: as it is;");
	*said = '\0';
	marks_each_bookmark(s, NULL, list_bookmark, said, &err);
	assert_string_equal(said, "A/79/1|Tolls of now||200;A/79/1|Tolls||100;");
	assert_false(marks_is_read(s, PAPER)); /* the later word */
	both = json(s);
	import(s, both, 0, 5);
	import(s, old, 0, 3);
	free(both);
	free(old);
	store_close(s);
}

#define NOTE(members) "{\"palais-marks\":1,\"notes\":[{" members "}]}"
#define H62 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd"
#define H64 H62 "ef"
#define GOOD(kind, start, end, hash, block) \
	"\"kind\":\"" kind "\",\"document\":\"d\",\"text\":\"\xc3\xa4" \
	"bc\",\"note\":\"\",\"block\":" block ",\"start\":" start ",\"end\":" end \
	",\"paragraph\":\"1\",\"hash\":\"" hash \
	"\",\"created\":\"2026-01-01T00:00:00Z\",\"changed\":\"2026-01-01T00:00:00Z\""

static void what_is_no_such_file_is_refused_whole(void **state)
{
	static const char *const bad[] = {
		"",
		"[]",
		"{}",
		"{\"palais-marks\":2}",
		"{\"palais-marks\":1,",
		"{\"palais-marks\":1,\"bookmarks\":[{\"title\":\"x\",\"added\":\"2026-01-01\"}]}",
		"{\"palais-marks\":1,\"bookmarks\":[{\"address\":\"x\"}]}",
		"{\"palais-marks\":1,\"bookmarks\":[{\"address\":7,\"added\":\"2026-01-01\"}]}",
		"{\"palais-marks\":1,\"bookmarks\":[{\"address\":\"x\",\"added\":\"when\"}]}",
		"{\"palais-marks\":1,\"bookmarks\":[{\"address\":\"x\",\"added\":\"2026-01-01\","
		"\"tags\":[\"a b\"]}]}",
		"{\"palais-marks\":1,\"bookmarks\":[{\"address\":\"x\",\"added\":\"2026-01-01\","
		"\"tags\":[\"\"]}]}",
		"{\"palais-marks\":1,\"read\":[{\"document\":\"x\",\"since\":\"2026-01-01\"}]}",
		"{\"palais-marks\":1,\"read\":[{\"since\":\"2026-01-01\",\"read\":true}]}",
		"{\"palais-marks\":1,\"panes\":[{\"pane\":\"talks\"}]}",
		"{\"palais-marks\":1,\"panes\":[{\"looked\":\"2026-01-01\",\"before\":\"2026-01-"
		"01\"}]}",
		NOTE("\"kind\":\"note\""),
		NOTE(GOOD("thing", "0", "4", H64, "1")),
		NOTE(GOOD("note", "-1", "4", H64, "1")),
		NOTE(GOOD("note", "3", "2", H64, "1")),
		NOTE(GOOD("note", "0", "5", H64, "1")),
		NOTE(GOOD("note", "1", "4", H64, "1")), /* within a character */
		NOTE(GOOD("note", "0", "1", H64, "1")),
		NOTE(GOOD("note", "0", "4", "0123", "1")),
		NOTE(GOOD("note", "0", "4", H62 "\xc7\xc9", "1")), /* bytes of no character */
		NOTE(GOOD("note", "0", "4", H62 "g1", "1")),
		NOTE(GOOD("note", "0", "4", H62 "0123", "1")),
		NOTE(GOOD("note", "0", "4", H64, "-1")),
		NOTE(GOOD("note", "0", "4", H64, "\"1\"")),
	};
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct marks_taken taken;
	static const char pane[] =
		"{\"pane\":\"a\",\"looked\":\"2026-01-01\",\"before\":\"2025-01-01\"}";
	char *before = json(s), *after, text[300];

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		err_clear(&err);
		if (marks_import(s, bad[i], strlen(bad[i]), &taken, &err) == 0 || !*err.text)
			fail_msg("%zu: %s", i, bad[i]);
	}
	/* what stands before the row that is bad is not taken either */
	snprintf(text, sizeof text, "{\"palais-marks\":1,\"panes\":[%s,%s,{}]}", pane, pane);
	assert_int_equal(marks_import(s, text, strlen(text), &taken, &err), -1);
	after = json(s);
	assert_string_equal(before, after);
	import(s, NOTE(GOOD("note", "0", "4", H64, "1")), 1, 0);
	import(s, NOTE(GOOD("highlight", "2", "2", H64, "1")), 1, 0);
	free(before);
	free(after);
	store_close(s);
}

/* Nothing of a file can steer a terminal. */
static void a_file_is_cleaned(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	char said[200] = "";

	import(s,
	       "{\"palais-marks\":1,\"bookmarks\":[{\"address\":\"x\",\"title\":\"a\\u001bb\","
	       "\"added\":\"1970-01-01T00:00:09Z\"}]}",
	       1, 0);
	marks_each_bookmark(s, NULL, list_bookmark, said, &err);
	assert_string_equal(said, "x|a\xe2\x90\x9b"
	                          "b||9;");
	store_close(s);
}

static void markdown_is_read(void **state)
{
	struct store *s = must_open(folder_store(state), STORE_PERSONAL);
	struct buf b;

	fill(s);
	buf_init(&b, 1 << 20);
	assert_int_equal(marks_markdown(s, MARKS_ALL, &b, &err), 0);
	assert_string_equal(b.bytes,
	                    "# My marks\n"
	                    "\n## Bookmarks\n\n"
	                    "- **Tolls** (2026-11-18 11:06) — law tolls  \n"
	                    "  Tolls, A/79/1 (2025). SHA-256: `ab12`.\n"
	                    "- **A page** (2026-11-18 11:06)  \n"
	                    "  https://example.org/x\n"
	                    "\n## Notes and highlights\n"
	                    "\n### Tolls\n"
	                    "\n> The toll is two pence.\n>\n> — para. 4, Tolls, A/79/1 (2025). "
	                    "SHA-256: `ab12`.\n"
	                    "\nA \"quoted\" word\\\\, ملاحظة\n"
	                    "\n*2026-11-18 11:06*\n"
	                    "\n> toll\n>\n> — para. 4, Tolls, A/79/1 (2025). SHA-256: `ab12`.\n"
	                    "\n*2026-11-18 11:06*\n"
	                    "\n### A page\n"
	                    "\n> The toll is two pence.\n>\n> — https://example.org/x\n"
	                    "\nA \"quoted\" word\\\\, ملاحظة\n"
	                    "\n*2026-11-18 11:06*\n");
	buf_done(&b);
	store_close(s);
}

/* -- stores of before, kills, no permission ------------------------------------------- */

#define BEFORE_MARKS 5

static void a_store_of_before_keeps_its_bookmarks(void **state)
{
	const char *path = folder_store(state);
	char said[300] = "", sql[100];
	struct store *s;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	for (int step = 0; step < BEFORE_MARKS; step++)
		for (int i = 0; schema_steps[step][i]; i++)
			assert_int_equal(sqlite3_exec(db, schema_steps[step][i], NULL, NULL, NULL),
			                 SQLITE_OK);
	snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%d",
	         SCHEMA_APPLICATION_ID, BEFORE_MARKS);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
	                              "INSERT INTO bookmark VALUES('A/79/1','Tolls',77); "
	                              "INSERT INTO place VALUES('A/79/1',3,9,88)",
	                              NULL, NULL, NULL),
	                 SQLITE_OK);
	sqlite3_close(db);
	s = must_open(path, STORE_PERSONAL);
	marks_each_bookmark(s, NULL, list_bookmark, said, &err);
	assert_string_equal(said, "A/79/1|Tolls||77;");
	assert_true(marks_is_read(s, PAPER));
	assert_false(marks_is_read(s, page.document));
	store_close(s);
}

/* What a verb said that it has kept is there after a kill at the next instruction. */
static void what_is_said_to_be_stored_is(void **state)
{
	const char *path = folder_store(state);
	char said[300] = "";
	struct store *s;
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		struct mark m = a_note("before the kill", 10);

		s = store_open(path, STORE_PERSONAL, &err);
		if (s && marks_bookmark(s, &paper, true, &err) == 0 &&
		    marks_tag(s, PAPER, "law", &err) == 0 && marks_note(s, &m, &err) > 0 &&
		    store_exec(s, "BEGIN IMMEDIATE; DELETE FROM mark; DELETE FROM tag", &err) == 0)
			raise(SIGKILL);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	s = must_open(path, STORE_PERSONAL);
	marks_each(s, NULL, NULL, list_mark, said, &err);
	marks_each_tag(s, list_tag, said, &err);
	assert_string_equal(said, "A/79/1 en note: before the kill;law 1;");
	store_close(s);
}

static int refuses(const char *path)
{
	struct mark m = a_note("x", 10);
	struct store *s = store_open(path, STORE_PERSONAL, &err);
	char want[200];

	snprintf(want, sizeof want, "%s: may not be written", path);
	if (!s || marks_note(s, &m, &err) >= 0 || strcmp(err.text, want) != 0)
		return 1;
	if (marks_tag(s, PAPER, "x", &err) == 0 || strcmp(err.text, want) != 0)
		return 2;
	store_close(s);
	return 0;
}

static void without_permission_one_line_says_so(void **state)
{
	const char *path = folder_store(state);
	struct store *s = must_open(path, STORE_PERSONAL);

	marks_bookmark(s, &paper, true, &err);
	store_close(s);
	assert_int_equal(chmod(path, 0444), 0);
	assert_int_equal(folder_writable(path, false), 0);
	assert_int_equal(as_nobody(refuses, path), 0);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, folder_set_up, folder_tear_down)
	const struct CMUnitTest tests[] = {
		T(bookmarks_have_tags),
		T(a_tag_is_a_word),
		T(notes_are_those_of_a_text),
		T(notes_follow_an_alias),
		T(the_last_word_on_reading_counts),
		T(a_file_holds_all_of_it),
		T(what_differs_is_kept_twice),
		T(what_is_no_such_file_is_refused_whole),
		T(a_file_is_cleaned),
		T(markdown_is_read),
		T(a_store_of_before_keeps_its_bookmarks),
		T(what_is_said_to_be_stored_is),
		T(without_permission_one_line_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
