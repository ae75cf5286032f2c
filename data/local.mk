# The starter store is made from the tables here when palais is built.
noinst_PROGRAMS += mkstarter
mkstarter_SOURCES = \
	%D%/mkstarter.c %D%/starter.h \
	%D%/starter_check.c %D%/starter_compare.c %D%/starter_sources.c %D%/starter_tables.c %D%/starter_catalogue.c %D%/starter_cites.c %D%/starter_pages.c \
	%D%/starter_hashes.c %D%/starter_titles.c %D%/starter_texts.c %D%/starter_states.c \
	%D%/tsv.c %D%/tsv.h
mkstarter_LDADD = $(DOSSIER_LIBS)

dossier_files = \
	%D%/dossier.tsv %D%/sections.tsv \
	%D%/timeline.tsv %D%/rounds.tsv %D%/documents.tsv %D%/agencies.tsv \
	%D%/figures.tsv %D%/sources.tsv %D%/persons.tsv %D%/languages.tsv %D%/topics.tsv \
	%D%/resolutions.tsv %D%/cites.tsv %D%/votes_syria.tsv \
	%D%/akn_paths.tsv %D%/akn_sha256.tsv %D%/titles.tsv %D%/hosts.tsv %D%/country_names.tsv %D%/states.tsv \
	%D%/pages/talks.txt %D%/pages/humanitarian.txt %D%/pages/iiim.txt \
	%D%/pages/iiim-questions.txt %D%/pages/photographs.txt %D%/pages/about.txt
EXTRA_DIST += $(dossier_files) %D%/README %D%/LICENSE

starter.store: mkstarter$(EXEEXT) $(dossier_files)
	$(AM_V_GEN)./mkstarter$(EXEEXT) $(srcdir)/%D% $@
pkgdata_DATA = starter.store
CLEANFILES += starter.store starter.store.draft
