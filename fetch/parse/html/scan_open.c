/* SPDX-License-Identifier: ISC */
/* The elements that are open: which of them a tag closes, as HTML 5 has it. */
#include "config.h"

#include "fetch/parse/html/scan_parts.h"

#include <string.h>
#include <strings.h>

/* So many elements at most are opened again after an end that crosses them. */
#define AGAIN_MOST 8u

enum {
	IS_PART = 1u << 0,   /* "special": the end of an inline element is not looked for beyond */
	IS_WALL = 1u << 1,   /* ends inside it close nothing outside */
	ENDS_P = 1u << 2,    /* a paragraph ends where it starts */
	IS_STYLE = 1u << 3,  /* of the looks of text: goes on after an end that crosses it */
	IS_VOID = 1u << 4,   /* has no content */
	IS_HEAD = 1u << 5,   /* belongs into the head */
	NEEDS_END = 1u << 6, /* what is in it is not text: it must not be left open */
	IS_TABLE = 1u << 7,  /* part of a table: belongs to the innermost */
	IS_HEADING = 1u << 8
};

static const uint16_t rules[HTML_TEXT + 1] = {
	[HTML_A] = IS_STYLE,
	[HTML_ADDRESS] = IS_PART | ENDS_P,
	[HTML_APPLET] = IS_PART | IS_WALL,
	[HTML_AREA] = IS_VOID,
	[HTML_ARTICLE] = IS_PART | ENDS_P,
	[HTML_ASIDE] = IS_PART | ENDS_P,
	[HTML_AUDIO] = NEEDS_END,
	[HTML_B] = IS_STYLE,
	[HTML_BASE] = IS_VOID | IS_HEAD,
	[HTML_BASEFONT] = IS_VOID | IS_HEAD,
	[HTML_BGSOUND] = IS_VOID | IS_HEAD,
	[HTML_BIG] = IS_STYLE,
	[HTML_BLOCKQUOTE] = IS_PART | ENDS_P,
	[HTML_BODY] = IS_PART,
	[HTML_BR] = IS_VOID,
	[HTML_BUTTON] = IS_PART | NEEDS_END,
	[HTML_CANVAS] = NEEDS_END,
	[HTML_CAPTION] = IS_PART | IS_WALL | IS_TABLE,
	[HTML_CENTER] = IS_PART | ENDS_P,
	[HTML_CODE] = IS_STYLE,
	[HTML_COL] = IS_VOID | IS_TABLE,
	[HTML_COLGROUP] = IS_PART | IS_TABLE,
	[HTML_DATALIST] = NEEDS_END,
	[HTML_DD] = IS_PART | ENDS_P,
	[HTML_DETAILS] = IS_PART | ENDS_P,
	[HTML_DIALOG] = IS_PART | ENDS_P,
	[HTML_DIR] = IS_PART | ENDS_P,
	[HTML_DIV] = IS_PART | ENDS_P,
	[HTML_DL] = IS_PART | ENDS_P,
	[HTML_DT] = IS_PART | ENDS_P,
	[HTML_EM] = IS_STYLE,
	[HTML_EMBED] = IS_VOID,
	[HTML_FIELDSET] = IS_PART | ENDS_P,
	[HTML_FIGCAPTION] = IS_PART | ENDS_P,
	[HTML_FIGURE] = IS_PART | ENDS_P,
	[HTML_FONT] = IS_STYLE,
	[HTML_FOOTER] = IS_PART | ENDS_P,
	[HTML_FORM] = IS_PART | ENDS_P,
	[HTML_FRAME] = IS_VOID,
	[HTML_FRAMESET] = IS_PART,
	[HTML_H1] = IS_PART | ENDS_P | IS_HEADING,
	[HTML_H2] = IS_PART | ENDS_P | IS_HEADING,
	[HTML_H3] = IS_PART | ENDS_P | IS_HEADING,
	[HTML_H4] = IS_PART | ENDS_P | IS_HEADING,
	[HTML_H5] = IS_PART | ENDS_P | IS_HEADING,
	[HTML_H6] = IS_PART | ENDS_P | IS_HEADING,
	[HTML_HEAD] = IS_PART,
	[HTML_HEADER] = IS_PART | ENDS_P,
	[HTML_HGROUP] = IS_PART | ENDS_P,
	[HTML_HR] = IS_VOID | ENDS_P,
	[HTML_HTML] = IS_PART | IS_WALL,
	[HTML_I] = IS_STYLE,
	[HTML_IFRAME] = NEEDS_END,
	[HTML_IMG] = IS_VOID,
	[HTML_INPUT] = IS_VOID,
	[HTML_KEYGEN] = IS_VOID,
	[HTML_LI] = IS_PART | ENDS_P,
	[HTML_LINK] = IS_VOID | IS_HEAD,
	[HTML_LISTING] = IS_PART | ENDS_P,
	[HTML_MAIN] = IS_PART | ENDS_P,
	[HTML_MAP] = NEEDS_END,
	[HTML_MARQUEE] = IS_PART | IS_WALL,
	[HTML_MENU] = IS_PART | ENDS_P,
	[HTML_META] = IS_VOID | IS_HEAD,
	[HTML_NAV] = IS_PART | ENDS_P,
	[HTML_NOBR] = IS_STYLE,
	[HTML_NOFRAMES] = IS_PART,
	[HTML_NOSCRIPT] = IS_PART | IS_WALL | IS_HEAD | NEEDS_END,
	[HTML_OBJECT] = IS_PART | IS_WALL | NEEDS_END,
	[HTML_OL] = IS_PART | ENDS_P,
	[HTML_P] = IS_PART | ENDS_P,
	[HTML_PARAM] = IS_VOID,
	[HTML_PLAINTEXT] = IS_PART | ENDS_P,
	[HTML_PRE] = IS_PART | ENDS_P,
	[HTML_S] = IS_STYLE,
	[HTML_SEARCH] = IS_PART | ENDS_P,
	[HTML_SECTION] = IS_PART | ENDS_P,
	[HTML_SELECT] = IS_PART | NEEDS_END,
	[HTML_SMALL] = IS_STYLE,
	[HTML_SOURCE] = IS_VOID,
	[HTML_STRIKE] = IS_STYLE,
	[HTML_STRONG] = IS_STYLE,
	[HTML_SUMMARY] = IS_PART | ENDS_P,
	[HTML_TABLE] = IS_PART | IS_WALL | ENDS_P,
	[HTML_TBODY] = IS_PART | IS_TABLE,
	[HTML_TD] = IS_PART | IS_WALL | IS_TABLE,
	[HTML_TEXTAREA] = IS_PART | NEEDS_END,
	[HTML_TFOOT] = IS_PART | IS_TABLE,
	[HTML_TH] = IS_PART | IS_WALL | IS_TABLE,
	[HTML_THEAD] = IS_PART | IS_TABLE,
	[HTML_TITLE] = IS_PART | IS_HEAD,
	[HTML_TR] = IS_PART | IS_TABLE,
	[HTML_TRACK] = IS_VOID,
	[HTML_TT] = IS_STYLE,
	[HTML_U] = IS_STYLE,
	[HTML_UL] = IS_PART | ENDS_P,
	[HTML_VIDEO] = NEEDS_END,
	[HTML_WBR] = IS_VOID,
	[HTML_XMP] = IS_PART | ENDS_P,
};

