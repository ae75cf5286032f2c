/* SPDX-License-Identifier: ISC */
/* The shapes that all of palais' own pages are made of. */
#include "config.h"

#include "model/base/messages.h"
#include "model/base/url.h"
#include "model/doc/reference.h"
#include "model/dossier/catalogue.h"
#include "model/store/marks.h"
#include "model/symbol/symbol.h"
#include "model/views/internal.h"

#include <stdio.h>
#include <string.h>

void view_begin(struct view *p, enum doc_kind kind)
{
	doc_begin(p->m, kind);
	if (messages_rtl())
		doc_attr(p->m, "dir", "rtl");
}

void view_title(struct view *p, const char *title, bool doubt)
{
	char text[600];

	doc_add_fact(p->m, DOC_TITLE, view_doubt(p, title, doubt, text, sizeof text));
	doc_add_fact(p->m, DOC_LANGUAGE, messages_language());
}

void view_heading(struct view *p, const char *text, const char *more, const char *href)
{
	uint32_t at;

	view_begin(p, DOC_HEADING);
	doc_attr(p->m, "level", "2");
	doc_add_str(p->m, text);
	if (!more)
		return;
	doc_add_str(p->m, "  ");
	at = doc_text_length(p->m);
	doc_add_str(p->m, more);
	doc_add_span(p->m, DOC_TAIL, at, doc_text_length(p->m), "");
	if (href)
		doc_add_span(p->m, DOC_LINK, at, doc_text_length(p->m), href);
}

void view_para(struct view *p, const char *text)
{
	view_begin(p, DOC_PARAGRAPH);
	doc_add_str(p->m, text);
}

/* English within a page of another language. */
static void mark_english(struct view *p)
{
	if (strcmp(messages_language(), "en") != 0)
		doc_attr(p->m, "lang", "en");
}

void view_told_para(struct view *p, const char *english)
{
	if (view_is_english(p, english)) {
		doc_begin(p->m, DOC_PARAGRAPH);
		mark_english(p);
	} else {
		view_begin(p, DOC_PARAGRAPH);
	}
	doc_add_str(p->m, view_told(p, english));
}

static void begin_item(struct view *p, const char *marker)
{
	char level[12], text[160];

	view_begin(p, DOC_ITEM);
	snprintf(level, sizeof level, "%d", p->level ? p->level : 1);
	doc_attr(p->m, "level", level);
	/* the layout, which lines up days, sees none behind a branch */
	snprintf(text, sizeof text, "%s%s%.140s", p->branch ? p->branch : "",
	         p->branch && *marker && marker[1] == ' ' ? " " : "", marker);
	doc_attr(p->m, "marker", text);
}

void view_fact(struct view *p, const char *label, const char *value, const char *href)
{
	if (!*value)
		return;
	begin_item(p, label);
	if (href)
		doc_add_link(p->m, value, href);
	else
		doc_add_str(p->m, value);
}

void view_symbol_fact(struct view *p, const char *label, const char *symbol)
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
	view_fact(p, label, printed, strpbrk(href, " ") ? NULL : href);
}

/* Only words alone are translated: "UN focus page on Syria", and no path of a file. */
static const char *view_told_source(struct view *p, const char *source)
{
	return strpbrk(source, ":/") ? source : view_told(p, source);
}

/* An address or a symbol that a source begins with is a link; words follow it. */
void view_source(struct view *p, const char *source)
{
	char host[128], printed[SYMBOL_MAX + 8], first[800];
	const char *label = NULL;
	size_t n = strcspn(source, " ");

	snprintf(first, sizeof first, "%.*s", (int)n, source);
	if (n < sizeof first && url_is_web(first)) {
		view_host(first, host, sizeof host);
		label = host;
	} else if (n < SYMBOL_MAX && catalogue_knows(p->starter, first, NULL) > 0) {
		symbol_print(first, printed, sizeof printed);
		label = printed;
	}
	view_fact(p, _("Source"),
	          label     ? label
	          : *source ? view_told_source(p, source)
	                    : _("none found"),
	          label ? first : NULL);
	if (label)
		doc_add_str(p->m, source + n);
}

