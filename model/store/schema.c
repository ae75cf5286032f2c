/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "model/store/schema.h"

/* What every store has. Chunks are keyed by version << 16 | sequence, so that a
 * version's bytes lie side by side. A version without text is a part: bytes of
 * a download that has not ended. */
static const char core[] =
	"CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;\n"
	"CREATE TABLE work(\n"
	"  id INTEGER PRIMARY KEY,\n"
	"  key TEXT NOT NULL UNIQUE,\n"
	"  added INTEGER NOT NULL DEFAULT 0,\n"
	"  pinned INTEGER NOT NULL DEFAULT 0);\n"
	"CREATE TABLE alias(key TEXT PRIMARY KEY,\n"
	"  work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE) WITHOUT ROWID;\n"
	"CREATE TABLE text(\n"
	"  id INTEGER PRIMARY KEY,\n"
	"  work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE,\n"
	"  lang TEXT NOT NULL,\n"
	"  title TEXT NOT NULL DEFAULT '',\n"
	"  indexed INTEGER NOT NULL DEFAULT 0,\n"
	"  UNIQUE(work, lang));\n"
	"CREATE TABLE version(\n"
	"  id INTEGER PRIMARY KEY,\n"
	"  text INTEGER REFERENCES text ON DELETE CASCADE,\n"
	"  sha256 BLOB,\n"
	"  size INTEGER NOT NULL DEFAULT 0,\n"
	"  whole INTEGER NOT NULL DEFAULT 0,\n"
	"  url TEXT NOT NULL DEFAULT '',\n"
	"  type TEXT NOT NULL DEFAULT '',\n"
	"  coding TEXT NOT NULL DEFAULT '',\n"
	"  charset TEXT NOT NULL DEFAULT '',\n"
	"  etag TEXT NOT NULL DEFAULT '',\n"
	"  last_modified TEXT NOT NULL DEFAULT '',\n"
	"  headers TEXT NOT NULL DEFAULT '',\n"
	"  fetched INTEGER NOT NULL DEFAULT 0,\n"
	"  checked INTEGER NOT NULL DEFAULT 0,\n"
	"  origin_date INTEGER NOT NULL DEFAULT 0,\n"
	"  parser INTEGER NOT NULL DEFAULT 0,\n"
	"  doc BLOB,\n"
	"  doc_size INTEGER NOT NULL DEFAULT 0);\n"
	"CREATE INDEX version_text ON version(text, fetched);\n"
	"CREATE INDEX version_fetched ON version(fetched);\n"
	"CREATE TABLE chunk(id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);\n"
	"CREATE TABLE cite(\n"
	"  text INTEGER NOT NULL REFERENCES text ON DELETE CASCADE,\n"
	"  cited TEXT NOT NULL,\n"
	"  para TEXT NOT NULL DEFAULT '',\n"
	"  place INTEGER NOT NULL DEFAULT 0,\n" /* the block in which it stands first */
	"  PRIMARY KEY(text, cited, para)) WITHOUT ROWID;\n"
	"CREATE INDEX cite_cited ON cite(cited);\n"
	"CREATE VIRTUAL TABLE search USING fts5(title, body, content='', "
	"tokenize='unicode61 remove_diacritics 0');\n"
	"CREATE TABLE queue(id INTEGER PRIMARY KEY, what TEXT NOT NULL UNIQUE,\n"
	"  added INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0,\n"
	"  error TEXT NOT NULL DEFAULT '');\n"
	"CREATE TABLE bookmark(address TEXT PRIMARY KEY, title TEXT NOT NULL,\n"
	"  added INTEGER NOT NULL) WITHOUT ROWID;\n"
	"CREATE TABLE place(address TEXT PRIMARY KEY, block INTEGER NOT NULL,\n"
	"  byte INTEGER NOT NULL, seen INTEGER NOT NULL) WITHOUT ROWID;\n"
	"CREATE TABLE news(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,\n"
	"  feed TEXT NOT NULL, date TEXT NOT NULL, lang TEXT NOT NULL, title TEXT NOT NULL,\n"
	"  summary TEXT NOT NULL, seen INTEGER NOT NULL);\n"
	"CREATE INDEX news_date ON news(date, id);\n"
	"CREATE TABLE usage(month TEXT PRIMARY KEY, down INTEGER NOT NULL,\n"
	"  up INTEGER NOT NULL, requests INTEGER NOT NULL) WITHOUT ROWID;\n"
	"CREATE TABLE lease(name TEXT PRIMARY KEY, host TEXT NOT NULL, boot TEXT NOT NULL,\n"
	"  pid INTEGER NOT NULL, expires INTEGER NOT NULL) WITHOUT ROWID;\n";

