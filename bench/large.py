# SPDX-License-Identifier: ISC
"""Large things: how soon the first screen of one is there. Part large of bench/run; what is
made to be too large is bombs.py's."""

import os
import shutil
import time

import pages
import terminal
from results import median

RUNS = 3
MEGABYTE = 1_000_000


def page_of(folder, size):
    path = os.path.join(folder, "page-%d.html" % (size // MEGABYTE))
    w = pages.Writer(900)
    pages.head(w, "All sheets")
    while w.size() < size:
        w.text("p", " ".join(w.prose() for _ in range(3)))
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(w.page) + "\n</body>\n</html>\n")
    return path


def text_of(folder, size):
    path = os.path.join(folder, "text-%d.txt" % (size // MEGABYTE))
    w = pages.Writer(901)
    with open(path, "w", encoding="utf-8") as out:
        part = "\n\n".join(" ".join(w.prose() for _ in range(3)) for _ in range(400)) + "\n\n"
        for _ in range(size // len(part.encode()) + 1):
            out.write(part)
    return path


def first_screen(bench, command):
    """Seconds to the first screen with text of it."""
    t = terminal.Terminal(command, bench.env())
    end = time.perf_counter() + 60
    while time.perf_counter() < end:
        t.settle(0.02, 0.05)
        if sum(len(t.screen.row(i)) > 40 for i in range(1, 22)) > 5:
            break
    took = time.perf_counter() - t.began
    t.close()
    return took


def measure(bench):
    folder = os.path.join(bench.folder, "large")
    os.mkdir(folder)
    rows = []
    for path, most in ((page_of(folder, 5 * MEGABYTE), 0.5), (text_of(folder, 50 * MEGABYTE), 1.5)):
        name = os.path.basename(path)
        programs = {"palais": bench.palais + [path]}
        for peer in ("less",) + tuple(bench.peers):
            if shutil.which(peer) and not (peer == "less" and path.endswith(".html")):
                programs[peer] = [peer, path]
        times = {p: [] for p in programs}
        for _ in range(RUNS):
            for program, command in programs.items():
                times[program].append(first_screen(bench, command))
        rows.extend(["%s, %s" % (name, p), median(t), min(t)] for p, t in times.items())
        bench.out.target("first screen, %s" % name, median(times["palais"]), most, " s")
    bench.out.table("Large files to the first screen", ["", "seconds", "least"], rows,
                    "median of %d, in turn" % RUNS)
