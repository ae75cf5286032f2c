/* Akoma Ntoso: the walk over the text. Every element is read, whatever it is
 * and wherever it stands; what is known of some says where paragraphs begin and
 * end, and what they are. */
#include "config.h"

#include "fetch/akn.h"

#include "fetch/parse.h"
#include "model/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char *const tag_names[] = {
#define X(id, name, action) name,
	AKN_TAGS(X)
#undef X
};

static const uint8_t tag_actions[] = {
#define X(id, name, action) action,
	AKN_TAGS(X)
#undef X
};

static const char *const attr_names[] = {
#define X(id, name) name,
	AKN_ATTRS(X)
#undef X
};

static const struct xml_words words = {
	tag_names, sizeof tag_names / sizeof *tag_names,
	attr_names, sizeof attr_names / sizeof *attr_names};

/* An element that is open. */
struct frame {
	uint32_t node;
	uint8_t action;
	bool em, strong, link;
	bool ends_block; /* it is none by name, but stood where no paragraph was open */
	uint32_t start;  /* of its spans */
	const struct passage *text;
};

/* What a paragraph of the cover holds. */
enum { ROLE_FACT = 1, ROLE_TITLE = 2, ROLE_SHOWN = 4 };

struct walk {
	const struct xml_tree *tree;
	struct akn_facts facts;
	struct sheet sheet;
	VEC(struct frame) frames;
	char marker[64];     /* of <num>: for the paragraph that comes next */
	uint32_t num;        /* the <num> that is open, else 0 */
	int heading;         /* the level of headings by class: H1, H23, H4 */
	unsigned cover;      /* masthead elements that are open */
	unsigned covers;     /* how many there were */
	unsigned title_cover;/* the one in which a title was last */
	unsigned lists;      /* lists that are open */
	unsigned quotes;
	unsigned roles;      /* of the paragraph that is open, in the cover */
	size_t cover_end;    /* drafts that were begun in the cover */
	bool preface;        /* below the cover, where the title stands */
	bool noted;          /* the meta block's notes have been written */
	unsigned note_count; /* for notes that do not say their number */
	bool titled;
};

static unsigned action_of(const struct walk *w, uint32_t node)
{
	unsigned tag = w->tree->nodes.at[node].tag;
	return tag < XML_OTHER ? tag_actions[tag] : AKN_INLINE;
}

static bool attr_has(const struct walk *w, uint32_t node, unsigned name, const char *word)
{
	const char *value = xml_attr(w->tree, node, name);
	return value && strcasestr(value, word);
}

/* -- the cover ----------------------------------------------------------- */

/* "Resolution adopted by the General Assembly on 29 June 2023" is marked as a
 * title on the cover, and is none. */
static bool title_says_adoption(const struct walk *w, uint32_t node)
{
	struct buf text;
	char iso[11];
	if (attr_has(w, node, AKN_A_REFERS_TO, "adoption"))
		return true;
	if (xml_attr(w->tree, node, AKN_A_REFERS_TO) || w->preface)
		return false;
	uint32_t preface = xml_find(w->tree, 0, 0, AKN_T_PREFACE);
	if (preface && xml_find(w->tree, preface, preface, AKN_T_DOC_TITLE))
		return true;
	buf_init(&text, 4096);
	xml_text(w->tree, node, &text);
	bool dated = paper_date(text.bytes, text.len, iso, NULL);
	buf_done(&text);
	return dated;
}

static void role_note(struct walk *w, uint32_t node)
{
	static const struct {
		unsigned tag, role;
	} roles[] = {{AKN_T_DOC_NUMBER, ROLE_FACT},  {AKN_T_DOC_AUTHORITY, ROLE_FACT},
		     {AKN_T_DOC_STATUS, ROLE_FACT},  {AKN_T_SESSION, ROLE_FACT},
		     {AKN_T_DOC_DATE, ROLE_FACT},    {AKN_T_DOCKET_NUMBER, ROLE_FACT},
		     {AKN_T_INLINE, ROLE_SHOWN},     {AKN_T_DOC_PROPONENT, ROLE_SHOWN}};
	unsigned tag = w->tree->nodes.at[node].tag;
	if (tag == AKN_T_DOC_TITLE)
		w->roles |= title_says_adoption(w, node) ? ROLE_SHOWN : ROLE_TITLE;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		if (roles[i].tag == tag)
			w->roles |= roles[i].role;
}

