/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/socks.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CLIENTS 32 /* over its life; a test has few */

enum reply { LED = 0, NO_CONNECTION = 5, NO_SUCH_HOST = 4, NO_SUCH_COMMAND = 7, NO_SUCH_KIND = 8 };

struct socks {
	int listener, port, to_port;
	char name[256];
	pthread_t thread, clients[CLIENTS];
	int fds[CLIENTS]; /* of the clients; for socks_stop to shut */
	size_t count;
	int led, refused;
	pthread_mutex_t lock; /* led, refused */
};

struct client {
	struct socks *socks;
	int fd;
};

static bool read_bytes(int fd, unsigned char *to, size_t len)
{
	while (len) {
		ssize_t n = recv(fd, to, len, 0);

		if (n <= 0)
			return false;
		to += n;
		len -= (size_t)n;
	}
	return true;
}

static bool write_bytes(int fd, const unsigned char *from, size_t len)
{
	while (len) {
		ssize_t n = send(fd, from, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		from += n;
		len -= (size_t)n;
	}
	return true;
}

/* "Version 5, and I can do without authentication": so be it. */
static bool greet(int fd)
{
	static const unsigned char plain[] = {5, 0};
	unsigned char head[2], methods[255];

	return read_bytes(fd, head, 2) && head[0] == 5 && read_bytes(fd, methods, head[1]) &&
	       memchr(methods, 0, head[1]) && write_bytes(fd, plain, 2);
}

/* Reads what is to be connected to; what is wrong with it, or LED. */
static enum reply take_request(const struct socks *s, int fd)
{
	unsigned char head[4], len, name[256], port[2];

	if (!read_bytes(fd, head, 4) || head[0] != 5 || head[1] != 1)
		return NO_SUCH_COMMAND;
	if (head[3] != 3)
		return NO_SUCH_KIND;
	if (!read_bytes(fd, &len, 1) || !read_bytes(fd, name, len) || !read_bytes(fd, port, 2))
		return NO_SUCH_COMMAND;
	name[len] = '\0';
	return strcmp((char *)name, s->name) ? NO_SUCH_HOST : LED;
}

static int connect_to(int port)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
	                         .sin_port = htons((uint16_t)port),
	                         .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to)) {
		close(fd);
		return -1;
	}
	return fd;
}

static bool pass(int from, int to)
{
	unsigned char bytes[4096];
	ssize_t n = recv(from, bytes, sizeof bytes, 0);

	return n > 0 && write_bytes(to, bytes, (size_t)n);
}

/* To and fro, until one of them hangs up. */
static void relay(int a, int b)
{
	struct pollfd fds[2] = {{.fd = a, .events = POLLIN}, {.fd = b, .events = POLLIN}};

	while (poll(fds, 2, -1) > 0) {
		if (fds[0].revents && !pass(a, b))
			return;
		if (fds[1].revents && !pass(b, a))
			return;
	}
}

static void serve(struct socks *s, int fd)
{
	unsigned char answer[10] = {5, 0, 0, 1};
	enum reply reply;
	int to = -1;

	if (!greet(fd))
		return;
	reply = take_request(s, fd);
	if (reply == LED && (to = connect_to(s->to_port)) < 0)
		reply = NO_CONNECTION;
	pthread_mutex_lock(&s->lock);
	s->led += reply == LED;
	s->refused += reply != LED;
	pthread_mutex_unlock(&s->lock);
	answer[1] = (unsigned char)reply;
	if (write_bytes(fd, answer, sizeof answer) && reply == LED)
		relay(fd, to);
	if (to >= 0)
		close(to);
}

/* The descriptor stays until socks_stop, which may shut it at any time. */
static void *run_client(void *at)
{
	struct client *c = at;

	serve(c->socks, c->fd);
	shutdown(c->fd, SHUT_RDWR);
	free(c);
	return NULL;
}

static void *run(void *at)
{
	struct socks *s = at;

	while (s->count < CLIENTS) {
		int fd = accept4(s->listener, NULL, NULL, SOCK_CLOEXEC);
		struct client *c = fd >= 0 ? malloc(sizeof *c) : NULL;

		if (!c)
			break;
		*c = (struct client){s, fd};
		s->fds[s->count] = fd;
		if (pthread_create(&s->clients[s->count], NULL, run_client, c)) {
			free(c);
			close(fd);
			break;
		}
		s->count++;
	}
	return NULL;
}

static bool listen_on(struct socks *s)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof at;

	s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (s->listener < 0 || bind(s->listener, (struct sockaddr *)&at, sizeof at) ||
	    listen(s->listener, 8) || getsockname(s->listener, (struct sockaddr *)&at, &len))
		return false;
	s->port = ntohs(at.sin_port);
	return true;
}

struct socks *socks_start(const char *name, int port)
{
	struct socks *s = calloc(1, sizeof *s);

	if (!s)
		return NULL;
	snprintf(s->name, sizeof s->name, "%s", name);
	s->to_port = port;
	pthread_mutex_init(&s->lock, NULL);
	if (listen_on(s) && !pthread_create(&s->thread, NULL, run, s))
		return s;
	if (s->listener >= 0)
		close(s->listener);
	free(s);
	return NULL;
}

void socks_stop(struct socks *s)
{
	if (!s)
		return;
	/* accept() returns when its socket is shut */
	shutdown(s->listener, SHUT_RDWR);
	pthread_join(s->thread, NULL);
	close(s->listener);
	for (size_t i = 0; i < s->count; i++)
		shutdown(s->fds[i], SHUT_RDWR);
	for (size_t i = 0; i < s->count; i++) {
		pthread_join(s->clients[i], NULL);
		close(s->fds[i]);
	}
	free(s);
}

int socks_port(const struct socks *s)
{
	return s->port;
}

int socks_led(struct socks *s)
{
	int n;

	pthread_mutex_lock(&s->lock);
	n = s->led;
	pthread_mutex_unlock(&s->lock);
	return n;
}

int socks_refused(struct socks *s)
{
	int n;

	pthread_mutex_lock(&s->lock);
	n = s->refused;
	pthread_mutex_unlock(&s->lock);
	return n;
}
