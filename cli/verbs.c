#include "config.h"

#include "cli/verbs.h"

#include "model/base/messages.h"
#include "model/doc/reference.h"

#include <string.h>
#include <unistd.h>

const struct cli_verb cli_verbs[] = {
	{"show", "WHAT…", N_("prints a document"), cli_show},
	{"list", "[KIND]", N_("lists what is known, by kind"), cli_list},
	{"search", "[-n N] WORDS…", N_("full text over every store, best first"), cli_search},
	{"symbols", "[FILE]", N_("each line's UN symbols, canonical"), cli_symbols},
	{"cites", "WHAT…", N_("what a document cites, and in which paragraph"), cli_cites},
	{"cited-by", "WHAT…", N_("what cites it"), cli_cited_by},
	{"votes", "WHAT… | --state NAME", N_("who voted how; how a state voted"), cli_votes},
	{"cite", "WHAT…", N_("a reference: -f text, bibtex, ris, csl-json"), cli_cite},
	{"history", "WHAT", N_("its versions that are here: -f text, tsv, json"), cli_history},
	{"diff", "WHAT [N [M]]", N_("what changed between two of them, word by word"), cli_diff},
	{"add", "FILE…", N_("parses local files and keeps them"), cli_add},
	{"fetch", "[WHAT…]", N_("downloads now; without a network, queues"), cli_fetch},
	{"sync", "[KIND…]", N_("brings the store up to date, within a budget"), cli_sync},
	{"feed", "[WORD…]", N_("the feeds: list, add, remove, off, on and more"), cli_feed},
	{"pin", "WHAT…", N_("never lets go of it; brings it when it is not here"), cli_pin},
	{"unpin", "WHAT…", N_("takes that back"), cli_unpin},
	{"prune", "[OPTION…]", N_("lets go of what is old, but not of what is pinned"), cli_prune},
	{"verify", "[--reindex]", N_("looks every store over for damage"), cli_verify},
	{"info", "", N_("what the stores hold and cost"), cli_info},
	{0},
};

const struct cli_verb *cli_find_verb(const char *name)
{
	for (const struct cli_verb *v = cli_verbs; v->name; v++)
		if (!strcmp(v->name, name))
			return v;
	return NULL;
}

bool cli_needs_stores(const struct cli_verb *verb, int argc, char **argv)
{
	if (verb->run != cli_show)
		return true;
	for (int i = 1; i < argc; i++)
		if (!reference_is_file(argv[i]))
			return true;
	return false;
}