/* -- the stack ----------------------------------------------------------- */

static uint8_t slot_of(const struct scan_tag *tag)
{
	unsigned hash = 0;
	if (tag->tag != HTML_OTHER)
		return (uint8_t)tag->tag;
	for (uint32_t i = 0; i < tag->name_len && i < 64; i++)
		hash = hash * 31 + ((unsigned char)tag->name[i] | 32u);
	return (uint8_t)(HTML_TEXT + hash % (SCAN_SLOTS - HTML_TEXT));
}

static unsigned top_of(const struct html_scan *scan)
{
	const struct scan_stack *st = &scan->open;
	return st->depth ? st->at[st->depth - 1].tag : HTML_TEXT;
}

static bool is_named(const struct scan_open *one, const struct scan_tag *tag)
{
	return one->tag == tag->tag && !one->ghost &&
	       (tag->tag != HTML_OTHER || (one->name_len == tag->name_len &&
	                                   strncasecmp(one->name, tag->name, tag->name_len) == 0));
}

static void pop(struct html_scan *scan)
{
	struct scan_stack *st = &scan->open;
	struct scan_open *one = &st->at[--st->depth];
	if (!one->ghost)
		st->count[one->slot]--;
	scan_write_end(scan, one->tag);
	scan->work++;
}

/* Closes all from the top down to the index, and those that only waited for that. */
static void close_to(struct html_scan *scan, unsigned index)
{
	struct scan_stack *st = &scan->open;
	if (st->over_all) {
		memset(st->over, 0, sizeof st->over);
		st->over_all = 0;
	}
	while (st->depth > index)
		pop(scan);
	while (st->depth > 0 && st->at[st->depth - 1].ghost)
		pop(scan);
}

