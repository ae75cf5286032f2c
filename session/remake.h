/* SPDX-License-Identifier: ISC */
/*
 * remake: documents of what others have carried here, made anew of its bytes.
 */
#ifndef PALAIS_SESSION_REMAKE_H
#define PALAIS_SESSION_REMAKE_H

#include "model/store/carried.h"

/* As struct carrier wants it; the payload is the session. */
struct doc *session_remake(const struct carried *c, const char *bytes, size_t len, void *session);

#endif
