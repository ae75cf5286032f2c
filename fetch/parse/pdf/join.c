/* SPDX-License-Identifier: ISC */
/* One line after another: spaces, hyphens at the ends of lines, and spans. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"
#include "fetch/parse/un/parts.inc"
#include "model/base/utf8.h"

#include <string.h>
#include <strings.h>
#include <unictype.h>

#define LOOKUPS_MOST 4000 /* of words at hyphens */

static uint32_t last_char(const char *s, size_t len, size_t *bytes)
{
	uint32_t c = 0;
	size_t i = len;

	while (i > 0 && (s[i - 1] & 0xc0) == 0x80 && len - i < 3)
		i--;
	if (i > 0)
		i--;
	*bytes = len > 0 ? utf8_decode(s + i, len - i, &c) : 0;
	return c;
}

static uint32_t first_char(const char *s, size_t len)
{
	uint32_t c = 0;

	if (len)
		utf8_decode(s, len, &c);
	return c;
}

/* Scripts that set no spaces, with their punctuation. */
static bool is_wide(uint32_t c)
{
	return (c >= 0x2e80 && c < 0xa000) || (c >= 0xf900 && c < 0xfb00) ||
	       (c >= 0xff00 && c < 0xffe0) || (c >= 0x20000 && c < 0x40000);
}

static bool is_letter(uint32_t c)
{
	return c && uc_is_property_alphabetic(c);
}

/* -- words of the document ------------------------------------------------------- */

/* All lines as words between spaces, for looking up. */
static bool has_word(const struct pdf_drafts *drafts, const char *word, size_t len)
{
	return drafts->words.len && memmem(drafts->words.bytes, drafts->words.len, word, len);
}

/* The letters at the end of s, without the hyphen; at the beginning of t. */
static size_t word_before(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && n < 60 &&
	       ((unsigned char)s[len - n - 1] >= 0x80 || s[len - n - 1] == '-' ||
	        (s[len - n - 1] | 0x20) - 'a' + 0u < 26))
		n++;
	return n;
}

static size_t word_after(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && n < 60 && ((unsigned char)s[n] >= 0x80 || (s[n] | 0x20) - 'a' + 0u < 26))
		n++;
	return n;
}

/* The same of a word that ends there as well. What stands at the head of a line, or before a
 * hyphen, may be half of one. */
static bool has_whole_word(const struct pdf_drafts *drafts, const char *word, size_t len)
{
	const char *begin = drafts->words.bytes, *at = begin, *end = at + drafts->words.len;

	while (at < end && (at = memmem(at, (size_t)(end - at), word, len)) != NULL) {
		unsigned char next = at + len < end ? (unsigned char)at[len] : ' ';
		bool head = at > begin && at[-1] == '\n';

		if (!head && next < 0x80 && next != '-' && (next | 0x20) - 'a' + 0u >= 26)
			return true;
		at += len;
	}
	return false;
}

/* "long-", "self-": first parts of words that have a hyphen of their own. */
static bool is_compound(const char *word, size_t len)
{
	static const char *const words[] = {PARTS_COMPOUND};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i]) == len && strncasecmp(words[i], word, len) == 0)
			return true;
	return false;
}

/* Whether the hyphen at the end of a line belongs to the word: by how the document
 * writes it elsewhere; then by its parts, which are words; else as it does with most.
 * `soft_said`: it is said to be none, and stays only where the document writes it so. */
static bool hyphen_stays(struct pdf_drafts *drafts, const char *s, size_t len, const char *t,
                         size_t t_len, bool soft_said)
{
	char joined[140];
	size_t before = word_before(s, len), after = word_after(t, t_len);
	bool soft, hard, first, second;

	if (!before || !after || before + after + 4 > sizeof joined)
		return !soft_said;
	if (drafts->lookups++ > LOOKUPS_MOST)
		return !soft_said && drafts->hard >= drafts->soft;
	joined[0] = ' ';
	memcpy(joined + 1, s + len - before, before);
	memcpy(joined + 1 + before, t, after);
	soft = has_word(drafts, joined, 1 + before + after);
	joined[1 + before] = '-';
	memcpy(joined + 2 + before, t, after);
	hard = has_word(drafts, joined, 2 + before + after);
	if (soft != hard || soft_said) {
		drafts->hard += hard && !soft;
		drafts->soft += soft && !hard;
		return hard && !soft;
	}
	first = has_whole_word(drafts, joined, 1 + before);
	joined[1 + before] = ' ';
	second = has_whole_word(drafts, joined + 1 + before, 1 + after);
	return is_compound(s + len - before, before) || (first && second) ||
	       drafts->hard >= drafts->soft;
}

