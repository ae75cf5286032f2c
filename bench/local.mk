# make bench: measures palais beside lynx and w3m (bench/run says what).
EXTRA_PROGRAMS = bench/cost
bench_cost_SOURCES = %D%/cost.c
CLEANFILES += bench/cost$(EXEEXT) bench-results.txt bench-results.tsv
EXTRA_DIST += %D%/run %D%/pages.py %D%/papers.py %D%/terminal.py

bench: palais$(EXEEXT) palais-fetch$(EXEEXT) palais-parse$(EXEEXT) starter.store bench/cost$(EXEEXT)
	@test -x /usr/bin/python3 || { echo "bench: /usr/bin/python3 is not here"; exit 1; }
	/usr/bin/python3 $(srcdir)/%D%/run -b . -o bench-results.txt
.PHONY: bench
