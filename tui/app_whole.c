/* SPDX-License-Identifier: ISC */
/* Pages shown whole: out of the bytes that are kept, and the reader's place in them. */
#include "config.h"

#include "model/views/document.h"
#include "session/whole_page.h"
#include "tui/app_int.h"

#include <stdio.h>
#include <string.h>

void app_whole_key(struct app *a, char *out, size_t size)
{
	char keys[80];

	keys_of(a->keys, &whole_command, keys, sizeof keys);
	snprintf(out, size, "%.*s", (int)strcspn(keys, " "), *keys ? keys : ":whole");
}

int app_make_whole(struct app *a, struct view_found *f)
{
	struct err err = {0};
	struct doc *whole = whole_page(a->session, f->from, &f->version, &err);

	if (!whole) {
		app_say(a, "%s", err.text);
		return -1;
	}
	doc_free(f->doc);
	f->doc = whole;
	return 0;
}

/* Texts of blocks from the reader's up, each with a NUL behind it, by which the place is
 * found in a document that has most of them. */
#define TEXTS_MOST 20

static void take_texts(struct tab *t, struct buf *out)
{
	const struct doc *doc = pane_doc(t->pane);
	long head = (long)document_view_head(doc);
	long at = pane_where(t->pane).block + head;

	buf_init(out, DOC_MAX);
	for (long i = at; i >= head && i > at - TEXTS_MOST; i--) {
		const struct doc_text *text = &doc_block(doc, (size_t)i)->text;

		buf_add(out, text->bytes, text->len);
		buf_char(out, '\0');
	}
}

/* The first block of that text, -1 when there is none. */
static long find_text(const struct doc *doc, const char *text, size_t len)
{
	for (size_t i = document_view_head(doc); len && i < doc_block_count(doc); i++) {
		const struct doc_text *t = &doc_block(doc, i)->text;

		if (t->len == len && !memcmp(t->bytes, text, len))
			return (long)(i - document_view_head(doc));
	}
	return -1;
}

int app_entire(struct app *a, struct tab *t)
{
	struct pane_place place = pane_where(t->pane);
	struct buf texts;
	long block = -1;
	bool same = true;

	take_texts(t, &texts);
	t->entire = !t->entire;
	if (app_remake(a, t) < 0) {
		t->entire = !t->entire;
		buf_done(&texts);
		return DID_DRAW;
	}
	app_file_wait(a, t);
	for (size_t i = 0; i < texts.len && block < 0; i += strlen(texts.bytes + i) + 1) {
		block = find_text(pane_doc(t->pane), texts.bytes + i, strlen(texts.bytes + i));
		same = i == 0;
	}
	if (block >= 0 && (place.block || place.offset))
		pane_go(t->pane, (struct pane_place){block, same ? place.offset : 0});
	buf_done(&texts);
	return DID_DRAW;
}