/* Below the last that fits, it is only counted. */
static void open_over(struct html_scan *scan, const struct scan_tag *tag)
{
	scan->open.over[slot_of(tag)]++;
	scan->open.over_all++;
	if (rules[tag->tag] & IS_PART)
		buf_char(&scan->out, ' ');
}

static void push(struct html_scan *scan, const struct scan_tag *tag)
{
	struct scan_stack *st = &scan->open;
	if (st->depth >= HTML_DEPTH) {
		open_over(scan, tag);
		return;
	}
	struct scan_open *one = &st->at[st->depth++];
	*one = (struct scan_open){.source = tag->source,
	                          .name = tag->name,
	                          .size = tag->size,
	                          .name_len = tag->name_len,
	                          .tag = (uint8_t)tag->tag,
	                          .slot = slot_of(tag)};
	st->count[one->slot]++;
	scan_write_start(scan, tag, false);
}

static void push_bare(struct html_scan *scan, enum html_tag tag)
{
	struct scan_tag bare = {.tag = tag};
	push(scan, &bare);
}

/* -- finding what a tag closes ------------------------------------------------ */

#define WALLS_USUAL IS_WALL

/* The innermost that the tag names, not beyond one that has any of the rules in `walls`; also
 * not beyond `wall`. -1: none. */
static int find(struct html_scan *scan, const struct scan_tag *tag, unsigned walls, unsigned wall)
{
	const struct scan_stack *st = &scan->open;
	if (st->count[slot_of(tag)] == 0)
		return -1;
	for (unsigned i = st->depth; i-- > 0;) {
		scan->work++;
		if (is_named(&st->at[i], tag))
			return (int)i;
		if (rules[st->at[i].tag] & walls || st->at[i].tag == wall)
			return -1;
	}
	return -1;
}

static int find_tag(struct html_scan *scan, enum html_tag tag, unsigned walls, unsigned wall)
{
	struct scan_tag named = {.tag = tag};
	return find(scan, &named, walls, wall);
}

static bool close_tag(struct html_scan *scan, enum html_tag tag, unsigned walls, unsigned wall)
{
	int at = find_tag(scan, tag, walls, wall);
	if (at >= 0)
		close_to(scan, (unsigned)at);
	return at >= 0;
}

/* An item is ended by the next, through what stands in it, but not out of its list. */
static void close_item(struct html_scan *scan, enum html_tag one, enum html_tag other)
{
	const struct scan_stack *st = &scan->open;
	if (st->count[one] + st->count[other] == 0)
		return;
	for (unsigned i = st->depth; i-- > 0;) {
		unsigned tag = st->at[i].tag;
		scan->work++;
		if ((tag == one || tag == other) && !st->at[i].ghost) {
			close_to(scan, i);
			return;
		}
		if (rules[tag] & IS_PART && tag != HTML_ADDRESS && tag != HTML_DIV && tag != HTML_P)
			return;
	}
}

/* -- tables ---------------------------------------------------------------- */

/* Ends of a table's parts are looked for in the innermost table. */
static int find_part(struct html_scan *scan, enum html_tag tag)
{
	return find_tag(scan, tag, 0, HTML_TABLE);
}

static void close_part(struct html_scan *scan, enum html_tag tag)
{
	int at = find_part(scan, tag);
	if (at >= 0)
		close_to(scan, (unsigned)at);
}

