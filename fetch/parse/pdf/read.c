/* SPDX-License-Identifier: ISC */
/* What pdftohtml -xml prints, read into pages and runs. The form is fixed and small:
 * it is scanned, in one pass, without a tree. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"
#include "fetch/wire/pdf_bytes.h"
#include "fetch/wire/stopped.h"

#include <stdlib.h>
#include <string.h>

#define FONTS_MOST 20000u
/* No page is so wide, and two thousand times as much, or the sum of four, is still an int. */
#define PLACE_MOST 100000

/* Where the scan stands. */
struct scan {
	const char *at, *end;
	struct pdf_file *file;
	VEC(struct font) fonts;
};

struct font {
	int size;
	uint8_t style;
	bool light;
};

void pdf_file_init(struct pdf_file *file)
{
	*file = (struct pdf_file){.cut = false};
	buf_init(&file->text, 256u << 20);
}

void pdf_file_done(struct pdf_file *file)
{
	buf_done(&file->text);
	vec_done(&file->runs);
	vec_done(&file->pages);
}

/* -- tags -------------------------------------------------------------------- */

/* The value of an attribute within the tag [tag, end): where it is, or NULL. */
static const char *attribute(const char *tag, const char *end, const char *name, size_t *len)
{
	size_t n = strlen(name);

	for (const char *s = tag; s + n + 3 < end; s++) {
		const char *value, *quote;

		if (*s != ' ' || memcmp(s + 1, name, n) != 0 || s[n + 1] != '=' || s[n + 2] != '"')
			continue;
		value = s + n + 3;
		quote = memchr(value, '"', (size_t)(end - value));
		if (!quote)
			return NULL;
		*len = (size_t)(quote - value);
		return value;
	}
	return NULL;
}

static int place(const char *tag, const char *end, const char *name)
{
	size_t len;
	const char *s = attribute(tag, end, name, &len);
	bool minus = s && len && *s == '-';
	long value = 0;

	for (size_t i = minus; s && i < len && s[i] >= '0' && s[i] <= '9' && value < PLACE_MOST;
	     i++)
		value = value * 10 + (s[i] - '0');
	value = value < PLACE_MOST ? value : PLACE_MOST;
	return (int)(minus ? -value : value);
}

static bool is_tag(const struct scan *scan, const char *name)
{
	size_t n = strlen(name);

	return (size_t)(scan->end - scan->at) > n && memcmp(scan->at, name, n) == 0;
}

/* The end of the tag that begins here: behind its '>'; NULL when it is cut. */
static const char *tag_end(const struct scan *scan)
{
	const char *end = memchr(scan->at, '>', (size_t)(scan->end - scan->at));

	return end ? end + 1 : NULL;
}

static bool holds(const char *s, size_t len, const char *word)
{
	return memmem(s, len, word, strlen(word)) != NULL;
}

/* "#d8d8d8": all three parts of the colour are high. */
static bool is_light(const char *tag, const char *end)
{
	size_t len;
	const char *s = attribute(tag, end, "color", &len);

	for (size_t i = 1; i < 7; i += 2)
		if (!s || len != 7 || !strchr("bcdefBCDEF", s[i]))
			return false;
	return true;
}

/* Fonts often say in their names alone that they are bold or slanted. */
static int add_font(struct scan *scan, const char *end)
{
	size_t len;
	const char *family = attribute(scan->at, end, "family", &len);
	struct font font = {.size = place(scan->at, end, "size"), .light = is_light(scan->at, end)};

	if (scan->fonts.count >= FONTS_MOST)
		return 0;
	if (family && (holds(family, len, "Bold") || holds(family, len, "bold") ||
	               holds(family, len, "Black") || holds(family, len, "Heavy")))
		font.style |= PDF_BOLD;
	if (family && (holds(family, len, "Italic") || holds(family, len, "Oblique")))
		font.style |= PDF_ITALIC;
	return vec_push(&scan->fonts, font);
}

static int add_page(struct scan *scan, const char *end)
{
	struct pdf_file *file = scan->file;
	struct pdf_page page = {
		.width = place(scan->at, end, "width"),
		.height = place(scan->at, end, "height"),
		.first = (uint32_t)file->runs.count,
	};

	return file->pages.count < PDF_PAGES_MOST ? vec_push(&file->pages, page) : 0;
}

/* -- text --------------------------------------------------------------------- */

