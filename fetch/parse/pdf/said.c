/* SPDX-License-Identifier: ISC */
/* A stretch of the drafts' text as the document has it: what is raised or lowered, and calls
 * no note, in plain characters. */
#include "config.h"

#include "fetch/parse/pdf/pdf.h"
#include "model/base/utf8.h"
#include "model/text/script.h"

#include <string.h>

uint32_t pdf_call_note(const struct pdf_drafts *drafts, uint32_t span)
{
	size_t low = 0, high = drafts->calls.count;

	/* calls stand in the order of their spans */
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (drafts->calls.at[middle].span < span)
			low = middle + 1;
		else
			high = middle;
	}
	return low < drafts->calls.count && drafts->calls.at[low].span == span
	               ? drafts->calls.at[low].note
	               : 0;
}

/* Whether the stretch [start, end) is raised or lowered text: figures, or a small letter or
 * two, behind a word, a number or a stop, raised figures also at a distance. Large letters
 * beside a number are a key figure's: "16.5M". */
static bool is_script(const char *s, uint32_t start, uint32_t end, bool raised)
{
	unsigned figures = 0, letters = 0;
	uint32_t before = start > 0 ? (unsigned char)s[start - 1] : ' ';

	for (uint32_t i = start; i < end;) {
		uint32_t c;

		i += (uint32_t)utf8_decode(s + i, end - i, &c);
		if (c >= '0' && c <= '9')
			figures++;
		else if ((c >= 'a' && c <= 'z') || (c >= 0x621 && c <= 0x6d5))
			letters++;
		else if (c >= 0x80 ? c != 0x2212 && c != 0x2013 : !strchr("+-.,() ", (int)c))
			return false;
	}
	if (letters > 2 || (letters && figures) || letters + figures == 0 || start == 0)
		return false;
	if (!raised)
		return before >= 0x80 || ((before | 0x20) >= 'a' && (before | 0x20) <= 'z');
	return before != ' ' || (figures && !letters);
}

/* Without memory for it spans stand a little off; the text is whole. */
static void add_move(struct pdf_said *said, uint32_t from)
{
	struct pdf_move move = {from, (uint32_t)said->text.len};

	(void)vec_push(&said->moves, move);
}

void pdf_said_make(struct pdf_said *said, const struct pdf_drafts *drafts, uint32_t text,
                   uint32_t len, uint32_t span, uint32_t spans, bool calls)
{
	const char *s = drafts->text.bytes + text;
	uint32_t at = 0;

	*said = (struct pdf_said){.moves = {0}};
	buf_init(&said->text, 64u << 20);
	for (uint32_t k = span; k < span + spans; k++) {
		struct pdf_span one = drafts->spans.at[k];
		bool note = one.style & PDF_SUPER && pdf_call_note(drafts, k);

		if (!(one.style & (PDF_SUPER | PDF_SUB)) || one.start < at || one.end > len ||
		    (note && calls) || !is_script(s, one.start, one.end, one.style & PDF_SUPER))
			continue;
		buf_add(&said->text, s + at, one.start - at);
		add_move(said, one.start);
		if (!note)
			text_script(&said->text, one.style & PDF_SUPER ? TEXT_RAISED : TEXT_LOWERED,
			            s + one.start, one.end - one.start);
		at = one.end;
		add_move(said, at);
	}
	buf_add(&said->text, s + at, len - at);
}

uint32_t pdf_said_place(const struct pdf_said *said, uint32_t at)
{
	uint32_t from = 0, to = 0;

	for (size_t i = 0; i < said->moves.count && said->moves.at[i].from <= at; i++) {
		from = said->moves.at[i].from;
		to = said->moves.at[i].to;
		/* inside a stretch: at its beginning */
		if (i % 2 == 0 && at > from && i + 1 < said->moves.count &&
		    at < said->moves.at[i + 1].from)
			return to;
	}
	return to + (at - from);
}

void pdf_said_done(struct pdf_said *said)
{
	buf_done(&said->text);
	vec_done(&said->moves);
}
