/* SPDX-License-Identifier: ISC */
/*
 * whole_page: a stored web page with all that its main text leaves out.
 *
 * Made from the bytes that the store keeps, by the sealed child; never from the network.
 */
#ifndef PALAIS_SESSION_WHOLE_PAGE_H
#define PALAIS_SESSION_WHOLE_PAGE_H

#include "model/doc/document.h"
#include "model/store/store.h"
#include "session/session.h"

/* The document of a version of the store `from`, in its order, menus and all; the caller's.
 * NULL with err when its bytes are not there, are damaged, or cannot be read. */
struct doc *whole_page(struct session *session, struct store *from,
                       const struct store_version *version, struct err *err);

#endif
