# SPDX-License-Identifier: ISC
"""Stores of many documents: what adding, keeping and looking over costs, and how it grows.
Parts library and growth of bench/run. The documents are of our own making: resolutions in
the form of machine-readable UN texts, and web pages, of words that are as common as Zipf's
law says, so that they pack no better than people's sentences do."""

import os
import random
import sqlite3
import subprocess

from results import median, ratio

ADDED, ROUNDS = 1000, 3
SIZES = (1000, 10_000, 100_000)
SYLLABLES = ("ra mo ten li ver sa no del ki tor pa en mu sti ca rel bo hin dra que fel os ta gri ne "
             "lum ab ol wen ji").split()
AKN = """<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
 <statement name="resolution"><meta>
  <identification source="#X"><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification>
  <classification><keyword refersTo="#title" value="%s"/></classification></meta>
  <coverPage><p><docAuthority refersTo="#issuingBody">Security Council</docAuthority></p>
   <p><docNumber refersTo="#symbol">S/%d/%d</docNumber></p><p>2 May %d</p></coverPage>
  <preamble><container name="preamble">
%s
  </container></preamble><mainBody>
%s
  </mainBody></statement></akomaNtoso>
"""


class Words:
    """Sentences out of a made-up language of thirty thousand words."""

    def __init__(self, seed, count=30_000):
        self.random = random.Random(seed)
        made = dict.fromkeys("".join(self.random.choices(SYLLABLES, k=self.random.choice((1, 2, 2, 3, 4))))
                             for _ in range(4 * count))
        self.words = sorted(list(made)[:count], key=len)
        self.weights = [1 / (rank + 3) for rank in range(len(self.words))]
        total = 0
        self.sums = []
        for weight in self.weights:
            total += weight
            self.sums.append(total)

    def sentence(self, least=12, most=40):
        some = self.random.choices(self.words, cum_weights=self.sums,
                                   k=self.random.randint(least, most))
        return " ".join(some).capitalize()