/* -- joining ------------------------------------------------------------------------ */

static bool in_address(const char *s, size_t len)
{
	size_t i = len;

	while (i > 0 && s[i - 1] != ' ' && len - i < 400)
		i--;
	return memmem(s + i, len - i, "://", 3) || (len - i > 4 && memcmp(s + i, "www.", 4) == 0);
}

/* What stands between what is there and a line: a space, nothing; a hyphen may go. */
static void join_point(struct pdf_drafts *drafts, uint32_t from, const char *t, size_t t_len)
{
	struct buf *out = &drafts->text;
	const char *s = out->bytes + from;
	size_t len = out->len - from, bytes, more;
	uint32_t last, next = first_char(t, t_len), before;

	while (len > 0 && s[len - 1] == ' ')
		len--;
	buf_cut(out, from + len);
	if (!len)
		return;
	last = last_char(s, len, &bytes);
	before = last_char(s, len - bytes, &more);
	if (last == 0xad) {
		bool stays = hyphen_stays(drafts, s, len - bytes, t, t_len, true);

		buf_cut(out, out->len - bytes);
		if (stays || !is_letter(before) || !is_letter(next))
			buf_char(out, '-');
		return;
	}
	if (is_wide(last) && (is_wide(next) || !is_letter(next)))
		return;
	if (is_wide(next) && (is_wide(last) || !is_letter(last)))
		return;
	if (last == '-' || last == 0x2010 || last == 0x2011) {
		if (!is_letter(before) && !(before >= '0' && before <= '9')) {
			buf_char(out, ' ');
		} else if (is_letter(before) && is_letter(next) && !uc_is_upper(next) &&
		           !hyphen_stays(drafts, s, len - bytes, t, t_len, false)) {
			buf_cut(out, out->len - bytes);
		}
		return;
	}
	if (last == '/' && before != ' ' && len > 1 &&
	    (is_letter(next) || (next >= '0' && next <= '9')))
		return;
	if (in_address(s, len) && (last == '/' || last == '_' || last == '=' || last == '?' ||
	                           last == '&' || next == '/' || next == '?'))
		return;
	buf_char(out, ' ');
}

static void add_span(struct pdf_drafts *drafts, struct pdf_span span)
{
	size_t n = drafts->spans.count;

	/* what goes on in the same style is one span */
	if (n > 0 && span.start > 0) {
		struct pdf_span *last = &drafts->spans.at[n - 1];

		if (last->style == span.style && last->link == span.link &&
		    last->link_len == span.link_len &&
		    !(span.style & (PDF_SUPER | PDF_SUB | PDF_LINKED)) && last->end <= span.start &&
		    span.start - last->end <= 1) {
			last->end = span.end;
			return;
		}
	}
	if (vec_push(&drafts->spans, span) < 0)
		drafts->failed = true;
}

void pdf_join_end(struct pdf_drafts *drafts, uint32_t from)
{
	struct buf *out = &drafts->text;

	if (out->len >= from + 2 && memcmp(out->bytes + out->len - 2, "\xc2\xad", 2) == 0) {
		buf_cut(out, out->len - 2);
		buf_char(out, '-');
	}
}

void pdf_join(struct pdf_drafts *drafts, uint32_t from, const struct pdf_line *line, uint32_t skip)
{
	const char *s = pdf_line_text(drafts->lines, line);
	uint32_t at;

	if (skip >= line->len)
		return;
	join_point(drafts, from, s + skip, line->len - skip);
	at = (uint32_t)drafts->text.len - from;
	buf_add(&drafts->text, s + skip, line->len - skip);
	for (uint32_t i = 0; i < line->spans; i++) {
		struct pdf_span span = drafts->lines->spans.at[line->span + i];

		if (span.end <= skip)
			continue;
		span.start = at + (span.start > skip ? span.start - skip : 0);
		span.end = at + span.end - skip;
		add_span(drafts, span);
	}
}
