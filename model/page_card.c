/* The card of a document that is known: what the tables and the catalogue know
 * of it, and where its text can be had. */
#include "config.h"

#include "model/page_int.h"
#include "model/store_catalogue.h"

#include "model/buf.h"
#include "model/lang.h"
#include "model/symbol.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* So many of what it cites and of what cites it stand on the card. */
#define CITES_MOST 24
#define CITED_MOST 12

/* Strings of both witnesses, kept until the card is written. */
struct card {
	char title[512], long_title[512], body[160], date[40], vote[40], adoption[40];
	char meeting[64], draft[96], agenda[640], type[64], languages[24], url[400], source[400];
	char status[24], pane[40], key[SYMBOL_MAX], recalls[2000];
	bool chapter7, dossier, catalogue;
	struct buf subjects;
};

#define KEEP(field, value) snprintf(field, sizeof field, "%s", value)

static int take_document(const struct dossier_row *r, void *payload)
{
	struct card *c = payload;

	KEEP(c->title, r->at[DOCUMENT_TITLE]);
	KEEP(c->body, r->at[DOCUMENT_BODY]);
	KEEP(c->date, r->at[DOCUMENT_DATE]);
	KEEP(c->vote, r->at[DOCUMENT_VOTE]);
	KEEP(c->type, r->at[DOCUMENT_TYPE]);
	KEEP(c->languages, r->at[DOCUMENT_LANGUAGES]);
	KEEP(c->url, r->at[DOCUMENT_URL]);
	KEEP(c->source, r->at[DOCUMENT_SOURCE]);
	KEEP(c->status, r->at[DOCUMENT_STATUS]);
	KEEP(c->pane, r->at[DOCUMENT_PANE]);
	KEEP(c->key, r->at[DOCUMENT_KEY]);
	KEEP(c->recalls, r->at[DOCUMENT_RECALLS]);
	c->dossier = true;
	return 1;
}

static int take_entry(const struct catalogue_entry *e, void *payload)
{
	struct card *c = payload;

	KEEP(c->long_title, e->title);
	KEEP(c->date, e->date);
	if (*e->vote)
		KEEP(c->vote, e->vote);
	KEEP(c->adoption, e->adoption);
	KEEP(c->meeting, e->meeting);
	KEEP(c->draft, e->draft);
	KEEP(c->agenda, e->agenda);
	c->chapter7 = *e->chapter7;
	buf_str(&c->subjects, e->subjects);
	c->catalogue = true;
	return 1;
}

/* A symbol as a fact: its card where it is known, else where the UN keeps it. */
static void symbol_fact(struct page *p, const char *label, const char *symbol)
{
	char printed[SYMBOL_MAX + 8], href[160];

	if (!*symbol)
		return;
	/* "A/80/534,para.7": the place within is not part of the symbol. */
	snprintf(href, sizeof href, "%.*s", (int)strcspn(symbol, ",;"), symbol);
	symbol_print(symbol, printed, sizeof printed);
	if (catalogue_knows(p->starter, href, NULL) <= 0)
		snprintf(href, sizeof href, "https://docs.un.org/en/%.*s",
		         (int)strcspn(symbol, ",;"), symbol);
	page_fact(p, label, printed, strpbrk(href, " ") ? NULL : href);
}

/* "a;b;c" as a fact. */
static void list_fact(struct page *p, const char *label, const char *list)
{
	struct buf text;

	buf_init(&text, 1 << 16);
	for (; *list; list++) {
		if (*list == ';')
			buf_str(&text, ", ");
		else
			buf_char(&text, *list);
	}
	page_fact(p, label, text.bytes, NULL);
	buf_done(&text);
}

