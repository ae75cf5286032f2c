/*
 * commands: all that can be done, once: id, name (for `:`, scripts and key
 * files), default keys, help. The key table, the prompt's completion, and the
 * help page are made from this list.
 *
 * Keys are written as in a key file: "j", "Space", "Ctrl-L", "PgDn"; several
 * with blanks between them.
 */
#ifndef PALAIS_TUI_COMMANDS_H
#define PALAIS_TUI_COMMANDS_H

/* clang-format off */
#define COMMANDS(X) \
	X(NONE, "", "", 0) \
	X(HEAD_MOVE, "", "", "Moving") \
	X(LINE_DOWN, "down", "j Down Ctrl-N", "one line down") \
	X(LINE_UP, "up", "k Up", "one line up") \
	X(PAGE_DOWN, "page-down", "Space PgDn Ctrl-F", "one screen down") \
	X(PAGE_UP, "page-up", "b PgUp Ctrl-B", "one screen up") \
	X(HALF_DOWN, "half-down", "Ctrl-D", "half a screen down") \
	X(HALF_UP, "half-up", "Ctrl-U", "half a screen up") \
	X(TOP, "top", "g Home", "to the beginning") \
	X(BOTTOM, "bottom", "G End", "to the end") \
	X(CONTENTS, "contents", "t", "the headings of this document, to go to") \
	X(HEAD_LINKS, "", "", "Links and documents") \
	X(LINK_NEXT, "next-link", "]", "to the next link") \
	X(LINK_PREVIOUS, "previous-link", "[", "to the link before") \
	X(FOLLOW, "follow", "Enter l Right", "open the link of this line") \
	X(HINT, "hint", "f", "open a link of this screen by its letter") \
	X(BACK, "back", "h Left Backspace Ctrl-O", "to the document before") \
	X(FORWARD, "forward", "Ctrl-P", "to the document after, having gone back") \
	X(OPEN, "open", "o", "open by symbol, address, path or id") \
	X(HEAD_PANES, "", "", "Panes") \
	X(PANE_NEXT, "next-pane", "Tab", "to the next pane") \
	X(PANE_PREVIOUS, "previous-pane", "BackTab", "to the pane before") \
	X(PANE, "pane", "1 2 3 4 5 6 7 8 9", "to a pane by its number") \
	X(FRONT, "front", "0", "to this pane's front page") \
	X(HEAD_PAPERS, "", "", "UN documents") \
	X(LANGUAGE, "language", "L", "the next of the document's languages, at the same paragraph") \
	X(TWO_LANGUAGES, "two-languages", "P", "two languages, paragraph under paragraph, or one") \
	X(CITES, "cites", "c", "what this document cites, and what cites it") \
	X(VOTES, "votes", "V", "who voted how on it") \
	X(HEAD_FIND, "", "", "Finding") \
	X(FIND, "find", "/", "find in this document") \
	X(FIND_NEXT, "find-next", "n", "find again, forward") \
	X(FIND_PREVIOUS, "find-previous", "N", "find again, backward") \
	X(SEARCH, "search", "s", "search everything that is stored") \
	X(HEAD_KEEP, "", "", "Keeping") \
	X(BOOKMARK, "bookmark", "m", "bookmark this document, or let it go") \
	X(COPY, "copy", "y", "copy a reference to the clipboard") \
	X(MARK, "mark", "M", "mark this place under the letter that follows") \
	X(GOTO_MARK, "goto-mark", "'", "to the place marked by the letter that follows") \
	X(HEAD_NET, "", "", "The network") \
	X(REFRESH, "refresh", "r", "ask again for this document") \
	X(FEED, "feed", "", "the feeds; add, off, on and others say which are asked") \
	X(SYNC, "sync", "S", "bring the store up to date: queue, feeds, documents") \
	X(TRANSFERS, "transfers", "d", "what is being fetched, and what waits") \
	X(CANCEL, "cancel", "Ctrl-G x", "end what is being fetched for this document or line") \
	X(SOONER, "sooner", "K", "among transfers: this one before the one above it") \
	X(LATER, "later", "J", "among transfers: this one after the one below it") \
	X(METERED, "metered", "", "nothing is asked of its own accord: on, off, or the other") \
	X(HEAD_PROGRAM, "", "", "The program") \
	X(COMMAND, "command", ":", "a command by name; a number goes to that paragraph") \
	X(BIDI, "bidi", "", "how text from the right is shown: a picture to choose by") \
	X(HELP, "help", "?", "this page") \
	X(REPAINT, "repaint", "Ctrl-L", "paint the screen afresh") \
	X(CLOSE, "close", "q", "close this document; on a front page, leave") \
	X(QUIT, "quit", "Q", "leave palais")
/* clang-format on */

enum command_id {
#define COMMAND_ID(id, name, keys, help) COMMAND_##id,
	COMMANDS(COMMAND_ID)
#undef COMMAND_ID
		COMMAND_COUNT
};

struct command {
	const char *name; /* "" for a heading of the help page */
	const char *keys;
	const char *help;
};

extern const struct command commands[COMMAND_COUNT];

/* The command of that name, or of which it is the only beginning; COMMAND_NONE. */
enum command_id command_by_name(const char *name);

#endif