/* The dossier: what data/ knows of a file. A table of data/ and its table here
 * have the same columns (palais-dossier(5) says what they mean); the id of a row is the
 * number that the data gives it, so that addresses stay when rows are added.
 * Status is confirmed, partly, unconfirmed or (of terms) usual; all but the first
 * are marked where they are shown. */
static const char dossier[] =
	"CREATE TABLE pane(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,\n"
	"  title TEXT NOT NULL, short TEXT NOT NULL, page TEXT NOT NULL,\n"
	"  lead TEXT NOT NULL DEFAULT '');\n"
	"CREATE TABLE section(pane TEXT NOT NULL, \"order\" INTEGER NOT NULL,\n"
	"  kind TEXT NOT NULL, title TEXT NOT NULL, filter TEXT NOT NULL, most INTEGER NOT NULL,\n"
	"  PRIMARY KEY(pane, \"order\")) WITHOUT ROWID;\n"
	"CREATE TABLE event(id INTEGER PRIMARY KEY, date TEXT NOT NULL, pane TEXT NOT NULL,\n"
	"  place TEXT NOT NULL, title TEXT NOT NULL, detail TEXT NOT NULL, symbols TEXT NOT NULL,\n"
	"  source TEXT NOT NULL, status TEXT NOT NULL, kind TEXT NOT NULL);\n"
	"CREATE INDEX event_date ON event(date);\n"
	"CREATE INDEX event_pane ON event(pane, date);\n"
	"CREATE TABLE round(id INTEGER PRIMARY KEY, series TEXT NOT NULL, number TEXT NOT NULL,\n"
	"  start TEXT NOT NULL, \"end\" TEXT NOT NULL, place TEXT NOT NULL, chair TEXT NOT NULL,\n"
	"  outcome TEXT NOT NULL, status TEXT NOT NULL, source TEXT NOT NULL);\n"
	/* key is the symbol, or the readable name of a document without one. */
	"CREATE TABLE document(id INTEGER PRIMARY KEY, symbol TEXT NOT NULL,\n"
	"  body TEXT NOT NULL, date TEXT NOT NULL, title TEXT NOT NULL, type TEXT NOT NULL,\n"
	"  pane TEXT NOT NULL, vote TEXT NOT NULL, languages TEXT NOT NULL, url TEXT NOT NULL,\n"
	"  recalls TEXT NOT NULL, source TEXT NOT NULL, status TEXT NOT NULL,\n"
	"  key TEXT NOT NULL UNIQUE);\n"
	"CREATE INDEX document_date ON document(date);\n"
	"CREATE INDEX document_pane ON document(pane, date);\n"
	"CREATE TABLE agency(id INTEGER PRIMARY KEY, name TEXT NOT NULL, acronym TEXT NOT NULL,\n"
	"  sector TEXT NOT NULL, page TEXT NOT NULL, feed TEXT NOT NULL, source TEXT NOT NULL,\n"
	"  status TEXT NOT NULL);\n"
	"CREATE TABLE figure(id INTEGER PRIMARY KEY, year INTEGER NOT NULL, as_of TEXT NOT NULL,\n"
	"  indicator TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, source TEXT NOT "
	"NULL,\n"
	"  status TEXT NOT NULL, series TEXT NOT NULL, bound TEXT NOT NULL);\n"
	"CREATE TABLE source(id INTEGER PRIMARY KEY, pane TEXT NOT NULL, name TEXT NOT NULL,\n"
	"  kind TEXT NOT NULL, url TEXT NOT NULL, languages TEXT NOT NULL, note TEXT NOT NULL,\n"
	"  status TEXT NOT NULL);\n"
	"CREATE TABLE person(id INTEGER PRIMARY KEY, pane TEXT NOT NULL, name TEXT NOT NULL,\n"
	"  office TEXT NOT NULL, start TEXT NOT NULL, \"end\" TEXT NOT NULL, note TEXT NOT NULL,\n"
	"  source TEXT NOT NULL, status TEXT NOT NULL);\n"
	"CREATE TABLE topic(id INTEGER PRIMARY KEY, lang TEXT NOT NULL, word TEXT NOT NULL);\n"
	"CREATE TABLE term(key TEXT PRIMARY KEY, A TEXT NOT NULL, C TEXT NOT NULL,\n"
	"  E TEXT NOT NULL, F TEXT NOT NULL, R TEXT NOT NULL, S TEXT NOT NULL,\n"
	"  source TEXT NOT NULL, status TEXT NOT NULL) WITHOUT ROWID;\n"
	/* The catalogue: everything that is known by symbol. cites and cited are lists of
         * ids of symbols; subjects is one of ids of words, where strings that recur stand
         * once (model/dossier/catalogue.h says how lists are packed). The catalogued come
         * first and by date, so that the order of ids is that of time. */
	"CREATE TABLE symbol(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE,\n"
	"  cites BLOB, cited BLOB);\n"
	"CREATE TABLE word(id INTEGER PRIMARY KEY, text TEXT NOT NULL);\n"
	"CREATE TABLE catalogue(id INTEGER PRIMARY KEY, date TEXT NOT NULL, title TEXT NOT NULL,\n"
	"  agenda INTEGER NOT NULL, adoption INTEGER NOT NULL, vote TEXT NOT NULL,\n"
	"  meeting TEXT NOT NULL, draft TEXT NOT NULL, chapter7 TEXT NOT NULL,\n"
	"  syria INTEGER NOT NULL, subjects BLOB);\n"
	/* The states; today is the id of the name that a state goes by now. Their words are
         * folded (model/dossier/states.c) and lead to the state of today. */
	"CREATE TABLE state(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,\n"
	"  today, iso3, ar, zh, en, fr, ru, es);\n"
	"CREATE TABLE state_word(word, state, PRIMARY KEY(word, state)) WITHOUT ROWID;\n"
	/* One letter for each state, in the order of their ids: y, n, a; blank where a
         * state did not take part. */
	"CREATE TABLE ballot(id INTEGER PRIMARY KEY, votes TEXT NOT NULL);\n"
	/* Search words of rows that have no text of their own: id * 8 + kind (see
         * model/store/titles.c). */
	"CREATE VIRTUAL TABLE titles USING fts5(name, words, content='', columnsize=0, "
	"tokenize='unicode61 remove_diacritics 0');\n"
	/* Where machine-readable texts lie: a list of files for each symbol, packed as
         * model/dossier/texts.h says, whose folders are words. Official titles; English where
         * the catalogue's own title is another. */
	"CREATE TABLE text_file(id INTEGER PRIMARY KEY, list BLOB);\n"
	"CREATE TABLE official(id INTEGER PRIMARY KEY, ar, zh, en, fr, ru, es);\n";

