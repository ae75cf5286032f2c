/* SPDX-License-Identifier: ISC */
/* The hosts and how they behave: the UN's access API takes symbol, language and type,
 * answers with a redirect, with a page when it has no such document, and knows some
 * official records as SYMBOL(OR) only. The raw host of github serves the files of the
 * repositories UNxml/SCresolutions and UNxml/GAresolutions as they lie; their names follow
 * no one rule, so they are looked up: in the catalogue, else in the directory's listing. */
#include "config.h"

#include "fetch/acquire/sources.h"
#include "model/base/lang.h"
#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/dossier/texts.h"
#include "model/store/servers.h"
#include "model/symbol/symbol.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LISTING_HOST "https://api.github.com/repos/UNxml"
#define ACCESS_API "https://documents.un.org/api/symbol/access"

/* Puts a step at `index`; takes the url over. False when there is no room. */
static bool insert(struct plan *p, size_t index, enum step_kind kind, char *url)
{
	if (!url || p->count == PLAN_MAX) {
		free(url);
		return false;
	}
	memmove(&p->steps[index + 1], &p->steps[index], (p->count - index) * sizeof *p->steps);
	p->steps[index] = (struct step){kind, url};
	p->count++;
	return true;
}

static int add(struct plan *p, enum step_kind kind, char *url, struct err *err)
{
	if (insert(p, p->count, kind, url))
		return 0;
	return err_set(err, ERR_FAILED, "out of memory");
}

void plan_done(struct plan *p)
{
	for (size_t i = 0; i < p->count; i++)
		free(p->steps[i].url);
	p->count = 0;
}

/* What has moved for good is asked for where it is now; by hand, at its old place first, for
 * a reader who asks may know better. */
int sources_plan_address(struct plan *p, const struct acquire_config *config, const char *url,
                         bool by_hand, struct err *err)
{
	char *target;
	int moved = store_moved_get(config->store, url, &target, err), rc = 0;

	if (moved < 0)
		return -1;
	if (!moved || by_hand)
		rc = add(p, STEP_WEB, strdup(url), err);
	if (moved && rc == 0)
		return add(p, STEP_WEB, target, err);
	free(target);
	return rc;
}

/* -- the access API ------------------------------------------------------- */

static int add_access(struct plan *p, enum step_kind kind, const char *symbol, const char *lang,
                      const char *variant, struct err *err)
{
	char served[SYMBOL_MAX + 8], *encoded, *url = NULL;

	symbol_served(symbol, served, sizeof served);
	encoded = url_encode(served, "/()");
	if (encoded && asprintf(&url, ACCESS_API "?s=%s%s&l=%s&t=%s", encoded, variant, lang,
	                        kind == STEP_DOCX ? "docx" : "pdf") < 0)
		url = NULL;
	free(encoded);
	return add(p, kind, url, err);
}

/* -- the raw host ----------------------------------------------------------- */

struct text_path {
	const char *lang;
	char repo[64], path[400];
	bool known; /* in any language */
};

static int take_text(const struct catalogue_text *t, void *payload)
{
	struct text_path *found = payload;

	found->known = true;
	if (strcmp(t->lang, found->lang))
		return 0;
	snprintf(found->repo, sizeof found->repo, "%s", t->repo);
	snprintf(found->path, sizeof found->path, "%s", t->path);
	return 1;
}

static const char *branch_of(const struct acquire_config *config)
{
	return config->branch && *config->branch ? config->branch : ACQUIRE_BRANCH;
}

static char *raw_url(const struct acquire_config *config, const char *repo, const char *path)
{
	char *encoded = url_encode(path, "/()"), *url = NULL;

	if (encoded &&
	    asprintf(&url, SOURCES_RAW "/%s/%s/%s", repo, branch_of(config), encoded) < 0)
		url = NULL;
	free(encoded);
	return url;
}

/* The directory in which the text of a symbol would lie: "2026/English" of the
 * Council, "80session/Arabic" of the Assembly. False where there is none. */
