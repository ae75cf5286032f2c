/* SPDX-License-Identifier: ISC */
/* From the bytes of a page to tags and text; what is left out as a whole. */
#include "config.h"

#include "fetch/parse/html/scan_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define OUT_MAX (1u << 30)
#define RUN_LEAST 32 /* bytes from which on an element costs less than they do */

struct html_scan *html_scan_new(const char *utf8, size_t len, bool xhtml, struct buf *jsonld)
{
	struct html_scan *scan = calloc(1, sizeof *scan);
	if (!scan)
		return NULL;
	scan->s = utf8;
	scan->end = utf8 + len;
	scan->xhtml = xhtml || (len > 5 && memcmp(utf8, "<?xml", 5) == 0);
	scan->jsonld = jsonld;
	scan->budget = len;
	scan->hidden = HTML_OTHER;
	buf_init(&scan->out, OUT_MAX);
	return scan;
}

void html_scan_free(struct html_scan *scan)
{
	if (scan) {
		buf_done(&scan->out);
		vec_done(&scan->runs);
	}
	free(scan);
}

void html_scan_runs(struct html_scan *scan)
{
	scan->by_runs = true;
}

const char *html_scan_run(struct html_scan *scan, size_t *len)
{
	struct scan_run run = {"", 0};
	if (scan->runs_taken < scan->runs.count)
		run = scan->runs.at[scan->runs_taken++];
	if (scan->runs_taken == scan->runs.count)
		scan->runs_taken = scan->runs.count = 0;
	*len = run.len;
	return run.s;
}

void html_scan_part(struct html_scan *scan)
{
	scan->part = true;
}

bool html_scan_is_deep(const struct html_scan *scan)
{
	return scan->deep;
}

bool html_scan_is_failed(const struct html_scan *scan)
{
	return !buf_ok(&scan->out);
}

uint64_t html_scan_work(const struct html_scan *scan)
{
	return scan->work;
}

/* -- looking ahead ------------------------------------------------------- */

const char *scan_find(struct html_scan *scan, const char *s, char c)
{
	const char *at = s < scan->end ? memchr(s, c, (size_t)(scan->end - s)) : NULL;
	scan->work += (uint64_t)((at ? at : scan->end) - s);
	return at;
}

static const char *const end_names[HTML_TEXT] = {
#define X(id, name, flags) [HTML_##id] = name,
	HTML_TAGS(X)
#undef X
};

const char *scan_end_ahead(struct html_scan *scan, const char *s, enum html_tag tag)
{
	struct scan_ahead *ahead = &scan->ends[tag];
	size_t n = tag == HTML_OTHER ? 0 : strlen(end_names[tag]);
	if (ahead->none || n == 0)
		return NULL;
	if (ahead->at && ahead->at >= s)
		return ahead->at;
	while ((s = scan_find(scan, s, '<'))) {
		const char *after = s + 2 + n;
		if (after < scan->end && s[1] == '/' &&
		    strncasecmp(s + 2, end_names[tag], n) == 0 &&
		    (*after == '>' || *after == '/' || html_is_space(*after))) {
			ahead->at = s;
			return s;
		}
		s++;
	}
	ahead->none = true;
	return NULL;
}

/* Where the comment at s ends: after "-->" or "--!>". One that is never ended goes to the
 * next '>', so that it does not take the page with it. */
static const char *comment_end(struct html_scan *scan, const char *s)
{
	const char *at = s + 4, *first = scan_find(scan, at, '>');
	if (first && (first == at || (first == at + 1 && *at == '-')))
		return first + 1;
	for (const char *found = first; found && !scan->no_comment;
	     found = scan_find(scan, found + 1, '>')) {
		size_t len = (size_t)(found - at);
		if ((len >= 2 && memcmp(found - 2, "--", 2) == 0) ||
		    (len >= 3 && memcmp(found - 3, "--!", 3) == 0))
			return found + 1;
	}
	scan->no_comment = true;
	return first ? first + 1 : scan->end;
}

/* "<!…", "<?…", "</…" that are no tags go to the next '>', a document type over what it
 * declares as well. */
static const char *bogus_end(struct html_scan *scan, const char *s)
{
	const char *end = scan_find(scan, s, '>');
	if (end && scan->end - s > 9 && strncasecmp(s, "<!doctype", 9) == 0) {
		const char *list = memchr(s, '[', (size_t)(end - s));
		const char *close = list && !scan->no_bracket ? scan_find(scan, list, ']') : NULL;
		scan->no_bracket |= list && !close;
		end = close ? scan_find(scan, close, '>') : end;
	}
	return end ? end + 1 : scan->end;
}

/* -- text ---------------------------------------------------------------- */

static bool is_blank(const char *s, const char *end)
{
	while (s < end && html_is_space(*s))
		s++;
	return s == end;
}

