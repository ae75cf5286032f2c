/* SPDX-License-Identifier: ISC */
/*
 * bad_helper: stands for palais-parse or palais-fetch gone wrong. As a parser
 * its --name says how, as palais-fetch $BAD_FETCH does.
 */
#include "config.h"

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
	struct wire_head head = {
		.status = 200, .length = 10, .url = "https://a.org/", .type = type};

	hello(b);
	wire_put(b, WIRE_HEAD, 1, &head, NULL);
}

/* A head that would steer a terminal. */
static void fetch_escape(void)
{
	struct buf b;

	put_head(&b, "text/\033[2Jhtml");
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
	struct wire_head head = {.status = 206,
	                         .length = 10,
	                         .first = 9,
	                         .last = 5,
	                         .total = UINT64_MAX,
	                         .url = "https://a.org/"};
	struct buf b;

	hello(&b);
	wire_put(&b, WIRE_HEAD, 1, &head, NULL);
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
	{"fetch-limited", fetch_limited},
	{"fetch-piece", fetch_piece},
	{"fetch-twice", fetch_twice},
	{"fetch-dies-midway", fetch_dies_midway},
	{"fetch-leaves", fetch_leaves},
};

int main(int argc, char **argv)
{
	const char *name = getenv("BAD_FETCH");

	for (int i = 1; i + 1 < argc; i++)
		if (!strcmp(argv[i], "--name"))
			name = argv[i + 1];
	for (size_t i = 0; name && i < sizeof ways / sizeof ways[0]; i++)
		if (!strcmp(ways[i].name, name))
			ways[i].do_it();
	return 0;
}
