/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/views/find.h"

#include "model/doc/reference.h"
#include "model/dossier/catalogue.h"
#include "model/dossier/record.h"
#include "model/symbol/symbol.h"
#include "model/views/version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void view_found_done(struct view_found *f)
{
	doc_free(f->doc);
	store_version_done(&f->version);
	memset(f, 0, sizeof *f);
}

int view_find(const struct view_context *c, struct reference *w, struct view_found *f, bool *card,
              struct err *err)
{
	char langs[120];
	int rc;

	memset(f, 0, sizeof *f);
	*card = false;
	if (w->kind == REFERENCE_FILE)
		return 0;
	catalogue_complete_reference(stores_starter(c->stores), w);
	/* an address that names a language is asked for that first */
	snprintf(langs, sizeof langs, "%s%s%s", w->lang, *w->lang ? "," : "",
	         c->langs ? c->langs : "en");
	if (w->kind != REFERENCE_OWN) {
		rc = stores_find(c->stores, w->key, langs, &f->version, &f->from, err);
		if (rc < 0)
			return -1;
		if (rc) {
			f->doc = store_doc(f->from, f->version.id, err);
			f->stored = true;
			if (f->doc)
				return 1;
			view_found_done(f);
			return -1;
		}
	}
	rc = version_find(c, w, f, err);
	if (rc)
		return rc;
	if (w->kind == REFERENCE_WEB)
		return 0;
	f->doc = view_make(c, w->key, err);
	*card = w->kind != REFERENCE_OWN;
	/* of a symbol that nobody has named yet there is no card, but there may be a text */
	if (!f->doc && w->kind == REFERENCE_SYMBOL && record_is_issued(w->key)) {
		err_clear(err);
		*card = false;
		return 0;
	}
	return f->doc ? 1 : -1;
}