/* Whether all in a text is as it is: no references, nor what XML has no characters for. */
static bool is_as_it_is(const char *s, size_t len)
{
	const uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
	const char *at = s, *end = s + len;
	if (memchr(s, '&', len))
		return false;
	for (; (at = memchr(at, 0xef, (size_t)(end - at))); at++)
		if (end - at > 2 && (at[1] & 0xff) == 0xbf && (at[2] & 0xfe) == 0xbe)
			return false;
	while (s < end) {
		uint64_t eight;
		/* eight at once that are blank or more */
		if (end - s >= 8 &&
		    (memcpy(&eight, s, 8), !((eight - 0x20 * ones) & ~eight & tops))) {
			s += 8;
			continue;
		}
		if ((unsigned char)*s < 0x20 && *s != '\n' && *s != '\t' && *s != '\r')
			return false;
		s++;
	}
	return true;
}

/* Whether the text is told as a run. */
static bool add_run(struct html_scan *scan, const char *s, size_t len)
{
	const struct scan_run run = {s, len};
	if (!scan->by_runs || len < RUN_LEAST || len > INT32_MAX || !is_as_it_is(s, len) ||
	    vec_push(&scan->runs, run) < 0)
		return false;
	scan_write_run(scan);
	return true;
}

static void add_text(struct html_scan *scan, const char *s, const char *end, bool raw)
{
	if (s == end || scan->hidden != HTML_OTHER || !scan_text(scan, is_blank(s, end)))
		return;
	if (raw || !scan_is_plain(s, (size_t)(end - s), false)) {
		scan_write_text(scan, s, (size_t)(end - s), false);
		return;
	}
	scan->work += (uint64_t)(end - s);
	if (add_run(scan, s, (size_t)(end - s)))
		return;
	scan->run = s;
	scan->run_end = end;
}

/* In text without markup "&" may still begin a reference, but not where all is as written. */
static void add_written(struct html_scan *scan, const char *s, const char *end)
{
	if (s == end || scan->hidden != HTML_OTHER || !scan_text(scan, is_blank(s, end)))
		return;
	for (const char *from = s; s <= end; s++) {
		if (s < end && *s != '&')
			continue;
		scan_write_text(scan, from, (size_t)(s - from), false);
		if (s < end)
			buf_str(&scan->out, "&amp;");
		from = s + 1;
	}
}

/* -- what is left out ---------------------------------------------------- */

static void keep_jsonld(struct html_scan *scan, const char *s, const char *end)
{
	buf_add(scan->jsonld, s, (size_t)(end - s));
	buf_char(scan->jsonld, '\0');
}

/* What stands between a start tag and its end tag, of elements that hold no markup. NULL:
 * this is none, or its end is nowhere. */
static const char *raw_end(struct html_scan *scan, const char *s, const struct scan_tag *tag)
{
	static const bool raw[HTML_TEXT] = {
		[HTML_SCRIPT] = true,   [HTML_STYLE] = true,  [HTML_TITLE] = true,
		[HTML_TEXTAREA] = true, [HTML_IFRAME] = true, [HTML_XMP] = true,
	};
	bool code = tag->tag == HTML_SCRIPT || tag->tag == HTML_STYLE;
	if (tag->tag == HTML_OTHER || !raw[tag->tag] || (tag->closed && (scan->xhtml || !code)))
		return NULL;
	return scan_end_ahead(scan, s, tag->tag);
}

/* A drawing's title, or its label, is its description; the drawing itself is not shown. */
static void draw_title(struct html_scan *scan, const char *s, const char *end)
{
	if (scan->titled || is_blank(s, end) || !scan_text(scan, false))
		return;
	struct scan_tag picture = {.tag = HTML_IMG, .attr_count = 1};
	picture.attrs[0] = (struct scan_attr){s, (uint32_t)(end - s), HTML_AT_ALT};
	scan_write_start(scan, &picture, true);
	scan->titled = true;
}

/* The content [s, end) of an element that holds no markup. */
static void take_raw(struct html_scan *scan, struct scan_tag *tag, const char *s, const char *end)
{
	if (scan->hidden == HTML_SVG && tag->tag == HTML_TITLE && scan->foreign == 0)
		draw_title(scan, s, end);
	if (scan->hidden != HTML_OTHER)
		return;
	if (tag->tag == HTML_SCRIPT || tag->tag == HTML_STYLE) {
		if (scan_attr_begins(tag, HTML_AT_TYPE, "application/ld+json"))
			keep_jsonld(scan, s, end);
		return;
	}
	scan_start(scan, tag);
	if (tag->tag == HTML_XMP)
		add_written(scan, s, end);
	else if (tag->tag != HTML_IFRAME)
		add_text(scan, s, end, true);
	scan_end(scan, tag);
}

/* Inside what is left out as a whole. Whether the tag is part of that. */
static bool is_hidden(struct html_scan *scan, const struct scan_tag *tag, bool start)
{
	if (scan->hidden == HTML_OTHER)
		return false;
	if (start && scan->hidden == HTML_SVG && scan->foreign == 0 && scan_breaks_out(tag->tag)) {
		scan->hidden = HTML_OTHER;
		return false;
	}
	if (tag->tag == HTML_FOREIGNOBJECT && !tag->closed)
		scan->foreign += start ? 1u : scan->foreign > 0 ? -1u : 0;
	if (tag->tag == scan->hidden && !(start && tag->closed))
		scan->hidden_depth += start ? 1u : -1u;
	if (scan->hidden_depth == 0)
		scan->hidden = HTML_OTHER;
	return true;
}

