# SPDX-License-Identifier: ISC
# A hub: a folder of files on any web server. Its root, its lists, its packs.
noinst_LIBRARIES += libhub.a
libhub_a_SOURCES = \
	%D%/known.c %D%/known.h %D%/folder.c %D%/folder.h %D%/lines.c %D%/lines.h %D%/list.c %D%/list.h \
	%D%/press.c %D%/press.h %D%/publish.c %D%/publish.h \
	%D%/ranges.c %D%/ranges.h %D%/root.c %D%/root.h \
	%D%/sign.c %D%/sign.h %D%/sodium.c %D%/sodium.h
HUB_LIBS = libhub.a $(STORE_LIBS)
