/* SPDX-License-Identifier: ISC */
/*
 * session: one run of palais: its options, its stores, its helpers. What the
 * screen and the verbs share; knows neither of them.
 *
 * Stores and helpers are opened when they are first asked for, so that --help costs
 * neither, and a local file no store.
 */
#ifndef PALAIS_SESSION_SESSION_H
#define PALAIS_SESSION_SESSION_H

#include "model/base/err.h"
#include "model/dossier/feeds.h"
#include "model/store/stores.h"
#include "session/browser.h"
#include "session/options.h"

struct client;
struct rows;
struct acquire;

struct session {
	const struct options *options; /* borrowed */
	struct stores *stores;         /* open after session_open */
	struct client *client;         /* NULL until session_client */
	struct rows *rows;             /* who unpacks rows of others' stores; after session_open */
	struct feeds_config feeds;     /* what the config file says of them */
	const char *langs;             /* order of preference: "ar,en" */
	int width;                     /* columns of text output */
	struct browser browser;        /* of a run with a screen */
	bool shows;                    /* a document, and keeps it only where it can */
	bool sealed;                   /* files are written in few folders (session/sealing.h) */
	uint64_t budget;               /* bytes that a sync from the screen may cost; 0: any */
	bool metered; /* nothing is asked that was not asked for in so many words */
};

/* Opens nothing yet. */
void session_init(struct session *s, const struct options *options);
void session_done(struct session *s);

/* Opens the stores: 0, or -1 with err. */
int session_open(struct session *s, struct err *err);
/* palais-fetch and palais-parse, started when they are first needed; NULL with err.
 * The session's. */
struct client *session_client(struct session *s, struct err *err);
/* Whether the clock cannot be right, by what came last; in words that ask. */
bool session_clock(const struct session *s, char *out, size_t size);
/* Whether the personal store lies in a folder that is closed: said in a line. */
bool session_closed(const struct session *s, char *out, size_t size);
/* An empty list of jobs into the personal store, which is made if need be, or of one that is
 * closed into memory; NULL with err. The caller's. */
struct acquire *session_acquire(struct session *s, struct err *err);

#endif
