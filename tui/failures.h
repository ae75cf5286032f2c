/* SPDX-License-Identifier: ISC */
/*
 * failures: downloads that failed, by host and cause: hundreds that failed for one reason are
 * one line, and are asked for again together. Knows the list of jobs alone.
 */
#ifndef PALAIS_TUI_FAILURES_H
#define PALAIS_TUI_FAILURES_H

#include "fetch/acquire/acquire.h"
#include "model/doc/document.h"

struct failure {
	struct job_info job; /* its strings are borrowed until the list changes */
	char host[80];       /* "" where several were asked */
	size_t first;        /* the index of the first that failed so: its own where it is that */
	size_t count;        /* and how many did, for that one */
};

struct failures {
	struct failure *at; /* the newest first */
	size_t count;
};

/* Reads the list (NULL: there is none): to be given back by failures_done. */
void failures_read(struct failures *f, const struct acquire *a);
void failures_done(struct failures *f);

/* Why a job failed or waits, without the address that its line shows anyway; "". Borrowed. */
const char *failure_words(const struct job_info *job);

/* Adds them to a page: what failed alone as a line with its reason, several under a heading
 * with host, number and reason. add: a line of the page; why is "" where the heading has it. */
void failures_add(const struct failures *f, struct doc_maker *m,
                  void (*add)(const struct job_info *job, const char *why, void *payload),
                  void *payload);

/* Asks again for all below the heading with that anchor: how many. */
size_t failures_retry(struct acquire *a, const char *anchor);

#endif
