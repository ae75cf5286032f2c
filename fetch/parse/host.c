/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/parse/host.h"

#include "fetch/seal/seal.h"
#include "fetch/wire/host.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef PALAIS_COVERAGE
#include <gcov.h>
#endif

#define CHILDREN_MOST 64
#define ARGUMENTS_MOST 32

struct running {
	pid_t pid; /* 0: a free place */
	uint32_t number;
	bool cancelled;
};

struct host_state {
	struct running running[CHILDREN_MOST];
	size_t count;
	pid_t self;
	bool ending; /* a child was ended by a signal: no other is made */
	host_work *work;
	sigset_t waiting; /* the signals that are held back while it waits */
};

/* -- a child --------------------------------------------------------------------- */

/* Copies of the two descriptors as 0 and 1, and nothing else open. */
static bool take_descriptors(const int fds[2])
{
	/* the socket is 0 and 1 until now; what was received lies above */
	if (dup2(fds[0], STDIN_FILENO) < 0 || dup2(fds[1], STDOUT_FILENO) < 0)
		return false;
	seal_close_others();
	return true;
}

/* At once: what its host has prepared is not the child's to end. */
static _Noreturn void end_child(int status)
{
#ifdef PALAIS_COVERAGE
	__gcov_dump();
#endif
	_exit(status);
}

static void be_child(const struct host_state *h, int argc, char **argv, const int fds[2])
{
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (getppid() != h->self || !take_descriptors(fds))
		_exit(1);
	end_child(h->work(argc, argv));
}

/* -- what is asked ----------------------------------------------------------------- */

static void tell(const struct host_state *h, enum host_reply reply, uint32_t number, int status)
{
	struct host_answer answer = {reply, number, status, h->ending};

	/* a few bytes a document: there is room, or nobody who reads it */
	if (send(STDIN_FILENO, &answer, sizeof answer, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
		_exit(1);
}

static struct running *place(struct host_state *h, pid_t pid)
{
	for (size_t i = 0; i < CHILDREN_MOST; i++)
		if (h->running[i].pid == pid)
			return &h->running[i];
	return NULL;
}

static void start(struct host_state *h, uint32_t number, char *words, size_t len, const int fds[2])
{
	struct running *r = place(h, 0);
	char *argv[ARGUMENTS_MOST + 1] = {NULL};
	pid_t pid;
	int argc = 0;

	if (!r || h->ending) {
		tell(h, HOST_REFUSED, number, 0);
		return;
	}
	tell(h, HOST_TAKEN, number, 0);
	for (char *w = words; w < words + len && argc < ARGUMENTS_MOST; w += strlen(w) + 1)
		argv[argc++] = w;
	pid = fork();
	if (pid == 0)
		be_child(h, argc, argv, fds);
	if (pid < 0) {
		tell(h, HOST_ENDED, number, 1 << 8);
		return;
	}
	*r = (struct running){pid, number, false};
	h->count++;
}

static void cancel(struct host_state *h, uint32_t number)
{
	for (size_t i = 0; i < CHILDREN_MOST; i++)
		if (h->running[i].pid && h->running[i].number == number) {
			h->running[i].cancelled = true;
			kill(h->running[i].pid, SIGKILL);
		}
}

/* The descriptors that came with a message; -1 for none. */
static void find_descriptors(struct msghdr *message, int fds[2])
{
	struct cmsghdr *c = CMSG_FIRSTHDR(message);

	fds[0] = fds[1] = -1;
	if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS &&
	    c->cmsg_len == CMSG_LEN(2 * sizeof(int)))
		memcpy(fds, CMSG_DATA(c), 2 * sizeof(int));
}

/* One message; false when there will be none any more. */
static bool hear(struct host_state *h)
{
	static char bytes[HOST_MESSAGE + 1];
	union {
		struct cmsghdr align;
		char room[CMSG_SPACE(2 * sizeof(int))];
	} control;
	struct iovec piece = {bytes, HOST_MESSAGE};
	struct msghdr message = {.msg_iov = &piece,
	                         .msg_iovlen = 1,
	                         .msg_control = control.room,
	                         .msg_controllen = sizeof control.room};
	struct host_request request;
	ssize_t n = recvmsg(STDIN_FILENO, &message, MSG_CMSG_CLOEXEC);
	int fds[2];

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (n < (ssize_t)sizeof request || message.msg_flags & (MSG_TRUNC | MSG_CTRUNC))
		return false;
	bytes[n] = '\0';
	find_descriptors(&message, fds);
	memcpy(&request, bytes, sizeof request);
	if (request.word == HOST_CANCEL)
		cancel(h, request.number);
	else if (fds[0] >= 0)
		start(h, request.number, bytes + sizeof request, (size_t)n - sizeof request, fds);
	for (int i = 0; i < 2; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return true;
}

/* -- waiting ------------------------------------------------------------------------ */

static void reap(struct host_state *h)
{
	struct running *r;
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		r = place(h, pid);
		if (!r)
			continue;
		/* its addresses are those of the next one, and somebody has found a way to
		 * look for them */
		h->ending = h->ending || (WIFSIGNALED(status) && !r->cancelled);
		h->count--;
		tell(h, HOST_ENDED, r->number, status);
		*r = (struct running){0};
	}
}

static void on_child(int signal)
{
	(void)signal;
}

static void loop(struct host_state *h, int rest_ms)
{
	const struct timespec rest = {rest_ms / 1000, rest_ms % 1000 * 1000000L};
	struct pollfd socket = {.fd = STDIN_FILENO, .events = POLLIN};

	while (!h->ending || h->count) {
		int n = ppoll(&socket, 1, h->count ? NULL : &rest, &h->waiting);

		reap(h);
		if (n == 0 && !h->count)
			return;
		if (n > 0 && !hear(h))
			return;
	}
}

int host_run(int rest_ms, host_work *work)
{
	struct host_state h = {.work = work, .self = getpid()};
	struct sigaction action = {.sa_handler = on_child};
	sigset_t child;
	struct err err;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, &h.waiting);
	sigdelset(&h.waiting, SIGCHLD);
	sigaction(SIGCHLD, &action, NULL);
	/* a child that nobody listens to any more has not been led astray */
	signal(SIGPIPE, SIG_IGN);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (seal_host(&err) < 0)
		return 1;
	loop(&h, rest_ms);
	return 0;
}