/* Several lines of one title are one; a part's own title is a heading. */
static void title_take(struct walk *w, struct draft *d)
{
	size_t count = w->sheet.drafts.count;
	struct draft *before = count > 1 ? w->sheet.drafts.at[count - 2] : NULL;
	bool goes_on = w->title_cover == w->covers;
	w->title_cover = w->covers;
	if (goes_on && before && !before->gone && before->kind == DOC_HEADING) {
		passage_join(&before->text, &d->text);
		d->gone = true;
		return;
	}
	d->kind = DOC_HEADING;
	d->level = w->titled ? 2 : 1;
	w->titled = true;
}

/* What a paragraph of the masthead is: a fact, the title or a line of text. */
static void cover_take(struct walk *w, struct draft *d)
{
	const char *s = d->text.text.bytes;
	size_t len = d->text.text.len;
	if (w->roles & ROLE_SHOWN)
		return;
	if (w->roles & ROLE_TITLE) {
		title_take(w, d);
		return;
	}
	enum paper_line_kind kind = paper_facts_line(&w->facts.paper, s, len);
	d->gone = (w->roles & ROLE_FACT) || (kind != PAPER_TEXT && !paper_is_shown(kind));
}

/* -- blocks -------------------------------------------------------------- */

static void flush(struct walk *w)
{
	struct draft *d = w->sheet.open;
	bool own = d && !w->sheet.note && !w->sheet.in_cell;
	if (own && w->cover)
		cover_take(w, d);
	if (!w->sheet.note && !w->sheet.in_cell)
		w->roles = 0;
	if (own && w->quotes && d->kind == DOC_PARAGRAPH && !*d->marker) {
		d->kind = DOC_QUOTE;
		d->level = (int)w->quotes;
	}
	sheet_end(&w->sheet);
}

/* Where the cover has no title, the symbol is one. */
static void title_need(struct walk *w)
{
	if (w->titled || !*w->facts.paper.symbol || !xml_find(w->tree, 0, 0, AKN_T_COVER_PAGE))
		return;
	char symbol[SYMBOL_MAX + 8];
	struct draft *d = sheet_insert(&w->sheet, 0, DOC_HEADING);
	if (!d)
		return;
	symbol_print(w->facts.paper.symbol, symbol, sizeof symbol);
	passage_str(&d->text, symbol);
	d->level = 1;
	w->titled = true;
	w->cover_end++;
}

/* Before text: a paragraph begins, and takes the marker that waits. */
static void need_paragraph(struct walk *w)
{
	if (w->sheet.note || w->sheet.in_cell || w->sheet.open)
		return;
	struct draft *d = sheet_begin(&w->sheet, w->heading ? DOC_HEADING : DOC_PARAGRAPH);
	if (!d)
		return;
	memcpy(d->marker, w->marker, sizeof d->marker);
	d->set_apart = *d->marker != '\0';
	d->level = w->heading ? w->heading : (int)w->lists;
	w->marker[0] = '\0';
}

/* Before the text stands what the meta block has of notes on the whole. */
static void notes_take(struct walk *w)
{
	struct buf text;
	w->noted = true;
	for (uint32_t i = 0; (i = xml_find(w->tree, 0, i, AKN_T_NOTE)) != 0;) {
		struct draft *d = sheet_begin(&w->sheet, DOC_NOTE);
		buf_init(&text, 1u << 20);
		xml_text(w->tree, i, &text);
		size_t stars = strspn(text.bytes, "*");
		if (d && stars < sizeof d->marker)
			memcpy(d->marker, text.bytes, stars);
		if (d)
			passage_str(&d->text, text.bytes + stars);
		buf_done(&text);
		sheet_end(&w->sheet);
	}
}

static void num_take(struct walk *w, uint32_t node)
{
	struct buf text;
	buf_init(&text, 4096);
	xml_text(w->tree, node, &text);
	flush(w);
	/* One that never met its text stands alone, to be joined or dropped. */
	if (*w->marker)
		need_paragraph(w), flush(w);
	if (text.len < sizeof w->marker && text.len > 0) {
		memcpy(w->marker, text.bytes, text.len + 1);
	} else if (text.len > 0) {
		need_paragraph(w);
		passage_add(sheet_text(&w->sheet), text.bytes, text.len);
	}
	buf_done(&text);
}

static int class_level(const char *class)
{
	const char *at = class && class[0] == 'H' ? class + 1 : "";
	return isdigit((unsigned char)*at) ? *at - '0' + 1 : strncmp(at, "Ch", 2) == 0 ? 2 : 0;
}