/* What bringing things up to date needs to remember. version.asked is the address that
 * was asked for (url is where it was found), cuts how often its bytes broke off, fresh
 * until when its server said that it need not be asked again. news.key names a story
 * whatever its address is. A feed is the reader's own, or a setting on one of the
 * dossier's. moved: what a server has said for good. host.pause: until when a server
 * wants to be left alone; ranges: whether it gives parts of a body (1) or not (-1).
 * absent: what was asked for and is nowhere, so that it is not asked for every day. */
static const char sync[] =
	"ALTER TABLE version ADD COLUMN asked TEXT NOT NULL DEFAULT '';\n"
	"ALTER TABLE version ADD COLUMN cuts INTEGER NOT NULL DEFAULT 0;\n"
	"ALTER TABLE version ADD COLUMN fresh INTEGER NOT NULL DEFAULT 0;\n"
	"CREATE INDEX version_asked ON version(asked) WHERE asked<>'';\n"
	"ALTER TABLE news ADD COLUMN url TEXT NOT NULL DEFAULT '';\n"
	"UPDATE news SET url=key;\n"
	"CREATE TABLE feed(url TEXT PRIMARY KEY, name TEXT NOT NULL DEFAULT '',\n"
	"  lang TEXT NOT NULL DEFAULT '', own INTEGER NOT NULL DEFAULT 0,\n"
	"  state TEXT NOT NULL DEFAULT 'on', whole INTEGER NOT NULL DEFAULT 0,\n"
	"  added INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;\n"
	"CREATE TABLE moved(url TEXT PRIMARY KEY, target TEXT NOT NULL,\n"
	"  since INTEGER NOT NULL) WITHOUT ROWID;\n"
	"CREATE TABLE host(name TEXT PRIMARY KEY, pause INTEGER NOT NULL DEFAULT 0,\n"
	"  ranges INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;\n"
	"CREATE TABLE absent(word TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;\n";

