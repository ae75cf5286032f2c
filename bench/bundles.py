# SPDX-License-Identifier: ISC
"""A bundle: how large it is beside its texts and beside what xz makes of them, what taking it in
and looking it over costs, and how long a search in it takes, as it is and packed. Its texts are
the machine-readable ones of $PALAIS_CORPUS (../shared/corpus beside the sources), where they are
here, else resolutions of our own (library.py). Used by bench/run; not run by itself."""

import glob
import os
import re
import shutil
import sqlite3
import subprocess

import library
from results import median

MADE, ROUNDS = 1000, 3
WORDS = {"corpus": ("chemical weapons", "مساعدات", "nations"), "made": ("{rare}", "{rare} {common}", "{common}")}


def texts(bench):
    """(of whom they are, files)."""
    corpus = os.environ.get("PALAIS_CORPUS") or os.path.join(
        os.path.dirname(os.path.abspath(__file__)), "..", "..", "shared", "corpus")
    found = sorted(glob.glob(os.path.join(corpus, "xml", "**", "*.xml"), recursive=True))
    if found:
        return "corpus", found
    folder = os.path.join(bench.folder, "texts")
    os.mkdir(folder)
    return "made", library.make(folder, "resolutions", 1, MADE)


class Packed:
    """What xz makes of the plain texts that a packed bundle has, in one stream."""

    def __init__(self, bench, bundle):
        self.path = os.path.join(bench.folder, "plain")
        with open(self.path, "wb") as out:
            subprocess.run(["xz", "-dc", bundle], stdout=out, check=True)
        self.plain = os.path.getsize(self.path)
        done = subprocess.run(["xz", "-6", "-c", self.path], stdout=subprocess.PIPE, check=True)
        self.size = len(done.stdout)


def drop(path):
    """The system forgets what it has of the file; a later reading is from the disk."""
    with open(path, "rb") as f:
        os.fsync(f.fileno())
        os.posix_fadvise(f.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def pages_read(bench, store, words):
    """How many pages of 4 KB a search reads of a store; NULL where nobody can count them."""
    if not shutil.which("strace"):
        return None
    trace = os.path.join(bench.folder, "trace")
    done = subprocess.run(["strace", "-f", "-y", "-e", "trace=pread64", "-o", trace] + bench.palais +
                          ["-o", "--site", store, "search"] + words.split(), env=bench.env(),
                          check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    pages = set()
    with open(trace, encoding="utf-8", errors="replace") as f:
        for found in re.finditer(r"/%s>, .*, (\d+), (\d+)\) = \d" % re.escape(os.path.basename(store)),
                                 f.read()):
            size, at = int(found[1]), int(found[2])
            pages.update(range(at // 4096, (at + max(size, 1) - 1) // 4096 + 1))
    return len(pages) if done.returncode == 0 else None


def searches(bench, owner, bundle):
    made = library.Words("resolutions 1").words
    named = {"rare": made[len(made) // 8], "common": made[20]}
    cost = os.path.join(bench.build, "bench", "cost")
    rows, warm = [], []
    for words in WORDS[owner]:
        words = words.format(**named)
        command = [cost, "1", "/dev/null"] + bench.palais + ["-o", "--site", bundle, "search"] + words.split()

        def once(cold, command=command):
            if cold:
                drop(bundle)
            done = subprocess.run(command, env=bench.env(), capture_output=True, check=True)
            return [int(n) / 1e3 for n in done.stdout.split()[:2]]

        once(False)
        hot, cold = zip(*((once(False), once(True)) for _ in range(2 * ROUNDS + 1)))
        warm.append(median(c[1] for c in hot))
        rows.append([words, median(c[0] for c in hot), warm[-1], median(c[0] for c in cold),
                     pages_read(bench, bundle, words)])
    bench.out.table("Searching a bundle as it is", ["", "warm ms", "of CPU", "cold ms", "pages of 4 KB"], rows,
                    "--site BUNDLE, a process each, its start included; cold: the system had forgotten "
                    "the bundle; median of %d" % (2 * ROUNDS + 1))
    bench.out.target("search of a bundle, warm, CPU", max(warm), 20, " ms")
    if rows[0][-1] is not None:
        bench.out.target("search of a bundle, cold: pages of 4 KB", max(r[-1] for r in rows), 250)


def taking_in(bench, path, count):
    """Milliseconds on a processor a document: import into an empty store, and verify of that."""
    taken, looked = [], []
    for number in range(ROUNDS):
        store = library.Library(bench, bench.palais, "in-%s-%d" % (os.path.basename(path), number))
        for found, words in ((taken, ("import", path)), (looked, ("verify",))):
            _, cpu, status = store.run(*words)
            if status:
                raise SystemExit("bench: %s ended with status %d" % (words[0], status))
            found.append(cpu * 1000 / count)
    return median(taken), median(looked)


def measure(bench):
    if not os.access(os.path.join(bench.build, "bench", "cost"), os.X_OK) or not shutil.which("xz"):
        bench.out.say("\nBundles: left out, bench/cost is not built or xz is not here")
        return
    owner, files = texts(bench)
    own = library.Library(bench, bench.palais, "bundled")
    own.add(files)
    rows, size = [], {}
    for name, options in (("plain", ()), ("raw", ("--raw",)), ("packed", ()), ("packed-raw", ("--raw",))):
        path = os.path.join(bench.folder, name + (".palais.xz" if "packed" in name else ".palais"))
        if own.run("export", *options, path)[2]:
            raise SystemExit("bench: export failed")
        size[name] = os.path.getsize(path)
        if name == "plain":
            with sqlite3.connect("file:%s?mode=ro" % path, uri=True) as store:
                text, count = store.execute("SELECT sum(doc_size), count(*) FROM version").fetchone()
        took, looked = taking_in(bench, path, count)
        rows.append([name.replace("-", ", "), size[name] / 1e6, size[name] / text, took, looked])
        bench.out.target("import, %s, CPU a document" % name.replace("-", ", "), took, 5, " ms")
        bench.out.target("verify of that, %s, CPU a document" % name.replace("-", ", "), looked, 1, " ms")
    packed = Packed(bench, os.path.join(bench.folder, "packed.palais.xz"))
    bench.out.table("A bundle of %d documents, %.1f MB of text" % (count, text / 1e6),
                    ["", "MB", "/ text", "import ms each", "verify ms each"], rows,
                    "%s; CPU, helpers included, median of %d; xz -6 of the plain stream, %.1f MB: %.2f MB"
                    % ("texts of $PALAIS_CORPUS" if owner == "corpus" else "resolutions of our own", ROUNDS,
                       packed.plain / 1e6, packed.size / 1e6))
    bench.out.target("bundle / its text", size["plain"] / text, 0.70)
    bench.out.target("bundle with raw bytes / its text", size["raw"] / text, 0.80)
    bench.out.target("packed bundle / xz -6 of the same", size["packed"] / packed.size, 1.15)
    searches(bench, owner, os.path.join(bench.folder, "plain.palais"))