static void heading_begin(struct walk *w, bool below)
{
	flush(w);
	struct draft *d = sheet_begin(&w->sheet, DOC_HEADING);
	if (!d)
		return;
	d->level = w->heading ? w->heading : below ? 3 : 2;
	memcpy(d->marker, w->marker, sizeof d->marker);
	w->marker[0] = '\0';
}

static void note_begin(struct walk *w, uint32_t node)
{
	char number[16];
	const char *marker = xml_attr(w->tree, node, AKN_A_MARKER);
	snprintf(number, sizeof number, "%u", ++w->note_count);
	if (marker && isdigit((unsigned char)*marker))
		w->note_count = (unsigned)strtoul(marker, NULL, 10);
	need_paragraph(w);
	sheet_note_begin(&w->sheet, marker && *marker ? marker : number);
}

static unsigned number_of(const struct walk *w, uint32_t node, unsigned name)
{
	const char *value = xml_attr(w->tree, node, name);
	return value ? (unsigned)strtoul(value, NULL, 10) : 1;
}

static void cell_begin(struct walk *w, uint32_t node)
{
	unsigned tag = w->tree->nodes.at[node].tag;
	sheet_cell_begin(&w->sheet, tag == AKN_T_TH, number_of(w, node, AKN_A_COLSPAN),
			 number_of(w, node, AKN_A_ROWSPAN));
}

static void item_begin(struct walk *w)
{
	flush(w);
	if (w->sheet.note || w->sheet.in_cell)
		return;
	if (!*w->marker)
		memcpy(w->marker, "•", sizeof "•");
}

/* -- links --------------------------------------------------------------- */

/* A UN document's address is its symbol; others stand. */
static void link_span(struct walk *w, uint32_t node, uint32_t start)
{
	const char *href = xml_attr(w->tree, node, AKN_A_HREF);
	char symbol[SYMBOL_MAX];
	if (!href || !*href)
		return;
	if (symbol_normal(href, symbol))
		passage_span(sheet_text(&w->sheet), DOC_LINK, start, symbol);
	else if (strncmp(href, "http", 4) == 0)
		passage_span(sheet_text(&w->sheet), DOC_LINK, start, href);
}

/* -- the walk ------------------------------------------------------------ */

static bool is_letter_last(const struct passage *p)
{
	return p->text.len > 0 && isalpha((unsigned char)p->text.bytes[p->text.len - 1]);
}

static void open_element(struct walk *w, uint32_t node, struct frame *f)
{
	const char *class = xml_attr(w->tree, node, AKN_A_CLASS);
	unsigned tag = w->tree->nodes.at[node].tag;
	if (tag == AKN_T_PARAGRAPH)
		w->heading = class_level(class);
	w->preface = tag == AKN_T_PREFACE || (w->preface && w->cover);
	if (!w->noted && (tag == AKN_T_PREAMBLE || tag == AKN_T_MAIN_BODY)) {
		flush(w);
		title_need(w);
		notes_take(w);
	}
	switch (f->action) {
	case AKN_BLOCK: flush(w); break;
	case AKN_COVER:
		flush(w);
		w->cover++;
		w->covers++;
		break;
	case AKN_HEADING: heading_begin(w, false); break;
	case AKN_SUBHEADING: heading_begin(w, true); break;
	case AKN_NOTE: note_begin(w, node); break;
	case AKN_QUOTE:
		flush(w);
		w->quotes++;
		break;
	case AKN_LIST:
		flush(w);
		w->lists++;
		break;
	case AKN_ITEM: item_begin(w); break;
	case AKN_TABLE:
		flush(w);
		sheet_table_begin(&w->sheet);
		break;
	case AKN_ROW: sheet_row(&w->sheet); break;
	case AKN_CELL: cell_begin(w, node); break;
	case AKN_DATE:
		/* "on<docDate>": the space was lost where the element was put in. */
		need_paragraph(w);
		if (is_letter_last(sheet_text(&w->sheet)))
			passage_break(sheet_text(&w->sheet));
		break;
	case AKN_BREAK: passage_break(sheet_text(&w->sheet)); break;
	case AKN_RULE:
		flush(w);
		sheet_begin(&w->sheet, DOC_RULE);
		flush(w);
		break;
	default: {
		/* A <p> with a class is what its class says as well. */
		const char *style = xml_attr(w->tree, node, AKN_A_STYLE);
		f->em = f->action == AKN_EM || (class && strstr(class, "italic")) ||
			(style && strstr(style, "italic"));
		f->strong = f->action == AKN_STRONG || (class && strstr(class, "bold")) ||
			    (style && strstr(style, "bold"));
		f->link = f->action == AKN_LINK;
		f->ends_block = !w->sheet.open && !w->sheet.note && !w->sheet.in_cell;
	}
	}
	if (w->cover)
		role_note(w, node);
}

