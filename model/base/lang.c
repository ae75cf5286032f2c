/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/base/lang.h"

#include "model/base/messages.h"

#include <ctype.h>
#include <string.h>

const char *const lang_codes[LANG_COUNT] = {"ar", "zh", "en", "fr", "ru", "es"};
const char *const lang_names[LANG_COUNT] = {N_("Arabic"), N_("Chinese"), N_("English"),
                                            N_("French"), N_("Russian"), N_("Spanish")};
const char lang_letters[LANG_COUNT + 1] = "ACEFRS";

int lang_index(const char *code)
{
	for (int i = 0; i < LANG_COUNT; i++)
		if (!strcmp(code, lang_codes[i]))
			return i;
	return -1;
}

int lang_rank(const char *preference, const char *lang)
{
	int rank = 0;

	for (const char *p = preference ? preference : ""; *p; rank++) {
		size_t n = strcspn(p, ",");

		if (n == strlen(lang) && !strncmp(p, lang, n))
			return rank;
		p += n + (p[n] == ',');
	}
	return !strcmp(lang, "en") ? rank : rank + 1;
}

static const char *code_of(const char *s, size_t n)
{
	char low[2];

	if (n == 1) {
		const char *at = strchr(lang_letters, toupper((unsigned char)*s));

		return at ? lang_codes[at - lang_letters] : NULL;
	}
	if (n < 2 || (n > 2 && s[2] != '_' && s[2] != '-'))
		return NULL;
	low[0] = (char)tolower((unsigned char)s[0]);
	low[1] = (char)tolower((unsigned char)s[1]);
	for (size_t i = 0; i < LANG_COUNT; i++)
		if (!memcmp(low, lang_codes[i], 2))
			return lang_codes[i];
	return NULL;
}

int lang_preference(const char *typed, char *out, size_t size)
{
	size_t used = 0;

	for (const char *p = typed; *p;) {
		size_t n = strcspn(p, ", ");
		const char *code = n ? code_of(p, n) : "";

		if (!code || used + 4 > size)
			return -1;
		if (*code) {
			if (used)
				out[used++] = ',';
			memcpy(out + used, code, 2);
			used += 2;
		}
		p += n + (p[n] != '\0');
	}
	out[used] = '\0';
	return used ? 0 : -1;
}

const char *lang_of_locale(const char *locale)
{
	size_t n = locale ? strcspn(locale, ".@") : 0;
	/* "C" is a locale without a language, not the UN's letter for Chinese */
	const char *code = n > 1 ? code_of(locale, n) : NULL;

	return code ? code : "en";
}
