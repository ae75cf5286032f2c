# SPDX-License-Identifier: ISC
# The program as a whole, against a server of our own.
flows = %D%/articles.t %D%/beside.t %D%/budget.t %D%/bundle.t %D%/cases_shared.t %D%/clean.t %D%/complete.t %D%/damage.t %D%/dossier.t %D%/early.t %D%/errands.t %D%/faults.t %D%/feeds.t %D%/fetch.t %D%/history.t %D%/hub.t %D%/identity.t %D%/input.t %D%/keep.t %D%/large.t %D%/lines.t %D%/locales.t %D%/marks.t %D%/markup.t %D%/notes.t %D%/papers.t %D%/pdf.t %D%/pictures.t %D%/restricted.t %D%/resume.t %D%/screen.t %D%/sealed.t %D%/search.t %D%/site.t %D%/smoke.t %D%/sshd.t %D%/sync.t %D%/transfers.t %D%/verbs.t %D%/warc.t %D%/whole.t %D%/limits.t
TESTS += $(flows)
# A small dossier of another country, of our own making.
yemen = %D%/yemen/dossier.tsv %D%/yemen/sections.tsv %D%/yemen/timeline.tsv %D%/yemen/documents.tsv %D%/yemen/languages.tsv \
	%D%/yemen/pages/process.txt %D%/yemen/text/ar.tsv
EXTRA_DIST += $(flows) %D%/lib.sh %D%/sshd.sh %D%/killed %D%/memcheck $(yemen)

# To be preloaded: somebody who got into the program (sealed.t), and calls that fail (faults.t).
preloaded = tests/intruder.so tests/faults.so
check_DATA += $(preloaded)
make_preloaded = $(AM_V_CC)$(MKDIR_P) tests && $(CC) $(CPPFLAGS) -D_GNU_SOURCE $(PALAIS_CFLAGS) $(CFLAGS) -shared -fPIC
tests/intruder.so: tests/lib/intruder.c
	$(make_preloaded) -o $@ $(top_srcdir)/tests/lib/intruder.c
tests/faults.so: tests/lib/faults.c
	$(make_preloaded) -o $@ $(top_srcdir)/tests/lib/faults.c
EXTRA_DIST += tests/lib/intruder.c tests/lib/faults.c
CLEANFILES += $(preloaded)


# A store changed behind palais' back.
check_PROGRAMS += tests/sql
tests_sql_SOURCES = tests/lib/sql.c
tests_sql_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
tests_sql_LDADD = $(SQLITE_LIBS)

# A docfile as Markdown (markup.t).
check_PROGRAMS += tests/markdown
tests_markdown_SOURCES = tests/lib/markdown.c
tests_markdown_LDADD = libcli.a $(DOC_LIBS)
