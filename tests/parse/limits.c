/* SPDX-License-Identifier: ISC */
/*
 * limits: what is too much for the memory or the time of a parser is read as far as they
 * reach, and the document says which of them it was, and of how much it has how much.
 */
#include "config.h"

#include "fetch/parse/core/xml.h"
#include "fetch/parse/json/json.h"
#include "fetch/seal/seal.h"
#include "model/base/arena.h"
#include "model/base/vec.h"
#include "model/base/work.h"
#include "model/doc/left_out.h"
#include "tests/lib/check.h"
#include "tests/parse/parse_lib.h"

#include <libxml/xmlmemory.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define MEGABYTE ((size_t)1 << 20)

#ifdef PALAIS_ASAN
/* It ends a program that asks for more than there can be, unless it is told not to. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

/* libxml2 itself loses a buffer where the memory beside it is refused. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:xmlBufCreateSize\n";
}
#endif

/* -- work ------------------------------------------------------------------------ */

static void stopped_work(void **state)
{
	VEC(int) numbers = {0};
	struct arena arena;
	struct buf b;

	(void)state;
	arena_init(&arena, 100, 100);
	buf_init(&b, 100);
	work_begin();
	assert_true(work_goes_on());
	work_stop();
	assert_int_equal(work_met(), WORK_NONE);
	buf_char(&b, 'a');
	assert_false(buf_ok(&b));
	assert_int_equal(work_met(), WORK_TIME);
	assert_null(arena_take(&arena, 8));
	assert_int_equal(vec_push(&numbers, 1), -1);
	assert_false(work_goes_on());
	work_begin();
	assert_int_equal(work_met(), WORK_NONE);
	assert_non_null(arena_take(&arena, 8));
	assert_int_equal(vec_push(&numbers, 1), 0);
	/* nobody can have so much */
	assert_null(work_malloc(SIZE_MAX / 2 + 1));
	assert_int_equal(work_met(), WORK_MEMORY);
	/* and then nobody has any, until it is begun anew */
	assert_null(work_malloc(1));
	assert_false(work_goes_on());
	work_begin();
	vec_done(&numbers);
	arena_done(&arena);
	buf_done(&b);
}

/* -- attempts -------------------------------------------------------------------- */

static char *repeated(const char *before, const char *part, size_t size)
{
	char *all = malloc(size + 1);
	size_t n = strlen(part), at = strlen(before);

	assert_non_null(all);
	memcpy(all, before, at);
	for (; at + n <= size; at += n)
		memcpy(all + at, part, n);
	memset(all + at, ' ', size - at);
	all[size] = '\0';
	return all;
}

/* What a parser tells of limits, in a process that may have so much memory beyond what it
 * has now (0: as much as there is), and is stopped once so much of its time is over (0: not). */
struct told {
	unsigned long limit, read, all;
	int kind;
	size_t size; /* of the docfile */
	bool input;  /* the second says how much of how much */
	char error[100];
};

static void on_time(int signal)
{
	(void)signal;
	work_stop();
}

static void work(const char *type, char *bytes, size_t len, size_t memory, int ms, struct told *t)
{
	const struct itimerval once = {{0, 0}, {0, ms * 1000}};
	struct parse_how how = {.type = type};
	enum left_limit kind = LIMIT_KINDS;
	struct buf data, out;
	struct doc *doc;
	struct err err;

	buf_init(&data, len);
	buf_add(&data, bytes, len);
	free(bytes);
#ifdef PALAIS_ASAN /* its shadow alone is more */
	memory = 0;
#endif
	if (memory) {
		rlim_t most = parse_mapped() + memory;

		setrlimit(RLIMIT_AS, &(struct rlimit){most, most});
	}
	signal(SIGPROF, on_time);
	if (ms)
		setitimer(ITIMER_PROF, &once, NULL);
	doc = parse_bytes(&how, &data, &err);
	if (!doc)
		_exit(1);
	*t = (struct told){.kind = -1};
	if (left_limit_at(doc, 0, &kind, &t->limit, NULL))
		t->kind = (int)kind;
	t->input = left_limit_at(doc, 1, &kind, &t->read, &t->all) && kind == LIMIT_INPUT;
	snprintf(t->error, sizeof t->error, "%s", doc_fact(doc, DOC_ERROR));
	buf_init(&out, DOC_MAX);
	doc_write(doc, &out);
	t->size = out.len;
}