static bool directory_of(const char *symbol, const char *lang, char *out, size_t size,
                         const char **repo)
{
	const char *name = lang_index(lang) < 0 ? NULL : lang_names[lang_index(lang)];
	int number, year;

	if (!name)
		return false;
	if ((sscanf(symbol, "S/RES/%d(%d)", &number, &year) == 2 ||
	     sscanf(symbol, "S/PRST/%d/%d", &year, &number) == 2) &&
	    year >= SOURCES_COUNCIL_SINCE) {
		*repo = "SCresolutions";
		snprintf(out, size, "%d/%s", year, name);
		return true;
	}
	if (sscanf(symbol, "A/RES/%d/%d", &year, &number) == 2 && year >= SOURCES_ASSEMBLY_SINCE) {
		*repo = "GAresolutions";
		snprintf(out, size, "%dsession/%s", year, name);
		return true;
	}
	return false;
}

static int add_listing(struct plan *p, const struct acquire_config *config, const char *symbol,
                       const char *lang, struct err *err)
{
	char directory[64], *url = NULL;
	const char *repo;

	if (!directory_of(symbol, lang, directory, sizeof directory, &repo))
		return 0;
	if (asprintf(&url, LISTING_HOST "/%s/contents/%s?ref=%s", repo, directory,
	             branch_of(config)) < 0)
		url = NULL;
	return add(p, STEP_LISTING, url, err);
}

/* Stores may know more than one path of a text, and newer stores newer ones. */
static int add_akn(struct plan *p, const struct acquire_config *config, const char *symbol,
                   const char *lang, struct err *err)
{
	struct text_path found = {.lang = lang};
	struct store *s;

	for (size_t i = 0; !*found.path && (s = stores_store(config->stores, i)); i++)
		if (catalogue_texts(s, symbol, take_text, &found, err) < 0)
			return -1;
	if (*found.path)
		return add(p, STEP_AKN, raw_url(config, found.repo, found.path), err);
	/* What is known in some languages alone has no more than these there. */
	return found.known ? 0 : add_listing(p, config, symbol, lang, err);
}

/* -- the plan ---------------------------------------------------------------- */

static const struct {
	const char *name;
	enum step_kind kind;
} sources[] = {{"akn", STEP_AKN}, {"docx", STEP_DOCX}, {"pdf", STEP_PDF}};

static int source_kind(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++)
		if (strlen(sources[i].name) == len && !strncmp(sources[i].name, name, len))
			return (int)sources[i].kind;
	return -1;
}

bool acquire_sources_valid(const char *list)
{
	size_t n;

	for (const char *s = list; *s; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		if (source_kind(s, n) < 0)
			return false;
	}
	return *list != '\0';
}

int sources_plan_symbol(struct plan *p, const struct acquire_config *config, const char *symbol,
                        const char *lang, struct err *err)
{
	const char *list = config->sources && *config->sources ? config->sources : ACQUIRE_SOURCES;
	int last = -1, rc = 0;
	size_t n;

	for (const char *s = list; *s && rc == 0; s += n + (s[n] == ',')) {
		n = strcspn(s, ",");
		int kind = source_kind(s, n);

		if (kind == STEP_AKN)
			rc = add_akn(p, config, symbol, lang, err);
		else if (kind >= 0)
			rc = add_access(p, (enum step_kind)kind, symbol, lang, "", err);
		last = kind > STEP_AKN ? kind : last;
	}
	/* Some records are known there as official records alone. */
	if (rc == 0 && last >= 0)
		rc = add_access(p, (enum step_kind)last, symbol, lang, "(OR)", err);
	if (rc == 0 && !p->count)
		rc = err_set(err, ERR_FAILED,
		             "%s: not among the texts of the sources that are asked (%.60s)",
		             symbol, list);
	if (rc < 0)
		plan_done(p);
	return rc;
}

/* -- listings ---------------------------------------------------------------- */

/* The next number in a name: false at its end. */
static bool next_number(const char **s, long *number)
{
	while (**s && !isdigit((unsigned char)**s))
		(*s)++;
	if (!**s)
		return false;
	*number = strtol(*s, (char **)s, 10);
	return true;
}

/* Whether a file's name holds the numbers of the symbol side by side, in its
 * order: "S_RES-2782-2510706E.xml", "80_12_E.xml". Of a resolution of the Council
 * the number is enough: its year is the directory's. */
