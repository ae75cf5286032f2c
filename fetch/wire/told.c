/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fetch/wire/told.h"

#include <stdio.h>
#include <stdlib.h>

#define WORD "PALAIS_WORD_"

/* Proxies and certificates, for palais-fetch. HTTP_PROXY in capitals is not read anywhere
 * (fetch/net/rules.c). */
static const char *const known[] = {
	"http_proxy",   "https_proxy",   "HTTPS_PROXY",   "all_proxy",    "ALL_PROXY",
	"no_proxy",     "NO_PROXY",      "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE",
#ifdef PALAIS_ASAN
	"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS",
#endif
};
#define KNOWN (sizeof known / sizeof known[0])

static char *entry(const char *name, const char *value)
{
	char *both;

	return asprintf(&both, "%s=%s", name, value) < 0 ? NULL : both;
}

void told_free(char **environment)
{
	for (char **e = environment; e && *e; e++)
		free(*e);
	free(environment);
}

char **told_new(const char *const *argv)
{
	char **environment = calloc(KNOWN + TOLD_WORDS + 1, sizeof *environment);
	char name[sizeof WORD + 12];
	size_t n = 0;

	if (!environment)
		return NULL;
	for (size_t i = 0; i < KNOWN; i++) {
		const char *value = getenv(known[i]);

		if (value && !(environment[n++] = entry(known[i], value)))
			goto fail;
	}
	for (int i = 1; i < TOLD_WORDS && argv[i]; i++) {
		snprintf(name, sizeof name, WORD "%d", i);
		if (!(environment[n++] = entry(name, argv[i])))
			goto fail;
	}
	return environment;
fail:
	told_free(environment);
	return NULL;
}

int told_read(int argc, char **argv, char *words[TOLD_WORDS + 1])
{
	char name[sizeof WORD + 12];
	int n = 0;

	while (n < argc && n < TOLD_WORDS) {
		words[n] = argv[n];
		n++;
	}
	while (argc <= 1 && n < TOLD_WORDS) {
		snprintf(name, sizeof name, WORD "%d", n);
		words[n] = getenv(name);
		if (!words[n])
			break;
		n++;
	}
	words[n] = NULL;
	return n;
}
