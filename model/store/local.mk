# SPDX-License-Identifier: ISC
# Where documents live. SQLite here and in dossier/ alone.
noinst_LIBRARIES += libstore.a
libstore_a_SOURCES = \
	%D%/again.c %D%/anchor.c %D%/anchor.h %D%/availability.c %D%/availability.h %D%/behind.c %D%/bundle.c %D%/bundle.h \
	%D%/carried.c %D%/carried.h %D%/carried_arrive.c %D%/carried_int.h %D%/carried_read.c %D%/cites.c %D%/cites.h %D%/cut.c %D%/cut.h \
	%D%/fail.c %D%/found.c %D%/found.h %D%/get.c \
	%D%/held.c %D%/holder.c %D%/holder.h %D%/hubs.c %D%/hubs.h %D%/incoming.c %D%/incoming.h %D%/index.c %D%/index.h %D%/internal.h \
	%D%/lease.c %D%/lease.h %D%/marks.c %D%/marks.h %D%/marks_import.c %D%/marks_int.h %D%/marks_notes.c %D%/marks_write.c \
	%D%/match.c %D%/match.h %D%/merge.c %D%/name.c %D%/name.h %D%/name_all.c %D%/ours.c %D%/ours.h %D%/own.c \
	%D%/pack.c %D%/pack.h %D%/packed.c %D%/packed.h %D%/parts.c %D%/parts.h %D%/pieces.c %D%/pins.c %D%/pins.h \
	%D%/pages.c %D%/pages.h %D%/prune.c %D%/prune.h %D%/put.c %D%/records.c %D%/records.h %D%/repack.c %D%/repack.h %D%/room.c %D%/room.h \
	%D%/salvage.c %D%/salvage.h %D%/schema.c %D%/schema.h %D%/schema_names.c %D%/settle.c %D%/swap.c %D%/swap.h \
	%D%/segments.c %D%/segments.h %D%/servers.c %D%/servers.h %D%/site.c %D%/site.h %D%/store.c %D%/store.h %D%/stores.c %D%/stores.h \
	%D%/titles.c %D%/titles.h %D%/unpack.h %D%/told.c %D%/told.h %D%/verify.c %D%/verify.h %D%/vocabulary.c %D%/vocabulary.h %D%/wait.c %D%/wait.h %D%/warc.c %D%/warc.h %D%/warc_head.c %D%/warc_int.h %D%/warc_record.c %D%/words.c %D%/unsaid.c %D%/unsaid.h %D%/trees.c %D%/trees.h
libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(ZSTD_CFLAGS)
STORE_LIBS = libstore.a $(DOC_LIBS) $(SQLITE_LIBS) $(STORE_ZLIB_LIBS) $(ZSTD_LIBS) $(MD_LIBS)