static void close_element(struct walk *w, const struct frame *f)
{
	const struct passage *text = f->text;
	if ((f->em || f->strong || f->link) && text && sheet_text(&w->sheet) == text) {
		if (f->em)
			passage_span(sheet_text(&w->sheet), DOC_EM, f->start, NULL);
		if (f->strong)
			passage_span(sheet_text(&w->sheet), DOC_STRONG, f->start, NULL);
		if (f->link)
			link_span(w, f->node, f->start);
	}
	switch (f->action) {
	case AKN_COVER:
		flush(w);
		w->cover--;
		if (!w->noted)
			w->cover_end = w->sheet.drafts.count;
		break;
	case AKN_QUOTE:
		flush(w);
		w->quotes--;
		break;
	case AKN_LIST:
		flush(w);
		w->lists--;
		break;
	case AKN_BLOCK:
	case AKN_HEADING:
	case AKN_SUBHEADING:
	case AKN_ITEM:
		flush(w);
		if (w->tree->nodes.at[f->node].tag == AKN_T_PARAGRAPH)
			w->heading = 0;
		break;
	case AKN_NOTE: sheet_note_end(&w->sheet); break;
	case AKN_CELL: sheet_cell_end(&w->sheet); break;
	case AKN_TABLE: sheet_table_end(&w->sheet); break;
	default:
		if (f->ends_block && w->tree->nodes.at[f->node].tag == XML_OTHER)
			flush(w);
	}
}

static void text_take(struct walk *w, const struct xml_node *node)
{
	const char *s = w->tree->bytes.bytes + node->at;
	size_t space = 0;
	while (space < node->len && isspace((unsigned char)s[space]))
		space++;
	bool in_text = w->sheet.open || w->sheet.note || w->sheet.in_cell;
	if (space == node->len && !in_text)
		return;
	if (space < node->len)
		need_paragraph(w);
	if (w->sheet.open && w->sheet.open->kind == DOC_TABLE && !w->sheet.in_cell &&
	    !w->sheet.note && space == node->len)
		return;
	passage_add(sheet_text(&w->sheet), s, node->len);
}

static void close_until(struct walk *w, uint32_t node)
{
	while (w->frames.count > 0) {
		struct frame f = w->frames.at[w->frames.count - 1];
		if (node < w->tree->nodes.at[f.node].end)
			return;
		w->frames.count--;
		close_element(w, &f);
	}
}

static int walk_text(struct walk *w)
{
	const struct xml_tree *tree = w->tree;
	for (uint32_t i = 0; i < tree->nodes.count && !w->sheet.failed;) {
		const struct xml_node *node = &tree->nodes.at[i];
		close_until(w, i);
		if (node->tag == XML_TEXT) {
			text_take(w, node);
			i++;
			continue;
		}
		struct frame f = {.node = i, .action = (uint8_t)action_of(w, i)};
		bool in_line = w->sheet.open && w->sheet.open->text.text.len > 0;
		bool num = f.action == AKN_NUM && !w->sheet.note && !w->sheet.in_cell && !in_line;
		if (num)
			num_take(w, i);
		if (f.action == AKN_SKIP || num) {
			i = node->end;
			continue;
		}
		open_element(w, i, &f);
		if (f.em || f.strong || f.link) {
			need_paragraph(w);
			f.text = sheet_text(&w->sheet);
			f.start = passage_here(f.text);
		}
		if (vec_push(&w->frames, f) < 0)
			return -1;
		i++;
	}
	close_until(w, UINT32_MAX);
	flush(w);
	return w->sheet.failed ? -1 : 0;
}

/* -- the document -------------------------------------------------------- */

/* The title is the first heading of the highest level, without its number. */
static void title_fact(struct walk *w)
{
	const struct draft *title = NULL;
	for (size_t i = 0; i < w->sheet.drafts.count; i++) {
		const struct draft *d = w->sheet.drafts.at[i];
		if (!d->gone && d->kind == DOC_HEADING && (!title || d->level < title->level))
			title = d;
	}
	if (!title)
		return;
	const char *s = title->text.text.bytes + sheet_title_number(title->text.text.bytes);
	size_t len = strlen(s);
	paper_facts_title(&w->facts.paper, s, len && s[len - 1] == ',' ? len - 1 : len);
}

