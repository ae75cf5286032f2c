# SPDX-License-Identifier: ISC
"""How well UN documents are read: the files under $PALAIS_CORPUS (../shared/corpus
beside the sources) as palais shows them, each figure beside its target. Part
"papers" of bench/run. What is compared, everywhere: the words (letters and
digits, case kept) of what is printed, a block's marker before its text, without
the facts and without figures. Agreement of two sequences is 2c / (n + m), c being
the length of the longest that is in both."""

import collections
import glob
import itertools
import os
import re
import shutil
import statistics
import subprocess
import unicodedata

WORDS_LEAST, STARTS_LEAST = 0.98, 0.95  # agreement of two formats of one document
ARABIC_LEAST = 0.50                     # words of an Arabic PDF that other texts have
NOTES_LEAST = 0.95                      # share of notes that the text calls
VERDICT = "target is"
PDF_MORE_MS, AKN_MS, RUNS = 10, 20, 15
RUNS_OPEN = 4                           # lists of numbers that go on behind one another
GAPS = 6                                # how many of a file are printed

KINDS = (("akn", "xml/akn/*/*.xml"), ("docx", "doc/*/*.docx"), ("marc", "marcxml/*.xml"),
         ("pdf", "pdf/*/*.pdf"))
# the options with which pdftohtml is run (fetch/parse/pdf_main.c)
PDFTOHTML = ["pdftohtml", "-q", "-xml", "-i", "-hidden", "-nodrm", "-wbt", "15", "-stdout"]
TIMED_PDF = ("pdf/ods-api/S_RES_2803_(2025)-EN.pdf", "pdf/ods-api/A_53_568-EN.pdf")
TIMED_AKN = "xml/akn/sc/en_S_RES_2803-2518686E.xml"

# pages that must be free of furniture: file -> pages
PAGES = collections.OrderedDict((
    ("pdf/ods-api/S_RES_2803_(2025)-EN.pdf", (2, 4)),
    ("pdf/ods-api/S_PV.10011-EN.pdf", (2, 41)),
    ("pdf/ods-api/S_PV.4507-EN.pdf", (2, 3)),
    ("pdf/ods-api/S_2014_258-EN.pdf", (2, 12)),
    ("pdf/ods-api/S_2012_197-EN.pdf", (1, 12)),
    ("pdf/ods-api/S_2025_317-EN.pdf", (1, 13)),
    ("pdf/ods-api/A_C.4_SR.985-FR.pdf", (2, 4)),
    ("pdf/ods-api/A_53_568-EN.pdf", (1, 2)),
    ("pdf/mandates/A_80_604_Add.4.pdf", (1, 2)),
    ("pdf/mandates/A_81_6_(SECT._27).pdf", (1, 20)),
    ("pdf/escwa/E_ESCWA_30_18_REPORT-EN.pdf", (5, 30)),
    ("pdf/escwa/E_ESCWA_30_18_REPORT-FR.pdf", (7, 30)),
    ("pdf/escwa/E_ESCWA_30_7-AR.pdf", (2, 8)),
    ("pdf/escwa/E_ESCWA_2017_EC.4_9_REPORT-AR.pdf", (3, 12)),
    ("pdf/escwa/E_ESCWA_30_L.1-AR.pdf", (2, 5)),
))

# what stands on a page and is not the document's: name -> pattern, of a whole block
WHOLE = (
    ("number alone", r"[-–—‐\s]*\d{1,3}[-–—‐\s]*"),
    ("n/m", r"\d{1,3}\s*/\s*\d{1,3}"),
    ("page n", r"(?:(?:English|Français|French|Español|Spanish|Russian|Arabic|Chinese)\s+)?"
               r"(?:Page|Página|Стр\.|Страница|الصفحة)\s+\d{1,3}|/\s*(?:\.\s*){3}|/\s*…"),
)
# the same, anywhere in the text
ANYWHERE = (
    ("job number", r"\b\d\d-\d{5}\b(?:\s*\([A-Z]\))?"),
    ("recycle", r"Please recycle|Merci de recycler|Prière de recycler|Se ruega reciclar|"
                r"Просьба отправить на вторичную|الرجاء إعادة استعمال|يرجى إعادة استعمال|请回收"),
    ("barcode", r"\*\d{6,8}[A-Z]?\*"),
    ("dot leader", r"\.{5,}|(?:\. ){5,}|…{3,}|(?:… ?){3,}"),
)


