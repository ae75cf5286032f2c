/* SPDX-License-Identifier: ISC */
/*
 * limits: where the reading of a PDF's page draws its lines.
 *
 * One row for each: its type, name and value, and above it what it is for. Places and sizes
 * are those of pdftohtml; bytes are of UTF-8. Private to the PDF parser.
 */
#ifndef PALAIS_FETCH_PARSE_PDF_LIMITS_H
#define PALAIS_FETCH_PARSE_PDF_LIMITS_H

#include <stddef.h>

/* clang-format off */
#define PDF_LIMITS(X) \
	/* -- Rows: what stands on one line */ \
	/* percent of the height of print above its base */ \
	X(int, base_part, 80) \
	/* percent of the size of large print below which print is small beside it */ \
	X(int, row_small, 80) \
	/* print alike is one part in so many of its size off its row at most */ \
	X(int, row_off, 3) \
	/* percent of the large size that small print may be raised */ \
	X(int, row_raised, 75) \
	/* percent that it may be lowered */ \
	X(int, row_lowered, 30) \
	/* percent of the large size below which print is very small beside it */ \
	X(int, row_figure, 40) \
	/* percent of the large size that such print may be apart in the row */ \
	X(int, row_apart, 60) \
	/* rows to either side of its own that print is tried in */ \
	X(size_t, row_tries, 4) \
	/* runs among which one is looked for that it is the shadow of */ \
	X(size_t, shadow_runs, 6) \
	/* how far off that one is at most */ \
	X(int, shadow_off, 3) \
	/* percent of its row that the size of a raised number is at most */ \
	X(int, raised_size, 85) \
	/* by one part in so many of the size it is raised at least */ \
	X(int, raised_off, 8) \
	/* bytes of it */ \
	X(unsigned, raised_bytes, 12) \
	/* percent of the usual size from which words across the text are a watermark */ \
	X(int, mark_dark, 300) \
	/* the same in a light colour */ \
	X(int, mark_light, 150) \
	/* lines that are printed over it */ \
	X(int, mark_lines, 2) \
	/* bytes of a sign that is raised or lowered in print of the text's own size */ \
	X(unsigned, script_bytes, 4) \
	/* percent of the size that it is off its base line at most */ \
	X(int, script_far, 65) \
	/* within so many of its base line others make a line with it */ \
	X(int, script_line, 2) \
	/* dots that lead to a number at the right edge */ \
	X(size_t, leader_dots, 4) \
	/* the same where spaces part them */ \
	X(size_t, leader_apart, 2) \
	/* -- Pieces: where a row is parted, in percent of the size of print */ \
	/* a gap that is a space */ \
	X(int, gap_word, 14) \
	/* before a raised number */ \
	X(int, gap_raised, 25) \
	/* one that parts cells wherever it stands */ \
	X(int, gap_cell, 100) \
	/* one that dots do not bridge */ \
	X(int, gap_far, 2000) \
	/* one that parts cells where others begin or end */ \
	X(int, gap_aligned, 45) \
	/* rows with wide gaps at a place that make it one of cells */ \
	X(int, place_rows, 3) \
	/* rows to either side in which such gaps are looked for */ \
	X(int, look_rows, 8) \
	/* runs to either side */ \
	X(size_t, look_runs, 80) \
	/* gaps there that are aligned with one which parts cells */ \
	X(size_t, aligned_least, 2) \
	/* percent of a page's width: wider pieces are no cells */ \
	X(int, cell_wide, 40) \
	/* bytes of a marker, less than */ \
	X(unsigned, mark_bytes, 6) \
	/* bytes of a marker set apart from its text */ \
	X(unsigned, lead_bytes, 24) \
	/* sizes of print between the two */ \
	X(int, lead_gap, 6) \
	/* percent of the size of print that lines are apart */ \
	X(int, pitch_least, 80) \
	/* at most */ \
	X(int, pitch_most, 200) \
	/* where nothing tells */ \
	X(int, pitch_usual, 120) \
	/* of the letters more than one part in so many make a file Arabic or Chinese */ \
	X(size_t, script_part, 3) \
	/* -- Arabic set letter by letter */ \
	/* letters alone that make a file one of that kind */ \
	X(size_t, apart_least, 12) \
	/* times as many as stand otherwise, more than */ \
	X(size_t, apart_share, 2) \
	/* percent of the size of print that they are from one another, less than */ \
	X(int, apart_near, 60) \
	/* -- Covers and infographics: words in groups */ \
	/* percent of a page's width that a line of running text is wide at least */ \
	X(int, scatter_wide, 45) \
	/* percent of the letters that stand in such lines, less than */ \
	X(size_t, scatter_text, 20) \
	/* sizes of print that there are at least */ \
	X(size_t, scatter_sizes, 6) \
	/* percent of the usual size that the largest has at least */ \
	X(int, scatter_large, 250) \
	/* percent of the smaller size that words of one group are apart in a row */ \
	X(int, scatter_across, 100) \
	/* percent of the larger size that its lines are apart */ \
	X(int, scatter_down, 50) \
	/* -- Key figures in boxes beside the text */ \
	/* characters of one at most */ \
	X(unsigned, figure_chars, 12) \
	/* percent of the usual size that it has at least */ \
	X(int, figure_size, 150) \
	/* figures one below the other */ \
	X(size_t, figures_least, 2) \
	/* -- Tables */ \
	/* percent of the size of print that lines of one cell are apart at most */ \
	X(int, table_step, 150) \
	/* -- Paragraphs: where one begins */ \
	/* percent of the size of print by which edges may differ that are one */ \
	X(int, near, 60) \
	/* characters of a line that tells where the margins are, more than */ \
	X(unsigned, margin_chars, 20) \
	/* one part in so many of the lines reaches the edge of justified text */ \
	X(size_t, margin_share, 3) \
	/* else one part in so many is longer than the edge */ \
	X(size_t, margin_over, 12) \
	/* percent of the next line's first word for which there was room */ \
	X(int, room_word, 110) \
	/* percent of the size of print beside it */ \
	X(int, room_more, 60) \
	/* bytes without a space, of signs after any of which a line may end, more than */ \
	X(size_t, han_bytes, 12) \
	/* signs at the end among which one that ends a sentence is looked for */ \
	X(int, ended_signs, 5) \
	/* bytes of a text whose last hyphen breaks a word, more than */ \
	X(size_t, broken_least, 24) \
	/* sizes that differ by one part in so many are one */ \
	X(int, same_print, 8) \
	/* percent of the size of print that an indent is more than */ \
	X(int, indent, 70) \
	/* sizes of print to either side of a centred line */ \
	X(int, centred_room, 2) \
	/* sizes by which the two may differ */ \
	X(int, centred_off, 3) \
	/* percent of the last step after which a paragraph begins */ \
	X(int, step_more, 130) \
	/* the same where no step is known */ \
	X(int, step_first, 140)
/* clang-format on */

#define X(type, name, value) type name;
struct pdf_limits {
	PDF_LIMITS(X)
};
#undef X

#define X(type, name, value) .name = (value),
static const struct pdf_limits pdf_limits = {PDF_LIMITS(X)};
#undef X

#endif
