/* SPDX-License-Identifier: ISC */
/*
 * bad_helper: stands for palais-parse or palais-fetch gone wrong. As a parser
 * its --name says how; as palais-fetch $no_proxy does, one of the few variables that it is
 * given.
 */
#include "config.h"

#include "fetch/wire/stopped.h"
#include "fetch/wire/told.h"
#include "fetch/wire/wire.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void put(const struct buf *b)
{
	size_t done = 0;

	while (done < b->len) {
		ssize_t n = write(STDOUT_FILENO, b->bytes + done, b->len - done);

		if (n < 0)
			exit(1);
		done += (size_t)n;
	}
}

static void say(const char *s)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_str(&b, s);
	put(&b);
	buf_done(&b);
}

static void read_all(void)
{
	char bytes[65536];

	while (read(STDIN_FILENO, bytes, sizeof bytes) > 0)
		;
}

static void hang(void)
{
	for (;;)
		pause();
}

static void die(void)
{
	signal(SIGSYS, SIG_DFL);
	raise(SIGSYS);
}

static void crash(void)
{
	read_all();
	raise(SIGKILL);
}

static void quit(void)
{
	exit(3);
}

static void late(void)
{
	read_all();
	exit(STOPPED_EXIT_TIME);
}

static void large(void)
{
	read_all();
	exit(STOPPED_EXIT_MEMORY);
}

static void rubbish(void)
{
	read_all();
	say("this is not a docfile\n");
}

static void half(void)
{
	read_all();
	say("docfile 1\nF title Half\nB paragraph\nT cut off");
}

static void silent(void)
{
	read_all();
}

static void flood(void)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	while (b.len < 1000000)
		buf_str(&b, "docfile 1\n");
	for (;;)
		put(&b);
}

/* Closes its output and stays. */
static void linger(void)
{
	read_all();
	say("docfile 1\nF title Lingering\n.\n");
	close(STDOUT_FILENO);
	hang();
}

/* Reads nothing, says something right all the same. */
static void deaf(void)
{
	close(STDIN_FILENO);
	say("docfile 1\nF title Deaf\n.\n");
}

/* -- as palais-fetch ---------------------------------------------------------- */

static void hello(struct buf *b)
{
	struct wire_hello h = {WIRE_VERSION};

	buf_init(b, 1 << 20);
	wire_put(b, WIRE_HELLO, 0, &h, NULL);
}

static void fetch_rubbish(void)
{
	say("HTTP/1.1 200 OK\r\n\r\nrubbish");
	hang();
}

static void fetch_version(void)
{
	struct wire_hello h = {WIRE_VERSION + 1};
	struct buf b;

	buf_init(&b, 100);
	wire_put(&b, WIRE_HELLO, 0, &h, NULL);
	put(&b);
	hang();
}

/* A body without a head, to the first id. */
static void fetch_order(void)
{
	struct buf b;

	hello(&b);
	wire_put_body(&b, 1, "body", 4);
	put(&b);
	hang();
}

static void put_head(struct buf *b, const char *type)
{
	struct wire_head head = {.status = 200,
	                         .length = 10,
	                         .first = UINT64_MAX,
	                         .last = UINT64_MAX,
	                         .total = UINT64_MAX,
	                         .url = "https://a.org/",
	                         .type = type};

	hello(b);
	wire_put(b, WIRE_HEAD, 1, &head, NULL);
}

/* What the wire would not send, put into a message that it did make: `to` in the place of as
 * many bytes. */
static void forge(struct buf *b, const char *from, const char *to, size_t len)
{
	char *at = memmem(b->bytes, b->len, from, len);

	if (!at)
		exit(1);
	memcpy(at, to, len);
}

/* The number of a head: status, length, first, last, total, permanent. */
static void forge_number(struct buf *b, size_t message, int which, uint64_t n)
{
	for (int i = 0; i < 8; i++)
		b->bytes[message + WIRE_HEADER + 8 * (size_t)which + (size_t)i] =
			(char)(n >> 8 * i & 0xff);
}

#define HELLO_SIZE (WIRE_HEADER + 8u)

static void fetch_forged(const char *from, const char *to)
{
	struct buf b;

	put_head(&b, "text/__-html");
	forge(&b, from, to, strlen(from));
	put(&b);
	hang();
}

/* A head that would steer a terminal. */
static void fetch_escape(void)
{
	fetch_forged("__-html", "\033[2Jtml");
}

static void fetch_c1(void)
{
	fetch_forged("__", "\302\233");
}

static void fetch_utf8(void)
{
	fetch_forged("__", "\303\050");
}

/* From where no document can be. */
static void fetch_file(void)
{
	fetch_forged("https://a.org/", "file:///etc/pw");
}

