/* SPDX-License-Identifier: ISC */
/*
 * unpacked: how palais-carry ends that could not unpack all of what it was given.
 *
 * What it has written by then may end anywhere, so that it says so by its status. Knows
 * numbers and words.
 */
#ifndef PALAIS_FETCH_WIRE_UNPACKED_H
#define PALAIS_FETCH_WIRE_UNPACKED_H

enum unpacked {
	UNPACKED_ALL = 0,
	UNPACKED_SHORT = 40, /* nothing more came */
	UNPACKED_DAMAGED,
	UNPACKED_MEMORY,  /* it takes more memory than is given to it */
	UNPACKED_UNKNOWN, /* packed in a way that is not known here */
	UNPACKED_MORE     /* something is behind its end */
};

#endif