static void close_cell(struct html_scan *scan)
{
	close_part(scan, HTML_TD);
	close_part(scan, HTML_TH);
	close_part(scan, HTML_CAPTION);
}

static void close_section(struct html_scan *scan)
{
	close_cell(scan);
	close_part(scan, HTML_TR);
	close_part(scan, HTML_TBODY);
	close_part(scan, HTML_THEAD);
	close_part(scan, HTML_TFOOT);
	close_part(scan, HTML_COLGROUP);
}

/* What the start of a table's part ends, and the row that a cell implies. */
static void start_part(struct html_scan *scan, enum html_tag tag)
{
	unsigned top;
	switch (tag) {
	case HTML_TD:
	case HTML_TH:
		close_cell(scan);
		top = top_of(scan);
		if (top == HTML_TABLE || top == HTML_TBODY || top == HTML_THEAD ||
		    top == HTML_TFOOT)
			push_bare(scan, HTML_TR);
		break;
	case HTML_TR:
		close_cell(scan);
		close_part(scan, HTML_TR);
		close_part(scan, HTML_COLGROUP);
		break;
	case HTML_COL:
		close_cell(scan);
		break;
	default:
		close_section(scan);
	}
}

/* -- the looks of text --------------------------------------------------------- */

/* Opens again what was closed on the way to another's end: with its attributes as long as
 * that does not make much of little. */
static void open_again(struct html_scan *scan, const struct scan_open *one)
{
	struct scan_tag tag = {.tag = one->tag, .name = one->name, .name_len = one->name_len};
	if (one->source && one->size <= scan->budget) {
		scan->budget -= one->size;
		scan_tag_read(scan, one->source, &tag);
	}
	push(scan, &tag);
}

/* The end of an inline element that others cross: "<b><i></b></i>". What only changes the
 * looks of text is opened again; blocks are, where a link ends inside them, and else they hold
 * the element until they end. */
static void end_style(struct html_scan *scan, const struct scan_tag *tag)
{
	struct scan_stack *st = &scan->open;
	struct scan_open again[AGAIN_MOST];
	unsigned count = 0, blocks = 0;
	int at = find(scan, tag, WALLS_USUAL, HTML_TEXT);
	if (at < 0)
		return;
	for (unsigned i = (unsigned)at + 1; i < st->depth; i++)
		blocks += (rules[st->at[i].tag] & IS_PART) != 0;
	if (blocks && (tag->tag != HTML_A || st->depth - (unsigned)at > AGAIN_MOST)) {
		st->count[st->at[at].slot]--;
		st->at[at].ghost = true;
		return;
	}
	for (unsigned i = st->depth; i-- > (unsigned)at + 1 && count < AGAIN_MOST;)
		if (!st->at[i].ghost && (blocks || rules[st->at[i].tag] & IS_STYLE))
			again[count++] = st->at[i];
	close_to(scan, (unsigned)at);
	while (count > 0)
		open_again(scan, &again[--count]);
}

/* -- head and body ------------------------------------------------------------- */

static void open_html(struct html_scan *scan)
{
	if (scan->open.place != SCAN_BEFORE)
		return;
	if (scan->open.depth == 0)
		push_bare(scan, HTML_HTML);
}

static void close_head(struct html_scan *scan)
{
	if (scan->open.place == SCAN_HEAD) {
		close_tag(scan, HTML_HEAD, 0, HTML_TEXT);
		scan->open.place = SCAN_AFTER_HEAD;
	}
}

static void open_body(struct html_scan *scan, const struct scan_tag *tag)
{
	open_html(scan);
	close_head(scan);
	scan->open.place = SCAN_BODY;
	if (tag)
		push(scan, tag);
	else
		push_bare(scan, HTML_BODY);
}

/* What a tag says beyond the first of its kind: its attributes. */
static void add_attributes(struct html_scan *scan, const struct scan_tag *tag)
{
	if (tag->attr_count)
		scan_write_start(scan, tag, true);
}

