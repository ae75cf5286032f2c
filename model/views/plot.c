/* SPDX-License-Identifier: ISC */
/* SVG, as little of it as plots need. */
#include "config.h"

#include "model/views/plot.h"

#include "model/text/characters.h"

#include <string.h>

void plot_words(struct buf *out, const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= ' ')
			buf_markup(out, text, 1);
}

/* Numbers are written with a point in every locale. */
static void put_number(struct buf *out, double n)
{
	long tenths = (long)(n * 10 + (n < 0 ? -0.5 : 0.5));

	if (tenths < 0) {
		buf_char(out, '-');
		tenths = -tenths;
	}
	buf_printf(out, "%ld", tenths / 10);
	if (tenths % 10)
		buf_printf(out, ".%ld", tenths % 10);
}

static void put_length(struct buf *out, const char *name, double n)
{
	buf_printf(out, " %s=\"", name);
	put_number(out, n);
	buf_char(out, '"');
}

void plot_begin(struct buf *out, int width, int height, const char *lang, const char *title)
{
	buf_printf(out,
	           "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
	           "viewBox=\"0 0 %d %d\" xml:lang=\"%s\" font-family=\"sans-serif\">\n<title>",
	           width, height, width, height, lang);
	plot_words(out, title);
	buf_printf(out, "</title>\n<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n", width,
	           height);
}

void plot_end(struct buf *out)
{
	buf_str(out, "</svg>\n");
}

void plot_text(struct buf *out, double x, double y, enum plot_anchor anchor, int size,
               const char *text)
{
	static const char *const anchors[] = {"start", "middle", "end"};

	/* the start of a text from the right is at its right */
	if (text_starts_rtl(text, strlen(text)) && anchor != PLOT_MIDDLE)
		anchor = anchor == PLOT_START ? PLOT_END : PLOT_START;
	buf_str(out, "<text");
	put_length(out, "x", x);
	put_length(out, "y", y);
	buf_printf(out, " text-anchor=\"%s\" font-size=\"%d\"%s>", anchors[anchor], size,
	           text_starts_rtl(text, strlen(text)) ? " direction=\"rtl\"" : "");
	plot_words(out, text);
	buf_str(out, "</text>\n");
}

void plot_line(struct buf *out, double x1, double y1, double x2, double y2, bool faint)
{
	buf_str(out, "<line");
	put_length(out, "x1", x1);
	put_length(out, "y1", y1);
	put_length(out, "x2", x2);
	put_length(out, "y2", y2);
	buf_printf(out, " stroke=\"%s\"/>\n", faint ? "#bbb" : "black");
}

/* A mark is a group of its words and itself: not all programs draw a shape that has words. */
static void begin_mark(struct buf *out, const char *words, const char *shape)
{
	buf_str(out, "<g><title>");
	plot_words(out, words);
	buf_printf(out, "</title><%s", shape);
}

static void end_mark(struct buf *out, bool hollow)
{
	buf_printf(out, " fill=\"%s\" stroke=\"black\"/></g>\n", hollow ? "white" : "#444");
}

void plot_bar(struct buf *out, double x, double y, double width, double height, bool hollow,
              const char *words)
{
	begin_mark(out, words, "rect");
	put_length(out, "x", x);
	put_length(out, "y", y);
	put_length(out, "width", width);
	put_length(out, "height", height);
	end_mark(out, hollow);
}

void plot_disc(struct buf *out, double x, double y, double radius, bool hollow, const char *words)
{
	begin_mark(out, words, "circle");
	put_length(out, "cx", x);
	put_length(out, "cy", y);
	put_length(out, "r", radius);
	end_mark(out, hollow);
}

void plot_cross(struct buf *out, double x, double y, double radius, const char *words)
{
	begin_mark(out, words, "path d=\"M");
	for (int i = 0; i < 4; i++) {
		buf_str(out, i == 2 ? "M" : i ? "L" : "");
		put_number(out, x + (i == 0 || i == 2 ? -radius : radius));
		buf_char(out, ' ');
		put_number(out, y + (i == 0 || i == 3 ? -radius : radius));
	}
	buf_str(out, "\"");
	end_mark(out, false);
}
