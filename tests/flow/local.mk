# SPDX-License-Identifier: ISC
# The program as a whole, against a server of our own.
flows = %D%/articles.t %D%/beside.t %D%/budget.t %D%/cases_shared.t %D%/clean.t %D%/dossier.t %D%/early.t %D%/errands.t %D%/feeds.t %D%/fetch.t %D%/history.t %D%/identity.t %D%/input.t %D%/keep.t %D%/large.t %D%/marks.t %D%/notes.t %D%/papers.t %D%/pdf.t %D%/restricted.t %D%/resume.t %D%/screen.t %D%/search.t %D%/sealed.t %D%/site.t %D%/smoke.t %D%/sshd.t %D%/sync.t %D%/transfers.t %D%/whole.t
TESTS += $(flows)
# A small dossier of another country, of our own making.
yemen = %D%/yemen/dossier.tsv %D%/yemen/sections.tsv %D%/yemen/timeline.tsv %D%/yemen/documents.tsv %D%/yemen/languages.tsv \
	%D%/yemen/pages/process.txt %D%/yemen/text/ar.tsv
EXTRA_DIST += $(flows) %D%/lib.sh $(yemen)

# To be preloaded: somebody who got into the program, tests/flow/sealed.t.
check_DATA += tests/intruder.so
tests/intruder.so: tests/lib/intruder.c
	$(AM_V_CC)$(MKDIR_P) tests && $(CC) $(CPPFLAGS) -D_GNU_SOURCE $(PALAIS_CFLAGS) $(CFLAGS) -shared -fPIC -o $@ \
		$(top_srcdir)/tests/lib/intruder.c
EXTRA_DIST += tests/lib/intruder.c
CLEANFILES += tests/intruder.so