def resolution(words, number):
    year = 2031 + number // 50_000
    cited = words.random.randint(1, max(2, number))
    before = "\n".join("   <p><i>Recalling</i> its resolution S/%d/%d, %s,</p>" %
                       (2031 + cited // 50_000, cited, words.sentence()) for _ in range(6))
    after = "\n".join("   <paragraph><num>%d.</num><content><p>Decides %s.</p></content></paragraph>" %
                      (n, words.sentence(25, 90).lower()) for n in range(1, 13))
    return AKN % (words.sentence(5, 9), year, number, year, before, after)


def web_page(words, number):
    menu = "".join('<li><a href="/topic/%d">%s</a></li>' % (n, words.sentence(1, 3)) for n in range(40))
    return ("<!DOCTYPE html>\n<html lang=en><head><meta charset=utf-8><title>Page %d: %s</title></head>"
            "<body><header><nav><ul>%s</ul></nav></header><main><article><h1>%s</h1>%s</article></main>"
            "<footer><p>The River Commission</p></footer></body></html>\n" %
            (number, words.sentence(3, 6), menu, words.sentence(3, 6),
             "".join("<p>%s.</p>" % words.sentence(40, 120) for _ in range(14))))


MAKERS = {"resolutions": (resolution, ".xml"), "pages": (web_page, ".html")}


def make(folder, kind, first, count):
    """Files first … first + count - 1 of a kind; their paths."""
    maker, ending = MAKERS[kind]
    words = Words("%s %d" % (kind, first))
    paths = []
    for number in range(first, first + count):
        paths.append(os.path.join(folder, "%s-%06d%s" % (kind, number, ending)))
        with open(paths[-1], "w", encoding="utf-8") as out:
            out.write(maker(words, number))
    return paths


class Library:
    """A store that files are added to, by one build of palais."""

    def __init__(self, bench, palais, name):
        self.bench, self.path = bench, os.path.join(bench.folder, name + ".store")
        self.palais = palais + ["-o", "-S", self.path]
        self.cost = os.path.join(bench.build, "bench", "cost")

    def run(self, *arguments, out="/dev/null"):
        """(wall, CPU in seconds, status) of a run, with its helpers'."""
        done = subprocess.run([self.cost, "1", out] + self.palais + list(arguments),
                              env=self.bench.env(), capture_output=True, check=True)
        wall, cpu, _, status = (int(n) for n in done.stdout.split())
        return wall / 1e6, cpu / 1e6, status

    def add(self, paths):
        """CPU seconds; no argument list is longer than a system takes."""
        used = 0.0
        for at in range(0, len(paths), 1000):
            _, cpu, status = self.run("add", *paths[at:at + 1000])
            if status:
                raise SystemExit("bench: add ended with status %d" % status)
            used += cpu
        return used

    def sizes(self):
        """Bytes of the file, and what the texts in it have as docfiles."""
        with sqlite3.connect("file:%s?mode=ro" % self.path, uri=True) as store:
            text, raw, count = store.execute(
                "SELECT sum(doc_size), sum(size), count(*) FROM version WHERE whole").fetchone()
        held = sum(os.path.getsize(self.path + end) for end in ("", "-wal")
                   if os.path.exists(self.path + end))
        return held, text, raw, count


def measure(bench):
    if not os.access(os.path.join(bench.build, "bench", "cost"), os.X_OK):
        bench.out.say("\nLibrary: bench/cost is not built")
        return
    builds = {"palais": bench.palais}
    if bench.before:
        builds["palais before"] = bench.palais_before
    folder = os.path.join(bench.folder, "library")
    os.mkdir(folder)
    rows = []
    for kind, most in (("resolutions", 0.80), ("pages", 1.20)):
        paths = make(folder, kind, 1, ADDED)
        cpu = {name: [] for name in builds}
        for number in range(ROUNDS):
            for name, palais in builds.items():
                library = Library(bench, palais, "%s-%s-%d" % (kind, name.replace(" ", "-"), number))
                cpu[name].append(library.add(paths))
                if name == "palais":
                    last = library
        verify = median(last.run("verify")[1] for _ in range(ROUNDS))
        held, text, raw, _ = last.sizes()
        used = median(cpu["palais"])
        rows.append([kind, ADDED / used, ADDED / median(cpu["palais before"]) if bench.before else None,
                     verify * 1000 / ADDED, text / 1e6, raw / 1e6, held / 1e6, held / text])
        bench.out.least("add, %d %s, a CPU second" % (ADDED, kind), ADDED / used, 130)
        if bench.before:
            bench.out.least("add, %s, x the build before" % kind,
                            ratio(median(cpu["palais before"]), used), 2.0)
        bench.out.target("verify, %s, CPU a document" % kind, verify * 1000 / ADDED, 1.0, " ms")
        bench.out.target("store / its text, %s" % kind, held / text, most)
    bench.out.table("A store of %d documents" % ADDED,
                    ["", "added a CPU s", "before", "verify ms each", "text MB", "raw MB", "store MB",
                     "store / text"], rows,
                    "median of %d, in turn; text: docfiles; the store has the raw bytes and the index "
                    "too" % ROUNDS)


# -- growth ----------------------------------------------------------------------

TRIED = (("start: a stored page", ("-w", "80", "show", "S/2031/7")),
         ("front page", ("-w", "80")),
         ("search, one word in a hundred texts", ("search", "{rare}")),
         ("search, two words", ("search", "{rare}", "{common}")),
         ("list cache", ("list", "cache")),
         ("cited-by", ("cited-by", "S/2031/7")),
         ("sync --dry-run", ("sync", "--dry-run")),
         ("prune --dry-run", ("prune", "--dry-run")),
         ("verify", ("verify",)))


def growth(bench):
    """What each verb costs with a thousand, ten and a hundred thousand documents."""
    folder = os.path.join(bench.folder, "growth")
    os.mkdir(folder)
    library = Library(bench, bench.palais, "growth")
    rows = {name: [] for name in ("add, ms a document", "store MB", "store / text") +
            tuple(name for name, _ in TRIED)}
    words = Words("resolutions 1").words
    named = {"rare": words[len(words) // 8], "common": words[20]}
    have = 0
    for size in SIZES:
        used = 0.0
        while have < size:
            paths = make(folder, "resolutions", have + 1, min(1000, size - have))
            used += library.add(paths)
            have += len(paths)
            for path in paths:
                os.unlink(path)
        rows["add, ms a document"].append(used * 1000 / (size - (SIZES[SIZES.index(size) - 1]
                                                                 if size > SIZES[0] else 0)))
        held, text, _, _ = library.sizes()
        rows["store MB"].append(held / 1e6)
        rows["store / text"].append(held / text)
        for name, arguments in TRIED:
            arguments = [a.format(**named) if a.startswith("{") else a for a in arguments]
            rows[name].append(median(library.run(*arguments)[1] * 1000
                                     for _ in range(1 if name == "verify" else 3)))
        bench.out.say("%d documents: done" % size)
    bench.out.table("How it grows: CPU in ms", ["documents"] + [str(s) for s in SIZES] +
                    ["x of the last step"],
                    [[name] + values + [ratio(values[-1], values[-2])] for name, values in rows.items()])
