/* SPDX-License-Identifier: ISC */
/* A store looked over: each damage that is done by hand here is found and named, and
 * nothing else is; also while another program writes. */
#include "config.h"

#include "model/store/index.h"
#include "model/store/parts.h"
#include "model/store/verify.h"
#include "tests/model/store_lib.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE "https://example.org/page"
#define OTHER "https://example.org/other"

static struct doc *text_doc(const char *lang, const char *text)
{
	struct doc_maker *m = doc_maker_new(0);

	doc_add_fact(m, DOC_TITLE, "Minutes of the harbour");
	doc_add_fact(m, DOC_LANGUAGE, lang);
	doc_begin(m, DOC_PARAGRAPH);
	doc_add_str(m, text);
	return doc_finish(m, NULL);
}

static struct store_incoming *begin(struct store *s, const char *url, const char *bytes, size_t len)
{
	struct store_origin o = {.key = url, .url = url, .asked = url, .type = "text/html"};
	struct err err = {0};
	struct store_incoming *in = store_begin(s, &o, &err);

	assert_non_null(in);
	assert_int_equal(store_add(in, bytes, len, &err), 0);
	return in;
}

static int64_t put(struct store *s, const char *url, const char *lang, const char *text,
                   const char *bytes, size_t len)
{
	struct err err = {0};
	struct doc *doc = text_doc(lang, text);
	int64_t id = store_commit(begin(s, url, bytes, len), doc, true, 1, &err);

	if (id < 0)
		fail_msg("%s", err.text);
	doc_free(doc);
	return id;
}

/* Two texts of a page with two versions of one, another page, a part, a page of our own. */
static struct store *fill(const struct folder *f)
{
	struct store *s = must_open(f->store, STORE_PERSONAL);
	char *big = calloc(1, 200000);
	struct doc *own = text_doc("en", "Written by the house itself");

	/* such as no packing makes smaller */
	for (uint32_t i = 0, x = 1; i < 200000; i++, x = x * 1664525 + 1013904223)
		big[i] = (char)(x >> 24);
	put(s, PAGE, "en", "The pilot went out in the morning", "first bytes", 11);
	put(s, PAGE, "en", "The pilot went out at noon", big, 200000);
	put(s, PAGE, "ar", "خرج المرشد في الصباح", "other bytes", 11);
	put(s, OTHER, "en", "Lamps were lit, and lamps were put out", "bytes of it", 11);
	assert_true(store_suspend(begin(s, "https://example.org/cut", big, 90000), NULL) > 0);
	assert_int_equal(store_put_page(s, "about", own, NULL), 0);
	doc_free(own);
	free(big);
	return s;
}

static void change(const struct folder *f, const char *sql)
{
	char *error = NULL;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f->store, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
		fail_msg("%s", error);
	assert_true(sqlite3_total_changes(db) > 0 || strstr(sql, "integrity-check"));
	sqlite3_close(db);
}

/* In a file beside it, for a store has no tables but its own. */
static void back(const struct folder *f, const char *sql)
{
	char all[400];

	snprintf(all, sizeof all, "ATTACH '%s/aside' AS x; %s", f->path, sql);
	change(f, all);
}

static void set_aside(const struct folder *f, const char *table, const char *columns)
{
	char sql[200];

	snprintf(sql, sizeof sql, "CREATE TABLE x.aside(%s); INSERT INTO x.aside SELECT %s FROM %s",
	         columns, columns, table);
	back(f, sql);
}

struct found {
	int of_kind[FAULT_SEARCH + 1], all;
	char what[500], why[500]; /* of the last */
};

static void note(const struct store_fault *fault, void *payload)
{
	struct found *found = payload;

	found->of_kind[fault->kind]++;
	found->all++;
	snprintf(found->what, sizeof found->what, "%s", fault->what);
	snprintf(found->why, sizeof found->why, "%s", fault->why);
}

static struct found verify(struct store *s, struct store_verify_counts *n)
{
	struct found found = {.all = 0};
	struct store_verify_watch watch = {.fault = note, .payload = &found};
	struct err err = {0};