static void facts(struct page *p, const struct card *c, const char *symbol)
{
	char text[160], vote[96];

	if (strchr(symbol, '/')) {
		symbol_print(symbol, text, sizeof text);
		page_fact(p, "Symbol", text, NULL);
		doc_add_fact(p->m, DOC_SYMBOL, symbol);
	}
	if (*c->title && strcasecmp(c->title, c->long_title) != 0)
		page_fact(p, "Title", c->long_title, NULL);
	page_fact(p, "Body", c->body, NULL);
	page_fact(p, "Type", c->type, NULL);
	page_date(c->date, true, text, sizeof text);
	page_fact(p, "Date", text, NULL);
	doc_add_fact(p->m, DOC_DATE, c->date);
	snprintf(vote, sizeof vote, "%s%s%s", c->vote, *c->vote && *c->adoption ? ", " : "",
	         strcmp(c->vote, "without vote") != 0 ? c->adoption : "");
	page_fact(p, "Vote", *c->vote || *c->adoption ? vote : "", NULL);
	symbol_fact(p, "Meeting", c->meeting);
	symbol_fact(p, "Draft", c->draft);
	page_fact(p, "Agenda", c->agenda, NULL);
	if (c->chapter7)
		page_fact(p, "Charter", "under Chapter VII", NULL);
	if (c->subjects.len)
		list_fact(p, "Subjects", c->subjects.bytes);
	page_fact(p, "Languages", c->languages, NULL);
	page_pane_fact(p, c->pane);
}

/* -- citations ---------------------------------------------------------- */

struct few {
	struct page *p;
	long left;
};

static int cite_entry(const char *symbol, void *payload)
{
	struct few *f = payload;

	page_symbol_entry(symbol, f->p);
	return --f->left <= 0;
}

static int nothing(const char *symbol, void *payload)
{
	(void)symbol;
	(void)payload;
	return 1;
}

static int citations(struct page *p, const char *symbol, const char *title, long most,
                     int (*each)(struct store *, const char *, long *,
                                 int (*)(const char *, void *), void *, struct err *))
{
	struct few few = {.p = p, .left = most};
	char more[48];
	long n;

	if (each(p->starter, symbol, &n, nothing, NULL, p->err) < 0)
		return -1;
	if (!n)
		return 0;
	if (n > most)
		snprintf(more, sizeof more, "%ld of %ld", most, n);
	else
		snprintf(more, sizeof more, "%ld", n);
	page_heading(p, title, more, NULL);
	return each(p->starter, symbol, NULL, cite_entry, &few, p->err);
}

/* Documents without a symbol are not in the catalogue: their own column. */
static void recalls(struct page *p, const struct card *c)
{
	const char *s = c->recalls;
	char key[SYMBOL_MAX];

	if (!*s)
		return;
	page_heading(p, "What it recalls", NULL, NULL);
	while (*s) {
		size_t n = strcspn(s, ";");

		snprintf(key, sizeof key, "%.*s", (int)n, s);
		page_symbol_entry(key, p);
		s += n + (s[n] == ';');
	}
}

/* -- votes -------------------------------------------------------------- */

struct votes {
	struct buf lists[3];
	long counts[3];
};

static int take_vote(const char *state, char vote, void *payload)
{
	struct votes *v = payload;
	const char *at = strchr("yna", vote);

	if (!at)
		return 0;
	if (v->counts[at - "yna"]++)
		buf_str(&v->lists[at - "yna"], ", ");
	buf_str(&v->lists[at - "yna"], state);
	return 0;
}

static int ballot(struct page *p, const char *symbol)
{
	static const char *const words[] = {"In favour", "Against", "Abstaining"};
	struct votes v = {0};
	char label[32];
	int found;

	for (int i = 0; i < 3; i++)
		buf_init(&v.lists[i], 1 << 16);
	found = catalogue_ballot(p->starter, symbol, take_vote, &v, p->err);
	if (found > 0)
		page_heading(p, "Who voted how", NULL, NULL);
	for (int i = 0; i < 3; i++) {
		if (found > 0) {
			snprintf(label, sizeof label, "%s %ld", words[i], v.counts[i]);
			page_fact(p, label, v.counts[i] ? v.lists[i].bytes : "none", NULL);
		}
		buf_done(&v.lists[i]);
	}
	return found < 0 ? -1 : 0;
}

/* -- where it can be had ------------------------------------------------ */

static bool is_issued(const char *symbol)
{
	static const char *const press[] = {"SC/", "GA/", "SG/"};

	for (size_t i = 0; i < sizeof press / sizeof *press; i++)
		if (!strncmp(symbol, press[i], 3))
			return false;
	return strchr(symbol, '/') != NULL;
}