void view_witness(struct view *p, const struct dossier_row *r, const char *source,
                  const char *status)
{
	static const struct {
		const char *sort, *words;
	} sorts[] = {
		{"upload", N_("a copy that somebody uploaded")},
		{"mirror", N_("a copy on another site")},
		{"essay", N_("an essay, a blog or a forum")},
	};
	const char *words = NULL;
	char text[160];

	view_source(p, source);
	for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
		if (!strcmp(sorts[i].sort, r->source_sort))
			words = _(sorts[i].words);
	if (words)
		/* TRANSLATORS: the kind of a source, and what it is */
		snprintf(text, sizeof text, _("%s: %s"), view_told(p, r->source_kind), words);
	else
		snprintf(text, sizeof text, "%s", view_told(p, r->source_kind));
	view_fact(p, _("Kind of source"), text, NULL);
	view_status(p, status, r->source_sort);
}

void view_status(struct view *p, const char *status, const char *sort)
{
	static const struct {
		const char *status, *words;
	} known[] = {
		{"confirmed", N_("confirmed by the source that is named")},
		{"partly", N_("confirmed in part: the source does not carry all of it")},
		{"unconfirmed", N_("not confirmed: general knowledge, no source found")},
		{"usual", N_("usual wording, not seen in a parallel text")},
	};
	const char *said = status;
	char text[240];

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(known[i].status, status))
			said = _(known[i].words);
	if (*sort && !strcmp(status, "confirmed"))
		said = _("the source that is named says so, and cannot confirm it alone");
	view_fact(p, _("Status"),
	          view_doubt(p, said, dossier_doubtful(status, sort), text, sizeof text), NULL);
}

static int take_title(const struct dossier_row *r, void *payload)
{
	snprintf(payload, 96, "%s", r->at[PANE_TITLE]);
	return 1;
}

void view_pane_fact(struct view *p, const char *key)
{
	char filter[80], title[96] = "", href[80];
	struct dossier_query query = {.filter = filter};

	if (!*key)
		return;
	snprintf(filter, sizeof filter, "key=%s", key);
	snprintf(href, sizeof href, "pane:%s", key);
	if (dossier_each(p->starter, DOSSIER_PANES, &query, take_title, title, NULL) == 0)
		view_fact(p, _("Pane"), view_told(p, title), href);
}

/* The legend explains it. */
static const char *note_mark(struct view *p, const char *mark)
{
	p->here = p->here || !strcmp(mark, MARK_HERE);
	p->part = p->part || !strcmp(mark, MARK_PART);
	p->away = p->away || !strcmp(mark, MARK_AWAY);
	return mark;
}

const char *view_mark(struct view *p, const char *key)
{
	static const char *const marks[] = {[AVAILABILITY_AWAY] = MARK_AWAY,
	                                    [AVAILABILITY_PART] = MARK_PART,
	                                    [AVAILABILITY_HERE] = MARK_HERE};

	if (!*key) {
		p->none = true;
		return MARK_NONE;
	}
	if (!p->look)
		p->look = availability_new(p->c->stores, NULL);
	if (reference_own(key, NULL) != OWN_NONE || !strncmp(key, "palais:", 7))
		return note_mark(p, MARK_HERE);
	return note_mark(p, marks[p->look ? availability_at(p->look, key) : AVAILABILITY_AWAY]);
}

const char *view_doubt(struct view *p, const char *text, bool doubt, char *out, size_t size)
{
	if (!doubt)
		return text;
	p->doubt = true;
	snprintf(out, size, "%.*s" MARK_DOUBT, (int)size - 2, text);
	return out;
}

/* Whether a document was opened; the store is asked once for all of a page. */
static bool was_read(struct view *p, const char *key)
{
	if (!p->read_known)
		p->read = marks_read_new(stores_personal(p->c->stores));
	p->read_known = true;
	return marks_read_has(p->read, key);
}

/* Whether the entry leads to a document that is to be read and was not yet. */
static bool is_unread(struct view *p, const struct view_entry *e, const char *mark)
{
	const char *key = e->unread ? e->unread : e->href;

	if (!e->unread && (!e->key || !e->href || !*e->key || strcmp(e->key, e->href) ||
	                   !strcmp(mark, MARK_AWAY) || e->mark))
		return false;
	return reference_own(key, NULL) == OWN_NONE && strncmp(key, "palais:", 7) != 0 &&
	       !was_read(p, key);
}

