/* SPDX-License-Identifier: ISC */
/*
 * repack: a store that becomes smaller.
 *
 * Documents of one language, and bytes of one format from one host, are of one kind. When
 * enough of a kind has come, a dictionary is learnt of what recurs in it; what came before
 * is packed behind that, and what comes later is so from the first. A dictionary is learnt
 * anew when there is sixteen times as much; rows stay behind the one they have, until a store
 * is made as small as it can be. Dictionaries are rows of the store, so that its file can be
 * read anywhere.
 */
#ifndef PALAIS_MODEL_STORE_REPACK_H
#define PALAIS_MODEL_STORE_REPACK_H

#include "model/store/store.h"

struct store_pack_watch {
	/* Every now and then; `left`: versions that are still to be looked at. NULL is fine. */
	void (*progress)(int64_t done, int64_t left, void *payload);
	void *payload;
};

/* Packs what was kept before there was packing, at most `most` versions of it (0: all), in
 * transactions of their own, so that what is killed goes on another time. `all`: each language
 * gets one dictionary, the search index becomes one piece, and the file as short as it can be. The
 * number of versions that were packed, -1. */
int64_t store_pack(struct store *s, int64_t most, bool all, const struct store_pack_watch *watch,
                   struct err *err);

#endif