static void addresses(struct page *p, const struct card *c, const char *symbol)
{
	static const char *const names[] = {"Arabic", "Chinese", "English", "French", "Russian",
	                                    "Spanish"};
	const char *letters = c->languages;
	char href[200], text[200];

	page_heading(p, "The text", NULL, NULL);
	if (strcmp(page_mark(p, symbol), MARK_HERE) == 0)
		page_para(p, "The text is in the store.");
	else
		page_para(p, "The text is not in the store. This version fetches web pages, and not "
		             "yet documents by symbol; it lies at these addresses.");
	/* What bodies issue under a symbol comes in all six languages, and is asked for
	 * by it; press releases lie elsewhere. */
	if (!*letters)
		letters = "A C E F R S";
	for (int i = 0; is_issued(symbol) && i < LANG_COUNT; i++) {
		if (!strchr(letters, lang_letters[i]))
			continue;
		snprintf(href, sizeof href, "https://docs.un.org/%s/%s", lang_codes[i], symbol);
		page_fact(p, names[i], href, href);
	}
	snprintf(text, sizeof text, "https://docs.un.org/en/%s", symbol);
	if (*c->url && strcmp(c->url, text) != 0)
		page_fact(p, "Address", c->url, c->url);
}

static int take_extract(const struct dossier_row *r, void *payload)
{
	snprintf(payload, 400, "%s", r->at[SOURCE_URL]);
	return 1;
}

static void witness(struct page *p, struct card *c)
{
	struct dossier_query query = {.filter = "kind=catalogue"};

	if (c->dossier) {
		page_source(p, c->source);
		page_status(p, c->status);
		return;
	}
	if (!c->catalogue) {
		page_fact(p, "Known", "only because another text names it", NULL);
		return;
	}
	dossier_each(p->starter, DOSSIER_SOURCES, &query, take_extract, c->source, NULL);
	page_source(p, c->source);
}

static int write_card(struct page *p, struct card *c, const char *symbol)
{
	char printed[SYMBOL_MAX + 8];
	const char *name = *c->title        ? c->title
	                   : *c->long_title ? c->long_title
	                   : *c->agenda     ? c->agenda
	                                    : NULL;

	symbol_print(symbol, printed, sizeof printed);
	page_title(p, name ? name : printed, c->dossier && dossier_doubtful(c->status));
	facts(p, c, symbol);
	witness(p, c);
	addresses(p, c, symbol);
	if (ballot(p, symbol) < 0)
		return -1;
	if (!strchr(symbol, '/'))
		recalls(p, c);
	else if (citations(p, symbol, "What it cites", CITES_MOST, catalogue_cites) < 0)
		return -1;
	return citations(p, symbol, "What cites it", CITED_MOST, catalogue_cited) < 0 ? -1 : 1;
}

/* What both witnesses know under a name: 1, 0, -1. */
static int gather(struct page *p, struct card *c, char symbol[SYMBOL_MAX])
{
	int known = dossier_document(p->starter, symbol, take_document, c, p->err);
	int entry;

	if (known > 0)
		snprintf(symbol, SYMBOL_MAX, "%s", c->key);
	entry = known < 0 ? -1 : catalogue_entry(p->starter, symbol, take_entry, c, p->err);
	if (known < 0 || entry < 0)
		return -1;
	return known || entry ? 1 : catalogue_knows(p->starter, symbol, p->err);
}

int page_card(struct page *p, const char *typed)
{
	struct card c = {0};
	char symbol[SYMBOL_MAX], normal[SYMBOL_MAX];
	int rc;

	buf_init(&c.subjects, 1 << 16);
	KEEP(symbol, typed);
	rc = gather(p, &c, symbol);
	if (rc == 0 && symbol_normal(typed, normal)) {
		KEEP(symbol, normal);
		rc = gather(p, &c, symbol);
	}
	if (rc > 0)
		rc = write_card(p, &c, symbol);
	buf_done(&c.subjects);
	return rc;
}
