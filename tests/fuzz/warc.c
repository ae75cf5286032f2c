/* SPDX-License-Identifier: ISC */
/* fuzz target: a WARC file is taken apart, and what is said of it keeps to the wire. */
#include "config.h"

#include "fetch/parse/warc/warc.h"
#include "fetch/wire/wire.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct run {
	const uint8_t *data;
	size_t size, at;
	struct wire_reader in;
	uint32_t last;
};

static void must(bool holds)
{
	if (!holds)
		abort();
}

static long give(void *payload, char *bytes, size_t room)
{
	struct run *r = payload;
	size_t n = r->size - r->at < room ? r->size - r->at : room;

	if (n)
		memcpy(bytes, r->data + r->at, n);
	r->at += n;
	return (long)n;
}

static void look(struct run *r, const struct wire_message *m)
{
	union {
		struct wire_hello hello;
		struct wire_record record;
		struct wire_end end;
	} values;

	must(m->type == WIRE_HELLO || m->type == WIRE_RECORD || m->type == WIRE_BODY ||
	     m->type == WIRE_END);
	must(m->id == 0 || m->id == r->last + 1);
	if (m->type != WIRE_BODY)
		must(wire_get_values(m, &values, NULL) == 0);
	if (m->type == WIRE_END)
		r->last = m->id;
}

static int take(void *payload, const char *bytes, size_t len)
{
	struct run *r = payload;
	struct wire_message m;

	for (size_t at = 0; at < len; at += WIRE_PAYLOAD_MAX) {
		wire_feed(&r->in, bytes + at,
		          len - at < WIRE_PAYLOAD_MAX ? len - at : WIRE_PAYLOAD_MAX);
		while (wire_next(&r->in, &m, NULL) > 0)
			look(r, &m);
	}
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct run r = {.data = data, .size = size};
	const struct warc_streams streams = {give, take, &r};

	wire_reader_init(&r.in);
	must(warc_unpack(&streams) == 0);
	must(r.last == 0); /* its last word is of the whole */
	wire_reader_done(&r.in);
	return 0;
}