	if (store_verify(s, &watch, n, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(n->faults, found.all);
	assert_int_equal(n->index_faults,
	                 found.of_kind[FAULT_INDEXED] + found.of_kind[FAULT_SEARCH]);
	return found;
}

/* After this damage, exactly so many faults, all of this kind; the last one's words. */
static void damaged(const struct folder *f, const char *sql, enum store_fault_kind kind, int count,
                    const char *what, const char *why)
{
	struct store_verify_counts n;
	struct found found;
	struct store *s;

	change(f, sql);
	s = must_open(f->store, STORE_PERSONAL);
	found = verify(s, &n);
	store_close(s);
	if (found.all != count || found.of_kind[kind] != count)
		fail_msg("%s: %d faults, %d of the kind; %s: %s", sql, found.all,
		         found.of_kind[kind], found.what, found.why);
	assert_string_equal(found.what, what);
	if (!strstr(found.why, why))
		fail_msg("%s: %s", sql, found.why);
}

static void assert_good(struct store *s)
{
	struct store_verify_counts n;
	struct found found = verify(s, &n);

	if (found.all)
		fail_msg("%s: %s", found.what, found.why);
}

/* -- a good one ------------------------------------------------------------- */

static void test_good(void **state)
{
	struct folder *f = *state;
	struct store *s = fill(f);
	struct store_verify_counts n;

	assert_int_equal(verify(s, &n).all, 0);
	assert_int_equal(n.texts, 4);
	assert_int_equal(n.versions, 5);
	assert_int_equal(n.parts, 1);
	assert_int_equal(n.documents, 5);
	assert_int_equal(n.bytes, 11 + 200000 + 11 + 11 + 90000);
	/* twice, and nothing stays of it */
	assert_int_equal(verify(s, &n).all, 0);
	store_close(s);
	s = must_open(f->store, STORE_SITE);
	assert_good(s);
	store_close(s);
}

static void test_pieces_that_are_read(void **state)
{
	struct folder *f = *state;
	struct store *s = fill(f);
	struct doc *doc = text_doc("fr", "Le pilote est sorti");
	struct store_verify_counts n;

	assert_true(store_commit(begin(s, "https://example.org/fr", "half", 4), doc, false, 1,
	                         NULL) > 0);
	doc_free(doc);
	assert_int_equal(verify(s, &n).all, 0);
	assert_int_equal(n.parts, 2);
	assert_int_equal(n.documents, 6);
	store_close(s);
}

/* -- bytes -------------------------------------------------------------------- */

#define BIG "(SELECT id FROM version WHERE size=200000)"

static void test_flipped_byte(void **state)
{
	store_close(fill(*state));
	damaged(*state,
	        "UPDATE chunk SET bytes=substr(bytes, 1, 500) || x'ff' || substr(bytes, 502) "
	        "WHERE id=(" BIG " << 16) + 1",
	        FAULT_HASH, 1, PAGE " en, version 2", "SHA-256");
}

static void test_missing_pieces(void **state)
{
	struct folder *f = *state;

	store_close(fill(f));
	set_aside(f, "chunk", "id, bytes");
	damaged(f, "DELETE FROM chunk WHERE id=(" BIG " << 16) + 1", FAULT_GAP, 1,
	        PAGE " en, version 2", "piece 1 ");
	back(f, "INSERT OR REPLACE INTO chunk SELECT * FROM x.aside");
	damaged(f, "DELETE FROM chunk WHERE id=(" BIG " << 16) + 3", FAULT_GAP, 1,
	        PAGE " en, version 2", "piece 3 ");
	back(f, "INSERT OR REPLACE INTO chunk SELECT * FROM x.aside");
	damaged(f, "UPDATE chunk SET bytes=x'00' WHERE id=" BIG " << 16", FAULT_GAP, 1,
	        PAGE " en, version 2", "piece 0: 1 in place");
	back(f, "INSERT OR REPLACE INTO chunk SELECT * FROM x.aside");
	damaged(f, "DELETE FROM chunk WHERE id >> 16 = (SELECT id FROM version WHERE NOT whole)",
	        FAULT_GAP, 1, "https://example.org/cut , version 5", "piece 0 ");
}

static void test_wrong_size(void **state)
{
	store_close(fill(*state));
	damaged(*state, "UPDATE version SET size=12 WHERE id=3", FAULT_SIZE, 1,
	        PAGE " ar, version 3", "11 in place of 12");
}

static void test_loose_bytes(void **state)
{
	store_close(fill(*state));
	damaged(*state, "INSERT INTO chunk VALUES(900 << 16, x'0102'), ((900 << 16) + 1, x'03')",
	        FAULT_LOOSE, 1, "", "version 900, which is not there: 3");
}

static void test_own_pages(void **state)
{
	store_close(fill(*state));
	damaged(*state, "UPDATE version SET sha256=zeroblob(32) WHERE type='text/x-docfile'",
	        FAULT_HASH, 1, "about en, version 6", "SHA-256");
}

/* -- rows --------------------------------------------------------------------- */

static void test_references(void **state)
{
	store_close(fill(*state));
	damaged(*state, "INSERT INTO cite(text, cited) VALUES(77, 'S/1')", FAULT_REFERENCE, 1, "",
	        "text");
	damaged(*state, "DELETE FROM cite; UPDATE version SET text=NULL WHERE id=1",
	        FAULT_REFERENCE, 1, PAGE " , version 1", "no text");
}

static void test_pages_of_the_file(void **state)
{
	struct folder *f = *state;
	struct store *s = fill(f);
	struct store_verify_counts n;
	struct found found;
	sqlite3_stmt *q;
	sqlite3 *db;
	long page;
	int fd;

	store_close(s);
	assert_int_equal(sqlite3_open(f->store, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL), 0);
	sqlite3_prepare_v2(db, "SELECT rootpage FROM sqlite_schema WHERE name='version_fetched'",
	                   -1, &q, NULL);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	page = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	fd = open(f->store, O_RDWR);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, "no page of an index", 19, (page - 1) * 4096), 19);
	close(fd);
	s = must_open(f->store, STORE_PERSONAL);
	found = verify(s, &n);
	store_close(s);
	assert_true(found.of_kind[FAULT_FILE] > 0);
}