/* An entity at s; its character through *c, its bytes returned, 0 when it is none. */
static size_t entity(const char *s, size_t len, uint32_t *c)
{
	static const struct {
		const char *name;
		uint32_t c;
	} names[] = {
		{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
	size_t i = 2;

	for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
		size_t n = strlen(names[k].name);

		if (len >= n && memcmp(s, names[k].name, n) == 0) {
			*c = names[k].c;
			return n;
		}
	}
	if (len < 4 || s[1] != '#')
		return 0;
	for (*c = 0; i < len && i < 9 && s[i] >= '0' && s[i] <= '9'; i++)
		*c = *c * 10 + (uint32_t)(s[i] - '0');
	return i > 2 && i < len && s[i] == ';' && *c < 0x110000 ? i + 1 : 0;
}

/* Adds the characters up to the next tag. */
static void add_text(struct scan *scan, const char *stop)
{
	struct buf *out = &scan->file->text;

	while (scan->at < stop) {
		uint32_t c = 0;
		const char *amp = memchr(scan->at, '&', (size_t)(stop - scan->at));
		size_t n = (size_t)((amp ? amp : stop) - scan->at);

		buf_add(out, scan->at, n);
		scan->at += n;
		if (!amp)
			return;
		n = entity(scan->at, (size_t)(stop - scan->at), &c);
		if (n && c)
			buf_utf8(out, c);
		else
			buf_char(out, '&');
		scan->at += n ? n : 1;
	}
}

/* Upright words come in pieces that have no width, one after the other at one place. */
static bool goes_up(const struct pdf_file *file, const struct pdf_run *run)
{
	const struct pdf_run *last = file->runs.count ? &file->runs.at[file->runs.count - 1] : NULL;

	return last && file->pages.count &&
	       file->runs.count > file->pages.at[file->pages.count - 1].first && run->width == 0 &&
	       last->width == 0 && last->left == run->left && last->size == run->size &&
	       last->start + last->len == run->start && abs(last->top - run->top) <= 2 * run->size;
}

/* Ends a part of a <text>: a run of its own, unless it is empty. Its place is not told
 * yet: it is that of the whole. */
static int push_part(struct scan *scan, struct pdf_run *run)
{
	struct pdf_file *file = scan->file;

	run->len = (uint32_t)file->text.len - run->start;
	if (run->len == 0)
		return 0;
	if (goes_up(file, run)) {
		file->runs.at[file->runs.count - 1].len += run->len;
		run->start = (uint32_t)file->text.len;
		return 0;
	}
	if (vec_push(&file->runs, *run) < 0)
		return -1;
	run->start = (uint32_t)file->text.len;
	return 0;
}

static int characters(const struct pdf_file *file, const struct pdf_run *run)
{
	const char *s = pdf_run_text(file, run);
	int n = 0;

	for (uint32_t i = 0; i < run->len; i++)
		n += (s[i] & 0xc0) != 0x80;
	return n;
}

/* The parts of a <text> from the first-th run on share its width, by their length. */
static void place_parts(struct pdf_file *file, size_t first)
{
	int64_t all = 0, before = 0;

	for (size_t i = first; i < file->runs.count; i++)
		all += characters(file, &file->runs.at[i]);
	for (size_t i = first; i < file->runs.count && file->runs.count > first + 1; i++) {
		struct pdf_run *run = &file->runs.at[i];
		int n = characters(file, run);
		int left = (int)(run->width * before / all),
		    right = (int)(run->width * (before + n) / all);

		run->left += left;
		run->width = right - left;
		before += n;
	}
}

/* A tag within a <text>: what follows has another style, or another link. */
static int change_style(struct scan *scan, struct pdf_run *run, const char *end)
{
	static const struct {
		const char *tag;
		uint8_t set, clear;
	} tags[] = {{"<b>", PDF_BOLD, 0}, {"<i>", PDF_ITALIC, 0}, {"</a>", 0, PDF_LINKED}};

	if (push_part(scan, run) < 0)
		return -1;
	for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
		if (is_tag(scan, tags[i].tag))
			run->style = (uint8_t)((run->style | tags[i].set) & ~tags[i].clear);
	if (is_tag(scan, "<a ")) {
		size_t len = 0;
		const char *href = attribute(scan->at, end, "href", &len);

		run->link = (uint32_t)scan->file->text.len;
		run->link_len = (uint32_t)len;
		buf_add(&scan->file->text, href ? href : "", len);
		run->start = (uint32_t)scan->file->text.len;
		run->style |= PDF_LINKED;
	}
	return 0;
}

/* The inside of a <text>, with <b>, <i> and <a> in it: a run for each style. */
static int add_inside(struct scan *scan, struct pdf_run run)
{
	size_t first = scan->file->runs.count;

	run.start = (uint32_t)scan->file->text.len;
	while (scan->at < scan->end) {
		const char *tag = memchr(scan->at, '<', (size_t)(scan->end - scan->at)), *end;

		add_text(scan, tag ? tag : scan->end);
		end = tag ? tag_end(scan) : NULL;
		if (!end) {
			scan->at = scan->end;
			scan->file->cut = true;
			break;
		}
		if (is_tag(scan, "</text")) {
			scan->at = end;
			break;
		}
		if (is_tag(scan, "<text") || is_tag(scan, "<page") || is_tag(scan, "</page"))
			break;
		if (change_style(scan, &run, end) < 0)
			return -1;
		scan->at = end;
	}
	if (push_part(scan, &run) < 0)
		return -1;
	place_parts(scan->file, first);
	return 0;
}

static int add_run(struct scan *scan, const char *end)
{
	struct pdf_file *file = scan->file;
	size_t id = (size_t)place(scan->at, end, "font");
	struct pdf_run run = {
		.top = place(scan->at, end, "top"),
		.left = place(scan->at, end, "left"),
		.width = place(scan->at, end, "width"),
		.height = place(scan->at, end, "height"),
	};

	if (id < scan->fonts.count && scan->fonts.at) {
		run.size = scan->fonts.at[id].size;
		run.style = scan->fonts.at[id].style;
		run.light = scan->fonts.at[id].light;
	}
	if (run.size <= 0)
		run.size = run.height > 0 ? run.height : 1;
	scan->at = end;
	file->full |= file->runs.count >= PDF_RUNS_MOST;
	if (file->pages.count == 0 || file->full)
		return 0;
	return add_inside(scan, run);
}

/* -- all ------------------------------------------------------------------------ */

static int scan_all(struct scan *scan)
{
	struct pdf_file *file = scan->file;
	bool closed = false;

	while (scan->at < scan->end) {
		const char *tag = memchr(scan->at, '<', (size_t)(scan->end - scan->at)), *end;
		int rc = 0;

		if (!tag)
			break;
		scan->at = tag;
		end = tag_end(scan);
		if (!end)
			break;
		if (is_tag(scan, "<text "))
			rc = add_run(scan, end);
		else if (is_tag(scan, "<page "))
			rc = add_page(scan, end);
		else if (is_tag(scan, "<fontspec "))
			rc = add_font(scan, end);
		else if (is_tag(scan, "</pdf2xml"))
			closed = true;
		else if (is_tag(scan, PDF_CUT_TAG))
			file->cut = true;
		if (rc < 0 || !work_goes_on())
			return -1;
		if (scan->at == tag)
			scan->at = end;
	}
	file->cut |= !closed && !file->slow && !file->large;
	return 0;
}

static void count_runs(struct pdf_file *file)
{
	for (size_t i = 0; i < file->pages.count; i++) {
		size_t next =
			i + 1 < file->pages.count ? file->pages.at[i + 1].first : file->runs.count;

		file->pages.at[i].count = (uint32_t)(next - file->pages.at[i].first);
	}
}

/* Where a limit has ended pdftohtml, what it was about to print breaks off anywhere, and
 * what it says of that follows: up to the last text that is whole. */
static size_t whole_part(struct pdf_file *file, const char *xml, size_t len)
{
	static const char last[] = "</text>";
	size_t size = sizeof last - 1, tail = len < 64 ? len : 64, end;

	file->slow = holds(xml + len - tail, tail, STOPPED_TIME_TAG);
	file->large = holds(xml + len - tail, tail, STOPPED_MEMORY_TAG);
	if (!file->slow && !file->large)
		return len;
	for (end = len; end >= size && memcmp(xml + end - size, last, size) != 0; end--)
		;
	return end >= size ? end : len;
}

int pdf_read(struct pdf_file *file, const char *xml, size_t len, struct err *err)
{
	struct scan scan = {.at = xml, .end = xml + whole_part(file, xml, len), .file = file};
	int rc = scan_all(&scan);

	vec_done(&scan.fonts);
	count_runs(file);
	if (rc < 0 || !buf_ok(&file->text))
		return err_set(err, ERR_FAILED, "the PDF: out of memory");
	if (file->pages.count == 0)
		return err_set(err, ERR_FAILED, "the PDF: no page in it");
	return 0;
}
