/* SPDX-License-Identifier: ISC */
/* The elements that are open, and what is opened again after an end that crosses them. */
#include "config.h"

#include "fetch/parse/html/scan_parts.h"

#include <string.h>
#include <strings.h>

/* So many elements at most are opened again after an end that crosses them. */
#define AGAIN_MOST 8u

/* -- the stack ----------------------------------------------------------- */

uint8_t scan_slot(const struct scan_tag *tag)
{
	unsigned hash = 0;
	if (tag->tag != HTML_OTHER)
		return (uint8_t)tag->tag;
	for (uint32_t i = 0; i < tag->name_len && i < 64; i++)
		hash = hash * 31 + ((unsigned char)tag->name[i] | 32u);
	return (uint8_t)(HTML_TEXT + hash % (SCAN_SLOTS - HTML_TEXT));
}

static bool is_named(const struct scan_open *one, const struct scan_tag *tag)
{
	return one->name_len == tag->name_len &&
	       strncasecmp(one->name, tag->name, tag->name_len) == 0;
}

static void pop(struct html_scan *scan)
{
	struct scan_stack *st = &scan->open;
	struct scan_open *one = &st->at[--st->depth];
	if (!one->ghost)
		st->count[one->slot]--;
	scan_write_end(scan);
	scan->work++;
}

/* Closes all from the top down to the index, and those that only waited for that. */
void scan_close_to(struct html_scan *scan, unsigned index)
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
	scan->open.over[scan_slot(tag)]++;
	scan->open.over_all++;
	if (scan_rules[tag->tag] & IS_PART)
		buf_char(&scan->out, ' ');
}

void scan_push(struct html_scan *scan, const struct scan_tag *tag)
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
	                          .slot = scan_slot(tag)};
	st->count[one->slot]++;
	scan_write_start(scan, tag, false);
}

void scan_push_bare(struct html_scan *scan, enum html_tag tag)
{
	struct scan_tag bare = {.tag = tag};
	scan_push(scan, &bare);
}

/* -- finding what a tag closes ------------------------------------------------ */

/* named: NULL for one of ours, which the number tells. */
static int find(struct html_scan *scan, unsigned tag, const struct scan_tag *named, unsigned walls,
                unsigned wall)
{
	const struct scan_stack *st = &scan->open;
	if (st->count[named ? scan_slot(named) : tag] == 0)
		return -1;
	for (unsigned i = st->depth; i-- > 0;) {
		const struct scan_open *one = &st->at[i];
		scan->work++;
		if (one->tag == tag && (!named || is_named(one, named)) && !one->ghost)
			return (int)i;
		if (scan_rules[one->tag] & walls || one->tag == wall)
			return -1;
	}
	return -1;
}

int scan_find_open(struct html_scan *scan, const struct scan_tag *tag, unsigned walls,
                   unsigned wall)
{
	return find(scan, tag->tag, tag->tag == HTML_OTHER ? tag : NULL, walls, wall);
}

int scan_find_tag(struct html_scan *scan, enum html_tag tag, unsigned walls, unsigned wall)
{
	return find(scan, tag, NULL, walls, wall);
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
	scan_push(scan, &tag);
}

/* The end of an inline element that others cross: "<b><i></b></i>". What only changes the
 * looks of text is opened again; blocks are, where a link ends inside them, and else they hold
 * the element until they end. */
void scan_end_style(struct html_scan *scan, const struct scan_tag *tag)
{
	struct scan_stack *st = &scan->open;
	struct scan_open again[AGAIN_MOST];
	unsigned count = 0, blocks = 0;
	int at = scan_find_open(scan, tag, IS_WALL, HTML_TEXT);
	if (at < 0)
		return;
	for (unsigned i = (unsigned)at + 1; i < st->depth; i++)
		blocks += (scan_rules[st->at[i].tag] & IS_PART) != 0;
	if (blocks && (tag->tag != HTML_A || st->depth - (unsigned)at > AGAIN_MOST)) {
		st->count[st->at[at].slot]--;
		st->at[at].ghost = true;
		return;
	}
	for (unsigned i = st->depth; i-- > (unsigned)at + 1 && count < AGAIN_MOST;)
		if (!st->at[i].ghost && (blocks || scan_rules[st->at[i].tag] & IS_STYLE))
			again[count++] = st->at[i];
	scan_close_to(scan, (unsigned)at);
	while (count > 0)
		open_again(scan, &again[--count]);
}
