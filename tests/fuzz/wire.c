/* SPDX-License-Identifier: ISC */
/* fuzz target: whatever comes over the wire is refused or read; what is read
 * and written again is the same to the byte. */
#include "config.h"

#include "fetch/wire/wire.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

union values {
	struct wire_hello hello;
	struct wire_get get;
	struct wire_more more;
	struct wire_head head;
	struct wire_end end;
};

static void write_again(const struct wire_message *m)
{
	union values values;
	struct buf out;

	buf_init(&out, 2 * WIRE_PAYLOAD_MAX);
	if (m->type == WIRE_BODY)
		wire_put_body(&out, m->id, m->payload, m->len);
	else if (wire_get_values(m, &values, NULL))
		goto out;
	else if (wire_put(&out, m->type, m->id, &values, NULL))
		abort();
	if (out.len != WIRE_HEADER + m->len || memcmp(out.bytes + WIRE_HEADER, m->payload, m->len))
		abort();
out:
	buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wire_reader r;
	struct wire_message m;
	size_t step = size ? 1 + data[0] * 16u : 1;
	int got = 0;

	wire_reader_init(&r);
	for (size_t at = 0; at < size && got >= 0; at += step) {
		wire_feed(&r, (const char *)data + at, size - at < step ? size - at : step);
		while ((got = wire_next(&r, &m, NULL)) > 0)
			write_again(&m);
	}
	wire_reader_done(&r);
	return 0;
}