# -- documents ----------------------------------------------------------------


class Block:
    def __init__(self, kind):
        self.kind, self.named, self.text, self.cells, self.calls = kind, {}, [], [], []

    def get(self, name):
        return self.named.get(name, "")

    def printed(self):
        return (self.get("marker") + " " + " ".join(self.text)).strip()

    def everything(self):
        return "\n".join([self.printed()] + [" ".join(cell) for cell in self.cells])


class Paper:
    """A file as palais reads it: facts and blocks, or the error."""

    def __init__(self, bench, top, kind, path):
        self.kind, self.path, self.name = kind, path, os.path.relpath(path, top)
        self.facts, self.blocks = {}, []
        done = subprocess.run(bench.palais + ["-f", "docfile", "show", os.path.abspath(path)],
                              env=bench.env(), capture_output=True, check=False)
        self.error = done.stderr.decode("utf-8", "replace").strip().rpartition(path + ": ")[2] \
            if done.returncode else ""
        self.take(done.stdout.decode("utf-8", "replace"))

    def take(self, docfile):
        for line in docfile.split("\n"):
            tag, _, value = line.partition(" ")
            if tag == "F":
                name, _, value = value.partition(" ")
                self.facts.setdefault(name, value)
            elif tag == "B":
                self.blocks.append(Block(value))
            elif tag == "A":
                name, _, value = value.partition(" ")
                self.blocks[-1].named[name] = value
            elif tag == "C":
                self.blocks[-1].cells.append([])
            elif tag == "T":
                cells = self.blocks[-1].cells
                (cells[-1] if cells else self.blocks[-1].text).append(value)
            elif tag == "S" and value.split(" ")[2] == "call":
                self.blocks[-1].calls.append(value.split(" ")[3])

    def fact(self, name):
        return self.facts.get(name, "")

    def words(self, tables=True):
        return words_of("\n".join(b.everything() for b in self.blocks
                                  if b.kind != "figure" and (tables or b.kind != "table")))

    def starts(self):
        """The first four words of each paragraph, item, quotation and heading."""
        starts = [tuple(words_of(b.printed())[:4]) for b in self.blocks
                  if b.kind in ("paragraph", "item", "quote", "heading")]
        return [s for s in starts if s]


def words_of(text):
    """Letters and digits; each Han character is a word."""
    return re.findall(r"[\u2e80-\u9fff]|[^\W_\u2e80-\u9fff]+",
                      unicodedata.normalize("NFC", text).replace("\u00ad", ""))


def common(a, b):
    """Length of the longest common subsequence. A bit for each place of a; each
    word of b is one step over all of them."""
    where = collections.defaultdict(int)
    for i, word in enumerate(a):
        where[word] |= 1 << i
    every = free = (1 << len(a)) - 1
    for word in b:
        used = free & where.get(word, 0)
        free = ((free + used) | (free - used)) & every
    return len(a) - bin(free).count("1")


def agreement(a, b):
    return 2 * common(a, b) / (len(a) + len(b)) if a or b else 0.0


def verdict(value, least=None, most=None):
    """The target and whether it is met, as two cells."""
    target, good = ("%g" % least, value >= least) if most is None else \
        ("at most %g" % most, value <= most)
    return [target, "ok" if good else "MISSED"]


def three(value):
    return "%.3f" % value


# -- 1: what is read ----------------------------------------------------------


def has_text(path):
    """Whether another reader finds letters in a PDF; None when it cannot read it."""
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=False)
    if done.returncode:
        return None
    return bool(re.search(r"\w", done.stdout.decode("utf-8", "replace")))


def unread(paper):
    """In words, why a file has no document, and whether that is the file's own fault."""
    if paper.kind != "pdf":
        return "not read: " + paper.error, False
    found = has_text(paper.path)
    called = {None: "damaged", False: "no text layer", True: "has text"}[found]
    return "%s: %s" % (called, paper.error), not found


def read_all(out, papers):
    rows, reasons = [], []
    for kind, _ in KINDS:
        mine = [p for p in papers if p.kind == kind]
        errors = [(p, unread(p)) for p in mine if p.error]
        faults = sum(not own for _, (_, own) in errors)
        rows.append([kind, len(mine), len(errors), faults] + verdict(faults, most=0))
        reasons += ["%s: %s" % (p.name, why) for p, (why, _) in errors]
    out.table("UN documents read", ["", "files", "errors", "of palais", "target", VERDICT], rows,
              "of palais: errors that are not for want of a text layer and not damage")
    findings(out, reasons)


