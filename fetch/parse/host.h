/* SPDX-License-Identifier: ISC */
/*
 * host: one palais-parse that has loaded what a parser needs, and forks a child for each
 * document. It reads no foreign byte: arguments and descriptors come from palais, over a
 * socket that is its standard input (fetch/wire/host.h has the messages). Each child is
 * sealed before it reads anything, and has two descriptors, neither of them the host's.
 */
#ifndef PALAIS_FETCH_PARSE_HOST_H
#define PALAIS_FETCH_PARSE_HOST_H

/* What a child does, sealed by itself, with standard input and output of its own: its exit
 * status. */
typedef int host_work(int argc, char **argv);

/* Until nobody is there to ask, or for so long nothing was asked. The exit status. */
int host_run(int rest_ms, host_work *work);

#endif