static void test_documents(void **state)
{
	struct folder *f = *state;

	store_close(fill(f));
	set_aside(f, "version", "id, doc");
	damaged(f, "UPDATE version SET doc=substr(doc, 1, length(doc) - 9) WHERE id=4",
	        FAULT_DOCUMENT, 1, OTHER " en, version 4", "does not unpack");
	back(f, "UPDATE version SET doc=(SELECT doc FROM x.aside a WHERE a.id=version.id)");
	damaged(f, "UPDATE version SET doc_size=doc_size + 1 WHERE id=4", FAULT_DOCUMENT, 1,
	        OTHER " en, version 4", "does not unpack");
	damaged(f, "UPDATE version SET doc_size=-1 WHERE id=4", FAULT_DOCUMENT, 1,
	        OTHER " en, version 4", "does not unpack");
	/* "no docfile" as zlib packs it */
	damaged(f,
	        "UPDATE version SET doc=x'789ccbcb5748c94f4ecbcc490500149203d4', doc_size=10 "
	        "WHERE id=4",
	        FAULT_DOCUMENT, 1, OTHER " en, version 4", "");
	damaged(f, "UPDATE version SET doc=NULL WHERE id=4", FAULT_DOCUMENT, 1,
	        OTHER " en, version 4", "does not unpack");
}

/* -- the search index --------------------------------------------------------- */

#define OUT "INSERT INTO search(search, rowid, title, body) VALUES('delete', "
#define IN "INSERT INTO search(rowid, title, body) VALUES("

/* Taken out by other words than it was put in by: SQLite's own check passes. */
static void test_ghost(void **state)
{
	struct folder *f = *state;
	struct store *s = fill(f);
	long texts;

	store_close(s);
	change(f, OUT "3, 'minutes of the harbour', 'lamps were lit and lamps were put out');" IN
	              "3, '', 'ghosts of words'); " OUT "3, '', 'ghost of words'); " IN
	              "3, 'minutes of the harbour', 'lamps were lit and lamps were put out')");
	change(f, "INSERT INTO search(search) VALUES('integrity-check')");
	damaged(f, "INSERT INTO meta VALUES('a', 'b')", FAULT_SEARCH, 1, OTHER " en",
	        "words in the search index: 13, in the document: 12");
	s = must_open(f->store, STORE_PERSONAL);
	assert_int_equal(store_index_again(s, &texts, NULL), 0);
	assert_int_equal(texts, 4);
	assert_good(s);
	store_close(s);
}

