# SPDX-License-Identifier: ISC
# palais as a folder for hosts on which nothing can be installed; and the licences of what is
# inside. PORTABLE_OPTIONS: what configure is told beside (CC=…, --host=…).
PORTABLE_OPTIONS =
portable:
	$(srcdir)/packaging/portable $(abs_top_srcdir) $(abs_builddir) $(PORTABLE_OPTIONS)
licences: all
	$(srcdir)/packaging/licences $(abs_builddir)
EXTRA_DIST += packaging/licences packaging/portable packaging/portable.README packaging/portable.sh packaging/portable-check
# The tarball of the last commit, checked, and signed by the key that KEY names.
KEY =
release: all
	$(srcdir)/packaging/release $(abs_top_srcdir) $(abs_builddir) '$(KEY)'
EXTRA_DIST += packaging/release
.PHONY: portable licences release