static struct told limited(const char *type, const char *before, const char *part, size_t size,
                           size_t memory, int ms)
{
	char *bytes = repeated(before, part, size);
	struct told told;
	int fds[2], status;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	fflush(stdout);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		work(type, bytes, size, memory, ms, &told);
		_exit(write(fds[1], &told, sizeof told) != sizeof told);
	}
	free(bytes);
	close(fds[1]);
	if (read(fds[0], &told, sizeof told) != sizeof told)
		fail_msg("%s: there is no document", part);
	close(fds[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return told;
}

static void by_memory(void **state)
{
	static const struct {
		const char *type, *before, *part;
	} cases[] = {
		{"text/html", "<title>x</title><p>", "Words of a text here. "},
		{"text/html", "<title>x</title>", "<p>Words of a text.</p>"},
		{"text/plain", "", "Words of a text, in a line.\n\n"},
		{"application/json", "", "{\"a\": [1, 2, 3]}\n"},
	};

	(void)state;
#ifdef PALAIS_ASAN /* its shadow alone is more; a test that skips counts as failed */
	(void)cases;
	return;
#endif
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct told t = limited(cases[i].type, cases[i].before, cases[i].part, 8 * MEGABYTE,
		                        14 * MEGABYTE, 0);

		if (t.kind != LIMIT_MEMORY || t.limit != SEAL_MEGABYTES)
			fail_msg("%s: limit %d %lu (%s)", cases[i].part, t.kind, t.limit, t.error);
		if (!t.input || t.all < 8 * MEGABYTE || t.read >= t.all ||
		    t.read < 8 * MEGABYTE / 32)
			/* not as far as it reaches */
			fail_msg("%s: %lu of %lu", cases[i].part, t.read, t.all);
	}
}

static void by_time(void **state)
{
	static const struct {
		const char *type, *before, *part;
	} cases[] = {
		{"text/html", "<title>x</title>", "<p>Words of a text in <b>it</b>.</p>"},
		{"text/html", "<title>x</title><p>Words<select>", "<option>b"},
		{"application/json", "", "{\"a\": [1, 2, 3]}\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct told t = limited(cases[i].type, cases[i].before, cases[i].part,
		                        24 * MEGABYTE, 0, 30);

		if (t.kind != LIMIT_TIME || t.limit != SEAL_SECONDS)
			fail_msg("%s: limit %d %lu (%s)", cases[i].part, t.kind, t.limit, t.error);
		assert_true(t.input);
		assert_int_equal(t.read / 10, 3 * MEGABYTE / 10);
		assert_true(t.size > 100);
	}
}

/* -- refusals -------------------------------------------------------------------- */

/* Which of libxml2's calls for memory is refused, counted down; 0: none. */
static long refused_at;
/* With it memory is at its end, until as much as is kept for that is given back; else it is
 * refused alone, if it is no small one: so much there always is. */
static bool to_the_end, ended;
#define SMALL 256 /* bytes */

extern void *__real_realloc(void *memory, size_t size);
extern void *__wrap_realloc(void *memory, size_t size);
extern void __real_free(void *memory);
extern void __wrap_free(void *memory);

void *__wrap_realloc(void *memory, size_t size)
{
	return ended ? NULL : __real_realloc(memory, size);
}

void __wrap_free(void *memory)
{
	if (memory && malloc_usable_size(memory) >= WORK_RESERVE)
		ended = false;
	__real_free(memory);
}

static void *lend_more(void *memory, size_t size)
{
	bool refuses = (to_the_end || size >= SMALL) && --refused_at == 0;

	ended |= refuses && to_the_end;
	return work_lend_more(memory, refuses && !to_the_end ? SIZE_MAX / 2 + 1 : size);
}

static void *lend(size_t size)
{
	return lend_more(NULL, size);
}

static char *lend_copy(const char *s)
{
	char *copy = lend(strlen(s) + 1);

	return copy ? strcpy(copy, s) : NULL;
}

/* Whether the call was made: then it was refused, and less was read, as the document says. */
static bool refused(const char *type, const char *before, const char *part, long at)
{
	char *bytes = repeated(before, part, 16384);
	struct parse_how how = {.type = type};
	enum left_limit kind = LIMIT_KINDS;
	unsigned long limit, read, all;
	struct buf data;
	struct err err;
	bool was;

	buf_init(&data, 16384);
	buf_add(&data, bytes, 16384);
	free(bytes);
	refused_at = at;
	alarm(60); /* of work without end */
	struct doc *doc = parse_bytes(&how, &data, &err);
	was = refused_at <= 0;
	refused_at = 0;
	alarm(0);
	assert_false(ended);
	assert_non_null(doc);
	if (left_limit_at(doc, 0, &kind, &limit, NULL) != was ||
	    (was && (kind != LIMIT_MEMORY || !left_limit_at(doc, 1, &kind, &read, &all) ||
	             kind != LIMIT_INPUT || read != 8192 || all != 16384)))
		fail_msg("%s, call %ld: limit %d (%s)", type, at, (int)kind,
		         doc_fact(doc, DOC_ERROR));
	assert_string_equal(doc_fact(doc, DOC_ERROR), "");
	if (was) /* what goes on beyond the part is not damaged */
		assert_string_equal(doc_fact(doc, "incomplete"), "");
	assert_true(doc_block_count(doc) > 0);
	doc_free(doc);
	return was;
}

