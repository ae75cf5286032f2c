noinst_LIBRARIES += libmodel.a libstore.a
libmodel_a_SOURCES = \
	%D%/err.c %D%/err.h \
	%D%/buf.c %D%/buf.h \
	%D%/vec.h \
	%D%/url.c %D%/url.h \
	%D%/text.c %D%/text.h %D%/text_fold.c %D%/text_lang.c \
	%D%/lang.c %D%/lang.h \
	%D%/symbol.c %D%/symbol.h \
	%D%/date.c %D%/date.h \
	%D%/ascii.c %D%/ascii.h \
	%D%/doc.c %D%/doc.h %D%/doc_file.c \
	%D%/wrap.c %D%/wrap.h %D%/wrap_int.h %D%/wrap_table.c
# The store is a library of its own, so that what must not open one (the
# helpers) does not link SQLite.
libstore_a_SOURCES = \
	%D%/schema.c %D%/schema.h \
	%D%/store.c %D%/store.h %D%/store_int.h \
	%D%/present.c %D%/present.h \
	%D%/store_get.c %D%/store_put.c %D%/store_own.c \
	%D%/shelf.c %D%/shelf.h

MODEL_LIBS = libmodel.a $(UNISTRING_LIBS)
STORE_LIBS = libstore.a libmodel.a $(SQLITE_LIBS) $(UNISTRING_LIBS) $(ZLIB_LIBS) $(MD_LIBS)
