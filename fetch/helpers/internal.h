/* SPDX-License-Identifier: ISC */
/*
 * internal: what client.c (tasks and events), fetch.c (palais-fetch)
 * and parse.c (palais-parse) share; no one else's business.
 */
#ifndef PALAIS_FETCH_HELPERS_INTERNAL_H
#define PALAIS_FETCH_HELPERS_INTERNAL_H

#include "fetch/helpers/client.h"
#include "fetch/wire/child.h"
#include "fetch/wire/wire.h"

/* Bytes on their way to a parser. */
struct chunk {
	struct chunk *next;
	size_t len;
	char bytes[];
};

/* bytes NULL: to be filled in. */
struct chunk *chunk_new(const char *bytes, size_t len);

/* What makes a document of bytes: palais-parse, and for a PDF pdftohtml before it. */
struct parser;

/* What parsers are made of: palais-parse, and what becomes pdftohtml; hosts of the first, and of
 * the first with a library for archives. */
struct parse_programs {
	char *path, *pdf_path;
	struct host *host, *zip_host;
};
/* -1 when out of memory; to be done with either way, after all parsers. */
int parse_programs_init(struct parse_programs *with, const char *path);
void parse_programs_done(struct parse_programs *with);

/* NULL with err when it could not be started. Strings of how are copied, with is borrowed.
 * seconds: how long it may take nothing that is there for it, and how long it
 * may work once it has all. */
struct parser *parser_new(const struct parse_programs *with, const struct client_parse *how,
                          unsigned seconds, struct err *err);
void parser_free(struct parser *p); /* ends it */

/* Takes the chunk over. */
void parser_add(struct parser *p, struct chunk *chunk);
/* Nothing more is added. */
void parser_end(struct parser *p);

/* Bytes that are waiting; bytes that it took since this was last asked. */
size_t parser_queued(const struct parser *p);
uint64_t parser_taken(struct parser *p);

/* As client_fds: at most three for each process; deadline on clock_ms's clock, or -1. */
size_t parser_fds(const struct parser *p, struct pollfd *fds, size_t max);
int64_t parser_deadline(const struct parser *p);
void parser_ready(struct parser *p, const struct pollfd *fds, size_t count);

/* Whether the document is there; then, once, the document and what was wrong. */
bool parser_done(const struct parser *p);
struct doc *parser_take(struct parser *p, struct err *err);

/* A document that says why there is none. */
struct doc *parser_error_doc(const char *url, const char *name, const char *why);

/* -- tasks and events ---------------------------------------------------- */

/* What a head holds, in one piece of memory. */
struct head {
	struct client_head head;
	char bytes[];
};

/* An event that waits to be taken, and what it borrows. */
struct node {
	struct node *next;
	struct client_event event;
	struct head *head;
	struct chunk *chunk;
};

/* What the owner has of a body, and the parser is given first (before.c). */
struct before {
	client_before *read;
	void *payload;
	uint64_t offset, size;
	uint64_t uncounted; /* given to the parser, and not yet taken by it */
	bool under_way;
	bool ending; /* nothing comes after it, and after what is held */
};

struct task {
	struct task *next;
	int id;
	int wire_id; /* of its last asking: what comes for another is dropped */
	bool is_get;
	/* a get, as it was asked, to be asked again of a fresh palais-fetch: owned
	 * strings, and no number that is 0 for a default */
	struct client_request asked;
	bool answered; /* something came */
	bool again;    /* it was asked a second time */
	bool ended;    /* CLIENT_END is told, or waits to be */
	bool over;     /* CLIENT_END was taken, and nothing follows it */
	bool body;     /* the answer has a body that is parsed */
	uint64_t got, owed;
	int64_t length, first, total; /* of the head */
	struct client_parse how;      /* owned strings */
	struct parser *parser;
	struct before before;
	struct chunk *held, *held_last; /* for the parser, when it is through with that */
};

struct client {
	char *fetch_path, *mirrors;
	struct parse_programs programs;
	bool offline, public_only;
	unsigned parse_seconds;
	int last_id;
	struct task *tasks;
	struct node *first, **last; /* events */
	struct node *given;         /* the one that the owner borrows from */
	struct child fetch;
	bool greeted;
	int64_t hello_by; /* -1: it came */
	int64_t heard;    /* when palais-fetch last said something, or was last asked */
	struct wire_reader in;
	struct buf out;
	size_t written; /* of out */
};

char *client_copy(const char *s); /* NULL of NULL */
struct task *client_task(const struct client *c, int id);
void client_task_forget(struct client *c, struct task *t);
/* In place of what was known; -1 when out of memory. */
int client_how_copy(struct client_parse *to, const struct client_parse *from, struct err *err);
/* Whether the task has a parser; starts it. */
bool client_has_parser(struct client *c, struct task *t);

/* An event at the end of the queue; NULL when out of memory. */
struct node *client_tell(struct client *c, enum client_event_kind kind, int id);
/* The end of a get; the task stays until the owner is through with that. */
void client_tell_end(struct client *c, struct task *t, const struct wire_end *end,
                     const struct err *err);
/* The end of a get of which nothing more comes. */
void client_fail(struct client *c, struct task *t, enum err_code code, const char *why);

/* Polls once on all that there is, not longer than limit_ms (-1: none). */
void client_poll_once(struct client *c, int limit_ms);
/* Takes the document of one task out of the queue, from among others' events. */
bool client_take_event(struct client *c, int id, struct client_event *event);

/* -- bytes that the owner has already ------------------------------------- */

/* For the parser, which is there: now, or when what comes before is through. */
void client_before_add(struct task *t, struct chunk *chunk);
void client_before_end(struct task *t);
/* Reads on as far as the parser takes it; whether that could be done now. */
void client_before_go_on(struct client *c, struct task *t);
bool client_before_waits(const struct task *t);
/* Of bytes that the parser took, those that came over the wire. */
uint64_t client_before_count(struct task *t, uint64_t taken);
void client_before_forget(struct task *t);

/* -- palais-fetch --------------------------------------------------------- */

/* Starts it unless it is there; asks it; writes what waits for it. */
int client_fetch_start(struct client *c, struct err *err);
int client_fetch_get(struct client *c, const struct task *t, struct err *err);
void client_fetch_write(struct client *c);
/* Takes what it has said, without waiting. */
void client_fetch_hear(struct client *c);
void client_fetch_ready(struct client *c, const struct pollfd *fds, size_t count);
/* When it has to have said something: on clock_ms's clock, or -1. */
int64_t client_fetch_deadline(const struct client *c);

#endif
