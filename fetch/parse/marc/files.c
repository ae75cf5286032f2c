/* SPDX-License-Identifier: ISC */
/* Where the texts of a record are, and in which languages. */
#include "config.h"

#include "fetch/parse/marc/internal.h"
#include "fetch/parse/marc/records.inc"
#include "model/base/lang.h"
#include "model/base/url.h"
#include "model/symbol/symbol.h"
#include "model/text/characters.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const in_arabic[] = {RECORDS_ARABIC};
static const char *const in_chinese[] = {RECORDS_CHINESE};
static const char *const in_english[] = {RECORDS_ENGLISH};
static const char *const in_french[] = {RECORDS_FRENCH};
static const char *const in_russian[] = {RECORDS_RUSSIAN};
static const char *const in_spanish[] = {RECORDS_SPANISH};

static const struct language {
	const char *code, *name;
	char letter; /* the UN's, or 0 */
	const char *const *words;
	size_t count;
} languages[] = {
#define OF(words) words, sizeof words / sizeof *(words)
	{"ar", "Arabic", 'A', OF(in_arabic)},   {"zh", "Chinese", 'C', OF(in_chinese)},
	{"en", "English", 'E', OF(in_english)}, {"fr", "French", 'F', OF(in_french)},
	{"ru", "Russian", 'R', OF(in_russian)}, {"es", "Spanish", 'S', OF(in_spanish)},
	{"de", "German", 0, NULL, 0},           {"OT", "Other language", 0, NULL, 0},
#undef OF
};
#define LANGUAGES (sizeof languages / sizeof *languages)
#define OF_THE_UN 6

static const struct language *by_code(const char *code, size_t most)
{
	for (size_t i = 0; i < most; i++)
		if (!strncasecmp(code, languages[i].code, 2))
			return &languages[i];
	return NULL;
}

/* A_C.3_78_L.49-AR.pdf, note_ar.pdf: the name ends in the language. */
static const struct language *by_file(const char *url)
{
	size_t len = strcspn(url, "?#");
	const char *dot = memrchr(url, '.', len);

	if (!dot || dot - url < 4 || strcspn(dot, "/") < strlen(dot) - strlen(url + len) ||
	    !strchr("-_.", dot[-3]))
		return NULL;
	return by_code(dot - 2, dot[-3] == '-' ? LANGUAGES : OF_THE_UN);
}

/* https://quay.example/ar/note.pdf, and what addresses of UN documents say of it. */
static const struct language *by_path(const char *url)
{
	char symbol[SYMBOL_MAX], lang[4];
	const char *at = strstr(url, "://");
	size_t len = strcspn(url, "?#");

	if (symbol_of_address(url, symbol, lang) && *lang)
		return by_code(lang, OF_THE_UN);
	for (at = at ? at + 3 : url; at && at < url + len; at = strchr(at + 1, '/')) {
		const struct language *found;

		if (*at != '/' || at + 3 >= url + len || at[3] != '/')
			continue;
		found = by_code(at + 1, OF_THE_UN);
		if (found)
			return found;
	}
	return NULL;
}

/* Folded, with one blank at a time, as the words are. */
static void fold(const char *name, struct buf *out)
{
	struct buf folded;

	buf_init(&folded, 16000);
	text_fold(&folded, name, strlen(name));
	for (size_t i = 0; i < folded.len; i++)
		if (folded.bytes[i] != ' ' || (out->len && out->bytes[out->len - 1] != ' '))
			buf_char(out, folded.bytes[i]);
	buf_done(&folded);
}

/* By what the catalogue calls the link, which exports may have in a wrong character set. */
static const struct language *by_name(const char *name)
{
	const struct language *found = NULL;
	struct buf folded;

	buf_init(&folded, 16000);
	fold(name, &folded);
	for (size_t i = 0; i < OF_THE_UN && !found; i++)
		for (size_t k = 0; k < languages[i].count && !found; k++) {
			size_t n = strlen(languages[i].words[k]);

			if (!strncmp(folded.bytes, languages[i].words[k], n) &&
			    strchr(" ,;:(.-", folded.bytes[n]))
				found = &languages[i];
		}
	buf_done(&folded);
	return found;
}

static const struct language *language_of(const char *url, const char *name)
{
	const struct language *found = by_file(url);

	if (!found)
		found = by_path(url);
	return found ? found : by_name(name);
}

/* -- fields -------------------------------------------------------------------- */

static void take_letter(const struct language *language, char letters[8])
{
	size_t count = strlen(letters);

	if (!language || !language->letter || strchr(letters, language->letter) ||
	    count >= OF_THE_UN)
		return;
	letters[count] = language->letter;
	letters[count + 1] = '\0';
}

static void write_file(const struct marc *m, const struct language *language, const char *name,
                       const char *url)
{
	const char *file = strrchr(url, '/') + 1;

	doc_begin(m->maker, DOC_ITEM);
	doc_attr(m->maker, "marker", "•");
	doc_add_link(m->maker, language ? language->name : *name ? name : *file ? file : url, url);
}

/* One field may have several addresses, each behind what it is called. */
static void take_field(const struct marc *m, uint32_t field, char url_code, const char *name_codes,
                       bool write, char letters[8])
{
	const struct xml_node *nodes = m->tree->nodes.at;
	char all[200], name[200], url[1000];

	marc_value(m, field, name_codes, all, sizeof all);
	*name = '\0';
	for (uint32_t i = field + 1; i < nodes[field].end; i = nodes[i].end) {
		char code = marc_code(m, i);
		const struct language *language;

		if (code && strchr(name_codes, code))
			marc_text(m, i, name, sizeof name);
		if (code != url_code)
			continue;
		marc_text(m, i, url, sizeof url);
		/* the name may also stand behind the only address */
		language = language_of(url, *name ? name : all);
		take_letter(language, letters);
		if (write && url_is_web(url))
			write_file(m, language, *name ? name : all, url);
		*name = '\0';
	}
}

/* 856: address and name of the file; FFT: the same where records are put in. */
void marc_files(const struct marc *m, bool write, char letters[8])
{
	static const struct {
		const char *number, *names;
		char url;
	} kinds[] = {{"856", "y3z", 'u'}, {"FFT", "d", 'a'}};

	for (size_t k = 0; k < 2; k++)
		for (uint32_t i = 0; (i = marc_next(m, i, kinds[k].number)) != 0;)
			take_field(m, i, kinds[k].url, kinds[k].names, write, letters);
}
