# SPDX-License-Identifier: ISC
# The starter store is made from the tables here when palais is built.
noinst_PROGRAMS += mkstarter
mkstarter_SOURCES = \
	%D%/mkstarter.c %D%/starter.h \
	%D%/starter_check.c %D%/starter_compare.c %D%/starter_sources.c %D%/starter_tables.c %D%/starter_catalogue.c %D%/starter_cites.c %D%/starter_pages.c \
	%D%/page_file.c %D%/page_file.h %D%/wording.c %D%/wording.h %D%/wording_each.c %D%/starter_words.c \
	%D%/starter_hashes.c %D%/starter_titles.c %D%/starter_texts.c %D%/starter_states.c \
	%D%/tsv.c %D%/tsv.h
mkstarter_LDADD = $(DOSSIER_LIBS)

# The texts of the tables and pages in other languages: `make texts` brings text/*.tsv up to them.
noinst_PROGRAMS += mktexts
mktexts_SOURCES = \
	%D%/mktexts.c %D%/wording.c %D%/wording.h %D%/wording_each.c %D%/wording_compare.c \
	%D%/wording_compare.h %D%/page_file.c %D%/page_file.h %D%/tsv.c %D%/tsv.h
mktexts_LDADD = $(DOSSIER_LIBS) -lm
TEXT_LANGUAGES = ar es fr ru zh
texts: mktexts$(EXEEXT)
	$(MKDIR_P) $(srcdir)/%D%/text
	./mktexts$(EXEEXT) $(srcdir)/%D% $(TEXT_LANGUAGES)
.PHONY: texts
text_files = \
	%D%/text/ar.tsv %D%/text/es.tsv %D%/text/fr.tsv %D%/text/ru.tsv %D%/text/zh.tsv \
	%D%/text/glossary.tsv
EXTRA_DIST += $(text_files)

dossier_files = \
	%D%/dossier.tsv %D%/sections.tsv \
	%D%/timeline.tsv %D%/rounds.tsv %D%/documents.tsv %D%/agencies.tsv \
	%D%/figures.tsv %D%/sources.tsv %D%/persons.tsv %D%/languages.tsv %D%/topics.tsv \
	%D%/resolutions.tsv %D%/cites.tsv %D%/votes_syria.tsv \
	%D%/akn_paths.tsv %D%/akn_sha256.tsv %D%/titles.tsv %D%/hosts.tsv %D%/country_names.tsv %D%/states.tsv \
	%D%/pages/talks.txt %D%/pages/humanitarian.txt %D%/pages/iiim.txt \
	%D%/pages/iiim-questions.txt %D%/pages/photographs.txt %D%/pages/about.txt
EXTRA_DIST += $(dossier_files) %D%/README %D%/LICENSE

if STARTER_GIVEN
starter.store: $(STARTER)
	$(AM_V_GEN)cp $(STARTER) $@
else
if !CROSS
starter.store: mkstarter$(EXEEXT) $(dossier_files) $(text_files)
	$(AM_V_GEN)./mkstarter$(EXEEXT) $(srcdir)/%D% $@
endif
endif
pkgdata_DATA = starter.store
CLEANFILES += starter.store starter.store.draft

# The words of words/ are compiled in: a file of arrays beside what looks for them.
noinst_PROGRAMS += mkwords
mkwords_SOURCES = \
	%D%/mkwords.c %D%/mkwords.h %D%/mkwords_more.c %D%/mkwords_tables.c %D%/tsv.c %D%/tsv.h \
	model/text/characters.h model/text/fold.c model/text/word_hash.h
mkwords_LDADD = $(BASE_LIBS)

word_files = \
	model/text/languages.inc model/text/months.inc \
	model/symbol/naming.inc model/symbol/numbers.inc model/symbol/series.inc model/symbol/symbols.inc model/symbol/typed.inc \
	fetch/parse/un/counts.inc fetch/parse/un/papers.inc fetch/parse/un/parts.inc \
	fetch/parse/html/names.inc fetch/parse/html/phrases.inc \
	fetch/parse/akn/bodies.inc fetch/parse/marc/records.inc fetch/acquire/instead.inc
