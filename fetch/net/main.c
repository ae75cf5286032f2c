/* SPDX-License-Identifier: ISC */
/*
 * palais-fetch: asks servers on behalf of palais, which has no network.
 *
 * Requests come on standard input and answers go to standard output, as
 * messages of fetch/wire/wire.h. Before it reads the first it seals itself. Started with
 * --public it asks no host near this machine, whatever they say. It ends when its
 * standard input does, when it has had nothing to do for IDLE_MS, and when the network has
 * become another, of which it may not read.
 */
#include "config.h"

#include "fetch/net/transfer.h"
#include "fetch/seal/seal.h"
#include "fetch/wire/told.h"
#include "fetch/wire/wire.h"
#include "model/base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* So long a connection is worth keeping for the next request. */
#define IDLE_MS 60000
/* Body bytes are taken from curl only while less than this waits to be
 * written; heads and ends always fit beside it. */
#define OUT_SOFT (64u * 1024)
#define OUT_HARD (16u << 20)

struct session {
	struct transfers *transfers;
	struct wire_reader in;
	struct buf out;
	size_t written; /* of out */
	bool greeted;   /* the other side's hello came */
	bool refused;   /* curl was told to wait with a body */
	struct stat resolver;
};

#define RESOLVER "/etc/resolv.conf"

/* -- answers ------------------------------------------------------------- */

static int on_head(void *owner, uint32_t id, const char *url, bool permanent,
                   const struct answer *a, struct err *err)
{
	struct session *s = owner;
	struct wire_head head;

	answer_head(a, url, permanent, &head);
	return wire_put(&s->out, WIRE_HEAD, id, &head, err);
}

static bool on_body(void *owner, uint32_t id, const char *bytes, size_t len)
{
	struct session *s = owner;

	if (s->out.len - s->written >= OUT_SOFT) {
		s->refused = true;
		return false;
	}
	for (size_t n; len; bytes += n, len -= n) {
		n = len < WIRE_PAYLOAD_MAX ? len : WIRE_PAYLOAD_MAX;
		wire_put_body(&s->out, id, bytes, n);
	}
	return true;
}

static void on_end(void *owner, uint32_t id, const struct transfer_end *e)
{
	struct session *s = owner;
	struct wire_end end = {
		.whole = e->whole,
		.limited = e->limited,
		.overrun = e->overrun,
		.down = e->down,
		.up = e->up,
		.code = (uint64_t)e->err.code,
		.text = e->err.text,
	};

	if (wire_put(&s->out, WIRE_END, id, &end, NULL) == 0)
		return;
	/* counts that cannot be, then: all but the failure is left out */
	end = (struct wire_end){.code = ERR_FAILED, .text = end.text};
	wire_put(&s->out, WIRE_END, id, &end, NULL);
}

static const struct transfer_ops ops = {on_head, on_body, on_end};

/* -- requests ------------------------------------------------------------ */

static int take_hello(struct session *s, const struct wire_message *m, struct err *err)
{
	struct wire_hello hello;

	if (wire_get_values(m, &hello, err))
		return -1;
	if (s->greeted || hello.version != WIRE_VERSION)
		return err_set(err, ERR_FAILED, "palais speaks another version of the wire");
	s->greeted = true;
	return 0;
}

static int take_get(struct session *s, const struct wire_message *m, struct err *err)
{
	struct transfer_request request;
	struct wire_get get;

	if (wire_get_values(m, &get, err))
		return -1;
	if (!get.url || transfers_has(s->transfers, m->id))
		return err_set(err, ERR_FAILED, "message refused: a get without address or anew");
	request = (struct transfer_request){
		.id = m->id,
		.url = get.url,
		.etag = get.etag,
		.last_modified = get.last_modified,
		.languages = get.languages,
		.mirrors = get.mirrors,
		.encoding = get.encoding,
		.if_range = get.if_range,
		.named_by = get.named_by,
		.from = get.from,
		.limit = get.limit,
		.closed = get.closed,
		.loose = get.loose,
		.head_only = get.head_only,
		.max_bytes = get.max_bytes,
		.deadline_ms = get.deadline_ms,
		.window = get.limit && !get.loose ? WIRE_WINDOW_LIMITED : WIRE_WINDOW,
	};
	return transfers_get(s->transfers, &request, err);
}

static int take_cancel(struct session *s, const struct wire_message *m, struct err *err)
{
	if (wire_get_values(m, NULL, err))
		return -1;
	transfers_cancel(s->transfers, m->id);
	return 0;
}

static int take_more(struct session *s, const struct wire_message *m, struct err *err)
{
	struct wire_more more;

	if (wire_get_values(m, &more, err))
		return -1;
	transfers_more(s->transfers, m->id, more.bytes);
	return 0;
}

static int (*const takers[])(struct session *, const struct wire_message *, struct err *) = {
	[WIRE_HELLO] = take_hello, [WIRE_GET] = take_get, [WIRE_CANCEL] = take_cancel,
	[WIRE_MORE] = take_more,   [WIRE_RECORD] = NULL, /* and those between: palais sends none */
};

/* Reads once and does what the messages say: 1, 0 at the end, -1. */
static int take_requests(struct session *s, struct err *err)
{
	struct wire_message m;
	long n = wire_read(&s->in, STDIN_FILENO);
	int got;

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return 1;
	if (n <= 0)
		return 0;
	while ((got = wire_next(&s->in, &m, err)) > 0) {
		if (!takers[m.type] || (!s->greeted && m.type != WIRE_HELLO))
			return err_set(err, ERR_FAILED, "message refused: not from palais");
		if (takers[m.type](s, &m, err))
			return -1;
	}
	return got < 0 ? -1 : 1;
}