static bool has_numbers(const char *name, const char *symbol)
{
	long asked[2], got, before = -1;
	bool council = !strncmp(symbol, "S/RES/", 6);
	const char *s = symbol;

	if (!next_number(&s, &asked[0]) || !next_number(&s, &asked[1]))
		return false;
	if (!strncmp(symbol, "S/PRST/", 7) && !strstr(name, "PRST"))
		return false;
	if (council && strstr(name, "PRST"))
		return false;
	while (next_number(&name, &got)) {
		if (council ? got == asked[0] : got == asked[1] && before == asked[0])
			return true;
		before = got;
	}
	return false;
}

static bool names_text(const char *href, const char *symbol, const char *lang)
{
	const char *slash = strrchr(href, '/');
	char *name = url_decode(slash ? slash + 1 : href, strlen(slash ? slash + 1 : href));
	size_t len = name ? strlen(name) : 0;
	bool is = false;

	if (len > 5 && !strcmp(name + len - 4, ".xml")) {
		char letter = (char)toupper((unsigned char)name[len - 5]);
		const char *at = strchr(lang_letters, letter);

		/* Where the name ends in a language's letter it is that language's. */
		is = has_numbers(name, symbol) &&
		     (!at || !strcmp(lang_codes[at - lang_letters], lang));
	}
	free(name);
	return is;
}

/* The address of the file that a listing has for a symbol and a language, or NULL. */
static char *from_listing(const struct doc *listing, const char *symbol, const char *lang)
{
	for (size_t i = 0; i < doc_block_count(listing); i++) {
		const struct doc_block *b = doc_block(listing, i);

		for (uint32_t k = 0; k < b->text.span_count; k++) {
			const struct doc_span *s = &b->text.spans[k];

			if (s->kind == DOC_LINK && names_text(s->value, symbol, lang))
				return strdup(s->value);
		}
	}
	return NULL;
}

/* The address in lower case behind the host, or NULL when it is that already. */
static char *lower_case(const char *url)
{
	struct url_part host = url_host(url);
	const char *path = host.at > url ? strchr(host.at, '/') : NULL;
	char *lower;

	if (!path || !strpbrk(path, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
		return NULL;
	lower = strdup(url);
	for (char *s = lower ? lower + (path - url) : NULL; s && *s; s++)
		*s = (char)tolower((unsigned char)*s);
	return lower;
}

bool sources_follow(struct plan *p, size_t at, const struct answer *answer, const char *what,
                    const char *lang)
{
	const struct step *s = &p->steps[at];

	if (s->kind == STEP_WEB && answer->outcome == ACQUIRE_ABSENT && strcmp(s->url, what) &&
	    strcmp(p->steps[0].url, what) != 0)
		/* gone from where it had moved to */
		return insert(p, at + 1, STEP_WEB, strdup(what));
	if (s->kind == STEP_LISTING && answer->doc && !answer->err.code)
		return insert(p, at + 1, STEP_AKN, from_listing(answer->doc, what, lang));
	if ((s->kind == STEP_DOCX || s->kind == STEP_PDF) && strcmp(answer->found, s->url) &&
	    strstr(answer->found, "/UNDOC/"))
		return insert(p, at + 1, STEP_LOWER, lower_case(answer->found));
	return false;
}

/* -- what comes of a step ------------------------------------------------------ */

const char *sources_media(enum step_kind kind)
{
	static const char *const media[] = {
		[STEP_AKN] = "application/akn+xml",
		[STEP_DOCX] =
			"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		[STEP_PDF] = "application/pdf",
		[STEP_LOWER] = "application/pdf",
	};

	return media[kind];
}

const char *sources_name(const struct step *step)
{
	static const char *const names[] = {
		[STEP_WEB] = N_("page"),
		[STEP_AKN] = N_("machine-readable text"),
		[STEP_LISTING] = N_("directory"),
		[STEP_DOCX] = "Word",
		[STEP_PDF] = "PDF",
	};

	return step->kind == STEP_LOWER || strstr(step->url, "(OR)") ? NULL : names[step->kind];
}