word_tables = \
	%D%/words/bodies.tsv %D%/words/counts.tsv %D%/words/instead.tsv %D%/words/languages.tsv %D%/words/months.tsv \
	%D%/words/names.tsv %D%/words/naming.tsv %D%/words/numbers.tsv %D%/words/papers.tsv %D%/words/parts.tsv \
	%D%/words/phrases.tsv %D%/words/records.tsv %D%/words/series.tsv %D%/words/symbols.tsv %D%/words/typed.tsv
model/text/languages.inc: %D%/words/languages.tsv
model/text/months.inc: %D%/words/months.tsv
model/symbol/naming.inc: %D%/words/naming.tsv
model/symbol/numbers.inc: %D%/words/numbers.tsv
model/symbol/series.inc: %D%/words/series.tsv
model/symbol/symbols.inc: %D%/words/symbols.tsv
model/symbol/typed.inc: %D%/words/typed.tsv
fetch/parse/un/counts.inc: %D%/words/counts.tsv
fetch/parse/un/papers.inc: %D%/words/papers.tsv
fetch/parse/un/parts.inc: %D%/words/parts.tsv
fetch/parse/html/names.inc: %D%/words/names.tsv
fetch/parse/html/phrases.inc: %D%/words/phrases.tsv
fetch/acquire/instead.inc: %D%/words/instead.tsv
fetch/parse/akn/bodies.inc: %D%/words/bodies.tsv
fetch/parse/marc/records.inc: %D%/words/records.tsv
if !CROSS
$(word_files): mkwords$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) $(@D) && \
		./mkwords$(EXEEXT) $(srcdir)/%D%/words `basename $@ .inc` $@
endif
BUILT_SOURCES += $(word_files)
CLEANFILES += $(word_files)
EXTRA_DIST += $(word_tables)

# What the bytes of old character sets mean, as the iconv of this machine has it.
noinst_PROGRAMS += mkcharsets
mkcharsets_SOURCES = %D%/mkcharsets.c
if !CROSS
fetch/parse/core/charsets.inc: mkcharsets$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) $(@D) && ./mkcharsets$(EXEEXT) $@
endif
BUILT_SOURCES += fetch/parse/core/charsets.inc
CLEANFILES += fetch/parse/core/charsets.inc

# Which Chinese characters are found by which, as Unicode's table has it (unicode-data, read
# with bzip2). Without the table or its reader they are found as they are written.
noinst_PROGRAMS += mkhan
mkhan_SOURCES = %D%/mkhan.c
if !CROSS
model/text/han.inc: mkhan$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) $(@D) && \
		if test -n "$(HAN_VARIANTS)"; then $(BZIP2) -dc $(HAN_VARIANTS); fi | ./mkhan$(EXEEXT) $@
endif
BUILT_SOURCES += model/text/han.inc
CLEANFILES += model/text/han.inc

# A cross build has all of these from a build for this machine, whose libraries it needs too:
# none of them tells one machine from another.
if CROSS
made_files = $(word_files) fetch/parse/core/charsets.inc model/text/han.inc
if !STARTER_GIVEN
made_files += starter.store
endif
for-build/Makefile: $(top_srcdir)/configure
	$(AM_V_GEN)$(MKDIR_P) for-build && cd for-build && \
		env -i PATH="$$PATH" HOME="$$HOME" $(abs_top_srcdir)/configure --quiet \
			CC='$(CC_FOR_BUILD)' CFLAGS='$(CFLAGS_FOR_BUILD)' HAN_VARIANTS='$(HAN_VARIANTS)'
for-build/made: for-build/Makefile $(word_tables) $(dossier_files) $(text_files)
	$(AM_V_GEN)cd for-build && $(MAKE) $(AM_MAKEFLAGS) for-others
	@touch $@
$(made_files): for-build/made
	$(AM_V_GEN)$(MKDIR_P) $(@D) && cp for-build/$@ $@
else
# What a cross build asks of the build for its own machine.
for-others: $(BUILT_SOURCES)
	$(MAKE) $(AM_MAKEFLAGS) starter.store
endif
mostlyclean-local:
	rm -rf for-build