def findings(out, lines):
    for line in lines:
        out.say("    " + line)


# -- 2, 3: two formats of one document ------------------------------------------


def pairs_of(papers, language=None):
    """Files of the same symbol and language, or of the same name, in two formats."""
    keys = collections.defaultdict(list)
    for p in papers:
        if p.error or p.kind == "marc" or (language and p.fact("language") != language):
            continue
        if p.fact("symbol"):
            keys[p.fact("symbol") + " " + p.fact("language")].append(p)
        keys[os.path.splitext(os.path.basename(p.name))[0]].append(p)
    found = collections.OrderedDict()
    for same in keys.values():
        for a, b in itertools.combinations(same, 2):
            if a.kind != b.kind:
                found[a.name, b.name] = (a, b)
    return list(found.values())


def formats(out, papers):
    rows = []
    for a, b in pairs_of(papers):
        for what, value, least in (
                ("words", agreement(a.words(), b.words()), WORDS_LEAST),
                ("words without tables", agreement(a.words(False), b.words(False)), WORDS_LEAST),
                ("starts", agreement(a.starts(), b.starts()), STARTS_LEAST)):
            rows.append(["%s, %s and %s: %s" % (a.fact("symbol") or a.name, a.kind, b.kind, what),
                         three(value)] + verdict(value, least))
    out.table("The same document in two formats", ["", "agreement", "target", VERDICT], rows,
              "words in sequence, with tables and without; starts: the first four words of each "
              "paragraph, item, quotation and heading, with its marker")


# -- 4: Arabic ----------------------------------------------------------------


def arabic_words(paper):
    return [w for w in paper.words() if len(w) > 1 and all("\u0620" <= c <= "\u06d3" for c in w)]


def arabic(out, papers):
    """Wrong letters, or letters in the wrong order, make words that no other text has."""
    mine = [p for p in papers if p.fact("language") == "ar" and not p.error]
    akn = [p for p in mine if p.kind == "akn"]
    words = {p.name: arabic_words(p) for p in mine}
    known = collections.Counter(w for p in akn for w in set(words[p.name]))
    rows = []
    for p in mine:
        least = 2 if p.kind == "akn" else 1  # its own words do not vouch for it
        shares = [statistics.mean(known[w] >= least for w in ws) if ws else 0.0
                  for ws in (words[p.name], [w[::-1] for w in words[p.name]])]
        target = verdict(shares[0], ARABIC_LEAST) if p.kind == "pdf" else ["-", ""]
        rows.append([p.name, len(words[p.name])] + [three(s) for s in shares] + target)
    out.table("Arabic: words that the Arabic resolutions have too",
              ["", "words", "share", "reversed", "target", VERDICT], rows,
              "of a resolution: that another one has; reversed: the same with each word's letters "
              "turned round")
    if not pairs_of(papers, "ar"):
        out.say("  no Arabic document is here in two formats")


# -- 5: furniture ---------------------------------------------------------------


def compact(text):
    return re.sub(r"\s", "", text).upper()


def furniture_in(paper, block):
    """What of the page is left in a block: (kind, excerpt)."""
    whole, everything = block.printed(), block.everything()
    found = [(kind, whole) for kind, pattern in WHOLE
             if block.kind not in ("table", "figure") and re.fullmatch(pattern, whole)]
    symbols = {compact(v) for k, v in paper.facts.items() if k in ("symbol", "alias")}
    if block.get("page") not in ("", "1") and compact(whole) in symbols:
        found.append(("symbol", whole))
    for kind, pattern in ANYWHERE:
        found += [(kind, around(everything, m)) for m in re.finditer(pattern, everything)]
    return found


def around(text, match):
    return " ".join(text[max(0, match.start() - 30):match.end() + 30].split())


