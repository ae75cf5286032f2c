/* SPDX-License-Identifier: ISC */
/*
 * origin_int: what origin.c (the server and its general manners), origin_range.c
 * (files, whole and in pieces) and origin_un.c (the UN's access API) share.
 */
#ifndef PALAIS_TESTS_LIB_ORIGIN_INT_H
#define PALAIS_TESTS_LIB_ORIGIN_INT_H

#include "model/base/buf.h"
#include "tests/lib/origin.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

/* How often an address was asked for. */
struct turn {
	struct turn *next;
	char name[300];
	int count;
};

struct origin {
	struct MHD_Daemon *daemon;
	char *root, *certificate, *key;
	FILE *log_file;
	struct buf log;
	int port, drip_ms, flaky;
	int busy, under_way; /* of the access API: refusals given, requests being answered */
	bool stopping;
	int opened; /* how many gates may be passed: /x/go opens one more */
	struct turn *turns;
	pthread_mutex_t lock; /* log, flaky, busy, under_way, stopping, turns */
	pthread_cond_t stop;
};

struct query {
	struct origin *origin;
	struct MHD_Connection *connection;
	const char *url;   /* decoded path */
	const char *tail;  /* what follows the behaviour's name: "/3" */
	const char *query; /* after '?', or "" */
	bool head;         /* HEAD, not GET */
};

/* A body that is sent as a file is: with validators, and in pieces. */
struct origin_file {
	char *bytes; /* taken over */
	size_t len;
	const char *type, *modified;
	const char *etag;    /* without its quotes */
	const char *manners; /* "weak,cut=500", or NULL */
	const char *path;    /* beside which its own headers are, or NULL */
};

/* Waits until so many gates are open; false when the server is stopped. */
bool origin_gate(struct origin *o, int gates);
enum MHD_Result origin_answer(const struct query *q, int status, struct MHD_Response *r);
struct MHD_Response *origin_body_of(const void *bytes, size_t len, const char *type);
enum MHD_Result origin_send_page(const struct query *q, int status);
enum MHD_Result origin_send_to(const struct query *q, const char *location);
/* The whole file, or NULL; the caller frees it. */
char *origin_read_file(const char *path, size_t *len, time_t *modified);
/* Waits so long, or until the origin stops: then false. */
bool origin_nap(struct origin *o, int ms);

/* Adds the header lines that stand beside a file; returns its status. */
int origin_own_headers(struct MHD_Response *r, const char *path);

enum MHD_Result origin_send_body(const struct query *q, const struct origin_file *f);
void origin_forget_turns(struct origin *o);
enum MHD_Result origin_range(const struct query *q);
enum MHD_Result origin_moved(const struct query *q);

enum MHD_Result origin_un_access(const struct query *q);
enum MHD_Result origin_un_doc(const struct query *q);

#endif