/* What lets a reader judge a fact. A list of votes says where it was read, as every other
 * row of the dossier does. fact_source: of what kind a source of any row is (a UN document,
 * the press …), and its sort where it cannot bear a fact alone (upload, mirror, essay).
 * text_hash: the hashes of machine-readable texts by their first byte, in lists as
 * model/dossier/hashes.h says. */
static const char facts[] = "ALTER TABLE ballot ADD COLUMN source TEXT NOT NULL DEFAULT '';\n"
			    "ALTER TABLE ballot ADD COLUMN status TEXT NOT NULL DEFAULT '';\n"
			    "CREATE TABLE fact_source(source TEXT PRIMARY KEY,\n"
			    "  kind TEXT NOT NULL, sort TEXT NOT NULL) WITHOUT ROWID;\n"
			    "CREATE TABLE text_hash(id INTEGER PRIMARY KEY, list BLOB NOT NULL);\n";

/* Versions in the order in which they came, whatever a clock said: version.place counts in
 * the store, version.number in its text (the N of WHAT@N; 0 of what is not whole), and
 * text.numbered is the last that was given. beside: why this answer is not the same
 * document, or ''. won: how a symbol was won (model/symbol/identity.h), '' of an address;
 * of a version: how it won that of its work.
 * claim: what a text only says of itself. origin: where the bytes of a version came from,
 * each time from somewhere else. */
