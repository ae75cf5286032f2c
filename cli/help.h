/* SPDX-License-Identifier: ISC */
/*
 * help: the text of --help.
 */
#ifndef PALAIS_CLI_HELP_H
#define PALAIS_CLI_HELP_H

/* Prints verbs and options on standard output, in the language of the interface. */
void help_print(void);

#endif
