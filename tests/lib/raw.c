/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/raw.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct raw {
	const struct raw_answer *answers;
	size_t count;
	int fd, port;
	atomic_int taken;
	pthread_t thread;
};

static void answer(const struct raw *r, int fd)
{
	char request[16384] = "";
	size_t len = 0, which;
	ssize_t n;

	while (len < sizeof request - 1 && !strstr(request, "\r\n\r\n")) {
		n = recv(fd, request + len, sizeof request - 1 - len, 0);
		if (n <= 0)
			return;
		len += (size_t)n;
		request[len] = '\0';
	}
	/* a proxy is asked otherwise */
	which = !strncmp(request, "CONNECT ", 8) ? 0
	        : strncmp(request, "GET /", 5)   ? r->count
	                                         : (size_t)atoi(request + 5);
	if (which < r->count)
		(void)!send(fd, r->answers[which].bytes, r->answers[which].len, MSG_NOSIGNAL);
	/* so that what was sent is read before the connection is torn down */
	shutdown(fd, SHUT_WR);
	while (recv(fd, request, sizeof request, 0) > 0)
		;
}

static void *run(void *at)
{
	struct raw *r = at;
	int fd;

	while ((fd = accept4(r->fd, NULL, NULL, SOCK_CLOEXEC)) >= 0) {
		r->taken++;
		answer(r, fd);
		close(fd);
	}
	return NULL;
}

struct raw *raw_start(const struct raw_answer *answers, size_t count)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof at;
	struct raw *r = calloc(1, sizeof *r);

	if (!r)
		return NULL;
	r->answers = answers;
	r->count = count;
	r->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (r->fd >= 0 && !bind(r->fd, (struct sockaddr *)&at, sizeof at) && !listen(r->fd, 16) &&
	    !getsockname(r->fd, (struct sockaddr *)&at, &len) &&
	    !pthread_create(&r->thread, NULL, run, r)) {
		r->port = ntohs(at.sin_port);
		return r;
	}
	if (r->fd >= 0)
		close(r->fd);
	free(r);
	return NULL;
}

void raw_stop(struct raw *r)
{
	if (!r)
		return;
	shutdown(r->fd, SHUT_RDWR);
	pthread_join(r->thread, NULL);
	close(r->fd);
	free(r);
}

int raw_port(const struct raw *r)
{
	return r->port;
}

int raw_taken(struct raw *r)
{
	return r->taken;
}
