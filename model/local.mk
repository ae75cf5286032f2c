noinst_LIBRARIES += libmodel.a
libmodel_a_SOURCES = \
	%D%/err.c %D%/err.h \
	%D%/buf.c %D%/buf.h \
	%D%/text.c %D%/text.h %D%/text_fold.c \
	%D%/vec.h \
	%D%/url.c %D%/url.h \
	%D%/doc.c %D%/doc.h %D%/doc_file.c
libmodel_a_CPPFLAGS = $(AM_CPPFLAGS)
# What a program needs that links libmodel.a without the store.
MODEL_LIBS = libmodel.a $(UNISTRING_LIBS) $(ZLIB_LIBS) $(MD_LIBS)
STORE_LIBS = libmodel.a libstore.a libmodel.a $(SQLITE_LIBS) $(UNISTRING_LIBS) $(ZLIB_LIBS) $(MD_LIBS)