/* Whatever libxml2 is refused, half of the page is read, and the limit told. */
static void refused_inside(void **state)
{
	static const struct {
		const char *type, *before, *part;
	} cases[] = {
		{"text/html", "<title>x</title>", "<p class=a>Words &amp; <b>more</b></p>"},
		{"application/akn+xml", "<akomaNtoso><statement><body>",
	         "<p eId=\"a&amp;b\">Words of a text &amp; more.</p>"},
		{"application/rss+xml", "<rss><channel><title>x</title>",
	         "<item><title>Words &amp; more</title><link>https://x.example/</link></item>"},
		{"application/marcxml+xml", "<collection><record>",
	         "<datafield tag=\"245\"><subfield code=\"a\">Words &amp; more</subfield>"
	         "</datafield>"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		for (int k = 0; k < 2; k++) {
			long at = 1;

			to_the_end = k;
			while (refused(cases[i].type, cases[i].before, cases[i].part, at))
				at++;
			/* at its beginning, and while it works */
			assert_true(at > 3);
		}
	}
}

/* An element has 256 attributes, and what follows it is read. */
static void attributes(void **state)
{
	static const char *const tags[] = {"p"}, *const attrs[] = {"z"};
	static const struct xml_words words = {tags, 1, attrs, 1, NULL, 0};

	(void)state;
	for (int others = 255; others <= 257; others++) {
		struct xml_tree tree;
		struct buf bytes;
		struct err err;

		buf_init(&bytes, MEGABYTE);
		buf_str(&bytes, "<a><b x='>'/><!-- <p --><p");
		for (int i = 0; i < others; i++)
			buf_printf(&bytes, " a%d='>\"'", i);
		buf_str(&bytes, " z='1' y=''/><p>words</p></a>");
		assert_int_equal(xml_read(&tree, &words, bytes.bytes, bytes.len, MEGABYTE, &err),
		                 0);
		assert_true(tree.whole);
		assert_int_equal(tree.attrs.count, others == 255);
		assert_int_equal(tree.nodes.count, 5);
		xml_done(&tree);
		buf_done(&bytes);
	}
}

/* A feed beside so many numbers; what kind of document it becomes. */
static void check_tree(unsigned numbers, const char *want)
{
	const struct parse_how how = {.type = "application/json"};
	struct err err = {0};
	struct buf data;
	struct doc *doc;

	buf_init(&data, 8 * MEGABYTE);
	buf_str(&data, "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"x\","
	               "\"items\":[{\"id\":\"1\",\"title\":\"y\"}],\"others\":[");
	for (unsigned i = 0; i < numbers; i++)
		buf_str(&data, "1,");
	buf_str(&data, "1]}");
	doc = parse_bytes(&how, &data, &err);
	assert_non_null(doc);
	assert_string_equal(doc_fact(doc, DOC_FORMAT), want);
	doc_free(doc);
	buf_done(&data);
}

/* JSON whose tree would take more than 112 MB is shown as it is written: of a number there are
 * 40 bytes, and of its places up to 32. */
static void json_tree(void **state)
{
	(void)state;
	check_tree(1200000, "feed");
	/* of 32 bits, half of it */
	check_tree(sizeof(void *) < 8 ? 4000000 : 2100000, "json");
}

/* What is within says nothing. */
static void within(void **state)
{
	struct told t = limited("text/html", "<title>x</title>", "<p>Words of a text.</p>",
	                        MEGABYTE, 200 * MEGABYTE, 0);

	(void)state;
	assert_int_equal(t.kind, -1);
	assert_string_equal(t.error, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stopped_work), cmocka_unit_test(by_memory),
		cmocka_unit_test(by_time),      cmocka_unit_test(refused_inside),
		cmocka_unit_test(attributes),   cmocka_unit_test(json_tree),
		cmocka_unit_test(within),
	};

	xmlMemSetup(free, lend, lend_more, lend_copy);
	parse_json_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
