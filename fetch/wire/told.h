/* SPDX-License-Identifier: ISC */
/*
 * told: what a helper is told when it is started, and its environment.
 *
 * `ps` shows the arguments of a program to every user of a host; the environment is its
 * owner's alone. So a helper has no arguments: what they would be, addresses that are read
 * among it, stands in its environment, with the few variables that a helper may know, and
 * nothing else of the reader's. Knows strings only.
 */
#ifndef PALAIS_FETCH_WIRE_TOLD_H
#define PALAIS_FETCH_WIRE_TOLD_H

#define TOLD_WORDS 32

/* The environment for a helper that has these arguments (the program's name first, NULL
 * last): the caller frees it by told_free. NULL when out of memory. */
char **told_new(const char *const *argv);
void told_free(char **environment);

/* The other side: fills `words` with the name of the program and what it was told, by its
 * arguments (a person's) or else by its environment, NULL last; how many there are. They are
 * borrowed. */
int told_read(int argc, char **argv, char *words[TOLD_WORDS + 1]);

#endif