def furniture(out, papers):
    rows, lines, kinds = [], [], [k for k, _ in WHOLE] + ["symbol"] + [k for k, _ in ANYWHERE]
    named, free = [], 0
    for p in papers:
        if p.kind != "pdf" or p.error:
            continue
        found = [(b.get("page"), kind, text) for b in p.blocks
                 for kind, text in furniture_in(p, b)]
        count = collections.Counter(kind for _, kind, _ in found)
        if found:
            rows.append([p.name] + [count[k] for k in kinds] + verdict(len(found), most=0))
            lines += ["%s, page %s: %s: “%s”" % (p.name, page, kind, text[:90])
                      for page, kind, text in found[:2]]
        else:
            free += 1
        for page in PAGES.get(p.name, ()):
            named.append(["%s, page %d" % (p.name, page)] +
                         verdict_of_page(p, page, [f for f in found if f[0] == str(page)]))
    out.table("Furniture that is left in PDF", [""] + kinds + ["target", VERDICT], rows,
              "%d files are free of it; a block counts for the page on which it begins" % free)
    findings(out, lines)
    out.table("Pages that must be free of it", ["", "blocks", "left", "target", VERDICT], named)


def verdict_of_page(paper, page, found):
    blocks = sum(b.get("page") == str(page) for b in paper.blocks)
    return [blocks, len(found)] + verdict(len(found), most=0)


# -- 6, 7: numbers ----------------------------------------------------------------


def gaps_of(paper):
    """Places where the numbers of paragraphs do not go on: 1, 2, 3 …, and from 1 again. A list
    in a paragraph has its own; those around it go on behind it."""
    runs, gaps, count = collections.defaultdict(list), [], 0  # of 24.7 and of 7 by themselves
    for block in paper.blocks:
        parts = re.fullmatch(r"(.*\.)?(\d+)(\s*\w+)?", block.get("number"))
        if block.kind != "paragraph" or not parts:
            continue
        count += 1
        series, number, bis = runs[parts[1] or ""], int(parts[2]), bool(parts[3])
        before = next((r for r in reversed(series) if number == r + 1 or (bis and number == r)),
                      None)
        if before is None and number != 1:
            gaps.append("%s after %d (page %s)" % (block.get("number"),
                                                  series[-1] if series else 0,
                                                  block.get("page") or "-"))
        if before is not None:
            series.remove(before)
        series.append(number)
        del series[:-RUNS_OPEN]
    return count, gaps


def numbers(out, papers):
    rows, lines = [], []
    for kind in ("akn", "docx", "pdf"):
        mine = [(p, gaps_of(p)) for p in papers if p.kind == kind and not p.error]
        # what a text layer in doubt says of its numbers is not what is printed
        doubted = [p for p, (_, gaps) in mine if gaps and p.fact("doubt")]
        lines += ["%s: text layer in doubt" % p.name for p in doubted]
        bad = [(p, gaps) for p, (_, gaps) in mine if gaps and p not in doubted]
        lines += ["%s: %s%s" % (p.name, "; ".join(gaps[:GAPS]),
                                "; and %d more" % (len(gaps) - GAPS) if len(gaps) > GAPS else "")
                  for p, gaps in bad]
        rows.append([kind, len(mine), sum(n for _, (n, _) in mine), len(bad),
                     sum(len(g) for _, g in bad)] + verdict(len(bad), most=0))
    out.table("Numbered paragraphs", ["", "files", "numbered", "files with gaps", "gaps", "target",
                                      VERDICT], rows)
    findings(out, lines)


def notes(out, papers):
    """A note that nothing calls is often none: a row of a table, a line of a list."""
    rows, lines = [], []
    for kind in ("akn", "docx", "pdf"):
        count = lost = 0
        for p in (p for p in papers if p.kind == kind):
            called = {call for b in p.blocks for call in b.calls}
            mine = [b for b in p.blocks if b.kind == "note"]
            alone = [b for b in mine if b.get("anchor") not in called]
            count, lost = count + len(mine), lost + len(alone)
            if alone:
                lines.append("%s: %d of %d, with %s" % (p.name, len(alone), len(mine), " ".join(
                    "“%s”" % b.get("marker") for b in alone[:GAPS])))
        share = (count - lost) / count if count else 1.0
        rows.append([kind, count, lost, three(share)] + verdict(share, NOTES_LEAST))
    out.table("Notes", ["", "notes", "not called", "called", "target", VERDICT], rows)
    findings(out, lines)


