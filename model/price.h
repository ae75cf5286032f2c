/*
 * price: what the reader's line costs, as the reader has set it ("3.50 USD" for a
 * megabyte), and byte budgets as readers write them.
 */
#ifndef PALAIS_MODEL_PRICE_H
#define PALAIS_MODEL_PRICE_H

#include "model/err.h"

#include <stddef.h>
#include <stdint.h>

struct price {
	double megabyte; /* of 1,000,000 bytes; 0: not set */
	char unit[16];   /* "USD", or "" */
};

/* "3.5 USD", "4". -1 with err. */
int price_read(const char *text, struct price *p, struct err *err);
/* "0.21 USD" for so many bytes; "" when no price is set. */
void price_print(const struct price *p, int64_t bytes, char *out, size_t size);

/* "500k", "1.5M", "20000": bytes, thousands or millions of them. -1 with err. */
int price_read_bytes(const char *text, uint64_t *bytes, struct err *err);

#endif