/* The elements that a page is made of. Whether it was one. */
static bool start_frame(struct html_scan *scan, const struct scan_tag *tag)
{
	struct scan_stack *st = &scan->open;
	switch (tag->tag) {
	case HTML_HTML:
		if (st->depth == 0)
			push(scan, tag);
		else
			add_attributes(scan, tag);
		return true;
	case HTML_HEAD:
		open_html(scan);
		if (st->place == SCAN_BEFORE) {
			st->place = SCAN_HEAD;
			push(scan, tag);
		}
		return true;
	case HTML_BODY:
		if (st->place < SCAN_BODY || (st->place == SCAN_FRAMESET && !st->count[HTML_BODY]))
			open_body(scan, tag);
		else
			add_attributes(scan, tag);
		return true;
	case HTML_FRAMESET:
		if (st->place < SCAN_BODY) {
			open_html(scan);
			close_head(scan);
			st->place = SCAN_FRAMESET;
		}
		push(scan, tag);
		return true;
	default:
		return false;
	}
}

/* Before an element or text: what it stands in. */
static void enter(struct html_scan *scan, unsigned tag)
{
	struct scan_stack *st = &scan->open;
	if (st->place >= SCAN_BODY || st->count[HTML_NOSCRIPT] || st->count[HTML_TITLE])
		return;
	open_html(scan);
	if (!(rules[tag] & IS_HEAD)) {
		open_body(scan, NULL);
	} else if (st->place == SCAN_BEFORE) {
		st->place = SCAN_HEAD;
		push_bare(scan, HTML_HEAD);
	}
}

/* -- tags ------------------------------------------------------------------ */

/* What the start of an element ends. False where it is to be left out. */
static bool make_room(struct html_scan *scan, const struct scan_tag *tag)
{
	const struct scan_stack *st = &scan->open;
	unsigned top;
	if (rules[tag->tag] & ENDS_P && st->count[HTML_P])
		close_tag(scan, HTML_P, WALLS_USUAL, HTML_BUTTON);
	if (rules[tag->tag] & IS_TABLE)
		start_part(scan, tag->tag);
	top = top_of(scan);
	if (rules[tag->tag] & IS_HEADING && top < HTML_TEXT && rules[top] & IS_HEADING)
		close_to(scan, st->depth - 1);
	switch (tag->tag) {
	case HTML_A:
	case HTML_NOBR:
		end_style(scan, tag);
		break;
	case HTML_LI:
		close_item(scan, HTML_LI, HTML_LI);
		break;
	case HTML_DD:
	case HTML_DT:
		close_item(scan, HTML_DD, HTML_DT);
		break;
	case HTML_OPTION:
	case HTML_OPTGROUP:
		if (top == HTML_OPTION)
			close_to(scan, st->depth - 1);
		if (tag->tag == HTML_OPTGROUP && top_of(scan) == HTML_OPTGROUP)
			close_to(scan, st->depth - 1);
		break;
	case HTML_RT:
	case HTML_RP:
		if (top == HTML_RT || top == HTML_RP)
			close_to(scan, st->depth - 1);
		break;
	case HTML_BUTTON:
		close_tag(scan, HTML_BUTTON, WALLS_USUAL, HTML_TEXT);
		break;
	case HTML_INPUT:
	case HTML_SELECT:
	case HTML_TEXTAREA:
		close_tag(scan, HTML_SELECT, WALLS_USUAL, HTML_TEXT);
		break;
	case HTML_FORM:
		return st->count[HTML_FORM] == 0;
	default:
		break;
	}
	return true;
}

void scan_start(struct html_scan *scan, struct scan_tag *tag)
{
	unsigned rule = rules[tag->tag];
	scan->work++;
	if (start_frame(scan, tag))
		return;
	enter(scan, tag->tag);
	if (!make_room(scan, tag))
		return;
	/* An XML page says itself what is empty; others do too, if not by HTML's rules. */
	if (rule & IS_VOID || tag->closed ||
	    (rule & NEEDS_END && !scan_end_ahead(scan, tag->name, tag->tag)))
		scan_write_start(scan, tag, true);
	else
		push(scan, tag);
}

