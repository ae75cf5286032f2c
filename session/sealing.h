/* SPDX-License-Identifier: ISC */
/*
 * sealing: what this run gives up once its options are read and its stores are open: the
 * folders that it may still write in and the programs that it may start are told from them.
 */
#ifndef PALAIS_SESSION_SEALING_H
#define PALAIS_SESSION_SEALING_H

#include "session/session.h"

enum sealing {
	SEALING_READS, /* writes in its own folders, as far as they are there */
	SEALING_OWN,   /* writes in its own folders: the store's, and what it keeps for itself */
	SEALING_HERE,  /* and beneath the folder that it was started in: the screen */
	SEALING_FILES  /* and wherever the reader says */
};

/* Makes the own folders that are not there yet, as far as they can be made, but for who only
 * reads. Where the kernel
 * has no landlock, nothing changes. */
void session_seal(struct session *s, enum sealing how);

#endif
