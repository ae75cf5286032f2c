/*
 * version: what --version prints.
 */
#ifndef PALAIS_TUI_VERSION_H
#define PALAIS_TUI_VERSION_H

/* Version, libraries, and the layers of the seal that this kernel gives, as
 * palais-parse at that path tells them. */
void version_print(const char *parse_path);

#endif
