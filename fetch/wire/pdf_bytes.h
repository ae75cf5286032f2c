/* SPDX-License-Identifier: ISC */
/*
 * pdf_bytes: whether bytes are a PDF, and how pdftohtml's stand-in ends.
 *
 * Shared by palais, which leads a PDF to pdftohtml, and palais-parse, which hands
 * one back when a coding hid it. Knows first bytes alone.
 */
#ifndef PALAIS_FETCH_WIRE_PDF_BYTES_H
#define PALAIS_FETCH_WIRE_PDF_BYTES_H

#include <stdbool.h>
#include <stddef.h>

/* A PDF says so within so many bytes. */
#define PDF_WINDOW 1024

/* How `palais-parse-pdf` ends when it did not become pdftohtml. */
#define PDF_EXIT_MISSING 127
#define PDF_EXIT_UNSEALED 126

/* Stands behind pdftohtml's output when the PDF was cut short. */
#define PDF_CUT_TAG "<!-- cut -->"
#define PDF_CUT_MARK "\n" PDF_CUT_TAG "\n"

enum pdf_guess { PDF_UNKNOWN, PDF_IS, PDF_NOT };

/* By the first bytes, whatever type they are said to be; all: no more come. */
enum pdf_guess pdf_guess(const char *bytes, size_t len, bool all);

/* Whether they begin an archive: a Word document is one. */
bool pdf_is_zip(const char *bytes, size_t len);

/* Whether a Content-Encoding hides the bytes. */
bool pdf_may_hide(const char *coding);

#endif
