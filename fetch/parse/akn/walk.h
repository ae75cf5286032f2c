/* SPDX-License-Identifier: ISC */
/*
 * walk: where the walk over an Akoma Ntoso text stands; shared by the files
 * that do it. The only state there is while a document is read.
 */
#ifndef PALAIS_FETCH_PARSE_AKN_WALK_H
#define PALAIS_FETCH_PARSE_AKN_WALK_H

#include "fetch/parse/akn/akn.h"
#include "model/doc/left_out.h"

/* An element that is open. */
struct akn_frame {
	uint32_t node;
	uint8_t action;
	bool em, strong, link;
	bool ends_block; /* it is none by name, but stood where no paragraph was open */
	uint32_t start;  /* of its spans */
	const struct rich_text *text;
};

/* What a paragraph of the cover holds. */
enum { AKN_ROLE_FACT = 1, AKN_ROLE_TITLE = 2, AKN_ROLE_SHOWN = 4 };

struct akn_walk {
	const struct xml_tree *tree;
	struct akn_facts facts;
	struct drafts drafts;
	struct left_out left;
	VEC(struct akn_frame) frames;
	char marker[64];      /* of <num>: for the paragraph that comes next */
	int heading;          /* the level of headings by class: H1, H23, H4 */
	unsigned cover;       /* masthead elements that are open */
	unsigned covers;      /* how many there were */
	unsigned title_cover; /* the one in which a title was last */
	unsigned lists;       /* lists that are open */
	unsigned quotes;
	unsigned roles;      /* of the paragraph that is open, in the cover */
	size_t cover_end;    /* drafts that were begun in the cover */
	bool preface;        /* below the cover, where the title stands */
	bool noted;          /* the meta block's notes have been written */
	unsigned note_count; /* for notes that do not say their number */
	bool titled;
	bool prefaced; /* the title stands below the cover */
};

/* cover.c: what an element of the cover makes of its paragraph, what a
 * paragraph of it is, a title where there was none, the meta block's notes. */
void akn_role_note(struct akn_walk *w, uint32_t node);
void akn_cover_take(struct akn_walk *w, struct draft *d);
void akn_title_need(struct akn_walk *w);
void akn_notes_take(struct akn_walk *w);

/* When all is read: what a converter left behind, and what the text says. */
void akn_drop_leftovers(struct akn_walk *w);
void akn_title_fact(struct akn_walk *w);
void akn_text_facts(struct akn_walk *w);

#endif
