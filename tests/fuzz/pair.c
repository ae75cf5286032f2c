/* SPDX-License-Identifier: ISC */
/* fuzz target: palais-fetch and palais as a pair. Whatever lines a server's head has, and
 * whatever is told of its failure: what palais-fetch sends of it palais takes, and it is
 * clean. */
#include "config.h"

#include "fetch/wire/answer.h"
#include "fetch/wire/wire.h"
#include "model/base/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_line(const char *s, size_t most)
{
	must(!s || (strlen(s) <= most && utf8_is_clean(s, strlen(s), false)));
}

static void check_head(const void *values)
{
	const struct wire_head *h = values;

	check_line(h->type, 256);
	check_line(h->charset, 64);
	check_line(h->coding, 256);
	check_line(h->etag, 2048);
	check_line(h->last_modified, 256);
	check_line(h->date, 256);
	must(!strchr(h->headers, 0x1b) && strlen(h->headers) <= 32768);
	must(h->length <= WIRE_COUNT_MOST || h->length == UINT64_MAX);
}

static void check_end(const void *values)
{
	const struct wire_end *e = values;

	check_line(e->text, 1024);
}

/* Reads the one message that was written. */
static void read_back(const struct buf *out, enum wire_type type, void *values,
                      void (*look)(const void *))
{
	struct wire_reader r;
	struct wire_message m;

	wire_reader_init(&r);
	for (size_t at = 0; at < out->len; at += WIRE_PAYLOAD_MAX)
		wire_feed(&r, out->bytes + at,
		          out->len - at < WIRE_PAYLOAD_MAX ? out->len - at : WIRE_PAYLOAD_MAX);
	must(wire_next(&r, &m, NULL) == 1 && m.type == type);
	must(wire_get_values(&m, values, NULL) == 0);
	look(values);
	wire_reader_done(&r);
}

static void send_head(const struct answer *a)
{
	struct wire_head head, back;
	struct buf out;

	answer_head(a, "https://a.org/", false, &head);
	buf_init(&out, 1 << 20);
	/* each head that has a status is told */
	if (wire_put(&out, WIRE_HEAD, 7, &head, NULL)) {
		must(a->status < 200 && out.len == 0);
	} else {
		read_back(&out, WIRE_HEAD, &back, check_head);
	}
	buf_done(&out);
}

static void send_end(const uint8_t *data, size_t size)
{
	struct wire_end end = {.code = ERR_NETWORK}, back;
	char *text = malloc(size + 1);
	struct buf out;

	must(text);
	memcpy(text, data, size);
	text[size] = '\0';
	end.text = text;
	buf_init(&out, 8u << 20);
	must(wire_put(&out, WIRE_END, 7, &end, NULL) == 0);
	read_back(&out, WIRE_END, &back, check_end);
	buf_done(&out);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *at = (const char *)data, *end = at + size, *line_end;
	struct answer a;

	answer_init(&a);
	for (; at < end; at = line_end) {
		line_end = memchr(at, '\n', (size_t)(end - at));
		line_end = line_end ? line_end + 1 : end;
		if (answer_line(&a, at, (size_t)(line_end - at)))
			break;
	}
	send_head(&a);
	answer_done(&a);
	send_end(data, size);
	return 0;
}
