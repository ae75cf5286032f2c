/*
 * origin_int: what origin.c (the server and its general manners) and origin_un.c
 * (those of the UN's access API) share.
 */
#ifndef PALAIS_TESTS_ORIGIN_INT_H
#define PALAIS_TESTS_ORIGIN_INT_H

#include "model/buf.h"
#include "tests/origin.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

struct origin {
	struct MHD_Daemon *daemon;
	char *root, *certificate, *key;
	FILE *log_file;
	struct buf log;
	int port, drip_ms, flaky;
	int busy, under_way; /* of the access API: refusals given, requests being answered */
	bool stopping;
	pthread_mutex_t lock; /* log, flaky, busy, under_way, stopping */
	pthread_cond_t stop;
};

struct query {
	struct origin *origin;
	struct MHD_Connection *connection;
	const char *url;   /* decoded path */
	const char *tail;  /* what follows the behaviour's name: "/3" */
	const char *query; /* after '?', or "" */
};

enum MHD_Result origin_answer(const struct query *q, int status, struct MHD_Response *r);
struct MHD_Response *origin_body_of(const void *bytes, size_t len, const char *type);
enum MHD_Result origin_send_page(const struct query *q, int status);
enum MHD_Result origin_send_to(const struct query *q, const char *location);
/* The whole file, or NULL; the caller frees it. */
char *origin_read_file(const char *path, size_t *len, time_t *modified);
/* Waits so long, or until the origin stops: then false. */
bool origin_nap(struct origin *o, int ms);

enum MHD_Result origin_un_access(const struct query *q);
enum MHD_Result origin_un_doc(const struct query *q);

#endif
