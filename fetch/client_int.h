/*
 * client_int: what client.c and client_parse.c share; no one else's business.
 */
#ifndef PALAIS_FETCH_CLIENT_INT_H
#define PALAIS_FETCH_CLIENT_INT_H

#include "fetch/child.h"
#include "fetch/client.h"

/* Bytes on their way to a parser. */
struct chunk {
	struct chunk *next;
	size_t len;
	char bytes[];
};

struct chunk *chunk_new(const char *bytes, size_t len);

int64_t client_now_ms(void);

/* One palais-parse. */
struct parser;

/* NULL with err when it could not be started. Strings of how are copied.
 * seconds: how long it may take nothing that is there for it, and how long it
 * may work once it has all. */
struct parser *parser_new(const char *path, const struct client_parse *how, unsigned seconds,
                          struct err *err);
void parser_free(struct parser *p); /* ends it */

/* Takes the chunk over. */
void parser_add(struct parser *p, struct chunk *chunk);
/* Nothing more is added. */
void parser_end(struct parser *p);

/* Bytes that are waiting; bytes that it took since this was last asked. */
size_t parser_queued(const struct parser *p);
uint64_t parser_taken(struct parser *p);

/* As client_fds: at most two; deadline on client_now_ms's clock, or -1. */
size_t parser_fds(const struct parser *p, struct pollfd *fds, size_t max);
int64_t parser_deadline(const struct parser *p);
void parser_ready(struct parser *p, const struct pollfd *fds, size_t count);

/* Whether the document is there; then, once, the document and what was wrong. */
bool parser_done(const struct parser *p);
struct doc *parser_take(struct parser *p, struct err *err);

/* A document that says why there is none. */
struct doc *parser_error_doc(const char *url, const char *name, const char *why);

#endif
