/* SPDX-License-Identifier: ISC */
/*
 * version: what --version prints.
 */
#ifndef PALAIS_TUI_VERSION_H
#define PALAIS_TUI_VERSION_H

/* Version, libraries, and the layers of the seal that this kernel gives, as far as
 * the helpers at these paths tell them. */
void version_print(const char *fetch_path, const char *parse_path);

struct seal_layers;

/* What of its seal the kernel or the architecture lacks, as one message that is not in the
 * language of the interface yet; NULL when it lacks nothing. */
const char *version_seal_lacks(const struct seal_layers *kernel);

#endif
