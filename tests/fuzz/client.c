/* SPDX-License-Identifier: ISC */
/* fuzz target: palais' side of the wire, and a palais-fetch that lies. Whatever it says of what it
 * was asked for: events come in their order, what they hold is clean and from where it may be,
 * and each get ends once. The first byte is what is asked; the rest is said: as it is, or, so
 * that more is reached, behind a greeting and with the lengths of messages put right. */
#include "config.h"

#include "fetch/helpers/internal.h"
#include "fetch/wire/errand.h"
#include "model/base/public.h"
#include "model/base/utf8.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No process has it: who ends this one ends nobody. */
#define NOBODY INT_MAX

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_line(const char *s)
{
	must(s && utf8_is_clean(s, strlen(s), false));
}

static void check_head(const struct client_request *asked, const struct client_head *h)
{
	must(h->status >= 100 && h->status <= 999);
	check_line(h->url);
	check_line(h->type);
	check_line(h->charset);
	check_line(h->coding);
	check_line(h->etag);
	check_line(h->last_modified);
	check_line(h->date);
	check_line(h->mirror);
	for (const char *at = h->headers; *at; at++)
		must((unsigned char)*at >= 0x20 ? *at != 0x7f : strchr("\r\n\t", *at) != NULL);
	must(errand_may(h->url, asked->named_by));
	must(url_is_public(h->url) || !url_is_public(asked->url));
	must(h->length >= -1 && h->total >= -1 && h->first >= -1 && h->last >= h->first);
}

struct seen {
	bool head, end;
	uint64_t got;
};

static void check_event(const struct client_request *asked, const struct client_event *e,
                        struct seen *seen)
{
	must(!seen->end);
	switch (e->kind) {
	case CLIENT_HEAD:
		must(!seen->head);
		seen->head = true;
		check_head(asked, e->head);
		break;
	case CLIENT_BODY:
		must(seen->head && e->len > 0);
		seen->got += e->len;
		must(seen->got <= 1000);
		break;
	case CLIENT_END:
		seen->end = true;
		must(e->err.code == ERR_NONE ||
		     utf8_is_clean(e->err.text, strlen(e->err.text), false));
		must(seen->head || e->err.code != ERR_NONE);
		must(!e->limited || (asked->limit && seen->got >= asked->limit));
		break;
	default:
		abort(); /* no document was asked for */
	}
}

/* Bytes that say a greeting of this version. */
static void greet(struct buf *out)
{
	const struct wire_hello hello = {WIRE_VERSION};

	must(wire_put(out, WIRE_HELLO, 0, &hello, NULL) == 0);
}

/* A byte of a type, two of a length, and so many as the payload of a message for the id that was
 * asked for. */
static void say_messages(struct buf *out, const uint8_t *data, size_t size)
{
	for (size_t at = 0; at + 3 < size;) {
		size_t len = (size_t)data[at + 1] | (size_t)data[at + 2] << 8;
		size_t begin = out->len;

		len = len < 1 ? 1 : len < size - at - 3 ? len : size - at - 3;
		/* a body of that length has the header of any message of it */
		wire_put_body(out, 1, (const char *)data + at + 3, len);
		out->bytes[begin] = (char)(data[at] % 9);
		at += 3 + len;
	}
}

static void run(struct client *c, const struct client_request *asked, const struct buf *said)
{
	struct seen seen = {.head = false};
	struct client_event e;
	struct err err = {0};
	int out = memfd_create("said", MFD_CLOEXEC), in = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct pollfd fd;

	must(out >= 0 && in >= 0 && write(out, said->bytes, said->len) == (ssize_t)said->len &&
	     lseek(out, 0, SEEK_SET) == 0);
	c->fetch = (struct child){.pid = NOBODY, .in = in, .out = out};
	c->greeted = false;
	must(client_get(c, asked, &err) > 0);
	c->tasks->again = true; /* no second one is asked */
	fd = (struct pollfd){.fd = out, .revents = POLLIN};
	client_ready(c, &fd, 1);
	while (client_next(c, &e))
		check_event(asked, &e, &seen);
	must(seen.end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct client_config config = {.fetch_path = "/nowhere",
	                                            .parse_path = "/nowhere/palais-parse"};
	struct client_request asked = {
		.url = "https://a.example/b", .max_bytes = 1000, .bytes_alone = true};
	struct err err = {0};
	struct client *c = client_new(&config, &err);
	struct buf said;

	must(c);
	if (size) {
		asked.head_only = data[0] & 1;
		asked.limit = data[0] & 2 ? 10 : 0;
		asked.named_by = data[0] & 4 ? "https://news.example/feed" : NULL;
		if (data[0] & 8)
			asked.url = "http://127.0.0.1:8080/";
		buf_init(&said, 2u << 20);
		if (data[0] & 0x20)
			greet(&said);
		if (data[0] & 0x40)
			say_messages(&said, data + 1, size - 1);
		else
			buf_add(&said, data + 1, size - 1);
		run(c, &asked, &said);
		buf_done(&said);
	}
	client_free(c);
	return 0;
}
