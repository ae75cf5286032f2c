# SPDX-License-Identifier: ISC
# palais-parse: foreign bytes -> a document, sealed. Each folder below is one format.
include fetch/parse/core/local.mk
include fetch/parse/un/local.mk
include fetch/parse/html/local.mk
include fetch/parse/pdf/local.mk
include fetch/parse/docx/local.mk
include fetch/parse/akn/local.mk
include fetch/parse/marc/local.mk
include fetch/parse/feed/local.mk
include fetch/parse/json/local.mk
include fetch/parse/warc/local.mk
include fetch/parse/picture/local.mk

# All formats behind one function, parse_bytes.
noinst_LIBRARIES += libparse.a
libparse_a_SOURCES = %D%/bytes.c %D%/types.c
PARSE_LIBS = libparse.a $(PICTURE_LIBS) libparse-json.a libparse-feed.a libparse-html.a libparse-pdf.a \
	libparse-docx.a libparse-akn.a libparse-marc.a libparse-warc.a libparse-un.a libparse-core.a libwire.a libseal.a \
	$(DOC_LIBS) $(XML_LIBS) $(BROTLI_LIBS) $(ZSTD_LIBS) $(JANSSON_LIBS) $(ZLIB_LIBS) $(MD_LIBS)

libexec_PROGRAMS += palais-parse
palais_parse_SOURCES = %D%/main.c %D%/host.c %D%/host.h
palais_parse_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
palais_parse_LDADD = $(PARSE_LIBS)
# Becomes pdftohtml; links nothing.
if PDF
libexec_PROGRAMS += palais-parse-pdf
endif
palais_parse_pdf_SOURCES = %D%/pdf_main.c
palais_parse_pdf_LDADD = libwire.a $(SEAL_LIBS)