static const char identity[] =
	"ALTER TABLE version ADD COLUMN place INTEGER NOT NULL DEFAULT 0;\n"
	"ALTER TABLE version ADD COLUMN number INTEGER NOT NULL DEFAULT 0;\n"
	"ALTER TABLE version ADD COLUMN beside TEXT NOT NULL DEFAULT '';\n"
	"ALTER TABLE version ADD COLUMN won TEXT NOT NULL DEFAULT '';\n"
	"ALTER TABLE text ADD COLUMN numbered INTEGER NOT NULL DEFAULT 0;\n"
	"ALTER TABLE work ADD COLUMN won TEXT NOT NULL DEFAULT '';\n"
	"ALTER TABLE alias ADD COLUMN won TEXT NOT NULL DEFAULT '';\n"
	"UPDATE version SET place=o.place FROM (SELECT id, row_number() OVER "
	"(ORDER BY fetched, id) AS place FROM version) AS o WHERE o.id=version.id;\n"
	"UPDATE version SET number=o.number FROM (SELECT id, row_number() OVER "
	"(PARTITION BY text ORDER BY place) AS number FROM version WHERE whole AND text IS NOT "
	"NULL) AS o WHERE o.id=version.id;\n"
	"UPDATE text SET numbered=coalesce((SELECT max(number) FROM version WHERE text=text.id), "
	"0);\n"
	"DROP INDEX version_text;\n"
	"CREATE INDEX version_text ON version(text, place);\n"
	"CREATE INDEX version_place ON version(place);\n"
	"CREATE INDEX alias_work ON alias(work);\n"
	"CREATE TABLE claim(text INTEGER NOT NULL REFERENCES text ON DELETE CASCADE,\n"
	"  symbol TEXT NOT NULL, PRIMARY KEY(text, symbol)) WITHOUT ROWID;\n"
	"CREATE INDEX claim_symbol ON claim(symbol);\n"
	"CREATE TABLE origin(version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,\n"
	"  url TEXT NOT NULL, asked TEXT NOT NULL, mirror TEXT NOT NULL, type TEXT NOT NULL,\n"
	"  name TEXT NOT NULL, fetched INTEGER NOT NULL,\n"
	"  PRIMARY KEY(version, url, asked, mirror, name)) WITHOUT ROWID;\n"
	"INSERT INTO origin(version, url, asked, mirror, type, name, fetched) "
	"SELECT id, url, asked, '', type, '', fetched FROM version "
	"WHERE text IS NOT NULL AND (url<>'' OR asked<>'');\n"
	/* a captive portal's word for an address counted for good */
	"DELETE FROM moved WHERE url NOT LIKE 'https://%' OR target NOT LIKE 'https://%' OR "
	"substr(url, 9, instr(substr(url, 9) || '/', '/')) <> "
	"substr(target, 9, instr(substr(target, 9) || '/', '/'));\n";

/* What is kept packed (model/store/packed.h). Behind which dictionary a docfile is packed
 * (0: none), and the pieces of the bytes, where `packed` says that they are. kind: what
 * documents have one dictionary, how many plain bytes of it came so far, and at how many
 * it is time to learn anew. unpacked: versions that a dictionary of their kind would make
 * smaller, once there is one; all that came before this step are of the kind ''.
 * text.words: a note of the words that it is found by (store_index_note). */
static const char packing[] =
	"ALTER TABLE version ADD COLUMN doc_dictionary INTEGER NOT NULL DEFAULT 0;\n"
	"ALTER TABLE version ADD COLUMN packed INTEGER NOT NULL DEFAULT 0;\n"
	"ALTER TABLE version ADD COLUMN dictionary INTEGER NOT NULL DEFAULT 0;\n"
	"ALTER TABLE text ADD COLUMN words BLOB;\n"
	"CREATE TABLE dictionary(id INTEGER PRIMARY KEY, kind TEXT NOT NULL,\n"
	"  bytes BLOB NOT NULL);\n"
	"CREATE TABLE kind(name TEXT PRIMARY KEY, dictionary INTEGER NOT NULL DEFAULT 0,\n"
	"  bytes INTEGER NOT NULL DEFAULT 0, due INTEGER NOT NULL) WITHOUT ROWID;\n"
	"CREATE TABLE unpacked(version INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,\n"
	"  kind TEXT NOT NULL, PRIMARY KEY(version, kind)) WITHOUT ROWID;\n"
	"CREATE INDEX unpacked_kind ON unpacked(kind);\n"
	"INSERT INTO unpacked(version, kind) SELECT id, '' FROM version "
	"WHERE whole AND text IS NOT NULL AND parser;\n";

/* The search as terms that are cut here (model/text/terms.h): FTS5 parts them at blanks and
 * does no more; places in the first column have no number, which saves an eighth where
 * nearly all are in the body. passage: of each text that is indexed its date, and how many terms
 * stand before each of its blocks (model/store/cut.h), by which a place of the index is one of a
 * paragraph. spelling: the words of terms that are written otherwise, for stemmers. titles:
 * of a row in all languages, and its other words. All texts are indexed again, when
 * somebody searches (again.c). */