/* What was written goes, once that is worth a copy. */
static void forget_written(struct session *s)
{
	if (s->written < OUT_SOFT && s->written < s->out.len)
		return;
	memmove(s->out.bytes, s->out.bytes + s->written, s->out.len - s->written);
	buf_cut(&s->out, s->out.len - s->written);
	s->written = 0;
}

/* Writes what the pipe takes: 0, or -1 when nobody reads it any more. */
static int write_out(struct session *s)
{
	while (s->written < s->out.len) {
		ssize_t n =
			write(STDOUT_FILENO, s->out.bytes + s->written, s->out.len - s->written);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN)
			return -1;
		if (n < 0)
			break;
		s->written += (size_t)n;
	}
	forget_written(s);
	if (s->refused && s->out.len < OUT_SOFT) {
		s->refused = false;
		transfers_resume(s->transfers);
	}
	return 0;
}

/* -- the seal ------------------------------------------------------------ */

/* What may be read beside the files of name service: where certificates are. */
static int seal(struct seal_layers *layers, struct err *err)
{
	const char *files[TRANSFER_FILES + 1];

	/* each thread that finds a name would set 64 MiB of addresses aside */
#ifdef HAVE_MALLOPT
	mallopt(M_ARENA_MAX, 2);
#endif
	transfers_files(files);
	return seal_fetch(layers, files, err);
}

static int print_layers(void)
{
	struct seal_layers layers;
	struct err err = {0};
	char text[200];
	int n;

	if (seal(&layers, &err)) {
		fprintf(stderr, "palais-fetch: %s\n", err.text);
		return ERR_FAILED;
	}
	n = seal_print(&layers, text, sizeof text);
	return write(STDOUT_FILENO, text, (size_t)n) != n;
}

/* Whether the names of servers were written anew since the seal was closed: what was put in
 * the file's place is not among what may be read. */
static bool resolver_is_other(const struct session *s)
{
	struct stat now;

	return stat(RESOLVER, &now) == 0 &&
	       (now.st_ino != s->resolver.st_ino || now.st_dev != s->resolver.st_dev);
}

/* -- the loop ------------------------------------------------------------ */

static int run(struct session *s, struct err *err)
{
	int64_t idle_since = clock_ms();

	for (;;) {
		struct pollfd fds[2] = {{.fd = STDIN_FILENO, .events = POLLIN},
		                        {.fd = STDOUT_FILENO, .events = POLLOUT}};
		int64_t wait = 3600000;
		int more;

		transfers_perform(s->transfers);
		if (!buf_ok(&s->out))
			return err_set(err, ERR_FAILED, "out of memory");
		if (write_out(s))
			return 0;
		if (transfers_count(s->transfers))
			idle_since = clock_ms();
		else
			wait = IDLE_MS - (clock_ms() - idle_since);
		if (wait <= 0)
			return 0;
		if (transfers_poll(s->transfers, fds, s->out.len ? 2 : 1, (int)wait, err))
			return -1;
		/* what it is asked now is asked of a fresh one */
		if (!transfers_count(s->transfers) && resolver_is_other(s))
			return 0;
		if (fds[0].revents) {
			more = take_requests(s, err);
			if (more <= 0)
				return more;
		}
	}
}

static int serve(bool public_only, struct err *err)
{
	struct session s = {0};
	struct wire_hello hello = {WIRE_VERSION};
	struct seal_layers layers;
	int rc = -1;

	wire_reader_init(&s.in);
	buf_init(&s.out, OUT_HARD);
	s.transfers = transfers_new(&ops, public_only, &s, err);
	(void)stat(RESOLVER, &s.resolver);
	if (s.transfers && seal(&layers, err) == 0) {
		wire_put(&s.out, WIRE_HELLO, 0, &hello, NULL);
		rc = run(&s, err);
	}
	transfers_free(s.transfers);
	buf_done(&s.out);
	wire_reader_done(&s.in);
	return rc;
}

#ifdef PALAIS_ASAN
/* A leak check stops the process by ptrace, which the seal refuses. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

int main(int argc, char **argv)
{
	char *words[TOLD_WORDS + 1];
	struct err err = {0};
	bool public_only;
	int flags;

	argc = told_read(argc, argv, words);
	argv = words;
	public_only = argc == 2 && !strcmp(argv[1], "--public");
	if (argc == 2 && !strcmp(argv[1], "--version")) {
		printf("palais-fetch %s\n%s\n", PACKAGE_VERSION, transfers_library());
		return 0;
	}
	if (argc == 2 && !strcmp(argv[1], "--layers"))
		return print_layers();
	if (argc > 1 && !public_only) {
		fputs("usage: palais-fetch [--public | --version | --layers]\n"
		      "It is started by palais, and speaks to it alone: palais(1).\n",
		      stderr);
		return ERR_USAGE;
	}
	seal_close_others();
	/* libcurl takes the names of hosts to be in the locale's character set;
	 * ours are UTF-8, whatever the reader's locale. */
	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	flags = fcntl(STDOUT_FILENO, F_GETFL);
	if (flags < 0 || fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK)) {
		perror("palais-fetch: standard output");
		return ERR_FAILED;
	}
	if (serve(public_only, &err)) {
		fprintf(stderr, "palais-fetch: %s\n", err.text);
		return ERR_FAILED;
	}
	return 0;
}