static void test_other_words(void **state)
{
	struct folder *f = *state;

	store_close(fill(f));
	damaged(f,
	        OUT "3, 'minutes of the harbour', 'lamps were lit and lamps were put out');" IN
	            "3, 'minutes of the harbour', 'lamps were lit and boats were put out')",
	        FAULT_SEARCH, 1, OTHER " en", "other words");
}

static void test_words_of_nobody(void **state)
{
	store_close(fill(*state));
	damaged(*state, IN "44, 'a', 'b c')", FAULT_SEARCH, 1, "", "number 44");
}

/* Numbers of texts have gaps, of many sizes, and words lead from each to any other. */
static void test_gaps(void **state)
{
	struct folder *f = *state;
	char url[60], words[60], sql[100];

	store_close(fill(f));
	for (int i = 1; i <= 24; i++) {
		struct store *s;

		/* so many numbers are left out, of which the last is held until the next is given
		 */
		snprintf(sql, sizeof sql,
		         "INSERT INTO text(id, work, lang) SELECT max(id)+%d, 1, 'qq' FROM text",
		         1 + i * i % 11);
		change(f, sql);
		s = must_open(f->store, STORE_PERSONAL);
		snprintf(url, sizeof url, "https://harbour.example/gap/%d", i);
		snprintf(words, sizeof words, "lamp%d of ship%d and pier%d", i % 2, i % 3, i % 7);
		put(s, url, "en", words, "bytes", 5);
		store_close(s);
		change(f, "DELETE FROM text WHERE lang='qq'");
	}
	damaged(f, IN "(SELECT max(id)-1 FROM text), 'lamp0', 'pier6')", FAULT_SEARCH, 1, "",
	        "number ");
}

static void test_wrong_length(void **state)
{
	store_close(fill(*state));
	damaged(*state, "UPDATE search_docsize SET sz=x'0409' WHERE id=3", FAULT_SEARCH, 1,
	        OTHER " en", "length");
}

/* Whatever is in the tables of the index: it is said, and made anew. */
static void test_unreadable_index(void **state)
{
	static const char *const damages[] = {
		"UPDATE search_data SET block=x'00000000ff7f' WHERE id=10",
		"UPDATE search_data SET block=substr(block, 1, length(block) / 2) WHERE id>10",
		"UPDATE search_data SET block=zeroblob(length(block)) WHERE id>10",
		"DELETE FROM search_data WHERE id>10",
	};
	struct folder *f = *state;
	struct store *s = fill(f);
	struct store_verify_counts n;
	struct err err = {0};

	store_close(s);
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		change(f, damages[i]);
		s = must_open(f->store, STORE_PERSONAL);
		if (!verify(s, &n).of_kind[FAULT_SEARCH])
			fail_msg("%s: not found", damages[i]);
		if (store_index_again(s, NULL, &err) < 0)
			fail_msg("%s: %s", damages[i], err.text);
		assert_good(s);
		store_close(s);
	}
}

static void test_indexed(void **state)
{
	struct folder *f = *state;
	struct store *s;

	store_close(fill(f));
	damaged(f, "UPDATE text SET indexed=4 WHERE id=1", FAULT_INDEXED, 1, PAGE " en",
	        "version 4");
	damaged(f, "UPDATE text SET indexed=0 WHERE id=1", FAULT_INDEXED, 1, PAGE " en", "not in");
	s = must_open(f->store, STORE_PERSONAL);
	assert_int_equal(store_index_again(s, NULL, NULL), 0);
	assert_good(s);
	store_close(s);
}

/* A text that cannot be read is left out, and what is left is as it should be. */
static void test_again_without_what_is_damaged(void **state)
{
	struct folder *f = *state;
	struct store *s = fill(f);
	struct store_verify_counts n;
	struct found found;
	long texts;

	store_close(s);
	change(f, "UPDATE version SET doc=x'00' WHERE id=4");
	s = must_open(f->store, STORE_PERSONAL);
	assert_int_equal(store_index_again(s, &texts, NULL), 0);
	assert_int_equal(texts, 3);
	found = verify(s, &n);
	assert_int_equal(found.all, 1);
	assert_int_equal(found.of_kind[FAULT_DOCUMENT], 1);
	store_close(s);
}

/* -- while another writes ------------------------------------------------------ */

