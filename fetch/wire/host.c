/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/wire/host.h"

#include "fetch/wire/child.h"
#include "model/base/clock.h"
#include "model/base/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_MOST 32 /* of what is asked */

struct end {
	uint32_t number;
	int status;
};

/* What was not taken yet: descriptors of its own, and the message. */
struct asking {
	uint32_t number;
	bool refused;
	int fds[2];
	char *bytes;
	size_t len;
};

struct host_process {
	pid_t pid;
	const char *path;     /* of the host, which outlives what waits */
	bool answered;        /* it is a host */
	int socket;           /* -1: it has gone */
	bool last;            /* it ends: no more is asked of it */
	bool left;            /* no host has it any more, but who waits for its children */
	size_t children;      /* whose owners have not heard of their ends */
	VEC(struct end) ends; /* that came while another was waited for */
	VEC(struct asking) waiting;
};

struct host {
	char *path;
	const char *option; /* or NULL */
	int rest_ms;
	uint32_t asked; /* the number of the last */
	bool broken;    /* its program is no host */
	struct host_process *now;
};

/* -- a process ------------------------------------------------------------------- */

static void process_end(struct host_process *p)
{
	int status;

	if (p->socket >= 0)
		close(p->socket);
	p->socket = -1;
	if (p->pid <= 0)
		return;
#ifdef PALAIS_COVERAGE /* but what it has reached */
	child_moment(p->pid);
#endif
	/* it asks to die with us, and has nothing to lose */
	kill(p->pid, SIGKILL);
	while (waitpid(p->pid, &status, 0) < 0 && errno == EINTR)
		;
	p->pid = 0;
}

static void drop_asking(struct host_process *p, size_t index)
{
	struct asking *a = &p->waiting.at[index];

	close(a->fds[0]);
	close(a->fds[1]);
	free(a->bytes);
	*a = p->waiting.at[--p->waiting.count];
}

static void process_drop(struct host_process *p)
{
	if (!p || !p->left || p->children)
		return;
	process_end(p);
	for (size_t i = p->waiting.count; i-- > 0;)
		drop_asking(p, i);
	vec_done(&p->waiting);
	vec_done(&p->ends);
	free(p);
}

static struct host_process *process_new(const struct host *h)
{
	char rest[16];
	const char *const argv[] = {"palais-parse", HOST_OPTION, rest, h->option, NULL};
	struct host_process *p = calloc(1, sizeof *p);
	int ends[2], rc;

	if (!p)
		return NULL;
	p->socket = -1;
	p->path = h->path;
	snprintf(rest, sizeof rest, "%d", h->rest_ms);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) {
		free(p);
		return NULL;
	}
	/* above what is standard, as child_spawn wants it */
	for (int i = 0; i < 2; i++) {
		int high = fcntl(ends[i], F_DUPFD_CLOEXEC, 3);

		close(ends[i]);
		ends[i] = high;
	}
	rc = ends[0] < 0 || ends[1] < 0 ? EMFILE
	                                : child_spawn(&p->pid, h->path, argv, ends[1], ends[1]);
	if (ends[1] >= 0)
		close(ends[1]);
	p->socket = ends[0];
	if (!rc)
		return p;
	p->pid = 0;
	p->left = true;
	process_drop(p);
	return NULL;
}

/* -- what is said to it, and what it tells
 * ------------------------------------------------------------------ */

static bool send_all(int socket, void *bytes, size_t len, const int *fds)
{
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(2 * sizeof(int))];
	} control = {0};
	struct iovec piece = {bytes, len};
	struct msghdr message = {.msg_iov = &piece, .msg_iovlen = 1};
	struct cmsghdr *c;
	ssize_t n;

	if (fds) {
		message.msg_control = control.room;
		message.msg_controllen = sizeof control.room;
		c = CMSG_FIRSTHDR(&message);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(2 * sizeof(int));
		memcpy(CMSG_DATA(c), fds, 2 * sizeof(int));
	}
	do
		n = sendmsg(socket, &message, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)len;
}

static size_t find_asking(const struct host_process *p, uint32_t number)
{
	size_t i = 0;

	while (i < p->waiting.count && p->waiting.at[i].number != number)
		i++;
	return i;
}

static void note(struct host_process *p, uint32_t number, bool taken)
{
	size_t i = find_asking(p, number);

	if (i == p->waiting.count)
		return;
	p->waiting.at[i].refused = true;
	if (taken)
		drop_asking(p, i);
}

/* Takes one answer, waiting so long for it: false when none came, or none will. */
static bool hear(struct host_process *p, int milliseconds)
{
	struct pollfd fd = {.fd = p->socket, .events = POLLIN};
	struct host_answer answer;
	struct end end;
	ssize_t n;

	if (p->socket < 0 || poll(&fd, 1, milliseconds) <= 0)
		return false;
	n = recv(p->socket, &answer, sizeof answer, MSG_DONTWAIT);
	if (n != sizeof answer) {
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return true;
		close(p->socket);
		p->socket = -1;
		p->last = true;
		return false;
	}
	p->last = p->last || answer.last;
	p->answered = true;
	if (answer.reply != HOST_ENDED) {
		note(p, answer.number, answer.reply == HOST_TAKEN);
		return true;
	}
	end = (struct end){answer.number, answer.status};
	(void)vec_push(&p->ends, end);
	return true;
}

static bool take_end(struct host_process *p, uint32_t number, int *status)
{
	for (size_t i = 0; i < p->ends.count; i++)
		if (p->ends.at[i].number == number) {
			*status = p->ends.at[i].status;
			p->ends.at[i] = p->ends.at[--p->ends.count];
			return true;
		}
	return false;
}

/* One whose owner waits no more. When nobody waits, what was told is for nobody. */
static void lose_child(struct host_process *p)
{
	if (!--p->children)
		p->ends.count = 0;
	process_drop(p);
}

