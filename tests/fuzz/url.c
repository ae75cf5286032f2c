/* SPDX-License-Identifier: ISC */
/* fuzz target: an address in its one form is in its one form, holds no byte
 * that could end a header line, and says the same of itself as the rules do.
 * The input is a base and a reference, apart at the first newline. */
#include "config.h"

#include "fetch/net/rules.h"
#include "model/base/public.h"
#include "fetch/wire/mirrors.h"
#include "model/base/url.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_normal(const char *s)
{
	char *once = url_normal(s), *twice;
	struct url u;

	if (!once)
		return;
	twice = url_normal(once);
	url_split(&u, once);
	if (!twice || strcmp(once, twice) || !url_is_web(once) || u.fragment.at)
		abort();
	for (const char *p = once; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			abort();
	url_is_public(once);
	free(twice);
	free(once);
}

static void check_redirect(const char *base, const char *reference)
{
	const struct rules_chain guarded = {true, NULL};
	char *from = url_normal(base), *to;

	if (!from)
		return;
	to = rules_redirect(from, reference, &guarded, NULL);
	if (to &&
	    (!url_is_web(to) || !url_is_public(to) || (url_is_https(from) && !url_is_https(to))))
		abort();
	free(to);
	free(from);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *base = malloc(size + 1), *reference, *whole, *name;

	if (!base)
		return 0;
	memcpy(base, data, size);
	base[size] = '\0';
	reference = strchr(base, '\n');
	if (reference)
		*reference++ = '\0';
	else
		reference = base;
	check_normal(base);
	check_normal(reference);
	check_redirect(base, reference);
	whole = url_resolve(base, reference);
	name = url_file_name(base);
	if (whole)
		check_normal(whole);
	free(mirrors_map(base, reference));
	free(name);
	free(whole);
	free(base);
	return 0;
}
