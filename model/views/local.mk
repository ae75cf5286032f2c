# SPDX-License-Identifier: ISC
# palais' own pages, made of all that.
noinst_LIBRARIES += libviews.a
libviews_a_SOURCES = \
	%D%/axis.c %D%/axis.h %D%/card.c %D%/chart_plot.c %D%/charts.c %D%/charts.h %D%/cites.c %D%/clash.c %D%/document.c %D%/document.h %D%/entry.c \
	%D%/feeds.c %D%/figures.c %D%/find.c %D%/find.h %D%/front.c %D%/grid.c %D%/grid.h %D%/internal.h \
	%D%/list.c %D%/marked.c %D%/news.c %D%/notes.c %D%/notes.h %D%/numbered.c %D%/numbered.h %D%/results.c %D%/results.h %D%/rounds.c %D%/row.c %D%/shape.c %D%/stores.c %D%/plot.c %D%/plot.h %D%/timeline.c %D%/timeline_plot.c %D%/told.c \
	%D%/version.c %D%/version.h %D%/versions.c %D%/view.c %D%/view.h %D%/votes.c %D%/words.c
VIEWS_LIBS = libviews.a libsearch.a libdossier.a libstore.a $(LAYOUT_LIBS) $(SQLITE_LIBS) $(STORE_ZLIB_LIBS) $(ZSTD_LIBS) $(MD_LIBS) -lm
