/* SPDX-License-Identifier: ISC */
/*
 * socks: a SOCKS5 proxy on 127.0.0.1 for tests, without authentication (RFC 1928).
 *
 * Finds one name, which nobody else does, and leads it to a port of this machine.
 * Addresses in numbers it refuses: whoever asks for one has not left the finding
 * to the proxy.
 */
#ifndef PALAIS_TESTS_LIB_SOCKS_H
#define PALAIS_TESTS_LIB_SOCKS_H

struct socks;

/* NULL when it could not be started. It runs in threads of its own. */
struct socks *socks_start(const char *name, int port);
void socks_stop(struct socks *s);

int socks_port(const struct socks *s);

/* How often it led someone to the name; how often it refused. */
int socks_led(struct socks *s);
int socks_refused(struct socks *s);

#endif
