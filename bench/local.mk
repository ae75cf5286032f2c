# SPDX-License-Identifier: ISC
# make bench: measures palais beside its peers and puts the figures into doc/RESULTS;
# make bench BENCH="start idle" those parts alone, BENCH=growth what takes an hour.
BENCH =
EXTRA_PROGRAMS = bench/cost
bench_cost_SOURCES = %D%/cost.c
EXTRA_PROGRAMS += bench/layout
bench_layout_SOURCES = %D%/layout.c
bench_layout_LDADD = $(LAYOUT_LIBS)
CLEANFILES += bench/cost$(EXEEXT) bench/layout$(EXEEXT) bench-results.txt bench-results.tsv
EXTRA_DIST += %D%/tasks/README %D%/tasks/tasks.tsv
EXTRA_DIST += %D%/headline %D%/run %D%/arabic.py %D%/bombs.py %D%/bundles.py %D%/hub.py %D%/large.py %D%/library.py %D%/link.py %D%/net.py %D%/pages.py
EXTRA_DIST += %D%/papers.py %D%/remote.py %D%/results.py %D%/show.py %D%/site_store.py %D%/start.py %D%/terminal.py

bench: palais$(EXEEXT) palais-fetch$(EXEEXT) palais-parse$(EXEEXT) starter.store bench/cost$(EXEEXT) bench/layout$(EXEEXT)
	@test -x /usr/bin/python3 || { echo "bench: /usr/bin/python3 is not here"; exit 1; }
	/usr/bin/python3 $(srcdir)/%D%/run -b . -o bench-results.txt --publish $(srcdir)/doc/RESULTS $(BENCH)
.PHONY: bench
