noinst_LIBRARIES += libmodel.a libstore.a
libmodel_a_SOURCES = \
	%D%/err.c %D%/err.h %D%/words.c %D%/words.h \
	%D%/buf.c %D%/buf.h \
	%D%/vec.h %D%/clock.c %D%/clock.h \
	%D%/url.c %D%/url.h %D%/header.c %D%/header.h \
	%D%/text.c %D%/text.h %D%/text_clean.c %D%/text_fold.c %D%/text_lang.c \
	%D%/lang.c %D%/lang.h \
	%D%/symbol.c %D%/symbol.h %D%/symbol_int.h %D%/symbol_char.c %D%/symbol_written.c \
	%D%/symbol_bracket.c \
	%D%/symbol_words.c %D%/symbol_around.c %D%/symbol_scan.c %D%/symbol_context.c \
	%D%/symbol_number.c %D%/symbol_pair.c %D%/symbol_found.c %D%/symbol_address.c \
	%D%/symbol_years.c \
	%D%/date.c %D%/date.h %D%/price.c %D%/price.h %D%/usage.c %D%/usage.h \
	%D%/translit.c %D%/translit.h \
	%D%/bidi.c %D%/bidi.h \
	%D%/doc.c %D%/doc.h %D%/doc_file.c %D%/doc_copy.c %D%/doc_copy.h %D%/parallel.c %D%/parallel.h %D%/robots.c %D%/robots.h \
	%D%/wrap.c %D%/wrap.h %D%/wrap_int.h %D%/wrap_table.c %D%/wrap_bidi.c
# The store is a library of its own, so that what must not open one (the
# helpers) does not link SQLite.
libstore_a_SOURCES = \
	%D%/schema.c %D%/schema.h \
	%D%/store.c %D%/store.h %D%/store_int.h \
	%D%/present.c %D%/present.h %D%/what.c %D%/what.h \
	%D%/store_get.c %D%/store_put.c %D%/store_incoming.c %D%/store_incoming.h \
	%D%/store_words.c %D%/store_own.c \
	%D%/store_parts.c %D%/store_parts.h \
	%D%/store_verify.c %D%/store_verify.h %D%/store_index.c %D%/store_index.h \
	%D%/store_keep.c %D%/store_keep.h %D%/store_prune.c %D%/store_prune.h \
	%D%/shelf.c %D%/shelf.h \
	%D%/store_dossier.c %D%/store_dossier.h \
	%D%/store_catalogue.c %D%/store_catalogue.h %D%/store_titles.c %D%/store_titles.h \
	%D%/store_texts.c %D%/store_texts.h %D%/store_states.c %D%/store_states.h \
	%D%/store_look.c %D%/store_look.h \
	%D%/store_cites.c %D%/store_cites.h %D%/citations.c %D%/citations.h \
	%D%/store_servers.c %D%/store_servers.h %D%/store_lease.c %D%/store_lease.h \
	%D%/store_news.c %D%/store_news.h %D%/news.c %D%/news.h \
	%D%/news_key.c %D%/news_key.h %D%/news_figures.c %D%/news_figures.h \
	%D%/store_figures.c %D%/store_figures.h %D%/store_feeds.c %D%/store_feeds.h \
	%D%/feeds.c %D%/feeds.h %D%/feeds_command.c %D%/feeds_opml.c %D%/page_feeds.c \
	%D%/record.c %D%/record.h %D%/reference.c %D%/reference.h \
	%D%/page.c %D%/page.h %D%/page_int.h \
	%D%/page_words.c %D%/page_shape.c %D%/page_entry.c %D%/page_front.c \
	%D%/page_list.c %D%/page_card.c %D%/page_row.c %D%/page_rounds.c \
	%D%/page_figures.c %D%/page_stores.c %D%/page_votes.c %D%/page_cites.c %D%/page_clash.c %D%/page_news.c

libmodel_a_CPPFLAGS = $(AM_CPPFLAGS) $(FRIBIDI_CFLAGS)

MODEL_LIBS = libmodel.a $(UNISTRING_LIBS) $(FRIBIDI_LIBS)
STORE_LIBS = libstore.a libmodel.a $(SQLITE_LIBS) $(UNISTRING_LIBS) $(FRIBIDI_LIBS) $(ZLIB_LIBS) $(MD_LIBS)
