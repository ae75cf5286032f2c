/* SPDX-License-Identifier: ISC */
/*
 * plot: a drawing as SVG, for a report: black on white, in words that can be searched, each
 * mark with its value in its title. Lengths are units of the drawing.
 *
 * Knows no table: what is drawn is the caller's. Nothing in it is loaded from anywhere.
 */
#ifndef PALAIS_MODEL_VIEWS_PLOT_H
#define PALAIS_MODEL_VIEWS_PLOT_H

#include "model/base/buf.h"

#include <stdbool.h>

enum plot_anchor { PLOT_START, PLOT_MIDDLE, PLOT_END };

/* Begins the drawing in out, ended by plot_end. */
void plot_begin(struct buf *out, int width, int height, const char *lang, const char *title);
void plot_end(struct buf *out);
void plot_text(struct buf *out, double x, double y, enum plot_anchor anchor, int size,
               const char *text);
void plot_line(struct buf *out, double x1, double y1, double x2, double y2, bool faint);
/* A bar with the words that tell what it stands for; hollow where it is not confirmed, or is
 * what was not reached. */
void plot_bar(struct buf *out, double x, double y, double width, double height, bool hollow,
              const char *words);
/* A mark: a disc, or hollow; a cross. */
void plot_disc(struct buf *out, double x, double y, double radius, bool hollow, const char *words);
void plot_cross(struct buf *out, double x, double y, double radius, const char *words);
/* Text for XML. */
void plot_words(struct buf *out, const char *text);

#endif
