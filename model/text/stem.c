/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/text/stem.h"

#include <stdlib.h>
#include <string.h>

#ifdef HAVE_LIBSTEMMER_H
#include <dlfcn.h>
#include <libstemmer.h>

/* The name that the loader knows it by, with the version of its interface. */
#define LIBRARY "libstemmer.so.0d"

static const char *const names[STEM_LANGS] = {
	[STEM_EN] = "english", [STEM_FR] = "french", [STEM_ES] = "spanish", [STEM_RU] = "russian"};

struct stems {
	void *library;
	struct sb_stemmer *(*make)(const char *, const char *);
	void (*drop)(struct sb_stemmer *);
	const sb_symbol *(*stem)(struct sb_stemmer *, const sb_symbol *, int);
	struct sb_stemmer *one[STEM_LANGS];
	char out[STEM_MAX];
};

static int load(struct stems *s)
{
	s->library = dlopen(LIBRARY, RTLD_LAZY | RTLD_LOCAL);
	if (!s->library)
		return -1;
	/* as POSIX would have it written */
	*(void **)&s->make = dlsym(s->library, "sb_stemmer_new");
	*(void **)&s->drop = dlsym(s->library, "sb_stemmer_delete");
	*(void **)&s->stem = dlsym(s->library, "sb_stemmer_stem");
	return s->make && s->drop && s->stem ? 0 : -1;
}

struct stems *stems_new(void)
{
	struct stems *s = calloc(1, sizeof *s);

	if (s && load(s) == 0)
		return s;
	stems_free(s);
	return NULL;
}

void stems_free(struct stems *s)
{
	if (!s)
		return;
	for (int i = 0; i < STEM_LANGS; i++)
		if (s->one[i])
			s->drop(s->one[i]);
	if (s->library)
		dlclose(s->library);
	free(s);
}

const char *stems_of(struct stems *s, enum stem_lang lang, const char *word, size_t len)
{
	const sb_symbol *stem;

	if (!s->one[lang])
		s->one[lang] = s->make(names[lang], NULL);
	stem = s->one[lang] && len < STEM_MAX
	               ? s->stem(s->one[lang], (const sb_symbol *)word, (int)len)
	               : NULL;
	*s->out = '\0';
	/* terminated, as the library has it */
	if (stem)
		strncat(s->out, (const char *)stem, STEM_MAX - 1);
	return s->out;
}
#else
struct stems *stems_new(void)
{
	return NULL;
}

void stems_free(struct stems *s)
{
	(void)s;
}

const char *stems_of(struct stems *s, enum stem_lang lang, const char *word, size_t len)
{
	(void)s;
	(void)lang;
	(void)word;
	(void)len;
	return "";
}
#endif
