# SPDX-License-Identifier: ISC
dist_man_MANS += %D%/palais.1 %D%/docfile.5 %D%/palais-site.8
EXTRA_DIST += %D%/HACKING %D%/RESULTS %D%/SECURITY %D%/decisions