static void write_on(const char *path, int told)
{
	struct store *s;
	char *bytes = calloc(1, 100000), url[80], text[80];

	/* whatever becomes of the test, this ends with it */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	s = must_open(path, STORE_PERSONAL);
	for (int i = 0;; i++) {
		snprintf(url, sizeof url, "https://example.org/%d", i % 7);
		snprintf(text, sizeof text, "Boat %d came in with %d men", i, i * 3);
		snprintf(bytes, 100000, "%d", i);
		put(s, url, "en", text, bytes, 1000 + (size_t)(i % 9) * 11000);
		if (i == 20 && write(told, "x", 1) != 1)
			_exit(1);
	}
}

static void test_while_another_writes(void **state)
{
	struct folder *f = *state;
	struct store *s = fill(f);
	int fds[2];
	pid_t pid;
	char x;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	if (!pid)
		write_on(f->store, fds[1]);
	assert_true(pid > 0);
	assert_int_equal(read(fds[0], &x, 1), 1);
	for (int i = 0; i < 12; i++)
		assert_good(s);
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	close(fds[0]);
	close(fds[1]);
	/* and a kill in the midst of it leaves nothing that is no version and no part */
	assert_good(s);
	store_close(s);
}

/* What was noted of a document's words is not believed before the words are. */
static void test_notes(void **state)
{
	struct folder *f = *state;
	struct store *s = fill(f);

	store_close(s);
	change(f, "UPDATE text SET words=substr(words, 1, 8) || zeroblob(24)");
	s = must_open(f->store, STORE_PERSONAL);
	assert_good(s);
	store_close(s);
	change(f, "UPDATE text SET words=NULL");
	s = must_open(f->store, STORE_PERSONAL);
	assert_good(s);
	store_close(s);
	/* nor does a note hide what is damaged */
	damaged(f,
	        "INSERT INTO search(search, rowid, title, body) VALUES('delete', 3, 'minutes of "
	        "the harbour', 'lamps were lit and lamps were put out\n');"
	        "INSERT INTO search(rowid, title, body) VALUES(3, 'minutes of the harbour', "
	        "'lamps were lit and boats were put out\n');"
	        "UPDATE text SET words=substr(words, 1, 8) || zeroblob(24)",
	        FAULT_SEARCH, 1, OTHER " en", "other words");
}

static int faults_since(struct store *s, int64_t since, int64_t *looked)
{
	struct found found = {.all = 0};
	struct store_verify_watch watch = {.fault = note, .payload = &found, .since = since};
	struct store_verify_counts n;

	assert_int_equal(store_verify(s, &watch, &n, NULL), 0);
	assert_int_equal(n.looked, n.all);
	*looked = n.looked;
	return found.all;
}

/* Versions that came, or were checked, since. */
static void test_since(void **state)
{
	struct folder *f = *state;
	struct store *s = fill(f);
	int64_t looked;

	store_close(s);
	change(f, "UPDATE chunk SET bytes='x' WHERE id IN (3 << 16, 4 << 16)");
	change(f, "UPDATE version SET fetched=1000, checked=1000");
	change(f, "UPDATE version SET fetched=2000 WHERE id=3");
	change(f, "UPDATE version SET checked=3000 WHERE id=4");
	s = must_open(f->store, STORE_PERSONAL);
	assert_int_equal(faults_since(s, 0, &looked), 2);
	assert_int_equal(looked, 6);
	assert_int_equal(faults_since(s, 2000, &looked), 2);
	assert_int_equal(looked, 2);
	assert_int_equal(faults_since(s, 2001, &looked), 1);
	assert_int_equal(looked, 1);
	assert_int_equal(faults_since(s, 3000, &looked), 1);
	assert_int_equal(faults_since(s, 3001, &looked), 0);
	assert_int_equal(looked, 0);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(f) cmocka_unit_test_setup_teardown(f, folder_set_up, folder_tear_down)
		T(test_good),
		T(test_pieces_that_are_read),
		T(test_flipped_byte),
		T(test_missing_pieces),
		T(test_wrong_size),
		T(test_loose_bytes),
		T(test_own_pages),
		T(test_references),
		T(test_pages_of_the_file),
		T(test_documents),
		T(test_ghost),
		T(test_other_words),
		T(test_words_of_nobody),
		T(test_gaps),
		T(test_wrong_length),
		T(test_unreadable_index),
		T(test_indexed),
		T(test_again_without_what_is_damaged),
		T(test_while_another_writes),
		T(test_notes),
		T(test_since),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
