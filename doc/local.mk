# SPDX-License-Identifier: ISC
dist_man_MANS += %D%/palais.1 %D%/docfile.5 %D%/palais-config.5 %D%/palais-dossier.5 \
	%D%/palais-keys.5 %D%/palais-file.7 %D%/palais-fetch.8 %D%/palais-site.8
EXTRA_DIST += %D%/HACKING %D%/RESULTS %D%/SECURITY %D%/decisions
