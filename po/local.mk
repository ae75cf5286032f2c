# SPDX-License-Identifier: ISC
# What palais says, in five languages beside English: NAME.po, built into
# locale/NAME/LC_MESSAGES/palais.mo, where ./palais finds it as it is.
PO_LANGUAGES = ar zh_CN fr ru es
po_files = %D%/ar.po %D%/zh_CN.po %D%/fr.po %D%/ru.po %D%/es.po
EXTRA_DIST += $(po_files) %D%/palais.pot %D%/not.po %D%/messages %D%/README

locale/stamp: $(po_files)
	$(AM_V_GEN)for l in $(PO_LANGUAGES); do \
		$(MKDIR_P) locale/$$l/LC_MESSAGES && \
		$(MSGFMT) -c -o locale/$$l/LC_MESSAGES/palais.mo $(srcdir)/po/$$l.po || exit 1; \
	done; touch $@
noinst_DATA += locale/stamp

install-data-local: locale/stamp
	for l in $(PO_LANGUAGES); do \
		$(MKDIR_P) "$(DESTDIR)$(localedir)/$$l/LC_MESSAGES" && \
		$(INSTALL_DATA) locale/$$l/LC_MESSAGES/palais.mo \
			"$(DESTDIR)$(localedir)/$$l/LC_MESSAGES/palais.mo" || exit 1; \
	done
uninstall-local:
	for l in $(PO_LANGUAGES); do \
		rm -f "$(DESTDIR)$(localedir)/$$l/LC_MESSAGES/palais.mo"; \
	done
clean-local:
	rm -rf locale

# For who adds a message: the template out of the sources, and what is in it into
# each language.
pot:
	cd $(srcdir) && po/messages >po/palais.pot.new && mv po/palais.pot.new po/palais.pot
	for l in $(PO_LANGUAGES); do \
		msgmerge -q --no-fuzzy-matching --no-wrap --update --backup=none \
			$(srcdir)/po/$$l.po $(srcdir)/po/palais.pot || exit 1; \
	done
.PHONY: pot
