# SPDX-License-Identifier: ISC
# Characters, lines, languages, dates.
noinst_LIBRARIES += libtext.a
libtext_a_SOURCES = \
	%D%/bidi.c %D%/bidi.h %D%/characters.c %D%/characters.h %D%/date.c %D%/date.h %D%/date_read.c \
	%D%/detect.c %D%/finder.c %D%/finder.h %D%/fold.c %D%/isolate.c %D%/locale.c %D%/locale.h %D%/marks.c %D%/marks.h %D%/pattern.c %D%/pattern.h %D%/price.c %D%/price.h \
	%D%/script.c %D%/script.h %D%/stem.c %D%/stem.h \
	%D%/terms.c %D%/terms.h %D%/units.c %D%/units.h %D%/word.c %D%/word_case.c %D%/word_case.h
libtext_a_CPPFLAGS = $(AM_CPPFLAGS) $(FRIBIDI_CFLAGS)
TEXT_LIBS = libtext.a $(BASE_LIBS) $(FRIBIDI_LIBS)