static const char passages[] =
	"DROP TABLE search;\n"
	"CREATE VIRTUAL TABLE search USING fts5(body, title, content='', tokenize='ascii');\n"
	"DROP TABLE titles;\n"
	"CREATE VIRTUAL TABLE titles USING fts5(title, words, content='', columnsize=0, "
	"tokenize='ascii');\n"
	"CREATE TABLE passage(text INTEGER PRIMARY KEY REFERENCES text ON DELETE CASCADE,\n"
	"  date TEXT NOT NULL, starts BLOB NOT NULL);\n"
	"CREATE INDEX passage_date ON passage(date);\n"
	"CREATE TABLE spelling(term TEXT NOT NULL, word TEXT NOT NULL,\n"
	"  PRIMARY KEY(term, word)) WITHOUT ROWID;\n";

/* What a reader has marked (model/store/marks.h). A bookmark that came from elsewhere with
 * another title or time stands beside the one that was here. mark: a note or a highlight of
 * a paragraph; words are the paragraph's, and hash is theirs; start and end are bytes of
 * them. seen: what was read (or was made unread again), since when. looked: when a pane was
 * last looked at, and the time before. Where a reader had a place, the document was read. */
static const char marks[] =
	"CREATE TABLE bookmark_of_now(address TEXT NOT NULL, added INTEGER NOT NULL,\n"
	"  title TEXT NOT NULL, reference TEXT NOT NULL DEFAULT '',\n"
	"  sha256 TEXT NOT NULL DEFAULT '',\n"
	"  PRIMARY KEY(address, added, title, reference, sha256)) WITHOUT ROWID;\n"
	"INSERT INTO bookmark_of_now(address, added, title) "
	"SELECT address, added, title FROM bookmark;\n"
	"DROP TABLE bookmark;\n"
	"ALTER TABLE bookmark_of_now RENAME TO bookmark;\n"
	"CREATE TABLE tag(address TEXT NOT NULL, tag TEXT NOT NULL,\n"
	"  PRIMARY KEY(address, tag)) WITHOUT ROWID;\n"
	"CREATE INDEX tag_tag ON tag(tag);\n"
	"CREATE TABLE mark(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, document TEXT NOT NULL,\n"
	"  title TEXT NOT NULL, reference TEXT NOT NULL, sha256 TEXT NOT NULL,\n"
	"  lang TEXT NOT NULL, number TEXT NOT NULL, block INTEGER NOT NULL,\n"
	"  hash TEXT NOT NULL, words TEXT NOT NULL, start INTEGER NOT NULL,\n"
	"  \"end\" INTEGER NOT NULL, note TEXT NOT NULL, created INTEGER NOT NULL,\n"
	"  changed INTEGER NOT NULL);\n"
	"CREATE INDEX mark_document ON mark(document, lang);\n"
	"CREATE TABLE seen(document TEXT PRIMARY KEY, read INTEGER NOT NULL,\n"
	"  since INTEGER NOT NULL) WITHOUT ROWID;\n"
	"INSERT INTO seen(document, read, since) SELECT address, 1, seen FROM place;\n"
	"CREATE TABLE looked(pane TEXT PRIMARY KEY, before INTEGER NOT NULL,\n"
	"  last INTEGER NOT NULL) WITHOUT ROWID;\n";

/* A file is asked after by its bytes before it is kept: without the index that was a look at
 * all versions, and what it cost grew with them. */
static const char bytes[] = "CREATE INDEX version_bytes ON version(sha256);\n";

/* What a list says of a version lies beside where it comes in the list: a row has its docfile
 * before it, and to count what thousands of them have was to read the whole store. */
static const char lines[] = "DROP INDEX version_place;\n"
			    "CREATE INDEX version_place ON version(place, id, text, fetched, size, "
			    "number, whole, beside, won);\n";

const char *const schema_steps[SCHEMA_VERSION][3] = {
	{core, dossier, 0}, {sync, 0, 0},  {facts, identity, 0}, {packing, 0, 0},
	{passages, 0, 0},   {marks, 0, 0}, {bytes, 0, 0},        {lines, 0, 0},
};
