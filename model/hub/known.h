/* SPDX-License-Identifier: ISC */
/*
 * known: what a reader's store knows of a hub: the key that the reader has confirmed, the root
 * that came last, and how far it was followed.
 */
#ifndef PALAIS_MODEL_HUB_KNOWN_H
#define PALAIS_MODEL_HUB_KNOWN_H

#include "model/hub/root.h"
#include "model/store/store.h"

#define HUB_VALIDATOR 1024

struct hub_known {
	struct sign_public key;
	int64_t followed;         /* the generation of which all has come; 0: none yet */
	char etag[HUB_VALIDATOR]; /* of the root, as its server sent it; "" */
	char modified[HUB_VALIDATOR];
	char root[HUB_ROOT_MOST]; /* as it came */
	size_t root_len;          /* 0: none came yet */
};

/* 1, 0 when the hub is not known, -1 with err. */
int hub_known_get(struct store *s, const char *hub, struct hub_known *known, struct err *err);
int hub_known_set(struct store *s, const char *hub, const struct hub_known *known, struct err *err);

#endif