/* -- markup -------------------------------------------------------------- */

static const char *start_tag(struct html_scan *scan, const char *s)
{
	struct scan_tag tag;
	const char *after = scan_tag_read(scan, s, &tag);
	if (!after)
		return scan->end;
	const char *end = raw_end(scan, after, &tag);
	if (end) {
		struct scan_tag closing;
		take_raw(scan, &tag, after, end);
		after = scan_end_tag_read(scan, end, &closing);
		return after ? after : scan->end;
	}
	if (tag.tag == HTML_TITLE && !tag.closed && !scan->xhtml) {
		/* A title that is never ended is no more than its first words. */
		end = scan_find(scan, after, '<');
		end = end ? end : scan->end;
		take_raw(scan, &tag, after, end);
		return end;
	}
	if (is_hidden(scan, &tag, true))
		return after;
	if (tag.tag == HTML_SCRIPT || tag.tag == HTML_STYLE)
		return scan->part && !(tag.closed && scan->xhtml) ? scan->end : after;
	/* A template is for scripts, unless it says that it is shown where it stands. */
	bool shown = tag.tag == HTML_TEMPLATE && scan_tag_attr(&tag, HTML_AT_SHADOWROOTMODE);
	if (tag.tag == HTML_SVG || (tag.tag == HTML_TEMPLATE && !shown)) {
		if (!tag.closed && (scan->part || scan_end_ahead(scan, after, tag.tag))) {
			scan->hidden = tag.tag;
			scan->hidden_depth = 1;
			scan->foreign = 0;
			scan->titled = false;
			const struct scan_attr *label = scan_tag_attr(&tag, HTML_AT_ARIA_LABEL);
			if (tag.tag == HTML_SVG && label && label->value)
				draw_title(scan, label->value, label->value + label->len);
		}
		return after;
	}
	scan_start(scan, &tag);
	if (tag.tag == HTML_PLAINTEXT && !scan->xhtml) {
		add_written(scan, after, scan->end);
		return scan->end;
	}
	return after;
}

static const char *end_tag(struct html_scan *scan, const char *s)
{
	struct scan_tag tag;
	const char *after = scan_end_tag_read(scan, s, &tag);
	if (!after)
		return scan->end;
	tag.closed = false;
	if (!is_hidden(scan, &tag, false))
		scan_end(scan, &tag);
	return after;
}

static bool is_letter(const char *s, const char *end)
{
	return s < end && (*s | 32) >= 'a' && (*s | 32) <= 'z';
}

/* What begins with '<'; the byte after it. */
static const char *markup(struct html_scan *scan, const char *s)
{
	size_t left = (size_t)(scan->end - s);
	if (is_letter(s + 1, scan->end))
		return start_tag(scan, s);
	if (left > 2 && s[1] == '/' && is_letter(s + 2, scan->end))
		return end_tag(scan, s);
	if (left > 3 && memcmp(s, "<!--", 4) == 0)
		return comment_end(scan, s);
	if (scan->xhtml && left > 8 && memcmp(s, "<![CDATA[", 9) == 0) {
		const char *end = memmem(s, left, "]]>", 3);
		scan->work += (uint64_t)((end ? end : scan->end) - s);
		add_written(scan, s + 9, end ? end : scan->end);
		return end ? end + 3 : scan->end;
	}
	if (left > 1 && (s[1] == '!' || s[1] == '?' || s[1] == '/'))
		return bogus_end(scan, s);
	add_text(scan, s, s + 1, true);
	return s + 1;
}

static void step(struct html_scan *scan)
{
	scan->work++;
	if (scan->s == scan->end) {
		scan->finished = true;
		scan_finish(scan);
	} else if (*scan->s == '<') {
		scan->s = markup(scan, scan->s);
	} else {
		const char *end = memchr(scan->s, '<', (size_t)(scan->end - scan->s));
		end = end ? end : scan->end;
		add_text(scan, scan->s, end, false);
		scan->s = end;
	}
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

int html_scan_read(void *data, char *to, int len)
{
	struct html_scan *scan = data;
	size_t done = 0, room = len > 0 ? (size_t)len : 0;
	scan->out.full |= !work_goes_on();
	while (done < room) {
		if (scan->taken < scan->out.len && buf_ok(&scan->out)) {
			size_t n = least(scan->out.len - scan->taken, room - done);
			memcpy(to + done, scan->out.bytes + scan->taken, n);
			scan->taken += n;
			done += n;
		} else if (scan->run < scan->run_end) {
			size_t n = least((size_t)(scan->run_end - scan->run), room - done);
			memcpy(to + done, scan->run, n);
			scan->run += n;
			done += n;
		} else if (scan->finished || !buf_ok(&scan->out)) {
			break;
		} else {
			buf_reset(&scan->out);
			scan->taken = 0;
			scan->run = scan->run_end = NULL;
			step(scan);
		}
	}
	return (int)done;
}