/* Of the president's statements: "At the 6736th meeting, held on 21 March 2012". */
static void statement_facts(struct walk *w, const struct draft *d)
{
	if (strncmp(w->facts.paper.symbol, "S/PRST/", 7) == 0 && !*w->facts.paper.meeting)
		akn_facts_meeting(&w->facts, d->text.text.bytes);
}

/* The language of the text counts, not that of the cover: parts of that were
 * left in English. */
static void text_facts(struct walk *w)
{
	for (size_t i = w->cover_end; i < w->sheet.drafts.count; i++) {
		const struct draft *d = w->sheet.drafts.at[i];
		if (i == w->cover_end)
			statement_facts(w, d);
		if (!d->gone && d->kind != DOC_HEADING && d->kind != DOC_TABLE)
			paper_facts_text(&w->facts.paper, d->text.text.bytes, d->text.text.len);
	}
	if (*w->facts.paper.date)
		return;
	for (size_t i = 0; i < w->cover_end && i < w->sheet.drafts.count; i++)
		paper_facts_text(&w->facts.paper, w->sheet.drafts.at[i]->text.text.bytes,
				 w->sheet.drafts.at[i]->text.text.len);
}

/* A paragraph of nothing but references was left behind by a converter. */
static bool only_references(const struct draft *d)
{
	size_t covered = 0, count = d->text.spans.count;
	for (size_t i = 0; i < count; i++) {
		const struct passage_span *span = &d->text.spans.at[i];
		if (span->kind != DOC_LINK || strchr(span->value ? span->value : ":", ':'))
			return false;
		covered += span->end - span->start + (i > 0);
	}
	return count > 1 && covered >= d->text.text.len;
}

/* References that a converter left before a number: "2254 (2015)<tab>59.<tab>". */
static void drop_leftovers(struct walk *w)
{
	for (size_t i = w->cover_end; i < w->sheet.drafts.count; i++) {
		struct draft *d = w->sheet.drafts.at[i];
		if (d->gone || d->kind != DOC_PARAGRAPH || *d->marker)
			continue;
		if (only_references(d)) {
			d->gone = true;
			continue;
		}
		size_t end = 0;
		for (size_t k = 0; k < d->text.spans.count; k++) {
			const struct passage_span *span = &d->text.spans.at[k];
			if (span->kind != DOC_LINK || span->start > end + (k > 0))
				break;
			end = span->end;
		}
		if (end > 0 && d->text.gap == end && isdigit((unsigned char)d->text.text.bytes[end + 1])) {
			d->text.gap = UINT32_MAX;
			passage_drop(&d->text, end);
			d->set_apart = true;
		}
	}
}

static void write(struct walk *w, struct doc_maker *m)
{
	title_fact(w);
	text_facts(w);
	akn_facts_settle(&w->facts);
	paper_facts_write(&w->facts.paper, "akn", w->facts.language, m);
	doc_add_fact(m, "vote", w->facts.vote);
	doc_add_fact(m, "description", w->facts.description);
	doc_add_fact(m, "symbol-note", w->facts.note);
	if (!w->tree->whole) {
		char cut[120];
		snprintf(cut, sizeof cut, "the XML breaks off or is damaged at line %ld",
			 w->tree->line);
		doc_add_fact(m, "incomplete", cut);
	}
	sheet_write(&w->sheet, text_lang_is_rtl(paper_facts_language(&w->facts.paper)), m);
}

int parse_akn(const struct parse_how *how, const char *bytes, size_t len, struct doc_maker *m,
	      struct err *err)
{
	struct xml_tree tree;
	struct walk w = {.tree = &tree};
	int result = -1;
	(void)how;
	if (xml_read(&tree, &words, bytes, len, 64u << 20, err) < 0) {
		xml_done(&tree);
		return -1;
	}
	akn_facts_read(&tree, &w.facts);
	sheet_init(&w.sheet);
	if (walk_text(&w) < 0) {
		err_set(err, ERR_FAILED, "Akoma Ntoso: larger than can be read");
	} else {
		drop_leftovers(&w);
		for (size_t i = 0; i < w.sheet.drafts.count; i++)
			w.sheet.drafts.at[i]->bold_heading = i >= w.cover_end;
		sheet_shape(&w.sheet);
		if (sheet_blank(&w.sheet))
			err_set(err, ERR_FAILED, "Akoma Ntoso: there is no text in it");
		else
			result = 0;
	}
	if (result == 0)
		write(&w, m);
	sheet_done(&w.sheet);
	vec_done(&w.frames);
	xml_done(&tree);
	return result;
}
