# palais-parse: foreign bytes -> a document, sealed.
noinst_LIBRARIES += libparse.a
libparse_a_SOURCES = \
	%D%/parse.c %D%/parse.h \
	%D%/parse_type.c %D%/parse_symbols.c \
	%D%/coding.c %D%/coding.h \
	%D%/charset.c %D%/charset.h \
	%D%/seal.c %D%/seal.h \
	%D%/pdf_bytes.c %D%/pdf_bytes.h \
	%D%/html.h %D%/html_drafts.h %D%/html_json.h %D%/parse_html_words.h \
	%D%/parse_html.c \
	%D%/parse_html_tree.c \
	%D%/parse_html_hints.c \
	%D%/parse_html_words.c \
	%D%/html_main.h \
	%D%/parse_html_main.c \
	%D%/parse_html_names.c \
	%D%/parse_html_others.c \
	%D%/parse_html_facts.c \
	%D%/parse_html_json.c \
	%D%/parse_html_blocks.c \
	%D%/parse_html_drafts.c \
	%D%/parse_text.c \
	%D%/pdf.h %D%/parse_pdf.c %D%/parse_pdf_read.c %D%/parse_pdf_lines.c \
	%D%/parse_pdf_bidi.c %D%/parse_pdf_arabic.c %D%/parse_pdf_furniture.c %D%/parse_pdf_order.c \
	%D%/parse_pdf_chart.c \
	%D%/parse_pdf_notes.c %D%/parse_pdf_join.c %D%/parse_pdf_sort.c %D%/parse_pdf_table.c \
	%D%/parse_pdf_blocks.c %D%/parse_pdf_write.c \
	%D%/paper.h %D%/paper.c %D%/paper_date.c %D%/paper_line.c %D%/paper_facts.c %D%/paper_part.c \
	%D%/passage.c %D%/passage.h \
	%D%/sheet.c %D%/sheet_shape.c %D%/sheet_notes.c %D%/sheet_tables.c %D%/sheet.h \
	%D%/parse_xml.c %D%/xml.h \
	%D%/parse_akn.c %D%/parse_akn_cover.c %D%/parse_akn_facts.c %D%/akn.h %D%/akn_walk.h \
	%D%/parse_marc.c \
	%D%/parse_docx.c %D%/parse_docx_zip.c %D%/parse_docx_styles.c \
	%D%/parse_docx_numbers.c %D%/parse_docx_text.c %D%/parse_docx_blocks.c %D%/parse_docx_drawing.c \
	%D%/docx.h %D%/docx_walk.h \
	%D%/parse_json.c %D%/parse_json.h %D%/parse_json_int.h %D%/parse_json_reliefweb.c \
	%D%/parse_json_fts.c %D%/parse_opml.c %D%/parse_feed.c %D%/parse_feed.h
libparse_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(BROTLI_CFLAGS) $(ZSTD_CFLAGS) \
	$(ZIP_CFLAGS) $(JANSSON_CFLAGS)
PARSE_PLAIN_LIBS = libparse.a libmodel.a $(XML_LIBS) $(BROTLI_LIBS) $(ZSTD_LIBS) \
	$(JANSSON_LIBS) $(UNISTRING_LIBS) $(ZLIB_LIBS)
PARSE_LIBS = $(PARSE_PLAIN_LIBS) $(ZIP_LIBS)

libexec_PROGRAMS += palais-parse palais-parse-zip palais-parse-pdf
palais_parse_SOURCES = %D%/parse_main.c %D%/parse_no_zip.c
palais_parse_CPPFLAGS = $(libparse_a_CPPFLAGS)
palais_parse_LDADD = $(PARSE_PLAIN_LIBS)
# The same with libzip, which brings OpenSSL and two milliseconds.
palais_parse_zip_SOURCES = %D%/parse_main.c
palais_parse_zip_CPPFLAGS = $(libparse_a_CPPFLAGS)
palais_parse_zip_LDADD = $(PARSE_LIBS)
# Becomes pdftohtml; links nothing.
palais_parse_pdf_SOURCES = %D%/pdf_main.c
palais_parse_pdf_LDADD = libparse.a libmodel.a $(UNISTRING_LIBS)
