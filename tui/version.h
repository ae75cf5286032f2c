/* SPDX-License-Identifier: ISC */
/*
 * version: what --version prints.
 */
#ifndef PALAIS_TUI_VERSION_H
#define PALAIS_TUI_VERSION_H

/* Version, libraries, and the layers of the seal that this kernel gives, as far as
 * the helpers at these paths tell them. */
void version_print(const char *fetch_path, const char *parse_path);

#endif