/* -- asking --------------------------------------------------------------------------- */

static size_t put_words(char *out, size_t len, const char *const *argv)
{
	for (; *argv; argv++) {
		size_t n = strlen(*argv) + 1;

		if (n > HOST_MESSAGE - len)
			return 0;
		memcpy(out + len, *argv, n);
		len += n;
	}
	return len;
}

struct host *host_new(const char *path, const char *option, int rest_ms)
{
	struct host *h = calloc(1, sizeof *h);

	if (h && !(h->path = strdup(path))) {
		free(h);
		return NULL;
	}
	if (h) {
		h->option = option;
		h->rest_ms = rest_ms;
	}
	return h;
}

static void leave(struct host *h)
{
	if (!h->now)
		return;
	h->now->left = true;
	process_drop(h->now);
	h->now = NULL;
}

void host_free(struct host *h)
{
	if (!h)
		return;
	leave(h);
	free(h->path);
	free(h);
}

/* A process that can be asked, another one if that which is there has ended or will. */
static struct host_process *process_of(struct host *h)
{
	while (h->now && hear(h->now, 0))
		;
	if (h->now && h->now->last) {
		h->broken = h->broken || !h->now->answered;
		leave(h);
	}
	if (!h->now && !h->broken)
		h->now = process_new(h);
	return h->now;
}

/* Keeps what is asked until it is taken. */
static bool keep(struct host_process *p, uint32_t number, const char *bytes, size_t len,
                 const int fds[2])
{
	struct asking a = {.number = number, .bytes = malloc(len), .len = len};

	for (int i = 0; i < 2; i++)
		a.fds[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, 3);
	if (a.bytes)
		memcpy(a.bytes, bytes, len);
	if (a.bytes && a.fds[0] >= 0 && a.fds[1] >= 0 && vec_push(&p->waiting, a) == 0)
		return true;
	for (int i = 0; i < 2; i++)
		if (a.fds[i] >= 0)
			close(a.fds[i]);
	free(a.bytes);
	return false;
}

static struct host_process *ask(struct host *h, uint32_t number, char *bytes, size_t len,
                                const int fds[2])
{
	/* one that has gone to rest meanwhile shows it now, and the next will not */
	for (int tries = 0; len && tries < 2; tries++) {
		struct host_process *p = process_of(h);

		if (!p)
			return NULL;
		if (!keep(p, number, bytes, len, fds))
			return NULL;
		if (send_all(p->socket, bytes, len, fds))
			return p;
		drop_asking(p, find_asking(p, number));
		p->last = true;
	}
	return NULL;
}

struct host_process *host_ask(struct host *h, const char *const *argv, int in, int out,
                              uint32_t *number)
{
	const int fds[2] = {in, out};
	struct host_request request = {HOST_START, ++h->asked};
	struct host_process *p;
	char *bytes;
	size_t len;

	if (h->asked == 1 || h->broken || !(bytes = malloc(HOST_MESSAGE)))
		return NULL;
	memcpy(bytes, &request, sizeof request);
	len = put_words(bytes, sizeof request, argv);
	p = ask(h, request.number, bytes, len, fds);
	free(bytes);
	if (p) {
		p->children++;
		*number = request.number;
	}
	return p;
}

/* -- while it waits ---------------------------------------------------------------------- */

int host_waits(const struct host_process *p, uint32_t number)
{
	size_t i = find_asking(p, number);

	return i < p->waiting.count && !p->waiting.at[i].refused ? p->socket : -1;
}

bool host_is_refused(const struct host_process *p, uint32_t number)
{
	size_t i = find_asking(p, number);

	return i < p->waiting.count && (p->waiting.at[i].refused || p->socket < 0);
}

/* The program itself with what was asked. */
static pid_t start_alone(const struct host_process *p, const struct asking *a)
{
	const char *argv[WORDS_MOST + 1] = {NULL}, *end = a->bytes + a->len;
	pid_t pid = 0;
	int n = 0;

	for (const char *w = a->bytes + sizeof(struct host_request); w < end && n < WORDS_MOST;
	     w += strlen(w) + 1)
		argv[n++] = w;
	return child_spawn(&pid, p->path, argv, a->fds[0], a->fds[1]) ? 0 : pid;
}

bool host_go_on(struct host_process *p, uint32_t number, pid_t *pid)
{
	size_t i;

	while (hear(p, 0))
		;
	if (!host_is_refused(p, number))
		return false;
	i = find_asking(p, number);
	*pid = start_alone(p, &p->waiting.at[i]);
	drop_asking(p, i);
	lose_child(p);
	return true;
}

/* -- ends ----------------------------------------------------------------------------------- */

bool host_wait(struct host_process *p, uint32_t number, int milliseconds, int *status)
{
	int64_t until = clock_ms() + milliseconds;

	while (!take_end(p, number, status)) {
		int64_t left = until - clock_ms();

		if (!hear(p, left > 0 ? (int)left : 0)) {
			if (p->socket >= 0)
				return false;
			*status = SIGKILL;
			break;
		}
	}
	lose_child(p);
	return true;
}

void host_leave(struct host_process *p, uint32_t number)
{
	int status;

	while (hear(p, 0))
		;
	/* what is told of it later is found by nobody, and goes with the process */
	take_end(p, number, &status);
	lose_child(p);
}

void host_forget(struct host_process *p, uint32_t number)
{
	struct host_request request = {HOST_CANCEL, number};
	size_t i = find_asking(p, number);
	int status;

	if (i < p->waiting.count)
		drop_asking(p, i);
	if (!take_end(p, number, &status) && p->socket >= 0)
		send_all(p->socket, &request, sizeof request, NULL);
	lose_child(p);
}