/* The end of a form leaves open what is in it. */
static void end_form(struct html_scan *scan)
{
	struct scan_stack *st = &scan->open;
	int at = find_tag(scan, HTML_FORM, WALLS_USUAL, HTML_TEXT);
	if (at < 0)
		return;
	if (st->at[st->depth - 1].tag == HTML_P && (unsigned)at + 2 == st->depth)
		close_to(scan, st->depth - 1);
	if ((unsigned)at + 1 == st->depth) {
		close_to(scan, (unsigned)at);
		return;
	}
	st->count[HTML_FORM]--;
	st->at[at].ghost = true;
}

static void end_heading(struct html_scan *scan)
{
	const struct scan_stack *st = &scan->open;
	uint32_t count = 0;
	for (unsigned tag = HTML_H1; tag <= HTML_H6; tag++)
		count += st->count[tag];
	for (unsigned i = count ? st->depth : 0; i-- > 0;) {
		scan->work++;
		if (rules[st->at[i].tag] & IS_HEADING) {
			close_to(scan, i);
			return;
		}
		if (rules[st->at[i].tag] & WALLS_USUAL)
			return;
	}
}

/* How far out the end of an element is looked for. */
static int find_end(struct html_scan *scan, const struct scan_tag *tag)
{
	switch (tag->tag) {
	case HTML_TABLE:
		return find(scan, tag, 0, HTML_NOSCRIPT);
	case HTML_P:
		return find(scan, tag, WALLS_USUAL, HTML_BUTTON);
	default:
		break;
	}
	if (rules[tag->tag] & IS_TABLE)
		return find_part(scan, tag->tag);
	return find(scan, tag, rules[tag->tag] & IS_PART ? WALLS_USUAL : IS_PART, HTML_TEXT);
}

/* One of those that did not fit. */
static bool end_over(struct html_scan *scan, const struct scan_tag *tag)
{
	struct scan_stack *st = &scan->open;
	uint32_t *over = &st->over[slot_of(tag)];
	if (st->over_all == 0 || *over == 0)
		return false;
	--*over;
	st->over_all--;
	if (rules[tag->tag] & IS_PART)
		buf_char(&scan->out, ' ');
	return true;
}

void scan_end(struct html_scan *scan, const struct scan_tag *tag)
{
	struct scan_stack *st = &scan->open;
	unsigned rule = rules[tag->tag];
	scan->work++;
	if (tag->tag == HTML_BR)
		scan_write_start(scan, tag, true);
	if (tag->tag == HTML_HEAD)
		close_head(scan);
	if (rule & IS_VOID || tag->tag == HTML_HTML || tag->tag == HTML_BODY ||
	    tag->tag == HTML_HEAD || end_over(scan, tag))
		return;
	if (rule & IS_HEADING) {
		end_heading(scan);
	} else if (st->count[slot_of(tag)] == 0) {
		return;
	} else if (tag->tag == HTML_FORM) {
		end_form(scan);
	} else if (rule & IS_STYLE) {
		end_style(scan, tag);
	} else {
		int at = find_end(scan, tag);
		if (at >= 0)
			close_to(scan, (unsigned)at);
	}
}

bool scan_text(struct html_scan *scan, bool blank)
{
	struct scan_stack *st = &scan->open;
	if (blank && st->place < SCAN_BODY)
		return false;
	if (!blank)
		enter(scan, HTML_TEXT);
	scan->deep |= !blank && st->over_all > 0;
	return true;
}

void scan_finish(struct html_scan *scan)
{
	if (scan->open.place < SCAN_BODY)
		open_body(scan, NULL);
	close_to(scan, 0);
}

bool scan_breaks_out(enum html_tag tag)
{
	static const bool others[HTML_TEXT + 1] = {
		[HTML_BR] = true,   [HTML_EMBED] = true, [HTML_IMG] = true, [HTML_META] = true,
		[HTML_SPAN] = true, [HTML_SUB] = true,   [HTML_SUP] = true, [HTML_RUBY] = true,
	};
	return others[tag] || (rules[tag] & ENDS_P && tag != HTML_SEARCH) || tag == HTML_BODY ||
	       tag == HTML_HEAD || tag == HTML_TABLE ||
	       (rules[tag] & IS_STYLE && tag != HTML_A && tag != HTML_FONT);
}
