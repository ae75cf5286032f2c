dist_man_MANS += %D%/palais.1 %D%/docfile.5
EXTRA_DIST += %D%/HACKING %D%/decisions/README $(decisions)
decisions = \
	%D%/decisions/010-seal.md %D%/decisions/011-main-text.md %D%/decisions/012-tree.md \
	%D%/decisions/013-charsets.md %D%/decisions/020-wire.md %D%/decisions/021-parts.md \
	%D%/decisions/030-dossier.md
