/* SPDX-License-Identifier: ISC */
/*
 * script: raised and lowered text in plain characters, so that 10 to the power of 6
 * is never 106, nor the year 2019 with note 2 the number 20192.
 *
 * Where Unicode has every sign of it, those: 10⁶, CO₂. Endings of ordinals and
 * abbreviations stand as they are usually typed: 1er, 21st, Mme. All else is marked:
 * 10^2.5, T_max(n). Knows text; knows no documents.
 */
#ifndef PALAIS_MODEL_TEXT_SCRIPT_H
#define PALAIS_MODEL_TEXT_SCRIPT_H

#include "model/base/buf.h"

#include <stddef.h>

enum text_script { TEXT_RAISED, TEXT_LOWERED };

/* Adds the text (UTF-8) raised or lowered to what out ends with. */
void text_script(struct buf *out, enum text_script how, const char *s, size_t len);

#endif
