/* SPDX-License-Identifier: ISC */
/* Records of a hub, unpacked in a sealed helper, behind the dictionaries of their hub. */
#include "config.h"

#include "fetch/acquire/hub_int.h"
#include "model/base/messages.h"

#include <string.h>

static bool is_same(const struct hub_words *w, const struct hub_part *of)
{
	return w->known && !w->part.number == !of &&
	       (!of || !memcmp(w->part.file.hash, of->file.hash, sizeof of->file.hash));
}

int hub_words_ask(struct hub_run *r, struct hub_words *w, const struct hub_part *of,
                  struct err *err)
{
	int rc = 1;

	if (is_same(w, of))
		return 1;
	buf_reset(&w->bytes);
	if (of)
		rc = hub_ask_file(r, HUB_WORDS, &of->file, &w->bytes, err);
	w->part = of ? *of : (struct hub_part){.number = 0};
	w->known = rc > 0;
	w->sent = false;
	return rc;
}

void hub_words_done(struct hub_words *w)
{
	undo_end(w->undo);
	buf_done(&w->bytes);
}

int hub_undo(struct hub_run *r, struct hub_words *w, const struct hub_text *t,
             const struct buf *packed, struct buf *plain, struct err *err)
{
	int rc;

	/* it is here already, for the range was asked for after it */
	if (hub_words_ask(r, w, t->words, err) < 0)
		return -1;
	if (!w->undo)
		w->undo = undo_start(r->config->carry_path, err);
	if (!w->undo)
		return -1;
	rc = undo_record(w->undo, w->sent ? NULL : &w->bytes, packed, plain, err);
	w->sent = true;
	if (rc == 0)
		return err_set(err, ERR_FAILED, _("%.150s: a text of it does not unpack: %.120s"),
		               r->hub, t->key);
	return rc < 0 ? -1 : 0;
}
