/* SPDX-License-Identifier: ISC */
/*
 * listed: a list of downloads as tests have it, in a store of its own, with hosts on loopback;
 * set up anew for each test. press.example, news.example and the UN's are one origin, whose
 * files the tests write; at dead.example nobody listens.
 */
#ifndef PALAIS_TESTS_FETCH_LISTED_H
#define PALAIS_TESTS_FETCH_LISTED_H

#include "fetch/acquire/internal.h"
#include "tests/lib/check.h"
#include "tests/lib/origin.h"

/* When a test begins. */
#define NOW 1790000000

struct listed {
	struct origin *origin;
	struct stores *stores;
	struct store *store;
	struct client *client;
	struct acquire *list;
	char dir[64], path[100];
	struct acquire_event end; /* the last one, */
	char why[600];            /* and why */
	unsigned ends[JOB_CANCELLED + 1];
};

extern struct listed listed;

int listed_set_up(void **state);
int listed_tear_down(void **state);
#define TEST(f) cmocka_unit_test_setup_teardown(f, listed_set_up, listed_tear_down)

void listed_clock(int64_t seconds); /* UTC */
/* As in the next run of the program. */
void listed_begin_anew(void);
/* What a host has: a file, a page of so many bytes, a feed; headers: lines that it is sent with,
 * or NULL. */
void listed_write_file(const char *name, const char *text);
void listed_write_page(const char *name, size_t size, const char *headers);
void listed_write_feed(const char *name, const char *headers);

/* Puts one on the list: its id. */
int listed_add(enum job_kind kind, const char *what);
int listed_add_sized(enum job_kind kind, const char *what, uint64_t bytes);
/* Waits until nothing is left to be done. */
void listed_run(void);
enum job_state listed_state_of(int id);
uint64_t listed_spent(void); /* bytes, both ways */

/* How many requests in the origin's log begin so; and the line of the first of them, which
 * fails when there is none. 0 is the first line. */
int listed_asked(const char *begins);
int listed_line_of(const char *begins);

#endif
