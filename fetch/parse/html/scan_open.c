/* SPDX-License-Identifier: ISC */
/* Which of the open elements a tag closes, as HTML 5 has it. */
#include "config.h"

#include "fetch/parse/html/scan_parts.h"

#include <string.h>

static unsigned top_of(const struct html_scan *scan)
{
	const struct scan_stack *st = &scan->open;
	return st->depth ? st->at[st->depth - 1].tag : HTML_TEXT;
}

static bool close_tag(struct html_scan *scan, enum html_tag tag, unsigned walls, unsigned wall)
{
	int at = scan_find_tag(scan, tag, walls, wall);
	if (at >= 0)
		scan_close_to(scan, (unsigned)at);
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
			scan_close_to(scan, i);
			return;
		}
		if (scan_rules[tag] & IS_PART && tag != HTML_ADDRESS && tag != HTML_DIV &&
		    tag != HTML_P)
			return;
	}
}

/* -- tables ---------------------------------------------------------------- */

/* Ends of a table's parts are looked for in the innermost table. */
static int find_part(struct html_scan *scan, enum html_tag tag)
{
	return scan_find_tag(scan, tag, 0, HTML_TABLE);
}

static void close_part(struct html_scan *scan, enum html_tag tag)
{
	int at = find_part(scan, tag);
	if (at >= 0)
		scan_close_to(scan, (unsigned)at);
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
			scan_push_bare(scan, HTML_TR);
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

/* -- head and body ------------------------------------------------------------- */

static void open_html(struct html_scan *scan)
{
	if (scan->open.place != SCAN_BEFORE)
		return;
	if (scan->open.depth == 0)
		scan_push_bare(scan, HTML_HTML);
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
		scan_push(scan, tag);
	else
		scan_push_bare(scan, HTML_BODY);
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
			scan_push(scan, tag);
		else
			add_attributes(scan, tag);
		return true;
	case HTML_HEAD:
		open_html(scan);
		if (st->place == SCAN_BEFORE) {
			st->place = SCAN_HEAD;
			scan_push(scan, tag);
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
		scan_push(scan, tag);
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
	if (!(scan_rules[tag] & IS_HEAD)) {
		open_body(scan, NULL);
	} else if (st->place == SCAN_BEFORE) {
		st->place = SCAN_HEAD;
		scan_push_bare(scan, HTML_HEAD);
	}
}

static uint32_t count_headings(const struct html_scan *scan)
{
	uint32_t count = 0;
	for (unsigned tag = HTML_H1; tag <= HTML_H6; tag++)
		count += scan->open.count[tag];
	return count;
}

/* -- tags ------------------------------------------------------------------ */

/* A heading holds a block only where its end follows soon: else it was left open, and would
 * take what follows for its words. */
#define HEADING_MOST 1000

static void close_heading(struct html_scan *scan, const struct scan_tag *tag)
{
	const struct scan_stack *st = &scan->open;
	for (unsigned i = count_headings(scan) ? st->depth : 0; i-- > 0;) {
		unsigned open = st->at[i].tag;
		scan->work++;
		if (scan_rules[open] & IS_HEADING) {
			const char *end = scan_end_ahead(scan, tag->source, (enum html_tag)open);
			if (!end || end - tag->source > HEADING_MOST)
				scan_close_to(scan, i);
			return;
		}
		if (scan_rules[open] & IS_WALL)
			return;
	}
}

/* What the start of an element ends. False where it is to be left out. */
static bool make_room(struct html_scan *scan, const struct scan_tag *tag)
{
	const struct scan_stack *st = &scan->open;
	unsigned top;
	if (scan_rules[tag->tag] & ENDS_P && st->count[HTML_P])
		close_tag(scan, HTML_P, IS_WALL, HTML_BUTTON);
	if (scan_rules[tag->tag] & IS_TABLE)
		start_part(scan, tag->tag);
	if (scan_rules[tag->tag] & ENDS_P)
		close_heading(scan, tag);
	top = top_of(scan);
	if (scan_rules[tag->tag] & IS_HEADING && top < HTML_TEXT && scan_rules[top] & IS_HEADING)
		scan_close_to(scan, st->depth - 1);
	switch (tag->tag) {
	case HTML_A:
	case HTML_NOBR:
		scan_end_style(scan, tag);
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
			scan_close_to(scan, st->depth - 1);
		if (tag->tag == HTML_OPTGROUP && top_of(scan) == HTML_OPTGROUP)
			scan_close_to(scan, st->depth - 1);
		break;
	case HTML_RT:
	case HTML_RP:
		if (top == HTML_RT || top == HTML_RP)
			scan_close_to(scan, st->depth - 1);
		break;
	case HTML_BUTTON:
		close_tag(scan, HTML_BUTTON, IS_WALL, HTML_TEXT);
		break;
	case HTML_INPUT:
	case HTML_SELECT:
	case HTML_TEXTAREA:
		close_tag(scan, HTML_SELECT, IS_WALL, HTML_TEXT);
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
	unsigned rule = scan_rules[tag->tag];
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
		scan_push(scan, tag);
}

/* The end of a form leaves open what is in it. */
static void end_form(struct html_scan *scan)
{
	struct scan_stack *st = &scan->open;
	int at = scan_find_tag(scan, HTML_FORM, IS_WALL, HTML_TEXT);
	if (at < 0)
		return;
	if (st->at[st->depth - 1].tag == HTML_P && (unsigned)at + 2 == st->depth)
		scan_close_to(scan, st->depth - 1);
	if ((unsigned)at + 1 == st->depth) {
		scan_close_to(scan, (unsigned)at);
		return;
	}
	st->count[HTML_FORM]--;
	st->at[at].ghost = true;
}

static void end_heading(struct html_scan *scan)
{
	const struct scan_stack *st = &scan->open;
	for (unsigned i = count_headings(scan) ? st->depth : 0; i-- > 0;) {
		scan->work++;
		if (scan_rules[st->at[i].tag] & IS_HEADING) {
			scan_close_to(scan, i);
			return;
		}
		if (scan_rules[st->at[i].tag] & IS_WALL)
			return;
	}
}

/* The end of a part of the page reaches out of a table, an object that the page has no end of
 * any more: these were left open. */
static int find_section(struct html_scan *scan, const struct scan_tag *tag)
{
	const struct scan_stack *st = &scan->open;
	for (unsigned i = st->depth; i-- > 0;) {
		enum html_tag open = (enum html_tag)st->at[i].tag;
		scan->work++;
		if (open == tag->tag && !st->at[i].ghost)
			return (int)i;
		if (scan_rules[open] & IS_WALL && !(scan_rules[open] & IS_TABLE) &&
		    scan_end_ahead(scan, tag->source, open))
			return -1;
	}
	return -1;
}

/* How far out the end of an element is looked for. */
static int find_end(struct html_scan *scan, const struct scan_tag *tag)
{
	switch (tag->tag) {
	case HTML_TABLE:
		return scan_find_open(scan, tag, 0, HTML_NOSCRIPT);
	case HTML_P:
		return scan_find_open(scan, tag, IS_WALL, HTML_BUTTON);
	case HTML_ARTICLE:
	case HTML_ASIDE:
	case HTML_FOOTER:
	case HTML_HEADER:
	case HTML_MAIN:
	case HTML_NAV:
	case HTML_SECTION:
		return find_section(scan, tag);
	default:
		break;
	}
	if (scan_rules[tag->tag] & IS_TABLE)
		return find_part(scan, tag->tag);
	return scan_find_open(scan, tag, scan_rules[tag->tag] & IS_PART ? IS_WALL : IS_PART,
	                      HTML_TEXT);
}

/* One of those that did not fit. */
static bool end_over(struct html_scan *scan, const struct scan_tag *tag)
{
	struct scan_stack *st = &scan->open;
	uint32_t *over = &st->over[scan_slot(tag)];
	if (st->over_all == 0 || *over == 0)
		return false;
	--*over;
	st->over_all--;
	if (scan_rules[tag->tag] & IS_PART)
		buf_char(&scan->out, ' ');
	return true;
}

void scan_end(struct html_scan *scan, const struct scan_tag *tag)
{
	struct scan_stack *st = &scan->open;
	unsigned rule = scan_rules[tag->tag];
	scan->work++;
	if (tag->tag == HTML_BR)
		scan_write_start(scan, tag, true);
	if (tag->tag == HTML_HEAD)
		close_head(scan);
	if (tag->tag == HTML_HTML || tag->tag == HTML_BODY || tag->tag == HTML_HEAD ||
	    end_over(scan, tag))
		return;
	if (rule & IS_HEADING) {
		end_heading(scan);
	} else if (st->count[scan_slot(tag)] == 0) {
		return;
	} else if (tag->tag == HTML_FORM) {
		end_form(scan);
	} else if (rule & IS_STYLE) {
		scan_end_style(scan, tag);
	} else {
		int at = find_end(scan, tag);
		if (at >= 0)
			scan_close_to(scan, (unsigned)at);
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
	scan_close_to(scan, 0);
}
