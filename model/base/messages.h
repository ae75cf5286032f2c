/* SPDX-License-Identifier: ISC */
/*
 * messages: what palais says, in the language of the interface.
 *
 * A message is written in English where it is said, as a whole sentence with
 * placeholders, and looked up in po/LANGUAGE.po as built, whatever locales this host has.
 * What is not found there is said in English. Messages are data that nobody typed: a document's
 * own text, a symbol, a key or a name of an option is none.
 *
 *   app_say(a, "bookmark removed");      looks it up itself, as err_set does
 *   page_fact(p, _("Date"), ...);
 *   snprintf(..., messages_count("%ld state", "%ld states", n), n);
 *   static const char *const names[] = {N_("Arabic"), ...};   _(names[i]) where shown
 *
 * Knows no document and no store. palais-parse and palais-fetch never start it: theirs
 * is English, for what they say is kept in stores.
 */
#ifndef PALAIS_MODEL_BASE_MESSAGES_H
#define PALAIS_MODEL_BASE_MESSAGES_H

#include <stdbool.h>

/* Marks a message that is looked up later. */
#define N_(id) id
/* The same of one that shows a number: both English forms, for messages_count. */
#define NP_(one, many) one, many
#define _(id) messages_get(id)
/* One English word that is two in other languages: the context tells them apart. */
#define C_(context, id) messages_get_in(context "\004" id, id)

/* Finds the messages below localedir, in a language of the six ("ar", or "zh_CN", "A"),
 * or, where it is NULL, in that of the locale as gettext would choose it. Without the
 * language's file, or with one that is damaged, all is said in English. May be called
 * again; what was looked up before is then no longer valid. */
void messages_start(const char *localedir, const char *language);

/* The language of the interface: "en", or which of the six has been found. */
const char *messages_language(void);
/* Its place in lang_codes. */
int messages_index(void);
/* Whether it is written from the right. */
bool messages_rtl(void);

const char *messages_get(const char *id) __attribute__((format_arg(1)));
const char *messages_get_in(const char *id_in_context, const char *id)
	__attribute__((format_arg(2)));
/* The form that n takes: English has two, Arabic six. */
const char *messages_count(const char *one, const char *many, long long n)
	__attribute__((format_arg(1), format_arg(2)));

#endif
