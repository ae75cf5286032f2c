/* SPDX-License-Identifier: ISC */
/*
 * holder: which process of this machine writes a store just now, for who waited for it in vain.
 */
#ifndef PALAIS_MODEL_STORE_HOLDER_H
#define PALAIS_MODEL_STORE_HOLDER_H

#include <stddef.h>

/* Its number and the name of its program; 0 where none is known: it has ended, or runs
 * elsewhere. */
long store_holder(const char *path, char *name, size_t size);

#endif