static void put_mark(struct view *p, const struct view_entry *e)
{
	const char *mark = e->mark ? note_mark(p, e->mark) : view_mark(p, e->key);
	uint32_t at = doc_text_length(p->m);

	doc_add_str(p->m, mark);
	if (is_unread(p, e, mark))
		doc_add_span(p->m, DOC_READER, at, doc_text_length(p->m), DOC_READER_UNREAD);
	doc_add_str(p->m, " ");
}

/* What stands before a symbol at the far edge, and there too where the line runs from the right:
 * "15-0-0  S/RES/2254 (2015)". */
static void put_vote(struct view *p, const struct view_entry *e)
{
	bool before = messages_rtl() && *e->tail && e->tail_key && *e->tail_key;

	if (before)
		doc_add_str(p->m, "\u200f\u200e");
	doc_add_str(p->m, e->tail);
	if (before)
		doc_add_str(p->m, "\u200e\u200f");
}

void view_entry(struct view *p, const struct view_entry *e)
{
	const char *words = e->told ? view_told(p, e->text) : e->text;
	char printed[SYMBOL_MAX + 8];
	uint32_t at;

	begin_item(p, e->marker);
	if (p->anchor)
		doc_attr(p->m, "anchor", p->anchor);
	if (e->english || (e->told && view_is_english(p, e->text)))
		mark_english(p);
	if (e->mark || e->key)
		put_mark(p, e);
	/* a number that it begins with would go over to the line from the right */
	if (messages_rtl() && *words >= '0' && *words <= '9')
		doc_add_str(p->m, "\u200e");
	if (e->href)
		doc_add_link(p->m, words, e->href);
	else
		doc_add_str(p->m, words);
	if (e->doubt) {
		doc_add_str(p->m, MARK_DOUBT);
		p->doubt = true;
	}
	if (e->rest)
		doc_add_str(p->m, e->rest);
	if (p->rest)
		doc_add_str(p->m, p->rest);
	if ((!e->tail || !*e->tail) && (!e->tail_key || !*e->tail_key))
		return;
	doc_add_str(p->m, "  ");
	at = doc_text_length(p->m);
	if (e->tail)
		put_vote(p, e);
	if (e->tail_key && *e->tail_key) {
		uint32_t link, end;

		if (e->tail && *e->tail)
			doc_add_str(p->m, messages_rtl() ? "  \u200e" : "  ");
		link = doc_text_length(p->m);
		symbol_print(e->tail_key, printed, sizeof printed);
		doc_add_str(p->m, printed);
		end = doc_text_length(p->m);
		/* its brackets are its own */
		if (messages_rtl() && e->tail && *e->tail)
			doc_add_str(p->m, "\u200e");
		doc_add_span(p->m, DOC_TAIL, at, doc_text_length(p->m), "");
		doc_add_span(p->m, DOC_LINK, link, end, e->tail_key);
		return;
	}
	doc_add_span(p->m, DOC_TAIL, at, doc_text_length(p->m), "");
}

void view_legend(struct view *p)
{
	const struct {
		bool on;
		const char *mark, *text;
	} parts[] = {
		{p->here, MARK_HERE, _("readable here now")},
		{p->part, MARK_PART, _("a part is here")},
		{p->away, MARK_AWAY, _("known, not here yet")},
		{p->none, MARK_NONE, _("no document named")},
		{p->doubt, MARK_DOUBT, _("not confirmed, or only in part")},
		{p->gap, "–", _("no figure found")},
	};
	bool first = true;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i].on)
			continue;
		if (first) {
			doc_begin(p->m, DOC_RULE);
			view_begin(p, DOC_PARAGRAPH);
			doc_attr(p->m, "anchor", "legend");
		} else {
			doc_add_str(p->m, "   ");
		}
		doc_add_str(p->m, parts[i].mark);
		doc_add_str(p->m, " ");
		doc_add_str(p->m, parts[i].text);
		first = false;
	}
	if (first && (p->ours || p->english))
		doc_begin(p->m, DOC_RULE);
	view_translation(p);
}