def languages(out, papers):
    texts = collections.defaultdict(list)
    for p in papers:
        if p.kind == "akn" and not p.error:
            texts[p.fact("symbol")].append(p)
    rows, lines = [], []
    for symbol, same in sorted(texts.items()):
        if len(same) < 2:
            continue
        shapes = {p: [(b.kind, b.get("number")) for b in p.blocks] for p in same}
        pairs = list(itertools.combinations(same, 2))
        share = statistics.mean(shapes[a] == shapes[b] for a, b in pairs)
        numbered = statistics.mean(numbered_of(shapes[a]) == numbered_of(shapes[b])
                                   for a, b in pairs)
        rows.append([symbol, " ".join(p.fact("language") for p in same), len(pairs),
                     three(numbered), three(share)] + verdict(share, 1))
        lines += differences(symbol, shapes)
    out.table("The same resolution in several languages: same kinds and numbers of blocks",
              ["", "languages", "pairs", "numbered alike", "all alike", "target", VERDICT], rows,
              "share of pairs; a line that only one text has makes all its pairs differ")
    findings(out, lines)


def numbered_of(shape):
    return [number for _, number in shape if number]


def differences(symbol, shapes):
    """For each language that departs from the shape that most have, where it does first."""
    most = collections.Counter(tuple(s) for s in shapes.values()).most_common(1)[0][0]
    for paper, shape in shapes.items():
        both = enumerate(itertools.zip_longest(shape, most))
        at = next((i for i, (a, b) in both if a != b), None)
        if at is not None:
            here, there = (" ".join(s[at]).strip() if at < len(s) else "the end"
                           for s in (shape, most))
            yield "%s %s: block %d is %s, elsewhere %s" % (symbol, paper.fact("language"), at + 1,
                                                          here, there)


# -- 8: time ----------------------------------------------------------------------


def timed(bench, commands):
    """Median milliseconds of each command, in turn."""
    cost = os.path.join(bench.build, "bench", "cost")
    times = {name: [] for name in commands}
    for _ in range(RUNS + 1):
        for name, command in commands.items():
            done = subprocess.run([cost, "1", "/dev/null"] + command, env=bench.env(),
                                  capture_output=True, check=True)
            times[name].append(int(done.stdout.split()[0]) / 1000)
    return {name: statistics.median(t[1:]) for name, t in times.items()}  # the first warms up


def time(bench, out, top):
    """Of showing a document: all of palais, beside what it cannot do without."""
    if not os.access(os.path.join(bench.build, "bench", "cost"), os.X_OK):
        out.say("\nTime: bench/cost is not built")
        return
    show = bench.palais + ["-w", "80", "show"]
    rows, akn = [], os.path.abspath(os.path.join(top, TIMED_AKN))
    for name in TIMED_PDF:
        path = os.path.abspath(os.path.join(top, name))
        if os.path.exists(path):
            found = timed(bench, {"show": show + [path], "alone": PDFTOHTML + [path, "x"]})
            more = found["show"] - found["alone"]
            rows += [[name + ": pdftohtml alone", found["alone"], "-", ""],
                     [name + ": palais show", found["show"], "-", ""],
                     [name + ": palais more than it", more] + verdict(more, most=PDF_MORE_MS)]
    if os.path.exists(akn):
        found = timed(bench, {"show": show + [akn]})["show"]
        rows.append([TIMED_AKN + ": palais show", found] + verdict(found, most=AKN_MS))
    out.table("Time", ["", "ms", "target", VERDICT], rows, "median of %d, in turn" % RUNS)
    if os.path.exists(akn) and shutil.which("valgrind"):
        parse = os.path.join(bench.build, "palais-parse")
        count = bench.instructions_of([parse, "--name", akn], akn)
        out.table("Instructions", ["", "million"], [[TIMED_AKN + ": palais-parse", count]],
                  "valgrind --tool=callgrind; no target")


def measure(bench, out):
    here = os.path.dirname(os.path.abspath(__file__))
    top = os.environ.get("PALAIS_CORPUS") or os.path.join(here, "..", "..", "shared", "corpus")
    papers = [Paper(bench, top, kind, path) for kind, pattern in KINDS
              for path in sorted(glob.glob(os.path.join(glob.escape(top), pattern)))]
    if not papers:
        out.say("\nUN documents: no corpus at %s: nothing read" % top)
        return
    read_all(out, papers)
    formats(out, papers)
    arabic(out, papers)
    furniture(out, papers)
    numbers(out, papers)
    notes(out, papers)
    languages(out, papers)
    time(bench, out, top)
    verdicts = [value for _, _, column, value in out.values if column == VERDICT]
    out.say("\nUN documents: %d targets met, %d MISSED" % (verdicts.count("ok"),
                                                          verdicts.count("MISSED")))
