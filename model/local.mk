noinst_LIBRARIES += libmodel.a
libmodel_a_SOURCES = \
	%D%/err.c %D%/err.h \
	%D%/buf.c %D%/buf.h \
	%D%/text.h \
	%D%/doc.h
libmodel_a_CPPFLAGS = $(AM_CPPFLAGS)
# What a program needs that links libmodel.a without the store.
MODEL_LIBS = libmodel.a $(UNISTRING_LIBS) $(ZLIB_LIBS) $(MD_LIBS)
STORE_LIBS = libmodel.a libstore.a libmodel.a $(SQLITE_LIBS) $(UNISTRING_LIBS) $(ZLIB_LIBS) $(MD_LIBS)