static void fetch_password(void)
{
	fetch_forged("https://a.org/", "https://a@b.o/");
}

static void fetch_form(void)
{
	fetch_forged("https://a.org/", "HTTPS://a.org/");
}

/* From where nobody is led by a server that is asked by https, from outside. */
static void fetch_downgrade(void)
{
	fetch_forged("https://a.org/", "http://a.orgg/");
}

static void fetch_inside(void)
{
	fetch_forged("https://a.org/", "https://[::1]/");
}

static void fetch_number(int which, uint64_t n)
{
	struct buf b;

	put_head(&b, "text/html");
	forge_number(&b, HELLO_SIZE, which, n);
	put(&b);
	hang();
}

static void fetch_status(void)
{
	fetch_number(0, 101);
}

static void fetch_length(void)
{
	fetch_number(1, UINT64_MAX - 1);
}

static void fetch_permanent(void)
{
	fetch_number(5, 2);
}

/* More bytes than any line carries. */
static void fetch_count(void)
{
	struct wire_end end = {.whole = 1};
	struct buf b;
	size_t at;

	put_head(&b, "text/html");
	at = b.len;
	wire_put(&b, WIRE_END, 1, &end, NULL);
	forge_number(&b, at, 3, UINT64_MAX);
	put(&b);
	hang();
}

static void fetch_both(void)
{
	struct wire_end end = {.whole = 1};
	struct buf b;
	size_t at;

	put_head(&b, "text/html");
	at = b.len;
	wire_put(&b, WIRE_END, 1, &end, NULL);
	forge_number(&b, at, 5, 3);
	put(&b);
	hang();
}

static void fetch_twice(void)
{
	struct wire_end end = {.whole = 1, .text = ""};
	struct buf b;

	put_head(&b, "text/html");
	wire_put(&b, WIRE_END, 1, &end, NULL);
	wire_put(&b, WIRE_END, 1, &end, NULL);
	put(&b);
	hang();
}

/* Cut off at a limit that nobody set. */
static void fetch_limited(void)
{
	struct wire_end end = {.limited = 1};
	struct buf b;

	put_head(&b, "text/html");
	wire_put(&b, WIRE_END, 1, &end, NULL);
	put(&b);
	hang();
}

/* A piece that ends before it begins. */
static void fetch_piece(void)
{
	struct buf b;

	put_head(&b, "text/html");
	forge_number(&b, HELLO_SIZE, 0, 206);
	forge_number(&b, HELLO_SIZE, 2, 9);
	forge_number(&b, HELLO_SIZE, 3, 5);
	put(&b);
	hang();
}

static void fetch_dies_midway(void)
{
	struct buf b;

	put_head(&b, "text/html");
	wire_put_body(&b, 1, "half ", 5);
	put(&b);
	raise(SIGKILL);
}

/* Leaves as one does that was idle, without reading what was asked. */
static void fetch_leaves(void)
{
	struct buf b;

	hello(&b);
	put(&b);
	exit(0);
}

static const struct {
	const char *name;
	void (*do_it)(void);
} ways[] = {
	{"die", die},
	{"crash", crash},
	{"quit", quit},
	{"late", late},
	{"large", large},
	{"hang", hang},
	{"rubbish", rubbish},
	{"half", half},
	{"silent", silent},
	{"flood", flood},
	{"linger", linger},
	{"deaf", deaf},
	{"fetch-rubbish", fetch_rubbish},
	{"fetch-version", fetch_version},
	{"fetch-order", fetch_order},
	{"fetch-escape", fetch_escape},
	{"fetch-c1", fetch_c1},
	{"fetch-utf8", fetch_utf8},
	{"fetch-file", fetch_file},
	{"fetch-password", fetch_password},
	{"fetch-form", fetch_form},
	{"fetch-downgrade", fetch_downgrade},
	{"fetch-inside", fetch_inside},
	{"fetch-status", fetch_status},
	{"fetch-length", fetch_length},
	{"fetch-permanent", fetch_permanent},
	{"fetch-count", fetch_count},
	{"fetch-both", fetch_both},
	{"fetch-limited", fetch_limited},
	{"fetch-piece", fetch_piece},
	{"fetch-twice", fetch_twice},
	{"fetch-dies-midway", fetch_dies_midway},
	{"fetch-leaves", fetch_leaves},
};

int main(int argc, char **argv)
{
	const char *name = getenv("no_proxy");
	char *words[TOLD_WORDS + 1];

	argc = told_read(argc, argv, words);
	for (int i = 1; i + 1 < argc; i++)
		if (!strcmp(words[i], "--name"))
			name = words[i + 1];
	for (size_t i = 0; name && i < sizeof ways / sizeof ways[0]; i++)
		if (!strcmp(ways[i].name, name))
			ways[i].do_it();
	return 0;
}
