/* SPDX-License-Identifier: ISC */
/*
 * sodium: what sign.c has of libsodium, which is opened here and nowhere else.
 *
 * No header of it is needed: the five calls are told here, as its manual has them.
 */
#ifndef PALAIS_MODEL_HUB_SODIUM_H
#define PALAIS_MODEL_HUB_SODIUM_H

#include "model/base/err.h"

#include <stddef.h>

/* Each gives 0 when all is well. */
struct sodium {
	int (*pair)(unsigned char *public, unsigned char *secret);
	int (*sign)(unsigned char *out, unsigned long long *out_len, const unsigned char *message,
	            unsigned long long len, const unsigned char *secret);
	int (*verify)(const unsigned char *signature, const unsigned char *message,
	              unsigned long long len, const unsigned char *public);
	int (*hash)(unsigned char *out, size_t out_len, const unsigned char *in,
	            unsigned long long len, const unsigned char *key, size_t key_len);
	void (*chance)(void *bytes, size_t len);
};

/* 0, or -1 with err when the library is not here. It stays as long as the program runs. */
int sodium_open(struct sodium *s, struct err *err);

#endif
