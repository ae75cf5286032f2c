#include "config.h"

#include "model/base/messages.h"

#include "model/base/lang.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char domain[] = "palais";

/* The names of the catalogues, in the order of lang_codes. */
static const char *const catalogues[LANG_COUNT] = {"ar", "zh_CN", "en", "fr", "ru", "es"};

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* The first of a list such as LANGUAGE=fr_CA:ar that is one of the six. */
static const char *first_of(const char *list)
{
	char name[64];
	size_t n;

	for (; *list; list += n + (list[n] == ':')) {
		n = strcspn(list, ":");
		if (n >= sizeof name)
			continue;
		memcpy(name, list, n);
		name[n] = '\0';
		/* English stands for whatever is none of them */
		if (!strncmp(name, "en", 2) || strcmp(lang_of_locale(name), "en"))
			return lang_of_locale(name);
	}
	return NULL;
}

/* As gettext chooses: the locale of messages; before that LANGUAGE, but for "C". */
static const char *of_environment(void)
{
	const char *locale = variable("LC_ALL"), *list = variable("LANGUAGE"), *found = NULL;

	if (!locale)
		locale = variable("LC_MESSAGES");
	if (!locale)
		locale = variable("LANG");
	if (!locale || !strcmp(locale, "C") || !strcmp(locale, "POSIX"))
		return "en";
	if (list)
		found = first_of(list);
	return found ? found : lang_of_locale(locale);
}

static int index_of(const char *code)
{
	for (int i = 0; i < LANG_COUNT; i++)
		if (!strcmp(lang_codes[i], code))
			return i;
	return 2;
}

void messages_start(const char *localedir, const char *language)
{
	char typed[32], locale[128];
	const char *code = of_environment();

	if (language && lang_preference(language, typed, sizeof typed) == 0) {
		typed[strcspn(typed, ",")] = '\0';
		code = lang_codes[index_of(typed)];
	}
	bindtextdomain(domain, localedir);
	bind_textdomain_codeset(domain, "UTF-8");
	if (!strcmp(code, "en")) {
		/* nothing is looked for on disk */
		setlocale(LC_MESSAGES, "C");
		return;
	}
	setenv("LANGUAGE", catalogues[index_of(code)], 1);
	/* The language may be one whose locale this host does not have; gettext then goes by
	 * LANGUAGE, but not in the locale "C". What was looked up before is forgotten when
	 * the locale of messages changes. */
	snprintf(locale, sizeof locale, "%s", setlocale(LC_MESSAGES, NULL));
	setlocale(LC_MESSAGES, "C");
	if (!strcmp(locale, "C") || !strcmp(locale, "POSIX") || !setlocale(LC_MESSAGES, locale))
		setlocale(LC_MESSAGES, "C.UTF-8");
}

const char *messages_get(const char *id)
{
	/* the empty message is the catalogue's head */
	return *id ? dgettext(domain, id) : id;
}

const char *messages_get_in(const char *id_in_context, const char *id)
{
	const char *found = dgettext(domain, id_in_context);

	return found == id_in_context ? id : found;
}

const char *messages_count(const char *one, const char *many, long long n)
{
	/* of greater numbers the last digits decide, in all of the six */
	unsigned long rest = n < 0         ? 0UL
	                     : n < 1000000 ? (unsigned long)n
	                                   : 1000000UL + (unsigned long)(n % 1000000);

	return dngettext(domain, one, many, rest);
}

int messages_index(void)
{
	/* TRANSLATORS: not a word: the ISO 639-1 code of the language of this file, which
	 * is one of ar zh fr ru es. */
	return index_of(_("en"));
}

const char *messages_language(void)
{
	return lang_codes[messages_index()];
}

bool messages_rtl(void)
{
	/* of the six it is Arabic alone */
	return messages_index() == 0;
}
