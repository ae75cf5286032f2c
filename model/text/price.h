/* SPDX-License-Identifier: ISC */
/*
 * price: what the reader's line costs, as the reader has set it ("3.50 USD" for a
 * megabyte).
 */
#ifndef PALAIS_MODEL_TEXT_PRICE_H
#define PALAIS_MODEL_TEXT_PRICE_H

#include "model/base/err.h"

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

#endif
